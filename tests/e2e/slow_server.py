# SPDX-License-Identifier: MIT
"""Keys are answered while a server keeps everybody waiting: it answers nothing
at all before the reader has been left."""
import time

import e2e

site = e2e.newsroom()
home = e2e.Home()
for feed in site.feeds:
    home.run("add", feed)
home.run("refresh", "--all")
reader = e2e.Terminal(home, columns=100, rows=30)
reader.wait("Warta Kota Sukawening")
with site.held():
    asked = len(site.seen)
    reader.type("R")
    e2e.until(lambda: len(site.seen) > asked, "R asks the server")
    slowest = 0
    reader.keys("Enter")
    reader.wait("Sepuluh Pekan", 15)
    for key in "jjjkkj":
        before, start = reader.styled(), time.monotonic()
        reader.type(key)
        while reader.styled() == before:
            e2e.check(time.monotonic() - start < 15, "the key %s is not answered while a server is slow" % key)
        slowest = max(slowest, time.monotonic() - start)
    reader.keys("Enter")
    reader.wait("Wening", 15)
    start = time.monotonic()
    reader.type("Q")
    reader.wait("EXIT=0", 15)
    print("slowest answer %.2f s, left in %.2f s" % (slowest, time.monotonic() - start))
