"""Lines of claims as `skytally extract` prints them, made up, the same bytes each time, for
trying what reconciling costs. Two sides' ministries tell of every night, with tables of regions
and corrections; governors and towns tell of their own; agencies repeat, round and copy.

    claim_lines.py GAZETTEER KIND N >lines.ndjson

GAZETTEER is the folder of the gazetteer's tables. KIND is `years` for N claims over the nights of
three years, however many that makes a night, `nights` for as many nights as make 90 claims each, or a
worst case: `night` (one night and area),
`hours` (the same, each with hours of its own), `around` (the same, round figures), `bulletins`
(the same, by night and by hours in turn, of a body whose figures add up), `towns` (one night, all
in towns), `hamlets` (the same, each in a place of its own), `report` (one report), `singles` (the
same, of one area by several methods), `fates` (the same, of what became of the drones launched),
`chain` (the same, each a part of the one before), `undated`, `replicas` (a report again and
again), `twins` (a long report twice), `sides` (half of them do not tell whose the drones were)."""
import datetime, json, lzma, os, random, sys

FIRST = datetime.date(2023, 1, 1)
NIGHTS = 1096
CLAIMS_A_NIGHT = 90
SIDES = {'RU': ('ru.mod', 'The defence ministry', 'UA'), 'UA': ('ua.airforce', 'The Air Force', 'RU')}
WIRES = ('Northern Agency', 'Evening Post', 'The Courier', 'Wire Service', 'Daily Telegraph of Nowhere', 'Radio Nine')
ENDINGS = ('its spokesman said', 'the service wrote on Telegram', 'it said in a statement', 'according to its daily report',
           'it was told in the morning', 'the channel of the staff reported')


def rows(text):
    """The rows of a table as dictionaries; its first line that is no comment names the columns."""
    lines = [line.rstrip('\n').split('\t') for line in text if not line.startswith('#')]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


class Gazetteer:
    """Regions of both sides, and towns in each."""

    def __init__(self, folder):
        with open(os.path.join(folder, 'regions.tsv'), encoding='utf-8') as file:
            regions = [r for r in rows(file) if r['country'] in SIDES]
        self.regions = {side: [r for r in regions if r['country'] == side] for side in SIDES}
        self.towns = {r['admin1']: [] for r in regions}
        with lzma.open(os.path.join(folder, 'places.tsv.xz'), 'rt', encoding='utf-8') as file:
            # The few rows of these countries are split alone: the table is long.
            ours = [f'\t{side}\t' for side in SIDES]
            for town in rows(line for line in file if line.startswith(('#', 'id\t')) or any(o in line for o in ours)):
                if town['admin1'] in self.towns:
                    self.towns[town['admin1']].append(town)
        # Where most of it happened is told of most.
        for side, listed in self.regions.items():
            listed[:] = [r for r in listed if len(self.towns[r['admin1']]) > 4]
            random.Random(side).shuffle(listed)


def place(name, level, country=None, admin1=None, iso=None, town=None):
    precision = {'country': 4, 'region': 3, 'sea': 5}.get(level, 1)
    return {'name': name, 'label': name, 'level': level, 'country': country, 'admin1': admin1, 'iso_3166_2': iso,
            'geonameid': int(town['id']) if town else None, 'lat': float(town['lat']) if town else None,
            'lon': float(town['lon']) if town else None, 'geo_precision': precision}


def of_country(side):
    return place({'RU': 'Russia', 'UA': 'Ukraine'}[side], 'country', side)


def of_region(region):
    return place(region['name'], 'region', region['country'], region['admin1'], region['iso'])


def of_town(region, town):
    return place(town['name'], 'city', region['country'], region['admin1'], region['iso'], town)


class Report:
    """One report, whose claims get their ids and offsets in turn."""

    def __init__(self, maker, day, issuer, source, publisher):
        maker.reports += 1
        self.day = day
        self.head = {'doc': 'wire.ndjson', 'item': str(maker.reports), 'report': f'{maker.reports:016x}',
                     'url': f'https://example.org/{day}/{maker.reports}', 'published': str(day),
                     'published_from': 'field', 'publisher': publisher, 'lang': 'en',
                     'signature': f'{maker.reports * 2654435761 % 2**64:016x}'}
        self.issuer, self.source = issuer, source
        self.claims = []

    def say(self, outcome, value, where, evidence, **other):
        bound = other.pop('bound', 'exact' if value is not None else 'vague')
        low = value if value is not None else 1
        claim = {'id': f'{self.head["report"]}-{len(self.claims) + 1}', **self.head, 'outcome': outcome,
                 'method': 'unstated', 'value': value, 'bound': bound, 'low': low,
                 'best': value, 'high': value, 'sites': None, 'debris': False, 'withheld': False,
                 'places': [where], 'other_places': [], 'date': str(self.day) if self.day else None,
                 'start': None, 'end': None, 'time_precision': 'none', 'approximate': False, 'period': 'event',
                 'role': 'single', 'part_of': None, 'subset': False, 'added': False, 'superseded': False,
                 'links': [], 'attacker': None, 'issuer': self.issuer, 'source': self.source,
                 'evidence': evidence, 'offset': 120 * len(self.claims)}
        claim.update(other)
        self.claims.append(claim)
        return claim['id']


def night(day, zone='+03:00'):
    return {'start': f'{day - datetime.timedelta(1)}T20:00:00{zone}', 'end': f'{day}T07:00:00{zone}',
            'time_precision': 'night', 'approximate': True}


def hours(day, first, last, zone='+03:00'):
    """A window of minutes of the day."""
    return {'start': f'{day}T{first // 60:02d}:{first % 60:02d}:00{zone}',
            'end': f'{day}T{last // 60:02d}:{last % 60:02d}:00{zone}', 'time_precision': 'minute'}


class Maker:
    def __init__(self, gazetteer, seed=20261122):
        self.gazetteer = gazetteer
        self.dice = random.Random(seed)
        self.reports = 0

    def pick(self, side):
        """A region of the side, the first ones most often, and one of its towns."""
        listed = self.gazetteer.regions[side]
        region = listed[min(int(self.dice.expovariate(0.12)), len(listed) - 1)]
        towns = self.gazetteer.towns[region['admin1']]
        return region, towns[min(int(self.dice.expovariate(0.05)), len(towns) - 1)]

    def bulletin(self, day, side, by_day=False):
        """A ministry's figure for the night, with a table; sometimes one for hours of the day."""
        issuer, source, _ = SIDES[side]
        report = Report(self, day, issuer, source, None)
        first = self.dice.randrange(8, 20) * 60
        when = hours(day, first, first + self.dice.choice((120, 180, 240))) if by_day else night(day)
        table, seen = [], set()
        for _ in range(self.dice.randrange(2, 10)):
            region, _ = self.pick(side)
            if region['admin1'] not in seen:
                seen.add(region['admin1'])
                table.append((region, self.dice.randrange(1, 40)))
        total = sum(n for _, n in table) + self.dice.choice((0, 0, 0, 2, 7))
        if self.dice.random() < 0.05:
            report.say('intercepted', total - 1, of_country(side), f'{total - 1} drones were downed at first count on {day}',
                       role='total', superseded=True, **when)
        if side == 'UA':
            more = total + self.dice.randrange(0, 30)
            report.say('launched', more, of_country(side), f'the enemy launched {more} drones in the night to {day}', **when)
        whole = report.say('intercepted', total, of_country(side), f'{total} drones were intercepted in the night to {day}',
                           role='total', **when)
        for region, n in table:
            report.say('intercepted', n, of_region(region), f'{n} over {region["name"]} in the night to {day}', role='part',
                       part_of=whole if self.dice.random() < 0.9 else None, **when)
        return report

    def local(self, day, side):
        """A governor or a mayor on what came down there."""
        region, town = self.pick(side)
        report = Report(self, day, f'{region["admin1"].lower()}.governor', f'Governor of {region["name"]}', None)
        when = night(day) if self.dice.random() < 0.7 else {}
        n = self.dice.randrange(1, 12)
        report.say('intercepted', n, of_region(region), f'{n} drones over {region["name"]} on {day}, {self.dice.choice(ENDINGS)}',
                   **when)
        for _ in range(self.dice.randrange(0, 3)):
            _, town = self.pick(side)
            town = self.dice.choice(self.gazetteer.towns[region['admin1']][:60])
            many = self.dice.choice((1, 1, 2, 3, None))
            report.say('impacted', many, of_town(region, town),
                       f'{many or "some"} hit a building in {town["name"]} on {day}, {self.dice.choice(ENDINGS)}',
                       debris=self.dice.random() < 0.3, **when)
        return report

    def echo(self, first):
        """An agency on what another report told: the first figures of it, rounded at times."""
        wire = self.dice.choice(WIRES)
        report = Report(self, first.day, first.issuer, first.source, wire)
        for claim in first.claims[:self.dice.randrange(1, 5)]:
            value = claim['value']
            about = value is not None and value > 15 and self.dice.random() < 0.3
            report.say(claim['outcome'], value // 10 * 10 if about else value, claim['places'][0],
                       f'{wire}: {claim["evidence"]}, {self.dice.choice(ENDINGS)} ({self.reports})',
                       bound='at_least' if about else claim['bound'], start=claim['start'], end=claim['end'],
                       time_precision=claim['time_precision'], approximate=claim['approximate'])
        return report

    def replica(self, first, later=1):
        """The same article elsewhere or the day after, word by word."""
        report = Report(self, first.day, first.issuer, first.source, self.dice.choice(WIRES))
        report.head['signature'] = first.head['signature']
        report.head['published'] = str(first.day + datetime.timedelta(later)) if first.day else None
        ids = {}
        for claim in first.claims:
            ids[claim['id']] = f'{report.head["report"]}-{len(ids) + 1}'
            report.claims.append({**claim, **report.head, 'id': ids[claim['id']], 'part_of': ids.get(claim['part_of'])})
        return report

    def recalled(self, first):
        """A later article that recalls the night."""
        claim = first.claims[0]
        report = Report(self, first.day, first.issuer, first.source, self.dice.choice(WIRES))
        report.head['published'] = str(first.day + datetime.timedelta(self.dice.randrange(5, 40)))
        report.say(claim['outcome'], claim['value'], claim['places'][0], f'as on {first.day}, {claim["evidence"]}',
                   period='background')
        return report

    def night_reports(self, day):
        """Without end: both bulletins, then governors, agencies, copies in turn."""
        told = []
        for side in SIDES:
            told.append(self.bulletin(day, side))
            yield told[-1]
        while True:
            chance = self.dice.random()
            side = self.dice.choice(('RU', 'RU', 'UA'))
            if chance < 0.4:
                told.append(self.local(day, side))
                yield told[-1]
            elif chance < 0.45:
                told.append(self.bulletin(day, side, by_day=True))
                yield told[-1]
            elif chance < 0.75:
                yield self.echo(self.dice.choice(told))
            elif chance < 0.95:
                yield self.replica(self.dice.choice(told))
            else:
                yield self.recalled(self.dice.choice(told))

    def years(self, n, nights=NIGHTS):
        for i in range(nights):
            left = n * (i + 1) // nights - n * i // nights
            for report in self.night_reports(FIRST + datetime.timedelta(i)):
                yield from report.claims[:left]
                left -= len(report.claims)
                if left <= 0:
                    break

    def nights(self, n):
        return self.years(n, max(n // CLAIMS_A_NIGHT, 1))

    # ----------------------------------------------------------- worst cases

    def night(self, n, when=None, bound=lambda dice: 'exact', places=lambda maker: None, issuer=None):
        """All of one night: two claims a report, of one region or where `places` says."""
        region = self.gazetteer.regions['RU'][0]
        for i in range(n):
            if i % 2 == 0:
                report = Report(self, FIRST, issuer or ('ru.mod' if i % 3 == 0 else None), f'channel {i % 997}', None)
            report.say('intercepted', self.dice.randrange(1, 90), places(self) or of_region(region),
                       f'claim {i} of that night', bound=bound(self.dice), **(when(self.dice) if when else night(FIRST)))
            yield report.claims[-1]

    def hours(self, n):
        def some(dice):
            first = dice.randrange(0, 1400)
            return hours(FIRST, first, first + dice.randrange(1, 1439 - first))
        return self.night(n, some)

    def around(self, n):
        return self.night(n, bound=lambda dice: dice.choice(('about', 'at_least', 'at_most')))

    def bulletins(self, n):
        def some(dice):
            first = dice.randrange(0, 1400)
            return night(FIRST) if dice.random() < 0.5 else hours(FIRST, first, first + dice.randrange(1, 30))
        return self.night(n, some, issuer='ru.mod')

    def hamlets(self, n):
        number = iter(range(n))

        def somewhere(maker):
            region, town = maker.pick('RU')
            i = next(number)
            where = of_town(region, {**town, 'name': f'Hamlet {i}', 'id': 0})
            return {**where, 'geonameid': None, 'label': None, 'level': ('city', 'district', 'facility')[i % 3],
                    'lat': round(50 + i % 1000 / 50, 3), 'lon': round(35 + i // 1000 / 5, 3)}
        return self.night(n, places=somewhere)

    def towns(self, n):
        every = [of_town(r, t) for side in SIDES for r in self.gazetteer.regions[side] for t in self.gazetteer.towns[r['admin1']]]
        return self.night(n, places=lambda maker: maker.dice.choice(every))

    def undated(self, n):
        for i, claim in enumerate(self.night(n, when=lambda dice: {'date': None})):
            yield {**claim, 'date': None, 'published': None}

    def sides(self, n):
        """Half of them name a party that the other half must be taken for."""
        for i, claim in enumerate(self.towns(n)):
            where = {**claim['places'][0], 'country': 'SD', 'admin1': f'SD.{i % 500}'}
            yield {**claim, 'places': [where], 'attacker': f'party {i % 7}' if i % 2 else None, 'issuer': None}

    def report(self, n):
        report = Report(self, FIRST, 'ru.mod', 'The defence ministry', None)
        for i in range(n):
            region, town = self.pick('RU')
            kind = i % 9
            where = of_country('RU') if kind == 0 else of_region(region) if kind < 6 else of_town(region, town)
            report.say('impacted' if kind > 6 else 'intercepted', self.dice.randrange(1, 50) * (10 if kind == 0 else 1), where,
                       f'claim {i} of the report', role='total' if kind == 0 else 'part', **night(FIRST))
            yield report.claims[-1]

    def singles(self, n):
        report = Report(self, FIRST, 'ru.mod', 'The defence ministry', None)
        region = of_region(self.gazetteer.regions['RU'][0])
        for i in range(n):
            report.say('intercepted', i % 70 + 1, region, f'claim {i} of the report',
                       method=('kinetic', 'electronic')[i % 2], **night(FIRST))
            yield report.claims[-1]

    def chain(self, n):
        report = Report(self, FIRST, 'ru.mod', 'The defence ministry', None)
        region = of_region(self.gazetteer.regions['RU'][0])
        last = None
        for i in range(n):
            last = report.say('intercepted', n - i, region, f'claim {i} of the report', role='part' if last else 'total',
                              part_of=last, **night(FIRST))
            yield report.claims[-1]

    def twins(self, n):
        yield from self.report(n // 2)
        first = Report(self, FIRST, 'ru.mod', 'The defence ministry', None)
        maker = Maker(self.gazetteer)
        first.claims = list(maker.report(n // 2))
        first.head['signature'] = first.claims[0]['signature']
        yield from self.replica(first).claims

    def fates(self, n):
        report = Report(self, FIRST, 'ru.mod', 'The defence ministry', None)
        region = of_region(self.gazetteer.regions['RU'][0])
        whole = report.say('launched', 90, region, 'ninety drones were launched', role='total', **night(FIRST))
        yield report.claims[0]
        for i in range(n - 1):
            report.say('impacted' if i % 2 else 'intercepted', 3, region, f'fate {i} of the drones',
                       role='part', part_of=whole, **night(FIRST))
            yield report.claims[-1]

    def replicas(self, n):
        first = self.bulletin(FIRST, 'RU')
        yield from first.claims
        left = n - len(first.claims)
        while left > 0:
            yield from self.replica(first).claims[:left]
            left -= len(first.claims)


def write(out, tables, kind, n):
    for claim in getattr(Maker(tables), kind)(n):
        out.write(json.dumps(claim, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    write(sys.stdout, Gazetteer(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
