"""Write countries.tsv: names in many languages, adjectives, capital, continent, label and area."""
import json
import lzma
import os
import re
import xml.etree.ElementTree as ET

from common import KEPT, OUT, cache, fold, script, table, unique, work, write

LANGS = ('en', 'ru', 'uk', 'be', 'fa', 'ar', 'he', 'tr', 'pl', 'ro', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'no',
         'da', 'fi', 'et', 'lv', 'lt', 'hu', 'cs', 'sk', 'sl', 'hr', 'sr', 'bg', 'mk', 'sq', 'el', 'ka', 'hy', 'az',
         'kk', 'uz', 'ky', 'tg', 'ur', 'ps', 'ckb', 'id', 'vi', 'zh', 'zh-Hant', 'ja', 'ko')
UNSPACED = ('zh', 'zh-Hant', 'ja', 'ko')        # kept in their own scripts, of countries alone
hand = {r['country']: r for r in table('country_words.tsv')}
text = open(cache('iso-3166', '1.js'), encoding='utf-8').read()
iso3, official = {}, {}
for m in re.finditer(r"name:\s*(['\"])(.*?)\1,\s+state: 'assigned',\s+alpha2: '(..)',\s+alpha3: '(...)'", text):
    iso3[m.group(3)], official[m.group(3)] = m.group(4), m.group(2)
iso3['XK'] = 'XKX'
names = {c: [] for c in iso3}
for lang in LANGS:
    path = cache('cldr-localenames-full', 'main', lang, 'territories.json')
    if not os.path.exists(path):
        raise SystemExit(f'no territories in {lang}')
    t = json.load(open(path, encoding='utf-8'))['main'][lang]['localeDisplayNames']['territories']
    for key, value in t.items():
        code = key[:2]
        if code in names and (len(key) == 2 or key[2:6] == '-alt'):
            if not re.match('[A-Z]{2}-', value):
                names[code].append((lang, len(key) > 2, value))
adjective = json.load(open(cache('i18n-nationality', 'langs', 'en.json'), encoding='utf-8'))['nationalities']

part = {}
for g in ET.parse(cache('unicode-cldr-core', 'usr', 'share', 'unicode', 'cldr', 'common', 'supplemental',
                        'supplementalData.xml')).iter('group'):
    if not g.get('status') and not g.get('grouping'):
        for c in g.get('contains').split():
            part.setdefault(c, g.get('type'))
ROOT = {'002': 'AF', '150': 'EU', '142': 'AS', '009': 'OC', '003': 'NA', '005': 'SA', '021': 'NA', '013': 'NA',
        '029': 'NA', '419': 'SA'}


def continent(code):
    if code in ('AQ', 'BV', 'GS', 'HM', 'TF'):
        return 'AN'
    while code in part and code not in ROOT:
        code = part[code]
    return ROOT.get(code, '')


capital, biggest = {}, {}
with lzma.open(os.path.join(OUT, 'places.tsv.xz'), 'rt', encoding='utf-8') as f:
    for line in f:
        c = line.split('\t')
        if len(c) > 9 and c[4] == 'PPLC' and int(c[8]) >= biggest.get(c[5], -1):
            capital[c[5]], biggest[c[5]] = c[1], int(c[8])

label = {f['id']: f['geometry']['coordinates'] for f in json.load(open(work('p200-label-countries.json')))['features']}
area = json.load(open(work('area-countries.json')))
rows = []
for code in sorted(iso3):
    h = hand.get(code, {})
    main = [v for lang, alt, v in names[code] if lang == 'en' and not alt]
    name = h.get('name') or (main[0] if main else official[code]).replace('&', 'and').replace('’', "'")
    name = re.sub(r'^St\. ', 'Saint ', name)
    if '(' in name:
        name = re.sub(r'\s*\(.*\)', '', name)
    every = (h.get('add') or '').split('|') + main + [official.get(code, '')]
    every += [re.sub(r'\bSaint\b', 'St.', name)] if 'Saint' in name else []
    every += [v for lang, alt, v in names[code] if lang not in UNSPACED]
    every = [v for v in every if v and script(v) in KEPT and (len(v) > 2 or v in ('US', 'UK', 'RF'))]
    every = [v for v in every if v not in (h.get('drop') or '').split('|')]
    # "Tunis" and "Brasilia" are some languages' names of the country; the capital keeps them.
    seat = fold(h.get('capital') or capital.get(code, ''))
    every = [v for v in every if v == name or fold(v) != seat or v in main]
    every += [v for lang, alt, v in names[code] if lang in UNSPACED and not re.search('[()]', v)]
    if h.get('adjectives'):
        words = [] if h['adjectives'] == '-' else h['adjectives'].split('|')
    else:
        words = [adjective[code]] if code in adjective and adjective[code] not in (name, main[0] if main else '') else []
    for w in list(words):
        if re.search(r'(an|i|[a-z]er|Turk|Briton|Slovak|Slovene|Kosovar|Uzbek|Kazakh|Czech|Croat|Serb|Tajik|Cypriot|Emirati)$', w) \
                and w not in ('Philippine',):
            words.append(w + 's')
    x, y = label.get(code, ('', ''))
    kept, seen = [], {name}
    for v in every:
        if v not in seen:
            seen.add(v)
            kept.append(v.replace('|', ' '))
    short = [v for v in kept if v in ('US', 'UK', 'U.S.', 'U.K.', 'USA', 'U.S.A.', 'UAE', 'U.A.E.')]
    rows.append((code, iso3[code], name, '|'.join(short + unique([v for v in kept if v not in short], [name] + short)),
                 '|'.join(dict.fromkeys(words)), h.get('capital') or capital.get(code, ''), continent(code), y, x,
                 f'{area[code]:.1f}' if code in area else ''))
print(len(rows), 'countries;', sum(1 for r in rows if not r[7]), 'without polygon;',
      sum(1 for r in rows if not r[6]), 'without continent')
missing = [c for c in label if c not in iso3]
if missing:
    raise SystemExit(f'polygons of unknown countries: {missing}')
write('countries.tsv', 'CLDR by cldr-localenames-full 48.2.0 and Debian unicode-cldr-core 41-0.1, iso-3166 4.4.0, '
      'i18n-nationality 1.4.0 (corrected by hand), GeoNames (capitals).',
      'Unicode (CLDR), MIT (iso-3166, i18n-nationality), CC BY 4.0 (GeoNames).',
      ('country', 'iso3', 'name', 'names', 'adjectives', 'capital', 'continent', 'label_lat', 'label_lon', 'area_km2'),
      rows)
