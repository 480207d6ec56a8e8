"""Texts to be read: the corpus's reports, articles about other things, archives of the web. All
sentences are our own, and the same bytes come each time. Files are made once, by a process of its
own (see measure.py): `inputs.py KIND CORPUS OUT BYTES`."""
import itertools, json, os, random, shutil, subprocess, sys

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
FILE_BYTES = 8e6  # of plain text: as of many pages, one below the other
BLOCK_BYTES = 16e6  # of text without drones, which then comes over and over
numbers = random.Random(20261122)


def paragraph():
    """Three to seven sentences about other things than drones."""
    return ' '.join(f'{numbers.choice(WHO)} {numbers.choice(DID)} {numbers.choice(WHAT)} {numbers.choice(WHEN)}.'
                    for _ in range(numbers.randint(3, 7)))


def page():
    return '\n\n'.join(paragraph() for _ in range(8))


def english_reports(corpus):
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


def lines_of(texts):
    """Articles as objects, one a line."""
    for i, text in enumerate(texts):
        yield json.dumps({'date': f'2024-09-{i % 28 + 1:02d}', 'text': text}, ensure_ascii=False) + '\n'


def write_lines(path, lines, size):
    with open(path, 'w', encoding='utf-8') as out:
        for line in lines:
            out.write(line)
            size -= len(line.encode())
            if size <= 0:
                return


def over_and_over(pieces, size):
    """The pieces up to BLOCK_BYTES, again and again: making text takes longer than reading it."""
    block, length = [], 0
    while length < min(size, BLOCK_BYTES):
        block.append(next(pieces))
        length += len(block[-1].encode())
    return itertools.cycle(block)


def write_plain(path, size):
    """Pages below each other, in a folder of files."""
    os.mkdir(path)
    pages = over_and_over((page() + '\n\n\n\n' for _ in itertools.count()), size)
    for number in itertools.count():
        if size <= 0:
            return
        write_lines(os.path.join(path, f'{number:05d}.txt'), pages, min(size, FILE_BYTES))
        size -= FILE_BYTES


def make(kind, corpus, path, size):
    reports = english_reports(corpus)
    if kind == 'dense':
        write_lines(path, lines_of(itertools.cycle(reports)), size)
    elif kind == 'articles':
        write_lines(path, lines_of(f'{text}\n\n{page()}' for text in itertools.cycle(reports)), size)
    elif kind == 'lines':
        write_lines(path, over_and_over(lines_of(page() for _ in itertools.count()), size), size)
    else:
        write_plain(path, size)


def made(bench, kind, size):
    """The path of a file of that kind with some `size` bytes (of an archive: packed)."""
    path = os.path.join(bench.scratch, f'{kind}-{size:.0f}' + ('.warc.gz' if kind == 'warc' else ''))
    if not os.path.exists(path):
        archive = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'news_archive.py')
        command = ([archive, bench.corpus, path, str(size / 1e6)] if kind == 'warc' else
                   [os.path.abspath(__file__), kind, bench.corpus, path, str(size)])
        subprocess.run([sys.executable, '-B', *command], stdout=subprocess.DEVNULL, check=True)
    return path


def files_of(path):
    return sorted(os.path.join(path, name) for name in os.listdir(path)) if os.path.isdir(path) else [path]


def bytes_of(path):
    return sum(map(os.path.getsize, files_of(path)))


def forget(bench, *paths):
    """Makes room: texts that no later part reads."""
    for path in paths:
        if path.startswith(bench.scratch):
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)


if __name__ == '__main__':
    make(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]))
