#!/usr/bin/env python3
"""The store in PostGIS, on a real server: the same tables and results as a GeoPackage's,
many writers, clients that are killed, connections that break, rights, passwords, and what
other programs read."""
import json, os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
import cluster

program = os.environ['SKYTALLY']
source = os.environ['SKYTALLY_SOURCE_DIR']
corpus = os.environ['SKYTALLY_CORPUS_DIR']
examples = os.path.join(source, 'docs', 'examples', 'reports')
slow = os.environ.get('SKYTALLY_SANITIZE') == '1'
KILLS = 12 if slow else 30
failures = []


def fail(what):
    failures.append(what)
    print('FAILED:', what, flush=True)


def check(good, what):
    if not good:
        fail(what)


def start(*arguments, **environment):
    return subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=dict(os.environ, **environment))


def run(code, *arguments, says='', **environment):
    """Its standard output; the exit code is `code`, and `says` stands in what it tells."""
    process = start(*arguments, **environment)
    out, err = process.communicate()
    told = err.decode('utf-8', 'replace')
    if process.returncode != code:
        fail(f'exit {process.returncode}, not {code}: {" ".join(arguments)[:300]}\n{told[-1500:]}')
    check(says in told, f'"{says}" is not said by {" ".join(arguments)[:300]}\n{told[-1500:]}')
    return out


def ingest(url, inputs, code=0, **more):
    sums = run(code, 'ingest', '--format', 'ndjson', '--store', url, *inputs, **more)
    return json.loads(sums.decode().splitlines()[-1]) if sums else {}


def tally(where):
    return run(0, 'tally', '--format', 'csv', *where)


def exported(where, folder):
    run(0, 'export', '-o', folder, *where)
    return {name: open(os.path.join(folder, name), 'rb').read() for name in sorted(os.listdir(folder))}


def reports_of_corpus():
    kinds = ('.txt', '.html', '.xml', '.ndjson')
    return sorted(os.path.join(corpus, n) for n in os.listdir(corpus) if n.endswith(kinds))


# ------------------------------------------------------------ what is stored

TABLES = ('skytally_store', 'reports', 'copies', 'claims', 'claim_places', 'other_places', 'links')


def plain(value):
    whole = isinstance(value, bool) or (isinstance(value, float) and value.is_integer())
    return int(value) if whole else value


def rows_of_server(server, database, table):
    """Its rows as lists of texts, as SQLite would give them."""
    columns = server.sql(
        "SELECT string_agg(CASE udt_name WHEN 'geometry' THEN format('%I IS NOT NULL', column_name)"
        " WHEN 'timestamptz' THEN"
        " format($$to_char(%I, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')$$, column_name)"
        " ELSE quote_ident(column_name) END, ', ' ORDER BY ordinal_position)"
        f" FROM information_schema.columns WHERE table_name = '{table}'"
        f" AND table_schema = 'skytally' AND (column_name <> 'fid' OR '{table}' <> 'copies')", database)
    text = server.sql("SET TimeZone TO 'UTC';"
                      f'SELECT json_build_array({columns}) FROM skytally.{table}', database)
    return sorted(json.dumps([plain(v) for v in json.loads(line)]) for line in text.splitlines())


def rows_of_file(path, table):
    database = sqlite3.connect(path)
    names = [row[1] for row in database.execute(f'PRAGMA table_info({table})')]
    columns = ', '.join(f'"{n}" IS NOT NULL' if n == 'geom' else f'"{n}"' for n in names
                        if n != 'fid' or table != 'copies')
    rows = database.execute(f'SELECT {columns} FROM {table}').fetchall()
    database.close()
    return sorted(json.dumps([plain(v) for v in row]) for row in rows)


def same_tables(server, database, path):
    for table in TABLES:
        on_server, in_file = rows_of_server(server, database, table), rows_of_file(path, table)
        check(on_server == in_file, f'{table} is another than in the GeoPackage: '
              f'{[p for p in zip(on_server, in_file) if p[0] != p[1]][:2]}')
        check(table in ('links', 'other_places') or on_server, f'{table} is empty')


def digests(server, database):
    """What of each version of a report is stored, as a digest."""
    text = server.sql("""
        SELECT json_build_array(r.key, r.version, md5(concat(r.text, r.claims, (SELECT string_agg(
          concat(c.id, c.n, c.withdrawn, c.evidence, ST_AsText(c.geom),
            (SELECT string_agg(concat(p.n, p.name, p.lat), ',' ORDER BY p.n)
             FROM skytally.claim_places p WHERE p.claim_fid = c.fid),
            (SELECT string_agg(concat(p.n, p.name), ',' ORDER BY p.n)
             FROM skytally.other_places p WHERE p.claim_fid = c.fid),
            (SELECT string_agg(l."to", ',' ORDER BY l.n)
             FROM skytally.links l WHERE l.claim_fid = c.fid)), ';' ORDER BY c.n)
          FROM skytally.claims c WHERE c.report_fid = r.fid),
          (SELECT count(*) FROM skytally.copies k WHERE k.key = r.key))))
        FROM skytally.reports r""", database)
    return {tuple(json.loads(line)[:2]): json.loads(line)[2] for line in text.splitlines()}


def only_whole(server, database, whole, what):
    """Whatever is there is there wholly; gives how many reports that are."""
    made = server.sql("SELECT n.nspname, c.relname FROM pg_namespace n LEFT JOIN pg_class c ON"
                      " c.relnamespace = n.oid AND c.relname = 'skytally_store'"
                      " WHERE n.nspname = 'skytally'", database)
    if made != 'skytally|skytally_store':
        check(made == '', f'{what}: a store that is half made')
        return 0
    found = digests(server, database)
    check(all(whole.get(k) == v for k, v in found.items()), f'{what}: half a report')
    return len(found)


def stored(server, database):
    """How many reports are there; the tables are."""
    return int(server.sql('SELECT count(*) FROM skytally.reports', database))


def emptied(server, database):
    server.sql(f'TRUNCATE {", ".join("skytally." + t for t in TABLES[1:])}', database)


def unmade(server, database):
    server.sql('DROP SCHEMA IF EXISTS skytally CASCADE', database)


# -------------------------------------------------------------- the subjects

def results(server, inputs):
    """The same tables and the same bytes as from a GeoPackage; nothing is added twice."""
    server.sql('CREATE DATABASE results')
    url = server.url('results')
    first = ingest(url, inputs)
    check(first['added'] > 300 and first['claims'] > 1000, f'too little was added: {first}')
    check(first == {**ingest('file.gpkg', inputs), 'store': first['store']}, 'other sums than of a file')
    same_tables(server, 'results', 'file.gpkg')
    check(tally(['--store', url]) == tally(['--store', 'file.gpkg']), 'another tally than of a file')
    on_server, in_file = (exported(['--store', w], f) for w, f in ((url, 'o1'), ('file.gpkg', 'o2')))
    check(on_server == in_file, 'another export than of a file: '
          f'{[n for n in on_server if on_server[n] != in_file.get(n)]}')
    part = ('--store', url, '--from', '2024-08-01', '--to', '2024-09-30', '--by', 'day')
    check(tally(part) == tally(['--store', 'file.gpkg', *part[2:]]), 'another tally of some days')
    before = [rows_of_server(server, 'results', t) for t in TABLES]
    again = ingest(url, inputs)
    check(again['added'] == again['changed'] == again['claims'] == 0, f'added twice: {again}')
    check(before == [rows_of_server(server, 'results', t) for t in TABLES], 'a second time changes rows')
    server.sql('CREATE DATABASE plain')
    ingest(server.url('plain'), [examples])
    check(tally(['--store', server.url('plain')]) == tally([examples]), 'another tally than of inputs')
    check(exported(['--store', server.url('plain')], 'o3') == exported([examples], 'o4'),
          'another export than of inputs')


def versions(server):
    """A changed report withdraws the claims of the old one, on the server as in a file."""
    server.sql('CREATE DATABASE versions')
    for number, count in ((1, 'seven'), (2, 'nine'), (1, 'seven')):
        with open('report.ndjson', 'w', encoding='utf-8') as f:
            json.dump({'url': 'https://example.org/kursk', 'published': f'2024-09-0{number}',
                       'title': 'Курск \u2014 "it\'s"; \\ 🚀', 'text': 'Kursk governor Alexei Smirnov said '
                       f'{count} drones were shot down over the Kursk region overnight.'}, f)
        for where in (server.url('versions'), 'versions.gpkg'):
            ingest(where, ['report.ndjson'])
    same_tables(server, 'versions', 'versions.gpkg')
    check(server.sql("SELECT value, withdrawn FROM skytally.claims ORDER BY fid", 'versions') == '7|t\n9|f',
          'the claims of an old version are not withdrawn')


def odd_names(server):
    """A path that is no UTF-8 is kept with replacement characters; nothing else suffers."""
    server.sql('CREATE DATABASE odd')
    name = b'r\xe9sum\xe9.txt'
    with open(name, 'w', encoding='utf-8') as f:
        f.write('date 2024-09-01\n\nNine drones were shot down over the Kursk region.\n')
    done = subprocess.run([program, 'ingest', '--store', server.url('odd'), name], capture_output=True)
    check(done.returncode == 0, f'a path that is no UTF-8: {done.stderr}')
    check(server.sql('SELECT doc FROM skytally.reports', 'odd') == 'r\ufffdsum\ufffd.txt', 'doc of an odd path')


def long_names(server):
    """Addresses and ids longer than an index takes, which do not pack."""
    server.sql('CREATE DATABASE long')
    dice = random.Random(7)
    words = [''.join(dice.choice('abcdefghijklmnopqrstuvwxyz0123456789') for _ in range(9000))
             for _ in range(2)]
    with open('long.ndjson', 'w', encoding='utf-8') as f:
        for word in words:
            f.write(json.dumps({'url': f'https://example.org/{"a" * 2000}{word}', 'published': '2024-09-01',
                                'text': 'Nine drones were shot down over the Kursk region.'}) + '\n')
    lines = run(0, 'extract', examples).decode().splitlines()[:1]
    with open('ids.ndjson', 'w', encoding='utf-8') as f:
        report = json.loads(lines[0])['report']
        f.writelines(line.replace(report, words[0]) + '\n' for line in lines)
    for where in (server.url('long'), 'long.gpkg'):
        for added in (3, 0):
            check(ingest(where, ['long.ndjson', 'ids.ndjson'])['added'] == added, 'long names')
    same_tables(server, 'long', 'long.gpkg')


def many_writers(server, inputs, whole):
    """Writers that begin at once, the store not made yet, with inputs that overlap."""
    for number in (2, 4):
        database = f'writers{number}'
        server.sql(f'CREATE DATABASE {database}')
        shares = [inputs[i::number] + inputs[:40] for i in range(number)]
        writers = [start('ingest', '--store', server.url(database), *share) for share in shares]
        seen = 0
        while any(w.poll() is None for w in writers):
            now = only_whole(server, database, whole, f'{number} writers')
            check(now >= seen, 'a report went')
            seen = now
        for writer in writers:
            told = writer.communicate()[1]
            check(writer.returncode == 0, f'a writer of {number}: {told[-1000:]}')
        check(digests(server, database) == whole, f'{number} writers lost something')
        check(tally(['--store', server.url(database)]) == tally(['--store', server.url('results')]),
              f'another tally after {number} writers')


def killed(server, inputs, whole):
    """kill -9 at any moment, the making of the store included."""
    server.sql('CREATE DATABASE killed')
    url = server.url('killed')
    ingest(url, inputs)
    dice = random.Random(5)
    counts = set()
    for i in range(KILLS):
        (unmade if i % 3 == 0 else emptied)(server, 'killed')
        writer = start('ingest', '--store', url, *inputs)
        if i % 3 == 0:  # while the tables are made
            time.sleep(dice.uniform(0.0, 0.3))
        else:  # by what is there, not by the clock: other work may slow the machine
            wanted = len(whole) * i // KILLS
            while writer.poll() is None and stored(server, 'killed') < wanted:
                time.sleep(0.001)
            time.sleep(dice.uniform(0.0, 0.02))
        writer.kill()
        writer.communicate()
        counts.add(only_whole(server, 'killed', whole, f'kill {i}'))
        if i % 3 == 0 and not server.sql("SELECT to_regclass('skytally.claims')", 'killed'):
            ingest(url, inputs[:1])
    check(any(0 < n < len(whole) for n in counts), f'no kill came half-way: {sorted(counts)}')
    ingest(url, inputs)
    check(digests(server, 'killed') == {k: v for k, v in whole.items() if k in digests(server, 'killed')},
          'after the kills it cannot be completed')
    print(f'{KILLS} kills left {sorted(counts)} reports', flush=True)


def holding(server, database, what):
    """Another session that has a lock until it is closed."""
    session = subprocess.Popen([os.path.join(server.bin, 'psql'), '-X', '-q', server.url(database)],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    session.stdin.write(f'BEGIN; {what};\n\\echo held\n'.encode())
    session.stdin.flush()
    session.stdout.readline()
    return session


def waits(server, database):
    """Waits until a writer waits for a lock; its number."""
    for _ in range(600):
        number = server.sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'skytally'"
                            f" AND wait_event_type = 'Lock' AND datname = '{database}'", database)
        if number:
            return number
        time.sleep(0.05)
    fail('nobody waits for a lock')
    return '0'


WRITERS_LOCK = "SELECT pg_advisory_xact_lock(1936423284, hashtext('skytally'))"


def broken_off(server, inputs, whole):
    """A connection that ends while its writer waits, and while it writes; the server's end."""
    server.sql('CREATE DATABASE broken')
    url = server.url('broken')
    ingest(url, inputs[:1])
    emptied(server, 'broken')
    for lock in (WRITERS_LOCK, 'LOCK TABLE skytally.claims IN EXCLUSIVE MODE'):
        session = holding(server, 'broken', lock)
        writer = start('ingest', '--store', url, *inputs)
        number = waits(server, 'broken')
        before = tally(['--store', url])  # readers wait for nobody, and see no half
        check(before.count(b'\n') <= 2, 'a reader sees what is not committed')
        server.sql(f'SELECT pg_terminate_backend({number})', 'broken')
        told = writer.communicate()[1].decode()
        check(writer.returncode == 3, f'a lost connection: exit {writer.returncode}')
        check('the connection was lost' in told and 'run the same again' in told
              and told.count('lost') == 1, f'a lost connection: {told}')
        session.communicate(b'ROLLBACK;\n')
        check(only_whole(server, 'broken', whole, 'connection lost') == 0, 'a transaction that was lost')
    server.sql("ALTER ROLE admin IN DATABASE broken SET lock_timeout = '200ms'")
    session = holding(server, 'broken', WRITERS_LOCK)
    ingest(url, inputs[:1], 3, says='another writer was at work')
    session.communicate(b'ROLLBACK;\n')
    server.sql('ALTER ROLE admin IN DATABASE broken RESET lock_timeout')
    ingest(url, inputs[:1])
    session = holding(server, 'broken', 'LOCK TABLE skytally.claims IN EXCLUSIVE MODE')
    writer = start('ingest', '--store', url, *inputs)
    waits(server, 'broken')
    server.stop(signal.SIGQUIT)  # at once, as when its machine fails
    told = writer.communicate()[1].decode()
    check(writer.returncode == 3 and 'the connection was lost' in told, f'a server that fails: {told}')
    session.communicate()
    ingest(url, inputs[:1], 3, says='cannot be connected to')
    server.start()
    check(only_whole(server, 'broken', whole, 'server failed') > 0, 'what was committed is gone')
    ingest(url, inputs)
    check(all(whole[k] == v for k, v in digests(server, 'broken').items()), 'after it all')


def rights(server, inputs):
    """PostGIS, schema and tables without the right to them, and with what the manual says."""
    server.sql('CREATE ROLE maker LOGIN; CREATE ROLE writer LOGIN; CREATE ROLE reader LOGIN;'
               'CREATE DATABASE team')
    as_maker, as_writer, as_reader = (server.url('team', user) for user in ('maker', 'writer', 'reader'))
    run(3, 'tally', '--store', as_reader, says='the schema "skytally" holds no store')
    ingest(as_maker, inputs, 3, says='CREATE EXTENSION postgis')
    server.sql('CREATE EXTENSION postgis', 'team')
    ingest(as_maker, inputs, 3, says='CREATE SCHEMA "skytally" AUTHORIZATION "maker"')
    server.sql('CREATE SCHEMA "skytally" AUTHORIZATION "maker"', 'team')
    ingest(as_maker, inputs[:5])
    ingest(as_writer, inputs, 3, says='have its owner GRANT it to you')
    run(3, 'tally', '--store', as_reader, says='have its owner GRANT it to you')
    server.sql('GRANT USAGE ON SCHEMA skytally TO writer, reader;'
               'GRANT SELECT ON ALL TABLES IN SCHEMA skytally TO reader;'
               'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA skytally TO writer',
               'team', 'maker')
    ingest(as_writer, inputs)
    check(tally(['--store', as_reader]) == tally(['--store', as_writer]), 'a reader sees something else')
    ingest(as_reader, inputs[:1], says='')  # known: there is nothing to write
    ingest(as_reader, [*inputs[:1], corpus + '/dev-168.ndjson'], 3, says='permission denied')


def gis(server):
    """Other programs read the tables, with the reader's rights."""
    kept = server.sql("SELECT count(*), count(geom) FROM skytally.claims", 'team').split('|')
    told = server.sql("SELECT type, srid, f_geometry_column FROM geometry_columns"
                      " WHERE f_table_schema = 'skytally'", 'team')
    check(told == 'POINT|4326|geom', f'geometry_columns: {told}')
    check('USING gist (geom)' in server.sql(
        "SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%gist%'", 'team'), 'no GiST index')
    check(server.sql("SELECT obj_description('skytally.claims'::regclass)", 'team').startswith(
        'What reports say'), 'no comment on a table')
    check(server.sql("SELECT col_description('skytally.claims'::regclass, 2)", 'team') ==
          'null where there is no honest point', 'no comment on a column')
    if shutil.which('ogrinfo') is None:
        print('SKIPPED: no ogrinfo (gdal-bin)')
        return
    about = f'PG:host={server.folder} dbname=team user=reader schemas=skytally'
    done = subprocess.run(['ogrinfo', '-ro', '-al', '--config', 'PG_LIST_ALL_TABLES', 'YES', about],
                          capture_output=True, text=True)
    check(done.returncode == 0 and not done.stderr, f'ogrinfo: {done.stderr[:1000]}')
    for table in TABLES:
        check(f'Layer name: {table}\n' in done.stdout, f'ogrinfo does not see {table}')
    done = subprocess.run(['ogrinfo', '-ro', '-so', about, 'claims'], capture_output=True, text=True)
    for line in ('Geometry: Point', f'Feature Count: {kept[0]}', 'ID["EPSG",4326]', 'FID Column = fid',
                 'withdrawn: Integer(Boolean)', 'date: Date', 'start: DateTime'):
        check(line in done.stdout, f'ogrinfo: no "{line}" in {done.stdout}')
    done = subprocess.run(['ogrinfo', '-ro', '-so', '-where', 'geom IS NOT NULL', about, 'claims'],
                          capture_output=True, text=True)
    check(f'Feature Count: {kept[1]}' in done.stdout and int(kept[1]) > 10, 'ogrinfo: points')


def passwords(server, inputs):
    """They come from where libpq looks for them, and are never told."""
    secret = 's3cr%2Fet'
    server.sql("CREATE ROLE secretive LOGIN SUPERUSER PASSWORD 's3cr/et'; CREATE DATABASE secrets")
    bare = server.url('secrets', 'secretive')
    within = server.url('secrets', f'secretive:{secret}')
    empty = {'PGPASSFILE': '/dev/null'}
    ingest(bare, inputs[:1], 3, says='put the password into PGPASSWORD or ~/.pgpass', **empty)
    ingest(server.url('secrets', 'secretive:wr0ng'), inputs[:1], 3, says='password authentication failed',
           **empty)
    ingest(bare, inputs[:1], PGPASSWORD='s3cr/et', **empty)
    with open('pass', 'w', encoding='utf-8') as f:
        f.write('*:*:*:secretive:s3cr/et\n')
    os.chmod('pass', 0o600)
    ingest(bare, inputs[:1], PGPASSFILE=os.path.abspath('pass'))
    server.sql("INSERT INTO skytally.skytally_store (name, value) VALUES ('schema2', '1')", 'secrets')
    everything = [
        start('ingest', '--list', '--format', form, '--store', url, *inputs[:3])
        for form in ('table', 'ndjson')
        for url in (within, within.replace('secrets', 'nothing'), within.replace('?', '?colour=red&'),
                    within.replace('%2F', '@'), within.replace('%2F', '/'), within.replace('%2F', '%'),
                    within.replace('postgresql', 'postgis'))]
    everything += [start('tally', '--store', within), start('export', '-o', 'secret', '--store', within)]
    for process in everything:
        said = b''.join(process.communicate())
        check(b's3cr' not in said, f'a password is told: {said}')
        check(process.returncode in (0, 2, 3), f'exit {process.returncode}: {said}')
    for name in os.listdir('secret'):
        check(b's3cr' not in open(os.path.join('secret', name), 'rb').read(), f'{name} has a password')


def refusals(server, inputs):
    """Databases that are not what they should be, each by name and with the remedy."""
    url = server.url('refusals')
    server.sql("CREATE DATABASE refusals; CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    ingest(server.url('latin'), inputs[:1], 3, says="ENCODING 'UTF8'")
    run(3, 'tally', '--store', url, says='the schema "skytally" holds no store')
    check(not server.sql("SELECT 1 FROM pg_extension WHERE extname = 'postgis'", 'refusals'),
          'who only reads makes something')
    ingest(url, inputs[:1])
    for value, says in (('2', 'is of version 2, made by a newer skytally'), ('x', 'does not say which')):
        server.sql(f"UPDATE skytally.skytally_store SET value = '{value}'", 'refusals')
        ingest(url, inputs[:1], 3, says=says)
        run(3, 'tally', '--store', url, says=says)
    server.sql("UPDATE skytally.skytally_store SET value = '1'; DROP TABLE skytally.links", 'refusals')
    run(3, 'tally', '--store', url, says='the store is not whole')
    server.sql('CREATE SCHEMA other; CREATE TABLE other.claims (n int)', 'refusals')
    taken = server.url('refusals', options='-csearch_path%3Dother')
    ingest(taken, inputs[:1], 3, says='has tables of another program')
    check(server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'other'", 'refusals') == '1',
          'a store that could not be made left tables')
    # A schema of one's own, whatever stands in it; a default of the role is not meant.
    own = server.url('refusals', options='-csearch_path%3D%22Team%5C%20B%22,public')
    ingest(own, inputs[:2])
    check(server.sql('SELECT count(*) FROM "Team B".reports', 'refusals') == '2', 'schema of the address')
    check(tally(['--store', own]) == tally(inputs[:2]), 'tally of that schema')
    server.sql('ALTER ROLE admin SET search_path = "Team B"; CREATE DATABASE default_path')
    ingest(server.url('default_path'), inputs[:1])
    check(server.sql('SELECT count(*) FROM skytally.reports', 'default_path') == '1', 'default search_path')
    server.sql('ALTER ROLE admin RESET search_path')
    run(3, 'tally', '--store', server.url('no_such_database'), says='does not exist')


def backend_by_itself(server):
    server.sql('CREATE DATABASE backend')
    test = os.path.join(os.environ['SKYTALLY_BUILD_DIR'], 'tests', 'test_postgis')
    done = subprocess.run([test], capture_output=True, text=True,
                          env=dict(os.environ, SKYTALLY_POSTGIS_URL=server.url('backend')))
    check(done.returncode == 0 and 'SKIPPED' not in done.stdout, done.stdout + done.stderr)


def main():
    if cluster.programs() is None:
        print('SKIPPED: no PostgreSQL server here (packages postgresql, postgresql-postgis): '
              'NOTHING of the store in PostGIS was tested')
        return 77
    server = cluster.Cluster(with_password=['secretive'])
    if not server.sql("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"):
        print('SKIPPED: no PostGIS here (package postgresql-postgis): '
              'NOTHING of the store in PostGIS was tested')
        return 77
    inputs = reports_of_corpus() + [examples]
    some = inputs[::6]
    clock = time.monotonic()

    def done(name):
        nonlocal clock
        print(f'{name}: {time.monotonic() - clock:.1f} s', flush=True)
        clock = time.monotonic()

    for name, subject in (
            ('backend', lambda: backend_by_itself(server)),
            ('results', lambda: results(server, inputs)),
            ('versions', lambda: versions(server)),
            ('odd names', lambda: odd_names(server)),
            ('long names', lambda: long_names(server)),
            ('many writers', lambda: many_writers(server, inputs, digests(server, 'results'))),
            ('killed', lambda: killed(server, inputs[::3], digests(server, 'results'))),
            ('broken off', lambda: broken_off(server, some, digests(server, 'results'))),
            ('rights', lambda: rights(server, some)),
            ('GIS', lambda: gis(server)),
            ('passwords', lambda: passwords(server, some)),
            ('refusals', lambda: refusals(server, some))):
        subject()
        done(name)
    print(f'{len(failures)} failed')
    return 1 if failures else 0


with tempfile.TemporaryDirectory() as sandbox:
    os.chdir(sandbox)
    code = main()
    os.chdir('/')
sys.exit(code)
