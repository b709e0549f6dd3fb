/* files.h - whole files in, whole files out.
 *
 * Memory    reading gives memory that the caller frees.
 * Threads   any.
 * Errors    CR_ERR_IO with the system's words, CR_ERR_LIMIT, CR_ERR_MEMORY. A
 *           file that is written appears whole under its name or not at all.
 */
#ifndef CR_APP_FILES_H
#define CR_APP_FILES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "patterns/status.h"

/* Reads a file of at most `limit` bytes; "-" is standard input. A zero byte
 * follows the text. */
enum cr_status cr_file_read(const char *path, size_t limit, char **text,
                            size_t *size, struct cr_error *error) CR_MUST_CHECK;

/* Writes beside the target, then takes its name. "-" is standard output. */
enum cr_status cr_file_write(const char *path, const char *text, size_t size,
                             struct cr_error *error) CR_MUST_CHECK;

/* The two halves of that, for writers of their own: a new name beside `path`,
 * and giving it the right name once it is complete. */
enum cr_status cr_file_draft_name(const char *path, char *draft, size_t size,
                                  struct cr_error *error) CR_MUST_CHECK;
enum cr_status cr_file_publish(const char *draft, const char *path,
                               struct cr_error *error) CR_MUST_CHECK;

/* The folder of files that ship ("kits", "patterns"): beside the program in a
 * build tree or an installation; CREDITROLL_DATA overrides. */
bool cr_file_shipped(const char *folder, char *path, size_t size);

/* The folder of what the program says in other languages. */
bool cr_file_shipped_languages(char *path, size_t size);

/* The path of a pattern that ships. */
bool cr_file_shipped_pattern(const char *name, char *path, size_t size);

bool cr_file_exists(const char *path);

/* A sum of a text, to tell it from others: FNV-1a, 64 bits. */
uint64_t cr_file_sum(const char *text, size_t size);

/* The folder of this program's settings: $XDG_CONFIG_HOME/creditroll, else
 * ~/.config/creditroll. False if the system names neither. */
bool cr_file_config_folder(char *path, size_t size);

/* The path of a file in it; the folder is made if that is wished. */
enum cr_status cr_file_config_path(const char *name, bool makes_folder,
                                   char *path, size_t size,
                                   struct cr_error *error) CR_MUST_CHECK;

/* The folder of what this program keeps: $XDG_DATA_HOME/creditroll, else
 * ~/.local/share/creditroll. */
bool cr_file_data_folder(char *path, size_t size);

/* Makes a folder, and those that it is in, if they are missing. */
enum cr_status cr_file_make_folder(const char *path,
                                   struct cr_error *error) CR_MUST_CHECK;

#endif
