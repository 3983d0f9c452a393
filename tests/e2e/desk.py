# SPDX-License-Identifier: MIT
"""A reader on a newsroom that the key scripts know by heart, and its keys: names
of actions, the views they are for and what they are bound to come from the
program (--print-keys), so that no action can be forgotten here."""
import html
import json
import os
import re
import sys
import time
from email.utils import formatdate

import e2e

ARTICLES = 40
RAW = {  # what a terminal sends
    "Enter": "\r", "Tab": "\t", "S-Tab": "\x1b[Z", "Backspace": "\x7f", "Esc": "\x1b", "Space": " ", "S-Space": "\x1b[27;2;32~",
    "Up": "\x1b[A", "Down": "\x1b[B", "Right": "\x1b[C", "Left": "\x1b[D", "Home": "\x1b[H", "End": "\x1b[F", "PgUp": "\x1b[5~",
    "PgDn": "\x1b[6~", "M-Up": "\x1b[1;3A", "M-Down": "\x1b[1;3B", "M-Right": "\x1b[1;3C", "M-Left": "\x1b[1;3D",
}
SCRIPTS = {}


def raw(key):
    if key in RAW:
        return RAW[key]
    if key.startswith("C-"):
        return chr(ord(key[2]) & 31)
    return "\x1b" + key[2:] if key.startswith("M-") else key


def script(*names):
    """The function presses all keys of these actions and checks what comes of it."""
    def keep(function):
        for name in names:
            e2e.check(name not in SCRIPTS, "two scripts for " + name)
            SCRIPTS[name] = function
        return function
    return keep


def related(site, number):
    """The next article, which is in the feed, and an older one, which is not."""
    links = (("uji", "Uji", number % ARTICLES + 1), ("lama", "Kapal lama di dermaga", number))
    return "".join("<p>Baca Juga: <a href='%s/%s/%02d'>%s %02d %s</a></p>" % (site.base, folder, n, name, n, "dari kampung" if folder == "uji" else "masih berlayar") for folder, name, n in links)


def page(site, number, title="Uji"):
    rows = "".join("<p>Baris %03d: warga menunggu kapal di dermaga %02d sejak pagi hari itu juga.</p>" % (n, number) for n in range(1, 91))
    return ("<html lang='id'><head><title>%s %02d dari kampung</title></head><body><article><h1>%s %02d dari kampung</h1>"
            "<p>Halaman %02d: <a href='%s/uji/dermaga'>laporan dermaga</a> terbit kemarin, kata <a href='%s/uji/kapal'>awak kapal</a>.</p>%s%s</article></body></html>"
            % (title, number, title, number, number, site.base, site.base, related(site, number), rows)).encode()


def uji(site):
    items, now = [], int(time.time())
    for n in range(1, ARTICLES + 1):
        site.files["/uji/%02d" % n] = page(site, n)
        site.files["/lama/%02d" % n] = page(site, n, "Lama")
        sound = "<enclosure url='%s/suara/%02d.mp3' type='audio/mpeg' length='2000'/>" % (site.base, n) if n == 1 else ""
        rows = "".join("&lt;p&gt;Kalimat %03d dari umpan tentang dermaga dan kapal.&lt;/p&gt;" % k for k in range(1, 61))
        items.append("<item><title>Uji %02d dari kampung</title><link>%s/uji/%02d</link><guid>uji-%d</guid><pubDate>%s</pubDate>%s"
                     "<description>Isi umpan %02d: &lt;a href='%s/uji/dermaga'&gt;laporan dermaga&lt;/a&gt; dan &lt;a href='%s/uji/kapal'&gt;awak kapal&lt;/a&gt;. %s%s</description></item>"
                     % (n, site.base, n, n, formatdate(now - n * 7200), sound, n, site.base, site.base, html.escape(related(site, n)), rows))
    site.files["/suara/01.mp3"] = b"ID3" + bytes(1997)
    return ("<rss version='2.0'><channel><title>Kabar Uji</title><link>%s/</link>%s</channel></rss>" % (site.base, "".join(items))).encode()


class Desk:
    def __init__(self, columns=100, rows=30, settings=""):
        self.site = e2e.newsroom()
        self.site.files["/uji.xml"] = uji(self.site)
        self.home = e2e.Home()
        self.folder = os.path.join(self.home.path, ".config", "warta")
        self.opened = os.path.join(self.home.path, "opened")
        browser = os.path.join(self.home.path, "browser")
        with open(browser, "w") as out:
            out.write("#!/bin/sh\nprintf '%%s\\n' \"$*\" >>'%s'\n" % self.opened)
        os.chmod(browser, 0o700)
        os.makedirs(self.folder)
        self.write("urls", "%s/uji.xml berita\n%s berita\n%s\n%s\n" % (self.site.base, *self.site.feeds))
        self.write("config", "[reader]\nfold-stories = no\n%s[fetch]\non-start = no\nevery = 30d\n[offline]\nfulltext = never\n[open]\nbrowser = %s\nplayer = %s suara\n"
                   "downloads = %s/unduhan\n[keys]\nmacro.x = \"star; down\"\n" % (settings, browser, browser, self.home.path))
        self.home.run("refresh", "--all")
        self.table = self.actions()
        self.columns, self.rows = columns, rows
        self.start()

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as out:
            out.write(text)

    def read(self, name):
        return open(os.path.join(self.folder, name)).read()

    def start(self):
        self.reader = e2e.Terminal(self.home, columns=self.columns, rows=self.rows)
        self.reader.tmux("set-option", "-g", "set-clipboard", "on")
        self.reader.wait("Kabar Uji")
        self.wait_row("Kabar Uji")

    def start_again(self, opens_list=True):
        """Once the reader has ended, as it has to now."""
        self.wait("EXIT=0")
        self.reader.close()
        self.start()
        if opens_list:
            self.send("Enter")
            self.wait_top("^ Kabar Uji")

    def actions(self):
        """By name: views, and keys by view."""
        table, views = {}, []
        for line in self.home.run("--print-keys").splitlines():
            if line.startswith(";"):
                views = re.search(r"\(([a-z ]+)\)$", line).group(1).split()
            elif " =" in line and not line.startswith("macro."):
                name, keys = line.split(" =", 1)
                view, _, action = name.rpartition(".")
                row = table.setdefault(action, (views, {}))
                for one in [view] if view else views:
                    row[1][one] = keys.split()
        return table

    # ---- pressing -----------------------------------------------------------

    def keys_of(self, action, view):
        return self.table[action][1].get(view, [])

    def send(self, *keys):
        for key in keys:
            if key == "Esc":  # what follows at once would be Alt and a key
                self.reader.step("Escape", 1)
                continue
            self.reader.tmux("send-keys", "-t", "w", "-H", *["%02x" % b for b in raw(key).encode()])

    def type(self, text):
        self.reader.type(text)

    def command(self, text):
        """By the command line, for actions without a key."""
        self.send(":")
        self.wait_bottom(r"^:")
        self.type(text)
        self.wait_bottom("^:.*" + re.escape(text))
        self.send("Enter")

    def press(self, action, key):
        """The key, or the command line where the action has none."""
        if key:
            self.send(key)
        else:
            self.command(action)

    def each(self, action, view):
        """Presses each key of the action in turn, with a turn of the loop after each."""
        for key in self.keys_of(action, view) or [None]:
            self.press(action, key)
            yield key

    # ---- looking --------------------------------------------------------------

    def until(self, claim, what, seconds=60):
        end = time.monotonic() + seconds
        while True:
            value = claim()
            if value:
                return value
            if time.monotonic() > end:
                e2e.fail("%s: not within %d s on this screen:\n%s" % (what, seconds, self.reader.text()))
            time.sleep(0.02)

    def text(self):
        return self.reader.text()

    def top(self):
        return self.text().split("\n", 1)[0]

    def wait_top(self, pattern):
        return self.until(lambda: re.search(pattern, self.top()), "the first line is %r" % pattern)

    def wait_bottom(self, pattern):
        return self.until(lambda: re.search(pattern, self.text().rstrip("\n").rsplit("\n", 1)[-1]), "the last line is %r" % pattern)

    def wait(self, pattern):
        return self.reader.wait(pattern)

    def gone(self, pattern):
        return self.reader.wait(pattern, gone=True)

    def reversed(self, is_dim=False):
        """The text that stands in reverse, as the selected row does; dim where
        the keys are elsewhere."""
        found, state = [], set()
        for part in re.split(r"(\x1b\[[0-9;]*m|\x1b[()][A-Z0-9]|\x1b\]8;[^\x1b]*\x1b\\|\n|\x0e|\x0f)", self.reader.styled()):
            if part.startswith("\x1b["):
                for number in part[2:-1].split(";"):
                    state = set() if number in ("", "0") else state | {number}
            elif part == "\n" or part[:1] in ("\x1b", "\x0e", "\x0f"):
                continue
            elif "7" in state and ("2" in state) == is_dim:
                found.append(part)
        return "".join(found)

    def wait_row(self, pattern, is_dim=False):
        return self.until(lambda: re.search(pattern, self.reversed(is_dim)), "the selected row is %r, but is %r" % (pattern, self.reversed(is_dim)))

    def number(self, is_dim=False):
        """Of the selected headline."""
        found = re.search(r"Uji (\d\d)", self.reversed(is_dim))
        return int(found.group(1)) if found else 0

    def buffer(self):
        return self.reader.tmux("show-buffer", check=False)

    def clipboard(self, wanted):
        self.until(lambda: wanted in self.buffer(), "the clipboard holds " + wanted)
        self.reader.tmux("delete-buffer", check=False)

    def browsed(self, wanted):
        def is_there():
            return os.path.exists(self.opened) and wanted in open(self.opened).read()
        self.until(is_there, "the browser got " + wanted)
        os.unlink(self.opened)

    def setting(self, name, wanted):
        """As the file has it."""
        self.until(lambda: "%s = %s" % (name, wanted) in self.read("config"), "%s = %s is saved" % (name, wanted))

    # ---- what is stored -----------------------------------------------------------

    def articles(self, query=""):
        return json.loads(self.home.run("list", "--json", "--limit", "0", *([query] if query else [])))

    def count(self, query, wanted):
        self.until(lambda: len(self.articles(query)) == wanted, "%d articles are %s, wanted %d" % (len(self.articles(query)), query, wanted))

    def fetched(self, path):
        return sum(1 for seen, _ in self.site.seen if seen == path)

    def wait_fetched(self, path, more_than):
        self.until(lambda: self.fetched(path) > more_than, path + " is asked for once more")

    def stop(self):
        self.reader.type("Q")
        self.reader.wait("EXIT=0")
        self.reader.close()

    def run(self, view):
        """Every action in force in the view has to have a script; runs them."""
        missing = [name for name, (views, _) in self.table.items() if view in views and name not in SCRIPTS]
        e2e.check(not missing, "no script for %s in the %s view" % (", ".join(missing), view))
        only = sys.argv[1:]
        done = set()
        for name, function in list(SCRIPTS.items()):
            if view not in self.table[name][0] or function in done or (only and name not in only):
                e2e.check(view in self.table[name][0], "%s is not in force in %s" % (name, view))
                continue
            done.add(function)
            began = time.monotonic()
            function(self)
            print("%5.2f s  %s" % (time.monotonic() - began, name))
            sys.stdout.flush()
