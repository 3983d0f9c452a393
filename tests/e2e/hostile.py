# SPDX-License-Identifier: MIT
"""Everything that hostile_cases.py can think of, sent to the real program:
whatever comes, it lives, ends in time and small, harms no other feed, asks
nobody it should not, runs nothing, and tells the terminal nothing."""
import fcntl
import json
import os
import pty
import re
import resource
import select
import socket
import sqlite3
import struct
import termios
import threading
import time

import e2e

home = e2e.Home()
pwn, secret = os.path.join(home.path, "pwn"), os.path.join(home.path, "secret.txt")
os.mkdir(pwn)
open(secret, "w").write("RAHASIA-2b7e15\n")
canary = socket.create_server(("127.0.0.2", 0))
os.environ.update(WARTA_CANARY="127.0.0.2:%d" % canary.getsockname()[1], WARTA_PWN=pwn, WARTA_SECRET=secret)
import hostile_cases as cases  # noqa: E402  (reads what was set above)

WITNESS = cases.rss(*[cases.item("Saksi %d" % n, "http://contoh.example/saksi", "saksi-%d" % n) for n in range(3)], title="Saksi")
answers, visits, steps = {"saksi": cases.answer(WITNESS)}, {}, []


def serve(connection):
    with connection:
        try:
            connection.settimeout(60)
            request = b""
            while b"\r\n\r\n" not in request:
                part = connection.recv(65536)
                if not part:
                    return
                request += part
            name = request.split()[1].decode("latin1")[1:].split("?")[0]
            visits[name] = visits.get(name, 0) + 1
            answer = answers.get(name, cases.answer("", "404 Not Found"))
            if callable(answer):
                answer(connection, visits[name])
            else:
                connection.sendall(answer)
        except OSError:
            pass


def accept():
    while True:
        connection = server.accept()[0]
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


server = socket.create_server(("127.0.0.1", 0), backlog=64)
base = "http://127.0.0.1:%d/" % server.getsockname()[1]
threading.Thread(target=accept, daemon=True).start()


def rows(text, *values):
    with sqlite3.connect("file:%s?mode=ro" % home.database, uri=True) as db:
        return db.execute(text, values).fetchall()


def stored(name):
    return rows("SELECT count(*) FROM items JOIN feeds ON feeds.id = feed WHERE feeds.url = ?", base + name)[0][0]


def witness():
    return rows("SELECT items.id, date, unread, starred, hidden, seen, items.title, items.url FROM items JOIN feeds ON feeds.id = feed WHERE feeds.url = ? ORDER BY items.id", base + "saksi")


def step(text):
    steps.append("%5.1f s  %s" % (time.monotonic() - start, text))


def whole(name):
    e2e.check(witness() == saw, "%s: another feed's articles changed:\n%s\n%s" % (name, saw, witness()))
    e2e.check(rows("PRAGMA integrity_check") == [("ok",)], "%s: the database is not whole" % name)


def clean(text, where):
    """What people read holds no command for a terminal, whoever wrote it."""
    found = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", text)
    e2e.check(not found, "%s prints %a" % (where, found and found.group()))


start = time.monotonic()
home.run("add", base + "saksi")
home.run("mark", "read", '"Saksi 1"')
saw = witness()
e2e.check(len(saw) == 3, "the witness is there")

for group in (cases.HTTP, cases.XML):
    for name, answer, end in group:
        answers[name], began = answer, time.monotonic()
        home.run("add", base + name, want=None, timeout=120)
        said, took = home.stderr.strip(), time.monotonic() - began
        clean(said, name)
        e2e.check(said.count("\n") == 0, "%s: one sentence: %r" % (name, said))
        e2e.check(took < 45, "%s took %.1f s" % (name, took))
        if isinstance(end, int):
            e2e.check(stored(name) == end, "%s: %d articles, wanted %d: %r" % (name, stored(name), end, said))
        elif end is not None:
            e2e.check(said and end in said, "%s: wanted a sentence with %r: %r" % (name, end, said))
            e2e.check(stored(name) == 0, "%s: refused, and yet %d articles" % (name, stored(name)))
    whole(group[0][0])
step("%d answers and documents" % (len(cases.HTTP) + len(cases.XML)))

for name, answer, count in cases.AGAIN:
    answers[name] = answer
    home.run("add", base + name, want=None)
for _ in range(4):
    home.run("refresh", *[base + row[0] for row in cases.AGAIN], want=None)
for name, _, count in cases.AGAIN:
    e2e.check(stored(name) == count and visits[name] >= 5, "%s: %d articles after %d visits, wanted %d" % (name, stored(name), visits[name], count))
whole("again")

with open(os.path.join(home.path, ".config", "warta", "urls"), "a") as urls:
    for name, answer in cases.SLOW:
        answers[name] = answer
        urls.write(base + name + " timeout=3\n")
began = time.monotonic()
home.run("refresh", base + "saksi", *[base + row[0] for row in cases.SLOW], want=75)
e2e.check(time.monotonic() - began < 28, "slow servers hold a refresh up for %.1f s" % (time.monotonic() - began))
e2e.check(home.stderr.count("\n") == len(cases.SLOW), "each slow one has its sentence: %r" % home.stderr)
whole("slow")
step("%d feeds many times, %d slow ones" % (len(cases.AGAIN), len(cases.SLOW)))

answers["tanggal"] = cases.answer(cases.rss(*[cases.item("Tanggal %d" % n, date=date) for n, date in enumerate(cases.DATES)]))
answers["tautan"] = cases.answer(cases.rss(*[cases.item("Tautan %d" % n, cases.fill(link)) for n, link in enumerate(cases.LINKS)]))
answers["isi"] = cases.answer(cases.rss(*[cases.item("Isi " + name, body=cases.fill(body) + "<p>SESUDAH</p>") for name, body in cases.HTML.items() if len(body) < 1500000], title="Badan"))
answers["besar"] = cases.answer(cases.rss(*[cases.item("Isi " + name, body=cases.fill(body) + "<p>SESUDAH</p>") for name, body in cases.HTML.items() if len(body) >= 1500000]))
answers["teks"] = cases.answer(cases.rss(*[cases.item(text + " ujian " + name, "", name, body="<p>%s</p>&#27;[31m&#155;5m" % cases.escape(text)) for name, text in cases.TEXTS.items()], title="Teks" + cases.TEXTS["title"] + cases.TEXTS["overrides"]))
for name in ("tanggal", "tautan", "isi", "besar", "teks"):
    home.run("add", base + name)
now = time.time()
for date, seen in rows("SELECT date, seen FROM items WHERE title LIKE 'Tanggal%'"):
    e2e.check(0 < date <= now + 86400, "a date of %d would lead or trail the list for ever" % date)
clean(home.run("list", "--limit", "0"), "list")
clean(home.run("feeds"), "feeds")
for number, title, feed in rows("SELECT items.id, items.title, feeds.url FROM items JOIN feeds ON feeds.id = feed"):
    if feed[len(base):] not in ("tautan", "isi", "besar", "teks"):
        continue
    began = time.monotonic()
    text = home.run("show", "--text", str(number), timeout=120, want=None)
    e2e.check(text or title.startswith("empty"), "%r is not shown: %s" % (title[:40], home.stderr))
    e2e.check(time.monotonic() - began < 25, "%r takes %.1f s to show" % (title[:40], time.monotonic() - began))
    clean(text, "show %r" % title[:40])
    e2e.check("RAHASIA" not in text, "the secret is shown")
    if title.startswith("Isi ") and title[4:] not in ("open", "comments"):
        e2e.check("SESUDAH" in text or "SESUDAH" in home.run("show", "--html", str(number)) or len(text) > 10000, "%s: what follows is lost: %r" % (title, text[-200:]))
step("%d texts, %d bodies, %d links, %d dates shown" % tuple(map(len, (cases.TEXTS, cases.HTML, cases.LINKS, cases.DATES))))

for name, text, count in cases.OPML:
    path = os.path.join(home.path, name + ".opml")
    open(path, "w").write(cases.fill(text))
    before = len(json.loads(home.run("feeds", "--json")))
    home.run("import", path, want=None, timeout=30)
    clean(home.stderr.replace("\n", ""), name)
    listed = json.loads(home.run("feeds", "--json"))
    e2e.check(count is None or len(listed) - before == count, "%s: %d feeds came of it, wanted %s" % (name, len(listed) - before, count))
    e2e.check(all(row["url"].startswith("http://") for row in listed), "%s: a command was subscribed" % name)
whole("opml")

# The reader, byte by byte: a real terminal would obey all of this.
browser = os.path.join(home.path, "browser")
open(browser, "w").write("#!/bin/sh\nfor word in \"$@\"; do printf '%%s\\0' \"$word\"; done >'%s/opened/'$$\n" % home.path)
os.chmod(browser, 0o700)
os.mkdir(os.path.join(home.path, "opened"))
child, terminal = pty.fork()
if child == 0:
    os.execve(e2e.WARTA, ["warta"], dict(home.env, BROWSER=browser))
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
output = b""


def press(keys, quiet=0.25, most=15):
    """Types, then reads until the reader has been quiet for a moment."""
    global output
    os.write(terminal, keys)
    end = time.monotonic() + most
    while time.monotonic() < end and select.select([terminal], [], [], quiet)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            return False
        output += part
    return True


def press_for(keys, wanted):
    """Types, then reads until that is painted."""
    global output
    output, before = b"", output
    press(keys, 0.6)
    e2e.until(lambda: wanted in output or not press(b""), lambda: "%r brings no %r: %r" % (keys, wanted, output[-2000:]), 60)
    output = before + output


press_for(b"", b"Saksi")
press_for(b"/ujian\r", b" found")
for _ in range(len(cases.TEXTS)):
    press(b"\r", 0.12)
    press(b"  q", 0.12)
    press(b"j", 0.12)
press_for(b"/\x15tautan\r", b"Tautan")
for _ in range(len(cases.LINKS)):
    press(b"o", 0.12)
    press(b"j", 0.12)
press_for(b"/\x15isi\r", b"Isi ")
for _ in range(len(cases.HTML)):
    press(b"\r", 0.15)
    press(b" Gq", 0.15)
    press(b"j", 0.12)
e2e.check(os.waitpid(child, os.WNOHANG) == (0, 0), "the reader lives: %r" % output[-400:])
press(b"Q", 0.3, 5)
end, status = time.monotonic() + 60, (0, 0)
while status == (0, 0) and time.monotonic() < end:
    press(b"", 0.05, 0.2)
    status = os.waitpid(child, os.WNOHANG)
e2e.check(status[1] == 0 and status[0], "the reader leaves when it is told: %s" % (status,))
step("the reader, %d bytes" % len(output))

text = output.decode("utf8")
for name, hostile in cases.TEXTS.items():
    e2e.check("\x1b" not in hostile or hostile not in text, "%s reaches the terminal" % name)
for part in ("\x1b[31;5m", "\x1b]0;DIBAJAK", "\x1b]52;c;cm0g", "\x1b[21t", "\x1bPq", "\x1b_G", "\x1b[c", "\x1b[6n", "\x1b[4h"):
    e2e.check(part not in text, "%a reaches the terminal" % part)
rest = re.sub("\x1b(\\[[0-9;:?>=!]*[ -/]*[@-~]|[()*+][A-Z0-9]|[=>78MDEHc]|\\]8;[^\x07\x1b]*;[^\x07\x1b]*(\x1b\\\\|\x07))", "", text)
found = re.search("[\x00-\x07\x0b\x0c\x10-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", rest)
e2e.check(not found, "the terminal gets %a: %a" % (found and found.group(), found and rest[max(0, found.start() - 60):found.end() + 60]))
e2e.check("jahat.example/\x1b" not in text and "DIBAJAK\x07" not in text, "no address or title was planted")

opened = os.listdir(os.path.join(home.path, "opened"))
for call in opened:
    words = open(os.path.join(home.path, "opened", call), "rb").read().split(b"\0")[:-1]
    e2e.check(len(words) == 1 and re.fullmatch(b"https?://[\x21-\x7e]+", words[0]), "the browser gets one clean address: %r" % words)
e2e.check(len(opened) >= 5, "addresses were opened: %s" % opened)
whole("reader")
e2e.check(os.listdir(pwn) == [], "something was run: %s" % os.listdir(pwn))
e2e.check(not select.select([canary], [], [], 0)[0], "somebody asked the canary")
for folder, _, files in os.walk(home.path):
    for name in files:
        if os.path.join(folder, name) != secret:
            e2e.check(b"RAHASIA" not in open(os.path.join(folder, name), "rb").read(), "the secret is in " + name)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
e2e.check(peak < 200 or "ASAN_OPTIONS" in home.env, "a process needed %.0f MB" % peak)
step("peak memory of a process %.0f MB" % peak)
print("\n".join(steps))
