# SPDX-License-Identifier: MIT
"""A disk that is full in the middle of a poll is told once, however many feeds
could not be stored for it, and is the answer of the command. Skipped where a
small disk cannot be had."""
import os
import subprocess
import sys

import e2e

e2e.need("unshare", "mount")
site = e2e.Site()
item = "<item><title>Panjang %d %d</title><link>%s/a/%d/%d</link><description>" + "isi %d " * 900 + "</description></item>"
FEEDS = 80
for feed in range(FEEDS):
    items = "".join(item % ((feed, i, site.base, feed, i) + tuple(range(feed * 900, feed * 900 + 900))) for i in range(12))
    site.files["/%d.xml" % feed] = ("<rss version='2.0'><channel><title>Umpan %d</title>%s</channel></rss>" % (feed, items)).encode()
home = e2e.Home()
os.makedirs(home.path + "/.config/warta", 0o700)
with open(home.path + "/.config/warta/urls", "w") as urls:
    urls.write("".join("%s/%d.xml\n" % (site.base, i) for i in range(FEEDS)))
SCRIPT = """mkdir -p "$HOME/.local" && mount -t tmpfs -o size=1200k tmpfs "$HOME/.local" || exit 77
"$0" list >&2
"$0" refresh --all
"""
done = subprocess.run(["unshare", "-Urm", "sh", "-c", SCRIPT, e2e.WARTA], env=home.env, timeout=200,
                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
said = done.stderr.decode("utf8", "replace")
if done.returncode in (1, 77) and "warta" not in said:
    print("skipped: no small disk here")
    sys.exit(e2e.SKIP)
e2e.check(done.returncode == 74, "exit %d\n%s" % (done.returncode, said))
e2e.check(said.count("The disk is full") == 1, said)
