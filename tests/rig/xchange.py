#!/usr/bin/env python3
"""xchange.py COMMAND... - runs it, and waits until a screen of 1280 x 800 shows something else
than before: at most 20 s."""
import subprocess
import sys
import time

import xkeys

keyboard = xkeys.Keyboard()
before = xkeys.picture(keyboard.display, 1280, 800)
subprocess.run(sys.argv[1:], check=True)
end = time.monotonic() + 20
while xkeys.picture(keyboard.display, 1280, 800) == before:
    if time.monotonic() > end:
        sys.exit("nothing else is shown behind " + " ".join(sys.argv[1:]))
    time.sleep(0.02)
