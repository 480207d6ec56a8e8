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

static bool has_word(const skt_topic *topic, skt_str folded)
{
    enum { PREFIXES = 3 };
    return skt_topic_word_at(topic, folded) != NULL || has_prefixed(topic, folded, PREFIXES);
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
    if (fold_plain(plain, &length, word, topic->longest)) {
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
        if ((skt_char_class(skt_utf8_next(run, &at)) & SKT_CHAR_APOSTROPHE) != 0) {
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

/* One past the character at `p` of the left bytes that is no ASCII, if it is a quotation mark, an
 * apostrophe or a dash (U+2010 to U+201F); or NULL. */
static const char *behind_mark(const char *p, size_t left)
{
    return left >= 3 && (unsigned char)p[0] == 0xE2 && (unsigned char)p[1] == 0x80 &&
                   (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x9F
               ? p + 3
               : NULL;
}

/* Whether by the first letters of all its pieces none of the words is among them: quickly,
 * and not always where it could be said. */
static bool is_strange(const skt_topic *topic, skt_str token)
{
    enum { BEGINNING = 3 };
    const char *p = token.ptr;
    const char *const end = token.ptr + token.len;
    bool fresh = true; /* a piece may begin here */
    while (p < end) {
        const unsigned type = skt_byte_classes[(unsigned char)*p];
        if ((type & SKT_CHAR_LETTER) != 0) {
            size_t letters = 1;
            while (p + letters < end &&
                   (skt_byte_classes[(unsigned char)p[letters]] & SKT_CHAR_LETTER) != 0) {
                letters++;
            }
            /* What an apostrophe follows may go on behind it. */
            const bool alone = letters == 1 && p + 1 == end;
            char head[HEAD] = {0};
            memcpy(head, p, letters < HEAD ? letters : HEAD);
            if (fresh && (letters < BEGINNING ? !alone : may_begin(topic, head))) {
                return false;
            }
            p += letters;
            fresh = false;
        } else if (type == SKT_CHAR_APOSTROPHE) {
            p++;
            fresh = true;
        } else {
            const char *const behind = behind_mark(p, (size_t)(end - p));
            const unsigned char lead = (unsigned char)*p;
            /* A letter of Latin behind others, or a sign. */
            const bool latin = lead >= 0xC2 && lead <= 0xC5 && !fresh && end - p >= 2;
            if (behind == NULL && !latin) {
                return false;
            }
            p = behind != NULL ? behind : p + 2;
            fresh = true;
        }
    }
    return true;
}

/* The same of bytes that are no ASCII but letters and apostrophes. */
bool skt_topic_in_token(const skt_topic *topic, skt_str token)
{
    if (is_strange(topic, token)) {
        return false;
    }
    const int told = in_tables(topic, token);
    if (told >= 0) {
        return told != 0;
    }
    size_t from = 0;
    for (size_t at = 0; at < token.len;) {
        const size_t here = at;
        const unsigned type = skt_char_class(skt_utf8_next(token, &at));
        if ((type & (SKT_CHAR_LETTER | SKT_CHAR_APOSTROPHE)) == 0 && token.ptr[here] != '"') {
            if (here > from && in_letters(topic, skt_str_sub(token, from, here - from))) {
                return true;
            }
            from = at;
        }
    }
    return from < token.len && in_letters(topic, skt_str_sub(token, from, token.len - from));
}
