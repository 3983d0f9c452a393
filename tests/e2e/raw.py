# SPDX-License-Identifier: MIT
"""Nothing that somebody else wrote reaches the terminal as a command. Texts that
would be one stand wherever content is shown: headlines, articles, authors, tags,
names of feeds, addresses, errors, notices, what is typed and pasted; all that
the reader sends is read byte by byte, and whatever is not a sequence that a
reader has to send is a failure. In UTF-8, in ISO-8859-1 and plain ASCII, in
colour and in the linear mode for screen readers."""
import base64
import html
import os
import re
import subprocess
import sys
import time

import e2e

os.environ.update(WARTA_CANARY="127.0.0.2:1", WARTA_PWN="/nonexistent", WARTA_SECRET="/nonexistent")
import hostile_cases as cases  # noqa: E402  (reads what was set above)
from ptys import SEQUENCE, Pty  # noqa: E402

TEXTS = dict(cases.TEXTS)
TEXTS.update({
    "emoji": "👨‍👩‍👧‍👦 🇮🇩 👍🏽 1️⃣ 🏳️‍🌈", "ambiguous": "±×÷°…—“”★☆■□▲△◆◇○●◎", "hidden": "♥" + "".join(chr(0xe0100 + n) for n in range(99)),
    "markup": "<script>alert(1)</script> &lt;b&gt; &amp;#27;[31m", "pre-line": "baris " * 3000, "mouse": "\x1b[?1002h\x1b[?2004h\x1b[<0;1;1M", "stack": "\x1b[22;0t\x1b[23;0t",
    "c1-again": "\u009b31m\u009d52;c;cm0=\u009c\u0090$q\u009c\u0085", "del": "a\x7f\x7f\x7fb", "paste": "\x1b[200~:quit\r\x1b[201~", "font": "\x1b(0lqk\x1b(B\x0e\x0f", "keypad": "\x1b=\x1b>\x1bc\x1b7\x1b8",
})
LINK = "/a/%d?\x1b]0;DIBAJAK\x07\u202egpj.exe\x9b31m"
# What a reader has to send: colours, places, erasing, moving lines, modes.
ALLOWED = [
    (b"", rb"[0-9;:]*", b"", b"m"), (b"", rb"[0-9]*(;[0-9]+)?", b"", b"HfrsLMCDABGdXP@ST"), (b"", rb"[02]?", b"", b"JK"), (b"", rb"(22|23);0(;0)?", b"", b"t"),
    (b"?", rb"[0-9;]+", b"", b"hl"), (b"?", rb"69", b"$", b"p"), (b"", rb"[0-9]+", b"", b"b"), (b"", rb"4", b"", b"l"), (b"", rb"8", b"", b"hl"),
]
PRIVATE = {b"1", b"7", b"12", b"25", b"69", b"1000", b"1002", b"1006", b"1049", b"2004", b"2026", b"1034"}
COMMANDS = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000e0000-\U0010ffff]"


def address(found, what):
    e2e.check(re.fullmatch(rb"[\x21-\x7e]*", found), "%s is told %r" % (what, found))


def judge(output, encoding, where):
    """Every sequence is one of ours, every other byte is text."""
    for found in SEQUENCE.finditer(output):
        prefix, numbers, middle, final, osc = found.group(1, 2, 3, 4, 5)
        if osc is not None:
            kind, _, rest = osc.partition(b";")
            if kind == b"8":
                address(rest.partition(b";")[2], where + ": OSC 8")
                e2e.check(re.match(rb"(id=\d+)?;(https?://|$)", rest), "%s: OSC 8 %r" % (where, rest))
            elif kind == b"52":
                address(base64.b64decode(rest[2:], validate=True), where + ": OSC 52")
            elif kind in (b"9", b"777"):
                e2e.check(not re.search(COMMANDS, rest.decode("utf8")), "%s: a notice of %r" % (where, rest))
            else:
                e2e.fail("%s: sends OSC %r" % (where, osc))
        elif final is not None:
            fits = any(prefix == p and re.fullmatch(n, numbers) and middle == m and final in f for p, n, m, f in ALLOWED)
            fits = fits and (prefix != b"?" or set(numbers.split(b";")) <= PRIVATE)
            e2e.check(fits, "%s: sends %r" % (where, found.group()))
        else:
            e2e.check(found.group() in (b"\x1b(B", b"\x1b=", b"\x1b>"), "%s: sends %r" % (where, found.group()))
    try:
        text = SEQUENCE.sub(b"", output).decode(encoding)
    except UnicodeDecodeError as error:
        e2e.fail("%s: %s: %r" % (where, error, error.object[max(0, error.start - 40):error.end + 20]))
    found = re.search(COMMANDS, text)
    e2e.check(not found, "%s: sends %r" % (where, found and text[max(0, found.start() - 60):found.end() + 30]))
    e2e.check(not re.search(r"\n(?<!\r\n)", text), "%s: a line feed alone" % where)


site = e2e.Site()
names = list(TEXTS)


def item(n, name):
    text = TEXTS[name]
    return ("<item><title>%s</title><link>%s</link><guid isPermaLink='false'>%s</guid><pubDate>Mon, 05 Jan 2026 %02d:%02d:00 GMT</pubDate><author>a@b.example (%s)</author><category>%s</category>"
            "<description>%s</description></item>") % (
        html.escape("%03d %s" % (n, text[:300])), html.escape(site.base + LINK % n), n, 23 - n // 60, 59 - n % 60, html.escape(text[:200]), html.escape(text[:100]),
        html.escape("<p>BADAN%03d</p><p>%s</p><p>%s</p><pre>%s</pre><p><a href=\"%s\">%s</a> <img src='%s' alt='%s'></p><p>Baca Juga: <a href='%s/b/%d?\x1b[31m'>%s</a></p>" % (
            n, html.escape(text[:60000]), "".join("&#%d;" % ord(c) for c in text[:300]), html.escape(text[:60000]), html.escape(site.base + LINK % n), html.escape(text[:300]) or "x",
            site.base + "/g", html.escape(text[:300]), site.base, n, html.escape(text[:300]) or "x")))


def feed(title, *items):
    return ("<?xml version='1.1' encoding='UTF-8'?><rss version='2.0'><channel><title>%s</title>%s</channel></rss>" % (html.escape(title), "".join(items))).encode("utf8", "surrogatepass")


def rude(handler):
    handler.wfile.write(b"HTTP/1.1 500 \x1b]0;DIBAJAK\x07\xc2\x9b31m\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    handler.close_connection = True


def astray(handler):
    handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /\x1b]52;c;cm0=\x07\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    handler.close_connection = True


site.files["/semua.xml"] = feed("Semua" + TEXTS["title"] + TEXTS["overrides"], *[item(n, name) for n, name in enumerate(names)])
site.files["/baru.xml"] = feed("Baru" + TEXTS["clipboard"])
site.rules["/rusak.xml"], site.rules["/sesat.xml"] = rude, astray


class Home(e2e.Home):
    def prepare(self, settings):
        folder = os.path.join(self.path, ".config", "warta")
        os.makedirs(folder)
        with open(os.path.join(folder, "urls"), "wb") as out:
            out.write(b"%s \"label \x1b[31m\xc2\x9b5m\"\n" % (site.base + "/semua.xml").encode())
            out.write(b"%s \"~Nama \x1b]0;DIBAJAK\x07 \xe2\x80\xaegpj\"\n" % (site.base + "/baru.xml").encode())
            out.write(("%s/rusak.xml\n%s/sesat.xml\n" % (site.base, site.base)).encode())
            out.write(b"\"query:Cari \x1b[5m\xc2\x90q:unread = \\\"yes\\\"\"\n")
        with open(os.path.join(folder, "config"), "w") as out:
            out.write("[reader]\n%s[offline]\nfulltext = never\n[fetch]\non-start = no\n[notify]\n%s" % settings)
        site.files["/baru.xml"] = feed("Baru" + TEXTS["clipboard"])
        self.run("refresh", "--all", want=None)


def locale_of(home, name, charset):
    """A locale made for this test, where the system has its parts."""
    folder = os.path.join(home.path, "locale")
    os.makedirs(folder)
    made = subprocess.run(["localedef", "-c", "-f", charset, "-i", name, os.path.join(folder, name)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {"LC_ALL": name, "LOCPATH": folder} if os.path.isdir(os.path.join(folder, name)) and made else {"LC_ALL": "C"}


def session(where, encoding, settings, locale=None, rows=30, columns=100):
    began = time.monotonic()
    home = Home()
    home.prepare(settings)
    env = locale_of(home, *locale) if locale else {"LC_ALL": "C.UTF-8"}
    reader = Pty(home, rows=rows, columns=columns, **env)

    def press(keys, quiet=0.02):
        reader.type(keys)
        reader.read(quiet)

    def see(pattern, keys=""):
        """Draws all again until it is there in one piece."""
        press(keys)
        for _ in range(60):
            mark = len(reader.output)
            press("\x0c", 0.03)
            for _ in range(10):
                if re.search(pattern, reader.output[mark:]):
                    return
                reader.read(0.02)
        e2e.fail("%s: %r is not shown: %r" % (where, pattern, reader.output[mark:]))

    see(rb"Semua")
    press("g")
    for key in "jjjjjjjjjj":
        press(key)
    press("G")
    for _ in range(3):  # the last ones are feeds, two of them fail
        press("i")
        see(rb"How this feed")
        press("qk")
    press("gjjj\r", 0.2)  # all articles
    see(rb"000 ")
    for n in range(len(names)):
        press("\r")
        see(rb"BADAN%03d" % n)
        press("\t\t\t\t")  # the line below tells where links lead
        press("y2y")
        press("uqVq")
        press("bbTG\x07")
        press("Gq")
        see(rb"%03d " % n)
        press("j")
    press(":history\rq:log\r")
    press("qtq")
    for prompt in ("/", "F", ":", "a", "T"):
        press("g" + prompt)
        reader.type("\x1b[200~" + "".join(TEXTS[name][:200] for name in ("colour", "c0", "overrides", "c1", "tags")) + "\x1b[201~")
        reader.read(0.1)
        press("\rq" if prompt == "/" else "\x07", 0.2)
    site.files["/baru.xml"] = feed("Baru" + TEXTS["clipboard"], *[item(n, name) for n, name in enumerate(names) if n % 3 == 0])
    press("R", 0.3)
    if "osc" in settings[1]:
        reader.wait(rb"\x1b\](9|777);.*?\x1b\\")
    press("Q", 0.2)
    e2e.check(reader.ended() == 0, "%s: the reader leaves" % where)
    judge(reader.output, encoding, where)
    reader.sane(where)
    for name, text in TEXTS.items():
        e2e.check("\x1b" not in text or text.encode("utf8", "surrogatepass") not in reader.output, "%s: %s reaches the terminal" % (where, name))
    for folder, _, files in os.walk(os.path.join(home.path, ".local", "state")):
        for name in files:
            with open(os.path.join(folder, name), "rb") as log:
                e2e.check(not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", log.read()), "%s: %s holds a control byte" % (where, name))
    print("%5.1f s  %s, %d bytes" % (time.monotonic() - began, where, len(reader.output)))
    sys.stdout.flush()


session("UTF-8", "utf8", ("", "how = osc9\n"))
session("UTF-8, wide", "utf8", ("", "how = osc777\n"), rows=45, columns=150)
session("UTF-8, plain", "utf8", ("plain = yes\n", "how = osc9\n"))
session("ISO-8859-1", "latin1", ("", "how = osc777\n"), ("en_US", "ISO-8859-1"))
session("ASCII, plain, small", "ascii", ("plain = yes\n", "how = off\n"), ("none", "none"), rows=24, columns=60)
