#!/usr/bin/env python3
"""xshots.py PROGRAM FOLDER [--keep] - every screen that stands still, in both themes and three
sizes, beside the kept pictures in FOLDER: a quarter as wide and high, in grey. A label that
has moved is seen; a letter that is drawn a little otherwise is not. --keep keeps them anew.

What differs is left in FOLDER's place of this run, `differs`, to be looked at."""
import os
import struct
import sys
import zlib

from xscreens import SCREENS, press, resize, settle, start

program, folder = sys.argv[1], sys.argv[2]
keeps = "--keep" in sys.argv
PART = 4
SIZES = [(800, 600), (1280, 800), (1920, 1080)]
FAR_OFF, FEW = 48, 12  # grey levels that a dot may differ by; dots that may differ by more
# what depends on the day: parts of the height
HIDDEN = {"home": (0.70, 0.93)}


def grey(data, width, height):
    """A quarter as wide and high: the mean of the green of each dot's place."""
    rows = []
    for y in range(0, height - height % PART, PART):
        row = [0] * (width // PART)
        for dy in range(PART):
            green = data[4 * (y + dy) * width + 1:4 * (y + dy + 1) * width + 1:4]
            for dx in range(PART):
                row = [a + b for a, b in zip(row, green[dx::PART])]
        rows.append(bytes(v // PART ** 2 for v in row))
    return rows


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def write(path, rows):
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" +
                  chunk(b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)) +
                  chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)) +
                  chunk(b"IEND", b""))


def read(path):
    """Only what write() writes."""
    with open(path, "rb") as file:
        data = file.read()
    width, height = struct.unpack(">II", data[16:24])
    size = struct.unpack(">I", data[33:37])[0]
    body = zlib.decompress(data[41:41 + size])
    return [body[y * (width + 1) + 1:(y + 1) * (width + 1)] for y in range(height)]


def count_far_off(name, rows, kept):
    if len(rows) != len(kept) or len(rows[0]) != len(kept[0]):
        return len(rows) * len(rows[0])
    first, last = HIDDEN.get(name, (2, 2))
    return sum(abs(a - b) > FAR_OFF for y, (one, other) in enumerate(zip(rows, kept))
               if not first <= y / len(rows) <= last for a, b in zip(one, other))


process, window = start(program)
wrong = compared = 0
for width, height in SIZES:
    resize(window, width, height)
    for theme in ("dark", "light"):
        if theme == "light":
            press("F12")
        for name, way, back in SCREENS:
            for key in way:
                shown = press(key)
            rows = grey(shown if way else settle(), width, height)
            path = os.path.join(folder, f"{name}-{theme}-{width}x{height}.png")
            if keeps:
                write(path, rows)
            else:
                far = count_far_off(name, rows, read(path))
                compared += 1
                if far > FEW:
                    print(f"{os.path.basename(path)}: {far} dots are other ones than kept")
                    os.makedirs("differs", exist_ok=True)
                    write(os.path.join("differs", os.path.basename(path)), rows)
                    wrong += 1
            for key in back:
                press(key)
    press("F12")
process.kill()
process.wait()
print(f"{compared} pictures compared, {wrong} differ")
sys.exit(1 if wrong else 0)
