/* The core: strings, arenas, buffers, maps, days, JSON. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/calendar.h"
#include "core/diag.h"
#include "core/json.h"
#include "core/map.h"
#include "core/vec.h"

static void assert_str(skt_str text, const char *expected)
{
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.ptr, expected, text.len);
}

static void splits_and_trims(void **state)
{
    (void)state;
    skt_str rest = SKT_LIT("a,,b");
    skt_str field;
    assert_true(skt_str_split(&field, &rest, ','));
    assert_str(field, "a");
    assert_true(skt_str_split(&field, &rest, ','));
    assert_str(field, "");
    assert_true(skt_str_split(&field, &rest, ','));
    assert_str(field, "b");
    assert_false(skt_str_split(&field, &rest, ','));
    assert_str(skt_str_trim(SKT_LIT(" \t a b\n")), "a b");
    assert_str(skt_str_trim(SKT_LIT("  ")), "");
}

static void finds_and_orders(void **state)
{
    (void)state;
    assert_int_equal(skt_str_find(SKT_LIT("abcabc"), SKT_LIT("bc"), 0), 1);
    assert_int_equal(skt_str_find(SKT_LIT("abcabc"), SKT_LIT("bc"), 2), 4);
    assert_int_equal(skt_str_find(SKT_LIT("abc"), SKT_LIT("x"), 0), SIZE_MAX);
    assert_int_equal(skt_str_find(SKT_LIT("a"), SKT_LIT("abc"), 0), SIZE_MAX);
    assert_true(skt_str_cmp(SKT_LIT("a"), SKT_LIT("ab")) < 0);
    assert_true(skt_str_cmp(SKT_LIT("b"), SKT_LIT("ab")) > 0);
    assert_int_equal(skt_str_cmp(SKT_LIT("ab"), SKT_LIT("ab")), 0);
    assert_true(skt_str_starts(SKT_LIT("abc"), SKT_LIT("ab")));
    assert_true(skt_str_ends(SKT_LIT("abc"), SKT_LIT("bc")));
    assert_false(skt_str_ends(SKT_LIT("c"), SKT_LIT("bc")));
}

static void knows_letters_of_ascii(void **state)
{
    (void)state;
    for (int c = CHAR_MIN; c <= CHAR_MAX; c++) {
        static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        static const char hex[] = "0123456789abcdefABCDEF";
        const char *letter = c == 0 ? NULL : strchr(letters, c);
        const char *digit = c == 0 ? NULL : strchr(hex, c);
        const long rank = digit == NULL ? -1 : digit - hex;
        assert_int_equal(skt_ascii_letter((char)c), letter != NULL);
        assert_int_equal(skt_ascii_small((char)c),
                         letter != NULL ? letters[(letter - letters) % 26] : c);
        assert_int_equal(skt_ascii_digit((char)c), rank >= 0 && rank < 10);
        assert_int_equal(skt_ascii_hex((char)c), rank > 15 ? rank - 6 : rank);
    }
}

static void compares_in_any_case(void **state)
{
    (void)state;
    assert_true(skt_str_alike(SKT_LIT("Content-Type"), SKT_LIT("content-TYPE")));
    assert_true(skt_str_is_alike(SKT_LIT("GZip"), "gzip"));
    assert_false(skt_str_alike(SKT_LIT("abc"), SKT_LIT("ab")));
    assert_false(skt_str_alike(SKT_LIT("ab"), SKT_LIT("abc")));
    assert_false(skt_str_alike(SKT_LIT("[a"), SKT_LIT("{a"))); /* apart by the bit of the case */
    assert_false(skt_str_alike(SKT_LIT("\xC3\x89"), SKT_LIT("\xC3\xA9")));
    assert_true(skt_str_alike(SKT_STR_NONE, SKT_LIT("")));
    assert_true(skt_str_starts_alike(SKT_LIT("HTTPS://a"), SKT_LIT("https://")));
    assert_false(skt_str_starts_alike(SKT_LIT("HTTP"), SKT_LIT("https")));
    assert_true(skt_str_starts_alike(SKT_LIT("a"), SKT_STR_NONE));
    skt_buf out = SKT_BUF_INIT;
    skt_buf_add_text(&out, "A:");
    skt_buf_add_small(&out, SKT_LIT("Black SEA \xC3\x89"));
    assert_str(skt_buf_str(&out), "A:black sea \xC3\x89");
    skt_buf_dispose(&out);
}

static void cuts_at_characters(void **state)
{
    (void)state;
    const skt_str text = SKT_LIT("a\xC3\xA9\xE2\x82\xAC"); /* a, e acute, euro */
    static const size_t lengths[] = {0, 1, 1, 3, 3, 3, 6, 6};
    for (size_t limit = 0; limit < sizeof lengths / sizeof *lengths; limit++) {
        assert_int_equal(skt_str_cut(text, limit).len, lengths[limit]);
    }
}

static void days_go_there_and_back(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        skt_day day;
        int weekday;
    } cases[] = {
        {"1970-01-01", 0, 3},       {"2024-02-29", 19782, 3}, {"2023-01-28", 19385, 5},
        {"2000-03-01", 11017, 2},   {"1969-12-31", -1, 2},    {"0001-01-01", -719162, 0},
        {"9999-12-31", 2932896, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[11];
        assert_int_equal(skt_day_parse(skt_str_from(cases[i].text)), cases[i].day);
        skt_day_format(text, cases[i].day);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(skt_day_weekday(cases[i].day), cases[i].weekday);
    }
    static const char *const wrong[] = {"2023-02-29", "2023-13-01", "2023-00-10", "2023-01-00",
                                        "2023-1-1",   "",           "0000-01-01", "2023/01/01"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(skt_day_parse(skt_str_from(wrong[i])), SKT_NO_DAY);
    }
}

static void arenas_align_and_zero(void **state)
{
    (void)state;
    skt_arena arena = SKT_ARENA_INIT;
    for (size_t size = 1; size < 70000; size = size * 3 + 1) {
        const unsigned char *bytes = skt_arena_alloc(&arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
        }
    }
    assert_null(skt_arena_array(&arena, SIZE_MAX / 2, 8));
    skt_str copy;
    assert_int_equal(skt_arena_str(&copy, &arena, SKT_STR_NONE), SKT_OK);
    assert_null(copy.ptr);
    assert_int_equal(skt_arena_format(&copy, &arena, "%s-%d", "a", 7), SKT_OK);
    assert_str(copy, "a-7");
    skt_arena_dispose(&arena);
}

static void maps_keep_what_was_set(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    static char keys[MANY][8];
    skt_map map = SKT_MAP_INIT;
    assert_null(skt_map_get(&map, SKT_LIT("none")));
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(keys[i], sizeof keys[i], "%zu", i);
        assert_true(skt_map_set(&map, skt_str_from(keys[i]), i));
    }
    assert_true(skt_map_set(&map, SKT_LIT("7"), 70));
    assert_int_equal(map.count, MANY);
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(*skt_map_get(&map, skt_str_from(keys[i])), i == 7 ? 70 : i);
    }
    skt_map_dispose(&map);
}

static void vectors_grow(void **state)
{
    (void)state;
    SKT_VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++) {
        assert_true(skt_vec_push(&numbers, i));
    }
    assert_int_equal(numbers.count, 1000);
    assert_int_equal(numbers.items[999], 999);
    assert_true(skt_vec_reserve(&numbers, 5000));
    const int *const there = numbers.items;
    for (int i = 1000; i < 5000; i++) {
        assert_true(skt_vec_push(&numbers, i));
    }
    assert_ptr_equal(numbers.items, there);
    assert_true(skt_vec_reserve(&numbers, 10));
    assert_int_equal(numbers.items[4999], 4999);
    assert_false(skt_vec_reserve(&numbers, SIZE_MAX / 2));
    skt_vec_dispose(&numbers);
    assert_null(numbers.items);
}

static void json_is_escaped_and_separated(void **state)
{
    (void)state;
    skt_buf out = SKT_BUF_INIT;
    skt_json json = {&out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "text", "a\"\\\n\x01\xC3\xA9");
    skt_json_int(&json, "null", SKT_NULL);
    skt_json_int(&json, "number", -46);
    skt_json_real(&json, "real", 51.730000, 7);
    skt_json_real(&json, "nan", (double)NAN, 7);
    skt_json_bool(&json, "yes", true);
    skt_json_open(&json, "list", '[');
    skt_json_str(&json, NULL, SKT_STR_NONE);
    skt_json_str(&json, NULL, SKT_LIT(""));
    skt_json_close(&json, ']');
    skt_json_close(&json, '}');
    assert_string_equal(out.ptr, "{\"text\": \"a\\\"\\\\\\n\\u0001\xC3\xA9\", \"null\": null, "
                                 "\"number\": -46, \"real\": 51.73, \"nan\": null, "
                                 "\"yes\": true, \"list\": [null, \"\"]}");
    skt_buf_dispose(&out);
}

static void reals_are_short_and_plain(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } cases[] = {
        {0, 3, "0"},        {-0.0001, 3, "0"},      {1.5, 0, "2"},
        {-1.25, 1, "-1.2"}, {100, 2, "100"},        {123456789, 2, "123456789"},
        {0.1, 7, "0.1"},    {1e-7, 7, "0.0000001"}, {-35.1234567, 7, "-35.1234567"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_buf out = SKT_BUF_INIT;
        skt_buf_add_real(&out, cases[i].value, cases[i].decimals);
        assert_string_equal(out.ptr, cases[i].text);
        skt_buf_dispose(&out);
    }
}

/* As printf rounds, whichever way they are written. */
static void reals_are_rounded_as_printf_does(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252U;
    for (int i = 0; i < 20000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        const int decimals = (int)(random % 10);
        const double scale = i % 3 == 0 ? 1e-4 : i % 3 == 1 ? 1e-6 : 1.0 / 128;
        const double value = (double)(int64_t)(random >> 20) * scale * (i % 2 == 0 ? 1 : -1e-6);
        char wanted[64];
        (void)snprintf(wanted, sizeof wanted, "%.*f", decimals, value);
        if (decimals > 0) {
            char *end = wanted + strlen(wanted);
            while (end[-1] == '0') {
                *--end = '\0';
            }
            end[-1] = end[-1] == '.' ? '\0' : end[-1];
        }
        skt_buf out = SKT_BUF_INIT;
        skt_buf_add_real(&out, value, decimals);
        assert_string_equal(out.ptr, strcmp(wanted, "-0") == 0 ? "0" : wanted);
        skt_buf_dispose(&out);
    }
}

static void whole_numbers_are_written(void **state)
{
    (void)state;
    const int64_t cases[] = {0, 7, -7, 10, 1234567890123, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char wanted[32];
        skt_buf out = SKT_BUF_INIT;
        (void)snprintf(wanted, sizeof wanted, "%lld", (long long)cases[i]);
        skt_buf_add_int(&out, cases[i]);
        assert_string_equal(out.ptr, wanted);
        skt_buf_dispose(&out);
    }
}

static void diagnostics_are_kept_and_counted(void **state)
{
    (void)state;
    skt_diag *diag;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, "a.txt", 3, "no %s", "good"),
                     SKT_E_INPUT);
    assert_int_equal(skt_diag_add(diag, SKT_OK, SKT_NOTE, NULL, 0, "by the way"), SKT_OK);
    assert_int_equal(skt_diag_add(NULL, SKT_E_IO, SKT_FAILURE, NULL, 0, "unheard"), SKT_E_IO);
    assert_int_equal(skt_diag_count(diag), 2);
    assert_int_equal(skt_diag_count_from(diag, SKT_WARNING), 1);
    assert_string_equal(skt_diag_at(diag, 0)->message, "no good");
    assert_string_equal(skt_diag_at(diag, 0)->input, "a.txt");
    assert_null(skt_diag_at(diag, 1)->input);
    skt_diag_free(diag);
}

/* Days of the Iranian calendar: known ones, and all of it there and back. */
static void test_solar_calendar(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        const char *common;
    } known[] = {
        {1300, 1, 1, "1921-03-21"},   {1357, 11, 22, "1979-02-11"}, {1358, 1, 12, "1979-04-01"},
        {1375, 12, 30, "1997-03-20"}, {1395, 12, 30, "2017-03-20"}, {1400, 1, 1, "2021-03-21"},
        {1401, 11, 8, "2023-01-28"},  {1403, 1, 1, "2024-03-20"},   {1403, 1, 31, "2024-04-19"},
        {1403, 12, 30, "2025-03-20"}, {1404, 1, 1, "2025-03-21"},   {1404, 3, 25, "2025-06-15"},
        {1404, 7, 29, "2025-10-21"},  {1404, 9, 1, "2025-11-22"},   {1408, 12, 30, "2030-03-20"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char common[11];
        assert_true(skt_solar_valid(known[i].year, known[i].month, known[i].day));
        skt_day_format(common, skt_day_from_solar(known[i].year, known[i].month, known[i].day));
        assert_string_equal(common, known[i].common);
    }
    for (skt_day day = skt_day_from_solar(1200, 1, 1); day < skt_day_from_solar(1500, 1, 1);
         day++) {
        const skt_civil date = skt_day_to_solar(day);
        assert_true(skt_solar_valid(date.year, date.month, date.day));
        assert_int_equal(skt_day_from_solar(date.year, date.month, date.day), day);
    }
    assert_false(skt_solar_valid(1404, 12, 30)); /* no leap year */
    assert_false(skt_solar_valid(1404, 7, 31));
    assert_false(skt_solar_valid(1404, 13, 1));
    assert_false(skt_solar_valid(1404, 1, 0));
    assert_false(skt_solar_valid(2024, 1, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_solar_calendar),
        cmocka_unit_test(splits_and_trims),
        cmocka_unit_test(finds_and_orders),
        cmocka_unit_test(knows_letters_of_ascii),
        cmocka_unit_test(compares_in_any_case),
        cmocka_unit_test(cuts_at_characters),
        cmocka_unit_test(days_go_there_and_back),
        cmocka_unit_test(arenas_align_and_zero),
        cmocka_unit_test(maps_keep_what_was_set),
        cmocka_unit_test(vectors_grow),
        cmocka_unit_test(json_is_escaped_and_separated),
        cmocka_unit_test(reals_are_short_and_plain),
        cmocka_unit_test(reals_are_rounded_as_printf_does),
        cmocka_unit_test(whole_numbers_are_written),
        cmocka_unit_test(diagnostics_are_kept_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
