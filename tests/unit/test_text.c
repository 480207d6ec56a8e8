/* Splitting and folding: what the tables of characters say is what ICU says, and words
 * that are read by their bytes come out as all others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/wide.h"
#include "text/chars.h"
#include "text/graphemes.h"
#include "text/text.h"
#include "text/utf8_run.h"

enum { END_OF_BMP = 0x10000 };

static bool is_surrogate(uint32_t c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

static void classes_are_those_of_icu(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < END_OF_BMP; c++) {
        if (!is_surrogate(c) && skt_char_class(c) != skt_char_class_general(c)) {
            fail_msg("U+%04X: class %x, by ICU %x", c, skt_char_class(c),
                     skt_char_class_general(c));
        }
    }
}

static void letters_fold_as_by_icu(void **state)
{
    (void)state;
    size_t n = 0;
    for (uint32_t c = 0; c < END_OF_BMP; c++) {
        skt_buf general = SKT_BUF_INIT;
        skt_buf table = SKT_BUF_INIT;
        if (skt_letter_fold(c) != 0) {
            skt_fold_general(&general, c);
            skt_buf_add_code_point(&table, skt_letter_fold(c));
            if (!skt_str_eq(skt_buf_str(&general), skt_buf_str(&table))) {
                fail_msg("U+%04X folds to %s, by ICU %s", c, table.ptr, general.ptr);
            }
            n++;
        } else if (c < 0x80 && (skt_char_class(c) & SKT_CHAR_LETTER) != 0) {
            const char letter = (char)c;
            skt_fold_general(&general, c);
            skt_fold(&table, (skt_str){&letter, 1});
            assert_string_equal(table.ptr, general.ptr);
        }
        skt_buf_dispose(&general);
        skt_buf_dispose(&table);
    }
    assert_true(n > SKT_CYRILLIC_COUNT);
}

/* Flags of a word of letters, by ICU. */
static unsigned flags_by_icu(skt_str text)
{
    size_t letters = 0;
    size_t capitals = 0;
    unsigned all = 0;
    unsigned flags = 0;
    for (size_t at = 0; at < text.len;) {
        const unsigned type = skt_char_class_general(skt_utf8_next(text, &at));
        const bool upper = (type & SKT_CHAR_UPPER) != 0;
        flags |= upper && letters == 0 ? SKT_WORD_CAPITAL : 0u;
        letters += (type & SKT_CHAR_LETTER) != 0;
        capitals += upper;
        all |= type;
    }
    flags |= letters > 1 && capitals == letters ? SKT_WORD_ALL_CAPS : 0u;
    return (all & (SKT_CHAR_UPPER | SKT_CHAR_LOWER)) != 0
               ? flags
               : flags | SKT_WORD_CAPITAL | SKT_WORD_NO_CASE;
}

static void check_word(const skt_word *word, skt_str text, size_t from, uint32_t c)
{
    skt_buf fold = SKT_BUF_INIT;
    skt_fold(&fold, word->text);
    if (!skt_str_eq(skt_buf_str(&fold), word->fold)) {
        fail_msg("U+%04X: \"%.*s\" folds to \"%.*s\", not \"%.*s\"", c, SKT_FMT(word->text),
                 SKT_FMT(word->fold), SKT_FMT(skt_buf_str(&fold)));
    }
    skt_buf_dispose(&fold);
    assert_ptr_equal(word->text.ptr, text.ptr + word->offset);
    assert_true(word->offset >= from);
    for (size_t at = from; at < word->offset;) {
        assert_true((skt_char_class_general(skt_utf8_next(text, &at)) & SKT_CHAR_SPACE) != 0);
    }
    assert_int_equal((word->flags & SKT_WORD_SPACE) != 0, word->offset > from);
    if (word->kind == SKT_WORD_LETTERS) {
        const unsigned flags = SKT_WORD_CAPITAL | SKT_WORD_ALL_CAPS | SKT_WORD_NO_CASE;
        assert_int_equal(word->flags & flags, flags_by_icu(word->text));
    }
}

/* Each character alone, inside and beside words of each alphabet that has a way of its
 * own through the splitter. */
static void words_hold_all_and_fold_alike(void **state)
{
    (void)state;
    static const char *const around[] = {"ab",
                                         "Ab",
                                         "AB",
                                         "1",
                                         "\xD0\xB4\xD0\xB0", /* da */
                                         "\xD0\x99",         /* short I */
                                         "\xD9\x83\xD8\xA7", /* kaf alef */
                                         "s",
                                         "A."};
    for (uint32_t c = 1; c < END_OF_BMP; c++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_buf text = SKT_BUF_INIT;
        skt_text split;
        if (is_surrogate(c)) {
            continue;
        }
        for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
            skt_buf_add_text(&text, around[i]);
            skt_buf_add_code_point(&text, c);
            skt_buf_add_text(&text, around[(i + c) % (sizeof around / sizeof *around)]);
            skt_buf_add_char(&text, ' ');
            skt_buf_add_code_point(&text, c);
            skt_buf_add_text(&text, around[i]);
            skt_buf_add_char(&text, ' ');
        }
        assert_int_equal(skt_text_split(&split, skt_buf_str(&text), &arena), SKT_OK);
        size_t from = 0;
        for (size_t i = 0; i < split.n_words; i++) {
            check_word(&split.words[i], split.text, from, c);
            from = split.words[i].offset + split.words[i].text.len;
        }
        skt_buf_dispose(&text);
        skt_arena_dispose(&arena);
    }
}

/* Words with " ", sentences with " | ", paragraphs with " || " between them. */
static void print_text(skt_buf *out, const skt_text *text)
{
    for (size_t i = 0; i < text->n_words; i++) {
        const skt_word *word = &text->words[i];
        if (i > 0) {
            skt_buf_add_text(out, word->paragraph != word[-1].paragraph ? " || "
                                  : word->sentence != word[-1].sentence ? " | "
                                                                        : " ");
        }
        assert_int_equal((word->flags & SKT_WORD_BEGINS) != 0,
                         i == 0 || word->sentence != word[-1].sentence);
        skt_buf_add(out, word->text);
    }
}

static void splits(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"", ""},
        {" \n\n ", ""},
        {"Drones hit Kursk. Two fell.", "Drones hit Kursk . | Two fell ."},
        {"U.S. forces, 1,541 of 2.8%", "U.S. forces , 1,541 of 2.8 %"},
        {"At 5 a.m. The dam", "At 5 a.m. | The dam"},
        {"Gen. Ivanov's men", "Gen . Ivanov 's men"},
        {"Ukraine\xE2\x80\x99s don't Sana'a", "Ukraine \xE2\x80\x99s don't Sana'a"},
        {"Kyiv-based, - no", "Kyiv - based , - no"},
        {"1\xC2\xA0"
         "500 of 1\xC2\xA0"
         "50",
         "1\xC2\xA0"
         "500 of 1 50"},
        {"\xD0\x96\xD1\x91\xD0\xBD. \xD0\x94\xD0\xB0",
         "\xD0\x96\xD1\x91\xD0\xBD . | \xD0\x94\xD0\xB0"},
        {"\n\nOne\n\n\nTwo\nThree", "One || Two || Three"},
        {"A line that is long enough to have been wrapped by hand in\nan editor goes on.",
         "A line that is long enough to have been wrapped by hand in an editor goes on ."},
        {"\xE2\x80\x9CYes.\xE2\x80\x9D He left.", "\xE2\x80\x9C Yes . \xE2\x80\x9D | He left ."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_buf printed = SKT_BUF_INIT;
        skt_text text;
        assert_int_equal(skt_text_split(&text, skt_str_from(cases[i].text), &arena), SKT_OK);
        print_text(&printed, &text);
        skt_buf_add_text(&printed, "");
        assert_string_equal(printed.ptr, cases[i].expected);
        skt_buf_dispose(&printed);
        skt_arena_dispose(&arena);
    }
}

/* A run of full stops that ends no sentence is passed once, not from each of them: it
 * would take minutes. */
static void passes_runs_of_stops_once(void **state)
{
    (void)state;
    enum { STOPS = 300000 };
    skt_arena arena = SKT_ARENA_INIT;
    skt_buf text = SKT_BUF_INIT;
    skt_text split;
    for (size_t i = 0; i < STOPS; i++) {
        skt_buf_add_char(&text, '.');
    }
    skt_buf_add_text(&text, " b");
    assert_int_equal(skt_text_split(&split, skt_buf_str(&text), &arena), SKT_OK);
    assert_int_equal(split.n_words, STOPS + 1);
    assert_true(split.n_sentences < STOPS / 500);
    skt_buf_dispose(&text);
    skt_arena_dispose(&arena);
}

static void folds(void **state)
{
    (void)state;
    static const struct {
        const char *text, *fold;
    } cases[] = {
        {"Kryvyi  Rih-1", "kryvyi rih 1"},
        {"San\xE2\x80\x99"
         "a",
         "sana"},
        {"\xD0\x99\xD0\xBE\xD1\x91", "\xD0\xB8\xD0\xBE\xD0\xB5"},
        {"Zaporizh'ia ", "zaporizhia"},
        {"M\xC3\xBCnchen Stra\xC3\x9F"
         "e",
         "munchen strasse"},
        {"K\xD1\x83rsk", "kyrsk"}, /* a Cyrillic u that looks like a Latin y */
        {"\xD9\x83\xD9\x8A", "\xDA\xA9\xDB\x8C"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_buf fold = SKT_BUF_INIT;
        skt_fold(&fold, skt_str_from(cases[i].text));
        assert_string_equal(fold.ptr, cases[i].fold);
        skt_buf_dispose(&fold);
    }
}

/* ---------------------------------------------------------------- graphemes */

static void test_cut_at_a_grapheme(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t limit;
        const char *cut;
    } cases[] = {
        {"Kursk", 9, "Kursk"},
        {"Kursk", 5, "Kursk"},
        {"Kursk", 3, "Kur"},
        {"Kursk", 0, ""},
        {"", 0, ""},
        {"Київ", 5, "Ки"},
        {"e\u0301e\u0301", 4, "e\u0301"}, /* a letter and its accent */
        {"e\u0301e\u0301", 2, ""},
        {"\U0001F1FA\U0001F1E6\U0001F1EE\U0001F1F7", 15, "\U0001F1FA\U0001F1E6"}, /* flags */
        {"\U0001F1FA\U0001F1E6\U0001F1EE\U0001F1F7", 12, "\U0001F1FA\U0001F1E6"},
        {"a\U0001F469\u200D\U0001F467", 9, "a"}, /* a family */
        {"a\U0001F469\u200D\U0001F467b", 12, "a\U0001F469\u200D\U0001F467"},
        {"a\U0001F44D\U0001F3FD", 6, "a"}, /* a thumb and the tone of its skin */
        {"\r\n\r\n", 3, "\r\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const skt_str cut = skt_str_cut_graphemes(skt_str_from(cases[i].text), cases[i].limit);
        /* A first cluster beyond the limit is cut at a character: never more than asked for. */
        assert_true(cut.len <= cases[i].limit);
        if (cases[i].cut[0] != '\0') {
            assert_int_equal(cut.len, strlen(cases[i].cut));
        }
    }
    skt_buf marks = SKT_BUF_INIT; /* more marks on one letter than is looked ahead */
    skt_buf_add_text(&marks, "ab");
    for (int i = 0; i < 1000; i++) {
        skt_buf_add_text(&marks, "\u0301");
    }
    assert_int_equal(skt_str_cut_graphemes(skt_buf_str(&marks), 254).len, 1);
    assert_int_equal(skt_str_cut_graphemes(skt_str_sub(skt_buf_str(&marks), 1, 1000), 254).len,
                     253);
    skt_buf_dispose(&marks);
}

/* The bytes at the head of a text up to the first character that is none, is U+FFFD, or a control
 * character but white space; one that is cut off counts as none. */
static size_t good_bytes(skt_str text, size_t *line_feeds)
{
    size_t at = 0;
    *line_feeds = 0;
    while (at < text.len) {
        size_t next = at;
        const uint32_t c = skt_utf8_next(text, &next);
        if (c == 0xFFFD || c == 0x7F || (c < ' ' && (c < '\t' || c > '\r'))) {
            break;
        }
        *line_feeds += c == '\n';
        at = next;
    }
    return at;
}

static void add_random_piece(skt_buf *out, uint64_t *random)
{
    static const char *const pieces[] = {
        "plain text, long enough to fill a block of its own\n",
        "\t\r\n\v\f",
        "caf\xC3\xA9 ",
        "\xD0\xB4\xD1\x80\xD0\xBE\xD0\xBD",
        "\xE2\x80\x99",
        "\xE6\x97\xA5\xE6\x9C\xAC",
        "\xF0\x9F\x9A\x81",
        "\xF4\x8F\xBF\xBF",
        "\xEF\xBF\xBC",
        "\xED\x9F\xBF",
    };
    static const char *const flaws[] = {
        "\xEF\xBF\xBD",     "\x80",     "\xC3",     "\xC0\xAF",     "\xE0\x80\xAF", "\xED\xA0\x80",
        "\xF4\x90\x80\x80", "\xF8\x88", "\x7F",     "\x01",         "\xE2\x80",     "\xF0\x9F\x9A",
        "\xF0\x80\x80\xAF", "\xFF",     "\xC3\xC3", "\xE2\x28\xA1",
    };
    *random = *random * UINT64_C(6364136223846793005) + 1442695040888963407U;
    const size_t drawn = (size_t)(*random >> 33);
    if (drawn % 12 == 0) {
        skt_buf_add_text(out, flaws[drawn / 12 % (sizeof flaws / sizeof *flaws)]);
    } else {
        skt_buf_add_text(out, pieces[drawn / 12 % (sizeof pieces / sizeof *pieces)]);
    }
}

/* What is told to be good many bytes at a time is so by character, and nothing long is left. */
static void runs_are_good_text(void **state)
{
    (void)state;
    enum { ROUNDS = 30000, PIECES = 40 };
    uint64_t random = 7;
    size_t told = 0;
    for (int round = 0; round < ROUNDS; round++) {
        skt_buf text = SKT_BUF_INIT;
        size_t feeds = 5;
        size_t expected;
        for (size_t i = 0; i < 1 + (size_t)round % PIECES; i++) {
            add_random_piece(&text, &random);
        }
        const size_t good = good_bytes(skt_buf_str(&text), &expected);
        const size_t run = skt_utf8_run(skt_buf_str(&text), &feeds);
        assert_true(run <= good);
        if (run > 0) {
            assert_true(good < run + SKT_UTF8_RUN + 4);
            size_t of_run;
            assert_int_equal(good_bytes(skt_str_sub(skt_buf_str(&text), 0, run), &of_run), run);
            assert_int_equal(feeds, 5 + of_run);
        }
        told += run;
        skt_buf_dispose(&text);
    }
    assert_true(told > 0 || !skt_has_wide());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut_at_a_grapheme),
        cmocka_unit_test(classes_are_those_of_icu),
        cmocka_unit_test(letters_fold_as_by_icu),
        cmocka_unit_test(words_hold_all_and_fold_alike),
        cmocka_unit_test(splits),
        cmocka_unit_test(passes_runs_of_stops_once),
        cmocka_unit_test(folds),
        cmocka_unit_test(runs_are_good_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
