"""xscreens.py - every screen that stands still, and the way there from home and back."""
import subprocess
import time

import xkeys

keyboard = xkeys.Keyboard()
shown = {"size": (1920, 1080)}
SCREENS = [  # name, keys from home, keys back there
    ("home", [], []),
    ("help", ["F1"], ["Escape"]),
    ("library", ["g"], ["Escape"]),
    ("search", ["o", *"seven"], ["Escape", "Escape"]),
    ("empty", ["o", *"zz"], ["Escape", "Escape"]),
    ("practice", ["o", *"2+2+3", "Return"], ["Escape", "Escape", "Escape"]),
    ("how", ["o", *"2+2+3", "Return", "F4"], ["Escape", "Escape", "Escape", "Escape"]),
    ("lessons", ["l"], ["Escape"]),
    ("progress", ["p"], ["Escape"]),
    ("metronome", ["m"], ["Escape"]),
    ("calibrate", ["c"], ["Escape"]),
    ("editor", ["o", *"2+2+3", "F8", "Right", "Down"], ["Escape", "Escape", "Escape", "Escape"]),
    ("bad", ["f", "Return"], ["Escape", "Escape"]),
    ("sound", ["s"], ["Escape"]),
    ("input", ["s", "Tab"], ["Escape"]),
    ("settings", ["s", "Tab", "Tab"], ["Escape"]),
    ("screen", ["s", "Tab", "Tab", "Tab"], ["Escape"]),
]


def look():
    return xkeys.picture(keyboard.display, *shown["size"])


def settle(before=None, looks=6, patience_s=20):
    """What is shown once it is another picture than before, and stands still."""
    end = time.monotonic() + patience_s
    seen, same = look(), 0
    while time.monotonic() < end and (same < looks or seen == before):
        time.sleep(0.01)
        now = look()
        same = same + 1 if now == seen else 0
        seen = now
    return seen


def press(key):
    before = look()
    subprocess.run(["xdotool", "key", {"+": "plus"}.get(key, key)], check=True)
    return settle(before)


def start(program, **more):
    """The program, its window in the corner."""
    process = subprocess.Popen([program], stdout=subprocess.DEVNULL, **more)
    xkeys.wait_for_window("creditroll")
    window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^creditroll"],
                            capture_output=True, text=True).stdout.split()[0]
    subprocess.run(["xdotool", "windowmove", window, "0", "0", "mousemove", "10", "10"], check=True)
    settle()
    return process, window


def resize(window, width, height):
    subprocess.run(["xdotool", "windowsize", "--sync", window, str(width), str(height)])
    shown["size"] = (width, height)
    settle(looks=30)  # it is drawn a moment after it has that size
