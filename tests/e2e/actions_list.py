# SPDX-License-Identifier: MIT
"""Every action of the headline list by its real keys in the real program."""
import os
import time

import e2e
import everywhere
from desk import ARTICLES, Desk, script

V = "list"
desk = Desk()


def at(number):
    """Selects a headline."""
    desk.send("g")
    desk.until(lambda: desk.number() == 1, "the first headline is selected")
    if number > 1:
        desk.type(str(number - 1))
        desk.send("j")
        desk.until(lambda: desk.number() == number, "headline %d is selected" % number)


def moves(name, start, claim):
    @script(name)
    def run(d):
        for key in d.keys_of(name, V) or [None]:
            at(start)
            d.press(name, key)
            d.until(lambda: d.number() not in (0, start) and claim(d.number() - start), "%s with %s" % (name, key))


moves("down", 3, lambda by: by == 1)
moves("up", 3, lambda by: by == -1)
moves("read-on", 1, lambda by: by >= 15)
moves("page-down", 1, lambda by: by >= 15)
moves("page-up", ARTICLES, lambda by: by <= -15)
moves("half-down", 1, lambda by: 8 <= by < 15)
moves("half-up", ARTICLES, lambda by: -15 < by <= -8)
moves("first", 9, lambda by: by == -8)
moves("last", 9, lambda by: by == ARTICLES - 9)
moves("next-article", 3, lambda by: by == 1)
moves("prev-article", 3, lambda by: by == -1)
moves("next-unread", 3, lambda by: by == 1)
moves("prev-unread", 3, lambda by: by == -1)
moves("random-unread", 3, lambda by: True)


@script("open")
def _(d):
    for key in d.keys_of("open", V):
        at(2)
        d.send(key)
        d.wait_top("› Uji 02")
        d.send("q")
        d.wait_row("Uji 02")


@script("back", "close")
def _(d):
    for key in d.keys_of("back", V) + d.keys_of("close", V):
        d.send(key)
        d.wait_top("^ Feeds")
        d.wait_row("Kabar Uji")
        d.send("Enter")
        d.wait_top("^ Kabar Uji")


@script("feed")
def _(d):
    for key in d.keys_of("feed", V):
        d.send("q")
        d.wait_row("Kabar Uji")
        d.send("g")
        d.type("3")
        d.send("j", "Enter")
        d.wait_top("^ All articles")
        d.send("F")
        d.type("Uji 07")
        d.send("Enter", "g")
        d.wait_row("Uji 07")
        d.send(key)
        d.wait_top("^ Kabar Uji")
        d.wait_row("Uji 07")


@script("reverse")
def _(d):
    at(1)
    for key in d.each("reverse", V):
        d.wait_row("Uji %02d" % ARTICLES)
        d.command("reverse")
        d.wait_row("Uji 01")


@script("quit")
def _(d):
    for key in d.keys_of("quit", V):
        d.send(key)
        d.start_again()


@script("next-pane", "prev-pane")
def _(d):
    for key in d.keys_of("next-pane", V) + d.keys_of("prev-pane", V):
        d.send(key)
        d.wait_top("^ Feeds|‹")
        while not d.top().startswith(" Kabar Uji"):
            before = d.top()
            d.send("Tab")
            d.until(lambda: d.top() != before, "another pane has the keys")


@script("next-feed", "next-unread-feed")
def _(d):
    for name, back in (("next-feed", "["), ("next-unread-feed", "{")):
        for key in d.keys_of(name, V):
            d.send(key)
            d.wait_top("^ Warta Kota")
            d.send(back)
            d.wait_top("^ Kabar Uji")


@script("prev-feed", "prev-unread-feed")
def _(d):
    for name in ("prev-feed", "prev-unread-feed"):
        for key in d.keys_of(name, V):
            d.send("]")
            d.wait_top("^ Warta Kota")
            d.send(key)
            d.wait_top("^ Kabar Uji")


@script("group", "next-group", "prev-group", "select-group", "read-group")
def _(d):
    for key in d.each("group", V):
        d.wait("╭─ Groups")
        d.send("Down", "Enter")
        d.gone("╭")
    d.wait("──.*(Today|Yesterday)|Today|Yesterday")
    at(1)
    for key in d.each("next-group", V):
        d.until(lambda: d.number() > 1, "the next group is reached")
    for key in d.each("prev-group", V):
        d.until(lambda: d.number() == 1, "the group before is reached")
    before = len(d.articles("is:read"))
    for key in d.each("read-group", V):
        d.until(lambda: before < len(d.articles("is:read")) < ARTICLES, "the group is marked read")
    d.send("U")
    d.count("is:read", before)
    d.send("M-n")
    d.until(lambda: d.number() > 1, "the next group is reached")
    for key in d.each("select-group", V):
        d.send("s")
        d.until(lambda: len(d.articles("is:starred")) > 1, "the whole group is starred")
    d.send("U")
    d.count("is:starred", 0)
    d.send("P", "g", "Enter")
    d.gone("╭|Yesterday")


@script("related")
def _(d):
    at(3)
    for key in d.each("related", V):
        d.wait("╭─ Read also")
        d.wait("○ Kapal lama di dermaga 03")
        d.send("q")
        d.gone("╭")


@script("related-offline", "save")
def _(d):
    at(5)
    for key in d.each("related-offline", V):
        d.wait_fetched("/uji/05", 0)
        d.wait_fetched("/lama/05", 0)
    at(9)
    for key in d.each("save", V):
        d.wait_fetched("/uji/09", 0)


@script("history-back")
def _(d):
    for key in d.each("history-back", V):
        d.wait_top("^ Feeds")
        d.send("Enter")
        d.wait_top("^ Kabar Uji")


@script("history-forward")
def _(d):
    at(2)
    d.send("Enter")
    d.wait_top("› Uji 02")
    d.send("q")
    d.wait_row("Uji 02")
    for key in d.each("history-forward", V):
        d.wait_top("› Uji 02")
        d.send("q")
        d.wait_row("Uji 02")


@script("history")
def _(d):
    for key in d.each("history", V):
        d.wait("What was read")
        d.send("q")
        d.gone("What was read")


@script("story")
def _(d):
    at(5)
    d.until(lambda: '"url"' in d.home.run("related", "--json", str(d.articles("title:\"Uji 05\"")[0]["id"])), "there is a story")
    for key in d.each("story", V):
        d.wait("The story")
        d.send("q")
        d.gone("The story")


@script("links", "enclosure")
def _(d):
    at(1)
    for key in d.each("links", V):
        d.wait("╭─ Links")
        d.wait("laporan dermaga")
        d.send("q")
        d.gone("╭")
    for key in d.each("enclosure", V):
        d.wait("Sound, video, files")
        d.send("e")  # downloads
        d.until(lambda: os.path.isdir(d.home.path + "/unduhan") and any(open(os.path.join(d.home.path, "unduhan", n), "rb").read()[:3] == b"ID3" for n in os.listdir(d.home.path + "/unduhan")), "the sound is downloaded")
        d.send("Enter")
        d.browsed("01.mp3")
        d.until(lambda: "╭" not in d.text(), "the menu closes")


@script("full-page")
def _(d):
    at(11)
    for key in d.each("full-page", V):
        d.wait_top("› Uji 11")
        d.send("q")
        d.wait_row("Uji 11")


@script("browser", "browser-next", "copy")
def _(d):
    at(4)
    for key in d.each("browser", V):
        d.browsed("/uji/04")
    for key in d.each("copy", V):
        d.clipboard(d.site.base + "/uji/04")
    for key in d.each("browser-next", V):
        d.browsed("/uji/04")
        d.wait_row("Uji 05")
        d.until(lambda: not d.articles("title:\"Uji 04\"")[0]["unread"], "it is marked read")


@script("pipe")
def _(d):
    at(6)
    for key in d.each("pipe", V):
        d.wait_bottom(":")
        d.type("grep -c dermaga")
        d.send("Enter")
        d.wait("╭.*grep")
        d.send("q")
        d.gone("╭")


@script("read", "star")
def _(d):
    at(7)
    before = len(d.articles("is:unread"))
    for key in d.each("read", V):
        d.count("is:unread", before - 1)
        d.send("U")
        d.count("is:unread", before)
    for key in d.each("star", V):
        d.count("is:starred", 1)
        d.send("s")
        d.count("is:starred", 0)


@script("tag")
def _(d):
    at(8)
    for key in d.each("tag", V):
        d.wait_bottom("^Tag")
        d.type("kapal")
        d.send("Enter")
        d.count("tag:kapal", 1)
        d.send("t")
        d.wait(r"│ kapal +1 │")
        d.send("q")
        d.gone("│ kapal")
        d.send("U")
        d.count("tag:kapal", 0)


@script("delete", "undo")
def _(d):
    at(10)
    before = len(d.articles())
    for key in d.keys_of("undo", V):
        for other in d.keys_of("delete", V):
            d.send(other)
            d.count("", before - 1)
            d.gone("Uji 10")
            d.send(key)
            d.count("", before)
            d.wait("Uji 10")


@script("select")
def _(d):
    for key in d.keys_of("select", V):
        at(20)
        d.send(key, "j", "j")
        d.wait_row("Uji 22")
        d.send("s")
        d.count("is:starred", 3)
        d.send("U")
        d.count("is:starred", 0)


@script("read-all", "read-everything", "read-above", "read-below")
def _(d):
    at(30)
    before, own = len(d.articles("is:unread")), len(d.articles("is:unread feed:\"Kabar Uji\""))
    for name, left in (("read-all", before - own), ("read-everything", 0)):
        for key in d.each(name, V):
            d.count("is:unread", left)
            d.send("U")
            d.count("is:unread", before)
    for name, some in (("read-above", "Uji 29"), ("read-below", "Uji 31")):
        at(30)
        for key in d.each(name, V):
            d.until(lambda: not d.articles("title:\"%s\"" % some)[0]["unread"], name)
            e2e.check(d.articles("is:unread"), "not all are read")
            d.send("U")
            d.count("is:unread", before)


@script("search")
def _(d):
    for key in d.each("search", V):
        d.wait_top("^ Search")
        d.type("Tim Teknik")
        d.wait(r"\d found")
        d.send("Enter")
        d.wait_row("Tim Teknik")
        d.send("q")
        d.wait_top("^ Kabar Uji")


@script("filter", "clear")
def _(d):
    for key in d.keys_of("filter", V):
        d.send(key)
        d.wait_bottom("^Narrow the list to")
        d.type("Uji 1")
        d.gone("Uji 02")
        d.send("Enter")
        d.wait_top("Kabar Uji / Uji 1")
        for other in d.keys_of("clear", V):
            d.send(other)
            d.wait("Uji 02")


@script("choose-tag")
def _(d):
    for key in d.each("choose-tag", V):
        d.wait("╭─ Tags")
        d.send("Enter")
        d.wait_top("^ berita")
        d.send("q")
        d.wait_top("^ Feeds")
        d.wait_row("Kabar Uji")
        d.send("Enter")
        d.wait_top("^ Kabar Uji")


@script("sort")
def _(d):
    for key in d.each("sort", V):
        d.wait("╭─ Order")
        d.send("Down", "Enter")
        d.until(lambda: d.number() == ARTICLES, "the oldest is first")
        d.send("S", "g", "Enter")
        d.until(lambda: d.number() == 1, "the newest is first")


@script("unread-only")
def _(d):
    d.home.run("mark", "read", "title:\"Uji 12\"")
    time.sleep(1.1)  # what is read in this very second stays until the list is left
    for key in d.each("unread-only", V):
        d.wait_top("· unread")
        d.gone("Uji 12")
        d.send("M")
        d.wait("Uji 12")


@script("title-left", "title-right")
def _(d):
    at(1)
    d.reader.resize(22, 24)  # a title that has all its end in view stays where it is
    d.wait("Uji 01")
    for key in d.each("title-right", V):
        d.gone("Uji 01")
        d.wait("01 dari kampung")
    for key in d.each("title-left", V):
        d.wait("Uji 01")
    d.reader.resize(d.columns, d.rows)
    d.wait_row("Uji 01")


everywhere.refreshes(V)


@script("add")
def _(d):
    everywhere.asks_for_address(d, V)


@script("health")
def _(d):
    for key in d.each("health", V):
        d.wait("How this feed is doing")
        d.send("q")
        d.gone("How this feed")


@script("played")
def _(d):
    at(1)

    def played():
        return d.articles("title:\"Uji 01\"")[0]["played"]
    before = played()
    for key in d.each("played", V):
        d.until(lambda: played() != before, "it is played, or not")
        d.command("played")
        d.until(lambda: played() == before, "it is as it was")


everywhere.boxes(V, {"downloads": "╭─ Downloads", "log": "What happened lately", "theme": "Colours", "tour": "tour", "settings": "╭─ Settings", "help": "Keys in the headlines"})


everywhere.layouts(V, "│.*Uji 01", "│.*Uji 01")


@script("macro")
def _(d):
    at(15)
    for key in d.each("macro", V):
        d.send("x")  # star; down
        d.wait_row("Uji 16")
        d.until(lambda: d.articles("title:\"Uji 15\"")[0]["starred"], "the macro stars")
        d.send("U")
        d.count("is:starred", 0)


@script("command")
def _(d):
    at(3)
    for key in d.each("command", V):
        d.wait_bottom("^:")
        d.type("star")
        d.send("Enter")
        d.count("is:starred", 1)
        d.send("U")
        d.count("is:starred", 0)


everywhere.redraws(V, "Uji 02")


@script("lower", "higher")
def _(d):
    # Only where the headlines stand over an article.
    d.reader.resize(140, 40)
    d.wait("│.*Uji 02")
    at(2)
    d.send("Enter")
    d.wait("Isi umpan|Halaman 02")
    d.send("q")
    d.wait_row("Uji 02")

    def shown():
        return sum("Uji" in line.split("│", 1)[-1] for line in d.text().split("─────")[1].splitlines())
    for name, value in (("higher", 40), ("lower", 35)):
        for key in d.each(name, V):
            d.setting("list-height", value)
    d.reader.resize(desk.columns, desk.rows)
    d.gone("│.*Uji 02")


desk.send("Enter")
desk.wait_top("^ Kabar Uji")
desk.run(V)
desk.stop()
