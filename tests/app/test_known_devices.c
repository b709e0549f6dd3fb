/* What is kept of devices: every record comes back; a wrong file is told and
 * left alone. */
#define _POSIX_C_SOURCE 200809L
#include "app/known_devices.h"
#include "tests/support/check.h"

#include <sys/stat.h>
#include <unistd.h>

#define GOOD                                                                   \
    "\"output\": \"a\", \"input\": \"keyboard\", \"rate\": 48000, "            \
    "\"buffer\": 0, \"listening\": \"own\", \"state\": \"typed\", "            \
    "\"output_ms\": 1, \"input_ms\": 0, \"display_ms\": 0, "                   \
    "\"doubt_ms\": 0, \"probed_buffer\": 0"

/* What taps told is the sum of output and keys. */
static void keys_that_are_measured_leave_the_taps_sum(void **state)
{
    static const struct {
        enum cr_offset_state state;
        double output_ms;
    } rows[] = {{CR_OFFSET_TAPPED, 60},
                {CR_OFFSET_MEASURED, 80},
                {CR_OFFSET_TYPED, 80},
                {CR_OFFSET_UNKNOWN, 80}};
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct cr_calibration c = {.state = rows[i].state,
                                   .offsets = {80, 5, 0}};
        cr_calibration_set_input(&c, 25, 0.4);
        CHECK_NEAR(rows[i].output_ms, c.offsets.output_ms, 1e-9);
        CHECK_NEAR(25, c.offsets.input_ms, 1e-9);
        CHECK_NEAR(0.4, c.input_doubt_ms, 1e-9);
        CHECK_INT(rows[i].state, c.state);
    }
}

static void a_wrong_file_is_told(void **state)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"", "'[' or '{' expected"},
        {"{", "string or '}' expected"},
        {"{}", "no list 'devices'"},
        {"{\"devices\": [{}]}", "device 1: 'output'"},
        {"{\"devices\": [{" GOOD "}, 7]}", "device 2: 'output'"},
        {"{\"devices\": [{" GOOD ", \"rate\": 1}]}", "duplicate"},
        {"{\"devices\": [{\"output\": \"a\", \"input\": \"b\", \"rate\": "
         "1.5}]}",
         "device 1: 'rate'"},
        {"{\"devices\": [{\"output\": \"a\", \"input\": \"b\", \"rate\": "
         "48000, "
         "\"buffer\": 0, \"listening\": \"both\"}]}",
         "device 1: 'listening'"},
        {"{\"devices\": [{\"output\": \"a\", \"input\": \"b\", \"rate\": "
         "48000, "
         "\"buffer\": 0, \"listening\": \"own\", \"state\": \"typed\", "
         "\"output_ms\": 1e9}]}",
         "device 1: 'output_ms'"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct cr_known_devices list;
        struct cr_error error = {0};
        cr_check_row(wrong[i].text);
        CHECK(cr_known_devices_read(&list, wrong[i].text, strlen(wrong[i].text),
                                    &error));
        if (!strstr(error.text, wrong[i].says))
            CHECK_FAIL("it says: %s", error.text);
        CHECK(!list.items && !list.count);
    }
}

static struct cr_known_device device(const char *name, uint32_t frames)
{
    struct cr_known_device d = {.key = {.rate = 48000, .frames = frames},
                                .calibration = {CR_LISTENING_OWN,
                                                CR_OFFSET_MEASURED,
                                                {12.345, -3, 20},
                                                0.25,
                                                0.5},
                                .probed_frames = 64};
    snprintf(d.key.output, sizeof(d.key.output), "%s", name);
    snprintf(d.key.input, sizeof(d.key.input), "keyboard");
    return d;
}

static void records_come_back(void **state)
{
    const struct cr_known_device one = device("a \"card\"\t\xC3\xA9", 64);
    const struct cr_known_device two = device("b", 128);
    struct cr_known_device found;
    struct cr_error error = {0};
    (void)state;
    CHECK(!cr_known_device_keep(&one, &error));
    CHECK(!cr_known_device_keep(&two, &error));
    CHECK(!cr_known_device_keep(&two, &error)); /* in its own place */
    CHECK(!cr_known_device_find(&one.key, &found, &error));
    CHECK_TEXT(one.key.output, found.key.output);
    CHECK_INT(CR_LISTENING_OWN, found.calibration.listening);
    CHECK_INT(CR_OFFSET_MEASURED, found.calibration.state);
    CHECK_NEAR(12.345, found.calibration.offsets.output_ms, 1e-9);
    CHECK_NEAR(-3, found.calibration.offsets.input_ms, 1e-9);
    CHECK_NEAR(20, found.calibration.offsets.display_ms, 1e-9);
    CHECK_NEAR(0.25, found.calibration.doubt_ms, 1e-9);
    CHECK_NEAR(0.5, found.calibration.input_doubt_ms, 1e-9);
    CHECK_INT(64, found.probed_frames);
    struct cr_known_devices list;
    CHECK(!cr_known_devices_load(&list, &error));
    CHECK_INT(2, list.count);
    cr_known_devices_destroy(&list);
    /* what was found by probing is of the device with its own buffer */
    const struct cr_known_device probed = device("c", 0);
    CHECK(!cr_known_device_keep(&probed, &error));
    CHECK_INT(64, cr_known_device_frames("c", 48000));
    CHECK_INT(0, cr_known_device_frames("c", 44100));
    CHECK_INT(0, cr_known_device_frames("b", 48000));
    /* another buffer is another device */
    const struct cr_known_device other = device("b", 64);
    CHECK(!cr_known_device_find(&other.key, &found, &error));
    CHECK_INT(CR_LISTENING_UNASKED, found.calibration.listening);
    CHECK_INT(CR_OFFSET_UNKNOWN, found.calibration.state);
}

static void a_wrong_file_is_left_alone(void **state)
{
    char path[4096];
    struct cr_error error = {0};
    const struct cr_known_device one = device("a", 64);
    struct cr_known_device found;
    size_t size;
    (void)state;
    snprintf(path, sizeof(path), "%s/creditroll/devices.json",
             getenv("XDG_CONFIG_HOME"));
    FILE *file = fopen(path, "w");
    CHECK(file && fputs("{\n \"devices\": 3,,", file) >= 0 && !fclose(file));
    CHECK(cr_known_device_keep(&one, &error));
    if (!strstr(error.text, "devices.json:2:"))
        CHECK_FAIL("it says: %s", error.text);
    CHECK(cr_known_device_find(&one.key, &found, &error));
    CHECK_INT(CR_OFFSET_UNKNOWN, found.calibration.state);
    char *text = cr_test_file(path, &size);
    CHECK_TEXT("{\n \"devices\": 3,,", text);
    free(text);
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_that_are_measured_leave_the_taps_sum),
        cmocka_unit_test(a_wrong_file_is_told),
        cmocka_unit_test(records_come_back),
        cmocka_unit_test(a_wrong_file_is_left_alone),
    };
    char folder[] = "/tmp/creditroll-XXXXXX", path[64];
    if (!mkdtemp(folder) || setenv("XDG_CONFIG_HOME", folder, 1))
        return 1;
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(path, sizeof(path), "%s/creditroll", folder);
    rmdir(path);
    rmdir(folder);
    return failed;
}
