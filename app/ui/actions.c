#include "app/ui/actions.h"

#include "patterns/words.h"

static const struct cr_action actions[] = {
    {CR_SCREEN_HOME, "Enter", N_("go on with the course")},
    {CR_SCREEN_HOME, "M", N_("metronome")},
    {CR_SCREEN_HOME, "L", N_("lessons")},
    {CR_SCREEN_HOME, "R", N_("rudiments")},
    {CR_SCREEN_HOME, "G", N_("grooves")},
    {CR_SCREEN_HOME, "O", N_("odd meters")},
    {CR_SCREEN_HOME, "F", N_("your own files")},
    {CR_SCREEN_HOME, "N", N_("a new pattern")},
    {CR_SCREEN_HOME, "P", N_("progress")},
    {CR_SCREEN_HOME, "C", N_("calibrate by taps")},
    {CR_SCREEN_HOME, "S", N_("settings")},
    {CR_SCREEN_HOME, "Up, Down", N_("choose; Enter opens")},
    {CR_SCREEN_HOME, "Esc", N_("quit")},

    {CR_SCREEN_LIBRARY, "any letter", N_("search")},
    {CR_SCREEN_LIBRARY, "Backspace", N_("take a letter back")},
    {CR_SCREEN_LIBRARY, "Up, Down", N_("choose")},
    {CR_SCREEN_LIBRARY, "PgUp, PgDn", N_("a page up, down")},
    {CR_SCREEN_LIBRARY, "Left, Right", N_("shelf")},
    {CR_SCREEN_LIBRARY, "Enter", N_("play")},
    {CR_SCREEN_LIBRARY, "F6", N_("sort by name, meter, tempo or score")},
    {CR_SCREEN_LIBRARY, "F7", N_("hear it")},
    {CR_SCREEN_LIBRARY, "F8", N_("edit; a copy, if it ships")},
    {CR_SCREEN_LIBRARY, "Esc", N_("clear the search, then home")},

    {CR_SCREEN_PRACTICE, "Enter", N_("start, stop")},
    {CR_SCREEN_PRACTICE, "Backspace", N_("retake from the count-in")},
    {CR_SCREEN_PRACTICE, "Esc", N_("finish; then leave")},
    {CR_SCREEN_PRACTICE, "Up, Down", N_("tempo by 1 bpm")},
    {CR_SCREEN_PRACTICE, "PgUp, PgDn", N_("tempo by 5 bpm")},
    {CR_SCREEN_PRACTICE, "F2", N_("click on, off")},
    {CR_SCREEN_PRACTICE, "Shift+F2", N_("the click is seen at the sides")},
    {CR_SCREEN_PRACTICE, "F3, F4, F5",
     N_("ramp, gaps, part: how you practise")},
    {CR_SCREEN_PRACTICE, "F6", N_("which hits are shown")},
    {CR_SCREEN_PRACTICE, "F7", N_("hear it")},
    {CR_SCREEN_PRACTICE, "F8",
     N_("hits true to scale, or three times as wide")},
    {CR_SCREEN_PRACTICE, "F9", N_("look for a lost sound device")},
    {CR_SCREEN_PRACTICE, "D, F, G, H, J, K, L, Space",
     N_("the drums; a row up accents, a row down ghost notes")},

    {CR_SCREEN_HOW, "Up, Down", N_("choose")},
    {CR_SCREEN_HOW, "Tab", N_("the other column")},
    {CR_SCREEN_HOW, "Left, Right", N_("change")},
    {CR_SCREEN_HOW, "F3, F4, F5", N_("to the ramp, the gaps, the part")},
    {CR_SCREEN_HOW, "Backspace", N_("as it is written")},
    {CR_SCREEN_HOW, "Enter", N_("practise so")},
    {CR_SCREEN_HOW, "Esc", N_("back")},

    {CR_SCREEN_RESULTS, "Enter",
     N_("go on: from the roll to the report, then "
        "what comes next")},
    {CR_SCREEN_RESULTS, "Backspace", N_("retake")},
    {CR_SCREEN_RESULTS, "Space", N_("hold the roll")},
    {CR_SCREEN_RESULTS, "R", N_("the roll again")},
    {CR_SCREEN_RESULTS, "H", N_("hit by hit")},
    {CR_SCREEN_RESULTS, "L", N_("the laboratory")},
    {CR_SCREEN_RESULTS, "P", N_("progress")},
    {CR_SCREEN_RESULTS, "W", N_("loop the worst bars")},
    {CR_SCREEN_RESULTS, "S", N_("save the report as a picture and as text")},
    {CR_SCREEN_RESULTS, "A", N_("say it aloud")},
    {CR_SCREEN_RESULTS, "V", N_("other windows")},
    {CR_SCREEN_RESULTS, "Left, Right", N_("judge as if all were 1 ms off")},
    {CR_SCREEN_RESULTS, "Up, Down", N_("scroll")},
    {CR_SCREEN_RESULTS, "F7", N_("hear the take again")},
    {CR_SCREEN_RESULTS, "F8", N_("hits three times as wide")},
    {CR_SCREEN_RESULTS, "Esc", N_("back")},

    {CR_SCREEN_LESSONS, "Up, Down", N_("exercise")},
    {CR_SCREEN_LESSONS, "PgUp, PgDn", N_("level")},
    {CR_SCREEN_LESSONS, "Home, End", N_("first, last")},
    {CR_SCREEN_LESSONS, "Enter", N_("practise")},
    {CR_SCREEN_LESSONS, "S", N_("a session of so many minutes")},
    {CR_SCREEN_LESSONS, "Left, Right", N_("minutes of the session")},
    {CR_SCREEN_LESSONS, "T", N_("three exercises open the level")},
    {CR_SCREEN_LESSONS, "K", N_("test what the keyboard tells at once")},
    {CR_SCREEN_LESSONS, "L", N_("left and right change places")},
    {CR_SCREEN_LESSONS, "M", N_("metronome")},
    {CR_SCREEN_LESSONS, "Esc", N_("back")},

    {CR_SCREEN_PROGRESS, "Left, Right", N_("range")},
    {CR_SCREEN_PROGRESS, "Up, Down", N_("exercise")},
    {CR_SCREEN_PROGRESS, "PgUp, PgDn", N_("scroll")},
    {CR_SCREEN_PROGRESS, "Esc", N_("back")},

    {CR_SCREEN_METRONOME, "Space, Enter", N_("start, stop")},
    {CR_SCREEN_METRONOME, "Up, Down", N_("tempo by 1 bpm")},
    {CR_SCREEN_METRONOME, "Left, Right, PgDn, PgUp", N_("tempo by 5 bpm")},
    {CR_SCREEN_METRONOME, "T", N_("tap the tempo, four times or more")},
    {CR_SCREEN_METRONOME, "D, H", N_("double, half tempo")},
    {CR_SCREEN_METRONOME, "B", N_("meter; with Shift back")},
    {CR_SCREEN_METRONOME, "A", N_("levels of the beats")},
    {CR_SCREEN_METRONOME, "U", N_("clicks under the beat")},
    {CR_SCREEN_METRONOME, "S", N_("swing")},
    {CR_SCREEN_METRONOME, "O", N_("clicks off the beat")},
    {CR_SCREEN_METRONOME, "P", N_("strokes against the bar")},
    {CR_SCREEN_METRONOME, "C", N_("a cycle across the bars")},
    {CR_SCREEN_METRONOME, "V", N_("a voice counts")},
    {CR_SCREEN_METRONOME, "G", N_("silent bars")},
    {CR_SCREEN_METRONOME, "R", N_("tempo steps")},
    {CR_SCREEN_METRONOME, "1 to 9", N_("a preset; Shift keeps it")},
    {CR_SCREEN_METRONOME, "N",
     N_("the next preset; with Shift the one before")},
    {CR_SCREEN_METRONOME, "F, J", N_("play along")},
    {CR_SCREEN_METRONOME, "Esc", N_("leave")},

    {CR_SCREEN_CALIBRATE, "any letter", N_("tap with the click")},
    {CR_SCREEN_CALIBRATE, "Enter", N_("keep what was found")},
    {CR_SCREEN_CALIBRATE, "F4", N_("start over")},
    {CR_SCREEN_CALIBRATE, "Up, Down", N_("scroll")},
    {CR_SCREEN_CALIBRATE, "Esc", N_("leave it as it was")},

    {CR_SCREEN_EDITOR, "Up, Down, Left, Right", N_("move")},
    {CR_SCREEN_EDITOR, "Tab", N_("between the grid and the file")},
    {CR_SCREEN_EDITOR, "any glyph",
     N_("write it: x note, X accent, g ghost, f "
        "flam, - rest ...")},
    {CR_SCREEN_EDITOR, "Del", N_("a rest; in the file, a letter")},
    {CR_SCREEN_EDITOR, "Home, End", N_("first, last step")},
    {CR_SCREEN_EDITOR, "F5", N_("one more bar")},
    {CR_SCREEN_EDITOR, "F6", N_("one more lane")},
    {CR_SCREEN_EDITOR, "F7", N_("hear it; edits are heard as they come round")},
    {CR_SCREEN_EDITOR, "F8", N_("practise it")},
    {CR_SCREEN_EDITOR, "Ctrl+Z", N_("undo")},
    {CR_SCREEN_EDITOR, "Ctrl+Y", N_("redo")},
    {CR_SCREEN_EDITOR, "Ctrl+S", N_("save")},
    {CR_SCREEN_EDITOR, "Esc", N_("leave; asks, if it is not saved")},

    {CR_SCREEN_SETTINGS, "Tab", N_("next page; with Shift the one before")},
    {CR_SCREEN_SETTINGS, "Up, Down", N_("choose")},
    {CR_SCREEN_SETTINGS, "Left, Right", N_("change")},
    {CR_SCREEN_SETTINGS, "Enter", N_("type it; on a drum: learn its key")},
    {CR_SCREEN_SETTINGS, "Del", N_("as it ships")},
    {CR_SCREEN_SETTINGS, "F7", N_("hear the kit")},
    {CR_SCREEN_SETTINGS, "F4", N_("calibrate by taps")},
    {CR_SCREEN_SETTINGS, "Esc", N_("keep and close")},

    {CR_SCREEN_BAD_FILE, "F", N_("make the repair that is named, and play")},
    {CR_SCREEN_BAD_FILE, "E", N_("open it in the editor")},
    {CR_SCREEN_BAD_FILE, "R", N_("read it again")},
    {CR_SCREEN_BAD_FILE, "C", N_("copy the message")},
    {CR_SCREEN_BAD_FILE, "Up, Down", N_("the mistake before, the next one")},
    {CR_SCREEN_BAD_FILE, "Esc", N_("back")},

    {CR_SCREEN_HELP, "Up, Down", N_("scroll")},
    {CR_SCREEN_HELP, "Esc", N_("back")},

    {CR_SCREEN_ALL, "F1", N_("these keys")},
    {CR_SCREEN_ALL, "F10", N_("large, to be read from afar")},
    {CR_SCREEN_ALL, "F11", N_("full screen")},
    {CR_SCREEN_ALL, "F12", N_("dark, light")},
    {CR_SCREEN_ALL, "Ctrl++, Ctrl+-", N_("larger, smaller")},
};

const char *cr_screen_word(enum cr_screen screen)
{
    static const char *const words[CR_SCREEN_COUNT] = {
        [CR_SCREEN_ALL] = N_("everywhere"),
        [CR_SCREEN_LIBRARY] = N_("library"),
        [CR_SCREEN_PRACTICE] = N_("practice"),
        [CR_SCREEN_HOW] = N_("how"),
        [CR_SCREEN_RESULTS] = N_("results"),
        [CR_SCREEN_LESSONS] = N_("lessons"),
        [CR_SCREEN_PROGRESS] = N_("progress"),
        [CR_SCREEN_METRONOME] = N_("metronome"),
        [CR_SCREEN_CALIBRATE] = N_("calibrate"),
        [CR_SCREEN_EDITOR] = N_("editor"),
        [CR_SCREEN_SETTINGS] = N_("settings"),
        [CR_SCREEN_BAD_FILE] = N_("bad file"),
        [CR_SCREEN_HELP] = N_("help")};
    return words[screen];
}

const char *cr_screen_title(enum cr_screen screen)
{
    static const char *const titles[CR_SCREEN_COUNT] = {
        [CR_SCREEN_ALL] = N_("everywhere"),
        [CR_SCREEN_HOME] = N_("home"),
        [CR_SCREEN_LIBRARY] = N_("the library"),
        [CR_SCREEN_PRACTICE] = N_("practice"),
        [CR_SCREEN_HOW] = N_("how you practise"),
        [CR_SCREEN_RESULTS] = N_("results"),
        [CR_SCREEN_LESSONS] = N_("lessons"),
        [CR_SCREEN_PROGRESS] = N_("progress"),
        [CR_SCREEN_METRONOME] = N_("metronome"),
        [CR_SCREEN_CALIBRATE] = N_("calibration"),
        [CR_SCREEN_EDITOR] = N_("the editor"),
        [CR_SCREEN_SETTINGS] = N_("settings"),
        [CR_SCREEN_BAD_FILE] = N_("a bad file"),
        [CR_SCREEN_HELP] = N_("help")};
    return titles[screen];
}

const struct cr_action *cr_actions(size_t *count)
{
    *count = sizeof(actions) / sizeof(actions[0]);
    return actions;
}
