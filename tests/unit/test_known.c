/* The table of phrases by hash knows what the gazetteer's dictionary of words knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gazetteer/known.h"
#include "gazetteer/mention.h"

#define GAZETTEER SKYTALLY_BUILD_DIR "/data/skytally.gaz"

enum { MANY = 1 << 20 /* words of texts that are worth the table */ };

typedef struct pair {
    skt_gazetteer *plain, *tabled; /* one file; a table was made for the second */
} pair;

static int open_both(void **state)
{
    static pair both;
    *state = &both;
    return skt_gazetteer_open(&both.plain, GAZETTEER, NULL) == SKT_OK &&
                   skt_gazetteer_open(&both.tabled, GAZETTEER, NULL) == SKT_OK &&
                   skt_gaz_knowns_for(both.tabled, MANY) != NULL
               ? 0
               : -1;
}

static int close_both(void **state)
{
    const pair *both = *state;
    skt_gazetteer_close(both->plain);
    skt_gazetteer_close(both->tabled);
    return 0;
}

static void assert_same(const skt_gaz_phrase *a, const skt_gaz_phrase *b)
{
    assert_int_equal(a->first, b->first);
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->classes, b->classes);
    assert_int_equal(a->positions, b->positions);
    assert_int_equal(a->hit.count, b->hit.count);
    for (size_t i = 0; i < a->hit.count; i++) {
        assert_int_equal(a->hit.values[i], b->hit.values[i]);
    }
}

/* Annotates the text with both; how many words begin a phrase. */
static size_t compare(const pair *both, skt_str input)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_text text;
    assert_int_equal(skt_text_split(&text, input, &arena), SKT_OK);
    skt_gaz_finder plain = {.gazetteer = both->plain, .text = &text, .arena = &arena};
    skt_gaz_finder tabled = {.gazetteer = both->tabled, .text = &text, .arena = &arena};
    assert_int_equal(skt_gaz_annotate(&plain), SKT_OK);
    assert_int_equal(skt_gaz_annotate(&tabled), SKT_OK);
    size_t found = 0;
    for (size_t i = 0; i <= text.n_words; i++) {
        assert_same(plain.starting[i], tabled.starting[i]);
        assert_same(plain.ending[i], tabled.ending[i]);
        found += plain.starting[i]->first < plain.starting[i]->end;
    }
    assert_int_equal(plain.cases, tabled.cases);
    assert_int_equal(plain.classes, tabled.classes);
    skt_arena_dispose(&arena);
    return found;
}

static void knows_every_phrase(void **state)
{
    const pair *both = *state;
    const skt_gaz_dict *words = &both->plain->words;
    skt_buf text = SKT_BUF_INIT;
    size_t found = 0;
    assert_null(skt_gaz_knowns_for(both->plain, 1));
    for (uint32_t key = 0; key < words->n; key++) {
        skt_buf_clear(&text);
        skt_buf_add(&text, skt_gaz_whole_text(words, key));
        skt_buf_add(&text, SKT_LIT(" Kursk "));
        skt_buf_add(&text, skt_gaz_whole_text(words, (key * 7 + 3) % (uint32_t)words->n));
        assert_false(text.failed);
        found += compare(both, skt_buf_str(&text));
    }
    skt_buf_dispose(&text);
    assert_true(found > words->n);
}

static void reads_signs_alike(void **state)
{
    static const char *const texts[] = {
        "",
        "the",
        "in the city's port, off the coast of the city",
        "the north-eastern border regions of Russia; off. The coast",
        "au large d'Aden, l'aéroport de l'Est, d' Aden",
        "U.S. and St. Petersburg 1,541 regions 10'undan",
        "над Курской, Брянской и Белгородской областями, в городе-герое",
        "in-the in--the 's the's the\xE2\x80\x99s",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        (void)compare(*state, skt_str_from(texts[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_every_phrase),
        cmocka_unit_test(reads_signs_alike),
    };
    return cmocka_run_group_tests_name("known", tests, open_both, close_both);
}
