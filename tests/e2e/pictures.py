# SPDX-License-Identifier: MIT
"""Pictures for offline reading: none unless asked for; each is fetched once,
within the limits, and only what is a picture is kept; a stored one opens with
the network gone."""
import json
import os
import sqlite3

import e2e

PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 3000
TEXT = "<p>Kalimat dari sebuah berita yang cukup panjang untuk menjadi sebuah artikel yang utuh.</p>" * 8
site, other = e2e.Site(), e2e.Site(address="127.0.0.2")
other.files["/secret.png"] = PNG


def raw(body, kind="image/png", status=200, headers=()):
    def rule(handler):
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers:
            handler.send_header(name, value)
        if body is not None:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if body is not None:
            return handler.wfile.write(body)
        handler.close_connection = True
        try:
            while True:
                handler.wfile.write(b"\x89PNG\r\n\x1a\n" * 4096)
        except OSError:
            pass
    return rule


def figure(name):
    return "<figure><img src='/img/%s' width=640 height=480><figcaption>Gambar %s.</figcaption></figure>" % (name, name)


def page(title, pictures, more=""):
    return ("<html lang=id><head><meta charset=utf-8><title>%s</title></head><body><article><h1>%s</h1>%s%s%s%s</article></body></html>"
            % (title, title, TEXT, "".join(map(figure, pictures)), more, TEXT)).encode()


ALL = ("satu.png", "dua.jpg", "halaman.png", "gambar.svg", "endless.png", "dalam.png", "hilang.png", "larangan/tiga.png")
RELATED = "<p><strong>Baca Juga: <a href='/lain'>Berita yang lain</a></strong></p>"
site.files["/berita"] = page("Berita bergambar", ALL, RELATED)
site.files["/lain"] = page("Berita yang lain", ("satu.png", "lain.gif"))
site.files["/feed.xml"] = ("<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Kabar</title>"
    "<item><title>Berita bergambar</title><link>%s/berita</link><guid>1</guid><description>Teras.</description></item>"
    "<item><title>Hanya potret kecil</title><guid isPermaLink='false'>3</guid><description>Teras.</description>"
    "<media:thumbnail url='%s/img/kecil.png'/></item>"
    "<item><title>Tulisan dalam umpan</title><guid isPermaLink='false'>2</guid><description>%s</description></item>"
    "</channel></rss>" % (site.base, site.base,
    (TEXT * 2 + "<img src='%s/img/umpan.png'>" % site.base).replace("&", "&amp;").replace("<", "&lt;"))).encode()
site.files["/robots.txt"] = b"User-agent: *\nDisallow: /img/larangan/\n"
site.rules.update({
    "/robots.txt": raw(site.files["/robots.txt"], "text/plain"),
    "/img/satu.png": raw(PNG), "/img/dua.jpg": raw(b"\xff\xd8\xff\xe0" + b"j" * 2000, "image/jpeg"),
    "/img/lain.gif": raw(b"GIF89a" + b"g" * 500, "image/gif"), "/img/umpan.png": raw(PNG + b"u"),
    "/img/kecil.png": raw(PNG + b"k"),
    "/img/halaman.png": raw(b"<html><script>alert(1)</script></html>"),
    "/img/gambar.svg": raw(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml"),
    "/img/endless.png": raw(None), "/img/dalam.png": raw(b"", status=302, headers=[("Location", other.base + "/secret.png")]),
})


def asked(name=""):
    return [path for path, _ in site.seen if path.startswith("/img/" + name)]


def setting(home, *lines):
    folder = os.path.join(home.path, ".config", "warta")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "config"), "w") as out:
        out.write("[offline]\n" + "".join(line + "\n" for line in lines))


def stored(home):
    folder = os.path.join(home.path, ".cache", "warta", "pictures")
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


home = e2e.Home()
home.run("add", site.base + "/feed.xml")
home.run("refresh", "--offline", timeout=60)
e2e.check(not asked() and not stored(home), "no picture is fetched unless asked for: %s" % asked())

# Turning them on is a reason to look, though no article is new.
setting(home, "pictures = yes", "picture-size = 64K")
home.run("refresh", "--all", timeout=60)
e2e.check(asked("satu") and asked("umpan") and asked("kecil"), "the page's, the feed text's and the thumbnail: %s" % asked())
e2e.check(not asked("lain"), "related pages are not looked at unless they are wanted")
said = json.loads(home.run("refresh", "--offline", "--json", timeout=60))
e2e.check(said["pictures"]["fetched"] == 1 and said["pictures"]["bytes"] == 506, "the related page's for a trip: %s" % said["pictures"])
errors = {row["url"].rsplit("/img/", 1)[1]: row["error"] for row in said["missing"] if row["kind"] == "picture"}
for name, word in (("halaman.png", "no picture"), ("gambar.svg", "SVG"), ("endless.png", "larger|more than|too"),
                   ("dalam.png", "private network"), ("hilang.png", "404|not"), ("larangan/tiga.png", "ahead of time")):
    e2e.check(name in errors and any(part in errors[name] for part in word.split("|")), "%s is refused with a sentence: %r" % (name, errors))
e2e.check(not other.seen, "a redirect into another private host was followed")
e2e.check(not asked("larangan"), "robots.txt holds for pictures")
e2e.check([name.rsplit(".", 1)[1] for name in stored(home)].count("png") == 3 and len(stored(home)) == 5, "what is a picture is kept: %s" % stored(home))
before = len(asked())
home.run("refresh", "--offline", timeout=60)
home.run("refresh", "--all", timeout=60)
e2e.check(len(asked()) == before, "nothing is fetched a second time: %s" % asked()[before:])
shown = json.loads(home.run("show", site.base + "/berita", "--json"))["pictures"]
e2e.check(shown["count"] == 8 and shown["stored"] == 2 and shown["bytes"] == 3008 + 2004, "show counts them: %s" % shown)
e2e.check("5 pictures" in home.run("doctor", want=None), "doctor counts them")

# A feed leads to no other private place, though the user reads one there too.
site.files["/jahat"] = page("Berita jahat", (), "<figure><img src='%s/secret.png' width=640 height=480></figure>" % other.base)
site.files["/jahat.xml"] = ("<rss version='2.0'><channel><title>Jahat</title><item><title>Berita jahat</title><link>%s/jahat</link><guid>1</guid>"
    "<description>Teras.</description></item><item><title>Lain</title><guid isPermaLink='false'>2</guid><description>"
    "&lt;img src='%s/secret.png'&gt; %s</description></item></channel></rss>" % (site.base, other.base, "Kata. " * 200)).encode()
other.files["/dalam.xml"] = b"<rss version='2.0'><channel><title>Dalam</title></channel></rss>"
victim = e2e.Home()
setting(victim, "pictures = yes")
victim.run("add", other.base + "/dalam.xml")
victim.run("add", site.base + "/jahat.xml")
victim.run("refresh", "--offline", timeout=60)
e2e.check([path for path, _ in other.seen if "secret" in path] == [] and not stored(victim), "a feed led into another private place: %s" % other.seen)

# Limits in bytes: of a picture, of a host, of a day.
for limit, most in (("picture-size = 2500", 2), ("per-host-size = 20K", 20480), ("per-poll-size = 20K", 20480), ("per-day = 20K", 20480)):
    tight = e2e.Home()
    setting(tight, "pictures = yes", limit)
    tight.run("add", site.base + "/feed.xml")
    told = json.loads(tight.run("refresh", "--json", timeout=60))
    kept = sum(os.path.getsize(os.path.join(tight.path, ".cache/warta/pictures", name)) for name in stored(tight))
    if "picture-size" in limit:
        e2e.check(len(stored(tight)) == 1, "%s: %s" % (limit, stored(tight)))
    else:
        e2e.check(kept <= most and told["pictures"]["left"] > 0, "%s: %d bytes, %s" % (limit, kept, told["pictures"]))

# One feed's own wish.
single = e2e.Home()
os.makedirs(os.path.join(single.path, ".config", "warta"))
with open(os.path.join(single.path, ".config", "warta", "urls"), "w") as out:
    out.write(site.base + "/feed.xml pictures=yes\n")
setting(single, "picture-size = 64K")
single.run("refresh", timeout=60)
e2e.check(len(stored(single)) == 4, "pictures=yes for one feed: %s" % stored(single))

# B in the reader, the mark, and the local copy with the network gone.
reading = e2e.Home()
setting(reading, "pictures = no")
viewer = os.path.join(reading.path, "view.sh")
with open(viewer, "w") as out:
    out.write("#!/bin/sh\necho \"$1\" >> '%s/viewed'\n" % reading.path)
os.chmod(viewer, 0o700)
reading.run("add", site.base + "/feed.xml")
reading.run("refresh")
setting(reading, "pictures = yes", "picture-size = 64K")
with open(os.path.join(reading.path, ".config", "warta", "config"), "a") as out:
    out.write("[open]\nbrowser = %s\n[fetch]\non-start = no\n" % viewer)
reader = e2e.Terminal(reading, columns=100, rows=60)
reader.wait("Kabar")
reader.keys("Enter")
reader.wait("Berita bergambar")
reader.type("/")
reader.type("bergambar")
reader.wait("[0-9] found")
reader.keys("Enter", "Enter")
reader.wait("Gambar satu.png")
reader.type("B")
e2e.until(lambda: len(stored(reading)) == 3, lambda: "B fetches the pictures of the article and of its related page: %s" % stored(reading))
reader.wait("● +Gambar satu.png")
reader.wait("○ +Gambar halaman.png")
reader.type("Q")
reader.wait("EXIT=0")

# One picture by key, whatever the settings are.
plain = e2e.Home()
plain.run("add", site.base + "/feed.xml")
plain.run("refresh")
e2e.check(not stored(plain), "nothing by itself: %s" % stored(plain))
reader = e2e.Terminal(plain, columns=100, rows=60)
reader.wait("Kabar")
reader.type("/")
reader.type("bergambar")
reader.wait("[0-9] found")
reader.keys("Enter", "Enter")
screen = reader.wait("Gambar dua.jpg")
number = next(line for line in screen.splitlines() if "Gambar dua.jpg" in line).split("▣")[1].split()[0]
reader.type(number + "w")
e2e.until(lambda: stored(plain), "w on a picture stores it")
e2e.check([name[-4:] for name in stored(plain)] == [".jpg"], "w on a picture stores it: %s" % stored(plain))
reader.type("Q")
reader.wait("EXIT=0")
site.stop()
reader = e2e.Terminal(reading, columns=100, rows=60)
reader.wait("Kabar")
reader.type("/")
reader.type("bergambar")
reader.wait("[0-9] found")
reader.keys("Enter", "Enter")
screen = reader.wait("● +Gambar satu.png")
number = next(line for line in screen.splitlines() if "Gambar satu.png" in line).split("▣")[1].split()[0]
reader.type(number + "o")
viewed = os.path.join(reading.path, "viewed")
e2e.until(lambda: os.path.exists(viewed) and open(viewed).read().endswith("\n"), "the viewer is started")
path = open(viewed).read().strip()
e2e.check(path.startswith(os.path.join(reading.path, ".cache/warta/pictures/")) and open(path, "rb").read() == PNG,
          "the local copy was opened: %r" % path)
reader.type("Q")
reader.wait("EXIT=0")

# Eviction: what is read goes first, a star keeps its pictures.
with sqlite3.connect(home.database) as db:
    db.execute("UPDATE facts SET value = 1000 WHERE name = 'user:pictures'")
db.close()
home.run("mark", "star", "bergambar")
home.run("mark", "read", "bergambar")
setting(home, "pictures = yes", "pictures-size = 1K")
home.run("refresh", "--all", want=None)
shown = json.loads(home.run("show", site.base + "/berita", "--json"))["pictures"]
e2e.check(shown["stored"] == 2 and len(stored(home)) == 2, "the starred article keeps its pictures: %s %s" % (shown, stored(home)))
