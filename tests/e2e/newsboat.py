# SPDX-License-Identifier: MIT
"""Coming from newsboat: one import brings the subscriptions, the articles that
it kept, and what was read, starred and deleted."""
import json
import os
import sqlite3

import e2e

site = e2e.newsroom()
home = e2e.Home()
old = os.path.join(home.path, ".newsboat")
os.mkdir(old)
open(os.path.join(old, "urls"), "w").write("".join(feed + "\n" for feed in site.feeds))
open(os.path.join(old, "config"), "w").write(
    "# ignore-article \"*\" \"title # \\\"nothing\\\"\"\nreload-time 30\n"
    "ignore-article \"%s\" \"title =~ \\\"koperasi\\\"\"  # not this\n"
    "ignore-article * \"title =~ \\\"^ferry\\\" or author = \\\"none\\\"\"\n"
    "ignore-article \"regex:kabar.*xml$\" \"title # \\\"Pasar\\\"\"\n"
    "ignore-article \"*\" \"titel # 1\"\nignore-article \"*\n" % site.feeds[1])
db = sqlite3.connect(os.path.join(old, "cache.db"))
db.execute("CREATE TABLE rss_item(id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate, content,"
           " unread, enclosure_url, enclosure_type, enqueued, flags, deleted)")
LONG = ("<h2>Dermaga tua</h2><p>Perahu <b>pengangkut garam</b> berhenti di sini &amp; pulang malam.</p>"
        "<script>alert(1)</script><p onclick='x'>\x1b[2J\u202eKelak</p><ul><li>satu<li>dua</ul>")
SITE = "/wartakota/kota/"
for path, title, content, when, unread, flags, deleted, sound in (
        ("jembatan-dibuka-lagi", "Jembatan", "<p>Yang lama.</p>", 1795000000, 0, "", 0, None),
        ("tas-siaga-banjir", "Tas", "", 1795000000, 0, "s", 0, None),
        ("garam", "Garam &amp; perahu", LONG, 1600000000, 1, "", 0, "https://sound.example/garam.mp3"),
        ("hapus", "Hapus", "<p>Tidak ada lagi.</p>", 1600000000, 0, "", 1, None)):
    db.execute("INSERT INTO rss_item(guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url,"
               " enclosure_type, flags, deleted) VALUES(?, ?, 'Sari', ?, ?, ?, ?, ?, ?, 'audio/mpeg', ?, ?)",
               (path, title, site.base + SITE + path, site.feeds[0], when, content, unread, sound, flags, deleted))
db.execute("INSERT INTO rss_item(guid, title, url, feedurl, unread, flags, deleted, content) VALUES"
           " ('x', 'Lain', 'http://x.example/', 'http://not.subscribed.example/', 1, '', 0, 'x'), (x'ff00', x'ff', 'junk', ?, 1, '', 0, x'fffe')",
           (site.feeds[0],))
db.commit()
db.close()

said = home.run("import", old)
e2e.check("3 rules of newsboat's added" in said and "titel" in home.stderr and home.stderr.count("\n") == 1,
          "what was ignored becomes rules: %r %r" % (said, home.stderr))
home.run("--check-config")
e2e.check("3 feeds added" in said and "newsboat's articles: 4" in said and "2 read, 1 starred" in said,
          "both files are found, with articles and marks: %r" % said)
rows = {(r["url"] or "").rsplit("/", 1)[-1]: r for r in json.loads(home.run("list", "--json"))}
e2e.check("hapus" not in rows and "garam" in rows and len(rows) == 4, "what was deleted stays so: %s" % list(rows))
e2e.check(rows["garam"]["title"] == "Garam & perahu" and rows["garam"]["date"].startswith("2020-09-13"),
          "title and date are those of then: %s" % rows["garam"])
text = home.run("show", "--text", str(rows["garam"]["id"]))
e2e.check("pengangkut garam" in text and "& pulang" in text and "alert" not in text and "\x1b" not in text
          and "\u202e" not in text, "the text is there to be read, and nothing else: %r" % text)
e2e.check(rows["garam"]["media"], "and its sound")
home.run("refresh", "--all")
gone = [r["title"] for r in json.loads(home.run("list", "--json", "title:koperasi OR title:pasar OR title:ferry"))]
e2e.check(not gone, "what they ignored is not listed: %s" % gone)
e2e.check(json.loads(home.run("search", "--json", "pengangkut garam")), "an article that its feed has no more is found")
read = {r["url"].rsplit("/", 1)[1] for r in json.loads(home.run("list", "--json", "is:read"))}
e2e.check(read == {"jembatan-dibuka-lagi", "tas-siaga-banjir"}, "what was read there is read here: %s" % read)
e2e.check("Yang lama" not in home.run("show", "--text", str(rows["jembatan-dibuka-lagi"]["id"])), "the feed knows better")
starred = json.loads(home.run("list", "--json", "is:starred tag:flag-s"))
e2e.check(len(starred) == 1, "a flag is a star and a tag")
e2e.check("rules" not in home.run("import", old), "rules come once")
home.run("mark", "unread", "is:read")
home.run("refresh", "--all")
e2e.check(not json.loads(home.run("list", "--json", "is:read")), "it is done once")
said = home.run("import", os.path.join(old, "cache.db"))
e2e.check("2 read" in said and "newsboat's articles" not in said, "the cache alone brings the marks, and nothing twice: %r" % said)

# The same from inside the reader.
other = e2e.Home()
t = e2e.Terminal(other, "--offline", columns=100, rows=24)
t.wait("warta")
t.keys("Escape", ":")
t.type("import " + old)
t.keys("Enter")
e2e.until(lambda: len(json.loads(other.run("list", "--json", want=None) or "[]")) == 4, "four articles come")
e2e.until(lambda: len(json.loads(other.run("list", "--json", "is:read"))) == 2, "and then their marks")
t.keys("Escape", "Q")
t.wait("EXIT=0")
open(os.path.join(old, "cache.db"), "r+b").write(b"SQLite format 3\0" + b"\xff" * 3000)
home.run("import", os.path.join(old, "cache.db"), want=65)
e2e.check(home.stderr.count("\n") == 1, "a damaged cache is one sentence: %r" % home.stderr)
