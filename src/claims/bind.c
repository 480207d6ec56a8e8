/* Binding: which number met which outcome. A count is taken, its verb is sought
 * in the clause, and what is left out is carried forward from what came before. */
#include "claims/draft.h"

bool counts_drones(const item *it)
{
    return it->kind == ITEM_COUNT && (it->noun == NOUN_DRONE || it->noun == NOUN_NONE) &&
           !it->attack;
}

static bool item_is(const article *a, size_t i, const char *fold)
{
    const item *it = &a->items.items[i];
    return it->end == it->first + 1 && word_is(a->scene.text, it->first, fold);
}

static bool any_of(const article *a, size_t i, const char *const *words, size_t count)
{
    for (size_t w = 0; w < count; w++) {
        if (item_is(a, i, words[w])) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ verbs */

typedef struct found_verb {
    size_t item; /* SIZE_MAX: none */
    int outcome; /* skt_outcome or SKT_NO_OUTCOME */
    bool negated, unreal, relative;
} found_verb;

static const found_verb no_verb = {SIZE_MAX, SKT_NO_OUTCOME, false, false, false};

/* An auxiliary of the passive stands right before item `i`. */
static bool has_auxiliary(const article *a, size_t i)
{
    for (size_t back = 1; back <= 3 && back <= i; back++) {
        const item *it = &a->items.items[i - back];
        if (it->kind == ITEM_AUX) {
            return true;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_NEG && it->kind != ITEM_WHEN &&
            it->kind != ITEM_EACH && !(it->kind == ITEM_COUNT && it->count == COUNT_BOTH) &&
            !(it->kind == ITEM_COUNT && it->count == COUNT_ALL)) {
            return false;
        }
    }
    return false;
}

static bool is_negated(const article *a, size_t from, size_t verb)
{
    for (size_t i = verb; i > from && verb - i < 5; i--) {
        if (a->items.items[i - 1].kind == ITEM_NEG) {
            return true;
        }
    }
    return false;
}

static bool is_unreal(const article *a, size_t verb)
{
    for (size_t back = 1; back <= 4 && back <= verb; back++) {
        const item *it = &a->items.items[verb - back];
        if (it->kind == ITEM_IRREALIS && !skt_str_is(it->entry->kind, "topic") &&
            !skt_str_is(it->entry->kind, "attempt")) {
            return true;
        }
        if (it->kind == ITEM_COMMA || it->kind == ITEM_STOP || it->kind == ITEM_COUNT) {
            return false;
        }
    }
    return false;
}

static bool is_attempt(const article *a, size_t verb)
{
    for (size_t back = 1; back <= 4 && back <= verb; back++) {
        const item *it = &a->items.items[verb - back];
        if (it->kind == ITEM_IRREALIS && skt_str_is(it->entry->kind, "attempt")) {
            return true;
        }
        if (it->kind == ITEM_COMMA || it->kind == ITEM_STOP) {
            return false;
        }
    }
    return false;
}

/* Whether an object follows verb `i`, so that its subject is the doer. */
static bool has_object(const article *a, size_t i)
{
    static const char *const particles[] = {"by",     "overnight", "early",  "late",  "again",
                                            "during", "before",    "after",  "while", "since",
                                            "so",     "there",     "then",   "down",  "too",
                                            "not",    "earlier",   "later",  "short", "with",
                                            "using",  "in",        "on",     "at",    "across"};
    if (i + 1 >= a->items.count) {
        return false;
    }
    const item *next = &a->items.items[i + 1];
    switch (next->kind) {
    case ITEM_PLACE:
    case ITEM_COUNT:
    case ITEM_OTHER_NOUN:
    case ITEM_SOURCE:
    case ITEM_DAMAGE:
        return true;
    case ITEM_WORD:
        return a->scene.text->words[next->first].kind != SKT_WORD_PUNCT &&
               !any_of(a, i + 1, particles, sizeof particles / sizeof particles[0]);
    default:
        return false;
    }
}

/* The outcome of verb `i` for drones that stand before it as its subject. */
static int outcome_of_subject(const article *a, size_t i)
{
    const skt_entry *entry = a->items.items[i].entry;
    if (entry->form == SKT_FORM_NOUN) {
        return SKT_NO_OUTCOME;
    }
    bool passive = has_auxiliary(a, i) && entry->form != SKT_FORM_ING;
    if (!passive && (entry->form == SKT_FORM_PAST || entry->form == SKT_FORM_PART)) {
        passive = entry->form == SKT_FORM_PART || entry->agent == SKT_NO_OUTCOME ||
                  (entry->patient != SKT_NO_OUTCOME && !has_object(a, i));
    }
    if (passive && entry->patient != SKT_NO_OUTCOME) {
        return entry->patient;
    }
    if (!passive && entry->agent != SKT_NO_OUTCOME) {
        return entry->agent;
    }
    return entry->agent == SKT_NO_OUTCOME ? entry->patient
                                          : (passive ? SKT_NO_OUTCOME : entry->agent);
}

static found_verb judge(const article *a, size_t from, size_t verb, int outcome)
{
    const item *it = &a->items.items[verb];
    found_verb found = {verb, outcome, is_negated(a, from, verb), is_unreal(a, verb), false};
    if (found.negated) {
        found.outcome = it->kind == ITEM_VERB ? it->entry->neg : SKT_NO_OUTCOME;
    }
    if (found.outcome == SKT_IMPACTED && is_attempt(a, verb)) {
        found.outcome = SKT_LAUNCHED;
    }
    return found;
}

/* The verb left of "with N drones" or "by N drones". */
static found_verb oblique_verb(const article *a, size_t i, bool by)
{
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || (counts_drones(it) && it->noun == NOUN_DRONE)) {
            break;
        }
        if (by && it->kind == ITEM_DAMAGE) {
            return judge(a, 0, k - 1, SKT_IMPACTED);
        }
        if (it->kind != ITEM_VERB) {
            continue;
        }
        int outcome = by ? it->entry->agent : it->entry->with;
        if (outcome == SKT_NO_OUTCOME) {
            outcome = by ? it->entry->with : it->entry->agent;
        }
        if (outcome != SKT_NO_OUTCOME) {
            return judge(a, 0, k - 1, outcome);
        }
    }
    return no_verb;
}

/* The verb whose object the count at `i` is: "shot down 62", "attacked with 12",
 * "the destruction of 158 drones". */
static found_verb verb_before(const article *a, size_t i)
{
    size_t steps = 0;
    for (size_t k = i; k > 0 && steps < 6; k--, steps++) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_VERB) {
            const skt_entry *entry = it->entry;
            if (entry->form == SKT_FORM_NOUN && steps == 0) {
                return no_verb;
            }
            if (entry->form != SKT_FORM_NOUN && has_auxiliary(a, k - 1) &&
                entry->form != SKT_FORM_ING) {
                return no_verb; /* a passive has no object */
            }
            const int outcome =
                entry->patient != SKT_NO_OUTCOME
                    ? entry->patient
                    : (entry->form == SKT_FORM_NOUN ? entry->agent : SKT_NO_OUTCOME);
            return outcome == SKT_NO_OUTCOME ? no_verb : judge(a, 0, k - 1, outcome);
        }
        if (item_is(a, k - 1, "with") || item_is(a, k - 1, "using")) {
            return oblique_verb(a, k - 1, false);
        }
        if (item_is(a, k - 1, "by")) {
            return oblique_verb(a, k - 1, true);
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_WHEN &&
            !(it->kind == ITEM_PREP && item_is(a, k - 1, "of")) &&
            !(it->kind == ITEM_COUNT && it->noun == NOUN_NONE && it->value == SKT_NULL)) {
            return no_verb;
        }
        if (it->kind == ITEM_WORD &&
            a->scene.text->words[it->first].kind == SKT_WORD_PUNCT) {
            return no_verb;
        }
    }
    return no_verb;
}

/* Whether verb `k` is a participle that describes the count at `i`, and a finite
 * verb of outcome follows it in the same clause. */
static bool is_reduced(const article *a, size_t i, size_t k)
{
    const skt_entry *entry = a->items.items[k].entry;
    if (entry->form == SKT_FORM_NOUN || entry->form == SKT_FORM_S || has_auxiliary(a, k) ||
        entry->patient == SKT_NO_OUTCOME) {
        return false;
    }
    for (size_t m = k + 1; m < a->items.count; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_STOP || it->kind == ITEM_AND || it->kind == ITEM_COLON ||
            it->kind == ITEM_RELATIVE || it->kind == ITEM_BUT || it->kind == ITEM_SAY ||
            (counts_drones(it) && m > i + 1)) {
            return false;
        }
        if (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN && has_auxiliary(a, m)) {
            return true;
        }
    }
    return false;
}

/* The verb that the count at `i` is the subject of. */
static found_verb verb_after(const article *a, size_t i)
{
    found_verb relative = no_verb;
    bool in_relative = false;
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        const item *before = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_BUT ||
            it->kind == ITEM_DEBRIS) {
            break;
        }
        if (it->kind == ITEM_COUNT && it->noun != NOUN_SITES) {
            if (counts_drones(it) && it->count != COUNT_BOTH && it->count != COUNT_ALL) {
                break;
            }
            if (it->noun == NOUN_OTHER && before->kind != ITEM_AND && !in_relative &&
                before->kind != ITEM_VERB) {
                break;
            }
        }
        if (it->kind == ITEM_SAY && before->kind != ITEM_COMMA && k > i + 1 && !in_relative) {
            break; /* somebody else has become the subject */
        }
        if (it->kind == ITEM_RELATIVE) {
            const bool pronoun = item_is(a, k, "that") || item_is(a, k, "which") ||
                                 item_is(a, k, "who");
            if (!pronoun) {
                break;
            }
            in_relative = true;
            continue;
        }
        if (it->kind == ITEM_DAMAGE && relative.item == SIZE_MAX && !has_auxiliary(a, k)) {
            return judge(a, i, k, SKT_IMPACTED);
        }
        if (it->kind != ITEM_VERB) {
            continue;
        }
        const int outcome = outcome_of_subject(a, k);
        if (outcome == SKT_NO_OUTCOME && it->entry->neg == SKT_NO_OUTCOME) {
            continue;
        }
        found_verb found = judge(a, i, k, outcome);
        if (!in_relative && is_reduced(a, i, k)) {
            /* "the drones sent at Ukraine had been shot down": the participle
             * describes, the finite verb says what became of them. */
            in_relative = true;
        }
        if (found.outcome == SKT_NO_OUTCOME) {
            if (found.negated) {
                return found;
            }
            continue;
        }
        if (!in_relative) {
            return found;
        }
        if (relative.item == SIZE_MAX) {
            relative = found;
            relative.relative = true;
            in_relative = false; /* what follows may be the main verb */
        }
    }
    return relative;
}

/* ------------------------------------------------------------- carry-over */

static int last_draft(const article *a, uint32_t sentence)
{
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (d->sentence == sentence && !d->debris) {
            return (int)i - 1;
        }
    }
    return NO_DRAFT;
}

/* The latest draft with a number in the sentences shortly before. */
static int draft_in_reach(const article *a, uint32_t sentence)
{
    enum { REACH = 4 };
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (!d->debris && d->sentence + REACH >= sentence && !d->headline) {
            return (int)i - 1;
        }
    }
    return NO_DRAFT;
}

/* What a part refers to: the latest draft that is large enough. */
static int container_of(const article *a, const item *it, uint32_t sentence, int outcome)
{
    int fallback = NO_DRAFT;
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (d->debris || d->headline || d->sentence + 4 < sentence) {
            continue;
        }
        const bool fits = d->value != SKT_NULL && (it->value == SKT_NULL || d->value > it->value);
        if (fits && d->container == NO_DRAFT && (int)d->outcome == outcome) {
            return (int)i - 1;
        }
        if (fits && fallback == NO_DRAFT) {
            fallback = (int)i - 1;
        }
    }
    return fallback;
}

static bool inclusion_before(const article *a, size_t i)
{
    for (size_t back = 1; back <= 2 && back <= i; back++) {
        const item *it = &a->items.items[i - back];
        if (it->kind == ITEM_OF_THEM) {
            return true;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_COMMA) {
            return false;
        }
    }
    return i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_OF_THEM;
}

/* Whether what stands around the number says that people are counted: "three
 * were wounded", "killing two". */
static bool counts_people(const article *a, size_t i)
{
    for (size_t back = 1; back <= 2 && back <= i; back++) {
        const item *it = &a->items.items[i - back];
        if (it->kind == ITEM_CASUALTY) {
            return true;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_AND) {
            break;
        }
    }
    for (size_t k = i + 1; k < a->items.count && k <= i + 3; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_CASUALTY) {
            return true;
        }
        if (it->kind != ITEM_AUX && it->kind != ITEM_WORD) {
            break;
        }
    }
    return false;
}

/* "train 104", "a woman of 52": the number belongs to the word before it. */
static bool is_label(const article *a, size_t i)
{
    if (i == 0 || a->items.items[i - 1].kind != ITEM_WORD) {
        return false;
    }
    if (item_is(a, i - 1, "of")) {
        return i < 2 || a->items.items[i - 2].kind != ITEM_VERB;
    }
    const item *it = &a->items.items[i];
    const skt_word *before = &a->scene.text->words[a->items.items[i - 1].first];
    const bool digits = a->scene.text->words[it->first].kind == SKT_WORD_DIGITS;
    return digits && before->kind == SKT_WORD_LETTERS &&
           (i + 1 >= a->items.count || a->items.items[i + 1].kind != ITEM_VERB) &&
           (i + 1 >= a->items.count || a->items.items[i + 1].kind != ITEM_AUX) &&
           !item_is(a, i - 1, "the") && !item_is(a, i - 1, "were") && !item_is(a, i - 1, "had");
}

/* The counted thing nearest before item `i` in its sentence is something else. */
static bool follows_other(const article *a, size_t i)
{
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON) {
            return false;
        }
        if (it->kind == ITEM_COUNT && it->noun != NOUN_NONE) {
            return it->noun == NOUN_OTHER && it->plural;
        }
        if (it->kind == ITEM_CASUALTY) {
            return true;
        }
    }
    return false;
}

/* Whether a number without a noun can be of drones where it stands. */
static bool noun_can_be_carried(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (it->of_them && follows_other(a, i)) {
        return false;
    }
    if (it->noun == NOUN_DRONE) {
        return true;
    }
    if (counts_people(a, i) || is_label(a, i) || (it->definite && it->value == 1)) {
        return false;
    }
    if ((it->count == COUNT_BOTH || it->count == COUNT_ALL) && i > 0 &&
        a->items.items[i - 1].kind == ITEM_AUX) {
        return false; /* "were both hit" */
    }
    if (follows_other(a, i) && verb_after(a, i).item == SIZE_MAX) {
        return false;
    }
    bool in_sentence = false;
    for (size_t k = 0; k < i; k++) {
        const item *before = &a->items.items[k];
        in_sentence |= before->kind == ITEM_COUNT && before->noun == NOUN_DRONE;
    }
    if (!in_sentence && last_draft(a, sentence) == NO_DRAFT &&
        draft_in_reach(a, sentence) == NO_DRAFT) {
        return false;
    }
    if (i + 1 >= a->items.count) {
        return true;
    }
    switch (a->items.items[i + 1].kind) {
    case ITEM_PREP:
    case ITEM_AUX:
    case ITEM_VERB:
    case ITEM_NEG:
    case ITEM_COMMA:
    case ITEM_AND:
    case ITEM_OF_THEM:
    case ITEM_EACH:
    case ITEM_STOP:
    case ITEM_HERE:
    case ITEM_WHEN:
    case ITEM_COUNT:
    case ITEM_QUOTE:
        return true;
    case ITEM_WORD:
        return a->scene.text->words[a->items.items[i + 1].first].kind == SKT_WORD_PUNCT;
    default:
        return false;
    }
}

/* ------------------------------------------------------------------ drafts */

static draft new_draft(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    return (draft){
        .value = it->value,
        .low = it->low,
        .out_of = it->out_of,
        .sites = SKT_NULL,
        .bound = (skt_bound)it->bound,
        .count = (count_kind)it->count,
        .plural = it->plural,
        .of_them = it->of_them,
        .own_noun = it->noun == NOUN_DRONE,
        .headline = it->first < a->headline_end,
        .sentence = sentence,
        .first = it->first,
        .end = it->end,
        .when = -1,
        .day = SKT_NO_DAY,
        .window = {.start = SKT_NO_TIME, .end = SKT_NO_TIME},
        .container = NO_DRAFT,
        .source = a->source,
        .attacker = SKT_NO_NODE,
    };
}

/* The time expression nearest to item `i` in its sentence. */
static int nearest_when(const article *a, size_t i)
{
    int best = -1;
    size_t best_cost = SIZE_MAX;
    for (size_t k = 0; k < a->items.count; k++) {
        if (a->items.items[k].kind != ITEM_WHEN) {
            continue;
        }
        const size_t from = k < i ? k : i;
        const size_t to = k < i ? i : k;
        size_t cost = to - from;
        for (size_t m = from; m < to; m++) {
            const uint8_t kind = a->items.items[m].kind;
            cost += kind == ITEM_STOP ? 20 : (kind == ITEM_RELATIVE || kind == ITEM_SAY ? 3 : 0);
        }
        if (cost < best_cost) {
            best_cost = cost;
            best = (int)a->items.items[k].when;
        }
    }
    return best;
}

/* Widens the evidence to hold the item `i`, while it stays a short passage. */
static void hold(const article *a, draft *d, size_t i)
{
    enum { EVIDENCE_WORDS = 40 };
    const item *it = &a->items.items[i];
    const uint32_t first = it->first < d->first ? it->first : d->first;
    const uint32_t end = it->end > d->end ? it->end : d->end;
    if (end - first <= EVIDENCE_WORDS) {
        d->first = first;
        d->end = end;
    }
}

static skt_method method_of(const article *a, size_t verb)
{
    return verb == SIZE_MAX || a->items.items[verb].kind != ITEM_VERB
               ? SKT_METHOD_UNSTATED
               : (skt_method)a->items.items[verb].entry->method;
}

/* The country that stands as the doer before verb `verb`: "Russia launched",
 * "Ukraine's air defences destroyed". */
static skt_node doer_before(const article *a, size_t verb)
{
    for (size_t k = verb; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON) {
            break;
        }
        if (it->kind == ITEM_PLACE && (k < 2 || a->items.items[k - 2].kind != ITEM_PREP)) {
            const skt_node node = a->scene.toponyms[it->place_first].node;
            if (node != SKT_NO_NODE &&
                skt_gazetteer_node(a->scene.gazetteer, node).level == SKT_LEVEL_COUNTRY) {
                return node;
            }
        }
    }
    return SKT_NO_NODE;
}

static skt_status push_each(article *a, const draft *d)
{
    for (size_t p = 0; p < d->places.count; p++) {
        draft one = *d;
        one.places.items = d->places.items + p;
        one.places.count = 1;
        if (!skt_vec_push(&a->drafts, one)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static bool each_beside(const article *a, size_t i, const draft *d)
{
    for (size_t k = i; k < a->items.count && a->items.items[k].first < d->end; k++) {
        if (a->items.items[k].kind == ITEM_EACH) {
            return true;
        }
    }
    return i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_EACH;
}

/* The launched claim inside "52 of the 54 drones that Russia launched". */
static skt_status push_whole(article *a, const draft *part)
{
    draft whole = *part;
    whole.outcome = SKT_LAUNCHED;
    whole.method = SKT_METHOD_UNSTATED;
    whole.value = part->count == COUNT_ALL ? part->value : part->out_of;
    whole.bound = SKT_EXACT;
    whole.count = COUNT_PLAIN;
    whole.container = NO_DRAFT;
    return skt_vec_push(&a->drafts, whole) ? SKT_OK : SKT_E_NOMEM;
}

static bool same_group_counted(const article *a, const draft *d)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        const draft *other = &a->drafts.items[i];
        if (!other->headline && other->value == d->out_of && other->sentence + 6 >= d->sentence) {
            return true;
        }
    }
    return false;
}

static skt_status push_draft(article *a, draft *d, size_t i, bool launched_too)
{
    if (d->places.count > 1 && each_beside(a, i, d)) {
        return push_each(a, d);
    }
    if (!skt_vec_push(&a->drafts, *d)) {
        return SKT_E_NOMEM;
    }
    if (d->out_of != SKT_NULL && d->outcome != SKT_LAUNCHED && !same_group_counted(a, d)) {
        return push_whole(a, d);
    }
    return launched_too && d->outcome != SKT_LAUNCHED ? push_whole(a, d) : SKT_OK;
}

/* "all 18 drones that Russia launched": the same drones, launched. */
static bool relative_launch(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->count != COUNT_ALL || it->value == SKT_NULL) {
        return false;
    }
    for (size_t k = i + 1; k < a->items.count && !counts_drones(&a->items.items[k]); k++) {
        const item *verb = &a->items.items[k];
        if (verb->kind == ITEM_STOP) {
            return false;
        }
        if (verb->kind == ITEM_VERB && verb->entry->patient == SKT_LAUNCHED) {
            return true;
        }
    }
    return false;
}

static found_verb verb_of_count(const article *a, size_t i)
{
    const found_verb before = verb_before(a, i);
    if (before.item != SIZE_MAX) {
        return before;
    }
    return verb_after(a, i);
}

/* A vague mention needs a verb and a place of its own to be a claim. */
static bool is_mere_mention(const draft *d, bool own_verb)
{
    if (d->value != SKT_NULL) {
        return false;
    }
    return !own_verb || d->places.count == 0 || !d->own_place;
}

static skt_status bind_count(article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (it->count == COUNT_ZERO || !noun_can_be_carried(a, i, sentence)) {
        return SKT_OK;
    }
    if (it->definite && it->value == SKT_NULL) {
        return SKT_OK; /* "the drones": those already told of */
    }
    draft d = new_draft(a, i, sentence);
    const found_verb verb = verb_of_count(a, i);
    if (verb.item != SIZE_MAX && (verb.unreal || (verb.negated && verb.outcome == SKT_NO_OUTCOME))) {
        return SKT_OK;
    }
    const bool included = inclusion_before(a, i) || d.of_them;
    int carried = last_draft(a, sentence);
    if (carried == NO_DRAFT) {
        carried = draft_in_reach(a, sentence);
    }
    int outcome = verb.outcome;
    if (outcome == SKT_NO_OUTCOME) {
        if (carried == NO_DRAFT) {
            return SKT_OK;
        }
        outcome = (int)a->drafts.items[carried].outcome;
        d.method = a->drafts.items[carried].method;
    } else {
        d.method = method_of(a, verb.item);
    }
    if (included || it->count == COUNT_OTHER || it->count == COUNT_BOTH) {
        d.container = container_of(a, it, sentence, outcome);
        if (d.container != NO_DRAFT) {
            const draft *whole = &a->drafts.items[d.container];
            d.subset = included && (int)whole->outcome == outcome;
            /* Suppressed drones that then fell stay intercepted. */
            if (whole->outcome == SKT_INTERCEPTED && outcome == SKT_IMPACTED && included) {
                outcome = SKT_INTERCEPTED;
                d.method = whole->method;
                d.subset = true;
            }
        }
    }
    if (it->count == COUNT_SAME && carried != NO_DRAFT) {
        d.value = a->drafts.items[carried].value;
        d.bound = a->drafts.items[carried].bound;
    }
    d.outcome = (skt_outcome)outcome;
    if (verb.item != SIZE_MAX) {
        hold(a, &d, verb.item);
        const skt_node doer = doer_before(a, verb.item);
        d.attacker = outcome == SKT_LAUNCHED ? doer : SKT_NO_NODE;
    }
    d.when = nearest_when(a, i);
    const skt_status status = bind_places(a, &d, i, verb.item);
    if (status != SKT_OK) {
        return status;
    }
    if (is_mere_mention(&d, verb.item != SIZE_MAX) ||
        (verb.item == SIZE_MAX && !d.own_place && !d.own_noun && !included)) {
        return SKT_OK;
    }
    return push_draft(a, &d, i, relative_launch(a, i));
}

/* "a drone attack on Odesa", "drone strikes set a depot on fire". */
static skt_status bind_attack(article *a, size_t i, uint32_t sentence)
{
    draft d = new_draft(a, i, sentence);
    d.value = SKT_NULL;
    d.bound = SKT_VAGUE;
    d.plural = true;
    d.attack = true;
    d.outcome = SKT_LAUNCHED;
    if (i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_VERB &&
        a->items.items[i + 1].entry->form == SKT_FORM_NOUN &&
        a->items.items[i + 1].entry->agent != SKT_NO_OUTCOME) {
        d.outcome = (skt_outcome)a->items.items[i + 1].entry->agent;
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_DEBRIS || counts_drones(it)) {
            break;
        }
        if (it->kind == ITEM_DAMAGE) {
            d.outcome = SKT_IMPACTED;
            hold(a, &d, k);
            break;
        }
    }
    d.when = nearest_when(a, i);
    const skt_status status = bind_places(a, &d, i, SIZE_MAX);
    if (status != SKT_OK || d.places.count == 0 || !d.own_place) {
        return status;
    }
    return skt_vec_push(&a->drafts, d) ? SKT_OK : SKT_E_NOMEM;
}

/* "Falling debris broke windows in Bryansk". */
static skt_status bind_debris(article *a, size_t i, uint32_t sentence)
{
    bool harm = false;
    draft d = new_draft(a, i, sentence);
    d.value = SKT_NULL;
    d.low = SKT_NULL;
    d.out_of = SKT_NULL;
    d.bound = SKT_VAGUE;
    d.debris = true;
    d.outcome = SKT_IMPACTED;
    for (size_t k = 0; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        const bool falls = it->kind == ITEM_VERB && (it->entry->agent == SKT_IMPACTED ||
                                                     it->entry->patient == SKT_IMPACTED);
        if (it->kind == ITEM_DAMAGE || falls) {
            harm |= !is_negated(a, 0, k) && !is_unreal(a, k);
            hold(a, &d, k);
        }
    }
    if (!harm) {
        return SKT_OK;
    }
    d.when = nearest_when(a, i);
    const skt_status status = bind_places(a, &d, i, SIZE_MAX);
    if (status != SKT_OK || d.places.count == 0) {
        return status;
    }
    return skt_vec_push(&a->drafts, d) ? SKT_OK : SKT_E_NOMEM;
}

/* "struck 37 places": the number of places hit belongs to the draft beside it;
 * alone ("hits at 8 locations") it is a claim without a number of drones. */
static skt_status bind_sites(article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    const int beside = last_draft(a, sentence);
    if (beside != NO_DRAFT && a->drafts.items[beside].outcome == SKT_IMPACTED) {
        a->drafts.items[beside].sites = it->value;
        return SKT_OK;
    }
    const int before = draft_in_reach(a, sentence);
    for (size_t k = i; k > 0 && before != NO_DRAFT; k--) {
        const item *verb = &a->items.items[k - 1];
        if (verb->kind == ITEM_STOP || counts_drones(verb)) {
            break;
        }
        if (verb->kind == ITEM_VERB &&
            (verb->entry->agent == SKT_IMPACTED || verb->entry->patient == SKT_IMPACTED) &&
            verb->entry->form == SKT_FORM_NOUN) {
            draft d = new_draft(a, i, sentence);
            d.outcome = SKT_IMPACTED;
            d.sites = it->value;
            d.value = SKT_NULL;
            d.bound = SKT_VAGUE;
            d.places = a->drafts.items[before].places;
            d.own_place = true;
            d.plural = true;
            hold(a, &d, k - 1);
            d.when = nearest_when(a, i);
            return skt_vec_push(&a->drafts, d) ? SKT_OK : SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

skt_status bind_sentence(article *a, uint32_t sentence)
{
    skt_status status = SKT_OK;
    bind_source(a);
    for (size_t i = 0; i < a->items.count && status == SKT_OK; i++) {
        const item *it = &a->items.items[i];
        if (it->kind == ITEM_DEBRIS) {
            status = bind_debris(a, i, sentence);
        } else if (it->kind == ITEM_COUNT && it->attack && it->noun == NOUN_DRONE) {
            status = bind_attack(a, i, sentence);
        } else if (it->kind == ITEM_COUNT && it->noun == NOUN_SITES) {
            status = bind_sites(a, i, sentence);
        } else if (counts_drones(it)) {
            status = bind_count(a, i, sentence);
        }
    }
    return status;
}
