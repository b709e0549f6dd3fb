#define _POSIX_C_SOURCE 200809L
#include "audio/thread_locale.h"

#include <locale.h>
#include <pthread.h>

static locale_t own;

/* Made of names alone. A copy of the program's locale would be read while it changes:
 * glibc measures its names before it takes the lock and copies them behind it. */
static void make(void)
{
    const locale_t none = (locale_t)0;
    own = newlocale(LC_MESSAGES_MASK, "C.UTF-8", none);
    if (own == none)
        own = newlocale(LC_MESSAGES_MASK, "", none);
}

void cr_thread_locale_use(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make);
    if (own != (locale_t)0)
        uselocale(own);
}
