/* Seeks the words by which a text is told to be about drones, some bytes at a time. */
#include "claims/topic_bytes.h"
#include "core/wide.h"

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
        if (first > 0 && (class_at(text, first - 1) & ODD) != 0) {
            return true; /* it may begin before what folding takes away */
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

/* Where the word at byte `at` begins, or what is less than LONG_TOKEN before it. */
static size_t word_first(skt_str text, size_t at)
{
    const size_t least = at > LONG_TOKEN ? at - LONG_TOKEN : 0;
    while (at > least && ((class_at(text, at - 1) & IN_WORD) != 0 || is_gershayim(text, at - 1))) {
        at--;
    }
    return at;
}

/* Where it ends. */
static size_t word_end(skt_str text, size_t at)
{
    const size_t most = text.len - at > LONG_TOKEN ? at + LONG_TOKEN : text.len;
    while (at < most && ((class_at(text, at) & IN_WORD) != 0 || is_gershayim(text, at))) {
        at++;
    }
    return at;
}

/* One of the words among those behind byte `from` that have an odd byte, a bit of `odd`
 * each; SIZE_MAX: none. Moves *end behind the last of them. */
static size_t find_odd(const skt_topic *topic, skt_str text, size_t from, uint32_t odd, size_t *end)
{
    while (odd != 0) {
        const size_t at = from + (size_t)__builtin_ctz(odd);
        const size_t first = word_first(text, at);
        size_t behind;
        if (!skt_topic_is_strange(topic, text, first, &behind)) {
            behind = word_end(text, at);
            if (behind - first >= LONG_TOKEN ||
                skt_topic_in_token(topic, skt_str_sub(text, first, behind - first))) {
                return first;
            }
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
    if (word == NULL) {
        return run.len > 0 && skt_topic_is_prefixed(topic, run);
    }
    return is_beset(word, text, at, behind);
}

/* Bytes of a text looked at together, a bit for each of them, the first the lowest. */
typedef struct block {
    uint32_t letters, digits; /* ASCII */
    uint32_t odd;             /* no ASCII, or an apostrophe */
    uint32_t letters_behind;  /* of the AHEAD bytes behind the block */
    uint32_t digits_behind;   /* and digits; for the wide */
    uint32_t inner;           /* where a hidden word may begin by its first letters */
    uint32_t first, second;   /* bytes of the letters of `topic->pages`, which are odd as well */
    uint32_t prefix;          /* the second ones of those that a prefix may end with */
    unsigned size;            /* bytes */
} block;

enum { BLOCK = 16, BLOCK_MOST = 32, AHEAD = 8 /* bytes that are read behind one */ };

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
        .size = BLOCK,
        .inner = UINT32_MAX,
        .letters = at_most(_mm_sub_epi8(small, _mm_set1_epi8('a')), 'z' - 'a'),
        .digits = at_most(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), 9),
        .odd = (uint32_t)_mm_movemask_epi8(_mm_or_si128(bytes, signs)),
    };
}
#else
static block look(const char *p)
{
    block found = {.size = BLOCK, .inner = UINT32_MAX};
    for (unsigned i = 0; i < BLOCK; i++) {
        const unsigned type = skt_byte_classes[(unsigned char)p[i]];
        found.letters |= (uint32_t)((type & SKT_CHAR_LETTER) != 0) << i;
        found.digits |= (uint32_t)((type & SKT_CHAR_DIGIT) != 0) << i;
        found.odd |= (uint32_t)((type & ODD) != 0) << i;
    }
    return found;
}
#endif

#ifdef SKT_WIDE
/* Where the byte behind is of the same kind, letter or digit. */
static inline uint64_t alike(uint64_t letters, uint64_t digits)
{
    return (letters & letters >> 1) | (digits & digits >> 1);
}

/* As find_start, by four letters where there are as many. */
static inline size_t find_run(const skt_topic *topic, skt_str text, size_t at, const block *here,
                              uint32_t starts)
{
    enum { LETTERS = 0x1F1F1F1F, BITS = 8 };
    const uint64_t two = alike(here->letters | (uint64_t)here->letters_behind << 32,
                               here->digits | (uint64_t)here->digits_behind << 32);
    const uint64_t three = two & two >> 1;
    const uint64_t four = three & two >> 2;
    for (starts &= (uint32_t)two; starts != 0; starts &= starts - 1) {
        const unsigned i = (unsigned)__builtin_ctz(starts);
        const uint32_t third = (three >> i & 1) != 0 ? LETTERS >> BITS : LETTERS >> 2 * BITS;
        const uint32_t letters =
            four_of(text.ptr + at + i) & ((four >> i & 1) != 0 ? LETTERS : third);
        if (has_beginning(topic->runs, letters) && is_run(topic, text, at + i)) {
            return at + i;
        }
    }
    return SIZE_MAX;
}

/* The bytes from `p` on that may stand there in the sets of a sieve. */
SKT_WIDE static inline __m256i sift(const char *p, const uint8_t low[16], const uint8_t high[16])
{
    const __m256i half = _mm256_set1_epi8(0xF);
    const __m256i bytes = _mm256_or_si256(_mm256_loadu_si256((const __m256i *)(const void *)p),
                                          _mm256_set1_epi8(0x20));
    const __m256i lows = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)low));
    const __m256i highs = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)high));
    return _mm256_and_si256(
        _mm256_shuffle_epi8(lows, _mm256_and_si256(bytes, half)),
        _mm256_shuffle_epi8(highs, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half)));
}

/* Where one of the beginnings of a sieve may be. SKT_TOPIC_DEPTH - 1 bytes more are read. */
SKT_WIDE static inline uint32_t sift_all(const skt_topic_sieve *sieve, const char *p)
{
    __m256i sets = sift(p, sieve->low[0], sieve->high[0]);
    for (size_t i = 1; i < SKT_TOPIC_DEPTH; i++) {
        sets = _mm256_and_si256(sets, sift(p + i, sieve->low[i], sieve->high[i]));
    }
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(sets, _mm256_setzero_si256()));
}

SKT_WIDE static inline uint32_t at_most_wide(__m256i bytes, char most)
{
    const __m256i least = _mm256_min_epu8(bytes, _mm256_set1_epi8(most));
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(least, bytes));
}

/* Bytes of a block that end before its last character, if more of that may follow. */
static inline unsigned whole_of(const char *p)
{
    const unsigned char *last = (const unsigned char *)p + SKT_WIDE_BYTES - 1;
    return SKT_WIDE_BYTES - (last[0] >= 0xC0 ? 1 : last[-1] >= 0xE0 ? 2 : last[-2] >= 0xF0 ? 3 : 0);
}

/* Finds the letters of the pages among `bytes`, which stand at `p`. */
SKT_WIDE static inline void find_letters(block *here, const skt_topic *topic, const char *p,
                                         __m256i bytes)
{
    const __m256i half = _mm256_set1_epi8(0xF);
    const __m256i bits = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x22, 0x44, (char)0x88, 0, 0, 0, 0));
    const __m256i lows = _mm256_and_si256(bytes, half);
    const __m256i bit =
        _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half));
    /* Each byte where the one behind it stands. */
    const __m256i before = _mm256_alignr_epi8(
        bytes, _mm256_permute2x128_si256(bytes, bytes, 0x08 /* zeros, then the low half */), 15);
    __m256i found = _mm256_setzero_si256();
    for (size_t i = 0; i < topic->n_pages; i++) {
        const skt_topic_page *page = &topic->pages[i];
        const __m256i letters =
            _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)page->letters));
        const __m256i led = _mm256_cmpeq_epi8(before, _mm256_set1_epi8((char)page->lead));
        found = _mm256_or_si256(found, _mm256_and_si256(led, _mm256_shuffle_epi8(letters, lows)));
    }
    found = _mm256_and_si256(found, bit);
    const __m256i none = _mm256_setzero_si256();
    const __m256i low_bits = _mm256_and_si256(found, half);
    const __m256i high_bits = _mm256_andnot_si256(half, found);
    here->second = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low_bits, none));
    here->first = here->second >> 1;
    here->prefix = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high_bits, none));
    here->size = whole_of(p);
}

SKT_WIDE static inline block look_wide(const skt_topic *topic, const char *p)
{
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)p);
    const __m256i small = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
    const __m256i signs = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\'')),
                                          _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('`')));
    block here = {
        .letters = at_most_wide(_mm256_sub_epi8(small, _mm256_set1_epi8('a')), 'z' - 'a'),
        .digits = at_most_wide(_mm256_sub_epi8(bytes, _mm256_set1_epi8('0')), 9),
        .odd = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(bytes, signs)),
        .inner = topic->hides ? sift_all(&topic->sieve, p) : 0,
        .size = SKT_WIDE_BYTES,
    };
    const __m128i behind = _mm_loadl_epi64((const void *)(p + SKT_WIDE_BYTES));
    here.letters_behind = at_most(
        _mm_sub_epi8(_mm_or_si128(behind, _mm_set1_epi8(0x20)), _mm_set1_epi8('a')), 'z' - 'a');
    here.digits_behind = at_most(_mm_sub_epi8(behind, _mm_set1_epi8('0')), 9);
    if (here.odd != 0 && topic->n_pages > 0) {
        find_letters(&here, topic, p, bytes);
    }
    return here;
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
static inline size_t find_start(const skt_topic *topic, skt_str text, size_t at, uint32_t starts)
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

/* The beginning of the word of two-byte letters at `p`, of which AHEAD bytes are read. */
static inline uint32_t paged_beginning(const skt_topic *topic, const char *p)
{
    const unsigned char *byte = (const unsigned char *)p;
    uint32_t beginning = 0;
    for (unsigned i = 0; i < SKT_TOPIC_DEPTH; i++) {
        byte += i > 0 && byte[0] == '"'; /* in a Hebrew acronym */
        const bool two = (byte[0] & 0xE0U) == 0xC0 && (byte[1] & 0xC0U) == 0x80;
        const unsigned kind =
            two ? topic->letters[(byte[0] & 0x1FU) << 6 | (byte[1] & 0x3FU)] : CHAR_STRANGE;
        if (kind < CHAR_LATIN) {
            break;
        }
        beginning |= (kind & CHAR_BITS) << (8 * i);
        byte += 2;
    }
    return beginning;
}

/* The same of the words of letters of the pages: where one of them stands in a longer word, that
 * is found. */
static size_t find_paged(const skt_topic *topic, skt_str text, size_t at, uint32_t starts)
{
    for (; starts != 0; starts &= starts - 1) {
        const size_t start = at + (size_t)__builtin_ctz(starts);
        if (has_beginning(topic->others, paged_beginning(topic, text.ptr + start))) {
            const size_t first = word_first(text, start);
            const size_t end = word_end(text, start);
            if (end - first >= LONG_TOKEN ||
                skt_topic_in_token(topic, skt_str_sub(text, first, end - first))) {
                return first;
            }
        }
    }
    return SIZE_MAX;
}

/* Whether a hidden word, of ASCII letters, stands at byte `at`. */
static bool is_hidden(const skt_topic *topic, skt_str text, size_t at)
{
    for (size_t i = 0; i < topic->hidden.count; i++) {
        const skt_str word = topic->hidden.items[i].word;
        size_t same = 0;
        while (same < word.len && at + same < text.len &&
               byte_of(text.ptr[at + same]) == (unsigned char)word.ptr[same]) {
            same++;
        }
        if (topic->hidden.items[i].sought && same == word.len) {
            return true;
        }
    }
    return false;
}

/* The word in which one of the hidden ones stands that begin at the bits of `letters`, counted from
 * byte `at`; SIZE_MAX: none. Four bytes of each are read. */
static size_t find_hidden(const skt_topic *topic, skt_str text, size_t at, uint32_t letters)
{
    for (; letters != 0; letters &= letters - 1) {
        const size_t from = at + (size_t)__builtin_ctz(letters);
        if (has_beginning(topic->inner, beginning_of(text.ptr + from)) &&
            is_hidden(topic, text, from)) {
            return word_first(text, from);
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
        if (topic->hides && is_hidden(topic, text, at)) {
            return word_first(text, at);
        }
        odd |= (uint32_t)((class_at(text, at) & ODD) != 0) << (at - from);
    }
    size_t end = text.len;
    return find_odd(topic, text, from, odd, &end);
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* What is looked for among the letters of pages, by bits: where words may begin; the odd bytes
 * that are no such letters, or ASCII letters beside them, are left in here->odd. */
static uint32_t page_starts(block *here, unsigned before)
{
    const uint32_t all = here->first | here->second;
    const uint32_t high = (before & SKT_BYTE_HIGH) != 0;
    const uint32_t letter = (before & SKT_CHAR_LETTER) != 0;
    const uint32_t beside = (all << 1 & here->letters) | (here->letters << 1 & all) |
                            (here->letters & high) | (all & letter);
    here->odd = (here->odd & ~all) | beside;
    return here->first & (~(all << 1) | here->prefix << 1);
}

/* The first of the words in a block that begins at byte `from`, SIZE_MAX: none; *end is moved
 * behind what was looked at. */
static inline size_t find_in(const skt_topic *topic, skt_str text, size_t from, block *here,
                             size_t *end, bool wide)
{
    const unsigned before = from > 0 ? class_at(text, from - 1) : 0;
    if (here->size < BLOCK_MOST) {
        const uint32_t all = (UINT32_C(1) << here->size) - 1;
        here->letters &= all;
        here->digits &= all;
        here->odd &= all;
        here->first &= all;
        here->second &= all;
    }
    *end = from + here->size;
    const uint32_t starts = starts_of(here, before);
#ifdef SKT_WIDE
    size_t found =
        wide ? find_run(topic, text, from, here, starts) : find_start(topic, text, from, starts);
#else
    (void)wide;
    size_t found = find_start(topic, text, from, starts);
#endif
    if (topic->hides) {
        found = least_of(found, find_hidden(topic, text, from, here->letters & here->inner));
    }
    if (here->second != 0) {
        found = least_of(found, find_paged(topic, text, from, page_starts(here, before)));
    }
    return here->odd != 0 ? least_of(found, find_odd(topic, text, from, here->odd, end)) : found;
}

#ifdef SKT_WIDE
/* Looks through as many blocks as there are: *from is behind them where nothing was found. */
SKT_WIDE static size_t find_wide(const skt_topic *topic, skt_str text, size_t *from)
{
    while (*from < text.len && text.len - *from >= SKT_WIDE_BYTES + AHEAD) {
        size_t end;
        block here = look_wide(topic, text.ptr + *from);
        const size_t found = find_in(topic, text, *from, &here, &end, true);
        if (found != SIZE_MAX) {
            return found;
        }
        *from = end;
    }
    return SIZE_MAX;
}
#endif

/* The same of shorter blocks, and then to the end. */
static size_t find_narrow(const skt_topic *topic, skt_str text, size_t from)
{
    while (from < text.len && text.len - from >= BLOCK + AHEAD) {
        size_t end;
        block here = look(text.ptr + from);
        const size_t found = find_in(topic, text, from, &here, &end, false);
        if (found != SIZE_MAX) {
            return found;
        }
        from = end;
    }
    return from < text.len ? find_last(topic, text, from) : SIZE_MAX;
}

size_t skt_topic_find(const skt_topic *topic, skt_str text, size_t from)
{
    size_t found = SIZE_MAX;
    if (topic->everything) {
        return from < text.len ? from : SIZE_MAX;
    }
#ifdef SKT_WIDE
    if (topic->wide) {
        found = find_wide(topic, text, &from);
    }
#endif
    return found != SIZE_MAX ? found : find_narrow(topic, text, from);
}
