# SPDX-License-Identifier: MIT
"""However the reader ends, stops or fails to start, the terminal is as it was:
main screen, cursor, no mouse, no paste marks, no colour, the same line
discipline."""
import os
import re
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import time

import e2e
from ptys import Pty

site = e2e.newsroom()
home = e2e.Home()
home.run("add", site.feeds[0])
home.run("refresh", "--all")
READY = rb"Warta Kota"
TAKEN = ("alternate screen", "mouse", "bracketed paste", "no cursor")


def start(*args, ready=READY, **more):
    reader = Pty(home, *args, **more)
    reader.wait(ready)
    for name in TAKEN:
        e2e.check(name in reader.state() or (more and "before" not in more), "the reader takes the terminal: %s" % reader.state())
    return reader


def ended(reader, what, *codes):
    code = reader.ended()
    e2e.check(code in codes, "%s ends with %s, wanted %s: %r" % (what, code, codes, reader.output[-400:]))
    reader.sane(what)
    after = reader.attributes()
    e2e.check(after is None or after == reader.modes, "the line discipline after %s:\n%s\n%s" % (what, reader.modes, after))
    reader.end()


# Keys.
for keys in ("q", "Q", "\x03", ":quit\r", "\rq\x7fQ", "/jembatan\x03Q", "\r\r:Q\x1b"):
    reader = start()
    reader.type(keys)
    if keys.endswith("\x1b"):
        time.sleep(1)  # what follows at once would be Alt and a key
        reader.type("Q")
    ended(reader, repr(keys), 0)

# A database of an older program: the reader comes up with what it held, behind
# a backup, and leaves as it does otherwise.
old = sqlite3.connect(home.database)
old.executescript("ALTER TABLE pages DROP COLUMN etag; ALTER TABLE pages DROP COLUMN last_modified;"
                  "DROP TABLE page_versions; PRAGMA user_version = 8")
old.close()
reader = start()
reader.type("q")
ended(reader, "after an upgrade", 0)
backups = [name for name in os.listdir(os.path.dirname(home.database)) if ".backup-" in name]
e2e.check(len(backups) == 1 and not backups[0].endswith(".part"), "one backup: %s" % backups)

# Signals that ask, at rest and while a line is typed.
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
    for keys in ("", "/jemb", "c"):
        reader = start()
        reader.type(keys)
        reader.read(0.1)
        reader.kill(number)
        ended(reader, "%s %r" % (number, keys), 0)

# Crashes: the shell sees the signal.
for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL):
    reader = start()
    reader.kill(number)
    ended(reader, str(number), -number, 1)  # 1: a sanitizer's word

# Stopped by the key and by the signal, and continued: with whoever waits for it,
# as a shell stops a job.
JOB = "set -m; '%s' || { echo HALTED; %s; }"


def job(then="fg", **more):
    return start(before=lambda: os.execve("/bin/sh", ["sh", "-c", JOB % (e2e.WARTA, then)], dict(home.env, TERM="xterm-256color", **more)))


def halted(reader, stop):
    mark = len(reader.output)
    stop()
    reader.wait(rb"HALTED", since=mark)
    reader.sane("a stop", mark + reader.output[mark:].index(b"HALTED"))
    reader.wait(READY, since=mark + reader.output[mark:].index(b"HALTED"))
    e2e.check(all(name in reader.state() for name in TAKEN), "taken again: %s" % reader.state())


for stop in (lambda reader: reader.type("\x1a"), lambda reader: os.kill(reader.child(), signal.SIGTSTP)):
    reader = job()
    halted(reader, lambda: stop(reader))
    reader.type("Q")
    ended(reader, "a job that was stopped", 0)

reader = job("kill -TERM %1; fg")
reader.type("\x1a")
ended(reader, "the end of what was stopped", 0)

# In a window of its own there is nobody who could continue it.
reader = start()
reader.type("\x1a")
reader.kill(signal.SIGTSTP)
reader.type("Q")
ended(reader, "a stop that nobody would end", 0)

# Nobody reads any more: it must not go on for ever.
reader = start()
os.close(reader.fd)
end = time.monotonic() + 30
while time.monotonic() < end and os.waitpid(reader.pid, os.WNOHANG) == (0, 0):
    time.sleep(0.02)
e2e.check(time.monotonic() < end, "a reader without a terminal ends")
reader.status = 0

# Those who parse are killed: the reader says so where it matters, and lives.
reader = start()
reader.type("\r")
reader.wait(rb"Panduan")
reader.type("\r")
reader.wait(rb"related|Tab")  # an article: all that reads is at work
reader.read(0.5)
children = subprocess.run(["pgrep", "-P", str(reader.pid)], stdout=subprocess.PIPE).stdout.split() if shutil.which("pgrep") else []
for child in children:
    os.kill(int(child), signal.SIGKILL)
reader.type("JJJ")
reader.read(1.0)
reader.type("R")
reader.read(0.5)
e2e.check(os.waitpid(reader.pid, os.WNOHANG) == (0, 0), "the reader lives without its parsers: %r" % reader.output[-400:])
reader.type("Q")
ended(reader, "the parsers' death", 0)

# A browser that lives in the terminal has it as the shell would.
browser = os.path.join(home.path, "w3m")
open(browser, "w").write("#!/bin/sh\nstty -a >'%s/stty'\nprintf 'HALAMAN %%s' \"$1\"\nread -r line\nprintf 'DIBACA %%s' \"$line\"\n" % home.path)
os.chmod(browser, stat.S_IRWXU)
for number in (None, signal.SIGTERM):
    reader = start(BROWSER=browser)
    reader.type("o")
    reader.wait(rb"HALAMAN http")
    reader.sane("a browser took over", reader.output.index(b"HALAMAN"))
    e2e.check(re.search(r"[^-]icanon.*[^-]echo |[^-]icanon", open(home.path + "/stty").read()), "lines are edited and echoed there")
    if number:
        reader.kill(number)
    mark = len(reader.output)
    reader.type("baris\r")
    reader.wait(rb"DIBACA baris", since=mark)
    if not number:
        reader.wait(READY, since=mark)
        e2e.check(all(name in reader.state() for name in TAKEN), "taken again: %s" % reader.state())
        reader.type("Q")
    ended(reader, "a browser in the terminal", 0)

# The keys that end or stop it are for the browser.
open(browser, "w").write("#!/bin/sh\nprintf 'HALAMAN %s' \"$1\"\nread -r line\n")
reader = start(BROWSER=browser)
reader.type("o")
mark = reader.wait(rb"HALAMAN http")
reader.type("\x03")
reader.wait(READY, since=mark)
reader.type("Q")
ended(reader, "a browser that was interrupted", 0)
reader = job(BROWSER=browser)
reader.type("o")
reader.wait(rb"HALAMAN http")
mark = len(reader.output)
reader.type("\x1a")
reader.wait(rb"HALTED", since=mark)
reader.type("baris\r")
reader.wait(READY, since=mark)
reader.type("Q")
ended(reader, "a browser that was stopped", 0)

# Terminals that know less.
for term in ("linux", "vt100", "xterm", "screen-256color", "tmux-256color"):
    reader = Pty(home, TERM=term)
    reader.wait(READY)
    reader.type("Q")
    ended(reader, term, 0)
reader = Pty(home, TERM="tidak-ada")
e2e.check(reader.ended() != 0 and b"\x1b[?1049h" not in reader.output, "an unknown terminal is refused in words: %r" % reader.output)
reader.sane("an unknown terminal")

# A database that is locked, broken, of another program, in a folder that is full.
lock = sqlite3.connect(home.database, timeout=1, isolation_level=None)
lock.execute("BEGIN EXCLUSIVE")
reader = Pty(home)
reader.wait(READY)
reader.type("\rms")
reader.read(0.5)
reader.type("Q")
ended(reader, "a locked database", *range(0, 80))
lock.execute("ROLLBACK")
lock.close()

for name, make in (("rubbish", lambda path: open(path, "wb").write(b"bukan basis data " * 1000)),
                   ("torn", lambda path: open(path, "r+b").truncate(9000)),
                   ("empty", lambda path: open(path, "wb").close()),
                   ("a folder", lambda path: (os.unlink(path), os.mkdir(path)))):
    other = e2e.Home()
    other.run("add", site.feeds[0])
    make(other.database)
    reader = Pty(other)
    reader.read(1.5)
    if os.waitpid(reader.pid, os.WNOHANG) == (0, 0):
        reader.type("Q")
        ended(reader, "a database that is " + name, 0, 74)
    else:
        reader.status = 1
        reader.read(0.2)
        reader.sane("a database that is " + name)
        e2e.check(re.search(rb"[a-z]{4,}", reader.output), "a sentence about a database that is %s: %r" % (name, reader.output))


def no_room():
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


for fresh in (False, True):
    other = e2e.Home() if fresh else home
    reader = Pty(other, before=no_room)
    reader.read(2.0)
    reader.type("\rm")
    reader.read(0.5)
    try:
        reader.type("\x1bQ" if fresh else "Q")
        time.sleep(0.3)
        reader.type("Q")
    except OSError:
        pass
    code = reader.ended()
    e2e.check(code >= 0, "no room on the disk ends with a signal: %s" % code)
    reader.sane("no room on the disk")

# A real disk without room, where that can be had.
disk = os.path.join(home.path, "disk")
os.mkdir(disk)
small = "mount -t tmpfs -o size=64k tmpfs '%s' && head -c 60000 /dev/zero >'%s/isi'; HOME='%s' exec '%s'" % (disk, disk, disk, e2e.WARTA)
if subprocess.run(["unshare", "-rm", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
    reader = Pty(home, before=lambda: os.execve("/usr/bin/env", ["env", "unshare", "-rm", "sh", "-c", small], dict(home.env)))
    reader.read(2.0)
    try:
        reader.type("Q")
    except OSError:
        pass
    e2e.check(reader.ended() >= 0, "a full disk")
    reader.sane("a full disk")

# No terminal at all.
done = subprocess.run([e2e.WARTA], env=home.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
e2e.check(done.returncode == os.EX_UNAVAILABLE and done.stdout == b"" and b"terminal" in done.stderr, "without a terminal: %s" % done)

# One that cannot place its cursor: said before anything else is sent.
reader = Pty(home, TERM="dumb")
code = reader.ended()
e2e.check(code == os.EX_UNAVAILABLE and b"warta list" in reader.output and b"\x1b" not in reader.output, "TERM=dumb: %s %r" % (code, reader.output))
reader.end()
