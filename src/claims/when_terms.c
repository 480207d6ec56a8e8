/* Tagging the words of time. */
#include "claims/when_terms.h"

#include <stdlib.h>

#include "core/calendar.h"
#include "core/hash.h"

static const skt_term_table *const tables[] = {&skt_terms_en, &skt_terms_ru, &skt_terms_uk};

enum { DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

/* A phrase: its first word's hash, where it begins in its row, which row. */
typedef struct time_phrase {
    uint64_t hash;
    const char *text; /* up to '|' or NUL */
    const skt_term_row *row;
} time_phrase;

/* A place of the table of first words. */
typedef struct first_slot {
    uint32_t first; /* index + 1 of the first phrase that begins with it; 0: free */
    uint32_t hash;  /* the upper half */
} first_slot;

struct skt_time_words {
    const skt_term_table *table; /* NULL: nothing but digits */
    time_phrase *phrases;        /* those of one first word beside each other, as in the table */
    first_slot *slots;           /* hash table of first words */
    size_t n_phrases, n_slots;
    skt_offsets *offsets;
    uint32_t lengths[256]; /* by first byte: a bit for each length of a first word, 31 or more */
};

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

static uint32_t length_bit(size_t length)
{
    return UINT32_C(1) << (length < 31 ? length : 31);
}

/* Cuts the next word off `phrase`: its length up to a space, '|' or NUL. */
static size_t word_length(const char *phrase)
{
    size_t n = 0;
    while (phrase[n] != ' ' && phrase[n] != '|' && phrase[n] != '\0') {
        n++;
    }
    return n;
}

/* All phrases of a table, into `out` unless that is NULL; how many. */
static size_t list_phrases(time_phrase *out, const skt_term_table *table)
{
    size_t n = 0;
    for (size_t r = 0; r < table->count; r++) {
        const skt_term_row *row = &table->rows[r];
        for (const char *at = row->phrases; at != NULL; n++) {
            if (out != NULL) {
                const skt_str first = {at, word_length(at)};
                out[n] = (time_phrase){skt_word_hash(first), at, row};
            }
            const char *next = strchr(at, '|');
            at = next == NULL ? NULL : next + 1;
        }
    }
    return n;
}

/* By the hash, and as in the table where that is one: rows lie behind each other. */
static int compare_phrases(const void *a, const void *b)
{
    const time_phrase *x = a;
    const time_phrase *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    return (x->text > y->text) - (x->text < y->text);
}

static bool index_phrases(skt_time_words *words)
{
    words->n_phrases = list_phrases(NULL, words->table);
    words->n_slots = 256;
    while (words->n_slots < words->n_phrases * 2) {
        words->n_slots *= 2;
    }
    words->phrases = calloc(words->n_phrases + 1, sizeof *words->phrases);
    words->slots = calloc(words->n_slots, sizeof *words->slots);
    if (words->phrases == NULL || words->slots == NULL) {
        return false;
    }
    (void)list_phrases(words->phrases, words->table);
    qsort(words->phrases, words->n_phrases, sizeof *words->phrases, compare_phrases);
    for (size_t i = 0; i < words->n_phrases; i++) {
        size_t at = (size_t)words->phrases[i].hash;
        if (i > 0 && words->phrases[i].hash == words->phrases[i - 1].hash) {
            continue;
        }
        const char *text = words->phrases[i].text;
        words->lengths[(unsigned char)text[0]] |= length_bit(word_length(text));
        while (words->slots[at & (words->n_slots - 1)].first != 0) {
            at++;
        }
        words->slots[at & (words->n_slots - 1)] =
            (first_slot){(uint32_t)i + 1, (uint32_t)(words->phrases[i].hash >> 32)};
    }
    return true;
}

skt_status skt_time_words_new(skt_time_words **out, skt_str lang)
{
    skt_time_words *words = calloc(1, sizeof *words);
    *out = words;
    if (words == NULL) {
        return SKT_E_NOMEM;
    }
    words->table = find_table(lang);
    words->offsets = skt_offsets_new();
    if (words->offsets == NULL || (words->table != NULL && !index_phrases(words))) {
        skt_time_words_free(words);
        *out = NULL;
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

void skt_time_words_free(skt_time_words *words)
{
    if (words != NULL) {
        free(words->phrases);
        free(words->slots);
        skt_offsets_free(words->offsets);
        free(words);
    }
}

skt_offsets *skt_time_words_offsets(const skt_time_words *words)
{
    return words->offsets;
}

/* The phrases [*first, return) whose first word has that hash. */
static size_t phrases_of(size_t *first, const skt_time_words *words, uint64_t hash)
{
    for (size_t at = (size_t)hash;; at++) {
        const first_slot slot = words->slots[at & (words->n_slots - 1)];
        if (slot.first == 0) {
            return *first = 0;
        }
        if (slot.hash == (uint32_t)(hash >> 32) && words->phrases[slot.first - 1].hash == hash) {
            size_t end = *first = slot.first - 1;
            while (end < words->n_phrases && words->phrases[end].hash == hash) {
                end++;
            }
            return end;
        }
    }
}

/* One past the last word of `phrase` (up to '|' or NUL) at word `at`, or 0.
 * Hyphens between words count as spaces. */
static uint32_t phrase_end(const skt_text *text, uint32_t at, uint32_t end, const char *phrase)
{
    for (;;) {
        const size_t length = word_length(phrase);
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
static bool tag_phrase(skt_term *out, const skt_time_words *words, const skt_text *text,
                       uint32_t at, uint32_t end)
{
    const skt_word *word = &text->words[at];
    bool found = false;
    const skt_str fold = word->fold;
    if (fold.len == 0 || (words->lengths[(unsigned char)fold.ptr[0]] & length_bit(fold.len)) == 0) {
        return false;
    }
    size_t first;
    const size_t last = phrases_of(&first, words, word->hash);
    for (size_t i = first; i < last; i++) {
        const skt_term_row *row = words->phrases[i].row;
        const uint32_t behind = phrase_end(text, at, end, words->phrases[i].text);
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
    } else if (words->table != NULL) {
        (void)tag_phrase(out, words, text, at, end);
    }
    out->joined = (word->flags & SKT_WORD_SPACE) == 0;
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
    for (uint32_t at = span.first; at < end; at = out->items[out->count++].end) {
        tag_at(&out->items[out->count], words, text, at, end);
    }
    return SKT_OK;
}
