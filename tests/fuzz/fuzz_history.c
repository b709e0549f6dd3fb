/* Any bytes as an export of a history: the reader does not crash, a refusal says
 * why and adds nothing, and what is accepted comes out so that it reads the same. */
#include <stdlib.h>
#include <string.h>

#include "app/history/database.h"
#include "app/history/history.h"
#include "app/history/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int is_true)
{
    if (!is_true)
        abort();
}

static struct cr_history *make(void)
{
    struct cr_error error = {0};
    struct cr_history *history = NULL;
    sqlite3 *db;
    demand(!cr_database_open_memory(&db, &error));
    demand(!cr_history_over(&history, db, &error));
    return history;
}

static void check_same(struct cr_history *history, uint32_t added)
{
    struct cr_text_buffer out = {0}, again = {0};
    struct cr_error error = {0};
    struct cr_history *other = make();
    uint32_t count, left_out;
    demand(!cr_history_export_json(history, &out, &left_out, &error));
    demand(!left_out);
    demand(!cr_history_import(other, out.text, out.size, &count, &error));
    demand(count == added);
    demand(!cr_history_export_json(other, &again, &left_out, &error));
    demand(out.size == again.size &&
           memcmp(out.text, again.text, out.size) == 0);
    cr_history_close(other);
    free(out.text);
    free(again.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cr_error error = {0};
    struct cr_take_row row;
    struct cr_history *history = make();
    uint32_t added, count;
    if (cr_history_import(history, (const char *)data, size, &added, &error)) {
        demand(error.text[0] && !added);
        demand(!cr_history_list(history, &row, 1, &count, &error) && !count);
    } else {
        check_same(history, added);
    }
    cr_history_close(history);
    return 0;
}
