# SPDX-License-Identifier: MIT
"""Articles in parts: joined whatever way their parts are linked, and nothing
joined that is no part: pages of comments, of a list, another article."""
import collections
import json
import random
import re

import e2e

site, home = e2e.Site(), e2e.Home()
dice = random.Random(4)
WORDS = ("hujan jalan kota warga pasar sungai kapal desa sekolah hutan petani nelayan rapat sidang anggaran jembatan listrik "
         "sawah padi udang rumah lampu cuaca angin gelombang pelabuhan kereta stasiun").split()
TYPE = "<meta property='og:type' content='article'>"


def some(count):
    return " ".join(dice.choice(WORDS) for _ in range(count))


def paragraphs(name, count=6):
    return "".join("<p>%s kata %s.</p>" % (name, some(45)) for _ in range(count))


def page(title, body, head="", below=""):
    return ("<html lang=id><head><meta charset=utf-8><title>%s</title>%s</head><body><nav><a href=/>Beranda</a></nav><article><h1>%s</h1>"
            "%s</article>%s</body></html>" % (title, head, title, body, below)).encode()


def article(urls, style):
    """Parts at these addresses, linked in one of several styles."""
    for i, url in enumerate(urls):
        last = i + 1 == len(urls)
        head, links = TYPE, ""
        if style == "rel" and not last:
            head += "<link rel=next href='%s'>" % urls[i + 1]
        if style == "numbers":
            links = "".join("<a href='%s'>%d</a> " % (to, n + 1) for n, to in enumerate(urls) if n != i)
        if style == "word" and not last:
            links = "<a href='%s'>Selanjutnya</a>" % urls[i + 1]
        site.files[url] = page("Judul " + urls[0], paragraphs("Bagian%d" % (i + 1)) + "<div>%s</div>" % links, head)
    return urls[0], {"Bagian%d" % (n + 1): 6 for n in range(len(urls))}, len(urls)


CASES = [
    article(["/a/rel", "/a/rel?page=2", "/a/rel?page=3"], "rel"),
    article(["/b/nomor"] + ["/b/nomor?page=%d" % n for n in (2, 3, 4)], "numbers"),
    article(["/c/jalur"] + ["/c/jalur/%d" % n for n in (2, 3, 4)], "numbers"),
    article(["/d/halaman/", "/d/halaman/page/2/", "/d/halaman/page/3/"], "numbers"),
    article(["/e/tulisan.html", "/e/tulisan-2.html", "/e/tulisan-3.html"], "numbers"),
    article(["/f/dulu/1", "/f/dulu/2", "/f/dulu/3"], "numbers"),
    article(["/g/lanjut", "/g/lanjut?page=2", "/g/lanjut?page=3"], "word"),
    article(["/h/dua", "/h/dua?halaman=2"], "numbers"),
]

# The page's own offer of the whole goes before its parts.
article(["/i/tunggal", "/i/tunggal?page=2"], "numbers")
site.files["/i/tunggal"] = site.files["/i/tunggal"].replace(b"</article>", b"<a href='?page=all'>Tampilkan Semua</a></article>")
site.files["/i/tunggal?page=all"] = page("Judul", "".join(paragraphs("Bagian%d" % n) for n in (1, 2)), TYPE)
CASES.append(("/i/tunggal", {"Bagian1": 6, "Bagian2": 6}, 2))

# Comments on pages of their own, with and without a telling name around them.
body = paragraphs("Isi", 8)
for name, around in (("comments", "<section id=comments>%s</section>"), ("kotak", "<section class=kotak>%s</section>")):
    for n in (1, 2, 3):
        talk = "".join("<div><b>Orang %d</b><p>Tanggapan%d %s</p></div>" % (k, n, some(12)) for k in range(8))
        links = "".join("<a href='/j/%s?page=%d'>%d</a> " % (name, k, k) for k in (1, 2, 3) if k != n)
        site.files["/j/" + name + ("?page=%d" % n if n > 1 else "")] = page("Judul", body, TYPE, around % (talk + links))
CASES += [("/j/comments", {"Isi": 8}, 1), ("/j/kotak", {"Isi": 8}, 2)]
site.files["/k/wp"] = page("Judul", body, TYPE, "<div id=comments><a href='/k/wp/comment-page-2/#comments'>Selanjutnya</a></div>")
CASES.append(("/k/wp", {"Isi": 8}, 1))

# A number that leads to the same page, and "next" that leads to another article.
site.files["/l/ulang"] = site.files["/l/ulang?page=2"] = page("Judul", body + "<a href='/l/ulang?page=2'>2</a>", TYPE)
site.files["/m/satu"] = page("Judul", body, TYPE + "<link rel=next href='/m/dua'>", "<a href='/m/dua'>Selanjutnya</a>")
site.files["/m/dua"] = page("Judul lain", paragraphs("Lain", 8), TYPE)
CASES += [("/l/ulang", {"Isi": 8}, 2), ("/m/satu", {"Isi": 8}, 1)]

# Lists of headlines, and a blog's pages of whole posts.
for n in (1, 2):
    rows = "".join("<div><h2><a href='/artikel/%d-%d'>Berita %d-%d %s</a></h2><p>Ringkas%d %s</p></div>" % (n, k, n, k, some(5), n, some(25))
                   for k in range(12))
    posts = "".join("<article><h2><a href='/pos/%d-%d'>Tulisan %d-%d</a></h2>%s</article>" % (n, k, n, k, paragraphs("Pos%d" % n, 3)) for k in range(5))
    site.files["/n/indeks" + ("?page=2" if n > 1 else "")] = (
        "<html lang=id><head><title>Indeks</title>%s</head><body><main><h1>Indeks berita</h1>%s<a href='/n/indeks?page=%d'>%d</a></main></body></html>"
        % ("<link rel=next href='/n/indeks?page=2'>" if n < 2 else "", rows, 3 - n, 3 - n)).encode()
    site.files["/o/blog/" + ("page/2/" if n > 1 else "")] = (
        "<html lang=id><head><title>Blog</title></head><body><main>%s<a href='/o/blog/page/%d/'>%d</a></main></body></html>"
        % (posts, n + 1, n + 1)).encode()
del site.seen[:]
text = home.run("show", site.base + "/n/indeks")
e2e.check("Ringkas1" in text and "Ringkas2" not in text and len(site.seen) == 1, "a list is one page: %s" % site.seen)
CASES.append(("/o/blog/", {"Pos1": 15}, 1))

for path, wanted, requests in CASES:
    del site.seen[:]
    shown = json.loads(home.run("show", site.base + path, "--json"))
    got = dict(collections.Counter(re.findall(r"(Bagian\d|Isi|Lain|Tanggapan\d|Ringkas\d|Pos\d) ", shown["text"])))
    asked = [seen for seen, _ in site.seen if seen != "/robots.txt"]
    e2e.check(got == wanted and shown["complete"], "%s: %s, wanted %s; asked for %s" % (path, got, wanted, asked))
    e2e.check(len(asked) == requests, "%s: %d requests: %s" % (path, requests, asked))

# More parts than are joined: the article says that it is cut.
path, wanted, _ = article(["/z/panjang"] + ["/z/panjang?page=%d" % n for n in range(2, 15)], "numbers")
shown = json.loads(home.run("show", site.base + path, "--json"))
e2e.check(not shown["complete"] and "Bagian10 " in shown["text"] and "Bagian11 " not in shown["text"], "a cut article says so")
