#!/usr/bin/env python3
"""xwords.py PROGRAM LOG - every screen that stands still, at every size: no text is cut off,
none lies over another, every letter is in some font. LOG is what text_log.c writes.
xwords.py --log LOG SIZE - the newest picture of that size.

WINDOWS are sizes, like 800x600,1920x1080."""
import os
import re
import sys

program, log = sys.argv[1], sys.argv[2]
SIZES = [tuple(map(int, size.split("x")))
         for size in os.environ.get("WINDOWS", "800x600,1280x800,1920x1080").split(",")]
MOVES = {"metronome": "Up"}  # what the program calls by name inside has that name in every language
NEAR = 2  # pixels: letters may touch


def is_of_program(text):
    """In the language that is 40 % longer the program's own words come in twos; titles of
    patterns and the like do not."""
    return len(re.findall(r"(?i)([a-z])\1", text)) > len(text.split())


class Text:
    def __init__(self, line):
        fields = line.rstrip("\n").split(" ", 12)
        self.picture, *self.size = map(int, fields[:3])
        self.left, self.top, self.right, self.bottom = map(float, fields[3:7])
        self.clip = tuple(map(float, fields[7:11]))
        self.kind, self.text = fields[11:]

    def is_drawn(self):
        left, top, right, bottom = self.clip
        return (min(right, self.right) - max(left, self.left) > 1
                and min(bottom, self.bottom) - max(top, self.top) > 1)

    def is_cut(self):
        width, height = self.size
        if self.kind == "code":  # lines of a file end where the window does
            return False
        if self.kind == "dots" and is_of_program(self.text):
            return True
        return (self.left < max(0, self.clip[0]) - NEAR or self.top < max(0, self.clip[1]) - NEAR
                or self.right > min(width, self.clip[2]) + NEAR or self.bottom > min(height, self.clip[3]) + NEAR)

    def is_over(self, other):
        return (min(self.right, other.right) - max(self.left, other.left) > NEAR
                and min(self.bottom, other.bottom) - max(self.top, other.top) > NEAR)


def last_picture(width, height):
    """What is on the newest picture as large as the window."""
    texts = []
    with open(log, errors="replace") as file:
        for line in file:
            if line.count(" ") < 12:
                continue
            text = Text(line)
            if tuple(text.size) != (width, height) or not text.is_drawn():
                continue
            if texts and text.picture > texts[0].picture:
                texts = []
            if not texts or text.picture == texts[0].picture:
                texts.append(text)
    return texts


def find_faults(texts):
    for i, text in enumerate(texts):
        if text.is_cut():
            yield f"cut: {text.text!r}"
        if text.kind == "boxes":
            yield f"in no font: {text.text!r}"
        for other in texts[:i]:
            if text.is_over(other):
                yield f"{other.text!r} under {text.text!r}"


def tell(place, width, height):
    """What is wrong there; how many texts there are, and how many faults."""
    texts = last_picture(width, height)
    found = sorted(set(find_faults(texts)))
    for fault in found:
        print(f"{place} {width}x{height}: {fault}")
    return len(texts), len(found)


def visit_all():
    from xscreens import SCREENS, look, press, resize, settle, start
    process, window = start(program)
    for width, height in SIZES:
        open(log, "w").close()
        resize(window, width, height)
        for name, way, back in [*SCREENS, ("my files", ["f", "Down"], ["Escape"])]:
            if way:
                open(log, "w").close()
            for key in way:
                press(key)
            settle()
            yield tell(name, width, height)
            if name in MOVES:
                before = look()
                if press(MOVES[name]) == before:
                    print(f"{name}: {MOVES[name]} does nothing")
                    yield 0, 1
            for key in back:
                press(key)
    process.kill()
    process.wait()


if program == "--log":
    told = [tell("", *map(int, sys.argv[3].split("x")))]
else:
    told = list(visit_all())
seen, faults = map(sum, zip(*told))
print(f"{seen} texts, {faults} faults")
sys.exit(1 if faults or not seen else 0)
