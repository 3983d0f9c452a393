# SPDX-License-Identifier: MIT
"""Every action of an article by its real keys in the real program."""
import os
import re

import everywhere
from desk import Desk, script

V = "article"
desk = Desk()


def opened(number):
    desk.wait_top(r"[‹›] Uji %02d dari kampung(?! ›)" % number)
    desk.wait("Uji %02d dari kampung\n" % number)


def line():
    """The number of the first sentence on the screen; 0: the head is there."""
    text = desk.text().split("\n", 2)[2]
    found = re.search(r"(Kalimat|Baris) (\d\d\d)", text)
    return 0 if "laporan dermaga" in text else int(found.group(2)) if found else -1


def to(end):
    desk.send("G" if end else "g")
    desk.until(lambda: line() > 40 if end else line() == 0, "the end" if end else "the top")


def moves(name, from_end, claim):
    @script(name)
    def run(d):
        for key in d.keys_of(name, V):
            to(from_end)
            if name in ("down", "up"):
                for _ in range(8):
                    d.send(key)
            start = 60 if from_end else 0
            d.press(name, key)
            d.until(lambda: claim(line() - start), "%s with %s" % (name, key))
        to(False)


moves("down", False, lambda by: 1 <= by < 6)
moves("up", True, lambda by: -20 < by < -10)
moves("read-on", False, lambda by: 7 <= by < 20)
moves("page-down", False, lambda by: 7 <= by < 20)
moves("page-up", True, lambda by: -40 < by <= -18)
moves("half-down", False, lambda by: 1 <= by < 8)
moves("half-up", True, lambda by: -25 < by <= -15)
moves("first", True, lambda by: by == -60)
moves("last", False, lambda by: by > 40)


@script("open", "next-link", "prev-link")
def _(d):
    for key in d.keys_of("open", V):
        d.send("Tab", "Tab", "Tab")
        d.wait_row("Uji 02 dari kampung")
        d.send(key)
        opened(2)
        d.send("Backspace")
        opened(1)
        d.send("Esc")
        d.until(lambda: not d.reversed(), "no link is selected")
    for key in d.keys_of("next-link", V):
        d.send(key)
        d.wait_row("laporan dermaga")
        d.send(key)
        d.wait_row("awak kapal")
        for other in d.keys_of("prev-link", V):
            d.send(other)
            d.wait_row("laporan dermaga")
        d.send("Esc")
        d.until(lambda: not d.reversed(), "no link is selected")


@script("back", "close")
def _(d):
    for key in d.keys_of("back", V) + d.keys_of("close", V):
        d.send(key)
        d.wait_row("Uji 01")
        d.send("Enter")
        opened(1)


@script("feed")
def _(d):
    for key in d.keys_of("feed", V):
        d.send(key)
        d.wait_top("^ Kabar Uji")
        d.wait_row("Uji 01")
        d.send("Enter")
        opened(1)


@script("quit")
def _(d):
    for key in d.keys_of("quit", V):
        d.send(key)
        d.start_again()
        d.send("Enter")
        opened(1)


@script("next-article", "prev-article", "next-unread", "prev-unread", "random-unread")
def _(d):
    for name, back, number in (("next-article", "prev-article", 2), ("next-unread", None, 3)):
        for key in d.keys_of(name, V):
            d.send(key)
            opened(number)
            for other in d.keys_of(back, V) if back else []:
                d.send(other)
                opened(1)
                d.send(key)
                opened(number)
            d.send("K", "K")
            opened(1)
    d.home.run("mark", "unread", "title:\"Uji 03\"")
    for key in d.keys_of("prev-unread", V):
        d.send("J", "J", "J")
        opened(4)
        d.home.run("mark", "unread", "title:\"Uji 03\"")
        d.send(key)
        opened(3)
        d.send("K", "K")
        opened(1)
    for key in d.each("random-unread", V):
        d.until(lambda: re.search(r"› Uji (?!01)\d\d", d.top()), "another article")
        d.send("q", "g")
        d.until(lambda: d.number() == 1, "the first headline")
        d.send("Enter")
        opened(1)


@script("next-feed", "next-unread-feed", "prev-feed", "prev-unread-feed")
def _(d):
    for name, back in (("next-feed", "prev-feed"), ("next-unread-feed", "prev-unread-feed")):
        for key, other in zip(d.keys_of(name, V), d.keys_of(back, V)):
            d.send(key)
            d.wait_top("^ Warta Kota")
            d.send("Enter")
            d.wait_top("‹")
            d.send(other)
            d.wait_top("^ Kabar Uji")
            d.send("Enter")
            opened(1)


@script("related", "history-back", "history-forward", "history")
def _(d):
    for key in d.keys_of("related", V):
        for back in d.keys_of("history-back", V):
            for forward in d.keys_of("history-forward", V):
                d.send(key)
                d.type("1")
                opened(2)
                d.send(back)
                opened(1)
                d.send(forward)
                opened(2)
                d.send(back)
                opened(1)
    for key in d.keys_of("related", V):  # to and fro
        to(True)
        d.send(key)
        d.until(lambda: line() <= 0, "at the related lines")
        d.send(key)
        d.until(lambda: line() > 40, "back at the end")
        to(False)
    for key in d.each("history", V):
        d.wait("What was read")
        d.wait("╭(.|\n)*Uji 02 dari")
        d.send("q")
        d.gone("╭")


@script("related-offline", "save")
def _(d):
    for key in d.each("related-offline", V):
        d.wait_fetched("/lama/01", 0)
    before = d.fetched("/uji/01")
    for key in d.each("save", V):
        d.wait_fetched("/uji/01", before - 1)


everywhere.boxes(V, {"story": "The story", "downloads": "╭─ Downloads", "links": "╭─ Links", "facts": "Where this comes from", "help": "Keys in an article",
                     "log": "What happened", "theme": "Colours", "tour": "tour", "settings": "╭─ Settings", "health": "How this feed"})


@script("full-page")
def _(d):
    for key in d.each("full-page", V):
        d.wait("Halaman 01")
        d.send("x")
        d.wait("Isi umpan 01")


@script("browser", "copy", "browser-next", "enclosure")
def _(d):
    for key in d.each("browser", V):
        d.browsed("/uji/01")
        d.type("2")
        d.send(key)
        d.browsed("/uji/kapal")
        d.send("Esc")
        d.until(lambda: not d.reversed(), "no link is selected")
    for key in d.each("copy", V):
        d.clipboard(d.site.base + "/uji/01")
        d.type("1")
        d.send(key)
        d.clipboard(d.site.base + "/uji/dermaga")
        d.send("Esc")
        d.until(lambda: not d.reversed(), "no link is selected")
    for key in d.each("enclosure", V):
        d.wait("Sound, video, files")
        d.send("Enter")
        d.browsed("01.mp3")
    d.home.run("mark", "unread", "title:\"Uji 02\"")
    for key in d.each("browser-next", V):
        d.browsed("/uji/01")
        d.until(lambda: re.search(r"› Uji (?!01)\d\d", d.top()), "the next unread one")
        d.send("q", "g")
        d.until(lambda: d.number() == 1, "the first headline")
        d.send("Enter")
        opened(1)


@script("pipe")
def _(d):
    for key in d.each("pipe", V):
        d.wait_bottom(":")
        d.type("grep -c dermaga")
        d.send("Enter")
        d.wait("╭.*grep")
        d.send("q")
        d.gone("╭")


@script("read", "star", "tag", "delete", "undo", "played")
def _(d):
    def one():
        return next(iter(d.articles("title:\"Uji 01\"")), None)
    before = one()["played"]
    for key in d.each("played", V):
        d.until(lambda: one()["played"] != before, "it is played, or not")
        d.command("played")
        d.until(lambda: one()["played"] == before, "it is as it was")
    for key in d.each("read", V):
        d.until(lambda: one()["unread"], "it is unread")
        d.send("m")
        d.until(lambda: not one()["unread"], "it is read")
    for key in d.each("star", V):
        d.until(lambda: one()["starred"], "it is starred")
        for other in d.keys_of("undo", V):
            d.send(other)
            d.until(lambda: not one()["starred"], "it is not starred")
    for key in d.each("tag", V):
        d.wait_bottom("^Tag")
        d.type("kapal")
        d.send("Enter")
        d.count("tag:kapal", 1)
        d.send("U")
        d.count("tag:kapal", 0)
    for key in d.each("delete", V):
        d.until(lambda: not one(), "it is deleted")
        d.wait_row("Uji 02")
        d.send("U")
        d.until(one, "it is back")
        d.wait("taken back|new article above")
        d.send("g")
        d.wait_row("Uji 01")
        d.send("Enter")
        opened(1)


@script("read-all", "read-everything")
def _(d):
    before, own = len(d.articles("is:unread")), len(d.articles("is:unread feed:\"Kabar Uji\""))
    for name, left in (("read-all", before - own), ("read-everything", 0)):
        for key in d.each(name, V):
            d.count("is:unread", left)
            d.send("U")
            d.count("is:unread", before)


@script("search", "filter", "clear", "command", "add")
def _(d):
    for key in d.each("search", V):
        d.wait_top("^ Search")
        d.type("Tim Teknik")
        d.wait("Fondasi")
        d.send("Esc", "q")
        opened(1)
    for key in d.each("filter", V):
        d.wait_bottom("^Find in this text")
        d.type("030")
        d.send("Enter")
        d.until(lambda: 15 < line() <= 30, "the hit is on the screen")
        d.wait_row("030")
        for other in d.keys_of("clear", V):
            d.send(other)
            d.until(lambda: "030" not in d.reversed(), "the hit is no longer marked")
        to(False)
    for key in d.each("command", V):
        d.wait_bottom("^:")
        d.type("facts")
        d.send("Enter")
        d.wait("Where this comes from")
        d.send("q")
        d.gone("╭")
    everywhere.asks_for_address(d, V)


everywhere.refreshes(V)


everywhere.layouts(V, "Kabar Desa.*│|│", "│", "│")


@script("narrower", "wider", "lower", "higher")
def _(d):
    for name, width in (("narrower", 76), ("wider", 78)):
        for key in d.each(name, V):
            d.setting("width", width)
    d.reader.resize(140, 40)
    d.wait("│")
    def rule():
        return next((n for n, text in enumerate(d.text().splitlines()[2:]) if "────" in text), -1)
    before = d.until(lambda: rule() if rule() > 0 else 0, "headlines stand over the article")
    for name, value in (("higher", 40), ("lower", 35)):
        for key in d.each(name, V):
            d.setting("list-height", value)
            d.until(lambda: (rule() > before) == (name == "higher"), "the rule moves")
    d.reader.resize(d.columns, d.rows)
    d.gone("│")


@script("macro")
def _(d):
    for key in d.each("macro", V):
        d.send("x")  # star; down
        d.count("is:starred", 1)
        d.send("U")
        d.count("is:starred", 0)


everywhere.redraws(V, "Kalimat|Baris", lambda: to(False))


desk.send("Enter")
desk.wait_top("^ Kabar Uji")
desk.send("Enter")
opened(1)
@script("changes")
def _(d):
    d.site.files["/uji.xml"] = d.site.files["/uji.xml"].replace(b"Isi umpan 01", b"Isi yang lain 01")
    d.home.run("refresh", "--all")
    for key in d.each("changes", V):
        d.wait_top("what changed")
        d.wait("what went is struck out")
        d.wait("Isi .*umpan.*yang lain.* 01")
        d.send(key)
        opened(1)
        d.send(key)
        d.wait_top("what changed")
        d.send("Backspace")
        opened(1)


desk.run(V)
desk.stop()
