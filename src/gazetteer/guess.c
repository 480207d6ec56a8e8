/* Names written otherwise than the gazetteer has them: first by the skeleton that
 * spellings in different transliterations share, then by a letter or two. */
#include "gazetteer/mention.h"

enum {
    MAX_LETTERS = 48,
    MIN_LETTERS = 5,       /* of a name whose skeleton is tried */
    MIN_EDIT_LETTERS = 6,  /* of a name that one letter may be wrong in */
    MIN_EDIT2_LETTERS = 8, /* two letters */
    SHARED_LETTERS = 3,    /* at the start or the end */
    ENDING_BYTES = 3,      /* that the keys of SKT_GAZ_ENDINGS are sorted by */
    MAX_SCANNED = 40000    /* keys that are compared for one name */
};

static const float SKELETON_PENALTY = 1.0F;
static const float EDIT_PENALTY = 1.5F; /* for each letter */

typedef struct letters {
    uint32_t at[MAX_LETTERS];
    size_t n;
} letters;

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

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
    const unsigned least = a < b ? a : b;
    return least < c ? least : c;
}

/* Edit distance with transposition of neighbours (optimal string alignment), or
 * `limit` + 1 if it is more. */
static unsigned edit_distance(const letters *a, const letters *b, unsigned limit)
{
    unsigned rows[3][MAX_LETTERS + 1];
    if (a->n > b->n + limit || b->n > a->n + limit) {
        return limit + 1;
    }
    for (size_t j = 0; j <= b->n; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= a->n; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3];
        const unsigned *above2 = rows[(i + 1) % 3];
        unsigned least = row[0] = (unsigned)i;
        for (size_t j = 1; j <= b->n; j++) {
            const unsigned differs = a->at[i - 1] != b->at[j - 1];
            row[j] = min3(above[j] + 1, row[j - 1] + 1, above[j - 1] + differs);
            if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1] &&
                above2[j - 2] + 1 < row[j]) {
                row[j] = above2[j - 2] + 1;
            }
            least = row[j] < least ? row[j] : least;
        }
        if (least > limit) {
            return limit + 1;
        }
    }
    return rows[a->n % 3][b->n];
}

typedef struct guesser {
    skt_gaz_finder *f;
    skt_gaz_mention *mention;
    letters wanted;
    unsigned limit;
    size_t scanned;
} guesser;

static skt_status try_key(guesser *g, uint32_t key)
{
    letters found;
    const skt_str text = skt_gaz_key_text(&g->f->gazetteer->names, key);
    g->scanned++;
    if (text.len + g->limit < g->wanted.n || !read_letters(&found, text)) {
        return SKT_OK;
    }
    const unsigned distance = edit_distance(&g->wanted, &found, g->limit);
    if (distance > g->limit) {
        return SKT_OK;
    }
    return skt_gaz_add_options(g->f, g->mention, skt_gaz_key_hit(&g->f->gazetteer->names, key),
                               EDIT_PENALTY * (float)distance, "a likely misspelling of the name");
}

static size_t bytes_of_letters(skt_str text, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < n && at < text.len; i++) {
        (void)skt_utf8_next(text, &at);
    }
    return at;
}

static skt_status try_same_start(guesser *g, skt_str name)
{
    const skt_gaz_dict *names = &g->f->gazetteer->names;
    const skt_str start = skt_str_sub(name, 0, bytes_of_letters(name, SHARED_LETTERS));
    skt_status status = SKT_OK;
    for (uint32_t key = skt_gaz_lower_bound(names, start);
         status == SKT_OK && key < names->n && g->scanned < MAX_SCANNED &&
         skt_str_starts(skt_gaz_key_text(names, key), start);
         key++) {
        status = try_key(g, key);
    }
    return status;
}

static int compare_ending(skt_str key, skt_str name)
{
    for (size_t i = 1; i <= ENDING_BYTES; i++) {
        const unsigned char a = key.len >= i ? (unsigned char)key.ptr[key.len - i] : 0;
        const unsigned char b = name.len >= i ? (unsigned char)name.ptr[name.len - i] : 0;
        if (a != b) {
            return a < b ? -1 : 1;
        }
    }
    return 0;
}

static skt_status try_same_end(guesser *g, skt_str name)
{
    const skt_gazetteer *gazetteer = g->f->gazetteer;
    size_t low = 0;
    size_t high = gazetteer->n_endings;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const skt_str key = skt_gaz_key_text(&gazetteer->names, gazetteer->endings[middle]);
        if (compare_ending(key, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    skt_status status = SKT_OK;
    for (; low < gazetteer->n_endings && status == SKT_OK && g->scanned < MAX_SCANNED; low++) {
        const uint32_t key = gazetteer->endings[low];
        if (compare_ending(skt_gaz_key_text(&gazetteer->names, key), name) != 0) {
            break;
        }
        status = try_key(g, key);
    }
    return status;
}

static bool leads_into(const skt_gazetteer *gazetteer, skt_gaz_hit hit, skt_node area)
{
    for (size_t i = 0; i < hit.count; i++) {
        if (skt_gazetteer_within(gazetteer, skt_gaz_value_node(hit.values[i]), area)) {
            return true;
        }
    }
    return false;
}

/* `area` limits what is added, unless it is SKT_NO_NODE. */
static skt_status try_skeleton(skt_gaz_finder *f, skt_gaz_mention *mention, skt_str name,
                               skt_node area)
{
    const skt_gazetteer *gazetteer = f->gazetteer;
    skt_buf skeleton = SKT_BUF_INIT;
    skt_gaz_skeleton_of(&skeleton, name);
    if (skeleton.failed || skeleton.len == 0) {
        const skt_status status = skeleton.failed ? SKT_E_NOMEM : SKT_OK;
        skt_buf_dispose(&skeleton);
        return status;
    }
    const uint32_t hash = skt_gaz_hash32(skt_buf_str(&skeleton));
    skt_buf_dispose(&skeleton);
    size_t low = 0;
    size_t high = gazetteer->n_skeletons;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (gazetteer->skeletons[middle].hash < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    skt_status status = SKT_OK;
    for (;
         low < gazetteer->n_skeletons && gazetteer->skeletons[low].hash == hash && status == SKT_OK;
         low++) {
        const skt_gaz_hit hit = skt_gaz_key_hit(&gazetteer->names, gazetteer->skeletons[low].key);
        if (area == SKT_NO_NODE || leads_into(gazetteer, hit, area)) {
            status = skt_gaz_add_options(f, mention, hit, SKELETON_PENALTY,
                                         "the name in another transliteration");
        }
    }
    return status;
}

skt_status skt_gaz_guess(skt_gaz_finder *f, skt_gaz_mention *mention, skt_str key)
{
    guesser g = {.f = f, .mention = mention};
    if (!read_letters(&g.wanted, key) || g.wanted.n < MIN_LETTERS) {
        return SKT_OK;
    }
    skt_status status = try_skeleton(f, mention, key, SKT_NO_NODE);
    /* A letter first; two only where that finds nothing. */
    for (unsigned limit = 1; limit <= 2 && status == SKT_OK; limit++) {
        if (g.wanted.n < (limit == 1 ? MIN_EDIT_LETTERS : MIN_EDIT2_LETTERS) ||
            (limit == 2 && mention->n_options > 0)) {
            break;
        }
        g.limit = limit;
        g.scanned = 0;
        status = try_same_start(&g, key);
        if (status == SKT_OK) {
            status = try_same_end(&g, key);
        }
    }
    mention->flags |= mention->n_options > 0 ? SKT_GAZ_M_GUESSED : 0;
    return status;
}

skt_status skt_gaz_guess_within(skt_gaz_finder *f, skt_gaz_mention *mention, skt_node area)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    return try_skeleton(f, mention,
                        skt_gaz_join(key, f->text, mention->name_first, mention->name_end), area);
}
