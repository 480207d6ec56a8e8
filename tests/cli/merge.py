#!/usr/bin/env python3
"""Shards read all files once; merge joins what they printed, in any order, cut into any files,
to the bytes of one run, in little memory; lines that are no claims are named and left out."""
import json, os, random, shutil, subprocess, sys, tempfile

program = os.environ['SKYTALLY']
corpus = os.environ['SKYTALLY_CORPUS_DIR']
failures = []
folder = tempfile.mkdtemp()
os.chdir(folder)


def check(good, what):
    if not good:
        failures.append(what)


def run(*arguments, code=0, given=None):
    done = subprocess.run([program, *arguments], capture_output=True, input=given)
    check(done.returncode == code, f'{arguments[:5]}: exit {done.returncode}: {done.stderr[-300:]}')
    return done.stdout, done.stderr.decode()


def put(name, data):
    with open(name, 'wb') as file:
        file.write(data)


reports = os.path.join(folder, 'reports')
os.mkdir(reports)
texts = sorted(name for name in os.listdir(corpus) if name.startswith('dev-') and name.endswith('.txt'))
for name in texts:
    shutil.copy(os.path.join(corpus, name), reports)
whole, _ = run('extract', 'reports')
merged, _ = run('merge', '-', given=whole)
check(len(merged.splitlines()) == len(set(whole.splitlines())) > 100, 'merging lost or doubled lines')
keys = [(c['report'], c.get('offset') or 0, c['id']) for c in map(json.loads, merged.splitlines())]
check(keys == sorted(keys), 'not in the order of report, offset, id')

for shards in (1, 2, 7, 200):
    parts = []
    for shard in range(1, shards + 1):
        lines, _ = run('extract', '--shard', f'{shard}/{shards}', 'reports')
        put(f'part-{shards}-{shard}.ndjson', lines)
        parts.append(f'part-{shards}-{shard}.ndjson')
    read = b''.join(open(part, 'rb').read() for part in parts)
    check(sorted(read.splitlines()) == sorted(whole.splitlines()), f'{shards} shards do not read all once')
    random.Random(shards).shuffle(parts)
    check(run('merge', *parts)[0] == merged, f'{shards} shards merged are other bytes')

lines = whole.splitlines(keepends=True)
chance = random.Random(5)
for turn in range(5):
    chance.shuffle(lines)
    cut = chance.randrange(len(lines))
    put('a', b''.join(lines[:cut]))
    put('b', b''.join(lines[cut:]))
    check(run('merge', 'a', 'b')[0] == merged, f'shuffled {turn}: other bytes')
_, said = run('merge', 'a', 'b', 'a')
check('each is kept once' in said or not open('a', 'rb').read(), f'lines that came twice are not told: {said}')
run('merge', '-o', 'out.ndjson', 'a', 'b')
check(open('out.ndjson', 'rb').read() == merged, '--output has other bytes')

# Thousands of reports in a megabyte of memory: the runs on disk are merged to the same.
many = []
for i in range(4000):
    claim = json.loads(lines[i % len(lines)])
    claim['report'] = claim['report'] + f'-{i:05d}'
    claim['id'] = claim['id'] + f'-{i:05d}'
    many.append(json.dumps(claim, ensure_ascii=False).encode() + b'\n')
chance.shuffle(many)
put('many', b''.join(many))
small, _ = run('merge', '--memory', '1', 'many')
check(small == run('merge', 'many')[0] and len(small.splitlines()) == 4000, 'little memory gives other bytes')

# What is no claim is named by line, the rest goes on.
put('odd', b'nonsense\n' + lines[0] + b'{"kind": "tally", "doc": "x"}\n\n[1]\n' + lines[1])
out, said = run('merge', 'odd', code=1)
check(len(out.splitlines()) == 2, 'lines beside bad ones are lost')
for line in ('odd:1:', 'odd:3:', 'odd:5:', '--tally'):
    check(line in said, f'{line} is not named: {said}')
run('merge', 'missing', code=3)
run('merge', 'missing', 'a', code=1)
run('merge', '--memory', 'x', 'a', code=2)
for wrong in ('0/3', '4/3', '3', 'a/b', '1/0', '1/3x', '-1/3'):
    run('extract', '--shard', wrong, 'reports', code=2)

shutil.rmtree(folder)
print('\n'.join(failures) if failures else 'all good')
sys.exit(bool(failures))
