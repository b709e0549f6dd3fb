#!/usr/bin/env python3
"""xheld.py PROGRAM HELD OWN BAD - goes through the screens while the disk hangs: each key still
changes what is shown, and what was saved is on the disk once that moves again. HELD: the file
that holds the disk; OWN: the folder of own patterns; BAD: a program that opens one with a mistake.
xheld.py PROGRAM HELD - while the sound system hangs, the window says that it waits for it."""
import glob
import os
import subprocess
import sys
import time

from xscreens import keyboard, look, press, settle, shown, start

program, held = sys.argv[1:3]
shown["size"] = (1280, 800)
failures = 0


def fail(words):
    global failures
    failures += 1
    print("FAILED:", words)


def change(key, why):
    """A key that must change the picture, however long the disk takes."""
    before = look()
    if press(key) == before:
        fail(f"while the disk hangs, {key} does nothing: {why}")


def wait_for(holds, why):
    end = time.monotonic() + 20
    while not holds():
        if time.monotonic() > end:
            return fail(why)
        time.sleep(0.01)


def saved():
    return sorted(glob.glob(os.path.join(sys.argv[3], "*.beat")))


def windows():
    return subprocess.run(["xdotool", "search", "--name", "^creditroll"], capture_output=True, text=True).stdout


process, window = start(program)
settle()
if len(sys.argv) == 3:
    press("g")
    settle()
    open(held, "w").close()
    change("Return", "to practise")
    waits = look()
    os.remove(held)
    if settle(waits) == waits:
        fail("the device comes, and nothing is played on it")
    process.kill()
    sys.exit(1 if failures else 0)
open(held, "w").close()
for key, why in [
    ("p", "to the progress"), ("Escape", "home, where folders and history are read"), ("F12", "the theme"),
    ("g", "to the library"), ("Down", "another pattern"), ("s", "a search"), ("Escape", "no search"),
    ("Escape", "home"), ("n", "to the editor"), ("x", "a stroke"), ("ctrl+s", "to save"), ("Right", "the next cell"),
    ("x", "a stroke while it is saved"), ("Escape", "it asks")]:
    change(key, why)
if saved():
    fail(f"there is a file while the disk hangs: {saved()}")
os.remove(held)
wait_for(saved, "what was saved is not on the disk")
settle()
text = open(saved()[0]).read() if saved() else ""
if "x" not in text or "xx" in text:
    fail("what was saved is not what was there when it was: " + text)
press("ctrl+s")
wait_for(lambda: open(saved()[0]).read() != text, "what was written then is not saved")

# left while it is being saved: the editor waits for it, then home comes
press("o")
open(held, "w").close()
change("ctrl+s", "to save")
keyboard.tap("Escape")
os.remove(held)
wait_for(lambda: "o" in open(saved()[0]).read().split("|")[1], "what was left while it was saved is lost")
settle()

# so is what was chosen as the window closes
settings = os.path.join(os.environ["XDG_CONFIG_HOME"], "creditroll/creditroll.settings")
chosen = open(settings).read()
open(held, "w").close()
change("F12", "the theme")
keyboard.tap("Escape")
wait_for(lambda: not windows(), "the window stays until the disk moves")
os.remove(held)
process.wait(20)
if open(settings).read() == chosen:
    fail("what was chosen as the window closed is not kept")

# the window is closed while a file is being mended
whole = open(saved()[0]).read()
with open(saved()[0], "w") as file:
    file.write(whole.rstrip().removesuffix("|"))
process = subprocess.Popen([sys.argv[4]])
wait_for(windows, "no window shows the mistake")
settle()
open(held, "w").close()
keyboard.tap("f")
keyboard.tap("Escape")
wait_for(lambda: not windows(), "the window stays until the disk moves")
if process.poll() is not None:
    fail("the program ended before the file was mended")
os.remove(held)
process.wait(20)
if open(saved()[0]).read().rstrip() != whole.rstrip():
    fail("what was mended as the window closed is lost: " + open(saved()[0]).read())
sys.exit(1 if failures else 0)
