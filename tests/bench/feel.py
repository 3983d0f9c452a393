#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How the reader feels with many articles: first paint, keys, search, memory.

    feel.py WARTA FOLDER [--make 1M=2000x500] [--sizes A,B] [--runs N]
            [--only idle,once,keys,filter,open,search]
    feel.py WARTA - --poll OPML

FOLDER holds a folder for each size, made by --make with tests/bench/grow. With
--poll OPML keys are timed while those feeds are polled instead. Everything is
measured through a pseudo-terminal of 120x40: a key is written, and the time is
taken at the last byte of what it caused. FEEL_MARGINS=1: a terminal that has
margins at the sides.
"""
import argparse
import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROWS, COLUMNS = 40, 120
QUIET = 0.025  # seconds without output: the reaction is over
RUNNING = "⟳".encode()
FRAME_END = b"\x1b[?2026l"


class Reader:
    """One run of the program at the other end of a pseudo-terminal."""

    def __init__(self, argv, home, arguments=()):
        environment = {
            "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
            "HOME": home, "XDG_CONFIG_HOME": home + "/config", "XDG_DATA_HOME": home + "/data",
            "XDG_STATE_HOME": home + "/state", "XDG_CACHE_HOME": home + "/cache",
        }
        self.bytes = 0
        self.tail = b""
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if "FEEL_AUTOGROUP" in os.environ:  # a busy machine: ahead of all others
                with open("/proc/self/autogroup", "w") as f:
                    f.write(os.environ["FEEL_AUTOGROUP"])
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(argv, [argv, *arguments], environment)
        os.set_blocking(self.fd, False)

    def wait(self, quiet=QUIET, timeout=10.0, least=0.3):
        """Reads until nothing came for `quiet`; gives up after `least` when
        nothing comes at all. -> (first frame, last byte, bytes), times or None."""
        begun = time.perf_counter()
        first = last = None
        got = 0
        tail = b""
        while time.perf_counter() - begun < timeout:
            ready, _, _ = select.select([self.fd], [], [], quiet if got else least)
            if not ready:
                break
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                break
            now = time.perf_counter()
            self.tail = (self.tail + data)[-4096:]
            if "FEEL_MARGINS" in os.environ and b"\x1b[?69$p" in data:
                os.write(self.fd, b"\x1b[?69;2$y")  # a terminal that has them at the sides
            last = now
            got += len(data)
            tail = (tail + data)[-(len(data) + len(FRAME_END)):]
            if first is None and FRAME_END in tail:
                first = now
        self.bytes += got
        return first, last, got

    def press(self, keys, quiet=QUIET, timeout=10.0):
        """-> (ms to the first frame, ms to the last byte, bytes); None: nothing came."""
        begun = time.perf_counter()
        os.write(self.fd, keys.encode())
        first, last, got = self.wait(quiet, timeout)
        if last is None:
            return None
        return ((first or last) - begun) * 1e3, (last - begun) * 1e3, got

    def family(self):
        found = [self.pid]
        for pid in found:
            try:
                for task in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{task}/children") as f:
                        found += [int(x) for x in f.read().split()]
            except OSError:
                pass
        return found

    def memory(self):
        """-> (RSS, PSS, private) of all processes in MB, and how many."""
        rss = pss = private = 0
        for pid in self.family():
            try:
                with open(f"/proc/{pid}/smaps_rollup") as f:
                    fields = dict(re.findall(r"^(\w+):\s+(\d+) kB", f.read(), re.M))
            except OSError:
                continue
            rss += int(fields["Rss"])
            pss += int(fields["Pss"])
            private += int(fields["Private_Dirty"]) + int(fields["Private_Clean"])
        return rss / 1024, pss / 1024, private / 1024

    def switches(self):
        count = 0
        for pid in self.family():
            for task in os.listdir(f"/proc/{pid}/task"):
                try:
                    with open(f"/proc/{pid}/task/{task}/status") as f:
                        count += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", f.read(),
                                               re.M)[1])
                except OSError:
                    pass
        return count

    def own_ms(self):
        """CPU time of the thread that draws; what a busy machine does not blur."""
        with open(f"/proc/{self.pid}/task/{self.pid}/schedstat") as f:
            return int(f.read().split()[0]) / 1e6

    def stop(self):
        try:
            os.write(self.fd, b"Q")
            end = time.perf_counter() + 3
            while time.perf_counter() < end:
                self.wait(0.05, 0.2, 0.05)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    break
            else:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        finally:
            os.close(self.fd)


def at(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Table:
    def __init__(self):
        self.rows, self.columns = {}, []

    def add(self, column, row, value):
        if column not in self.columns:
            self.columns.append(column)
        self.rows.setdefault(row, {}).setdefault(column, []).append(value)

    def show(self):
        width = max(len(r) for r in self.rows)
        print(" " * width, *(f"{c:>22}" for c in self.columns))
        for row, cells in self.rows.items():
            print(f"{row:<{width}}", *(f"{self.cell(cells.get(c)):>22}" for c in self.columns))

    @staticmethod
    def cell(values):
        if not values:
            return "-"
        values = [v for v in values if v is not None]
        if not values:
            return "no output"
        if isinstance(values[0], str):
            return values[0]
        middle, most = statistics.median(values), max(values)
        return f"{middle:.2f} (<= {most:.2f})" if len(values) > 1 else f"{middle:.2f}"


def keys_row(table, size, name, reader, keys, count, quiet=QUIET):
    """The same keys again and again: the middle, the 99th of 100, bytes. The
    time is that of the first frame; what is painted a while later (the list of
    the feed on which the cursor came to rest) has a row of its own."""
    times, sent, own, later = [], [], [], []
    for _ in range(count):
        before = reader.own_ms()
        got = reader.press(keys, quiet)
        if got:
            times.append(got[0])
            later.append(got[1])
            sent.append(got[2])
            own.append(reader.own_ms() - before)
    if not times:
        table.add(size, name, None)
        return
    if count > 20:
        table.add(size, name + ", p50/p99 ms",
                  f"{statistics.median(times):.2f} / {at(times, .99):.2f}")
        if max(later) > max(times):
            table.add(size, name + ", last byte, p50/p99 ms",
                      f"{statistics.median(later):.2f} / {at(later, .99):.2f}")
        table.add(size, name + ", p50/p99 ms CPU",
                  f"{statistics.median(own):.2f} / {at(own, .99):.2f}")
    else:
        for t in times:
            table.add(size, name + ", ms", t)
    table.add(size, name + ", bytes", f"{statistics.mean(sent):.0f} (<= {max(sent)})")


ONCE = [  # what, keys before, the keys
    ("open All", "g\x1b[B\x1b[B\x1b[B", "\r"),
    ("End", "", "G"), ("PageUp there", "", "\x02"), ("Home", "", "g"),
    ("n", "", "n"),
    ("unread only", "", "M"), ("End, unread only", "", "G"), ("all again", "g", "M"),
    ("oldest first", "Sj", "\r"), ("End, oldest first", "", "G"),
    ("by title", "Sj", "\r"), ("PageDown, by title", "", "\x06"), ("End, by title", "", "G"),
    ("by source", "Sj", "\r"), ("PageDown, by source", "", "\x06"), ("End, by source", "", "G"),
    ("newest first", "Skkk", "\r"),
]
KEYS = [  # in the list of all articles
    ("j", "j", 300), ("PageDown", "\x06", 100), ("half a screen up", "\x15", 100),
    ("k", "k", 300), ("n", "n", 100), ("m", "m", 60), ("PageUp", "\x02", 100),
]
FILTERS = ["kasa", "zamrud", "is:starred", "\"baca dan\"", "/zamrud.*tiwa/", "xqxqxq"]
SEARCHES = ["zamrud", "membaca", "ba", "title:kasa", "\"ka ma\"", "is:unread kata since:30d",
            "is:starred", "/zamrudk.*tulis/", "xqxqxq", "tag:tag3 kasa"]


def measure(table, size, program, home, only, runs):
    arguments = ["--offline"]
    for run in range(runs):
        reader = Reader(program, home, arguments)
        first = None
        while first is None:
            first, last, _ = reader.wait(0.005, 20, 20)
        table.add(size, "first paint, ms CPU", reader.own_ms())
        table.add(size, "first paint, ms", (first - reader.start) * 1e3 if first else None)
        last = reader.wait(0.3, 20, 0.3)[1] or last
        table.add(size, "start, all painted, ms", (last - reader.start) * 1e3 if last else None)
        if run + 1 < runs:
            reader.stop()
    if not runs:
        return
    # the last one stays
    if "idle" in only:
        time.sleep(1.5)
        before = reader.switches()
        time.sleep(4)
        table.add(size, "wake-ups a second, idle", (reader.switches() - before) / 4)
        rss, pss, private = reader.memory()
        table.add(size, "idle RSS / PSS / private MB", f"{rss:.1f} / {pss:.1f} / {private:.1f}")
    if "once" in only:
        for name, before, keys in ONCE:
            for key in re.findall(r"\x1b\[[A-D]|.", before, re.S):
                reader.press(key)
            got = reader.press(keys, 0.1)
            table.add(size, name + ", ms", got[1] if got else None)
    if "keys" in only:
        settled = 0.15  # until the list beside the tree has followed
        if "once" in only:  # which ends in a list
            reader.press("q", settled)
        reader.press("g", settled)
        keys_row(table, size, "feeds: j", reader, "j", 60, settled)
        keys_row(table, size, "feeds: PageDown", reader, "\x06", 12, settled)
        reader.press("g", settled)
        reader.press("\x1b[B", settled)
        reader.press("\x1b[B", settled)
        reader.press("\x1b[B", settled)
        reader.press("\r", settled)
        for name, key, count in KEYS:
            keys_row(table, size, name, reader, key, count)
    if "filter" in only:
        reader.press("g")
        for text in FILTERS:
            reader.press("F")
            for end in range(len(text)):
                got = reader.press(text[end], 0.12)
                table.add(size, f"filter {text}: each letter, ms", got[1] if got else None)
            reader.press("\x1b", 0.1)
    if "open" in only:
        for _ in range(20):
            got = reader.press("\r", 0.05)
            table.add(size, "open an article, ms", got[1] if got else None)
            reader.press("q", 0.05)
            reader.press("j")
        keys_row(table, size, "j beside an article", reader, "j", 100)
        got = reader.press("\r", 0.05)
        keys_row(table, size, "article: j", reader, "j", 40)
        keys_row(table, size, "J next article", reader, "J", 60, 0.04)
        keys_row(table, size, "article: n next unread", reader, "n", 60, 0.04)
        reader.press("q")
    if "search" in only:
        for text in SEARCHES:
            reader.press("/")
            for end in range(len(text)):
                got = reader.press(text[end], 0.12)
                table.add(size, f"search {text}: each letter, ms", got[0] if got else None)
                table.add(size, f"search {text}: all found, ms", got[1] if got else None)
            got = reader.press("\r", 0.3)
            table.add(size, f"search {text}: Enter, ms", got[0] if got else None)
            table.add(size, f"search {text}: Enter, all found, ms", got[1] if got else None)
            reader.press("q", 0.1)
    if "idle" in only:
        time.sleep(1)
        rss, pss, private = reader.memory()
        table.add(size, "after all: RSS / PSS / private MB",
                  f"{rss:.1f} / {pss:.1f} / {private:.1f}")
    reader.stop()


def measure_poll(table, program, opml):
    """Keys while all feeds of the list are polled for the first time, and again."""
    home = tempfile.mkdtemp(prefix="warta-feel-")
    os.makedirs(home + "/config/warta")
    environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + "/config",
                       XDG_DATA_HOME=home + "/data", XDG_STATE_HOME=home + "/state")
    subprocess.run([program, "import", opml], env=environment, check=True,
                   stdout=subprocess.DEVNULL)
    with open(home + "/config/warta/config", "w") as f:
        f.write("[fetch]\non-start = no\n[offline]\nfulltext = never\n")
    for name in ("first poll", "second poll"):
        reader = Reader(program, home)
        reader.wait(0.3, 20, 20)
        quiet = key_times(reader, lambda n: n < 150)
        reader.quiet_own = reader.own
        reader.press("R")
        begun = time.perf_counter()
        seen = [begun]
        times = key_times(reader, lambda n: time.perf_counter() - seen[0] < 1.0, seen)
        table.add(name, "p50 / p99 / most ms before", shares(quiet))
        table.add(name, "p50 / p99 / most ms during", shares(times))
        table.add(name, "p50 / p99 / most ms CPU before", shares(reader.quiet_own))
        table.add(name, "p50 / p99 / most ms CPU during", shares(reader.own))
        table.add(name, "seconds, keys", f"{seen[0] - begun:.1f} s, {len(times)}")
        reader.stop()
    shutil.rmtree(home)


def shares(times):
    return f"{statistics.median(times):.2f} / {at(times, .99):.2f} / {max(times):.1f}"


def key_times(reader, goes_on, seen=None):
    """To the end of the first frame, for keys at no fixed pace."""
    choice = random.Random(3)
    times = []
    reader.own = []
    while goes_on(len(times)):
        reader.wait(0.004, 0.012 + choice.random() * 0.02, 0.004)
        before = reader.own_ms()
        begun = time.perf_counter()
        os.write(reader.fd, b"j" if len(times) % 40 < 20 else b"k")
        first, last, _ = reader.wait(0.002, 1.0, 0.5)
        if last:
            times.append(((first or last) - begun) * 1e3)
            reader.own.append(reader.own_ms() - before)
        if seen and RUNNING in reader.tail:
            seen[0] = time.perf_counter()
    return times


def make(grow, folder, what):
    """NAME=FEEDSxITEMS: a folder with a database of so many, and its feeds."""
    name, feeds, items = re.fullmatch(r"(\w+)=(\d+)x(\d+)", what).groups()
    for part in ("config/warta", "data/warta", "state", "cache"):
        os.makedirs(f"{folder}/{name}/{part}", exist_ok=True)
    with open(f"{folder}/{name}/config/warta/config", "w") as f:
        f.write("[fetch]\non-start = no\n")
    with open(f"{folder}/{name}/config/warta/urls", "w") as f:
        f.writelines(f"https://host{i % 125}.example/{i}.xml tag{i % 10}\n"
                     for i in range(int(feeds)))
    subprocess.run([grow, f"{folder}/{name}/data/warta/warta.db", feeds, items], check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", default="")
    parser.add_argument("--make", action="append", default=[], metavar="NAME=FEEDSxITEMS")
    parser.add_argument("--grow", default=os.path.dirname(os.path.realpath(__file__)) + "/grow")
    parser.add_argument("--poll", help="an OPML file of feeds on a server that runs")
    parser.add_argument("--only", default="idle,once,keys,filter,open,search")
    options = parser.parse_args()
    table = Table()
    for what in options.make:
        make(os.path.realpath(options.grow), options.folder, what)
    if options.poll:
        measure_poll(table, os.path.realpath(options.program), options.poll)
        table.show()
        return 0
    sizes = options.sizes.split(",") if options.sizes else sorted(
        os.listdir(options.folder),
        key=lambda s: os.path.getsize(f"{options.folder}/{s}/data/warta/warta.db"))
    for size in sizes:
        measure(table, size, os.path.realpath(options.program),
                os.path.realpath(f"{options.folder}/{size}"), options.only.split(","),
                options.runs)
    if table.rows:
        table.show()
    return 0


if __name__ == "__main__":
    sys.exit(main())
