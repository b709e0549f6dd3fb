/* creditroll kits [KIT] */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/cli.h"
#include "app/kit_choice.h"
#include "app/files.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll kits [options] [KIT]\n"
       "Lists the kits that ship; with a KIT (a name or a folder), its "
       "samples:\n"
       "layers, onset, peak and loudness of each.\n"
       "  -f, --format F   text (default), csv or json\n"
       "  -r, --rate HZ    the rate they are loaded for (48000)\n"
       "  -h, --help       this text\n"),
    NULL};

static int list_kits(void)
{
    char folder[4096];
    DIR *directory = cr_file_shipped("kits", folder, sizeof(folder))
                         ? opendir(folder)
                         : NULL;
    if (!directory) {
        fputs(_("creditroll: no kits are installed\n"), stderr);
        return CR_EXIT_MACHINE;
    }
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        char text[8192];
        snprintf(text, sizeof(text), "%s/%s/kit.txt", folder, entry->d_name);
        if (entry->d_name[0] != '.' && cr_file_exists(text))
            printf("%-12s %s/%s\n", entry->d_name, folder, entry->d_name);
    }
    closedir(directory);
    return CR_EXIT_OK;
}

static void add_sample(struct cr_text_buffer *out, const struct cr_kit *kit,
                       const struct cr_kit_drum *drum, int layer, uint32_t take,
                       enum cr_format format, bool *is_first)
{
    const struct cr_kit_layer *l = &drum->layers[layer];
    const struct cr_sample *s = &kit->samples[l->first_sample + take];
    const double seconds = (double)s->sound.frame_count / kit->rate;
    char name[32];
    cr_kit_drum_name(drum, name, sizeof(name));
    if (format == CR_FORMAT_JSON) {
        cr_text_addf(out, "%s\n  {\"drum\": ", *is_first ? "" : ",");
        cr_text_add_json(out, name);
        cr_text_addf(out, ", \"file\": ");
        cr_text_add_json(out, s->file);
        cr_text_addf(out,
                     ", \"layer\": %d, \"to_velocity\": %d, \"take\": %u, "
                     "\"seconds\": %.3f, \"onset_ms\": %.3f, \"peak_db\": "
                     "%.2f, \"loudness_db\": %.2f}",
                     layer + 1, l->top_velocity, take + 1, seconds, s->onset_ms,
                     s->peak_db, s->loudness_db);
    } else if (format == CR_FORMAT_CSV) {
        cr_text_addf(out, "%s,%s,%d,%d,%u,%.3f,%.3f,%.2f,%.2f\n", name, s->file,
                     layer + 1, l->top_velocity, take + 1, seconds, s->onset_ms,
                     s->peak_db, s->loudness_db);
    } else {
        cr_text_say(out, "%-10s %5d %6d %4u %7.2f %9.2f %8.1f %8.1f  %s%s\n",
                    name, layer + 1, l->top_velocity, take + 1, seconds,
                    s->onset_ms, s->peak_db, s->loudness_db, s->file,
                    s->onset_ms > 5 ? _("  (starts late; compensated)") : "");
    }
    *is_first = false;
}

static int show_kit(const char *name, uint32_t rate, enum cr_format format)
{
    struct cr_kit kit = {0};
    struct cr_error error = {0};
    const enum cr_status status = cr_kit_open(&kit, name, rate, NULL, &error);
    if (status)
        return cr_cli_fail(status, &error);
    struct cr_text_buffer out = {0};
    bool is_first = true;
    if (format == CR_FORMAT_JSON)
        cr_text_addf(&out, "[");
    else if (format == CR_FORMAT_CSV)
        cr_text_say(&out, "drum,file,layer,to_velocity,take,seconds,onset_ms,"
                          "peak_db,loudness_db\n");
    else
        cr_text_say(&out, _("%-10s %5s %6s %4s %7s %9s %8s %8s  file\n"),
                    _("drum"), _("layer"), _("to vel"), _("take"), "s",
                    _("onset ms"), _("peak dB"), _("loud dB"));
    for (uint32_t d = 0; d < kit.drum_count; d++) {
        for (int layer = 0; layer < kit.drums[d].layer_count; layer++) {
            for (uint32_t t = 0; t < kit.drums[d].layers[layer].sample_count;
                 t++)
                add_sample(&out, &kit, &kit.drums[d], layer, t, format,
                           &is_first);
        }
    }
    if (format == CR_FORMAT_JSON)
        cr_text_addf(&out, "\n]\n");
    cr_kit_destroy(&kit);
    return cr_cli_print(&out);
}

int cr_cli_kits(int argc, char **argv)
{
    static const struct option longs[] = {
        {"format", required_argument, NULL, 'f'},
        {"rate", required_argument, NULL, 'r'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    enum cr_format format = CR_FORMAT_TEXT;
    long rate = 48000;
    int choice;
    while ((choice = getopt_long(argc, argv, "f:r:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case 'f': is_good = cr_cli_format(optarg, &format); break;
        case 'r':
            is_good = cr_cli_whole("--rate", optarg, 8000, 384000, &rate);
            break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("kits", "the command line is wrong");
    }
    if (optind == argc)
        return list_kits();
    return show_kit(argv[optind], (uint32_t)rate, format);
}
