/* Tagging the words of time. */
#include "claims/when_terms.h"

#include <string.h>

#include "core/calendar.h"

enum { DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

/* One past the last word of `phrase`, which begins with word `at`, or 0.
 * Hyphens between words count as spaces. */
static uint32_t phrase_end(const skt_text *text, uint32_t at, uint32_t end,
                           const skt_time_phrase *phrase)
{
    const char *rest = phrase->text;
    size_t length = phrase->head;
    for (;;) {
        if (at >= end || !skt_str_eq(text->words[at].fold, (skt_str){rest, length})) {
            return 0;
        }
        at++;
        rest += length;
        if (*rest != ' ') {
            return at;
        }
        rest++;
        if (at < end && text->words[at].kind == SKT_WORD_HYPHEN) {
            at++;
        }
        if (at < end && text->words[at].fold.len > 0 && text->words[at].fold.ptr[0] != *rest) {
            return 0; /* as most, at the first letter */
        }
        length = strcspn(rest, " ");
    }
}

/* Whether a number follows, behind a full stop or a comma at most. */
static bool number_follows(const skt_text *text, uint32_t at, uint32_t end)
{
    while (at < end && text->words[at].kind == SKT_WORD_PUNCT && text->words[at].text.len == 1 &&
           strchr(".,", text->words[at].text.ptr[0]) != NULL) {
        at++;
    }
    return at < end && text->words[at].kind == SKT_WORD_DIGITS;
}

/* Whether a number in digits or in words begins at word `at`. */
static bool is_number(const skt_time_words *words, const skt_text *text, uint32_t at, uint32_t end)
{
    size_t n = 0;
    const bool letters = at < end && text->words[at].kind == SKT_WORD_LETTERS;
    const skt_time_phrase *phrases = letters ? skt_time_phrases(&n, words, &text->words[at]) : NULL;
    for (size_t i = 0; i < n; i++) {
        if (phrases[i].row.kind == SKT_TERM_NUMBER && phrases[i].row.value > 0 &&
            phrase_end(text, at, end, &phrases[i]) != 0) {
            return true;
        }
    }
    return at < end && text->words[at].kind == SKT_WORD_DIGITS;
}

/* The longest phrase at word `at`. */
static bool tag_phrase(skt_term *out, const skt_time_words *words, const skt_text *text,
                       uint32_t at, uint32_t end)
{
    const skt_word *word = &text->words[at];
    bool found = false;
    size_t n;
    const skt_time_phrase *phrases = skt_time_phrases(&n, words, word);
    for (size_t i = 0; i < n; i++) {
        const skt_term_row *row = &phrases[i].row;
        const uint32_t behind = phrase_end(text, at, end, &phrases[i]);
        if (behind == 0 || (found && behind <= out->end) ||
            ((row->flags & SKT_TERM_CAPITAL) != 0 && (word->flags & SKT_WORD_CAPITAL) == 0) ||
            ((row->flags & SKT_TERM_DATED) != 0 && !number_follows(text, behind, end)) ||
            ((row->flags & SKT_TERM_OF_CLOCK) != 0 && !is_number(words, text, behind, end))) {
            continue;
        }
        *out = (skt_term){.first = at,
                          .end = behind,
                          .kind = row->kind,
                          .flags = row->flags,
                          .value = row->value,
                          .name = row->name};
        found = true;
    }
    return found;
}

/* Reads digits at *at; -1 if there are none or more than nine. */
static int32_t read_digits(skt_str text, size_t *at)
{
    int32_t value = 0;
    const size_t from = *at;
    while (*at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9') {
        if (*at - from == 9) {
            return -1;
        }
        value = value * 10 + (text.ptr[(*at)++] - '0');
    }
    return *at == from ? -1 : value;
}

/* Whether a year can only be of the Iranian calendar: "1404/03/25". */
static bool is_solar_year(int32_t year)
{
    return year >= SKT_SOLAR_MIN && year <= SKT_SOLAR_MAX;
}

/* A day in three numbers, written year first or day first; a month first only
 * where the middle number can be none. SKT_NO_DAY where it cannot be told. */
static skt_day day_of_numbers(int32_t a, int32_t b, int32_t c, bool american)
{
    if (is_solar_year(a)) {
        return skt_solar_valid(a, b, c) ? skt_day_from_solar(a, b, c) : SKT_NO_DAY;
    }
    if (a > 31) {
        return skt_civil_valid(a, b, c) ? skt_day_from_civil(a, b, c) : SKT_NO_DAY;
    }
    if (is_solar_year(c)) {
        return skt_solar_valid(c, b, a) ? skt_day_from_solar(c, b, a) : SKT_NO_DAY;
    }
    const int32_t year = c < 100 ? 2000 + c : c;
    if (american && b > 12) {
        const int32_t day = b;
        b = a;
        a = day;
    } else if (american && a <= 12 && a != b) {
        return SKT_NO_DAY;
    }
    return year < 10000 && skt_civil_valid(year, b, a) ? skt_day_from_civil(year, b, a)
                                                       : SKT_NO_DAY;
}

/* "1830", "18:30", "18:30:05", "18.30", "14.05.2024". */
static void tag_digits(skt_term *out, skt_str fold)
{
    int32_t part[3] = {-1, -1, -1};
    size_t digits[3] = {0};
    char separator = '\0';
    size_t at = 0;
    size_t n = 0;
    for (; n < 3; n++) {
        const size_t from = at;
        part[n] = read_digits(fold, &at);
        digits[n] = at - from;
        if (part[n] < 0 || at >= fold.len || (n > 0 && fold.ptr[at] != separator)) {
            n++;
            break;
        }
        separator = fold.ptr[at++];
    }
    if (part[0] < 0 || at < fold.len || separator == ',') {
        return;
    }
    const bool clock = n >= 2 && digits[0] <= 2 && digits[1] == 2 && part[0] <= 24 &&
                       part[1] < 60 && part[0] * 60 + part[1] <= 24 * 60;
    if (n == 1) {
        out->kind = SKT_TERM_NUMBER;
        out->value = part[0];
    } else if (separator == ':' && clock) {
        out->kind = SKT_TERM_CLOCK;
        out->value = part[0] * HOUR_S + part[1] * MINUTE_S;
    } else if (separator == '.' && n == 2 && clock) {
        out->kind = SKT_TERM_DOTTED;
        out->value = part[0] * HOUR_S + part[1] * MINUTE_S;
    } else if (separator == '.' && n == 3) {
        const skt_day day = day_of_numbers(part[0], part[1], part[2], false);
        if (day != SKT_NO_DAY) {
            out->kind = SKT_TERM_DATE;
            out->value = day;
        }
    }
}

static bool is_joined(const skt_text *text, uint32_t at, uint32_t end)
{
    return at < end && (text->words[at].flags & SKT_WORD_SPACE) == 0;
}

/* "2025-08-07" and "07/08/2025": five words without a space. */
static bool tag_numeric_date(skt_term *out, const skt_text *text, uint32_t at, uint32_t end)
{
    int32_t part[3];
    for (uint32_t i = 0; i < 5; i++) {
        const skt_word *word = end - at > i ? &text->words[at + i] : NULL;
        if (word == NULL || (i > 0 && !is_joined(text, at + i, end))) {
            return false;
        }
        size_t digits = 0;
        if (i % 2 == 0) {
            part[i / 2] = read_digits(word->fold, &digits);
            if (part[i / 2] < 0 || digits != word->fold.len) {
                return false;
            }
        } else if (!skt_str_eq(word->text, text->words[at + 1].text) ||
                   (!skt_str_is(word->text, "-") && !skt_str_is(word->text, "/"))) {
            return false;
        }
    }
    const bool slash = skt_str_is(text->words[at + 1].text, "/");
    const skt_day day = day_of_numbers(part[0], part[1], part[2], slash);
    *out = (skt_term){.first = at,
                      .end = at + 5,
                      .kind = day == SKT_NO_DAY ? SKT_TERM_OTHER : SKT_TERM_DATE,
                      .value = day};
    return true;
}

static void tag_sign(skt_term *out, const skt_word *word)
{
    const skt_str sign = word->text;
    if (word->kind == SKT_WORD_SUFFIX) {
        out->kind = SKT_TERM_POSSESSIVE;
        return;
    }
    out->kind = word->kind == SKT_WORD_HYPHEN ? SKT_TERM_DASH : SKT_TERM_STOP;
    if (sign.len == 1) {
        const char c = sign.ptr[0];
        out->kind = c == '-'               ? SKT_TERM_DASH
                    : c == ',' || c == '(' ? SKT_TERM_COMMA
                    : c == '.'             ? SKT_TERM_DOT
                                           : out->kind;
    } else if (skt_str_eq(sign, SKT_LIT("\xE2\x80\x93")) ||
               skt_str_eq(sign, SKT_LIT("\xE2\x80\x94")) ||
               skt_str_eq(sign, SKT_LIT("\xE2\x88\x92"))) {
        out->kind = SKT_TERM_DASH;
    } else if (skt_str_eq(sign, SKT_LIT("\xD8\x8C"))) {
        out->kind = SKT_TERM_COMMA;
    }
}

/* "29th": a number with the ending of an ordinal. */
static void join_ordinal(skt_term *term, const skt_text *text, uint32_t end)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    if (term->kind != SKT_TERM_NUMBER || !is_joined(text, term->end, end)) {
        return;
    }
    /* "am 3. September": a full stop that does not end the sentence */
    if (skt_str_is(text->words[term->end].text, ".") && term->end + 1 < end &&
        text->words[term->end + 1].kind == SKT_WORD_LETTERS &&
        text->words[term->end + 1].sentence == text->words[term->first].sentence) {
        term->kind = SKT_TERM_ORDINAL;
        term->end++;
        return;
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (skt_str_is(text->words[term->end].fold, endings[i])) {
            term->kind = SKT_TERM_ORDINAL;
            term->end++;
            return;
        }
    }
}

static void tag_at(skt_term *out, const skt_time_words *words, const skt_text *text, uint32_t at,
                   uint32_t end)
{
    const skt_word *word = &text->words[at];
    *out = (skt_term){.first = at, .end = at + 1, .kind = SKT_TERM_OTHER};
    if (word->kind == SKT_WORD_DIGITS) {
        if (!tag_numeric_date(out, text, at, end)) {
            tag_digits(out, word->fold);
            join_ordinal(out, text, end);
        }
    } else if (word->kind != SKT_WORD_LETTERS) {
        tag_sign(out, word);
    } else {
        (void)tag_phrase(out, words, text, at, end);
    }
    out->joined = (word->flags & SKT_WORD_SPACE) == 0;
}

/* "9 Eylül'ü 10 Eylül'e bağlayan gece", "the night that leads from the 9th to the 10th": puts the
 * word that joins two days, the last term, between them. */
static void join_days(skt_term_vec *terms)
{
    const size_t at = terms->count - 1;
    size_t day = at; /* where the second day begins */
    if (day > 1 && terms->items[day - 1].kind == SKT_TERM_NUMBER &&
        terms->items[day - 2].kind == SKT_TERM_MONTH) {
        day--; /* the year */
    }
    if (day > 1 && terms->items[day - 1].kind == SKT_TERM_MONTH) {
        day -= 2;
    } else if (day > 1 && terms->items[day - 1].kind == SKT_TERM_WEEKDAY) {
        day--;
    }
    if (day == at || day == 0) {
        return;
    }
    skt_term join = terms->items[at];
    memmove(&terms->items[day + 1], &terms->items[day], (at - day) * sizeof join);
    join.first = join.end = terms->items[day + 1].first;
    join.value = SKT_PREP_TO;
    terms->items[day] = join;
}

skt_status skt_terms_tag(skt_term_vec *out, const skt_text *text, skt_span span,
                         const skt_time_words *words)
{
    const uint32_t end = span.end <= text->n_words ? span.end : (uint32_t)text->n_words;
    if (span.first >= end) {
        return SKT_OK;
    }
    if (!skt_vec_reserve(out, out->count + (end - span.first))) {
        return SKT_E_NOMEM;
    }
    for (uint32_t at = span.first; at < end;) {
        skt_term *term = &out->items[out->count++];
        tag_at(term, words, text, at, end);
        term->end += text->words[term->end - 1].kind == SKT_WORD_DIGITS && term->end < end &&
                     text->words[term->end].kind == SKT_WORD_SUFFIX; /* "10'unda" */
        at = term->end;
        if (term->kind == SKT_TERM_PREP && term->value == SKT_PREP_JOINS) {
            join_days(out);
        }
    }
    return SKT_OK;
}
