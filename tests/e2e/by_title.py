# SPDX-License-Identifier: MIT
"""A related line without an address: it is found by its title, if need be
after the site's feed was asked; a feed is not asked twice in a short time."""
import json
import sqlite3

import e2e

site = e2e.Site()
TEXT = "<p>Jembatan itu dibangun pada masa yang lampau, dan warga menyeberanginya setiap hari menuju pasar.</p>" * 4
ITEM = "<item><title>%s</title><link>%s/%s</link><guid>%s</guid></item>"
FIRST = ITEM % ("Jembatan lama diperbaiki", site.base, "lama", "lama")
SECOND = ITEM % ("Pasar apung kembali ramai dikunjungi", site.base, "pasar", "pasar")


def feed(*items):
    return ("<rss version='2.0'><channel><title>Kabar Kali</title><link>%s/</link>%s</channel></rss>"
            % (site.base, "".join(items))).encode()


def page(title, more=""):
    return ("<html lang='id'><head><title>%s</title></head><body><article><h1>%s</h1>%s%s%s</article></body></html>"
            % (title, title, TEXT, more, TEXT)).encode()


site.files["/rss.xml"] = feed(FIRST)
site.files["/lama"] = page("Jembatan lama diperbaiki",
                           "<p><strong>Baca Juga: Pasar Apung Kembali Ramai Dikunjungi</strong></p>")
site.files["/pasar"] = page("Pasar apung kembali ramai dikunjungi", "<p>Tiga puluh perahu berdagang.</p>")
home = e2e.Home()
home.run("add", site.base + "/rss.xml")
home.run("refresh", "--all")
site.files["/rss.xml"] = feed(SECOND, FIRST)


def polls():
    return sum(1 for path, _ in site.seen if path == "/rss.xml")


def follow(wanted, mark="b1 ○"):
    reader = e2e.Terminal(home, columns=100, rows=40)
    reader.wait("Kabar Kali")
    reader.type("/")
    reader.type("jembatan lama")
    reader.wait("Jembatan lama diperbaiki")
    reader.keys("Enter")
    reader.keys("Enter")
    reader.wait(mark + " +Pasar Apung Kembali")
    reader.type("b1")
    reader.wait(wanted)
    reader.type("Q")
    reader.wait("EXIT=0")


before = polls()
follow("no address is known|alamat baris ini")
e2e.check(polls() == before, "a feed that was visited a moment ago is left alone")
with sqlite3.connect(home.database) as db:
    db.execute("UPDATE feeds SET last_visit = last_visit - 1000")
db.close()
follow("Tiga puluh perahu")
e2e.check(polls() == before + 1, "the feed was asked once: %d" % (polls() - before))

# From now on the cache knows it: the line has its mark and no feed is asked,
# and the story has both.
site.stop()
follow("Tiga puluh perahu", "b1 ✓")
told = json.loads(home.run("related", "1", "--depth", "1", "--json"))
e2e.check([row["title"] for row in told["articles"]] == ["Jembatan lama diperbaiki", "Pasar apung kembali ramai dikunjungi"]
          and told["links"] == [[0, 1]], "the line is a link of the story: %s" % told)
