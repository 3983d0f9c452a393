# SPDX-License-Identifier: MIT
"""A feed may lead into a private network only where the user put it himself:
to the server that he typed, and to no other, not even one of the same machine,
by no road."""
import json

import e2e

site = e2e.Site()
beside = e2e.Site()
beside.files["/feed.xml"] = b"<rss version='2.0'><channel><title>Beside</title><item><title>Stolen</title></item></channel></rss>"
inside = e2e.Site(address="127.0.0.2")
secret = inside.base + "/admin"
inside.files["/admin"] = b"<html><body><article><h1>Inside</h1><p>%s</p></article></body></html>" % (b"Only for the house. " * 40)
inside.files["/feed.xml"] = b"<rss version='2.0'><channel><title>Inside</title><item><title>Stolen</title></item></channel></rss>"
page = ("<html><head><meta charset=utf-8></head><body><article><h1>Berita</h1>%s<p><strong>Baca Juga: <a href='%s'>Ke dalam rumah</a></strong></p>%s"
        "</article></body></html>")
text = "".join("<p>Kalimat ke-%d dari sebuah berita yang cukup panjang untuk menjadi artikel.</p>" % n for n in range(8))
site.files["/berita"] = (page % (text, secret, text)).encode()
site.files["/lain"] = (page % (text, site.base + "/berita", text)).encode()


def redirect(to, status=302):
    def rule(handler):
        handler.send_response(status)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
    return rule


site.rules["/pindah"] = redirect(secret)
site.rules["/moved.xml"] = redirect(inside.base + "/feed.xml", 301)
for n, host in enumerate(("169.254.169.254", "10.255.255.1", "[fd00::1]", "[::ffff:127.0.0.2]:%d" % inside.port,
                          "0177.0.0.2:%d" % inside.port, "2130706434:%d" % inside.port, "127.0.0.1:%d" % beside.port)):
    site.rules["/r%d.xml" % n] = redirect("http://%s/feed.xml" % host)
items = "".join("<item><title>%s</title><link>%s</link><guid>%s</guid><description>Ringkasan.</description></item>" % row for row in (
    ("Berita dengan tautan", site.base + "/berita", "1"), ("Berita yang pindah", site.base + "/pindah", "2"),
    ("Langsung ke dalam", secret, "3"), ("Berita lain", site.base + "/lain", "4")))
items = items.replace("</item>", "<enclosure url='%s/suara.mp3' type='audio/mpeg' length='9'/></item>" % inside.base, 1)
site.files["/feed.xml"] = ("<rss version='2.0'><channel><title>Kabar</title>%s</channel></rss>" % items).encode()

home = e2e.Home()
home.run("add", site.base + "/feed.xml")
home.run("refresh", "--offline")
home.run("add", site.base + "/moved.xml", want=None)
e2e.check("private network" in home.stderr, "the redirect is refused with a sentence: %r" % home.stderr)
for n in range(7):
    home.run("add", site.base + "/r%d.xml" % n, want=None)
    e2e.check("private network" in home.stderr, "redirect %d is refused with a sentence: %r" % (n, home.stderr))
e2e.check(len(json.loads(home.run("feeds", "--json"))) == 1, "nothing was subscribed on the way")

reader = e2e.Terminal(home, columns=100, rows=30)
reader.wait("Kabar")
reader.keys("Enter")
reader.wait("Berita dengan tautan")
reader.type("/")
reader.type("tautan")
reader.wait("1 found")
reader.keys("Enter", "Enter")
reader.wait("Kalimat ke-1")
reader.type("b1")
reader.wait("private network")
reader.keys("BSpace")
reader.wait("Kalimat ke-1")
reader.keys("e")
reader.wait("suara.mp3")
reader.keys("Enter")
reader.wait("not downloaded: .*private network")
reader.type("Q")
reader.wait("EXIT=0")
e2e.check(any(path == "/berita" for path, _ in site.seen), "a page of the feed's own host was fetched")
e2e.check(not beside.seen, "another server of the typed machine was asked: %s" % beside.seen)
e2e.check(not inside.seen, "another private host was asked: %s" % inside.seen)
