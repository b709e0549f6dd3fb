/* rt_guard.c - preloaded into a program that plays through PortAudio: ends it
 * when its callback allocates, frees, locks, waits, or reads or writes a file.
 *
 * Pa_OpenStream is wrapped, so that the program need not know; the callback is
 * called between two marks of its own thread, and whatever is forbidden asks for
 * the mark. Reading the clock is allowed: it needs no system call. At its end
 * the program says how many callbacks were watched. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <portaudio.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void __libc_free(void *memory);

static _Thread_local int is_in_callback;
static _Atomic unsigned long watched;
static PaStreamCallback *callback;

static void forbid(const char *what)
{
    if (!is_in_callback)
        return;
    is_in_callback = 0; /* what follows may do it */
    fprintf(stderr, "rt_guard: the audio callback calls %s\n", what);
    _exit(99);
}

static int guarded(const void *input, void *output, unsigned long frames,
                   const PaStreamCallbackTimeInfo *time,
                   PaStreamCallbackFlags flags, void *context)
{
    is_in_callback = 1;
    const int result = callback(input, output, frames, time, flags, context);
    is_in_callback = 0;
    atomic_fetch_add(&watched, 1);
    return result;
}

__attribute__((destructor)) static void report(void)
{
    fprintf(stderr, "rt_guard: watched %lu callbacks\n", atomic_load(&watched));
}

/* The next definition of a function behind this one. */
#define NEXT(name)                                                             \
    static __typeof__(name) *next;                                             \
    if (!next) {                                                               \
        void *found = dlsym(RTLD_NEXT, #name);                                 \
        memcpy(&next, &found, sizeof(next));                                   \
    }

PaError Pa_OpenStream(PaStream **stream, const PaStreamParameters *input,
                      const PaStreamParameters *output, double rate,
                      unsigned long frames, PaStreamFlags flags,
                      PaStreamCallback *wanted, void *context)
{
    NEXT(Pa_OpenStream)
    callback = wanted;
    return next(stream, input, output, rate, frames, flags, guarded, context);
}

void *malloc(size_t size)
{
    forbid("malloc");
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    forbid("calloc");
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    forbid("realloc");
    return __libc_realloc(memory, size);
}

void free(void *memory)
{
    if (memory)
        forbid("free");
    __libc_free(memory);
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    NEXT(pthread_mutex_lock)
    forbid("pthread_mutex_lock");
    return next(mutex);
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    NEXT(pthread_cond_wait)
    forbid("pthread_cond_wait");
    return next(condition, mutex);
}

int sem_wait(sem_t *semaphore)
{
    NEXT(sem_wait)
    forbid("sem_wait");
    return next(semaphore);
}

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
    NEXT(nanosleep)
    forbid("nanosleep");
    return next(wanted, left);
}

ssize_t write(int file, const void *bytes, size_t size)
{
    NEXT(write)
    forbid("write");
    return next(file, bytes, size);
}

ssize_t read(int file, void *bytes, size_t size)
{
    NEXT(read)
    forbid("read");
    return next(file, bytes, size);
}
