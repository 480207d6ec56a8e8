#!/usr/bin/env python3
"""A WARC archive like those of CC-NEWS: pages of news sites with their menus, scripts, styles and
lists of other stories, in several languages and charsets, one in a hundred of them about drones
(the corpus's texts); a request and a response a page, each record a member of gzip.

    news_archive.py CORPUS OUT.warc.gz MEGABYTES [SEED]

MEGABYTES as packed. All sentences are our own. Prints pages, bytes and pages with reports."""
import gzip, itertools, os, random, sys, uuid, zlib

corpus, path, megabytes = sys.argv[1], sys.argv[2], float(sys.argv[3])
chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 20261122)

WORDS = {
    'en': ('The council|A farmer|The museum|Our neighbour|The ferry company|The school board|A retired captain',
           'opened|repaired|described|moved|painted|measured|visited|planned|closed|remembered',
           'a small bridge|two gardens|the old mill|an exhibition of maps|the eastern car park|a library of 4,000 books',
           'on Tuesday|near the harbour|after a long debate|before the holidays|for about 300 visitors|in the town of Ghent'),
    'de': ('Der Gemeinderat|Ein Landwirt|Das Museum|Die Fähre|Die Schule|Der Verein',
           'eröffnete|plante|zeigte|besuchte|beschrieb|bemalte',
           'eine kleine Brücke|zwei Gärten|die alte Mühle|eine Ausstellung|den Parkplatz am Bahnhof',
           'am Dienstag|in der Nähe des Hafens|nach langer Debatte|vor den Ferien|für etwa 300 Gäste'),
    'fr': ('Le conseil municipal|Une agricultrice|Le musée|L’école|La chorale',
           'a ouvert|a réparé|a présenté|a visité|a décrit',
           'un petit pont|deux jardins|le vieux moulin|une exposition de cartes|une bibliothèque',
           'mardi|près du port|après un long débat|avant les vacances|pour quelque 300 visiteurs'),
    'es': ('El ayuntamiento|Una agricultora|El museo|La escuela|El coro',
           'abrió|reparó|presentó|visitó|describió',
           'un pequeño puente|dos jardines|el viejo molino|una exposición de mapas|una biblioteca',
           'el martes|cerca del puerto|tras un largo debate|antes de las fiestas|para unos 300 visitantes'),
    'ru': ('Городской совет|Фермер|Музей|Школа|Хор|Библиотека',
           'открыл|отремонтировал|показал|описал|посетил',
           'небольшой мост|два сада|старую мельницу|выставку карт|стоянку у вокзала',
           'во вторник|недалеко от порта|после долгих споров|перед праздниками|для 300 гостей'),
}
WORDS = {lang: [part.split('|') for part in parts] for lang, parts in WORDS.items()}
CHARSETS = {'en': ('utf-8', 'iso-8859-1'), 'de': ('utf-8', 'iso-8859-1'), 'fr': ('utf-8', 'windows-1252'),
            'es': ('utf-8', 'iso-8859-15'), 'ru': ('utf-8', 'windows-1251')}
LANGS = ('en',) * 5 + ('de', 'fr', 'es', 'ru', 'ru')


def sentence(lang):
    return ' '.join(chance.choice(part) for part in WORDS[lang]) + '.'


def paragraphs(lang, n):
    return [' '.join(sentence(lang) for _ in range(chance.randint(2, 6))) for _ in range(n)]


def reports():
    """The corpus's texts with language and day, over and over."""
    found = []
    for name in sorted(os.listdir(corpus)):
        if name.endswith('.txt'):
            with open(os.path.join(corpus, name), encoding='utf-8') as file:
                head, _, text = file.read().partition('\n')
            if head.startswith('date ') and text.strip():
                russian = sum('Ѐ' <= c <= 'ӿ' for c in text) > len(text) / 4
                found.append(('ru' if russian else 'en', head[5:15], text.strip()))
    return itertools.cycle(found)


def filler(size):
    """Scripts and styles as pages carry them: names and numbers that repeat somewhat."""
    names = [f'{chance.choice("abcdefgh")}{chance.randrange(16 ** 4):x}' for _ in range(60)]
    out = []
    length = 0
    while length < size:
        piece = (f'.{chance.choice(names)}{{margin:{chance.randrange(99)}px;color:#{chance.randrange(16 ** 6):06x}}}'
                 if chance.random() < 0.4 else
                 f'function {chance.choice(names)}(e,t){{return e.{chance.choice(names)}(t,{chance.randrange(10 ** 9)})}}')
        out.append(piece)
        length += len(piece)
    return ''.join(out)


FILLERS = [filler(chance.randint(20000, 60000)) for _ in range(200)]


def page(lang, day, title, body):
    links = ''.join(f'<li><a href="/{chance.randrange(10 ** 6)}">{sentence(lang)}</a></li>' for _ in range(chance.randint(30, 90)))
    text = '\n'.join(f'<p>{p}</p>' for p in body)
    return (f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="{{charset}}"><title>{title}</title>'
            f'<meta property="article:published_time" content="{day}T08:15:00Z">'
            f'<style>{chance.choice(FILLERS)}</style><script>{chance.choice(FILLERS)}</script></head><body>'
            f'<nav><ul>{links[:len(links) // 2]}</ul></nav><main><article><h1>{title}</h1>'
            f'<time datetime="{day}">{day}</time>{text}</article></main>'
            f'<aside><h2>…</h2><ul>{links[len(links) // 2:]}</ul></aside><footer>{sentence(lang)}</footer>'
            f'<script>{chance.choice(FILLERS)}</script></body></html>')


def record(kind, url, day, content_type, body):
    head = (f'WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T09:00:00Z\r\n'
            f'WARC-Record-ID: <urn:uuid:{uuid.UUID(int=chance.getrandbits(128))}>\r\n'
            f'Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n').encode()
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(head + body + b'\r\n\r\n') + packer.flush()


told = reports()
pages = about = raw = written = 0
with open(path, 'wb') as out:
    written += out.write(record('warcinfo', 'news.warc.gz', '2025-01-01', 'application/warc-fields', b'software: news_archive.py\r\n'))
    while written < megabytes * 1e6:
        pages += 1
        if pages % 100 == 50:
            lang, day, text = next(told)
            body = [p for p in text.split('\n') if p.strip()]
            title = body[0][:90]
            about += 1
        else:
            lang = chance.choice(LANGS)
            day = f'2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}'
            title = sentence(lang)
            body = paragraphs(lang, chance.randint(4, 14))
        charset = CHARSETS[lang][chance.random() < 0.15]
        content = page(lang, day, title, body).replace('{charset}', charset).encode(charset, 'xmlcharrefreplace')
        url = f'https://site{chance.randrange(900)}.example/{lang}/{pages}.html'
        answer = (f'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\n'
                  f'Content-Length: {len(content)}\r\n\r\n').encode() + content
        asked = f'GET /{lang}/{pages}.html HTTP/1.1\r\nHost: site.example\r\n\r\n'.encode()
        written += out.write(record('request', url, day, 'application/http; msgtype=request', asked))
        written += out.write(record('response', url, day, 'application/http; msgtype=response', answer))
        raw += len(content)
print(f'{pages} pages, {about} with reports, {raw / 1e6:.0f} MB of pages, {written / 1e6:.0f} MB packed')
