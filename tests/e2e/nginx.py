# SPDX-License-Identifier: MIT
"""A real server: HTTP/2 over TLS with a throw-away authority, compression and
validators; certificates that are not right are each named in a sentence."""
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time

import e2e

folder = tempfile.mkdtemp(prefix="warta-nginx-")
e2e.atexit.register(shutil.rmtree, folder, True)


def start(inside):
    """A server in that folder, and its ports: None where somebody else was
    quicker to take one of them."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(5)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    os.mkdir(inside)
    server = subprocess.Popen(["sh", os.path.join(e2e.SRC, "tests", "lib", "tls_site.sh"), inside, *map(str, ports)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    e2e.atexit.register(server.kill)
    end = time.monotonic() + 300
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", ports[0]), 1).close()
            return server, ports
        except OSError:
            e2e.check(time.monotonic() < end, "the server does not answer")
            time.sleep(0.1)
    if server.returncode == 77:
        print("skipped: no nginx or openssl")
        e2e.sys.exit(e2e.SKIP)
    return None


tries = (start("%s/%d" % (folder, n)) for n in range(5))
nginx, ports = next((one for one in tries if one), (None, None))
e2e.check(nginx, "the server can be started")
folder = os.path.dirname(nginx.args[2] + "/")
good, expired, wrong, self_signed, plain = ("https://localhost:%d" % port for port in ports)
room = e2e.newsroom_files(good)
for path, body in room.items():
    name = folder + "/www" + path.split("?")[0]
    os.makedirs(os.path.dirname(name), exist_ok=True)
    if not os.path.isdir(name) and "?" not in path:
        open(name, "wb").write(body)


def log():
    """The requests so far: path to (protocol, status, bytes)."""
    rows = []
    for line in open(folder + "/access.log"):
        request, rest = line.split('"')[1:3]
        rows.append((request.split()[1], request.split()[2], int(rest.split()[0]), int(rest.split()[1])))
    return rows


home = e2e.Home()
feed = good + "/wartakota/rss.xml"
home.run("add", feed, want=None)
e2e.check("certificate" in home.stderr and "localhost" in home.stderr, "an unknown authority is named: %r" % home.stderr)
home.env["SSL_CERT_FILE"] = folder + "/ca.pem"
home.run("remove", feed, want=None)
home.run("add", feed)
home.run("refresh", "--all")
e2e.check(len(json.loads(home.run("list", "--json"))) == 7, "the articles came over TLS")
visits = [row for row in log() if row[0] == "/wartakota/rss.xml"]
e2e.check(all(row[1] == "HTTP/2.0" for row in visits), "HTTP/2 is spoken: %s" % visits)
e2e.check(visits[0][3] < len(room["/wartakota/rss.xml"]), "the answer is compressed: %s" % visits)
home.run("refresh", "--all")
e2e.check(log()[-1][2] == 304 or [r for r in log() if r[0] == "/wartakota/rss.xml"][-1][2] == 304,
          "the second visit asks conditionally: %s" % log())
text = home.run("show", "--text", good + "/wartakota/kota/fondasi-tergerus-dua-meter")
e2e.check("cekungan" in text, "a page of the feed's own host opens")

for site, words in ((expired, "expired on"), (wrong, "another host"), (self_signed, "signed by itself")):
    stored = home.run("list", "--json", "--limit", "0")
    home.run("add", site + "/wartakota/rss.xml", want=None)
    sentence = home.stderr.strip()
    e2e.check(words in sentence and "\n" not in sentence, "one sentence with %r: %r" % (words, sentence))
    e2e.check(home.run("list", "--json", "--limit", "0") == stored, "nothing is stored from a server that nobody vouches for")
nginx.terminate()
nginx.wait()
