/* Carry-over: what a count without a noun, a verb or a whole refers back to. */
#include "claims/draft.h"

int last_draft(const article *a, uint32_t sentence)
{
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (d->sentence == sentence && !d->debris) {
            return (int)i - 1;
        }
    }
    return NO_DRAFT;
}

/* Whether a sentence is a mere time: "22:50." of a running log. */
static bool is_stamp(const article *a, uint32_t sentence)
{
    const skt_span span = a->scene.text->sentences[sentence];
    uint32_t index;
    const skt_when *when = span.first < span.end ? when_at(&a->scene, span.first, &index) : NULL;
    if (when == NULL) {
        return false;
    }
    for (uint32_t at = when->end; at < span.end; at++) {
        if (a->scene.text->words[at].kind == SKT_WORD_LETTERS) {
            return false;
        }
    }
    return true;
}

/* Whether a sentence stands shortly before another; mere times between them do not count. */
bool in_reach(const article *a, uint32_t told, uint32_t sentence)
{
    enum { REACH = 4 };
    uint32_t apart = 0;
    for (uint32_t s = sentence; s > told && apart <= REACH; s--) {
        apart += !is_stamp(a, s);
    }
    return apart <= REACH;
}

/* The latest draft with a number in the sentences shortly before. */
int draft_in_reach(const article *a, uint32_t sentence)
{
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (!d->debris && !d->headline) {
            if (!in_reach(a, d->sentence, sentence)) {
                return NO_DRAFT;
            }
            return (int)i - 1;
        }
    }
    return NO_DRAFT;
}

/* The figure of the headline, where nothing else was told: a table stands right behind it. */
static int headline_in_reach(const article *a, uint32_t sentence)
{
    int told = NO_DRAFT;
    for (size_t i = 0; i < a->drafts.count; i++) {
        const draft *d = &a->drafts.items[i];
        if (!d->headline) {
            return NO_DRAFT;
        }
        if (!d->debris && d->value != SKT_NULL && in_reach(a, d->sentence, sentence)) {
            told = (int)i;
        }
    }
    return told;
}

/* The draft whose outcome the draft `d`, without a verb of its own, shares: the latest; what was
 * only seen, told in another sentence, gives way to drones stopped ("The ministry gave a total of
 * 117 for the country"). */
int fate_in_reach(const article *a, const draft *d)
{
    int last = draft_in_reach(a, d->sentence);
    if (last == NO_DRAFT && !d->of_them) {
        return headline_in_reach(a, d->sentence);
    }
    const bool whole = last > 0 && a->drafts.items[last].why_outcome.rule == RULE_WHOLE &&
                       a->drafts.items[last - 1].out_of == a->drafts.items[last].value &&
                       a->drafts.items[last - 1].sentence == a->drafts.items[last].sentence;
    last -= whole; /* "seven of the 30 were downed over A, the rest over B" */
    if (last == NO_DRAFT || d->value == SKT_NULL || d->value == 1 ||
        a->drafts.items[last].outcome != SKT_SIGHTED || a->drafts.items[last].value != 1 ||
        a->drafts.items[last].sentence == d->sentence) {
        return last;
    }
    for (size_t i = (size_t)last; i > 0; i--) {
        const draft *told = &a->drafts.items[i - 1];
        if (told->headline || !in_reach(a, told->sentence, d->sentence)) {
            break;
        }
        if (!told->debris && told->outcome == SKT_INTERCEPTED && told->value != SKT_NULL) {
            return (int)i - 1;
        }
    }
    return last;
}

/* "The remaining 26", behind a table of places: the total of a country that leaves room for
 * it, or NO_DRAFT. */
static int total_told(const article *a, const item *it, uint32_t sentence, int outcome)
{
    int found = NO_DRAFT;
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (d->sentence + 4 < sentence) {
            break;
        }
        if (!d->debris && !d->headline && !d->superseded && d->container == NO_DRAFT &&
            (int)d->outcome == outcome && d->value != SKT_NULL && d->value > it->value &&
            d->places.count == 1 && d->places.items[0].level == SKT_LEVEL_COUNTRY) {
            found = (int)i - 1;
        }
    }
    return found;
}

/* What a part refers to: the latest draft that is large enough. */
int container_of(const article *a, const item *it, uint32_t sentence, int outcome)
{
    int fallback = NO_DRAFT;
    const int group = it->count == COUNT_OTHER ? group_told(a, sentence) : NO_DRAFT;
    if (group != NO_DRAFT && (it->value == SKT_NULL || a->drafts.items[group].value > it->value)) {
        return group; /* "the remaining four", of all that came */
    }
    const int table = it->count == COUNT_OTHER && it->value != SKT_NULL && it->value > 1
                          ? total_told(a, it, sentence, outcome)
                          : NO_DRAFT;
    if (table != NO_DRAFT) {
        return table;
    }
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (d->debris || d->headline || d->superseded || !in_reach(a, d->sentence, sentence)) {
            continue;
        }
        if (d->sentence < sentence && fallback != NO_DRAFT &&
            a->drafts.items[fallback].sentence == sentence) {
            break; /* "five were fired, of which four were downed": in the same sentence first */
        }
        const bool again = d->why_outcome.rule == RULE_WHOLE && i > 1 && /* told by its fate too */
                           a->drafts.items[i - 2].value == d->value &&
                           a->drafts.items[i - 2].sentence == d->sentence;
        if (again) {
            continue;
        }
        const bool all = it->count == COUNT_ALL && d->value == it->value; /* "all six of them" */
        const bool fits =
            d->value != SKT_NULL && (it->value == SKT_NULL || d->value > it->value || all);
        if (fits && d->container == NO_DRAFT && (int)d->outcome == outcome) {
            return (int)i - 1;
        }
        if (fits && fallback == NO_DRAFT) {
            fallback = (int)i - 1;
        }
    }
    return fallback;
}

int group_told(const article *a, uint32_t sentence)
{
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (d->sentence + 2 < sentence) {
            break;
        }
        if (!d->debris && !d->headline && d->value != SKT_NULL && d->container == NO_DRAFT &&
            (d->outcome == SKT_LAUNCHED || d->outcome == SKT_SIGHTED)) {
            return (int)i - 1;
        }
    }
    return NO_DRAFT;
}

bool inclusion_before(const article *a, size_t i)
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
