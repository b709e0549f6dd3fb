/* frame_log.c - preloaded into the program: how long each frame takes goes to the file
 * FRAME_LOG, one a line, in milliseconds: from where the program began to do something
 * until the picture is with the X server; and when that was, in seconds. */
#define _GNU_SOURCE
#include <SDL.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double began_ms;

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void tell(void)
{
    static FILE *out;
    const double now = now_ms();
    if (!out)
        out = fopen(getenv("FRAME_LOG"), "a");
    if (!out || began_ms <= 0)
        return;
    fprintf(out, "%.3f %.6f\n", now - began_ms, now / 1e3);
    fflush(out);
    began_ms = now;
}

#define REAL(name) (*(void **)&real = dlsym(RTLD_NEXT, name))

int SDL_WaitEventTimeout(SDL_Event *event, int timeout)
{
    static int (*real)(SDL_Event *, int);
    if (!real)
        REAL("SDL_WaitEventTimeout");
    const int found = real(event, timeout);
    began_ms = now_ms();
    return found;
}

int SDL_UpdateWindowSurfaceRects(SDL_Window *window, const SDL_Rect *rects,
                                 int count)
{
    static int (*real)(SDL_Window *, const SDL_Rect *, int);
    if (!real)
        REAL("SDL_UpdateWindowSurfaceRects");
    const int failed = real(window, rects, count);
    tell();
    return failed;
}

int SDL_UpdateWindowSurface(SDL_Window *window)
{
    static int (*real)(SDL_Window *);
    if (!real)
        REAL("SDL_UpdateWindowSurface");
    const int failed = real(window);
    tell();
    return failed;
}
