# SPDX-License-Identifier: MIT
"""New articles are announced: those of a feed, or that a search finds by words
of their text, and never those that a rule mutes; where rules name what is to
be announced, and no search does, just that."""
import os

import e2e

e2e.need("tmux")
site = e2e.newsroom()
tell = os.path.join(e2e.Home().path, "tell.sh")
open(tell, "w").write('#!/bin/sh\nprintf "%s\\n" "$*" >>"$TOLD"\n')
os.chmod(tell, 0o755)


def new_home(settings):
    """A home that announces with the command, and the file that this writes."""
    home = e2e.Home()
    home.env["TOLD"] = told = os.path.join(home.path, "told")
    os.makedirs(os.path.join(home.path, ".config", "warta"))
    open(os.path.join(home.path, ".config", "warta", "config"), "w").write("[notify]\nhow = command\ncommand = %s %%b\n" % tell + settings)
    return home, told


def announced(settings, what):
    """What the reader announces of the newsroom, in one line."""
    home, told = new_home(settings)
    for feed in site.feeds:
        home.run("add", "--no-fetch", feed)
    t = e2e.Terminal(home, columns=100, rows=24)
    e2e.until(lambda: os.path.exists(told) and open(told).read().count("\n") == 1, what)
    t.keys("Q")
    t.wait("EXIT=0")
    return open(told).read()


text = announced("query = (tergerus AND fondasi) OR title:ferry OR feed:kabar\n[rules]\nmute = title:ferry\n", "it is announced once")
e2e.check("(+" in text and "Ferry" not in text, "several, and not what is muted: %r" % text)
text = announced("[rules]\nkopi = notify,star title:ferry OR title:koperasi\nlagi = notify title:koperasi\n"
                 "laut = mute title:ferry\n", "what a rule names is announced")
e2e.check("Koperasi" in text and "(+" not in text,
          "and nothing else, nor it twice, nor what the next one mutes: %r" % text)

# A refresh from cron: what it judged is announced by its own command, once, and
# where there is none by the reader that is open, or the next one.
RULE = "[rules]\ngempa = notify title:gempa\n"
home, told = new_home(RULE)
conf = os.path.join(home.path, ".config", "warta", "config")
ITEM = "<item><title>%s</title><guid>%s</guid><description>Isi berita yang pendek saja.</description></item>"


def publish(*names):
    site.files["/cron.xml"] = ("<rss version='2.0'><channel><title>Cron</title>%s</channel></rss>" % "".join(ITEM % (n, n) for n in names)).encode()
    home.run("refresh", "--all")


site.files["/cron.xml"] = b"<rss version='2.0'><channel><title>Cron</title></channel></rss>"
home.run("add", site.base + "/cron.xml")
publish("Gempa di selatan", "Cuaca cerah")
e2e.until(lambda: os.path.exists(told) and open(told).read() == "Gempa di selatan\n", "cron runs the command")
t = e2e.Terminal(home, "--offline", columns=100, rows=24)
t.wait("Cuaca cerah|Cron")
t.settle(3)
e2e.check(open(told).read().count("\n") == 1, "and the reader does not say it again: %r" % open(told).read())
t.keys("Q")
t.wait("EXIT=0")
open(conf, "w").write("[notify]\nhow = off\n" + RULE)
publish("Gempa di utara", "Cuaca cerah")
t = e2e.Terminal(home, "--offline", columns=100, rows=24)
t.wait("Gempa di utara\\s*$")
publish("Gempa di timur", "Cuaca mendung", "Gempa di utara")
t.wait("Gempa di timur\\s*$")
t.keys("Q")
t.wait("EXIT=0")
t = e2e.Terminal(home, "--offline", columns=100, rows=24)
t.wait("Enter open")
e2e.check("Gempa" not in t.text().splitlines()[-1], "what was announced is not announced again")
t.keys("Q")
t.wait("EXIT=0")
