# SPDX-License-Identifier: MIT
"""A person subscribes, refreshes, reads, follows Baca Juga by keyboard and
comes back to the same place; then the network goes and all of it works."""
import e2e

site = e2e.newsroom()
home = e2e.Home()
for feed in site.feeds:
    home.run("add", feed)
home.run("refresh", "--all")
e2e.check("Sepuluh Pekan Tertutup" in home.run("list"), "the newest headline is listed")

reader = e2e.Terminal(home, columns=100, rows=30)
reader.wait("Warta Kota Sukawening")
reader.keys("Enter")
reader.wait("Sepuluh Pekan")
reader.type("g")
for _ in range(40):
    if "Jembatan Darurat Sepanjang" in reader.text():
        break
    reader.step("j", 1)
reader.type("/")
reader.type("rangka baja sebelas truk")
reader.wait("Jembatan Darurat Sepanjang")
reader.keys("Enter")
reader.keys("Enter")
screen = reader.wait("Letnan Satu Yusuf|Rangka itu dikirim|rangka baja sepanjang")
reader.wait("b1")
e2e.check("Jembatan Darurat" in screen, "the headline stands over the article")

before = reader.text()
reader.type("b1")
reader.wait("tergerus arus|Apa yang diukur")
reader.wait("Pilar tengah|penyelam|Penyelam")
reader.type("b1")
reader.wait("bambu|rakit")
reader.keys("BSpace")
reader.wait("tergerus arus|Apa yang diukur")
reader.keys("BSpace")
reader.wait("rangka baja sepanjang|Rangka itu dikirim")
after = reader.text()
e2e.check(before.splitlines()[4:20] == after.splitlines()[4:20], "back restores the screen:\n%s\n---\n%s" % (before, after))
reader.type("L")
reader.wait("tergerus arus|Apa yang diukur")

site.stop()
reader.keys("BSpace")
reader.wait("rangka baja sepanjang|Rangka itu dikirim")
reader.type("b1")
reader.wait("tergerus arus|Apa yang diukur")
reader.type("Q")
reader.wait("EXIT=0")

listed = home.run("list", "--json")
e2e.check(listed.count('"title"') == 17, "every article is still there: %d" % listed.count('"title"'))
