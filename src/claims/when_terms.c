/* Tagging the words of time. */
#include "claims/when_terms.h"

#include "core/calendar.h"
#include "core/str.h"

static const skt_term_table *const tables[] = {&skt_terms_en, &skt_terms_ru, &skt_terms_uk};

enum { MAX_PHRASES = 1024, DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

/* The phrases of a table, by the first byte. */
typedef struct phrase_index {
    const skt_term_table *table;
    uint16_t start[257]; /* of each byte's phrases in `row` and `at` */
    uint16_t row[MAX_PHRASES];
    uint16_t at[MAX_PHRASES]; /* offset into the row's phrases */
} phrase_index;

/* A region behind the language ("en-GB") makes no difference. */
static const skt_term_table *find_table(skt_str lang)
{
    if (lang.len > 2 && (lang.ptr[2] == '-' || lang.ptr[2] == '_')) {
        lang.len = 2;
    }
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (skt_str_is(lang, tables[i]->lang)) {
            return tables[i];
        }
    }
    return NULL;
}

/* One pass counts (fill false), one fills: a counting sort by first byte. */
static void index_pass(phrase_index *index, uint16_t counts[257], bool fill)
{
    for (size_t r = 0; r < index->table->count; r++) {
        const char *phrases = index->table->rows[r].phrases;
        for (size_t at = 0; phrases[at] != '\0'; at++) {
            if (at > 0 && phrases[at - 1] != '|') {
                continue;
            }
            const unsigned char byte = (unsigned char)phrases[at];
            if (fill) {
                const uint16_t slot = counts[byte]++;
                index->row[slot] = (uint16_t)r;
                index->at[slot] = (uint16_t)at;
            } else {
                counts[byte + 1]++;
            }
        }
    }
}

static bool index_build(phrase_index *index, const skt_term_table *table)
{
    uint16_t counts[257] = {0};
    index->table = table;
    index_pass(index, counts, false);
    for (size_t b = 1; b < 257; b++) {
        counts[b] = (uint16_t)(counts[b] + counts[b - 1]);
    }
    memcpy(index->start, counts, sizeof counts);
    if (counts[256] > MAX_PHRASES) {
        return false;
    }
    index_pass(index, counts, true);
    return true;
}

/* One past the last word of `phrase` (up to '|' or NUL) at word `at`, or 0.
 * Hyphens between words count as spaces. */
static uint32_t phrase_end(const skt_text *text, uint32_t at, uint32_t end, const char *phrase)
{
    for (;;) {
        const size_t length = strcspn(phrase, " |");
        if (at >= end || !skt_str_eq(text->words[at].fold, (skt_str){phrase, length})) {
            return 0;
        }
        at++;
        phrase += length;
        if (*phrase != ' ') {
            return at;
        }
        phrase++;
        if (at < end && text->words[at].kind == SKT_WORD_HYPHEN) {
            at++;
        }
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

/* The longest phrase at word `at`. */
static bool tag_phrase(skt_term *out, const phrase_index *index, const skt_text *text, uint32_t at,
                       uint32_t end)
{
    const skt_word *word = &text->words[at];
    const unsigned char byte = word->fold.len > 0 ? (unsigned char)word->fold.ptr[0] : 0;
    bool found = false;
    for (uint16_t i = index->start[byte]; i < index->start[byte + 1]; i++) {
        const skt_term_row *row = &index->table->rows[index->row[i]];
        const uint32_t behind = phrase_end(text, at, end, row->phrases + index->at[i]);
        if (behind == 0 || (found && behind <= out->end) ||
            ((row->flags & SKT_TERM_CAPITAL) != 0 && (word->flags & SKT_WORD_CAPITAL) == 0) ||
            ((row->flags & SKT_TERM_DATED) != 0 && !number_follows(text, behind, end))) {
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

/* A day in three numbers, written year first or day first; a month first only
 * where the middle number can be none. SKT_NO_DAY where it cannot be told. */
static skt_day day_of_numbers(int32_t a, int32_t b, int32_t c, bool american)
{
    if (a > 31) {
        return skt_civil_valid(a, b, c) ? skt_day_from_civil(a, b, c) : SKT_NO_DAY;
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
    static const char *const dashes[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92"};
    if (word->kind == SKT_WORD_SUFFIX) {
        out->kind = SKT_TERM_POSSESSIVE;
        return;
    }
    out->kind = word->kind == SKT_WORD_HYPHEN ? SKT_TERM_DASH : SKT_TERM_STOP;
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        if (skt_str_is(word->text, dashes[i])) {
            out->kind = SKT_TERM_DASH;
        }
    }
    if (skt_str_is(word->text, ",") || skt_str_is(word->text, "(") ||
        skt_str_is(word->text, "\xD8\x8C")) {
        out->kind = SKT_TERM_COMMA;
    } else if (skt_str_is(word->text, ".")) {
        out->kind = SKT_TERM_DOT;
    }
}

/* "29th": a number with the ending of an ordinal. */
static void join_ordinal(skt_term *term, const skt_text *text, uint32_t end)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    if (term->kind != SKT_TERM_NUMBER || !is_joined(text, term->end, end)) {
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

static skt_term tag_at(const phrase_index *index, const skt_text *text, uint32_t at, uint32_t end)
{
    const skt_word *word = &text->words[at];
    skt_term term = {.first = at, .end = at + 1, .kind = SKT_TERM_OTHER};
    if (word->kind == SKT_WORD_DIGITS) {
        if (!tag_numeric_date(&term, text, at, end)) {
            tag_digits(&term, word->fold);
            join_ordinal(&term, text, end);
        }
    } else if (word->kind != SKT_WORD_LETTERS) {
        tag_sign(&term, word);
    } else if (index->table != NULL) {
        (void)tag_phrase(&term, index, text, at, end);
    }
    term.joined = (word->flags & SKT_WORD_SPACE) == 0;
    return term;
}

skt_status skt_terms_tag(skt_term_vec *out, const skt_text *text, skt_span words, skt_str lang)
{
    const skt_term_table *table = find_table(lang);
    phrase_index index;
    index.table = NULL;
    if (table != NULL && !index_build(&index, table)) {
        return SKT_E_DATA;
    }
    const uint32_t end = words.end <= text->n_words ? words.end : (uint32_t)text->n_words;
    for (uint32_t at = words.first; at < end;) {
        const skt_term term = tag_at(&index, text, at, end);
        if (!skt_vec_push(out, term)) {
            return SKT_E_NOMEM;
        }
        at = term.end;
    }
    return SKT_OK;
}
