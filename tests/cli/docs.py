#!/usr/bin/env python3
"""Every command line in README.md, docs/*.md, the lexicons' README and --help works as it stands.

Blocks fenced as ```sh are run, block by block, in a copy of the tree's example
reports and corpus, with the program on the path; a line that must fail says so
in a comment at its end: `# exit 1`. What cannot be run here (it installs, or
takes the network) stands in a ```console block, and the text beside says why.
Lines that call scripts/ or cmake are what builds the program that is tested:
they are only looked at, to see that what they name is there."""
import glob, os, re, shutil, subprocess, sys, tempfile

source = os.environ['SKYTALLY_SOURCE_DIR']
program = os.environ['SKYTALLY']
failures = []


def blocks():
    pages = [os.path.join(source, 'README.md'), *sorted(glob.glob(os.path.join(source, 'docs', '*.md'))),
             os.path.join(source, 'gazetteer', 'lexicon', 'README.md')]
    for page in pages:
        if not os.path.exists(page):
            continue
        text = open(page, encoding='utf-8').read()
        for match in re.finditer(r'^```sh\n(.*?)^```', text, re.M | re.S):
            line = text[:match.start()].count('\n') + 1
            yield f'{os.path.relpath(page, source)}:{line}', match.group(1)


def examples():
    names = re.findall(r'^  ([a-z]+) ', subprocess.run(
        [program, '--help'], capture_output=True, text=True).stdout, re.M)
    for name in names:
        text = subprocess.run([program, name, '--help'], capture_output=True, text=True).stdout
        for line in re.findall(r'^  (\S.*skytally .*|skytally .*)$', text.partition('examples:')[2], re.M):
            yield f'skytally {name} --help', line


def sandbox(folder, copied):
    """What the lines work on: files of the one copy of the tree, under their names again."""
    for name in ('docs/examples', 'tests/corpus', 'gazetteer'):
        if not os.path.exists(os.path.join(copied, name)):
            shutil.copytree(os.path.join(source, name), os.path.join(copied, name))
        shutil.copytree(os.path.join(copied, name), os.path.join(folder, name), copy_function=os.link)
    os.mkdir(os.path.join(folder, 'bin'))
    os.symlink(program, os.path.join(folder, 'bin', 'skytally'))
    os.makedirs(os.path.join(folder, 'build', 'release'))
    os.symlink(program, os.path.join(folder, 'build', 'release', 'skytally'))


def only_looked_at(line):
    word = line.split()[0] if line.split() else '#'
    if word.startswith('scripts/') or word.startswith('.ci/'):
        if not os.access(os.path.join(source, word), os.X_OK):
            failures.append(f'{word} is not there')
        return True
    return word in ('cmake', 'ctest', 'git', 'cd')


def run(where, text, folder):
    lines = [l for l in text.splitlines() if l.strip() and not l.strip().startswith('#')]
    if any(only_looked_at(l) for l in lines):
        return
    expected = 0
    for line in lines:
        told = re.search(r'# exit (\d)', line)
        expected = int(told.group(1)) if told else expected
    environment = dict(os.environ, PATH=os.path.join(folder, 'bin') + ':' + os.environ['PATH'])
    environment.pop('SKYTALLY_DATA', None)
    done = subprocess.run(['bash', '-e', '-o', 'pipefail', '-c', text], cwd=folder, env=environment,
                          capture_output=True, text=True, timeout=300)
    # An example may pass over inputs of a kind that is not read yet (exit 1).
    good = done.returncode == expected or (where.endswith('--help') and done.returncode == 1)
    if not good:
        failures.append(f'{where}: exit {done.returncode}:\n{text}\n{done.stderr[:2000]}')


def main():
    seen = 0
    with tempfile.TemporaryDirectory() as copied:
        for where, text in [*blocks(), *examples()]:
            with tempfile.TemporaryDirectory() as folder:
                sandbox(folder, copied)
                run(where, text, folder)
                seen += 1
    for failure in failures:
        print('FAILED:', failure)
    print(f'{seen} command lines, {len(failures)} failed')
    return 1 if failures or seen == 0 else 0


sys.exit(main())
