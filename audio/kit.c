#define _POSIX_C_SOURCE 200809L
#include "audio/kit.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audio/kit_folder.h"
#include "audio/sample.h"
#include "patterns/beat_lines.h"
#include "patterns/growing.h"
#include "patterns/words.h"

struct listing {
    char **files;
    uint32_t count, capacity;
    char *text; /* kit.txt, NULL without */
    size_t size;
};

static bool is_sound(const char *name)
{
    static const char *const endings[] = {"wav",  "flac", "aif",
                                          "aiff", "ogg",  "oga"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (cr_same_word(dot + 1, strlen(dot + 1), endings[i],
                         strlen(endings[i])))
            return true;
    }
    return false;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_listing(struct listing *l)
{
    for (uint32_t i = 0; i < l->count; i++)
        free(l->files[i]);
    free(l->files);
    free(l->text);
}

/* kit.txt is small; more than 256 KiB of it is not read. */
static bool read_kit_text(const char *folder, struct listing *l)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/kit.txt", folder);
    FILE *file = fopen(path, "rb");
    if (!file)
        return true;
    l->text = malloc(256 * 1024);
    if (l->text)
        l->size = fread(l->text, 1, 256 * 1024, file);
    fclose(file);
    return l->text != NULL;
}

static enum cr_status list_folder(const char *folder, struct listing *l,
                                  struct cr_error *error)
{
    DIR *directory = opendir(folder);
    if (!directory)
        return cr_fail(error, CR_ERR_IO, 0, 0, "kit %s: %s", folder,
                       strerror(errno));
    bool is_good = true;
    const struct dirent *entry;
    while (is_good && (entry = readdir(directory)) != NULL) {
        if (!is_sound(entry->d_name) || l->count == CR_KIT_FILE_LIMIT)
            continue;
        char *copy = strdup(entry->d_name);
        is_good = copy && cr_grow((void **)&l->files, l->count, &l->capacity,
                                  sizeof(*l->files));
        if (is_good)
            l->files[l->count++] = copy;
        else
            free(copy);
    }
    closedir(directory);
    if (l->count)
        qsort(l->files, l->count, sizeof(*l->files), compare_names);
    if (!is_good || !read_kit_text(folder, l))
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    return CR_OK;
}

/* Files are decoded by as many threads as there are processors, in any order;
 * what is made of them afterwards is made in theirs. */
struct decoded {
    struct cr_sample sample;
    enum cr_status status;
    struct cr_error error;
};

struct decoding {
    const struct cr_kit *kit;
    const struct cr_kit_plan *plan;
    struct decoded *files; /* one for each entry of the plan */
    bool is_asked[CR_KIT_DRUMS], is_done[CR_KIT_DRUMS];
    _Atomic uint32_t next;
};

static void *decode(void *context)
{
    struct decoding *d = context;
    uint32_t i;
    while ((i = atomic_fetch_add(&d->next, 1)) < d->plan->entry_count) {
        const struct cr_kit_entry *entry = &d->plan->entries[i];
        const char *name = entry->file;
        struct decoded *file = &d->files[i];
        char path[4096];
        if (!d->is_asked[entry->drum] || d->is_done[entry->drum])
            continue;
        snprintf(path, sizeof(path), "%s/%s", d->kit->path, name);
        file->status = cr_sample_load(&file->sample, path, name, d->kit->rate,
                                      &file->error);
    }
    return NULL;
}

static void decode_asked(struct decoding *d)
{
    enum { MOST = 8 };
    pthread_t helpers[MOST];
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int count = 0;
    atomic_store(&d->next, 0);
    while (count < MOST && count + 1 < processors &&
           !pthread_create(&helpers[count], NULL, decode, d))
        count++;
    (void)decode(d);
    while (count > 0)
        pthread_join(helpers[--count], NULL);
}

/* Takes over what was decoded; a layer without a usable file disappears. */
static void take_samples(struct cr_kit *kit, const struct cr_kit_plan *plan,
                         const struct decoding *decoding)
{
    struct decoded *files = decoding->files;
    int last_layer = 0;
    uint32_t last_drum = UINT32_MAX;
    bool has_text = false;
    for (uint32_t d = 0; d < plan->drum_count; d++) {
        has_text |= plan->drums[d].layer_count > 0;
        kit->drums[d].layer_count = 0;
    }
    for (uint32_t i = 0; i < plan->entry_count; i++) {
        const struct cr_kit_entry *entry = &plan->entries[i];
        struct cr_kit_drum *drum = &kit->drums[entry->drum];
        if (!decoding->is_done[entry->drum])
            continue;
        if (files[i].status) {
            cr_text_say(&kit->problems, _("%s: %s; it is left out\n"),
                        entry->file, files[i].error.text);
            continue;
        }
        if (entry->drum != last_drum || entry->layer != last_layer) {
            if (drum->layer_count == CR_KIT_LAYERS) {
                cr_sample_deinit(&files[i].sample);
                continue;
            }
            struct cr_kit_layer *layer = &drum->layers[drum->layer_count++];
            layer->first_sample = kit->sample_count;
            layer->sample_count = 0;
            if (has_text)
                layer->top_velocity = plan->drums[entry->drum]
                                          .layers[entry->layer - 1]
                                          .top_velocity;
        }
        last_drum = entry->drum;
        last_layer = entry->layer;
        struct cr_kit_layer *layer = &drum->layers[drum->layer_count - 1];
        if (layer->sample_count < CR_KIT_ROUND_ROBINS)
            layer->sample_count++;
        struct cr_sample *sample = &kit->samples[kit->sample_count++];
        *sample = files[i].sample;
        if (drum->onset_ms >= 0)
            cr_sample_set_onset(sample, kit->rate, drum->onset_ms);
    }
    /* without kit.txt the layers share the range evenly */
    for (uint32_t d = 0; !has_text && d < kit->drum_count; d++) {
        struct cr_kit_drum *drum = &kit->drums[d];
        for (int k = 0; k < drum->layer_count; k++)
            drum->layers[k].top_velocity = 127 * (k + 1) / drum->layer_count;
    }
}

/* The drums that can be asked for: those of the pattern's strokes, the plain
 * stroke of each of its lanes, which a key plays, and the click. */
static bool ask_for(struct decoding *d, const struct cr_lane *lane,
                    enum cr_articulation articulation)
{
    const struct cr_kit_drum *drum = cr_kit_drum_of(d->kit, lane, articulation);
    if (!drum || d->is_asked[drum - d->kit->drums])
        return false;
    return d->is_asked[drum - d->kit->drums] = true;
}

static bool ask_for_pattern(struct decoding *d,
                            const struct cr_pattern *pattern)
{
    bool is_used[CR_LANE_LIMIT][CR_ART_COUNT] = {{false}};
    const struct cr_lane click = cr_lane_of_kit(CR_CK);
    bool is_new = ask_for(d, &click, CR_ART_NORMAL);
    for (uint32_t i = 0; i < pattern->stroke_count; i++) {
        const struct cr_stroke *stroke = &pattern->strokes[i];
        is_used[stroke->lane][cr_stroke_meaning(pattern, stroke).articulation] =
            true;
    }
    for (uint32_t lane = 0; lane < pattern->lane_count; lane++) {
        is_used[lane][CR_ART_NORMAL] = true;
        for (int art = 0; art < CR_ART_COUNT; art++) {
            if (is_used[lane][art])
                is_new |= ask_for(d, &pattern->lanes[lane],
                                  (enum cr_articulation)art);
        }
    }
    return is_new;
}

static bool ask_for_all(struct decoding *d)
{
    bool is_new = false;
    for (uint32_t i = 0; i < d->plan->drum_count; i++) {
        is_new |= !d->is_asked[i];
        d->is_asked[i] = true;
    }
    return is_new;
}

/* A drum of which nothing could be read is none: its relative is the next to be
 * asked for. */
static uint32_t note_done(struct cr_kit *kit, struct decoding *d)
{
    uint32_t usable = 0;
    bool is_usable[CR_KIT_DRUMS] = {false};
    for (uint32_t i = 0; i < d->plan->entry_count; i++) {
        const uint32_t drum = d->plan->entries[i].drum;
        is_usable[drum] |= d->is_asked[drum] && !d->files[i].status;
    }
    for (uint32_t i = 0; i < d->plan->drum_count; i++) {
        d->is_done[i] = d->is_asked[i];
        if (d->is_asked[i] && !is_usable[i])
            kit->drums[i].layer_count = 0;
        usable += is_usable[i];
    }
    return usable;
}

static enum cr_status load_samples(struct cr_kit *kit,
                                   const struct cr_kit_plan *plan,
                                   const struct cr_pattern *pattern)
{
    struct decoding d = {.kit = kit, .plan = plan};
    d.files = calloc(plan->entry_count + 1, sizeof(*d.files));
    if (!d.files)
        return CR_ERR_MEMORY;
    for (uint32_t i = 0; i < plan->drum_count; i++)
        kit->drums[i] = plan->drums[i];
    for (uint32_t i = 0; i < plan->entry_count; i++)
        kit->drums[plan->entries[i].drum].layer_count = 1; /* as far as known */
    uint32_t usable = 0;
    while ((pattern && ask_for_pattern(&d, pattern)) ||
           (!usable && ask_for_all(&d))) {
        decode_asked(&d);
        usable = note_done(kit, &d);
    }
    take_samples(kit, plan, &d);
    free(d.files);
    return CR_OK;
}

enum cr_status cr_kit_load(struct cr_kit *kit, const char *folder,
                           uint32_t rate, const struct cr_pattern *pattern,
                           struct cr_error *error)
{
    struct listing listing = {0};
    struct cr_kit draft = {.rate = rate};
    struct cr_kit_plan *plan = calloc(1, sizeof(*plan));
    enum cr_status status =
        plan ? list_folder(folder, &listing, error) : CR_ERR_MEMORY;
    if (!status)
        status = cr_kit_plan_make(plan, listing.files, listing.count,
                                  listing.text, listing.size, &draft.problems);
    if (!status) {
        draft.drum_count = plan->drum_count;
        draft.path = strdup(folder);
        draft.name = strdup(plan->name);
        draft.license = strdup(plan->license);
        draft.drums = calloc(plan->drum_count + 1, sizeof(*draft.drums));
        draft.samples = calloc(plan->entry_count + 1, sizeof(*draft.samples));
        if (!draft.path || !draft.name || !draft.license || !draft.drums ||
            !draft.samples)
            status = CR_ERR_MEMORY;
    }
    if (!status) {
        status = load_samples(&draft, plan, pattern);
        if (!status && !draft.sample_count)
            status = cr_fail(error, CR_ERR_IO, 0, 0,
                             "kit %s: no usable sample in it", folder);
    }
    free_listing(&listing);
    if (plan)
        free(plan->entries);
    free(plan);
    if (status) {
        cr_kit_destroy(&draft);
        return status;
    }
    *kit = draft;
    return CR_OK;
}

void cr_kit_destroy(struct cr_kit *kit)
{
    for (uint32_t i = 0; i < kit->sample_count; i++)
        cr_sample_deinit(&kit->samples[i]);
    free(kit->samples);
    free(kit->drums);
    free(kit->name);
    free(kit->license);
    free(kit->path);
    free(kit->problems.text);
    *kit = (struct cr_kit){0};
}
