#!/usr/bin/env python3
"""`skytally run` over sources, again and again, against sites on loopback that grow, change and
correct themselves: the tally is that of all that was ever said, nothing is done where nothing
changed, and what fails, is killed or comes twice leaves the next run right."""
import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from news import REGIONS, News  # noqa: E402
from site_server import reply  # noqa: E402

PROGRAM = os.environ["SKYTALLY"]
SOURCE = os.environ["SKYTALLY_SOURCE_DIR"]
SLOW = os.environ.get("SKYTALLY_SANITIZE") in ("1", "ON", "TRUE")
NOW = 1_767_000_000  # a Monday morning
HOUR = 3600
failures = []


def fail(message):
    failures.append(message)
    print("FAILED:", message, flush=True)


def same(name, got, wanted):
    if got != wanted:
        fail(f"{name}: {got!r}, not {wanted!r}")


class Bench:
    """A folder with a configuration, its state and its outputs."""

    def __init__(self, folder, urls, more="", source="", output=""):
        self.folder = tempfile.mkdtemp(dir=folder)
        self.config = os.path.join(self.folder, "skytally.ini")
        self.out = os.path.join(self.folder, "out")
        self.state = os.path.join(self.folder, ".skytally")
        self.store = os.path.join(self.state, "store.gpkg")
        self.configure(urls, more, source, output)

    def configure(self, urls, more="", source="", output="", fetch=""):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(f"[fetch]\nspacing = 0\n{fetch}\n[output]\ndir = out\nformats = csv, geojson, ndjson\n{output}\n{more}\n")
            for number, url in enumerate(urls):
                file.write(f"[source s{number}]\nurl = {url}\nkind = rss\nlang = en\n{source}\n")

    def command(self, *args):
        return [PROGRAM, "run", "-q", "-c", self.config, *args]

    def run(self, *args, now=NOW, code=0):
        done = subprocess.run(self.command(*args), capture_output=True, text=True, timeout=300,
                              env=dict(os.environ, SKYTALLY_NOW=str(now)), check=False)
        if code is not None and done.returncode != code:
            fail(f"exit {done.returncode}, not {code}: {done.stderr[-2000:]}")
        return done

    def status(self):
        with open(os.path.join(self.state, "status.json"), encoding="utf-8") as file:
            return json.load(file)

    def read(self, name):
        with open(os.path.join(self.out, name), "rb") as file:
            return file.read()

    def query(self, sql):
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as database:
            return database.execute(sql).fetchall()


def stamps(folder):
    """Every file with inode, time and size: whatever touches it shows."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            info = os.lstat(os.path.join(at, name))
            found[os.path.relpath(os.path.join(at, name), folder)] = \
                (info.st_ino, info.st_mtime_ns, info.st_size)
    return found


def contents(folder):
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(at, name), "rb") as file:
                found[os.path.relpath(os.path.join(at, name), folder)] = \
                    hashlib.sha256(file.read()).hexdigest()
    return found


def at_once(folder, news):
    """What a first run makes of all that the site now says, also of what feeds list no more."""
    window, news.window = news.window, None
    bench = Bench(folder, [news.url(i) for i in range(len(news.items))])
    sent = dict(news.sent)
    bench.run(now=NOW)
    news.window, news.sent = window, sent
    return bench


def claims_of(bench):
    """But for where they were read."""
    lines = [json.loads(line) for line in bench.read("claims.ndjson").splitlines()]
    return [{key: value for key, value in line.items() if key not in ("doc", "item")} for line in lines]


def compare(name, bench, folder, news, raw=False):
    """`raw`: some claims were read from the raw cache, and say so."""
    whole = at_once(folder, news)
    for file in ("tallies.csv", "incidents.csv", "claims.ndjson"):
        if (claims_of(bench) != claims_of(whole) if raw and file == "claims.ndjson" else
                bench.read(file) != whole.read(file)):
            fail(f"{name}: {file} is not that of the final state read at once "
                 f"({bench.folder}, {whole.folder})")
    said = {news.item_url(item): item.value for item in news.all_items()}
    told = {}
    for line in bench.read("claims.ndjson").decode().splitlines():
        claim = json.loads(line)
        told[claim["url"]] = claim["value"]
    if told != said:
        fail(f"{name}: other claims than were said: {sorted(told.items() ^ said.items())[:6]}")


# --------------------------------------------------------------------------- a week
def check_week(folder):
    """Hundreds of runs, half an hour apart."""
    chance = random.Random(7)
    runs = 40 if SLOW else 336
    with News(feeds=5, now=NOW) as news:
        news.window = 12
        bench = Bench(folder, [news.url(i) for i in range(5)])
        quiet = 0
        for run in range(runs):
            news.now = now = NOW + run * (7 * 24 * HOUR // runs)
            changed = run == 0
            if chance.random() < 0.45:
                for _ in range(chance.randint(1, 3)):
                    region = REGIONS[news.count % len(REGIONS)]
                    news.publish(chance.randrange(5), region, chance.randint(2, 90))
                changed = True
            listed = [item for feed in range(5) for item in news.listed(feed)]
            if listed and chance.random() < 0.2:
                item = chance.choice(listed)
                news.correct(item, item.value + chance.randint(100, 200))
                changed = True
            before, asked = stamps(bench.out), news.asked["all"]
            rows = bench.query("SELECT count(*) FROM reports") if run else None
            bench.run(now=now)
            same("requests a run", news.asked["all"] - asked, 5)
            if not changed:
                quiet += 1
                if stamps(bench.out) != before:
                    fail(f"run {run}: nothing changed, and outputs were touched")
                same(f"run {run}: reports", bench.query("SELECT count(*) FROM reports"), rows)
        versions = len(news.shown)
        same("versions of reports in the store", bench.query("SELECT count(*) FROM reports")[0][0], versions)
        same("reports that stand", bench.query("SELECT count(*) FROM reports WHERE current")[0][0], news.count)
        same("stale validators", news.stale, [])
        if quiet < runs // 5 or news.asked["same"] < runs:
            fail(f"the week was too lively to tell: {quiet} quiet runs, {news.asked}")
        compare("a week", bench, folder, news)
        whole = at_once(folder, news)
        grown, size = os.path.getsize(bench.store), os.path.getsize(whole.store)
        # Versions that were superseded are kept, and pages are not filled to the last byte.
        if grown > size * (1 + versions / news.count):
            fail(f"the store has grown to {grown}, at once it has {size}")
        print(f"a week: {runs} runs, {quiet} quiet, {news.count} items in {versions} versions, {news.asked}, "
              f"store {grown} (at once {size})", flush=True)


# ---------------------------------------------------------------------------- kills
def check_kills(folder):
    chance = random.Random(11)
    kills = 12 if SLOW else 75
    with News(feeds=4, now=NOW) as news:
        bench = Bench(folder, [news.url(i) for i in range(4)], output="keep = 3")
        for i in range(60):
            news.publish(i % 4, REGIONS[i % 20], 3 + i)
        began = time.monotonic()
        bench.run()
        whole_run = time.monotonic() - began
        landed = 0
        for kill in range(kills * 4):
            if kill >= kills and landed >= kills * 2 // 3:  # those that come too late are made up for
                break
            news.now = now = NOW + kill * HOUR
            item = news.publish(kill % 4, REGIONS[kill % 20], 5 + kill)
            if kill % 3 == 0:
                news.correct(item, item.value + 1000)
            process = subprocess.Popen(bench.command(), env=dict(os.environ, SKYTALLY_NOW=str(now)),
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            time.sleep(chance.random() * whole_run)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            landed += process.returncode == -signal.SIGKILL
            if kill % 4 == 3:  # else it is killed again before it was ever whole
                bench.run(now=now + 60)
                compare(f"kill {kill}", bench, folder, news)
            elif process.returncode == 0:  # it was quicker: so will the next ones be
                whole_run *= 0.8
            else:
                whole_run *= 1.05
        if landed < kills * 2 // 3:
            fail(f"only {landed} of {kills} runs were killed")
        bench.run("--keep", "1", "--by", "day", now=NOW + 2000 * HOUR)
        same("reports after kills", bench.query("SELECT count(*) FROM reports WHERE current")[0][0], news.count)
        left = [name for name in os.listdir(os.path.join(bench.out, "snapshots")) if name.startswith(".")]
        same("what kills have left beside snapshots", left, [])
        print(f"kills: {landed} of {kills}", flush=True)


# ---------------------------------------------------------------------- two at once
def check_two(folder):
    with News(feeds=1, now=NOW) as news:
        news.publish(0, "Odesa", 7)
        bench = Bench(folder, [news.url()])
        bench.run()
        news.publish(0, "Sumy", 8)
        news.hold = threading.Event()
        first = subprocess.Popen(bench.command(), env=dict(os.environ, SKYTALLY_NOW=str(NOW + HOUR)))
        while news.asked["all"] < 1 or len(news.site.requests) < 3:
            time.sleep(0.01)
        before = stamps(bench.folder)
        second = bench.run(now=NOW + HOUR, code=3)
        same("another run's files", stamps(bench.folder), before)
        if "another run is at work" not in second.stderr or str(first.pid) not in second.stderr or \
                "2025-12-29T10:20:00Z" not in second.stderr:
            fail(f"the second run says: {second.stderr}")
        news.hold.set()
        same("the first run", first.wait(60), 0)
        compare("two at once", bench, folder, news)


# ------------------------------------------------------------------ nothing changed
def check_unchanged(folder):
    with News(feeds=2, now=NOW) as news:
        news.publish(0, "Odesa", 7)
        news.publish(1, "Lviv", 9)
        bench = Bench(folder, [news.url(0), news.url(1)])
        bench.run()
        before, made = stamps(bench.out), contents(bench.out)
        for extra in ([], ["--jobs", "1"]):
            bench.run(*extra, now=NOW + HOUR)
            same("untouched", stamps(bench.out), before)
        status = bench.status()
        same("told as unchanged", (status["changed"], status["last_change"], status["last_good"]),
             (False, "2025-12-29T09:20:00Z", "2025-12-29T10:20:00Z"))
        said = subprocess.run([PROGRAM, "run", "-c", bench.config], capture_output=True, text=True,
                              check=False, cwd="/", env=dict(os.environ, SKYTALLY_NOW=str(NOW + HOUR)))
        if not said.stdout.startswith("nothing changed: 2 claims, 2 incidents"):
            fail(f"nothing changed: {said.stdout} {said.stderr}")
        rows = subprocess.run([PROGRAM, "run", "-c", bench.config, "--format", "csv"], check=False,
                              capture_output=True, env=dict(os.environ, SKYTALLY_NOW=str(NOW + HOUR)))
        same("the tally is printed all the same", rows.stdout, bench.read("tallies.csv"))
        same("untouched then", stamps(bench.out), before)
        # What is not as it was written, or would be written otherwise, is written anew.
        os.remove(os.path.join(bench.out, "tallies.csv"))
        bench.run(now=NOW + HOUR)
        same("mended", contents(bench.out), made)
        with open(os.path.join(bench.out, "incidents.csv"), "a", encoding="utf-8") as file:
            file.write("mine\n")
        bench.run(now=NOW + HOUR)
        same("mended again", contents(bench.out), made)
        before = stamps(bench.out)
        with open(os.path.join(bench.out, "notes.txt"), "w", encoding="utf-8") as file:
            file.write("my own\n")
        bench.run(now=NOW + HOUR)
        after = stamps(bench.out)
        del after["notes.txt"]
        same("a file of one's own is nobody's matter", after, before)
        bench.run("--by", "day", now=NOW + HOUR)
        if stamps(bench.out)["tallies.csv"] == before["tallies.csv"]:
            fail("another cut, and nothing written")
        # Somebody else has added to the store.
        bench.run(now=NOW + HOUR)
        before = stamps(bench.out)
        path = os.path.join(bench.folder, "report.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("date 2025-12-28\nUkraine's air force shot down 11 drones over Rivne region overnight.\n")
        subprocess.run([PROGRAM, "ingest", "-c", bench.config, path], check=True, capture_output=True)
        bench.run(now=NOW + HOUR)
        if stamps(bench.out)["tallies.csv"] == before["tallies.csv"] or b"Rivne" not in bench.read("tallies.csv"):
            fail("what `ingest` has added is not in the outputs")
        # The state can be moved, and the store is then found there.
        moved = os.path.join(bench.folder, "elsewhere")
        os.rename(bench.state, moved)
        before = stamps(bench.out)
        bench.run("--state", moved, now=NOW + HOUR)
        same("untouched by the move", stamps(bench.out), before)
        # Without the state all is asked again; the store has it all.
        asked = news.asked["conditional"]
        os.remove(os.path.join(moved, "fetch.db"))
        bench.run("--state", moved, now=NOW + HOUR)
        same("no validators without a state", news.asked["conditional"], asked)


# ------------------------------------------------------------------ another store
def check_store(folder):
    with News(feeds=2, now=NOW) as news:
        for number in range(6):
            news.publish(number % 2, REGIONS[number], 5 + number)
        bench = Bench(folder, [news.url(0), news.url(1)])
        bench.run()
        copy = bench.store + ".copy"
        shutil.copyfile(bench.store, copy)
        news.publish(0, "Lviv", 80)
        bench.run(now=NOW + HOUR)
        other = os.path.join(bench.folder, "other.gpkg")
        bench.run("--store", other, now=NOW + 2 * HOUR)
        compare("another store", bench, folder, news, raw=True)
        for name in os.listdir(bench.state):
            if name.startswith("store.gpkg") and not name.endswith("copy"):
                os.remove(os.path.join(bench.state, name))
        bench.run(now=NOW + 3 * HOUR)
        compare("the store was lost", bench, folder, news, raw=True)
        os.replace(copy, bench.store)
        bench.run(now=NOW + 4 * HOUR)
        compare("an older copy was put back", bench, folder, news, raw=True)
        same("asked as ever", news.stale, [])
        bench.configure([news.url(0), news.url(1)], fetch="keep raw = 0")
        done = bench.run("--store", os.path.join(bench.folder, "third.gpkg"), now=NOW + 5 * HOUR)
        if "fetch.db" not in done.stderr:
            fail(f"another store without a raw cache: {done.stderr}")


# ------------------------------------------------------------------ inputs and raw
def check_inputs(folder):
    with News(feeds=1, now=NOW) as news:
        news.publish(0, "Odesa", 7)
        bench = Bench(folder, [news.url()], more="[run]\ninputs = *.txt")
        with open(os.path.join(bench.folder, "a.txt"), "w", encoding="utf-8") as file:
            file.write("date 2025-12-28\nUkraine's air force shot down 11 drones over Rivne region overnight.\n")
        bench.run()
        text = bench.read("tallies.csv").decode()
        if "Rivne" not in text or "Odesa" not in text:
            fail("inputs beside sources are left out")
        asked = news.asked["all"]
        other = os.path.join(bench.folder, "other")
        bench.run("-o", other, os.path.join(bench.folder, "a.txt"))
        same("inputs on the command line, and nobody asked", news.asked["all"], asked)
        # The raw cache is read again without the network.
        again = os.path.join(bench.folder, "again.gpkg")
        done = subprocess.run([PROGRAM, "ingest", "--store", again, os.path.join(bench.state, "raw")],
                              capture_output=True, text=True, check=False)
        same("the raw cache is read", (done.returncode, done.stderr), (0, ""))
        made = subprocess.run([PROGRAM, "tally", "--store", again, "--format", "csv"],
                              capture_output=True, text=True, check=False).stdout
        if "Odesa" not in made:
            fail(f"the raw cache gives {made} {done}")
        # The sources that are shipped, without their semicolons, are all good to read.
        with open(os.path.join(SOURCE, "docs", "examples", "skytally.ini"), encoding="utf-8") as file:
            shipped = file.read()
        taken = re.sub(r"^;(?=\S)", "", shipped.replace("places.tsv", os.path.join(
            SOURCE, "docs", "examples", "places.tsv")), flags=re.M)
        path = os.path.join(bench.folder, "shipped.ini")
        with open(path, "w", encoding="utf-8") as file:
            file.write(taken)
        done = subprocess.run([PROGRAM, "resolve", "-c", path, "Kharkiv"], capture_output=True,
                              text=True, check=False)
        same(f"shipped sources: {done.stderr}", (done.returncode, taken.count("[source ")), (0, 9))


# --------------------------------------------------------------------------- fetch
def check_fetch(folder):
    """Fetched by itself, reports are in the raw cache, and in the store after the next run."""
    with News(feeds=2, follow=True, now=NOW) as news:
        for number in range(10):
            news.publish(number % 2, REGIONS[number], 5 + number)
        urls = [news.url(0), news.url(1)]
        bench = Bench(folder, urls, source="follow = yes")

        def fetch(*args, code=0):
            done = subprocess.run([PROGRAM, "fetch", "-c", bench.config, "--format", "ndjson", *args],
                                  capture_output=True, text=True, check=False,
                                  env=dict(os.environ, SKYTALLY_NOW=str(NOW)))
            same(f"fetch {args}: {done.stderr}", done.returncode, code)
            return done, {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}

        _, told = fetch("--check")
        same("checked", [(s["end"], s["status"], s["reports"]) for s in told.values()], [("fresh", 200, 5)] * 2)
        same("nothing is kept of a check", os.path.exists(bench.state), False)
        _, told = fetch("s1")
        same("one by name", list(told), ["s1"])
        same("with its pages", (told["s1"]["reports"], told["s1"]["requests"]), (5, 6))
        _, told = fetch()
        same("the other one is new", (told["s0"]["end"], told["s1"]["end"]), ("fresh", "unchanged"))
        fetch("nobody", code=2)
        if os.path.exists(bench.store):
            fail("fetch has made a store")
        news.correct(news.items[0][0], 77)
        bench.run()
        same("added of the raw cache", bench.query("SELECT count(*) FROM reports WHERE current")[0][0], 10)
        whole = Bench(folder, urls, source="follow = yes")
        news.sent.clear()
        whole.run()
        for file in ("tallies.csv", "incidents.csv"):
            same(f"fetched first, {file}", bench.read(file), whole.read(file))
        same("fetched first, claims", claims_of(bench), claims_of(whole))
        before = stamps(bench.out)
        bench.run()
        same("read once", (stamps(bench.out), bench.status()["counts"]["reports_unchanged"]), (before, 0))
        news.broken["/feed/1"] = reply(404)
        done, told = fetch("--check", code=1)
        same("one is gone", (told["s1"]["end"], told["s1"]["status"], told["s0"]["end"]), ("failed", 404, "fresh"))
        bench.configure(urls, fetch="keep raw = 0")
        done, _ = fetch(code=2)
        if "keep raw = 0" not in done.stderr:
            fail(f"without a raw cache: {done.stderr}")
        bench.configure([])
        fetch()


# ------------------------------------------------------------------------- failing
def check_failing(folder):
    with News(feeds=2, now=NOW) as news:
        news.publish(0, "Odesa", 7)
        news.broken["/feed/1"] = reply(403)
        bench = Bench(folder, [news.url(0), news.url(1)])
        done = bench.run(code=1)
        if "[source s1]" not in done.stderr or news.url(1) not in done.stderr or "s0" in done.stderr:
            fail(f"a failing source is told as {done.stderr}")
        status = bench.status()
        told = {source["name"]: source for source in status["sources"]}
        same("one fails", [status["exit_code"], status["good"], status["changed"], status["counts"]["failed"],
                           status["counts"]["reports_added"], told["s0"]["end"], told["s1"]["end"],
                           told["s1"]["failures"], told["s1"]["good"], told["s0"]["trouble"]],
             [1, True, True, 1, 1, "fresh", "failed", 1, None, None])
        if not told["s1"]["trouble"] or not status["messages"]:
            fail(f"no reason is told: {status}")
        # Failing on, it is left alone at times; each run says so, and is not quite done.
        for later in (300, 600, 700):
            done = bench.run(now=NOW + later, code=1)
            if "[source s1]" not in done.stderr:
                fail(f"a source that rests is not named: {done.stderr}")
        told = {source["name"]: source for source in bench.status()["sources"]}
        same("it rests", (told["s1"]["end"], told["s1"]["next"] is not None), ("resting", True))
        # All fail: what the store has stands.
        before = stamps(bench.out)
        news.broken["/feed/0"] = reply(403)
        bench.run(now=NOW + HOUR * 48, code=1)
        same("all fail, outputs stand", stamps(bench.out), before)
        status = bench.status()
        same("all fail", (status["good"], status["last_good"]), (False, "2025-12-29T09:31:40Z"))
        # They are back.
        news.broken.clear()
        news.publish(1, "Lviv", 9)
        bench.run(now=NOW + HOUR * 96)
        compare("back again", bench, folder, news)
        # All fail, and there is nothing: nothing is written.
        news.broken["/feed/0"] = news.broken["/feed/1"] = reply(403)
        empty = Bench(folder, [news.url(0), news.url(1)])
        empty.run(code=3)
        same("nothing could be done", (os.path.exists(empty.out), empty.status()["exit_code"],
                                       empty.status()["last_good"]), (False, 3, None))
        # A state that is no state.
        with open(os.path.join(bench.state, "fetch.db"), "w", encoding="utf-8") as file:
            file.write("no database" * 1000)
        done = bench.run(code=3)
        same("told of a damaged state", (bench.status()["exit_code"], bench.status()["good"]), (3, False))
        if "fetch.db" not in done.stderr or "remove it" not in done.stderr:
            fail(f"a damaged state is told as {done.stderr}")
        # The store is somewhere where it cannot be: nothing is remembered as asked.
        broken = Bench(folder, [news.url(0)], more="[store]\nfile = nowhere/store.gpkg")
        news.broken.clear()
        with open(os.path.join(broken.folder, "nowhere"), "w", encoding="utf-8"):
            pass
        broken.run(code=3)
        os.remove(os.path.join(broken.folder, "nowhere"))
        broken.run()
        same("told after the store is there", broken.status()["counts"]["reports_added"], 1)


# ----------------------------------------------------------------------- snapshots
def check_snapshots(folder):
    with News(feeds=1, now=NOW) as news:
        bench = Bench(folder, [news.url()], output="keep = 2")
        shots = os.path.join(bench.out, "snapshots")
        kept = {}
        for hour in range(4):
            news.publish(0, REGIONS[hour], 5 + hour)
            bench.run(now=NOW + hour * HOUR)
            name = f"2025-12-29T{9 + hour:02d}20Z"
            outputs = {k: v for k, v in contents(bench.out).items() if not k.startswith("snapshots")}
            kept[name] = outputs
            got = contents(os.path.join(shots, name))
            got.pop(".skytally-snapshot", None)
            same(f"snapshot {hour}", got, outputs)
            bench.run(now=NOW + hour * HOUR + 1800)  # nothing changed: nothing kept
            if hour == 1:
                os.mkdir(os.path.join(shots, "2020-01-01T0000Z"))  # not of our making
                os.mkdir(os.path.join(shots, "mine"))
        same("the last ones are kept", sorted(os.listdir(shots)),
             ["2020-01-01T0000Z", "2025-12-29T1120Z", "2025-12-29T1220Z", "mine"])
        a = os.stat(os.path.join(shots, "2025-12-29T1220Z", "tallies.csv"))
        b = os.stat(os.path.join(bench.out, "tallies.csv"))
        same("a link, no copy", (a.st_ino, a.st_dev), (b.st_ino, b.st_dev))
        got = contents(os.path.join(shots, "2025-12-29T1120Z"))
        got.pop(".skytally-snapshot")
        same("older ones stay as they were", got, kept["2025-12-29T1120Z"])
        # The same minute again: the later one is kept. A folder of somebody else's is in the way.
        news.publish(0, "Lviv", 50)
        bench.run(now=NOW + 3 * HOUR)
        got = contents(os.path.join(shots, "2025-12-29T1220Z"))
        same("replaced", got["tallies.csv"], contents(bench.out)["tallies.csv"])
        os.mkdir(os.path.join(shots, "2025-12-29T1320Z"))
        news.publish(0, "Rivne", 51)
        done = bench.run(now=NOW + 4 * HOUR, code=1)
        if "is not a snapshot" not in done.stderr:
            fail(f"in the way: {done.stderr}")
        os.rmdir(os.path.join(shots, "2025-12-29T1320Z"))
        bench.run(now=NOW + 4 * HOUR)
        if not os.path.exists(os.path.join(shots, "2025-12-29T1320Z", "tallies.csv")):
            fail("what could not be kept is not kept later")
        bench.run("--keep", "0", code=2)
        bench.run("--keep", "two", code=2)


# -------------------------------------------------------------------------- status
def check_status(folder):
    try:
        import jsonschema
    except ImportError:
        print("NOT CHECKED: status.json by its schema: no python3-jsonschema", flush=True)
        return
    with open(os.path.join(SOURCE, "docs", "status.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    seen = 0
    for at, _, names in os.walk(folder):
        if "status.json" in names:
            with open(os.path.join(at, "status.json"), encoding="utf-8") as file:
                jsonschema.validate(json.load(file), schema)
            seen += 1
    if seen < 8:
        fail(f"only {seen} of status.json to look at")
    with News(feeds=1, now=NOW) as news:
        bench = Bench(folder, [news.url()], output="status = www/status.json")
        os.mkdir(os.path.join(bench.folder, "www"))
        bench.run()
        same("a place of its own", sorted(os.listdir(os.path.join(bench.folder, "www"))), ["status.json"])


def main():
    checks = [check_two, check_unchanged, check_store, check_inputs, check_fetch, check_failing, check_snapshots, check_kills,
              check_week, check_status]
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for check in checks:
            if not wanted or check.__name__[6:] in wanted:
                check(folder)
    if failures:
        sys.exit(f"{len(failures)} failed")
    print("all good")


main()
