#include "gazetteer/build_clean.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uregex.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "core/diag.h"
#include "core/vec.h"
#include "gazetteer/table.h"
#include "text/text.h"

enum {
    MAX_LENGTH = 60, /* code points: longer names are descriptions */
    MIN_LATIN = 4,   /* shorter ones are codes or words */
    MAX_UNITS = 512  /* UTF-16, of a name that is respelled */
};

static bool is_kept(UScriptCode script)
{
    return script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC || script == USCRIPT_ARABIC ||
           script == USCRIPT_HEBREW || script == USCRIPT_GREEK || script == USCRIPT_GEORGIAN ||
           script == USCRIPT_ARMENIAN;
}

/* Letters of the Latin alphabet, without asking ICU. */
static bool see_ascii(skt_gaz_letters *out, uint32_t c)
{
    out->upper |= c >= 'A' && c <= 'Z';
    out->lower |= c >= 'a' && c <= 'z';
    out->digit |= c >= '0' && c <= '9';
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

skt_gaz_letters skt_gaz_letters_of(skt_str name)
{
    skt_gaz_letters out = {.valid = name.len > 0};
    UScriptCode script = USCRIPT_COMMON;
    bool mixed = false;
    for (size_t at = 0; at < name.len && out.valid; out.length++) {
        const uint32_t c = skt_utf8_next(name, &at);
        UScriptCode of_letter = USCRIPT_COMMON;
        if (c < 0x80) {
            out.valid = c >= ' ' && c != 0x7F;
            of_letter = see_ascii(&out, c) ? USCRIPT_LATIN : USCRIPT_COMMON;
        } else if (c == 0xFFFD || c < 0xA0) {
            out.valid = false;
        } else if (u_isalpha((UChar32)c) && u_charType((UChar32)c) != U_MODIFIER_LETTER) {
            UErrorCode error = U_ZERO_ERROR;
            of_letter = uscript_getScript((UChar32)c, &error);
            out.upper |= u_isUUppercase((UChar32)c) != 0;
            out.lower |= u_isULowercase((UChar32)c) != 0;
        }
        if (of_letter != USCRIPT_COMMON && of_letter != USCRIPT_INHERITED) {
            mixed |= script != USCRIPT_COMMON && of_letter != script;
            script = of_letter;
        }
    }
    out.latin = script == USCRIPT_LATIN;
    out.kept_script = !mixed && is_kept(script);
    return out;
}

/* An address, or several names in one. */
static bool has_sign(skt_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (c == '|' || c == '/' || c == '_' || c == '@') {
            return true;
        }
    }
    return false;
}

bool skt_gaz_is_usable(skt_str name, bool digits)
{
    const skt_gaz_letters letters = skt_gaz_letters_of(name);
    if (!letters.valid || !letters.kept_script || letters.length < 2 ||
        letters.length > MAX_LENGTH || (letters.digit && !digits) || has_sign(name)) {
        return false;
    }
    if (!letters.latin) {
        return true;
    }
    /* All small: a machine's romanisation; short: an airport's or country's code. */
    return letters.upper && letters.length >= MIN_LATIN && (letters.lower || letters.length > 4);
}

/* ------------------------------------------------------------------ spelling */

typedef struct rule {
    skt_str countries;         /* codes parted by spaces */
    URegularExpression *regex; /* NULL: diacritics and apostrophes go */
    UChar to[64];
} rule;

struct skt_gaz_spelling {
    skt_arena arena;
    SKT_VEC(rule) rules;
};

static skt_status add_rule(skt_gaz_spelling *spelling, skt_gaz_table *table, const skt_str *f)
{
    rule one = {.regex = NULL};
    UErrorCode error = U_ZERO_ERROR;
    UChar pattern[256];
    int32_t length = 0;
    const skt_status status = skt_arena_str(&one.countries, &spelling->arena, f[0]);
    if (status != SKT_OK) {
        return status;
    }
    u_strFromUTF8(one.to, sizeof one.to / sizeof *one.to, NULL, f[2].ptr, (int32_t)f[2].len,
                  &error);
    u_strFromUTF8(pattern, sizeof pattern / sizeof *pattern, &length, f[1].ptr, (int32_t)f[1].len,
                  &error);
    if (U_SUCCESS(error) && length > 0) {
        one.regex = uregex_open(pattern, length, 0, NULL, &error);
    }
    if (U_FAILURE(error)) {
        skt_gaz_table_refuse(table, u_errorName(error), f[1]);
        uregex_close(one.regex);
        return SKT_OK;
    }
    if (!skt_vec_push(&spelling->rules, one)) {
        uregex_close(one.regex);
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

skt_status skt_gaz_spelling_open(skt_gaz_spelling **out, const char *dir, skt_diag *diag)
{
    static const char *const columns[] = {"countries", "pattern", "replacement", NULL};
    skt_gaz_spelling *spelling = calloc(1, sizeof *spelling);
    *out = spelling;
    if (spelling == NULL) {
        return SKT_E_NOMEM;
    }
    skt_gaz_table table;
    skt_str f[3];
    skt_status status = skt_gaz_table_open(&table, dir, "spelling.tsv", columns, diag);
    if (status == SKT_E_NOTFOUND) {
        return skt_diag_add(diag, SKT_OK, SKT_WARNING, dir, 0,
                            "has no spelling.tsv: names stay as the dump spells them");
    }
    while (status == SKT_OK && skt_gaz_table_next(&table, f)) {
        status = add_rule(spelling, &table, f);
    }
    skt_gaz_table_close(&table);
    return status;
}

/* Takes diacritics and apostrophes away, if then nothing but plain letters is left. */
static int32_t make_plain(UChar *text, int32_t length)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar parts[MAX_UNITS];
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&error);
    const int32_t n = unorm2_normalize(nfkd, text, length, parts, MAX_UNITS, &error);
    if (U_FAILURE(error) || n >= MAX_UNITS) {
        return length;
    }
    int32_t to = 0;
    for (int32_t i = 0; i < n; i++) {
        const UChar c = parts[i] == 0x131 ? 'i' : parts[i];
        const bool apostrophe = c == 0x2BF || c == 0x2BE || c == 0x2018 || c == 0x2019 ||
                                c == 0x2BB || c == 0x2BC || c == '`' || c == 0xB4;
        if (apostrophe || u_getCombiningClass(c) != 0) {
            continue;
        }
        if (c >= 0x80) {
            return length;
        }
        parts[to++] = c;
    }
    u_memcpy(text, parts, to);
    return to;
}

static int32_t replace(UChar *text, int32_t length, const rule *one)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar result[MAX_UNITS];
    uregex_setText(one->regex, text, length, &error);
    const int32_t n = uregex_replaceAll(one->regex, one->to, -1, result, MAX_UNITS, &error);
    if (U_FAILURE(error) || n >= MAX_UNITS) {
        return length;
    }
    u_memcpy(text, result, n);
    return n;
}

void skt_gaz_spell(skt_buf *out, const skt_gaz_spelling *spelling, skt_str country, skt_str name)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar text[MAX_UNITS];
    int32_t length = -1;
    for (size_t i = 0; i < spelling->rules.count; i++) {
        const rule *one = &spelling->rules.items[i];
        if (country.len != 2 || skt_str_find(one->countries, country, 0) == SIZE_MAX) {
            continue;
        }
        if (length < 0) {
            u_strFromUTF8(text, MAX_UNITS, &length, name.ptr, (int32_t)name.len, &error);
            if (U_FAILURE(error) || length >= MAX_UNITS) {
                break;
            }
        }
        length = one->regex == NULL ? make_plain(text, length) : replace(text, length, one);
    }
    char bytes[3 * MAX_UNITS];
    int32_t n = 0;
    if (length > 0 && U_SUCCESS(error)) {
        u_strToUTF8(bytes, sizeof bytes, &n, text, length, &error);
    }
    skt_buf_add(out, n > 0 && U_SUCCESS(error) ? (skt_str){bytes, (size_t)n} : name);
}

void skt_gaz_spelling_free(skt_gaz_spelling *spelling)
{
    if (spelling == NULL) {
        return;
    }
    for (size_t i = 0; i < spelling->rules.count; i++) {
        uregex_close(spelling->rules.items[i].regex);
    }
    skt_vec_dispose(&spelling->rules);
    skt_arena_dispose(&spelling->arena);
    free(spelling);
}
