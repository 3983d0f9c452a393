# SPDX-License-Identifier: MIT
"""Settings are live: what is changed in the file counts at once, in the reader
and behind it; what is changed in the reader is one line of the file."""
import os

import e2e

e2e.need("tmux")
site = e2e.newsroom()
home = e2e.Home()
home.run("add", site.feeds[0])
home.run("refresh", "--all")
conf = os.path.join(home.path, ".config", "warta", "config")
TEXT = "# mine\n\n[reader]\n  width = 60   ; narrow\n[theme]\nname=nord\n\n# end"
open(conf, "w").write(TEXT)
t = e2e.Terminal(home, columns=100, rows=24)
t.wait("Warta Kota")
t.keys(":")
t.type("set width 50")
t.keys("Enter")
e2e.until(lambda: open(conf).read() == TEXT.replace("width = 60", "width = 50"), lambda: open(conf).read())

# Another program writes the file: the next request says who asks.
t.keys("Down")
t.wait("a add")
new = conf + ".new"
open(new, "w").write(TEXT + "\n[fetch]\nuser-agent = Pembaca/7\n[reader]\nhints = no\n")
os.rename(new, conf)
t.wait("a add", gone=True)
count = len(site.seen)
t.keys("R")
e2e.until(lambda: any(h.get("user-agent") == "Pembaca/7" for _, h in site.seen[count:]), lambda: str(site.seen[-3:]))
t.wait("nothing new")

# The file goes away and settings are what they were at first. An editor that
# puts the old one aside while it writes does not disturb anybody.
os.rename(conf, conf + ".old")
t.wait("the settings file is gone")
t.keys("Down")
t.wait("a add")
os.rename(conf + ".old", conf)
t.wait("a add", gone=True)

# A mistake is named, and what was right before it goes on.
open(conf, "a").write("wdith = 3\n")
t.wait("line 13")
t.keys("Q")
t.wait("EXIT=0")
