# SPDX-License-Identifier: MIT
"""All that is kept for reading offline has a list of its own: articles' pages
and those that a Baca Juga led to, deleted and brought back, without network."""
import e2e

TEXT = "<p>Kalimat dari sebuah berita yang cukup panjang untuk menjadi sebuah artikel yang utuh.</p>" * 8
site = e2e.Site()


def page(title, related=""):
    link = "<p><strong>Baca Juga: <a href='%s'>Sisi lain dari cerita</a></strong></p>" % related if related else ""
    return ("<html lang=id><head><meta charset=utf-8><title>%s</title></head><body><article><h1>%s</h1>%s%s%s</article></body></html>"
            % (title, title, TEXT, link, TEXT)).encode()


site.files["/kabar"] = page("Kabar pertama", "/lain")
site.files["/lain"] = page("Sisi lain dari cerita")
site.files["/feed.xml"] = ("<rss version='2.0'><channel><title>Kabar</title><item><title>Kabar pertama</title>"
    "<link>%s/kabar</link><guid>1</guid><description>Teras.</description></item></channel></rss>" % site.base).encode()
home = e2e.Home()
home.run("add", site.base + "/feed.xml")
home.run("refresh", "--offline")
site.stop()

t = e2e.Terminal(home, "--offline", columns=100, rows=30)
t.wait("Kept pages +2")
t.step("g")
for _ in range(4):
    t.step("j")
t.step("Enter")
t.wait("^ Kept pages")
t.wait("Kabar pertama")
t.wait("Sisi lain dari cerita")
# The page that is no article is read, is starred by nobody, and can go.
t.step("g")
if "Sisi" not in next(line for line in t.text().splitlines() if "●" in line or "cerita" in line):
    t.step("j")
t.keys("s")
t.wait("belongs to no feed")
t.keys("D")
t.wait("Sisi lain dari cerita", gone=True)
t.keys("U")
t.wait("Sisi lain dari cerita")
t.keys("F")
t.type("sisi")
t.keys("Enter")
t.wait("Kabar pertama", gone=True)
t.keys("Enter")
t.wait("yang cukup panjang")
t.keys("Q")
t.wait("EXIT=0")
