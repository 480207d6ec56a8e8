/* Bare numbers: whether one that names no noun can be of the drones told before. */
#include "claims/draft.h"
#include "claims/quantity.h"

/* "The death toll of the strike on A has risen to four": whether the number at `i`, which a word
 * of figures brings, is of what befell people. */
static bool is_toll(const article *a, size_t i)
{
    if (i == 0 || a->items.items[i].noun != NOUN_NONE ||
        (a->items.items[i - 1].kind != ITEM_CORRECTION &&
         a->items.items[i - 1].kind != ITEM_FIGURE)) {
        return false;
    }
    for (size_t k = i - 1; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_CASUALTY) {
            return true;
        }
        if (it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_AND ||
            it->kind == ITEM_BUT || it->kind == ITEM_RELATIVE ||
            (it->kind == ITEM_COUNT && it->value != SKT_NULL)) {
            return false;
        }
    }
    return false;
}

/* Whether what stands around the number says that people are counted: "three
 * were wounded", "killing two". */
bool counts_people(const article *a, size_t i)
{
    if (is_toll(a, i)) {
        return true;
    }
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
    if (item_does(a, i - 1, SKT_GRAMMAR_OF)) {
        const item *next = i + 1 < a->items.count ? &a->items.items[i + 1] : NULL;
        if (next != NULL && next->kind == ITEM_VERB && next->entry->form == SKT_FORM_PAST &&
            next->entry->patient != SKT_NO_OUTCOME) {
            return false; /* "on top of 92 sent during the night" */
        }
        return i < 2 || (a->items.items[i - 2].kind != ITEM_VERB && /* "and at 23:05 of three" */
                         a->items.items[i - 2].kind != ITEM_WHEN);
    }
    const item *it = &a->items.items[i];
    const skt_word *before = &a->scene.text->words[a->items.items[i - 1].first];
    const bool digits = a->scene.text->words[it->first].kind == SKT_WORD_DIGITS;
    return digits && before->kind == SKT_WORD_LETTERS &&
           (i + 1 >= a->items.count || a->items.items[i + 1].kind != ITEM_VERB) &&
           (i + 1 >= a->items.count || a->items.items[i + 1].kind != ITEM_AUX) &&
           !item_does(a, i - 1, SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_HAVE | SKT_GRAMMAR_FUNCTION);
}

/* "Two flights from A and one from B": the number counts what the one before it does. */
static bool in_parallel(const article *a, size_t i)
{
    return i > 0 && a->items.items[i - 1].kind == ITEM_AND && i + 1 < a->items.count &&
           a->items.items[i + 1].kind == ITEM_PREP;
}

/* The counted thing nearest before item `i` in its sentence is something else. */
static bool follows_other(const article *a, size_t i)
{
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON) {
            return false;
        }
        if (it->kind == ITEM_COUNT && it->noun != NOUN_NONE &&
            (!it->measure || in_parallel(a, i))) {
            return it->noun == NOUN_OTHER && it->plural;
        }
        if (it->kind == ITEM_CASUALTY) {
            return true;
        }
    }
    return false;
}

/* "Forty-seven were delayed and 12 sent to Moscow": what the number that opens the sentence
 * counts met nothing that drones meet, and neither did the rest. */
static bool joins_other(const article *a, size_t i)
{
    const item *it = a->items.items;
    if (i < 4 || it[0].kind != ITEM_COUNT || it[0].noun != NOUN_NONE || it[0].of_them ||
        it[1].kind != ITEM_AUX || it[2].kind != ITEM_WORD || it[i].noun != NOUN_NONE ||
        it[i].of_them || it[i].count != COUNT_PLAIN || it[i - 1].kind != ITEM_AND) {
        return false;
    }
    for (size_t k = 2; k + 1 < i; k++) {
        if (it[k].kind != ITEM_WORD && it[k].kind != ITEM_WHEN && it[k].kind != ITEM_PREP) {
            return false;
        }
    }
    return true;
}

/* "Seventeen flights did not leave and 15 were sent to A": what the number behind "and" counts is
 * what the one before it does, unless it met what only drones meet. */
static bool goes_on_of_others(const article *a, size_t i)
{
    const item *it = a->items.items;
    if (i == 0 || (it[i - 1].kind != ITEM_AND && it[i - 1].kind != ITEM_COMMA) ||
        it[i].noun != NOUN_NONE || it[i].of_them || it[i].count != COUNT_PLAIN ||
        !follows_other(a, i)) {
        return false;
    }
    size_t verb = i + 1;
    while (verb < a->items.count && (it[verb].kind == ITEM_AUX || it[verb].kind == ITEM_WORD)) {
        verb++; /* "have already been sent home" */
    }
    return verb > i + 1 && verb < a->items.count && it[verb].kind == ITEM_VERB &&
           it[verb].entry->patient == SKT_LAUNCHED;
}

/* Whether the count at `i` of "them" is of something else: of what debris damaged, of more than
 * there were drones, or of what the sentence has not told ("Eleven were launched, two of which").
 */
static bool shares_others(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (!it->of_them || it->end <= it->first + 1) {
        return false;
    }
    const int at = last_draft(a, sentence);
    const draft *before = at != NO_DRAFT ? &a->drafts.items[at] : NULL;
    if (before == NULL || before->value == SKT_NULL) {
        bool harmed = false;
        for (size_t k = 0; k < i; k++) {
            harmed |= a->items.items[k].kind == ITEM_DAMAGE;
        }
        return (harmed && a->items.items[i - 1].kind == ITEM_COMMA &&
                verb_after(a, i).item == SIZE_MAX) ||
               (before == NULL && skt_str_is(a->scene.text->words[it->end - 1].fold, "which"));
    }
    return it->value != SKT_NULL && it->value > before->value && before->bound == SKT_EXACT &&
           i > 0 && a->items.items[i - 1].kind != ITEM_COMMA;
}

/* "Corporal Nazar, 26, fires": an age behind the name of somebody. */
static bool is_age(const article *a, size_t i)
{
    if (i < 2 || a->items.items[i - 1].kind != ITEM_COMMA || i + 1 >= a->items.count ||
        a->items.items[i + 1].kind != ITEM_COMMA) {
        return false;
    }
    const item *it = &a->items.items[i];
    const item *name = &a->items.items[i - 2];
    return a->scene.text->words[it->first].kind == SKT_WORD_DIGITS &&
           (name->kind == ITEM_SOURCE || name->kind == ITEM_WORD) &&
           a->scene.text->words[name->first].kind == SKT_WORD_LETTERS;
}

/* "off until nine", "before four": behind a word that joins clauses, without a verb. */
static bool is_hour(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    return i > 0 && it->noun == NOUN_NONE && it->count == COUNT_PLAIN &&
           item_does(a, i - 1, SKT_GRAMMAR_CLAUSE) && verb_after(a, i).item == SIZE_MAX;
}

/* "at half past seven", "at about ten", "By about eight the fire was out": a number of the clock's
 * behind a word that leads to an hour. */
static bool is_hour_told(const article *a, size_t i)
{
    enum { HOURS = 24 };
    const item *it = &a->items.items[i];
    const skt_word *words = a->scene.text->words;
    if (it->value == SKT_NULL || it->value > HOURS || it->figure || it->first == 0 ||
        figure_before(a, i) != SIZE_MAX) {
        return false;
    }
    const skt_str before = words[it->first - 1].fold;
    if (skt_str_is(before, "past")) {
        return it->first > 1 && (skt_str_is(words[it->first - 2].fold, "half") ||
                                 skt_str_is(words[it->first - 2].fold, "quarter"));
    }
    const item *next = i + 1 < a->items.count ? &a->items.items[i + 1] : NULL;
    const bool followed = next != NULL && (next->kind == ITEM_AUX || next->kind == ITEM_VERB);
    if (i == 1 && item_does(a, 0, SKT_GRAMMAR_BY)) {
        return !followed;
    }
    const bool led = i > 1 && (a->items.items[i - 2].kind == ITEM_VERB ||
                               a->items.items[i - 2].kind == ITEM_COUNT ||
                               a->items.items[i - 2].kind == ITEM_FIGURE);
    return skt_str_is(before, "at") && a->items.items[i - 1].kind == ITEM_PREP &&
           it->bound == SKT_ABOUT && !led;
}

/* "in the region's airspace by three", "the fire was out by six": the clock, where no verb
 * stands right before that would make drones of it ("was hit by two"). */
static bool is_clock(const article *a, size_t i)
{
    if (a->items.items[i].noun != NOUN_NONE || a->items.items[i].of_them || i < 1) {
        return false;
    }
    if (is_hour_told(a, i)) {
        return true;
    }
    if (i < 2 || !item_does(a, i - 1, SKT_GRAMMAR_BY)) {
        return false;
    }
    size_t joined = i - 2;
    joined -= joined > 0 && item_does(a, joined - 1, SKT_GRAMMAR_DEFINITE);
    if (a->items.items[i - 2].kind == ITEM_PLACE && joined > 0 &&
        a->items.items[joined - 1].kind == ITEM_AND) {
        return false; /* "A was hit by three and the B region by five" */
    }
    if (i + 1 < a->items.count &&
        (a->items.items[i + 1].kind == ITEM_AUX || a->items.items[i + 1].kind == ITEM_VERB)) {
        return false; /* "strikes by 14 were recorded" */
    }
    const bool done =
        a->items.items[i - 2].kind == ITEM_VERB || a->items.items[i - 2].kind == ITEM_DAMAGE;
    return !done || a->items.items[i - 2].entry->form == SKT_FORM_NOUN ||
           verb_of_count(a, i).item == SIZE_MAX;
}

/* "damaged four more": what was damaged, where drones or their debris did it. */
static bool is_damaged(const article *a, size_t i)
{
    if (i == 0 || a->items.items[i].noun != NOUN_NONE) {
        return false;
    }
    const bool row =
        i + 2 < a->items.count && i > 1 && a->items.items[i].count == COUNT_PLAIN &&
        a->items.items[i - 1].kind == ITEM_COMMA && a->items.items[i + 1].kind == ITEM_DAMAGE &&
        a->items.items[i + 1].entry->form == SKT_FORM_PAST &&
        (a->items.items[i + 2].kind == ITEM_STOP || a->items.items[i + 2].kind == ITEM_AND ||
         a->items.items[i + 2].kind == ITEM_COMMA);
    return row || /* "a house destroyed, seven damaged" */
           (a->items.items[i - 1].kind == ITEM_DAMAGE && !has_auxiliary(a, i - 1));
}

/* "fires the eighteenth": an ordinal without a noun stands for a drone as a subject, or where it
 * was stopped ("brought down a third"). */
static bool is_other_ordinal(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (!it->ordinal || it->noun == NOUN_DRONE || i == 0) {
        return false;
    }
    for (size_t k = i; k > 0; k--) { /* "damaged two houses; a third burned down" */
        const item *other = &a->items.items[k - 1];
        if (other->kind == ITEM_COUNT && !other->measure) {
            if (other->noun == NOUN_OTHER && other->value + 1 == it->nth) {
                return true;
            }
            break;
        }
    }
    if (item_does(a, i - 1, SKT_GRAMMAR_ADVERB)) {
        return false; /* "ten minutes later a second hit ..." */
    }
    const item *before = &a->items.items[i - 1];
    if (before->kind == ITEM_COMMA && i + 2 < a->items.count &&
        a->items.items[i + 1].kind == ITEM_PREP && a->items.items[i + 2].kind == ITEM_VERB &&
        a->items.items[i + 2].entry->form == SKT_FORM_BASE) {
        return true; /* "A drone hit A, the first to get through": told of before */
    }
    switch (before->kind) {
    case ITEM_VERB: return before->entry->patient != SKT_INTERCEPTED || has_auxiliary(a, i - 1);
    case ITEM_COMMA:
    case ITEM_AND:
    case ITEM_STOP:
    case ITEM_COLON:
    case ITEM_QUOTE:
    case ITEM_BUT:
    case ITEM_RELATIVE:
    case ITEM_SAY:
    case ITEM_WHEN: return false;
    default: return true;
    }
}

bool corrected_behind(const article *a, size_t i)
{
    for (size_t k = i + 1; k < a->items.count && k <= i + 3; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_CORRECTION) {
            return k > i + 1 && skt_str_is(it->entry->kind, "old");
        }
        if (!item_does(a, k, SKT_GRAMMAR_PRONOUN | SKT_GRAMMAR_THAT) && it->kind != ITEM_SOURCE) {
            break;
        }
    }
    return false;
}

/* "shot one down": whether item `k` is the particle of drones that were stopped. */
static bool stands_down(const article *a, size_t k)
{
    skt_lexicon_hit hit;
    const uint32_t end = a->items.items[a->items.count - 1].end;
    return skt_words_match(&hit, a->scene.words, a->items.items[k].first, end) &&
           skt_lexicon_entry(&hit, SKT_TAG_DOWN) != NULL;
}

bool leaves_out_verb(const article *a, size_t i)
{
    if (i == 0 || i + 1 >= a->items.count ||
        !item_does(a, i + 1, SKT_GRAMMAR_INDEFINITE | SKT_GRAMMAR_DEFINITE) ||
        (a->items.items[i - 1].kind != ITEM_COMMA && a->items.items[i - 1].kind != ITEM_AND)) {
        return false;
    }
    const int before = last_draft(a, a->scene.text->words[a->items.items[i].first].sentence);
    const bool on = before != NO_DRAFT && (a->drafts.items[before].outcome == SKT_IMPACTED ||
                                           a->drafts.items[before].outcome == SKT_LAUNCHED);
    return on && a->drafts.items[before].value != SKT_NULL && verb_of_count(a, i).item == SIZE_MAX;
}

/* "7 обстрілів з РСЗВ накрили ...": whether the number at `i` is of attacks, by a noun that stands
 * in the case that numbers want. */
static bool counts_attacks(const article *a, size_t i)
{
    const skt_entry *noun = a->items.items[i + 1].entry;
    return a->items.items[i].value > 1 && noun->form == SKT_FORM_NOUN && is_declined(noun) &&
           noun->plural && noun->agent == SKT_LAUNCHED;
}

/* Whether what stands behind the number at `i` leaves room for a noun told before. */
static bool may_follow(const article *a, size_t i)
{
    switch (a->items.items[i + 1].kind) {
    case ITEM_VERB: return !counts_attacks(a, i);
    case ITEM_PREP:
    case ITEM_AUX:
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
    case ITEM_COLON:
    case ITEM_BUT:
    case ITEM_DAMAGE:
    case ITEM_SAY: return true;
    case ITEM_PLACE: return row_headed(a, i) != SIZE_MAX;
    case ITEM_RELATIVE:
        return item_does(a, i + 1, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH) ||
               (item_does(a, i + 1, SKT_GRAMMAR_AS) && i + 2 < a->items.count &&
                item_does(a, i + 2, SKT_GRAMMAR_PRONOUN)); /* "four as they neared A" */
    case ITEM_WORD:
        return a->scene.text->words[a->items.items[i + 1].first].kind == SKT_WORD_PUNCT ||
               row_headed(a, i) != SIZE_MAX || leaves_out_verb(a, i) ||
               item_does(a, i + 1, SKT_GRAMMAR_HAVE | SKT_GRAMMAR_BY) || corrected_behind(a, i) ||
               ends_in_ly(&a->scene, a->items.items[i + 1].first) ||
               (i > 0 && a->items.items[i - 1].kind == ITEM_VERB &&
                item_does(a, i + 1, SKT_GRAMMAR_WITH)) || /* "brought down seven with jammers" */
               stands_down(a, i + 1) || /* "225'i": its ending stands for the noun */
               a->scene.text->words[a->items.items[i].end - 1].kind == SKT_WORD_SUFFIX;
    default: return false;
    }
}

/* "350 missiles and drones": whether the drones at `i` share the number of another weapon. */
static bool shares_number(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->noun != NOUN_DRONE || it->value != SKT_NULL || it->count != COUNT_PLAIN ||
        it->end != it->first + 1 || i < 3 || a->items.items[i - 1].kind != ITEM_AND) {
        return false;
    }
    size_t k = i - 1;
    bool weapon = false;
    while (k > 0 && a->items.items[k - 1].kind == ITEM_WORD) {
        k--;
        weapon |= item_does(a, k, SKT_GRAMMAR_WEAPON);
    }
    const item *other = k > 0 ? &a->items.items[k - 1] : NULL;
    for (uint32_t w = other != NULL ? other->first : 0; other != NULL && w < other->end; w++) {
        weapon |= word_does(&a->scene, w, SKT_GRAMMAR_WEAPON);
    }
    return weapon && other != NULL && other->kind == ITEM_COUNT && other->noun == NOUN_OTHER &&
           other->value != SKT_NULL && other->value > 1;
}

/* Whether the count at `i` is a share, a time, a part of something else, or denied. */
static bool counts_otherwise(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (!it->of_them && it->noun == NOUN_NONE && inclusion_before(a, i) && follows_other(a, i)) {
        return true; /* "six missiles, of which two were intercepted" */
    }
    if (it->out_of != SKT_NULL && i > 0 && a->items.items[i - 1].kind == ITEM_COMMA &&
        i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_COMMA) {
        return true; /* "4,242 of them, four out of five, were shot down": a share */
    }
    if (is_clock(a, i) || shares_number(a, i)) {
        return true;
    }
    bool named = false; /* "386 of the drones", behind missiles */
    for (uint32_t w = it->first; w < it->end; w++) {
        skt_lexicon_hit hit;
        named |= skt_words_match(&hit, a->scene.words, w, it->end) &&
                 skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL;
    }
    const bool doer = i > 0 && item_does(a, i - 1, SKT_GRAMMAR_BY); /* "hurt by one of them" */
    if (it->of_them && !doer && !named && follows_other(a, i)) {
        return true;
    }
    for (size_t back = 1; back <= 3 && back <= i; back++) {
        if (a->items.items[i - back].kind == ITEM_NEG) {
            return true; /* "denied rumours of a third drone" */
        }
        if (a->items.items[i - back].kind != ITEM_WORD) {
            break;
        }
    }
    return false;
}

/* Whether the count at `i`, which names no drones, is of something else by its look or by what
 * stands before it. */
static bool counts_others(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (it->noun == NOUN_NONE && it->count == COUNT_OTHER && it->value == 1 && !it->definite &&
        draft_in_reach(a, sentence) == NO_DRAFT) {
        return true; /* "the other landed", of what was not counted */
    }
    if (it->ordinal && it->of_them && verb_of_count(a, i).item == SIZE_MAX) {
        return true; /* "four hit the city, the first of them at 4:52" */
    }
    if (joins_other(a, i) || goes_on_of_others(a, i)) {
        return true;
    }
    if ((it->count == COUNT_ANOTHER || it->count == COUNT_OTHER) && i > 1 &&
        item_does(a, i - 1, SKT_GRAMMAR_CLAUSE) && a->items.items[i - 2].kind == ITEM_COUNT &&
        a->items.items[i - 2].value == 1) {
        return true; /* "one after another" */
    }
    if (it->value == 1 && i > 0 && a->items.items[i - 1].kind == ITEM_FIGURE) {
        return true; /* "the figure is a modest one" */
    }
    if (is_age(a, i) || is_damaged(a, i) || is_other_ordinal(a, i) || is_hour(a, i)) {
        return true;
    }
    if (counts_people(a, i) || is_label(a, i) || (it->definite && it->value == 1)) {
        return true;
    }
    if ((it->count == COUNT_BOTH || it->count == COUNT_ALL) && i > 0 &&
        a->items.items[i - 1].kind == ITEM_AUX &&
        !(i > 1 && item_does(a, i - 2, SKT_GRAMMAR_PRONOUN))) {
        return true; /* "were both hit" */
    }
    if (follows_other(a, i) && (in_parallel(a, i) || verb_of_count(a, i).item == SIZE_MAX)) {
        return true;
    }
    return false;
}

/* Whether a number without a noun can be of drones where it stands. */
bool noun_can_be_carried(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    const item *behind = i + 2 < a->items.count ? &a->items.items[i + 2] : NULL;
    if (it->of_them && behind != NULL && behind->kind == ITEM_CASUALTY &&
        a->items.items[i + 1].kind == ITEM_AUX) {
        return false; /* "one of them was wounded" */
    }
    if (counts_otherwise(a, i) || shares_others(a, i, sentence)) {
        return false;
    }
    const size_t figure = it->noun == NOUN_NONE ? figure_before(a, i) : SIZE_MAX;
    if (it->noun == NOUN_DRONE || it->figure ||
        (figure != SIZE_MAX && figure_outcome(a, figure) != SKT_NO_OUTCOME)) {
        return true;
    }
    if (!it->classified && counts_others(a, i, sentence)) {
        return false;
    }
    bool in_sentence = false; /* drones named in it; figures of them have been seen above */
    for (size_t k = 0; k < a->items.count; k++) {
        const item *other = &a->items.items[k];
        in_sentence |= (other->kind == ITEM_COUNT && other->noun == NOUN_DRONE &&
                        !(k > i && other->of_them)) ||
                       (other->kind == ITEM_OF_THEM && k == 0 && /* "Of the UAVs seen, 30 ..." */
                        drone_at(&a->scene, other->end - 1, other->end));
    }
    const bool told = a->drone_sentence != UINT32_MAX && in_reach(a, a->drone_sentence, sentence);
    const item *next = i + 1 < a->items.count ? &a->items.items[i + 1] : NULL;
    const bool seen = next != NULL && next->kind == ITEM_VERB && /* "We saw four go over" */
                      next->entry->agent == SKT_SIGHTED && next->entry->form == SKT_FORM_BASE;
    if (!in_sentence && !told && !seen && draft_in_reach(a, sentence) == NO_DRAFT) {
        return false;
    }
    if (i + 1 >= a->items.count || it->figure || it->classified ||
        (i > 0 && a->items.items[i - 1].kind == ITEM_FIGURE)) {
        return true;
    }
    if ((it->definite || it->out_of != SKT_NULL) &&
        item_does(a, i + 1, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH)) {
        /* "the four that broke through", "the drone was one of five that came" */
        return draft_in_reach(a, sentence) != NO_DRAFT || (in_sentence && !it->definite);
    }
    return may_follow(a, i);
}
