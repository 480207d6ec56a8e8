/* The words of time: what lines of tag `time` may say (gazetteer/lexicon/README.md), and the
 * table in which they are found. */
#include "claims/when_words.h"

#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/hash.h"

/* A place of the table of first words. */
typedef struct first_slot {
    uint32_t first; /* index + 1 of the first phrase that begins with it; 0: free */
    uint32_t hash;  /* the upper half */
} first_slot;

struct skt_time_words {
    skt_arena arena;
    SKT_VEC(skt_time_phrase) phrases; /* when ready, those of one first word beside each other */
    first_slot *slots;                /* hash table of first words */
    size_t n_slots;
    uint32_t next_rank;
    skt_offsets *offsets;
    uint32_t lengths[256]; /* by first byte: a bit for each length of a first word, 31 or more */
};

/* ---------------------------------------------------------------- features */

#define PARTS                                                                                      \
    "none|small_hours|before_dawn|early|dawn|morning|afternoon|evening|late|night|overnight"
#define UNITS "minute|hour|day|week|month|year"
#define TURNS "none|last|past|previous|this|same|following|next|early|mid|late|earlier"
#define PREPS "plain|of|to|and|open|since|until|by|about|before|after|article|a|for|whole|joins"

enum { HOUR_S = 3600, MINUTE_S = 60 };

/* The kinds of words, and what `value` may be: one of `choices`, in the order of their
 * enumeration; or a whole number between `least` and `most`, counted in `unit`; or nothing. */
static const struct kind {
    const char *name, *choices;
    int32_t least, most, unit;
    uint8_t kind; /* skt_term_kind */
} kinds[] = {
    {"other", NULL, 0, 0, 0, SKT_TERM_OTHER},
    {"number", NULL, 0, 999, 1, SKT_TERM_NUMBER},
    {"ordinal", NULL, 1, 999, 1, SKT_TERM_ORDINAL},
    {"month", NULL, 1, 12, 1, SKT_TERM_MONTH},
    {"weekday", NULL, 0, 6, 1, SKT_TERM_WEEKDAY},
    {"day", NULL, -366, 366, 1, SKT_TERM_REL_DAY},
    {"feast", NULL, 101, 1231, 1, SKT_TERM_FEAST},
    {"weekend", NULL, 0, 0, 0, SKT_TERM_WEEKEND},
    {"part", PARTS, 0, 0, 1, SKT_TERM_PART},
    {"this_part", PARTS, 0, 0, 1, SKT_TERM_THIS_PART},
    {"unit", UNITS, 0, 0, 1, SKT_TERM_UNIT},
    {"past_unit", UNITS, 0, 0, 1, SKT_TERM_PAST_UNIT},
    {"turn", TURNS, 0, 0, 1, SKT_TERM_TURN},
    {"ago", "published|before|later", 0, 0, 1, SKT_TERM_AGO},
    {"prep", PREPS, 0, 0, 1, SKT_TERM_PREP},
    {"hour", NULL, 0, 24, HOUR_S, SKT_TERM_HOUR},
    {"past", NULL, -59, 59, MINUTE_S, SKT_TERM_PAST},
    {"meridiem", NULL, 0, 12, HOUR_S, SKT_TERM_MERIDIEM},
    {"oclock", NULL, 0, 0, 0, SKT_TERM_OCLOCK},
    {"zone", NULL, 0, 0, 0, SKT_TERM_ZONE},
    {"period", "event|cumulative|background", 0, 0, 1, SKT_TERM_PERIOD},
    {"start", NULL, 0, 0, 0, SKT_TERM_START},
    {"say", NULL, 0, 0, 0, SKT_TERM_SAY},
    {"issue", NULL, 0, 0, 0, SKT_TERM_ISSUE},
    {"caption", NULL, 0, 0, 0, SKT_TERM_CAPTION},
    {"attack", NULL, 0, 0, 0, SKT_TERM_ATTACK},
    {"recall", NULL, 0, 0, 0, SKT_TERM_RECALL},
};

/* In the order of their bits. */
static const char flags[] = "capital|dated|span|after_day|or_since|solar|clock";

static void add_choices(skt_buf *out, const char *choices)
{
    for (const char *c = choices; *c != '\0'; c++) {
        skt_buf_add(out, *c == '|' ? SKT_LIT(", ") : (skt_str){c, 1});
    }
}

static bool number_of(int32_t *out, skt_str text)
{
    const bool negative = text.len > 0 && text.ptr[0] == '-';
    int32_t value = 0;
    for (size_t i = negative; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || value > 99999) {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = negative ? -value : value;
    return text.len > negative;
}

static const struct kind *find_kind(skt_str name, skt_buf *problem)
{
    enum { N = sizeof kinds / sizeof kinds[0] };
    for (size_t i = 0; i < N; i++) {
        if (skt_str_is(name, kinds[i].name)) {
            return &kinds[i];
        }
    }
    skt_buf_format(problem, "time needs kind=, one of ");
    for (size_t i = 0; i < N; i++) {
        skt_buf_format(problem, "%s%s", i > 0 ? ", " : "", kinds[i].name);
    }
    return NULL;
}

static bool read_value(skt_term_row *out, const struct kind *kind, skt_str value, skt_buf *problem)
{
    const bool any = kind->choices != NULL || kind->unit != 0;
    if (!any && value.ptr == NULL) {
        return true;
    }
    if (kind->choices != NULL) {
        out->value = value.ptr == NULL ? -1 : skt_str_choice(kind->choices, value);
        if (out->value < 0) {
            skt_buf_format(problem, "kind=%s needs value=, one of ", kind->name);
            add_choices(problem, kind->choices);
        }
        return out->value >= 0;
    }
    if (!any) {
        skt_buf_format(problem, "kind=%s takes no value", kind->name);
        return false;
    }
    int32_t number = 0;
    if (!number_of(&number, value) || number < kind->least || number > kind->most) {
        skt_buf_format(problem, "kind=%s needs value=, a whole number from %d to %d", kind->name,
                       (int)kind->least, (int)kind->most);
        return false;
    }
    out->value = number * kind->unit;
    return true;
}

/* "Europe/Kyiv"; "local". */
static bool read_zone(skt_term_row *out, skt_time_words *words, skt_str zone, skt_buf *problem)
{
    skt_str kept = SKT_STR_NONE;
    if ((out->kind == SKT_TERM_ZONE) != (zone.ptr != NULL)) {
        skt_buf_add_text(problem,
                         zone.ptr == NULL
                             ? "kind=zone needs zone=: local, or a name such as Asia/Tehran"
                             : "zone= stands with kind=zone only");
        return false;
    }
    if (zone.ptr != NULL) {
        zone = skt_str_is(zone, "local") ? SKT_LIT("") : zone;
        if (skt_arena_format(&kept, &words->arena, "%.*s", SKT_FMT(zone)) != SKT_OK) {
            problem->failed = true;
            return false;
        }
        out->name = kept.ptr;
    }
    return true;
}

bool skt_term_row_read(skt_term_row *out, skt_time_words *words, skt_str features, skt_buf *problem)
{
    skt_str feature;
    skt_str kind = SKT_LIT("");
    skt_str value = SKT_STR_NONE;
    skt_str zone = SKT_STR_NONE;
    *out = (skt_term_row){.kind = SKT_TERM_OTHER};
    while (skt_str_split(&feature, &features, ' ')) {
        skt_str key;
        skt_str what = feature;
        if (feature.len == 0) {
            continue;
        }
        (void)skt_str_split(&key, &what, '=');
        if (skt_str_is(key, "flag") && what.ptr != NULL) {
            const int bit = skt_str_choice(flags, what);
            if (bit < 0) {
                skt_buf_format(problem, "flag=%.*s: it must be one of ", SKT_FMT(what));
                add_choices(problem, flags);
                return false;
            }
            out->flags |= (uint8_t)(1U << bit);
        } else if (what.ptr != NULL && skt_str_is(key, "kind")) {
            kind = what;
        } else if (what.ptr != NULL && skt_str_is(key, "value")) {
            value = what;
        } else if (what.ptr != NULL && skt_str_is(key, "zone")) {
            zone = what;
        } else {
            skt_buf_format(problem,
                           "\"%.*s\" is no feature of time; it has kind=, value=, zone= "
                           "and flag=",
                           SKT_FMT(feature));
            return false;
        }
    }
    const struct kind *which = find_kind(kind, problem);
    if (which == NULL) {
        return false;
    }
    out->kind = which->kind;
    return read_value(out, which, value, problem) && read_zone(out, words, zone, problem);
}

skt_term_row skt_term_row_number(skt_term_kind kind, int64_t value)
{
    enum { MOST = 1000000 };
    const bool small = value >= 0 && value <= MOST;
    return (skt_term_row){.kind = (uint8_t)(small ? kind : SKT_TERM_OTHER),
                          .number = true,
                          .value = small ? (int32_t)value : 0};
}

bool skt_term_row_same(const skt_term_row *a, const skt_term_row *b)
{
    return a->kind == b->kind && a->flags == b->flags && a->value == b->value &&
           (a->name == b->name ||
            (a->name != NULL && b->name != NULL && strcmp(a->name, b->name) == 0));
}

/* ------------------------------------------------------------------- table */

skt_status skt_time_words_new(skt_time_words **out)
{
    skt_time_words *words = calloc(1, sizeof *words);
    *out = words;
    if (words != NULL) {
        words->offsets = skt_offsets_new();
    }
    if (words == NULL || words->offsets == NULL || skt_time_words_ready(words) != SKT_OK) {
        skt_time_words_free(words);
        *out = NULL;
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

void skt_time_words_free(skt_time_words *words)
{
    if (words != NULL) {
        skt_vec_dispose(&words->phrases);
        skt_arena_dispose(&words->arena);
        free(words->slots);
        skt_offsets_free(words->offsets);
        free(words);
    }
}

skt_offsets *skt_time_words_offsets(const skt_time_words *words)
{
    return words->offsets;
}

static skt_str first_word(skt_str text)
{
    skt_str word;
    (void)skt_str_split(&word, &text, ' ');
    return word;
}

skt_status skt_time_words_add(skt_time_words *words, skt_str text, const skt_term_row *row,
                              const skt_time_line *line)
{
    skt_str kept;
    if (!row->number) {
        (void)skt_time_words_remove(words, text, line->layer);
    }
    if (skt_arena_format(&kept, &words->arena, "%.*s", SKT_FMT(text)) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    const skt_time_phrase phrase = {.hash = skt_word_hash(first_word(text)),
                                    .text = kept.ptr,
                                    .head = (uint32_t)first_word(text).len,
                                    .path = line->path,
                                    .line = line->line,
                                    .rank = words->next_rank++,
                                    .layer = line->layer,
                                    .row = *row};
    return skt_vec_push(&words->phrases, phrase) ? SKT_OK : SKT_E_NOMEM;
}

const skt_time_phrase *skt_time_words_find(const skt_time_words *words, skt_str text)
{
    const uint64_t hash = skt_word_hash(first_word(text));
    const skt_time_phrase *found = NULL;
    for (size_t i = 0; i < words->phrases.count; i++) {
        const skt_time_phrase *phrase = &words->phrases.items[i];
        if (phrase->hash == hash && !phrase->row.number && skt_str_is(text, phrase->text) &&
            (found == NULL || phrase->rank < found->rank)) {
            found = phrase;
        }
    }
    return found;
}

bool skt_time_words_remove(skt_time_words *words, skt_str text, uint16_t layer)
{
    size_t kept = 0;
    for (size_t i = 0; i < words->phrases.count && layer > 0; i++) {
        const skt_time_phrase *phrase = &words->phrases.items[i];
        if (phrase->row.number || phrase->layer >= layer || !skt_str_is(text, phrase->text)) {
            words->phrases.items[kept++] = *phrase;
        }
    }
    const bool any = layer > 0 && kept < words->phrases.count;
    words->phrases.count = layer > 0 ? kept : words->phrases.count;
    return any;
}

/* By the hash of the first word; of one word lines of tag `time` first, each in their order. */
static int compare_phrases(const void *a, const void *b)
{
    const skt_time_phrase *x = a;
    const skt_time_phrase *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    if (x->row.number != y->row.number) {
        return x->row.number ? 1 : -1;
    }
    return x->rank < y->rank ? -1 : 1;
}

static uint32_t length_bit(size_t length)
{
    return UINT32_C(1) << (length < 31 ? length : 31);
}

skt_status skt_time_words_ready(skt_time_words *words)
{
    size_t n_slots = 256;
    const skt_time_phrase *phrases = words->phrases.items;
    while (n_slots < words->phrases.count * 2) {
        n_slots *= 2;
    }
    first_slot *slots = calloc(n_slots, sizeof *slots);
    if (slots == NULL) {
        return SKT_E_NOMEM;
    }
    free(words->slots);
    words->slots = slots;
    words->n_slots = n_slots;
    memset(words->lengths, 0, sizeof words->lengths);
    if (words->phrases.count > 0) {
        qsort(words->phrases.items, words->phrases.count, sizeof *phrases, compare_phrases);
    }
    for (size_t i = 0; i < words->phrases.count; i++) {
        if (i > 0 && phrases[i].hash == phrases[i - 1].hash) {
            continue;
        }
        size_t at = (size_t)phrases[i].hash;
        const char *text = phrases[i].text;
        words->lengths[(unsigned char)text[0]] |= length_bit(phrases[i].head);
        while (slots[at & (n_slots - 1)].first != 0) {
            at++;
        }
        slots[at & (n_slots - 1)] =
            (first_slot){(uint32_t)i + 1, (uint32_t)(phrases[i].hash >> 32)};
    }
    return SKT_OK;
}

const skt_time_phrase *skt_time_phrases(size_t *count, const skt_time_words *words,
                                        const skt_word *word)
{
    const skt_str fold = word->fold;
    *count = 0;
    if (fold.len == 0 || (words->lengths[(unsigned char)fold.ptr[0]] & length_bit(fold.len)) == 0) {
        return NULL;
    }
    for (size_t at = (size_t)word->hash;; at++) {
        const first_slot slot = words->slots[at & (words->n_slots - 1)];
        if (slot.first == 0) {
            return NULL;
        }
        const skt_time_phrase *first = &words->phrases.items[slot.first - 1];
        if (slot.hash == (uint32_t)(word->hash >> 32) && first->hash == word->hash) {
            size_t n = 1;
            while (slot.first - 1 + n < words->phrases.count && first[n].hash == word->hash) {
                n++;
            }
            *count = n;
            return first;
        }
    }
}
