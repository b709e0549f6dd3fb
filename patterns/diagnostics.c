#include "patterns/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "patterns/words.h"

struct cr_diagnostic *cr_diagnostics_add(struct cr_diagnostics *list,
                                         enum cr_severity severity, int code,
                                         int line, int column,
                                         const char *format, ...)
{
    if (severity == CR_ERROR)
        list->error_count++;
    else
        list->warning_count++;
    if (list->count == CR_DIAGNOSTICS_KEPT)
        return NULL;
    if (!list->items) {
        list->items = calloc(CR_DIAGNOSTICS_KEPT, sizeof(*list->items));
        if (!list->items)
            return NULL;
    }
    struct cr_diagnostic *item = &list->items[list->count++];
    item->line = line;
    item->column = column;
    item->severity = severity;
    item->code = code;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(item->text, sizeof(item->text), cr_words(format), arguments);
    va_end(arguments);
    return item;
}

void cr_diagnostic_hint(struct cr_diagnostic *item, const char *format, ...)
{
    if (!item)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(item->hint, sizeof(item->hint), cr_words(format), arguments);
    va_end(arguments);
}

static int comes_before(const struct cr_diagnostic *a,
                        const struct cr_diagnostic *b)
{
    return a->line < b->line || (a->line == b->line && a->column < b->column);
}

void cr_diagnostics_sort(struct cr_diagnostics *list)
{
    /* Nearly sorted already, and short: insertion keeps equal ones in order. */
    for (size_t i = 1; i < list->count; i++) {
        const struct cr_diagnostic item = list->items[i];
        size_t at = i;
        for (; at > 0 && comes_before(&item, &list->items[at - 1]); at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = item;
    }
}

void cr_diagnostics_deinit(struct cr_diagnostics *list)
{
    free(list->items);
    *list = (struct cr_diagnostics){0};
}
