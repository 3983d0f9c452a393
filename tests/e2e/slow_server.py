# SPDX-License-Identifier: MIT
"""Keys are answered while a server keeps everybody waiting."""
import time

import e2e

site = e2e.newsroom()
home = e2e.Home()
for feed in site.feeds:
    home.run("add", feed)
home.run("refresh", "--all")
site.latency = 20
reader = e2e.Terminal(home, columns=100, rows=30)
reader.wait("Warta Kota Sukawening")
reader.type("R")
time.sleep(0.3)
slowest = 0
reader.keys("Enter")
reader.wait("Sepuluh Pekan", 5)
for key in "jjjkkj":
    before, start = reader.styled(), time.time()
    reader.type(key)
    while reader.styled() == before:
        e2e.check(time.time() - start < 3, "the key %s is not answered while a server is slow" % key)
    slowest = max(slowest, time.time() - start)
reader.keys("Enter")
reader.wait("Wening")
start = time.time()
reader.type("Q")
reader.wait("EXIT=0", 5)
e2e.check(time.time() - start < 4, "quitting does not wait for the server")
print("slowest answer %.2f s" % slowest)
