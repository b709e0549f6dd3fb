/* Any bytes as a programme: the reader does not crash, a refusal names its place, and
 * what is accepted has one form, which reads the same. */
#include <stdlib.h>
#include <string.h>

#include "app/practice/programme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int is_true)
{
    if (!is_true)
        abort();
}

static void check_form(const char *text, size_t size)
{
    struct cr_diagnostics found = {0};
    struct cr_programme first = {0}, second = {0};
    char *out, *again;
    size_t out_size, again_size;
    demand(!cr_programme_read(&first, text, size, &found));
    demand(!cr_programme_format(text, size, &out, &out_size, &found));
    demand(!cr_programme_read(&second, out, out_size, &found));
    demand(!cr_programme_format(out, out_size, &again, &again_size, &found));
    demand(out_size == again_size && memcmp(out, again, out_size) == 0);
    demand(first.step_count == second.step_count);
    for (uint32_t i = 0; i < first.step_count; i++) {
        struct cr_text_buffer a = {0}, b = {0};
        demand(strcmp(first.steps[i].pattern, second.steps[i].pattern) == 0);
        demand(first.steps[i].again == second.steps[i].again);
        cr_session_write(&first.steps[i].session, &a);
        cr_session_write(&second.steps[i].session, &b);
        demand(strcmp(a.text ? a.text : "", b.text ? b.text : "") == 0);
        free(a.text);
        free(b.text);
    }
    free(out);
    free(again);
    cr_programme_deinit(&first);
    cr_programme_deinit(&second);
    cr_diagnostics_deinit(&found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cr_programme programme = {0};
    struct cr_diagnostics found = {0};
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    const enum cr_status status =
        cr_programme_read(&programme, text, size, &found);
    demand(status ? found.error_count > 0 : found.error_count == 0);
    for (size_t i = 0; i < found.count; i++)
        demand(found.items[i].line >= 1 && found.items[i].column >= 1);
    cr_programme_deinit(&programme);
    cr_diagnostics_deinit(&found);
    if (!status)
        check_form(text, size);
    free(text);
    return 0;
}
