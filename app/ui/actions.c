#include "app/ui/actions.h"

static const struct cr_action actions[] = {
    {CR_SCREEN_HOME, "Enter", "go on with the course"},
    {CR_SCREEN_HOME, "M", "metronome"},
    {CR_SCREEN_HOME, "L", "lessons"},
    {CR_SCREEN_HOME, "R", "rudiments"},
    {CR_SCREEN_HOME, "G", "grooves"},
    {CR_SCREEN_HOME, "O", "odd meters"},
    {CR_SCREEN_HOME, "F", "your own files"},
    {CR_SCREEN_HOME, "N", "a new pattern"},
    {CR_SCREEN_HOME, "P", "progress"},
    {CR_SCREEN_HOME, "C", "calibrate by taps"},
    {CR_SCREEN_HOME, "S", "settings"},
    {CR_SCREEN_HOME, "Up, Down", "choose; Enter opens"},
    {CR_SCREEN_HOME, "Esc", "quit"},

    {CR_SCREEN_LIBRARY, "any letter", "search"},
    {CR_SCREEN_LIBRARY, "Backspace", "take a letter back"},
    {CR_SCREEN_LIBRARY, "Up, Down", "choose"},
    {CR_SCREEN_LIBRARY, "PgUp, PgDn", "a page up, down"},
    {CR_SCREEN_LIBRARY, "Left, Right", "shelf"},
    {CR_SCREEN_LIBRARY, "Enter", "play"},
    {CR_SCREEN_LIBRARY, "F6", "sort by name, meter, tempo or score"},
    {CR_SCREEN_LIBRARY, "F7", "hear it"},
    {CR_SCREEN_LIBRARY, "F8", "edit; a copy, if it ships"},
    {CR_SCREEN_LIBRARY, "Esc", "clear the search, then home"},

    {CR_SCREEN_PRACTICE, "Enter", "start, stop"},
    {CR_SCREEN_PRACTICE, "Backspace", "retake from the count-in"},
    {CR_SCREEN_PRACTICE, "Esc", "finish; then leave"},
    {CR_SCREEN_PRACTICE, "Up, Down", "tempo by 1 bpm"},
    {CR_SCREEN_PRACTICE, "PgUp, PgDn", "tempo by 5 bpm"},
    {CR_SCREEN_PRACTICE, "F2", "click on, off"},
    {CR_SCREEN_PRACTICE, "Shift+F2", "the click is seen at the sides"},
    {CR_SCREEN_PRACTICE, "F3, F4, F5", "ramp, gaps, part: how you practise"},
    {CR_SCREEN_PRACTICE, "F6", "which hits are shown"},
    {CR_SCREEN_PRACTICE, "F7", "hear it"},
    {CR_SCREEN_PRACTICE, "F8", "hits true to scale, or three times as wide"},
    {CR_SCREEN_PRACTICE, "F9", "look for a lost sound device"},
    {CR_SCREEN_PRACTICE, "D, F, G, H, J, K, L, Space",
     "the drums; a row up accents, a row down ghost notes"},

    {CR_SCREEN_HOW, "Up, Down", "choose"},
    {CR_SCREEN_HOW, "Tab", "the other column"},
    {CR_SCREEN_HOW, "Left, Right", "change"},
    {CR_SCREEN_HOW, "F3, F4, F5", "to the ramp, the gaps, the part"},
    {CR_SCREEN_HOW, "Backspace", "as it is written"},
    {CR_SCREEN_HOW, "Enter", "practise so"},
    {CR_SCREEN_HOW, "Esc", "back"},

    {CR_SCREEN_RESULTS, "Enter",
     "go on: from the roll to the report, then "
     "what comes next"},
    {CR_SCREEN_RESULTS, "Backspace", "retake"},
    {CR_SCREEN_RESULTS, "Space", "hold the roll"},
    {CR_SCREEN_RESULTS, "R", "the roll again"},
    {CR_SCREEN_RESULTS, "H", "hit by hit"},
    {CR_SCREEN_RESULTS, "L", "the laboratory"},
    {CR_SCREEN_RESULTS, "P", "progress"},
    {CR_SCREEN_RESULTS, "W", "loop the worst bars"},
    {CR_SCREEN_RESULTS, "S", "save the report as a picture and as text"},
    {CR_SCREEN_RESULTS, "A", "say it aloud"},
    {CR_SCREEN_RESULTS, "V", "other windows"},
    {CR_SCREEN_RESULTS, "Left, Right", "judge as if all were 1 ms off"},
    {CR_SCREEN_RESULTS, "Up, Down", "scroll"},
    {CR_SCREEN_RESULTS, "F7", "hear the take again"},
    {CR_SCREEN_RESULTS, "F8", "hits three times as wide"},
    {CR_SCREEN_RESULTS, "Esc", "back"},

    {CR_SCREEN_LESSONS, "Up, Down", "exercise"},
    {CR_SCREEN_LESSONS, "PgUp, PgDn", "level"},
    {CR_SCREEN_LESSONS, "Home, End", "first, last"},
    {CR_SCREEN_LESSONS, "Enter", "practise"},
    {CR_SCREEN_LESSONS, "S", "a session of so many minutes"},
    {CR_SCREEN_LESSONS, "Left, Right", "minutes of the session"},
    {CR_SCREEN_LESSONS, "T", "three exercises open the level"},
    {CR_SCREEN_LESSONS, "K", "test what the keyboard tells at once"},
    {CR_SCREEN_LESSONS, "L", "left and right change places"},
    {CR_SCREEN_LESSONS, "M", "metronome"},
    {CR_SCREEN_LESSONS, "Esc", "back"},

    {CR_SCREEN_PROGRESS, "Left, Right", "range"},
    {CR_SCREEN_PROGRESS, "Up, Down", "exercise"},
    {CR_SCREEN_PROGRESS, "Esc", "back"},

    {CR_SCREEN_METRONOME, "Space, Enter", "start, stop"},
    {CR_SCREEN_METRONOME, "Up, Down", "tempo by 1 bpm"},
    {CR_SCREEN_METRONOME, "Left, Right, PgDn, PgUp", "tempo by 5 bpm"},
    {CR_SCREEN_METRONOME, "T", "tap the tempo, four times or more"},
    {CR_SCREEN_METRONOME, "D, H", "double, half tempo"},
    {CR_SCREEN_METRONOME, "B", "meter; with Shift back"},
    {CR_SCREEN_METRONOME, "A", "levels of the beats"},
    {CR_SCREEN_METRONOME, "U", "clicks under the beat"},
    {CR_SCREEN_METRONOME, "S", "swing"},
    {CR_SCREEN_METRONOME, "O", "clicks off the beat"},
    {CR_SCREEN_METRONOME, "P", "strokes against the bar"},
    {CR_SCREEN_METRONOME, "C", "a cycle across the bars"},
    {CR_SCREEN_METRONOME, "V", "a voice counts"},
    {CR_SCREEN_METRONOME, "G", "silent bars"},
    {CR_SCREEN_METRONOME, "R", "tempo steps"},
    {CR_SCREEN_METRONOME, "1 to 9", "a preset; Shift keeps it"},
    {CR_SCREEN_METRONOME, "N", "the next preset; with Shift the one before"},
    {CR_SCREEN_METRONOME, "F, J", "play along"},
    {CR_SCREEN_METRONOME, "Esc", "leave"},

    {CR_SCREEN_CALIBRATE, "any letter", "tap with the click"},
    {CR_SCREEN_CALIBRATE, "Enter", "keep what was found"},
    {CR_SCREEN_CALIBRATE, "F4", "start over"},
    {CR_SCREEN_CALIBRATE, "Esc", "leave it as it was"},

    {CR_SCREEN_EDITOR, "Up, Down, Left, Right", "move"},
    {CR_SCREEN_EDITOR, "Tab", "between the grid and the file"},
    {CR_SCREEN_EDITOR, "any glyph",
     "write it: x note, X accent, g ghost, f "
     "flam, - rest ..."},
    {CR_SCREEN_EDITOR, "Del", "a rest; in the file, a letter"},
    {CR_SCREEN_EDITOR, "Home, End", "first, last step"},
    {CR_SCREEN_EDITOR, "F5", "one more bar"},
    {CR_SCREEN_EDITOR, "F6", "one more lane"},
    {CR_SCREEN_EDITOR, "F7", "hear it; edits are heard as they come round"},
    {CR_SCREEN_EDITOR, "F8", "practise it"},
    {CR_SCREEN_EDITOR, "Ctrl+Z", "undo"},
    {CR_SCREEN_EDITOR, "Ctrl+Y", "redo"},
    {CR_SCREEN_EDITOR, "Ctrl+S", "save"},
    {CR_SCREEN_EDITOR, "Esc", "leave; asks, if it is not saved"},

    {CR_SCREEN_SETTINGS, "Tab", "next page; with Shift the one before"},
    {CR_SCREEN_SETTINGS, "Up, Down", "choose"},
    {CR_SCREEN_SETTINGS, "Left, Right", "change"},
    {CR_SCREEN_SETTINGS, "Enter", "type it; on a drum: learn its key"},
    {CR_SCREEN_SETTINGS, "Del", "as it ships"},
    {CR_SCREEN_SETTINGS, "F7", "hear the kit"},
    {CR_SCREEN_SETTINGS, "F4", "calibrate by taps"},
    {CR_SCREEN_SETTINGS, "Esc", "keep and close"},

    {CR_SCREEN_BAD_FILE, "F", "make the repair that is named, and play"},
    {CR_SCREEN_BAD_FILE, "E", "open it in the editor"},
    {CR_SCREEN_BAD_FILE, "R", "read it again"},
    {CR_SCREEN_BAD_FILE, "C", "copy the message"},
    {CR_SCREEN_BAD_FILE, "Up, Down", "the mistake before, the next one"},
    {CR_SCREEN_BAD_FILE, "Esc", "back"},

    {CR_SCREEN_HELP, "Up, Down", "scroll"},
    {CR_SCREEN_HELP, "Esc", "back"},

    {CR_SCREEN_ALL, "F1", "these keys"},
    {CR_SCREEN_ALL, "F10", "large, to be read from afar"},
    {CR_SCREEN_ALL, "F11", "full screen"},
    {CR_SCREEN_ALL, "F12", "dark, light"},
    {CR_SCREEN_ALL, "Ctrl++, Ctrl+-", "larger, smaller"},
};

const char *cr_screen_word(enum cr_screen screen)
{
    static const char *const words[CR_SCREEN_COUNT] = {
        [CR_SCREEN_ALL] = "everywhere",
        [CR_SCREEN_LIBRARY] = "library",
        [CR_SCREEN_PRACTICE] = "practice",
        [CR_SCREEN_HOW] = "how",
        [CR_SCREEN_RESULTS] = "results",
        [CR_SCREEN_LESSONS] = "lessons",
        [CR_SCREEN_PROGRESS] = "progress",
        [CR_SCREEN_METRONOME] = "metronome",
        [CR_SCREEN_CALIBRATE] = "calibrate",
        [CR_SCREEN_EDITOR] = "editor",
        [CR_SCREEN_SETTINGS] = "settings",
        [CR_SCREEN_BAD_FILE] = "bad file",
        [CR_SCREEN_HELP] = "help"};
    return words[screen];
}

const char *cr_screen_title(enum cr_screen screen)
{
    static const char *const titles[CR_SCREEN_COUNT] = {
        [CR_SCREEN_ALL] = "everywhere",
        [CR_SCREEN_HOME] = "home",
        [CR_SCREEN_LIBRARY] = "the library",
        [CR_SCREEN_PRACTICE] = "practice",
        [CR_SCREEN_HOW] = "how you practise",
        [CR_SCREEN_RESULTS] = "results",
        [CR_SCREEN_LESSONS] = "lessons",
        [CR_SCREEN_PROGRESS] = "progress",
        [CR_SCREEN_METRONOME] = "metronome",
        [CR_SCREEN_CALIBRATE] = "calibration",
        [CR_SCREEN_EDITOR] = "the editor",
        [CR_SCREEN_SETTINGS] = "settings",
        [CR_SCREEN_BAD_FILE] = "a bad file",
        [CR_SCREEN_HELP] = "help"};
    return titles[screen];
}

const struct cr_action *cr_actions(size_t *count)
{
    *count = sizeof(actions) / sizeof(actions[0]);
    return actions;
}
