/* Whether what a verb tells has happened: its auxiliary, what denies it, exercises and plans; and
 * small questions about items. */
#include "claims/draft.h"

bool counts_drones(const item *it)
{
    return it->kind == ITEM_COUNT && (it->noun == NOUN_DRONE || it->noun == NOUN_NONE) &&
           !it->attack;
}

/* "abgeschossen wurden", "getroffen worden": the auxiliary stands behind its participle. */
bool has_auxiliary_behind(const article *a, size_t i)
{
    return i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_AUX &&
           skt_str_is(a->items.items[i + 1].entry->kind, "behind");
}

/* An auxiliary of the passive stands right before item `i`. */
bool has_auxiliary(const article *a, size_t i)
{
    if (has_auxiliary_behind(a, i)) {
        return true;
    }
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

/* "None of the city's facilities was damaged": whether what verb item `verb` has as its subject
 * is counted as none. */
static bool subject_is_none(const article *a, size_t verb)
{
    for (size_t i = verb; i > 0; i--) {
        const item *it = &a->items.items[i - 1];
        if (it->kind == ITEM_COUNT) {
            return it->count == COUNT_ZERO;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_AUX && it->kind != ITEM_PLACE &&
            it->kind != ITEM_PREP && it->kind != ITEM_HERE) {
            return false;
        }
    }
    return false;
}

bool is_negated(const article *a, size_t from, size_t verb)
{
    for (size_t i = verb; i > from && verb - i < 5; i--) {
        if (a->items.items[i - 1].kind == ITEM_NEG) {
            return true;
        }
    }
    return a->items.items[verb].kind == ITEM_DAMAGE && subject_is_none(a, verb);
}

/* "In the exercise reservists shot down six drones": what a sentence tells of exercises and
 * trials behind their name. */
static bool is_staged(const article *a, size_t verb)
{
    for (size_t k = verb; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_BUT) {
            return false;
        }
        if (it->kind == ITEM_IRREALIS && skt_str_is(it->entry->kind, "topic")) {
            return true;
        }
    }
    return false;
}

bool is_unreal(const article *a, size_t verb)
{
    enum { REACH = 7 };
    for (size_t back = 1; back <= REACH && back <= verb; back++) {
        const item *it = &a->items.items[verb - back];
        if (it->kind == ITEM_IRREALIS && !skt_str_is(it->entry->kind, "topic") &&
            !skt_str_is(it->entry->kind, "attempt")) {
            return true;
        }
        if (it->kind == ITEM_COMMA || it->kind == ITEM_STOP || it->kind == ITEM_COUNT ||
            it->kind == ITEM_SAY || it->kind == ITEM_RELATIVE || it->kind == ITEM_AND ||
            (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN && back > 3)) {
            break;
        }
    }
    return is_staged(a, verb);
}

/* Whether what leads to "that" at item `k` is a denial: "denied on Thursday in a post that". */
static bool denies_before(const article *a, size_t k)
{
    enum { REACH = 7 };
    for (size_t back = 1; back <= REACH && back <= k; back++) {
        const item *it = &a->items.items[k - back];
        switch (it->kind) {
        case ITEM_NEG: return true;
        case ITEM_WHEN:
        case ITEM_PREP:
        case ITEM_PLACE:
        case ITEM_SOURCE: break;
        case ITEM_SAY:
            if (back > 1 && !skt_str_is(it->entry->kind, "prep")) {
                return false;
            }
            break; /* "denied Israeli reports that" */
        case ITEM_WORD:
            if (a->scene.text->words[it->first].kind != SKT_WORD_LETTERS) {
                return false;
            }
            break;
        default: return false;
        }
    }
    return false;
}

/* "denied reports that a drone had hit the refinery": what the clause tells is denied. */
bool is_denied(const article *a, size_t i)
{
    for (size_t k = i + 1; k < a->items.count && a->items.items[k].kind != ITEM_STOP; k++) {
        if (a->items.items[k].kind == ITEM_NEG &&
            skt_str_is(a->items.items[k].entry->kind, "whole")) {
            return true; /* "Reports that drones had struck A are false" */
        }
    }
    for (size_t k = i; k > 1; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_BUT) {
            return false;
        }
        if (item_does(a, k - 1, SKT_GRAMMAR_THAT)) {
            return denies_before(a, k - 1);
        }
    }
    return false;
}

/* "if a drone enters", "to see whether it is one of the two": what is not known. */
bool is_supposed(const article *a, size_t i)
{
    enum { REACH = 4 };
    for (size_t back = 1; back <= REACH && back <= i; back++) {
        const item *it = &a->items.items[i - back];
        if (it->kind == ITEM_IRREALIS) {
            return skt_str_is(it->entry->kind, "modal");
        }
        if (it->kind != ITEM_AUX && !item_does(a, i - back, SKT_GRAMMAR_PRONOUN)) {
            return false;
        }
    }
    return false;
}
