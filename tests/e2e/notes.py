# SPDX-License-Identifier: MIT
"""Footnotes: the number in the text leads to the note and back again, and is
told apart from links, in a feed's own text and in a page."""
import html

import e2e

LINES = "".join("<p>Paragraf %02d dari tulisan yang panjang tentang sejarah pelabuhan dan kapal-kapalnya.</p>" % n for n in range(1, 31))
NOTES = ("<p>Pelabuhan dibangun pada abad ketujuh belas.<sup id='r1'><a href='#n1'>1</a></sup> Kapal pertama datang kemudian"
         "<a id='r2' href='#n2'>[2]</a>, kata <a href='https://arsip.example/'>arsip</a>.</p>" + LINES +
         "<section class='footnotes'><ol><li id='n1'>Catatan harian nakhoda, halaman 9. <a href='#r1'>&#8617;</a></li>"
         "<li id='n2'>Surat kabar lama, tanpa tanggal. <a href='#r2'>^</a></li></ol></section>")
site = e2e.Site()
site.files["/feed.xml"] = ("<rss version='2.0'><channel><title>Sejarah</title><item><title>Pelabuhan tua</title><guid>1</guid>"
    "<link>%s/tua</link><description>%s</description></item></channel></rss>" % (site.base, html.escape(NOTES))).encode()
home = e2e.Home()
home.run("add", site.base + "/feed.xml")
home.run("refresh", "--all")
site.stop()

for columns, rows in ((100, 30), (40, 12)):
    t = e2e.Terminal(home, "--offline", columns=columns, rows=rows)
    t.wait("Sejarah")
    t.keys("G", "Enter")
    t.wait("Pelabuhan tua")
    t.keys("Enter")
    t.wait("dibangun pada")
    screen = t.wait("kemudian²|belas\\.¹")
    e2e.check("[1]" not in screen and "[2]" not in screen, "a note has one number:\n" + screen)
    t.keys("2")
    t.wait("Surat kabar lama")  # in the bottom line, before going there
    t.keys("Enter")
    screen = t.wait(r"2\. Surat kabar lama")
    e2e.check("↩" not in screen and "^" not in screen, "the way back is a key, not a sign:\n" + screen)
    e2e.check("dibangun pada" not in screen, "it is far away")
    t.keys("BSpace")
    t.wait("dibangun pada")
    t.keys("G")
    t.wait(r"1\. Catatan harian")
    t.keys("1", "Enter")
    t.wait("belas\\.¹")
    t.keys("Q")
    t.wait("EXIT=0")
