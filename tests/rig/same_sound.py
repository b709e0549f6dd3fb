#!/usr/bin/env python3
"""same_sound.py RAW WAV: what a device got (32-bit float, stereo) is the 16-bit
WAV, sample by sample, after any silence at the start. It may end earlier, or go
on, at the end: a device is not stopped on an exact frame."""
import array
import sys
import wave


def sounding(samples):
    """Samples from the first one that is not silence."""
    first = next((i for i, s in enumerate(samples) if s), len(samples))
    return samples[first - first % 2:]


played = array.array("f", open(sys.argv[1], "rb").read())
with wave.open(sys.argv[2]) as f:
    rendered = array.array("h", f.readframes(f.getnframes()))
# what rounds to 0 in 16 bits is silence in the WAV
played = sounding(array.array("f", (s if abs(s) >= 0.5 / 32768 else 0 for s in played)))
rendered = sounding(rendered)
count = min(len(played), len(rendered))
if count < 0.9 * len(rendered):
    sys.exit(f"only {count} of {len(rendered)} samples were played")
worst = max(abs(p * 32768 - r) for p, r in zip(played, rendered))
print(f"{count} samples, at most {worst:.3f} of a 16-bit step apart")
# rounding is half a step; scaling by 32767 instead of 32768 one more
if worst > 1.5:
    sys.exit("it is not the same sound")
