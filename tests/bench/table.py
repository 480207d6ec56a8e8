"""The one table of the benchmarks: rows, and how they are written for people and for machines."""
import csv, io, json, re
from typing import NamedTuple, Optional

RATES = ('/s',)  # units of which more is better; of all others, less is


class Row(NamedTuple):
    part: str
    what: str
    size: str
    unit: str
    ours: float
    beside: str = ''  # what a user would pick instead
    theirs: Optional[float] = None
    target: Optional[tuple] = None  # (field, '>=' or '<=', number): field is ours, ratio or growth
    # What a piece costs in a hundred times as much, of what it costs in the least; of memory (MB),
    # all of it. 1.00 grows in step, or of memory not at all.
    growth: Optional[float] = None
    their_growth: Optional[float] = None

    @property
    def ratio(self):
        """How many times as fast, or as small, ours is."""
        if not self.theirs or not self.ours:
            return None
        return self.ours / self.theirs if self.unit.endswith(RATES) else self.theirs / self.ours

    @property
    def met(self):
        if self.target is None:
            return None
        field, sign, number = self.target
        value = getattr(self, field)
        return value >= number if sign == '>=' else value <= number


def digits(value):
    """Three digits that count."""
    if value is None:
        return ''
    if value >= 100:
        return f'{value:.0f}'
    return f'{value:.1f}' if value >= 10 else f'{value:.2f}' if value >= 0.1 else f'{value:.3g}'


def target_text(row):
    if row.target is None:
        return ''
    field, sign, number = row.target
    words = 'at least' if sign == '>=' else 'at most'
    unit = f' {row.unit}' if field == 'ours' else ' times' if field == 'ratio' else ' times over 100x'
    return f'{words} {number:g}{unit}'


HEADS = ('', 'of', 'skytally', 'beside', 'takes or does', 'times as good', 'target', 'met', '100x', 'its 100x')


def cells(row):
    return (row.what, row.size, f'{digits(row.ours)} {row.unit}', row.beside,
            f'{digits(row.theirs)} {row.unit}' if row.theirs is not None else '',
            f'**{digits(row.ratio)}**' if row.ratio else '', target_text(row),
            '' if row.met is None else 'yes' if row.met else '**no**', digits(row.growth), digits(row.their_growth))


def markdown(rows):
    lines = ['| ' + ' | '.join(HEADS) + ' |', '|---|---|' + '--:|---|' + '--:|--:|---|---|--:|--:|']
    part = None
    for row in rows:
        if row.part != part:
            part = row.part
            lines.append(f'| **{part}** |' + ' |' * (len(HEADS) - 1))
        lines.append('| ' + ' | '.join(cells(row)) + ' |')
    return '\n'.join(re.sub(' +', ' ', line) for line in lines) + '\n'


FIELDS = ('part', 'what', 'size', 'unit', 'ours', 'beside', 'theirs', 'ratio', 'target', 'met', 'growth', 'their_growth')


def record(row):
    return {name: target_text(row) or None if name == 'target' else getattr(row, name) for name in FIELDS}


def as_json(rows):
    return json.dumps([record(row) for row in rows], indent=1, ensure_ascii=False) + '\n'


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator='\n')
    writer.writeheader()
    writer.writerows(map(record, rows))
    return out.getvalue()
