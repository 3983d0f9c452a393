# SPDX-License-Identifier: MIT
"""What is no feed, no article, no host, no end: one clear sentence where the
user looks for it, nothing lost, nothing stored half."""
import json
import os
import time

import e2e

site = e2e.newsroom()
feed, lost = site.feeds[0], "/wartakota/kota/fondasi-tergerus-dua-meter"
home = e2e.Home()
urls = os.path.join(home.path, ".config", "warta", "urls")


def endless(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    handler.wfile.write(b"<rss version='2.0'><channel><title>Tanpa akhir</title>")
    item = b"<item><title>Setengah</title><guid>%d</guid><description>" + b"x" * 50000 + b"</description></item>"
    for n in range(100000):
        handler.wfile.write(item % n)


def dripping(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    handler.wfile.write(site.kept)
    while True:
        handler.wfile.write(b" ")
        time.sleep(0.2)


def cut(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.send_header("Content-Length", str(len(site.kept)))
    handler.end_headers()
    handler.wfile.write(site.kept[:len(site.kept) * 2 // 3])
    handler.close_connection = True


def refused(address, words):
    """A new subscription that cannot be."""
    home.run("add", address, want=None)
    said = home.stderr.strip()
    e2e.check(words in said and said.count("\n") == 0, "one sentence with %r for %s: %r" % (words, address, said))
    e2e.check(json.loads(home.run("feeds", "--json")) == feeds, "nothing is subscribed: " + address)


def fails(words):
    """A visit that fails: the sentence in three places, the articles untouched."""
    home.run("refresh", "--all", want=75, timeout=120)
    e2e.check(words in home.stderr, "refresh says %r: %r" % (words, home.stderr))
    row = json.loads(home.run("feeds", "--json"))[0]
    e2e.check(words in (row["error"] or ""), "feeds says %r: %s" % (words, row))
    e2e.check(row["etag"] == feeds[0]["etag"], "the validator of the last good visit stays: %s" % row)
    e2e.check(words in home.run("doctor", want=None), "doctor says %r" % words)
    e2e.check(home.run("list", "--json") == listed, "the articles are as before: " + words)


site.kept = site.files["/wartakota/rss.xml"].replace(b"Perpustakaan Keliling", b"Perpustakaan Terapung")
site.files[lost] = b"<html><head><title>-</title></head><body><script>var x = 1;</script></body></html>"
home.run("add", feed)
home.run("refresh", "--all")
feeds, listed = json.loads(home.run("feeds", "--json")), home.run("list", "--json")
site.files["/page"] = b"<html><head><title>Page</title></head><body><p>Just a page.</p></body></html>"
site.files["/nothing"] = b""
site.rules["/endless"] = endless
refused(site.base + "/page", "127.0.0.1 names no feed")
refused(site.base + "/nothing", "The server sent nothing")
refused(site.base + "/endless", "more than 16 MiB")
refused("http://127.0.0.1:1/feed.xml", "refused the connection")
refused("ftp://127.0.0.1/feed.xml", "address")

good = site.files.pop("/wartakota/rss.xml")
fails("There is nothing at this address of 127.0.0.1 (404)")
site.files["/wartakota/rss.xml"] = site.files["/page"]
fails("The server sent a web page, not a feed")
for rule, words, more in ((endless, "more than 16 MiB", ""), (dripping, "was not done after 3 s", " timeout=3"),
                          (cut, "ended too early", "")):
    site.rules["/wartakota/rss.xml"] = rule
    with open(urls, "w") as out:
        out.write(feed + more + "\n")
    fails(words)

# In the reader: the feed is marked, its health has the sentence; a page that is
# none leaves the feed's own text and says why.
reader = e2e.Terminal(home, columns=100, rows=30)
reader.wait("Warta Kota Sukawening")
for _ in range(8):
    reader.keys("Down")
reader.keys("i")
reader.wait("ended too early")
reader.keys("q")
reader.type("/")
reader.type("fondasi pilar tergerus")
reader.wait("1 found")
reader.keys("Enter", "Enter")
reader.wait("Tim teknik menyimpulkan")
reader.type("x")
reader.wait("no readable text|holds no")
e2e.check("Tim teknik menyimpulkan" in reader.text(), "the feed's text stays:\n" + reader.text())
reader.type("Q")
reader.wait("EXIT=0")

del site.rules["/wartakota/rss.xml"]
site.files["/wartakota/rss.xml"] = good
home.run("refresh", "--all")
row = json.loads(home.run("feeds", "--json"))[0]
e2e.check(not row["error"] and row["failures"] == 0, "a good visit clears the failure: %s" % row)
feeds, listed = [row], home.run("list", "--json")
site.stop()
fails("refused the connection")
