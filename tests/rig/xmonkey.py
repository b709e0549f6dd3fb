#!/usr/bin/env python3
"""xmonkey.py PROGRAM COUNT [SEED] - a monkey at the window: COUNT keys, chords, clicks and new
sizes by chance, as fast as the program takes them. The program may be left, and is opened
again then; whatever else ends it is a fault. Prints what was done last before that."""
import ctypes
import random
import subprocess
import sys
import time

import xkeys

program, count = sys.argv[1], int(sys.argv[2])
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
chance = random.Random(seed)
keyboard = xkeys.Keyboard()
x11, xtst, display = xkeys.x11, xkeys.xtst, keyboard.display
PLAIN = ["Up", "Down", "Left", "Right", "Return", "Tab", "space", "BackSpace", "Delete", "Prior",
         "Next", "Home", "End", *[f"F{n}" for n in range(1, 11)], "F12",
         *"abcdefghijklmnopqrstuvwxyz", *"0123456789", "minus", "period"]
# one press in so many goes up and away, so that screens are seen
CHORDS = [("Control_L", "z"), ("Control_L", "y"), ("Control_L", "s"), ("Control_L", "plus"),
          ("Control_L", "minus"), ("Shift_L", "Tab"), ("Shift_L", "F2"), ("Shift_L", "F5"),
          ("Shift_L", "F6"), ("Shift_L", "x"), ("Shift_L", "b"), ("Shift_L", "3")]
last = []


def settle():
    """Waits until the server has everything."""
    x11.XSync(display, 0)


def chord(modifier, key):
    keyboard.stroke(modifier, True)
    keyboard.tap(key)
    keyboard.stroke(modifier, False)


def click():
    x, y = chance.randrange(1280), chance.randrange(800)
    xtst.XTestFakeMotionEvent(display, -1, x, y, ctypes.c_ulong(0))
    for is_down in (1, 0):
        xtst.XTestFakeButtonEvent(display, chance.choice([1, 1, 1, 2, 3, 4, 5]), is_down,
                                  ctypes.c_ulong(0))
    x11.XFlush(display)
    return f"click {x},{y}"


def resize():
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^creditroll"],
                           capture_output=True, text=True).stdout.split()
    size = chance.choice([(800, 600), (1280, 800), (1000, 750), (1100, 700), (1200, 640)])
    if found:
        subprocess.run(["xdotool", "windowsize", found[0], str(size[0]), str(size[1])])
    return f"size {size}"


def do_one():
    at = chance.random()
    if at < 0.04:
        keyboard.tap("Escape")
        return "Escape"
    if at < 0.08:
        pair = chance.choice(CHORDS)
        chord(*pair)
        return "+".join(pair)
    if at < 0.14:
        return click()
    if at < 0.141:
        return resize()
    key = chance.choice(PLAIN)
    keyboard.tap(key)
    return key


def open_program():
    process = subprocess.Popen([program], stdout=subprocess.DEVNULL)
    xkeys.wait_for_window("creditroll.*")
    # wherever the mouse is, keys go there
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^creditroll"],
                           capture_output=True, text=True).stdout.split()
    subprocess.run(["xdotool", "windowfocus", found[0]])
    return process


def check(process):
    code = process.poll()
    if code not in (None, 0):
        print(f"seed {seed}: it ended with {code} behind", " ".join(last[-60:]))
        sys.exit(1)
    return code is None


running, opened = open_program(), 1
for n in range(count):
    last.append(do_one())
    del last[:-100]
    if n % 25 == 0:
        # as fast as it takes them, and no faster: what waits is not done
        settle()
        time.sleep(0.05)
        if not check(running):
            running, opened = open_program(), opened + 1
end = time.monotonic() + 60
for _ in range(40):
    if running.poll() is None and time.monotonic() < end:
        keyboard.tap("Escape")
        settle()
        time.sleep(0.1)
if running.poll() is None:
    running.terminate()
    try:
        running.wait(20)
    except subprocess.TimeoutExpired:
        print(f"seed {seed}: it does not answer behind", " ".join(last[-60:]))
        running.kill()
        sys.exit(1)
if running.returncode not in (0, -15):
    check(running)
print(f"{count} events, opened {opened} times")
