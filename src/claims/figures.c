/* Figures: numbers that stand apart from what they count ("put the number of drones downed
 * over A at 25"), and figures that the text itself replaces ("nine, not six"). Both are
 * marked among the items of a sentence before its counts are bound. */
#include "claims/draft.h"

static bool is_bare(const item *it)
{
    return it->kind == ITEM_COUNT && it->noun == NOUN_NONE && it->value != SKT_NULL &&
           !it->ordinal && !it->of_them && it->out_of == SKT_NULL && it->count == COUNT_PLAIN;
}

/* ------------------------------------------- numbers behind "number of drones" */

/* Whether item `k` may lead to a figure: "at", "to", "as". */
static bool leads(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return item_does(a, k, SKT_GRAMMAR_AS) ||
           (it->kind == ITEM_PREP && it->end == it->first + 1 &&
            (skt_str_is(it->entry->kind, "target") || skt_str_is(it->entry->kind, "destination")));
}

/* "stood at", "put the number at", where other words have a claim on the phrase too. */
static bool is_figure_word(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    skt_lexicon_hit hit;
    const skt_entry *figure =
        skt_words_match(&hit, a->scene.words, it->first, it->end) && hit.end == it->end
            ? skt_lexicon_entry(&hit, SKT_TAG_FIGURE)
            : NULL;
    return figure != NULL && !skt_str_is(figure->kind, "noun");
}

/* Whether item `k` ends with the noun of a number: "number", "put the tally". */
static bool is_figure_noun(const article *a, size_t k)
{
    const uint32_t end = a->items.items[k].end;
    skt_lexicon_hit hit;
    const skt_entry *figure =
        skt_words_may_begin(a->scene.words, end - 1, UINT32_C(1) << SKT_TAG_FIGURE) &&
                skt_words_match(&hit, a->scene.words, end - 1, end)
            ? skt_lexicon_entry(&hit, SKT_TAG_FIGURE)
            : NULL;
    return figure != NULL && skt_str_is(figure->kind, "noun");
}

/* Whether the bare count at `k` stands as a figure behind its noun: "at 31", "to 19". */
static bool stands_behind(const article *a, size_t k)
{
    if (k == 0 || !is_bare(&a->items.items[k])) {
        return false;
    }
    const item *before = &a->items.items[k - 1];
    const item *behind = k + 1 < a->items.count ? before + 2 : NULL;
    if (behind != NULL && skt_words_verb_last(a->scene.words)) { /* "به ۹ فروند رسید" */
        return is_figure_word(a, k + 1) || behind->kind == ITEM_SAY ||
               (behind->kind == ITEM_CORRECTION && skt_str_is(behind->entry->kind, "new"));
    }
    return is_figure_word(a, k - 1) || leads(a, k - 1) ||
           (before->kind == ITEM_CORRECTION && skt_str_is(before->entry->kind, "new")) ||
           (before->kind == ITEM_AUX && k + 1 == a->items.count);
}

/* "more than 100 dead. The health worker put the number at 52": whether the sentence before
 * tells last of people killed or hurt. */
static bool people_told_last(const article *a)
{
    const skt_text *text = a->scene.text;
    const uint32_t end = a->items.count > 0 ? a->items.items[0].first : 0;
    const uint32_t before = end > 0 ? text->words[end - 1].sentence : 0;
    for (uint32_t w = end; w > 0 && text->words[w - 1].sentence == before; w--) {
        skt_lexicon_hit hit;
        if (!skt_words_match(&hit, a->scene.words, w - 1, end)) {
            continue;
        }
        if (skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL) {
            return false;
        }
        if (skt_lexicon_entry(&hit, SKT_TAG_CASUALTY) != NULL) {
            return true;
        }
    }
    return false;
}

/* Makes a count of people of the figure at item `k`, where the sentence names no drones and no
 * place, and the one before ends with people. */
static void count_people(article *a, size_t k)
{
    item *it = &a->items.items[k];
    if (!is_bare(it) || k == 0 || !(it->figure || is_figure_word(a, k - 1)) ||
        !people_told_last(a)) {
        return;
    }
    for (size_t m = 0; m < k; m++) {
        const item *told = &a->items.items[m];
        if (told->kind == ITEM_PLACE || (told->kind == ITEM_COUNT && told->noun == NOUN_DRONE)) {
            return;
        }
    }
    it->noun = NOUN_OTHER;
}

/* Makes counts of drones of the numbers that the noun of a number at item `k` has behind it:
 * "the number of drones destroyed over A at 61 and over B at 43". */
static void find_behind(article *a, size_t k)
{
    enum { REACH = 24 };
    item *topic = NULL;
    for (size_t m = k + 1; m < a->items.count && m < k + REACH; m++) {
        item *it = &a->items.items[m];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_BUT ||
            it->kind == ITEM_CASUALTY ||
            (it->kind == ITEM_SAY && !has_auxiliary(a, m) && !is_figure_word(a, m))) {
            return;
        }
        if (it->kind == ITEM_WHEN && topic != NULL && is_figure_word(a, m - 1)) {
            (void)count_at(it, &a->scene, it->first, it->end); /* "stood at 17": no hour */
        }
        if (it->kind != ITEM_COUNT) {
            continue;
        }
        if (it->noun == NOUN_OTHER && topic == NULL) {
            return; /* "the number of people hurt" */
        }
        if (it->noun == NOUN_DRONE && it->value == SKT_NULL && !it->attack && topic == NULL) {
            topic = it;
        } else if (stands_behind(a, m)) {
            it->figure = true;
            if (topic != NULL) {
                topic->definite = true; /* its number follows */
            }
        } else if (it->noun == NOUN_DRONE) {
            return;
        }
    }
}

/* ------------------------------------------ numbers that have no verb of their own */

/* "90 in all": a total behind what it sums up. */
static bool is_total(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    skt_lexicon_hit hit;
    if (!is_bare(it) || k + 1 >= a->items.count ||
        !skt_words_match(&hit, a->scene.words, it->end, a->items.items[a->items.count - 1].end)) {
        return false;
    }
    const skt_entry *bound = skt_lexicon_entry(&hit, SKT_TAG_BOUND);
    return bound != NULL && !bound->after && bound->bound == SKT_EXACT && hit.end > it->end + 1 &&
           (hit.end >= a->items.items[a->items.count - 1].end ||
            a->scene.text->words[hit.end].kind == SKT_WORD_PUNCT);
}

/* Whether a clause may begin or end at item `k`. */
static bool is_joint(const article *a, size_t k)
{
    if (k >= a->items.count) {
        return true;
    }
    switch (a->items.items[k].kind) {
    case ITEM_COMMA:
    case ITEM_STOP:
    case ITEM_AND:
    case ITEM_COLON: return true;
    default:
        return k + 1 == a->items.count &&
               a->scene.text->words[a->items.items[k].first].kind == SKT_WORD_PUNCT;
    }
}

/* Whether a number of drones stands before item `k` in its sentence. */
static bool follows_drones(const article *a, size_t k)
{
    for (size_t m = k; m > 0; m--) {
        const item *it = &a->items.items[m - 1];
        if (it->kind == ITEM_CASUALTY) {
            return false;
        }
        if (it->kind == ITEM_COUNT && it->noun != NOUN_NONE) {
            return it->noun == NOUN_DRONE && it->value != SKT_NULL;
        }
    }
    return false;
}

/* "twelve drones: eight by missile units, three by mobile groups". */
static bool is_agents(const article *a, size_t k)
{
    return k > 0 && is_bare(&a->items.items[k]) && is_joint(a, k - 1) && k + 1 < a->items.count &&
           item_does(a, k + 1, SKT_GRAMMAR_BY) && follows_drones(a, k);
}

/* "Mobile groups shot down four drones over A, police officers two": the verb is dropped. */
static bool is_gapped(const article *a, size_t k)
{
    enum { WORDS = 3 };
    const item *it = &a->items.items[k];
    const bool more = it->kind == ITEM_COUNT && it->noun == NOUN_NONE && !it->ordinal &&
                      it->count == COUNT_ANOTHER && it->plural; /* "two more" */
    if (k < 2 || !(more || is_bare(it)) || !is_joint(a, k + 1) || !follows_drones(a, k) ||
        (a->scene.text->words[a->items.items[k].first].kind == SKT_WORD_DIGITS &&
         a->items.items[k - 1].kind != ITEM_SOURCE)) {
        return false;
    }
    size_t m = k;
    while (m > 0 && k - m < WORDS &&
           (a->items.items[m - 1].kind == ITEM_SOURCE ||
            (a->items.items[m - 1].kind == ITEM_PLACE && /* "British jets two more" */
             a->scene.toponyms[a->items.items[m - 1].place_first].adjective) ||
            (a->items.items[m - 1].kind == ITEM_WORD &&
             a->scene.text->words[a->items.items[m - 1].first].kind == SKT_WORD_LETTERS &&
             !item_does(a, m - 1, SKT_GRAMMAR_FUNCTION | SKT_GRAMMAR_OF)))) {
        m--;
    }
    return m < k && m > 0 && is_joint(a, m - 1) && a->items.items[m - 1].kind != ITEM_COLON;
}

/* ------------------------------------------------------------ figures replaced */

static bool is_old(const item *it)
{
    return it->kind == ITEM_CORRECTION && skt_str_is(it->entry->kind, "old");
}

/* "Twelve drones were shot down over A, the governor said at first", "initially reported". */
static bool said_at_first(const article *a, size_t i)
{
    for (size_t k = i + 1; k + 1 < a->items.count && a->items.items[k].kind != ITEM_STOP; k++) {
        const item *it = &a->items.items[k];
        if (counts_drones(it)) {
            return false;
        }
        if ((it->kind == ITEM_SAY && is_old(it + 1)) ||
            (is_old(it) && it[1].kind == ITEM_SAY && a->items.items[k - 1].kind == ITEM_SOURCE)) {
            return true;
        }
    }
    return false;
}

bool told_as_old(const article *a, size_t i)
{
    if (corrected_behind(a, i) || said_at_first(a, i)) {
        return true;
    }
    bool anew = false; /* "initially said 20 ..., later lowering the figure to 16" */
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON ||
            (anew && counts_drones(it) && it->value != SKT_NULL)) {
            return false;
        }
        if (it->kind == ITEM_CORRECTION) {
            return skt_str_is(it->entry->kind, "old");
        }
        anew |= it->kind == ITEM_FIGURE || is_figure_noun(a, k - 1);
    }
    return false;
}

/* "not 12, as first reported, but 15": the "but" behind an aside that follows the count at item
 * `k`, or SIZE_MAX. */
static size_t but_behind(const article *a, size_t k)
{
    enum { REACH = 7 };
    if (k + 1 >= a->items.count || a->items.items[k + 1].kind != ITEM_COMMA) {
        return SIZE_MAX;
    }
    for (size_t m = k + 2; m < a->items.count && m < k + REACH; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_COMMA) {
            return m + 1 < a->items.count && a->items.items[m + 1].kind == ITEM_BUT ? m + 1
                                                                                    : SIZE_MAX;
        }
        if (it->kind == ITEM_COUNT || it->kind == ITEM_STOP || it->kind == ITEM_PLACE) {
            break;
        }
    }
    return SIZE_MAX;
}

/* The count that replaces the old one at item `k`: the next one, or the last before it. */
static size_t replaced_by(const article *a, size_t k, bool next)
{
    if (next) {
        const size_t but = but_behind(a, k);
        const size_t from = but == SIZE_MAX ? k : but;
        for (size_t m = from + 1; m < a->items.count && m <= from + 3; m++) {
            if (a->items.items[m].kind == ITEM_COUNT) {
                return m;
            }
        }
        return SIZE_MAX;
    }
    for (size_t m = k; m > 0; m--) {
        const item *it = &a->items.items[m - 1];
        if (it->kind == ITEM_COUNT && it->noun != NOUN_SITES) {
            return counts_drones(it) && it->value != SKT_NULL ? m - 1 : SIZE_MAX;
        }
        if (it->kind == ITEM_STOP) {
            return SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

/* "compared with 250 the night before", "against 3,870 in May": whether the figure at `k` is
 * that of another time, beside which the text sets its own. */
static bool is_compared(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    if (k == 0 || k + 1 >= a->items.count || it->kind != ITEM_COUNT || it->value == SKT_NULL ||
        it->of_them || it->out_of != SKT_NULL || it->ordinal || it->count != COUNT_PLAIN ||
        (it->noun != NOUN_NONE && it->noun != NOUN_DRONE) || it[1].kind != ITEM_WHEN) {
        return false;
    }
    enum { WORDS = 3 };
    for (size_t back = 1; back <= WORDS && back <= k; back++) {
        skt_lexicon_hit hit;
        const skt_entry *entry =
            skt_words_match(&hit, a->scene.words, it[-(ptrdiff_t)back].first, it->first)
                ? skt_lexicon_entry(&hit, SKT_TAG_CORRECTION)
                : NULL;
        if (entry != NULL && hit.end == it->first) {
            return skt_str_is(entry->kind, "compared");
        }
    }
    return false;
}

/* Whether what stands before the bare count at `k` says that another replaces it; *next: the
 * one behind it ("from 8 to 11"); *from: the item that it begins with. */
static bool is_replaced(const article *a, size_t k, bool *next, size_t *from)
{
    *next = false;
    *from = k;
    if (k == 0) {
        return false;
    }
    const item *before = &a->items.items[k - 1];
    const bool last = k + 1 == a->items.count;
    const uint8_t behind = last ? ITEM_STOP : a->items.items[k + 1].kind;
    *from = k - 1;
    if (before->kind == ITEM_PREP && skt_str_is(before->entry->kind, "origin") &&
        !word_does(&a->scene, before->first, SKT_GRAMMAR_OUT)) {
        *next = k + 2 < a->items.count && leads(a, k + 1) && is_bare(&a->items.items[k + 2]);
        const size_t figure = replaced_by(a, k, false);
        return *next || (figure != SIZE_MAX && a->items.items[figure].figure);
    }
    if (before->kind == ITEM_NEG && before->end == before->first + 1) {
        const size_t but = behind == ITEM_BUT ? k + 1 : but_behind(a, k); /* "not two but three" */
        *next = but != SIZE_MAX;
        return behind != ITEM_PREP && behind != ITEM_VERB;
    }
    if (before->kind == ITEM_CORRECTION && skt_str_is(before->entry->kind, "old")) {
        return true;
    }
    const bool of = item_does(a, k - 1, SKT_GRAMMAR_OF) && k > 1;
    *from = of ? k - 2 : k - 1;
    return of && a->items.items[k - 2].kind == ITEM_CORRECTION &&
           skt_str_is(a->items.items[k - 2].entry->kind, "old");
}

/* Where what is said of the old figure at `k` ends: "not six as stated earlier". */
static size_t end_of_replaced(const article *a, size_t k)
{
    enum { REACH = 7 };
    const size_t but = but_behind(a, k);
    if (but != SIZE_MAX) {
        return but + 1;
    }
    size_t m = k + 1;
    if (m >= a->items.count || a->items.items[m].kind != ITEM_RELATIVE) {
        return m < a->items.count && a->items.items[m].kind == ITEM_BUT ? m + 1 : m;
    }
    while (m < a->items.count && m < k + REACH && a->items.items[m].kind != ITEM_COMMA &&
           a->items.items[m].kind != ITEM_STOP && a->items.items[m].kind != ITEM_COLON) {
        m++;
    }
    return m;
}

/* "40 drones, most of them Shaheds, were shot down": what stands between the commas tells
 * their kind, and no fate. */
static void pass_kind(article *a, size_t k)
{
    item *it = &a->items.items[k];
    if (k > 0 && k + 2 < a->items.count && it->kind == ITEM_COUNT && it->of_them &&
        it->value == SKT_NULL && a->items.items[k - 1].kind == ITEM_COMMA &&
        it[1].kind == ITEM_COUNT && it[1].noun == NOUN_DRONE && it[1].value == SKT_NULL &&
        it[2].kind == ITEM_COMMA) {
        it[0].kind = ITEM_WORD;
        it[1].kind = ITEM_WORD;
    }
}

/* Marks the figures that stand apart from what they count. */
static void mark_apart(article *a)
{
    for (size_t k = 0; k < a->items.count; k++) {
        if (is_figure_noun(a, k)) {
            find_behind(a, k);
        }
        if (a->items.items[k].kind == ITEM_COUNT) {
            pass_kind(a, k);
            count_people(a, k);
            a->items.items[k].figure |= is_total(a, k) || is_agents(a, k) || is_gapped(a, k);
        }
    }
}

static bool has_count(const item_vec *items)
{
    size_t k = 0;
    while (k < items->count && items->items[k].kind != ITEM_COUNT) {
        k++;
    }
    return k < items->count;
}

void mark_figures(article *a)
{
    if (!has_count(&a->items)) {
        return;
    }
    mark_apart(a);
    for (size_t k = 0; k < a->items.count; k++) {
        bool next = false;
        size_t from = k > 0 ? k - 1 : k;
        if (a->items.items[k].kind != ITEM_COUNT ||
            (!is_compared(a, k) &&
             (!is_bare(&a->items.items[k]) || !is_replaced(a, k, &next, &from)))) {
            continue;
        }
        const size_t other = replaced_by(a, k, next);
        if (other == SIZE_MAX) {
            continue;
        }
        const size_t end = end_of_replaced(a, k);
        for (size_t m = from; m < end; m++) { /* what is said of it hides nothing else */
            a->items.items[m].kind = m == k ? ITEM_OLD : ITEM_WORD;
        }
        a->items.items[k].replaced_by = (uint32_t)other;
    }
}

/* "up from 109 the night before": the time told behind the old figure at item `k`, where it is
 * not that of the draft `d` that has the new one; -1: the old one is of the same time. */
static int time_apart(const article *a, size_t k, const draft *d)
{
    if (k + 1 >= a->items.count || a->items.items[k + 1].kind != ITEM_WHEN) {
        return -1;
    }
    const int32_t at = (int32_t)a->items.items[k + 1].when;
    const skt_when *told = &a->scene.whens[at];
    const skt_when *own = d->when >= 0 ? &a->scene.whens[d->when] : NULL;
    const skt_day day = own != NULL && own != told ? own->day : a->published;
    const bool apart = told->period != SKT_EVENT || /* a figure of a night, whole nights apart */
                       told->window.precision == SKT_TIME_NIGHT ||
                       (told->day != SKT_NO_DAY && day != SKT_NO_DAY && told->day < day);
    return apart ? at : -1;
}

/* Makes of `was` the figure of another time that the text compares its own with. */
static void set_apart(const article *a, draft *was, int32_t when)
{
    was->superseded = false;
    was->when = when;
    was->period = a->scene.whens[when].period == SKT_CUMULATIVE || was->period == SKT_CUMULATIVE
                      ? SKT_CUMULATIVE
                      : SKT_BACKGROUND;
}

skt_status bind_replaced(article *a, uint32_t sentence)
{
    for (size_t k = 0; k < a->items.count; k++) {
        const item *old = &a->items.items[k];
        if (old->kind != ITEM_OLD) {
            continue;
        }
        const item *by = &a->items.items[old->replaced_by];
        for (size_t i = a->drafts.count; i > 0; i--) {
            const draft *d = &a->drafts.items[i - 1];
            if (d->sentence != sentence || d->value != by->value || d->first > by->first ||
                d->end < by->end) {
                continue;
            }
            draft was = *d;
            was.value = old->value;
            was.bound = (skt_bound)old->bound;
            was.low = old->low;
            was.out_of = SKT_NULL;
            was.container = NO_DRAFT;
            was.superseded = true;
            const int32_t apart = time_apart(a, k, d);
            if (apart >= 0) {
                set_apart(a, &was, apart);
            }
            hold_item(a, &was, k);
            if (!skt_vec_push(&a->drafts, was)) {
                return SKT_E_NOMEM;
            }
            break;
        }
    }
    return SKT_OK;
}

/* --------------------------------------------------- figures behind a verb of saying */

/* A bare figure right behind a verb of saying: "reported five", "listed seventy:", "had put the
 * number at three", "the four it had mentioned". */
bool reported(const article *a, size_t i)
{
    enum { REACH = 4 };
    if (corrected_behind(a, i)) {
        return true;
    }
    for (size_t back = 1; back <= REACH && back <= i; back++) {
        const item *it = &a->items.items[i - back];
        if (it->kind == ITEM_CORRECTION) {
            return back <= 2 || skt_str_is(it->entry->kind, "old");
        }
        if (back <= 2 && (it->kind == ITEM_SAY && a->items.items[i - 1].kind != ITEM_PREP)) {
            return true;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_AUX && /* "the final figure was 19" */
            !(it->kind == ITEM_PREP && back == 1)) {
            return false;
        }
    }
    return false;
}

/* "Troops reported two drones over their camp", over something that has no name; of drones
 * without a number also over a place. */
static bool reported_over(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (i == 0 || i + 2 >= a->items.count || it->noun != NOUN_DRONE || it->of_them ||
        it[-1].kind != ITEM_SAY || has_auxiliary(a, i - 1) || it[1].kind != ITEM_PREP ||
        !(skt_str_is(it[1].entry->kind, "target") || skt_str_is(it[1].entry->kind, "near"))) {
        return false;
    }
    if (it->value == SKT_NULL && !it->attack && it[2].kind == ITEM_PLACE) {
        return true; /* "Police reported drones over Aalborg" */
    }
    if (!item_does(a, i + 2, SKT_GRAMMAR_DEFINITE)) {
        return false;
    }
    for (size_t k = i + 3; k < a->items.count; k++) {
        const uint8_t kind = a->items.items[k].kind;
        if (kind == ITEM_STOP || kind == ITEM_COMMA || kind == ITEM_WHEN) {
            return k > i + 3;
        }
        if (kind != ITEM_WORD) {
            return false;
        }
    }
    return true;
}

/* "two drones were reported above the runway", "a third was reported at 2:40 over the field":
 * spoken of where they were, and no more. */
bool reported_at(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    skt_lexicon_hit hit;
    if (reported_over(a, i)) {
        return true;
    }
    const bool ordinal = it->ordinal && it->noun == NOUN_NONE && a->drafts.count > 0;
    if ((it->noun != NOUN_DRONE && !ordinal) || it->value == SKT_NULL || i + 4 >= a->items.count ||
        it[1].kind != ITEM_AUX || (it[2].kind != ITEM_WORD && it[2].kind != ITEM_SAY)) {
        return false;
    }
    const item *prep = it[3].kind == ITEM_WHEN ? &it[4] : &it[3];
    return prep->kind == ITEM_PREP &&
           skt_words_match(&hit, a->scene.words, it[2].first, it[2].end) &&
           skt_lexicon_entry(&hit, SKT_TAG_SAY) != NULL;
}
