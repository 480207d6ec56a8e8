/* What is left of drones: debris that falls on something, wrecks that are found. */
#include "claims/draft.h"
#include "claims/quantity.h"

enum { HEAD_REACH = 3, WHOLE_REACH = 6 };

static const skt_entry *entry_at(const skt_scene *scene, uint32_t at, uint32_t end, skt_tag tag,
                                 uint32_t *behind)
{
    const cursor c = {scene, at, end};
    return at < end ? hit_with(&c, tag, behind) : NULL;
}

/* The word that names a piece: debris itself, or a part or wreck of something. */
static bool head_at(const skt_scene *scene, uint32_t at, uint32_t end, uint32_t *behind)
{
    *behind = at + 1;
    return at < end && (entry_at(scene, at, end, SKT_TAG_DEBRIS, behind) != NULL ||
                        word_does(scene, at, SKT_GRAMMAR_PART | SKT_GRAMMAR_WRECK));
}

/* The number that stands at word `at`, before word `end`, or SKT_NULL. */
static int64_t counted_at(const skt_scene *scene, uint32_t at, uint32_t end)
{
    cursor c = {.scene = scene, .at = at, .end = end};
    int64_t value = SKT_NULL;
    return digits_at(&c, &value) || words_at(&c, &value) ? value : SKT_NULL;
}

/* The drone behind "of" or "from" at word `at`: "of a downed UAV", "from two drones", "of one";
 * the word behind it, or 0. `drones`: how many, if not told of before. */
static uint32_t whole_at(const skt_scene *scene, uint32_t at, uint32_t end, int64_t *drones)
{
    uint32_t behind = 0;
    const skt_entry *prep = entry_at(scene, at, end, SKT_TAG_PREP, &behind);
    if (at >= end || !(word_does(scene, at, SKT_GRAMMAR_OF) ||
                       (prep != NULL && skt_str_is(prep->kind, "origin")))) {
        return 0;
    }
    const skt_entry *them = entry_at(scene, at + 2, end, SKT_TAG_OF_THEM, &behind);
    if (them != NULL && skt_str_is(them->kind, "subset") &&
        entry_at(scene, at + 1, end, SKT_TAG_NUMBER, &(uint32_t){0}) != NULL) {
        return behind; /* "of two of them" */
    }
    bool definite = false;
    for (uint32_t i = at + 1; i < end && i <= at + WHOLE_REACH; i++) {
        const skt_entry *drone = entry_at(scene, i, end, SKT_TAG_DRONE, &behind);
        if (drone != NULL) { /* "of a Geran drone" */
            *drones = definite ? SKT_NULL : drone->singular ? 1 : counted_at(scene, at + 1, i);
            const uint32_t type = behind;
            return entry_at(scene, type, end, SKT_TAG_DRONE, &behind) != NULL ? behind : type;
        }
        if (i == at + 1 && word_does(scene, i, SKT_GRAMMAR_ONES | SKT_GRAMMAR_PRONOUN)) {
            return i + 1;
        }
        definite |= word_does(scene, i, SKT_GRAMMAR_DEFINITE);
        if (scene->text->words[i].kind == SKT_WORD_PUNCT ||
            word_does(scene, i, SKT_GRAMMAR_WEAPON) ||
            entry_at(scene, i, end, SKT_TAG_MASKED, &behind) != NULL ||
            entry_at(scene, i, end, SKT_TAG_PREP, &behind) != NULL ||
            entry_at(scene, i, end, SKT_TAG_AUX, &behind) != NULL) {
            break;
        }
    }
    return 0;
}

/* Whether word `at` may stand between an article and the piece: "a burning piece". */
static bool is_adjective(const skt_scene *scene, uint32_t at, uint32_t end)
{
    uint32_t behind = 0;
    const skt_entry *verb = entry_at(scene, at, end, SKT_TAG_VERB, &behind);
    return at < end && scene->text->words[at].kind != SKT_WORD_PUNCT &&
           (!skt_words_know(scene->words, at) ||
            (verb != NULL && (verb->form == SKT_FORM_ING || verb->form == SKT_FORM_PAST ||
                              verb->form == SKT_FORM_PART)));
}

/* Whether the piece whose head is word `head` is of another weapon: "shell fragments". */
static bool of_weapon(const skt_scene *scene, uint32_t head, uint32_t behind, uint32_t end)
{
    const bool before = head > 0 && word_does(scene, head - 1, SKT_GRAMMAR_WEAPON);
    const bool after = behind + 1 < end && word_does(scene, behind, SKT_GRAMMAR_OF) &&
                       (word_does(scene, behind + 1, SKT_GRAMMAR_WEAPON) ||
                        (behind + 2 < end && word_does(scene, behind + 2, SKT_GRAMMAR_WEAPON)));
    return before || after;
}

bool debris_at(item *out, const skt_scene *scene, uint32_t at, uint32_t end)
{
    const uint32_t beginnings = UINT32_C(1) << SKT_TAG_DRONE | UINT32_C(1) << SKT_TAG_DEBRIS;
    if (!skt_words_may_begin(scene->words, at, beginnings) &&
        !word_does(scene, at,
                   SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_INDEFINITE | SKT_GRAMMAR_PART |
                       SKT_GRAMMAR_WRECK)) {
        return false; /* as at most words */
    }
    uint32_t behind = 0;
    uint32_t head = at;
    const skt_entry *drone = entry_at(scene, at, end, SKT_TAG_DRONE, &behind);
    bool debris = false;
    if (drone != NULL) { /* "drone wreckage", "UAV fragments" */
        head = behind;
        debris = drone->singular && entry_at(scene, head, end, SKT_TAG_DEBRIS, &behind) != NULL;
        if (!debris) {
            return false;
        }
    } else {
        const bool led = word_does(scene, at, SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_INDEFINITE);
        head += led;
        for (uint32_t i = 0; led && i < HEAD_REACH && !head_at(scene, head, end, &behind); i++) {
            if (!is_adjective(scene, head, end)) {
                return false;
            }
            head++; /* "a burning piece of a drone" */
        }
        if (!head_at(scene, head, end, &behind)) {
            return false;
        }
        debris = !led && entry_at(scene, head, end, SKT_TAG_DEBRIS, &behind) != NULL;
    }
    if (of_weapon(scene, head, behind, end)) {
        *out = (item){.kind = ITEM_WORD, .first = at, .end = behind};
        return true;
    }
    int64_t drones = SKT_NULL;
    const uint32_t whole = whole_at(scene, behind, end, &drones);
    /* "its remains": of the drone told of before */
    debris |= head == at + 1 && word_does(scene, at, SKT_GRAMMAR_OWN) &&
              word_does(scene, head, SKT_GRAMMAR_WRECK);
    if (whole == 0 && !debris) {
        return false;
    }
    *out = (item){.kind = ITEM_DEBRIS,
                  .first = at,
                  .end = whole != 0 ? whole : behind,
                  .value = SKT_NULL,
                  .low = SKT_NULL,
                  .out_of = SKT_NULL};
    if (drones != SKT_NULL && word_does(scene, head, SKT_GRAMMAR_WRECK)) {
        out->value = drones; /* "the wreck of a drone": that drone, where it is found */
        out->bound = SKT_EXACT;
    }
    return true;
}

/* An active verb that the lexicon does not have, behind the debris at item `i`: "debris
 * scratched the paint". */
static bool touches(const article *a, size_t i)
{
    if (i + 2 >= a->items.count || a->items.items[i + 1].kind != ITEM_WORD ||
        a->items.items[i + 2].kind == ITEM_PREP || a->items.items[i + 2].kind == ITEM_STOP ||
        a->items.items[i + 2].kind == ITEM_COMMA) {
        return false;
    }
    const skt_str word = a->scene.text->words[a->items.items[i + 1].first].fold;
    return word.len > 4 && skt_str_is(skt_str_sub(word, word.len - 2, 2), "ed");
}

/* The finding of the wreck at item `i`, told before it or behind it; SIZE_MAX if none. */
static size_t found_by(const article *a, size_t i)
{
    for (size_t k = 0; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_VERB && it->entry->patient == SKT_IMPACTED &&
            it->entry->agent == SKT_NO_OUTCOME && (k < i) != has_auxiliary(a, k) &&
            !is_negated(a, 0, k) && !is_unreal(a, k)) {
            return k;
        }
    }
    return SIZE_MAX;
}

/* Whether verb item `k` tells of drones that the sentence has counted. */
static bool is_of_drones(const article *a, size_t k)
{
    const uint32_t first = a->items.items[k].first;
    for (size_t n = a->drafts.count; n > 0; n--) {
        const draft *d = &a->drafts.items[n - 1];
        if (d->sentence != a->scene.text->words[first].sentence) {
            return false;
        }
        if (d->value != SKT_NULL && d->outcome == SKT_IMPACTED && d->verb_first == first &&
            d->verb_end > first) {
            return true;
        }
    }
    return false;
}

static bool parts_clauses(const item *it)
{
    return it->kind == ITEM_STOP || it->kind == ITEM_COLON;
}

/* "There is no damage where the wreckage came down": whether the clause of the debris at item
 * `i`, which begins at item `from`, only tells where nothing was harmed. */
static bool only_locates(const article *a, size_t from, size_t i)
{
    if (from == 0 || !item_does(a, from - 1, SKT_GRAMMAR_WHERE)) {
        return false;
    }
    bool none = false;
    for (size_t k = from - 1; k > 0 && !parts_clauses(&a->items.items[k - 1]); k--) {
        none |= a->items.items[k - 1].kind == ITEM_NEG;
    }
    const bool told = i + 2 < a->items.count && a->items.items[i + 2].kind == ITEM_PREP;
    return none && !told;
}

/* "wounded by fragments", "suffered cuts from the wreckage": whether item `k` leads to what did
 * it. */
static bool is_doer(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return item_does(a, k, SKT_GRAMMAR_BY) ||
           (it->kind == ITEM_PREP && skt_str_is(it->entry->kind, "origin"));
}

/* What the debris of the draft did, in its sentence; false: nothing. */
static bool harm_of(const article *a, draft *d, size_t i)
{
    bool harm = touches(a, i);
    if (harm) {
        hold_item(a, d, i + 1);
        told_by(a, d, RULE_DEBRIS, i + 1);
    }
    size_t from = i;
    while (from > 0 && !parts_clauses(&a->items.items[from - 1]) &&
           !item_does(a, from - 1, SKT_GRAMMAR_WHERE | SKT_GRAMMAR_WHICH)) {
        from--;
    }
    if (only_locates(a, from, i)) {
        return false;
    }
    for (size_t k = from; k < a->items.count && !parts_clauses(&a->items.items[k]); k++) {
        const item *it = &a->items.items[k];
        const bool falls =
            it->kind == ITEM_VERB &&
            (it->entry->agent == SKT_IMPACTED || it->entry->patient == SKT_IMPACTED) &&
            !is_of_drones(a, k);
        /* "fragments killed a man", "was killed by fragments" */
        const bool hurts =
            it->kind == ITEM_CASUALTY && (k == i + 1 || (k + 2 == i && is_doer(a, i - 1)));
        const bool seen = it->kind == ITEM_VERB && it->entry->patient == SKT_SIGHTED &&
                          it->entry->form != SKT_FORM_NOUN && (k + 1 == i || k == i + 1);
        if (it->kind == ITEM_DAMAGE || falls || hurts || seen) { /* "обнаружены фрагменты" */
            harm |= !is_negated(a, 0, k) && !is_unreal(a, k);
            hold_item(a, d, k);
            told_by(a, d, RULE_DEBRIS, k);
        }
    }
    return harm;
}

/* "... crashed near A, and the wreck had been collected": what is left of drones whose fall the
 * sentence has told. */
static bool gathers(const article *a, size_t i)
{
    const size_t found = found_by(a, i);
    const int told = last_draft(a, a->scene.text->words[a->items.items[i].first].sentence);
    return found != SIZE_MAX && skt_str_is(a->items.items[found].entry->kind, "find") &&
           told != NO_DRAFT && a->drafts.items[told].outcome == SKT_IMPACTED &&
           a->drafts.items[told].value != SKT_NULL;
}

/* "the wreckage of a drone that they said they had shot down over A": the verb that tells how the
 * drone behind the debris at item `i` was stopped; SIZE_MAX if none. */
static size_t shot_before(const article *a, size_t i)
{
    enum { REACH = 6 };
    const item *it = &a->items.items[i];
    bool one = false; /* the wreck of a drone not told of before */
    for (uint32_t w = it->first + 1; w < it->end; w++) {
        one |= word_does(&a->scene, w, SKT_GRAMMAR_INDEFINITE) &&
               word_does(&a->scene, w - 1, SKT_GRAMMAR_OF);
    }
    bool clause = false;
    for (size_t k = i + 1; one && k < a->items.count && k <= i + REACH; k++) {
        const item *at = &a->items.items[k];
        if (at->kind == ITEM_VERB) {
            return clause && at->entry->patient == SKT_INTERCEPTED && !is_negated(a, i, k) &&
                           !is_unreal(a, k)
                       ? k
                       : SIZE_MAX;
        }
        clause |= item_does(a, k, SKT_GRAMMAR_PRONOUN | SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH);
        if (at->kind != ITEM_RELATIVE && at->kind != ITEM_WORD && at->kind != ITEM_SAY &&
            at->kind != ITEM_AUX && at->kind != ITEM_SOURCE) {
            break;
        }
    }
    return SIZE_MAX;
}

/* The drone that the debris at item `i` is of, stopped as verb item `verb` tells. */
static skt_status bind_shot(article *a, draft *d, size_t i, size_t verb)
{
    d->value = 1;
    d->low = SKT_NULL;
    d->out_of = SKT_NULL;
    d->bound = SKT_EXACT;
    d->own_noun = true;
    d->outcome = SKT_INTERCEPTED;
    d->method = method_of_verb(a, verb);
    hold_item(a, d, verb);
    told_by(a, d, RULE_VERB_SUBJECT, verb);
    d->when = when_of_count(a, i, verb);
    const skt_status status = bind_places(a, d, verb, verb);
    if (status != SKT_OK || d->places.count == 0) {
        return status != SKT_OK ? status : pass_over(a, i, RULE_NO_PLACE);
    }
    return skt_vec_push(&a->drafts, *d) ? SKT_OK : SKT_E_NOMEM;
}

skt_status bind_debris(article *a, size_t i, uint32_t sentence)
{
    draft d = new_draft(a, i, sentence);
    const size_t shot = shot_before(a, i);
    if (shot != SIZE_MAX) {
        return bind_shot(a, &d, i, shot);
    }
    const bool lies = d.value != SKT_NULL && !is_negated(a, 0, i) && !is_unreal(a, i);
    const size_t found = lies ? found_by(a, i) : SIZE_MAX;
    d.outcome = SKT_IMPACTED;
    if (found != SIZE_MAX) {
        hold_item(a, &d, found);
        told_by(a, &d, RULE_DEBRIS, found);
    } else if (lies && !harm_of(a, &d, i)) {
        d.why_outcome.rule = RULE_DEBRIS; /* "they came on the wreck of a drone" */
    } else {
        d.value = SKT_NULL;
        d.bound = SKT_VAGUE;
        d.debris = true;
    }
    d.low = SKT_NULL;
    d.out_of = SKT_NULL;
    d.own_noun = d.value != SKT_NULL;
    if (d.debris && gathers(a, i)) {
        return pass_over(a, i, RULE_DEFINITE);
    }
    if (!d.own_noun && !harm_of(a, &d, i)) {
        return pass_over(a, i, RULE_NO_HARM);
    }
    d.when = when_of_count(a, i, SIZE_MAX);
    const skt_status status = bind_places(a, &d, i, found);
    if (status != SKT_OK || d.places.count == 0 ||
        (d.own_noun && found == SIZE_MAX && !d.own_place)) {
        return status != SKT_OK ? status : pass_over(a, i, RULE_NO_PLACE);
    }
    return skt_vec_push(&a->drafts, d) ? SKT_OK : SKT_E_NOMEM;
}
