# SPDX-License-Identifier: MIT
"""[rules]: what is done with articles that come, by a search; never with those
that were there before the rule, and undo knows nothing of it."""
import json
import os

import e2e

site = e2e.newsroom()
home = e2e.Home()
conf = os.path.join(home.path, ".config", "warta", "config")


def titles(query):
    return {r["title"].split()[0] for r in json.loads(home.run("list", "--json", query))}


home.run("add", site.feeds[2])
home.run("refresh", "--all")
before = len(json.loads(home.run("list", "--json")))
open(conf, "a").write("[rules]\nmute = title:jembatan OR title:ferry\nstar = rakit\ntag.buku = perpustakaan\nread = feed:kabar\n")
home.run("add", site.feeds[0])
home.run("add", site.feeds[1])
home.run("refresh", "--all")
e2e.check(not any("embatan" in t for t in (r["title"] for r in json.loads(home.run("list", "--json", "feed:wartakota")))),
          "what is muted is not listed")
e2e.check("Ferry" in titles("feed:harbour"), "what was there stays")
e2e.check(len(json.loads(home.run("list", "--json", "feed:harbour"))) == before, "all of it")
e2e.check(titles("tag:buku") >= {"Perpustakaan"}, "a tag: %s" % titles("tag:buku"))
e2e.check(titles("is:starred"), "a star, by a word of the text")
kabar = json.loads(home.run("list", "--json", "feed:kabar"))
e2e.check(kabar and not any(r["unread"] for r in kabar), "a feed that comes read")
starred = titles("is:starred")
said = home.run("undo", want=None)
e2e.check(titles("is:starred") == starred, "undo is for what a person did: %r" % said)

home.run("--check-config")
open(conf, "a").write("mut = x\ntag = y\nstar = (a\n")
said = home.run("--check-config", want=78)
e2e.check(said.count("\n") == 3 and '"mut" is no rule' in said and "never closed" in said, "mistakes have lines: %r" % said)
