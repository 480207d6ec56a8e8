#include "claims/topic.h"

#include <stdlib.h>

#include "core/hash.h"
#include "text/chars.h"
#include "text/text.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    HEAD = 4, /* letters of a word that it is sought by, at most */
    WORD_BYTES = 64,
    LONG_WORD = 1024,     /* bytes; what is in a longer one is not sought out */
    LONG_TOKEN = 1 << 16, /* the same of words that signs of other scripts part */
    ODD = SKT_CHAR_APOSTROPHE | SKT_BYTE_HIGH, /* what folding may take away or change */
    IN_WORD = SKT_CHAR_LETTER | ODD,
    IN_RUN = IN_WORD | SKT_CHAR_DIGIT
};

/* The class of a byte. */
static unsigned class_at(skt_str text, size_t at)
{
    return skt_byte_classes[(unsigned char)text.ptr[at]];
}

/* ------------------------------------------------------------------- words */

static const skt_topic_word *find_word(const skt_topic *topic, skt_str folded)
{
    if (topic->n_slots == 0 || folded.len > topic->longest) {
        return NULL;
    }
    for (size_t at = (size_t)skt_word_hash(folded);; at++) {
        const uint32_t slot = topic->slots[at & (topic->n_slots - 1)];
        if (slot == 0) {
            return NULL;
        }
        if (skt_str_eq(topic->words.items[slot - 1].word, folded)) {
            return &topic->words.items[slot - 1];
        }
    }
}

static void put(skt_topic *topic, size_t index)
{
    size_t at = (size_t)skt_word_hash(topic->words.items[index].word);
    while (topic->slots[at & (topic->n_slots - 1)] != 0) {
        at++;
    }
    topic->slots[at & (topic->n_slots - 1)] = (uint32_t)index + 1;
}

static bool grow(skt_topic *topic)
{
    const size_t n = topic->n_slots == 0 ? 256 : topic->n_slots * 2;
    uint32_t *slots = calloc(n, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    free(topic->slots);
    topic->slots = slots;
    topic->n_slots = n;
    for (size_t i = 0; i < topic->words.count; i++) {
        put(topic, i);
    }
    return true;
}

static uint32_t byte_of(char c)
{
    return (unsigned char)c | 0x20U;
}

/* The hash of the first HEAD letters, or digits, of the run that begins at `p`, in small
 * letters, or of all where they are fewer. HEAD bytes are read. */
static uint32_t head_of(const char *p)
{
    const unsigned kind =
        skt_byte_classes[(unsigned char)p[0]] & (SKT_CHAR_LETTER | SKT_CHAR_DIGIT);
    uint32_t bytes = byte_of(p[0]);
    uint32_t inside = UINT32_MAX; /* 0 once the run has ended: no branch, for none is foreseen */
    for (unsigned i = 1; i < HEAD; i++) {
        inside &= (skt_byte_classes[(unsigned char)p[i]] & kind) != 0 ? UINT32_MAX : 0;
        bytes |= (byte_of(p[i]) << (8 * i)) & inside;
    }
    return (bytes * UINT32_C(0x9E3779B1)) >> 16;
}

/* The same of text[at], behind which the text may end. */
static uint32_t last_head(skt_str text, size_t at)
{
    char padded[HEAD] = {0};
    const size_t left = text.len - at;
    memcpy(padded, text.ptr + at, left < HEAD ? left : HEAD);
    return head_of(padded);
}

static bool has_head(const skt_topic *topic, uint32_t head)
{
    return (topic->heads[head / 8] >> (head % 8) & 1) != 0;
}

/* The number of three bytes by which a word begins, whatever the case of its letters; four
 * are read. */
static uint32_t beginning_of(const char *p)
{
    uint32_t bytes;
    memcpy(&bytes, p, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap32(bytes);
#endif
    return (bytes & 0x1F) | (bytes >> 3 & 0x1F << 5) | (bytes >> 6 & 0x1F << 10);
}

/* Whether a word may begin with the bytes at `p`: seldom one does, so that this is asked
 * before anything else. Four bytes are read. */
static bool may_begin(const skt_topic *topic, const char *p)
{
    const uint32_t beginning = beginning_of(p);
    return (topic->begins[beginning / 8] >> (beginning % 8) & 1) != 0;
}

static void add_head(skt_topic *topic, skt_str word)
{
    enum { BEGINNING = 3 };
    const uint32_t head = last_head(word, 0);
    topic->heads[head / 8] = (uint8_t)(topic->heads[head / 8] | 1U << (head % 8));
    char padded[HEAD] = {0};
    const size_t length = word.len < BEGINNING ? word.len : BEGINNING;
    memcpy(padded, word.ptr, length);
    /* Behind a shorter word may stand anything. */
    const uint32_t step = UINT32_C(1) << (5 * length);
    for (uint32_t i = beginning_of(padded); i < SKT_TOPIC_BEGINNINGS; i += step) {
        topic->begins[i / 8] = (uint8_t)(topic->begins[i / 8] | 1U << (i % 8));
    }
}

/* What all characters of a word are: letters, digits; with SKT_BYTE_HIGH where some are no
 * ASCII. 0: they are none of these, or too few. */
static unsigned kind_of(skt_str word)
{
    unsigned kind = SKT_CHAR_LETTER | SKT_CHAR_DIGIT;
    unsigned high = 0;
    for (size_t at = 0; at < word.len;) {
        const uint32_t c = skt_utf8_next(word, &at);
        kind &= skt_char_class(c);
        high |= c >= 0x80 ? SKT_BYTE_HIGH : 0;
    }
    return kind == 0 || word.len < 2 || word.len >= WORD_BYTES ? 0 : kind | high;
}

/* The word of a phrase that it is sought by: one that is sought anyway, else the longest;
 * n_words if there is none. */
static size_t choose_word(const skt_topic *topic, const skt_str *words, size_t n_words)
{
    size_t best = n_words;
    size_t best_length = 0;
    for (size_t i = 0; i < n_words; i++) {
        const skt_topic_word *known = find_word(topic, words[i]);
        if (known != NULL && known->alone) {
            return i;
        }
        const unsigned kind = kind_of(words[i]);
        const size_t length = words[i].len + ((kind & SKT_CHAR_LETTER) != 0 ? WORD_BYTES : 0);
        if (kind != 0 && length > best_length) {
            best = i;
            best_length = length;
        }
    }
    return best;
}

static skt_topic_word *add_word(skt_topic *topic, skt_str word, skt_arena *arena)
{
    skt_topic_word *known = (skt_topic_word *)(uintptr_t)find_word(topic, word);
    skt_topic_word fresh = {.alone = false};
    if (known != NULL) {
        return known;
    }
    if ((topic->words.count * 2 >= topic->n_slots && !grow(topic)) ||
        skt_arena_str(&fresh.word, arena, word) != SKT_OK || !skt_vec_push(&topic->words, fresh)) {
        return NULL;
    }
    put(topic, topic->words.count - 1);
    topic->longest = word.len > topic->longest ? word.len : topic->longest;
    if ((kind_of(word) & SKT_BYTE_HIGH) == 0) {
        add_head(topic, word);
    }
    return &topic->words.items[topic->words.count - 1];
}

/* Notes that `word` stands beside the sought one. */
static bool add_neighbour(skt_topic_word *sought, skt_str word, bool before, skt_arena *arena)
{
    for (const skt_topic_neighbour *n = sought->neighbours; n != NULL; n = n->next) {
        if (n->before == before && skt_str_eq(n->word, word)) {
            return true;
        }
    }
    skt_topic_neighbour *fresh = skt_arena_alloc(arena, sizeof *fresh);
    if (fresh == NULL || skt_arena_str(&fresh->word, arena, word) != SKT_OK) {
        return false;
    }
    fresh->before = before;
    fresh->next = sought->neighbours;
    sought->neighbours = fresh;
    return true;
}

/* Whether a word of the text that is this one can be told from its bytes. */
static bool is_plain(skt_str word)
{
    unsigned kind = SKT_CHAR_LETTER | SKT_CHAR_DIGIT;
    for (size_t i = 0; i < word.len; i++) {
        kind &= skt_byte_classes[(unsigned char)word.ptr[i]];
    }
    return word.len > 0 && word.len < WORD_BYTES && kind != 0;
}

bool skt_topic_add(skt_topic *topic, const skt_str *words, size_t n_words, skt_arena *arena)
{
    const size_t i = choose_word(topic, words, n_words);
    if (i == n_words) {
        topic->everything = true;
        return true;
    }
    skt_topic_word *sought = add_word(topic, words[i], arena);
    if (sought == NULL) {
        return false;
    }
    if (i + 1 < n_words && is_plain(words[i + 1])) {
        return sought->alone || add_neighbour(sought, words[i + 1], false, arena);
    }
    if (i > 0 && is_plain(words[i - 1])) {
        return sought->alone || add_neighbour(sought, words[i - 1], true, arena);
    }
    sought->alone = true;
    return true;
}

void skt_topic_dispose(skt_topic *topic)
{
    skt_vec_dispose(&topic->words);
    skt_vec_dispose(&topic->prefixes);
    free(topic->slots);
}

/* ------------------------------------------------------------------- tokens */

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

/* Whether `folded` is one of the words, behind as many prefixes as there may be. */
static bool has_prefixed(const skt_topic *topic, skt_str folded, int prefixes)
{
    for (size_t i = 0; i < topic->prefixes.count; i++) {
        const skt_str prefix = topic->prefixes.items[i];
        if (folded.len > prefix.len && folded.ptr[prefix.len - 1] == prefix.ptr[prefix.len - 1] &&
            skt_str_starts(folded, prefix)) {
            const skt_str rest = skt_str_sub(folded, prefix.len, folded.len - prefix.len);
            if (find_word(topic, rest) != NULL ||
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
    return find_word(topic, folded) != NULL || has_prefixed(topic, folded, PREFIXES);
}

/* The same of letters of the tables of chars.h alone: -1 where there are others. */
static int in_tables(const skt_topic *topic, skt_str token)
{
    char folded[WORD_BYTES];
    if (token.len > sizeof folded) {
        return -1;
    }
    for (size_t i = 0; i < token.len; i += 2) {
        const uint32_t c = skt_table_letter(token, i);
        if (c == 0) {
            return -1;
        }
        skt_put_two_bytes(folded + i, skt_letter_fold(c));
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
static bool in_token(const skt_topic *topic, skt_str token)
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

/* ------------------------------------------------------------------ seeking */

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
            in_token(topic, skt_str_sub(text, first, behind - first))) {
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
    const skt_topic_word *word = run.len == 0 ? NULL : find_word(topic, run);
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

size_t skt_topic_find(const skt_topic *topic, skt_str text, size_t from)
{
    if (topic->everything) {
        return from < text.len ? from : SIZE_MAX;
    }
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
