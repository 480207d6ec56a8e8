#!/usr/bin/env python3
"""The files of docs/examples/scale give the bytes of one run: under a real slurmctld and slurmd
on this machine, under GNU parallel, and as Spark's pipe would run the program (one process a
partition, empty ones too). A task that fails is made good by asking again."""
import glob, json, os, shlex, shutil, signal, socket, subprocess, sys, tempfile, time

program = os.environ['SKYTALLY']
corpus = os.environ['SKYTALLY_CORPUS_DIR']
ready = os.path.join(os.environ['SKYTALLY_SOURCE_DIR'], 'docs', 'examples', 'scale')
failures = []
tried = []
folder = tempfile.mkdtemp(prefix='scale')
os.chmod(folder, 0o755)
os.chdir(folder)
daemons = []


def check(good, what):
    if not good:
        failures.append(what)


def run(*command, code=0, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, **more)
    check(done.returncode == code, f'{command[:5]}: exit {done.returncode}: {done.stdout[-200:]}{done.stderr[-300:]}')
    return done.stdout


def content(path):
    try:
        with open(path, 'rb') as file:
            return file.read()
    except OSError as error:
        failures.append(str(error))
        return b''


archive = os.path.join(folder, 'archive')
os.mkdir(archive)
for path in sorted(glob.glob(os.path.join(corpus, 'dev-0*.txt')))[:24]:
    shutil.copy(path, archive)
with open(os.path.join(archive, 'dev-0.bad.txt'), 'w', encoding='utf-8'):
    pass  # refused, and no reason to fail
one = subprocess.run([program, 'extract', archive], capture_output=True).stdout
merged = subprocess.run([program, 'merge', '-'], input=one, capture_output=True).stdout
check(merged.count(b'\n') > 50, 'little to compare')
environment = {**os.environ, 'SKYTALLY': program}


def same(where, what):
    check(content(os.path.join(where, 'out', 'claims.ndjson')) == merged, f'{what}: other claims than one run gives')
    check(content(os.path.join(where, 'layers', 'tallies.csv')).startswith(b'level,'), f'{what}: no layers')


# ------------------------------------------------------------------------------- GNU parallel
if shutil.which('parallel') and 'GNU' in subprocess.run(['parallel', '--version'], capture_output=True, text=True).stdout:
    os.makedirs('p')
    call = [os.path.join(ready, 'parallel'), archive, 'p/out', 'p/layers', '5']
    run(*call, env={**environment, 'SKYTALLY': '/no/such/program'}, code=1)
    run(*call, env=environment)
    same('p', 'parallel')
    tried.append('parallel')
else:
    print('no GNU parallel here (Debian: parallel): docs/examples/scale/parallel was not tried', flush=True)

# ------------------------------------------------------------------------------- Spark's pipe
# What Spark's pipe does with docs/examples/scale/spark.py: a process a partition, lines in, lines out.
with open(os.path.join(ready, 'spark.py'), encoding='utf-8') as file:
    line = next(l for l in file if '.pipe(' in l)
command = line[line.index('sh -c'):line.rindex('"') + 1].replace('{program}', program)
texts = []
for path in sorted(glob.glob(os.path.join(archive, 'dev-*.txt'))):
    with open(path, encoding='utf-8') as file:
        head, _, text = file.read().partition('\n')
    if text:
        texts.append((head[5:15], text))
articles = [json.dumps({'date': day, 'text': text, 'url': f'https://news.example/{i}'}) for i, (day, text) in enumerate(texts)]


def piped(lines):
    # Spark parts the words of the command as a shell would.
    done = subprocess.run(shlex.split(command), input=''.join(l + '\n' for l in lines), capture_output=True, text=True)
    check(done.returncode == 0, f'a partition of {len(lines)} articles: exit {done.returncode}: {done.stderr[-300:]}')
    return done.stdout.splitlines()


whole = piped(articles)
parts = piped(articles[:7]) + piped([]) + piped(articles[7:])
check(sorted(whole) == sorted(parts) and len(whole) > 50, "partitions of Spark's pipe give other claims")
tried.append("Spark's pipe")


# -------------------------------------------------------------------------------------- Slurm
def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def start_slurm(base):
    """munged, slurmctld and slurmd of their own; the path of slurm.conf."""
    os.makedirs(os.path.join(base, 'state'))
    os.makedirs(os.path.join(base, 'spool'))
    with open(os.path.join(base, 'key'), 'wb') as file:
        file.write(os.urandom(1024))
    os.chmod(os.path.join(base, 'key'), 0o400)
    name = socket.gethostname().split('.')[0]
    conf = os.path.join(base, 'slurm.conf')
    with open(conf, 'w', encoding='utf-8') as file:
        file.write(f'''ClusterName=trial
SlurmctldHost={name}(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket={base}/munge.sock
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
StateSaveLocation={base}/state
SlurmdSpoolDir={base}/spool
SlurmctldPidFile={base}/slurmctld.pid
SlurmdPidFile={base}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
SchedulerType=sched/backfill
NodeName={name} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} RealMemory=9000 State=UNKNOWN
PartitionName=all Nodes={name} Default=YES State=UP
''')
    logs = open(os.path.join(base, 'daemons.log'), 'wb')
    settings = {**os.environ, 'SLURM_CONF': conf}
    for command in (['munged', '--foreground', '--force', f'--socket={base}/munge.sock', f'--key-file={base}/key',
                     f'--pid-file={base}/munge.pid', f'--log-file={base}/munge.log', f'--seed-file={base}/seed'],
                    ['slurmctld', '-D'], ['slurmd', '-D']):
        daemons.append(subprocess.Popen(command, stdout=logs, stderr=logs, env=settings))
        time.sleep(1)
    for _ in range(60):
        if 'idle' in subprocess.run(['sinfo', '-h', '-o', '%t'], capture_output=True, text=True, env=settings).stdout:
            return conf
        time.sleep(0.5)
    print(content(os.path.join(base, 'daemons.log')).decode(errors='replace')[-1500:])
    return None


def wait_for_jobs(settings):
    for _ in range(240):
        if not subprocess.run(['squeue', '-h'], capture_output=True, text=True, env=settings).stdout.strip():
            return
        time.sleep(0.5)
    failures.append('the jobs do not end: ' + run('squeue', env=settings))


def slurm():
    base = os.path.join(folder, 's')
    conf = start_slurm(base)
    if not conf:
        failures.append('slurmctld and slurmd do not come up')
        return
    settings = {**environment, 'SLURM_CONF': conf}
    call = [os.path.join(ready, 'submit'), archive, f'{base}/out', f'{base}/layers', '6']
    # A first time with a program that one task does not find in time: the second job never starts.
    with open('flaky', 'w', encoding='utf-8') as file:
        file.write(f'#!/bin/sh\n[ "$SLURM_ARRAY_TASK_ID" = 3 ] && [ ! -e {base}/mended ] && exit 3\nexec {program} "$@"\n')
    os.chmod('flaky', 0o755)
    settings['SKYTALLY'] = os.path.join(folder, 'flaky')
    run(*call, env=settings)
    for _ in range(120):
        if 'DependencyNeverSatisfied' in subprocess.run(['squeue', '-h', '-o', '%r'], capture_output=True, text=True,
                                                        env=settings).stdout:
            break
        time.sleep(0.5)
    check(not os.path.exists(f'{base}/layers'), 'layers were made without all parts')
    check(not os.path.exists(f'{base}/out/part-3.ndjson'), 'a task that failed left a part')
    check(len(glob.glob(f'{base}/out/part-*.ndjson.done')) == 5, 'the other tasks left no parts')
    run('scancel', '--name=skytally-tally', env=settings)
    wait_for_jobs(settings)
    with open(f'{base}/mended', 'w', encoding='utf-8'):
        pass
    run(*call, env=settings)
    wait_for_jobs(settings)
    same(base, 'Slurm')
    tried.append('Slurm')


missing = [name for name in ('munged', 'slurmctld', 'slurmd', 'sbatch') if not shutil.which(name)]
if missing:
    print(f'no {", ".join(missing)} here (Debian: slurm-wlm): the job arrays were not tried', flush=True)
elif os.getuid() != 0:
    print('slurmd needs root here: the job arrays were not tried', flush=True)
else:
    try:
        slurm()
    finally:
        for daemon in reversed(daemons):
            daemon.send_signal(signal.SIGTERM)
        for daemon in reversed(daemons):
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()

shutil.rmtree(folder, ignore_errors=True)
print('\n'.join(failures) if failures else 'the same bytes: ' + ', '.join(tried))
sys.exit(bool(failures))
