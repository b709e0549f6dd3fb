#define _GNU_SOURCE
#include "audio/jack_end.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

typedef struct _jack_client jack_client;
typedef struct _jack_port jack_port;
typedef void jack_ended(void *context);

enum { WAKE_MS = 50 };

/* What is known of PortAudio's client. `tell` is how PortAudio hears that it has ended; that
 * wakes it, too. It may be called until PortAudio begins to free what it looks at. */
static struct {
    pthread_mutex_t mutex;
    jack_client *client;
    jack_ended *tell;
    void *context;
    bool has_ended, may_tell;
} server = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static bool has_ended(const jack_client *client)
{
    pthread_mutex_lock(&server.mutex);
    const bool ended = server.has_ended && client == server.client;
    pthread_mutex_unlock(&server.mutex);
    return ended;
}

static void tell(void)
{
    pthread_mutex_lock(&server.mutex);
    if (server.has_ended && server.may_tell)
        server.tell(server.context);
    pthread_mutex_unlock(&server.mutex);
}

static void note_end(void *client)
{
    pthread_mutex_lock(&server.mutex);
    if (client == server.client)
        server.has_ended = true;
    pthread_mutex_unlock(&server.mutex);
    tell();
}

/* libjack's own function of a name, or NULL. */
static void find(const char *name, void *function, size_t size)
{
    void *const found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, size);
}

#define CR_EXPORTED __attribute__((visibility("default")))

CR_EXPORTED void jack_on_shutdown(jack_client *client, jack_ended *ended,
                                  void *context);
CR_EXPORTED int jack_port_unregister(jack_client *client, jack_port *port);
CR_EXPORTED int jack_deactivate(jack_client *client);
CR_EXPORTED int jack_client_close(jack_client *client);

void jack_on_shutdown(jack_client *client, jack_ended *ended, void *context)
{
    void (*real)(jack_client *, jack_ended *, void *);
    char *(*name)(jack_client *);
    find("jack_on_shutdown", &real, sizeof(real));
    find("jack_get_client_name", &name, sizeof(name));
    if (!real)
        return;
    if (!name || strncmp(name(client), "PortAudio", 9) != 0) {
        real(client, ended, context);
        return;
    }
    pthread_mutex_lock(&server.mutex);
    server.client = client;
    server.tell = ended;
    server.context = context;
    server.has_ended = false;
    server.may_tell = true;
    pthread_mutex_unlock(&server.mutex);
    real(client, note_end, client);
}

/* The first thing that PortAudio does as it frees a stream. */
int jack_port_unregister(jack_client *client, jack_port *port)
{
    int (*real)(jack_client *, jack_port *);
    find("jack_port_unregister", &real, sizeof(real));
    pthread_mutex_lock(&server.mutex);
    if (client == server.client && server.has_ended)
        server.may_tell = false;
    pthread_mutex_unlock(&server.mutex);
    const int code = real ? real(client, port) : -1;
    return has_ended(client) ? 0 : code;
}

int jack_deactivate(jack_client *client)
{
    int (*real)(jack_client *);
    find("jack_deactivate", &real, sizeof(real));
    const int code = real ? real(client) : -1;
    return has_ended(client) ? 0 : code;
}

int jack_client_close(jack_client *client)
{
    int (*real)(jack_client *);
    find("jack_client_close", &real, sizeof(real));
    const int code = real ? real(client) : -1;
    return has_ended(client) ? 0 : code;
}

struct waker {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool is_done;
};

/* PortAudio may not wait yet when it is told: it is told again. */
static void *wake(void *context)
{
    struct waker *waker = context;
    pthread_mutex_lock(&waker->mutex);
    while (!waker->is_done) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += WAKE_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&waker->changed, &waker->mutex, &until);
        if (!waker->is_done)
            tell();
    }
    pthread_mutex_unlock(&waker->mutex);
    return NULL;
}

void cr_jack_close(void (*close)(void *context), void *context)
{
    struct waker waker = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                          .changed = PTHREAD_COND_INITIALIZER};
    pthread_t thread;
    const bool is_woken = !pthread_create(&thread, NULL, wake, &waker);
    close(context);
    if (!is_woken)
        return;
    pthread_mutex_lock(&waker.mutex);
    waker.is_done = true;
    pthread_cond_signal(&waker.changed);
    pthread_mutex_unlock(&waker.mutex);
    pthread_join(thread, NULL);
}
