"""How transliterated names are brought to the spelling that English reports use."""
import re
import unicodedata

# Countries whose main names are transliterations: the display name goes without diacritics and apostrophes.
PLAIN = set('RU UA BY KZ KG UZ TM TJ GE AM SY IQ YE SA AE LB JO PS IL SD EG LY IR AF OM KW QA BH SO DZ TN MA ER'.split())


def news(country, name):
    """The spelling that English reports use for a transliterated Ukrainian, Russian or Belarusian name."""
    if country == 'UA':                         # the Ukrainian rules of 2010
        for pattern, to in ((r'iyi', 'ii'), (r'([aeou])yi', r'\1i'), (r'(iya)\b', 'ia'), (r'yy\b', 'yi'), (r'iy\b', 'ii'),
                            (r'([aeou])y(?![aeiouy])', r'\1i'), (r'([bcdfghklmnprstvzBCDFGHKLMNPRSTVZ])y([aeu])', r'\1i\2'),
                            (r'([aeiou])y([aeu])', r'\1i\2')):
            name = re.sub(pattern, to, name)
    elif country == 'RU':
        name = re.sub(r'(iy|yy)\b', 'y', name)
    return name


def plain(name):
    """A transliterated name in plain letters."""
    name = unicodedata.normalize('NFKD', name.replace('ı', 'i'))
    return ''.join(ch for ch in name if not unicodedata.combining(ch) and ch not in "ʿʾ‘’ʻʼ`´")
