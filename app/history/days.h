/* days.h - which day a moment belongs to.
 *
 * Units     ms since 1970, UTC; days since 1970-01-01 by the local clock.
 * Threads   any. Memory, errors: none.
 */
#ifndef CR_APP_HISTORY_DAYS_H
#define CR_APP_HISTORY_DAYS_H

#include <stdint.h>

int32_t cr_local_day(int64_t ms);

#endif
