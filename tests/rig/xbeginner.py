#!/usr/bin/env python3
"""xbeginner.py SEED - somebody who never drummed, at a window of 1280 x 800: reads what the
window says, sees the line that moves, and presses keys where it meets a beat.

It reads for 0.8 to 1.6 s before it does what is asked, is off by a normal error of 45 ms
around 20 ms early, and leaves out one note in twenty. Presses Enter at the end. Prints
how long after its own start each thing was read."""
import ctypes
import random
import subprocess
import sys
import time

import xkeys

ROW, WIDTH, BAR_S, BEAT = 245, 1280, 3.0, 217.5
STAGES = [
    # what is read, keys beat by beat, where the first beat stands
    ("Press any key on the click", ["f", "f", "f", "f"], 354.5),
    ("Now two keys, in turn", ["f", "j", "f", "j"], 354.5),
    ("Space is your foot: 1 and 3", ["space", None, "space", None], 354.5),
    ("Foot 1 and 3, left hand 2 and 4", ["space", "j", "space", "j"], 301.0),
]
END = "You are playing a beat"

began = time.monotonic()
chance = random.Random(int(sys.argv[1]))
keyboard = xkeys.Keyboard()
xkeys.x11.XGetImage.restype = ctypes.POINTER(xkeys.Image)


def read_title():
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^creditroll: "],
                           capture_output=True, text=True).stdout.split()
    if not found:
        return ""
    name = subprocess.run(["xdotool", "getwindowname", found[0]], capture_output=True, text=True)
    return name.stdout.strip().removeprefix("creditroll: ")


def find_line():
    """Where the moving line is, and when that was seen; None: nowhere."""
    image = xkeys.x11.XGetImage(keyboard.display, ctypes.c_ulong(
        xkeys.x11.XDefaultRootWindow(keyboard.display)), 0, ROW, WIDTH, 1,
        ctypes.c_ulong(0xFFFFFFFF), 2).contents
    row = ctypes.string_at(image.data, image.bytes_per_line)
    xkeys.x11.XFree(ctypes.c_void_p(image.data))
    lit = [x for x in range(WIDTH) if row[4 * x:4 * x + 3] == b"\xe9\xf2\xf6"]
    if len(lit) != 3 or lit[2] - lit[0] != 2:
        return None
    return lit[1], time.monotonic()


done = -1.0  # the last beat that was thought of, in beats of the monotonic clock
stage, ready, looked = None, 0.0, 0.0
while True:
    now = time.monotonic()
    if now - looked > 0.15:
        looked = now
        title = read_title()
        if title == END:
            break
        found = [s for s in STAGES if s[0] == title]
        if found and found[0] is not stage:
            stage, ready = found[0], now + chance.uniform(0.8, 1.6)
            print(f"{now - began:.2f} {title}", flush=True)
    seen = find_line() if stage and now > ready else None
    if not seen:
        time.sleep(0.01)
        continue
    beat = (seen[0] - stage[2]) / BEAT
    coming = int(beat + 0.5) + (1 if beat + 0.35 > int(beat + 0.5) else 0)
    at = seen[1] + (coming - beat) * BAR_S / 4 + chance.gauss(-0.02, 0.045)
    if at - done < 0.4:
        time.sleep(0.01)
        continue
    done = at
    key = stage[1][coming % 4]
    if not key or chance.random() < 0.05:
        continue
    xkeys.wait_until(at)
    keyboard.stroke(key, True)
    xkeys.wait_until(at + 0.06)
    keyboard.stroke(key, False)
print(f"{time.monotonic() - began:.2f} {END}", flush=True)
time.sleep(1)
keyboard.tap("Return")
