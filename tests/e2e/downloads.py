# SPDX-License-Identifier: MIT
"""Downloads: to a file, however the server behaves; a broken connection, a
quitting reader and a changed file cost nothing but time, and names that a
server chose are safe."""
import json
import os
import threading

import e2e

e2e.need("tmux")
DATA = bytes(i * 7 % 251 for i in range(3_000_000))
OTHER = DATA[::-1]
NAMES = {"range": "ferry.mp3", "ignored": "plain.mp3", "cut": "cut.mp3", "slow": "slow.mp3", "gone": "gone.mp3",
         "name": "%2e%2e%2f..%2f-rf%20%1b%5b2J%E2%80%AEgpj.mp3"}
site = e2e.Site()
state = {"tag": "one", "slow": threading.Event(), "data": DATA}
asked = []


def send(handler, start, cut=None, hold=None, tag=None):
    data = state["data"]
    handler.send_response(206 if start else 200)
    if start:
        handler.send_header("Content-Range", "bytes %d-%d/%d" % (start, len(data) - 1, len(data)))
    handler.send_header("Content-Length", str(len(data) - start))
    handler.send_header("Content-Type", "audio/mpeg")
    if tag:
        handler.send_header("ETag", '"%s"' % tag)
    handler.end_headers()
    handler.wfile.write(data[start:start + cut] if cut else data[start:start + len(data) // 3] if hold else data[start:])
    handler.wfile.flush()
    if cut:
        handler.close_connection = True
        handler.connection.shutdown(2)
    elif hold:
        hold.wait(60)
        handler.wfile.write(data[start + len(data) // 3:])


def start_of(handler):
    tag, wanted = handler.headers.get("If-Range"), handler.headers.get("Range", "")
    asked.append((handler.path, wanted, tag))
    return int(wanted[6:].split("-")[0]) if wanted and tag == '"%s"' % state["tag"] else 0


site.rules = {"/" + name: rule for name, rule in {
    "ferry.mp3": lambda h: send(h, start_of(h), tag=state["tag"]),
    "plain.mp3": lambda h: send(h, start_of(h) * 0),
    "cut.mp3": lambda h: send(h, start_of(h), cut=700_000, tag=state["tag"]) if len(asked) < 40 else None,
    "slow.mp3": lambda h: send(h, start_of(h), hold=state["slow"], tag=state["tag"]),
    "a/" + NAMES["name"]: lambda h: send(h, start_of(h)),
}.items()}
items = "".join('<item><title>Episode %s</title><guid>%s</guid><link>%s/p/%s</link><pubDate>Mon, 02 Nov 2026 0%d:00:00 GMT</pubDate>'
                '<description>A talk that is long enough to be read.</description><enclosure url="%s/%s%s" type="audio/mpeg" length="%d"/></item>'
                % (k, k, site.base, k, i, site.base, "a/" if k == "name" else "", v, len(DATA)) for i, (k, v) in enumerate(NAMES.items()))
site.files["/feed.xml"] = ('<rss version="2.0"><channel><title>Radio</title>%s</channel></rss>' % items).encode()

home = e2e.Home()
folder = os.path.join(home.path, "Sound")
conf = os.path.join(home.path, ".config", "warta", "config")
os.mkdir(folder)
home.run("add", site.base + "/feed.xml")
open(conf, "a").write("[open]\ndownloads = %s\n" % folder)
home.run("refresh", "--all")
order = ["name", "gone", "slow", "cut", "ignored", "range"]  # newest first


def there(name):
    try:
        return open(os.path.join(folder, name), "rb").read()
    except OSError:
        return None


def whole(name, data=DATA):
    e2e.until(lambda: there(name) == data, lambda: "%s is not there whole: %s %s" % (name, os.listdir(folder), asked[-5:]))
    e2e.check(not os.path.exists(os.path.join(folder, name + ".part")), "a part is left of " + name)


def fetch(t, key):
    """Enter in the menu of files of the article; the cursor is in the list."""
    t.keys("g")
    if order.index(key):
        t.keys(str(order.index(key)), "j")
    t.keys("e")
    t.wait("audio/mpeg")
    t.keys("Enter")


t = e2e.Terminal(home, columns=100, rows=24)
t.wait("Radio")
t.keys("G")
t.step("Enter")
t.wait("Episode range")
fetch(t, "range")
whole("ferry.mp3")
fetch(t, "ignored")
whole("plain.mp3")
fetch(t, "cut")
whole("cut.mp3")
ranges = [(r, g) for p, r, g in asked if p == "/cut.mp3"]
e2e.check(ranges[1:] and all(r == "bytes=%d-" % (700_000 * i) and g == '"one"' for i, (r, g) in enumerate(ranges) if i),
          "a broken connection goes on where it broke: %s" % ranges)
fetch(t, "gone")
t.wait("not downloaded: .*404")
e2e.check(not any("gone" in n for n in os.listdir(folder)), "nothing came, and something is left")
fetch(t, "name")
e2e.until(lambda: any(n.endswith("gpj.mp3") for n in os.listdir(folder)), lambda: str(os.listdir(folder)))
for name in os.listdir(folder):
    e2e.check(name.isprintable() and name[0] not in ".-" and "/" not in name and "\u202e" not in name, "a name: %r" % name)
e2e.check(not os.path.exists(os.path.join(home.path, "-rf")), "nothing is written elsewhere")

# Quit under way; on another day it goes on.
fetch(t, "slow")
part = os.path.join(folder, "slow.mp3.part")
e2e.until(lambda: os.path.exists(part) and os.path.getsize(part) == len(DATA) // 3, "a third is there")
t.wait("↓ 3[123] %")
t.keys("Enter")
t.wait("A talk")
t.wait("↓ 3[123] %")
t.keys("Q")
t.wait("EXIT=0")
e2e.check(os.path.getsize(part) == len(DATA) // 3, "what came stays: %s" % os.path.getsize(part))
state["slow"].set()
t = e2e.Terminal(home, columns=100, rows=24)
t.wait("Radio")
t.keys("E")
t.wait("slow.mp3.* stopped at 1.0 of 3.0 MB")
t.keys("Enter")
whole("slow.mp3")
e2e.check(asked[-1] == ("/slow.mp3", "bytes=%d-" % (len(DATA) // 3), '"one"'), "it went on there: %s" % (asked[-1],))
t.keys("Escape")

# A file that changed meanwhile is fetched anew, whole.
state["slow"].clear()
os.unlink(os.path.join(folder, "slow.mp3"))
t.keys("G")
t.step("Enter")
t.wait("Episode slow")
fetch(t, "slow")
e2e.until(lambda: os.path.exists(part) and os.path.getsize(part) == len(DATA) // 3, "a third is there again")
t.keys("E")
t.wait("1.0 of 3.0 MB")
t.keys("Enter")
t.wait("stopped at 1.0")
state.update(tag="two", data=OTHER)
state["slow"].set()
t.keys("Enter")
whole("slow.mp3", OTHER)
t.keys("Escape")
t.keys("Q")
t.wait("EXIT=0")
