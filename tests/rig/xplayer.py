#!/usr/bin/env python3
"""xplayer.py KEYS EVENTS LEAD [SEED] - plays a pattern with real X key events.

KEYS    lane=key,... such as HH=j,SD=f,BD=space
EVENTS  what `creditroll events` prints as CSV
LEAD    seconds from the Enter key to the first bar's first beat

Presses Enter, then every note's key at its time, give or take 8 ms (seeded).
Prints how many keys it pressed. Needs no more than the X libraries that xdotool
brings along."""
import csv
import ctypes
import random
import sys
import time

x11 = ctypes.CDLL("libX11.so.6")
xtst = ctypes.CDLL("libXtst.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XStringToKeysym.restype = ctypes.c_ulong
x11.XKeysymToKeycode.restype = ctypes.c_ubyte
display = ctypes.c_void_p(x11.XOpenDisplay(None))
if not display.value:
    sys.exit("no X server")


def keycode(name):
    return x11.XKeysymToKeycode(display, ctypes.c_ulong(x11.XStringToKeysym(name.encode())))


def stroke(code, is_down):
    xtst.XTestFakeKeyEvent(display, code, is_down, ctypes.c_ulong(0))
    x11.XFlush(display)


def wait_until(moment):
    while (left := moment - time.monotonic()) > 0:
        time.sleep(min(left, 0.05))


keys = dict(pair.split("=") for pair in sys.argv[1].split(","))
codes = {lane: keycode(key) for lane, key in keys.items()}
chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
todo = []
with open(sys.argv[2]) as f:
    for row in csv.DictReader(f):
        if row["kind"] != "note":
            continue
        at = float(row["time_s"]) + chance.gauss(0, 0.008)
        todo += [(at, codes[row["lane"]], True), (at + 0.03, codes[row["lane"]], False)]
enter = keycode("Return")
start = time.monotonic() + float(sys.argv[3])
stroke(enter, True)
stroke(enter, False)
for at, code, is_down in sorted(todo):
    wait_until(start + at)
    stroke(code, is_down)
print(len(todo) // 2)
