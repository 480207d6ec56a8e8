#!/usr/bin/env python3
"""The place tree, by the gazetteer's own tables: every country, region and district
is reached by its names, in every language that the tables have them in.

Each check asks `skytally resolve -` for all its rows at once and prints the share
that came out right; below its floor the test fails. With --misses the rows that did
not are printed as well."""
import collections, json, lzma, os, re, subprocess, sys

program = os.environ['SKYTALLY']
tables = os.path.join(os.environ['SKYTALLY_SOURCE_DIR'], 'gazetteer')
show_misses = '--misses' in sys.argv[1:]
failures = []

# Type words by language, and what names of regions may have of their own.
WORDS = {
    'ru': ('регион', ('область', 'край', 'республика', 'округ', 'район', 'провинция', 'земля', 'штат')),
    'uk': ('регіон', ('область', 'край', 'республіка', 'округ', 'район', 'провінція', 'земля', 'штат')),
    'fa': ('استان', ('استان', 'ایالت', 'منطقه', 'بخش', 'ناحیه', 'جمهوری')),
    'ar': ('محافظة', ('محافظة', 'ولاية', 'منطقة', 'مقاطعة', 'إقليم', 'جمهورية')),
}


def read(name):
    path = os.path.join(tables, name)
    with (lzma.open if name.endswith('.xz') else open)(path, 'rt', encoding='utf-8') as file:
        lines = [line.rstrip('\n').split('\t') for line in file if not line.startswith('#')]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def resolve(questions):
    """The best place of each (name, context), or None."""
    text = ''.join(f'{name}\t{context}\n' for name, context in questions)
    done = subprocess.run([program, 'resolve', '-', '--limit', '1'], input=text, check=True,
                          capture_output=True, text=True)
    answers = [json.loads(line)['place'] for line in done.stdout.splitlines()]
    assert len(answers) == len(questions), (len(answers), len(questions))
    return answers


def check(what, floor, cases):
    """Cases are (name, context, is_right, key); is_right takes a place."""
    answers = resolve([case[:2] for case in cases])
    misses = [(case, place) for case, place in zip(cases, answers)
              if place is None or not case[2](place)]
    share = 100 * (1 - len(misses) / len(cases))
    print(f'{what}: {len(cases) - len(misses)} of {len(cases)} = {share:.2f} %')
    if share < floor:
        failures.append(f'{what}: {share:.2f} %, not {floor} %')
    for (name, context, _, key), place in misses if show_misses else ():
        found = place and ' '.join(str(place[k]) for k in ('level', 'name', 'country', 'admin1'))
        print(f'  {key}: {name} | {context} -> {found}')


def is_country(code):
    return lambda place: place['level'] == 'country' and place['country'] == code


def in_country(code):
    return lambda place: place['country'] == code


def in_region(region):
    """A town of the region will do; of a region that is all of a country, that country."""
    code, whole = region['admin1'], region['name'] == english[region['country']]
    return lambda place: place['admin1'] == code or (whole and place['country'] == code[:2])


def is_region(code):
    return lambda place: place['level'] == 'region' and place['admin1'] == code


def is_district(region):
    return lambda place: place['level'] == 'district' and place['admin1'] == region


def is_plain(name):
    """Whether a name can stand in a text as it is: one run of words, no numbers or notes."""
    return not re.search(r'[()/&,#0-9:;]| [-–]|- |\.$', name)


def spoken(name):
    """A name without the signs of transliteration that no text has."""
    return re.sub('[’‘ʼʻ]', '', name)


def check_countries(countries):
    check('countries by their English names', 99,
          [(c['name'], '', is_country(c['country']), c['country']) for c in countries])
    # Congolese, Dominican and the like are two countries' adjectives.
    shared = collections.Counter(a for c in countries for a in c['adjectives'].split('|'))
    check('countries by adjectives and demonyms', 99,
          [(a, '', is_country(c['country']), c['country'])
           for c in countries for a in c['adjectives'].split('|') if a and shared[a] == 1])
    check('countries by their capitals', 99,
          [(c['capital'], 'the capital of ' + c['name'], in_country(c['country']), c['country'])
           for c in countries if c['capital']])
    named = collections.Counter(n for c in countries for n in c['names'].split('|'))
    check('countries by their names in other languages', 99,
          [(n, '', is_country(c['country']), c['country'])
           for c in countries for n in c['names'].split('|')
           if n and named[n] == 1 and is_plain(n) and '.' not in n])


def has_word(name, language):
    return any(word in name.lower() for word in WORDS[language][1])


def alone(regions, key):
    """Of two regions of one name (Moscow, Lima, Mexico) no type word tells which; nor where
    one has the other's name with more to it (Lankaran, Lankaran City)."""
    names = collections.defaultdict(list)
    for r in regions:
        names[r['country']].append(r[key])
    for r in regions:
        near = [n for n in names[r['country']] if n == r[key] or n.startswith(r[key] + ' ')]
        if r[key] and len(near) == 1 and is_plain(r[key]):
            yield r


def check_regions(regions):
    def place(r):
        return 'in ' + english[r['country']]

    def titled(r):
        return in_region(r) if r['title'] == r['name'] else is_region(r['admin1'])

    check('regions by their titles', 99,
          [(spoken(r['title']), place(r), titled(r), r['admin1'])
           for r in regions if is_plain(r['title'])])
    check('regions by their names and a type word', 99,
          [(spoken(r['name']) + ' region', place(r), is_region(r['admin1']), r['admin1'])
           for r in alone(regions, 'name')])
    check('regions by their bare names', 99,
          [(spoken(r['name']), place(r), in_region(r), r['admin1'])
           for r in alone(regions, 'name')])
    for language, (word, _) in WORDS.items():
        key = 'name_' + language
        check(f'regions by their names in {language}', 99,
              [(r[key] if has_word(r[key], language) else f'{word} {r[key]}',
                english[r['country']], is_region(r['admin1']), r['admin1'])
               for r in alone(regions, key)])


def check_districts(regions):
    title = {r['admin1']: r['title'] if r['title'] != r['name'] else r['name'] + ' region'
             for r in regions}
    region_names = {(r['country'], r['name']) for r in regions}
    cases = []
    for d in read('districts.tsv.xz'):
        country = d['admin1'][:2]
        if d['admin1'] in title and is_plain(d['name']) and (country, d['name']) not in region_names:
            cases.append((spoken(d['name']) + ' district', f"{title[d['admin1']]}, {english[country]}",
                          is_district(d['admin1']), d['code']))
    check('districts by their names and a type word', 99, cases)


def check_counts(regions, countries):
    """What `gazetteer info` counts is what the tables have."""
    done = subprocess.run([program, 'gazetteer', 'info', '--format', 'ndjson'], check=True,
                          capture_output=True, text=True)
    info = json.loads(done.stdout)
    districts = read('districts.tsv.xz') + read('districts_extra.tsv')
    country_of = {r['admin1']: r['country'] for r in regions}
    expected = {'country': len(countries), 'region': len(regions),
                'countries_with_regions': len({r['country'] for r in regions}),
                'countries_with_districts': len({country_of[d['admin1']] for d in districts
                                                 if d['admin1'] in country_of})}
    for what, count in expected.items():
        if info[what] != count:
            failures.append(f'{what}: {info[what]} counted, {count} in the tables')
    if info['district'] < len(read('districts.tsv.xz')) or info['named_in_latin'] < info['region']:
        failures.append(f'too few are counted: {info}')
    # The rest is one unit: what a report says of it is said of the country.
    for what, having in (('region', regions), ('district', districts)):
        lacking = sorted({c['country'] for c in countries} -
                         {country_of.get(r['admin1']) for r in having})
        print(f'{len(lacking)} countries without a {what} of their own:', ' '.join(lacking))


countries = read('countries.tsv')
regions = read('regions.tsv')
english = {c['country']: c['name'] for c in countries}
check_counts(regions, countries)
check_countries(countries)
check_regions(regions)
check_districts(regions)
for failure in failures:
    print('FAILED', failure)
sys.exit(1 if failures else 0)
