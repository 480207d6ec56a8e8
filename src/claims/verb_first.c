/* Verbs of languages that begin with them: their doer stands behind them, before the object
 * (feature doer=behind of the lexicon). */
#include "claims/draft.h"
#include "claims/where.h"

static const found_verb no_verb = {SIZE_MAX, SKT_NO_OUTCOME, false, false};

/* Whether the drones of the count at `i` have an object right behind them: a house, a named place.
 */
static bool has_thing_behind(const article *a, size_t i)
{
    size_t k = i + 1;
    while (k < a->items.count && a->items.items[k].kind == ITEM_PLACE &&
           a->scene.toponyms[a->items.items[k].place_first].adjective) {
        k++; /* "an Israeli drone" */
    }
    skt_lexicon_hit hit;
    return k < a->items.count && (a->items.items[k].kind == ITEM_PLACE ||
                                  (a->items.items[k].kind == ITEM_WORD &&
                                   skt_words_match(&hit, a->scene.words, a->items.items[k].first,
                                                   a->items.items[k].end) &&
                                   skt_lexicon_entry(&hit, SKT_TAG_LOAD) != NULL));
}

/* The outcome of verb item `verb`, whose doer stands behind it, for the count at `i`: of drones
 * that are the doer, or what was done to them by `doer`. */
static found_verb verb_of_order(const article *a, size_t verb, size_t i, bool doer)
{
    const skt_entry *entry = a->items.items[verb].entry;
    const bool acts = !doer && entry->agent != SKT_NO_OUTCOME &&
                      (entry->patient == SKT_NO_OUTCOME || has_thing_behind(a, i));
    const int outcome = acts ? entry->agent : entry->patient;
    return outcome == SKT_NO_OUTCOME ? no_verb : verb_judged(a, 0, verb, outcome);
}

/* In a language that begins with the verb, behind which its doer stands, then the object: the
 * verb before the count at `i` ("shot down the air defence in Riyadh at dawn three drones"). */
found_verb verb_in_front(const article *a, size_t i)
{
    enum { REACH = 12 };
    bool doer = false;
    for (size_t k = i, steps = 0; k > 0 && steps < REACH; k--, steps++) {
        const item *it = &a->items.items[k - 1];
        switch (it->kind) {
        case ITEM_VERB: return it->entry->doer_behind ? verb_of_order(a, k - 1, i, doer) : no_verb;
        case ITEM_SOURCE: doer = true; break;
        case ITEM_PLACE: doer |= where_preposition(a, k - 1) == NULL; break;
        case ITEM_WORD:
            if (a->scene.text->words[it->first].kind == SKT_WORD_PUNCT) {
                return no_verb;
            }
            doer |= !item_does(a, k - 1,
                               SKT_GRAMMAR_FUNCTION | SKT_GRAMMAR_ADVERB | SKT_GRAMMAR_QUALIFIER |
                                   SKT_GRAMMAR_JOINT);
            break;
        case ITEM_COMMA: /* "downed (4) drones": the bracket before the number */
            if (k != i || !is_sign(&a->scene, it->first, "(")) {
                return no_verb;
            }
            break;
        case ITEM_PREP:
            if (item_does(a, k - 1, SKT_GRAMMAR_WITH) && a->items.items[k].kind == ITEM_COUNT) {
                return no_verb; /* what it was done with */
            }
            break;
        case ITEM_COUNT: /* "shot down two missiles and three drones"; "the 19th Division" */
            if (counts_drones(it)) {
                return no_verb;
            }
            break;
        case ITEM_AND: /* "was downed and the second fell" */
            if (k == i && (k < 2 || a->items.items[k - 2].kind != ITEM_COUNT)) {
                return no_verb;
            }
            break;
        case ITEM_OF_THEM: /* "attacked with 653 drones, were downed of them 585" */
        case ITEM_WHEN:
        case ITEM_HERE:
        case ITEM_GROUND: break;
        default: return no_verb;
        }
    }
    return no_verb;
}
