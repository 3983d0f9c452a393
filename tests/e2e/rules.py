# SPDX-License-Identifier: MIT
"""[rules]: what is done with articles that come, by a search: once, never with
those that were there before the rule or that somebody has marked meanwhile, and
undo knows nothing of it."""
import json
import os

import e2e

FEED = "<rss version='2.0'><channel><title>Berita</title>%s</channel></rss>"
ITEM = "<item><title>%s</title><guid>%s</guid><description>%s</description></item>"


def feed(*names, text="Isi yang cukup panjang untuk dibaca."):
    return (FEED % "".join(ITEM % (n, n.split()[0], text) for n in names)).encode()


def rows(*query):
    return json.loads(home.run("list", "--json", *query))


def titles(*query):
    return {r["title"].split()[0] for r in rows(*query)}


site = e2e.newsroom()
home = e2e.Home()
conf = os.path.join(home.path, ".config", "warta", "config")

home.run("add", site.feeds[2])
home.run("refresh", "--all")
before = len(rows())
open(conf, "a").write("[rules]\nmute = title:jembatan OR title:ferry\nbuku = star,tag:buku,tag.malam perpustakaan\n"
                      "star = rakit\nkabar = read feed:kabar\nhide = title =~ \"Tas Siaga\"\n")
home.run("add", site.feeds[0])
home.run("add", site.feeds[1])
home.run("refresh", "--all")
muted = rows("title:jembatan")
e2e.check(muted and not any(r["unread"] for r in muted) and len(rows("is:muted")) == len(muted),
          "what is muted is read, and there: %s" % muted)
e2e.check("Ferry" in titles("feed:harbour"), "what was there stays")
e2e.check(len(rows("feed:harbour is:unread")) == before, "all of it")
e2e.check(titles("tag:buku") == titles("tag:malam") == {"Perpustakaan"}, "tags: %s" % titles("tag:buku"))
e2e.check(titles("is:starred") >= {"Perpustakaan", "Warga"}, "stars, by words of the text: %s" % titles("is:starred"))
e2e.check(not rows("title:siaga"), "what is hidden is not listed")
kabar = rows("feed:kabar")
e2e.check(kabar and not any(r["unread"] for r in kabar), "a feed that comes read")
starred = titles("is:starred")
said = home.run("undo", want=None)
e2e.check(titles("is:starred") == starred, "undo is for what a person did: %r" % said)
unread = {f["title"]: f["unread"] for f in json.loads(home.run("feeds", "--json"))}
e2e.check(unread["Kabar Desa"] == 0 and unread["Warta Kota Sukawening"] == len(rows("feed:wartakota is:unread")),
          "and counts know: %s" % unread)

# What is muted is not fetched ahead.
LINKED = "<item><title>%s</title><link>%s/page/%s</link><description>Pendek.</description></item>"
site.files["/linked.xml"] = (FEED % (LINKED % ("Jembatan", site.base, "muted") + LINKED % ("Lain", site.base, "plain"))).encode()
site.files["/page/muted"] = site.files["/page/plain"] = b"<article><h1>Lain</h1>%s</article>" % (b"<p>Isi yang panjang sekali, kalimat demi kalimat.</p>" * 20)
home.run("add", "--no-fetch", site.base + "/linked.xml")
home.run("refresh", "--all")
asked = [path for path, _ in site.seen if path.startswith("/page/")]
e2e.check(asked == ["/page/plain"], "pages that are asked for: %s" % asked)
muted = [r for r in muted if r["title"] != "Jembatan"]

# What a person does afterwards stays, whatever later polls bring.
one = muted[0]["id"]
home.run("mark", "unread", str(one))
home.run("mark", "unstar", "is:starred")
site.files["/more.xml"] = feed("Perpustakaan baru", "Jembatan baru")
home.run("add", site.base + "/more.xml")
home.run("refresh", "--all")
e2e.check({r["id"] for r in rows("title:jembatan is:unread")} == {one}, "each article is judged once")
e2e.check([r["title"] for r in rows("is:starred")] == ["Perpustakaan baru"], "and those that come then are too")

# Muted is muted, though the article is told anew.
open(conf, "a").write("[fetch]\nupdated-unread = yes\n")
home.run("mark", "read", "baru")
site.files["/more.xml"] = feed("Perpustakaan baru", "Jembatan baru", text="Isi yang lain sama sekali, dan panjang.")
home.run("refresh", "--all")
e2e.check(titles("is:unread baru") == {"Perpustakaan"}, "an update does not bring it back")

home.run("--check-config")
open(conf, "a").write("[rules]\nmut = x\ntag = y\nstar = (a\nempty = star\ntwo = star, tag: x\n")
said = home.run("--check-config", want=78)
e2e.check(said.count("\n") == 5 and '"mut" cannot do "x"' in said and "never closed" in said
          and said.count("nothing to look for") == 1 and '"tag:"' in said, "mistakes have lines: %r" % said)

# The reader: rules are read anew while it runs, and tried on what is here.
other = e2e.Home()
conf = os.path.join(other.path, ".config", "warta", "config")
other.run("add", site.feeds[0])
other.run("mark", "read", "title:darurat")
open(conf, "a").write("[reader]\nunread-only = yes\n")
t = e2e.Terminal(other, columns=100, rows=24)
t.wait("Warta Kota")
open(conf, "a").write("[rules]\npasar = star,notify title:pasar\njembatan = mute title =~ \"jembatan\"\n")
t.keys(":")
t.type("rule test jem")
t.wait("rule test jem")
e2e.until(lambda: "rule test jembatan" in t.step("Tab", 1), "its name is completed")
t.keys("Enter")
screen = t.wait("Jembatan Darurat")
e2e.check("Perpustakaan" not in screen and "Rakit" not in screen, "a rule is tried by its name:\n%s" % screen)
t.keys(":")
t.type("rule test pilar title:tergerus")
t.keys("Enter")
e2e.check("Jembatan" not in t.wait("Tim Teknik").replace("Jembatan Kali", ""), "or by any search")
other.run("add", "--no-fetch", site.feeds[1])
t.keys("R")
home = other
e2e.until(lambda: titles("is:starred") == {"Pasar"}, "a rule that came while the reader ran is applied")
e2e.check(not rows("is:muted"), "and not to what was there")
t.keys("Escape", "Q")
t.wait("EXIT=0")
