# SPDX-License-Identifier: MIT
"""Every action of the feed list by its real keys in the real program."""
import json

import e2e
import everywhere
from desk import Desk, script

V = "feeds"
ROWS = ("Unread", "Today", "Starred", "All articles", "Kept pages", "berita", "Kabar Uji", "Warta Kota", "Kabar Desa", "Harbour Post")
desk = Desk()
FEEDS = [desk.site.base + "/uji.xml", *desk.site.feeds]


def row(is_dim=False):
    text = desk.reversed(is_dim)
    return next((n for n, name in enumerate(ROWS) if name in text), -1)


def at(name):
    """Selects a row."""
    wanted = ROWS.index(name)
    desk.send("g")
    desk.until(lambda: row() == 0, "the first row is selected")
    for n in range(1, wanted + 1):
        desk.send("j")
        desk.until(lambda: row() == n, "row %d is selected" % n)


def moves(name, start, claim):
    @script(name)
    def run(d):
        for key in d.keys_of(name, V) or [None]:
            at(start)
            here = ROWS.index(start)
            d.press(name, key)
            d.until(lambda: row() not in (-1, here) and claim(row() - here), "%s with %s" % (name, key))


moves("down", "Kabar Uji", lambda by: by == 1)
moves("up", "Kabar Uji", lambda by: by == -1)
moves("read-on", "Unread", lambda by: by > 3)
moves("page-down", "Unread", lambda by: by > 3)
moves("page-up", "Harbour Post", lambda by: by < -3)
moves("half-down", "Unread", lambda by: by > 3)
moves("half-up", "Harbour Post", lambda by: by < -3)
moves("first", "Kabar Uji", lambda by: by == -6)
moves("last", "Kabar Uji", lambda by: by == 3)
moves("next-feed", "Kabar Uji", lambda by: by == 1)
moves("prev-feed", "Kabar Desa", lambda by: by == -1)
moves("next-unread-feed", "Kabar Uji", lambda by: by == 1)
moves("prev-unread-feed", "Kabar Desa", lambda by: by == -1)
moves("next-unread", "Kabar Uji", lambda by: by == 1)
moves("prev-unread", "Kabar Desa", lambda by: by == -1)


@script("open")
def _(d):
    for key in d.keys_of("open", V):
        at("Kabar Uji")
        d.send(key)
        d.wait_top("^ Kabar Uji")
        d.send("q")
        d.wait_row("Kabar Uji")


@script("back", "fold")
def _(d):
    for key in d.keys_of("back", V):
        at("Kabar Uji")
        d.send(key)
        d.wait_row("berita")
        d.send(key)
        d.wait("▸ berita")
        for other in d.keys_of("fold", V):
            d.send(other)
            d.wait("▾ berita")
            d.send(other)
            d.wait("▸ berita")
        d.send("+")
        d.wait("▾ berita")


@script("close", "quit")
def _(d):
    for key in d.keys_of("close", V) + d.keys_of("quit", V):
        d.send(key)
        d.start_again(opens_list=False)


@script("next-pane", "prev-pane", "next-article", "prev-article", "random-unread")
def _(d):
    d.reader.resize(140, 40)
    at("Kabar Uji")
    d.wait("│.*Uji 01")
    for name, number in (("next-article", 2), ("prev-article", 1)):
        for key in d.each(name, V):
            d.until(lambda: d.number(True) == number, "%s in the pane beside" % name)
    for key in d.keys_of("next-pane", V) + d.keys_of("prev-pane", V):
        d.send(key)
        d.wait_top("^ Kabar Uji|‹")
        while not d.top().startswith(" Feeds"):
            before = d.top()
            d.send("Tab")
            d.until(lambda: d.top() != before, "another pane has the keys")
    for key in d.each("random-unread", V):
        d.wait_top("‹ ")
        d.send("q")
        d.wait_top("^ Kabar Uji")
        d.send("q")
        d.wait_top("^ Feeds")
    d.reader.resize(d.columns, d.rows)
    d.gone("│")
    d.home.run("undo")


everywhere.boxes(V, {"history": "What was read", "downloads": "╭─ Downloads", "log": "What happened lately", "theme": "Colours", "tour": "tour",
                     "help": "Keys in the feed list", "health": "How this feed is doing", "feed-settings": "╭─ Kabar Uji"}, lambda: at("Kabar Uji"))


@script("browser", "copy")
def _(d):
    at("Kabar Uji")
    for key in d.each("browser", V):
        d.browsed(d.site.base + "/")
    for key in d.each("copy", V):
        d.clipboard(d.site.base + "/uji.xml")


def urls():
    return [r["url"] for r in json.loads(desk.home.run("feeds", "--json"))]


@script("delete", "undo")
def _(d):
    before = d.read("urls")
    for key in d.keys_of("delete", V):
        for other in d.keys_of("undo", V):
            at("Kabar Desa")
            d.send(key)
            d.gone("Kabar Desa *5?$")
            d.until(lambda: FEEDS[2] not in urls(), "the feed is unsubscribed")
            d.send(other)
            d.until(lambda: FEEDS[2] in urls(), "the feed is subscribed again")
            d.wait("Kabar Desa")
            d.until(lambda: d.read("urls") == before, "the urls file is as it was")


@script("read-all", "read-everything")
def _(d):
    before, own = len(d.articles("is:unread")), len(d.articles("is:unread feed:\"Kabar Uji\""))
    at("Kabar Uji")
    for name, left in (("read-all", before - own), ("read-everything", 0)):
        for key in d.each(name, V):
            d.count("is:unread", left)
            d.send("U")
            d.count("is:unread", before)


@script("search", "add", "filter", "clear")
def _(d):
    for key in d.each("search", V):
        d.wait_top("^ Search")
        d.type("Tim Teknik")
        d.wait("Fondasi")
        d.send("Enter")
        d.wait_row("Tim Teknik")
        d.send("q")
        d.wait_top("^ Feeds")
    for key in d.each("add", V):
        d.wait_bottom("^Address")
        d.type(d.site.feeds[2])
        d.send("Esc")
        d.gone("Address of a site")
    for key in d.keys_of("filter", V):
        for other in d.keys_of("clear", V):
            d.send(key)
            d.wait("^.*Feeds with this|\nFeeds with this")
            d.type("desa")
            d.gone("Kabar Uji")
            d.send("Enter")
            d.gone("Feeds with this")
            d.wait("Kabar Desa")
            d.send(other)
            d.wait("Kabar Uji")


@script("choose-tag")
def _(d):
    for key in d.each("choose-tag", V):
        d.wait("╭─ Tags")
        d.send("Enter")
        d.wait_top("^ berita")
        d.send("q")
        d.wait_top("^ Feeds")


@script("unread-only")
def _(d):
    d.home.run("mark", "read", "feed:\"Kabar Desa\"")
    at("Kabar Uji")
    for key in d.each("unread-only", V):
        d.gone("Kabar Desa")
        d.send("M")
        d.wait("Kabar Desa")
    d.home.run("undo")


everywhere.refreshes(V, lambda: at("Kabar Uji"))


@script("move")
def _(d):
    before = d.read("urls")
    at("Kabar Desa")
    for key in d.each("move", V):
        d.wait("╭─ Where to: Kabar Desa")
        d.send("j", "Enter")
        d.until(lambda: "berita" in d.read("urls").splitlines()[2], "the feed is moved")
        d.wait("   Kabar Desa")
        d.send("U")
        d.until(lambda: d.read("urls") == before, "the urls file is as it was")
        d.gone("   Kabar Desa")


@script("move-up", "move-down")
def _(d):
    before = d.read("urls")
    for key, other in zip(d.keys_of("move-up", V), d.keys_of("move-down", V)):
        at("Warta Kota")
        d.send(key)
        d.until(lambda: d.read("urls").splitlines()[0].startswith(FEEDS[1]), "it is the first of its folder")
        d.wait("Warta Kota.*\n.*Kabar Uji")
        d.send(other)
        d.until(lambda: d.read("urls") == before, "it is the second again")
        d.wait("Kabar Uji.*\n.*Warta Kota")


def beside():
    at("Kabar Uji")
    desk.send("Enter")
    desk.wait_top("^ Kabar Uji")
    desk.send("q")
    desk.wait_top("^ Feeds")


everywhere.layouts(V, "│.*Uji 01", "│", begin=beside)


@script("narrower", "wider")
def _(d):
    d.reader.resize(140, 40)
    at("Kabar Uji")
    d.wait("│")
    border = d.text().splitlines()[5].index("│")
    for name, by in (("wider", 2), ("narrower", 0)):
        for key in d.each(name, V):
            d.setting("feeds-width", 28 + by)
            d.until(lambda: d.text().splitlines()[5].find("│") == border + by, "the border moves")
    d.reader.resize(d.columns, d.rows)
    d.gone("│")


@script("macro", "command")
def _(d):
    for key in d.each("command", V):
        d.wait_bottom("^:")
        d.type("read-everything")
        d.send("Enter")
        d.count("is:unread", 0)
        d.send("U")
        d.until(lambda: d.articles("is:unread"), "taken back")
    at("Kabar Uji")
    for key in d.each("macro", V):
        d.send("x")  # star: has no meaning here, and ends it
        d.until(lambda: row() == ROWS.index("Kabar Uji"), "nothing moves")


everywhere.redraws(V, "Kabar Desa")


desk.run(V)
desk.stop()
