#!/usr/bin/env python3
"""Sources run after run, against servers on loopback: what is remembered and what is not, feeds
with their items' pages, channels page by page; by tests/fetch/fetch_run.c, whose bodies are simple."""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from datetime import datetime, timezone

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from fetch_checks import check, fail, failures  # noqa: E402
from site_server import CLOSE, Site, reply  # noqa: E402

RUN = os.environ["SKYTALLY_FETCH_RUN"]
NOW = 1_764_000_000
HOUR = 3600


class Bench:
    """A folder with a configuration and a state."""

    def __init__(self, folder, sources, fetch="spacing = 0"):
        self.folder = tempfile.mkdtemp(dir=folder)
        self.config = os.path.join(self.folder, "skytally.ini")
        self.state = os.path.join(self.folder, "state")
        self.configure(sources, fetch)

    def configure(self, sources, fetch="spacing = 0"):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(f"[fetch]\n{fetch}\n")
            for name, keys in sources.items():
                file.write(f"[source {name}]\n")
                file.writelines(f"{key} = {value}\n" for key, value in keys.items())

    def run(self, now=NOW, code=0, **options):
        """The reports' addresses and texts, and by name what came of each source."""
        args = [f"{k}={v}" for k, v in options.items()]
        done = subprocess.run([RUN, self.config, self.state, f"now={now}", *args],
                              capture_output=True, timeout=120, check=False)
        if done.returncode != code or done.stderr and code == 0:
            fail(f"exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.messages = [line for line in lines if line["kind"] == "message"]
        reports = [(line["url"], line["text"]) for line in lines if line["kind"] == "report"]
        return reports, {line["name"]: line for line in lines if line["kind"] == "source"}


def same(name, got, wanted):
    if got != wanted:
        fail(f"{name}: {got}, not {wanted}")


class Pages(Site):
    """Pages by path, with validators made of what they hold; /robots.txt is not there."""

    def __init__(self):
        self.pages = {}
        self.broken = {}  # path to an answer in place of the page
        super().__init__(self.give)

    def give(self, request):
        if request.path in self.broken:
            return self.broken[request.path]
        body = self.pages.get(request.path)
        if body is None:
            return reply(404)
        tag = f'"{hash(body) & 0xFFFFFFFF:x}"'
        if request.headers.get("if-none-match") == tag:
            return reply(304, headers={"ETag": tag}, length=False)
        return reply(200, body, {"ETag": tag, "Content-Type": "text/plain; charset=utf-8"})

    def asked(self):
        """Paths asked for since the last time, with whether conditionally; without robots.txt."""
        paths = [(r.path, "if-none-match" in r.headers) for r in self.requests
                 if r.path != "/robots.txt"]
        self.requests.clear()
        return paths


def feed(*items):
    return "feed\n" + "".join(f"item {url} {when} {text}\n" for url, when, text in items)


# ------------------------------------------------------------------------- validators
def check_validators(folder):
    with Pages() as site:
        site.pages["/feed"] = feed(("http://x.org/1", NOW, "one"))
        bench = Bench(folder, {"s": {"url": site.url("/feed"), "kind": "rss"}})
        reports, ends = bench.run()
        same("first", reports, [("http://x.org/1", "one")])
        check("first", ends["s"], end="fresh", requests=1, answers=1, reports=1, good=NOW)
        same("first asked", site.asked(), [("/feed", False)])
        if len([r for r in site.requests]) != 0:
            fail("not cleared")
        reports, ends = bench.run(NOW + 1)
        same("second", reports, [])
        check("second", ends["s"], end="unchanged", status=304, good=NOW + 1)
        same("second asked", site.asked(), [("/feed", True)])
        # Stopped before the commit: nothing is remembered.
        site.pages["/feed"] = feed(("http://x.org/1", NOW, "one"), ("http://x.org/2", NOW, "two"))
        reports, _ = bench.run(NOW + 2, stop=1)
        same("stopped", len(reports), 1)
        reports, _ = bench.run(NOW + 3)
        same("after the stop", reports, [("http://x.org/1", "one"), ("http://x.org/2", "two")])
        site.asked()
        # A body that cannot be read leaves everything as it was.
        good = site.pages["/feed"]
        site.pages["/feed"] = "<html>blocked</html>"
        reports, ends = bench.run(NOW + 4)
        same("garbage", reports, [])
        check("garbage", ends["s"], end="failed", failures=1, says="cannot be read as rss", status=200)
        site.asked()
        site.pages["/feed"] = good
        reports, ends = bench.run(NOW + 5)
        same("after garbage", reports, [])
        check("after garbage", ends["s"], end="unchanged", failures=0)
        same("after garbage asked", site.asked(), [("/feed", True)])
        # Another kind or language: what is known is read anew.
        bench.configure({"s": {"url": site.url("/feed"), "kind": "rss", "lang": "uk"}})
        reports, _ = bench.run(NOW + 6)
        same("another setup", len(reports), 2)
        same("another setup asked", site.asked(), [("/feed", False)])
        # The same body without a 304: not read again.
        site.broken["/feed"] = reply(200, good, {"ETag": '"new"'})
        reports, ends = bench.run(NOW + 7)
        same("same body", reports, [])
        check("same body", ends["s"], end="unchanged", status=200)
        # A body whose end nobody told is asked for anew.
        site.asked()
        site.broken["/feed"] = iter([reply(200, good + "item http://x.org/3 1 x\n",
                                           {"ETag": '"half"'}, length=False), CLOSE])
        reports, ends = bench.run(NOW + 8)
        same("unframed", len(reports), 3)
        del site.broken["/feed"]
        site.asked()
        reports, _ = bench.run(NOW + 9)
        same("after unframed asked", site.asked(), [("/feed", False)])


def check_redirected(folder):
    with Pages() as site:
        site.pages["/new"] = feed(("http://x.org/1", NOW, "one"))
        site.broken["/old"] = reply(301, headers={"Location": "/new"})
        bench = Bench(folder, {"s": {"url": site.url("/old"), "kind": "rss"}})
        _, ends = bench.run()
        check("moved", ends["s"], end="fresh", moved_to=site.url("/new"))
        same("moved", [m["message"] for m in bench.messages],
             [f"[source s] has moved for good: write url = {site.url('/new')}"])
        same("moved", site.asked(), [("/old", False), ("/new", False)])
        _, ends = bench.run(NOW + 1)
        check("moved again", ends["s"], end="unchanged")
        same("moved again", site.asked(), [("/old", False), ("/new", True)])


# ------------------------------------------------------------------------ failures
def check_failures(folder):
    with Pages() as site, Pages() as other:
        site.pages["/a"] = feed(("http://x.org/1", NOW, "one"))
        other.pages["/b"] = feed(("http://x.org/2", NOW, "two"))
        bench = Bench(folder, {"a": {"url": site.url("/a"), "kind": "rss"},
                               "b": {"url": other.url("/b"), "kind": "rss"}})
        site.broken["/a"] = reply(500)
        for n in range(1, 4):
            reports, ends = bench.run(NOW + n)
            check(f"500, run {n}", ends["a"], end="failed", failures=n, says="500")
            check(f"500, run {n}", ends["b"], end="fresh" if n == 1 else "unchanged")
            same("refusals", [m["severity"] for m in bench.messages], [2])
        check("rests", ends["a"], next=lambda t: NOW + 300 <= t <= NOW + 610)
        site.asked()
        del site.broken["/a"]
        reports, ends = bench.run(NOW + 10)
        check("rests", ends["a"], end="resting", says="500")
        same("rests", (reports, site.asked()), ([], []))
        reports, ends = bench.run(NOW + 11, force=1)
        check("forced", ends["a"], end="fresh", failures=0)
        site.pages["/a"] += f"item http://x.org/4 {NOW} four\n"
        reports, ends = bench.run(NOW + 700)
        check("well again", ends["a"], end="fresh")
        # Retry-After beyond what a run waits: the host is left alone, and other sources there.
        bench.configure({"a": {"url": site.url("/a"), "kind": "rss"},
                         "c": {"url": site.url("/c"), "kind": "rss"}})
        site.pages["/c"] = feed(("http://x.org/3", NOW, "three"))
        site.broken["/a"] = site.broken["/c"] = reply(429, headers={"Retry-After": "7200"})
        site.asked()
        reports, ends = bench.run(NOW + 1000)
        if len(site.asked()) > 2:
            fail("asked again and again")
        del site.broken["/a"], site.broken["/c"]
        reports, ends = bench.run(NOW + 2000)
        same("host rests", (reports, site.asked()), ([], []))
        check("host rests", ends["a"], end="resting", next=NOW + 8200)
        check("host rests", ends["c"], end="resting", next=NOW + 8200)
        reports, ends = bench.run(NOW + 8300)
        same("host rested", reports, [("http://x.org/3", "three")])


def check_intervals(folder):
    with Pages() as site:
        site.pages["/a"] = feed(("http://x.org/1", NOW, "one"))
        bench = Bench(folder, {"a": {"url": site.url("/a"), "kind": "rss", "interval": "1h"}})
        bench.run()
        _, ends = bench.run(NOW + 1800)
        check("too early", ends["a"], end="not-due", next=NOW + 3540)
        same("too early", len(site.asked()), 1)
        _, ends = bench.run(NOW + 3590)
        check("nearly", ends["a"], end="unchanged")
        _, ends = bench.run(NOW + 3600, force=1)
        check("forced", ends["a"], end="unchanged")


def check_check(folder):
    with Pages() as site:
        site.pages["/a"] = feed((site.url("/1"), NOW, "one"))
        bench = Bench(folder, {"a": {"url": site.url("/a"), "kind": "rss", "follow": "yes"},
                               "n": {"url": site.url("/none"), "kind": "rss"}})
        for _ in range(2):
            reports, ends = bench.run(check=1)
            same("check", reports, [(site.url("/1"), "one")])
            check("check", ends["a"], end="fresh", requests=1)
            check("check", ends["n"], end="failed", outcome="gone")
            same("check", sorted(site.asked()), [("/a", False), ("/none", False)])


# --------------------------------------------------------------------------- links
def check_links(folder):
    with Pages() as site, Pages() as stranger:
        links = [site.url(f"/{i}") for i in range(4)]
        for i in range(3):
            site.pages[f"/{i}"] = f"page text {i}"
        site.pages["/feed"] = feed(*[(links[i], NOW - HOUR, f"item {i}") for i in range(4)],
                                   (f"http://localhost:{stranger.port}/x", NOW, "elsewhere"),
                                   (links[0], NOW - HOUR, "again"))
        bench = Bench(folder, {"s": {"url": site.url("/feed"), "kind": "rss", "follow": "yes"}})
        reports, ends = bench.run()
        same("pages", sorted(reports), sorted(
            [(links[i], f"page text {i}") for i in range(3)] +
            [(links[3], "item 3"), (f"http://localhost:{stranger.port}/x", "elsewhere")]))
        check("pages", ends["s"], end="fresh", reports=5, links_failed=1, links_left=0)
        if stranger.requests:
            fail("followed a link to another host")
        same("pages", sorted(site.asked()), [("/0", False), ("/1", False), ("/2", False),
                                             ("/3", False), ("/feed", False)])
        # All of the last two days is asked again, though the feed is the same.
        site.pages["/1"] = "page corrected"
        reports, ends = bench.run(NOW + HOUR)
        same("corrected", reports, [(links[1], "page corrected")])
        same("corrected", sorted(site.asked()), [("/0", True), ("/1", True), ("/2", True),
                                                 ("/3", False), ("/feed", True)])
        # The feed changes: what was read is not overwritten by the feed's words.
        site.pages["/3"] = "page text 3"
        site.pages["/feed"] += f"item {site.url('/4')} {NOW} item 4\n"
        reports, ends = bench.run(NOW + 2 * HOUR)
        same("changed", sorted(reports), sorted([
            (links[3], "page text 3"), (site.url("/4"), "item 4"),
            (f"http://localhost:{stranger.port}/x", "elsewhere")]))
        site.pages["/4"] = "page text 4"
        site.broken["/0"] = reply(500)
        reports, ends = bench.run(NOW + 3 * HOUR)
        same("late page", reports, [(site.url("/4"), "page text 4")])
        check("late page", ends["s"], links_failed=1, end="fresh")
        del site.broken["/0"]
        # Two days later only what is new.
        site.asked()
        reports, ends = bench.run(NOW + 50 * HOUR)
        same("old", (reports, site.asked()), ([], [("/feed", True)]))


def check_many_links(folder):
    with Pages() as site:
        for i in range(25):
            site.pages[f"/{i}"] = f"page text {i}"
        site.pages["/feed"] = feed(*[(site.url(f"/{i}"), NOW - i, f"item {i}") for i in range(25)])
        bench = Bench(folder, {"s": {"url": site.url("/feed"), "kind": "rss", "follow": "yes"}})
        reports, ends = bench.run(links=10)
        check("many", ends["s"], links_left=15, reports=25)
        same("many", {u: t for u, t in reports},
             {site.url(f"/{i}"): f"page text {i}" if i < 10 else f"item {i}" for i in range(25)})
        site.asked()
        reports, ends = bench.run(NOW + 1, links=10)
        same("the rest", sorted(t for _, t in reports), sorted(f"page text {i}" for i in range(10, 20)))
        check("the rest", ends["s"], links_left=5)
        reports, ends = bench.run(NOW + 2, links=10)
        same("the rest", sorted(t for _, t in reports), sorted(f"page text {i}" for i in range(20, 25)))
        reports, ends = bench.run(NOW + 3, requests=8)
        check("budget", ends["s"], links_left=18, links_failed=0)


def check_named_hosts(folder):
    with Pages() as site, Pages() as other:
        other.pages["/x"] = "page there"
        there = f"http://localhost:{other.port}/x"
        site.pages["/feed"] = feed((there, NOW, "there"))
        keys = {"url": site.url("/feed"), "kind": "rss", "follow": "yes",
                "follow hosts": "localhost", "header": "X-Key: hush"}
        bench = Bench(folder, {"s": keys})
        reports, _ = bench.run()
        same("a private link", reports, [(there, "there")])
        same("a private link", other.requests, [])
        bench = Bench(folder, {"s": {**keys, "private": "yes"}})
        reports, _ = bench.run()
        same("a private link that may be", reports, [(there, "page there")])
        if any("x-key" in r.headers for r in other.requests):
            fail("own headers went to a link's host")


# ------------------------------------------------------------------------ channels
class Channel(Pages):
    """Posts of a channel, twenty a page, as at /s/name?before=N."""

    def __init__(self):
        self.posts = {}
        self.fail_before = None
        super().__init__()

    def give(self, request):
        if request.path == "/robots.txt":
            return reply(404)
        match = re.fullmatch(r"/s/name(?:\?before=(\d+))?", request.path)
        if not match:
            return reply(404)
        before = int(match[1]) if match[1] else 1 << 60
        if self.fail_before is not None and before <= self.fail_before:
            return reply(502)
        shown = sorted(n for n in self.posts if n < before)[-20:]
        return reply(200, "channel\n" + "".join(
            f"post {n} {self.posts[n][0]} {self.posts[n][1]}\n" for n in shown))

    def add(self, first, last, when, step=60):
        for n in range(first, last + 1):
            self.posts[n] = (when + (n - first) * step, f"text {n}")

    def befores(self):
        return [p.partition("before=")[2] for p, _ in self.asked()]


def check_channel(folder):
    with Channel() as site:
        bench = Bench(folder, {"c": {"url": site.url("/s/name"), "kind": "telegram-preview"}})
        day = 24 * HOUR
        site.add(1, 500, NOW - 30 * day, step=2 * HOUR)  # up to about NOW + 11 days: cut below
        site.posts = {n: p for n, p in site.posts.items() if p[0] <= NOW}
        last = max(site.posts)
        reports, ends = bench.run()
        numbers = {int(u) for u, _ in reports}
        young = {n for n, p in site.posts.items() if p[0] > NOW - 2 * day}
        if not young <= numbers or len(numbers) > len(young) + 20:
            fail(f"first run of a channel: {len(numbers)} posts, {len(young)} young")
        check("channel", ends["c"], end="fresh")
        site.befores()
        # Ten days later: all that came since, however many pages.
        site.add(last + 1, last + 300, NOW + HOUR, step=600)
        later = NOW + 10 * day
        reports, ends = bench.run(later)
        numbers = {int(u) for u, _ in reports}
        if not set(range(last + 1, last + 301)) <= numbers:
            fail("posts of a gap were not read")
        same("pages", len(site.befores()), 15)
        # Nothing new, an edit of yesterday is seen.
        site.add(last + 301, last + 330, later - 20 * HOUR, step=60)
        bench.run(later)
        site.befores()
        site.posts[last + 302] = (site.posts[last + 302][0], "edited")
        reports, _ = bench.run(later + HOUR)
        if (str(last + 302), "edited") not in reports:
            fail("a corrected post was not seen")
        # A gap that is too large is an error, and read on in the next run.
        site.add(last + 331, last + 900, later + 2 * HOUR, step=60)
        later += 20 * day
        seen = set()
        reports, ends = bench.run(later, pages=10)
        check("a large gap", ends["c"], end="failed", says="10 pages", failures=1)
        seen |= {int(u) for u, _ in reports}
        site.add(last + 901, last + 905, later + HOUR, step=60)
        for n in range(1, 4):
            reports, ends = bench.run(later + n * 2 * HOUR, pages=10)
            seen |= {int(u) for u, _ in reports}
            site.befores()
        check("a large gap", ends["c"], end="fresh", failures=0)
        if not set(range(last + 331, last + 906)) <= seen:
            fail(f"a gap stayed: {sorted(set(range(last + 331, last + 906)) - seen)[:9]}")


def check_channel_failures(folder):
    with Channel() as site:
        bench = Bench(folder, {"c": {"url": site.url("/s/name"), "kind": "telegram-preview"}})
        site.add(1, 100, NOW - 100 * HOUR, step=60)
        bench.run()
        site.add(101, 300, NOW - 90 * HOUR, step=60)
        site.fail_before = 221
        reports, ends = bench.run(NOW + 1)
        check("broken off", ends["c"], end="failed", says="502", failures=1)
        seen = {int(u) for u, _ in reports}
        same("broken off", seen, set(range(221, 301)))
        site.fail_before = None
        site.asked()
        reports, ends = bench.run(NOW + 2)
        check("goes on", ends["c"], end="fresh", failures=0)
        seen |= {int(u) for u, _ in reports}
        same("goes on", seen >= set(range(101, 301)), True)
        same("what was read is passed over", len(site.befores()), 7)
        # A block page, with status 200.
        site.posts[301] = (NOW, "new")
        page = site.give
        site.answer = lambda request: reply(404) if request.path == "/robots.txt" else \
            reply(200, "<html>Prove that you are no robot</html>")
        reports, ends = bench.run(NOW + 3)
        check("block page", ends["c"], end="failed", says="telegram-preview")
        site.answer = page
        reports, ends = bench.run(NOW + 4)
        same("after the block page", ("301", "new") in reports, True)


# --------------------------------------------------------------------- true bodies
def stamp(when):
    return datetime.fromtimestamp(when, timezone.utc).strftime("%a, %d %b %Y %H:%M:%S +0000")


def rss(*items):
    return ("<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>" + "".join(
        f"<item><title>{title}</title><link>{url}</link><pubDate>{stamp(when)}</pubDate>"
        f"<description>{text}</description></item>" for url, when, title, text in items) +
        "</channel></rss>")


def page(text):
    return ("<html><head><title>News</title></head><body><nav><a href='/'>Home</a></nav><article>"
            f"<h1>The headline</h1><p>{text}</p></article></body></html>")


def preview(posts):
    return ("<html><body><main><div class='tgme_channel_info'><div "
            "class='tgme_channel_info_header_title'>Air Watch</div><div "
            "class='tgme_channel_info_header_username'><a href='https://t.me/name'>@name</a></div>"
            "</div><section class='tgme_channel_history'>" + "".join(
                "<div class='tgme_widget_message_wrap'><div class='tgme_widget_message' "
                f"data-post='name/{n}'><div class='tgme_widget_message_text'>{text}</div>"
                "<a class='tgme_widget_message_date' "
                f"href='https://t.me/name/{n}'><time datetime='"
                f"{datetime.fromtimestamp(when, timezone.utc).isoformat()}'></time></a></div></div>"
                for n, (when, text) in posts) + "</section></main></body></html>")


class Preview(Channel):
    def give(self, request):
        answer = super().give(request)
        if b"\r\n\r\nchannel" not in answer:
            return answer
        lines = answer.partition(b"\r\n\r\n")[2].decode().splitlines()[1:]
        numbers = [int(line.split(" ")[1]) for line in lines]
        return reply(200, preview([(n, self.posts[n]) for n in numbers]),
                     {"Content-Type": "text/html; charset=utf-8"})


def check_true_bodies(folder):
    with Pages() as site, Preview() as channel:
        long = "Air defence shot down drones over the region, the governor said on Monday. "
        for i in range(3):
            site.pages[f"/{i}"] = page(long * 5 + f"It was number {i}.")
        site.pages["/feed"] = rss(*[(site.url(f"/{i}"), NOW - HOUR, f"Title {i}", f"Summary {i}")
                                    for i in range(4)])
        channel.add(1, 50, NOW - 30 * HOUR)
        bench = Bench(folder, {
            "feed": {"url": site.url("/feed"), "kind": "rss", "follow": "yes", "lang": "en"},
            "channel": {"url": channel.url("/s/name"), "kind": "telegram-preview"}})
        reports, ends = bench.run(ingest=1, cache=1)
        check("true feed", ends["feed"], end="fresh", reports=4, links_failed=1)
        check("true channel", ends["channel"], end="fresh", reports=50)
        texts = dict(reports)
        for i in range(3):
            if f"It was number {i}." not in texts.get(site.url(f"/{i}"), ""):
                fail(f"page {i}: {texts.get(site.url(f'/{i}'))}")
        if "Summary 3" not in texts.get(site.url("/3"), ""):
            fail(f"item 3: {texts.get(site.url('/3'))}")
        if sum("t.me/name" in url for url in texts) != 50:
            fail(f"posts: {sorted(texts)[:9]}")
        site.asked()
        reports, ends = bench.run(NOW + 60, ingest=1, cache=1)
        check("true feed again", ends["feed"], end="unchanged", reports=0)
        same("true feed again", sorted(site.asked()), [("/0", True), ("/1", True), ("/2", True),
                                                       ("/3", False), ("/feed", True)])
        # Garbage, a feed that breaks off, a block page: nothing is taken for news.
        for body in ("<html><body>Checking your browser</body></html>", "", "\0\1\2",
                     site.pages["/feed"][:-300]):
            site.broken["/feed"] = reply(200, body, {"Content-Type": "application/rss+xml"})
            reports, ends = bench.run(NOW + 120, ingest=1, cache=1, force=1)
            check(f"feed {body[:20]!r}", ends["feed"], end="failed", reports=0)
        del site.broken["/feed"]
        reports, ends = bench.run(NOW + 180, ingest=1, cache=1, force=1)
        check("well again", ends["feed"], end="unchanged", failures=0)


# ---------------------------------------------------------------------- a long time
def check_weeks(folder):
    """Feeds that grow, are corrected and fail, stopped at random: at the end what was kept is
    what there is."""
    chance = random.Random(7)
    with Pages() as site, Channel() as channel:
        bench = Bench(folder, {
            "plain": {"url": site.url("/plain"), "kind": "rss"},
            "follow": {"url": site.url("/follow"), "kind": "rss", "follow": "yes"},
            "channel": {"url": channel.url("/s/name"), "kind": "telegram-preview"}})
        plain, linked, kept, now = {}, {}, {}, NOW
        runs = 60
        for turn in range(runs):
            now += HOUR
            last = turn == runs - 1
            for _ in range(chance.randrange(4)):
                n = len(plain)
                plain[f"http://x.org/{n}"] = [now, f"plain {n}"]
                n = len(linked)
                linked[f"/p{n}"] = [now, f"page {n}"]
                channel.posts[len(channel.posts) + 1] = (now, f"post {len(channel.posts)}")
            if chance.random() < 0.5 and plain:
                plain[chance.choice(list(plain)[-5:])][1] += " corrected"
                site_path = chance.choice(list(linked)[-5:])
                linked[site_path][1] += " corrected"
                number = chance.choice(list(channel.posts)[-5:])
                channel.posts[number] = (channel.posts[number][0],
                                         channel.posts[number][1] + " corrected")
            site.pages = {path: "page " + text for path, (_, text) in linked.items()}
            site.pages["/plain"] = feed(*[(u, w, t) for u, (w, t) in list(plain.items())[-30:]])
            site.pages["/follow"] = feed(*[(site.url(p), w, "summary") for p, (w, t) in
                                           list(linked.items())[-30:]])
            site.broken = {}
            channel.fail_before = None
            stop = -1
            if not last and chance.random() < 0.3:
                site.broken[chance.choice(["/plain", "/follow", f"/p{len(linked) - 1}"])] = \
                    chance.choice([reply(500), reply(200, "garbage"), reply(403)])
            if not last and chance.random() < 0.3:
                channel.fail_before = chance.choice([10, 20, 1 << 61])
            if not last and chance.random() < 0.3:
                stop = chance.randrange(5)
            reports, _ = bench.run(now, stop=stop, force=1, tries=1)
            kept.update(reports)  # what was kept before the stop is kept
    wanted = {u: t for u, (_, t) in plain.items()}
    wanted.update({site.url(p): "page " + t for p, (_, t) in linked.items()})
    wanted.update({str(n): t for n, (_, t) in channel.posts.items()})
    for key in wanted:
        if kept.get(key) != wanted[key]:
            fail(f"in the end {key} is {kept.get(key)!r}, not {wanted[key]!r}")
    for key in kept:
        if key not in wanted:
            fail(f"in the end there is {key}")


def check_kills(folder):
    """Killed at any moment, the next run is right: nothing is lost, and what was read whole is
    not asked for whole again."""
    chance = random.Random(11)
    kills = 8 if os.environ.get("SKYTALLY_SANITIZE", "0") not in ("", "0", "OFF") else 25
    with Pages() as site:
        bench = Bench(folder, {"s": {"url": site.url("/feed"), "kind": "rss", "follow": "yes"}})
        kept, stopped = {}, 0
        for turn in range(kills + 1):
            paths = [f"/{turn}-{i}" for i in range(30)]
            site.pages = {path: f"page of {path}" for path in paths}
            site.pages["/feed"] = feed(*[(site.url(p), NOW, "summary") for p in paths])
            with subprocess.Popen([RUN, bench.config, bench.state, f"now={NOW + turn}", "cache=1"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
                try:
                    child.wait(chance.random() * 0.06 if turn < kills else 60)
                except subprocess.TimeoutExpired:
                    child.kill()
                    stopped += 1
                out, err = child.stdout.read(), child.stderr.read()
            if err or child.returncode not in (0, -9):
                fail(f"killed run: {child.returncode} {err.decode()}")
            if child.returncode != 0 and turn < kills:
                # Again, with the same pages: all of them come.
                reports, _ = bench.run(NOW + turn)
                kept.update(reports)
            for line in out.splitlines():
                try:
                    line = json.loads(line)
                except ValueError:
                    continue  # cut by the kill
                if line["kind"] == "report":
                    kept[line["url"]] = line["text"]
            for path in paths:
                if kept.get(site.url(path)) != f"page of {path}":
                    fail(f"killed run: {path} is {kept.get(site.url(path))}")
        if stopped < kills // 3:
            print(f"only {stopped} of {kills} runs were killed in time")


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_validators(folder)
        check_redirected(folder)
        check_failures(folder)
        check_intervals(folder)
        check_check(folder)
        check_links(folder)
        check_many_links(folder)
        check_named_hosts(folder)
        check_channel(folder)
        check_channel_failures(folder)
        check_true_bodies(folder)
        check_weeks(folder)
        check_kills(folder)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
