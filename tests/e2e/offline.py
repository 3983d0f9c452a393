# SPDX-License-Identifier: MIT
"""With the network gone every cached article opens; what is not cached says
so in a sentence, and nothing is lost by trying."""
import e2e

site = e2e.newsroom()
home = e2e.Home()
for feed in site.feeds:
    home.run("add", feed)
lost = site.base + "/wartakota/kota/tas-siaga-banjir-lost"
feed = site.files["/wartakota/rss.xml"]
site.files["/wartakota/rss.xml"] = feed.replace(b"<item>", b"<item><title>Halaman yang hilang</title><link>%s</link>"
    b"<guid>lost</guid></item><item>" % lost.encode(), 1)
said = home.run("refresh", "--offline", timeout=120)
e2e.check("pages fetched" in said.splitlines()[0], "the first line says what came: %r" % said)
e2e.check("pages are missing:" in said and lost + ": " in said, "and what is missing, with its sentence: %r" % said)
said = home.run("refresh", "--offline", timeout=120)
e2e.check("0 pages fetched" in said and lost + ": " in said, "what rests after a failure is still missing: %r" % said)
pages = [path for path, _ in site.seen if "/kota/" in path]
e2e.check(any("page=2" in path for path in pages), "both parts of the two-page article were fetched")
site.stop()

shown = home.run("show", site.base + "/wartakota/kota/tas-siaga-banjir")
e2e.check("titik kumpul" in shown and "Isi yang pokok" in shown, "the joined article is whole:\n" + shown)
reader = e2e.Terminal(home, columns=100, rows=40)
reader.wait("Warta Kota Sukawening")
reader.type("/")
reader.type("Sepuluh Pekan Tertutup")
reader.wait("Dibuka Lagi")
reader.keys("Enter")
reader.keys("Enter")
reader.wait("Turap baja|Ratusan warga")
screen = reader.wait("b1")
for _ in range(30):
    if "Daftar Jembatan Tua" in reader.text():
        break
    reader.step("Down")
screen = reader.wait("Daftar Jembatan Tua")
reader.type("b3")
reader.wait("network|jaringan|did not answer|refused|connect")
reader.type("Q")
reader.wait("EXIT=0")
e2e.check("Turap baja" in home.run("show", site.base + "/wartakota/kota/jembatan-dibuka-lagi"), "the article is still there")
