#include "app/preview.h"

#include <stdlib.h>
#include <string.h>

#include "patterns/growing.h"

enum { MOST_LOOPS = 500, MOST_NOTES = 200000 };

struct cr_preview_piece {
    struct cr_pattern pattern;
};

static enum cr_status read(struct cr_preview *p, const char *text, size_t size,
                           struct cr_preview_piece **out,
                           struct cr_error *error)
{
    struct cr_diagnostics found = {0};
    struct cr_preview_piece *piece = calloc(1, sizeof(*piece));
    enum cr_status status = CR_ERR_MEMORY;
    if (piece)
        status = cr_pattern_read(&piece->pattern, text, size, &found);
    if (status && found.count)
        (void)cr_fail(error, status, found.items[0].line, found.items[0].column,
                      "%s", found.items[0].text);
    cr_diagnostics_deinit(&found);
    if (!status &&
        !cr_grow((void **)&p->pieces, p->piece_count, &p->piece_capacity,
                 sizeof(struct cr_preview_piece *))) {
        cr_pattern_deinit(&piece->pattern);
        status = CR_ERR_MEMORY;
    }
    if (status) {
        free(piece);
        return status == CR_ERR_MEMORY
                   ? cr_fail(error, status, 0, 0, "no memory")
                   : status;
    }
    p->pieces[p->piece_count++] = piece;
    *out = piece;
    return CR_OK;
}

/* As often as keeps it within memory; nobody plays along. */
static struct cr_live_wish wish_of(const struct cr_preview *p,
                                   const struct cr_preview_piece *piece)
{
    struct cr_live_wish wish = {.device = p->wish.device,
                                .kit = p->wish.kit,
                                .has_no_countin = true,
                                .has_all_drums = true,
                                .is_click_off = true,
                                .is_own_sound_off = true};
    const uint32_t notes = piece->pattern.stroke_count + 16;
    const uint32_t loops = MOST_NOTES / notes;
    wish.session.loops = loops < 3            ? 3
                         : loops > MOST_LOOPS ? MOST_LOOPS
                                              : loops;
    return wish;
}

static enum cr_status begin(struct cr_preview *p,
                            const struct cr_preview_piece *piece,
                            struct cr_error *error)
{
    const struct cr_live_wish wish = wish_of(p, piece);
    if (p->live) {
        cr_live_stop(p->live);
        return cr_live_change_pattern(p->live, &piece->pattern, &wish, error);
    }
    struct cr_live *live = calloc(1, sizeof(*live));
    if (!live)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    const enum cr_status status =
        cr_live_create(live, &piece->pattern, &wish, error);
    if (status)
        free(live);
    else
        p->live = live;
    return status;
}

enum cr_status cr_preview_play(struct cr_preview *preview, const char *text,
                               size_t size, struct cr_error *error)
{
    struct cr_preview_piece *piece = NULL;
    enum cr_status status = read(preview, text, size, &piece, error);
    if (!status)
        status = begin(preview, piece, error);
    return status ? status : cr_live_listen(preview->live, error);
}

enum cr_status cr_preview_change(struct cr_preview *preview, const char *text,
                                 size_t size, struct cr_error *error)
{
    struct cr_preview_piece *piece = NULL;
    if (!cr_preview_is_playing(preview))
        return CR_OK;
    const enum cr_status status = read(preview, text, size, &piece, error);
    if (status)
        return status;
    const struct cr_live_wish wish = wish_of(preview, piece);
    return cr_live_exchange_pattern(preview->live, &piece->pattern, &wish,
                                    error);
}

bool cr_preview_is_playing(const struct cr_preview *preview)
{
    return preview->live && cr_live_is_running(preview->live);
}

void cr_preview_update(struct cr_preview *preview)
{
    if (preview->live)
        cr_live_update(preview->live, cr_monotonic_ns());
}

bool cr_preview_place(const struct cr_preview *preview, uint32_t *bar,
                      double *whole)
{
    if (!cr_preview_is_playing(preview))
        return false;
    const struct cr_timeline *t = &preview->live->timeline;
    *bar = cr_timeline_place(
        t, cr_live_seen_ns(preview->live, cr_monotonic_ns()), whole);
    *bar %= t->loop_bar_count;
    return true;
}

void cr_preview_stop(struct cr_preview *preview)
{
    if (cr_preview_is_playing(preview))
        cr_live_stop(preview->live);
}

void cr_preview_close(struct cr_preview *preview)
{
    if (preview->live)
        cr_live_destroy(preview->live);
    free(preview->live);
    for (uint32_t i = 0; i < preview->piece_count; i++) {
        cr_pattern_deinit(&preview->pieces[i]->pattern);
        free(preview->pieces[i]);
    }
    free(preview->pieces);
    *preview = (struct cr_preview){.wish = preview->wish};
}
