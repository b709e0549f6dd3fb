/* bench_claims LIBRARY TAKES - how often the sentences of a report are wrong: imagined
 * players without any fault, TAKES of them, and what of planted faults is found. */
#include "app/practice/diagnosis.h"
#include "app/practice/follow.h"
#include "tests/bench/work.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATTERNS = 5, OWN = 2, TEMPI = 4, SPREADS = 3 };

static const char *const names[PATTERNS] = {"rock-eighths", "funk-sixteenths",
                                            "rock-four-bars", "seven-eight-223",
                                            "samba"};
/* What those have none of: flams, dynamics, sticking. */
static const char *const own[OWN] = {
    "beat 1\ntempo: 100\nHH |x-x-x-x-x-x-x-x-|\n"
    "SD |--g-f-g---g-F-g-|\nBD |O-----o-o-------|\n",
    "beat 1\ntempo: 100\nST |RLRR LRLL RLRR LRLL|\n"
    "SD |Oggo Oggo Oggo Oggo|\nHF |----x-------x---|\n"};
static const char own_session[] =
    "sticking:as-written ramp:from=90,to=120,step=10,every=4,end=reverse";
static struct cr_pattern own_patterns[OWN];

static const char *const sessions[] = {"", "gaps:play=4,mute=2"};
static const int tempi[TEMPI] = {70, 100, 140, 180};
static const double spreads[SPREADS] = {8, 15, 25};

static struct cr_pattern patterns[PATTERNS];

/* Plays a take, and finds what there is to find. */
static void diagnose(const struct cr_pattern *pattern, const char *options,
                     uint32_t bars, int bpm, const struct cr_player *player,
                     struct cr_diagnosis *found)
{
    struct cr_session session = {0};
    struct cr_session_plan plan;
    struct cr_presses presses = {0};
    struct cr_timeline timeline = {0};
    struct cr_result result = {0};
    struct cr_measures measures = {0};
    struct cr_error error = {0};
    const struct cr_fraction written = pattern->tempo.from_bpm;
    bool is_good = !cr_session_read(&session, options, &error);
    session.speed =
        cr_fraction_mul((struct cr_fraction){bpm, 1},
                        (struct cr_fraction){written.den, written.num});
    session.loops = 1;
    is_good =
        is_good && !cr_session_plan(&plan, &session, pattern, NULL, &error);
    is_good =
        is_good && !cr_timeline_create(&timeline, pattern, &plan.timeline);
    session.loops =
        is_good ? (bars + timeline.loop_bar_count - 1) / timeline.loop_bar_count
                : 1;
    cr_timeline_destroy(&timeline);
    cr_session_plan_destroy(&plan);
    is_good = is_good && !cr_follow_through(&plan, &session, pattern, player,
                                            &presses, &error);
    is_good =
        is_good && !cr_timeline_create(&timeline, pattern, &plan.timeline);
    is_good =
        is_good && !cr_score(&result, &timeline, presses.items, presses.count);
    is_good =
        is_good && !cr_measure(&measures, &timeline, &result, presses.items);
    if (!is_good ||
        cr_diagnose(found, &timeline, &result, presses.items, &measures)) {
        fprintf(stderr, "no take: %s\n", error.text);
        exit(1);
    }
    cr_measures_destroy(&measures);
    cr_result_destroy(&result);
    cr_timeline_destroy(&timeline);
    cr_session_plan_destroy(&plan);
    free(presses.items);
}

/* Kick and snare are where those of drummers are, or all are on the note. */
static struct cr_player faultless(const struct cr_pattern *pattern,
                                  bool is_usual, double sd, uint64_t seed)
{
    struct cr_player p = {.sd_ms = sd, .ar = 0.5, .miss_pct = 2, .seed = seed};
    for (uint32_t lane = 0; is_usual && lane < pattern->lane_count; lane++)
        p.lane_mean_ms[lane] = cr_usual_lead_ms(pattern->lanes[lane].id);
    return p;
}

static void count_false_claims(int takes, bool is_usual, bool is_own)
{
    int said[CR_FINDING_KINDS] = {0}, reports = 0;
    for (int i = 0; i < takes; i++) {
        const struct cr_pattern *pattern =
            is_own ? &own_patterns[i % OWN] : &patterns[i % PATTERNS];
        struct cr_player player =
            faultless(pattern, is_usual, spreads[i / PATTERNS % SPREADS],
                      (uint64_t)i * 7919 + 1);
        struct cr_diagnosis found;
        if (is_own) {
            player.flam_ms = 30;
            player.loudness_pct = 15;
        }
        diagnose(pattern, is_own ? own_session : sessions[i / 60 % 2],
                 i / 120 % 2 ? 64 : 48, tempi[i / 15 % TEMPI], &player, &found);
        reports += found.count > 0;
        for (int k = 0; k < found.count; k++)
            said[found.findings[k].kind]++;
    }
    printf("%-14s %10s\n",
           is_own     ? "hands, flams"
           : is_usual ? "as drummers"
                      : "on the note",
           "false, %");
    for (int k = 0; k < CR_FINDING_KINDS; k++)
        printf("%-14s %10.3f\n", cr_finding_word((enum cr_finding_kind)k),
               100.0 * said[k] / takes);
    printf("%-14s %10.3f\n", "any report", 100.0 * reports / takes);
}

struct fault {
    const char *what;
    enum cr_finding_kind kind;
    int pattern;
    const char *session, *player, *place;
    double truth;
};

static void find_planted(const struct fault *fault, double sd, uint32_t bars,
                         int takes)
{
    const struct cr_pattern *pattern =
        fault->pattern < PATTERNS ? &patterns[fault->pattern]
                                  : &own_patterns[fault->pattern - PATTERNS];
    int found_it = 0, others = 0;
    double sum = 0, squares = 0;
    for (int i = 0; i < takes; i++) {
        struct cr_player player =
            faultless(pattern, true, sd, (uint64_t)i * 104729 + 5);
        struct cr_diagnosis found;
        struct cr_error error = {0};
        if (cr_player_parse(&player, fault->player, &error) ||
            (fault->place[0] &&
             cr_player_parse_lane(&player, fault->place, pattern, &error))) {
            fprintf(stderr, "%s\n", error.text);
            exit(1);
        }
        diagnose(pattern, fault->session, bars, 100, &player, &found);
        for (int k = 0; k < found.count; k++) {
            if (found.findings[k].kind != fault->kind) {
                others++;
                continue;
            }
            const double off = found.findings[k].estimate - fault->truth;
            found_it++;
            sum += off;
            squares += off * off;
        }
    }
    printf("%-26s %4.0f %5u %8.2f %8.2f %8.2f %8.2f\n", fault->what, sd, bars,
           (double)found_it / takes, found_it ? sum / found_it : 0,
           found_it ? sqrt(squares / found_it) : 0, (double)others / takes);
}

int main(int argc, char **argv)
{
    static const struct fault faults[] = {
        {"all 20 ms late", CR_FINDS_ALL_OVER, 0, "", "mean=20", "", 18},
        {"snare on 4, 14 ms late", CR_FINDS_PLACE, 0, "", "", "SD@4=17.4", 14},
        {"kick 20 ms ahead of hat", CR_FINDS_LIMB, 0, "", "", "BD=-20", -20},
        {"1.5 % fast in gaps", CR_FINDS_GAP_TEMPO, 0, "gaps:play=4,mute=2",
         "gap-drift=1.5", "", 1.5},
        {"straight eighths 1.15 : 1", CR_FINDS_SWING, 0, "", "swing=1.15", "",
         1.15},
        {"all flams flat", CR_FINDS_FLAMS, PATTERNS, "", "flam=8", "", 100},
        {"ghosts as accents", CR_FINDS_DYNAMICS, PATTERNS + 1, "",
         "loudness=100,flam=30", "", 73},
        {"left hand 12 ms late", CR_FINDS_HAND_LATE, PATTERNS + 1,
         "sticking:as-written", "left=12", "", 12},
        {"left hand 30 % softer", CR_FINDS_HAND_LOUD, PATTERNS + 1,
         "sticking:as-written", "left-soft=30,loudness=15", "", -30}};
    if (argc != 3)
        return 2;
    for (int i = 0; i < PATTERNS; i++) {
        char path[4096];
        snprintf(path, sizeof(path), "%s/%s.beat", argv[1], names[i]);
        if (!work_read(path, &patterns[i]))
            return 1;
    }
    for (int i = 0; i < OWN; i++) {
        struct cr_diagnostics found = {0};
        if (cr_pattern_read(&own_patterns[i], own[i], strlen(own[i]), &found))
            return 1;
        cr_diagnostics_deinit(&found);
    }
    count_false_claims(atoi(argv[2]), false, false);
    printf("\n");
    count_false_claims(atoi(argv[2]), true, false);
    printf("\n");
    count_false_claims(atoi(argv[2]), true, true);
    printf("\n%-26s %4s %5s %8s %8s %8s %8s\n", "planted", "sd", "bars",
           "found", "off by", "rms", "others");
    for (size_t f = 0; f < sizeof(faults) / sizeof(faults[0]); f++) {
        for (uint32_t bars = 16; bars <= 64; bars *= 2)
            find_planted(&faults[f], 15, bars, atoi(argv[2]) / 100);
    }
    for (int i = 0; i < PATTERNS; i++)
        cr_pattern_deinit(&patterns[i]);
    for (int i = 0; i < OWN; i++)
        cr_pattern_deinit(&own_patterns[i]);
    return 0;
}
