#!/usr/bin/env python3
"""The report page in a real browser, from disk: no error and no request, its figures those of
`skytally tally` for every span of days, sort, filter, slider, playback, panel, keyboard, dark,
narrow, printed, with texts that mean harm, and with ten thousand incidents."""
import base64, csv, glob, io, json, os, re, shutil, subprocess, sys, tempfile, time

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    if sys.executable != '/usr/bin/python3' and os.path.exists('/usr/bin/python3'):
        os.execv('/usr/bin/python3', ['/usr/bin/python3', '-B', os.path.abspath(__file__)])
    print('SKIPPED: selenium (Debian: python3-selenium) is not installed')
    sys.exit(77)
DRIVER = shutil.which('chromedriver')
BROWSER = shutil.which('chromium') or shutil.which('google-chrome')
if DRIVER is None or BROWSER is None:
    print('SKIPPED: a browser (Debian: chromium, chromium-driver) is not installed')
    sys.exit(77)

program = os.environ['SKYTALLY']
corpus = os.environ['SKYTALLY_CORPUS_DIR']
# A browser sees the same page of either build: there only the writing of it is tried.
SANITIZED = os.environ.get('SKYTALLY_SANITIZE', '0') not in ('', '0', 'OFF')
OUTCOMES = 'launched intercepted lost impacted sighted'.split()
KEYS = ('level', 'admin1', 'region', 'iso_a2')
failures = []
os.chdir(tempfile.mkdtemp())
scratch = os.getcwd()


def check(good, what):
    if not good:
        print('FAILED:', what, flush=True)
        failures.append(what)
    return good


def run(*arguments, code=(0, 1)):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    check(done.returncode in code, f'{arguments[:6]}: exit {done.returncode}: {done.stderr[-500:]}')
    return done.stdout


def page_of(name, *inputs):
    run('export', '--formats', 'html', '-o', os.path.join(scratch, name), *inputs)
    return os.path.join(scratch, name, 'report.html')


# ------------------------------------------------------------------------------------ browser

class Page:
    """One page in a window of its own."""

    def __init__(self, path, width=1280, height=900, scheme='light', still=True, fragment=''):
        options = webdriver.ChromeOptions()
        options.binary_location = BROWSER
        for argument in ('--headless=new', '--no-sandbox', '--disable-gpu', '--lang=en-GB',
                         '--disable-dev-shm-usage', f'--window-size={width},{height}'):
            options.add_argument(argument)
        options.add_experimental_option('prefs', {'download.default_directory': scratch})
        options.set_capability('goog:loggingPrefs', {'browser': 'ALL', 'performance': 'ALL'})
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        self.driver.set_script_timeout(60)
        self.cdp('Emulation.setDeviceMetricsOverride', width=width, height=height,
                 deviceScaleFactor=1, mobile=width < 500)
        self.cdp('Emulation.setEmulatedMedia', features=[
            {'name': 'prefers-color-scheme', 'value': scheme},
            {'name': 'prefers-reduced-motion', 'value': 'reduce' if still else 'no-preference'}])
        self.path = path
        self.driver.get('file://' + path + fragment)
        check(self.js('return document.documentElement.classList.contains("ready")'),
              f'{path} does not come up')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.is_clean()
        self.driver.quit()

    def cdp(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def words(self, selector):
        return self.js('return document.querySelector(arguments[0]).textContent', selector)

    def settle(self):
        """Until what was changed is shown."""
        self.driver.execute_async_script(
            'const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))')

    def set(self, **change):
        self.js('set(arguments[0])', change)
        self.settle()

    def press(self, *keys):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)
        self.settle()

    def active(self):
        return self.js('const e = document.activeElement; return e.id || e.className || e.tagName')

    def is_clean(self):
        """Neither a message nor a request beside that for the page."""
        log = [entry['message'] for entry in self.driver.get_log('browser')]
        check(not log, f'{self.path}: the console says {log[:3]}')
        asked = []
        for entry in self.driver.get_log('performance'):
            event = json.loads(entry['message'])['message']
            if event['method'] == 'Network.requestWillBeSent':
                asked.append(event['params']['request']['url'])
        with open(self.path, encoding='utf-8') as file:
            source = file.read()
        # The browser's own pictures of fields, which are not in the page, are none of ours.
        others = [url for url in asked if not url.startswith(('file://' + self.path, 'blob:'))
                  and not (url.startswith('data:image/svg') and url[:200] not in source)]
        check(not others, f'{self.path} asks for {others[:3]}')
        check(self.js('return performance.getEntriesByType("resource").length') == 0,
              f'{self.path} has loaded something')


# ------------------------------------------------------------------------------------ figures

def rows_of(*arguments):
    return list(csv.DictReader(io.StringIO(run('tally', '--format', 'csv', *arguments))))


def shown_rows(page):
    return list(csv.DictReader(io.StringIO(page.js('return table.csv(cutOf())'))))


def same_rows(expected, found, what, days, labels=True):
    """`labels`: outlines, and so their label points, are of the same detail."""
    keyed = [{tuple(row[key] for key in KEYS): row for row in rows} for rows in (expected, found)]
    check(keyed[0].keys() == keyed[1].keys(),
          f'{what}: other rows: {sorted(keyed[0].keys() ^ keyed[1].keys())[:5]}')
    wrong = []
    for key, row in keyed[0].items():
        other = keyed[1].get(key, row)
        for name, value in row.items():
            if not days and name.startswith('date_') or not labels and name.startswith('label_'):
                continue
            if other[name] != value:
                wrong.append((key, name, value, other[name]))
    check(not wrong, f'{what}: {len(wrong)} cells differ: {wrong[:4]}')
    return len(keyed[0]) * len(expected[0])


def number(value):
    return f'{int(value):,}'


def figure_of(row, outcome):
    """What a cell of the table is to show, from its row of the CSV."""
    best, low, high = (row[outcome + end] for end in ('', '_low', '_high'))
    told, kept = outcome in row['unnumbered'].split(), outcome in row['withheld'].split()
    if best == '':
        return 'withheld' if kept else 'not told' if told else '–nothing told'
    notes = [] if (low == best and high in ('', best)) else [
        f'from {number(low)}' if high == '' else f'{number(low)}–{number(high)}']
    return ('≥ ' if high == '' else '') + number(best) + ''.join(
        notes + ['+ not told'] * told + ['+ withheld'] * kept)


def figures(claims, page):
    """Every cell for many spans of days, countries and attackers."""
    spans = [(None, None), ('2024-09-01', '2024-09-01'), ('2024-08-01', '2024-10-31'),
             ('2019-06-20', '2026-05-14'), ('2023-05-28', '2024-01-15'), ('2025-01-01', '2025-12-31')]
    cuts = [(a, b, None, None) for a, b in spans] + [
        (None, None, 'UA', None), (None, None, 'RU', None), ('2024-01-01', '2024-12-31', None, 'RU'),
        ('2024-01-01', None, 'RU', 'UA')]
    cells = 0
    for first, last, country, attacker in cuts:
        arguments = [claims]
        for name, value in (('from', first), ('to', last), ('country', country), ('attacker', attacker)):
            arguments += [f'--{name}', value] if value else []
        page.js('set({from: parseDay(arguments[0]), to: parseDay(arguments[1]), country: arguments[2],'
                'attacker: arguments[3], row: null})', first or '', last or '', country or '', attacker or '')
        page.settle()
        expected = rows_of(*arguments)
        days = first is not None and last is not None
        cells += same_rows(expected, shown_rows(page), f'{first} {last} {country} {attacker}', days)
        shown_in_table(expected, page, f'{first} {last}')
    page.set(**{'from': None, 'to': None, 'country': '', 'attacker': ''})
    print(f'{cells} cells are those of skytally tally')
    return cells


def shown_in_table(expected, page, what):
    """The cells of the table itself, and the totals above it."""
    page.js('table.all = true; table.render()')
    cells = page.js('''return [...document.querySelectorAll("#tally tr[data-row]")].map(row =>
        [text(ROWS.id[row.dataset.row]), [...row.querySelectorAll(".outcome-column")].map(c => c.textContent)])''')
    found = dict(cells)
    wrong = []
    for row in expected:
        key = row['admin1'] if row['level'] == 'region' else 'total' if row['level'] == 'total' else (
            row['level'] + ':' + {'sea': row['region'].lower(), 'country': row['iso_a2']}.get(
                row['level'], row['admin1']))
        right = [figure_of(row, outcome) for outcome in OUTCOMES]
        if found.get(key) != right:
            wrong.append((key, found.get(key), right))
    check(not wrong, f'{what}: {len(wrong)} rows are shown otherwise: {wrong[:2]}')
    total = page.js('return [...document.querySelectorAll(".outcome .number")].map(n => n.textContent)')
    right = [re.sub(r'^–', '', figure_of(expected[-1], outcome)) for outcome in OUTCOMES]
    check(all(whole.startswith(part) for part, whole in zip(total, right)), f'{what}: {total}, not {right}')


# ------------------------------------------------------------------------------------- manner

def sorting(page):
    def column(key):
        return page.js('''const at = COLUMNS.findIndex(c => c.key === arguments[0]);
            return [...document.querySelectorAll("#tally tbody:nth-of-type(1) tr[data-row]")].map(
                row => [COLUMNS[at].value(table.table.get(Number(row.dataset.row))),
                        row.children[at].textContent])''', key)

    for key, clicks in (('name', 1), ('name', 2), ('reports', 1), ('impacted', 1), ('impacted', 2)):
        button = page.js('return COLUMNS.find(c => c.key === arguments[0]).button', key)
        page.js('table.sort = {key: null, descending: true}; table.render()')
        for _ in range(clicks):
            page.js('arguments[0].click()', button)
        values = [value for value, _ in column(key)]
        known = [value for value in values if value not in (None, '')]
        falling = (clicks == 1) == (key != 'name')
        if key != 'name':
            check(known == sorted(known, reverse=falling), f'not sorted by {key}: {known[:9]}')
        else:
            check([w.lower() for w in known][:3] != sorted([w.lower() for w in known])[:3] if falling
                  else len(known) > 3, 'names are not sorted')
        check(values[:len(known)] == known, f'what is not known stands before what is: {key}')
        header = page.js('return arguments[0].closest("th").getAttribute("aria-sort")', button)
        check(header == ('descending' if falling else 'ascending'), f'aria-sort of {key} is {header}')
        check(page.js('return document.querySelectorAll("#tally th[aria-sort=none]").length') ==
              page.js('return COLUMNS.length') - 1, 'several columns claim to be sorted')
    page.js('table.sort = {key: null, descending: true}; table.render()')


def filtering(page):
    field = page.one('#words')
    field.send_keys('bryansk')
    rows = page.js('return [...document.querySelectorAll("#tally tr[data-row] .area")].map(b => b.textContent)')
    check(rows and all('bryansk' in row.lower() for row in rows), f'the filter shows {rows[:5]}')
    check('row' in page.words('#live'), 'the filter says nothing')
    field.clear()
    field.send_keys('no such area')
    check(not page.all('#tally tr[data-row]'), 'the filter lets through what it should not')
    page.js('arguments[0].value = ""; arguments[0].dispatchEvent(new Event("input"))', field)
    check(len(page.all('#tally tr[data-row]')) > 20, 'the filter does not end')


def sliding(page):
    page.set(**{'from': None, 'to': None})
    slider = page.one('#slide-from')
    first, last = page.js('return [FIRST_DAY, LAST_DAY]')
    page.js('arguments[0].focus()', slider)
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    check(page.js('return state.from') == first + 2, 'arrows do not move the slider')
    page.press(Keys.END)
    check(page.js('return [state.from, state.to]') == [last, last], 'End does not')
    check(re.match(r'\d+ \w+ \d{4}$', slider.get_attribute('aria-valuetext')), 'the slider does not say its day')
    page.press(Keys.HOME)
    check(page.js('return state.from') == first, 'Home does not')
    field = page.one('#day-from')
    page.js('arguments[0].value = "2024-09-10"; arguments[0].dispatchEvent(new Event("change"))', field)
    page.settle()
    check('from=2024-09-10' in page.driver.current_url, 'the field of the day does nothing')
    page.one('#all-days').click()
    page.settle()
    check('from=' not in page.driver.current_url, '"All days" does not')


def playing(page):
    page.set(**{'from': None, 'to': None})
    page.js('days.still = {matches: false}')
    page.one('#play').click()
    check(page.words('#play') == 'Pause', 'nothing plays')
    seen = set()
    until = time.time() + 6
    while time.time() < until and len(seen) < 4:
        seen.add(page.js('return state.from'))
        time.sleep(0.1)
    check(len(seen) >= 4 and len(page.js('return [...days.told.keys()]')) > 4, f'playback shows {seen}')
    page.one('#play').click()
    check(page.words('#play') == 'Play', 'playback does not stop')
    before = page.js('return state.from')
    time.sleep(1)
    check(page.js('return state.from') == before, 'playback goes on')
    page.one('#all-days').click()
    page.settle()


def panel(page):
    page.set(outcome=1)
    button = page.one('#tally tr[data-row] [data-outcome="1"]')
    figure = page.js('return arguments[0].querySelector(".number").textContent', button)
    page.js('arguments[0].focus()', button)
    page.press(Keys.ENTER)
    check(page.active() == 'panel-title', f'the panel has not the focus: {page.active()}')
    said = page.words('#panel')
    check(figure in said and 'claim ' in said and 'published' in said, 'the panel does not tell of the figure')
    check(page.all('#panel blockquote'), 'the panel shows no words')
    counted = page.js('''const row = state.row, cut = cutOf();
        return incidentsOf(row, 1, cut).reduce((sum, i) => sum + (INCIDENTS.net_best[i] || 0), 0)''')
    check(number(counted) == figure.replace('≥ ', ''), f'its incidents come to {counted}, not {figure}')
    page.press(Keys.ESCAPE)
    check(page.one('#panel').get_attribute('hidden') is not None, 'Esc does not close the panel')
    check(page.js('return document.activeElement.dataset.outcome') == '1', 'the focus does not come back')


def whole_panel(page, claims):
    """What the panel says of a cell is what `skytally explain` says."""
    told = json.loads(run('explain', '--format', 'json', 'RU.10', 'intercepted', claims))
    cell = told['cells'][0]
    page.js('set({row: ROW_BY_ID.get("RU.10"), outcome: 1, incident: null}); panel.open(null)')
    page.settle()
    while page.all('#panel button.more'):
        page.js('document.querySelector("#panel button.more").click()')
    articles = page.all('#panel .incidents > .incident')
    check(len(articles) == len(cell['incidents']),
          f"the panel has {len(articles)} incidents, explain {len(cell['incidents'])}")
    said = page.words('#panel')
    lost = [claim['claim']['id'] for incident in cell['incidents'] for account in incident['accounts']
            for claim in account['claims'] if claim['claim']['id'] not in said
            or claim['claim']['evidence'] not in said]
    reasons = {step['reason'] for incident in cell['incidents']
               for step in incident['steps'] + incident['accounts'] if len(incident['accounts']) > 1}
    check(not lost, f'claims are not in the panel: {lost[:5]}')
    check(all(reason in said for reason in reasons), f'reasons are not: {[r for r in reasons if r not in said]}')
    left = {gap['why'] for gap in cell['left_out']}
    for why in left - {'silence'}:
        reason = next(gap['reason'] for gap in cell['left_out'] if gap['why'] == why)
        check(reason in said, f'the panel does not say: {reason}')
    page.js('panel.close()')
    page.settle()


def keyboard(page):
    """Tab alone reaches every control and leaves the map again."""
    page.js('window.scrollTo(0, 0); document.querySelector(".skip").focus()')
    seen = ['skip']
    for _ in range(40):
        page.press(Keys.TAB)
        seen.append(page.active())
        outline = page.js('''const e = document.activeElement;
            const box = e.closest(".outcome") || e;
            return getComputedStyle(box).outlineStyle''')
        check(outline != 'none', f'no visible focus on {seen[-1]}')
        if seen[-1] == 'download':
            break
    wanted = ['skip', 'theme', 'play', 'slide-from', 'slide-to', 'all-days', 'words', 'download']
    missed = [name for name in wanted if name not in seen]
    check(not missed, f'Tab does not reach {missed}: {seen}')
    check(any('leaflet-container' in name or name == 'map' for name in seen), 'Tab does not reach the map')
    page.js('document.querySelector("input[name=outcome]:checked").focus()')
    before = page.js('return state.outcome')
    page.press(Keys.ARROW_RIGHT)
    check(page.js('return state.outcome') == before + 1, 'arrows do not switch the outcome')
    page.set(outcome=before)


def names(page):
    """Whatever can be used or is an image has a name; ids are unique; labels lead somewhere."""
    nameless = page.js('''return [...document.querySelectorAll("button, a[href], input, select, table, [role], section, aside")]
        .filter(e => !(e.getAttribute("aria-label") || e.textContent.trim() || e.closest("label") ||
                       e.getAttribute("aria-labelledby") || e.title)).map(e => e.outerHTML.slice(0, 80))''')
    check(not nameless, f'without a name: {nameless[:5]}')
    twice = page.js('''const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
        return ids.filter((id, i) => ids.indexOf(id) !== i)''')
    check(not twice, f'ids that stand twice: {twice}')
    for selector in ('main', 'header', 'footer', 'h1', '#tally caption', '#live[aria-live]', 'html[lang]'):
        check(len(page.all(selector)) == 1, f'{selector} is not there, or not once')
    levels = page.js('return [...document.querySelectorAll("h1, h2, h3, h4")].map(h => Number(h.tagName[1]))')
    check(all(b <= a + 1 for a, b in zip(levels, levels[1:])), f'headings jump: {levels[:20]}')


CONTRAST = r'''
const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return {rgb: m.slice(0, 3), a: m.length > 3 ? m[3] : 1}; };
const light = rgb => { const [r, g, b] = rgb.map(v => { v /= 255;
  return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = e => { for (; e; e = e.parentElement) {
  const c = parse(getComputedStyle(e).backgroundColor); if (c.a > 0.99) return c.rgb; } return [255, 255, 255]; };
const poor = [];
for (const e of document.querySelectorAll("body *")) {
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || e.closest("script, noscript, .hidden, .skip, option") || !e.getClientRects().length) continue;
  const ink = light(parse(getComputedStyle(e).color).rgb), paper = light(ground(e));
  const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  if (ratio < 4.5) poor.push(e.tagName + "." + e.className + " " + ratio.toFixed(2) + " " + e.textContent.slice(0, 20));
}
return [...new Set(poor)];'''


def contrast(page, what):
    page.js('set({row: ROW_BY_ID.get("RU.10"), outcome: 1}); panel.open(null)')
    page.settle()
    poor = page.js(CONTRAST)
    check(not poor, f'{what}: too little contrast: {poor[:5]}')
    page.js('panel.close()')
    page.settle()


def inked(page, what):
    """The map's canvas has colours on it, several of them."""
    colours = page.js('''const c = document.querySelector("#map canvas"), x = c.getContext("2d");
        const d = x.getImageData(0, 0, c.width, c.height).data, seen = new Map();
        for (let i = 0; i < d.length; i += 4 * 97) {
          const key = d[i] + "," + d[i + 1] + "," + d[i + 2] + "," + d[i + 3];
          seen.set(key, (seen.get(key) || 0) + 1);
        }
        return seen.size''')
    check(colours > 12, f'{what}: the map is as good as blank ({colours} colours)')


def pointing(page):
    """A click on a region's symbol opens what is behind it."""
    page.set(outcome=1, **{'from': None, 'to': None})
    at = page.js('''const item = map.symbols._items[0];
        const p = map.map.latLngToContainerPoint(item.latlng), box = document.getElementById("map").getBoundingClientRect();
        document.getElementById("map").scrollIntoView({block: "center"});
        const now = document.getElementById("map").getBoundingClientRect();
        return [now.left + p.x, now.top + p.y, item.row, rowName(item.row)]''')
    for kind in ('mouseMoved', 'mousePressed', 'mouseReleased'):
        page.cdp('Input.dispatchMouseEvent', type=kind, x=at[0], y=at[1], button='left', clickCount=1)
    page.settle()
    check(page.one('#panel').get_attribute('hidden') is None, 'a click on the map opens nothing')
    said = page.words('#panel-title')
    check('intercepted' in said, f'a click on {at[3]} opens {said}')
    page.press(Keys.ESCAPE)
    check('map' in page.active() or 'leaflet' in page.active(), 'the focus does not go back to the map')


def addresses(page, path):
    page.js('set({outcome: 3, from: parseDay("2024-08-01"), to: parseDay("2024-09-30"), row: ROW_BY_ID.get("RU.41")})')
    page.settle()
    fragment = page.js('return location.hash')
    for part in ('outcome=impacted', 'from=2024-08-01', 'to=2024-09-30', 'area=RU.41'):
        check(part in fragment, f'{part} is not in the address {fragment}')
    with Page(path, fragment=fragment) as again:
        check(again.js('return [state.outcome, isoDay(state.from), isoDay(state.to), text(ROWS.id[state.row])]') ==
              [3, '2024-08-01', '2024-09-30', 'RU.41'], 'the address does not bring the view back')
        check('Kursk' in again.words('#panel-title'), 'the area of the address is not open')
    with Page(path, fragment='#outcome=%3Cscript%3E&from=9999-99-99&area=__proto__&country=x') as odd:
        check(odd.js('return state.row') is None and odd.js('return state.from') is None, 'a senseless address is taken')
    page.js('panel.close(); set({outcome: 1, from: null, to: null, row: null})')
    page.settle()


def saving(page):
    page.js('document.getElementById("download").click()')
    until = time.time() + 10
    while time.time() < until and not glob.glob(os.path.join(scratch, 'tallies-shown.csv')):
        time.sleep(0.1)
    name = os.path.join(scratch, 'tallies-shown.csv')
    if check(os.path.exists(name), 'nothing is saved'):
        with open(name, encoding='utf-8', newline='') as file:
            check(file.read() == page.js('return table.csv(cutOf())'), 'another table is saved than is shown')


def printing(page):
    pdf = base64.b64decode(page.cdp('Page.printToPDF', printBackground=True)['data'])
    check(pdf.startswith(b'%PDF') and len(pdf) > 30000, f'the print is empty ({len(pdf)} bytes)')
    if shutil.which('pdftotext'):
        with open('print.pdf', 'wb') as file:
            file.write(pdf)
        words = subprocess.run(['pdftotext', '-layout', 'print.pdf', '-'], capture_output=True, text=True).stdout
        check('Bryansk Oblast' in words and 'Total' in words and 'GeoNames' in words, 'the print lacks the table')
        check('All days' not in words, 'the print has controls')


def narrow(path, scheme):
    with Page(path, 390, 800, scheme) as page:
        for row in (None, 'RU.10'):
            page.js('set({row: arguments[0] && ROW_BY_ID.get(arguments[0])}); if (arguments[0]) panel.open(null)', row)
            page.settle()
            width = page.js('return document.documentElement.scrollWidth')
            check(width <= 390, f'{scheme}: {width} pixels wide at 390')
        wide = page.js('''return [...document.querySelectorAll(".table-box, #tally")].filter(
            e => e.scrollWidth > 390).length''')
        check(wide == 0, 'the table scrolls sideways at 390')
        small = page.js('''return [...document.querySelectorAll("main button, main select, main input:not([type=radio])")]
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 24).map(e => e.outerHTML.slice(0, 60))''')
        check(not small, f'too small for a finger: {small[:3]}')
        contrast(page, f'390 {scheme}')
        inked(page, f'390 {scheme}')


# -------------------------------------------------------------------------------------- texts

HOSTILE = ('</script><script>window.harmed = 1</script>', '<img src=x onerror="window.harmed=2">',
           '<!--<script>window.harmed=3', '"><svg onload=window.harmed=4>', '\u2028window.harmed=5//',
           "'];window.harmed=6;//", '{{constructor.constructor("window.harmed=7")()}}', ']]>&lt;b&gt;&amp;')
LINKS = ('javascript:window.harmed=8', 'data:text/html,<script>window.harmed=9</script>',
         'https://example.org/"onmouseover="window.harmed=10', 'file:///etc/passwd', 'https://example.org/a?b=c&d=<i>',
         ' javascript:window.harmed=11', 'JaVaScRiPt:window.harmed=12', 'not an address')
FOREIGN = (('fa', 'سه پهپاد بر فراز کورسک سرنگون شد 🛩'), ('he', 'שלושה כטב"מים יורטו'),
           ('ru', 'Над Курской областью сбиты три БПЛА'), ('zh', '三架无人机被击落'))


def hostile(lines):
    """The corpus' claims with words that mean harm, and in many scripts."""
    with open('hostile.ndjson', 'w', encoding='utf-8') as out:
        for i, line in enumerate(lines):
            claim = json.loads(line)
            bad = HOSTILE[i % len(HOSTILE)]
            lang, foreign = FOREIGN[i % len(FOREIGN)]
            claim.update(evidence=bad + ' ' + foreign, source=bad, publisher=bad, lang=lang,
                         url=LINKS[i % len(LINKS)])
            for place in claim['places']:
                if place['level'] == 'city':
                    place['name'] = bad
                    place['label'] = bad
            out.write(json.dumps(claim, ensure_ascii=i % 2 == 0) + '\n')
    path = page_of('hostile', 'hostile.ndjson')
    with open(path, encoding='utf-8') as file:
        source = file.read()
    data = source[source.index('id="data">') + 10:source.index('</script>', source.index('id="data">'))]
    check('<' not in data and '\u2028' not in data, 'the data could end their element')
    check(json.loads(data)['texts'], 'the data are cut short')
    with Page(path) as page:
        seen = ''
        for row in page.js('return [...table.table.keys()]')[:25]:
            page.set(row=row, outcome=1)
            page.js('panel.open(null); document.querySelectorAll("details").forEach(d => { d.open = true; })')
            seen += page.words('#panel')
        check(all(text.replace('\u2028', '') in seen.replace('\u2028', '') for text in HOSTILE), 'a text is not shown as it is')
        check(all(text in seen for _, text in FOREIGN), 'a text is lost on its way')
        check(page.js('return window.harmed === undefined'), 'a text has been run')
        links = page.js('return [...document.querySelectorAll("#panel a")].map(a => [a.protocol, a.rel])')
        check(links and all(p in ('http:', 'https:') and 'noopener' in rel and 'noreferrer' in rel
                            for p, rel in links), f'a link leads astray: {links[:5]}')
        check(page.js('return document.querySelectorAll("#panel img, #panel svg, #panel script").length') == 0, 'markup is taken in')
        quotes = page.js('''return [...document.querySelectorAll("#panel blockquote")].map(
            q => [q.lang, q.dir, q.matches(":dir(rtl)")])''')
        check(all(lang and direction == 'auto' for lang, direction, _ in quotes), 'quotes lack language or direction')


# --------------------------------------------------------------------------------------- many

def many(n):
    """`n` incidents of three years, as a table."""
    places = ['Kursk', 'Bryansk', 'Belgorod', 'Voronezh', 'Oryol', 'Tula', 'Kaluga', 'Smolensk', 'Lipetsk', 'Tambov']
    with open('many.csv', 'w', encoding='utf-8') as out:
        out.write('date,place,region,country,outcome,count,source\n')
        for i in range(n):
            name = places[i % len(places)]
            day = time.strftime('%Y-%m-%d', time.gmtime(1672531200 + 86400 * (i // 10)))
            place = '' if i % 3 == 0 else name
            out.write(f'{day},{place},{name} region,Russia,{OUTCOMES[1 + i % 3 // 2 * 2]},{1 + i * 7 % 40},governor {i % 50}\n')
    path = page_of('many', 'many.csv')
    return path


def quick(path, n):
    with Page(path) as page:
        found = page.js('return N_INCIDENTS')
        check(found >= 0.9 * n, f'{found} incidents of {n}')
        took = page.js('''const t = performance.getEntriesByType("navigation")[0]; return t.domContentLoadedEventEnd''')
        steps = page.js('''const times = [];
            for (let k = 0; k < 12; k++) {
              state.from = FIRST_DAY + 40 * k; state.to = state.from + 365;
              const t = performance.now(); render(); times.push(performance.now() - t);
            }
            return times.sort((a, b) => a - b)[6]''')
        page.js('state.from = state.to = null')
        opening = page.js('''const t = performance.now(); state.row = TOTAL_ROW; panel.open(null); render();
            return performance.now() - t''')
        size = os.path.getsize(path)
        print(f'{found} incidents, {size / 1e6:.1f} MB: there after {took:.0f} ms, a change {steps:.0f} ms, '
              f'the panel of the total {opening:.0f} ms')
        check(took < 8000 and steps < 1000 and opening < 2000, 'much too slow')
        inked(page, 'many')


# ---------------------------------------------------------------------------------------- odd

def odd_pages(claims):
    """Pages of other tallies: of own regions, of one outcome, by month, across the antimeridian,
    without a day, without anything."""
    examples = os.path.join(os.environ['SKYTALLY_SOURCE_DIR'], 'docs', 'examples')
    own = ('--regions', os.path.join(examples, 'regions.geojson'))
    cases = [('own', own), ('month', ('--by', 'month', '--fill', '--from', '2024-01-01', '--to', '2024-12-31')),
             ('one', ('--outcome', 'impacted', '--country', 'UA'))]
    for name, options in cases:
        path = page_of(name, *options, claims)
        with Page(path) as page:
            split = ('--by', 'month', '--fill')
            plain = [word for word in options if word not in split]
            same_rows(rows_of(*plain, claims), shown_rows(page), name, True, name != 'month')
            first, last = ('2024-06-01', '2024-09-30')
            page.js('set({from: parseDay(arguments[0]), to: parseDay(arguments[1])})', first, last)
            page.settle()
            if '--from' not in options:
                same_rows(rows_of(*plain, '--from', first, '--to', last, claims), shown_rows(page), name, True)
    with open('far.csv', 'w', encoding='utf-8') as out:
        out.write('date,place,region,country,outcome,count,source\n2024-09-01,Anadyr,Chukotka,Russia,intercepted,4,x\n'
                  '2024-09-02,Nome,Alaska,United States,sighted,2,y\n2024-09-02,Suva,,Fiji,intercepted,1,y\n')
    with Page(page_of('far', 'far.csv')) as page:
        check(page.js('return CROSSES && map.map.getBounds().getEast() - map.map.getBounds().getWest() < 340 && map.map.getBounds().getEast() > 230'),
              'the antimeridian tears the map apart')
        inked(page, 'across the antimeridian')
    with open('undated.csv', 'w', encoding='utf-8') as out:
        out.write('date,place,region,country,outcome,count,source\n,,Kursk region,Russia,intercepted,4,x\n')
    with Page(page_of('undated', 'undated.csv')) as page:
        check(page.words('#tally tr.total .chosen') == '4', 'what has no date is not in all days')
        check('no date' in page.words('#undated'), 'the page is silent on what has no date')
    with open('nothing.txt', 'w', encoding='utf-8') as out:
        out.write('date 2024-09-01\n\nIt rained all day.\n')
    with Page(page_of('nothing', 'nothing.txt')) as page:
        check('nothing told' in page.words('#outcomes'), 'an empty page is not one')


# ----------------------------------------------------------------------------------------- all

texts = sorted(glob.glob(os.path.join(corpus, '*.txt')))
with open('claims.ndjson', 'w', encoding='utf-8') as file:
    file.write(run('extract', *texts))
with open('claims.ndjson', encoding='utf-8') as file:
    lines = file.readlines()
path = page_of('corpus', 'claims.ndjson')
with open('reversed.ndjson', 'w', encoding='utf-8') as file:
    file.writelines(reversed(lines))
with open(page_of('reversed', 'reversed.ndjson'), 'rb') as other, open(path, 'rb') as file:
    check(file.read() == other.read(), 'the order of the claims changes the page')


def all_in_browser():
    with Page(path) as page:
        check(figures('claims.ndjson', page) > 20000, 'few cells were compared')
        for step in (sorting, filtering, sliding, playing, panel, keyboard, names, pointing, saving, printing):
            step(page)
        whole_panel(page, 'claims.ndjson')
        addresses(page, path)
        contrast(page, '1280 light')
        inked(page, '1280 light')
        page.js('document.getElementById("theme").value = "dark"; document.getElementById("theme").dispatchEvent(new Event("change"))')
        check(page.js('return getComputedStyle(document.body).backgroundColor') == 'rgb(18, 24, 30)', 'the theme does not switch')
    with Page(path, scheme='dark', still=False) as page:
        check(page.js('return getComputedStyle(document.body).backgroundColor') == 'rgb(18, 24, 30)', 'not dark in the dark')
        check(page.js('return map.map.options.zoomAnimation') is True, 'no motion for those who want it')
        contrast(page, '1280 dark')
    with Page(path, scheme='light', still=True) as page:
        check(page.js('return map.map.options.zoomAnimation') is False, 'motion for those who want none')
    narrow(path, 'light')
    narrow(path, 'dark')
    odd_pages('claims.ndjson')
    hostile(lines)
    quick(many(10000), 10000)


if not SANITIZED:
    all_in_browser()
shutil.rmtree(scratch, ignore_errors=True)
if failures:
    sys.exit(f'{len(failures)} failed')
print('all good')
