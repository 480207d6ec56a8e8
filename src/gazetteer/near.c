/* Names a letter or two off a key. A name is sought by its first four letters and by
 * what follows them. At most one of the first four may be wrong while the tree of
 * heads is walked; the keys under each leaf so reached are told by their marks (length
 * and letters) before any text is read. Names with two of the first four wrong have
 * their tail right and are sought by its hash. */
#include "gazetteer/file.h"

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

/* Edit distance with transposition of neighbours (optimal string alignment), or
 * `limit` + 1 if it is more: only the cells within `limit` of the diagonal count. */
static unsigned edit_distance(const letters *a, const letters *b, unsigned limit)
{
    unsigned rows[3][MAX_LETTERS + 2];
    const unsigned far = limit + 1;
    if (a->n > b->n + limit || b->n > a->n + limit) {
        return far;
    }
    for (size_t j = 0; j <= b->n && j <= limit + 1; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= a->n; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3];
        const unsigned *above2 = rows[(i + 1) % 3];
        const size_t from = i > limit ? i - limit : 1;
        const size_t to = i + limit < b->n ? i + limit : b->n;
        unsigned least = row[from - 1] = from == 1 ? (unsigned)i : far;
        for (size_t j = from; j <= to; j++) {
            const unsigned differs = a->at[i - 1] != b->at[j - 1];
            row[j] = min3(above[j] + 1, row[j - 1] + 1, above[j - 1] + differs);
            if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1] &&
                above2[j - 2] + 1 < row[j]) {
                row[j] = above2[j - 2] + 1;
            }
            least = row[j] < least ? row[j] : least;
        }
        row[to + 1] = far;
        if (least > limit) {
            return far;
        }
    }
    const unsigned distance = rows[a->n % 3][b->n];
    return distance < far ? distance : far;
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
        !read_letters(&found, skt_gaz_key_text(text, &s->gazetteer->names, key))) {
        return;
    }
    const unsigned distance = edit_distance(&s->wanted, &found, s->limit);
    if (distance <= s->limit) {
        out->items[out->n++] = (skt_gaz_guessed){key, distance};
    }
}

/* ------------------------------------------------------------------- heads */

/* Whether at most `most` bits (0, 2 or 4) are set. */
static bool few_bits(uint32_t bits, unsigned most)
{
    for (unsigned i = 0; i < most; i++) {
        bits &= bits - 1;
    }
    return bits == 0;
}

/* The leaf's keys: what follows their head has `bytes` bytes and the letters of `mark`,
 * give or take `budget` letters. */
static void try_leaf(search *s, size_t leaf, size_t head_bytes, size_t bytes, uint32_t mark,
                     unsigned budget)
{
    const skt_gaz_heads *heads = &s->gazetteer->heads;
    const skt_gaz_dict *names = &s->gazetteer->names;
    if (leaf >= heads->n_leaves) {
        return;
    }
    const size_t slack = budget * s->widest;
    const size_t least = head_bytes + (bytes > slack ? bytes - slack : 0);
    const size_t most = head_bytes + bytes + slack;
    const size_t end = heads->keys[leaf + 1] < names->n ? heads->keys[leaf + 1] : names->n;
    for (size_t key = heads->keys[leaf]; key < end && s->scanned < MAX_SCANNED; key++) {
        const uint32_t its = names->marks[key];
        const size_t length = its >> SKT_GAZ_MARK_LETTERS;
        s->scanned++;
        if (length >= least && length <= most && few_bits((its ^ mark) & MARK_MASK, 2 * budget)) {
            try_key(s, (uint32_t)key);
        }
    }
}

/* Where a walk down the tree stands: at a node, so many letters of the key read, so
 * many of them wrong. */
typedef struct place {
    size_t node, depth, read, head_bytes;
    unsigned wrong;
} place;

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

/* The child with that letter, or 0. */
static size_t child_of(const skt_gaz_heads *heads, size_t node, uint32_t letter)
{
    range children = children_of(heads, node);
    const size_t end = children.end;
    while (children.first < children.end) {
        const size_t middle = children.first + (children.end - children.first) / 2;
        if (heads->labels[middle] < letter) {
            children.first = middle + 1;
        } else {
            children.end = middle;
        }
    }
    return children.first < end && heads->labels[children.first] == letter ? children.first : 0;
}

static place go(const place *at, size_t node, uint32_t letter, size_t read, unsigned wrong)
{
    return (place){node, at->depth + 1, at->read + read, at->head_bytes + bytes_of(letter),
                   at->wrong + wrong};
}

/* Letters of another script hardly stand for one of this. */
static uint32_t page_of(uint32_t letter)
{
    const uint32_t page = letter >> 8;
    return page >= WIDE_PAGE ? WIDE_PAGE : page;
}

static void walk(search *s, place at);

/* One letter wrong: any other in its place, or one too many in the name. */
static void walk_others(search *s, const place *at)
{
    const skt_gaz_heads *heads = &s->gazetteer->heads;
    const range children = children_of(heads, at->node);
    const uint32_t letter = s->wanted.at[at->read];
    const uint32_t page = page_of(s->wanted.at[0]);
    for (size_t i = children.first; i < children.end && s->scanned < MAX_SCANNED; i++) {
        const uint32_t label = heads->labels[i];
        if (label >= 'a' && page_of(label) != page) {
            continue;
        }
        if (label != letter) {
            walk(s, go(at, i, label, 1, 1));
        }
        walk(s, go(at, i, label, 0, 1));
    }
}

/* The next two letters swapped. The second of them may be the head's last, the first
 * then begins the rest. */
static void walk_swapped(search *s, const place *at)
{
    const skt_gaz_heads *heads = &s->gazetteer->heads;
    const uint32_t first = s->wanted.at[at->read];
    const uint32_t second = s->wanted.at[at->read + 1];
    const size_t child = child_of(heads, at->node, second);
    if (child == 0 || first == second) {
        return;
    }
    const place between = go(at, child, second, 0, 0);
    if (between.depth == HEAD) {
        const size_t rest = at->read + 2;
        const size_t bytes = bytes_of(first) + s->key.len - s->byte_at[rest];
        try_leaf(s, child - heads->n_inner, between.head_bytes, bytes,
                 s->mark_from[rest] | skt_gaz_letter_bit(first), s->limit - at->wrong - 1);
        return;
    }
    const size_t grandchild = child_of(heads, child, first);
    if (grandchild != 0) {
        walk(s, go(&between, grandchild, first, 2, 1));
    }
}

/* From `at` on, one wrong letter at most in the head; what is left of the limit is the
 * rest's. */
static void walk(search *s, place at)
{
    const skt_gaz_heads *heads = &s->gazetteer->heads;
    if (at.depth == HEAD) {
        if (at.node >= heads->n_inner) {
            try_leaf(s, at.node - heads->n_inner, at.head_bytes, s->key.len - s->byte_at[at.read],
                     s->mark_from[at.read], s->limit - at.wrong);
        }
        return;
    }
    if (at.read == s->wanted.n) {
        return;
    }
    const uint32_t letter = s->wanted.at[at.read];
    const size_t child = child_of(heads, at.node, letter);
    if (child != 0) {
        walk(s, go(&at, child, letter, 1, 0));
    }
    if (at.wrong < s->limit && at.read + 1 < s->wanted.n) {
        walk_swapped(s, &at);
    }
    if (at.wrong == 0) {
        walk_others(s, &at);
        at.read++; /* one too many in the key */
        at.wrong = 1;
        walk(s, at);
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
        const uint64_t hash = skt_gaz_word_hash(tail);
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
    walk(&s, (place){0});
    if (limit == 2) {
        try_tails(&s);
    }
}
