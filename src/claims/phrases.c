#include "claims/phrases.h"

#include <stdlib.h>

#include "core/expect.h"
#include "core/hash.h"

enum { GAP_WORDS = 4 };

static const uint32_t GAP = UINT32_MAX; /* in place of a lexeme */

struct skt_phrase {
    const skt_entry **entries; /* of one alone &first */
    const skt_entry *first;
    uint32_t n_entries;
    uint32_t tags; /* a bit for each skt_tag of the entries */
    uint32_t rank; /* of two that fit, the one with the higher rank wins */
    uint32_t n_words;
    uint32_t words[SKT_PHRASE_WORDS]; /* numbers of lexemes, or GAP */
    skt_phrase *next;                 /* in skt_lexeme.gaps */
};

/* ------------------------------------------------------------------ lexemes */

bool skt_phrases_begin(skt_phrases *phrases, skt_arena *arena)
{
    *phrases = (skt_phrases){.arena = arena};
    return skt_vec_push(&phrases->lexemes, (skt_lexeme){.hash = 0}) &&
           skt_vec_push(&phrases->nodes, (skt_phrase_node){.phrase = NULL});
}

void skt_phrases_dispose(skt_phrases *phrases)
{
    skt_vec_dispose(&phrases->lexemes);
    skt_vec_dispose(&phrases->nodes);
    free(phrases->slots);
    free(phrases->edges);
    skt_vec_dispose(&phrases->articles);
    skt_vec_dispose(&phrases->endings);
    skt_topic_dispose(&phrases->topic);
    *phrases = (skt_phrases){0};
}

/* The bit of a word in `known`: of other bits of the hash than its place in the table. */
static uint64_t known_bit(uint64_t hash)
{
    return hash >> 40 & (SKT_PHRASE_KNOWN - 1);
}

static bool may_be_known(const skt_phrases *phrases, uint64_t hash)
{
    const uint64_t bit = known_bit(hash);
    return (phrases->known[bit / 64] >> (bit % 64) & 1) != 0;
}

static uint32_t find_lexeme(const skt_phrases *phrases, skt_str fold, uint64_t hash)
{
    if (!may_be_known(phrases, hash)) {
        return 0;
    }
    for (size_t at = (size_t)hash;; at++) {
        const skt_lexeme_slot *slot = &phrases->slots[at & (phrases->n_slots - 1)];
        if (slot->number == 0 || (slot->hash == (uint32_t)(hash >> 32) &&
                                  skt_str_eq(phrases->lexemes.items[slot->number].fold, fold))) {
            return slot->number;
        }
    }
}

static void put_lexeme(skt_phrases *phrases, uint32_t number)
{
    const uint64_t hash = phrases->lexemes.items[number].hash;
    size_t at = (size_t)hash;
    const uint64_t bit = known_bit(hash);
    phrases->known[bit / 64] |= UINT64_C(1) << (bit % 64);
    while (phrases->slots[at & (phrases->n_slots - 1)].number != 0) {
        at++;
    }
    phrases->slots[at & (phrases->n_slots - 1)] = (skt_lexeme_slot){number, (uint32_t)(hash >> 32)};
}

static bool grow_slots(skt_phrases *phrases)
{
    const size_t n = phrases->n_slots == 0 ? 1024 : phrases->n_slots * 2;
    skt_lexeme_slot *slots = calloc(n, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    free(phrases->slots);
    phrases->slots = slots;
    phrases->n_slots = n;
    for (size_t i = 1; i < phrases->lexemes.count; i++) {
        put_lexeme(phrases, (uint32_t)i);
    }
    return true;
}

/* The number of a word, new or not; 0 when memory is out. */
static uint32_t add_lexeme(skt_phrases *phrases, skt_str fold)
{
    const uint64_t hash = skt_word_hash(fold);
    const uint32_t known = find_lexeme(phrases, fold, hash);
    if (known != 0) {
        return known;
    }
    if (phrases->lexemes.count * 2 >= phrases->n_slots && !grow_slots(phrases)) {
        return 0;
    }
    skt_lexeme fresh = {.hash = hash};
    if (skt_arena_str(&fresh.fold, phrases->arena, fold) != SKT_OK ||
        !skt_vec_push(&phrases->lexemes, fresh)) {
        return 0;
    }
    const uint32_t number = (uint32_t)(phrases->lexemes.count - 1);
    put_lexeme(phrases, number);
    return number;
}

bool skt_phrases_add_grammar(skt_phrases *phrases, skt_str word, uint32_t bits)
{
    const uint32_t number = add_lexeme(phrases, word);
    phrases->lexemes.items[number].grammar |= number == 0 ? 0 : bits;
    return number != 0;
}

/* The number of a word that is known without the article written to it, or 0. */
static uint32_t find_defined(const skt_phrases *phrases, skt_str fold)
{
    enum { LEAST = 4 }; /* bytes that are left: two letters */
    for (size_t i = 0; i < phrases->articles.count; i++) {
        const skt_str article = phrases->articles.items[i];
        if (fold.len >= article.len + LEAST && skt_str_starts(fold, article)) {
            const skt_str rest = skt_str_sub(fold, article.len, fold.len - article.len);
            const uint32_t number = find_lexeme(phrases, rest, skt_word_hash(rest));
            if (number != 0) {
                return number;
            }
        }
    }
    return 0;
}

bool skt_phrases_know(const skt_phrases *phrases, skt_str word)
{
    return find_lexeme(phrases, word, skt_word_hash(word)) != 0 || find_defined(phrases, word) != 0;
}

uint32_t skt_phrases_grammar(const skt_phrases *phrases, skt_str word)
{
    return phrases->lexemes.items[find_lexeme(phrases, word, skt_word_hash(word))].grammar;
}

bool skt_phrases_remove_grammar(skt_phrases *phrases, skt_str word)
{
    skt_lexeme *lexeme = &phrases->lexemes.items[find_lexeme(phrases, word, skt_word_hash(word))];
    const bool had = lexeme->grammar != 0;
    lexeme->grammar = 0;
    return had;
}

/* --------------------------------------------------------------------- tree */

/* The place of the edge, or the free one where it would be. */
static skt_phrase_edge *edge_slot(skt_phrase_edge *edges, size_t n, uint32_t from, uint32_t word)
{
    size_t at = (size_t)skt_hash_mix(from, word);
    for (;; at++) {
        skt_phrase_edge *edge = &edges[at & (n - 1)];
        if (edge->to == 0 || (edge->from == from && edge->word == word)) {
            return edge;
        }
    }
}

static bool grow_edges(skt_phrases *phrases)
{
    const size_t n = phrases->n_edge_slots == 0 ? 1024 : phrases->n_edge_slots * 2;
    skt_phrase_edge *edges = calloc(n, sizeof *edges);
    if (edges == NULL) {
        return false;
    }
    for (size_t i = 0; i < phrases->n_edge_slots; i++) {
        const skt_phrase_edge *edge = &phrases->edges[i];
        if (edge->to != 0) {
            *edge_slot(edges, n, edge->from, edge->word) = *edge;
        }
    }
    free(phrases->edges);
    phrases->edges = edges;
    phrases->n_edge_slots = n;
    return true;
}

/* A new node, or 0 when memory is out. */
static uint32_t add_node(skt_phrases *phrases)
{
    return skt_vec_push(&phrases->nodes, (skt_phrase_node){.phrase = NULL})
               ? (uint32_t)(phrases->nodes.count - 1)
               : 0;
}

/* The node of that number, which may be a lexeme's root. */
static skt_phrase_node *node_of(const skt_phrases *phrases, uint32_t number)
{
    return (number & SKT_PHRASE_ROOT) != 0
               ? &phrases->lexemes.items[number & ~(uint32_t)SKT_PHRASE_ROOT].node
               : &phrases->nodes.items[number];
}

/* The node behind `word` at node `from`, new or not; 0 when memory is out. */
static uint32_t add_edge(skt_phrases *phrases, uint32_t from, uint32_t word)
{
    if ((phrases->n_edges + 1) * 2 > phrases->n_edge_slots && !grow_edges(phrases)) {
        return 0;
    }
    skt_phrase_edge *edge = edge_slot(phrases->edges, phrases->n_edge_slots, from, word);
    if (edge->to == 0) {
        *edge = (skt_phrase_edge){from, word, add_node(phrases)};
        phrases->n_edges += edge->to != 0;
        node_of(phrases, from)->next |= UINT64_C(1) << (word % 64);
    }
    return edge->to;
}

/* ------------------------------------------------------------------ phrases */

static bool add_entry(skt_phrases *phrases, skt_phrase *phrase, const skt_entry *entry)
{
    const skt_entry **grown =
        phrase->n_entries == 0
            ? &phrase->first
            : skt_arena_array(phrases->arena, phrase->n_entries + 1, sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    if (phrase->n_entries > 0) {
        memcpy(grown, phrase->entries, phrase->n_entries * sizeof *grown);
    }
    grown[phrase->n_entries++] = entry;
    phrase->entries = grown;
    phrase->tags |= UINT32_C(1) << entry->tag;
    phrases->lexemes.items[phrase->words[0]].begins |= UINT32_C(1) << entry->tag;
    return true;
}

/* Longer phrases are stronger, of two of one length the newer one. */
static skt_phrase *new_phrase(skt_phrases *phrases, const uint32_t *words, size_t n_words)
{
    skt_phrase *phrase = skt_arena_alloc(phrases->arena, sizeof *phrase);
    if (phrase != NULL) {
        memcpy(phrase->words, words, n_words * sizeof *words);
        phrase->n_words = (uint32_t)n_words;
        phrase->rank = (uint32_t)n_words << 24 | (++phrases->n_phrases & 0xFFFFFFU);
    }
    return phrase;
}

/* The phrase with gaps, new or not; NULL when memory is out. */
static skt_phrase *gap_phrase(skt_phrases *phrases, const uint32_t *words, size_t n_words)
{
    skt_phrase **at = &phrases->lexemes.items[words[0]].gaps;
    for (skt_phrase *p = *at; p != NULL; p = p->next) {
        if (p->n_words == n_words && memcmp(p->words, words, n_words * sizeof *words) == 0) {
            return p;
        }
    }
    skt_phrase *fresh = new_phrase(phrases, words, n_words);
    if (fresh != NULL) {
        while (*at != NULL && (*at)->rank > fresh->rank) {
            at = &(*at)->next;
        }
        fresh->next = *at;
        *at = fresh;
    }
    return fresh;
}

/* The node of the phrase without gaps, with the phrase, new or not; NULL when memory is out. */
static skt_phrase_node *plain_phrase(skt_phrases *phrases, const uint32_t *words, size_t n_words)
{
    uint32_t number = words[0] | SKT_PHRASE_ROOT;
    for (size_t i = 1; i < n_words && number != 0; i++) {
        number = add_edge(phrases, number, words[i]);
    }
    if (number == 0) {
        return NULL;
    }
    skt_phrase_node *last = node_of(phrases, number);
    if (last->phrase == NULL) {
        last->phrase = new_phrase(phrases, words, n_words);
    }
    return last->phrase == NULL ? NULL : last;
}

bool skt_phrases_add(skt_phrases *phrases, const skt_str *words, size_t n_words,
                     const skt_entry *entry)
{
    uint32_t numbers[SKT_PHRASE_WORDS] = {0};
    bool gaps = false;
    for (size_t i = 0; i < n_words; i++) {
        const bool gap = i > 0 && skt_str_is(words[i], "*");
        gaps |= gap;
        numbers[i] = gap ? GAP : add_lexeme(phrases, words[i]);
        if (numbers[i] == 0) {
            return false;
        }
    }
    skt_phrase_node *node = gaps ? NULL : plain_phrase(phrases, numbers, n_words);
    skt_phrase *phrase = gaps           ? gap_phrase(phrases, numbers, n_words)
                         : node != NULL ? node->phrase
                                        : NULL;
    if (phrase == NULL || !add_entry(phrases, phrase, entry)) {
        return false;
    }
    if (node != NULL) {
        node->tags = phrase->tags;
    }
    const bool needed = entry->tag == SKT_TAG_DRONE || entry->tag == SKT_TAG_DEBRIS;
    return !needed || skt_topic_add(&phrases->topic, words, n_words, phrases->arena);
}

/* The phrase of those words, or NULL; *node is its node, if it has one. */
static skt_phrase *find_words(skt_phrase_node **node, const skt_phrases *phrases,
                              const skt_str *words, size_t n_words)
{
    *node = NULL;
    uint32_t numbers[SKT_PHRASE_WORDS] = {0};
    bool gaps = false;
    for (size_t i = 0; i < n_words; i++) {
        const bool gap = i > 0 && skt_str_is(words[i], "*");
        gaps |= gap;
        numbers[i] = gap ? GAP : find_lexeme(phrases, words[i], skt_word_hash(words[i]));
        if (numbers[i] == 0) {
            return NULL;
        }
    }
    const skt_lexeme *first = &phrases->lexemes.items[numbers[0]];
    for (skt_phrase *p = gaps ? first->gaps : NULL; p != NULL; p = p->next) {
        if (p->n_words == n_words && memcmp(p->words, numbers, n_words * sizeof *numbers) == 0) {
            return p;
        }
    }
    uint32_t number = gaps ? 0 : numbers[0] | SKT_PHRASE_ROOT;
    for (size_t i = 1; i < n_words && number != 0; i++) {
        number = phrases->n_edge_slots == 0
                     ? 0
                     : edge_slot(phrases->edges, phrases->n_edge_slots, number, numbers[i])->to;
    }
    *node = number == 0 ? NULL : node_of(phrases, number);
    return *node == NULL ? NULL : (*node)->phrase;
}

const skt_entry *const *skt_phrases_find(size_t *count, const skt_phrases *phrases,
                                         const skt_str *words, size_t n_words)
{
    skt_phrase_node *node;
    const skt_phrase *phrase = find_words(&node, phrases, words, n_words);
    *count = phrase == NULL ? 0 : phrase->n_entries;
    return phrase == NULL ? NULL : phrase->entries;
}

size_t skt_phrases_remove(skt_phrases *phrases, const skt_str *words, size_t n_words, uint32_t tags,
                          uint16_t layer)
{
    skt_phrase_node *node;
    skt_phrase *phrase = find_words(&node, phrases, words, n_words);
    uint32_t kept = 0;
    uint32_t left = 0;
    if (phrase == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < phrase->n_entries; i++) {
        const skt_entry *entry = phrase->entries[i];
        if (entry->layer >= layer || (tags >> entry->tag & 1) == 0) {
            phrase->entries[kept++] = entry;
            left |= UINT32_C(1) << entry->tag;
        }
    }
    const size_t removed = phrase->n_entries - kept;
    phrase->n_entries = kept;
    phrase->tags = left;
    if (node != NULL) {
        node->tags = left;
    }
    return removed;
}

/* ----------------------------------------------------------------- matching */

/* The last word that was marked, while the one behind it is not. */
typedef struct pending {
    skt_mark *mark; /* NULL: it begins no longer phrase, or there is none */
    const skt_lexeme *lexeme;
} pending;

/* No phrase of several words begins with word `at`: what does is known now. */
static void settle(skt_mark *mark, const skt_lexeme *lexeme, uint32_t at)
{
    mark->phrase = lexeme->node.tags != 0 ? lexeme->node.phrase : NULL;
    mark->tags = lexeme->node.tags;
    mark->behind = at + 1;
    mark->limit = UINT32_MAX;
}

static void mark_word(skt_mark *mark, pending *last, const skt_lexeme *lexeme, uint32_t number,
                      uint32_t at)
{
    *mark = (skt_mark){.lexeme = number, .grammar = lexeme->grammar, .begins = lexeme->begins};
    *last = (pending){NULL, lexeme};
    if (lexeme->gaps == NULL && lexeme->node.next == 0) {
        settle(mark, lexeme, at);
    } else if (lexeme->gaps == NULL) {
        last->mark = mark;
    }
}

/* The word behind `last`, hyphens left out, is that lexeme, or 0: whether a phrase may go on with
 * it, as find_plain() sees it. */
static void follow(pending *last, const skt_mark *marks, uint32_t lexeme)
{
    if (last->mark != NULL &&
        (lexeme == 0 || (last->lexeme->node.next >> (lexeme % 64) & 1) == 0)) {
        settle(last->mark, last->lexeme, (uint32_t)(last->mark - marks));
    }
    last->mark = NULL;
}

/* Brings in what finding the words behind `from` will read: memory is far, and each
 * look-up's next address stands in what the last one read. */
static void expect_words(const skt_phrases *phrases, const skt_text *text, size_t from)
{
    enum { SLOT = 12, LEXEME = 8, TEXT = 4 }; /* words ahead */
    const size_t left = text->n_words - from;
    const skt_word *words = &text->words[from];
    const size_t mask = phrases->n_slots - 1;
    if (left > SLOT && may_be_known(phrases, words[SLOT].hash)) {
        skt_expect(&phrases->slots[words[SLOT].hash & mask]);
    }
    if (left > LEXEME && may_be_known(phrases, words[LEXEME].hash)) {
        skt_expect(&phrases->lexemes.items[phrases->slots[words[LEXEME].hash & mask].number]);
    }
    if (left > TEXT && may_be_known(phrases, words[TEXT].hash)) {
        const uint32_t number = phrases->slots[words[TEXT].hash & mask].number;
        skt_expect(phrases->lexemes.items[number].fold.ptr);
    }
}

skt_status skt_phrases_mark(skt_lexis **out, const skt_phrases *phrases, const skt_text *text,
                            skt_arena *arena)
{
    skt_lexis *lexis = skt_arena_alloc(arena, sizeof *lexis);
    skt_mark *marks = skt_arena_array(arena, text->n_words, sizeof *marks);
    if (lexis == NULL || marks == NULL) {
        return SKT_E_NOMEM;
    }
    pending last = {NULL, NULL};
    for (uint32_t i = 0; i < text->n_words; i++) {
        expect_words(phrases, text, i);
        const skt_word *word = &text->words[i];
        uint32_t number = find_lexeme(phrases, word->fold, word->hash);
        const bool defined = number == 0 && phrases->articles.count > 0;
        number = defined ? find_defined(phrases, word->fold) : number;
        if (word->kind != SKT_WORD_HYPHEN) {
            follow(&last, marks, number);
        }
        if (number != 0) {
            mark_word(&marks[i], &last, &phrases->lexemes.items[number], number, i);
            marks[i].defined = defined;
        }
    }
    follow(&last, marks, 0);
    *lexis = (skt_lexis){phrases, text, marks};
    *out = lexis;
    return SKT_OK;
}

/* The word behind hyphens at or after `at`. */
static uint32_t skip_hyphens(const skt_text *text, uint32_t at, uint32_t end)
{
    while (at < end && text->words[at].kind == SKT_WORD_HYPHEN) {
        at++;
    }
    return at;
}

/* The word behind words [from..] of `p` laid at `at`, or 0 if they do not fit. */
static uint32_t fit(const skt_lexis *l, const skt_phrase *p, size_t from, uint32_t at, uint32_t end)
{
    for (size_t i = from; i < p->n_words; i++) {
        if (p->words[i] == GAP) {
            for (uint32_t gap = 1; gap <= GAP_WORDS && at + gap < end; gap++) {
                if (l->text->words[at + gap - 1].kind == SKT_WORD_PUNCT) {
                    return 0;
                }
                const uint32_t behind = fit(l, p, i + 1, at + gap, end);
                if (behind != 0) {
                    return behind;
                }
            }
            return 0;
        }
        if (i > 0) {
            at = skip_hyphens(l->text, at, end);
        }
        if (at >= end || l->marks[at].lexeme != p->words[i]) {
            return 0;
        }
        at++;
    }
    return at;
}

/* The longest phrase without gaps that begins with word `at`; sets m->phrase, tags, behind. */
static void find_plain(skt_mark *m, const skt_lexis *l, uint32_t at, uint32_t end)
{
    const skt_phrases *phrases = l->phrases;
    uint32_t number = m->lexeme | SKT_PHRASE_ROOT;
    uint32_t next = at + 1;
    while (number != 0) {
        const skt_phrase_node *here = node_of(phrases, number);
        if (here->tags != 0) {
            m->phrase = here->phrase;
            m->tags = here->tags;
            m->behind = next;
        }
        if (here->next == 0) {
            return;
        }
        next = skip_hyphens(l->text, next, end);
        if (next >= end || l->marks[next].lexeme == 0 ||
            (here->next >> (l->marks[next].lexeme % 64) & 1) == 0) {
            return;
        }
        number =
            edge_slot(phrases->edges, phrases->n_edge_slots, number, l->marks[next++].lexeme)->to;
    }
}

static void find_phrase(skt_mark *m, const skt_lexis *l, uint32_t at, uint32_t end)
{
    m->phrase = NULL;
    m->tags = 0;
    m->limit = end;
    find_plain(m, l, at, end);
    for (const skt_phrase *p = l->phrases->lexemes.items[m->lexeme].gaps; p != NULL; p = p->next) {
        if (m->phrase != NULL && m->phrase->rank > p->rank) {
            return;
        }
        const uint32_t behind = p->n_entries > 0 ? fit(l, p, 0, at, end) : 0;
        if (behind != 0) {
            m->phrase = p;
            m->tags = p->tags;
            m->behind = behind;
            return;
        }
    }
}

bool skt_words_find(skt_lexicon_hit *out, skt_lexis *lexis, uint32_t at, uint32_t end)
{
    skt_mark *known = &lexis->marks[at];
    skt_mark nearer;
    const skt_mark *found = known;
    if (known->limit < end) {
        find_phrase(known, lexis, at, end);
    }
    if (known->phrase != NULL && known->behind > end) { /* asked of a part of the sentence */
        nearer = *known;
        find_phrase(&nearer, lexis, at, end);
        found = &nearer;
    }
    *out = (skt_lexicon_hit){found->phrase, found->behind, found->tags};
    return found->phrase != NULL;
}

bool skt_lexis_tells(skt_lexis *lexis)
{
    const uint32_t needed = UINT32_C(1) << SKT_TAG_DRONE | UINT32_C(1) << SKT_TAG_DEBRIS;
    const skt_text *text = lexis->text;
    for (size_t s = 0; s < text->n_sentences; s++) {
        for (uint32_t i = text->sentences[s].first; i < text->sentences[s].end; i++) {
            skt_lexicon_hit hit;
            if (skt_words_may_begin(lexis, i, needed) &&
                skt_words_match(&hit, lexis, i, text->sentences[s].end) &&
                (hit.tags & needed) != 0) {
                return true;
            }
        }
    }
    return false;
}

bool skt_words_verb_last(const skt_lexis *lexis)
{
    return lexis->phrases->verb_last;
}

const skt_entry *const *skt_lexicon_entries(size_t *count, const skt_lexicon_hit *hit)
{
    *count = hit->phrase->n_entries;
    return hit->phrase->entries;
}

const skt_entry *skt_lexicon_find(const skt_lexicon_hit *hit, skt_tag tag)
{
    const skt_phrase *phrase = hit->phrase;
    if (phrase->n_entries == 1 && hit->tags == UINT32_C(1) << tag) {
        return phrase->entries[0]; /* as most are: unread */
    }
    for (size_t i = 0; i < phrase->n_entries; i++) {
        if (phrase->entries[i]->tag == tag) {
            return phrase->entries[i];
        }
    }
    return NULL;
}
