/* held_disk.c - preloaded into the program: while the file DISK_HELD is there, nothing
 * reaches the disk, no folder, no database and no sound system opens, as with a disk or a
 * sound server that hangs. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct sqlite3 sqlite3;

#define REAL(name) (*(void **)&real = dlsym(RTLD_NEXT, name))

static void wait_for_disk(void)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    while (access(getenv("DISK_HELD"), F_OK) == 0)
        nanosleep(&moment, NULL);
}

int fsync(int file)
{
    int (*real)(int);
    REAL("fsync");
    wait_for_disk();
    return real(file);
}

DIR *opendir(const char *name)
{
    DIR *(*real)(const char *);
    REAL("opendir");
    wait_for_disk();
    return real(name);
}

int Pa_Initialize(void);
int Pa_Initialize(void)
{
    int (*real)(void);
    REAL("Pa_Initialize");
    wait_for_disk();
    return real();
}

int sqlite3_open_v2(const char *name, sqlite3 **db, int flags,
                    const char *system);
int sqlite3_open_v2(const char *name, sqlite3 **db, int flags,
                    const char *system)
{
    int (*real)(const char *, sqlite3 **, int, const char *);
    REAL("sqlite3_open_v2");
    wait_for_disk();
    return real(name, db, flags, system);
}
