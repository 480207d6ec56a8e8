#!/usr/bin/env python3
"""Manual pages and completions: one page a command with every option of its --help, no warning
from man(1); bash completes commands, options, values; zsh and fish can read theirs."""
import os, re, shutil, subprocess, sys, tempfile

program = os.environ['SKYTALLY']
failures = []


def check(good, what):
    if not good:
        failures.append(what)


def run(*command, code=0, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    check(done.returncode == code, f'{command[:4]}: exit {done.returncode}: {done.stderr[-300:]}')
    return done.stdout


folder = tempfile.mkdtemp()
commands = re.findall(r'^  (\w+) +\S', run(program, '--help'), re.M)
check(len(commands) > 10, f'commands of --help: {commands}')
for command in [None, *commands]:
    page = run(program, '--generate', 'man', *([command] if command else []))
    path = os.path.join(folder, f'{command}.1')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(page)
    plain = page.replace('\\-', '-').replace('\\fB', '').replace('\\fR', '')
    if command:
        told = run(program, command, '--help')
        for option in re.findall(r'^  (?:-\w, |    )(--[\w-]+)', told, re.M):
            check(re.search(rf'{option}\b', plain), f'the page of {command} lacks {option}')
        for example in re.findall(r'^  (skytally .*)$', told.split('examples:')[-1], re.M):
            check(example in plain.replace('\\e', '\\'), f'the page of {command} lacks: {example}')
    else:
        check(all(f'skytally-{name}(1)' in plain for name in commands), 'the page names not all')
    if shutil.which('man'):
        done = subprocess.run(['man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', path],
                              capture_output=True, text=True, env={**os.environ, 'MANWIDTH': '80', 'LC_ALL': 'C.UTF-8'})
        check(done.returncode == 0 and not done.stderr, f'{command}: man says {done.stderr[:300]}')
if not shutil.which('man'):
    print('no man here (Debian: man-db): the pages were not set', flush=True)

# Each command that --help lists has a page that is installed.
built = os.path.join(os.environ['SKYTALLY_BUILD_DIR'], 'manual')
pages = {name for name in os.listdir(built) if name.endswith('.1')}
check(pages == {'skytally.1'} | {f'skytally-{name}.1' for name in commands}, f'pages built: {sorted(pages)}')

# ------------------------------------------------------------------------------ completion
script = os.path.join(folder, 'bash')
with open(script, 'w', encoding='utf-8') as file:
    file.write(run(program, '--generate', 'bash'))


def completed(*words):
    line = ' '.join(f"'{word}'" for word in words)
    return run('bash', '-c', f'source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _skytally; '
                             'printf "%s\\n" "${COMPREPLY[@]}"', cwd=folder).split()


check(set(commands) < set(completed('skytally', '')), 'bash does not complete commands')
check(completed('skytally', 'ex') == [c for c in commands if c.startswith('ex')], 'bash: ex')
check('--jobs' in completed('skytally', 'extract', '--'), 'bash does not complete options')
check('--jobs' not in completed('skytally', 'resolve', '--'), 'bash completes options of another command')
check(completed('skytally', 'tally', '--by', 'w') == ['week'], 'bash does not complete values')
check(completed('skytally', 'run', 'a.txt') == [], 'bash: a file is left to the shell')
for shell, word in (('zsh', 'zsh'), ('fish', 'fish')):
    with open(os.path.join(folder, shell), 'w', encoding='utf-8') as file:
        file.write(run(program, '--generate', word))
    if shutil.which(shell):
        run(shell, '-n', os.path.join(folder, shell))
    else:
        print(f'no {shell} here: its completion was not tried', flush=True)
run(program, '--generate', 'man', 'nothing', code=2)
run(program, '--generate', 'ksh', code=2)
run(program, '--generate', code=2)

shutil.rmtree(folder)
print('\n'.join(failures) if failures else f'{len(commands)} commands have pages and completions')
sys.exit(bool(failures))
