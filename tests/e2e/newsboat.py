# SPDX-License-Identifier: MIT
"""Coming from newsboat: one import brings the subscriptions and what was read,
also for articles that the first refresh has still to fetch."""
import json
import os
import sqlite3

import e2e

site = e2e.newsroom()
home = e2e.Home()
old = os.path.join(home.path, ".newsboat")
os.mkdir(old)
open(os.path.join(old, "urls"), "w").write("".join(feed + "\n" for feed in site.feeds))
db = sqlite3.connect(os.path.join(old, "cache.db"))
db.execute("CREATE TABLE rss_item(id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate, content,"
           " unread, enclosure_url, enclosure_type, enqueued, flags, deleted)")
for path, unread, flags, deleted in (("jembatan-dibuka-lagi", 0, "", 0), ("tas-siaga-banjir", 0, "s", 0)):
    db.execute("INSERT INTO rss_item(guid, url, feedurl, unread, flags, deleted) VALUES(?, ?, ?, ?, ?, ?)",
               (path, site.base + "/wartakota/kota/" + path, site.feeds[0], unread, flags, deleted))
db.commit()
db.close()

said = home.run("import", old)
e2e.check("3 feeds added" in said and "2 more follow" in said, "both files are found: %r" % said)
home.run("refresh", "--all")
read = {r["url"].rsplit("/", 1)[1] for r in json.loads(home.run("list", "--json", "is:read"))}
e2e.check(read == {"jembatan-dibuka-lagi", "tas-siaga-banjir"}, "what was read there is read here: %s" % read)
starred = json.loads(home.run("list", "--json", "is:starred tag:flag-s"))
e2e.check(len(starred) == 1, "a flag is a star and a tag")
home.run("mark", "unread", "is:read")
home.run("refresh", "--all")
e2e.check(not json.loads(home.run("list", "--json", "is:read")), "it is done once")
said = home.run("import", os.path.join(old, "cache.db"))
e2e.check("2 read" in said, "the cache alone brings the marks: %r" % said)
open(os.path.join(old, "cache.db"), "r+b").write(b"SQLite format 3\0" + b"\xff" * 3000)
home.run("import", os.path.join(old, "cache.db"), want=65)
e2e.check(home.stderr.count("\n") == 1, "a damaged cache is one sentence: %r" % home.stderr)
