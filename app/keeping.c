#include "app/keeping.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "app/metronome_presets.h"
#include "patterns/words.h"

/* Whose turn it is. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t turned;
    unsigned begun, ended;
} order = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};

struct keeping {
    unsigned turn;
    enum cr_status (*keep)(struct keeping *k);
    enum cr_status status;
    struct cr_error error;
    char complaint[300];
    union {
        struct {
            struct cr_settings now, before;
        } settings;
        struct cr_known_device known;
        struct {
            uint32_t number;
            struct cr_metronome metronome;
        } preset;
    };
};

static enum cr_status keep_settings(struct keeping *k)
{
    enum cr_status status = CR_OK;
    for (int i = 0; i < CR_SETTING_COUNT && !status; i++) {
        if (strcmp(k->settings.now.values[i], k->settings.before.values[i]) !=
            0)
            status = cr_setting_keep(&k->settings.now, (enum cr_setting)i,
                                     &k->error);
    }
    return status;
}

static enum cr_status keep_device(struct keeping *k)
{
    return cr_known_device_keep(&k->known, &k->error);
}

static enum cr_status keep_preset(struct keeping *k)
{
    return cr_preset_keep(k->preset.number, &k->preset.metronome, &k->error);
}

static void work(void *context)
{
    struct keeping *k = context;
    pthread_mutex_lock(&order.mutex);
    while (order.ended != k->turn)
        pthread_cond_wait(&order.turned, &order.mutex);
    pthread_mutex_unlock(&order.mutex);
    k->status = k->keep(k);
    pthread_mutex_lock(&order.mutex);
    order.ended++;
    pthread_cond_broadcast(&order.turned);
    pthread_mutex_unlock(&order.mutex);
}

static const char *complain(void *context)
{
    struct keeping *k = context;
    if (!k->status)
        return NULL;
    cr_say(k->complaint, sizeof(k->complaint), _("Not kept: %.200s"),
           k->error.text);
    return k->complaint;
}

static struct cr_side_task *begin(enum cr_status (*keep)(struct keeping *k),
                                  const struct keeping *what)
{
    struct keeping *k = malloc(sizeof(*k));
    if (!k)
        return NULL;
    *k = *what;
    k->keep = keep;
    pthread_mutex_lock(&order.mutex);
    k->turn = order.begun++;
    pthread_mutex_unlock(&order.mutex);
    struct cr_side_task *task =
        cr_side_task_start_writing(work, complain, free, k);
    if (!task) { /* it never has its turn */
        pthread_mutex_lock(&order.mutex);
        order.begun--;
        pthread_mutex_unlock(&order.mutex);
    }
    return task;
}

struct cr_side_task *cr_keep_settings(const struct cr_settings *settings,
                                      const struct cr_settings *before)
{
    return begin(keep_settings,
                 &(struct keeping){.settings = {*settings, *before}});
}

struct cr_side_task *cr_keep_device(const struct cr_known_device *known)
{
    return begin(keep_device, &(struct keeping){.known = *known});
}

struct cr_side_task *cr_keep_preset(uint32_t number,
                                    const struct cr_metronome *metronome)
{
    return begin(keep_preset,
                 &(struct keeping){.preset = {number, *metronome}});
}

bool cr_keep_done(struct cr_side_task *task, enum cr_status *status,
                  struct cr_error *error)
{
    const struct keeping *k = cr_side_task_done(task);
    if (!k)
        return false;
    *status = k->status;
    *error = k->error;
    return true;
}
