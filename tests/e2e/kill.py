# SPDX-License-Identifier: MIT
"""kill -9 in the middle of refreshes: the database stays whole, marks made
before are there, and the next refresh works."""
import random
import signal
import sqlite3
import subprocess
import time

import e2e

random.seed(7)
site = e2e.newsroom()
for n in range(30):
    items = "".join("<item><title>Kabar %d dari umpan %d</title><guid>%d-%d</guid><description>Isi %d.</description></item>" % (i, n, n, i, i) for i in range(60))
    site.files["/many/%d.xml" % n] = ("<rss version='2.0'><channel><title>Umpan %d</title>%s</channel></rss>" % (n, items)).encode()
home = e2e.Home()
home.run("add", site.feeds[0])
home.run("refresh", "--all")
home.run("mark", "read", "title:Panduan")
for n in range(30):
    home.run("add", "--no-fetch", site.base + "/many/%d.xml" % n, want=None)
for _ in range(12):
    process = subprocess.Popen([e2e.WARTA, "refresh", "--all"], env=home.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(random.random() * 0.25)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with sqlite3.connect(home.database) as db:
        e2e.check(db.execute("PRAGMA quick_check").fetchone()[0] == "ok", "the database is whole after kill -9")
home.run("refresh", "--all")
listed = home.run("list", "--json", "is:read")
e2e.check("Panduan Menyiapkan" in listed, "the read mark survived:\n" + listed)
e2e.check(home.run("list", "--json", "feed:\"Umpan 29\"").count('"title"') in (50, 60, 100), "a whole feed is there")
