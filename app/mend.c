#include "app/mend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/beat_lines.h"
#include "patterns/words.h"

enum { MOST_CELLS = 32 };

/* A text in which `cut` bytes at a place are replaced. */
static char *replace(const char *text, size_t size, size_t at, size_t cut,
                     const char *by)
{
    const size_t added = strlen(by);
    char *out = malloc(size - cut + added + 1);
    if (!out)
        return NULL;
    memcpy(out, text, at);
    memcpy(out + at, by, added);
    memcpy(out + at + added, text + at + cut, size - at - cut);
    out[size - cut + added] = '\0';
    return out;
}

static size_t count_mistakes(const char *text, size_t size)
{
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    if (!cr_pattern_read(&pattern, text, size, &found))
        cr_pattern_deinit(&pattern);
    const size_t count = found.error_count;
    cr_diagnostics_deinit(&found);
    return count;
}

struct mending {
    const char *text;
    size_t size, before; /* mistakes that there are */
    char *words;
    size_t words_size;
};

/* The text if the try helps, else NULL. */
static char *try_it(struct mending *m, size_t at, size_t cut, const char *by,
                    const char *words)
{
    char *out = replace(m->text, m->size, at, cut, by);
    if (out && count_mistakes(out, m->size - cut + strlen(by)) < m->before) {
        snprintf(m->words, m->words_size, "%s", words);
        return out;
    }
    free(out);
    return NULL;
}

/* Rests before the bar line that is named, or fewer of them. */
static char *mend_cells(struct mending *m, size_t at)
{
    char by[MOST_CELLS + 1], words[40];
    size_t rests = 0;
    while (rests < at && rests < MOST_CELLS &&
           (m->text[at - rests - 1] == '-' || m->text[at - rests - 1] == '.'))
        rests++;
    for (size_t n = 1; n <= MOST_CELLS; n++) {
        memset(by, '-', n);
        by[n] = '\0';
        cr_say(words, sizeof(words),
               cr_words_n("add %zu rest", "add %zu rests", (long)n), n);
        char *out = try_it(m, at, 0, by, words);
        if (out)
            return out;
        cr_say(words, sizeof(words),
               cr_words_n("take %zu rest away", "take %zu rests away", (long)n),
               n);
        out = n <= rests ? try_it(m, at - n, n, "", words) : NULL;
        if (out)
            return out;
    }
    return NULL;
}

/* Where line and column of a mistake are. */
static bool find_place(const char *text, size_t size,
                       const struct cr_diagnostic *mistake, size_t *at,
                       size_t *end)
{
    struct cr_lines lines;
    struct cr_line line;
    cr_lines_init(&lines, text, size);
    while (cr_lines_take(&lines, &line)) {
        if (line.number != mistake->line)
            continue;
        const char *place = line.text.at, *stop = place + line.text.size;
        for (int column = 1; column < mistake->column && place < stop; column++)
            do
                place++;
            while (place < stop && ((unsigned char)*place & 0xC0) == 0x80);
        *at = (size_t)(place - text);
        *end = (size_t)(stop - text);
        return true;
    }
    return false;
}

char *cr_mend(const char *text, size_t size,
              const struct cr_diagnostic *mistake, char *words,
              size_t words_size)
{
    struct mending m = {.text = text,
                        .size = size,
                        .before = count_mistakes(text, size),
                        .words = words,
                        .words_size = words_size};
    size_t at, end;
    char *out = NULL;
    if (!find_place(text, size, mistake, &at, &end))
        return NULL;
    switch (mistake->code) {
    case 1:
        out = try_it(&m, 0, 0, "beat 1\n", _("put 'beat 1' above all"));
        break;
    case 7: out = try_it(&m, end, 0, "|", _("close the bar")); break;
    case 9:
    case 10: out = mend_cells(&m, at); break;
    case 11:
        out = at < end ? try_it(&m, at, 1, "-", _("put a rest there")) : NULL;
        break;
    default: break;
    }
    return out;
}
