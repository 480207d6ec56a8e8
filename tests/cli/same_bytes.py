#!/usr/bin/env python3
"""The same inputs give the same bytes in every file: in whatever order they come, on however
many processors, in whatever locale, time zone, folder, with whatever umask, home or clock."""
import glob, hashlib, os, shutil, subprocess, sys, tempfile

source, program = os.environ['SKYTALLY_SOURCE_DIR'], os.environ['SKYTALLY']
SANITIZED = os.environ.get('SKYTALLY_SANITIZE', '0') not in ('', '0', 'OFF')
failures = []
EXTENSIONS = {'shp', 'shx', 'dbf', 'prj', 'cpg', 'qml', 'qmd', 'geojson', 'csv', 'csvt', 'json',
              'ndjson', 'md', 'gpkg', 'qgz', 'html', 'svg'}


def check(good, *words):
    if not good:
        failures.append(' '.join(str(w) for w in words))


def digests(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), 'rb') as file:
            found[name] = hashlib.sha256(file.read()).hexdigest()
        check(name.rpartition('.')[2] in EXTENSIONS, 'what is', name)
    return found


def run(out, inputs, *words, cwd, before=(), umask=0o022, **environment):
    env = {k: v for k, v in dict(os.environ, **environment).items() if v is not None}
    done = subprocess.run([*before, program, 'run', '-q', '-o', out, *words, *inputs], cwd=cwd, env=env,
                          umask=umask, capture_output=True, text=True)
    check(done.returncode == 0, out, 'exits with', done.returncode, done.stderr[:500])
    return digests(os.path.join(cwd, out))


def compare(first, other, how):
    check(list(first) == list(other), how, 'gives other files:', set(first) ^ set(other))
    for name in first:
        check(first[name] == other.get(name), how, 'changes', name)


def make_locales(folder):
    """Locales with a decimal comma and with a dotless i; made here, as few systems have them."""
    made = []
    for name in ('de_DE', 'tr_TR', 'fa_IR'):
        path = os.path.join(folder, name + '.UTF-8')
        if shutil.which('localedef') and subprocess.run(
                ['localedef', '-i', name, '-f', 'UTF-8', path], capture_output=True).returncode < 2:
            made.append(name + '.UTF-8')
    if not made:
        print('no localedef: other locales are not tried')
    return made


def variants(folder, reports, all_of_them):
    """(what is changed, output folder, inputs, options, keyword arguments)"""
    turned = reports[::-1]
    mixed = sorted(reports, key=lambda r: hashlib.sha256(r.encode()).hexdigest())
    deep = os.path.join(folder, 'a', 'б 漢')
    os.makedirs(deep)
    yield 'a second run', 'again', reports, (), {}
    yield 'the other order', 'turned', turned, (), {}
    yield 'a mixed order', 'mixed', mixed, (), {}
    yield 'one processor', 'one', reports, ('--jobs', '1'), {}
    yield 'two processors', 'two', turned, ('--jobs', '2'), {}
    if not all_of_them:
        return
    for zone in ('Pacific/Auckland', 'America/St_Johns', 'UTC'):
        yield 'the zone ' + zone, zone.replace('/', '-'), reports, (), {'TZ': zone}
    yield 'another umask', 'umask', reports, (), {'umask': 0o077}
    yield 'no home', 'home', reports, (), {'HOME': None, 'XDG_CACHE_HOME': None, 'USER': None}
    yield 'another folder', 'ß', reports, (), {'cwd': deep}
    yield 'plain C', 'c', reports, (), {'LC_ALL': 'C', 'LANG': None}
    locales = make_locales(folder)
    for locale in locales:
        yield locale, 'in ' + locale, reports, (), {'LC_ALL': locale, 'LOCPATH': folder, 'LANGUAGE': locale}
    if shutil.which('faketime'):
        yield 'another day', 'clock', reports, (), {'before': ['faketime', '2031-02-03 04:05:06']}
    yield 'a fixed build date', 'epoch', reports, (), {'SOURCE_DATE_EPOCH': '1'}


def check_all(folder, reports, *options):
    """A table by week is made as the other is but for its rows: the order alone may matter."""
    first = run('first', reports, *options, cwd=folder)
    check({'incidents.csv', 'tallies.shp', 'countries.geojson', 'claims.ndjson', 'README.md'} <=
          set(first), 'files are missing:', list(first))
    for how, out, inputs, words, more in variants(folder, reports, not options and not SANITIZED):
        more.setdefault('cwd', folder)
        compare(first, run(out, inputs, *options, *words, **more), how)
    # Over the files of the run before, too.
    compare(first, run('first', reports, *options, cwd=folder), 'writing over')
    return len(first)


def check_modes(folder, reports):
    """What is written is as open as the umask says."""
    run('open', reports[:2], cwd=folder, umask=0o022)
    run('closed', reports[:2], cwd=folder, umask=0o077)
    for name, mode in (('open', 0o644), ('closed', 0o600)):
        for path in glob.glob(os.path.join(folder, name, '*')):
            check(os.stat(path).st_mode & 0o777 == mode, path, oct(os.stat(path).st_mode))


def main():
    reports = sorted(glob.glob(os.path.join(source, 'tests', 'corpus', 'own-*.txt')))[:20]
    memory = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None  # every file is flushed
    counts = []
    for options in ((), ('--by', 'week')):
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            counts.append(check_all(folder, reports, *options))
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        check_modes(folder, reports)
    for failure in failures[:40]:
        print('FAILED:', failure)
    print(f'files {counts}: {len(failures)} failures')
    return 1 if failures else 0


sys.exit(main())
