/* Whether a word beyond ASCII is one that is sought: folded as the text's own words would be. */
#include "claims/topic_bytes.h"
#include "text/text.h"

enum { LONG_WORD = 1024 }; /* bytes; what is in a longer one is not sought out */

/* Whether `folded` is one of the words, behind as many prefixes as there may be. */
static bool has_prefixed(const skt_topic *topic, skt_str folded, int prefixes)
{
    for (size_t i = 0; i < topic->prefixes.count; i++) {
        const skt_str prefix = topic->prefixes.items[i];
        if (folded.len > prefix.len && folded.ptr[prefix.len - 1] == prefix.ptr[prefix.len - 1] &&
            skt_str_starts(folded, prefix)) {
            const skt_str rest = skt_str_sub(folded, prefix.len, folded.len - prefix.len);
            if (skt_topic_word_at(topic, rest) != NULL ||
                (prefixes > 1 && has_prefixed(topic, rest, prefixes - 1))) {
                return true;
            }
        }
    }
    return false;
}

bool skt_topic_is_prefixed(const skt_topic *topic, skt_str folded)
{
    enum { PREFIXES = 3 };
    return has_prefixed(topic, folded, PREFIXES);
}

/* Whether `folded` is one of the words, behind prefixes or not, or has a hidden one inside. */
static bool has_word(const skt_topic *topic, skt_str folded)
{
    if (skt_topic_word_at(topic, folded) != NULL || skt_topic_is_prefixed(topic, folded)) {
        return true;
    }
    for (size_t i = 0; topic->hides && i < topic->hidden.count; i++) {
        const skt_topic_hidden *hidden = &topic->hidden.items[i];
        if (hidden->sought && skt_str_find(folded, hidden->word, 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* The Hebrew letter at byte `at`, without points, which is its own fold; 0: there is none. */
static uint32_t hebrew_letter(skt_str token, size_t at)
{
    enum { LEAD = 0xD7, FIRST = 0x90, LAST = 0xAA };
    const unsigned next = at + 1 < token.len ? (unsigned char)token.ptr[at + 1] : 0;
    return (unsigned char)token.ptr[at] == LEAD && next >= FIRST && next <= LAST
               ? (LEAD & 0x1FU) << 6 | (next & 0x3FU)
               : 0;
}

/* The same of letters of the tables of chars.h and of Hebrew alone: -1 where there are others. */
static int in_tables(const skt_topic *topic, skt_str token)
{
    char folded[WORD_BYTES];
    if (token.len > sizeof folded) {
        return -1;
    }
    for (size_t i = 0; i < token.len; i += 2) {
        const uint32_t c = skt_table_letter(token, i);
        const uint32_t fold = c != 0 ? skt_letter_fold(c) : hebrew_letter(token, i);
        if (fold == 0) {
            return -1;
        }
        skt_put_two_bytes(folded + i, fold);
    }
    return has_word(topic, (skt_str){folded, token.len});
}

/* Folds ASCII letters with apostrophes among them; false where there is something else.
 * *length is more than the longest word has where the rest need not be looked at. */
static bool fold_plain(char *folded, size_t *length, skt_str word, size_t longest)
{
    size_t n = 0;
    for (size_t at = 0; at < word.len && n <= longest;) {
        const unsigned type = class_at(word, at);
        if ((type & SKT_CHAR_LETTER) != 0) {
            folded[n++] = (char)(word.ptr[at++] | 0x20);
        } else if ((type & SKT_CHAR_APOSTROPHE) != 0) {
            at++;
        } else if (skt_str_starts(skt_str_sub(word, at, word.len - at), SKT_LIT("\xE2\x80\x99"))) {
            at += 3;
        } else {
            return false;
        }
    }
    *length = n;
    return true;
}

static bool in_folded(const skt_topic *topic, skt_str word)
{
    char plain[WORD_BYTES + 1];
    size_t length;
    if (!topic->hides && fold_plain(plain, &length, word, topic->longest)) {
        return has_word(topic, (skt_str){plain, length});
    }
    skt_buf folded = SKT_BUF_INIT;
    skt_fold(&folded, word);
    /* Out of memory: what cannot be told may be. */
    const bool found = folded.failed || has_word(topic, skt_buf_str(&folded));
    skt_buf_dispose(&folded);
    return found;
}

/* The same of a run of letters of any alphabet with the apostrophes in it. One is inside a
 * word, another parts two or stands before a possessive's "s": every piece between two of
 * them, or an end, may be a word. */
static bool in_letters(const skt_topic *topic, skt_str run)
{
    enum { APOSTROPHES = 8 };
    size_t ends[APOSTROPHES + 1];   /* of pieces: where an apostrophe stands */
    size_t starts[APOSTROPHES + 1]; /* of the piece behind it */
    size_t n = 0;
    starts[0] = 0;
    for (size_t at = 0; at < run.len;) {
        const size_t from = at;
        const uint32_t c = skt_utf8_next(run, &at);
        if (c == '"' || (skt_char_class(c) & SKT_CHAR_APOSTROPHE) != 0) {
            if (n == APOSTROPHES) {
                return true; /* no text, and long to try */
            }
            ends[n] = from;
            starts[++n] = at;
        }
    }
    ends[n] = run.len;
    bool found = run.len > LONG_WORD;
    for (size_t i = 0; i <= n && !found; i++) {
        for (size_t j = i; j <= n && !found; j++) {
            found = ends[j] > starts[i] &&
                    in_folded(topic, skt_str_sub(run, starts[i], ends[j] - starts[i]));
        }
    }
    return found;
}

/* ------------------------------------------------------------- quickly */

/* The last letters of a word that is looked through. */
typedef struct walk {
    uint32_t beginning; /* the last three */
    uint32_t starts;    /* a bit for each of them that a word may begin with, the last the lowest */
    unsigned alphabet;  /* of the word; 0: it has no letter yet */
    bool fresh;         /* a word may begin with the next letter */
} walk;

/* Whether a word that is sought may be where the last three letters are. */
static inline bool is_met(const skt_topic *topic, const walk *w)
{
    enum { FIRST = 1 << (SKT_TOPIC_DEPTH - 1) };
    const bool starts = (w->starts & FIRST) != 0;
    if (!starts && !topic->hides) {
        return false;
    }
    const uint64_t *beginnings = w->alphabet == CHAR_LATIN ? topic->begins : topic->others;
    return (starts && has_beginning(beginnings, w->beginning)) ||
           (topic->hides && has_beginning(topic->inner, w->beginning));
}

/* Goes on by a letter; false: what is sought may be here, or alphabets are mixed. */
static inline bool pass_letter(const skt_topic *topic, walk *w, unsigned kind)
{
    const unsigned alphabet = kind & CHAR_ALPHABET;
    w->beginning = w->beginning >> 8 | (kind & CHAR_BITS) << 16;
    w->starts = w->starts << 1 | w->fresh;
    if (alphabet != w->alphabet) {
        if (w->alphabet != 0) {
            return false;
        }
        w->alphabet = alphabet;
    }
    /* Behind what may be a prefix begins what that is written to. */
    w->fresh = w->fresh && alphabet != CHAR_LATIN &&
               (topic->prefix_letters >> (kind & CHAR_BITS) & 1) != 0;
    return !is_met(topic, w);
}

/* The same by a letter that folds to two. */
static bool pass_pair(const skt_topic *topic, walk *w, unsigned number)
{
    const char *pair = topic->pairs[number];
    return pass_letter(topic, w, CHAR_LATIN | (byte_of(pair[0]) & CHAR_BITS)) &&
           pass_letter(topic, w, CHAR_LATIN | (byte_of(pair[1]) & CHAR_BITS));
}

/* The same where a word ends. */
static inline bool pass_end(const skt_topic *topic, walk *w)
{
    bool met = false;
    for (int i = 1; i < SKT_TOPIC_DEPTH; i++) {
        w->beginning >>= 8;
        w->starts <<= 1;
        met |= is_met(topic, w);
    }
    *w = (walk){.fresh = true};
    return !met;
}

/* What the character at text[at] that is no ASCII is; *length: its bytes. */
static inline unsigned kind_at(const skt_topic *topic, skt_str text, size_t at, size_t *length)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    const size_t left = text.len - at;
    if (left >= 2 && p[0] >= 0xC2 && p[0] <= 0xDF && (p[1] & 0xC0U) == 0x80) {
        *length = 2;
        return topic->letters[(p[0] & 0x1FU) << 6 | (p[1] & 0x3FU)];
    }
    *length = 3;
    return left >= 3 && p[0] == 0xE2 && p[1] == 0x80 && (p[2] & 0xC0U) == 0x80
               ? topic->signs[p[2] & 0x3FU]
               : CHAR_STRANGE;
}

bool skt_topic_is_strange(const skt_topic *topic, skt_str text, size_t first, size_t *end)
{
    enum { LONG_RUN = 1 << 12 };
    walk w = {.fresh = true};
    const size_t stop = text.len - first < LONG_RUN ? text.len : first + LONG_RUN;
    size_t at = first;
    while (at < stop) {
        const unsigned type = class_at(text, at);
        size_t length = 1;
        unsigned kind = CHAR_LATIN | ((unsigned char)text.ptr[at] & CHAR_BITS);
        if ((type & SKT_CHAR_LETTER) == 0) {
            if ((type & SKT_BYTE_HIGH) != 0) {
                kind = kind_at(topic, text, at, &length);
            } else if ((type & SKT_CHAR_APOSTROPHE) != 0 || is_gershayim(text, at)) {
                kind = CHAR_APOSTROPHE; /* the mark is in an acronym, or ends the word */
            } else {
                break;
            }
        }
        at += length;
        if (kind >= CHAR_LATIN) {
            if ((kind & CHAR_LONG) != 0 ? !pass_pair(topic, &w, kind & CHAR_BITS)
                                        : !pass_letter(topic, &w, kind)) {
                return false;
            }
        } else if (kind == CHAR_APOSTROPHE) {
            w.fresh = true;
        } else if (kind == CHAR_STRANGE || (kind == CHAR_SEPARATOR && !pass_end(topic, &w))) {
            return false;
        }
    }
    *end = at;
    return !topic->unsure && (at < stop || at == text.len) && pass_end(topic, &w);
}

/* ------------------------------------------------------------- surely */

/* The same of bytes that are no ASCII but letters and apostrophes. */
bool skt_topic_in_token(const skt_topic *topic, skt_str token)
{
    const int told = in_tables(topic, token);
    if (told >= 0) {
        return told != 0;
    }
    size_t from = 0;
    for (size_t at = 0; at < token.len;) {
        const size_t here = at;
        const unsigned type = skt_char_class(skt_utf8_next(token, &at));
        if (topic->numbers && (type & SKT_CHAR_DIGIT) != 0) {
            return true; /* folds to one of ASCII */
        }
        if ((type & (SKT_CHAR_LETTER | SKT_CHAR_APOSTROPHE)) == 0 && token.ptr[here] != '"') {
            if (here > from && in_letters(topic, skt_str_sub(token, from, here - from))) {
                return true;
            }
            from = at;
        }
    }
    return from < token.len && in_letters(topic, skt_str_sub(token, from, token.len - from));
}
