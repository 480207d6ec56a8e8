#!/usr/bin/env python3
"""How fast `extract` reads, beside `grep` for three words on the same text: reports packed
with figures, articles that hold one such report each, text without drones; what more
threads gain; how much memory a long stream takes. Prints tables in Markdown; asserts
nothing about seconds, but that nothing is found where there is nothing, that threads
change no byte, and that memory stays below 100 MB.

    extract.py SKYTALLY CORPUS SCRATCH [MEGABYTES [STREAMED]]

MEGABYTES of each text (64) and STREAMED through a pipe (2048). SCRATCH needs five times
MEGABYTES and is emptied of what was put there."""
import hashlib, itertools, json, os, random, resource, subprocess, sys, tempfile, threading, time

program, corpus, scratch = sys.argv[1:4]
megabytes = float(sys.argv[4]) if len(sys.argv) > 4 else 64
streamed = float(sys.argv[5]) if len(sys.argv) > 5 else 2048
GREP = ['grep', '-ciE', 'drone|uav|unmanned']
MOST_KB = 100 * 1000

WHO = ('The council', 'A farmer', 'The museum', 'Our neighbour', 'The ferry company', 'Anna’s choir',
       'A group of students', 'The café', 'The river authority', 'A historian from Liège',
       'The school board', '“The Market Gazette”', 'The owner of the mill', 'A retired captain')
DID = ('opened', 'repaired', 'described', 'moved', 'painted', 'measured', 'visited', 'planned', 'closed',
       'talked about', 'bought', 'planted', 'did not want', 'remembered')
WHAT = ('a small bridge', 'two gardens', 'the old mill', 'an exhibition of maps', 'a row of lime trees',
        'the eastern car park', 'a library of 4,000 books', 'the swimming pool', 'a choir of 31 voices',
        'the timetable', 'three boats', 'a recipe for rye bread', 'the tower’s clock', 'a film on bees')
WHEN = ('on Tuesday', 'near the harbour', 'in the spring of 1998', 'after a long debate', 'before the holidays',
        'with help from Norway', 'for about 300 visitors', 'at half past nine', 'in the town of Ghent',
        'without much noise', 'as the rain went on', 'for the first time since 2011')
numbers = random.Random(20261122)


def paragraph():
    """Three to seven sentences about other things than drones."""
    return ' '.join(f'{numbers.choice(WHO)} {numbers.choice(DID)} {numbers.choice(WHAT)} {numbers.choice(WHEN)}.'
                    for _ in range(numbers.randint(3, 7)))


def english_reports():
    """The texts of the corpus in Latin letters, without their date lines."""
    texts = []
    for name in sorted(os.listdir(corpus)):
        if name.endswith('.txt'):
            with open(os.path.join(corpus, name), encoding='utf-8') as file:
                text = file.read().strip()
            head, _, rest = text.partition('\n')
            text = rest.strip() if head.startswith('date ') and len(head) == 15 else text
            if sum('Ѐ' <= c <= 'ӿ' for c in text) < len(text) / 10 and 'drone' in text.lower():
                texts.append(text)
    return texts


def write_lines(path, texts, size):
    """Articles as objects, one a line, up to `size` bytes; how many bytes of text they hold."""
    held = written = 0
    with open(path, 'w', encoding='utf-8') as out:
        for i, text in enumerate(texts):
            line = json.dumps({'date': f'2024-09-{i % 28 + 1:02d}', 'text': text}, ensure_ascii=False) + '\n'
            out.write(line)
            written += len(line.encode())
            held += len(text.encode())
            if written >= size:
                return held


def write_plain(path, texts, size):
    """Articles below each other in files of 8 MB, as of a page each."""
    os.mkdir(path)
    held = 0
    while held < size:
        with open(os.path.join(path, f'{held}.txt'), 'w', encoding='utf-8') as out:
            part = 0
            while part < min(8e6, size):
                text = next(texts) + '\n\n\n\n'
                part += out.write(text)
        held += os.path.getsize(os.path.join(path, f'{held}.txt'))
    return held


def cpu_of(command, rounds=3):
    """The least processor time of several runs, and the last one's output."""
    least = None
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        least = took if least is None else min(least, took)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr.decode())
    return least, done.stdout


def wall_of(command):
    least = None
    for _ in range(3):
        begun = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        took = time.monotonic() - begun
        least = took if least is None else min(least, took)
    return least, hashlib.sha256(done.stdout).hexdigest()


def files_of(path):
    return sorted(os.path.join(path, name) for name in os.listdir(path)) if os.path.isdir(path) else [path]


def row(what, path, held):
    ours, output = cpu_of([program, 'extract', '--format', 'ndjson', '--jobs', '1', path])
    grep, _ = cpu_of([*GREP, *files_of(path)])
    claims = output.count(b'\n')
    print(f'| {what} | {held / 1e6:.1f} | {claims} | {held / ours / 1e6:.1f} | {held / grep / 1e6:.0f} | '
          f'{ours / grep:.1f} |', flush=True)
    return claims


def peak_of(process):
    """The most memory that the process has had so far, kilobytes."""
    try:
        with open(f'/proc/{process.pid}/status', encoding='ascii') as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith('VmHWM')), 0)
    except OSError:
        return 0


def stream(path, size, jobs):
    """The peak of memory, kilobytes, with `size` bytes of the file over and over in a pipe."""
    with open(path, 'rb') as file:
        block = file.read()
    process = subprocess.Popen([program, 'extract', '--format', 'ndjson', '--jobs', str(jobs), '-'],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    counted = [0]
    peak = [0]

    def count():
        while data := process.stdout.read(1 << 20):
            counted[0] += data.count(b'\n')
            peak[0] = max(peak[0], peak_of(process))
    reader = threading.Thread(target=count)
    reader.start()
    sent = 0
    while sent < size:
        process.stdin.write(block)
        sent += len(block)
    process.stdin.close()
    reader.join()
    if process.wait() != 0 or counted[0] == 0:
        sys.exit('the stream was not read')
    return sent, peak[0]


with tempfile.TemporaryDirectory(dir=scratch) as folder:
    size = megabytes * 1e6
    reports = english_reports()
    packed, mixed, lines, other = (os.path.join(folder, name) for name in ('packed', 'mixed', 'lines', 'other'))
    print('| text | MB | claims | MB/s a core | `grep` | times `grep` |\n|---|---|---|---|---|---|')
    held = write_lines(packed, itertools.cycle(reports), size)
    found = row(f'reports of {sum(map(len, reports)) / len(reports) / 1e3:.1f} kB, all figures, as NDJSON',
                packed, held)
    if found == 0:
        sys.exit('the reports give no claim')
    articles = (text + '\n\n' + '\n\n'.join(paragraph() for _ in range(8)) for text in itertools.cycle(reports))
    held = write_lines(mixed, articles, size)
    row('articles of 4 kB, such a report in each, as NDJSON', mixed, held)
    held = write_plain(other, ('\n\n'.join(paragraph() for _ in range(8)) for _ in itertools.count()), size)
    if row('text without drones, plain', other, held) != 0:
        sys.exit('claims were found in a text without drones')
    held = write_lines(lines, ('\n\n'.join(paragraph() for _ in range(8)) for _ in itertools.count()), size)
    row('text without drones, as NDJSON', lines, held)

    print('\n| threads | reports, MB/s | gain |\n|---|---|---|')
    first = digest = None
    for jobs in sorted({1, 2, 4, os.cpu_count()}):
        took, now = wall_of([program, 'extract', '--format', 'ndjson', '--jobs', str(jobs), packed])
        first, digest = first or took, digest or now
        if now != digest:
            sys.exit(f'{jobs} threads give other claims')
        print(f'| {jobs} | {size / took / 1e6:.1f} | {first / took:.2f} |', flush=True)

    print('\n| streamed, MB | threads | peak of memory, MB, the mapped gazetteer with it |\n|---|---|---|')
    for jobs in (1, 4):
        sent, peak = stream(mixed, streamed * 1e6, jobs)
        print(f'| {sent / 1e6:.0f} | {jobs} | {peak / 1e3:.0f} |', flush=True)
        if peak > MOST_KB:
            sys.exit('that is too much')
