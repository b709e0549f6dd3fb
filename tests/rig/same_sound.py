#!/usr/bin/env python3
"""same_sound.py RAW WAV [PERIOD] - what a device got (32-bit float, stereo) is
the 16-bit WAV, sample by sample, after any silence at the start. It may end
earlier, or go on, at the end: a device is not stopped on an exact frame.

With PERIOD, whole periods of so many frames may be missing or doubled, as a
server without a sound card loses them on a busy machine: what lies between them
must be the same, to the frame. They are counted."""
import array
import sys
import wave

STEP = 1 / 32768
TOLERANCE = 1.5  # steps: rounding, and 32767 for 32768


def sounding(samples):
    """Samples from the first one that is not silence."""
    first = next((i for i, s in enumerate(samples) if s), len(samples))
    return samples[first - first % 2 :]


def differs(played, p, rendered, r, count):
    """Where `count` samples first differ; None if they do not."""
    for i in range(min(count, len(played) - p, len(rendered) - r)):
        if abs(played[p + i] - rendered[r + i] * STEP) > TOLERANCE * STEP:
            return i
    return None


def resync(played, p, rendered, r, period):
    """The periods by which the two go on alike; None if they do not."""
    look = 3 * period
    for lost in range(1, 400):
        jump = 2 * period * lost
        # the server had no new sound for so long: silence, or the old again
        if p + jump + look < len(played) and differs(played, p + jump, rendered, r, look) is None:
            return jump, 0, lost
        # the program played on into nothing
        if r + jump + look < len(rendered) and differs(played, p, rendered, r + jump, look) is None:
            return 0, jump, lost
    return None


played = array.array("f", open(sys.argv[1], "rb").read())
with wave.open(sys.argv[2]) as f:
    rendered = array.array("h", f.readframes(f.getnframes()))
period = int(sys.argv[3]) if len(sys.argv) > 3 else 0
# what rounds to 0 in 16 bits is silence in the WAV
played = sounding(array.array("f", (s if abs(s) >= 0.5 * STEP else 0 for s in played)))
rendered = sounding(rendered)
p = r = lost = 0
while (at := differs(played, p, rendered, r, len(rendered))) is not None:
    p, r = p + at, r + at
    # a period begins on its own bounds: look back to where the two may part
    found = None
    for back in range(0, 2 * period, 2):
        if p >= back and r >= back and (found := resync(played, p - back, rendered, r - back, period)):
            p, r = p - back, r - back
            break
    if not found:
        sys.exit(f"after {r // 2} frames it is not the same sound")
    p, r, lost = p + found[0], r + found[1], lost + found[2]
compared = min(len(played) - p, len(rendered) - r) + r
if compared < 0.9 * len(rendered):
    sys.exit(f"only {compared // 2} of {len(rendered) // 2} frames were played")
print(f"{compared // 2} frames are the same, {lost} periods lost")
