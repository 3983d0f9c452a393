# SPDX-License-Identifier: MIT
"""The subcommands: rows as JSON, sysexits, one clear sentence for bad input."""
import json
import os
import re
import shutil
import subprocess

import e2e

site = e2e.newsroom()
home = e2e.Home()
for feed in site.feeds:
    home.run("add", feed)
home.run("refresh", "--all")

rows = json.loads(home.run("list", "--json"))
e2e.check(len(rows) == 17, "17 articles are listed: %d" % len(rows))
one = next(r for r in rows if r["title"].startswith("Tim Teknik"))
text = home.run("show", "--text", str(one["id"]))
e2e.check("cekungan" in text or "tergerus" in text, "show prints the article")
found = json.loads(home.run("search", "--json", "fondasi tergerus"))
e2e.check(found and found[0]["title"].startswith("Tim Teknik"), "search finds the article first")
home.run("mark", "read", "", want=64)  # a variable that is not set is not everything
home.run("mark", "star", "title:Fondasi")
e2e.check(len(json.loads(home.run("list", "--json", "is:starred"))) == 1, "one article is starred")
home.run("undo")
e2e.check(len(json.loads(home.run("list", "--json", "is:starred"))) == 0, "undo takes the star back")

feeds = json.loads(home.run("feeds", "--json"))
e2e.check(len(feeds) == 3, "three feeds")
opml = home.run("export")
path = os.path.join(home.path, "x.opml")
open(path, "w").write(opml)
secret = e2e.Home()
secret.run("add", "--no-fetch", site.feeds[0].replace("//", "//nama:sandi@"))
for words in (("export",), ("export", "--json"), ("feeds",), ("feeds", "--json"), ("list",), ("doctor",)):
    e2e.check("sandi" not in secret.run(*words, want=None) + secret.stderr, "%s shows a password" % words[0])
secret.run("refresh", "--all", want=None)
e2e.check("sandi" not in open(os.path.join(secret.path, ".local", "state", "warta", "log")).read(), "the log holds a password")
other = e2e.Home()
other.run("import", path)
e2e.check(len(json.loads(other.run("feeds", "--json"))) == 3, "an exported list can be imported")

demo = os.path.join(e2e.DEMO, "wartakota-jembatan-darurat-dipasang.html")
page = json.loads(home.run("extract", "--json", "--base", "https://wartakota.example/kota/x", demo))
e2e.check([r["title"] for r in page["related"] if r["inline"]] == [
    "Tim Teknik: Fondasi Pilar Tergerus hingga Dua Meter",
    "Warga Menyeberang dengan Rakit, Sekolah Masuk Lebih Siang"], "both related links: %s" % page["related"])
e2e.check(page["published"] == "2026-09-24T19:45:00+07:00", "the date with its zone: %s" % page["published"])
e2e.check(page["byline"] == ["Dewi Larasati"] and page["editors"] == ["Nurul Hidayah"], "author and editor")
e2e.check("Baca Juga" not in page["text"] and "TERBARU" not in page["text"], "labels are no prose")
feed = json.loads(home.run("parse", os.path.join(e2e.DEMO, "kabardesa.xml")))
e2e.check(feed["format"] == "atom" and len(feed["entries"]) == 5, "the Atom feed")
json.loads(home.run("related", "--json", "--depth", "2", str(one["id"])))

junk = os.path.join(home.path, "junk.bin")
open(junk, "wb").write(bytes(range(256)) * 40)
home.run("parse", junk, want=65)
e2e.check(home.stderr.strip().count("\n") == 0 and home.stderr.strip(), "one sentence: %r" % home.stderr)
home.run("parse", demo, want=65)
e2e.check("web page" in home.stderr, "a web page is called one: %r" % home.stderr)
home.run("show", "999999", want=66)
home.run("frobnicate", want=64)
home.run("--demo", "list", want=64)
for flag in ("--help", "--version", "--print-config", "--check-config", "--print-keys"):
    home.run("--demo", flag)
home.run("parse", os.path.join(home.path, "nothing"), want=66)
e2e.check("seccomp" in home.run("doctor", want=None), "doctor names the protections")

site.files["/notafeed"] = b"<html><body><p>Just a page.</p></body></html>"
site.rules["/gone.xml"] = lambda h: site.answer(h, 410)
home.run("add", site.base + "/notafeed", want=None)
e2e.check("feed" in home.stderr, "a page without feeds is refused with a sentence: %r" % home.stderr)
site.stop()
home.run("refresh", "--all", want=75)
e2e.check(len(json.loads(home.run("list", "--json"))) == 17, "a failed refresh loses nothing")

# The manual has every option of every subcommand, and no other.
manual = open(os.path.join(e2e.SRC, "doc", "warta.1"), encoding="utf8").read().replace("\\-", "-")
paragraphs = {re.split(r"[ \"]+", part.split("\n")[1])[1]: part for part in manual.split(".SH COMMANDS")[1].split(".SH ")[0].split(".TP")[1:]}
for name in re.findall(r"(?m)^  (?!warta)([a-z]+)\b", home.run("--help")):
    options = set(re.findall(r"(?m)^  (--[a-z-]+)", home.run(name, "--help")))
    described = set(re.findall(r"--[a-z-]+", paragraphs.get(name, "").split("\n.TP")[0]))
    e2e.check(name in paragraphs, "the manual has no %s" % name)
    e2e.check(options - {"--json"} <= described, "warta %s: the manual lacks %s" % (name, options - described))
    e2e.check(described <= options | {"--json"}, "warta %s: the manual invents %s" % (name, described - options))

# The program without its helper beside it reads pages all the same.
alone = shutil.copy(e2e.WARTA, os.path.join(home.path, "alone"))
body = next(body for path, body in site.files.items() if "/kota/" in path)
with open(os.path.join(home.path, "page.html"), "wb") as out:
    out.write(body)
done = subprocess.run([alone, "extract", "--text", os.path.join(home.path, "page.html")], env=home.env, stdout=subprocess.PIPE, timeout=60)
e2e.check(done.returncode == 0 and done.stdout == home.run("extract", "--text", os.path.join(home.path, "page.html")).encode(),
          "it says the same without its helper: %d" % done.returncode)

# Mistakes of settings, keys, macros, rules and of the theme are told in the order of the file.
wrong = e2e.Home()
os.makedirs(os.path.join(wrong.path, ".config", "warta"), exist_ok=True)
with open(os.path.join(wrong.path, ".config", "warta", "config"), "w") as out:
    out.write("[rules]\nr = dance x\n[reader]\nwidth = 9999\n[theme]\nname = nosuch\n"
              "[keys]\nnosuch = x\nmacro.x = star down\nmacro.y = down 3; star\n[nosect]\na = b\n")
lines = [int(n) for n in re.findall(r"config:(\d+):", wrong.run("--check-config", want=78))]
e2e.check(lines == [2, 4, 6, 8, 9, 12], "mistakes in the order of lines: %s" % lines)

# Programs that are not here are no mistakes: the file may serve another machine too.
with open(os.path.join(wrong.path, ".config", "warta", "config"), "w") as out:
    out.write("[open]\nbrowser = sh -c true\nplayer = no-such-player %u\n"
              "video = youtube /no/such/program\nsound = mp3$ sh\n")
said = wrong.run("--check-config")
e2e.check("config:3: warning: there is no program no-such-player here" in said and
          "config:4: warning: there is no program /no/such/program here" in said and
          said.count("\n") == 2, said)
