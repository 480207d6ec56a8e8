#!/usr/bin/env python3
"""Posts in two languages: each run of paragraphs or sentences is read by its language, what the
second version says again is no second claim, what only one version says is kept, and evidence
stands at its offset."""
import json, os, subprocess, sys, tempfile

program = os.environ.get('SKYTALLY', 'build/dev/skytally')

# text, claims as (outcome, value, place, language of the evidence or None for any)
POSTS = [
    # the same twice: paragraphs, a line, a slash
    ('''Ночью над Брянской областью были сбиты пять беспилотников, над Курской — три.

Overnight five drones were shot down over the Bryansk region and three over the Kursk region.
''', [('intercepted', 5, 'Bryansk Oblast', 'ru'), ('intercepted', 3, 'Kursk Oblast', 'ru')]),
    ('''Five drones were shot down over the Bryansk region overnight, the governor said.

Ночью над Брянской областью сбиты пять беспилотников, сообщил губернатор.
''', [('intercepted', 5, 'Bryansk Oblast', 'en')]),
    ('''Над Тульской областью сбиты 7 БПЛА. Seven UAVs were shot down over the Tula region.
''', [('intercepted', 7, 'Tula Oblast', 'ru')]),
    ('''Над Тульской областью сбиты 7 БПЛА / Seven UAVs were shot down over the Tula region
''', [('intercepted', 7, 'Tula Oblast', 'ru')]),
    ('''Вночі над Сумською областю збили чотири безпілотники.
Постраждалих немає.

Ночью над Сумской областью сбили четыре беспилотника.
Пострадавших нет.
''', [('intercepted', 4, 'Sumy Oblast', 'uk')]),
    ('''اعترضت الدفاعات الجوية سبع طائرات مسيرة فوق أربيل.

Air defences intercepted seven drones over Erbil.
''', [('intercepted', 7, 'Erbil', None)]),
    # only one version has a figure
    ('''Ночью над Брянской областью сбили пять беспилотников.
Пострадавших нет, сообщил губернатор.

Вночі над Брянською областю збили п'ять безпілотників, ще два — над Курською.
Постраждалих немає, повідомив губернатор.
''', [('intercepted', 5, 'Bryansk Oblast', 'ru'), ('intercepted', 2, 'Kursk Oblast', 'uk')]),
    ('''Over the Kursk region three drones were shot down. One of them fell on a roof in Rylsk.

Над Курской областью сбили три беспилотника, ещё один — над Орловской областью.
''', [('intercepted', 3, 'Kursk Oblast', 'en'), ('impacted', 1, 'Rylsk', 'en'),
      ('intercepted', 1, 'Oryol Oblast', 'ru')]),
    # the whole in one, its parts in both
    ('''Ночью сбиты беспилотники: пять над Брянской областью, три над Курской областью.

Eight drones were shot down overnight: five over the Bryansk region and three over the Kursk region.
''', [('intercepted', 5, 'Bryansk Oblast', 'ru'), ('intercepted', 3, 'Kursk Oblast', 'ru'),
      ('intercepted', 8, 'Russia', 'en')]),
    # a headline in one, the text in the other
    ('''Над регионами России сбиты восемь БПЛА

Eight drones were shot down overnight: five over the Bryansk region and three over the Kursk region.
''', [('intercepted', 8, 'Russia', None), ('intercepted', 5, 'Bryansk Oblast', 'en'),
      ('intercepted', 3, 'Kursk Oblast', 'en')]),
    ('''Drone attack on Tula repelled

Над Тульской областью ночью уничтожены четыре беспилотника, сообщил губернатор Миляев.
''', [('intercepted', 4, 'Tula Oblast', 'ru')]),
    # different places are different claims, in whatever language
    ('''Ночью над Брянской областью сбили пять беспилотников.

Overnight five drones were shot down over the Kursk region.
''', [('intercepted', 5, 'Bryansk Oblast', 'ru'), ('intercepted', 5, 'Kursk Oblast', 'en')]),
    # one language with names and addresses of another script
    ('''Ночью над Брянской областью сбиты пять беспилотников (Geran-2, FPV Molniya).
Subscribe: t.me/channel_of_the_region
''', [('intercepted', 5, 'Bryansk Oblast', 'ru')]),
]


def main():
    failed = 0
    for number, (text, wanted) in enumerate(POSTS):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'post.txt')
            head = 'date 2025-06-20\n\n'
            with open(path, 'w', encoding='utf-8') as file:
                file.write(head + text)
            done = subprocess.run([program, 'extract', path], capture_output=True, text=True, check=True)
        claims = [json.loads(line) for line in done.stdout.splitlines()]
        ids = {c['id'] for c in claims}
        found = sorted((c['outcome'], c['value'] or 0, c['places'][0]['label']) for c in claims)
        bad = []
        if found != sorted(w[:3] for w in wanted) or len(ids) != len(claims):
            bad.append(f'{found}, not {sorted(w[:3] for w in wanted)}')
        for outcome, value, place, lang in wanted:
            if lang and not any((c['outcome'], c['value'], c['places'][0]['label'], c['lang']) ==
                                (outcome, value, place, lang) for c in claims):
                bad.append(f'{outcome} {value} {place} is not told in {lang}')
        for c in claims:
            evidence = c['evidence'].encode()
            if (head + text).encode().find(evidence) < 0:
                bad.append(f'{c["evidence"]!r} is not in the text')
            body = text.encode()
            if body[c['offset']:c['offset'] + len(evidence)] != evidence:
                bad.append(f'{c["evidence"]!r} is not at {c["offset"]}')
            if c['part_of'] is not None and c['part_of'] not in ids:
                bad.append(f'{c["id"]} is a part of {c["part_of"]}, which is not there')
        whole = [c for c in claims if c['role'] == 'total']
        if whole and not any(c['part_of'] == whole[0]['id'] for c in claims):
            bad.append('a total without parts')
        if any(w[1] == 8 for w in wanted) and sum(c['part_of'] is not None for c in claims) != 2:
            bad.append('the parts are not put to their whole')
        for what in bad:
            print(f'FAILED: post {number + 1}: {what}')
        failed += bool(bad)
    print(f'{len(POSTS)} posts, {failed} failed')
    return 1 if failed else 0


sys.exit(main())
