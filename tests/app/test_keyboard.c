/* How many keys at once the keyboard tells of: kept whole, and a file that is not
 * understood is told. */
#define _POSIX_C_SOURCE 200809L
#include "app/files.h"
#include "app/keyboard.h"
#include "tests/support/config_folder.h"

static int make(void **state)
{
    (void)state;
    return make_folder("keyboard");
}

static void it_is_kept(void **state)
{
    struct cr_error error = {0};
    uint32_t keys = 7;
    (void)state;
    CHECK(!cr_keyboard_find(&keys, &error));
    CHECK_INT(0, keys);
    for (uint32_t k = 2; k <= 3; k++) {
        CHECK(!cr_keyboard_keep(k, &error));
        CHECK(!cr_keyboard_find(&keys, &error));
        CHECK_INT(k, keys);
    }
}

static void what_is_not_understood_is_told(void **state)
{
    static const char *const wrong[] = {
        "", "keyboard 1\n", "keyboard 1\nkeys: 4\n", "keyboard 2\nkeys: 3\n",
        "keyboard 1\nkeys: 3\nkeys: 2\n"};
    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct cr_error error = {0};
        uint32_t keys = 3;
        cr_check_row(wrong[i]);
        CHECK(!cr_file_write(path, wrong[i], strlen(wrong[i]), &error));
        CHECK_INT(CR_ERR_SYNTAX, cr_keyboard_find(&keys, &error));
        CHECK_INT(0, keys);
        CHECK(strstr(error.text, "keyboard is not understood") != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_kept),
        cmocka_unit_test(what_is_not_understood_is_told)};
    return cmocka_run_group_tests(tests, make, remove_folder);
}
