#!/usr/bin/env python3
"""panned.py RAW JSON STROKES - of what was played (interleaved 32-bit float): the STROKES
behind the four clicks of the count-in are as far to one side as the report of the take, at
120 bpm, says that they were early or late; and then somebody speaks."""
import array
import json
import sys

RATE = 48000
sound = array.array("f", open(sys.argv[1], "rb").read())
errors = [note["e_ms"] for note in json.load(open(sys.argv[2]))["notes"]]
strokes = int(sys.argv[3])


def loudness(side, first, count):
    part = sound[2 * first + side:2 * (first + count) + side:2]
    return (sum(x * x for x in part) / len(part)) ** 0.5 if part else 0


onsets, frame = [], 0
while frame < len(sound) // 2:
    if abs(sound[2 * frame]) + abs(sound[2 * frame + 1]) > 0.03:
        onsets.append(frame)
        frame += RATE // 4
    else:
        frame += 1
played = onsets[4:4 + strokes]
failed = len(played) != strokes or len(errors) != strokes
for onset, error in zip(played, errors):
    left, right = (loudness(side, onset, RATE // 50) for side in (0, 1))
    pan = right / left - 1 if left > right else 1 - left / right
    wanted = max(-1, min(1, error / 60))
    print(f"{error:7.1f} ms: pan {pan:5.2f}, {wanted:5.2f} is right")
    failed |= abs(pan - wanted) > 0.03
spoken = onsets[4 + strokes:]
words = spoken and (len(sound) // 2 - spoken[0]) / RATE
print(f"{words} s of what is behind it")
sys.exit(failed or not spoken or max(errors) - min(errors) < 40
         or not loudness(0, spoken[0], RATE) > 0.01)
