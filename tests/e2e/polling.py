# SPDX-License-Identifier: MIT
"""The poller's manners, counted at the server: validators, moves, the end of
a feed, patience; and how the feed of a site is found."""
import json
import os
import resource
import sqlite3
import subprocess
import time

import e2e

FEED = """<rss version='2.0'><channel><title>%s</title>%s</channel></rss>"""
ITEM = "<item><title>%s</title><guid>%s</guid><description>%s</description></item>"


def feed(title, *names):
    return (FEED % (title, "".join(ITEM % (n, n, "Isi yang cukup panjang untuk dibaca. " * 20) for n in names))).encode()


def count(path):
    return sum(1 for p, _ in site.seen if p == path)


def state(url):
    return next(f for f in json.loads(home.run("feeds", "--json")) if f["url"] == url)


def reply(status, headers=()):
    """A rule that answers without a body."""
    def rule(handler):
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
    return rule


def wait_of(feed):
    """Seconds from the last visit to the next."""
    def moment(name):
        return time.mktime(time.strptime(feed[name], "%Y-%m-%dT%H:%M:%SZ"))
    return moment("next_visit") - moment("last_visit")


def pass_time(home, seconds):
    """As if that time were over."""
    with sqlite3.connect(home.database) as db:
        db.execute("UPDATE feeds SET last_visit = last_visit - ?, next_visit = next_visit - ?", (seconds, seconds))


site = e2e.Site({"/plain.xml": feed("Plain", "a", "b"), "/new.xml": feed("Moved", "m")})
home = e2e.Home()

# A site's address is enough; where it names several feeds it asks.
site.files["/"] = b"<html><head><link rel=alternate type='application/rss+xml' href='/plain.xml'></head><body>x</body></html>"
home.run("add", site.base + "/")
e2e.check(state(site.base + "/plain.xml")["total"] == 2, "the feed that a page names is found and stored")
site.files["/two"] = b"<html><head><link rel=alternate type='application/rss+xml' href='/a.xml'><link rel=alternate type='application/atom+xml' href='/b.xml'></head></html>"
shown = home.run("add", site.base + "/two", want=65)
e2e.check("/a.xml" in shown and "/b.xml" in shown, "both feeds are offered: %r" % shown)
del site.files["/"]
site.files["/blog"] = b"<html><body><p>No link at all.</p></body></html>"
site.files["/atom.xml"] = feed("Well known", "w")
home.run("add", site.base + "/blog")
e2e.check(state(site.base + "/atom.xml")["total"] == 1, "a feed at a well-known path is found")
for spelling in ("/plain.xml", "/plain.xml#top"):
    home.run("add", site.base.replace("http", "HTTP") + spelling, want=None)
    e2e.check("already" in home.stderr, "twice is once: %r" % home.stderr)
site.files["/short"] = b"<title>x</title><link rel=feed href='/short.xml'>"
site.files["/short.xml"] = feed("Short", "s")
home.run("add", site.base + "/short")
e2e.check(state(site.base + "/short.xml")["total"] == 1, "a page needs no <html> to name its feed")
home.run("add", "feed:" + site.base + "/short.xml", want=None)
e2e.check("already" in home.stderr, "feed: says nothing new: %r" % home.stderr)

# What did not change is not sent again, and what is not due is not asked for.
before = count("/plain.xml")
home.run("refresh")
e2e.check(count("/plain.xml") == before, "a feed that is not due is left alone")
home.run("refresh", "--all")
path, headers = [s for s in site.seen if s[0] == "/plain.xml"][-1]
e2e.check("if-none-match" in headers or "if-modified-since" in headers, "validators are sent: %s" % headers)
e2e.check(state(site.base + "/plain.xml")["status"] == 304, "and the answer is 304")

# A permanent move is believed at the third time, and keeps the articles.
site.rules["/old.xml"] = reply(301, [("Location", "/new.xml")])
home.run("add", "--no-fetch", site.base + "/old.xml")
for turn in range(3):
    e2e.check(site.base + "/old.xml" in open(os.path.join(home.path, ".config/warta/urls")).read(), "not moved after %d visits" % turn)
    home.run("refresh", "--all")
urls = open(os.path.join(home.path, ".config/warta/urls")).read()
e2e.check(site.base + "/new.xml" in urls and "/old.xml" not in urls, "moved after three visits:\n" + urls)
e2e.check(state(site.base + "/new.xml")["total"] == 1, "with its article")

# 410 ends the visits and keeps the articles.
site.rules["/plain.xml"] = reply(410)
home.run("refresh", "--all", want=75)
e2e.check(state(site.base + "/plain.xml")["gone"] and state(site.base + "/plain.xml")["total"] == 2, "gone, marked, kept")
before = count("/plain.xml")
home.run("refresh", "--all")
e2e.check(count("/plain.xml") == before, "what is gone is not visited")

# A redirect that is for later is followed later, and not given up.
site.files["/later.xml"] = feed("Later", "l")
site.rules["/soon.xml"] = reply(302, [("Location", "/later.xml"), ("Retry-After", "7200")])
home.run("add", "--no-fetch", site.base + "/soon.xml")
home.run("refresh", site.base + "/soon.xml", want=75)
soon = state(site.base + "/soon.xml")
e2e.check("leads elsewhere, but not before" in (soon["error"] or "") and not count("/later.xml"), "a redirect for later: %s" % soon)
e2e.check(wait_of(soon) >= 7200, "the next visit is then: %s" % soon)
pass_time(home, 7300)
home.run("refresh")
e2e.check(state(site.base + "/soon.xml")["total"] == 1 and count("/later.xml") == 1, "and goes on: %s" % state(site.base + "/soon.xml"))

# Who asks for patience gets it, even from a person.
site.files["/busy.xml"] = feed("Busy", "x")
site.rules["/busy.xml"] = reply(429, [("Retry-After", "3600")])
home.run("add", "--no-fetch", site.base + "/busy.xml")
home.run("refresh", "--all", want=75)
before = count("/busy.xml")
home.run("refresh", site.base + "/busy.xml", want=None)
e2e.check(count("/busy.xml") == before, "no request before the time that the server named")
e2e.check("patience" in home.stderr, "and a sentence says so: %r" % home.stderr)
del site.rules["/busy.xml"]

# Where the new place is subscribed as well, it is told, and asked twice no more.
twins = e2e.Home()
for name in ("/there.xml", "/here.xml"):
    site.files["/here.xml"] = feed("Here", "h")
    twins.run("add", "--no-fetch", site.base + name)
site.rules["/there.xml"] = reply(301, [("Location", "/here.xml")])
for turn in range(3):
    twins.run("refresh", "--all")
twin = next(f for f in json.loads(twins.run("feeds", "--json")) if f["url"].endswith("/there.xml"))
e2e.check("subscribed as well" in (twin["complaint"] or "") and not twin["error"], "two subscriptions that became one: %s" % twin)
e2e.check(wait_of(twin) >= 86400, "the second is visited once a day: %s" % twin)
site.seen = [s for s in site.seen if s[0] not in ("/there.xml", "/here.xml")]

# Where a visit was led elsewhere, it is that host who gets its peace. A proxy
# gives every host a server here.
gate = e2e.Site({"http://sesama.example/g.xml": feed("G", "g"), "http://lain.example/h.xml": feed("H", "h")})
gate.rules["http://jalan.example/f.xml"] = reply(302, [("Location", "http://sesama.example/busy.xml")])
gate.rules["http://sesama.example/busy.xml"] = reply(429, [("Retry-After", "3600")])
led = e2e.Home()
led.env["http_proxy"] = gate.base
for url in ("http://jalan.example/f.xml", "http://sesama.example/g.xml", "http://lain.example/h.xml"):
    led.run("add", "--no-fetch", url)
led.run("refresh", "http://jalan.example/f.xml", want=75)
led.run("refresh", want=None)
asked = [p for p, _ in gate.seen]
e2e.check("http://sesama.example/g.xml" not in asked, "the host that asked for patience is left alone: %s" % asked)
e2e.check("http://lain.example/h.xml" in asked, "and others are not: %s" % asked)

# A host that names a time is asked no more, by what is under way nor by who
# wants everything; only the feed that a person chose, if it was not told.
crowd = e2e.Site({"/%d.xml" % n: feed("C%d" % n, "c") for n in range(12)})
many = e2e.Home()
for name in crowd.files:
    crowd.rules[name] = reply(429, [("Retry-After", "3600")])
    many.run("add", "--no-fetch", crowd.base + name)
many.run("refresh", "--all", want=None)
told = len(crowd.seen)
e2e.check(told <= 6, "%d of 12 were asked although the first answer said to wait" % told)
many.run("refresh", "--all", want=None)
e2e.check(len(crowd.seen) == told and many.stderr.count("patience") == 1, "and none the next time: %r" % many.stderr)
crowd.rules.clear()
many.run("refresh", crowd.base + next(name for name in crowd.files if name not in [s[0] for s in crowd.seen]))
e2e.check(len(crowd.seen) == told + 1, "but one that was chosen is")

# A move keeps the validators that the new place gave.
site.files["/here.xml"] = feed("Here", "h")
site.rules["/there.xml"] = reply(301, [("Location", "/here.xml")])
mover = e2e.Home()
mover.run("add", "--no-fetch", site.base + "/there.xml")
for turn in range(4):
    mover.run("refresh", "--all")
e2e.check("if-none-match" in [s for s in site.seen if s[0] == "/here.xml"][-1][1] and count("/there.xml") == 3,
          "after the move the new place is asked, and conditionally")

# Without a network nobody is to blame: what cannot be reached anywhere is looked
# for again soon, however long that lasts. A server that alone is silent is given
# ever more time.
away = e2e.Home()
for host in "127.0.0.1", "localhost":
    away.run("add", "--no-fetch", "http://%s:9/x.xml" % host)
for turn in range(4):
    away.run("refresh", "--all", want=75)
for one in json.loads(away.run("feeds", "--json")):
    e2e.check(one["failures"] == 0 and 890 <= wait_of(one) <= 1030, "no network: %r" % one)
site.files["/away.xml"] = feed("Away", "w")
away.run("add", "--no-fetch", site.base + "/away.xml")
away.run("refresh", "--all", want=75)
e2e.check(sorted(f["failures"] for f in json.loads(away.run("feeds", "--json"))) == [0, 1, 1], "who alone is silent counts: " + away.run("feeds", "--json"))

# A page, half a feed, nothing: one sentence each, nothing stored.
for name, body, word in (("page", b"<!doctype html><title>x</title><p>x", "web page"), ("half", feed("H", "h")[:-40], "middle"), ("none", b"", "nothing")):
    url = "%s/%s.xml" % (site.base, name)
    site.files["/%s.xml" % name] = body
    home.run("add", "--no-fetch", url)
    home.run("refresh", url, want=75)
    e2e.check(word in (state(url)["error"] or ""), "%s: %r" % (name, state(url)["error"]))
    e2e.check(state(url)["total"] == 0, "nothing of it is stored")
# Whoever reads the sentence reads it in their language, whatever wrote it down.
home.env["LC_ALL"] = "id_ID.UTF-8"
e2e.check("halaman web" in state(site.base + "/page.xml")["error"], "in Indonesian: %r" % state(site.base + "/page.xml")["error"])
home.run("refresh", site.base + "/page.xml", want=75)
home.env["LC_ALL"] = "C.UTF-8"
e2e.check("web page" in state(site.base + "/page.xml")["error"], "and in English: %r" % state(site.base + "/page.xml")["error"])
site.files["/cut.xml"] = site.files["/half.xml"]
home.run("add", site.base + "/cut.xml")
e2e.check("middle" in home.stderr and "middle" in (state(site.base + "/cut.xml")["error"] or ""),
          "who subscribes to half a feed is told: %r" % home.stderr)
site.files["/cut.xml"] = feed("Whole", "c")
home.run("refresh", site.base + "/cut.xml")
e2e.check(not state(site.base + "/cut.xml")["error"] and state(site.base + "/cut.xml")["total"] == 1, "and gets it when it is whole")
home.run("remove", site.base + "/half.xml")
e2e.check("/half.xml" not in open(os.path.join(home.path, ".config/warta/urls")).read(), "unsubscribed")
home.run("undo")
e2e.check("/half.xml" in open(os.path.join(home.path, ".config/warta/urls")).read(), "undo brings the line back")

# Who cannot store what came says so, to a script too.
site.files["/long.xml"] = (FEED % ("Long", "".join(ITEM % (n, n, n) for n in map(str, range(1500))))).encode()
full = e2e.Home()
full.run("add", "--no-fetch", site.base + "/long.xml")
done = subprocess.run([e2e.WARTA, "refresh"], env=full.env, stderr=subprocess.PIPE, timeout=60, restore_signals=False,
                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (330000, 330000)))
e2e.check(done.returncode == 74 and b"warta.db" in done.stderr, "exit %d: %r" % (done.returncode, done.stderr))

# The reader waits for the end of the patience: what is due there is no reason
# to begin a refresh, let alone one after the other.
site.rules["/busy.xml"] = reply(429, [("Retry-After", "3600")])
patient = e2e.Home()
patient.run("add", "--no-fetch", site.base + "/busy.xml")
patient.run("refresh", want=75)
patient.run("add", "--no-fetch", site.base + "/plain.xml")
log = os.path.join(patient.path, ".local/state/warta/log")
reader = e2e.Terminal(patient)
reader.wait("Unread")
time.sleep(3)
e2e.check(open(log).read().count("refresh: 0 feeds") <= 1, "a reader at rest: " + open(log).read()[-1500:])
reader.keys("q")
