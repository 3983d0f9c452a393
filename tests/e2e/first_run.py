# SPDX-License-Identifier: MIT
"""With an empty home folder the reader offers an address, a file, the starter
set and the demo; each works, and nothing is fetched that was not chosen."""
import json
import os

import e2e

site = e2e.newsroom()
site.files["/"] = ("<html><head><title>Warta Kota</title><link rel='alternate' type='application/rss+xml' "
                   "href='/wartakota/rss.xml'></head><body><p>Beranda</p></body></html>").encode()
home = e2e.Home()

reader = e2e.Terminal(home, columns=100, rows=30)
screen = reader.wait("Welcome to warta")
for offer in ("address", "import", "well-known", "demo"):
    e2e.check(offer in screen, "%s is offered:\n%s" % (offer, screen))
e2e.check(not site.seen, "nothing is fetched before anything is chosen")

reader.keys("a")
reader.wait("Address of a site")
reader.type("no address at all")
reader.keys("Enter")
reader.wait("no address")
reader.keys("a")
reader.wait("Address of a site")
reader.type(site.base + "/")
reader.keys("Enter")
reader.wait("subscribed: Warta Kota Sukawening")
reader.wait("Warta Kota Sukawening +7")
reader.type("Q")
reader.wait("EXIT=0")
e2e.check(open(os.path.join(home.path, ".config", "warta", "urls")).read().strip() == site.feeds[0],
          "the feed of the site is in the file, and nothing else")

other = e2e.Home()
with open(os.path.join(other.path, "list.opml"), "w") as out:
    out.write(home.run("export"))
reader = e2e.Terminal(other, columns=100, rows=30)
reader.wait("Welcome to warta")
reader.keys("i")
reader.wait("File to import|Import|file")
reader.keys("C-u")
reader.type(os.path.join(other.path, "list.opml"))
with site.held():  # the news of the first poll take the place of this sentence
    reader.keys("Enter")
    reader.wait("1 feed imported")
reader.wait("Warta Kota Sukawening +7")
reader.type("Q")
reader.wait("EXIT=0")
e2e.check(len(json.loads(other.run("feeds", "--json"))) == 1, "the imported feed is subscribed")

third = e2e.Home()
reader = e2e.Terminal(third, columns=100, rows=30)
reader.wait("Welcome to warta")
reader.keys("s")
screen = reader.wait("ANTARA")
e2e.check("Indonesian ones" in screen, "whole sets can be chosen:\n" + screen)
reader.keys("Escape")
reader.wait("Welcome to warta")
reader.keys("d")
reader.wait("Harbour Post")
reader.wait("demo")
reader.type("Q")
reader.wait("Welcome to warta")
reader.keys("q")
reader.wait("EXIT=0")
e2e.check(json.loads(third.run("feeds", "--json")) == [], "looking around subscribes to nothing")
