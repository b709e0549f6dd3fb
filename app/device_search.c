#define _POSIX_C_SOURCE 200809L
#include "app/device_search.h"

#include <pthread.h>
#include <stdlib.h>

struct cr_device_search {
    struct cr_device_wish wish;
    cr_device_render *render;
    void *context;

    pthread_mutex_t mutex; /* for all below */
    bool is_done, is_dropped;
    enum cr_status status;
    struct cr_error error;
    struct cr_device *device;
};

static void destroy(struct cr_device_search *search)
{
    cr_device_close(search->device);
    pthread_mutex_destroy(&search->mutex);
    free(search);
}

static void *run(void *context)
{
    struct cr_device_search *search = context;
    struct cr_device *device = NULL;
    struct cr_error error = {0};
    const enum cr_status status = cr_device_open(
        &device, &search->wish, search->render, search->context, &error);
    pthread_mutex_lock(&search->mutex);
    search->status = status;
    search->error = error;
    search->device = device;
    search->is_done = true;
    const bool is_dropped = search->is_dropped;
    pthread_mutex_unlock(&search->mutex);
    if (is_dropped)
        destroy(search);
    return NULL;
}

struct cr_device_search *cr_device_search(const struct cr_device_wish *wish,
                                          cr_device_render *render,
                                          void *context)
{
    struct cr_device_search *search = calloc(1, sizeof(*search));
    pthread_t thread;
    if (!search)
        return NULL;
    search->wish = *wish;
    search->render = render;
    search->context = context;
    pthread_mutex_init(&search->mutex, NULL);
    if (pthread_create(&thread, NULL, run, search)) {
        destroy(search);
        return NULL;
    }
    pthread_detach(thread);
    return search;
}

enum cr_search_state cr_device_search_look(struct cr_device_search *search,
                                           struct cr_device **device,
                                           struct cr_error *error)
{
    enum cr_search_state state = CR_SEARCH_GOES_ON;
    pthread_mutex_lock(&search->mutex);
    if (search->is_done && !search->status) {
        *device = search->device;
        search->device = NULL;
        state = CR_SEARCH_FOUND;
    } else if (search->is_done) {
        *error = search->error;
        state = CR_SEARCH_FAILED;
    }
    pthread_mutex_unlock(&search->mutex);
    return state;
}

void cr_device_search_drop(struct cr_device_search *search)
{
    if (!search)
        return;
    pthread_mutex_lock(&search->mutex);
    search->is_dropped = true;
    const bool is_done = search->is_done;
    pthread_mutex_unlock(&search->mutex);
    if (is_done)
        destroy(search);
}
