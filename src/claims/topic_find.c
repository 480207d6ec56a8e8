/* Seeks the words by which a text is told to be about drones, some bytes at a time. */
#include "claims/topic_bytes.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    LONG_TOKEN = 1 << 16, /* bytes; what is in a longer one is not sought out */
    ODD = SKT_CHAR_APOSTROPHE | SKT_BYTE_HIGH, /* what folding may take away or change */
    IN_WORD = SKT_CHAR_LETTER | ODD,
    IN_RUN = IN_WORD | SKT_CHAR_DIGIT
};

/* Reads the run of ASCII letters or digits at text[at] in small letters: *end is one past
 * it. Empty where there is none, or it is long; false where a letter beyond ASCII or an
 * apostrophe touches it. */
static bool read_run(skt_str *out, char folded[WORD_BYTES], size_t *end, skt_str text, size_t at)
{
    const unsigned kind =
        at < text.len ? class_at(text, at) & (SKT_CHAR_LETTER | SKT_CHAR_DIGIT) : 0;
    size_t n = 0;
    while (at + n < text.len && (class_at(text, at + n) & kind) != 0) {
        if (n < WORD_BYTES) {
            folded[n] = (char)(text.ptr[at + n] | 0x20);
        }
        n++;
    }
    *out = (skt_str){folded, n < WORD_BYTES ? n : 0};
    *end = at + n;
    return at + n == text.len || (class_at(text, at + n) & ODD) == 0;
}

/* Whether the word before byte `first` or behind byte `end` may be the neighbour. */
static bool is_beside(const skt_topic_neighbour *n, skt_str text, size_t first, size_t end)
{
    char folded[WORD_BYTES];
    skt_str run;
    if (n->before) {
        while (first > 0 && (class_at(text, first - 1) & IN_RUN) == 0) {
            first--;
        }
        const unsigned kind = first > 0 ? class_at(text, first - 1) & IN_RUN : 0;
        while (first > 0 && (class_at(text, first - 1) & kind) != 0) {
            first--;
        }
        end = first;
    }
    while (end < text.len && (class_at(text, end) & IN_RUN) == 0) {
        end++;
    }
    if (end < text.len && (class_at(text, end) & ODD) != 0) {
        return true;
    }
    return !read_run(&run, folded, &end, text, end) || skt_str_eq(run, n->word);
}

/* Whether the sought word at [first, end) stands as in a phrase, as far as that is seen. */
static bool is_beset(const skt_topic_word *word, skt_str text, size_t first, size_t end)
{
    bool beside = word->alone;
    for (const skt_topic_neighbour *n = word->neighbours; n != NULL && !beside; n = n->next) {
        beside = is_beside(n, text, first, end);
    }
    return beside;
}

/* Whether a quotation mark at byte `at` stands between two Hebrew letters, as in an acronym. */
static bool is_gershayim(skt_str text, size_t at)
{
    enum { LEAD = 0xD7 };
    return text.ptr[at] == '"' && at > 1 && at + 1 < text.len &&
           (unsigned char)text.ptr[at - 2] == LEAD && (unsigned char)text.ptr[at + 1] == LEAD;
}

/* The word around byte `at`, or what is less than LONG_TOKEN from it; *end is one past it. */
static size_t word_around(size_t *end, skt_str text, size_t at)
{
    const size_t least = at > LONG_TOKEN ? at - LONG_TOKEN : 0;
    const size_t most = text.len - at > LONG_TOKEN ? at + LONG_TOKEN : text.len;
    size_t first = at;
    while (first > least &&
           ((class_at(text, first - 1) & IN_WORD) != 0 || is_gershayim(text, first - 1))) {
        first--;
    }
    while (at < most && ((class_at(text, at) & IN_WORD) != 0 || is_gershayim(text, at))) {
        at++;
    }
    *end = at;
    return first;
}

/* One of the words among those behind byte `from` that have an odd byte, a bit of `odd`
 * each; SIZE_MAX: none. Moves *end behind the last of them. */
static size_t find_odd(const skt_topic *topic, skt_str text, size_t from, uint32_t odd, size_t *end)
{
    while (odd != 0) {
        size_t behind;
        const size_t first = word_around(&behind, text, from + (size_t)__builtin_ctz(odd));
        if (behind - first >= LONG_TOKEN ||
            skt_topic_in_token(topic, skt_str_sub(text, first, behind - first))) {
            return first;
        }
        *end = behind > *end ? behind : *end;
        odd = behind - from < 32 ? odd & UINT32_MAX << (behind - from) : 0;
    }
    return SIZE_MAX;
}

/* Whether one of the words, of ASCII letters or digits, is the run that begins at byte
 * `at`. */
static bool is_run(const skt_topic *topic, skt_str text, size_t at)
{
    char folded[WORD_BYTES];
    skt_str run;
    size_t behind;
    (void)read_run(&run, folded, &behind, text, at);
    const skt_topic_word *word = run.len == 0 ? NULL : skt_topic_word_at(topic, run);
    return word != NULL && is_beset(word, text, at, behind);
}

/* Bytes of a text looked at together, a bit for each of them, the first the lowest. */
typedef struct block {
    uint32_t letters, digits; /* ASCII */
    uint32_t odd;             /* no ASCII, or an apostrophe */
} block;

enum { BLOCK = 16 };

#ifdef __SSE2__
/* The bytes of which none is more than `most`. */
static uint32_t at_most(__m128i bytes, char most)
{
    const __m128i least = _mm_min_epu8(bytes, _mm_set1_epi8(most));
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(least, bytes));
}

static block look(const char *p)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i signs = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\'')),
                                       _mm_cmpeq_epi8(bytes, _mm_set1_epi8('`')));
    return (block){
        .letters = at_most(_mm_sub_epi8(small, _mm_set1_epi8('a')), 'z' - 'a'),
        .digits = at_most(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), 9),
        .odd = (uint32_t)_mm_movemask_epi8(_mm_or_si128(bytes, signs)),
    };
}
#else
static block look(const char *p)
{
    block found = {0, 0, 0};
    for (unsigned i = 0; i < BLOCK; i++) {
        const unsigned type = skt_byte_classes[(unsigned char)p[i]];
        found.letters |= (uint32_t)((type & SKT_CHAR_LETTER) != 0) << i;
        found.digits |= (uint32_t)((type & SKT_CHAR_DIGIT) != 0) << i;
        found.odd |= (uint32_t)((type & ODD) != 0) << i;
    }
    return found;
}
#endif

/* Where a run of letters or of digits begins, if `before` is the class of the byte before. */
static uint32_t starts_of(const block *here, unsigned before)
{
    const uint32_t letter = (before & SKT_CHAR_LETTER) != 0;
    const uint32_t digit = (before & SKT_CHAR_DIGIT) != 0;
    return (here->letters & ~(here->letters << 1 | letter)) |
           (here->digits & ~(here->digits << 1 | digit));
}

/* One of the words that begin at the bits of `starts`, counted from byte `at`; SIZE_MAX:
 * none. */
static size_t find_start(const skt_topic *topic, skt_str text, size_t at, uint32_t starts)
{
    for (; starts != 0; starts &= starts - 1) {
        const size_t start = at + (size_t)__builtin_ctz(starts);
        if (may_begin(topic, text.ptr + start) && has_head(topic, head_of(text.ptr + start)) &&
            is_run(topic, text, start)) {
            return start;
        }
    }
    return SIZE_MAX;
}

/* The same of the text's last bytes, one by one. */
static size_t find_last(const skt_topic *topic, skt_str text, size_t from)
{
    uint32_t odd = 0;
    for (size_t at = from; at < text.len; at++) {
        const unsigned kind = class_at(text, at) & (SKT_CHAR_LETTER | SKT_CHAR_DIGIT);
        const bool inside = at > 0 && (class_at(text, at - 1) & kind) != 0;
        if (kind != 0 && !inside && has_head(topic, last_head(text, at)) &&
            is_run(topic, text, at)) {
            return at;
        }
        odd |= (uint32_t)((class_at(text, at) & ODD) != 0) << (at - from);
    }
    size_t end = text.len;
    return find_odd(topic, text, from, odd, &end);
}

/* Where the first word before byte `end` begins that has a hidden one inside; else `end`. The
 * first letter of the hidden one may be a capital. */
static size_t find_hidden(const skt_topic *topic, skt_str text, size_t from, size_t end)
{
    for (size_t i = 0; i < topic->hidden.count; i++) {
        const skt_str word = topic->hidden.items[i];
        const skt_str rest = skt_str_sub(word, 1, word.len - 1);
        if (skt_topic_word_at(topic, topic->hidden.items[i & ~(size_t)1]) == NULL) {
            continue;
        }
        size_t at = skt_str_find(skt_str_sub(text, 0, end < text.len ? end : text.len), rest, from);
        while (at != SIZE_MAX && at > from &&
               (class_at(text, at - 1) & (SKT_CHAR_LETTER | SKT_BYTE_HIGH)) != 0) {
            at--;
        }
        end = at < end ? at : end;
    }
    return end;
}

/* The same of words that stand alone. */
static size_t find_alone(const skt_topic *topic, skt_str text, size_t from)
{
    while (from < text.len && text.len - from >= BLOCK + HEAD) {
        size_t end = from + BLOCK;
        const block here = look(text.ptr + from);
        const uint32_t starts = starts_of(&here, from > 0 ? class_at(text, from - 1) : 0);
        const size_t plain = find_start(topic, text, from, starts);
        const size_t odd = find_odd(topic, text, from, here.odd, &end);
        if (odd != SIZE_MAX || plain != SIZE_MAX) {
            return odd < plain ? odd : plain;
        }
        from = end;
    }
    return from < text.len ? find_last(topic, text, from) : SIZE_MAX;
}

size_t skt_topic_find(const skt_topic *topic, skt_str text, size_t from)
{
    if (topic->everything) {
        return from < text.len ? from : SIZE_MAX;
    }
    const size_t alone = find_alone(topic, text, from);
    return topic->hidden.count == 0 ? alone : find_hidden(topic, text, from, alone);
}
