/* A number with what bounds it or stands for it: "at least 12", "two to four", "several". */
#include "claims/quantity.h"

static bool year_like(const cursor *before, int64_t value)
{
    if (before->at >= before->end) {
        return false;
    }
    const skt_word *word = &before->scene->text->words[before->at];
    return value >= 1900 && value <= 2100 && word->kind == SKT_WORD_DIGITS && word->fold.len == 4;
}

/* "a hundred and twelve", "a thousand two hundred": the article stands for one, and more
 * than the round number follows. */
static bool hundred_at(const cursor *c)
{
    cursor ahead = *c;
    uint32_t behind = 0;
    if (!take(&ahead, SKT_GRAMMAR_INDEFINITE)) {
        return false;
    }
    const skt_entry *entry = hit_with(&ahead, SKT_TAG_NUMBER, &behind);
    if (entry == NULL || !entry->multiplier) {
        return false;
    }
    ahead.at = behind;
    (void)take(&ahead, SKT_GRAMMAR_AND);
    const skt_entry *more = hit_with(&ahead, SKT_TAG_NUMBER, &behind);
    return more != NULL && !more->multiplier;
}

/* "2/3" of the lexicon: two thirds. */
static void set_share(item *out, skt_str kind)
{
    if (kind.len == 3 && kind.ptr[1] == '/') {
        out->share = (uint8_t)(kind.ptr[0] - '0');
        out->shares = (uint8_t)(kind.ptr[2] - '0');
    }
}

/* "two to four drones", "between 10 and 15 drones", "three or four drones": behind the lower
 * number of a range, of which it is the least. */
static bool range_at(cursor *c, uint32_t start, int64_t lower)
{
    const skt_scene *scene = c->scene;
    const skt_word *words = scene->text->words;
    const bool between = start > 0 && skt_str_is(words[start - 1].fold, "between");
    cursor ahead = *c;
    if (ahead.at + 1 >= ahead.end || lower < 1 ||
        (start > 0 && skt_str_is(words[start - 1].fold, "from"))) {
        return false; /* "rose from 8 to 11 drones" */
    }
    const skt_str link = words[ahead.at].fold;
    if (!(skt_str_is(link, "to") || skt_str_is(link, "or") ||
          (between && skt_str_is(link, "and")))) {
        return false;
    }
    ahead.at++;
    int64_t upper = SKT_NULL;
    if ((!digits_at(&ahead, &upper) && !words_at(&ahead, &upper)) || upper <= lower) {
        return false;
    }
    const count_noun noun = noun_after(scene, ahead.at, ahead.end).noun;
    uint32_t behind = 0;
    const bool alone = noun == NOUN_NONE &&
                       (skt_str_is(link, "or") || hit_with(&ahead, SKT_TAG_AUX, &behind) != NULL);
    if (noun != NOUN_DRONE && !alone) { /* "300 to 400 were used" */
        return false;
    }
    *c = ahead;
    return true;
}

/* Takes digits, words of number or of quantity ("several"), the value of which may be SKT_NULL;
 * false: there are none, and the cursor is back at `start`. A bound of "some" is taken back where
 * it is a quantity itself. */
static bool value_at(int64_t *value, const skt_entry **quantity, const skt_entry **bound, cursor *c,
                     cursor start)
{
    if (digits_at(c, value)) {
        return true;
    }
    if (hundred_at(c) && take(c, SKT_GRAMMAR_INDEFINITE) && words_at(c, value)) {
        return true;
    }
    *quantity = take_tag(c, SKT_TAG_QUANTITY);
    if (*quantity == NULL && words_at(c, value)) {
        return true;
    }
    if (*quantity == NULL && *bound != NULL) {
        cursor some = start; /* "some of the drones": no bound of a number */
        *quantity = take_tag(&some, SKT_TAG_QUANTITY);
        if (*quantity != NULL) {
            *c = some;
            *bound = NULL;
        }
    }
    if (*quantity == NULL) {
        *c = start;
        return false;
    }
    *value = (*quantity)->value;
    return true;
}

/* Passes over the classifier behind a number: "سه فروند پهپاد", three craft of drone. */
static bool take_classifier(cursor *c)
{
    uint32_t behind = 0;
    const skt_entry *unit = hit_with(c, SKT_TAG_UNIT, &behind);
    const bool there = unit != NULL && skt_str_is(unit->kind, "classifier");
    c->at = there ? behind : c->at;
    return there;
}

/* Whether a word with which numbers begin stands at the cursor. */
static bool may_begin(const cursor *c)
{
    const uint32_t beginnings = UINT32_C(1) << SKT_TAG_BOUND | UINT32_C(1) << SKT_TAG_NUMBER |
                                UINT32_C(1) << SKT_TAG_QUANTITY;
    return c->at < c->end && (c->scene->text->words[c->at].kind == SKT_WORD_DIGITS ||
                              skt_words_may_begin(c->scene->words, c->at, beginnings) ||
                              word_does(c->scene, c->at, SKT_GRAMMAR_INDEFINITE));
}

bool number_at(item *out, cursor *c)
{
    if (!may_begin(c)) {
        return false; /* as at most words */
    }
    const cursor start = *c;
    const skt_entry *bound = take_tag(c, SKT_TAG_BOUND);
    if (bound != NULL && bound->after) {
        *c = start;
        bound = NULL;
    }
    const cursor number = *c;
    const skt_entry *quantity = NULL;
    int64_t value = SKT_NULL;
    if (!value_at(&value, &quantity, &bound, c, start)) {
        return false;
    }
    if (quantity != NULL && value == SKT_NULL && quantity->low != SKT_NULL) {
        cursor ahead = *c; /* "a swarm of 13 drones", "the first wave of at least 20" */
        if (number_at(out, &ahead) && out->value != SKT_NULL) {
            *c = ahead;
            return true;
        }
    }
    out->classified = take_classifier(c);
    out->value = value;
    out->bound = (uint8_t)(value == SKT_NULL ? SKT_VAGUE : SKT_EXACT);
    if (quantity != NULL) {
        set_share(out, quantity->kind);
        out->low = quantity->low;
        out->bound = (uint8_t)(value == SKT_NULL ? SKT_VAGUE : quantity->bound);
    }
    if (bound != NULL && value != SKT_NULL) {
        out->bound = bound->bound;
    }
    if (value != SKT_NULL && range_at(c, start.at, value)) {
        out->bound = SKT_AT_LEAST; /* also "some 300 to 400" */
    }
    if (year_like(&number, value)) {
        const noun_found noun = noun_after(c->scene, c->at, c->end);
        if (noun.noun != NOUN_DRONE) {
            *c = start;
            return false;
        }
    }
    const cursor behind = *c;
    const skt_entry *after = take_tag(c, SKT_TAG_BOUND);
    if (after != NULL && after->after && value != SKT_NULL) {
        out->bound = after->bound;
    } else {
        *c = behind;
    }
    return true;
}
