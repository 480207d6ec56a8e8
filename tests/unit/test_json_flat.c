/* Objects read without a tree: what is read is what the library reads, and what is in doubt
 * is left to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "core/buf.h"
#include "ingest/json_escape.h"
#include "ingest/json_flat.h"
#include "ingest/markup.h"

static uint64_t next(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

/* Adds a text as a reader gives it: control characters but white space as U+FFFD. */
static void add_clean(skt_buf *out, skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if ((c < ' ' && (c < '\t' || c > '\r')) || c == 0x7F) {
            skt_buf_add_text(out, "\xEF\xBF\xBD");
        } else {
            skt_buf_add_char(out, (char)c);
        }
    }
}

/* The members as "key=text" lines, of numbers and words as they are written. */
static bool flatten(skt_buf *out, skt_str text)
{
    static skt_flat flat;
    skt_arena arena = SKT_ARENA_INIT;
    const bool told = skt_flat_read(&flat, text);
    for (size_t i = 0; told && i < flat.count; i++) {
        skt_str value = flat.members[i].value;
        if (flat.members[i].kind == SKT_FLAT_TEXT) {
            assert_int_equal(skt_flat_text(&value, &arena, &flat.members[i]), SKT_OK);
        }
        skt_buf_add(out, flat.members[i].key);
        skt_buf_add_char(out, '=');
        skt_buf_add(out, value);
        skt_buf_add_char(out, '\n');
    }
    skt_arena_dispose(&arena);
    return told;
}

static void reads_what_it_tells(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *expected; /* NULL: left to the library */
    } cases[] = {
        {"{}", ""},
        {" {}", ""},
        {"{\"a\":\"b\"}", "a=b\n"},
        {"{ \"a\" : \"b\" , \"c\":-12, \"d\":null,\"e\":true,\"f\":false }",
         "a=b\nc=-12\nd=null\ne=true\nf=false\n"},
        {"{\"a\":\"x\\n\\\"\\\\\\/\\t\\u0041\\u00e9\\u20ac\\ud83d\\ude00y\"}",
         "a=x\n\"\\/\tA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80y\n"},
        {"{\"a\":\"\\u0000\\u0007\\u007f\\u000b\"}", "a=\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\v\n"},
        {"{\"a\":[1,[\"]\",{\"b\":{}}],{}]}", "a=[1,[\"]\",{\"b\":{}}],{}]\n"},
        {"{\"a\":1.5}", NULL},
        {"{\"a\":1e5}", NULL},
        {"{\"a\":-0}", NULL},
        {"{\"a\":007}", NULL},
        {"{\"a\":1234567890123456789}", NULL},
        {"{\"a\":1,\"a\":2}", NULL},
        {"{\"\\u0061\":1}", NULL},
        {"{\"a\":\"\\ud83d\"}", NULL},
        {"{\"a\":\"\\ude00\"}", NULL},
        {"{\"a\":\"\\x\"}", NULL},
        {"{\"a\":\"\\b\"}", NULL}, /* longer than its escape */
        {"{\"a\":\"\n\"}", NULL},
        {"{\"a\":\"b}", NULL},
        {"{\"a\":\"b\\", NULL},
        {"{\"a\":\"\\u12", NULL},
        {"{\"a\":tru}", NULL},
        {"{\"a\":truex}", NULL},
        {"{\"a\":}", NULL},
        {"{\"a\":1,}", NULL},
        {"{\"a\" 1}", NULL},
        {"{a:1}", NULL},
        {"{\"a\":1} x", NULL},
        {"{\"a\":[1,]}", NULL},
        {"{\"a\":[1}", NULL},
        {"{\"a\":[}", NULL},
        {"{\"a\":{\"b\"}}", NULL},
        {"{\"a\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}", NULL}, /* seventeen deep */
        {"[]", NULL},
        {"", NULL},
        {"{", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_buf got = SKT_BUF_INIT;
        const bool told = flatten(&got, skt_str_from(cases[i].text));
        if (told != (cases[i].expected != NULL)) {
            print_error("%s\n", cases[i].text);
        }
        assert_true(told == (cases[i].expected != NULL));
        assert_true(!told || skt_str_is(skt_buf_str(&got), cases[i].expected));
        skt_buf_dispose(&got);
    }
}

static void leaves_many_members(void **state)
{
    (void)state;
    for (size_t n = SKT_FLAT_MEMBERS; n <= SKT_FLAT_MEMBERS + 1; n++) {
        skt_buf text = SKT_BUF_INIT;
        skt_buf got = SKT_BUF_INIT;
        for (size_t i = 0; i < n; i++) {
            skt_buf_format(&text, "%s\"k%zu\":1", i == 0 ? "{" : ",", i);
        }
        skt_buf_add_text(&text, "}");
        assert_true(flatten(&got, skt_buf_str(&text)) == (n <= SKT_FLAT_MEMBERS));
        skt_buf_dispose(&text);
        skt_buf_dispose(&got);
    }
}

/* What the library makes of the same, in the same lines; false where it reads no object. */
static bool flatten_by_library(skt_buf *out, skt_str text)
{
    json_t *object = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, NULL);
    const char *key;
    json_t *value;
    const bool told = json_is_object(object);
    json_object_foreach(object, key, value)
    {
        skt_buf_format(out, "%s=", key);
        if (json_is_string(value)) {
            add_clean(out, (skt_str){json_string_value(value), json_string_length(value)});
        } else {
            char *dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
            skt_buf_add_text(out, dumped);
            free(dumped);
        }
        skt_buf_add_char(out, '\n');
    }
    json_decref(object);
    return told;
}

static void says_what_the_library_says(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "{",      "}",       "[",        "]",       ":",        ",",         "\"",       "\"a\"",
        "\"b\":", "\"c\":",  "\"d\":1",  "12",      "-7",       "0",         "true",     "null",
        "\\n",    "\\u0041", "\\ud83d",  "\\ude00", "\\u0000",  "\\\"",      "\\\\",     "drone",
        " ",      "x",       "\xC3\xA9", "\\/",     "\"e\":\"", "\"f\":[1]", "\"g\":{}", "\",",
    };
    uint64_t random = 88172645463325252U;
    size_t told = 0;
    for (int round = 0; round < 400000; round++) {
        skt_buf text = SKT_BUF_INIT;
        skt_buf flat = SKT_BUF_INIT;
        skt_buf whole = SKT_BUF_INIT;
        const size_t n = next(&random) % 9;
        skt_buf_add_text(&text, "{\"t\":\"");
        for (size_t i = 0; i < n; i++) {
            skt_buf_add_text(&text, pieces[next(&random) % (sizeof pieces / sizeof *pieces)]);
        }
        skt_buf_add_text(&text, next(&random) % 2 == 0 ? "\"}" : "}");
        if (flatten(&flat, skt_buf_str(&text))) {
            told++;
            assert_true(flatten_by_library(&whole, skt_buf_str(&text)));
            if (!skt_str_eq(skt_buf_str(&flat), skt_buf_str(&whole))) {
                print_error("%s\n%s%s", text.ptr, flat.ptr, whole.ptr);
            }
            assert_true(skt_str_eq(skt_buf_str(&flat), skt_buf_str(&whole)));
        }
        skt_buf_dispose(&text);
        skt_buf_dispose(&flat);
        skt_buf_dispose(&whole);
    }
    assert_true(told > 20000);
}

/* Values that are taken as they are would come out of the reading of markup the same. */
static void knows_plain_values(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",        " ",  "\n",   "\r",       "<",
                                         "b>",       "&",  "amp;", "\xC2\xA0", "\xC2\xAB",
                                         "\xC3\xA9", "\t", "drone"};
    uint64_t random = 362436069;
    size_t plain = 0;
    for (int round = 0; round < 20000; round++) {
        skt_buf value = SKT_BUF_INIT;
        skt_buf read = SKT_BUF_INIT;
        const size_t n = next(&random) % 5;
        for (size_t i = 0; i < n; i++) {
            skt_buf_add_text(&value, pieces[next(&random) % (sizeof pieces / sizeof *pieces)]);
        }
        if (skt_markup_is_plain(skt_buf_str(&value))) {
            plain++;
            skt_markup_plain(&read, skt_buf_str(&value));
            assert_true(skt_str_eq(skt_buf_str(&value), skt_buf_str(&read)));
        }
        skt_buf_dispose(&value);
        skt_buf_dispose(&read);
    }
    assert_true(plain > 1000);
    assert_false(skt_markup_is_plain(SKT_LIT("a<b>c")));
    assert_false(skt_markup_is_plain(SKT_LIT("a&amp;c")));
    assert_false(skt_markup_is_plain(SKT_LIT("a\xC2\xA0"
                                             "c")));
    assert_false(skt_markup_is_plain(SKT_LIT("a\r\nc")));
}

/* What an escape stands for, and how much of the text was read for it. */
static void reads_escapes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t c;
        size_t bytes;
    } cases[] = {
        {"\\\"", '"', 2},
        {"\\\\", '\\', 2},
        {"\\/", '/', 2},
        {"\\b", '\b', 2},
        {"\\f", '\f', 2},
        {"\\n", '\n', 2},
        {"\\r", '\r', 2},
        {"\\tx", '\t', 2},
        {"\\u0434", 0x434, 6},
        {"\\u20aC1", 0x20AC, 6},
        {"\\u0000", 0, 6},
        {"\\uFFFF", 0xFFFF, 6},
        {"\\uD83D\\uDE81", 0x1F681, 12},
        {"\\udbff\\udfff", 0x10FFFF, 12},
        {"\\uD800\\uDC00", 0x10000, 12},
        {"\\", SKT_JSON_NO_ESCAPE, 1},
        {"\\x", SKT_JSON_NO_ESCAPE, 2},
        {"\\u", SKT_JSON_NO_ESCAPE, 2},
        {"\\u043", SKT_JSON_NO_ESCAPE, 2},
        {"\\u04g4", SKT_JSON_NO_ESCAPE, 2},
        {"\\ug434", SKT_JSON_NO_ESCAPE, 2},
        {"\\uD83D", SKT_JSON_NO_ESCAPE, 6},
        {"\\uD83D\\n", SKT_JSON_NO_ESCAPE, 6},
        {"\\uD83D\\uD83D", SKT_JSON_NO_ESCAPE, 6},
        {"\\uD83D\\u0434", SKT_JSON_NO_ESCAPE, 6},
        {"\\uDE81\\uD83D", SKT_JSON_NO_ESCAPE, 6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_buf text = SKT_BUF_INIT; /* a quote stands before it */
        skt_buf_format(&text, "\"%s", cases[i].text);
        size_t at = 1;
        const uint32_t c = skt_json_escape(skt_buf_str(&text), &at);
        if (c != cases[i].c || at != 1 + cases[i].bytes) {
            fail_msg("%s: U+%04X of %zu bytes", cases[i].text, (unsigned)c, at - 1);
        }
        skt_buf_dispose(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_tells),
        cmocka_unit_test(leaves_many_members),
        cmocka_unit_test(says_what_the_library_says),
        cmocka_unit_test(knows_plain_values),
        cmocka_unit_test(reads_escapes),
    };
    return cmocka_run_group_tests_name("json_flat", tests, NULL, NULL);
}
