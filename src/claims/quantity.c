/* Numbers and quantities, with the noun they count. */
#include "claims/items.h"

enum { NOUN_REACH = 6 /* words between a number and its noun: "15 small one-way attack drones" */ };

typedef struct cursor {
    const skt_scene *scene;
    uint32_t at, end;
} cursor;

static const skt_word *word_of(const cursor *c)
{
    return c->at < c->end ? &c->scene->text->words[c->at] : NULL;
}

/* Passes over a word that does one of the things `grammar`. */
static bool take(cursor *c, unsigned grammar)
{
    if (c->at < c->end && word_does(c->scene, c->at, grammar)) {
        c->at++;
        return true;
    }
    return false;
}

/* Passes over a bracket by which an editor put in a word. */
static void take_bracket(cursor *c)
{
    if (c->at < c->end && (is_sign(c->scene, c->at, "[") || is_sign(c->scene, c->at, "]"))) {
        c->at++;
    }
}

static const skt_entry *hit_with(const cursor *c, skt_tag tag, uint32_t *behind)
{
    skt_lexicon_hit hit;
    if (c->at >= c->end || !skt_words_match(&hit, c->scene->words, c->at, c->end)) {
        return NULL;
    }
    *behind = hit.end;
    return skt_lexicon_entry(&hit, tag);
}

static const skt_entry *take_tag(cursor *c, skt_tag tag)
{
    uint32_t behind = 0;
    const skt_entry *entry = hit_with(c, tag, &behind);
    if (entry != NULL) {
        c->at = behind;
    }
    return entry;
}

/* ---------------------------------------------------------------- numbers */

/* "1,541": thousands grouped by commas or no-break spaces; false for decimals,
 * clock times and the like. */
static bool plain_digits(int64_t *value, skt_str fold)
{
    int64_t sum = 0;
    size_t group = 0; /* digits since the last separator */
    bool separated = false;
    for (size_t i = 0; i < fold.len; i++) {
        const char c = fold.ptr[i];
        if (c >= '0' && c <= '9') {
            sum = sum * 10 + (c - '0');
            group++;
            if (sum > INT64_C(1000000000)) {
                return false;
            }
        } else if (c == ',' || c == ' ') {
            if (group == 0 || group > 3 || (separated && group != 3)) {
                return false;
            }
            separated = true;
            group = 0;
        } else {
            return false;
        }
    }
    *value = sum;
    return group > 0 && (!separated || group == 3);
}

/* Digits that are part of a name or a measure: Il-76, S-300, No. 3, 19th, $5, 70%. */
static bool is_designator(const cursor *c)
{
    const skt_text *text = c->scene->text;
    const skt_word *word = &text->words[c->at];
    if (c->at > 0 && (word->flags & SKT_WORD_SPACE) == 0) {
        const skt_word *before = &text->words[c->at - 1];
        if (before->kind == SKT_WORD_HYPHEN || before->kind == SKT_WORD_LETTERS ||
            skt_str_is(before->text, "/") || skt_str_is(before->text, "$") ||
            skt_str_is(before->text, "\xE2\x82\xAC") || skt_str_is(before->text, "\xC2\xA3") ||
            skt_str_is(before->text, "#") || skt_str_is(before->text, "\xE2\x84\x96")) {
            return true;
        }
    }
    const uint32_t stop = c->at > 1 && is_sign(c->scene, c->at - 1, ".") ? 2 : 1;
    if (c->at >= stop && word_does(c->scene, c->at - stop, SKT_GRAMMAR_NUMBERED)) {
        return true; /* "No. 3" */
    }
    if (c->at + 1 < text->n_words) {
        const skt_word *after = &text->words[c->at + 1];
        if ((after->flags & SKT_WORD_SPACE) == 0 &&
            (after->kind == SKT_WORD_LETTERS || after->kind == SKT_WORD_HYPHEN ||
             skt_str_is(after->text, "%") || skt_str_is(after->text, "/"))) {
            return true;
        }
    }
    return false;
}

static bool digits_at(cursor *c, int64_t *value)
{
    const skt_word *word = word_of(c);
    if (word == NULL || word->kind != SKT_WORD_DIGITS || is_designator(c) ||
        !plain_digits(value, word->fold)) {
        return false;
    }
    c->at++;
    return true;
}

/* "one hundred and forty-four", "twelve", "two thousand". */
static bool words_at(cursor *c, int64_t *value)
{
    int64_t sum = 0;
    int64_t part = 0;
    bool any = false;
    while (c->at < c->end) {
        uint32_t behind = 0;
        const skt_entry *entry = hit_with(c, SKT_TAG_NUMBER, &behind);
        if (entry == NULL || entry->value == SKT_NULL) {
            break;
        }
        if (entry->multiplier) {
            part = (part == 0 ? 1 : part) * entry->value;
            if (entry->value >= 1000) {
                sum += part;
                part = 0;
            }
        } else if (part % 100 != 0 && !(part % 10 == 0 && entry->value < 10)) {
            break; /* "two three" is no number */
        } else {
            part += entry->value;
        }
        any = true;
        c->at = behind;
        cursor next = *c;
        if (next.at < next.end &&
            (next.scene->text->words[next.at].kind == SKT_WORD_HYPHEN ||
             (part >= 100 && word_does(next.scene, next.at, SKT_GRAMMAR_AND)))) {
            next.at++;
            if (hit_with(&next, SKT_TAG_NUMBER, &behind) == NULL) {
                break;
            }
            c->at = next.at;
        }
    }
    *value = sum + part;
    return any;
}

/* ------------------------------------------------------------------ nouns */

/* A word after which no noun of the number can come. */
static bool ends_noun_phrase(const skt_scene *scene, uint32_t at, uint32_t end)
{
    const skt_word *word = &scene->text->words[at];
    if (word->kind == SKT_WORD_PUNCT || word->kind == SKT_WORD_SUFFIX) {
        /* "one of [the drones]": brackets of an editor are passed over. */
        return !skt_str_is(word->text, "[") && !skt_str_is(word->text, "]");
    }
    skt_lexicon_hit hit;
    if (!skt_words_match(&hit, scene->words, at, end)) {
        return false;
    }
    return skt_lexicon_entry(&hit, SKT_TAG_PREP) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_AUX) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_SAY) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_OF_THEM) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_EACH) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_NEG) != NULL ||
           skt_lexicon_entry(&hit, SKT_TAG_NUMBER) != NULL;
}

/* A verb form that cannot stand inside a noun phrase before its noun. */
static const skt_entry *verb_entry(const skt_lexicon_hit *hit)
{
    const skt_entry *verb = skt_lexicon_entry(hit, SKT_TAG_VERB);
    return verb != NULL && verb->form != SKT_FORM_NOUN ? verb : NULL;
}

typedef struct noun_found {
    count_noun noun;
    uint32_t end;
    bool plural, attack;
} noun_found;

/* The hit is a noun of action right behind a drone noun: "drone attacks". */
static bool is_action_noun(const skt_scene *scene, uint32_t at, uint32_t end, uint32_t *behind)
{
    skt_lexicon_hit hit;
    if (at < end && scene->text->words[at].kind == SKT_WORD_HYPHEN) {
        at++;
    }
    if (at >= end || !skt_words_match(&hit, scene->words, at, end)) {
        return false;
    }
    const skt_entry *verb = skt_lexicon_entry(&hit, SKT_TAG_VERB);
    if (verb == NULL || verb->form != SKT_FORM_NOUN) {
        return false;
    }
    *behind = at;
    return true;
}

/* Whether no noun of a number can stand behind word `i`: `seen` words came before. */
static bool stops_noun(const skt_scene *scene, uint32_t i, uint32_t end, uint32_t seen)
{
    skt_lexicon_hit hit;
    if (ends_noun_phrase(scene, i, end) || word_does(scene, i, SKT_GRAMMAR_FUNCTION) ||
        (skt_words_match(&hit, scene->words, i, end) && verb_entry(&hit) != NULL)) {
        return true;
    }
    const skt_toponym *toponym = toponym_at(scene, i);
    if (toponym != NULL && !toponym->adjective) {
        return true; /* "34 Bryansk", "the Kyiv region drones" */
    }
    if (word_does(scene, i, SKT_GRAMMAR_AND)) {
        /* "missiles and drones": the number belongs to what it stood by;
         * "attack and decoy drones" goes on. */
        const skt_str before = i > 0 ? scene->text->words[i - 1].fold : SKT_STR_NONE;
        return seen == 0 || (before.len > 0 && before.ptr[before.len - 1] == 's');
    }
    uint32_t when;
    return when_at(scene, i, &when) != NULL;
}

/* What a single phrase at word `i` says of the noun; false if nothing. */
static bool noun_here(noun_found *found, const skt_scene *scene, uint32_t i, uint32_t end,
                      uint32_t seen)
{
    skt_lexicon_hit hit;
    if (!skt_words_match(&hit, scene->words, i, end)) {
        return false;
    }
    const skt_entry *drone = skt_lexicon_entry(&hit, SKT_TAG_DRONE);
    if (skt_lexicon_entry(&hit, SKT_TAG_MASKED) != NULL ||
        (seen == 0 && skt_lexicon_entry(&hit, SKT_TAG_UNIT) != NULL)) {
        *found = (noun_found){NOUN_OTHER, hit.end, true, false};
    } else if (drone != NULL) {
        *found = (noun_found){NOUN_DRONE, hit.end, drone->plural, false};
    } else if (skt_lexicon_entry(&hit, SKT_TAG_SITES) != NULL) {
        *found = (noun_found){NOUN_SITES, hit.end, true, false};
    } else {
        return false;
    }
    return true;
}

/* "Shahed drones", "Hermes 900 drone", "drone attacks": the last noun rules. */
static void extend_drone(noun_found *found, const skt_scene *scene, uint32_t end)
{
    enum { APART = 4 };
    uint32_t seen = 0;
    for (uint32_t i = found->end; i < end && i < found->end + APART; i++) {
        noun_found more;
        if (noun_here(&more, scene, i, end, seen)) {
            if (more.noun != NOUN_DRONE) {
                break;
            }
            *found = more;
            i = more.end - 1;
            seen = 0;
            continue;
        }
        if (stops_noun(scene, i, end, seen)) {
            break;
        }
        seen++;
    }
    uint32_t behind = 0;
    if (is_action_noun(scene, found->end, end, &behind)) {
        found->attack = true;
        found->end = behind;
    }
}

/* The noun that a number before word `at` counts. */
static noun_found noun_after(const skt_scene *scene, uint32_t at, uint32_t end)
{
    noun_found found = {NOUN_NONE, at, false, false};
    uint32_t seen = 0; /* words that may be adjectives, or a noun of their own */
    for (uint32_t i = at; i < end && i < at + NOUN_REACH + 4; i++) {
        skt_lexicon_hit hit;
        if (noun_here(&found, scene, i, end, seen)) {
            if (found.noun == NOUN_DRONE) {
                extend_drone(&found, scene, end);
            }
            return found;
        }
        if (seen == 0 && skt_words_match(&hit, scene->words, i, end) &&
            skt_lexicon_entry(&hit, SKT_TAG_ANAPHOR) != NULL) {
            i = hit.end - 1; /* "three more", "two others" */
            found.end = hit.end;
            continue;
        }
        if (stops_noun(scene, i, end, seen)) {
            break;
        }
        seen += scene->text->words[i].kind != SKT_WORD_HYPHEN &&
                scene->text->words[i].kind != SKT_WORD_PUNCT;
    }
    if (seen > 0) {
        found.noun = NOUN_OTHER;
    }
    return found;
}

/* ------------------------------------------------------------- quantities */

static bool year_like(const cursor *before, int64_t value)
{
    const skt_word *word = word_of(before);
    return value >= 1900 && value <= 2100 && word != NULL && word->kind == SKT_WORD_DIGITS &&
           word->fold.len == 4;
}

/* The number itself with its bounds; false if there is none. */
static bool number_at(item *out, cursor *c)
{
    const cursor start = *c;
    const skt_entry *bound = take_tag(c, SKT_TAG_BOUND);
    if (bound != NULL && bound->after) {
        *c = start;
        bound = NULL;
    }
    const cursor number = *c;
    const skt_entry *quantity = NULL;
    int64_t value = SKT_NULL;
    if (!digits_at(c, &value)) {
        quantity = take_tag(c, SKT_TAG_QUANTITY);
        if (quantity != NULL) {
            value = quantity->value;
        } else if (!words_at(c, &value)) {
            *c = start;
            return false;
        }
    }
    out->value = value;
    out->bound = (uint8_t)(value == SKT_NULL ? SKT_VAGUE : SKT_EXACT);
    if (quantity != NULL) {
        out->low = quantity->low;
        out->bound = (uint8_t)(value == SKT_NULL ? SKT_VAGUE : quantity->bound);
    }
    if (bound != NULL && value != SKT_NULL) {
        out->bound = bound->bound;
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
    (void)take(c, SKT_GRAMMAR_OUT);
    if (!take(c, SKT_GRAMMAR_OF)) {
        *c = start;
        return;
    }
    take_bracket(c);
    const bool definite = take(c, SKT_GRAMMAR_DEFINITE);
    item whole = {.value = SKT_NULL, .low = SKT_NULL, .out_of = SKT_NULL};
    if (number_at(&whole, c) && whole.value != SKT_NULL) {
        const noun_found noun = noun_after(c->scene, c->at, c->end);
        if (noun.noun == NOUN_OTHER || noun.noun == NOUN_SITES) {
            out->noun = (uint8_t)noun.noun;
        } else {
            out->out_of = whole.value;
            out->noun = NOUN_DRONE;
        }
        c->at = noun.end;
        return;
    }
    const noun_found noun = noun_after(c->scene, c->at, c->end);
    if (noun.noun == NOUN_DRONE && definite) {
        out->of_them = true;
        out->noun = NOUN_DRONE;
        out->plural = out->value != 1;
        c->at = noun.end;
        take_bracket(c);
        return;
    }
    if (definite && noun.noun == NOUN_OTHER) {
        out->noun = NOUN_OTHER;
        c->at = noun.end;
        return;
    }
    *c = start;
}

static void set_anaphor(item *out, const skt_entry *entry)
{
    static const struct {
        const char *name;
        count_kind kind;
    } kinds[] = {{"another", COUNT_ANOTHER}, {"more", COUNT_ANOTHER}, {"other", COUNT_OTHER},
                 {"rest", COUNT_REST},       {"both", COUNT_BOTH},    {"all", COUNT_ALL},
                 {"none", COUNT_ZERO}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (skt_str_is(entry->kind, kinds[i].name)) {
            out->count = (uint8_t)kinds[i].kind;
        }
    }
}

/* "a drone", "an armed Hermes 900", "drones", "the drones". */
static bool bare_drone_at(item *out, cursor *c)
{
    const cursor start = *c;
    const bool indefinite = take(c, SKT_GRAMMAR_INDEFINITE);
    const bool definite = !indefinite && take(c, SKT_GRAMMAR_DEFINITE);
    noun_found noun;
    if (indefinite || definite) {
        noun = noun_after(c->scene, c->at, c->end);
    } else {
        /* Without an article the noun itself must stand here, or an adjective
         * of origin before it ("Russian drones"). */
        skt_lexicon_hit hit;
        const skt_toponym *toponym = toponym_at(c->scene, c->at);
        const bool here = skt_words_match(&hit, c->scene->words, c->at, c->end) &&
                          skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL;
        if (!here && (toponym == NULL || !toponym->adjective)) {
            *c = start;
            return false;
        }
        noun = noun_after(c->scene, c->at, c->end);
    }
    if (noun.noun != NOUN_DRONE) {
        *c = start;
        return false;
    }
    out->noun = NOUN_DRONE;
    out->definite = definite;
    out->attack = noun.attack;
    out->plural = noun.plural && !indefinite;
    out->bound = SKT_VAGUE;
    if (!noun.attack && !definite && !out->plural) {
        out->value = 1;
        out->bound = SKT_EXACT;
    } else if (!noun.attack && indefinite) {
        out->value = 1;
        out->bound = SKT_EXACT;
    }
    c->at = noun.end;
    return true;
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
        item group = *out;
        (void)number_at(&group, c); /* "none of the eight" */
        const noun_found zero = noun_after(c->scene, c->at, c->end);
        c->at = zero.noun == NOUN_DRONE ? zero.end : c->at;
        out->bound = SKT_VAGUE;
        return true;
    }
    item number = *out;
    const bool numbered = number_at(&number, c);
    if (numbered) {
        out->value = number.value;
        out->bound = number.bound;
        out->low = number.low;
    } else if (out->count == COUNT_ANOTHER) {
        out->value = 1; /* another */
        out->bound = SKT_EXACT;
    } else if (out->count == COUNT_BOTH) {
        out->value = 2;
        out->bound = SKT_EXACT;
    } else {
        out->bound = SKT_VAGUE;
    }
    const noun_found noun = noun_after(c->scene, c->at, c->end);
    if (noun.noun == NOUN_OTHER && !numbered && out->count != COUNT_REST) {
        *c = start; /* "all day", "both sides", "another man" */
        return false;
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

/* "The second was downed", "a seventh hit a plant". */
static bool ordinal_at(item *out, cursor *c)
{
    const cursor start = *c;
    const bool article = take(c, SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_INDEFINITE);
    uint32_t behind = 0;
    const skt_entry *entry = hit_with(c, SKT_TAG_ORDINAL, &behind);
    if (!article || entry == NULL) {
        *c = start;
        return false;
    }
    c->at = behind;
    const noun_found noun = noun_after(c->scene, c->at, c->end);
    if (noun.noun == NOUN_OTHER || noun.noun == NOUN_SITES || noun.attack) {
        *c = start;
        return false;
    }
    out->value = 1;
    out->bound = SKT_EXACT;
    out->count = COUNT_ANOTHER;
    out->noun = (uint8_t)noun.noun;
    c->at = noun.noun == NOUN_DRONE ? noun.end : c->at;
    return true;
}

static bool plain_number_at(item *out, cursor *c)
{
    const cursor start = *c;
    const bool definite = take(c, SKT_GRAMMAR_DEFINITE);
    if (!number_at(out, c)) {
        *c = start;
        return false;
    }
    out->definite = definite;
    const noun_found noun = noun_after(c->scene, c->at, c->end);
    out->noun = (uint8_t)noun.noun;
    out->attack = noun.attack;
    out->plural = out->value != 1;
    cursor more = *c;
    const skt_entry *anaphor = take_tag(&more, SKT_TAG_ANAPHOR);
    if (anaphor != NULL) {
        set_anaphor(out, anaphor);
        c->at = more.at;
    }
    if (noun.noun != NOUN_NONE) {
        c->at = noun.end > c->at ? noun.end : c->at;
    }
    if (out->noun == NOUN_NONE || out->noun == NOUN_DRONE) {
        partition_at(out, c);
    }
    return true;
}

bool count_at(item *out, const skt_scene *scene, uint32_t at, uint32_t end)
{
    cursor c = {scene, at, end};
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
