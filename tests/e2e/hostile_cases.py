# SPDX-License-Identifier: MIT
"""What a malicious or broken server can send: raw bytes by case, and how each
has to end. A row is (name, answer, end): the answer is bytes or a function
(connection, visit) that sends; the end is the number of articles stored, words
of the sentence that refuses it, or None where both are fine as long as the
program lives, is done in time, and nobody else's articles suffer. CANARY is a
server that nobody may ask, PWN a folder that has to stay empty, SECRET a file
that nobody may read: hostile.py names them in the environment."""
import gzip
import os
import time
import zlib
from html import escape

TEXTS = {  # what no terminal may see as a command, by name
    "colour": "\x1b[31;5mMERAH\x1b[0m", "clear": "\x1b[2J\x1b[H\x1b[?1049l", "title": "\x1b]0;DIBAJAK\x07", "clipboard": "\x1b]52;c;cm0gLXJmCg==\x07",
    "link": "\x1b]8;;http://jahat.example/\x1b\\klik\x1b]8;;\x1b\\", "report": "\x1b[21t\x1b[c\x1b[6n\x1bP$q\"p\x1b\\", "sixel": "\x1bPq#0~~\x1b\\",
    "kitty": "\x1b_Gf=100;AAAA\x1b\\", "modes": "\x1b[?1000h\x1b[4h\x1bc", "c1": "\x9b31mmerah\x9d0;DIBAJAK\x9c\x90q\x9c\x85baris",
    "c0": "a\x07b\x08c\x0bd\x0ce\x0ef\x0fg\x7fh", "return": "jahat\rbaik", "lines": "satu\ndua\ttiga", "overrides": "\u202egpj.exe\u202c \u202dabc",
    "isolates": "\u2066a\u2067b\u2068c", "tags": "".join(chr(0xe0000 + ord(c)) for c in "tersembunyi"), "marks": "Z" + "\u0334\u0323" * 800, "mark-first": "\u0301awal",
    "wide": "漢字仮名交じり文" * 20, "zero-width": "a" + "\u200b\u200c\u200d\u2060\ufeff\xad" * 2000 + "b", "selectors": "♥" + "\ufe0f" * 3000, "nonchar": "\ufdd0\ufffe\U0010ffff",
    "separators": "a\u2028b\u2029c", "rtl": "שלום 123 مرحبا", "format": "%s%n%99999d", "sql": "'); DROP TABLE items;--", "tabs": "a" + "\t" * 50000 + "b", "long": "panjang" * 100000,
    "empty": " \u00a0\u200b ",
}
HTML = {  # bodies that must be readable within a second or two
    "deep": "<div>" * 100000 + "dalam", "inline": "<b><i>" * 50000 + "dalam", "lists": "<ul><li>" * 5000 + "dalam", "quotes": "<blockquote>" * 5000 + "dalam",
    "tables": "<table><tr><td>" * 500 + "dalam", "spans": "<table><tr><td colspan=2147483647 rowspan=1000000000 width=1000000000>a</table>",
    "grid": "<table>" + ("<tr>" + "<td>x" * 50) * 2000 + "</table>", "numbers": "<ol start=2147483647><li>a<li value=-2147483648>b</ol><ol type=i start=999999999><li>c</ol>",
    "closes": "</ol></ol></ul></p></p></table>", "open": "<a href=\"http://contoh.example/ <p>tak ditutup", "script": "<script>alert(1)</script><style>p{}</style><iframe src='http://CANARY/'></iframe><object data='http://CANARY/'></object>",
    "attributes": "<p " + " ".join("a%d=%d" % (n, n) for n in range(20000)) + ">a", "entities": "&amp;&#x110000;&#-1;&#99999999999;&#0;&bogus;" * 30000, "links": "<a href='http://contoh.example/x'>t</a> " * 50000,
    "images": "<img src='http://CANARY/pixel'>" * 5000, "svg": "<svg><image href='http://CANARY/svg'/><script>x</script></svg>", "data": "<img src='data:image/png;base64,%s'>" % ("A" * 3000000),
    "comments": "<!-- --!> a <!--> b <![CDATA[ c <? d", "refresh": "<meta http-equiv=refresh content='0;url=http://CANARY/'><base href='javascript:x'>a", "pre": "<pre>a\tb\x1b[31m漢字</pre>",
    "line": "<p>" + "kata " * 200000, "word": "<p>" + "x" * 1000000, "rows": "baris<br>" * 200000, "twice": "&amp;lt;script&amp;gt;",
}


def fill(text):
    for name in ("CANARY", "PWN", "SECRET"):
        text = text.replace(name, os.environ["WARTA_" + name])
    return text


def item(title, link="", guid=None, date="Mon, 05 Jan 2026 10:00:00 GMT", body="Isi."):
    return "<item><title>%s</title><link>%s</link><guid isPermaLink='false'>%s</guid><pubDate>%s</pubDate><description>%s</description></item>" % (
        escape(title), escape(link), escape(title if guid is None else guid), date, escape(body))


def rss(*items, before="", title="Kasus", more=""):
    return "<?xml version='1.0' encoding='UTF-8'?>%s<rss version='2.0'><channel><title>%s</title>%s%s</channel></rss>" % (before, escape(title), more, "".join(items))


GOOD = rss(item("Satu"), item("Dua"))


def answer(body=GOOD, status="200 OK", kind="application/rss+xml", *headers, length=True):
    body = body if isinstance(body, bytes) else fill(body).encode("utf8", "surrogatepass")
    lines = ["HTTP/1.1 " + status, "Connection: close", "Content-Type: " + kind]
    if length:
        lines.append("Content-Length: %d" % (len(body) if length is True else length))
    return "\r\n".join([*lines, *headers]).encode("utf8") + b"\r\n\r\n" + body


def framed(*headers, body=GOOD):
    """With headers of one's own about where the body ends."""
    return "\r\n".join(["HTTP/1.1 200 OK", "Connection: close", "Content-Type: text/xml", *headers]).encode() + b"\r\n\r\n" + body.encode()


def go(to, status="302 Found"):
    return answer("", status, "text/plain", "Location: " + fill(to))


def packed(data, *codings):
    return answer(data, "200 OK", "text/xml", *["Content-Encoding: " + c for c in codings])


def entity(declarations, use="&x;", root="rss"):
    return answer(rss("<item><title>OK%s</title></item>" % use, before="<!DOCTYPE %s [%s]>" % (root, declarations)))


def drip(connection, visit, first=b"", gap=0.2):
    connection.sendall(first)
    while True:
        connection.sendall(b" ")
        time.sleep(gap)


def flood(head, part):
    def send(connection, visit):
        connection.sendall(head)
        while True:
            connection.sendall(part)
    return send


def changing(make):
    """A feed that is another one at each visit."""
    return lambda connection, visit: connection.sendall(answer(make(visit)))


def bomb(inside=b"\0", size=1 << 28):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    part = inside * (1 << 20)
    return b"".join([packer.compress(part) for _ in range(size // len(part))] + [packer.flush()])


LAUGHS = "".join("<!ENTITY l%d '%s'>" % (n, "&l%d;" % (n - 1) * 10 if n else "ha") for n in range(10))
CUT = gzip.compress(rss(*[item("Nomor %d" % n, body="isi %d " % n * 99) for n in range(50)]).encode())
HTTP = [
    ("ok", answer(), 2), ("early-hints", b"HTTP/1.1 103 Early Hints\r\n\r\n" + answer(), 2), ("bare-lf", answer().replace(b"\r\n", b"\n"), 2),
    ("huge-header", answer(GOOD, "200 OK", "text/xml", "X: " + "x" * (4 << 20)), "headers"), ("many-headers", answer(GOOD, "200 OK", "text/xml", *["X-%d: y" % n for n in range(20000)]), None),
    ("endless-headers", flood(b"HTTP/1.1 200 OK\r\n", b"X-Lagi: dan lagi\r\n" * 100), "headers"), ("endless-1xx", flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), ""),
    ("endless-body", flood(framed(body="<rss version='2.0'><channel>"), item("Setengah", body="x" * 50000).encode()), "16 MiB"),
    ("bomb", packed(bomb(), "gzip"), "16 MiB"), ("nested", packed(gzip.compress(gzip.compress(GOOD.encode())), "gzip, gzip"), None),
    ("layers", packed(GOOD, ", ".join(["gzip"] * 100)), ""), ("layer-headers", packed(GOOD, *["gzip"] * 100), ""), ("cut-gzip", packed(CUT[:len(CUT) * 6 // 10], "gzip"), "ended too early"),
    ("rotten-gzip", packed(CUT[:200] + b"\x55" * 40 + CUT[240:], "gzip"), ""), ("gzip-lie", packed(GOOD, "gzip"), ""), ("rot13", packed(GOOD, "rot13"), None), ("raw-deflate", packed(zlib.compress(GOOD.encode())[2:-4], "deflate"), 2),
    ("loop", go("/loop"), "itself"), ("nowhere", answer("", "302 Found"), "nowhere"), ("long-redirect", go("/" + "x" * (1 << 20)), ""), ("rude-redirect", go("/\x1b]0;DIBAJAK\x07"), "nowhere"),
    ("chain", lambda c, visit: c.sendall(go("/chain?%f" % time.time())), "without an end"), ("to-file", go("file:///etc/passwd"), "file:"), ("to-ftp", go("ftp://CANARY/"), "ftp:"), ("to-gopher", go("gopher://CANARY/"), "gopher:"),
    ("to-script", go("javascript:alert(1)"), "javascript:"), ("to-private", go("http://CANARY/feed"), "private network"), ("to-metadata", go("http://169.254.169.254/latest"), "private network"), ("to-mapped", go("http://[::ffff:10.0.0.1]/"), "private network"),
    ("longer", answer(length=len(GOOD) + 100), "ended too early"), ("shorter", answer(length=len(GOOD) - 60), None), ("negative", framed("Content-Length: -1"), None), ("overflow", framed("Content-Length: 99999999999999999999999"), None),
    ("two-lengths", framed("Content-Length: 10", "Content-Length: 400"), "contradict"), ("bad-chunk", framed("Transfer-Encoding: chunked", body="zz\r\nabc"), ""), ("huge-chunk", framed("Transfer-Encoding: chunked", body="ffffffffffffffff\r\nabc"), ""),
    ("cut-chunk", framed("Transfer-Encoding: chunked", body="%x\r\n%s\r\n" % (len(GOOD.encode()), GOOD)), "ended too early"), ("http09", GOOD.encode(), "HTTP"), ("garbage", bytes(range(256)) * 2, "HTTP"), ("nul", answer(GOOD, "200 OK", "text/xml", "X: a\0b"), None),
    ("rude-status", answer("", "500 \x1b]0;DIBAJAK\x07"), "500"), ("999", answer("", "999 Denied"), "999"), ("silence", b"", "without an answer"), ("empty", answer(""), "nothing"), ("part", answer(GOOD, "206 Partial Content"), "part"), ("304", answer("", "304 Not Modified"), ""),
    ("401", answer("", "401 Unauthorized", "text/html", "WWW-Authenticate: Basic"), "password"), ("403", answer("<html>", "403 Forbidden"), "403"), ("410", answer("", "410 Gone"), "gone"), ("503", answer(GOOD, "503 Busy"), "503"),
    ("wide-etag", answer(GOOD, "200 OK", "text/xml", 'ETag: "%s"' % ("e" * 65536)), None), ("rude-etag", answer(GOOD, "200 OK", "text/xml", "ETag: \"');DROP TABLE feeds;--%n\""), 2), ("cookies", answer(GOOD, "200 OK", "text/xml", *["Set-Cookie: c%d=%s" % (n, "x" * 4000) for n in range(50)]), None),
    ("charset", answer(GOOD, "200 OK", "text/xml; charset=klingon"), 2), ("as-html", answer(GOOD, "200 OK", "text/html"), 2), ("as-png", answer(GOOD, "200 OK", "image/png"), None), ("binary", answer(b"\x7fELF" + bytes(range(256)) * 4096), "no feed"),
]
XML = [
    ("laughs", entity(LAUGHS, "&l9;"), None), ("quadratic", entity("<!ENTITY x '%s'>" % ("k" * 100000), "&x;" * 20000), None), ("attribute-laughs", answer(rss("<item a='&l9;'><title>OK</title><link>http://contoh.example/&l9;</link></item>", before="<!DOCTYPE rss [%s]>" % LAUGHS)), None), ("self", entity("<!ENTITY x '&x;'>"), None), ("secret-file", entity("<!ENTITY x SYSTEM 'file://SECRET'>"), None),
    ("secret-http", entity("<!ENTITY x SYSTEM 'http://CANARY/x'>"), None), ("secret-dtd", answer(rss(item("Satu"), before="<!DOCTYPE rss SYSTEM 'http://CANARY/d.dtd'>")), None), ("parameter", entity("<!ENTITY % p SYSTEM 'http://CANARY/p'>%p;", ""), None),
    ("netscape", answer(rss(item("Satu"), before='<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://CANARY/rss.dtd">')), 1), ("xinclude", answer(rss("<item><title>OK<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://SECRET' parse='text'/></title></item>")), 1),
    ("stylesheet", answer(rss(item("Satu"), before="<?xml-stylesheet href='http://CANARY/s.xsl'?>")), 1), ("deep", answer(rss("<a>" * 100000 + "</a>" * 100000)), "deeper"), ("deep-open", answer("<rss><channel>" + "<a>" * 100000), "deeper"),
    ("attributes", answer(rss("<item %s><title>OK</title></item>" % " ".join("a%d='x'" % n for n in range(50000)))), None), ("namespaces", answer(rss("<item %s><title>OK</title></item>" % " ".join("xmlns:n%d='u%d'" % (n, n) for n in range(20000)))), None),
    ("wide-name", answer(rss("<%s/>" % ("n" * 1000000), item("Satu"))), None), ("wide-attribute", answer(rss("<item a='%s'/>" % ("x" * (20 << 20)))), "16 MiB"), ("many", answer(rss(*["<item><title>t%d</title></item>" % n for n in range(60000)])), 2000),
    ("nul", answer(rss(item("a\0b"), item("Dua"))), None), ("nuls", answer(b"\0" * 65536), ""), ("bad-utf8", answer(rss(item("Satu")).encode().replace(b"Satu", b"S\xff\xfe\xc3(\xed\xa0\x80")), 1), ("overlong", answer(rss(item("Satu")).encode().replace(b"Satu", b"\xc0\xbcb\xc0\xbe\xc1\x9b[31m")), 1),
    ("utf16", answer(rss(item("Zażółć")).replace("UTF-8", "UTF-16").encode("utf-16"), "200 OK", "text/xml"), 1), ("utf7", answer(rss(item("+ADw-b+AD4-")).replace("UTF-8", "UTF-7")), None), ("c1-latin1", answer(rss(item("Satu")).replace("UTF-8", "iso-8859-1").encode().replace(b"Satu", b"\x9b31m\x9d0;\x90")), 1),
    ("truncated", answer(rss(*[item("Nomor %d" % n) for n in range(10)])[:1500]), 0), ("two-roots", answer(rss(item("Satu")) + rss(item("Dua"))), None), ("rubbish-after", answer(GOOD + "x" * 1000000), None), ("entities", answer(rss("<item><title>a&nbsp;b &copy; &foo; R&D a < b</title></item>", item("Dua"))), 2),
    ("mismatch", answer(rss("<item><title>Satu</b></item>", item("Dua"))), None), ("cdata-open", answer("<rss version='2.0'><channel><title>x</title><item><title><![CDATA[abc"), 0), ("controls", answer(rss("<item><title>OK &#27;[31m&#x9b;2J&#0;&#x1f;</title></item>", item("Dua"))), None),
    ("no-channel", answer("<rss version='2.0'/>"), "no channel"), ("no-words", answer(rss("<item><title/><link/><guid/><enclosure/></item>", item("Dua"))), None), ("json-deep", answer("[" * 100000, "200 OK", "application/feed+json"), ""), ("json-bad", answer('{"version":"https://jsonfeed.org/version/1.1","items":[{"id":NaN}]}', "200 OK", "application/json"), None),
    ("script-base", answer("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='javascript:alert(1)//'><title>x</title><entry><id>1</id><title>Satu</title><link href='y'/><content type='xhtml' xml:base='data:text/html,'><div xmlns='http://www.w3.org/1999/xhtml'><a href='z'>z</a></div></content></entry></feed>"), 1),
    ("alternates", answer("<html><head>%s</head><body>x</body></html>" % "".join("<link rel=alternate type='application/rss+xml' href='%s'>" % h for h in ("file:///etc/passwd", "javascript:x", "http://CANARY/f") * 3000), "200 OK", "text/html"), ""),
]
# Read five times over: the number of articles stays what it is.
AGAIN = [
    ("guid-changes", changing(lambda v: rss(*[item("Judul %d" % n, "http://contoh.example/%d" % n, "g-%d-%d" % (v, n)) for n in range(3)])), 3), ("link-changes", changing(lambda v: rss(*[item("Judul %d" % n, "http://contoh.example/%d?utm_source=%d" % (n, v), "g%d" % n) for n in range(3)])), 3),
    ("date-changes", changing(lambda v: rss("<item><title>Satu</title><link>http://contoh.example/1</link><pubDate>Mon, 05 Jan 2026 10:00:%02d GMT</pubDate></item>" % (v % 60))), 1), ("text-changes", changing(lambda v: rss(item("Satu", guid="1", body="isi %d" % v))), 1),
    ("scheme-flips", changing(lambda v: rss(item("Satu", guid="http%s://contoh.example/1" % ("s" * (v % 2))))), 1), ("same-guids", changing(lambda v: rss(*[item("Judul %d" % n, "http://contoh.example/%d" % n, "sama") for n in range(5)])), 5), ("no-guid", changing(lambda v: rss("<item><title>Sama</title><description>satu</description></item>", "<item><title>Sama</title><description>dua</description></item>")), 2),
    ("fragments", changing(lambda v: rss(*[item("Judul %d" % n, "http://contoh.example/f%d" % n, "http://contoh.example/f%d#%d" % (n, v)) for n in range(3)])), 3), ("zero", changing(lambda v: rss(*[item("Judul %d" % n, "http://contoh.example/n%d" % n, "0") for n in range(3)])), 3),
    ("hollow-guid", changing(lambda v: rss(*[item("Judul %d" % n, "http://contoh.example/h%d" % n, "") for n in range(3)])), 3), ("moved-site", changing(lambda v: rss(*[item("Judul %d" % n, "http://contoh.example/v%d/%d" % (v, n), "http://contoh.example/v%d/%d" % (v, n)) for n in range(3)])), 3),
    ("shrinks", changing(lambda v: rss(*[item("Judul %d" % n) for n in range(10 if v % 2 else 0)])), 10), ("thief", changing(lambda v: rss(item("DICURI", "http://contoh.example/saksi", "saksi-1"))), 1), ("huge-guid", changing(lambda v: rss(item("Satu", guid="g" * 1000000))), 1),
]
# Their time has to run out, and nobody else has to wait for them.
SLOW = [
    ("slow-body", lambda c, v: drip(c, v, framed(body="<rss>"))), ("slow-headers", lambda c, v: drip(c, v, b"HTTP/1.1 200 OK\r\nX: ")), ("stall", lambda c, v: time.sleep(60)), ("stall-half", lambda c, v: (c.sendall(answer()[:250]), time.sleep(60))),
]
DATES = ["Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 31 Dec 1969 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 99999 23:59:59 GMT", "Mon, 30 Feb 2026 25:61:61 GMT", "kemarin \a", "9" * 40, "05 Jan 26 10:00 EST",
         "2026-01-05T10:00:00+99:99", "Mon, 05 Jan 2126 10:00:00 GMT", ""]
LINKS = ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ssh://-oProxyCommand=touch PWN/1", "ms-msdt:/id x", "http://contoh.example/;touch PWN/2", "http://contoh.example/$(touch PWN/3)`touch PWN/4`", 'http://contoh.example/" && touch PWN/5 "',
         "http://contoh.example/' ; touch PWN/6 '", "|touch PWN/7", "--help", "-oProxyCommand=touch", "http://contoh.example/%u%s%n", "http://contoh.example/a\nb", "http://contoh.example/" + "x" * 100000, "http://bank.example@jahat.example/", "http://contoh.example/\x1b]0;DIBAJAK\x07\u202e"]
OPML = [  # file, feeds that may come of it
    ("pipe", "<opml version='2.0'><body><outline text='a' xmlUrl='|touch PWN/o1'/><outline text='b' xmlUrl='http://contoh.example/a'/></body></opml>", 1), ("filter", "<opml version='2.0'><body><outline text='a' xmlUrl='http://contoh.example/b' filtercmd='touch PWN/o2'/></body></opml>", 1),
    ("schemes", "<opml version='2.0'><body>%s</body></opml>" % "".join("<outline text='a' xmlUrl='%s'/>" % u for u in ("file:///etc/passwd", "javascript:x", "exec:touch PWN/o3", "filter:touch PWN/o4:http://contoh.example/", "/etc/passwd")), 0),
    ("laughs", "<!DOCTYPE opml [%s]><opml version='2.0'><body><outline text='&l9;' xmlUrl='http://contoh.example/c'/></body></opml>" % LAUGHS, None), ("deep", "<opml version='2.0'><body>" + "<outline text='x'>" * 50000, None), ("html", "<html><body>bukan</body></html>", 0),
    ("injection", "<opml version='2.0'><body><outline text='a&#10;exec:touch PWN/o5&#10;' category='x&#10;exec:touch PWN/o6' xmlUrl='http://contoh.example/d'/></body></opml>", 1),
]
