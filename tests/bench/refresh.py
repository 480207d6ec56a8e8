#!/usr/bin/env python3
"""How long a refresh takes: refresh.py PROGRAM FOLDER SOURCES ARTICLES asks as many feeds with as
many articles in all on loopback, spacing switched off: first with the articles in the feeds, then
with each on a page of its own; then once more with nothing new. Prints seconds, articles a second,
and the processor's time; asserts nothing about them, but that all is there."""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "lib"))
from news import REGIONS, News  # noqa: E402

NOW = 1_767_000_000
FILLING = ("The statement did not say what the aim of the attack had been. Local authorities went on "
           "to clear the streets, and schools were to open again on Monday. ") * 10


def run(program, config, wanted):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run([program, "run", "-q", "-c", config], capture_output=True, text=True,
                          env=dict(os.environ, SKYTALLY_NOW=str(NOW)), check=False)
    took = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"exit {done.returncode}: {done.stderr[-2000:]}")
    with open(os.path.join(os.path.dirname(config), "output", "claims.ndjson"), encoding="utf-8") as file:
        claims = sum(1 for _ in file)
    if claims != wanted:
        sys.exit(f"{claims} claims of {wanted} articles")
    return took, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(program, folder, sources, articles, follow):
    state = tempfile.mkdtemp(dir=folder)
    with News(feeds=sources, follow=follow, padding=FILLING) as news:
        for number in range(articles):
            news.now = NOW - number % 300 * 86400
            news.publish(number % sources, REGIONS[number % 20], 2 + number % 90)
        config = os.path.join(state, "skytally.ini")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"[fetch]\nspacing = 0\n[output]\ndir = output\n")
            for number in range(sources):
                file.write(f"[source s{number}]\nurl = {news.url(number)}\nkind = rss\nlang = en\n"
                           f"follow = {'yes' if follow else 'no'}\n")
        for name in ("first", "again"):
            requests = news.asked["all"]
            took, processor = run(program, config, articles)
            print(f"{'pages' if follow else 'feeds'}, {name}: {took:.2f} s, {articles / took:.0f} articles/s, "
                  f"{processor:.2f} s of processors, {news.asked['all'] - requests} requests, "
                  f"{news.site.connections} connections", flush=True)
    shutil.rmtree(state)


def main():
    program, folder, sources, articles = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    measure(program, folder, sources, articles, False)
    measure(program, folder, sources, articles, True)


main()
