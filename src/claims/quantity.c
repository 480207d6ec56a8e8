/* Counts: numbers and quantities, with the noun they count. */
#include "claims/quantity.h"

/* Takes "army's", "Ukrainian navy's" of "two of the army's drones"; false: there is none. */
static bool take_owner(cursor *c)
{
    enum { REACH = 4 };
    for (uint32_t at = c->at; at < c->end && at <= c->at + REACH; at++) {
        const skt_word *word = &c->scene->text->words[at];
        if (word->kind == SKT_WORD_SUFFIX && at > c->at) {
            c->at = at + 1;
            return true;
        }
        if (word->kind == SKT_WORD_PUNCT || word->kind == SKT_WORD_DIGITS) {
            break;
        }
    }
    return false;
}

/* "один із безпілотників": whether a word of number ends right before word `at`; languages without
 * articles tell so who it is one of. */
static bool is_number_word(const skt_scene *scene, uint32_t at)
{
    skt_lexicon_hit hit;
    return at > 0 && skt_words_match(&hit, scene->words, at - 1, at) &&
           skt_lexicon_entry(&hit, SKT_TAG_NUMBER) != NULL;
}

/* "28 of 31", "52 of the 54" (`definite`): takes the noun behind the number of the whole. */
static void part_of_number(item *out, cursor *c, int64_t whole, bool definite)
{
    const noun_found noun = noun_after(c->scene, c->at, c->end);
    if (noun.noun == NOUN_OTHER || noun.noun == NOUN_SITES) {
        out->noun = (uint8_t)noun.noun;
    } else {
        out->out_of = whole;
        if (noun.noun == NOUN_DRONE || definite) {
            out->noun = NOUN_DRONE; /* "four out of twenty" may be anything */
        }
    }
    c->at = noun.end;
}

/* "28 of 31", "52 of the 54", "28 out of 31", "15 of the drones", "ten of them". */
static void partition_at(item *out, cursor *c)
{
    const cursor start = *c;
    const skt_entry *of_them = take_tag(c, SKT_TAG_OF_THEM);
    if (of_them != NULL && skt_str_is(of_them->kind, "subset")) {
        out->of_them = true;
        out->noun = NOUN_DRONE;
        out->plural = out->value != 1;
        return;
    }
    *c = start;
    if (take_tag(c, SKT_TAG_DOWN) != NULL) {
        *c = start; /* "shot a third out of the sky" */
        return;
    }
    (void)take(c, SKT_GRAMMAR_OUT);
    if (!take(c, SKT_GRAMMAR_OF)) {
        *c = start;
        return;
    }
    (void)take(c, SKT_GRAMMAR_OUT); /* or behind it */
    take_bracket(c);
    const bool definite = take(c, SKT_GRAMMAR_DEFINITE);
    item whole = {.value = SKT_NULL, .low = SKT_NULL, .out_of = SKT_NULL};
    const cursor named = *c;
    const bool counted = number_at(&whole, c);
    if (!counted && take_owner(c) && !number_at(&whole, c)) { /* "41 of Russia's 58 drones" */
        *c = named;
    }
    if (whole.value != SKT_NULL) {
        part_of_number(out, c, whole.value, definite);
        return;
    }
    const bool owned = take_owner(c);
    const noun_found noun = noun_after(c->scene, c->at, c->end);
    if (owned && noun.noun == NOUN_DRONE) {
        out->noun = NOUN_DRONE; /* named here for the first time: no part of others */
        out->plural = out->value != 1;
        c->at = noun.end;
        return;
    }
    if (noun.noun == NOUN_DRONE &&
        (definite || (noun.plural && out->value == 1 && is_number_word(c->scene, start.at)))) {
        out->of_them = true;
        out->noun = NOUN_DRONE;
        out->plural = out->value != 1;
        c->at = noun.end;
        take_bracket(c);
        return;
    }
    if (definite && noun.noun == NOUN_OTHER && out->noun != NOUN_DRONE) {
        out->noun = NOUN_OTHER;
        c->at = noun.end;
        return;
    }
    *c = start;
}

static void set_anaphor(item *out, const skt_entry *entry)
{
    static const struct {
        skt_str name;
        count_kind kind;
    } kinds[] = {{SKT_WORD("another"), COUNT_ANOTHER}, {SKT_WORD("more"), COUNT_ANOTHER},
                 {SKT_WORD("other"), COUNT_OTHER},     {SKT_WORD("rest"), COUNT_REST},
                 {SKT_WORD("both"), COUNT_BOTH},       {SKT_WORD("all"), COUNT_ALL},
                 {SKT_WORD("none"), COUNT_ZERO},       {SKT_WORD("after"), COUNT_ANOTHER}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (skt_str_eq(entry->kind, kinds[i].name)) {
            out->count = (uint8_t)kinds[i].kind;
        }
    }
}

/* A noun that ends before word `end` and is of drones behind a number alone: "29 decoys". */
static bool is_counted_only(const skt_scene *scene, uint32_t end)
{
    skt_lexicon_hit hit;
    const skt_entry *drone = skt_words_match(&hit, scene->words, end - 1, end)
                                 ? skt_lexicon_entry(&hit, SKT_TAG_DRONE)
                                 : NULL;
    const bool joined = end > 2 && scene->text->words[end - 2].kind == SKT_WORD_HYPHEN;
    skt_lexicon_hit longer; /* "loitering munition", "дроны-камикадзе" */
    const bool alone = end < 2 || !skt_words_match(&longer, scene->words, end - 2 - joined, end) ||
                       longer.end != end;
    return drone != NULL && alone && skt_str_is(drone->kind, "counted");
}

/* Whether the noun that ends at word `end` is one of several drones only. */
static bool names_several(const skt_scene *scene, uint32_t end)
{
    skt_lexicon_hit hit;
    const skt_entry *drone = skt_words_match(&hit, scene->words, end - 1, end)
                                 ? skt_lexicon_entry(&hit, SKT_TAG_DRONE)
                                 : NULL;
    return drone != NULL && drone->plural && !drone->singular;
}

/* Takes a word that stands behind its noun and tells that these are others: "five drones more". */
static void take_more_behind(item *out, cursor *c)
{
    cursor ahead = *c;
    const skt_entry *more = take_tag(&ahead, SKT_TAG_ANAPHOR);
    if (more != NULL && skt_str_is(more->kind, "after") &&
        (out->noun == NOUN_DRONE || out->noun == NOUN_NONE)) {
        out->count = COUNT_ANOTHER;
        c->at = ahead.at;
    }
}

/* "ریزپرنده سوم": the third drone, told behind the noun. */
static void take_ordinal_behind(item *out, cursor *c)
{
    cursor ahead = *c;
    const skt_entry *ordinal =
        out->value == 1 && !out->plural ? take_tag(&ahead, SKT_TAG_ORDINAL) : NULL;
    if (ordinal != NULL && !skt_words_verb_last(c->scene->words)) {
        return;
    }
    if (ordinal != NULL && ordinal->value < UINT8_MAX) {
        out->count = COUNT_ANOTHER;
        out->ordinal = true;
        out->nth = (uint8_t)ordinal->value;
        c->at = ahead.at;
    }
}

/* The noun before word `end` where its form counts by itself: a dual; or NULL. */
static const skt_entry *dual_at(const cursor *c, uint32_t end)
{
    for (cursor at = *c; at.at < end; at.at++) {
        uint32_t behind = 0;
        const skt_entry *noun = hit_with(&at, SKT_TAG_DRONE, &behind);
        if (noun != NULL && noun->value != SKT_NULL && behind <= end) {
            return noun;
        }
    }
    return NULL;
}

/* "what flies is a decoy". */
static bool follows_auxiliary(const cursor *c)
{
    uint32_t behind = 0;
    cursor before = *c;
    before.at -= before.at > 0;
    return c->at > 0 && hit_with(&before, SKT_TAG_AUX, &behind) != NULL;
}

/* "une frappe de drone": whether "of" before word `at` stands behind a noun of action. */
static bool names_action(const skt_scene *scene, uint32_t at)
{
    skt_lexicon_hit hit;
    for (uint32_t from = at < 3 ? 0 : at - 3; from + 1 < at; from++) {
        if (!skt_words_match(&hit, scene->words, from, at) ||
            (hit.end != at && hit.end + 1 != at)) {
            continue;
        }
        const skt_entry *verb = skt_lexicon_entry(&hit, SKT_TAG_VERB);
        if (verb != NULL && verb->form == SKT_FORM_NOUN) {
            return true;
        }
    }
    return false;
}

/* "a drone", "an armed Hermes 900", "drones", "the drones". */
static bool bare_drone_at(item *out, cursor *c)
{
    const cursor start = *c;
    const bool indefinite = take(c, SKT_GRAMMAR_INDEFINITE);
    /* "their drones" are named here for the first time. */
    const bool own = c->at < c->end && word_does(c->scene, c->at, SKT_GRAMMAR_OWN);
    const bool determined = !indefinite && take(c, SKT_GRAMMAR_DEFINITE);
    /* An article that is written to the noun; "with the drones" tells of no certain ones. */
    const bool written = c->at < c->end && skt_words_defined(c->scene->words, c->at) &&
                         !(c->at > 0 && word_does(c->scene, c->at - 1, SKT_GRAMMAR_WITH));
    const bool definite = (determined && !own) || written;
    noun_found noun;
    if (indefinite || determined) {
        noun = noun_after(c->scene, c->at, c->end);
    } else {
        /* Without an article the noun itself must stand here, or an adjective
         * of origin before it ("Russian drones"). */
        skt_lexicon_hit hit;
        const skt_toponym *toponym = toponym_at(c->scene, c->at);
        const bool here = skt_words_match(&hit, c->scene->words, c->at, c->end) &&
                          skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL;
        const bool counted = toponym != NULL && toponym->end < c->end && /* "ministry Russian 50" */
                             c->scene->text->words[toponym->end].kind == SKT_WORD_DIGITS;
        if (!here && (toponym == NULL || !toponym->adjective || counted)) {
            *c = start;
            return false;
        }
        noun = noun_after(c->scene, c->at, c->end);
    }
    if (noun.noun == NOUN_NONE && noun.ones && indefinite) {
        out->value = 1; /* "three large ones and a small one" */
        out->bound = SKT_EXACT;
        c->at = noun.end;
        return true;
    }
    if (noun.noun == NOUN_DRONE && indefinite && !noun.plural && !noun.attack &&
        noun.end == start.at + 2 && is_counted_only(c->scene, noun.end) &&
        !follows_auxiliary(&start)) {
        out->value = 1; /* "un aparato", "ein Fluggerät": one of those told before */
        out->bound = SKT_EXACT;
        c->at = noun.end;
        return true;
    }
    if (noun.noun != NOUN_DRONE || is_counted_only(c->scene, noun.end) ||
        (indefinite && names_several(c->scene, noun.end))) { /* "two nights in a row drones" */
        *c = start;
        return false;
    }
    const skt_entry *counted = dual_at(c, noun.end);
    out->noun = NOUN_DRONE;
    out->definite = definite;
    out->attack = noun.attack;
    out->plural = noun.plural && !indefinite;
    out->bound = SKT_VAGUE;
    if (counted != NULL) {
        out->value = counted->value;
        out->bound = SKT_EXACT;
        out->definite = false;
    }
    /* "une frappe de drone": of what kind it was */
    const bool kind = !indefinite && !determined && start.at > 0 && start.at < start.end &&
                      c->scene->text->words[start.at - 1].kind == SKT_WORD_LETTERS &&
                      word_does(c->scene, start.at - 1, SKT_GRAMMAR_OF) &&
                      names_action(c->scene, start.at);
    if (!noun.attack && !definite && !out->plural && !kind) {
        out->value = 1;
        out->bound = SKT_EXACT;
    } else if (!noun.attack && indefinite) {
        out->value = 1;
        out->bound = SKT_EXACT;
    }
    c->at = noun.end;
    take_more_behind(out, c);
    take_ordinal_behind(out, c);
    return true;
}

/* "all but two": how many are left out. */
static void except_at(item *out, cursor *c)
{
    cursor ahead = *c;
    item number = {.value = SKT_NULL};
    if (take(&ahead, SKT_GRAMMAR_BUT) && number_at(&number, &ahead) && number.value != SKT_NULL) {
        out->but = number.value;
        *c = ahead;
    }
}

/* "none of the eight", "no drones": what is counted, and that there are none of it. */
static void zero_at(item *out, cursor *c)
{
    item group = *out;
    if (number_at(&group, c)) {
        out->out_of = group.value;
    }
    const noun_found zero = noun_after(c->scene, c->at, c->end);
    c->at = zero.noun == NOUN_DRONE ? zero.end : c->at;
    if (drone_at(c->scene, c->at - 1, c->at)) {
        out->noun = NOUN_DRONE; /* named all the same */
    }
    out->bound = SKT_VAGUE;
}

/* How many a word such as "another", "the other" or "both" counts without a number. */
static void count_alone(item *out, const cursor *c, const skt_entry *entry)
{
    int64_t value = SKT_NULL;
    if (out->count == COUNT_ANOTHER) {
        const noun_found more = noun_after(c->scene, c->at, c->end);
        const bool one = skt_str_is(entry->kind, "another") || entry->value != SKT_NULL ||
                         (more.noun == NOUN_DRONE && !more.plural);
        value = one ? 1 : SKT_NULL; /* "more drones": how many is not said */
    } else if (out->count == COUNT_OTHER && entry->value != SKT_NULL) {
        value = entry->value; /* "the other" of two */
    } else if (out->count == COUNT_BOTH) {
        value = 2;
    }
    out->value = value != SKT_NULL ? value : out->value;
    out->bound = value != SKT_NULL ? SKT_EXACT : SKT_VAGUE;
}

/* "another", "the other two", "all 18 drones", "both", "the rest", "none of the 8". */
static bool anaphor_at(item *out, cursor *c)
{
    const cursor start = *c;
    const skt_entry *entry = take_tag(c, SKT_TAG_ANAPHOR);
    if (entry == NULL) {
        return false;
    }
    set_anaphor(out, entry);
    if (out->count == COUNT_ZERO) {
        zero_at(out, c);
        return true;
    }
    if (out->count == COUNT_ALL) {
        except_at(out, c);
    }
    item number = *out;
    uint32_t behind = 0;
    cursor about = *c; /* "ещё о шести" */
    if (out->count == COUNT_ANOTHER && hit_with(c, SKT_TAG_PREP, &behind) == NULL &&
        take(&about, SKT_GRAMMAR_FUNCTION) && number_at(&number, &about)) {
        c->at++;
    }
    const bool numbered = out->but == 0 && number_at(&number, c);
    if (numbered) {
        out->value = number.value;
        out->bound = number.bound;
        out->low = number.low;
    } else {
        count_alone(out, c, entry);
    }
    const noun_found noun = noun_after(c->scene, c->at, c->end);
    if (noun.noun == NOUN_OTHER && !numbered && out->count != COUNT_REST) {
        *c = start; /* "all day", "both sides", "another man" */
        return false;
    }
    if (!numbered && out->count == COUNT_OTHER && noun.plural) {
        out->value = SKT_NULL; /* "the other drones" */
        out->bound = SKT_VAGUE;
    }
    out->noun = (uint8_t)noun.noun;
    out->attack = noun.attack;
    if (noun.noun != NOUN_NONE) {
        c->at = noun.end;
    }
    if (out->noun == NOUN_NONE || out->noun == NOUN_DRONE) {
        partition_at(out, c);
    }
    out->plural = out->value != 1;
    return true;
}

/* "третий подавили", "второй - в районе": whether what stands behind an ordinal leaves room for no
 * noun. */
static bool stands_alone(const cursor *c)
{
    skt_lexicon_hit hit;
    if (c->at >= c->end) {
        return false;
    }
    const skt_word *word = &c->scene->text->words[c->at];
    return (word->kind == SKT_WORD_PUNCT && !is_sign(c->scene, c->at, ",") &&
            !is_sign(c->scene, c->at, ".") && !opens_quote(c->scene, c->at)) ||
           (skt_words_match(&hit, c->scene->words, c->at, c->end) &&
            skt_lexicon_entry(&hit, SKT_TAG_VERB) != NULL &&
            skt_lexicon_entry(&hit, SKT_TAG_VERB)->form != SKT_FORM_NOUN &&
            skt_lexicon_entry(&hit, SKT_TAG_VERB)->form != SKT_FORM_ATTR);
}

/* "The second was downed", "a seventh hit a plant". */
static bool ordinal_at(item *out, cursor *c)
{
    const cursor start = *c;
    const bool definite = take(c, SKT_GRAMMAR_DEFINITE) ||
                          (c->at < c->end && skt_words_defined(c->scene->words, c->at));
    const bool article = definite || take(c, SKT_GRAMMAR_INDEFINITE);
    uint32_t behind = 0;
    const skt_entry *entry = hit_with(c, SKT_TAG_ORDINAL, &behind);
    const bool bare = entry != NULL && skt_str_is(entry->kind, "bare"); /* "третий дрон" */
    if (entry == NULL || (!article && !bare)) {
        *c = start;
        return false;
    }
    c->at = behind;
    cursor ahead = *c;
    if (take_tag(&ahead, SKT_TAG_OF_THEM) != NULL) {
        *c = start; /* "a third of them": a share */
        return false;
    }
    int64_t value = 1; /* "the second and third" */
    for (cursor more = *c; take(&more, SKT_GRAMMAR_AND);) {
        (void)take(&more, SKT_GRAMMAR_DEFINITE);
        if (take_tag(&more, SKT_TAG_ORDINAL) == NULL) {
            break;
        }
        value++;
        *c = more;
    }
    item number = {.value = SKT_NULL};
    const bool several = number_at(&number, c) && number.value > 1; /* "the first two" */
    const noun_found noun = noun_after(c->scene, c->at, c->end);
    if (noun.noun == NOUN_OTHER || noun.noun == NOUN_SITES || noun.attack ||
        (!article && noun.noun != NOUN_DRONE && !stands_alone(c))) {
        *c = start;
        return false;
    }
    if (several) {
        out->value = number.value;
        out->bound = number.bound;
        out->plural = true;
        out->of_them = true;
        out->noun = (uint8_t)noun.noun;
        c->at = noun.noun == NOUN_DRONE ? noun.end : c->at;
        return true;
    }
    out->value = value;
    out->plural = value > 1;
    out->bound = SKT_EXACT;
    out->count = COUNT_ANOTHER;
    out->ordinal = true;
    out->nth = (uint8_t)(entry->value < UINT8_MAX ? entry->value : 0);
    out->noun = (uint8_t)noun.noun;
    c->at = noun.noun == NOUN_DRONE ? noun.end : c->at;
    if (definite && noun.noun == NOUN_NONE) {
        partition_at(out, c); /* "the first of three drones" */
    }
    return true;
}

/* "one in eight", "four in five drones": a ratio, which counts nothing. */
static bool is_ratio(const cursor *c)
{
    cursor ahead = *c;
    const skt_scene *scene = c->scene;
    item whole = {.value = SKT_NULL};
    if (!take(&ahead, SKT_GRAMMAR_IN) || ahead.at >= ahead.end ||
        scene->text->words[ahead.at].kind == SKT_WORD_DIGITS || !number_at(&whole, &ahead) ||
        whole.value == SKT_NULL || whole.bound != SKT_EXACT) {
        return false;
    }
    const uint8_t noun = (uint8_t)noun_after(scene, ahead.at, ahead.end).noun;
    return noun == NOUN_NONE || noun == NOUN_DRONE;
}

/* "عدد (4) مسيّرات": passes over the bracket behind a number that stands in brackets before drones.
 */
static void leave_brackets(cursor *c, uint32_t start)
{
    if (start > 0 && c->at + 1 < c->end && is_sign(c->scene, start - 1, "(") &&
        is_sign(c->scene, c->at, ")") && drone_at(c->scene, c->at + 1, c->end)) {
        c->at++;
    }
}

static bool plain_number_at(item *out, cursor *c)
{
    const cursor start = *c;
    const bool definite = take(c, SKT_GRAMMAR_DEFINITE);
    if (!number_at(out, c)) {
        *c = start;
        return false;
    }
    leave_brackets(c, start.at);
    out->definite = definite;
    noun_found noun = noun_after(c->scene, c->at, c->end);
    const uint32_t telling = UINT32_C(1) << SKT_TAG_CORRECTION | UINT32_C(1) << SKT_TAG_FIGURE;
    if (out->classified && noun.noun == NOUN_OTHER && c->at < c->end &&
        skt_words_may_begin(c->scene->words, c->at, telling)) {
        noun = (noun_found){NOUN_NONE, c->at, false, false, false, false}; /* "به ۹ فروند رسید" */
    }
    out->noun = (uint8_t)noun.noun;
    out->attack = noun.attack;
    out->measure = noun.measure;
    out->plural = out->value != 1;
    if (noun.noun == NOUN_NONE && is_ratio(c)) {
        item whole = {.value = SKT_NULL};
        (void)(take(c, SKT_GRAMMAR_IN) && number_at(&whole, c));
        out->noun = NOUN_OTHER;
        out->measure = true;
        return true;
    }
    cursor more = *c;
    const skt_entry *anaphor = take_tag(&more, SKT_TAG_ANAPHOR);
    if (anaphor != NULL) {
        set_anaphor(out, anaphor);
        c->at = more.at;
    }
    skt_lexicon_hit kills;
    const bool of_kills = noun.noun == NOUN_NONE && noun.end < c->end &&
                          skt_words_match(&kills, c->scene->words, noun.end, c->end) &&
                          tells_kills(&kills);
    if (noun.noun != NOUN_NONE || noun.ones || of_kills) {
        c->at = noun.end > c->at ? noun.end : c->at;
    }
    take_more_behind(out, c);
    if (out->noun == NOUN_NONE || out->noun == NOUN_DRONE) {
        partition_at(out, c);
    }
    return true;
}

bool count_at(item *out, const skt_scene *scene, uint32_t at, uint32_t end)
{
    cursor c = {scene, at, end};
    /* Most words are done with here: each way to begin wants one of these. */
    const uint32_t beginnings = UINT32_C(1) << SKT_TAG_SAME | UINT32_C(1) << SKT_TAG_ANAPHOR |
                                UINT32_C(1) << SKT_TAG_BOUND | UINT32_C(1) << SKT_TAG_NUMBER |
                                UINT32_C(1) << SKT_TAG_QUANTITY | UINT32_C(1) << SKT_TAG_DRONE |
                                UINT32_C(1) << SKT_TAG_ORDINAL;
    if (scene->text->words[at].kind != SKT_WORD_DIGITS && toponym_at(scene, at) == NULL &&
        !skt_words_may_begin(scene->words, at, beginnings) &&
        !word_does(scene, at, SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_INDEFINITE)) {
        return false;
    }
    *out = (item){.kind = ITEM_COUNT,
                  .first = at,
                  .value = SKT_NULL,
                  .low = SKT_NULL,
                  .out_of = SKT_NULL,
                  .bound = SKT_VAGUE};
    const skt_entry *same = take_tag(&c, SKT_TAG_SAME);
    if (same != NULL) {
        out->count = COUNT_SAME;
        out->end = c.at;
        return true;
    }
    if (anaphor_at(out, &c) || ordinal_at(out, &c) || plain_number_at(out, &c) ||
        bare_drone_at(out, &c)) {
        out->end = c.at;
        return c.at > at;
    }
    return false;
}
