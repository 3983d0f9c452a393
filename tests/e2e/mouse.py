# SPDX-License-Identifier: MIT
"""A related link is followed with the mouse, and the wheel scrolls."""
import e2e

site = e2e.newsroom()
home = e2e.Home()
home.run("add", site.feeds[0])
home.run("refresh", "--all")
reader = e2e.Terminal(home, columns=100, rows=30)


def mouse(button, row, column, final="M"):
    """An event as xterm reports it (SGR 1006), counted from 1."""
    text = "\x1b[<%d;%d;%d%s" % (button, column, row, final)
    reader.tmux("send-keys", "-t", "w", "-H", *["%02x" % ord(c) for c in text])


def find(text):
    """Row and column of a text on the screen, counted from 1."""
    for row, line in enumerate(reader.settle().splitlines(), 1):
        if text in line:
            return row, line.index(text) + 1
    e2e.fail("%r is not on this screen:\n%s" % (text, reader.text()))


def click(text):
    row, column = find(text)
    mouse(0, row, column + 1)
    mouse(0, row, column + 1, "m")


reader.wait("Warta Kota Sukawening")
click("Warta Kota Sukawening")
reader.wait("Jembatan Darurat Sepanjang")
click("Jembatan Darurat Sepanjang")
reader.wait("Rangka itu dikirim")
before = reader.settle().splitlines()[2:]
mouse(65, 10, 30)
reader.wait("Kota · 24 September", gone=True)
mouse(64, 10, 30)
reader.wait("Kota · 24 September")
e2e.until(lambda: reader.text().splitlines()[2:] == before, lambda: "the wheel scrolls forth and back:\n" + reader.text())
click("Tim Teknik: Fondasi")
reader.wait("cekungan")
e2e.check("Jembatan Darurat" in reader.text().splitlines()[0] and "Tim Teknik" in reader.text().splitlines()[0],
          "the trail names both articles:\n" + reader.text())
click("Jembatan Darurat")  # a step of the trail, in the first line
reader.wait("Rangka itu dikirim")
reader.keys("Escape")  # the link is no longer selected
click("help")  # a key that the last line names
reader.wait("Keys in an article")
click("q back")
reader.wait("Keys in an article", gone=True)
reader.type("Q")
reader.wait("EXIT=0")
