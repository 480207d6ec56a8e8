/* Passing over texts without drones: what is passed over has nothing to be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "claims/lexicon.h"
#include "claims/prefixes.h"
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

/* ------------------------------------------------------- words in disguise */

static size_t pick(uint64_t *random, size_t n)
{
    return (size_t)(next(random) % n);
}

/* What Cyrillic writes for a Latin letter, or the letter made of full width, with an accent, or
 * behind or before what is not seen. */
static void add_disguised(skt_buf *out, uint32_t c, uint64_t *random)
{
    static const struct {
        char latin;
        uint32_t cyrillic;
    } alike[] = {{'a', 0x430}, {'e', 0x435}, {'o', 0x43E}, {'p', 0x440}, {'c', 0x441},
                 {'y', 0x443}, {'x', 0x445}, {'i', 0x456}, {'k', 0x43A}, {'m', 0x43C},
                 {'t', 0x442}, {'b', 0x432}, {'h', 0x43D}};
    static const uint32_t unseen[] = {0xAD,  0x200C, 0x200D, 0x300,  0x301, 0x640, 0x64E,
                                      0x5B8, '\'',   0x2019, 0x200B, '"',   0xFE0F};
    const size_t how = pick(random, 24);
    if (how == 0) {
        skt_buf_add_code_point(out, unseen[pick(random, sizeof unseen / sizeof *unseen)]);
    } else if (how == 1 && c > ' ' && c < 0x7F) {
        c += 0xFF01 - '!';
    } else if (how == 2) {
        for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
            c = c == (unsigned char)alike[i].latin ? alike[i].cyrillic
                : c == alike[i].cyrillic           ? (unsigned char)alike[i].latin
                                                   : c;
        }
    } else if (how <= 5 && ((c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x44F))) {
        c -= 0x20;
    } else if (how == 6 && c == 'o') {
        c = 0xF6;
    } else if (how == 7 && c == 'e') {
        c = 0xE9;
    }
    skt_buf_add_code_point(out, c);
}

static void add_word(skt_buf *out, skt_str word, bool disguised, uint64_t *random)
{
    for (size_t at = 0; at < word.len;) {
        const uint32_t c = skt_utf8_next(word, &at);
        if (disguised) {
            add_disguised(out, c, random);
        } else {
            skt_buf_add_code_point(out, c);
        }
    }
}

/* Words about other things, in every alphabet, up to about `n` bytes. */
static void add_filling(skt_buf *out, size_t n, uint64_t *random)
{
    static const char *const words[] = {
        "the ",
        "town\xE2\x80\x99s ",
        "caf\xC3\xA9 ",
        "of ",
        "\xC2\xAB",
        "\xC2\xBB, ",
        "12 ",
        "\xD0\xBC\xD1\x83\xD0\xB7\xD0\xB5\xD0\xB9 ",
        "\xD0\xB2 ",
        "\xD0\xBF'\xD1\x8F\xD1\x82\xD1\x8C ",
        "\xD8\xA7\xD9\x84\xD9\x85\xD8\xAF\xD9\x8A\xD9\x86\xD8\xA9 ",
        "\xD9\x88",
        "\xD7\xA2\xD7\x99\xD7\xA8 ",
        "\xD7\x94",
        "(",
        "\n",
        "f\xC3\xBCr ",
        "Stra\xC3\x9F"
        "e ",
        "x",
        "\xE2\x80\x94 ",
        "don't ",
        ". ",
    };
    const size_t stop = out->len + n;
    while (out->len < stop) {
        skt_buf_add_text(out, words[pick(random, sizeof words / sizeof *words)]);
    }
}

/* The same as in tells(), split and parted as a report's text is. */
static bool is_told(const skt_words *words, skt_str text)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_text split;
    skt_lexis *lexis;
    assert_int_equal(skt_text_split_cut(&split, text, skt_words_cutter(words), &arena), SKT_OK);
    assert_int_equal(skt_prefixes_part(&split, words, &arena), SKT_OK);
    assert_int_equal(skt_lexis_open(&lexis, words, &split, &arena), SKT_OK);
    const bool told = skt_lexis_tells(lexis);
    skt_arena_dispose(&arena);
    return told;
}

/* Puts one of the words, with its neighbour where it needs one, somewhere in a text. */
static void make_text(skt_buf *out, const skt_topic *topic, uint64_t *random)
{
    static const char *const around[] = {"",
                                         "",
                                         "",
                                         " ",
                                         "\"",
                                         "-",
                                         "Kampf",
                                         "\xC3\xBC"
                                         "ber",
                                         "\xD9\x88\xD8\xA7\xD9\x84",
                                         "\xD7\x94",
                                         "s",
                                         "9",
                                         "."};
    enum { AROUND = sizeof around / sizeof *around };
    const skt_topic_word *word = &topic->words.items[pick(random, topic->words.count)];
    const bool disguised = pick(random, 4) != 0;
    const skt_topic_neighbour *beside = word->alone ? NULL : word->neighbours;
    add_filling(out, pick(random, 80), random);
    skt_buf_add_text(out, pick(random, 2) == 0 ? " " : around[pick(random, AROUND)]);
    if (beside != NULL && beside->before) {
        add_word(out, beside->word, disguised, random);
        skt_buf_add_char(out, ' ');
    }
    add_word(out, word->word, disguised, random);
    if (beside != NULL && !beside->before) {
        skt_buf_add_char(out, ' ');
        add_word(out, beside->word, disguised, random);
    }
    skt_buf_add_text(out, pick(random, 2) == 0 ? " " : around[pick(random, AROUND)]);
    add_filling(out, pick(random, 80), random);
}

/* Texts of a language with a word in them, seen or not: looked at many bytes at a time and few. */
static void misses_no_word_of(skt_lexicon *lexicon, skt_str lang, uint64_t *random)
{
    enum { ROUNDS = 6000 };
    static skt_topic narrow;
    const skt_words *words;
    size_t told = 0;
    assert_int_equal(skt_lexicon_language(&words, lexicon, lang, NULL), SKT_OK);
    const skt_topic *topic = skt_words_topic(words);
    narrow = *topic;
    narrow.wide = false;
    for (int round = 0; round < ROUNDS; round++) {
        skt_buf text = SKT_BUF_INIT;
        make_text(&text, topic, random);
        const skt_str whole = skt_buf_str(&text);
        if (is_told(words, whole)) {
            told++;
            const bool missed = skt_topic_find(topic, whole, 0) == SIZE_MAX;
            if (missed || skt_topic_find(&narrow, whole, 0) == SIZE_MAX) {
                print_error("%.*s: %s\n", SKT_FMT(lang), text.ptr);
                fail();
            }
        }
        skt_buf_dispose(&text);
    }
    assert_true(told > ROUNDS / 5);
}

static void misses_no_word_in_disguise(void **state)
{
    (void)state;
    static const char *const langs[] = {"ar", "de", "en", "es", "fa", "fr",
                                        "he", "pl", "ru", "tr", "uk"};
    skt_lexicon *lexicon;
    uint64_t random = 88172645463325252U;
    (void)open_words(&lexicon);
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        misses_no_word_of(lexicon, skt_str_from(langs[i]), &random);
    }
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
        cmocka_unit_test(misses_no_word_in_disguise),
        cmocka_unit_test(goes_on_from_where_it_is_told_to),
        cmocka_unit_test(gives_a_long_word_up),
        cmocka_unit_test(phrases_without_a_word_to_seek_mean_everything),
    };
    return cmocka_run_group_tests_name("topic", tests, NULL, NULL);
}
