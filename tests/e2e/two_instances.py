# SPDX-License-Identifier: MIT
"""Two readers and the subcommands side by side: each sees what the other did
without a key, and nobody polls the same feed twice."""
import subprocess
import threading
import time

import e2e

site = e2e.newsroom()
home = e2e.Home()
home.run("add", site.feeds[0])
home.run("refresh", "--all")
one = e2e.Terminal(home, columns=100, rows=30)
two = e2e.Terminal(home, columns=100, rows=30)
for reader in (one, two):
    reader.wait("Warta Kota Sukawening")
    reader.wait(r"\b7\b")
home.run("mark", "read", "title:Panduan")
for reader in (one, two):
    reader.wait(r"\b6\b")
one.keys("Enter")
one.wait("Sepuluh Pekan")
one.type("A")
two.wait(r"\b6\b", gone=True)
for reader in (one, two):
    reader.type("Q")
    reader.wait("EXIT=0")

# Three refreshes at once: who comes third does not take for dead what the second
# is still doing when the first is done.
doors = {name: threading.Event() for name in ("/satu.xml", "/dua.xml")}


def behind(name):
    def rule(handler):
        doors[name].wait(60)
        site.answer(handler)
    return rule


for name in doors:
    site.files[name] = b"<rss version='2.0'><channel><title>Lambat</title></channel></rss>"
    site.rules[name] = behind(name)
    home.run("add", "--no-fetch", site.base + name)
runs = []
for name in doors:
    runs.append(subprocess.Popen([e2e.WARTA, "refresh", site.base + name], env=home.env))
    end = time.monotonic() + 60
    while name not in [path for path, _ in site.seen]:
        e2e.check(time.monotonic() < end, "%s is asked for" % name)
        time.sleep(0.02)
doors["/satu.xml"].set()
e2e.check(runs[0].wait(60) == 0, "the first is done")
home.run("refresh", "--all")
e2e.check([path for path, _ in site.seen].count("/dua.xml") == 1, "nobody else visits what the second visits")
doors["/dua.xml"].set()
e2e.check(runs[1].wait(60) == 0, "the second is done")
