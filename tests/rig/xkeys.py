"""Real X key events through XTEST, with what xdotool brings along: no headers,
no compiler."""
import ctypes
import subprocess
import time

x11 = ctypes.CDLL("libX11.so.6")
xtst = ctypes.CDLL("libXtst.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XStringToKeysym.restype = ctypes.c_ulong
x11.XKeysymToKeycode.restype = ctypes.c_ubyte


def wait_until(moment):
    """By the monotonic clock, to a tenth of a millisecond."""
    while (left := moment - time.monotonic()) > 0:
        time.sleep(min(left, 0.05))


def wait_for_window(name):
    for _ in range(400):
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", f"^{name}$"], capture_output=True
        )
        if found.stdout:
            return
        time.sleep(0.05)
    raise SystemExit(f"there is no window {name}")


class Image(ctypes.Structure):
    """As far as Xlib's XImage is needed."""

    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int),
                ("format", ctypes.c_int), ("data", ctypes.c_void_p)] + \
        [(f"i{n}", ctypes.c_int) for n in range(5)] + [("bytes_per_line", ctypes.c_int)]


def picture(display, width, height):
    """What the screen shows, as bytes."""
    x11.XGetImage.restype = ctypes.POINTER(Image)
    image = x11.XGetImage(display, ctypes.c_ulong(x11.XDefaultRootWindow(display)), 0, 0,
                          width, height, ctypes.c_ulong(0xFFFFFFFF), 2)
    pixels = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * height)
    x11.XDestroyImage(image)
    return pixels


class Keyboard:
    def __init__(self):
        self.display = ctypes.c_void_p(x11.XOpenDisplay(None))
        if not self.display.value:
            raise SystemExit("no X server")
        self.codes = {}

    def code(self, name):
        if name not in self.codes:
            keysym = ctypes.c_ulong(x11.XStringToKeysym(name.encode()))
            self.codes[name] = x11.XKeysymToKeycode(self.display, keysym)
        return self.codes[name]

    def stroke(self, name, is_down):
        xtst.XTestFakeKeyEvent(self.display, self.code(name), is_down, ctypes.c_ulong(0))
        x11.XFlush(self.display)

    def tap(self, name):
        self.stroke(name, True)
        self.stroke(name, False)
