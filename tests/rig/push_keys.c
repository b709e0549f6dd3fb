/* push_keys.c - preloaded into a program with SDL's dummy driver, which has no keyboard:
 * each line of the file PUSH_KEYS, a key by SDL's name, goes down and up again when it can
 * be read. */
#define _POSIX_C_SOURCE 200809L
#include <SDL.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void push(Uint32 type, SDL_Scancode code)
{
    SDL_Event event = {.type = type};
    event.key.keysym.scancode = code;
    event.key.keysym.sym = SDL_GetKeyFromScancode(code);
    event.key.timestamp = SDL_GetTicks();
    SDL_PushEvent(&event);
}

static void *read_keys(void *context)
{
    FILE *file = fopen(context, "r");
    char name[40];
    while (file && fgets(name, sizeof(name), file)) {
        name[strcspn(name, "\n")] = '\0';
        const SDL_Scancode code = SDL_GetScancodeFromName(name);
        push(SDL_KEYDOWN, code);
        push(SDL_KEYUP, code);
    }
    if (file)
        fclose(file);
    return NULL;
}

__attribute__((constructor)) static void begin(void)
{
    pthread_t thread;
    char *name = getenv("PUSH_KEYS");
    unsetenv("LD_PRELOAD"); /* not for its children */
    if (name && !pthread_create(&thread, NULL, read_keys, name))
        pthread_detach(thread);
}
