# SPDX-License-Identifier: MIT
"""A page that its feed changed after it was stored: shown at once, fetched anew
once, by a conditional request, and kept where that fails."""
import contextlib
import json
import os
import re
import sqlite3

import e2e

site, home = e2e.Site(), e2e.Home()
folder = os.path.join(home.path, ".config", "warta")
os.makedirs(folder)
open(os.path.join(folder, "urls"), "w").write(site.base + "/f.xml\n")
LINES = ["Alinea nomor %02d dari halaman ini, cukup panjang untuk sebuah berita yang utuh." % n for n in range(40)]


def publish(teaser, extra=(), words="lama"):
    site.files["/f.xml"] = ("<rss version='2.0'><channel><title>Kabar</title><item><title>Banjir</title><link>%s/a</link>"
                            "<guid>1</guid><description>%s</description></item></channel></rss>" % (site.base, teaser)).encode()
    site.files["/a"] = ("<html lang=id><head><title>Banjir</title></head><body><article><h1>Banjir</h1>%s</article></body></html>" % "".join(
        "<p>%s Versi %s.</p>" % (line, words if n in (0, 20) else "tetap") for n, line in enumerate(list(extra) + LINES))).encode()


def asked():
    return [headers for path, headers in site.seen if path == "/a"]


def refresh():
    del site.seen[:]
    return json.loads(home.run("refresh", "--all", "--json"))["pages"]["fetched"]


def kept():
    return home.run("show", site.base + "/a")


publish("Teras.")
e2e.check(refresh() == 1 and len(asked()) == 1 and "if-none-match" not in asked()[0], "the page is read ahead: %s" % site.seen)
e2e.check(refresh() == 0 and not asked(), "and not again")

# Ahead of time: the feed changed, the page did not.
tag = site.files["/a"]
publish("Teras lain.")
e2e.check(tag == site.files["/a"] and refresh() == 1 and len(asked()) == 1 and "if-none-match" in asked()[0], "asked conditionally: %s" % asked())
e2e.check("Versi lama" in kept() and refresh() == 0 and not asked(), "the same page stays, and is not asked for again")
# Both changed.
publish("Teras ketiga.", words="kedua")
refresh()
e2e.check(len(asked()) == 1 and "if-none-match" in asked()[0] and "Versi kedua" in kept(), "the newer one is stored: %s" % asked())
# It cannot be had: what is stored stays, and it rests.
publish("Teras keempat.", words="ketiga")
whole = site.files.pop("/a")
refresh()
e2e.check(len(asked()) == 1 and "Versi kedua" in kept(), "a failure keeps the old page: %s" % asked())
refresh()
e2e.check(not asked(), "and is not repeated at once")
site.files["/a"] = whole


def rested():
    """Some hours later."""
    with contextlib.closing(sqlite3.connect(home.database)) as database:
        database.execute("UPDATE pages SET failed_at = 1")
        database.commit()


def updated(teaser, **what):
    """The feed is polled, and the page is left for its opening."""
    rested()
    publish(teaser, **what)
    open(os.path.join(folder, "config"), "w").write("[offline]\nfulltext = never\n")
    refresh()
    e2e.check(not asked(), "never means never: %s" % asked())
    os.unlink(os.path.join(folder, "config"))
    home.run("mark", "read", "1")  # what is read is not read ahead


def opened(*words):
    reader = e2e.Terminal(home, *words, columns=100, rows=24)
    reader.wait("Kabar")
    reader.keys("Down", "Down", "Down", "Down", "Enter")  # what is kept
    reader.wait("Banjir")
    reader.keys("Enter")
    reader.wait("Alinea nomor")
    return reader


def closed(reader):
    reader.type("Q")
    reader.wait("EXIT=0")


# Opening it: what is stored at once, the newer one below the same line.
updated("Teras kelima.", extra=["Tambahan satu.", "Tambahan dua.", "Tambahan tiga."], words="kelima")
with site.held():
    reader = opened()
    reader.wait("Versi kedua")
    e2e.until(asked, "it is asked for while the old one is read")
    for _ in range(12):
        reader.step("Down")
    screen = reader.settle()
    first = re.search("Alinea nomor [0-9]+", screen).group()
    e2e.check(first != "Alinea nomor 00" and "Tambahan" not in screen, "the old one is read on:\n" + screen)
screen = reader.wait("newer form")
e2e.check(re.search("Alinea nomor [0-9]+", screen).group() == first, "the paragraph that is read stays, %s:\n%s" % (first, screen))
reader.keys(*["Up"] * 24)
screen = reader.wait("Tambahan satu")
closed(reader)
e2e.check(len(asked()) == 1 and "if-none-match" in asked()[0] and "Tambahan" in kept(), "one request, and stored: %s" % asked())
reader = opened()
reader.wait("Tambahan satu")
closed(reader)
e2e.check(len(asked()) == 1, "opened again it is asked for no more: %s" % asked())

# The server fails: the old page stays on the screen and in the cache.
updated("Teras keenam.", words="keenam")
site.rules["/a"] = lambda handler: handler.send_error(500)
reader = opened()
reader.wait("there may be a newer form")
e2e.check("Tambahan satu" in reader.text(), "the old one stays on the screen:\n" + reader.text())
closed(reader)
e2e.check(len(asked()) == 1 and "Tambahan" in kept(), "and in the cache: %s" % asked())
reader = opened()
reader.wait("Tambahan satu")
closed(reader)
e2e.check(len(asked()) == 1, "it rests: %s" % asked())

# Without a network the old one opens, and nothing is said of a newer one.
del site.rules["/a"]
rested()
reader = opened("--offline")
screen = reader.wait("Tambahan satu")
e2e.check("newer form" not in screen, "offline:\n" + screen)
closed(reader)
e2e.check(len(asked()) == 1, "and is not asked for: %s" % asked())
reader = opened()
e2e.until(lambda: len(asked()) == 2, "with one it is")
e2e.until(lambda: "Versi keenam" in kept(), "and stored")
closed(reader)
