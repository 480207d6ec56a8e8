/* Passing over texts without drones: what is passed over has nothing to be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "claims/lexicon.h"
#include "claims/topic.h"
#include "core/buf.h"

static uint64_t next(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

static const skt_words *open_words(skt_lexicon **out)
{
    assert_int_equal(skt_lexicon_open(out, SKYTALLY_SOURCE_DIR "/gazetteer/lexicon", NULL), SKT_OK);
    const skt_words *words;
    assert_int_equal(skt_lexicon_language(&words, *out, SKT_LIT("en"), NULL), SKT_OK);
    assert_non_null(words);
    return words;
}

/* Whether the text, split into words, has a phrase of drones or debris. */
static bool tells(const skt_words *words, skt_str text)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_text split;
    skt_lexis *lexis;
    assert_int_equal(skt_text_split(&split, text, &arena), SKT_OK);
    assert_int_equal(skt_lexis_open(&lexis, words, &split, &arena), SKT_OK);
    const bool told = skt_lexis_tells(lexis);
    skt_arena_dispose(&arena);
    return told;
}

static void finds_words_however_they_are_written(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "drone",
        "A drone",
        "DRONES",
        "the UAV's wing",
        "anti-drone nets, and a drone.",
        "x5drone",
        "dro\xC2\xADne", /* a soft hyphen */
        "dr\xD0\xBEne",  /* a Cyrillic letter */
        "\xE2\x80\x9C"
        "Drone\xE2\x80\x9D hit", /* quotation marks */
        "dr\xC3\xB4nes",
        "\xEF\xBD\x84rone", /* a full-width letter */
        "MQ-9",
        "an MQ 9 and",
        "mq\xE2\x80\x91"
        "9", /* a hyphen that breaks no line */
        "Global  Hawk",
        "a global hawk",
        "Shahed-136s",
        "Orlan\xE2\x80\x99s",
        "fell: wreckage",
        "falling parts",
        "the E-95M was",
    };
    skt_lexicon *lexicon;
    const skt_words *words = open_words(&lexicon);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const skt_str text = skt_str_from(texts[i]);
        if (!tells(words, text) || skt_words_sought(words, text, 0) == SIZE_MAX) {
            print_error("%s\n", texts[i]);
        }
        assert_true(tells(words, text));
        assert_true(skt_words_sought(words, text, 0) != SIZE_MAX);
    }
    skt_lexicon_close(lexicon);
}

static void passes_over_what_is_about_other_things(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "d",
        "dr",
        "rone",
        "Droned, she said, is not drowned.", /* "droned" is masked */
        "Global trade and 9 hawks; the 95 buses of the town; MQ",
        "The section of the metal bridge remains closed",
        "caf\xC3\xA9s \xE2\x80\x9Cin the city\xE2\x80\x9D didn't open",
        "\xD0\xB2 \xD0\xB3\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4\xD0\xB5",
        "Two eagles and a fly",
    };
    skt_lexicon *lexicon;
    const skt_words *words = open_words(&lexicon);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const skt_str text = skt_str_from(texts[i]);
        if (skt_words_sought(words, text, 0) != SIZE_MAX) {
            print_error("%.*s\n", SKT_FMT(text));
        }
        assert_true(skt_words_sought(words, text, 0) == SIZE_MAX);
    }
    skt_lexicon_close(lexicon);
}

/* Texts put together at random from pieces of words and of what stands between them. */
static void misses_nothing(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "drone",
        "DRONE",
        "drones",
        "uav",
        "UAVs",
        "mq",
        "9",
        "tb",
        "2",
        "global",
        "hawk",
        "s",
        "'s",
        "shahed",
        "the",
        "of",
        "remains",
        "a",
        "falling",
        "parts",
        "wreck",
        " ",
        " ",
        " ",
        "-",
        "\n",
        ".",
        ", ",
        "'",
        "`",
        "\xC2\xAD",
        "\xE2\x80\x99",
        "\xD0\xBE",
        "\xC3\xA9",
        "5",
        "95",
        "e",
        "m",
        "\xE2\x80\x94",
        "\xC2\xA0",
        "x",
        "\xE2\x80\x8B",
        "dro",
        "ne",
        "\xF0\x9F\x9A",
        "\xFF",
        "\xEF\xBD\x84",
        "136",
        "town",
        "d",
        "rone",
        "dr",
        "one",
        "ua",
        "v",
        "\xE2\x80\x9C",
        "\xC2\xAB",
        "\xC3\xB4",
        "\xCC\x81",
        "\xE2\x80\x8D",
    };
    skt_lexicon *lexicon;
    const skt_words *words = open_words(&lexicon);
    uint64_t random = 88172645463325252U;
    size_t told = 0;
    for (int round = 0; round < 60000; round++) {
        skt_buf text = SKT_BUF_INIT;
        const size_t n = 1 + next(&random) % 14;
        for (size_t i = 0; i < n; i++) {
            skt_buf_add_text(&text, pieces[next(&random) % (sizeof pieces / sizeof *pieces)]);
        }
        if (tells(words, skt_buf_str(&text))) {
            told++;
            if (skt_words_sought(words, skt_buf_str(&text), 0) == SIZE_MAX) {
                print_error("%s\n", text.ptr);
            }
            assert_true(skt_words_sought(words, skt_buf_str(&text), 0) != SIZE_MAX);
        }
        skt_buf_dispose(&text);
    }
    assert_true(told > 1000);
    skt_lexicon_close(lexicon);
}

static void goes_on_from_where_it_is_told_to(void **state)
{
    (void)state;
    skt_lexicon *lexicon;
    const skt_words *words = open_words(&lexicon);
    const skt_str text =
        SKT_LIT("Here a drone fell, and much later another drone was seen far off.");
    assert_int_equal(skt_words_sought(words, text, 0), 7);
    assert_int_equal(skt_words_sought(words, text, 8), 42);
    assert_true(skt_words_sought(words, text, 43) == SIZE_MAX);
    assert_true(skt_words_sought(words, text, text.len) == SIZE_MAX);
    skt_lexicon_close(lexicon);
}

/* Of a word without end something may be said, but not that a drone is surely not in it;
 * and from anywhere in it the answer comes as soon. */
static void gives_a_long_word_up(void **state)
{
    (void)state;
    enum { LETTERS = 300000 };
    skt_lexicon *lexicon;
    const skt_words *words = open_words(&lexicon);
    skt_buf text = SKT_BUF_INIT;
    for (size_t i = 0; i < LETTERS; i++) {
        skt_buf_add_text(&text, "\xE6\x97\xA5");
    }
    skt_buf_add_text(&text, " and a drone");
    for (size_t from = 0; from < text.len; from += 3001) {
        assert_true(skt_words_sought(words, skt_buf_str(&text), from) != SIZE_MAX);
    }
    skt_buf_dispose(&text);
    skt_lexicon_close(lexicon);
}

static void phrases_without_a_word_to_seek_mean_everything(void **state)
{
    (void)state;
    skt_arena arena = SKT_ARENA_INIT;
    static skt_topic topic;
    const skt_str odd[] = {SKT_LIT("a.b"), SKT_LIT("x")};
    assert_true(skt_topic_add(&topic, odd, 2, &arena));
    assert_int_equal(skt_topic_find(&topic, SKT_LIT("nothing"), 2), 2);
    assert_true(skt_topic_find(&topic, SKT_LIT("nothing"), 7) == SIZE_MAX);
    skt_topic_dispose(&topic);
    skt_arena_dispose(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_words_however_they_are_written),
        cmocka_unit_test(passes_over_what_is_about_other_things),
        cmocka_unit_test(misses_nothing),
        cmocka_unit_test(goes_on_from_where_it_is_told_to),
        cmocka_unit_test(gives_a_long_word_up),
        cmocka_unit_test(phrases_without_a_word_to_seek_mean_everything),
    };
    return cmocka_run_group_tests_name("topic", tests, NULL, NULL);
}
