#!/usr/bin/env python3
"""What the library shows is what its header declares, src/skytally.abi records and docs/library.md
lists: every exported function, with its type, every struct, enumerator and constant. What was
there under this SKT_ABI is there unchanged.

With --write, renews src/skytally.abi and the list in docs/library.md; a record that a program
relies on is only changed together with SKT_ABI."""
import itertools, json, os, re, subprocess, sys, tempfile

source = os.environ.get('SKYTALLY_SOURCE_DIR', os.path.join(os.path.dirname(__file__), '..', '..'))
build = os.environ.get('SKYTALLY_BUILD_DIR', os.path.join(source, 'build', 'dev'))
header = os.path.join(source, 'src', 'skytally.h')
record = os.path.join(source, 'src', 'skytally.abi')
page = os.path.join(source, 'docs', 'library.md')
library = os.path.join(build, 'libskytally.so')
failures = []


def check(good, *words):
    if not good:
        failures.append(' '.join(str(w) for w in words))


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


# --------------------------------------------------------------- the interface

# How many enumerators there are, and all flags together, may grow; SKT_OUTCOMES is the length of
# an array.
COUNTS = ('SKT_BODY_KINDS', 'SKT_STORE_CHANGES', 'SKT_GROUNDS', 'SKT_FORMATS_ALL')
# What the compiler puts into the program that includes the header.
NO_CONSTANTS = re.compile(r'SKT_(VERSION_\w+|ABI|API|FMT|\w+_INIT)$')


def inner(node, kind):
    return [n for n in node.get('inner', []) if n['kind'] == kind]


def constants(node):
    """Names and values of an enumeration's."""
    value = -1
    for one in inner(node, 'EnumConstantDecl'):
        given = inner(one, 'ConstantExpr')
        value = int(given[0]['value']) if given else value + 1
        yield one['name'], str(value)


def declared():
    """What the header declares, as the compiler understands it: {(kind, name): text}."""
    found = {}
    with tempfile.NamedTemporaryFile('w', suffix='.c') as unit:
        unit.write('#include <skytally.h>\n')
        unit.flush()
        clang = ('clang', '-std=c11', '-I', os.path.dirname(header), unit.name)
        tree = json.loads(run(*clang, '-fsyntax-only', '-Xclang', '-ast-dump=json'))
        macros = run(*clang, '-dM', '-E')
    for node in tree['inner']:
        name, kind = node.get('name', ''), node['kind']
        if not name.startswith('skt_'):
            continue
        if kind == 'FunctionDecl' and node.get('storageClass') != 'static':
            found['function', name] = node['type']['qualType']
        elif kind == 'RecordDecl' and node.get('completeDefinition'):
            for i, field in enumerate(inner(node, 'FieldDecl')):
                found['field', f'{name}.{field["name"]}'] = f'{i} {field["type"]["qualType"]}'
        elif kind == 'EnumDecl':
            for constant, value in constants(node):
                found['enumerator', constant] = f'{name} {value}'
        elif kind == 'TypedefDecl' and not re.match('(struct|enum) ', node['type']['qualType']):
            found['typedef', name] = node['type']['qualType']
    for name, value in re.findall(r'^#define (SKT_\w+) (.+)$', macros, re.M):
        if not NO_CONSTANTS.match(name):
            found['constant', name] = value
    return found


def number(name):
    return int(re.search(rf'^#define {name} (\d+)$', open(header).read(), re.M)[1])


def written(interface):
    lines = [f'abi {number("SKT_ABI")}\n']
    lines += [f'{kind} {name}: {text}\n' for (kind, name), text in sorted(interface.items())]
    return ''.join(lines)


def recorded():
    """The number and the interface that the record holds."""
    if not os.path.exists(record):
        return None, {}
    first, *lines = open(record).read().splitlines()
    parts = [re.match(r'(\w+) ([\w.]+): (.*)$', line) for line in lines]
    return int(first.split()[1]), {(m[1], m[2]): m[3] for m in parts}


def breaks(old, new):
    """What a program that was compiled with the old interface misses in the new one."""
    for key, text in sorted(old.items()):
        if key not in new:
            yield f'{key[0]} {key[1]} is gone'
        elif new[key] != text and key[1] not in COUNTS:
            yield f'{key[0]} {key[1]} was "{text}" and is "{new[key]}"'
    grown = {key[1].split('.')[0] for key in new if key[0] == 'field' and key not in old}
    for name in sorted(grown):
        known = any(key[0] == 'field' and key[1].startswith(name + '.') for key in old)
        if known and new.get(('field', name + '.size')) != '0 size_t':
            yield f'struct {name}, which has no size, has a new member'


def check_interface():
    new = declared()
    abi, old = recorded()
    raised = abi != number('SKT_ABI')
    lost = list(breaks(old, new)) if not raised else []
    for what in lost:
        check(False, 'the binary interface is broken:', what + ';',
              'raise SKT_ABI in src/skytally.h, or leave it as it was')
    if '--write' in sys.argv and not lost:
        with open(record, 'w') as file:
            file.write(written(new))
    elif not lost:
        check(not raised and old == new, 'src/skytally.abi is not that of src/skytally.h: '
              'run tests/cli/library_api.py --write')
    return sorted(name for kind, name in new if kind == 'function')


# ------------------------------------------------------------------ the library

def check_exports(functions):
    shown = {line.split()[-1] for line in run('nm', '-D', '--defined-only', library).splitlines()}
    check(shown == set(functions), 'exported and not declared:', sorted(shown - set(functions)),
          'declared and not exported:', sorted(set(functions) - shown))
    soname = re.search(r'SONAME\s+(\S+)', run('objdump', '-p', library))[1]
    check(soname == f'libskytally.so.{number("SKT_ABI")}', 'the library is called', soname)


# ------------------------------------------------------------- the descriptions

item = re.compile(r'/\*(?P<comment>.*?)\*/|^SKT_API (?P<function>.*?);|(?P<other>^\S[^\n]*)', re.S | re.M)


def sentence(comment):
    text = ' '.join(re.sub(r'^ *\*', '', line).strip() for line in comment.splitlines()).strip()
    first = re.match(r'(.+?[.:])(?= [A-Z"`]|$)', text)
    return (first[1] if first else text).rstrip('.:') + '.'


def described():
    """Heading, function and first sentence of its comment, as they stand in the header."""
    heading, comment = None, None
    text = open(header).read()
    text = re.sub(r'^(typedef (?:struct|enum)[^;{]*\{[^}]*\}[^;]*;|static inline.*?^\}|#.*?[^\\]$)',
                  lambda m: 'x', text, flags=re.S | re.M)
    for m in item.finditer(text):
        if m['comment'] is not None:
            title = re.match(r' -+ (.*?) ?$', m['comment'])
            heading, comment = (title[1], None) if title else (heading, m['comment'])
        elif m['function'] is not None:
            name = re.search(r'(skt_\w+)\(', m['function'])[1]
            blank = text[:m.start()].endswith('\n\n')
            if blank:
                comment = None
            own = text[:m.start()].rstrip(' ').endswith('*/\n')
            if re.search('_(free|close)$', name) and not own:
                yield heading, name, 'Frees it.'
            else:
                check(comment, name, 'has no comment in skytally.h')
                yield heading, name, sentence(comment or '')
        else:
            comment = None


def listed():
    lines, last = [], None
    for (heading, about), group in itertools.groupby(described(), lambda d: (d[0], d[2])):
        if heading != last:
            lines += ['', f'### {heading[0].upper()}{heading[1:]}', '| function | |', '|---|---|']
            last = heading
        names = ', '.join(f'`{name}`' for _, name, _ in group)
        about = about.replace('|', '\\|').replace('<', '&lt;')
        lines.append(f'| {names} | {about} |')
    return '\n'.join(lines[1:]) + '\n'


def check_descriptions(functions):
    check(sorted(name for _, name, _ in described()) == functions, 'the comments are not read')
    text = open(page).read()
    block = re.compile(r'(<!-- functions -->\n).*(<!-- end of functions -->)', re.S)
    check(block.search(text), 'docs/library.md has no place for the functions')
    new = block.sub(lambda m: m[1] + listed() + m[2], text)
    if '--write' in sys.argv:
        with open(page, 'w') as file:
            file.write(new)
    else:
        check(new == text, 'docs/library.md lists other functions than skytally.h: '
              'run tests/cli/library_api.py --write')
    for name in re.findall(r'\bskt_\w+\(\)', text):
        check(name[:-2] in functions, 'docs/library.md tells of', name, 'which is not there')


def check_breaks():
    """The comparison finds what it is for."""
    old = {('function', 'f'): 'int (void)', ('field', 's.a'): '0 int', ('field', 'o.size'): '0 size_t',
           ('enumerator', 'A'): 'e 0'}
    for change, broken in (({('function', 'g'): 'int (void)'}, 0), ({('function', 'f'): 'int (int)'}, 1),
                           ({('function', 'f'): None}, 1), ({('field', 's.b'): '1 int'}, 1),
                           ({('field', 'o.b'): '1 int'}, 0), ({('field', 't.a'): '0 int'}, 0),
                           ({('enumerator', 'A'): 'e 1'}, 1), ({('enumerator', 'B'): 'e 1'}, 0)):
        new = {key: text for key, text in {**old, **change}.items() if text is not None}
        check(len(list(breaks(old, new))) == broken, 'not seen, or seen wrongly:', change)


def main():
    if not os.path.exists(library) and '--write' not in sys.argv:
        print('SKIPPED: no shared library was built here')
        return 77
    check_breaks()
    functions = check_interface()
    if '--write' not in sys.argv:
        check_exports(functions)
    check_descriptions(functions)
    for failure in failures:
        print('FAILED:', failure)
    print(f'{len(failures)} failed' if failures else 'all good')
    return 1 if failures else 0


sys.exit(main())
