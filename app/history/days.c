#define _POSIX_C_SOURCE 200809L
#include "app/history/days.h"

#include <time.h>

#define DAY_MS INT64_C(86400000)

/* The day of a moment by the local clock, as a number of its date: with years that
 * begin in March, a month's first day is the (153 m + 2) / 5-th. */
int32_t cr_local_day(int64_t ms)
{
    const time_t seconds = (time_t)(ms / 1000);
    struct tm local;
    if (!localtime_r(&seconds, &local))
        return (int32_t)(ms / DAY_MS);
    const int month = (local.tm_mon + 10) % 12;
    const int year = local.tm_year + 1900 - month / 10;
    return 365 * year + year / 4 - year / 100 + year / 400 +
           (153 * month + 2) / 5 + local.tm_mday - 719469;
}
