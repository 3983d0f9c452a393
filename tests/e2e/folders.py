# SPDX-License-Identifier: MIT
"""Folders in the feed list: renamed, moved, put in another order, dissolved.
The urls file changes there and nowhere else, and undo works on another day."""
import os

import e2e

e2e.need("tmux")
site = e2e.newsroom()
home = e2e.Home()
a, b, c = site.feeds
FILE = ("# my feeds\n\n" + a + "   kota/pagi  \"~Warta Kota\"  # first\n" + b + "\tdesa every=2h\n"
        + c + " pelabuhan !x\n" + c.replace("feed.json", "other.json") + " \"kota/malam hari\" desa")
path = os.path.join(home.path, ".config", "warta", "urls")
os.makedirs(os.path.dirname(path))
open(path, "w").write(FILE.replace(" !x", ""))
FILE = open(path).read()


def is_now(text):
    e2e.until(lambda: open(path).read() == text, lambda: "the file is:\n%s\nand not:\n%s" % (open(path).read(), text))


t = e2e.Terminal(home, "--offline", columns=80, rows=24)
t.wait("kota")
t.wait("desa")
t.step("g")
for _ in range(5):
    t.step("j")
t.step("c")
t.wait("Folder .*kota")
t.step("C-u")
t.type("Kota Kita")
t.step("Enter")
RENAMED = FILE.replace("kota/pagi", '"Kota Kita/pagi"').replace('"kota/malam hari"', '"Kota Kita/malam hari"')
is_now(RENAMED)
t.wait("Kota Kita")
t.keys("Q")
t.wait("EXIT=0")

t = e2e.Terminal(home, "--offline", columns=80, rows=24)
t.wait("Kota Kita")
t.keys("U")
is_now(FILE)
t.wait("▾ kota")

t.step("g")
for _ in range(6):
    t.step("j")
t.step("T")
t.wait("Where to: pagi")
t.step("G")
t.step("Enter")
is_now(FILE.replace("kota/pagi", "pelabuhan/pagi"))
t.keys("U")
is_now(FILE)

t.wait("▾ kota")
t.step("g")
for _ in range(5):
    t.step("j")
t.step("M-Down")
lines = FILE.split("\n")
is_now("\n".join(lines[:2] + [lines[3], lines[2]] + lines[4:]))
t.step("D")
last = lines[5].replace('"kota/malam hari"', '"malam hari"')
is_now("\n".join(lines[:2] + [lines[3], lines[2].replace("kota/pagi", "pagi"), lines[4], last]))
t.keys("Q")
t.wait("EXIT=0")
home.run("undo")
home.run("undo")
is_now(FILE)
