#!/usr/bin/env python3
"""A soak: soak.py [--seconds N] [--pause S] [--seed N] runs the program against sites on loopback
that grow, correct themselves and misbehave, kills it now and then, and reads its store and its
outputs all the while; beside that one `extract` reads a stream without end. Looked at, again
and again: outputs parse and databases are sound, every tally is what the sites have said, and
memory, files, descriptors and the store stay in bounds. It prints counts; exit 1: something is
amiss. Needs SKYTALLY, the program."""
import argparse
import collections
import csv
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "lib"))
from news import REGIONS, News  # noqa: E402
from site_server import CLOSE, RESET, reply  # noqa: E402

PROGRAM = os.environ["SKYTALLY"]
SANITIZED = os.environ.get("SKYTALLY_SANITIZE", "0") not in ("", "0", "OFF")
NOW = 1_767_000_000  # a Monday morning
HOUR, DAY = 3600, 86400
FEEDS = 4
MB = 1 << 20
failures = []
counts = collections.Counter()


def fail(message):
    failures.append(message)
    print("FAILED:", message, flush=True)


# ------------------------------------------------------------------------- what is wrong with sites
def drip(body, pieces, wait):
    """An answer in small pieces; the last one never comes where it takes too long."""
    whole = reply(200, body, {"Content-Type": "application/rss+xml"})
    size = max(1, len(whole) // pieces)
    for at in range(0, len(whole), size):
        time.sleep(wait)
        yield whole[at:at + size]


def again(make):
    """An iterator is used up by one answer: a new one for each."""
    class Each:
        def __iter__(self):
            return make()
    return Each()


def faults(news, patient):
    """Answers by name. Those that the program tries again take seconds: for long soaks."""
    whole = reply(200, "<rss><channel>" + "x" * 4000 + "</channel></rss>")
    loop = reply(302, headers={"Location": news.site.url("/round")})
    named = {
        "403": reply(403),
        "404": reply(404),
        "redirect": reply(302, headers={"Location": news.site.url("/feed/0")}),
        "circle": loop,
        "elsewhere": reply(301, headers={"Location": "file:///etc/passwd"}),
        "garbage": reply(200, bytes(random.Random(3).randbytes(5000))),
        "page": reply(200, "<!DOCTYPE html><html><body><p>Are you human?</p></body></html>",
                      {"Content-Type": "text/html"}),
        "rest": reply(429, headers={"Retry-After": "3600"}),
        "drip": again(lambda: drip(news.feed(1).encode(), 20, 0.02)),
        "too slow": again(lambda: drip(news.feed(2).encode(), 40, 0.2)),
    }
    if patient:
        named |= {
            "500": reply(500),
            "503": reply(503),
            "429": reply(429, headers={"Retry-After": "1"}),
            "cut": again(lambda: iter([whole[:2000], CLOSE])),
            "reset": again(lambda: iter([whole[:1000], RESET])),
            "half a head": again(lambda: iter([b"HTTP/1.1 200 Fine\r\nContent-Le", CLOSE])),
        }
    news.broken["/round"] = loop
    return named


# ----------------------------------------------------------------------------------- what is looked at
def read_csv(text):
    return {row["region"]: int(row["intercepted"]) for row in csv.DictReader(io.StringIO(text))
            if row["level"] == "region" and row["intercepted"]}


def check_outputs(folder, name):
    """Every file whole. While they are replaced, one may be of the next run, but none half."""
    for file in os.listdir(folder):
        path = os.path.join(folder, file)
        try:
            if file.endswith((".geojson", ".json")):
                with open(path, encoding="utf-8") as stream:
                    json.load(stream)
            elif file.endswith(".ndjson"):
                with open(path, encoding="utf-8") as stream:
                    for line in stream:
                        json.loads(line)
            elif file.endswith(".csv"):
                with open(path, encoding="utf-8", newline="") as stream:
                    widths = {len(row) for row in csv.reader(stream)}
                if len(widths) != 1:
                    fail(f"{name}: {file} has rows of {widths} cells")
            elif file.endswith(".gpkg"):
                check_database(path, f"{name}: {file}", immutable=True)
            else:
                continue
            counts["files parsed"] += 1
        except FileNotFoundError:
            pass  # a file of the one before
        except (ValueError, UnicodeDecodeError) as error:
            fail(f"{name}: {file}: {error}")


def check_database(path, name, immutable=False):
    uri = f"file:{path}?mode=ro" + ("&immutable=1" if immutable else "")
    try:
        with open(path, "rb"):
            database = sqlite3.connect(uri, uri=True, timeout=30)
        told = database.execute("PRAGMA integrity_check").fetchall()
        database.close()
    except sqlite3.Error as error:
        fail(f"{name}: {error}")
        return
    counts["databases checked"] += 1
    if told != [("ok",)]:
        fail(f"{name}: {told[:3]}")


def files_below(folder):
    return sum(len(names) for _, _, names in os.walk(folder))


def rss(pid):
    """Resident pages that are the process's own, in bytes; the mapped gazetteer is not."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        words = file.read().split()
    return (int(words[1]) - int(words[2])) * os.sysconf("SC_PAGE_SIZE")


# --------------------------------------------------------------------------------- a stream without end
class Stream:
    """`extract` over standard input, fed at a moderate pace for as long as the soak lasts."""

    def __init__(self, seconds, pace):
        self.process = subprocess.Popen([PROGRAM, "extract", "--jobs", "4", "--format", "ndjson", "-"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.until, self.pace = time.monotonic() + seconds, pace
        self.given = self.taken = 0
        self.samples = []  # seconds, bytes, descriptors, threads
        self.began = time.monotonic()
        self.threads = [threading.Thread(target=target, daemon=True)
                        for target in (self.feed, self.take, self.said, self.sample)]
        self.errors = b""
        for thread in self.threads:
            thread.start()

    @staticmethod
    def value(number):
        return 2 + number % 97

    def feed(self):
        filling = " ".join("Nothing more was known of the road, the river and the weather." for _ in range(12))
        while time.monotonic() < self.until:
            lines = []
            for _ in range(100):
                number, self.given = self.given, self.given + 1
                lines.append(json.dumps({
                    "url": f"https://example.org/{number}", "published": "2025-12-28",
                    "text": f"Ukrainian forces shot down {self.value(number)} Russian drones over "
                            f"{REGIONS[number % 20]} region overnight. {filling} {number}"}))
            self.process.stdin.write(("\n".join(lines) + "\n").encode())
            self.process.stdin.flush()
            time.sleep(self.pace)
        self.process.stdin.close()

    def take(self):
        for line in self.process.stdout:
            claim = json.loads(line)
            if claim["value"] != self.value(self.taken) or not claim["url"].endswith(f"/{self.taken}"):
                fail(f"the stream's claim {self.taken} is {line[:300]}")
                self.until = 0
                return
            self.taken += 1

    def said(self):
        self.errors = self.process.stderr.read()

    def sample(self):
        folder = f"/proc/{self.process.pid}"
        while self.threads[0].is_alive():
            try:
                self.samples.append((time.monotonic() - self.began, rss(self.process.pid),
                                     len(os.listdir(folder + "/fd")), len(os.listdir(folder + "/task"))))
            except OSError:
                return
            time.sleep(0.5 if len(self.samples) < 120 else 5)

    def end(self):
        self.until = 0
        for thread in self.threads[:3]:
            thread.join(120)
        code = self.process.wait(60)
        if code != 0 or self.errors:
            fail(f"the stream ends with {code}: {self.errors[-500:]}")
        if self.taken != self.given:
            fail(f"the stream gave {self.taken} claims of {self.given} reports")
        # After a minute, or a tenth of a short soak, all pools are as large as they get.
        warm = min(60, (time.monotonic() - self.began) * 0.3)
        early = [sample for sample in self.samples if sample[0] <= warm] or self.samples[:1]
        first, last = early[-1], self.samples[-1]
        highest = max(sample[1] for sample in self.samples)
        # The address sanitizer keeps for a while what was freed.
        if not SANITIZED and last[1] > first[1] * 1.15 + 2 * MB:
            fail(f"the stream's memory has grown from {first[1]} to {last[1]}")
        if last[2] > first[2] or last[3] > first[3]:
            fail(f"the stream's descriptors or threads have grown: {first}, {last}")
        print(f"the stream: {self.given} reports, {self.taken} claims, {len(self.samples)} samples; memory of its own "
              f"{first[1] / MB:.1f} MB after {first[0]:.0f} s, {last[1] / MB:.1f} MB after {last[0]:.0f} s, "
              f"at most {highest / MB:.1f} MB; {last[2]} descriptors, {last[3]} threads")


# ------------------------------------------------------------------------------- a refresh that goes on
class Refresh:
    def __init__(self, folder, chance, patient, pause):
        self.folder, self.chance, self.pause = folder, chance, pause
        self.news = News(feeds=FEEDS, now=NOW)
        self.news.window = 40
        self.faults = faults(self.news, patient)
        self.out, self.state = os.path.join(folder, "out"), os.path.join(folder, ".skytally")
        self.store = os.path.join(self.state, "store.gpkg")
        self.config = os.path.join(folder, "skytally.ini")
        with open(self.config, "w", encoding="utf-8") as file:
            file.write("[fetch]\nspacing = 0\nmax time = 2s\nkeep raw = 60d\n"
                       "[output]\ndir = out\nkeep = 3\nformats = csv, geojson, ndjson, gpkg, html, shp, qgis, svg\n")
            for number in range(FEEDS):
                file.write(f"[source s{number}]\nurl = {self.news.url(number)}\nkind = rss\nlang = en\n")
        self.now = NOW
        self.settled = {}  # what the last calm run has made of each region
        self.took = 1.0
        self.peaks = []  # memory of whole runs
        self.sizes = []  # files of state and outputs, bytes of the store, versions, after each calm run

    def command(self, *args):
        return [PROGRAM, "run", "-q", "-c", self.config, *args]

    def environment(self):
        return dict(os.environ, SKYTALLY_NOW=str(self.now))

    def expected(self):
        """By region what the sites say by now; no two items tell of one region and day."""
        said = collections.Counter()
        for item in self.news.all_items():
            said[item.place] += item.value
        return dict(said)

    def publish(self, places):
        for _ in range(min(len(places), self.chance.randint(1, 3))):
            self.news.publish(self.chance.randrange(FEEDS), places.pop(), self.chance.randint(2, 90))
            counts["items"] += 1
        items = [item for feed in range(FEEDS) for item in self.news.listed(feed)[-8:]]
        if items and self.chance.random() < 0.4:
            item = self.chance.choice(items)
            self.news.correct(item, item.value + self.chance.randint(100, 200))
            counts["corrections"] += 1

    def wild_round(self, places):
        """Something is published, some sites misbehave, and the run may be killed."""
        self.now += HOUR
        self.publish(places)
        broken = {}
        for feed in range(FEEDS):
            if self.chance.random() < 0.4:
                name = self.chance.choice(sorted(self.faults))
                broken[f"/feed/{feed}"] = self.faults[name]
                counts["fault: " + name] += 1
        self.news.broken.update(broken)
        process = subprocess.Popen(self.command(), env=self.environment(), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        if self.chance.random() < 0.35:
            time.sleep(self.chance.random() * self.took)
            sent = self.chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
            process.send_signal(sent)
            said = process.communicate(timeout=120)[1]
            counts[f"killed by {sent.name}" if process.returncode == -sent else "killed too late"] += 1
            good = (-sent, 0, 1, 3)
        else:
            said = process.communicate(timeout=120)[1]
            good = (0, 1, 3)
        if process.returncode not in good:
            fail(f"a run ends with {process.returncode}: {said[-1500:]}")
        counts["runs"] += 1
        for path in broken:
            del self.news.broken[path]

    def calm_round(self):
        """All sites are well and no source rests any more: all that was said has to be there."""
        self.now += 3 * DAY
        began = time.monotonic()
        process = subprocess.Popen(self.command(), env=self.environment(), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
        process.stderr.close()
        self.took = 0.8 * self.took + 0.2 * (time.monotonic() - began)
        self.peaks.append(usage.ru_maxrss * 1024)
        counts["runs"] += 1
        if process.returncode != 0:
            fail(f"a calm run ends with {process.returncode}: {said[-1500:]}")
            return
        check_outputs(self.out, "after a calm run")
        check_database(self.store, "the store")
        with open(os.path.join(self.out, "tallies.csv"), encoding="utf-8") as file:
            told = {self.place(region): value for region, value in read_csv(file.read()).items()}
        expected = self.expected()
        if told != expected:
            fail(f"the tally is off: {sorted(told.items() ^ expected.items())[:6]}")
        counts["tallies equal"] += told == expected
        self.settled = expected
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as database:
            current, versions = database.execute("SELECT sum(current), count(*) FROM reports").fetchone()
        if current != self.news.count:
            fail(f"{current} reports stand of {self.news.count}")
        self.sizes.append((files_below(self.folder), os.path.getsize(self.store), versions))

    @staticmethod
    def place(region):
        """The gazetteer may write "Odesa Oblast" for what was said as "Odesa region"."""
        return next((place for place in REGIONS if region.startswith(place)), region)

    def read(self):
        """What others read meanwhile is whole, and lies between what was settled and what is said."""
        low = dict(self.settled)
        with tempfile.TemporaryDirectory() as folder:
            if self.chance.random() < 0.5:
                done = subprocess.run([PROGRAM, "tally", "--store", self.store, "--format", "csv"],
                                      capture_output=True, text=True, timeout=120, check=False)
                text = done.stdout
            else:
                done = subprocess.run([PROGRAM, "export", "--store", self.store, "-o", folder, "--format", "csv,gpkg,geojson"],
                                      capture_output=True, text=True, timeout=120, check=False)
                text = ""
                if done.returncode == 0:
                    check_outputs(folder, "an export meanwhile")
                    with open(os.path.join(folder, "tallies.csv"), encoding="utf-8") as file:
                        text = file.read()
        high = self.expected()
        counts["reads"] += 1
        if done.returncode != 0 or done.stderr:
            fail(f"a reader ends with {done.returncode}: {done.stderr[-500:]}")
            return
        told = {self.place(region): value for region, value in read_csv(text).items()}
        for region in low.keys() | told.keys():
            if not low.get(region, 0) <= told.get(region, 0) <= high.get(region, 0):
                fail(f"a reader is told {told.get(region)} of {region}: not in {low.get(region)} to {high.get(region)}")

    def reader(self, stop):
        while not stop.is_set():
            self.read()
            check_outputs(self.out, "while runs go on")
            stop.wait(self.pause)

    def cycle(self, n_wild):
        places = random.Random(self.now).sample(REGIONS, len(REGIONS))
        self.news.now = self.now
        stop = threading.Event()
        reading = threading.Thread(target=self.reader, args=(stop,))
        if self.settled:
            reading.start()
        for _ in range(n_wild):
            self.wild_round(places)
            time.sleep(self.pause)
        stop.set()
        if self.settled:
            reading.join()
        self.calm_round()
        counts["cycles"] += 1

    def finish(self):
        """Bounds over the whole time."""
        at_once = os.path.join(self.folder, "once.gpkg")
        window, self.news.window = self.news.window, None
        self.news.sent.clear()
        done = subprocess.run([*self.command(), "--store", at_once, "--state", os.path.join(self.folder, "s2"),
                               "-o", os.path.join(self.folder, "o2")],
                              env=self.environment(), capture_output=True, text=True, check=False)
        self.news.window = window
        if done.returncode != 0:
            fail(f"read at once: {done.returncode} {done.stderr[-500:]}")
            return
        for name in ("tallies.csv", "incidents.csv"):
            with open(os.path.join(self.out, name), "rb") as one, \
                    open(os.path.join(self.folder, "o2", name), "rb") as two:
                if one.read() != two.read():
                    fail(f"{name} is not that of the final state read at once")
        (files, _, _), (files_last, size, versions) = self.sizes[min(3, len(self.sizes) - 1)], self.sizes[-1]
        once = os.path.getsize(at_once)
        # Versions that were superseded are kept, and pages are not filled to the last byte.
        if size > once * (1 + versions / self.news.count):
            fail(f"the store has grown to {size}, at once it has {once}")
        # The raw cache is a file a month, for sixty days; three snapshots; the rest is fixed.
        if files_last > files + 2 * len(os.listdir(self.out)) + 6:
            fail(f"files have grown from {files} to {files_last}")
        hidden = [name for at in (self.out, os.path.join(self.out, "snapshots"), self.state)
                  for name in os.listdir(at) if name.startswith(".skytally") or ".tmp" in name]
        if [name for name in hidden if name not in (".skytally.lock", ".skytally-lock")]:
            fail(f"left behind: {hidden}")
        early = max(self.peaks[:10])
        print(f"the refresh: {self.news.count} items in {versions} versions, store {size} bytes (at once {once}), "
              f"{files} files at first and {files_last} at last, peak of a run {early / MB:.1f} MB at first and "
              f"{self.peaks[-1] / MB:.1f} MB at last")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--pause", type=float, default=0.0, help="between rounds, seconds")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    patient = asked.seconds >= 60
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        stream = Stream(asked.seconds, 0.05 if not patient else 0.2)
        refresh = Refresh(folder, random.Random(asked.seed), patient, asked.pause)
        told = began
        while time.monotonic() - began < asked.seconds and len(failures) < 20:
            refresh.cycle(4 if patient else 2)
            if time.monotonic() - told > 300:
                told = time.monotonic()
                print(f"after {told - began:.0f} s: {counts['cycles']} cycles, {counts['runs']} runs, "
                      f"{len(failures)} failed", flush=True)
        refresh.finish()
        stream.end()
        refresh.news.close()
    own = len(os.listdir("/proc/self/fd"))
    print(f"soaked for {time.monotonic() - began:.0f} s; " +
          ", ".join(f"{name} {number}" for name, number in sorted(counts.items())) +
          f"; {own} descriptors here")
    if failures:
        sys.exit(f"{len(failures)} failed")
    print("all good")


main()
