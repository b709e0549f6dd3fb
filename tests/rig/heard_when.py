#!/usr/bin/env python3
"""heard_when.py RAW WAV TIMES HEARD [MOST [arrivals]] - compares when each note was heard by
the program's clock with when the server's clock says that it was recorded.

RAW     what jack_record recorded, WAV what `render --countin` gives
TIMES   the server's time of each period, from jack_record
HEARD   what `practice --save-heard` wrote
MOST    ms: a larger standard deviation is a failure; but if the server's own times
        are a fourth as far off their line, it may be the machine's: exit code 4
arrivals   TIMES says when parts came, from pulse_record: never too early. A line
        is laid through the earliest of each half second; if that is rough, there
        is nothing to compare with: exit code 4

The two differ by a constant, which calibration is for; what is printed is how
much they differ beyond that."""
import array
import bisect
import sys
import wave


def first_sound(samples, least):
    return next(i for i, s in enumerate(samples) if abs(s) >= least) // 2


def off_line(points):
    """The line through points: its slope, its values for them, and how far they are off it
    (SD)."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    rests = [y - mean_y - (x - mean_x) * slope for x, y in points]
    return slope, lambda x: mean_y + (x - mean_x) * slope, (sum(r * r for r in rests) / len(rests)) ** 0.5


played = array.array("f", open(sys.argv[1], "rb").read())
with wave.open(sys.argv[2]) as f:
    rendered = array.array("h", f.readframes(f.getnframes()))
    rate = f.getframerate()
shift = first_sound(played, 0.5 / 32768) - first_sound(rendered, 1)
periods = [tuple(map(int, line.split())) for line in open(sys.argv[3])]
heard = [int(line.split(",")[0]) + shift for line in open(sys.argv[4])]
points = [(frame, ns - frame * 1e9 / rate) for frame, ns in periods if heard[0] <= frame <= heard[-1]]
if len(sys.argv) > 6:
    earliest = {}
    for frame, late in points:
        part = frame // (rate // 2)
        if part not in earliest or late < earliest[part][1]:
            earliest[part] = (frame, late)
    points = list(earliest.values())
slope, line, rough = off_line(points)
rough /= 1e6
print(f"the server's clock differs by {slope * rate / 1e3:.0f} ppm; its times are {rough:.4f} ms (SD) off their line")
if len(sys.argv) > 6:
    if rough > 0.15:
        sys.exit(4)
    periods = [(x, line(x) + x * 1e9 / rate) for x, _ in periods]
starts = [p[0] for p in periods]
differences = []
for line in open(sys.argv[4]):
    frame, heard_ns = map(int, line.split(","))
    at = frame + shift
    i = bisect.bisect_right(starts, at) - 1
    if 0 <= i < len(starts) - 1:
        recorded_ns = periods[i][1] + (at - starts[i]) * 1e9 / rate
        differences.append((recorded_ns - heard_ns) / 1e6)
# the clock narrows its bandwidth over the first two seconds
differences = differences[len(differences) // 5 :]
middle = sorted(differences)[len(differences) // 2]
spread = (sum((d - middle) ** 2 for d in differences) / len(differences)) ** 0.5
worst = max(abs(d - middle) for d in differences)
print(f"{len(differences)} notes: recorded {middle:.3f} ms after they were predicted, SD {spread:.4f} ms, worst {worst:.4f} ms")
if len(sys.argv) > 5 and spread > float(sys.argv[5]):
    if len(sys.argv) == 6 and spread < 4 * rough:
        sys.exit(4)
    sys.exit("that is too much")
