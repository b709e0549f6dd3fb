/* creditroll keys */
#include <getopt.h>
#include <stdio.h>

#include "app/cli/cli.h"
#include "app/ui/actions.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll keys [options]\n"
       "Every key of every screen, and what it does.\n"
       "  -f, --format F   text (default), csv or json\n"
       "  -h, --help       this text\n"),
    NULL};

static void add(struct cr_text_buffer *out, const struct cr_action *a,
                enum cr_format format, bool is_first)
{
    const char *word = cr_screen_word(a->screen);
    const char *screen = word ? word : "home";
    switch (format) {
    case CR_FORMAT_JSON:
        cr_text_addf(out, "%s\n  {\"screen\": \"%s\", \"keys\": ",
                     is_first ? "" : ",", screen);
        cr_text_add_json(out, a->keys);
        cr_text_addf(out, ", \"does\": ");
        cr_text_add_json(out, a->words);
        cr_text_addf(out, "}");
        break;
    case CR_FORMAT_CSV:
        cr_text_addf(out, "%s,\"%s\",\"%s\"\n", screen, a->keys, a->words);
        break;
    default:
        cr_text_addf(out, "%-12s %-26s %s\n", screen, a->keys, _(a->words));
        break;
    }
}

int cr_cli_keys(int argc, char **argv)
{
    static const struct option longs[] = {
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    enum cr_format format = CR_FORMAT_TEXT;
    struct cr_text_buffer out = {0};
    size_t count;
    int choice;
    while ((choice = getopt_long(argc, argv, "f:h", longs, NULL)) != -1) {
        if (choice == 'h') {
            cr_cli_help(help);
            return CR_EXIT_OK;
        }
        if (choice != 'f' || !cr_cli_format(optarg, &format))
            return cr_cli_usage("keys", "the command line is wrong");
    }
    if (optind != argc)
        return cr_cli_usage("keys", "keys takes no file");
    const struct cr_action *all = cr_actions(&count);
    if (format == CR_FORMAT_JSON)
        cr_text_addf(&out, "{\"actions\": [");
    else if (format == CR_FORMAT_CSV)
        cr_text_addf(&out, "screen,keys,does\n");
    for (size_t i = 0; i < count; i++)
        add(&out, &all[i], format, i == 0);
    if (format == CR_FORMAT_JSON)
        cr_text_addf(&out, "\n]}\n");
    return cr_cli_print(&out);
}
