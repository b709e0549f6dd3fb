#define _POSIX_C_SOURCE 200809L
#include "app/report_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/files.h"
#include "patterns/words.h"

enum { PATH = 4096 };

struct saving {
    char *text;
    size_t size;
    enum cr_status status;
    char words[PATH + 32]; /* what became of it */
};

/* A name that nothing has yet. */
static bool find_name(const char *folder, char *path, size_t size)
{
    char when[40] = "report";
    const time_t now = time(NULL);
    struct tm local;
    if (localtime_r(&now, &local))
        strftime(when, sizeof(when), "%Y-%m-%d %H-%M-%S", &local);
    for (int i = 1; i < 100; i++) {
        const int used =
            i == 1 ? snprintf(path, size, "%s/%s.txt", folder, when)
                   : snprintf(path, size, "%s/%s (%d).txt", folder, when, i);
        if (used < 0 || (size_t)used >= size)
            return false;
        if (!cr_file_exists(path))
            return true;
    }
    return false;
}

static void work(void *context)
{
    struct saving *s = context;
    char data[PATH - 64], folder[PATH - 32], path[PATH];
    struct cr_error error = {0};
    enum cr_status status = CR_OK;
    if (!cr_file_data_folder(data, sizeof(data)))
        status = cr_fail(&error, CR_ERR_IO, 0, 0,
                         "there is no folder for it: set HOME");
    snprintf(folder, sizeof(folder), "%s/reports", data);
    if (!status)
        status = cr_file_make_folder(folder, &error);
    if (!status && !find_name(folder, path, sizeof(path)))
        status = cr_fail(&error, CR_ERR_IO, 0, 0, "no name is free");
    if (!status)
        status = cr_file_write(path, s->text, s->size, &error);
    if (status)
        cr_say(s->words, sizeof(s->words), _("Not saved: %.200s"), error.text);
    else
        cr_say(s->words, sizeof(s->words), _("Saved as %s"), path);
    s->status = status;
}

static const char *complain(void *context)
{
    const struct saving *s = context;
    return s->status ? s->words : NULL;
}

static void destroy(void *context)
{
    struct saving *s = context;
    free(s->text);
    free(s);
}

struct cr_side_task *cr_report_file_save(const struct cr_text_buffer *text)
{
    struct saving *s = calloc(1, sizeof(*s));
    if (!s)
        return NULL;
    s->size = text->size;
    s->text = malloc(text->size + 1);
    if (!s->text) {
        destroy(s);
        return NULL;
    }
    if (text->size)
        memcpy(s->text, text->text, text->size);
    return cr_side_task_start_writing(work, complain, destroy, s);
}

const char *cr_report_file_done(struct cr_side_task *task)
{
    const struct saving *s = cr_side_task_done(task);
    return s ? s->words : NULL;
}
