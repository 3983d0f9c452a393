# SPDX-License-Identifier: MIT
"""What the end-to-end tests share: a web site on loopback made of the demo's
files, the real program in a tmux terminal, and its subcommands. Everything
lives below one temporary folder and is gone afterwards."""
import atexit
import contextlib
import http.server
import os
import re
import shutil
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

SRC = os.path.abspath(os.environ.get("top_srcdir", os.path.join(os.path.dirname(__file__), "..", "..")))
BUILD = os.path.abspath(os.environ.get("top_builddir", SRC))
WARTA = os.path.join(BUILD, "warta")
DEMO = os.path.join(SRC, "src", "engine", "demo")
HOSTS = ("wartakota.example", "kabardesa.example", "harbourpost.example")
SKIP = 77


def need(*programs):
    """Ends the test as skipped where a program is missing."""
    for name in programs:
        if not shutil.which(name):
            print("skipped: no", name)
            sys.exit(SKIP)


class Site:
    """A threaded HTTP server whose files are bytes by path; `rules` maps a path
    to a function(handler) that answers in place of the file. Requests are kept
    in `seen` as (path, headers). Stops with the test."""

    def __init__(self, files=None, address="127.0.0.1"):
        self.files, self.rules, self.seen = dict(files or {}), {}, []
        self.open = threading.Event()
        self.open.set()
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                site.open.wait(60)
                rule = site.rules.get(self.path)
                if rule:
                    return rule(self)
                site.answer(self)

            def log_message(self, *args):
                pass

        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request, address):
                pass

        self.server = Server((address, 0), Handler)
        self.port = self.server.server_address[1]
        self.base = "http://%s:%d" % (address, self.port)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        atexit.register(self.stop)

    @contextlib.contextmanager
    def held(self):
        """Requests that come meanwhile are answered only afterwards."""
        self.open.clear()
        try:
            yield
        finally:
            self.open.set()

    def answer(self, handler, status=200):
        body = self.files.get(handler.path)
        if body is None:
            status, body = 404, b"<html><body><h1>Not found</h1></body></html>"
        tag = '"%d-%x"' % (len(body), hash(body) & 0xFFFFFFFF)
        if status == 200 and handler.headers.get("If-None-Match") == tag:
            handler.send_response(304)
            handler.send_header("ETag", tag)
            handler.end_headers()
            return
        kind = "text/html; charset=utf-8"
        if handler.path.endswith(".xml"):
            kind = "application/xml"
        if handler.path.endswith(".json"):
            kind = "application/feed+json"
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("ETag", tag)
        handler.end_headers()
        handler.wfile.write(body)

    def stop(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


def newsroom_files(base):
    """The demo's feeds and pages as a site at base: bytes by path."""
    files = {}

    def local(url):
        for host in HOSTS:
            url = url.replace("https://" + host, base + "/" + host.split(".")[0])
        return url

    for line in open(os.path.join(DEMO, "index.tsv"), encoding="utf8"):
        if line.startswith("#"):
            continue
        _, url, name = line.rstrip("\n").split("\t")
        body = open(os.path.join(DEMO, name), encoding="utf8").read()
        files[local(url)[len(base):]] = local(body).encode()
    return files


def newsroom():
    """The same on a loopback server."""
    site = Site()
    site.files = newsroom_files(site.base)
    site.feeds = [site.base + p for p in ("/wartakota/rss.xml", "/kabardesa/atom.xml", "/harbourpost/feed.json")]
    return site


class Home:
    """An empty home folder, the program's environment, its subcommands."""

    def __init__(self, language="C.UTF-8"):
        self.path = tempfile.mkdtemp(prefix="warta-e2e-")
        atexit.register(shutil.rmtree, self.path, True)
        self.env = {"PATH": os.environ["PATH"], "HOME": self.path, "LC_ALL": language,
                    "TERM": "xterm-256color", "TZ": "Asia/Jakarta", "TMPDIR": self.path}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):  # set by hand for such a build
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.is_sanitized = any(name.endswith("SAN_OPTIONS") for name in self.env)

    def run(self, *args, want=0, timeout=120, stdin=b""):
        """Runs a subcommand; returns its standard output as text."""
        done = subprocess.run([WARTA, *args], env=self.env, input=stdin, timeout=timeout,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.stderr = done.stderr.decode("utf8", "replace")
        if self.is_sanitized:  # what the filter is off for is told every time
            self.stderr = "".join(line for line in self.stderr.splitlines(True) if "fewer protections" not in line)
        if want is not None and done.returncode != want:
            fail("warta %s: exit %d, wanted %s\n%s%s" % (" ".join(args), done.returncode, want,
                 done.stdout.decode("utf8", "replace")[-2000:], self.stderr[-2000:]))
        return done.stdout.decode("utf8")

    @property
    def database(self):
        return os.path.join(self.path, ".local", "share", "warta", "warta.db")


class Terminal:
    """The reader in a tmux pane of its own server."""
    count = 0

    def __init__(self, home, *args, columns=80, rows=24, command=None):
        need("tmux")
        Terminal.count += 1
        self.socket = os.path.join(home.path, "tmux-%d" % Terminal.count)
        self.home = home
        command = command or [WARTA, *args]
        quoted = " ".join("'%s'" % a.replace("'", "'\\''") for a in command)
        env = dict(home.env, TERM="xterm-256color")
        sets = " ".join("%s='%s'" % (k, v) for k, v in env.items() if k != "TERM")
        self.tmux("-f", "/dev/null", "new-session", "-d", "-s", "w", "-x", str(columns), "-y", str(rows),
                  "env %s sh -c \"stty -a >'%s/stty.before'; %s; echo EXIT=\\$?; stty -a >'%s/stty.after'; exec sleep 600\""
                  % (sets, home.path, quoted.replace('"', '\\"'), home.path), env=env)
        self.tmux("set-option", "-g", "status", "off")
        self.tmux("set-option", "-g", "escape-time", "0", check=False)
        self.tmux("resize-window", "-t", "w", "-x", str(columns), "-y", str(rows), check=False)
        atexit.register(self.close)

    def tmux(self, *args, env=None, check=True):
        done = subprocess.run(["tmux", "-u", "-S", self.socket, *args], env=env or self.home.env,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        if check and done.returncode:
            fail("tmux %s: %s" % (" ".join(args), done.stderr.decode()))
        return done.stdout.decode("utf8", "replace")

    def keys(self, *keys):
        """Sends keys by tmux name ("Enter", "Tab", "b", "1")."""
        for key in keys:
            if key == "Escape":  # what follows at once would be Alt and a key
                before = time.monotonic()
                self.step(key, 5)
                time.sleep(max(0, before + 0.5 - time.monotonic()))  # it may not have been the cause
                continue
            self.tmux("send-keys", "-t", "w", key)

    def step(self, key, seconds=10):
        """Sends one key and returns the screen that comes of it; the same one
        where nothing changes for that long."""
        before, end = self.styled(), time.monotonic() + seconds
        self.tmux("send-keys", "-t", "w", key)
        while self.styled() == before and time.monotonic() < end:
            time.sleep(0.02)
        return self.text()

    def type(self, text):
        self.tmux("send-keys", "-t", "w", "-l", text)

    def text(self):
        return self.tmux("capture-pane", "-p", "-t", "w")

    def styled(self):
        return self.tmux("capture-pane", "-e", "-p", "-t", "w")

    def resize(self, columns, rows):
        self.tmux("resize-window", "-t", "w", "-x", str(columns), "-y", str(rows))

    def wait(self, pattern, seconds=60, gone=False):
        """Waits until the screen matches (with gone: no longer matches)."""
        end = time.monotonic() + seconds
        while True:
            screen = self.text()
            if bool(re.search(pattern, screen)) != gone:
                return screen
            if time.monotonic() > end:
                fail("%r %s within %d s on this screen:\n%s" % (pattern, "did not go" if gone else "did not come", seconds, screen))
            time.sleep(0.03)

    def settle(self, seconds=10):
        """The screen once it has stopped changing."""
        end, before = time.monotonic() + seconds, self.text()
        while time.monotonic() < end:
            time.sleep(0.15)
            screen = self.text()
            if screen == before:
                break
            before = screen
        return before

    def pid(self):
        """The process of the reader."""
        shell = self.tmux("list-panes", "-t", "w", "-F", "#{pane_pid}").strip()
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for name in os.listdir("/proc"):
                if name.isdigit() and command_of(name) == "warta" and is_below(int(name), int(shell)):
                    return int(name)
            time.sleep(0.05)
        fail("no reader runs below %s" % shell)

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def until(claim, text, seconds=30):
    """Waits until claim() holds; where it never does, text() tells why."""
    end = time.monotonic() + seconds
    while not claim():
        check(time.monotonic() < end, text() if callable(text) else text)
        time.sleep(0.03)


def command_of(pid):
    try:
        return open("/proc/%s/comm" % pid).read().strip()
    except OSError:
        return ""


def is_below(pid, ancestor):
    """Whether the reader's own process, not the jail's: the parent is the shell."""
    try:
        parent = int(open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()[1])
        name = open("/proc/%d/comm" % parent).read().strip()
    except OSError:
        return False
    if name == "warta":
        return False
    return parent == ancestor or is_below(parent, ancestor) if parent > 1 else False


def fail(text):
    print("FAILED:", text)
    sys.stdout.flush()
    sys.exit(1)


def check(claim, text):
    if not claim:
        fail(text)
