#!/usr/bin/env python3
"""own_drum.py RAW TIMES PRESSED HITS - the player's own drum, through the program: RAW is what
jack_record recorded, four clicks of a count-in and then the strokes; TIMES the server's time of
each period; PRESSED what xplayer.py pressed and when; HITS what `--save-hits` saved. Each
stroke sounds as long after its key as any other, four of five to 1.5 ms, and is judged where
it sounds, but for the digits of HITS. Where blocks of 1024 frames begin it would be 8 ms."""
import array
import bisect
import csv
import statistics
import sys

RATE = 48000
sound = array.array("f", open(sys.argv[1], "rb").read())
loud = [abs(x) + abs(y) for x, y in zip(sound[::2], sound[1::2])]
onsets, frame = [], 0
while frame < len(loud):
    if loud[frame] > 0.03:
        onsets.append(frame)
        frame += RATE // 4
    else:
        frame += 1
periods = [tuple(map(int, line.split())) for line in open(sys.argv[2])]
starts = [frame for frame, _ in periods]
pressed = [float(row[1]) for row in csv.reader(open(sys.argv[3]))]
hits = [float(row["time_s"]) for row in csv.DictReader(open(sys.argv[4]))]
onsets = onsets[4:4 + len(pressed)]


def apart(values):
    """How far each is from the middle, the farthest last."""
    middle = statistics.median(values)
    return sorted(abs(value - middle) for value in values)


def at(onset):
    i = bisect.bisect(starts, onset) - 1
    return periods[i][1] / 1e9 + (onset - starts[i]) / RATE


answers = [1000 * (at(onset) - press) for onset, press in zip(onsets, pressed)]
judged = [1000 * (hit - onset / RATE) for onset, hit in zip(onsets, hits)]
wander = apart(answers)
misjudged = apart(judged)[-1]
most = wander[len(wander) * 4 // 5]
print(f"own drums are recorded {statistics.median(answers):.2f} ms after their keys, four of five to {most:.3f}, all to {wander[-1]:.3f} ms; "
      f"they are judged where they sound, to {misjudged:.3f} ms")
sys.exit(not len(onsets) == len(pressed) == len(hits) >= 30 or most > 1.5 or misjudged > 0.05)
