#!/usr/bin/env python3
"""xactions.py PROGRAM - performs every action that `PROGRAM keys` lists, on its screen, in a
window of 1280 x 800: something must be seen of each. Prints what was not, and how many were.

Each screen is reached by keys from home, as a person reaches it. An action that leaves its
screen is followed by another way there."""
import json
import os
import subprocess
import sys
import time

import xkeys
import xscreens

program = sys.argv[1]
xscreens.shown["size"] = (1280, 800)
PATIENCE_S = 10

WAY = {
    "home": [],
    "library": ["g"],
    "practice": ["o", *"2+2+3", "Return"],
    "how": ["o", *"2+2+3", "Return", "F4"],
    "results": ["o", *"2+2+3", "Return", "Return", "j", "j", "Return"],
    "lessons": ["l"],
    "progress": ["p"],
    "metronome": ["m"],
    "calibrate": ["c"],
    "editor": ["n"],
    "settings": ["s"],
    "bad file": ["f", "Return"],
    "help": ["m", "F1"],
    "everywhere": ["g"],
}
NAMES = {"Enter": "Return", "Esc": "Escape", "Backspace": "BackSpace", "PgUp": "Prior",
         "PgDn": "Next", "Del": "Delete", "Space": "space", "any letter": "e", "any glyph": "x",
         "1 to 9": "1", "Ctrl++": "ctrl+plus", "Ctrl+-": "ctrl+minus", "+": "plus", "-": "minus"}
# what has to be there before an action shows: keys on the screen
BEFORE = {
    ("library", "Backspace"): ["e"], ("library", "Up"): ["Down"], ("library", "PgUp"): ["Next"],
    ("library", "F7"): [],
    ("practice", "Backspace"): [], ("practice", "Enter"): [],
    ("lessons", "Up"): ["Down"], ("lessons", "PgUp"): ["Next"], ("lessons", "Home"): ["Down"],
    ("how", "F4"): ["F3"], ("how", "Left"): ["Right"], ("calibrate", "F4"): ["f", "f"], ("how", "Backspace"): ["Right"],
    ("results", "Up"): ["h", "Down"], ("results", "Down"): ["h"], ("results", "F8"): ["h"],
    ("results", "Esc"): ["h"], ("results", "R"): [],
    ("progress", "Left"): ["Right"], ("progress", "Up"): ["Down"], ("progress", "PgUp"): ["Next"],
    ("metronome", "H"): [], ("metronome", "1 to 9"): [],
    ("editor", "Ctrl+Z"): ["x"], ("editor", "Ctrl+Y"): ["x", "ctrl+z"], ("editor", "Left"): ["Right"],
    ("editor", "Home"): ["Right"], ("editor", "Up"): ["Down"], ("editor", "Del"): ["x", "Left"],
    ("editor", "Ctrl+S"): ["x"],
    ("settings", "Left"): ["Tab", "Tab", "Tab"], ("settings", "Right"): ["Tab", "Tab", "Tab"],
    ("settings", "Del"): ["Tab", "Tab", "Tab", "Right"],
    ("help", "Up"): ["Down"], ("calibrate", "Up"): ["Down"],
}
# all has room in a wide window
NARROW = [("progress", "PgUp"), ("progress", "PgDn"), ("calibrate", "Up"), ("calibrate", "Down")]
# seen only where something else is as well: tested there
ELSEWHERE = {
    ("practice", "F9"): "test_servers: a device that is lost",
    ("practice", "D"): "not a drum of that pattern", ("practice", "G"): "the same",
    ("practice", "H"): "the same", ("practice", "K"): "the same", ("practice", "L"): "the same",
    ("practice", "F"): "a drum is seen while it plays: test_window",
    ("practice", "J"): "the same", ("practice", "Space"): "the same",
    ("results", "Space"): "holds the roll: test_window", ("results", "W"): "test_window",
    ("results", "R"): "the take is too short to roll: test_window",
    ("results", "Up"): "one page of bars", ("results", "Down"): "the same",
    ("results", "A"): "is heard: test_servers", ("results", "F7"): "test_window",
    ("results", "V"): "no hit changes", ("results", "L"): "test_window",
    ("progress", "Up"): "one exercise", ("progress", "Down"): "the same",
    ("metronome", "T"): "four taps: test_window", ("metronome", "F"): "test_window",
    ("metronome", "J"): "the same",
    ("calibrate", "any letter"): "test_window", ("calibrate", "Enter"): "at its end: test_window",
    ("bad file", "Up"): "one mistake", ("bad file", "Down"): "the same",
    ("settings", "F7"): "is heard", ("help", "Up"): "all keys have room", ("help", "Down"): "the same",
    ("everywhere", "F11"): "there is no window manager: a window is as large as it is",
}
running = None


def settle():
    """What is shown once it has stood still for a moment, or a playhead moves on."""
    return xscreens.settle(looks=3, patience_s=1)


def press(key):
    subprocess.run(["xdotool", "key", key], check=True)


def press_and_see(key):
    """True if something else is shown then."""
    before = settle()
    press(key)
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if running.poll() is not None or xscreens.look() != before:
            return True
        time.sleep(0.02)
    return False


def stop():
    if running and running.poll() is None:
        running.kill()
        running.wait()


def resize(width, height):
    subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^creditroll",
                    "windowsize", "--sync", str(width), str(height)], check=True)
    settle()


def reach(screen):
    global running
    stop()
    with open(os.path.join(os.environ["XDG_DATA_HOME"], "creditroll/patterns/broken.beat"), "w") as file:
        file.write("beat 1\nHH |x-x-x-x-|\nSD |--o---o|\n")
    running = subprocess.Popen([program], stdout=subprocess.DEVNULL)
    xkeys.wait_for_window("creditroll")
    settle()
    for key in WAY[screen]:
        if not press_and_see(NAMES.get(key, key)):
            raise SystemExit(f"{screen} cannot be reached: {key} does nothing")


def keys_of(text):
    for key in text.split(", "):
        yield key


actions = json.loads(subprocess.run([program, "keys", "--format", "json"], check=True,
                                    capture_output=True, text=True).stdout)["actions"]
performed, unseen, screen = 0, [], None
leaves = {"Enter", "Esc", "F8", "F7", "M", "L", "R", "G", "O", "F", "N", "P", "C", "S", "T", "K", "E",
          "Backspace", "F4", "F1", "Tab", "H", "Space", "F3", "F5"}
for action in actions:
    for key in keys_of(action["keys"]):
        at = (action["screen"], key)
        if at in ELSEWHERE:
            continue
        if screen != action["screen"]:
            screen = action["screen"]
            reach(screen)
        if at in NARROW:
            resize(800, 600)
        for first in BEFORE.get(at, []):
            press_and_see(first)
        name = NAMES.get(key, key)
        if "+" in name and not name.startswith("ctrl+"):
            modifier, own = name.split("+")
            name = f"{modifier.lower()}+{own if own[0] == 'F' else own.lower()}"
        elif len(name) == 1:
            name = name.lower()
        elif name.startswith("Ctrl+"):
            name = "ctrl+" + name[5:].lower()
        if press_and_see(name):
            performed += 1
        else:
            unseen.append(f"{at[0]}: {key} ({action['does']})")
        if running.poll() not in (None, 0):
            raise SystemExit(f"{at[0]}: {key} ended the program with {running.poll()}")
        if at in NARROW:
            resize(1280, 800)
        if key in leaves or running.poll() is not None or at in BEFORE:
            screen = None
stop()
for line in unseen:
    print("nothing is seen of", line)
print(f"{performed} actions performed")
sys.exit(1 if unseen or performed < 100 else 0)
