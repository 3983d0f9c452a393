# SPDX-License-Identifier: MIT
"""Every action of menus and texts over the panes by its real keys in the real
program; a paste and a click beside."""
import os
import re

import e2e
from desk import Desk, script

V = "box"
desk = Desk()
NAMES = re.findall(r"^([a-z-]+) =", desk.home.run("--print-config").split("\nmacro.")[0], re.M)
NAMES = NAMES[:NAMES.index("preset") + 1]  # the last setting


def row():
    found = re.search(r"([a-z-]+): ", desk.reversed())
    return NAMES.index(found.group(1)) if found and found.group(1) in NAMES else -1


def shows(title):
    desk.wait("╭─ " + title)


def settings():
    desk.send("c")
    shows("Settings")
    desk.send("g")
    desk.until(lambda: row() == 0, "the first setting is selected")


def at(number):
    desk.send("g")
    desk.until(lambda: row() == 0, "the first setting is selected")
    if number == len(NAMES) - 1:
        desk.send("G")
    elif number:
        desk.type(str(number))
        desk.send("j")
    desk.until(lambda: row() == number, "setting %d is selected" % number)


def moves(name, start, claim):
    @script(name)
    def run(d):
        settings()
        for key in d.keys_of(name, V):
            at(start)
            d.send(key)
            d.until(lambda: row() not in (-1, start) and claim(row() - start), "%s with %s" % (name, key))
        d.send("q")
        d.gone("╭")


LAST = len(NAMES) - 1
moves("down", 3, lambda by: by == 1)
moves("up", 3, lambda by: by == -1)
moves("read-on", 0, lambda by: by >= 10)
moves("page-down", 0, lambda by: by >= 10)
moves("page-up", LAST, lambda by: by <= -10)
moves("half-down", 0, lambda by: 6 <= by < 16)
moves("half-up", LAST, lambda by: -16 < by <= -6)
moves("first", 9, lambda by: by == -9)
moves("last", 9, lambda by: by == LAST - 9)


@script("open", "back", "close", "clear")
def _(d):
    for key in d.keys_of("open", V):
        settings()
        d.type(str(NAMES.index("hints")))
        d.send("j")
        d.until(lambda: row() == NAMES.index("hints"), "hints is selected")
        before = "yes" if "hints = no" in d.read("config") else "no"
        d.send(key)
        d.setting("hints", before)
        d.send("q")
        d.gone("╭")
    for key in d.keys_of("back", V) + d.keys_of("close", V) + d.keys_of("clear", V):
        settings()
        d.send(key)
        d.gone("╭")


@script("quit")
def _(d):
    for key in d.keys_of("quit", V):
        settings()
        d.send(key)
        d.start_again()


@script("browser", "copy", "enclosure", "save", "delete")
def _(d):
    d.send("u")
    shows("Links")
    d.type("/laporan")  # the related ones stand above
    d.send("Enter")
    d.wait_row("laporan dermaga")
    for key in d.each("browser", V):
        d.browsed("/uji/dermaga")
    for key in d.each("copy", V):
        d.clipboard(d.site.base + "/uji/dermaga")
    for key in d.each("save", V):
        d.wait_fetched("/uji/dermaga", 0)
    d.send("q")
    d.gone("╭")
    for key in d.keys_of("enclosure", V):
        d.send("e")
        shows("Sound, video, files")
        d.send(key)
        d.until(lambda: os.path.isdir(d.home.path + "/unduhan") and os.listdir(d.home.path + "/unduhan"), "the sound is downloaded")
        d.send("q")
        d.gone("╭")
    for key in d.keys_of("delete", V):
        d.send("E")
        shows("Downloads")
        d.wait_row("01.mp3")
        d.send(key)
        d.gone("01.mp3")
        d.send("q")
        d.gone("╭")


@script("undo")
def _(d):
    for key in d.keys_of("undo", V):
        d.send("s")
        d.count("is:starred", 1)
        settings()
        d.send(key)
        d.count("is:starred", 0)
        d.send("q")
        d.gone("╭")


@script("refresh-all")
def _(d):
    for key in d.keys_of("refresh-all", V):
        before = d.fetched("/kabardesa/atom.xml")
        settings()
        d.send(key)
        d.wait_fetched("/kabardesa/atom.xml", before)
        d.send("q")
        d.gone("╭")
        d.gone("⟳")


@script("refresh", "add")
def _(d):
    for key in d.keys_of("refresh", V):
        before = d.fetched("/uji.xml")
        d.send("i")
        shows("How this feed is doing")
        d.send(key)
        d.wait_fetched("/uji.xml", before)
        d.gone("╭")
        d.gone("⟳")
    for key in d.keys_of("add", V):
        d.send("i")
        shows("How this feed is doing")
        d.send(key)
        d.wait("Address of a site or feed:")
        d.send("Esc")
        d.send("q")
        d.gone("╭")


@script("log", "theme", "tour", "help")
def _(d):
    for name, title in (("log", "What happened"), ("theme", "Colours"), ("tour", "A one-minute tour"), ("help", "Keys here")):
        for key in d.keys_of(name, V) or [None]:
            settings()
            d.press(name, key)
            shows(title)
            d.send("q")
            shows("Settings")
            d.send("q")
            d.gone("╭")


@script("command", "macro")
def _(d):
    for key in d.keys_of("command", V):
        settings()
        d.send(key)
        d.wait_bottom("^:")
        d.type("tour")
        d.send("Enter")
        shows("A one-minute tour")
        d.send("q")
        shows("Settings")
        d.send("q")
        d.gone("╭")
    for key in d.keys_of("macro", V):
        settings()
        d.send(key, "x")
        d.until(lambda: row() >= 0, "the menu stays")
        d.send("q")
        d.gone("╭")


@script("redraw")
def _(d):
    settings()
    for key in d.keys_of("redraw", V):
        d.reader.tmux("send-keys", "-t", "w", "-R")
        d.until(lambda: "Settings" not in d.text(), "the screen is broken")
        d.send(key)
        shows("Settings")
    d.send("q")
    d.gone("╭")


def paste(text):
    desk.reader.tmux("send-keys", "-t", "w", "-H", *["%02x" % b for b in b"\x1b[200~" + text.encode() + b"\x1b[201~"])


def click(row, column, button=0):
    for final in "Mm":
        desk.type("\x1b[<%d;%d;%d%s" % (button, column + 1, row + 1, final))


desk.send("Enter")
desk.wait_top("^ Kabar Uji")
desk.run(V)

# A paste is text for a line, and no command anywhere else.
before = (desk.articles(), desk.read("urls"))
paste("sDAC\rq\nQ")
desk.send("j")
desk.wait_row("Uji 02")
desk.send(":")
desk.wait_bottom("^:")
paste("set reader.width 66")
desk.wait_bottom("^:.*set reader.width 66")
desk.send("Enter")
desk.setting("width", 66)
e2e.check((desk.articles(), desk.read("urls")) == before, "a paste does nothing by itself")

# A click takes a row of a menu; beside it, it closes the menu.
settings()
click(0, 0)
desk.gone("╭")
settings()
lines = desk.text().splitlines()
hints = next(n for n, text in enumerate(lines) if "hints:" in text)
was = "hints = no" in desk.read("config")
click(hints, lines[hints].index("hints:") + 1)
desk.setting("hints", "yes" if was else "no")
desk.send("q")
desk.gone("╭")
desk.stop()
