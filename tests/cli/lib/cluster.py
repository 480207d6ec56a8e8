"""A PostgreSQL server of a test's own: in a temporary folder, on a Unix socket alone, gone
when the test is, however that ends."""
import atexit, glob, os, pwd, re, shutil, signal, subprocess, sys, tempfile, time


def programs():
    """The folder of the newest server's programs, or None."""
    folders = glob.glob('/usr/lib/postgresql/*/bin') + [
        os.path.dirname(path) for path in [shutil.which('initdb')] if path]
    whole = [f for f in folders if os.path.exists(os.path.join(f, 'initdb'))
             and os.path.exists(os.path.join(f, 'postgres'))]
    return max(whole, key=lambda f: [int(n) for n in re.findall(r'\d+', f)], default=None)


class Cluster:
    """Its superuser is `admin`. Whoever is root starts it as another user: PostgreSQL wants
    no root. Users named in `with_password` cannot come in without theirs."""

    def __init__(self, with_password=()):
        self.bin = programs()
        self.folder = tempfile.mkdtemp(prefix='skt')
        self.data = os.path.join(self.folder, 'data')
        self.server = None
        self.user = None
        if os.geteuid() == 0:
            names = [name for name in ('postgres', 'nobody') if self.known(name)]
            self.user = pwd.getpwnam(names[0])
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        atexit.register(self.remove)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(1))
        self.as_server(['initdb', '-D', self.data, '-U', 'admin', '-A', 'trust', '-E', 'UTF8',
                        '--locale=C', '--no-sync'])
        rules = ''.join(f'local all {name} scram-sha-256\n' for name in with_password)
        with open(os.path.join(self.data, 'pg_hba.conf'), 'w', encoding='utf-8') as f:
            f.write(rules + 'local all all trust\n')
        self.start()

    @staticmethod
    def known(name):
        try:
            return pwd.getpwnam(name).pw_uid != 0
        except KeyError:
            return False

    def command(self, arguments):
        """As the server's user; it ends when we do."""
        prefix = ['setpriv', '--pdeathsig', 'INT']
        if self.user is not None:
            prefix += [f'--reuid={self.user.pw_uid}', f'--regid={self.user.pw_gid}', '--clear-groups']
        return [*prefix, os.path.join(self.bin, arguments[0]), *arguments[1:]]

    def as_server(self, arguments):
        done = subprocess.run(self.command(arguments), cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f'{arguments[0]}: {done.stderr}')

    def start(self):
        self.log = open(os.path.join(self.folder, 'log'), 'ab')
        self.server = subprocess.Popen(
            self.command(['postgres', '-D', self.data, '-k', self.folder, '-c', 'listen_addresses=',
                          '-c', 'fsync=off', '-c', 'log_min_messages=fatal', '-c', 'autovacuum=on',
                          '-c', 'max_connections=40']),
            cwd=self.folder, stdout=self.log, stderr=self.log)
        for _ in range(600):
            if subprocess.run([os.path.join(self.bin, 'pg_isready'), '-q', '-h', self.folder]).returncode == 0:
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError('the server did not start: ' +
                           open(os.path.join(self.folder, 'log'), encoding='utf-8').read()[-2000:])

    def stop(self, how=signal.SIGINT):
        if self.server is not None:
            self.server.send_signal(how)
            self.server.wait()
            self.log.close()
            self.server = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database, user='admin', **options):
        more = ''.join(f'&{name}={value}' for name, value in options.items())
        return f'postgresql://{user}@/{database}?host={self.folder}{more}'

    def sql(self, text, database='postgres', user='admin'):
        """What psql prints, without heads: columns with "|" between."""
        done = subprocess.run(
            [os.path.join(self.bin, 'psql'), '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1',
             self.url(database, user), '-f', '-'], input=text, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f'{text}: {done.stderr}')
        return done.stdout.strip()
