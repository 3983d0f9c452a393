# SPDX-License-Identifier: MIT
"""Key scripts of actions that do the same in every pane."""
from desk import script


def nothing():
    pass


def boxes(view, titles, begin=nothing):
    """Actions that open a box, by the box's title."""
    @script(*titles)
    def _(d):
        begin()
        for name, title in titles.items():
            for key in d.each(name, view):
                d.wait(title)
                d.wait("╭")
                d.send("q")
                d.gone("╭")


def refreshes(view, begin=nothing):
    @script("refresh", "refresh-all", "refresh-offline")
    def _(d):
        begin()
        for name, path in (("refresh", "/uji.xml"), ("refresh-all", "/kabardesa/atom.xml"), ("refresh-offline", "/kabardesa/atom.xml")):
            for key in d.keys_of(name, view) or [None]:
                before = d.fetched(path)
                d.press(name, key)
                d.wait_fetched(path, before)
                d.gone("⟳")


def layouts(view, beside, gone, sidebar=None, begin=nothing):
    """What stands beside the pane in a wider layout, and with the sidebar."""
    @script("layout", "sidebar")
    def _(d):
        begin()
        for key in d.each("layout", view):
            d.wait(beside)
            d.send("z", "z")
            d.gone(gone)
        for key in d.each("sidebar", view):
            d.wait(sidebar or beside)
            d.send("Z")
            d.gone(gone)


def redraws(view, shown, begin=nothing):
    """What is on the screen comes back when something else has wiped it."""
    @script("redraw")
    def _(d):
        begin()
        for key in d.keys_of("redraw", view):
            d.wait(shown)
            d.reader.tmux("send-keys", "-t", "w", "-R")
            d.gone(shown)
            d.send(key)
            d.wait(shown)


def asks_for_address(d, view):
    for key in d.each("add", view):
        d.wait_bottom("^Address")
        d.send("Esc")
        d.gone("Address of a site")
