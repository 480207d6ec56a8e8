#!/usr/bin/env python3
"""`skytally evaluate` prints the same figures as the corpus's own score program.

The claims are the gold ones, damaged at random (with a fixed seed). Where the
score program is (SKYTALLY_SCORE, else ../shared/corpus/score.py beside the
tree) both are compared; without it a hand-made case must do."""
import glob, json, os, random, subprocess, sys, tempfile

program = os.environ['SKYTALLY']
corpus = os.environ['SKYTALLY_CORPUS_DIR']
score = os.environ.get('SKYTALLY_SCORE') or os.path.join(
    os.environ['SKYTALLY_SOURCE_DIR'], '..', 'shared', 'corpus', 'score.py')


def damaged(seed):
    """Lines of claims and tally rows, with misses, repetitions and mistakes."""
    rng = random.Random(seed)
    for path in sorted(glob.glob(os.path.join(corpus, 'dev-*.json'))):
        gold = json.load(open(path, encoding='utf-8'))
        name = os.path.splitext(os.path.basename(path))[0]
        for claim in gold['claims']:
            claim = json.loads(json.dumps(claim))
            claim['doc'] = 'some/folder/' + name + '.txt'
            fate = rng.random()
            if fate < .1:
                continue
            if fate < .2:
                claim['value'] = (claim['value'] or 0) + 1
            elif fate < .3:
                claim['date'] = '2020-01-01'
            elif fate < .4:
                claim['bound'] = 'about'
            elif fate < .5:
                for place in claim['places']:
                    if place.get('lat') is not None:
                        place['lat'] += rng.random() / 2
            elif fate < .6:
                claim['period'] = 'background'
            elif fate < .7:
                yield claim
            yield claim
        for row in gold.get('tally', []):
            fate = rng.random()
            if fate < .1:
                continue
            row = dict(row, kind='tally', doc=name + '.html')
            if fate < .2:
                row['value'] += 1
            elif fate < .3:
                yield dict(row, value=3)
            yield row


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def by_hand(folder):
    place = {'name': 'Kursk region', 'level': 'region', 'country': 'RU', 'admin1': 'RU.41'}
    claim = {'outcome': 'intercepted', 'value': 9, 'bound': 'exact', 'places': [place],
             'date': '2024-09-01', 'period': 'event'}
    other = dict(claim, value=3, outcome='lost')
    json.dump({'claims': [claim, other], 'tally': [{'area': 'RU.41', 'outcome': 'lost', 'value': 3}]},
              open(os.path.join(folder, 'a.json'), 'w'))
    lines = os.path.join(folder, 'lines.ndjson')
    with open(lines, 'w') as out:
        print(json.dumps(dict(claim, doc='a.txt')), file=out)
        print(json.dumps(dict(claim, doc='a.txt', value=10)), file=out)
        print(json.dumps(dict(other, doc='a.txt', date=None)), file=out)
    text = output(program, 'evaluate', folder, lines)
    assert 'claims      P 0.667  R 1.000  F1 0.800   (tp 2 fp 1 fn 0)' in text, text
    assert 'date 1/2 = 0.500   bound 2/2 = 1.000' in text, text
    assert 'tally cells P 0.000  R 0.000  F1 0.000   (tp 0 fp 0 fn 1)' in text, text


def main():
    with tempfile.TemporaryDirectory() as folder:
        by_hand(folder)
    if not os.path.exists(score):
        print('SKIPPED: no score program at', score)
        return 77
    with tempfile.TemporaryDirectory() as folder:
        lines = os.path.join(folder, 'lines.ndjson')
        for seed in range(4):
            with open(lines, 'w', encoding='utf-8') as out:
                for line in damaged(seed):
                    print(json.dumps(line, ensure_ascii=False), file=out)
            theirs = output(sys.executable, score, corpus, lines)
            ours = output(program, 'evaluate', corpus, lines)
            assert ours == theirs, f'seed {seed}\nours:\n{ours}\ntheirs:\n{theirs}'
    print('same figures')
    return 0


sys.exit(main())
