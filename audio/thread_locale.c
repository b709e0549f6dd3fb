#define _POSIX_C_SOURCE 200809L
#include "audio/thread_locale.h"

locale_t cr_thread_locale_begin(void)
{
    const locale_t as_program = duplocale(LC_GLOBAL_LOCALE);
    const locale_t none = (locale_t)0;
    if (as_program == none)
        return none;
    const locale_t own = newlocale(LC_NUMERIC_MASK, "C", as_program);
    if (own == none)
        freelocale(as_program);
    else
        uselocale(own);
    return own;
}

void cr_thread_locale_end(locale_t own)
{
    if (own == (locale_t)0)
        return;
    uselocale(LC_GLOBAL_LOCALE);
    freelocale(own);
}
