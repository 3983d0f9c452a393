# SPDX-License-Identifier: MIT
"""HTTP/2 that goes wrong in ways that no real server shows on demand: streams
that are reset or refused, connections that are called off. Each case is a
server of its own, which counts the requests it gets."""
import json
import os
import socket
import ssl
import struct
import subprocess
import tempfile
import threading

import e2e

e2e.need("openssl")
folder = tempfile.mkdtemp(prefix="warta-http2-")
e2e.atexit.register(e2e.shutil.rmtree, folder, True)
pem = os.path.join(folder, "both.pem")
subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", pem + ".key", "-out", pem], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(pem, pem + ".key")
context.set_alpn_protocols(["h2"])
FEED = b"<rss version='2.0'><channel><title>T</title><item><title>a</title><guid>a</guid></item></channel></rss>"
DATA, HEADERS, RESET, SETTINGS, GOAWAY = 0, 1, 3, 4, 7
OK = b"\x88"  # :status 200
HINTS = b"\x08\x03103"


def frame(kind, flags, stream, body=b""):
    return struct.pack(">I", len(body))[1:] + bytes((kind, flags)) + struct.pack(">I", stream) + body


class Server:
    """Answers every request with what `answer` makes of its stream's number."""

    def __init__(self, answer):
        self.answer, self.requests = answer, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = "https://localhost:%d/feed.xml" % self.listener.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            threading.Thread(target=self.serve, args=(self.listener.accept()[0],), daemon=True).start()

    def serve(self, sock):
        try:
            sock = context.wrap_socket(sock, server_side=True)
            stream = sock.makefile("rb")
            stream.read(24)  # the client's preface
            sock.sendall(frame(SETTINGS, 0, 0))
            while True:
                head = stream.read(9)
                if len(head) < 9:
                    return
                stream.read(int.from_bytes(head[:3], "big"))
                if head[3] == SETTINGS and not head[4]:
                    sock.sendall(frame(SETTINGS, 1, 0))
                if head[3] == HEADERS:
                    self.requests += 1
                    sock.sendall(self.answer(struct.unpack(">I", head[5:])[0]))
        except OSError:
            pass


def code(stream, number):
    return frame(RESET, 0, stream, struct.pack(">I", number))


def end(number):
    return frame(GOAWAY, 0, 0, struct.pack(">II", 0x7FFFFFFF, number))


whole = lambda s: frame(HEADERS, 4, s, OK) + frame(DATA, 1, s, FEED)
begun = lambda s: frame(HEADERS, 4, s, OK) + frame(DATA, 0, s, FEED[:60])
LOST = "broke off|ended too early|without an answer"  # what came first is a matter of luck
cases = (
    # what is answered, words of the sentence, requests of one visit at most
    ("whole", whole, None, 1),
    ("hints first", lambda s: frame(HEADERS, 4, s, HINTS) + whole(s), None, 1),
    ("whole, then called off", lambda s: whole(s) + end(0), None, 1),
    ("reset in the middle", lambda s: begun(s) + code(s, 2), LOST, 1),
    ("cut without a word", lambda s: begun(s) + code(s, 0), LOST, 1),
    ("refused each time", lambda s: code(s, 7), "without an answer", 3),
    ("called off in the middle", lambda s: begun(s) + end(11) + code(s, 11), LOST, 1),
    ("data of nobody's", lambda s: frame(DATA, 1, s + 2, FEED), LOST + "|does not keep to HTTP", 3),
)
home = e2e.Home()
home.env["SSL_CERT_FILE"] = pem
for name, answer, words, most in cases:
    server = Server(answer)
    home.run("add", "--no-fetch", server.url)
    home.run("refresh", server.url, want=75 if words else 0)
    feed = next(f for f in json.loads(home.run("feeds", "--json")) if f["url"] == server.url)
    e2e.check(feed["total"] == (0 if words else 1), "%s: %s" % (name, feed))
    e2e.check(any(w in (feed["error"] or "") for w in words.split("|")) if words else not feed["error"], "%s: %r" % (name, feed["error"]))
    e2e.check(1 <= server.requests <= most, "%s: %d requests" % (name, server.requests))
