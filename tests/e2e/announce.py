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
