#!/usr/bin/env python3
"""strike_after.py MS COUNT WINDOW - reads times on the monotonic clock, in seconds,
one line each, and presses j in the window that long after each, with real X key
events. Prints how long it was, in ms, half of them longer: some machines wake late."""
import statistics
import sys
import time

import xkeys

delay, count = float(sys.argv[1]) / 1000, int(sys.argv[2])
xkeys.wait_for_window(sys.argv[3])
keyboard = xkeys.Keyboard()
keyboard.code("j")
took = []
while count:
    at = float(sys.stdin.readline()) + delay
    if at < time.monotonic():  # it waited in the pipe
        continue
    xkeys.wait_until(at)
    took.append(1e3 * (time.monotonic() - at + delay))
    keyboard.stroke("j", True)
    xkeys.wait_until(at + 0.03)
    keyboard.stroke("j", False)
    count -= 1
print(statistics.median(took))
