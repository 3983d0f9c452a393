# SPDX-License-Identifier: MIT
"""What is fetched ahead of time: as the settings and each feed say, level by
level, within the limits, the feed's own site first, and nothing twice."""
import json
import os
import sqlite3
import time

import e2e

TEXT = "<p>Kalimat dari sebuah berita yang cukup panjang untuk menjadi sebuah artikel yang utuh.</p>" * 8
site, far = e2e.Site(), e2e.Site(address="127.0.0.2")


def page(title, *related):
    links = "".join("<p><strong>Baca Juga: <a href='%s'>%s</a></strong></p>" % (url, "Judul " + url[-9:]) for url in related)
    return ("<html lang=id><head><meta charset=utf-8><title>%s</title></head><body><article><h1>%s</h1>%s%s%s</article></body></html>"
            % (title, title, TEXT, links, TEXT)).encode()


def item(number, path, text="Teras yang pendek."):
    return "<item><title>Berita nomor %d</title><link>%s</link><guid>%d</guid><description>%s</description></item>" % (
        number, path if path.startswith("http") else site.base + path, number, text.replace("<", "&lt;"))


# A chain of related pages, each naming the next with a tracking parameter, the
# one before, and itself.
for level in range(6):
    site.files["/rantai/%d" % level] = page("Rantai %d" % level, "/rantai/%d?utm_source=baca&fbclid=x" % (level + 1),
                                            "/rantai/%d#atas" % level, "/rantai/%d" % max(0, level - 1))
for level in range(6):
    site.files["/rantai/%d?utm_source=baca&fbclid=x" % level] = site.files["/rantai/%d" % level]
site.files["/utuh"] = page("Berita nomor 2")
site.files["/feed.xml"] = ("<rss version='2.0'><channel><title>Kabar</title>%s%s</channel></rss>" % (
    item(1, "/rantai/0"), item(2, "/utuh", TEXT * 3))).encode()
site.files["/larangan"] = page("Terlarang")


def asked(where=site):
    return [path for path, _ in where.seen if not path.endswith((".xml", "robots.txt"))]


def refreshed(urls, config="", *words):
    """The pages that a fresh home asks for."""
    home = e2e.Home()
    folder = os.path.join(home.path, ".config", "warta")
    os.makedirs(folder)
    open(os.path.join(folder, "urls"), "w").write(urls + "\n")
    open(os.path.join(folder, "config"), "w").write("[offline]\n" + config)
    del site.seen[:], far.seen[:]
    said = json.loads(home.run("refresh", "--json", *words, timeout=60))
    return home, asked(), said


FEED = site.base + "/feed.xml"
CASES = (
    ("", "", {"/rantai/0"}, "auto: where the feed has a teaser only"),
    ("", "fulltext = always\n", {"/rantai/0", "/utuh"}, "always"),
    ("", "fulltext = never\n", set(), "never"),
    (" fulltext=never", "fulltext = always\n", set(), "the feed's own wish goes before: never"),
    (" fulltext=always", "fulltext = never\n", {"/rantai/0", "/utuh"}, "the feed's own wish goes before: always"),
)
for words, config, wanted, what in CASES:
    home, got, said = refreshed(FEED + words, config)
    e2e.check(set(got) == wanted and said["pages"]["fetched"] == len(wanted), "%s: %s" % (what, got))
    again = len(site.seen)
    home.run("refresh", "--all")
    e2e.check(not [p for p, _ in site.seen[again:] if "/rantai" in p or "/utuh" in p], "%s: nothing is fetched twice" % what)
home, got, said = refreshed(FEED + " fulltext=never", "", "--offline")
e2e.check(not got, "never holds for a trip too: %s" % got)

for levels in range(4):
    for words, config in ((" related=%d" % levels, ""), ("", "related = %d\n" % levels)):
        home, got, said = refreshed(FEED + words, config)
        bare = sorted(path.split("?")[0] for path in got)
        e2e.check(bare == ["/rantai/%d" % n for n in range(levels + 1)], "related=%d, one page a level, each once: %s" % (levels, got))
home, got, said = refreshed(FEED, "", "--offline")
e2e.check(sorted(path.split("?")[0] for path in got) == ["/rantai/0", "/rantai/1", "/utuh"], "for a trip: all unread, and one level: %s" % got)

# Limits by number; the rest is said and comes next time.
many = "".join(item(n, ("%s/jauh/%d" % (far.base, n)) if n % 2 else "/dekat/%d" % n) for n in range(12))
for n in range(12):
    (far if n % 2 else site).files[("/jauh/%d" if n % 2 else "/dekat/%d") % n] = page("Berita nomor %d" % n)
site.files["/banyak.xml"] = ("<rss version='2.0'><channel><title>Banyak</title>%s</channel></rss>" % many).encode()
far.files["/kosong.xml"] = b"<rss version='2.0'><channel><title>Kosong</title></channel></rss>"
MANY = site.base + "/banyak.xml"
home, got, said = refreshed(MANY + "\n" + far.base + "/kosong.xml", "per-poll = 4\n")
e2e.check(len(got) == 4 and not asked(far) and said["pages"]["left"] == 8, "the feed's own site first: %s %s" % (got, asked(far)))
home.run("refresh", "--all", want=None)
e2e.check(len(asked()) == 6, "the next refresh goes on: %s" % asked())
home, got, said = refreshed(MANY, "per-host = 3\n")
e2e.check(len(got) == 3 and said["pages"]["left"] >= 3, "per host: %s" % got)
home, got, said = refreshed(MANY, "per-day = 0\n")
e2e.check(not got and said["pages"]["left"] > 0, "per day: %s" % got)
home, got, said = refreshed(MANY, "per-host-size = 1\n")
e2e.check(not far.seen, "a private host that nobody subscribed to is not asked: %s" % far.seen)

# A host that asks for patience is left alone at once, and the next time too.
def busy(handler):
    time.sleep(0.3)
    handler.send_response(429)
    handler.send_header("Retry-After", "3600")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


for n in range(12):
    site.rules["/sibuk/%d" % n] = busy
site.files["/sibuk.xml"] = ("<rss version='2.0'><channel><title>Sibuk</title>%s</channel></rss>" % "".join(
    item(n, "/sibuk/%d" % n) for n in range(12))).encode()
home, got, said = refreshed(site.base + "/sibuk.xml")
e2e.check(len(got) <= 6 and said["pages"]["left"] >= 6, "patience: %s %s" % (got, said["pages"]))
# By its own account: the server may only now see what the first one took back.
pages = json.loads(home.run("refresh", "--json", want=None))["pages"]
e2e.check(pages["fetched"] == pages["failed"] == 0, "and it is remembered: %s" % pages)

# robots.txt, asked once.
site.rules["/robots.txt"] = lambda handler: (handler.send_response(200), handler.send_header("Content-Type", "text/plain"),
    handler.send_header("Content-Length", "36"), handler.end_headers(), handler.wfile.write(b"User-agent: *\nDisallow: /larangan\n\n\n"))
site.files["/robot.xml"] = ("<rss version='2.0'><channel><title>Robot</title>%s%s</channel></rss>" % (
    item(1, "/larangan"), item(2, "/rantai/5"))).encode()
home, got, said = refreshed(site.base + "/robot.xml")
e2e.check(got == ["/rantai/5"], "robots.txt holds: %s" % got)
e2e.check(sum(path == "/robots.txt" for path, _ in site.seen) == 1, "it is asked for once")
e2e.check(any("ahead of time" in row["error"] for row in said["missing"]) or said["pages"]["failed"] == 1, "and what it forbids is said: %s" % said)

# Where it cannot be had nothing is fetched for now, which is no refusal and no
# failure of the page's: it is tried again.
robots = site.rules["/robots.txt"]
site.rules["/robots.txt"] = lambda handler: handler.send_error(500)
home, got, said = refreshed(site.base + "/robot.xml")
with sqlite3.connect(home.database) as db:
    kept = db.execute("SELECT failure, failures FROM pages").fetchall()
e2e.check(not got and len(kept) == 2 and all("could not be asked for its robots.txt" in words and not count for words, count in kept),
          "nobody knows what may be fetched: %s %s" % (got, kept))
site.rules["/robots.txt"] = robots
home.run("refresh", "--all", want=None)
e2e.check(not asked(), "it is not insisted: %s" % asked())
with sqlite3.connect(home.database) as db:
    db.execute("UPDATE pages SET failed_at = failed_at - 3601 WHERE failed_at > 0")
    db.execute("UPDATE facts SET value = '1' WHERE name = 'user:ahead again'")
home.run("refresh", "--all", want=None)
e2e.check(asked() == ["/rantai/5"], "and an hour later what may be is fetched: %s" % asked())
