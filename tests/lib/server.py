#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A web server that misbehaves on demand, for tests; standard library only.

  server.py [--seconds 120] [--tls CERT KEY] [--banner TEXT]

Binds 127.0.0.1 on a free port, prints "PORT N" and serves until its standard
input closes or its time is over. What it does is in the path:

  /ok?bytes=N  /echo  /hold?ms=N  /status/N?Name=value  /redirect?to=URL&status=N&after=N
  /chain/N  /loop  /etag  /modified  /cookie  /truncated  /chunk-cut  /chunk-bad
  /endless  /slow  /stall  /stall-mid  /empty-reply  /garbage  /http09  /reset
  /headers-endless  /huge-header  /two-lengths  /both-lengths  /early-hints
  /desync  /partial  /bare-lf
  /packed/gzip  /packed/gzip-cut  /packed/gzip-corrupt  /packed/gzip-members
  /packed/gzip-long  /packed/gzip-length  /packed/gzip-sum
  /packed/gzip-trailing  /packed/gzip-nested  /packed/gzip-many  /packed/bomb
  /packed/deflate  /packed/deflate-raw  /packed/br  /packed/br-cut  /packed/lie
  /packed/unknown  /packed/silent  /packed/letters
  /file?bytes=N&tag=T&ranges=0|1|wrong&cut=N&length=N   a file to download
  /robots.txt         what /__robots?text=...&status=N&after=N&pad=N said last, else
                      404; status 0 is no answer at all
  /__speak            answers once each /desync has sent its second answer
  /__stats  /__reset  requests with their headers, connections, most at once
"""
import argparse
import functools
import gzip
import json
import os
import random
import select
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse
import zlib

BODY = b"<rss version='2.0'><channel><title>t</title></channel></rss>" * 40
# "hello world, hello brotli", packed; the standard library cannot.
BROTLI = bytes.fromhex("8b0c8068656c6c6f20776f726c642c2068656c6c6f2062726f746c690a03")

lock = threading.Lock()
stats = {"requests": [], "connections": 0, "active": 0, "peak": 0}
desyncs = []  # pairs of events: the second answer may be sent, and was
robots = {}


def head(status=200, **fields):
    lines = [f"HTTP/1.1 {status} Because"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def whole(body=BODY, status=200, **fields):
    return head(status, Content_Length=len(body), **fields) + body


@functools.lru_cache(maxsize=None)  # the bomb takes its time
def packed(name):
    """Body and Content-Encoding of /packed/NAME."""
    z = gzip.compress(BODY, mtime=0)
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    bare = raw.compress(BODY) + raw.flush()
    corrupt = bytearray(z)
    corrupt[len(z) // 2] ^= 0xFF
    corrupt[len(z) // 2 + 1] ^= 0xFF
    return {
        "gzip": (z, "gzip"),
        "gzip-cut": (z[: len(z) * 6 // 10], "gzip"),
        "gzip-corrupt": (bytes(corrupt), "gzip"),
        "gzip-members": (z + z, "gzip"),
        "gzip-trailing": (z + b"rubbish" * 100, "gzip"),
        "gzip-nested": (gzip.compress(z), "gzip, gzip"),
        "gzip-long": (name == "gzip-long" and gzip.compress(random.Random(1).randbytes(400 << 10) + BODY), "gzip"),
        "gzip-length": (z[:-4] + bytes([z[-4] ^ 1]) + z[-3:], "gzip"),
        "gzip-sum": (z[:-8] + bytes([z[-8] ^ 1]) + z[-7:], "gzip"),
        "gzip-many": (z, ", ".join(["gzip"] * 50)),
        "bomb": (name == "bomb" and gzip.compress(bytes(64 << 20)), "gzip"),
        "deflate": (zlib.compress(BODY), "deflate"),
        "deflate-raw": (bare, "deflate"),
        "br": (BROTLI, "br"),
        "br-cut": (BROTLI[:8], "br"),
        "lie": (BODY, "gzip"),
        "unknown": (BODY, "rot13"),
        "silent": (z, "identity"),
        "letters": (BODY, "UTF-8"),
    }[name]


class Connection:
    def __init__(self, sock):
        self.sock = sock
        self.buffer = b""

    def send(self, data):
        self.sock.sendall(data)

    def drip(self, data, seconds=0.2):
        for i in range(len(data)):
            self.send(data[i : i + 1])
            time.sleep(seconds)

    def read_request(self):
        while b"\r\n\r\n" not in self.buffer:
            data = self.sock.recv(65536)
            if not data:
                return None
            self.buffer += data
        text, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = text.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        fields = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            fields[name.strip().lower()] = value.strip()
        return method, target, fields

    def serve(self):
        with lock:
            stats["connections"] += 1
        try:
            while True:
                request = self.read_request()
                if not request:
                    return
                path = request[1].partition("?")[0]
                if not path.startswith("/__"):
                    with lock:
                        stats["requests"].append(
                            {"target": request[1], "headers": request[2], "at": time.time()})
                if not self.answer(*request):
                    return
        except OSError:
            pass
        finally:
            self.sock.close()

    def answer(self, method, target, fields):
        """True when the connection may go on."""
        if target.startswith("http://"):  # as a proxy is asked
            target = "/" + target[7:].partition("/")[2]
        path, _, query = target.partition("?")
        args = dict(urllib.parse.parse_qsl(query))
        parts = path.strip("/").split("/")
        name = "do_" + parts[0].replace("-", "_").replace(".", "_")
        handler = getattr(self, name, None)
        if not handler:
            self.send(whole(b"no such case", 404))
            return True
        return handler(parts, args, fields) is not False

    # --- good ones ---------------------------------------------------------
    def do_ok(self, parts, args, fields):
        self.send(whole(b"x" * int(args["bytes"]) if "bytes" in args else BODY,
                        Content_Type="application/rss+xml"))

    def do_echo(self, parts, args, fields):
        self.send(whole(json.dumps(fields).encode(), Content_Type="application/json"))

    def do_hold(self, parts, args, fields):
        # No longer active before the answer goes out: who asks again at once
        # must not be counted beside himself.
        with lock:
            stats["active"] += 1
            stats["peak"] = max(stats["peak"], stats["active"])
        time.sleep(int(args.get("ms", 200)) / 1000)
        with lock:
            stats["active"] -= 1
        self.send(whole(b"x" * int(args.get("bytes", 10))))

    def do_status(self, parts, args, fields):
        status = int(parts[1])
        body = b"" if status in (204, 304) else BODY
        text = f"HTTP/1.1 {status} Because\r\n"
        text += "".join(f"{k}: {v}\r\n" for k, v in args.items())
        if status not in (204, 304):
            text += f"Content-Length: {len(body)}\r\n"
        self.send(text.encode("latin-1") + b"\r\n" + body)

    def do_etag(self, parts, args, fields):
        tag = '"v\\"1"'
        if fields.get("if-none-match") == tag:
            self.send(head(304, ETag=tag))
        else:
            self.send(whole(ETag=tag))

    def do_modified(self, parts, args, fields):
        when = "Sat, 02 Nov 2024 02:04:00 GMT"
        if fields.get("if-modified-since") == when:
            self.send(head(304))
        else:
            self.send(whole(Last_Modified=when))

    def do_cookie(self, parts, args, fields):
        self.send(whole(Set_Cookie="id=1; Path=/"))

    def do_early_hints(self, parts, args, fields):
        self.send(head(100) + head(103, Link="</x>") + whole())

    def do_bare_lf(self, parts, args, fields):
        self.send(whole().replace(b"\r\n", b"\n"))

    # --- redirects -----------------------------------------------------------
    def do_redirect(self, parts, args, fields):
        to = args.get("to", "").encode("utf-8", "surrogateescape").decode("latin-1")
        more = {"Retry_After": args["after"]} if "after" in args else {}
        self.send(whole(b"elsewhere", int(args.get("status", 302)), Location=to, **more))

    def do_chain(self, parts, args, fields):
        n = int(parts[1])
        if n == 0:
            self.send(whole())
        else:
            self.send(whole(b"", int(args.get("status", 302)),
                            Location=f"/chain/{n - 1}?status={args.get('status', 302)}"))

    def do_loop(self, parts, args, fields):
        self.send(whole(b"", 302, Location="/loop"))

    # --- what ends badly --------------------------------------------------------
    def do_truncated(self, parts, args, fields):
        self.send(head(Content_Length=len(BODY) + 100) + BODY)
        return False

    def do_chunk_cut(self, parts, args, fields):
        self.send(head(Transfer_Encoding="chunked") + b"%x\r\n" % len(BODY) + BODY + b"\r\n")
        return False

    def do_chunk_bad(self, parts, args, fields):
        self.send(head(Transfer_Encoding="chunked") + b"zz\r\n" + BODY)
        return False

    def do_endless(self, parts, args, fields):
        self.send(head(Transfer_Encoding="chunked"))
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        for _ in range(4096):
            self.send(chunk)
        return False

    def do_slow(self, parts, args, fields):
        self.send(head(Content_Length=len(BODY)))
        self.drip(BODY)
        return False

    def do_stall(self, parts, args, fields):
        time.sleep(30)
        return False

    def do_stall_mid(self, parts, args, fields):
        self.send(head(Content_Length=len(BODY)) + BODY[:100])
        time.sleep(30)
        return False

    def do_empty_reply(self, parts, args, fields):
        return False

    def do_garbage(self, parts, args, fields):
        self.send(os.urandom(512).replace(b"HTTP", b"XXXX"))
        return False

    def do_http09(self, parts, args, fields):
        self.send(BODY)
        return False

    def do_reset(self, parts, args, fields):
        self.send(head(Content_Length=len(BODY)) + BODY[:100])
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    def do_partial(self, parts, args, fields):
        self.send(whole(BODY[:100], 206, Content_Range=f"bytes 0-99/{len(BODY)}"))

    def do_file(self, parts, args, fields):
        """bytes=: how many there are; tag=: its ETag; ranges=0: asks for parts
        are not heard, wrong: another part is sent; cut=: the connection ends
        after so many bytes; length=: what is said of its length."""
        size, ranges = int(args.get("bytes", 1000)), args.get("ranges", "1")
        body = bytes(i * 7 % 251 for i in range(size))
        tag = '"%s"' % args.get("tag", "one")
        status, extra, wanted = 200, {}, fields.get("range", "")
        if wanted.startswith("bytes=") and ranges != "0" and fields.get("if-range", tag) == tag:
            start = int(wanted[6:].split("-")[0])
            if start >= size:
                self.send(whole(b"", 416, Content_Range="bytes */%d" % size))
                return True
            sent = start + 1 if ranges == "wrong" else start
            status, body = 206, body[sent:]
            extra = {"Content_Range": "bytes %d-%d/%d" % (sent, size - 1, size)}
        self.send(head(status, ETag=tag, Content_Length=args.get("length", len(body)), **extra)
                  + body[:int(args.get("cut", size))])
        return "cut" not in args and "length" not in args

    def do_headers_endless(self, parts, args, fields):
        self.send(b"HTTP/1.1 200 Because\r\n")
        for i in range(100000):
            self.send(b"X-%d: %s\r\n" % (i, b"y" * 200))
        return False

    def do_huge_header(self, parts, args, fields):
        self.send(b"HTTP/1.1 200 Because\r\nETag: \"" + b"y" * (4 << 20) + b"\"\r\n\r\n")
        return False

    def do_two_lengths(self, parts, args, fields):
        self.send(b"HTTP/1.1 200 Because\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n"
                  + BODY[:20])
        return False

    def do_both_lengths(self, parts, args, fields):
        self.send(head(Content_Length=5, Transfer_Encoding="chunked")
                  + b"%x\r\n" % len(BODY) + BODY + b"\r\n0\r\n\r\n")

    def do_desync(self, parts, args, fields):
        go, done = threading.Event(), threading.Event()
        with lock:
            desyncs.append((go, done))
        self.send(whole(b"first"))
        # Who asks again on this connection, or leaves it, is told no more.
        while not go.wait(0.005) and not select.select([self.sock], [], [], 0)[0]:
            pass
        try:
            if go.is_set():
                self.send(whole(b"second, unasked"))
        finally:
            done.set()

    # --- packed ------------------------------------------------------------------
    def do_packed(self, parts, args, fields):
        body, coding = packed(parts[1])
        self.send(whole(body, Content_Encoding=coding))

    # --- the test's own ------------------------------------------------------------
    def do_robots_txt(self, parts, args, fields):
        status = int(robots.get("status", 200 if "text" in robots else 404))
        if status == 0:
            return False
        more = {"Retry_After": robots["after"]} if "after" in robots else {}
        text = robots.get("text", "") + "# x\n" * int(robots.get("pad", 0))
        self.send(whole(text.encode(), status, Content_Type="text/plain", **more))

    def do___speak(self, parts, args, fields):
        with lock:
            waiting, desyncs[:] = desyncs[:], []
        for go, done in waiting:
            go.set()
            done.wait(60)
        self.send(whole(b"said"))

    def do___robots(self, parts, args, fields):
        robots.clear()
        robots.update(args)
        self.send(whole(b""))

    def do___stats(self, parts, args, fields):
        with lock:
            self.send(whole(json.dumps(stats).encode()))

    def do___reset(self, parts, args, fields):
        with lock:
            stats.update(requests=[], connections=0, peak=stats["active"])
        robots.clear()
        self.send(whole(b""))


def watch_stdin():
    while os.read(0, 4096):
        pass
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--banner", help="said before anything is asked")
    args = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    context = None
    if args.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*args.tls)
    print("PORT", listener.getsockname()[1], flush=True)
    threading.Thread(target=watch_stdin, daemon=True).start()
    threading.Timer(args.seconds, os._exit, [0]).start()

    def serve(sock):
        try:
            if context:
                sock = context.wrap_socket(sock, server_side=True)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if args.banner:
                sock.sendall(args.banner.encode())
            Connection(sock).serve()
        except OSError:
            sock.close()

    while True:
        sock, _ = listener.accept()
        threading.Thread(target=serve, args=(sock,), daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
