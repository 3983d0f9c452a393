# SPDX-License-Identifier: MIT
"""The reader on a bare pseudo-terminal: every byte it sends, what they leave the
terminal in, and the line discipline."""
import atexit
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

import e2e

SEQUENCE = re.compile(
    rb"\x1b\[([?<>=!]?)([0-9;:]*)([ -/]*)([@-~])"  # CSI
    rb"|\x1b\](.*?)(?:\x07|\x1b\\)"                # OSC
    rb"|\x1b([()*+])([A-Z0-9])|\x1b([=>78MDEHc])", re.S)
MODES = {b"1049": "alternate screen", b"1000": "mouse", b"1002": "mouse drags", b"1006": "mouse numbers", b"2004": "bracketed paste",
         b"1": "cursor keys", b"69": "margins", b"2026": "synchronized output", b"1003": "mouse motion", b"1004": "focus reports"}


class Pty:
    def __init__(self, home, *args, columns=100, rows=30, before=None, **env):
        self.output, self.status = b"", None
        go, ready = os.pipe()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.close(ready)
            os.read(go, 1)  # the terminal has its size, and its modes are known
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it
            if before:
                before()
            os.execve(e2e.WARTA, ["warta", *args], dict(home.env, TERM=env.pop("TERM", "xterm-256color"), **env))
        atexit.register(self.end)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = self.attributes()
        os.close(go)
        os.close(ready)

    def attributes(self):
        try:
            return termios.tcgetattr(self.fd)
        except termios.error:
            return None

    def read(self, seconds=0.05):
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                part = os.read(self.fd, 65536)
            except OSError:
                return False
            if not part:
                return False
            self.output += part
            seconds = 0
        return True

    def wait(self, pattern, seconds=60, since=0):
        """Until the bytes sent since then match."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.output[since:]):
            self.read()
            if time.monotonic() > end:
                e2e.fail("%r was not sent within %d s: %r" % (pattern, seconds, self.output[since:][-3000:]))
        return len(self.output)

    def type(self, text):
        os.write(self.fd, text.encode())

    def kill(self, number):
        os.kill(self.pid, number)

    def state(self, upto=None):
        """What the terminal was left in: names of modes that are on."""
        on, pen, link, cursor = set(), False, False, True
        for found in SEQUENCE.finditer(self.output[:upto]):
            prefix, numbers, middle, final, osc = found.group(1, 2, 3, 4, 5)
            if osc is not None and osc.startswith(b"8;"):
                link = not osc.endswith(b";") or osc.count(b";") > 2
            if final in (b"h", b"l") and prefix == b"?":
                for number in numbers.split(b";"):
                    if number == b"25":
                        cursor = final == b"h"
                    elif number in MODES:
                        (on.add if final == b"h" else on.discard)(MODES[number])
            if final == b"m" and not prefix:
                pen = numbers not in (b"", b"0")
            if final == b"r" and not prefix:
                (on.add if numbers else on.discard)("scrolled part")
        return sorted(on) + ["a pen"] * pen + ["an open link"] * link + ["no cursor"] * (not cursor)

    def sane(self, what, upto=None):
        e2e.check(self.state(upto) == [], "after %s the terminal has %s: %r" % (what, self.state(upto), self.output[:upto][-300:]))

    def ended(self, seconds=30):
        """Waits for the end; the exit code, negative for a signal."""
        end = time.monotonic() + seconds
        while self.status is None and time.monotonic() < end:
            self.read()
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
        if self.status is None:
            e2e.fail("the reader does not end: %r" % self.output[-400:])
        self.read(0.1)
        return self.status

    def child(self):
        """The reader, where what was started is a shell that started it."""
        for name in os.listdir("/proc"):
            if name.isdigit() and e2e.command_of(name) == "warta" and e2e.is_below(int(name), self.pid):
                return int(name)
        e2e.fail("no reader runs below %d" % self.pid)

    def end(self):
        if self.status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (OSError, ChildProcessError):
                pass
            self.status = -9
        try:
            os.close(self.fd)
        except OSError:
            pass
