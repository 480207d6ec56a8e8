/* Charsets of dBASE tables: what .cpg files and language drivers say, by ICU. */
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include "regions/read.h"

enum { NAME_BYTES = 40 };

/* The language driver of a table's header to a code page. Source: the list in ESRI's and
 * GDAL's documents of the format. 87, "the system's", is what most writers put: it tells
 * nothing. */
static const struct {
    int driver, page;
} drivers[] = {
    {1, 437},    {2, 850},    {3, 1252},   {8, 865},    {19, 932},  {38, 866},   {77, 936},
    {78, 949},   {79, 950},   {80, 874},   {88, 1252},  {89, 1252}, {100, 852},  {101, 866},
    {102, 865},  {103, 861},  {106, 737},  {107, 857},  {120, 950}, {121, 949},  {122, 936},
    {123, 932},  {124, 874},  {125, 1255}, {126, 1256}, {135, 852}, {200, 1250}, {201, 1251},
    {202, 1254}, {203, 1253}, {204, 1257},
};

static void page_name(char out[NAME_BYTES], int page)
{
    if (page == 65001) {
        (void)snprintf(out, NAME_BYTES, "UTF-8");
    } else if (page >= 88591 && page <= 885916) {
        const bool two = page > 99999; /* 885915 is ISO 8859-15 */
        (void)snprintf(out, NAME_BYTES, "ISO-8859-%d", two ? page - 885900 : page - 88590);
    } else {
        const bool windows = page >= 1250 && page <= 1258;
        (void)snprintf(out, NAME_BYTES, "%s-%d", windows ? "windows" : "cp", page);
    }
}

/* The number behind `prefix`, where the text is no more than that; else 0. */
static int number_behind(const char *text, const char *prefix)
{
    const skt_str whole = skt_str_from(text);
    const skt_str start = skt_str_from(prefix);
    char *end = NULL;
    if (!skt_str_starts(whole, start) || whole.len == start.len) {
        return 0;
    }
    const long number = strtol(text + start.len, &end, 10);
    return *end == '\0' && number > 0 && number < 1000000 ? (int)number : 0;
}

/* A name that ICU may know; "" where nothing is told. */
static void charset_of(char out[NAME_BYTES], const char *declared)
{
    static const char *const prefixes[] = {"", "ANSI ", "CP", "cp"};
    const skt_str text = skt_str_trim(skt_str_from(declared));
    (void)snprintf(out, NAME_BYTES, "%.*s", SKT_FMT(skt_str_cut(text, NAME_BYTES - 1)));
    const bool is_driver = skt_str_starts(text, SKT_LIT("LDID/"));
    const int driver = number_behind(out, "LDID/");
    int page = 0;
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++) {
        page = drivers[i].driver == driver ? drivers[i].page : page;
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && page == 0; i++) {
        page = number_behind(out, prefixes[i]);
    }
    if (page > 0) {
        page_name(out, page);
    } else if (is_driver) {
        out[0] = '\0';
    }
}

bool skt_regions_charset_known(const char *declared)
{
    char name[NAME_BYTES];
    charset_of(name, declared);
    if (name[0] == '\0') {
        return true;
    }
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &error);
    if (U_FAILURE(error)) {
        return false;
    }
    ucnv_close(converter);
    return true;
}

static bool is_utf8(skt_str text)
{
    const uint8_t *bytes = (const uint8_t *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        UChar32 c;
        U8_NEXT(bytes, i, text.len, c);
        if (c < 0) {
            return false;
        }
    }
    return true;
}

static bool is_ascii(skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static skt_status convert(skt_str *out, skt_str text, const char *charset, skt_arena *arena)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(charset, &error);
    const int32_t room = (int32_t)text.len * 4 + 8;
    char *bytes = skt_arena_alloc(arena, (size_t)room);
    const int32_t n = U_FAILURE(error) || bytes == NULL
                          ? 0
                          : ucnv_toAlgorithmic(UCNV_UTF8, converter, bytes, room, text.ptr,
                                               (int32_t)text.len, &error);
    ucnv_close(converter);
    *out = (skt_str){bytes, U_FAILURE(error) ? 0 : (size_t)n};
    return bytes == NULL ? SKT_E_NOMEM : SKT_OK;
}

/* A dBASE field has 254 bytes at most: no longer text comes here. */
skt_status skt_regions_decode(skt_str *out, skt_str text, const char *declared, bool *guessed,
                              skt_arena *arena)
{
    char charset[NAME_BYTES];
    charset_of(charset, declared);
    if (is_ascii(text) || (charset[0] == '\0' && is_utf8(text))) {
        return skt_arena_str(out, arena, text);
    }
    if (charset[0] == '\0' || !skt_regions_charset_known(declared)) {
        *guessed = true;
        (void)snprintf(charset, sizeof charset, "windows-1252");
    }
    return convert(out, text, charset, arena);
}
