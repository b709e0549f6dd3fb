#define _POSIX_C_SOURCE 200809L
#include "audio/errand.h"

#include <pthread.h>
#include <time.h>

#include "audio/thread_locale.h"

/* The sound thread: idle, or busy with `work`. It lives as long as the program. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool is_started, is_busy;
    unsigned done; /* errands so far */
    cr_errand *work;
    void *context;
} sound = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static void *run(void *nothing)
{
    (void)nothing;
    cr_thread_locale_use();
    pthread_mutex_lock(&sound.mutex);
    for (;;) {
        while (!sound.work)
            pthread_cond_wait(&sound.changed, &sound.mutex);
        cr_errand *work = sound.work;
        void *context = sound.context;
        pthread_mutex_unlock(&sound.mutex);
        work(context);
        pthread_mutex_lock(&sound.mutex);
        sound.work = NULL;
        sound.is_busy = false;
        sound.done++;
        pthread_cond_broadcast(&sound.changed);
    }
    return NULL;
}

static bool start(void)
{
    pthread_condattr_t monotonic;
    pthread_t thread;
    if (sound.is_started)
        return true;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&sound.changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    sound.is_started = !pthread_create(&thread, NULL, run, NULL);
    if (sound.is_started)
        pthread_detach(thread);
    return sound.is_started;
}

static struct timespec in_ms(int ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += (long)(ms % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

bool cr_errand_run(cr_errand *work, void *context, int deadline_ms)
{
    const struct timespec until = in_ms(deadline_ms);
    bool is_late = false, is_done = false;
    pthread_mutex_lock(&sound.mutex);
    if (start()) {
        while (sound.is_busy && !is_late)
            is_late = pthread_cond_timedwait(&sound.changed, &sound.mutex,
                                             &until) != 0;
        if (!sound.is_busy) {
            const unsigned before = sound.done;
            sound.is_busy = true;
            sound.work = work;
            sound.context = context;
            pthread_cond_broadcast(&sound.changed);
            is_late = false;
            while (sound.done == before && !is_late)
                is_late = pthread_cond_timedwait(&sound.changed, &sound.mutex,
                                                 &until) != 0;
            is_done = sound.done != before;
        }
    }
    pthread_mutex_unlock(&sound.mutex);
    return is_done;
}

bool cr_errand_post(cr_errand *work, void *context)
{
    pthread_mutex_lock(&sound.mutex);
    const bool is_free = start() && !sound.is_busy;
    if (is_free) {
        sound.is_busy = true;
        sound.work = work;
        sound.context = context;
        pthread_cond_broadcast(&sound.changed);
    }
    pthread_mutex_unlock(&sound.mutex);
    return is_free;
}
