#!/usr/bin/env python3
"""What `gazetteer build --geonames` takes on a dump of the full row count: time, memory,
size, in several budgets, and whether they all give the same bytes and known names are
found. Prints a table in Markdown; asserts nothing about seconds.

    geonames.py SKYTALLY GEONAMES_DUMP GAZETTEER SCRATCH [ROWS [ALTERNATES]]

GEONAMES_DUMP is the program of geonames_dump.c. SCRATCH needs 6 GB for the full count
and is emptied of what was put there."""
import hashlib, json, lzma, os, shutil, subprocess, sys, tempfile, time

program, maker, tables, scratch = sys.argv[1:5]
counts = sys.argv[5:7]


def make(folder):
    with lzma.open(os.path.join(tables, 'places.tsv.xz'), 'rb') as rows:
        process = subprocess.Popen([maker, tables, folder, *counts], stdin=subprocess.PIPE)
        shutil.copyfileobj(rows, process.stdin)
        process.stdin.close()
        if process.wait() != 0:
            sys.exit('the dump cannot be made')


def memory_of(process):
    """Kilobytes that are the process's own, and those of files that are mapped."""
    own = mapped = 0
    try:
        with open(f'/proc/{process.pid}/status', encoding='ascii') as lines:
            for line in lines:
                name, _, rest = line.partition(':')
                if name == 'RssAnon':
                    own = int(rest.split()[0])
                elif name in ('RssFile', 'RssShmem'):
                    mapped += int(rest.split()[0])
    except OSError:
        pass
    return own, mapped


def build(dump, output, megabytes):
    begun = time.monotonic()
    process = subprocess.Popen([program, 'gazetteer', 'build', '-o', output, '--geonames', dump, '--memory',
                                str(megabytes), tables], stderr=subprocess.PIPE, text=True)
    own = both = 0
    while process.poll() is None:
        now, mapped = memory_of(process)
        own, both = max(own, now), max(both, now + mapped)
        time.sleep(0.1)
    if process.returncode != 0:
        sys.exit(process.stderr.read())
    return time.monotonic() - begun, own, both


def rows_of(path):
    with open(path, 'rb') as file:
        return sum(block.count(b'\n') for block in iter(lambda: file.read(1 << 20), b''))


with tempfile.TemporaryDirectory(dir=scratch) as folder:
    dump, data = os.path.join(folder, 'dump'), os.path.join(folder, 'data')
    os.mkdir(dump)
    os.mkdir(data)
    make(dump)
    for name in ('allCountries.txt', 'alternateNamesV2.txt'):
        path = os.path.join(dump, name)
        print(f'{name}: {rows_of(path)} rows, {os.path.getsize(path) / 1e6:.0f} MB')
    print('\n| `--memory` | time, s | own memory, MB | with mapped pages, MB | result, MB |\n|---|---|---|---|---|')
    sums = set()
    output = os.path.join(data, 'skytally.gaz')
    for megabytes in (64, 512, 2048):
        seconds, own, both = build(dump, output, megabytes)
        print(f'| {megabytes} | {seconds:.0f} | {own / 1024:.0f} | {both / 1024:.0f} | '
              f'{os.path.getsize(output) / 1e6:.0f} |', flush=True)
        with open(output, 'rb') as file:
            sums.add(hashlib.file_digest(file, 'sha256').digest() if hasattr(hashlib, 'file_digest')
                     else hashlib.sha256(file.read()).digest())
    if len(sums) != 1:
        sys.exit('the bytes depend on the memory')
    ids = {'Kharkiv': 706483, 'Isfahan': 418863, 'Engels': 563464}
    lines = subprocess.run([program, 'resolve', '--data', data, *ids], capture_output=True, text=True,
                           check=True).stdout.splitlines()
    for line in map(json.loads, lines):
        if (line['place'] or {}).get('geonameid') != ids[line['query']]:
            sys.exit(f'{line["query"]} is {line["place"]}')
    print('\n' + subprocess.run([program, 'gazetteer', 'info', '--check', '--format', 'ndjson', '--data', data],
                                capture_output=True, text=True, check=True).stdout, end='')
