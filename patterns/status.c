#include "patterns/status.h"

#include <stdarg.h>
#include <stdio.h>

#include "patterns/words.h"

enum cr_status cr_fail(struct cr_error *error, enum cr_status status, int line,
                       int column, const char *format, ...)
{
    if (!error)
        return status;
    error->line = line;
    error->column = column;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof(error->text), cr_words(format), arguments);
    va_end(arguments);
    return status;
}
