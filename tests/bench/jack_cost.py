#!/usr/bin/env python3
"""jack_cost.py SECONDS NAME COMMAND... - runs a program that plays through JACK
and prints what it costs: per cent of one core once it plays, its memory, and the
time from its start to its first sound, recorded by jack_record ($RECORDER). With
$KEYS a key is pressed until a window answers with a sound; then Return, if it is not
"idle". It is measured $SETTLE seconds later: a window draws most of what it needs when
that is first seen.

What it prints is for comparing with what else runs in the same minute."""
import array
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "rig"))

seconds, name, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]

def used(pid):
    """Seconds on a processor, of all its threads."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        total += int(open(f"/proc/{pid}/task/{task}/schedstat").read().split()[0])
    return total / 1e9


def memory(pid):
    """MB of its own: what other programs share does not count."""
    for line in open(f"/proc/{pid}/smaps_rollup"):
        if line.startswith(("Private_Dirty", "Private_Clean")):
            yield int(line.split()[1]) / 1024


def ended_by(process, seconds):
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


with tempfile.TemporaryDirectory() as folder:
    raw, times = folder + "/raw", folder + "/times"
    recorder = subprocess.Popen(
        [os.environ["RECORDER"], raw, "2", times, os.environ.get("CLIENT", "PortAudio")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        if b"recorder" in subprocess.run(["jack_lsp"], capture_output=True).stdout:
            break
        time.sleep(0.02)
    start = time.monotonic()
    program = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        if os.environ.get("KEYS"):
            import xkeys

            keyboard = xkeys.Keyboard()
            for _ in range(200):
                keyboard.tap("f")
                time.sleep(0.005)
            if os.environ["KEYS"] != "idle":
                keyboard.tap("Return")
        ended_by(recorder, 10)  # it is a client too: what is measured runs without it
        if program.poll() is not None:
            sys.exit(f"{name:<28} does not run here")
        time.sleep(float(os.environ.get("SETTLE", "0")))
        before, at = used(program.pid), time.monotonic()
        time.sleep(seconds)
        cost = (used(program.pid) - before) / (time.monotonic() - at)
        own = sum(memory(program.pid))
        program.terminate()
        ended_by(program, 10)
    finally:
        for process in program, recorder:
            ended_by(process, 0)
    first = "-"
    if os.path.exists(times):
        played = array.array("f", open(raw, "rb").read())
        at = next((i // 2 for i, s in enumerate(played) if abs(s) > 1e-4), None)
        periods = [tuple(map(int, line.split())) for line in open(times)]
        if at is not None:
            begun = [ns + (at - frame) * 1e9 / 48000 for frame, ns in periods if frame <= at][-1]
            first = f"{begun / 1e6 - start * 1e3:.0f}"
    print(f"{name:<28} {100 * cost:7.2f} % {own:8.1f} {first:>8}")
