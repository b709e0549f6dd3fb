#define _POSIX_C_SOURCE 200809L
#include "app/side_task.h"

#include <pthread.h>
#include <stdlib.h>

#include "audio/thread_locale.h"

struct cr_side_task {
    void (*work)(void *context);
    void (*destroy)(void *context);
    void *context;

    pthread_mutex_t mutex; /* for all below */
    bool is_done, is_dropped;
};

static void destroy(struct cr_side_task *task)
{
    task->destroy(task->context);
    pthread_mutex_destroy(&task->mutex);
    free(task);
}

static void *run(void *context)
{
    struct cr_side_task *task = context;
    cr_thread_locale_use();
    task->work(task->context);
    pthread_mutex_lock(&task->mutex);
    task->is_done = true;
    const bool is_dropped = task->is_dropped;
    pthread_mutex_unlock(&task->mutex);
    if (is_dropped)
        destroy(task);
    return NULL;
}

struct cr_side_task *cr_side_task_start(void (*work)(void *context),
                                        void (*destroy_context)(void *context),
                                        void *context)
{
    struct cr_side_task *task = calloc(1, sizeof(*task));
    pthread_t thread;
    if (!task) {
        destroy_context(context);
        return NULL;
    }
    task->work = work;
    task->destroy = destroy_context;
    task->context = context;
    pthread_mutex_init(&task->mutex, NULL);
    if (pthread_create(&thread, NULL, run, task)) {
        destroy(task);
        return NULL;
    }
    pthread_detach(thread);
    return task;
}

void *cr_side_task_done(struct cr_side_task *task)
{
    pthread_mutex_lock(&task->mutex);
    const bool is_done = task->is_done;
    pthread_mutex_unlock(&task->mutex);
    return is_done ? task->context : NULL;
}

void cr_side_task_drop(struct cr_side_task *task)
{
    if (!task)
        return;
    pthread_mutex_lock(&task->mutex);
    const bool is_done = task->is_done;
    task->is_dropped = true;
    pthread_mutex_unlock(&task->mutex);
    if (is_done)
        destroy(task);
}
