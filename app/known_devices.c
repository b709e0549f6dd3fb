#include "app/known_devices.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"

#define MOST_MS 2000.0 /* of an offset, either way */

static void set_key(struct cr_device_key *key, const char *output,
                    uint32_t rate, uint32_t frames)
{
    *key = (struct cr_device_key){
        .input = "keyboard", .rate = rate, .frames = frames};
    snprintf(key->output, sizeof(key->output), "%s", output);
    json_t *text = json_string(key->output);
    for (char *p = key->output; !text && *p; p++) {
        if ((unsigned char)*p >= 0x80) /* not UTF-8: the file must be */
            *p = '?';
    }
    json_decref(text);
}

void cr_device_key(const struct cr_device *device, struct cr_device_key *key)
{
    set_key(key, cr_device_name(device), cr_device_rate(device),
            cr_device_frames(device));
}

static enum cr_status find_path(char *path, size_t size, bool makes_folder,
                                struct cr_error *error)
{
    return cr_file_config_path("devices.json", makes_folder, path, size, error);
}

static bool read_text(const json_t *object, const char *key, char *to,
                      size_t size)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (!text || strlen(text) >= size)
        return false;
    snprintf(to, size, "%s", text);
    return true;
}

static bool read_whole(const json_t *object, const char *key, uint32_t most,
                       uint32_t *value)
{
    const json_t *number = json_object_get(object, key);
    const json_int_t whole = json_integer_value(number);
    if (!json_is_integer(number) || whole < 0 || whole > (json_int_t)most)
        return false;
    *value = (uint32_t)whole;
    return true;
}

static bool read_ms(const json_t *object, const char *key, double *value)
{
    const json_t *number = json_object_get(object, key);
    *value = json_number_value(number);
    return json_is_number(number) && fabs(*value) <= MOST_MS;
}

/* The key that is wrong; NULL if the record is good. */
static const char *read_record(const json_t *record, struct cr_known_device *d)
{
    struct cr_calibration *c = &d->calibration;
    const char *listening =
        json_string_value(json_object_get(record, "listening"));
    const char *state = json_string_value(json_object_get(record, "state"));
    if (!read_text(record, "output", d->key.output, sizeof(d->key.output)))
        return "output";
    if (!read_text(record, "input", d->key.input, sizeof(d->key.input)))
        return "input";
    if (!read_whole(record, "rate", 1000000, &d->key.rate))
        return "rate";
    if (!read_whole(record, "buffer", 65536, &d->key.frames))
        return "buffer";
    if (!listening || !cr_listening_of(listening, &c->listening))
        return "listening";
    if (!state || !cr_offset_state_of(state, &c->state))
        return "state";
    if (!read_ms(record, "output_ms", &c->offsets.output_ms))
        return "output_ms";
    if (!read_ms(record, "input_ms", &c->offsets.input_ms))
        return "input_ms";
    if (!read_ms(record, "display_ms", &c->offsets.display_ms))
        return "display_ms";
    if (!read_ms(record, "doubt_ms", &c->doubt_ms) || c->doubt_ms < 0)
        return "doubt_ms";
    if (json_object_get(record, "input_doubt_ms") && /* old files lack it */
        (!read_ms(record, "input_doubt_ms", &c->input_doubt_ms) ||
         c->input_doubt_ms < 0))
        return "input_doubt_ms";
    if (!read_whole(record, "probed_buffer", 65536, &d->probed_frames))
        return "probed_buffer";
    return NULL;
}

static enum cr_status read_all(struct cr_known_devices *list,
                               const json_t *devices, struct cr_error *error)
{
    const size_t count = json_array_size(devices);
    if (!json_is_array(devices))
        return cr_fail(error, CR_ERR_SYNTAX, 1, 1,
                       "there is no list 'devices'");
    if (count > CR_KNOWN_DEVICE_LIMIT)
        return cr_fail(error, CR_ERR_LIMIT, 1, 1, "more than %d devices",
                       CR_KNOWN_DEVICE_LIMIT);
    list->items = calloc(count + 1, sizeof(*list->items));
    if (!list->items)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    for (; list->count < count; list->count++) {
        const char *wrong = read_record(json_array_get(devices, list->count),
                                        &list->items[list->count]);
        if (wrong)
            return cr_fail(error, CR_ERR_SYNTAX, 1, 1,
                           "device %u: '%s' is missing, or not what it can be",
                           list->count + 1, wrong);
    }
    return CR_OK;
}

enum cr_status cr_known_devices_read(struct cr_known_devices *list,
                                     const char *text, size_t size,
                                     struct cr_error *error)
{
    json_error_t where;
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &where);
    *list = (struct cr_known_devices){0};
    if (!root)
        return cr_fail(error, CR_ERR_SYNTAX, where.line, where.column, "%s",
                       where.text);
    const enum cr_status status =
        read_all(list, json_object_get(root, "devices"), error);
    json_decref(root);
    if (status)
        cr_known_devices_destroy(list);
    return status;
}

void cr_known_devices_write(const struct cr_known_devices *list,
                            struct cr_text_buffer *out)
{
    cr_text_addf(out, "{\"schema\": 1, \"devices\": [");
    for (uint32_t i = 0; i < list->count; i++) {
        const struct cr_known_device *d = &list->items[i];
        const struct cr_calibration *c = &d->calibration;
        cr_text_addf(out, "%s\n {\"output\": ", i ? "," : "");
        cr_text_add_json(out, d->key.output);
        cr_text_addf(out, ", \"input\": ");
        cr_text_add_json(out, d->key.input);
        cr_text_addf(out,
                     ", \"rate\": %u, \"buffer\": %u,\n  \"listening\": "
                     "\"%s\", \"state\": \"%s\",\n",
                     d->key.rate, d->key.frames,
                     cr_listening_word(c->listening),
                     cr_offset_state_word(c->state));
        cr_text_addf(out,
                     "  \"output_ms\": %.3f, \"input_ms\": %.3f, "
                     "\"display_ms\": %.3f, \"doubt_ms\": %.3f,\n"
                     "  \"input_doubt_ms\": %.3f, \"probed_buffer\": %u}",
                     c->offsets.output_ms, c->offsets.input_ms,
                     c->offsets.display_ms, c->doubt_ms, c->input_doubt_ms,
                     d->probed_frames);
    }
    cr_text_addf(out, "]}\n");
}

void cr_known_devices_destroy(struct cr_known_devices *list)
{
    free(list->items);
    *list = (struct cr_known_devices){0};
}

enum cr_status cr_known_devices_load(struct cr_known_devices *list,
                                     struct cr_error *error)
{
    char path[4096], *text;
    size_t size;
    struct cr_error found = {0};
    *list = (struct cr_known_devices){0};
    enum cr_status status = find_path(path, sizeof(path), false, error);
    if (status || !cr_file_exists(path))
        return status;
    status =
        cr_file_read(path, CR_KNOWN_DEVICES_FILE_LIMIT, &text, &size, error);
    if (status)
        return status;
    status = cr_known_devices_read(list, text, size, &found);
    free(text);
    if (!status)
        return CR_OK;
    return cr_fail(error, status, 0, 0,
                   "%.120s:%d:%d: %.200s; mend the file, or remove it", path,
                   found.line, found.column, found.text);
}

static struct cr_known_device *find(const struct cr_known_devices *list,
                                    const struct cr_device_key *key)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct cr_device_key *own = &list->items[i].key;
        if (strcmp(own->output, key->output) == 0 &&
            strcmp(own->input, key->input) == 0 && own->rate == key->rate &&
            own->frames == key->frames)
            return &list->items[i];
    }
    return NULL;
}

enum cr_status cr_known_device_find(const struct cr_device_key *key,
                                    struct cr_known_device *known,
                                    struct cr_error *error)
{
    struct cr_known_devices list;
    *known = (struct cr_known_device){.key = *key};
    const enum cr_status status = cr_known_devices_load(&list, error);
    if (status)
        return status;
    const struct cr_known_device *found = find(&list, key);
    if (found)
        *known = *found;
    cr_known_devices_destroy(&list);
    return CR_OK;
}

uint32_t cr_known_device_frames(const char *output, uint32_t rate)
{
    struct cr_device_key key;
    struct cr_known_device known;
    set_key(&key, output, rate, 0);
    return cr_known_device_find(&key, &known, NULL) ? 0 : known.probed_frames;
}

/* Puts a record in its place; the oldest one goes if there are too many. */
static bool put(struct cr_known_devices *list,
                const struct cr_known_device *known)
{
    struct cr_known_device *place = find(list, &known->key);
    if (!place) {
        const size_t size = sizeof(*list->items);
        if (list->count == CR_KNOWN_DEVICE_LIMIT)
            memmove(list->items, list->items + 1, --list->count * size);
        struct cr_known_device *moved =
            realloc(list->items, (list->count + 1) * size);
        if (!moved)
            return false;
        list->items = moved;
        place = &list->items[list->count++];
    }
    *place = *known;
    return true;
}

enum cr_status cr_known_device_keep(const struct cr_known_device *known,
                                    struct cr_error *error)
{
    struct cr_known_devices list;
    struct cr_text_buffer out = {0};
    char path[4096];
    enum cr_status status = cr_known_devices_load(&list, error);
    if (status)
        return status;
    status = find_path(path, sizeof(path), true, error);
    if (!status && !put(&list, known))
        status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    if (!status) {
        cr_known_devices_write(&list, &out);
        status = out.is_broken
                     ? cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory")
                     : cr_file_write(path, out.text, out.size, error);
    }
    free(out.text);
    cr_known_devices_destroy(&list);
    return status;
}
