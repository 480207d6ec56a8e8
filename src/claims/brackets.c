/* Clauses whose verb stands apart from what helps it, at their end, and subjects behind their
 * verb. */
#include "claims/draft.h"
#include "claims/where.h"

/* "wurde von einer Drohne getroffen", "hat Odessa mit 41 Drohnen angegriffen", "dass es mit 41
 * Drohnen angegriffen habe": the participle at the end of the clause that an auxiliary stands
 * apart from, or right behind; SIZE_MAX: there is none. `i` is the count that stands inside. */
static size_t bracket_end(const article *a, size_t i)
{
    const unsigned helps = SKT_GRAMMAR_HAVE;
    bool open = false;
    for (size_t k = i; k > 0 && !open; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_VERB ||
            it->kind == ITEM_RELATIVE || it->kind == ITEM_DAMAGE || it->kind == ITEM_CASUALTY) {
            if (it->kind != ITEM_VERB || it->entry->form != SKT_FORM_NOUN) {
                break;
            }
        }
        open = it->kind == ITEM_AUX || item_does(a, k - 1, helps);
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_COMMA || it->kind == ITEM_STOP || it->kind == ITEM_COLON ||
            it->kind == ITEM_RELATIVE || counts_drones(it)) {
            break;
        }
        const bool participle = (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN) ||
                                it->kind == ITEM_DAMAGE || it->kind == ITEM_CASUALTY;
        if (!participle) {
            continue;
        }
        const bool closed = k + 1 < a->items.count &&
                            (a->items.items[k + 1].kind == ITEM_AUX || item_does(a, k + 1, helps));
        return open || closed ? k : SIZE_MAX;
    }
    return SIZE_MAX;
}

found_verb bracket_verb(const article *a, size_t i, bool by)
{
    static const found_verb none = {SIZE_MAX, SKT_NO_OUTCOME, false, false};
    const size_t end = bracket_end(a, i);
    if (end == SIZE_MAX) {
        return none;
    }
    const item *it = &a->items.items[end];
    if (it->kind != ITEM_VERB) {
        return verb_judged(a, i, end, SKT_IMPACTED);
    }
    const int first = by ? it->entry->agent : it->entry->with;
    const int other = by ? it->entry->with : it->entry->agent;
    const int outcome = first != SKT_NO_OUTCOME ? first : other;
    return outcome == SKT_NO_OUTCOME ? none : verb_judged(a, i, end, outcome);
}

bool acts_in_bracket(const article *a, size_t i, size_t k)
{
    const skt_entry *entry = a->items.items[k].entry;
    if (entry->agent == SKT_NO_OUTCOME || entry->patient == SKT_NO_OUTCOME ||
        (entry->form != SKT_FORM_PAST && entry->form != SKT_FORM_PART) || has_auxiliary(a, k)) {
        return false;
    }
    bool helped = k + 1 < a->items.count && item_does(a, k + 1, SKT_GRAMMAR_HAVE);
    bool object = false;
    for (size_t m = i + 1; m < k; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_AUX || it->kind == ITEM_RELATIVE) {
            return false;
        }
        helped |= item_does(a, m, SKT_GRAMMAR_HAVE);
        object |= (it->kind == ITEM_COUNT && it->noun != NOUN_DRONE) ||
                  item_does(a, m, SKT_GRAMMAR_INDEFINITE) ||
                  (it->kind == ITEM_PLACE && a->items.items[m - 1].kind != ITEM_PREP);
    }
    return helped && object;
}

bool subject_may_follow(const article *a, size_t i)
{
    size_t aux = i;
    if (has_auxiliary_behind(a, i)) {
        aux = i + 1;
    }
    for (size_t back = 1; back <= 3 && back <= i && aux == i; back++) {
        aux = a->items.items[i - back].kind == ITEM_AUX ? i - back : aux;
    }
    if (aux == i || a->items.items[aux].entry->kind.len == 0) {
        return false;
    }
    for (size_t k = aux < i ? aux : i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_RELATIVE ||
            it->kind == ITEM_COMMA || it->kind == ITEM_AND) {
            break;
        }
        if (counts_drones(it)) {
            return false; /* it has its subject already */
        }
    }
    return true;
}

/* "nach Angaben", "laut": names a speaker inside the clause. */
static bool cites(const item *it)
{
    return it->kind == ITEM_SAY && skt_str_is(it->entry->kind, "prep");
}

/* The participle that an auxiliary before item `from` helps, though objects and places stand
 * between: "wurde in der Nacht mit 20 Drohnen angegriffen"; SIZE_MAX where there is none. */
size_t bracket_participle(const article *a, size_t from)
{
    for (size_t k = from; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN) {
            const bool last = it->entry->form == SKT_FORM_PART || it->entry->form == SKT_FORM_PAST;
            return last && (k + 1 == a->items.count || a->items.items[k + 1].kind == ITEM_COMMA ||
                            a->items.items[k + 1].kind == ITEM_STOP ||
                            a->items.items[k + 1].kind == ITEM_AUX ||
                            a->scene.text->words[a->items.items[k + 1].first].kind ==
                                SKT_WORD_PUNCT)
                       ? k
                       : SIZE_MAX;
        }
        if (it->kind == ITEM_COMMA || it->kind == ITEM_STOP || it->kind == ITEM_COLON ||
            it->kind == ITEM_RELATIVE || (it->kind == ITEM_SAY && !cites(it))) {
            break;
        }
    }
    return SIZE_MAX;
}

/* Whether item `k` is a place by itself: no preposition leads to it, and it owns nothing. */
static bool is_bare_place(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return it->kind == ITEM_PLACE && !a->scene.toponyms[it->place_first].adjective &&
           !a->scene.toponyms[it->place_first].possessive && where_preposition(a, k) == NULL;
}

/* The bare place that stands next to place item `i` in the direction `step`, with nothing but
 * times and articles between; SIZE_MAX: there is none. */
static size_t bare_beside(const article *a, size_t i, bool right)
{
    size_t k = i;
    while (right ? k + 1 < a->items.count : k > 0) {
        k = right ? k + 1 : k - 1;
        if (a->items.items[k].kind == ITEM_PLACE) {
            return is_bare_place(a, k) ? k : SIZE_MAX;
        }
        if (a->items.items[k].kind != ITEM_WHEN && !item_does(a, k, SKT_GRAMMAR_DEFINITE)) {
            break;
        }
    }
    return SIZE_MAX;
}

static bool is_country(const article *a, size_t k)
{
    return a->scene.toponyms[a->items.items[k].place_first].level == SKT_LEVEL_COUNTRY;
}

/* What opens the clause that place item `i` stands in before its last verb: the item of an
 * auxiliary of the perfect or of "that", or SIZE_MAX. */
static size_t opens_bracket(const article *a, size_t i)
{
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (item_does(a, k - 1, SKT_GRAMMAR_HAVE | SKT_GRAMMAR_THAT)) {
            return k - 1;
        }
        if (it->kind != ITEM_WHEN && it->kind != ITEM_PLACE && it->kind != ITEM_SOURCE &&
            it->kind != ITEM_PREP && !cites(it) &&
            !(it->kind == ITEM_WORD && a->scene.text->words[it->first].kind != SKT_WORD_PUNCT)) {
            break;
        }
    }
    return SIZE_MAX;
}

place_use bracket_use(const article *a, size_t i)
{
    if (!is_bare_place(a, i)) {
        return USE_NONE;
    }
    const size_t left = bare_beside(a, i, false);
    const size_t right = bare_beside(a, i, true);
    const item *before = i > 0 ? &a->items.items[i - 1] : NULL;
    if (right != SIZE_MAX && is_country(a, i) && before != NULL && before->kind == ITEM_VERB &&
        before->entry->place_object && before->entry->form != SKT_FORM_NOUN) {
        return USE_SUBJECT; /* "griff Russland die Ukraine mit 41 Drohnen an" */
    }
    if (left != SIZE_MAX && is_country(a, left) && left > 0 &&
        a->items.items[left - 1].kind == ITEM_VERB &&
        a->items.items[left - 1].entry->place_object &&
        a->items.items[left - 1].entry->form != SKT_FORM_NOUN) {
        return USE_TARGET;
    }
    const size_t opener = opens_bracket(a, i);
    const size_t verb = opener == SIZE_MAX ? SIZE_MAX : bracket_participle(a, i + 1);
    if (verb == SIZE_MAX || !a->items.items[verb].entry->place_object) {
        return USE_NONE;
    }
    const bool subject_told =
        left != SIZE_MAX ||
        (opener > 0 && a->items.items[opener - 1].kind != ITEM_WHEN &&
         a->items.items[opener - 1].kind != ITEM_COMMA && item_does(a, opener, SKT_GRAMMAR_HAVE));
    return subject_told && right == SIZE_MAX ? USE_TARGET : USE_SUBJECT;
}

bool closes_perfect(const article *a, size_t i, size_t k)
{
    if (k != i + 1 || i < 2) {
        return false;
    }
    for (size_t m = i; m > 0; m--) {
        const item *it = &a->items.items[m - 1];
        if (item_does(a, m - 1, SKT_GRAMMAR_HAVE)) {
            return m > 1 && m < i + 1 && it[-1].kind != ITEM_COUNT;
        }
        if (it->kind != ITEM_WHEN && it->kind != ITEM_PLACE && it->kind != ITEM_PREP &&
            !cites(it) &&
            !(it->kind == ITEM_WORD && a->scene.text->words[it->first].kind != SKT_WORD_PUNCT)) {
            break;
        }
    }
    return false;
}
