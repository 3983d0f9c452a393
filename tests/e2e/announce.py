# SPDX-License-Identifier: MIT
"""New articles are announced: those of a feed, or that a search finds by words
of their text, and never those that a rule mutes; where rules name what is to
be announced, and no search does, just that."""
import os

import e2e

e2e.need("tmux")
site = e2e.newsroom()
home = e2e.Home()
told = os.path.join(home.path, "told")
tell = os.path.join(home.path, "tell.sh")
open(tell, "w").write('#!/bin/sh\nprintf "%%s\\n" "$*" >>%s\n' % told)
os.chmod(tell, 0o755)
for feed in site.feeds:
    home.run("add", "--no-fetch", feed)
open(os.path.join(home.path, ".config", "warta", "config"), "a").write(
    "[notify]\nhow = command\ncommand = %s %%b\nquery = (tergerus AND fondasi) OR title:ferry OR feed:kabar\n[rules]\nmute = title:ferry\n" % tell)
t = e2e.Terminal(home, columns=100, rows=24)
t.wait("17")
e2e.until(lambda: os.path.exists(told) and open(told).read().count("\n") == 1, "it is announced once")
text = open(told).read()
e2e.check("(+" in text and "Ferry" not in text, "several, and not what is muted: %r" % text)
t.keys("Q")
t.wait("EXIT=0")

home = e2e.Home()
home.env["TOLD"] = told = os.path.join(home.path, "told")
for feed in site.feeds:
    home.run("add", "--no-fetch", feed)
open(os.path.join(home.path, ".config", "warta", "config"), "a").write(
    "[notify]\nhow = command\ncommand = %s %%b\n[rules]\nkopi = notify,star title:ferry OR title:koperasi\n"
    "laut = mute title:ferry\n" % tell)
open(tell, "w").write('#!/bin/sh\nprintf "%s\\n" "$*" >>"$TOLD"\n')
t = e2e.Terminal(home, columns=100, rows=24)
e2e.until(lambda: os.path.exists(told) and open(told).read().count("\n") == 1, "what a rule names is announced")
text = open(told).read()
e2e.check("Koperasi" in text and "(+" not in text, "and nothing else, nor what the next one mutes: %r" % text)
t.keys("Q")
t.wait("EXIT=0")

# A refresh from cron: what it judged is announced by its own command, once, and
# where there is none by the reader that is open, or the next one.
home = e2e.Home()
home.env["TOLD"] = told = os.path.join(home.path, "told")
conf = os.path.join(home.path, ".config", "warta", "config")
ITEM = "<item><title>%s</title><guid>%s</guid><description>Isi berita yang pendek saja.</description></item>"


def publish(*names):
    site.files["/cron.xml"] = ("<rss version='2.0'><channel><title>Cron</title>%s</channel></rss>" % "".join(ITEM % (n, n) for n in names)).encode()
    home.run("refresh", "--all")


site.files["/cron.xml"] = b"<rss version='2.0'><channel><title>Cron</title></channel></rss>"
home.run("add", site.base + "/cron.xml")
RULE = "[rules]\ngempa = notify title:gempa\n"
open(conf, "a").write("[notify]\nhow = command\ncommand = %s %%b\n" % tell + RULE)
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
