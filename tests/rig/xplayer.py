#!/usr/bin/env python3
"""xplayer.py KEYS EVENTS LEAD [SEED [START [PRESSED]]] - plays a pattern with real
X key events.

KEYS    lane=key,... such as HH=j,SD=f,BD=space
EVENTS  what `creditroll events` prints as CSV
LEAD    seconds from the start key to the first bar's first beat
START   the key that starts it (Return)
PRESSED gets each press: its lane and CLOCK_MONOTONIC in seconds

Presses that, then every note's key at its time, give or take 8 ms (seeded).
Prints how many keys it pressed."""
import csv
import random
import sys
import time

import xkeys

keys = dict(pair.split("=") for pair in sys.argv[1].split(","))
keyboard = xkeys.Keyboard()
chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
todo = []
with open(sys.argv[2]) as f:
    for row in csv.DictReader(f):
        if row["kind"] != "note":
            continue
        at = float(row["time_s"]) + chance.gauss(0, 0.008)
        todo += [(at, row["lane"], True), (at + 0.03, row["lane"], False)]
pressed = []
start = time.monotonic() + float(sys.argv[3])
keyboard.tap(sys.argv[5] if len(sys.argv) > 5 else "Return")
for at, lane, is_down in sorted(todo):
    xkeys.wait_until(start + at)
    if is_down:
        pressed.append(f"{lane},{time.monotonic():.6f}\n")
    keyboard.stroke(keys[lane], is_down)
if len(sys.argv) > 6:
    open(sys.argv[6], "w").writelines(pressed)
print(len(todo) // 2)
