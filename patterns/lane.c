#include "patterns/lane.h"

#include <stdio.h>
#include <string.h>

#include "patterns/words.h"

static const struct {
    const char *names;        /* canonical first, then aliases */
    const char *label, *word; /* alone, and in a sentence */
    enum cr_lane_class kind;
    int midi_note;
} kit[CR_LANE_ID_COUNT] = {
    [CR_CC] = {"CC C C1 CR CRASH", N_("Crash"), N_("crash"), CR_LANE_CYMBAL,
               49},
    [CR_C2] = {"C2 CC2 CR2", N_("Crash 2"), N_("crash 2"), CR_LANE_CYMBAL, 57},
    [CR_CH] = {"CH CHINA", N_("China"), N_("china"), CR_LANE_CYMBAL, 52},
    [CR_SP] = {"SP SPLASH", N_("Splash"), N_("splash"), CR_LANE_CYMBAL, 55},
    [CR_RD] = {"RD R RC RIDE", N_("Ride"), N_("ride"), CR_LANE_CYMBAL, 51},
    [CR_RB] = {"RB BELL", N_("Bell"), N_("bell"), CR_LANE_CYMBAL, 53},
    [CR_HH] = {"HH H HAT HIHAT", N_("Hi-hat"), N_("hi-hat"), CR_LANE_HAT, 42},
    [CR_CB] = {"CB COWBELL", N_("Cowbell"), N_("cowbell"), CR_LANE_PERC, 56},
    [CR_TB] = {"TB TAMB", N_("Tambourine"), N_("tambourine"), CR_LANE_PERC, 54},
    [CR_CP] = {"CP CLAP", N_("Clap"), N_("clap"), CR_LANE_PERC, 39},
    [CR_OWN] = {"", "", "", CR_LANE_PERC, -1},
    [CR_T1] = {"T1 HT TOM1", N_("Tom 1"), N_("tom 1"), CR_LANE_DRUM, 48},
    [CR_T2] = {"T2 MT TOM2", N_("Tom 2"), N_("tom 2"), CR_LANE_DRUM, 45},
    [CR_T3] = {"T3 TOM3", N_("Tom 3"), N_("tom 3"), CR_LANE_DRUM, 47},
    [CR_FT] = {"FT LT F FLOOR", N_("Floor tom"), N_("floor tom"), CR_LANE_DRUM,
               43},
    [CR_F2] = {"F2 FLOOR2", N_("Floor tom 2"), N_("floor tom 2"), CR_LANE_DRUM,
               41},
    [CR_SD] = {"SD S SN SNARE", N_("Snare"), N_("snare"), CR_LANE_SNARE, 38},
    [CR_PAD] = {"PAD P PRACTICE", N_("Pad"), N_("pad"), CR_LANE_SNARE, 38},
    [CR_BD] = {"BD B K KD BASS KICK", N_("Kick"), N_("kick"), CR_LANE_DRUM, 36},
    [CR_B2] = {"B2 KICK2", N_("Kick 2"), N_("kick 2"), CR_LANE_DRUM, 35},
    [CR_HF] = {"HF FH HP", N_("Hi-hat foot"), N_("hi-hat foot"), CR_LANE_FOOT,
               44},
    [CR_CK] = {"CK CLICK", N_("Click"), N_("click"), CR_LANE_CLICK, 76},
    [CR_ST] = {"ST STICK RL", N_("Sticking"), N_("sticking"), CR_LANE_STICKING,
               -1},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool cr_same_word(const char *a, size_t a_size, const char *b, size_t b_size)
{
    if (a_size != b_size)
        return false;
    for (size_t i = 0; i < a_size; i++) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

/* Steps through the words of a list; false at its end. */
static bool next_word(const char **list, const char **word, size_t *size)
{
    const char *p = *list;
    while (*p == ' ')
        p++;
    *word = p;
    *size = strcspn(p, " ");
    *list = p + *size;
    return *size > 0;
}

struct cr_lane cr_lane_of_kit(enum cr_lane_id id)
{
    struct cr_lane lane = {
        .id = id, .kind = kit[id].kind, .midi_note = kit[id].midi_note};
    const size_t size = strcspn(kit[id].names, " ");
    memcpy(lane.name, kit[id].names, size);
    snprintf(lane.label, sizeof(lane.label), "%s", kit[id].label);
    return lane;
}

bool cr_lane_find(const char *name, size_t size, struct cr_lane *lane)
{
    for (int id = 0; id < CR_LANE_ID_COUNT; id++) {
        const char *list = kit[id].names, *word;
        size_t word_size;
        while (next_word(&list, &word, &word_size)) {
            if (cr_same_word(word, word_size, name, size)) {
                *lane = cr_lane_of_kit((enum cr_lane_id)id);
                return true;
            }
        }
    }
    return false;
}

/* Edit distance, for words of at most 8 letters. */
static int distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    int row[CR_LANE_NAME_SIZE + 8];
    for (size_t j = 0; j <= b_size; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= a_size; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= b_size; j++) {
            const int above = row[j];
            int best = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (above + 1 < best)
                best = above + 1;
            row[j] = best;
            diagonal = above;
        }
    }
    return row[b_size];
}

const char *cr_lane_nearest(const char *name, size_t size)
{
    static const char *const canonical[CR_LANE_ID_COUNT] = {
        "CC", "C2", "CH", "SP", "RD", "RB",  "HH", "CB", "TB", "CP", "",  "T1",
        "T2", "T3", "FT", "F2", "SD", "PAD", "BD", "B2", "HF", "CK", "ST"};
    const char *nearest = NULL;
    int best = size > 3 ? 3 : 2; /* this far is no longer near */
    if (size > 12)
        return NULL;
    for (int id = 0; id < CR_LANE_ID_COUNT; id++) {
        const char *list = kit[id].names, *word;
        size_t word_size;
        while (next_word(&list, &word, &word_size)) {
            const int away = distance(name, size, word, word_size);
            /* a lane that starts with the same letter is the better guess */
            const bool same = lower(word[0]) == lower(name[0]);
            const bool held = nearest && lower(nearest[0]) == lower(name[0]);
            if (away < best || (away == best && nearest && same && !held)) {
                best = away;
                nearest = canonical[id];
            }
        }
    }
    return nearest;
}

const char *cr_lane_label(const struct cr_lane *lane)
{
    return lane->hand == 'R'    ? _("Right hand")
           : lane->hand == 'L'  ? _("Left hand")
           : lane->id == CR_OWN ? lane->label
                                : _(kit[lane->id].label);
}

const char *cr_lane_word(const struct cr_lane *lane)
{
    return lane->hand == 'R'    ? _("right hand")
           : lane->hand == 'L'  ? _("left hand")
           : lane->id == CR_OWN ? lane->label
                                : _(kit[lane->id].word);
}

const char *cr_lane_glyphs(const struct cr_lane *lane)
{
    switch (lane->kind) {
    case CR_LANE_CYMBAL: return "x o X O g 1..9 b B #";
    case CR_LANE_HAT: return "x o X O g 1..9 h H p s + #";
    case CR_LANE_FOOT: return "x o X O g 1..9 p s";
    case CR_LANE_DRUM: return "x o X O g 1..9 @ f F d D r z";
    case CR_LANE_SNARE: return "x o X O g 1..9 b B @ f F d D r z";
    case CR_LANE_PERC: return "x o X O g 1..9 f F d D";
    case CR_LANE_CLICK: return "x o X O 1..9";
    case CR_LANE_STICKING: return "R L B";
    }
    return "";
}

static bool allows(const struct cr_lane *lane, char glyph)
{
    if (lane->kind == CR_LANE_STICKING)
        return false;
    if (glyph >= '1' && glyph <= '9')
        return true;
    return glyph != ' ' && glyph != '.' && glyph != '\0' &&
           strchr(cr_lane_glyphs(lane), glyph) != NULL;
}

/* The sample that a letter asks for. */
static enum cr_articulation articulation_of(const struct cr_lane *lane, char g)
{
    const bool is_hat = lane->kind == CR_LANE_HAT;
    const bool is_snare = lane->id == CR_SD;
    switch (g) {
    case 'o':
    case 'O': return is_hat ? CR_ART_OPEN : CR_ART_NORMAL;
    case 'x': return is_snare ? CR_ART_CROSS_STICK : CR_ART_NORMAL;
    case 'X': return is_snare ? CR_ART_RIM_SHOT : CR_ART_NORMAL;
    case 'h':
    case 'H': return CR_ART_HALF;
    case 'p': return CR_ART_FOOT;
    case 's': return CR_ART_SPLASH;
    case '@': return CR_ART_RIM;
    case 'b':
    case 'B': return lane->kind == CR_LANE_CYMBAL ? CR_ART_BELL : CR_ART_NORMAL;
    default: return CR_ART_NORMAL;
    }
}

static enum cr_ornament ornament_of(const struct cr_lane *lane, char g)
{
    switch (g) {
    case 'f':
    case 'F': return CR_FLAM;
    case 'd':
    case 'D': return CR_DRAG;
    case 'r': return CR_ROLL;
    case 'z': return CR_BUZZ;
    case 'b':
    case 'B': return lane->kind == CR_LANE_SNARE ? CR_BUZZ_ONE : CR_PLAIN;
    case '#': return CR_CHOKE;
    default: return CR_PLAIN;
    }
}

bool cr_lane_glyph(const struct cr_lane *lane, char glyph,
                   struct cr_glyph *meaning)
{
    if (!allows(lane, glyph))
        return false;
    *meaning = (struct cr_glyph){
        .articulation = articulation_of(lane, glyph),
        .weight = glyph == 'g'              ? CR_WEIGHT_GHOST
                  : strchr("XOHBFD", glyph) ? CR_WEIGHT_ACCENT
                                            : CR_WEIGHT_STROKE,
        .ornament = ornament_of(lane, glyph),
        .level = glyph >= '1' && glyph <= '9' ? glyph - '0' : 0,
    };
    return true;
}

bool cr_lane_is_hand(const struct cr_lane *lane)
{
    return lane->kind != CR_LANE_CLICK && lane->kind != CR_LANE_STICKING &&
           !cr_lane_is_foot(lane);
}

bool cr_lane_is_foot(const struct cr_lane *lane)
{
    return lane->kind == CR_LANE_FOOT || lane->id == CR_BD || lane->id == CR_B2;
}
