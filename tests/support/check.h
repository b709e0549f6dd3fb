/* check.h - what cmocka lacks: signed numbers in decimal, a row's own text in
 * the message of a table, a seeded random source. */
#ifndef CR_TESTS_SUPPORT_CHECK_H
#define CR_TESTS_SUPPORT_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *cr_row_text = "";

/* Names the row of a table that the next checks are about. */
static inline void cr_check_row(const char *text)
{
    cr_row_text = text;
}

#define CHECK_FAIL(...)                                                        \
    do {                                                                       \
        print_error("%s:%d: ", __FILE__, __LINE__);                            \
        print_error(__VA_ARGS__);                                              \
        print_error("\n  row: %s\n", cr_row_text);                             \
        fail();                                                                \
    } while (0)

#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition))                                                      \
            CHECK_FAIL("not true: %s", #condition);                            \
    } while (0)

#define CHECK_INT(expected, actual)                                            \
    do {                                                                       \
        const long long want_ = (long long)(expected);                         \
        const long long got_ = (long long)(actual);                            \
        if (want_ != got_)                                                     \
            CHECK_FAIL("%s is %lld, not %lld", #actual, got_, want_);          \
    } while (0)

#define CHECK_NEAR(expected, actual, tolerance)                                \
    do {                                                                       \
        const double want_ = (expected), got_ = (actual);                      \
        if (!(fabs(want_ - got_) <= (tolerance)))                              \
            CHECK_FAIL("%s is %.12g, not %.12g", #actual, got_, want_);        \
    } while (0)

#define CHECK_TEXT(expected, actual)                                           \
    do {                                                                       \
        const char *want_ = (expected), *got_ = (actual);                      \
        if (strcmp(want_, got_) != 0)                                          \
            CHECK_FAIL("%s is '%s', not '%s'", #actual, got_, want_);          \
    } while (0)

/* splitmix64: the same numbers everywhere. */
struct cr_test_random {
    uint64_t state;
};

static inline uint64_t cr_test_next(struct cr_test_random *random)
{
    uint64_t z = random->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* low .. high, both included. */
static inline int cr_test_int(struct cr_test_random *random, int low, int high)
{
    return low + (int)(cr_test_next(random) % (uint64_t)(high - low + 1));
}

/* 0 .. 1 */
static inline double cr_test_unit(struct cr_test_random *random)
{
    return (double)(cr_test_next(random) >> 11) / 9007199254740992.0;
}

/* Reads a whole file; the caller frees. NULL if there is none. */
static inline char *cr_test_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = malloc(4 << 20);
    *size = text ? fread(text, 1, (4 << 20) - 1, file) : 0;
    if (text)
        text[*size] = '\0';
    fclose(file);
    return text;
}

#endif
