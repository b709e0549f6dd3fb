#define _POSIX_C_SOURCE 200809L
#include "app/library.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "patterns/growing.h"
#include "patterns/words.h"

enum { PATH = 4096, MOST_FILES = 20000 };

const char *cr_shelf_name(enum cr_shelf shelf)
{
    static const char *const names[CR_SHELF_COUNT] = {
        N_("Lessons"), N_("Rudiments"), N_("Grooves"), N_("Odd meters"),
        N_("My files")};
    return _(names[shelf]);
}

const char *cr_library_order_words(enum cr_library_order order)
{
    static const char *const words[CR_ORDER_COUNT] = {
        N_("as it comes"), N_("by meter"), N_("by tempo"), N_("by score")};
    return _(words[order]);
}

/* Twos, threes and fours all the way are even. */
static bool is_odd(const struct cr_pattern *p)
{
    for (uint32_t i = 0; i < p->bar_count; i++) {
        const struct cr_meter *m = &p->meters[p->bars[i].meter];
        const struct cr_meter *first = &p->meters[p->bars[0].meter];
        if (m->beats != first->beats || m->unit != first->unit)
            return true;
        const int beats = m->unit >= 8 && m->beats % 3 == 0 && m->beats > 3
                              ? m->beats / 3
                              : m->beats;
        if (beats != 1 && beats != 2 && beats != 3 && beats != 4 && beats != 6)
            return true;
        for (int g = 1; g < m->group_count; g++) {
            if (m->groups[g] != m->groups[0])
                return true;
        }
    }
    return false;
}

static void name_meter(const struct cr_pattern *p, struct cr_library_item *item)
{
    const struct cr_meter *m = &p->meters[p->bars[0].meter];
    size_t used = 0;
    snprintf(item->meter, sizeof(item->meter), "%d/%d", m->beats, m->unit);
    if (m->group_count == m->beats || m->group_count < 2)
        return;
    for (int g = 0; g < m->group_count && used + 5 < sizeof(item->groups); g++)
        used +=
            (size_t)snprintf(item->groups + used, sizeof(item->groups) - used,
                             "%s%d", g ? "+" : "", m->groups[g]);
}

static void describe(struct cr_library_item *item, const struct cr_pattern *p)
{
    if (p->title && p->title[0])
        snprintf(item->title, sizeof(item->title), "%s", p->title);
    item->bpm = (double)p->tempo.from_bpm.num / (double)p->tempo.from_bpm.den;
    if (p->bar_count)
        name_meter(p, item);
}

static struct cr_library_item *add(struct cr_library *l, const char *path)
{
    if (!cr_grow((void **)&l->items, l->count, &l->capacity, sizeof(*l->items)))
        return NULL;
    struct cr_library_item *item = &l->items[l->count];
    *item = (struct cr_library_item){.path = strdup(path), .step = CR_NO_STEP};
    if (!item->path)
        return NULL;
    const char *slash = strrchr(path, '/');
    snprintf(item->file, sizeof(item->file), "%s", slash ? slash + 1 : path);
    snprintf(item->title, sizeof(item->title), "%.*s",
             (int)strcspn(item->file, "."), item->file);
    l->count++;
    return item;
}

static bool ends_in(const char *name, const char *ending)
{
    const size_t size = strlen(name), own = strlen(ending);
    return size > own && strcmp(name + size - own, ending) == 0;
}

static void read_programme(struct cr_library_item *item, const char *text,
                           size_t size)
{
    struct cr_programme programme = {0};
    struct cr_diagnostics found = {0};
    item->is_programme = true;
    item->is_broken =
        cr_programme_read(&programme, text, size, &found) != CR_OK;
    if (!item->is_broken && programme.title[0])
        snprintf(item->title, sizeof(item->title), "%s", programme.title);
    cr_programme_deinit(&programme);
    cr_diagnostics_deinit(&found);
}

/* A file of a folder: what ships goes to its shelf, what is the person's to theirs. */
static bool add_file(struct cr_library *l, const char *path, bool is_own)
{
    struct cr_library_item *item = add(l, path);
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    char *text = NULL;
    size_t size = 0;
    if (!item)
        return false;
    item->shelf = is_own ? CR_SHELF_MINE : CR_SHELF_GROOVES;
    if (cr_file_read(path, CR_FILE_LIMIT, &text, &size, NULL)) {
        item->is_broken = true;
    } else if (cr_programme_is(text, size)) {
        read_programme(item, text, size);
    } else if (cr_pattern_read(&pattern, text, size, &found)) {
        item->is_broken = true;
    } else {
        describe(item, &pattern);
        if (!is_own && is_odd(&pattern))
            item->shelf = CR_SHELF_ODD;
        cr_pattern_deinit(&pattern);
    }
    cr_diagnostics_deinit(&found);
    free(text);
    return true;
}

static enum cr_status add_folder(struct cr_library *l, const char *folder,
                                 bool is_own, struct cr_error *error)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    enum cr_status status = CR_OK;
    if (!directory)
        return CR_OK; /* nothing is there */
    while (!status && (entry = readdir(directory)) != NULL) {
        char path[PATH + 300];
        if (entry->d_name[0] == '.' || (!ends_in(entry->d_name, ".beat") &&
                                        !ends_in(entry->d_name, ".prog")))
            continue;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if (l->count < MOST_FILES && !add_file(l, path, is_own))
            status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    }
    closedir(directory);
    return status;
}

enum cr_status cr_library_add_course(struct cr_library *library,
                                     const struct cr_programme_files *course,
                                     struct cr_error *error)
{
    struct cr_library *l = library;
    for (uint32_t i = 0; i < course->programme.step_count; i++) {
        const struct cr_programme_step *step = &course->programme.steps[i];
        struct cr_library_item *item = add(l, course->files[i].path);
        if (!item)
            return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
        describe(item, &course->files[i].pattern);
        item->shelf =
            step->name[0] == 'R' ? CR_SHELF_RUDIMENTS : CR_SHELF_LESSONS;
        item->step = i;
        snprintf(item->title, sizeof(item->title), "%s", step->name);
    }
    return CR_OK;
}

enum cr_status cr_library_own_folder(bool makes_it, char *path, size_t size,
                                     struct cr_error *error)
{
    char data[PATH];
    if (!cr_file_data_folder(data, sizeof(data)))
        return cr_fail(error, CR_ERR_IO, 0, 0,
                       "there is no home folder for your patterns");
    if (snprintf(path, size, "%s/patterns", data) >= (int)size)
        return cr_fail(error, CR_ERR_LIMIT, 0, 0, "the path is too long");
    return makes_it ? cr_file_make_folder(path, error) : CR_OK;
}

enum cr_status cr_library_read(struct cr_library *library,
                               struct cr_error *error)
{
    char folder[PATH];
    enum cr_status status = CR_OK;
    *library = (struct cr_library){.is_read = true};
    if (cr_file_shipped_pattern("", folder, sizeof(folder)))
        status = add_folder(library, folder, false, error);
    if (!status && !cr_library_own_folder(false, folder, sizeof(folder), NULL))
        status = add_folder(library, folder, true, error);
    if (status)
        cr_library_destroy(library);
    return status;
}

struct search {
    struct cr_library library;
    enum cr_status status;
    struct cr_error error;
};

static void read_folders(void *context)
{
    struct search *s = context;
    s->status = cr_library_read(&s->library, &s->error);
}

static void destroy_search(void *context)
{
    struct search *s = context;
    cr_library_destroy(&s->library);
    free(s);
}

struct cr_side_task *cr_library_search(void)
{
    struct search *s = calloc(1, sizeof(*s));
    return s ? cr_side_task_start(read_folders, destroy_search, s) : NULL;
}

/* Puts the items of folders in place of those that were there. */
static enum cr_status take_folders(struct cr_library *l,
                                   struct cr_library *folders)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < l->count; i++)
        kept += l->items[i].step != CR_NO_STEP;
    struct cr_library_item *items =
        malloc((kept + folders->count + 1) * sizeof(*items));
    if (!items)
        return CR_ERR_MEMORY;
    kept = 0;
    for (uint32_t i = 0; i < l->count; i++) {
        if (l->items[i].step != CR_NO_STEP)
            items[kept++] = l->items[i];
        else
            free(l->items[i].path);
    }
    if (folders->count)
        memcpy(items + kept, folders->items, folders->count * sizeof(*items));
    free(l->items);
    *l = (struct cr_library){.items = items,
                             .count = kept + folders->count,
                             .capacity = kept + folders->count,
                             .is_read = true};
    folders->count = 0;
    return CR_OK;
}

bool cr_library_search_look(struct cr_side_task *search,
                            struct cr_library *library, enum cr_status *status,
                            struct cr_error *error)
{
    struct search *s = cr_side_task_done(search);
    if (!s)
        return false;
    *status = s->status ? s->status : take_folders(library, &s->library);
    *error = s->error;
    return true;
}

void cr_library_destroy(struct cr_library *library)
{
    for (uint32_t i = 0; i < library->count; i++)
        free(library->items[i].path);
    free(library->items);
    *library = (struct cr_library){0};
}

void cr_library_take_history(struct cr_library *library,
                             const struct cr_exercises *exercises)
{
    for (uint32_t i = 0; i < library->count; i++) {
        struct cr_library_item *item = &library->items[i];
        item->takes = 0;
        item->has_best = false;
        for (uint32_t e = 0; e < exercises->count; e++) {
            const struct cr_exercise *own = &exercises->items[e];
            if (strcmp(own->title, item->title) != 0)
                continue;
            item->takes += own->takes;
            if (!own->has_best ||
                (item->has_best && item->best_score >= own->best_score))
                continue;
            item->has_best = true;
            item->best_score = own->best_score;
            item->best_bpm = own->best_bpm;
        }
    }
}

static bool has_word(const char *text, const char *word, size_t size)
{
    for (; *text; text++) {
        size_t i = 0;
        while (i < size && text[i] &&
               tolower((unsigned char)text[i]) ==
                   tolower((unsigned char)word[i]))
            i++;
        if (i == size)
            return true;
    }
    return false;
}

static bool matches(const struct cr_library_item *item, const char *search)
{
    while (*search) {
        const size_t size = strcspn(search, " ");
        if (size && !has_word(item->title, search, size) &&
            !has_word(cr_title(item->title), search, size) &&
            !has_word(item->file, search, size) &&
            !has_word(item->meter, search, size))
            return false;
        search += size;
        search += strspn(search, " ");
    }
    return true;
}

static int compare_names(const char *a, const char *b)
{
    while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
        a++;
        b++;
    }
    return tolower((unsigned char)*a) - tolower((unsigned char)*b);
}

static int compare(const struct cr_library_item *a,
                   const struct cr_library_item *b, enum cr_library_order order)
{
    int by = 0;
    if (order == CR_ORDER_METER)
        by = strcmp(a->meter, b->meter);
    else if (order == CR_ORDER_TEMPO)
        by = (a->bpm > b->bpm) - (a->bpm < b->bpm);
    else if (order == CR_ORDER_SCORE) /* what was never played comes last */
        by = a->has_best != b->has_best ? b->has_best - a->has_best
                                        : (b->best_score > a->best_score) -
                                              (b->best_score < a->best_score);
    if (!by && a->step != b->step)
        by = a->step < b->step ? -1 : 1;
    return by ? by : compare_names(cr_title(a->title), cr_title(b->title));
}

uint32_t cr_library_find(const struct cr_library *library, enum cr_shelf shelf,
                         const char *search, enum cr_library_order order,
                         uint32_t *found, uint32_t most, uint32_t *all)
{
    uint32_t count = 0;
    *all = 0;
    for (uint32_t i = 0; i < library->count; i++) {
        const struct cr_library_item *item = &library->items[i];
        if (item->shelf != shelf)
            continue;
        ++*all;
        if (count >= most || !matches(item, search))
            continue;
        uint32_t at = count++;
        for (; at && compare(item, &library->items[found[at - 1]], order) < 0;
             at--)
            found[at] = found[at - 1];
        found[at] = i;
    }
    return count;
}

enum cr_status cr_library_new_path(const char *title, char *path, size_t size,
                                   struct cr_error *error)
{
    char folder[PATH], name[64] = "";
    size_t used = 0;
    const enum cr_status status =
        cr_library_own_folder(true, folder, sizeof(folder), error);
    if (status)
        return status;
    for (const char *c = title; *c && used + 1 < sizeof(name); c++) {
        const bool is_good = isalnum((unsigned char)*c) && !(*c & 0x80);
        if (is_good)
            name[used++] = (char)tolower((unsigned char)*c);
        else if (used && name[used - 1] != '-')
            name[used++] = '-';
    }
    while (used && name[used - 1] == '-')
        used--;
    name[used] = '\0';
    for (int i = 1; i < 1000; i++) {
        char number[16] = "";
        if (i > 1)
            snprintf(number, sizeof(number), "-%d", i);
        if (snprintf(path, size, "%s/%s%s.beat", folder,
                     used ? name : "pattern", number) >= (int)size)
            return cr_fail(error, CR_ERR_LIMIT, 0, 0, "the path is too long");
        if (!cr_file_exists(path))
            return CR_OK;
    }
    return cr_fail(error, CR_ERR_LIMIT, 0, 0,
                   "there are a thousand files of that name");
}
