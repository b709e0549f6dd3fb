#include "app/device_search.h"

#include <stdlib.h>

#include "app/side_task.h"

struct cr_device_search {
    struct cr_side_task *task;
};

struct search {
    struct cr_device_wish wish;
    cr_device_render *render;
    void *context;
    enum cr_status status;
    struct cr_error error;
    struct cr_device *device;
};

static void work(void *context)
{
    struct search *s = context;
    s->status =
        cr_device_open(&s->device, &s->wish, s->render, s->context, &s->error);
}

static void destroy(void *context)
{
    struct search *s = context;
    cr_device_close(s->device);
    free(s);
}

struct cr_device_search *cr_device_search(const struct cr_device_wish *wish,
                                          cr_device_render *render,
                                          void *context)
{
    struct cr_device_search *made = malloc(sizeof(*made));
    struct search *s = made ? calloc(1, sizeof(*s)) : NULL;
    if (s) {
        s->wish = *wish;
        s->render = render;
        s->context = context;
        made->task = cr_side_task_start(work, destroy, s);
    }
    if (!s || !made->task) {
        free(made);
        return NULL;
    }
    return made;
}

enum cr_search_state cr_device_search_look(struct cr_device_search *search,
                                           struct cr_device **device,
                                           struct cr_error *error)
{
    struct search *s = cr_side_task_done(search->task);
    if (!s)
        return CR_SEARCH_GOES_ON;
    if (s->status) {
        *error = s->error;
        return CR_SEARCH_FAILED;
    }
    *device = s->device;
    s->device = NULL;
    return CR_SEARCH_FOUND;
}

void cr_device_search_drop(struct cr_device_search *search)
{
    if (search)
        cr_side_task_drop(search->task);
    free(search);
}
