# SPDX-License-Identifier: MIT
"""What other programs are given: a headline for the announcer, an address for
browser and player. Whatever a feed says in them, it is one word, no option, no
command, no control byte, and never an address that is none of the web."""
import os
from html import escape

import e2e

e2e.need("tmux")
home, site = e2e.Home(), e2e.Site()
pwn, given, stub = (os.path.join(home.path, name) for name in ("pwn", "given", "stub"))
os.mkdir(pwn)
os.mkdir(given)
# One file a call, there when it is whole.
open(stub, "w").write("#!/bin/sh\nfor word in \"$@\"; do printf '%%s\\0' \"$word\"; done >'%s/.'$$ && mv '%s/.'$$ '%s/'$$\n" % (given, given, given))
os.chmod(stub, 0o700)
HEADLINES = ["-rf %s" % pwn, "--help", "$(touch %s/1) `touch %s/2`" % (pwn, pwn), "\"; touch %s/3; '" % pwn,
             "%b %t %u %s %n", "\x1b]0;DIBAJAK\x07\u202etxt.exe", "a | b > %s/4 & c" % pwn]
ADDRESSES = ["http://a.example/;touch%%20%s/5" % pwn, "http://a.example/' \" && touch %s/6" % pwn, "http://a.example/%u%t%b",
             "http://a.example/\x1b[2J\u202e", "http://\u0430\u0440\u0440\u04cf\u0435.example/", "ytdl://x", "--script=/tmp/x",
             "file:///etc/passwd", "javascript:alert(1)", "|touch %s/7" % pwn]
items = []


def publish():
    site.files["/feed.xml"] = ("<rss version='2.0'><channel><title>Kabar</title>%s</channel></rss>" % "".join(items)).encode("utf8")


def item(title, number, more=""):
    items.insert(0, "<item><title>%s</title><guid>%d</guid><description>Isi.</description>%s</item>" % (escape(title), number, more))
    publish()


def calls():
    return {name for name in os.listdir(given) if name[0] != "."}


def new_call(before, what):
    e2e.until(lambda: calls() - before, lambda: "nothing is handed over: %s; %d requests, on this screen:\n%s" % (what, len(site.seen), reader.text()), 60)
    words = open(os.path.join(given, (calls() - before).pop()), "rb").read().split(b"\0")[:-1]
    for word in words:
        text = word.decode("utf8")
        e2e.check(text.isprintable() and text[:1] != "-" and "\u202e" not in text, "%r is handed over for %r" % (words, what))
    return words


item("Pertama", 0, "".join("<enclosure url='%s' type='audio/mpeg' length='9'/>" % escape(a, True) for a in ADDRESSES))
home.run("add", site.base + "/feed.xml")
with open(os.path.join(home.path, ".config", "warta", "config"), "a") as config:
    config.write("[open]\nplayer = %s %%u\nbrowser = %s %%u\n[notify]\nhow = command\ncommand = %s %%t %%b\n" % (stub, stub, stub))
os.chmod(os.path.join(home.path, ".config", "warta", "config"), 0o600)
reader = e2e.Terminal(home, columns=100, rows=30)
reader.wait("Kabar")
for number, headline in enumerate(HEADLINES, 1):
    before = calls()
    item(headline, number)
    reader.type("R")
    words = new_call(before, headline)
    e2e.check(len(words) == 2 and words[0] == b"warta", "two words for %r: %r" % (headline, words))
    e2e.check("\x1b" in headline or words[1].decode() == (" " if headline[0] == "-" else "") + headline,
              "the headline as it is: %r" % words)

reader.type("/")
reader.type("pertama")
reader.wait("1 found")
reader.keys("Enter", "Enter")
reader.wait("Media")
for number in range(7):  # what is left of them: two became paths of the site
    before = calls()
    reader.keys("e")
    screen = reader.wait("Sound, video, files")
    e2e.check(screen.count("│ ") == 7 and "xn--80ak6aa92e.example" in screen, "addresses of the web are offered:\n" + screen)
    reader.keys(*["j"] * number)
    reader.keys("Enter")
    words = new_call(before, "enclosure %d" % number)
    e2e.check(len(words) == 1 and words[0].startswith(b"http://") and b" " not in words[0], "one address: %r" % words)
    reader.wait("Sound, video, files", gone=True)
reader.type("Q")
reader.wait("EXIT=0")
e2e.check(os.listdir(pwn) == [], "something was run: %s" % os.listdir(pwn))
