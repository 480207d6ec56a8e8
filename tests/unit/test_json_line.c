/* A line of JSON: what it takes and gives, beside jansson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>
#include <jansson.h>

#include "ingest/json_line.h"

enum { MUTATED = 20000 };

static const char claim[] =
    "{\"id\": \"a-1\", \"n\": -12, \"x\": [51.25, 1e3, null, true], \"role\": \"\\u00e9\\n\", "
    "\"places\": [{\"role\": \"target\", \"lat\": 0.1}, {}], \"last\": 123456789012345678}";

static void same(const skt_json_line *line, const skt_value *ours, const json_t *theirs)
{
    switch (ours->kind) {
    case SKT_VALUE_NULL: assert_true(json_is_null(theirs)); break;
    case SKT_VALUE_BOOL: assert_int_equal(ours->integer, json_is_true(theirs)); break;
    case SKT_VALUE_INTEGER: assert_int_equal(ours->integer, json_integer_value(theirs)); break;
    case SKT_VALUE_REAL: assert_true(ours->real == json_real_value(theirs)); break;
    case SKT_VALUE_TEXT:
        assert_int_equal(ours->text.len, json_string_length(theirs));
        assert_memory_equal(ours->text.ptr, json_string_value(theirs), ours->text.len);
        break;
    case SKT_VALUE_ARRAY: {
        const skt_value *inner = skt_json_line_first(ours);
        assert_int_equal(ours->n, json_array_size(theirs));
        for (size_t i = 0; i < ours->n; i++, inner = skt_json_line_next(line, inner)) {
            same(line, inner, json_array_get(theirs, i));
        }
        break;
    }
    case SKT_VALUE_OBJECT: assert_true(json_is_object(theirs)); break;
    }
}

/* Whether both take `text`; then the fields of the object are the same, unless one is there
 * twice. */
static void compare(skt_json_line *line, skt_str text)
{
    json_t *theirs = json_loadb(text.ptr, text.len, JSON_DECODE_ANY, NULL);
    const skt_value *ours = skt_json_line_read(line, text);
    if ((ours != NULL) != (theirs != NULL)) {
        print_error("%.*s\n", SKT_FMT(text));
    }
    assert_int_equal(ours != NULL, theirs != NULL);
    if (json_is_object(theirs) && json_object_size(theirs) == ours->n) {
        const char *key;
        json_t *value;
        json_object_foreach(theirs, key, value)
        {
            const skt_value *field = skt_json_line_field(line, ours, skt_str_from(key));
            assert_non_null(field);
            same(line, field, value);
        }
    }
    json_decref(theirs);
}

static void takes_what_jansson_takes(void **state)
{
    static const char bits[][12] = {"\"", "\\", "{",       "}",       "[",        "]",
                                    ",",  ":",  "null",    "1e5",     "-",        "0",
                                    "1.", ".5", "\\ud83d", "\\u0000", "\\ude00",  "\\u00",
                                    "\t", " ",  "tr",      "01",      "99999999", "e"};
    skt_json_line line = {0};
    uint64_t random = 20261122;
    (void)state;
    compare(&line, skt_str_from(claim));
    for (int i = 0; i < MUTATED; i++) {
        char text[sizeof claim + 32];
        random = random * UINT64_C(6364136223846793005) + 1442695040888963407U;
        const size_t at = (size_t)(random >> 33) % (sizeof claim - 1);
        const char *bit = bits[(random >> 20) % (sizeof bits / sizeof *bits)];
        const size_t cut = (size_t)(random >> 13) % 4;
        const size_t rest = at + cut < sizeof claim - 1 ? at + cut : sizeof claim - 1;
        (void)snprintf(text, sizeof text, "%.*s%s%s", (int)at, claim, bit, claim + rest);
        compare(&line, skt_str_from(text));
    }
    skt_json_line_dispose(&line);
}

/* A key inside a place is none of the claim. */
static void finds_fields_of_their_own(void **state)
{
    skt_json_line line = {0};
    (void)state;
    const skt_value *object = skt_json_line_read(&line, skt_str_from(claim));
    assert_non_null(object);
    const skt_value *places = skt_json_line_field(&line, object, SKT_LIT("places"));
    const skt_value *place = skt_json_line_first(places);
    const skt_value *role = skt_json_line_field(&line, place, SKT_LIT("role"));
    assert_true(skt_str_is(role->text, "target"));
    assert_null(skt_json_line_field(&line, object, SKT_LIT("lat")));
    role = skt_json_line_field(&line, object, SKT_LIT("role"));
    assert_true(skt_str_is(role->text, "\xc3\xa9\n"));
    place = skt_json_line_next(&line, place);
    assert_null(skt_json_line_field(&line, place, SKT_LIT("role")));
    skt_json_line_dispose(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_jansson_takes),
        cmocka_unit_test(finds_fields_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
