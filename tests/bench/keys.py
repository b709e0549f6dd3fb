#!/usr/bin/env python3
"""keys.py PROGRAM PATTERN [COUNT] [SEED] - how exact a key press is, from the X
server to its place in the song: presses keys through XTEST at known times while
the practice screen plays at 60 frames a second, and compares with what was kept.

Prints, in ms and with the median taken off: half of the presses, 99 %, and the
worst; and the p of a Kolmogorov-Smirnov test that the stamps' phases in a frame
are as even as those of the presses were (a small p: steps of a frame)."""
import csv
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "rig"))
arguments = sys.argv[1:]
import xkeys  # noqa: E402

FRAME_S = 1 / 60
program, pattern = arguments[:2]
count = int(arguments[2]) if len(arguments) > 2 else 500
chance = random.Random(int(arguments[3]) if len(arguments) > 3 else 1)
kept = os.path.join(tempfile.mkdtemp(), "hits.csv")
window = subprocess.Popen(
    [program, "practice", pattern, "--loops", "900", "--device", "none", "--save-hits", kept],
    stdout=subprocess.DEVNULL,
)
xkeys.wait_for_window("creditroll")
keyboard = xkeys.Keyboard()
keyboard.tap("Return")
moment = time.monotonic() + 4
pressed = []
for i in range(count):
    moment += chance.uniform(0.025, 0.110)
    xkeys.wait_until(moment)
    pressed.append(time.monotonic())
    keyboard.stroke(("f", "j", "space")[i % 3], True)
    xkeys.wait_until(moment + 0.012)
    keyboard.stroke(("f", "j", "space")[i % 3], False)
keyboard.tap("Return")
time.sleep(0.5)
keyboard.tap("Escape")
window.wait()
with open(kept) as f:
    stamps = [float(row["time_s"]) for row in csv.DictReader(f)]
if len(stamps) != count:
    sys.exit(f"{count} keys were pressed, {len(stamps)} kept")
errors = [(s - p) * 1000 for s, p in zip(stamps, pressed)]
middle = statistics.median(errors)
sizes = sorted(abs(e - middle) for e in errors)
phases = sorted(s % FRAME_S / FRAME_S for s in stamps)
d = max(max((i + 1) / count - p, p - i / count) for i, p in enumerate(phases))
x = (math.sqrt(count) + 0.12 + 0.11 / math.sqrt(count)) * d
p = 2 * sum((-1) ** (k - 1) * math.exp(-2 * k * k * x * x) for k in range(1, 101))
print(
    f"{count:6d} {sizes[count // 2]:8.3f} {sizes[count * 99 // 100]:8.3f} "
    f"{sizes[-1]:8.3f} {min(1, max(0, p)):8.3f}"
)
