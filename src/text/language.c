#include "text/language.h"

#include <stdint.h>
#include <string.h>

#include "text/text.h"

enum {
    SAMPLE = 16 * 1024, /* bytes of letters beyond ASCII that are looked at: enough to tell */
    FEW = 8,            /* letters of a script that may be a name alone */
    MARKS = 3           /* letters foreign to what was declared that may be a name alone */
};

typedef enum script { LATIN, CYRILLIC, ARABIC, HEBREW, SCRIPTS } script;

/* The languages that are told apart, and the letters that each of them has and most others of
 * its script have not. */
static const struct language {
    const char *code;
    script script;
    uint32_t marks[12];
    const char *words; /* frequent small words, between blanks */
} languages[] = {
    {"ru",
     CYRILLIC,
     {0x044B, 0x044D, 0x0451, 0x044A},
     " и в по что не из были был как или это при об "},
    {"uk", CYRILLIC, {0x0456, 0x0457, 0x0454, 0x0491}, " та що від із й і з було під або щодо "},
    {"be", CYRILLIC, {0x045E, 0x0456, 0x044B, 0x044D, 0x0451}, " і ў што ад ды "},
    {"bg", CYRILLIC, {0x044A, 0x045D}, " са се от че към през със "},
    {"sr", CYRILLIC, {0x0458, 0x0459, 0x045A, 0x045B, 0x0452, 0x045F}, " је су се од "},
    {"mk", CYRILLIC, {0x0453, 0x045C, 0x0455, 0x0458, 0x0459, 0x045A}, " се од во "},
    {"kk",
     CYRILLIC,
     {0x04D9, 0x049B, 0x04A3, 0x0493, 0x04AF, 0x04B1, 0x04E9, 0x0456},
     " және мен үшін бойынша "},
    {"ar", ARABIC, {0x064A, 0x0629, 0x0643, 0x0649}, " من فی علی أن إلی عن التی "},
    /* Persian is typed with the Arabic letters for k and y as well. */
    {"fa",
     ARABIC,
     {0x067E, 0x0686, 0x0698, 0x06AF, 0x06CC, 0x06A9, 0x064A, 0x0643},
     " از که در به را این با و شد بر "},
    {"ur",
     ARABIC,
     {0x0679, 0x0688, 0x0691, 0x06D2, 0x06BA, 0x06C1, 0x067E, 0x0686, 0x06AF, 0x06CC, 0x06A9},
     " کے میں کی سے اور نے "},
    {"he", HEBREW, {0}, " של את על לא "},
};

enum { LANGUAGES = sizeof languages / sizeof languages[0] };

typedef struct tally {
    uint32_t letters[SCRIPTS];
    uint32_t marks[LANGUAGES], words[LANGUAGES];
} tally;

static script script_of(uint32_t c)
{
    return c < 0x0250                     ? LATIN
           : c >= 0x0400 && c <= 0x052F   ? CYRILLIC
           : c >= 0x0590 && c <= 0x05FF   ? HEBREW
           : (c >= 0x0600 && c <= 0x06FF) ? ARABIC
                                          : SCRIPTS;
}

/* Small letters of the scripts that are told; digits and signs of theirs are none. */
static uint32_t small_letter(uint32_t c)
{
    if (c >= 0x0410 && c <= 0x042F) {
        return c + 0x20;
    }
    if (c >= 0x0400 && c <= 0x040F) {
        return c + 0x50;
    }
    if (c >= 0x0460 && c <= 0x052F && (c & 1U) == 0) {
        return c + 1;
    }
    return c;
}

/* The Persian k and y for the Arabic ones, as the small words have them. */
static uint32_t plain_letter(uint32_t c)
{
    return c == 0x0643 ? 0x06A9 : c == 0x064A || c == 0x0649 ? 0x06CC : c;
}

static void count_letter(tally *t, uint32_t c)
{
    const script s = script_of(c);
    if (s == SCRIPTS || s == LATIN || (c >= 0x0600 && c <= 0x061F) ||
        (c >= 0x0660 && c <= 0x066D) || (c >= 0x06F0 && c <= 0x06F9)) {
        return;
    }
    t->letters[s]++;
    for (size_t l = 0; l < LANGUAGES; l++) {
        for (size_t m = 0; languages[l].script == s && languages[l].marks[m] != 0; m++) {
            t->marks[l] += languages[l].marks[m] == c;
        }
    }
}

/* Counts a word in small letters, a blank at either side. */
static void count_word(tally *t, const char *word)
{
    static const char the[] = " \xD8\xA7\xD9\x84"; /* the Arabic article, which begins its word */
    const bool article = strncmp(word, the, sizeof the - 1) == 0;
    for (size_t l = 0; l < LANGUAGES; l++) {
        t->words[l] += strstr(languages[l].words, word) != NULL ||
                       (article && strcmp(languages[l].code, "ar") == 0);
    }
}

/* Letters are counted from the first byte beyond ASCII on. */
static void count_letters(tally *t, skt_str text, size_t from)
{
    enum { SHORT = 24 };
    char word[SHORT + 8] = " ";
    size_t n = 1;
    bool whole = true;
    const size_t stop = text.len - from > SAMPLE ? from + SAMPLE : text.len;
    for (size_t at = from; at < stop;) {
        const unsigned char byte = (unsigned char)text.ptr[at];
        if (byte < 0x80) {
            const bool letter = (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z';
            t->letters[LATIN] += letter;
            if (!letter && n > 1 && whole) {
                memcpy(word + n, " ", 2);
                count_word(t, word);
            }
            n = letter ? n : 1;
            whole = !letter;
            at++;
            continue;
        }
        uint32_t c = small_letter(skt_utf8_next(text, &at));
        count_letter(t, c);
        c = plain_letter(c);
        if (c < 0x800 && n + 2 <= SHORT) {
            word[n++] = (char)(0xC0U | (c >> 6));
            word[n++] = (char)(0x80U | (c & 0x3FU));
        } else {
            whole = false;
        }
    }
}

/* The first byte at or behind `from` that begins a letter of a script that is told. */
static size_t find_letter(skt_str text, size_t from)
{
    size_t at = from;
    while (at < text.len) {
        uint64_t eight;
        if (text.len - at >= sizeof eight) {
            memcpy(&eight, text.ptr + at, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const unsigned char byte = (unsigned char)text.ptr[at];
        if (byte >= 0xD0 && byte <= 0xDB) {
            return at;
        }
        at++;
    }
    return at;
}

/* The script that most letters beyond Latin are of, or LATIN where Latin letters prevail. */
static script main_script(const tally *t)
{
    script most = LATIN;
    for (size_t s = 1; s < SCRIPTS; s++) {
        const uint32_t rival = most == LATIN ? t->letters[LATIN] / 2 : t->letters[most];
        if (t->letters[s] > FEW && t->letters[s] > rival) {
            most = (script)s;
        }
    }
    return most;
}

static int language_named(skt_str code)
{
    for (size_t l = 0; l < LANGUAGES; l++) {
        if (skt_str_is(code, languages[l].code)) {
            return (int)l;
        }
    }
    return -1;
}

/* How much speaks for language `l`: its own letters and words, less the letters of others that
 * it has not. */
static int64_t evidence(const tally *t, size_t l)
{
    enum { WORD = 2 };
    int64_t sum = (int64_t)t->marks[l] + WORD * (int64_t)t->words[l];
    for (size_t other = 0; other < LANGUAGES; other++) {
        bool shared = false;
        if (other == l || languages[other].script != languages[l].script) {
            continue;
        }
        for (size_t m = 0; languages[other].marks[m] != 0; m++) {
            for (size_t k = 0; languages[l].marks[k] != 0; k++) {
                shared |= languages[other].marks[m] == languages[l].marks[k];
            }
        }
        sum -= shared ? 0 : (int64_t)t->marks[other];
    }
    return sum;
}

skt_str skt_language_of(skt_str text, skt_str declared)
{
    tally t = {0};
    const size_t first = find_letter(text, 0);
    if (first == text.len) {
        return language_named(declared) < 0 ? declared : SKT_STR_NONE;
    }
    t.letters[LATIN] = (uint32_t)(first < SAMPLE ? first : SAMPLE); /* nothing else is there */
    count_letters(&t, text, first);
    const script own = main_script(&t);
    const int said = language_named(declared);
    if (own == LATIN) {
        return said < 0 ? declared : SKT_STR_NONE;
    }
    int best = -1;
    for (size_t l = 0; l < LANGUAGES; l++) {
        if (languages[l].script == own &&
            (best < 0 || evidence(&t, l) > evidence(&t, (size_t)best))) {
            best = (int)l;
        }
    }
    if (said >= 0 && languages[said].script == own && said != best &&
        evidence(&t, (size_t)best) - evidence(&t, (size_t)said) <= MARKS) {
        best = said;
    }
    return best < 0 ? declared : skt_str_from(languages[best].code);
}
