#!/usr/bin/env python3
"""Fetching, address by address: what each kind of answer comes to, against servers of its own
on loopback that answer badly in every way; by tests/fetch/fetch_probe.c."""
import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from email.utils import formatdate

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from fetch_checks import check, fail, failures  # noqa: E402
from site_server import CLOSE, RESET, Site, certificate, reply  # noqa: E402

try:
    import brotli
except ImportError:
    brotli = None
    print("SKIPPED: answers packed by brotli: install python3-brotli", flush=True)

PROBE = os.environ["SKYTALLY_FETCH_PROBE"]


def probe(visits, options=None, robots=None, environment=None, wrap=()):
    """The results by visit, and lines of what was saved."""
    job = {"visits": [{"url": v} if isinstance(v, str) else v for v in visits]}
    if options:
        job["options"] = options
    if robots is not None:
        job["robots"] = robots
    env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    env.update(environment or {})
    done = subprocess.run([*wrap, PROBE], input=json.dumps(job).encode(), capture_output=True,
                          timeout=120, check=False, env=env)
    if done.returncode != 0 or done.stderr:
        fail(f"probe: exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    results = {line["visit"]: line for line in lines if "visit" in line}
    if len(results) != len(visits):
        fail(f"{len(results)} results for {len(visits)} visits")
    return [results.get(i, {}) for i in range(len(visits))], [x for x in lines if "saved" in x]


def no_robots(pages):
    """A server's answer() over a table of path to answer; there is no robots.txt unless the
    table has one."""
    def answer(request):
        page = pages.get(request.path)
        if page is None:
            return reply(404, "none")
        return page(request) if callable(page) else page
    return answer


PLAIN = b"<html><p>Text of a page</p></html>" * 20


# --------------------------------------------------------------------- ordinary answers
def check_ordinary():
    pages = {
        "/ok": reply(200, PLAIN, {"Content-Type": 'Text/HTML; Charset="windows-1251"',
                                  "ETag": 'W/"a b"', "Last-Modified": "yesterday, or so"}),
        "/404": reply(404, "x"), "/410": reply(410, "x"), "/401": reply(401, "x"),
        "/403": reply(403, "x"), "/451": reply(451, "x"), "/400": reply(400, "x"),
        "/204": reply(204, length=False), "/206": reply(206, "part"), "/500": reply(500, "x"),
        "/503": reply(503, "x"), "/304": reply(304, length=False),
        "/empty": reply(200, b""),
        "/old": reply(200, PLAIN, length=False, version="1.0"),
        "/chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    b"5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nETag: trailer\r\n\r\n",
        "/interim": b"HTTP/1.1 103 Early Hints\r\nETag: wrong\r\n\r\n" + reply(200, "hi"),
    }
    names = list(pages)
    with Site(no_robots(pages)) as site:
        got, _ = probe([site.url(name) for name in names], {"tries": 1})
        by = dict(zip(names, got))
        asked = {r.path: r for r in site.requests}
    check("ok", by["/ok"], outcome="fresh", status=200, type="text/html", charset="windows-1251",
          etag='W/"a b"', last_modified="yesterday, or so", length=len(PLAIN), unframed=False,
          why=None, requests=1)
    check("404", by["/404"], outcome="gone", says="404")
    check("410", by["/410"], outcome="gone", says="take it out")
    check("401", by["/401"], outcome="refused", says="header of your own")
    check("403", by["/403"], outcome="refused", says="set agent")
    check("451", by["/451"], outcome="refused")
    check("400", by["/400"], outcome="broken", says="400")
    check("204", by["/204"], outcome="broken", says="204")
    check("206", by["/206"], outcome="broken", says="206")
    check("500", by["/500"], outcome="broken", says="500", status=500)
    check("304 unasked", by["/304"], outcome="broken", says="304")
    check("empty", by["/empty"], outcome="fresh", length=0)
    check("1.0", by["/old"], outcome="fresh", unframed=True, length=len(PLAIN))
    check("chunked", by["/chunked"], outcome="fresh", body="hello world", unframed=False,
          etag=None)
    check("interim", by["/interim"], outcome="fresh", etag=None, body="hi")
    headers = asked["/ok"].headers
    for name in ("cookie", "authorization", "if-none-match", "if-modified-since", "range"):
        if name in headers:
            fail(f"sent {name}")
    if "gzip" not in headers.get("accept-encoding", ""):
        fail(f"accepts {headers.get('accept-encoding')}")


def check_conditional():
    seen = []

    def answer(request):
        if request.path == "/robots.txt":
            return reply(404)
        seen.append((request.headers.get("if-none-match"),
                     request.headers.get("if-modified-since"), request.path))
        if request.path == "/moved":
            return reply(302, headers={"Location": "/page"})
        return reply(304, length=False) if request.headers.get("if-none-match") else reply(200, "x")

    tag, date = 'W/"x, \\"y\\" \xe9"', "Thu, 01 Jan 1970 00:00:00 +0000 or so"
    with Site(answer) as site:
        got, _ = probe([{"url": site.url("/page"), "etag": tag, "last_modified": date}])
        check("304", got[0], outcome="unchanged", status=304, length=0, why=None)
        raw = seen[0][0].encode("latin-1").decode("utf-8")
        if raw != tag or seen[0][1] != date:
            fail(f"validators altered: {seen[0]}")
        seen.clear()
        # Validators are sent to the address that they are of, behind redirects.
        got, _ = probe([{"url": site.url("/moved"), "etag": "t", "answered_by": site.url("/page")}])
        check("304 behind a redirect", got[0], outcome="unchanged", moved_to=None)
        if [(e, p) for e, _, p in seen] != [(None, "/moved"), ("t", "/page")]:
            fail(f"validators went astray: {seen}")
        seen.clear()
        got, _ = probe([{"url": site.url("/moved"), "etag": "t"}])
        if [e for e, _, _ in seen] != ["t", None]:
            fail(f"validators went astray: {seen}")


def check_headers():
    with Site(no_robots({"/": reply(200, "x")})) as site, Site(no_robots({"/": reply(200)})) as b:
        site.answer = no_robots({"/": reply(200, "x"),
                                 "/in": reply(302, headers={"Location": "/"}),
                                 "/out": reply(302, headers={"Location": b.url("/")})})
        secret = {"agent": "probe/1 (+mailto:a@b.org)", "headers": ["X-Key: hush", "Cookie: a=b"]}
        got, _ = probe([{"url": site.url(p), **secret} for p in ("/", "/in", "/out")])
        check("own headers", got[0], outcome="fresh")
        for request in site.requests:
            wanted = None if request.path == "/robots.txt" else "hush"
            if request.headers.get("x-key") != wanted:
                fail(f"x-key at {request.path}: {request.headers.get('x-key')}")
            if request.headers.get("user-agent") != secret["agent"]:
                fail(f"agent at {request.path}")
        if any("x-key" in r.headers or "cookie" in r.headers for r in b.requests):
            fail("own headers went to another server")
        bad = ["X-Key: a\r\nX-Other: b", "no colon", "Host: x", "content-length: 5", ": x",
               "If-None-Match: x"]
        before = len(site.requests)
        got, _ = probe([{"url": site.url("/"), "headers": [h], "robots": False} for h in bad] +
                       [{"url": site.url("/"), "agent": "a\nb", "robots": False}])
        for header, result in zip([*bad, "agent"], got):
            check(f"header {header!r}", result, outcome="refused", status=0, says="header"
                  if header != "agent" else "agent")
        if len(site.requests) != before or any("hush" in json.dumps(r) for r in got):
            fail("a request with a bad header was sent, or its value told")


# -------------------------------------------------------------------------- bad answers
def drip(parts, pause):
    for part in parts:
        yield part
        time.sleep(pause)


def endless(start, piece):
    def pieces(_):
        yield start
        while True:
            yield piece
    return pieces


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def cut(data):
    return lambda _: iter([data, CLOSE])


def check_broken():
    deflated = zlib.compress(PLAIN)
    pages = {
        "/short": cut(reply(200, PLAIN, length=len(PLAIN) + 10)),
        "/long": cut(reply(200, PLAIN, length=10)),
        "/twice": cut(reply(200, "hello", [("Content-Length", "3")])),
        "/reset": lambda _: iter([reply(200, PLAIN, length=9999), RESET]),
        "/nothing": lambda _: iter([CLOSE]),
        "/half-head": cut(b"HTTP/1.1 200 OK\r\nContent-"),
        "/garbage": cut(b"\x00\x01\x02 what is this\r\n\r\nxx"),
        "/status": cut(b"HTTP/1.1 twohundred OK\r\n\r\nxx"),
        "/status99": cut(b"HTTP/1.1 99999 OK\r\n\r\nxx"),
        "/chunk-garbage": cut(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello"),
        "/chunk-cut": cut(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhello"),
        "/chunk-no-end": cut(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        "/gzip-garbage": cut(reply(200, b"\x1f\x8b" + PLAIN, {"Content-Encoding": "gzip"})),
        "/gzip-none": cut(reply(200, PLAIN, {"Content-Encoding": "gzip"})),
        "/br-garbage": cut(reply(200, b"\xff" * 200, {"Content-Encoding": "br"})),
        "/unknown-coding": cut(reply(200, PLAIN, {"Content-Encoding": "rot13"})),
        "/deflate": reply(200, deflated, {"Content-Encoding": "deflate"}),
        "/deflate-raw": reply(200, deflated[2:-4], {"Content-Encoding": "deflate"}),
        "/gzip": reply(200, gzip.compress(PLAIN), {"Content-Encoding": "gzip"}),
        "/x-gzip": reply(200, gzip.compress(PLAIN), {"Content-Encoding": "x-gzip"}),
    }
    if brotli:
        pages["/br"] = reply(200, brotli.compress(PLAIN), {"Content-Encoding": "br"})
    names = list(pages)
    good = ("/deflate", "/deflate-raw", "/gzip", "/x-gzip", "/br")
    with Site(no_robots(pages)) as site:
        got, _ = probe([site.url(name) for name in names], {"tries": 1})
    for name, result in zip(names, got):
        if name in good:
            check(name, result, outcome="fresh", length=len(PLAIN))
            if result.get("wire", 0) >= len(PLAIN):
                fail(f"{name}: {result['wire']} bytes on the wire")
        else:
            check(name, result, outcome="broken", length=0, body=None, why=bool)
    by = dict(zip(names, got))
    check("short", by["/short"], says="cut its answer off")
    check("long", by["/long"], says="another length")


def check_again():
    """What may go well in a moment is tried again, what will not is not."""
    counts = {}

    def answer(request):
        n = counts[request.path] = counts.get(request.path, 0) + 1
        if request.path in ("/robots.txt", "/404"):
            return reply(404)
        if request.path == "/500s":
            return reply(500) if n < 3 else reply(200, "good")
        if request.path == "/cut":
            return iter([reply(200, "x", length=5), CLOSE]) if n < 2 else reply(200, "good")
        if request.path == "/429":
            return reply(429, headers={"Retry-After": "1"}) if n < 2 else reply(200, "good")
        return reply(502)

    with Site(answer) as site:
        started = time.monotonic()
        got, _ = probe([site.url(p) for p in ("/500s", "/cut", "/404", "/502", "/429")],
                       {"first_wait_ms": 20})
        if time.monotonic() - started < 1:
            fail("did not wait for a second, as asked")
    check("500s", got[0], outcome="fresh", body="good", requests=3)
    check("cut", got[1], outcome="fresh", body="good", requests=2)
    check("404", got[2], outcome="gone", requests=1)
    check("502", got[3], outcome="broken", requests=4, says="502")
    check("429", got[4], outcome="fresh", body="good", requests=2)


def check_busy():
    forms = {"seconds": "4000", "date": formatdate(time.time() + 5000, usegmt=True),
             "past": formatdate(time.time() - 5000, usegmt=True), "huge": "99999999999",
             "garbage": "later"}
    for name, value in forms.items():
        def answer(request, value=value):
            if request.path == "/robots.txt":
                return reply(404)
            return reply(503 if name == "date" else 429, headers={"Retry-After": value})
        with Site(answer) as site:
            got, _ = probe([site.url("/a"), site.url("/b")], {"spacing_ms": 5, "tries": 3})
            tries = [p for p in site.paths() if p != "/robots.txt"]
        check(name, got[0], outcome="busy", says="50" if name == "date" else "429")
        check(f"{name}: the next", got[1], outcome="busy", requests=0, says="left alone")
        at_once = name in ("seconds", "date", "huge")
        if len(tries) != (1 if at_once else 3):
            fail(f"{name}: asked {len(tries)} times")
        rest = {"seconds": (4000, 4000), "date": (4990, 5001), "huge": (86400, 86400)}
        low, high = rest.get(name, (0, 0))
        for result in got:
            if not low <= result.get("rest_s", -1) <= high:
                fail(f"{name}: rests {result.get('rest_s')} s")
    # By the server's own clock.
    ahead = time.time() + 86400 * 3
    with Site(lambda r: reply(404) if r.path == "/robots.txt" else
              reply(429, headers={"Date": formatdate(ahead, usegmt=True),
                                  "Retry-After": formatdate(ahead + 1000, usegmt=True)})) as site:
        got, _ = probe([site.url("/")])
        check("clock", got[0], outcome="busy", rest_s=1000)


def check_limits():
    mb = b"\0" * (1 << 20)
    bomb = gzip.compress(mb * 60, 9)
    pages = {
        "/bomb": reply(200, bomb, {"Content-Encoding": "gzip"}),
        "/bomb-in-bomb": reply(200, gzip.compress(bomb), {"Content-Encoding": "gzip, gzip"}),
        "/endless": endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        "/endless-chunks": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                   chunk(b"x" * 65536)),
        "/endless-gzip": endless(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" +
            chunk(b"\x1f\x8b\x08\0\0\0\0\0\0\xff"), chunk(b"\0\0\0\xff\xff" * 10000)),
        "/said": reply(200, "x", length=50 << 20),
        "/headers": endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 100),
        "/header": endless(b"HTTP/1.1 200 OK\r\nX-A: ", b"b" * 10000),
        "/interims": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        "/limit": reply(200, b"x" * (2 << 20)),
        "/over": reply(200, b"x" * ((2 << 20) + 1)),
    }
    if brotli:
        packer = brotli.Compressor()  # piece by piece: a child's memory is told with ours before it
        bomb = b"".join([packer.process(mb) for _ in range(60)] + [packer.finish()])
        pages["/bomb-br"] = reply(200, bomb, {"Content-Encoding": "br"})
    names = list(pages)
    with Site(no_robots(pages)) as site:
        started = time.monotonic()
        got, _ = probe([{"url": site.url(name)} for name in names],
                       {"wire_bytes": 4 << 20, "body_bytes": 2 << 20, "tries": 1,
                        "total_ms": 20000})
        if time.monotonic() - started > 15:
            fail("limits took their time")
    by = dict(zip(names, got))
    for name in names:
        if name == "/header":
            check(name, by[name], outcome=lambda o: o in ("broken", "too-big"), says="header")
        elif name == "/endless-gzip":
            check(name, by[name], outcome=lambda o: o in ("broken", "too-big"), length=0)
        else:
            check(name, by[name], outcome="fresh" if name == "/limit" else "too-big")
    check("headers", by["/headers"], says="header lines")
    check("interims", by["/interims"], says="header lines")
    check("bomb", by["/bomb"], says="unpacks to more than 2097152")
    check("said", by["/said"], says="sends more than 4194304", length=0)
    with Site(no_robots({"/": reply(200, b"x" * 500)})) as site:
        got, _ = probe([{"url": site.url("/"), "body_bytes": 499},
                        {"url": site.url("/"), "body_bytes": 500}])
        check("own limit", got[0], outcome="too-big", says="499")
        check("own limit", got[1], outcome="fresh")


def check_memory():
    """A bomb of 400 MB is stopped while it unpacks, and never held."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)  # piece by piece: we are not to grow either
    bomb = b"".join([packer.compress(b"\0" * (1 << 20)) for _ in range(400)] + [packer.flush()])
    with Site(no_robots({"/": reply(200, bomb, {"Content-Encoding": "gzip"})})) as site:
        job = json.dumps({"visits": [{"url": site.url("/")}],
                          "options": {"body_bytes": 16 << 20}}).encode()
        with subprocess.Popen([PROBE], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            child.stdin.write(job)
            child.stdin.close()
            out = child.stdout.read()
            _, _, usage = os.wait4(child.pid, 0)
            child.returncode = 0
        check("memory", json.loads(out), outcome="too-big")
        if usage.ru_maxrss > (100 << 10) and os.environ.get("SKYTALLY_SANITIZE", "0") in ("", "0"):
            fail(f"{usage.ru_maxrss} kB for a bomb")


def check_time():
    pages = {
        "/drip": lambda _: drip([b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"] +
                                [b"x"] * 60, 0.2),
        "/late": lambda _: drip([b"", reply(200, "x")], 30),
        "/steady": lambda _: drip([b"HTTP/1.1 200 OK\r\nContent-Length: 600000\r\n\r\n"] +
                                  [b"x" * 10000] * 60, 0.2),
    }
    deaf = socket.socket()
    deaf.bind(("127.0.0.1", 0))
    deaf.listen(0)
    fillers = [socket.create_connection(deaf.getsockname()) for _ in range(1)]
    full = socket.socket()
    full.setblocking(False)
    full.connect_ex(deaf.getsockname())
    with Site(no_robots(pages)) as site:
        started = time.monotonic()
        got, _ = probe([{"url": site.url("/drip")}, {"url": site.url("/late")},
                        {"url": site.url("/steady"), "total_ms": 3000},
                        {"url": f"http://127.0.0.1:{deaf.getsockname()[1]}/", "robots": False}],
                       {"slow_bytes": 100, "slow_s": 2, "total_ms": 6000, "tries": 1,
                        "connect_ms": 1500})
        took = time.monotonic() - started
    for s in (full, deaf, *fillers):
        s.close()
    check("drip", got[0], outcome="broken", says="less than 100 bytes a second")
    check("late", got[1], outcome="broken", says="a second")
    check("steady", got[2], outcome="broken", says="longer than 3000 ms")
    check("deaf", got[3], outcome="broken", says="connect within")
    if took > 10:
        fail(f"slow servers held us up for {took:.1f} s")


def check_dead():
    """A server that does not answer holds no one up for long, however much is asked of it."""
    asked = []

    def slow(request):
        asked.append(request.path)
        if request.path == "/robots.txt":
            return reply(404)
        return drip([b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"] + [b"x"] * 50, 0.2)
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    started = time.monotonic()
    got, _ = probe([{"url": f"http://127.0.0.1:{port}/{i}", "robots": False} for i in range(50)],
                   {"spacing_ms": 50, "first_wait_ms": 50})
    if time.monotonic() - started > 3:
        fail("a dead server held us up")
    check("dead", got[0], outcome="broken", says="does not let us connect", requests=4)
    check("dead", got[49], outcome="broken", says="does not answer", requests=0)
    with Site(slow) as site:
        got, _ = probe([site.url(f"/{i}") for i in range(20)],
                       {"spacing_ms": 1, "total_ms": 700})
    check("slow", got[0], outcome="broken", says="longer than 700 ms", requests=1)
    check("slow", got[19], outcome="broken", says="too slowly", requests=0)
    if len(asked) != 4:
        fail(f"a slow server was asked {len(asked)} times")


def check_network():
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    got, _ = probe([f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/b",
                    "http://no-such-host.invalid/", "ftp://127.0.0.1/x", "nonsense",
                    "http://u:secret@127.0.0.1/"], {"tries": 2})
    check("closed port", got[0], outcome="broken", says="does not let us connect")
    check("closed port again", got[1], outcome="broken")
    check("no such host", got[2], outcome="broken", says="cannot be found")
    check("ftp", got[3], outcome="refused", says="neither http")
    check("nonsense", got[4], outcome="refused", says="no address")
    check("login", got[5], outcome="refused", says="password")
    if "secret" in got[5].get("why", ""):
        fail("a password was told")
    if socket.has_ipv6:
        try:
            with Site(no_robots({"/": reply(200, "six")}), family=socket.AF_INET6) as site:
                got, _ = probe([site.url("/"), {"url": site.url("/"), "private": False}])
                check("IPv6", got[0], outcome="fresh", body="six")
                check("IPv6, not allowed", got[1], outcome="refused", says="loopback")
        except OSError as why:
            print("no IPv6 here:", why)


def check_tls(folder):
    cert, key = certificate(folder)
    other = os.path.join(folder, "other")
    os.makedirs(other)
    wrong_name, wrong_key = certificate(other, "example.org")
    with Site(no_robots({"/": reply(200, "safe")}), tls=(cert, key)) as site, \
            Site(no_robots({"/": reply(200, "safe")}), tls=(wrong_name, wrong_key)) as stranger, \
            Site(no_robots({"/": reply(200, "x")})) as plain:
        site.answer = no_robots({
            "/": reply(200, "safe"),
            "/down": reply(302, headers={"Location": f"http://127.0.0.1:{site.port}/"}),
            "/old": cut(b"HTTP/1.1 200 OK\r\n\r\nhalf of it")})
        got, _ = probe([site.url("/"), {"url": site.url("/"), "ca": cert},
                        {"url": stranger.url("/"), "ca": wrong_name},
                        {"url": site.url("/"), "ca": os.path.join(folder, "none.pem")},
                        {"url": site.url("/"), "ca": key},
                        {"url": site.url("/down"), "ca": cert},
                        f"https://127.0.0.1:{plain.port}/",
                        {"url": f"http://127.0.0.1:{site.port}/"},
                        {"url": site.url("/old"), "ca": cert}],
                       {"tries": 1, "connect_ms": 2000})
    check("self-signed", got[0], outcome="broken", says="ca = FILE")
    check("self-signed, trusted", got[1], outcome="fresh", body="safe")
    check("wrong name", got[2], outcome="broken", says="certificate")
    check("no ca file", got[3], outcome="refused", says="cannot be read")
    check("ca file is none", got[4], outcome="broken", says="ca")
    check("downgrade", got[5], outcome="bad-redirect", says="not followed from https to http")
    check("TLS to plain", got[6], outcome="broken", says="connect within")
    check("plain to TLS", got[7], outcome="broken")
    # No length and no close_notify: whoever asks is told that it may be half a body.
    check("TLS cut", got[8], outcome="fresh", unframed=True)


# ---------------------------------------------------------------------------- redirects
def check_redirects():
    def to(where, status=302):
        return reply(status, headers={"Location": where})

    with Site(no_robots({"/": reply(200, "other"), "/closed": reply(200, "no"),
                         "/robots.txt": reply(200, "User-agent: *\nDisallow: /closed")})) as b:
        chain = {f"/c{i}": to(f"/c{i + 1}") for i in range(7)}
        pages = {
            "/end": reply(200, "end"), "/c7": reply(200, "end"), **chain,
            "/r301": to("/end", 301), "/r308": to("/r301", 308), "/r302": to("/end"),
            "/r303": to("end", 303), "/r307": to("?x", 307), "/r307?": reply(200),
            "/?x": reply(200, "query"), "/mixed": to("/r302b", 301), "/r302b": to("/r301", 302),
            "/loop": to("/loop2"), "/loop2": to("/loop"), "/self": to("/self"),
            "/none": reply(302), "/r300": reply(300, headers={"Location": "/end"}),
            "/several": reply(302, headers=[("Location", "/end"), ("Location", "/c1")]),
            "/file": to("file:///etc/passwd"), "/ftp": to("ftp://127.0.0.1/"),
            "/gopher": to("gopher://127.0.0.1:70/_x"), "/data": to("data:text/html,x"),
            "/js": to("javascript:alert(1)"), "/login": to("http://a:pw@127.0.0.1/"),
            "/odd": to("http://[::/"), "/fragment": to("/end#part"),
            "/port": to(b.url("/")), "/name": to(f"http://localhost:{b.port}/"),
            "/meta": to("http://169.254.169.254/latest"), "/ten": to("http://10.0.0.1/"),
            "/mapped": to(f"http://[::ffff:127.0.0.1]:{b.port}/"), "/zero": to("http://0.0.0.0/"),
            "/short": to(f"http://127.1:{b.port}/"), "/hex": to(f"http://0x7f000001:{b.port}/"),
            "/decimal": to(f"http://2130706433:{b.port}/"),
            "/nat64": to("http://[64:ff9b::7f00:1]/"), "/ula": to("http://[fd00::1]/"),
        }
        with Site(no_robots(pages)) as site:
            names = [n for n in pages if not n.startswith(("/c", "/?", "/end", "/r307?"))]
            names += ["/c1", "/c2", "/c3"]
            got, _ = probe([site.url(name) for name in names], {"tries": 1})
            by = dict(zip(names, got))
            end = site.url("/end")
        if b.requests:
            fail(f"redirected to another server on loopback: {b.paths()}")
        check("301", by["/r301"], outcome="fresh", body="end", url=end, moved_to=end)
        check("308 301", by["/r308"], outcome="fresh", url=end, moved_to=end, requests=3)
        check("302", by["/r302"], outcome="fresh", url=end, moved_to=None)
        check("303", by["/r303"], outcome="fresh", url=end)
        check("fragment", by["/fragment"], outcome="fresh", url=end)
        check("301 302", by["/mixed"], outcome="fresh", moved_to=site.url("/r302b"))
        check("five", by["/c2"], outcome="fresh", body="end", requests=6)
        check("six", by["/c1"], outcome="bad-redirect", says="one redirect too many")
        for name in ("/loop", "/self"):
            check(name, by[name], outcome="bad-redirect", says="circle")
        check("none", by["/none"], outcome="bad-redirect", says="without saying where")
        check("several", by["/several"], outcome="bad-redirect", says="several")
        check("300", by["/r300"], outcome="bad-redirect")
        for name in ("/file", "/ftp", "/gopher", "/data", "/js"):
            check(name, by[name], outcome="bad-redirect",
                  says="neither http" if name not in ("/data", "/js") else "")
        check("login", by["/login"], outcome="bad-redirect", says="password")
        if "pw" in by["/login"]["why"]:
            fail("a password was told")
        check("odd", by["/odd"], outcome="bad-redirect")
        for name in ("/port", "/name", "/meta", "/ten", "/mapped", "/zero", "/short", "/hex",
                     "/decimal", "/nat64", "/ula"):
            check(name, by[name], outcome="bad-redirect", says="not followed")


def check_private():
    """A name that resolves to this machine is found out when the socket is made."""
    with Site(no_robots({"/": reply(200, "in")})) as site:
        visits = [{"url": site.url("/", host), "private": False}
                  for host in ("127.0.0.1", "localhost", "127.1", socket.gethostname())]
        got, _ = probe([*visits, site.url("/")], {"tries": 1})
        for visit, result in zip(visits[:3], got):
            check(visit["url"], result, outcome="refused", status=0, says="private = yes")
        if got[3].get("outcome") == "fresh":
            fail("reached this machine by its own name")
        check("allowed", got[4], outcome="fresh")
        # Not by a connection that another visit has open either.
        got, _ = probe([site.url("/"), {"url": site.url("/", "localhost"), "robots": False},
                        {"url": site.url("/", "localhost"), "private": False, "robots": False}],
                       {"tries": 1, "at_once": 1})
        check("open connection", got[2], outcome="refused")


def check_proxy():
    """A proxy may be at a private address; what it is asked for may not."""
    def answer(request):
        return reply(404) if request.path.endswith("/robots.txt") else reply(200, request.path)
    with Site(answer) as proxy, Site(no_robots({"/": reply(200, "direct")})) as site:
        env = {"http_proxy": proxy.origin(), "no_proxy": "other.org, 127.0.0.1"}
        got, _ = probe([{"url": "http://example.org/x", "private": False}, site.url("/"),
                        {"url": "http://192.168.1.1/x", "private": False}],
                       {"tries": 1}, environment=env)
        check("proxy", got[0], outcome="fresh", body="http://example.org/x")
        check("no proxy", got[1], outcome="fresh", body="direct")
        check("private by proxy", got[2], outcome="refused", says="private")
        if any("192.168" in path for path in proxy.paths()):
            fail("asked a proxy for a private address")


# ------------------------------------------------------------------------- robots.txt
def check_robots():
    rules = {"/robots.txt": reply(200, "User-agent: *\nDisallow: /closed\n"),
             "/open": reply(200, "x"), "/closed/1": reply(200, "x"),
             "/to-closed": reply(302, headers={"Location": "/closed/1"})}
    with Site(no_robots(rules)) as site:
        visits = [site.url("/open"), site.url("/closed/1"), site.url("/to-closed"),
                  {"url": site.url("/closed/1"), "robots": False}]
        got, saved = probe(visits, robots={})
        check("open", got[0], outcome="fresh")
        check("closed", got[1], outcome="refused", by_robots=True, requests=0, says="robots.txt")
        check("redirected to closed", got[2], outcome="refused", by_robots=True, requests=1)
        check("robots = no", got[3], outcome="fresh")
        if site.paths().count("/robots.txt") != 1 or [s["code"] for s in saved] != [200]:
            fail(f"robots.txt: {site.paths()} {saved}")
        now = 2_000_000_000
        entry = {"text": "User-agent: skytally\nDisallow: /open", "code": 200, "until": now + 5}
        site.requests.clear()
        got, saved = probe([site.url("/open"), site.url("/closed/1")], {"now": now},
                           robots={site.origin(): entry})
        check("remembered", got[0], outcome="refused")
        check("remembered", got[1], outcome="fresh")
        if "/robots.txt" in site.paths() or saved:
            fail("asked for a robots.txt that it had")
        entry["until"] = now - 5
        got, saved = probe([site.url("/open")], {"now": now}, robots={site.origin(): entry})
        check("expired", got[0], outcome="fresh")
        if [s["until"] for s in saved] != [now + 86400]:
            fail(f"robots.txt kept until {saved}")
        # An old copy is better than none where there is none now.
        site.answer = no_robots({**rules, "/robots.txt": reply(500)})
        entry["text"] = "User-agent: *\nDisallow: /x"
        got, saved = probe([site.url("/open"), site.url("/x")], {"now": now, "tries": 2},
                           robots={site.origin(): entry})
        check("old copy", got[0], outcome="fresh")
        check("old copy", got[1], outcome="refused", by_robots=True)
        got, saved = probe([site.url("/open"), site.url("/b")], {"tries": 2}, robots={})
        for result in got:
            check("robots.txt broken", result, outcome="broken", requests=0, says="robots.txt",
                  by_robots=True)
        if saved:
            fail("a broken robots.txt was remembered")
        for status in (400, 401, 403, 404, 410):
            site.answer = no_robots({**rules, "/robots.txt": reply(status, "Disallow: /")})
            got, saved = probe([site.url("/closed/1")], robots={})
            check(f"robots.txt {status}", got[0], outcome="fresh")
            if [s["code"] for s in saved] != [status]:
                fail(f"robots.txt {status}: {saved}")
        big = "User-agent: *\nDisallow: /closed\n" + "#" * (600 << 10) + "\nDisallow: /open"
        site.answer = no_robots({**rules, "/robots.txt": reply(200, big)})
        got, _ = probe([site.url("/open"), site.url("/closed/1")], robots={})
        check("big robots.txt", got[0], outcome="fresh")
        check("big robots.txt", got[1], outcome="refused")
        site.answer = no_robots({**rules, "/robots.txt": reply(301, headers={"Location": "/r"}),
                                 "/r": reply(200, "User-agent: *\nDisallow: /open")})
        got, _ = probe([site.url("/open")], robots={})
        check("robots.txt moved", got[0], outcome="refused")
        site.answer = no_robots({**rules, "/robots.txt":
                                 reply(301, headers={"Location": "/robots.txt"})})
        got, _ = probe([site.url("/open")], robots={})
        check("robots.txt in a circle", got[0], outcome="fresh")
        site.answer = no_robots({**rules, "/robots.txt":
                                 reply(429, headers={"Retry-After": "4000"})})
        got, _ = probe([site.url("/open")], robots={})
        check("robots.txt busy", got[0], outcome="busy", rest_s=4000)


# --------------------------------------------------------------------------- manners
def check_spacing():
    with Site(no_robots({f"/{i}": reply(200, "x") for i in range(5)})) as site, \
            Site(no_robots({f"/{i}": reply(200, "x") for i in range(5)})) as other:
        probe([s.url(f"/{i}") for i in range(5) for s in (site, other)], {"spacing_ms": 200})
        for s in (site, other):
            gaps = [b.when - a.when for a, b in zip(s.requests, s.requests[1:])]
            if len(s.requests) != 6 or min(gaps) < 0.19:
                fail(f"spacing: {gaps}")
            if [r.path for r in s.requests[1:]] != [f"/{i}" for i in range(5)]:
                fail(f"order: {s.paths()}")
    slow = reply(200, "User-agent: skytally\nCrawl-delay: 0.3\n")
    with Site(no_robots({"/robots.txt": slow, "/a": reply(200), "/b": reply(200)})) as site:
        probe([site.url("/a"), site.url("/b")])
        gaps = [b.when - a.when for a, b in zip(site.requests, site.requests[1:])]
        if min(gaps[1:]) < 0.29:
            fail(f"crawl-delay: {gaps}")


def check_budget():
    with Site(no_robots({f"/{i}": reply(200, "x") for i in range(9)})) as site:
        got, _ = probe([site.url(f"/{i}") for i in range(9)], {"requests": 5, "spacing_ms": 1})
        outcomes = [r.get("outcome") for r in got]
        if outcomes != ["fresh"] * 4 + ["refused"] * 5 or len(site.requests) != 5:
            fail(f"budget: {outcomes}")
        check("budget", got[8], out_of_budget=True, says="next run")


def check_many():
    """Many visits of several hosts at once, fast."""
    def answer(request):
        return reply(404) if request.path == "/robots.txt" else reply(200, request.path * 50)
    sites = [Site(answer) for _ in range(8)]
    started = time.monotonic()
    got, _ = probe([s.url(f"/{i}") for i in range(125) for s in sites])
    took = time.monotonic() - started
    for i, result in enumerate(got):
        check(f"many {i}", result, outcome="fresh", length=50 * len(f"/{i // 8}"))
    connections = sum(s.connections for s in sites)
    for s in sites:
        s.close()
    print(f"1000 visits of 8 hosts by {connections} connections in {took:.2f} s")
    if connections > 100:
        fail(f"{connections} connections for 1000 visits")


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_ordinary()
        check_conditional()
        check_headers()
        check_broken()
        check_again()
        check_busy()
        check_limits()
        check_memory()
        check_time()
        check_dead()
        check_network()
        check_tls(folder)
        check_redirects()
        check_private()
        check_proxy()
        check_robots()
        check_spacing()
        check_budget()
        check_many()
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
