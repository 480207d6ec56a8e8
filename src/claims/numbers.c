/* Numbers in digits and in words. */
#include "claims/quantity.h"

static const skt_word *word_of(const cursor *c)
{
    return c->at < c->end ? &c->scene->text->words[c->at] : NULL;
}

/* Passes over a bracket by which an editor put in a word. */
void take_bracket(cursor *c)
{
    if (c->at < c->end && (is_sign(c->scene, c->at, "[") || is_sign(c->scene, c->at, "]"))) {
        c->at++;
    }
}

/* ---------------------------------------------------------------- numbers */

/* "1,541", "1.541": thousands grouped by commas, full stops or no-break spaces; false for
 * decimals, clock times and the like. */
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
        } else if (c == ',' || c == ' ' || c == '.') {
            if (group == 0 || group > 3 || sum == 0 || (separated && group != 3)) {
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

/* "62-ма", "17-ти", "4-х": whether a hyphen and the end of the number word that the digits before
 * stand for are at word `at`. */
static bool ending_at(const skt_text *text, uint32_t at)
{
    static const char *const endings[] = {"ма",  "ти",   "ть",    "х",  "ми",  "мя",  "м",
                                          "ьох", "рьох", "рьома", "ох", "ома", "еро", "ро"};
    if (at + 1 >= text->n_words || text->words[at].kind != SKT_WORD_HYPHEN ||
        (text->words[at].flags & SKT_WORD_SPACE) != 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (skt_str_is(text->words[at + 1].fold, endings[i])) {
            return true;
        }
    }
    return false;
}

/* Digits that are part of a name or a measure: Il-76, S-300, No. 3, 19th, $5, 70%. */
static bool is_designator(const cursor *c)
{
    const skt_text *text = c->scene->text;
    const skt_word *word = &text->words[c->at];
    if (c->at > 0 && (word->flags & SKT_WORD_SPACE) == 0) {
        const skt_word *before = &text->words[c->at - 1];
        /* What folds to nothing is a sign's variation: the bullet of a list. */
        const bool letters = before->kind == SKT_WORD_LETTERS && before->fold.len > 0;
        if (before->kind == SKT_WORD_HYPHEN || letters || skt_str_is(before->text, "/") ||
            skt_str_is(before->text, "$") || skt_str_is(before->text, "\xE2\x82\xAC") ||
            skt_str_is(before->text, "\xC2\xA3") || skt_str_is(before->text, "#") ||
            skt_str_is(before->text, "\xE2\x84\x96")) {
            return true;
        }
    }
    if (c->at > 0 && is_sign(c->scene, c->at - 1, "\xE2\x84\x96")) {
        return true; /* "№ 6" */
    }
    const uint32_t stop = c->at > 1 && is_sign(c->scene, c->at - 1, ".") ? 2 : 1;
    if (c->at >= stop && word_does(c->scene, c->at - stop, SKT_GRAMMAR_NUMBERED)) {
        return true; /* "No. 3" */
    }
    if (c->at + 1 < text->n_words && !ending_at(text, c->at + 1)) {
        const skt_word *after = &text->words[c->at + 1];
        if ((after->flags & SKT_WORD_SPACE) == 0 &&
            (after->kind == SKT_WORD_LETTERS || after->kind == SKT_WORD_HYPHEN ||
             skt_str_is(after->text, "%") || skt_str_is(after->text, "/"))) {
            return true;
        }
    }
    return false;
}

/* "3 500 з них", "– 62 145 (+312)": whether what stands behind the group at the cursor makes a
 * number of it and the digits before. */
static bool ends_thousands(const cursor *c)
{
    cursor behind = *c;
    behind.at++;
    const bool of_them = take_tag(&behind, SKT_TAG_OF_THEM) != NULL;
    const bool dashed = c->at > 1 && (is_sign(c->scene, c->at - 2, "\xE2\x80\x93") ||
                                      is_sign(c->scene, c->at - 2, "\xE2\x80\x94") ||
                                      is_sign(c->scene, c->at - 2, "\xE2\x80\x92"));
    const bool added = c->at + 1 < c->end && is_sign(c->scene, c->at + 1, "(");
    return of_them || dashed || added;
}

/* "91 672 беспилотника": three more digits behind a blank, where drones follow them. */
static void take_thousands(cursor *c, int64_t *value)
{
    enum { GROUP = 3 };
    const skt_word *words = c->scene->text->words;
    int64_t group = 0;
    if (*value == 0 || *value >= 1000 || c->at >= c->end || words[c->at].kind != SKT_WORD_DIGITS ||
        words[c->at].fold.len != GROUP || words[c->at - 1].fold.len > GROUP ||
        !plain_digits(&group, words[c->at].fold) ||
        (noun_after(c->scene, c->at + 1, c->end).noun != NOUN_DRONE && !ends_thousands(c))) {
        return;
    }
    *value = *value * 1000 + group;
    c->at++;
}

/* "1,2 тисячі", "2.5 thousand": a number with one decimal, by the unit behind it. */
static bool decimal_at(cursor *c, int64_t *value)
{
    const skt_word *word = word_of(c);
    const size_t n = word == NULL || word->kind != SKT_WORD_DIGITS ? 0 : word->fold.len;
    if (n < 3 || n > 5 || (word->fold.ptr[n - 2] != ',' && word->fold.ptr[n - 2] != '.')) {
        return false;
    }
    int64_t whole = 0;
    cursor unit_at = *c;
    uint32_t behind = 0;
    unit_at.at++;
    const skt_entry *unit = hit_with(&unit_at, SKT_TAG_NUMBER, &behind);
    if (unit == NULL || !unit->multiplier || unit->value < 1000 ||
        !plain_digits(&whole, skt_str_sub(word->fold, 0, n - 2))) {
        return false;
    }
    *value = whole * unit->value + (word->fold.ptr[n - 1] - '0') * (unit->value / 10);
    c->at = behind;
    return true;
}

/* "1.200 dron": thousands grouped by full stops, where drones follow them. */
static bool dotted_digits(const cursor *c, int64_t *value, skt_str fold)
{
    enum { GROUP = 4 }; /* the sign and three digits */
    const size_t first = skt_str_find(fold, SKT_LIT("."), 0);
    int64_t sum = 0;
    if (first == SIZE_MAX || first == 0 || first >= GROUP || fold.ptr[0] == '0' ||
        (fold.len - first) % GROUP != 0 || fold.len > first + 2 * GROUP) {
        return false;
    }
    for (size_t i = 0; i < fold.len; i++) {
        const bool sign = i >= first && (i - first) % GROUP == 0;
        if (sign ? fold.ptr[i] != '.' : fold.ptr[i] < '0' || fold.ptr[i] > '9') {
            return false;
        }
        sum = sign ? sum : sum * 10 + (fold.ptr[i] - '0');
    }
    *value = sum;
    return noun_after(c->scene, c->at + 1, c->end).noun == NOUN_DRONE;
}

bool digits_at(cursor *c, int64_t *value)
{
    const skt_word *word = word_of(c);
    if (decimal_at(c, value)) {
        return true;
    }
    if (word == NULL || word->kind != SKT_WORD_DIGITS || is_designator(c) ||
        !(plain_digits(value, word->fold) || dotted_digits(c, value, word->fold))) {
        return false;
    }
    c->at++;
    take_thousands(c, value);
    const skt_word *ending = word_of(c);
    c->at += ending != NULL && ending->kind == SKT_WORD_SUFFIX; /* "34'ü" */
    c->at += c->at < c->end && ending_at(c->scene->text, c->at) ? 2 : 0;
    uint32_t behind = 0;
    const skt_entry *unit = hit_with(c, SKT_TAG_NUMBER, &behind);
    if (unit != NULL && unit->multiplier && unit->value >= 1000) {
        *value *= unit->value; /* "4 thousand" */
        c->at = behind;
    }
    return true;
}

/* "three and a half thousand": the half of the unit that follows. */
static bool half_at(cursor *c, int64_t *unit)
{
    cursor ahead = *c;
    uint32_t behind = 0;
    if (c->at >= c->end || !word_does(c->scene, c->at, SKT_GRAMMAR_AND) ||
        take_tag(&ahead, SKT_TAG_UNIT) == NULL) { /* "and a half" */
        return false;
    }
    const skt_entry *entry = hit_with(&ahead, SKT_TAG_NUMBER, &behind);
    if (entry == NULL || !entry->multiplier) {
        return false;
    }
    c->at = behind;
    *unit = entry->value;
    return true;
}

/* The number word at *c: behind a hyphen it stands alone ("twenty-one more"). */
static const skt_entry *number_word(const cursor *c, uint32_t *behind)
{
    const skt_entry *entry = hit_with(c, SKT_TAG_NUMBER, behind);
    if (entry != NULL || c->at == 0 || c->scene->text->words[c->at - 1].kind != SKT_WORD_HYPHEN) {
        return entry;
    }
    cursor alone = *c;
    alone.end = c->at + 1;
    return hit_with(&alone, SKT_TAG_NUMBER, behind);
}

/* "one hundred and forty-four", "twelve", "two thousand". */
bool words_at(cursor *c, int64_t *value)
{
    int64_t sum = 0;
    int64_t part = 0;
    int64_t unit = 0;
    bool any = false;
    while (c->at < c->end) {
        uint32_t behind = 0;
        const skt_entry *entry = number_word(c, &behind);
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
        if (half_at(c, &unit)) {
            sum += part * unit + unit / 2;
            part = 0;
            break;
        }
        cursor next = *c;
        const bool joins = skt_str_is(entry->kind, "joins"); /* "twenty and three" */
        if (next.at < next.end &&
            (next.scene->text->words[next.at].kind == SKT_WORD_HYPHEN ||
             ((part >= 100 || joins) && word_does(next.scene, next.at, SKT_GRAMMAR_AND)))) {
            next.at++;
            const skt_entry *more = number_word(&next, &behind);
            if (more == NULL || (joins && more->value >= entry->value && !more->multiplier)) {
                break;
            }
            c->at = next.at;
        }
    }
    *value = sum + part;
    return any;
}
