#!/usr/bin/env python3
"""Failure at every allocation, write and read in turn: fault.py [--all | --share I/N] [--once | --on]
[--kinds memory,writes,reads] [--told] [CASE...]. Each case is a command; it is run once to count what it asks for, and then again and
again with one request failing (or that one and all later ones): each from another place of the code,
told by the stack; with --all each single one. It must end well and with the right output, or with exit 1 or
3, a message of a line, and nothing but old or new files; never by a signal, and never in silence.
Where what was asked for cannot be read, a part of the output may be missing, and exit 1 says so.
--share takes every N-th place, from the I-th on; I = 0: another one each day. --told lists what was said.
Needs SKYTALLY and FAULT_SO, what tests/fault/fault.c was built to."""
import argparse
import collections
import datetime
import gzip
import hashlib
import mmap
import os
import re
import resource
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

PROGRAM, SHIM = os.environ["SKYTALLY"], os.environ["FAULT_SO"]
TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
MEMORY, WRITES, READS = 0, 1, 2
KINDS = ("memory", "writes", "reads")
LIBPROJ = "libproj.so.25"
GNUTLS = re.compile(r"^Error in GnuTLS initialization.*\n", re.M)  # which comes with PROJ, and is not asked for anything
LINKER = 127  # how the dynamic linker ends a program for which it has no memory
MAX_SITES = 4 << 20
SITES_AT = 48  # where the shared file has the stacks: behind six counts
BEGIN, END = 1, 2
NOW = "1767000000"
REPORTS = os.path.join(TREE, "docs", "examples", "reports")
TEXT = "date 2024-09-01\nNine drones were shot down over the Kursk region. Two fell in Kursk.\n"
HTML = ("<!DOCTYPE html><html lang='en'><head><meta charset='windows-1252'><title>A night</title>"
        "<meta property='article:published_time' content='2024-09-01T08:00:00Z'></head><body><article>"
        "<h1>A night</h1><p>Nine drones were shot down over the Kursk region, the ministry said \x93overnight\x94.</p>"
        "</article></body></html>")
FEED = ("<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>News</title>"
        "<item><title>A night</title><link>https://example.org/1</link><pubDate>Sun, 01 Sep 2024 08:00:00 GMT</pubDate>"
        "<description>Nine drones were shot down over the Kursk region.</description></item></channel></rss>")
LINES = ('{"url": "https://example.org/1", "published": "2024-09-01", "text": "Nine drones were shot down over the Kursk region."}\n'
         '{"url": "https://example.org/2", "published": "2024-09-01", "tags": ["a"], "text": "Two drones hit Sumy \\u2014 again."}\n')
TABLE = 'url,published,text\nhttps://example.org/1,2024-09-01,"Nine drones were shot down over the Kursk region."\n'


def warc():
    page = HTML.encode("cp1252", "replace")
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    record = (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/p\r\n"
              b"WARC-Date: 2024-09-01T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
              b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(body))
    return gzip.compress(record + body + b"\r\n\r\n", mtime=0)


# ---------------------------------------------------------------------------------- the cases
def put(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def inputs(folder):
    put(folder, "a.txt", TEXT)
    put(folder, "a.html", HTML.encode("cp1252", "replace"))
    put(folder, "a.xml", FEED)
    put(folder, "a.ndjson", LINES)
    put(folder, "a.csv", TABLE)
    put(folder, "a.warc.gz", warc())
    put(folder, "skytally.ini", "[run]\ninputs = a.txt\n[output]\ndir = out\nformats = csv, geojson\n")


def plain(*args):
    done = subprocess.run([PROGRAM, *args], capture_output=True, check=False, env=dict(os.environ, SKYTALLY_NOW=NOW))
    if done.returncode != 0:
        sys.exit(f"{args}: {done.returncode} {done.stderr.decode()}")
    return done.stdout


def with_folder(folder):
    put(folder, "folder/a.txt", TEXT)
    put(folder, "folder/b/a.ndjson", LINES)


def with_claims(folder):
    """Claims, and outputs of others."""
    inputs(folder)
    put(folder, "claims.ndjson", plain("extract", "--format", "ndjson", os.path.join(folder, "a.txt"),
                                       os.path.join(REPORTS, "2024-11-26-ukraine.txt")))
    put(folder, "old.ndjson", plain("extract", "--format", "ndjson", os.path.join(folder, "a.csv")))


def exporting(formats):
    def make(folder):
        with_claims(folder)
        plain("export", "-o", os.path.join(folder, "out"), "--format", formats, os.path.join(folder, "old.ndjson"))
    return make


def with_output(folder):
    inputs(folder)
    plain("run", "-q", "-o", os.path.join(folder, "out"), "--formats", "csv,geojson", os.path.join(folder, "a.csv"))


def with_store(folder):
    inputs(folder)
    plain("ingest", "--store", os.path.join(folder, "store.gpkg"), os.path.join(folder, "a.csv"))


def with_store_and_output(folder):
    with_store(folder)
    plain("run", "-q", "--store", os.path.join(folder, "store.gpkg"), "-o", os.path.join(folder, "out"), "--formats",
          "csv,geojson")


def with_gazetteer(folder):
    inputs(folder)
    shutil.copytree(os.path.join(TREE, "tests", "fuzz", "gazetteer"), os.path.join(folder, "tables"))
    put(folder, "out.gaz", "what was there\n")


def with_regions(folder):
    with_claims(folder)
    shutil.copy(os.path.join(TREE, "docs", "examples", "regions.geojson"), folder)


def read(name):
    return inputs, ["extract", "--jobs", "1", "--format", "ndjson", name]


def export(formats, *more):
    return exporting(formats), ["export", "-o", "out", "--format", formats, *more, "claims.ndjson"]


CASES = {
    "text": read("a.txt"),
    "lines": read("a.ndjson"),
    "page": read("a.html"),
    "feed": read("a.xml"),
    "table": read("a.csv"),
    "archive": read("a.warc.gz"),
    "printed": (inputs, ["extract", "--jobs", "1", "--format", "table", "a.txt"]),
    "many": (inputs, ["extract", "--jobs", "1", "--format", "ndjson", "a.txt", "a.html", "a.ndjson"]),
    "two jobs": (inputs, ["extract", "--jobs", "2", "--format", "ndjson", "a.txt", "a.html", "a.ndjson"]),
    "folder": (with_folder, ["extract", "--jobs", "1", "--format", "ndjson", "folder"]),
    "unread": (inputs, ["extract", "--unread", "a.txt"]),
    "trace": (inputs, ["extract", "--trace", "a.txt"]),
    "places": (inputs, ["places", "--format", "ndjson", "a.txt"]),
    "resolve": (inputs, ["resolve", "--format", "ndjson", "Kursk"]),
    "tally": (with_claims, ["tally", "--format", "csv", "claims.ndjson"]),
    "tally table": (with_claims, ["tally", "--by", "day", "--format", "table", "claims.ndjson"]),
    "tally late": (with_claims, ["tally", "--format", "csv", "claims.ndjson"]),
    "tally regions": (with_regions, ["tally", "--regions", "regions.geojson", "--format", "csv", "claims.ndjson"]),
    "explain": (with_claims, ["explain", "total", "claims.ndjson"]),
    "explain json": (with_claims, ["explain", "--format", "json", "total", "a.txt"]),
    "merge": (with_claims, ["merge", "-o", "old.ndjson", "claims.ndjson"]),
    "merge printed": (with_claims, ["merge", "claims.ndjson", "old.ndjson"]),
    "csv": export("csv"),
    "ndjson": export("ndjson"),
    "geojson": export("geojson"),
    "shp": export("shp"),
    "shp crs": export("shp", "--crs", "EPSG:3857"),
    "gpkg": export("gpkg"),
    "qgis": export("qgis,geojson"),
    "html": export("html"),
    "svg": export("svg"),
    "run": (with_output, ["run", "-q", "--jobs", "1", "-o", "out", "--formats", "csv,geojson", "a.txt"]),
    "ini": (with_output, ["run", "-q", "--jobs", "1", "-c", "skytally.ini"]),
    "ingest": (with_store, ["ingest", "--jobs", "1", "--store", "store.gpkg", "a.txt", "a.ndjson"]),
    "first ingest": (inputs, ["ingest", "--jobs", "1", "--store", "new.gpkg", "a.txt"]),
    "run store": (with_store_and_output, ["run", "-q", "--jobs", "1", "--store", "store.gpkg", "-o", "out", "--formats",
                                          "csv,geojson", "a.txt"]),
    "tally store": (with_store, ["tally", "--store", "store.gpkg", "--format", "csv"]),
    "gazetteer": (with_gazetteer, ["gazetteer", "build", "--output", "out.gaz", "tables"]),
    "info": (inputs, ["gazetteer", "info", "--format", "ndjson"]),
    "fields": (inputs, ["fields", "tallies"]),
    "lexicon": (inputs, ["lexicon", "check", os.path.join(TREE, "docs", "examples", "sv.tsv")]),
}
STORES = ("store.gpkg", "new.gpkg")
VOLATILE = ("last_change", "timestamp")
# A store grows step by step, each step whole: the states between the old one and the new one, as commands
# after which they stand, and with how many of the lines of a.ndjson.
ADD = ["ingest", "--jobs", "1", "--store"]
STEPS = {
    "ingest": [([*ADD, "store.gpkg", "a.txt"], 2), ([*ADD, "store.gpkg", "a.txt", "a.ndjson"], 1),
               ([*ADD, "store.gpkg", "a.ndjson"], 2), ([*ADD, "store.gpkg", "a.ndjson"], 1)],
    "first ingest": [([*ADD, "new.gpkg", "nothing.ndjson"], 2)],
}


# ---------------------------------------------------------------------------------- the state of files
def content(path):
    """A hash of all that a database says, tables, triggers and index of shapes, but of when it was
    written; "damaged" and the like where it is not sound."""
    told = hashlib.sha256()
    try:
        database = sqlite3.connect(f"file:{path}?mode=rw", uri=True)
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "damaged"
        if database.execute("PRAGMA foreign_key_check").fetchall():
            return "rows that belong to none"
        parts = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        told.update(repr(parts).encode())
        for kind, name, _ in parts:
            if kind == "table" and not name.endswith(("_node", "_rowid", "_parent")):
                columns = [column for _, column, *_ in database.execute(f'PRAGMA table_info("{name}")')
                           if column not in VOLATILE]
                told.update(repr((name, database.execute("SELECT " + ", ".join(
                    f'"{column}"' for column in columns) + f' FROM "{name}" ORDER BY 1, 2').fetchall())).encode())
        database.close()
    except sqlite3.Error as error:
        return f"no database: {error}"
    return told.hexdigest()


def state(folder):
    """Every file by what it holds; locks hold nothing, journals of a store are its own matter."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            short = os.path.relpath(path, folder)
            if name in STORES:
                found[short] = content(path)
            elif not name.endswith(("-lock", "-journal", "-wal", "-shm", "lock")):
                with open(path, "rb") as file:
                    found[short] = hashlib.sha256(file.read()).hexdigest()
    return found


def stamps(folder):
    return sorted((os.path.join(at, name), os.lstat(os.path.join(at, name)).st_ino,
                   os.lstat(os.path.join(at, name)).st_mtime_ns) for at, _, names in os.walk(folder) for name in names)


class Server:
    """The program, stopped before main(): a copy of it for each order."""

    def __init__(self, folder, work, args, late=False):
        # Loading PROJ takes longer than most runs, so it is there beforehand, but for the case of it.
        preload = SHIM if late else f"{SHIM} {LIBPROJ}"
        self.out, self.err = os.path.join(folder, "out"), os.path.join(folder, "err")
        self.shared = os.open(os.path.join(folder, "shared"), os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.ftruncate(self.shared, SITES_AT + len(KINDS) * 8 * MAX_SITES)
        self.map = mmap.mmap(self.shared, SITES_AT + len(KINDS) * 8 * MAX_SITES)
        self.stack = os.open(os.path.join(folder, "stack"), os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        orders, self.orders = os.pipe()
        self.answers, answers = os.pipe()

        def place():
            for number, fd in ((198, orders), (199, answers), (200, self.shared), (201, self.stack)):
                os.dup2(fd, number, inheritable=True)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        self.process = subprocess.Popen(
            [PROGRAM, *args], cwd=work, close_fds=False, preexec_fn=place,
            env=dict(os.environ, LD_PRELOAD=preload, FAULT_IN="/dev/null", FAULT_OUT=self.out, FAULT_ERR=self.err,
                     SKYTALLY_NOW=NOW))
        os.close(orders)
        os.close(answers)

    def order(self, fails=0, kind=MEMORY, on=False, sites=False, timeout=10.0, walks=0):
        os.write(self.orders, struct.pack("=qiiiiii", fails, kind, on, sites, int(timeout * 1000), walks, 0))

    def ask(self, fails=0, kind=MEMORY, on=False, sites=False, timeout=10.0):
        os.ftruncate(self.stack, 0)
        os.lseek(self.stack, 0, os.SEEK_SET)
        self.order(fails, kind, on, sites, timeout)
        answer = os.read(self.answers, 4)
        if len(answer) < 4:
            sys.exit("the server has gone")
        if answer == struct.pack("=i", -2):
            sys.exit("no process can be made")
        with open(self.out, "rb") as out, open(self.err, "rb") as err:
            said = GNUTLS.sub("", err.read().decode("utf-8", "replace"))
            return struct.unpack("=i", answer)[0], out.read(), said

    def counts(self):
        """Of each kind how many calls; how many failed, of which descriptor the first; and how many allocations
        came before anything was written."""
        return struct.unpack("=qqqqqq", self.map[:SITES_AT])

    def sites(self, kind, count):
        at = SITES_AT + kind * 8 * MAX_SITES
        count = min(count, MAX_SITES)
        return struct.unpack(f"={count}Q", self.map[at:at + 8 * count])

    def whence(self):
        """The latest failure: innermost functions first, ours by file and line."""
        with open(f"/proc/self/fd/{self.stack}", encoding="utf-8", errors="replace") as file:
            lines = [line for line in file.read().splitlines() if SHIM not in line]
        told = []
        for line in lines[:24]:
            path, _, rest = line.partition("(")
            at = rest.partition(")")[0]
            if path == PROGRAM and at.startswith("+"):  # what called: a byte before where it returns to
                done = subprocess.run(["addr2line", "-fse", PROGRAM, hex(int(at, 16) - 1)], capture_output=True,
                                      text=True, check=False).stdout.split()
                told.append(f"{done[0]} {done[1]}" if len(done) > 1 else at)
            else:
                told.append(os.path.basename(path).partition(".so")[0] + ":" + at.partition("+")[0])
        return " < ".join(told)

    def close(self):
        os.close(self.stack)
        os.close(self.orders)
        self.process.wait()
        os.close(self.answers)
        self.map.close()
        os.close(self.shared)


class Case:
    def __init__(self, name, folder):
        self.name, (make, self.args) = name, CASES[name]
        self.folder = tempfile.mkdtemp(dir=folder)
        self.pristine, self.work = os.path.join(self.folder, "pristine"), os.path.join(self.folder, "work")
        os.mkdir(self.pristine)
        make(self.pristine)
        self.found, self.known = [], 0
        self.restore()
        self.old = state(self.work)
        self.server = Server(self.folder, self.work, self.args, name == "tally late")
        # Twice: the first may have made what is kept, such as a cache.
        for _ in range(2):
            self.restore()
            ended, self.right, said = self.server.ask(sites=True, timeout=200)
            if ended not in (0, 256):
                sys.exit(f"{name} does not work: {ended} {said}")
        self.code, self.said = os.WEXITSTATUS(ended), said
        self.new = state(self.work)
        self.lines = set()
        if self.args[0] == "merge" and "-o" in self.args:
            with open(os.path.join(self.work, "old.ndjson"), "rb") as file:
                self.lines = set(file)
        self.asked = self.server.counts()[:len(KINDS)]
        before = self.server.counts()[-1]
        self.unwritten = before if before >= 0 else self.asked[MEMORY]
        self.stacks = [self.server.sites(kind, self.asked[kind]) for kind in range(len(KINDS))]
        self.between = [self.step(*step) for step in STEPS.get(name, ())]
        self.told = collections.Counter()
        self.restore()

    def step(self, args, lines):
        """What a store says when a part of the work is done."""
        self.restore()
        with open(os.path.join(self.work, "a.ndjson"), "w", encoding="utf-8") as file:
            file.writelines(LINES.splitlines(True)[:lines])
        put(self.work, "nothing.ndjson", "\n")
        subprocess.run([PROGRAM, *args], cwd=self.work, capture_output=True, check=False,
                       env=dict(os.environ, SKYTALLY_NOW=NOW))
        now = state(self.work)
        return {name: now[name] for name in STORES if name in now}

    def restore(self):
        """The folder itself stays: it is the server's own."""
        if os.path.isdir(self.work):
            if getattr(self, "stamps", None) == stamps(self.work):
                return
            for name in os.listdir(self.work):
                path = os.path.join(self.work, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        shutil.copytree(self.pristine, self.work, dirs_exist_ok=True)
        self.stamps = stamps(self.work)

    def moments(self, kind, every, share):
        """The numbers of calls: of each stack the first and the last one, or all."""
        if every:
            chosen = list(range(1, self.asked[kind] + 1))
        else:
            first, last = {}, {}
            for number, stack in enumerate(self.stacks[kind], 1):
                first.setdefault(stack, number)
                last[stack] = number
            chosen = sorted(set(first.values()) | (set(last.values()) if kind != MEMORY else set()))
        return chosen[share[0] % share[1]::share[1]]

    def fail(self, number, kind, on, what):
        mode = f"{KINDS[kind]}{' on' if on else ''}"
        self.found.append((number, mode, what))
        if len(self.found) <= 60:
            print(f"FAILED: {self.name}, {mode} {number}: {what}\n    at {self.server.whence()}", flush=True)

    def is_between(self, now):
        """Old files or new ones; of a store any whole step between."""
        def fits(was):
            return {name for name in now.keys() | was.keys() if now.get(name) != was.get(name)}
        if not fits(self.old) or not fits(self.new):
            return None
        for store in (*self.between, {name: self.new[name] for name in STORES if name in self.new}):
            if store and dict(self.old, **store) == now:
                return None
        return sorted(fits(self.old))[:4], sorted(fits(self.new))[:4]

    def try_all(self, kind, numbers, modes):
        """A walker serves as long as nothing has been written that a child of it could undo."""
        numbers = sorted(numbers)
        alone = "2" not in self.args  # threads do not go along
        walked = [number for number in numbers if alone and kind == MEMORY and number <= self.unwritten]
        if walked:
            self.server.order(walks=BEGIN)
        for number in numbers:
            if walked and number > walked[-1]:
                self.server.order(walks=END)
                walked = []
            for on in modes:
                self.try_one(number, kind, on)
        if walked:
            self.server.order(walks=END)
        return len(numbers) * len(modes)

    def try_one(self, number, kind, on):
        ended, out, said = self.server.ask(number, kind, on)
        self.told[ended, KINDS[kind], re.sub(r"/\S*/|\.\d+\.part|/\.skytally-\S+", "…/", said)] += 1
        if ended == -1:
            self.fail(number, kind, on, f"hangs: {said[-300:]}")
        elif os.WIFSIGNALED(ended) and re.match(r"(hook_open \S+ < )?(lib(shp|proj):|libxml2:xmlGetGlobalState)", self.server.whence()):
            self.known += 1  # they use what they did not get (docs/security.md); the files have to stay all the same
            self.judge(3, b"", "dies in a library", (number, kind, True))
        elif os.WIFSIGNALED(ended):
            self.fail(number, kind, on, f"dies of {signal.Signals(os.WTERMSIG(ended)).name}: {said[-300:]}")
        else:
            self.judge(os.WEXITSTATUS(ended), out, said, (number, kind, on))
        self.restore()

    def judge(self, code, out, said, where):
        _, kind, on = where
        n_failed, fd = self.server.counts()[len(KINDS):-1]
        changed = self.stamps != stamps(self.work)
        now = state(self.work) if changed else self.old
        # Where there is memory for nothing more, or no folder can be listed, what stands aside stays, as after a kill.
        if "what stood in outputs" in said or kind != WRITES and on:
            now = {name: what for name, what in now.items() if "/.skytally-" not in "/" + name and not name.endswith(".part")}
        # A message that cannot be said changes nothing.
        if code == self.code and (said == self.said or kind == WRITES and fd == 2):
            if out != self.right:
                self.fail(*where, f"exit {code}, and another output: {out[-200:]!r} {said[-200:]}")
            if now != self.new:
                self.fail(*where, f"exit {code}, and other files: {self.is_between(now) or 'the old ones'} {said[-200:]}")
            return
        if code == 0:
            self.fail(*where, f"exit 0: {said[-300:]}")
        if code not in (1, 3, LINKER) or n_failed == 0:
            self.fail(*where, f"exit {code}: {said[-300:]}")
        if not said.strip() and not (kind == WRITES and on):  # the message is a write as well
            self.fail(*where, f"exit {code}, and not a word")
        if sum("warning: " not in line for line in said.splitlines()) > 3:
            self.fail(*where, f"exit {code}, and too many words: {said[:600]}")
        if self.args[0] != "ingest" and not self.is_cut(out, kind, code):  # which tells how far it came
            self.fail(*where, f"exit {code}, and another output: {out[-200:]!r} {said[-200:]}")
        if kind == READS and code == 1 and self.args[0] == "merge":
            now = {name: what for name, what in now.items() if name != "old.ndjson" or not self.is_part(name)}
            now.setdefault("old.ndjson", self.new["old.ndjson"])
        between = self.is_between(now)
        if between:
            self.fail(*where, f"exit {code}, and files neither old nor new: {between} {said[-200:]}")

    def is_part(self, name):
        """Whether a file has some of the right lines and no others."""
        with open(os.path.join(self.work, name), "rb") as file:
            return set(file) <= self.lines

    def is_cut(self, out, kind, code):
        """Whether an output is the right one as far as it goes, or, where an input could not be read, but for some lines."""
        if kind == READS and code == 1:
            return self.args[0] == "explain" or set(out.splitlines()) <= set(self.right.splitlines())
        return kind == WRITES or self.right.startswith(out)

    def close(self):
        self.server.close()
        shutil.rmtree(self.folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true", help="each single call, not each place of the code")
    parser.add_argument("--share", default="1/1")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--on", action="store_true")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--told", action="store_true")
    parser.add_argument("cases", nargs="*")
    given = parser.parse_args()
    at, parts = map(int, given.share.split("/"))
    at = at or datetime.date.today().toordinal()
    modes = [mode for mode in (False, True) if not (given.once and mode or given.on and not mode)]
    total, found = collections.Counter(), 0
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=base) as folder:
        for name in given.cases or CASES:
            began = time.monotonic()
            case = Case(name, folder)
            done = collections.Counter()
            for kind in (KINDS.index(name) for name in given.kinds.split(",")):
                done[KINDS[kind]] += case.try_all(kind, case.moments(kind, given.all, (at - 1, parts)), modes)
            total.update(done)
            found += len(case.found)
            told = ", ".join(f"{case.asked[kind]} {KINDS[kind]} from {len(set(case.stacks[kind]))} places failed "
                             f"{done[KINDS[kind]]} times" for kind in range(len(KINDS)))
            print(f"{name}: {told}; {len(case.found)} findings, {case.known} deaths in libraries, "
                  f"{time.monotonic() - began:.1f} s", flush=True)
            for (ended, kind, said), count in sorted(case.told.items()) if given.told else ():
                print(f"  {count} {kind} {ended if ended < 0 else os.waitstatus_to_exitcode(ended)}: {said.strip()}")
            case.close()
    print(", ".join(f"{kind} failed {total[kind]} times" for kind in KINDS) + f"; share {(at - 1) % parts + 1} of {parts}")
    if found:
        sys.exit(f"{found} findings")
    print("all good")


main()
