/* Names a letter or two off a key. A name is sought by its first four letters and by
 * what follows them. At most one of the first four may be wrong while the tree of
 * heads is walked; the keys under each leaf so reached are told by their marks (length
 * and letters) before any text is read. Names with two of the first four wrong have
 * their tail right and are sought by its hash. */
#include "gazetteer/file.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    MIN_LETTERS = 5,
    MAX_LETTERS = 48,
    HEAD = SKT_GAZ_HEAD_LETTERS,
    MIN_TAIL = 3,          /* letters of the shortest tail that has a hash */
    MAX_SCANNED = 1 << 18, /* marks looked at for one key: an altered file must end */
    MARK_MASK = (1 << SKT_GAZ_MARK_LETTERS) - 1,
    WIDE_PAGE = 0x2E /* from U+2E00 on, letters of one script have many pages */
};

typedef struct letters {
    uint32_t at[MAX_LETTERS];
    size_t n;
} letters;

typedef struct search {
    const skt_gazetteer *gazetteer;
    skt_gaz_guesses *out;
    skt_str key;
    letters wanted;
    uint16_t byte_at[MAX_LETTERS + 1];   /* where each letter begins in the key */
    uint32_t mark_from[MAX_LETTERS + 1]; /* of the letters from there on */
    size_t widest;                       /* bytes of the widest letter */
    unsigned limit;
    size_t scanned;
} search;

static size_t bytes_of(uint32_t letter)
{
    return letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
}

static bool read_letters(letters *out, skt_str text)
{
    out->n = 0;
    for (size_t at = 0; at < text.len;) {
        if (out->n == MAX_LETTERS) {
            return false;
        }
        out->at[out->n++] = skt_utf8_next(text, &at);
    }
    return true;
}

static bool begin(search *s, skt_str key)
{
    if (!read_letters(&s->wanted, key) || s->wanted.n < MIN_LETTERS) {
        return false;
    }
    s->key = key;
    size_t at = 0;
    for (size_t i = 0; i < s->wanted.n; i++) {
        const size_t from = at;
        s->byte_at[i] = (uint16_t)from;
        (void)skt_utf8_next(key, &at);
        s->widest = at - from > s->widest ? at - from : s->widest;
    }
    s->byte_at[s->wanted.n] = (uint16_t)key.len;
    for (size_t i = s->wanted.n; i-- > 0;) {
        s->mark_from[i] = s->mark_from[i + 1] | skt_gaz_letter_bit(s->wanted.at[i]);
    }
    return true;
}

/* ---------------------------------------------------------------- distance */

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
    const unsigned least = a < b ? a : b;
    return least < c ? least : c;
}

/* Edit distance with transposition of neighbours (optimal string alignment) between
 * the letters [from, a_end) of a and [from, b_end) of b, or `limit` + 1 if it is more. */
static unsigned rest_distance(const letters *a, size_t a_end, const letters *b, size_t b_end,
                              size_t from, unsigned limit)
{
    unsigned rows[3][MAX_LETTERS + 1];
    const size_t n = a_end - from;
    const size_t m = b_end - from;
    const uint32_t *x = a->at + from;
    const uint32_t *y = b->at + from;
    for (size_t j = 0; j <= m; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= n; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3];
        const unsigned *above2 = rows[(i + 1) % 3];
        unsigned least = row[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = min3(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] &&
                above2[j - 2] + 1 < row[j]) {
                row[j] = above2[j - 2] + 1;
            }
            least = row[j] < least ? row[j] : least;
        }
        if (least > limit) {
            return limit + 1;
        }
    }
    return rows[n % 3][m];
}

/* The same of all letters: what both begin and end with costs nothing. */
static unsigned edit_distance(const letters *a, const letters *b, unsigned limit)
{
    if (a->n > b->n + limit || b->n > a->n + limit) {
        return limit + 1;
    }
    size_t from = 0;
    size_t a_end = a->n;
    size_t b_end = b->n;
    while (from < a_end && from < b_end && a->at[from] == b->at[from]) {
        from++;
    }
    while (a_end > from && b_end > from && a->at[a_end - 1] == b->at[b_end - 1]) {
        a_end--;
        b_end--;
    }
    return rest_distance(a, a_end, b, b_end, from, limit);
}

static void try_key(search *s, uint32_t key)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    letters found;
    skt_gaz_guesses *out = s->out;
    for (size_t i = 0; i < out->n; i++) {
        if (out->items[i].key == key) {
            return;
        }
    }
    if (out->n == SKT_GAZ_MAX_GUESSES ||
        !read_letters(&found, skt_gaz_name_text(text, s->gazetteer, key))) {
        return;
    }
    const unsigned distance = edit_distance(&s->wanted, &found, s->limit);
    if (distance <= s->limit) {
        out->items[out->n++] = (skt_gaz_guessed){key, distance};
    }
}

/* ------------------------------------------------------------------- heads */

/* Where a walk down the tree stands: so many letters of the key read, which were so
 * many bytes of the name. */
typedef struct place {
    size_t node;
    uint32_t depth, read, head_bytes, wrong;
} place;

/* What follows a leaf's head: bytes and letters as a mark tells them, `budget` letters
 * of which may be wrong. */
typedef struct rest {
    size_t bytes;
    uint32_t mark;
    unsigned budget;
} rest;

/* Whether at most 2 * budget bits are set: a wrong letter is one too many, one too few
 * or both. */
static bool few_bits(uint32_t bits, unsigned budget)
{
    bits &= bits - 1;
    bits &= bits - 1;
    if (budget > 1) {
        bits &= bits - 1;
        bits &= bits - 1;
    }
    return bits == 0;
}

/* The first key of [key, end) whose mark differs from `mark` in few_bits() of its letters. */
static size_t next_like(const uint32_t *marks, size_t key, size_t end, uint32_t mark,
                        unsigned budget)
{
#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi32((int)mark);
    const __m128i which = _mm_set1_epi32(MARK_MASK);
    const __m128i one = _mm_set1_epi32(1);
    for (; end - key >= 4; key += 4) {
        const __m128i four = _mm_loadu_si128((const __m128i *)(const void *)(marks + key));
        __m128i bits = _mm_and_si128(_mm_xor_si128(four, wanted), which);
        for (unsigned i = 0; i < 2 * budget; i++) {
            bits = _mm_and_si128(bits, _mm_sub_epi32(bits, one));
        }
        const __m128i few = _mm_cmpeq_epi32(bits, _mm_setzero_si128());
        const unsigned found = (unsigned)_mm_movemask_ps(_mm_castsi128_ps(few));
        if (found != 0) {
            return key + (size_t)__builtin_ctz(found);
        }
    }
#endif
    while (key < end && !few_bits((marks[key] ^ mark) & MARK_MASK, budget)) {
        key++;
    }
    return key;
}

/* Tries the leaf's keys that their marks let through. */
static void try_leaf(search *s, size_t leaf, size_t head_bytes, rest wanted)
{
    const skt_gaz_heads *heads = &s->gazetteer->heads;
    const skt_gaz_dict *names = &s->gazetteer->names;
    if (leaf >= heads->n_leaves) {
        return;
    }
    const uint32_t *marks = names->marks;
    const size_t first = heads->keys[leaf];
    const size_t end = heads->keys[leaf + 1] < names->n ? heads->keys[leaf + 1] : names->n;
    if (first >= end || end - first > MAX_SCANNED - s->scanned) {
        return;
    }
    s->scanned += end - first;
    if (wanted.budget == 0) {
        const size_t bytes = head_bytes + wanted.bytes;
        const uint32_t mark = (uint32_t)(bytes << SKT_GAZ_MARK_LETTERS) | wanted.mark;
        for (size_t key = first; key < end; key++) {
            if (marks[key] == mark) {
                try_key(s, (uint32_t)key);
            }
        }
        return;
    }
    const size_t slack = wanted.budget * s->widest;
    const size_t least = head_bytes + (wanted.bytes > slack ? wanted.bytes - slack : 0);
    const size_t most = head_bytes + wanted.bytes + slack;
    for (size_t key = next_like(marks, first, end, wanted.mark, wanted.budget); key < end;
         key = next_like(marks, key + 1, end, wanted.mark, wanted.budget)) {
        const size_t length = marks[key] >> SKT_GAZ_MARK_LETTERS;
        if (length >= least && length <= most) {
            try_key(s, (uint32_t)key);
        }
    }
}

typedef struct range {
    size_t first, end;
} range;

static range children_of(const skt_gaz_heads *heads, size_t node)
{
    range result = {0, 0};
    if (node < heads->n_inner) {
        const size_t first = heads->children[node];
        const size_t end = heads->children[node + 1];
        /* Downwards only, so that no walk goes round in a circle. */
        if (first > node && first <= end && end <= heads->n_labels) {
            result = (range){first, end};
        }
    }
    return result;
}

/* The child with that letter, or 0. Halving without a branch to be guessed wrongly. */
static size_t child_of(const skt_gaz_heads *heads, size_t node, uint32_t letter)
{
    const range children = children_of(heads, node);
    size_t n = children.end - children.first;
    const uint16_t *at = heads->labels + children.first;
    if (n == 0) {
        return 0;
    }
    while (n > 1) {
        const size_t half = n / 2;
        at += at[half] <= letter ? half : 0;
        n -= half;
    }
    return *at == letter ? (size_t)(at - heads->labels) : 0;
}

/* Letters of another script hardly stand for one of this. */
static uint32_t page_of(uint32_t letter)
{
    const uint32_t page = letter >> 8;
    return page >= WIDE_PAGE ? WIDE_PAGE : page;
}

static void end_walk(search *s, place at)
{
    const skt_gaz_heads *heads = &s->gazetteer->heads;
    if (at.node >= heads->n_inner) {
        try_leaf(
            s, at.node - heads->n_inner, at.head_bytes,
            (rest){s->key.len - s->byte_at[at.read], s->mark_from[at.read], s->limit - at.wrong});
    }
}

/* The head's last letter swapped with the one behind it, which then begins the rest. */
static void end_swapped(search *s, place at)
{
    const skt_gaz_heads *heads = &s->gazetteer->heads;
    if (at.wrong == s->limit || at.read + 1 >= s->wanted.n) {
        return;
    }
    const uint32_t first = s->wanted.at[at.read];
    const uint32_t last = s->wanted.at[at.read + 1];
    const size_t leaf = child_of(heads, at.node, last);
    if (leaf >= heads->n_inner && first != last) {
        const size_t from = at.read + 2;
        try_leaf(s, leaf - heads->n_inner, at.head_bytes + bytes_of(last),
                 (rest){bytes_of(first) + s->key.len - s->byte_at[from],
                        s->mark_from[from] | skt_gaz_letter_bit(first), s->limit - at.wrong - 1});
    }
}

/* From `at` on to the end of the head without a wrong letter. */
static void walk_straight(search *s, place at)
{
    while (at.depth < HEAD && at.read < s->wanted.n) {
        if (at.depth + 1 == HEAD) {
            end_swapped(s, at);
        }
        const uint32_t letter = s->wanted.at[at.read++];
        at.node = child_of(&s->gazetteer->heads, at.node, letter);
        if (at.node == 0) {
            return;
        }
        at.depth++;
        at.head_bytes += (uint32_t)bytes_of(letter);
    }
    if (at.depth == HEAD) {
        end_walk(s, at);
    }
}

/* From `at` on with the very next letter wrong: any other in its place, one too many
 * in the name, one too few, or swapped with the one behind it. */
static void walk_wrong(search *s, place at)
{
    const skt_gaz_heads *heads = &s->gazetteer->heads;
    const range children = children_of(heads, at.node);
    const uint32_t letter = s->wanted.at[at.read];
    const uint32_t page = page_of(s->wanted.at[0]);
    at.wrong++;
    for (size_t i = children.first; i < children.end && s->scanned < MAX_SCANNED; i++) {
        const uint32_t label = heads->labels[i];
        if (label >= 'a' && page_of(label) != page) {
            continue;
        }
        place next = {i, at.depth + 1, at.read, at.head_bytes + (uint32_t)bytes_of(label),
                      at.wrong};
        walk_straight(s, next);
        if (label != letter) {
            next.read++;
            walk_straight(s, next);
        }
    }
    if (at.read + 1 < s->wanted.n && at.depth + 2 <= HEAD) {
        const uint32_t second = s->wanted.at[at.read + 1];
        const size_t child = second == letter ? 0 : child_of(heads, at.node, second);
        const size_t grandchild = child == 0 ? 0 : child_of(heads, child, letter);
        if (grandchild != 0) {
            walk_straight(
                s, (place){grandchild, at.depth + 2, at.read + 2,
                           at.head_bytes + (uint32_t)bytes_of(letter) + (uint32_t)bytes_of(second),
                           at.wrong});
        }
    }
    at.read++;
    walk_straight(s, at);
}

/* Down the tree by the key's own letters, with one wrong at each place in turn. */
static void walk(search *s)
{
    place at = {0};
    walk_straight(s, at);
    while (at.depth < HEAD && at.read < s->wanted.n) {
        walk_wrong(s, at);
        const uint32_t letter = s->wanted.at[at.read++];
        at.node = child_of(&s->gazetteer->heads, at.node, letter);
        if (at.node == 0) {
            return;
        }
        at.depth++;
        at.head_bytes += (uint32_t)bytes_of(letter);
    }
}

/* ------------------------------------------------------------------- tails */

/* Names whose tail is right and of whose first four letters two are wrong. */
static void try_tails(search *s)
{
    const skt_gaz_dict *names = &s->gazetteer->names;
    for (size_t read = HEAD - 2; read <= HEAD + 2 && read + MIN_TAIL <= s->wanted.n; read++) {
        const size_t from = s->byte_at[read];
        const skt_str tail = skt_str_sub(s->key, from, s->key.len - from);
        const uint64_t hash = skt_word_hash(tail);
        size_t count;
        const uint32_t *entries = skt_gaz_index_range(&count, &s->gazetteer->tails, hash);
        for (size_t i = 0; i < count && s->scanned < MAX_SCANNED; i++) {
            uint32_t key;
            s->scanned++;
            if (skt_gaz_index_key(&key, names, entries[i], hash) && key < names->n &&
                (names->marks[key] & MARK_MASK) == s->mark_from[read]) {
                try_key(s, key);
            }
        }
    }
}

void skt_gaz_guess_key(skt_gaz_guesses *out, const skt_gazetteer *gazetteer, skt_str key,
                       unsigned limit)
{
    search s = {.gazetteer = gazetteer, .out = out, .limit = limit};
    out->n = 0;
    if (limit == 0 || limit > 2 || !begin(&s, key)) {
        return;
    }
    walk(&s);
    if (limit == 2) {
        try_tails(&s);
    }
    /* The names of the user's tables are few: each is compared. */
    for (size_t own = gazetteer->names.n; own < skt_gaz_name_end(gazetteer); own++) {
        try_key(&s, (uint32_t)own);
    }
}
