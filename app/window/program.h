/* program.h - the program as a window: home, and all that is reached from there.
 *
 * Threads   main. Memory: its own. Errors: an exit code.
 */
#ifndef CR_APP_WINDOW_PROGRAM_H
#define CR_APP_WINDOW_PROGRAM_H

/* `path` is a file to begin with; NULL: home, or the first minute of a beginner. */
int cr_program_window(const char *path);

#endif
