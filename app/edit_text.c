#include "app/edit_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/growing.h"
#include "patterns/text_buffer.h"

const char cr_edit_new_text[] = "beat 1\n"
                                "title: New pattern\n"
                                "tempo: 100\n"
                                "meter: 4/4\n"
                                "\n"
                                "HH |----------------|\n"
                                "SD |----------------|\n"
                                "BD |----------------|\n";

static bool set_text(struct cr_edit_text *e, const char *text, size_t size)
{
    char *own = malloc(size + 1);
    if (!own)
        return false;
    memcpy(own, text, size);
    own[size] = '\0';
    free(e->text);
    e->text = own;
    e->size = size;
    return true;
}

bool cr_edit_open(struct cr_edit_text *edit, const char *text, size_t size)
{
    *edit = (struct cr_edit_text){0};
    return set_text(edit, text, size);
}

static void forget_steps(struct cr_edit_text *e, uint32_t from)
{
    for (uint32_t i = from; i < e->step_count; i++)
        free(e->steps[i].bytes);
    e->step_count = from;
}

void cr_edit_close(struct cr_edit_text *edit)
{
    forget_steps(edit, 0);
    free(edit->steps);
    free(edit->text);
    *edit = (struct cr_edit_text){0};
}

bool cr_edit_is_changed(const struct cr_edit_text *edit)
{
    return edit->is_saved_lost || edit->done != edit->saved;
}

void cr_edit_mark_saved(struct cr_edit_text *edit)
{
    edit->saved = edit->done;
    edit->is_saved_lost = false;
    edit->joins = false;
}

void cr_edit_mark_unsaved(struct cr_edit_text *edit)
{
    edit->is_saved_lost = true;
}

/* Room for one more step: what was undone is forgotten, and the oldest if there are too
 * many. */
static struct cr_edit_step *make_step(struct cr_edit_text *e)
{
    if (e->saved > e->done)
        e->is_saved_lost = true;
    forget_steps(e, e->done);
    if (e->step_count == CR_EDIT_STEPS) {
        free(e->steps[0].bytes);
        memmove(e->steps, e->steps + 1,
                (CR_EDIT_STEPS - 1) * sizeof(*e->steps));
        e->step_count--;
        e->done--;
        if (e->saved)
            e->saved--;
        else
            e->is_saved_lost = true;
    }
    return cr_grow((void **)&e->steps, e->step_count, &e->step_capacity,
                   sizeof(*e->steps))
               ? &e->steps[e->step_count]
               : NULL;
}

bool cr_edit_replace(struct cr_edit_text *edit, const char *text, size_t size,
                     size_t at)
{
    struct cr_edit_text *e = edit;
    const size_t shorter = size < e->size ? size : e->size;
    size_t head = 0, tail = 0;
    while (head < shorter && text[head] == e->text[head])
        head++;
    while (tail < shorter - head &&
           text[size - tail - 1] == e->text[e->size - tail - 1])
        tail++;
    if (head == size && size == e->size) {
        e->at = at;
        return true; /* the same */
    }
    struct cr_edit_step step = {.at = head,
                                .removed_size = e->size - head - tail,
                                .added_size = size - head - tail,
                                .place_before = e->at,
                                .place_after = at};
    step.bytes = malloc(step.removed_size + step.added_size + 1);
    struct cr_edit_step *room = step.bytes ? make_step(e) : NULL;
    if (!room) {
        free(step.bytes);
        return false;
    }
    memcpy(step.bytes, e->text + head, step.removed_size);
    memcpy(step.bytes + step.removed_size, text + head, step.added_size);
    if (!set_text(e, text, size)) {
        free(step.bytes);
        return false;
    }
    *room = step;
    e->step_count++;
    e->done = e->step_count;
    e->at = at;
    e->joins = false;
    return true;
}

/* Swaps the bytes of a step. */
static bool apply(struct cr_edit_text *e, size_t at, size_t cut,
                  const char *bytes, size_t size)
{
    char *own = malloc(e->size - cut + size + 1);
    if (!own)
        return false;
    memcpy(own, e->text, at);
    memcpy(own + at, bytes, size);
    memcpy(own + at + size, e->text + at + cut, e->size - at - cut + 1);
    free(e->text);
    e->text = own;
    e->size = e->size - cut + size;
    return true;
}

bool cr_edit_undo(struct cr_edit_text *edit)
{
    edit->joins = false;
    if (!edit->done)
        return false;
    const struct cr_edit_step *s = &edit->steps[edit->done - 1];
    if (!apply(edit, s->at, s->added_size, s->bytes, s->removed_size))
        return false;
    edit->done--;
    edit->at = s->place_before;
    return true;
}

bool cr_edit_redo(struct cr_edit_text *edit)
{
    edit->joins = false;
    if (edit->done == edit->step_count)
        return false;
    const struct cr_edit_step *s = &edit->steps[edit->done];
    if (!apply(edit, s->at, s->removed_size, s->bytes + s->removed_size,
               s->added_size))
        return false;
    edit->done++;
    edit->at = s->place_after;
    return true;
}

/* Replaces `cut` bytes at a place as one step. */
static bool splice(struct cr_edit_text *e, size_t at, size_t cut,
                   const char *added, size_t place)
{
    struct cr_text_buffer out = {0};
    cr_text_add(&out, e->text, at);
    cr_text_add(&out, added, strlen(added));
    cr_text_add(&out, e->text + at + cut, e->size - at - cut);
    cr_text_add(&out, "", 1);
    const bool is_good =
        !out.is_broken && cr_edit_replace(e, out.text, out.size - 1, place);
    free(out.text);
    return is_good;
}

/* A letter behind the last one belongs to the same step: words are undone, not letters. */
static bool join(struct cr_edit_text *e, const char *text, size_t size)
{
    if (!e->joins || !e->done || e->done != e->step_count || text[0] == '\n' ||
        text[0] == ' ')
        return false;
    struct cr_edit_step *s = &e->steps[e->done - 1];
    if (s->removed_size || s->at + s->added_size != e->at ||
        e->saved == e->done)
        return false;
    char *bytes = realloc(s->bytes, s->added_size + size + 1);
    if (!bytes)
        return false;
    s->bytes = bytes;
    if (!apply(e, e->at, 0, text, size))
        return false;
    memcpy(bytes + s->added_size, text, size);
    s->added_size += size;
    e->at += size;
    s->place_after = e->at;
    return true;
}

bool cr_edit_insert(struct cr_edit_text *edit, const char *text)
{
    const size_t size = strlen(text);
    if (edit->size + size > CR_FILE_LIMIT)
        return false;
    if (join(edit, text, size))
        return true;
    const bool is_good = splice(edit, edit->at, 0, text, edit->at + size);
    edit->joins = is_good && text[0] != '\n' && text[0] != ' ';
    return is_good;
}

static bool is_inside(const struct cr_edit_text *e, size_t at)
{
    return at < e->size && (e->text[at] & 0xC0) == 0x80;
}

bool cr_edit_erase(struct cr_edit_text *edit, bool before)
{
    size_t from = edit->at, to = edit->at;
    if (before ? !from : to >= edit->size)
        return false;
    if (before)
        do
            from--;
        while (from && is_inside(edit, from));
    else
        do
            to++;
        while (is_inside(edit, to));
    return splice(edit, from, to - from, "", from);
}

static size_t line_start(const struct cr_edit_text *e, size_t at)
{
    while (at && e->text[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct cr_edit_text *e, size_t at)
{
    while (at < e->size && e->text[at] != '\n')
        at++;
    return at;
}

static size_t column_of(const struct cr_edit_text *e, size_t at)
{
    size_t column = 0;
    for (size_t i = line_start(e, at); i < at; i++)
        column += !is_inside(e, i);
    return column;
}

static size_t at_column(const struct cr_edit_text *e, size_t start,
                        size_t column)
{
    const size_t end = line_end(e, start);
    size_t at = start;
    for (; column && at < end; column--)
        do
            at++;
        while (at < end && is_inside(e, at));
    return at;
}

void cr_edit_move(struct cr_edit_text *edit, int columns, int lines)
{
    struct cr_edit_text *e = edit;
    const size_t column = column_of(e, e->at);
    e->joins = false;
    for (; columns > 0 && e->at < e->size; columns--)
        do
            e->at++;
        while (is_inside(e, e->at));
    for (; columns < 0 && e->at; columns++)
        do
            e->at--;
        while (e->at && is_inside(e, e->at));
    size_t start = line_start(e, e->at);
    if (!lines)
        return;
    for (; lines < 0 && start; lines++)
        start = line_start(e, start - 1);
    for (; lines > 0 && line_end(e, start) < e->size; lines--)
        start = line_end(e, start) + 1;
    e->at = at_column(e, start, column);
}

void cr_edit_end(struct cr_edit_text *edit, bool is_end)
{
    edit->joins = false;
    edit->at = is_end ? line_end(edit, edit->at) : line_start(edit, edit->at);
}

void cr_edit_go(struct cr_edit_text *edit, int line, int column)
{
    edit->at = 0;
    cr_edit_move(edit, 0, line - 1);
    edit->at = at_column(edit, edit->at, column > 0 ? (size_t)column - 1 : 0);
}

void cr_edit_place(const struct cr_edit_text *edit, int *line, int *column)
{
    *line = 1;
    for (size_t i = 0; i < edit->at; i++)
        *line += edit->text[i] == '\n';
    *column = (int)column_of(edit, edit->at) + 1;
}

/* The bar at hand, and the cell in it; a place beside a cell is that of the next one. */
static bool look(const struct cr_edit_text *e, struct cr_text_bar *bar,
                 uint32_t *lane, uint32_t *cell)
{
    if (!cr_text_bar_at(e->text, e->size, e->at, bar) || !bar->bar_count)
        return false;
    if (cr_text_cell_find(bar, e->at, lane, cell))
        return true;
    *cell = 0;
    for (*lane = 0; *lane < bar->lane_count; (*lane)++) {
        const struct cr_text_lane *own = &bar->lanes[*lane];
        if (!own->cell_count || e->at < own->line_at ||
            e->at > own->line_at + own->line_size)
            continue;
        while (*cell + 1 < own->cell_count && own->cells[*cell].at < e->at)
            (*cell)++;
        return true;
    }
    for (*lane = 0; *lane < bar->lane_count; (*lane)++) {
        if (bar->lanes[*lane].cell_count)
            return true;
    }
    return false;
}

static bool go_to(struct cr_edit_text *e, const struct cr_text_bar *bar,
                  uint32_t lane, uint32_t cell)
{
    e->joins = false;
    if (lane >= bar->lane_count || cell >= bar->lanes[lane].cell_count)
        return false;
    e->at = bar->lanes[lane].cells[cell].at;
    return true;
}

bool cr_edit_enter_grid(struct cr_edit_text *edit)
{
    struct cr_text_bar bar;
    uint32_t lane, cell;
    return look(edit, &bar, &lane, &cell) && go_to(edit, &bar, lane, cell);
}

bool cr_edit_go_cell(struct cr_edit_text *edit, uint32_t lane, uint32_t cell)
{
    struct cr_text_bar bar;
    uint32_t own_lane, own_cell;
    return look(edit, &bar, &own_lane, &own_cell) &&
           go_to(edit, &bar, lane, cell);
}

bool cr_edit_step_cell(struct cr_edit_text *edit, int by)
{
    struct cr_text_bar bar;
    uint32_t lane, cell;
    if (!look(edit, &bar, &lane, &cell))
        return false;
    if (by < 0 && cell)
        return go_to(edit, &bar, lane, cell - 1);
    if (by > 0 && cell + 1 < bar.lanes[lane].cell_count)
        return go_to(edit, &bar, lane, cell + 1);
    if (by < 0 ? !bar.bar : bar.bar + 1 >= bar.bar_count)
        return false;
    cr_text_bar_turn(edit->text, edit->size, &bar,
                     by < 0 ? bar.bar - 1 : bar.bar + 1);
    const uint32_t count = bar.lanes[lane].cell_count;
    return count && go_to(edit, &bar, lane, by < 0 ? count - 1 : 0);
}

bool cr_edit_step_lane(struct cr_edit_text *edit, int by)
{
    struct cr_text_bar bar;
    uint32_t lane, cell, best = 0;
    if (!look(edit, &bar, &lane, &cell))
        return false;
    const float place = bar.lanes[lane].cells[cell].from;
    do {
        if (by < 0 ? !lane : lane + 1 >= bar.lane_count)
            return false;
        lane = by < 0 ? lane - 1 : lane + 1;
    } while (!bar.lanes[lane].cell_count);
    const struct cr_text_lane *to = &bar.lanes[lane];
    for (uint32_t i = 1; i < to->cell_count; i++) {
        if (fabsf(to->cells[i].from - place) <
            fabsf(to->cells[best].from - place) - 1e-6f)
            best = i;
    }
    return go_to(edit, &bar, lane, best);
}

bool cr_edit_glyph(struct cr_edit_text *edit, char glyph)
{
    struct cr_text_bar bar;
    uint32_t lane, cell;
    const char text[2] = {glyph, '\0'};
    if (!look(edit, &bar, &lane, &cell))
        return false;
    const size_t at = bar.lanes[lane].cells[cell].at;
    if (!splice(edit, at, 1, text, at))
        return false;
    (void)cr_edit_step_cell(edit, 1);
    return true;
}

/* A new text made of the old one: what lies between is copied as it is reached. */
struct rewriting {
    const struct cr_edit_text *from;
    struct cr_text_buffer out;
    size_t reached;
};

static void copy_to(struct rewriting *r, size_t at)
{
    cr_text_add(&r->out, r->from->text + r->reached, at - r->reached);
    r->reached = at;
}

static bool take_over(struct rewriting *r, struct cr_edit_text *e, size_t place)
{
    copy_to(r, e->size);
    const size_t size = r->out.size;
    cr_text_add(&r->out, "", 1);
    const bool is_good =
        !r->out.is_broken && size <= CR_FILE_LIMIT &&
        cr_edit_replace(e, r->out.text, size, place < size ? place : size);
    free(r->out.text);
    return is_good;
}

static void add_rests(struct rewriting *r, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        cr_text_add(&r->out, "-", 1);
}

bool cr_edit_add_bar(struct cr_edit_text *edit)
{
    struct cr_text_bar bar;
    struct rewriting r = {.from = edit};
    uint32_t lane, cell;
    if (!look(edit, &bar, &lane, &cell))
        return false;
    size_t place = edit->at;
    for (uint32_t i = 0; i < bar.lane_count; i++) {
        const struct cr_text_lane *own = &bar.lanes[i];
        if (!own->bar_at)
            continue; /* a line that is too short stays so */
        copy_to(&r, own->bar_at + own->bar_size + 1);
        if (i == lane)
            place = r.out.size;
        add_rests(&r, own->cell_count ? own->cell_count : 1);
        cr_text_add(&r.out, "|", 1);
    }
    return take_over(&r, edit, place);
}

bool cr_edit_remove_bar(struct cr_edit_text *edit)
{
    struct cr_text_bar bar;
    struct rewriting r = {.from = edit};
    uint32_t lane, cell;
    if (!look(edit, &bar, &lane, &cell) || bar.bar_count < 2)
        return false;
    size_t place = edit->at;
    for (uint32_t i = 0; i < bar.lane_count; i++) {
        const struct cr_text_lane *own = &bar.lanes[i];
        if (!own->bar_at)
            continue;
        copy_to(&r, own->bar_at);
        if (i == lane)
            place = r.out.size;
        r.reached = own->bar_at + own->bar_size + 1;
    }
    const bool is_good = take_over(&r, edit, place);
    (void)cr_edit_enter_grid(edit);
    return is_good;
}

bool cr_edit_add_lane(struct cr_edit_text *edit)
{
    static const char *const usual[] = {"HH", "SD", "BD", "RD", "CC", "T1",
                                        "FT", "HF", "T2", "C2", "CB", "TB"};
    struct cr_text_bar bar;
    struct rewriting r = {.from = edit};
    uint32_t lane, cell;
    size_t new_lane = 0;
    if (!look(edit, &bar, &lane, &cell))
        return false;
    for (uint32_t i = 0; i < bar.lane_count; i++) {
        if (new_lane < 12 && strcmp(bar.lanes[i].name, usual[new_lane]) == 0) {
            new_lane++;
            i = UINT32_MAX; /* from the first again */
        }
    }
    if (new_lane == 12)
        return false;
    const struct cr_text_lane *own = &bar.lanes[lane];
    copy_to(&r, own->line_at + own->line_size);
    cr_text_addf(&r.out, "\n%s |", usual[new_lane]);
    const size_t place = r.out.size;
    for (uint32_t b = 0; b < bar.bar_count; b++) {
        struct cr_text_bar each = bar;
        cr_text_bar_turn(edit->text, edit->size, &each, b);
        const uint32_t cells = each.lanes[lane].cell_count;
        add_rests(&r, cells ? cells : 1);
        cr_text_add(&r.out, "|", 1);
    }
    return take_over(&r, edit, place);
}

bool cr_edit_remove_lane(struct cr_edit_text *edit)
{
    struct cr_text_bar bar;
    struct rewriting r = {.from = edit};
    uint32_t lane, cell;
    if (!look(edit, &bar, &lane, &cell) || bar.lane_count < 2)
        return false;
    const struct cr_text_lane *own = &bar.lanes[lane];
    copy_to(&r, own->line_at);
    const size_t place = r.out.size;
    r.reached = own->line_at + own->line_size;
    r.reached += r.reached < edit->size; /* with its end */
    const bool is_good = take_over(&r, edit, place);
    (void)cr_edit_enter_grid(edit);
    return is_good;
}
