# SPDX-License-Identifier: MIT
"""Smart folders of the user's: a search becomes one, it says how much of it is
unread and goes on saying so, and it can be taken away and had back."""
import os

import e2e

e2e.need("tmux")
site = e2e.newsroom()
home = e2e.Home()
for url in site.feeds:
    home.run("add", url)
home.run("refresh", "--all")
urls = os.path.join(home.path, ".config", "warta", "urls")
before = open(urls).read()

t = e2e.Terminal(home, columns=100, rows=24)
t.wait("Warta Kota")
t.type("/title:jembatan")
t.wait("3 found")
t.keys("Enter", "w")
t.wait("Name of the smart folder")
t.type("Jembatan")
t.keys("Enter")
t.wait("saved as the smart folder Jembatan")
saved = before + "query:Jembatan:title:jembatan\n"
e2e.until(lambda: open(urls).read() == saved, "the search is in the file of subscriptions")
t.keys("Escape", "Escape")
t.wait(r"Jembatan +3\b")
t.keys("U")
t.wait("the smart folder is gone again")
e2e.until(lambda: open(urls).read() == before, "the saved search was taken back")
open(urls, "w").write(saved)
t.wait(r"Jembatan +3\b")
home.run("mark", "read", "title:jembatan darurat")
t.wait(r"Jembatan +2\b")
t.keys("g", "5", "j")
t.step("A")
t.wait(r"(?m)Jembatan *$")
t.keys("U")
t.wait(r"Jembatan +2\b")
t.keys("D")
t.wait("the smart folder Jembatan is gone")
e2e.until(lambda: open(urls).read() == before, "the file of subscriptions is as it was")
t.keys("U")
t.wait(r"Jembatan +2\b")
t.keys("Q")
t.wait("EXIT=0")
