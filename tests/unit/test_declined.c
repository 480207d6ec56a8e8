/* The regions of Russia and Ukraine in all their forms: declined by rules of the test's own
 * (decline.h) from tests/declension, put into sentences, and found again by the gazetteer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "built_data.h"
#include "core/file.h"
#include "core/vec.h"
#include "decline.h"
#include "gazetteer/gazetteer.h"

#define TABLES SKYTALLY_SOURCE_DIR "/tests/declension/"

enum { MOST_FIELDS = 4, LIST = 3, MOST_TOLD = 400 };

typedef struct row {
    skt_str f[MOST_FIELDS];
} row;

typedef struct table {
    skt_mapping text;
    SKT_VEC(row) rows;
} table;

typedef struct tester {
    const skt_gazetteer *gazetteer;
    size_t asked, wrong;
} tester;

static void read_table(table *out, const char *path)
{
    skt_str rest;
    skt_str line;
    bool header = true;
    *out = (table){0};
    assert_int_equal(skt_file_map(&out->text, path, NULL), SKT_OK);
    rest = (skt_str){(const char *)out->text.ptr, out->text.len};
    while (skt_str_split(&line, &rest, '\n')) {
        row one = {{SKT_STR_NONE}};
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        for (size_t i = 0; i < MOST_FIELDS && skt_str_split(&one.f[i], &line, '\t'); i++) {
        }
        assert_true(header || skt_vec_push(&out->rows, one));
        header = false;
    }
}

static void dispose_table(table *t)
{
    skt_vec_dispose(&t->rows);
    skt_file_unmap(&t->text);
}

/* Regions by their code, what else by code and level. */
static void add_found(skt_buf *out, const skt_gazetteer *g, const skt_toponym *t)
{
    const skt_node_info info = skt_gazetteer_node(g, t->node);
    const bool city_region = (info.flags & SKT_NODE_CITY_REGION) != 0;
    const bool region = t->level == SKT_LEVEL_REGION && info.level == SKT_LEVEL_REGION;
    const skt_node own = skt_gazetteer_admin1(g, info.admin1);
    /* A city that is a region by itself may be found as either. */
    const bool city = t->level == SKT_LEVEL_CITY && own != SKT_NO_NODE &&
                      (skt_gazetteer_node(g, own).flags & SKT_NODE_CITY_REGION) != 0 &&
                      (info.flags & SKT_NODE_SEAT) != 0;
    const skt_str code = info.admin1.len > 0 ? info.admin1 : info.name;
    skt_buf_format(out, "%s%.*s", out->len > 0 ? " " : "", SKT_FMT(code));
    if (!region && !city_region && !city) {
        skt_buf_format(out, ":%s", skt_level_name(t->level));
    }
}

/* Whether the places of the sentence are those of `expected`: "RU.09 RU.10", "RU.33:city". */
static void ask(tester *to, skt_str sentence, skt_str expected)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_toponyms found = {0};
    skt_text text;
    skt_buf told = SKT_BUF_INIT;
    assert_int_equal(skt_text_split(&text, sentence, &arena), SKT_OK);
    assert_int_equal(skt_toponyms_find(&found, to->gazetteer, &text, NULL), SKT_OK);
    for (size_t i = 0; i < found.count; i++) {
        add_found(&told, to->gazetteer, &found.items[i]);
    }
    to->asked++;
    if (!skt_str_eq(skt_buf_str(&told), expected) && to->wrong++ < MOST_TOLD) {
        print_message("%.*s\n    found \"%.*s\", not \"%.*s\"\n", SKT_FMT(sentence),
                      SKT_FMT(skt_buf_str(&told)), SKT_FMT(expected));
    }
    skt_buf_dispose(&told);
    skt_vec_dispose(&found);
    skt_arena_dispose(&arena);
}

/* `pattern` with its "%" replaced by `name`. */
static void ask_in(tester *to, const char *pattern, skt_str name, skt_str expected)
{
    skt_buf sentence = SKT_BUF_INIT;
    const skt_str all = skt_str_from(pattern);
    const size_t at = skt_str_find(all, SKT_LIT("%"), 0);
    assert_true(at != SIZE_MAX);
    skt_buf_add(&sentence, skt_str_sub(all, 0, at));
    skt_buf_add(&sentence, name);
    skt_buf_add(&sentence, skt_str_sub(all, at + 1, all.len - at - 1));
    ask(to, skt_buf_str(&sentence), expected);
    skt_buf_dispose(&sentence);
}

static void report(const tester *to)
{
    if (to->wrong > 0) {
        fail_msg("%zu of %zu sentences are read wrong", to->wrong, to->asked);
    }
}

static bool is_ukrainian(const row *r)
{
    return skt_str_is(r->f[1], "uk");
}

/* Sentences that ask for each case, of Russian and of Ukrainian. */
static const char *const carriers[2][CASES][2] = {
    {{"% подверглась ночью атаке беспилотников.",
      "Под ударом этой ночью оказалась %: сбиты дроны."},
     {"Над территорией % сбиты три беспилотника.", "Из % сообщили о двух взрывах."},
     {"По % выпущено 12 ударных дронов.", "Вреда % этой ночью не нанесено."},
     {"Беспилотники ночью атаковали %.", "Через % пролетели два БПЛА."},
     {"Над % уничтожено пять БПЛА.", "Между морем и % сбит дрон."},
     {"В % подавлены 7 беспилотников.", "Пострадавших в % нет."}},
    {{"% зазнала вночі атаки безпілотників.", "Під ударом цієї ночі опинилася %: збито дрони."},
     {"Над територією % збито три безпілотники.", "З % повідомили про два вибухи."},
     {"По % випущено 12 ударних дронів.", "Шкоди % цієї ночі не завдано."},
     {"Безпілотники вночі атакували %.", "Через % пролетіли два БпЛА."},
     {"Над % знищено п'ять БпЛА.", "Між морем і % збито дрон."},
     {"У % подавлено 7 безпілотників.", "Постраждалих на % немає."}},
};

static void regions_are_found_in_each_case(void **state)
{
    tester to = {.gazetteer = *state};
    table regions;
    read_table(&regions, TABLES "regions.tsv");
    assert_true(regions.rows.count > 400);
    for (size_t i = 0; i < regions.rows.count; i++) {
        const row *r = &regions.rows.items[i];
        for (int as = NOMINATIVE; as < CASES; as++) {
            skt_buf name = SKT_BUF_INIT;
            if (!decline(&name, r->f[2], (grammatical_case)as, is_ukrainian(r))) {
                fail_msg("%.*s has no rule", SKT_FMT(r->f[2]));
            }
            for (size_t k = 0; k < 2; k++) {
                ask_in(&to, carriers[is_ukrainian(r)][as][k], skt_buf_str(&name), r->f[0]);
            }
            skt_buf_dispose(&name);
        }
    }
    dispose_table(&regions);
    report(&to);
}

/* ------------------------------------------------------------------ lists */

/* The closing noun in the plural, and what goes before the list. */
static const struct {
    const char *one, *plural[CASES], *before[CASES], *and;
    bool ukrainian, masculine;
} closings[] = {
    {"область*",
     {"области", "областей", "областям", "области", "областями", "областях"},
     {"Под ударом ночью были ", "Над территориями ", "Удар нанесён по ", "Дроны атаковали ",
      "Пять БПЛА сбиты над ", "БПЛА сбиты в "},
     " и ",
     false,
     false},
    {"край*",
     {"края", "краёв", "краям", "края", "краями", "краях"},
     {"Под ударом ночью были ", "Над территориями ", "Удар нанесён по ", "Дроны атаковали ",
      "Пять БПЛА сбиты над ", "БПЛА сбиты в "},
     " и ",
     false,
     true},
    {"область*",
     {"області", "областей", "областям", "області", "областями", "областях"},
     {"Під ударом уночі були ", "Над територією ", "Удару завдано по ", "Дрони атакували ",
      "П'ять БпЛА збито над ", "БпЛА збито у "},
     " та ",
     true,
     false},
};

/* "Брянская* область*" in that case without its last word. */
static void add_adjective(skt_buf *out, skt_str name, grammatical_case as, bool ukrainian)
{
    const size_t space = skt_str_find(name, SKT_LIT(" "), 0);
    assert_true(space != SIZE_MAX && decline(out, skt_str_sub(name, 0, space), as, ukrainian));
}

/* The list of n regions that begins with the row. */
static void ask_list(tester *to, const row *const *members, size_t n, size_t closing,
                     grammatical_case as)
{
    skt_buf text = SKT_BUF_INIT;
    skt_buf codes = SKT_BUF_INIT;
    skt_buf_add_text(&text, closings[closing].before[as]);
    for (size_t i = 0; i < n; i++) {
        skt_buf_add_text(&text, i == 0 ? "" : i + 1 == n ? closings[closing].and : ", ");
        add_adjective(&text, members[i]->f[2], as, closings[closing].ukrainian);
        skt_buf_format(&codes, "%s%.*s", i == 0 ? "" : " ", SKT_FMT(members[i]->f[0]));
    }
    skt_buf_format(&text, " %s.", closings[closing].plural[as]);
    ask(to, skt_buf_str(&text), skt_buf_str(&codes));
    skt_buf_dispose(&text);
    skt_buf_dispose(&codes);
}

/* Rows whose name closes with that noun and has one word before it. */
static size_t members_of(const row **out, size_t most, const table *regions, size_t closing)
{
    size_t n = 0;
    for (size_t i = 0; i < regions->rows.count && n < most; i++) {
        const row *r = &regions->rows.items[i];
        const size_t space = skt_str_find(r->f[2], SKT_LIT(" "), 0);
        if (is_ukrainian(r) == closings[closing].ukrainian && space != SIZE_MAX &&
            skt_str_is(skt_str_sub(r->f[2], space + 1, r->f[2].len - space - 1),
                       closings[closing].one)) {
            out[n++] = r;
        }
    }
    return n;
}

static void lists_are_closed_by_one_noun(void **state)
{
    enum { MOST = 100 };
    tester to = {.gazetteer = *state};
    const row *members[MOST];
    table regions;
    read_table(&regions, TABLES "regions.tsv");
    for (size_t c = 0; c < sizeof closings / sizeof *closings; c++) {
        const size_t n = members_of(members, MOST, &regions, c);
        assert_true(n > LIST);
        for (size_t i = 0; i + 1 < n; i++) {
            for (int as = NOMINATIVE; as < CASES; as++) {
                ask_list(&to, members + i, i + LIST <= n && i % 2 == 0 ? LIST : 2, c,
                         (grammatical_case)as);
            }
        }
    }
    dispose_table(&regions);
    report(&to);
}

/* ------------------------------------------------------------- adjectives */

/* Nouns behind an adjective in small letters, with what stands before it in each case. */
static const struct {
    const char *ending, *noun, *before[CASES];
    bool ukrainian, capital;
} nouns[] = {
    {"ое",
     "небо*",
     {"Чисто ", "Посреди ", "К ", "Видно ", "Сбит над ", "Дрон сбит в "},
     false,
     false},
    {"ое",
     "приграничье*",
     {"Вновь ", "Для ", "По ", "Через ", "Дроны над ", "Сбит в "},
     false,
     false},
    {"ий", "регион*", {"Вновь ", "Для ", "По ", "Через ", "Дроны над ", "Сбит в "}, false, true},
    {"ая", "обл.", {"Тут ", "Из ", "По ", "Через ", "Дроны над ", "Сбит в "}, false, true},
    {"ие",
     "власти=властей=властям=власти=властями=властях",
     {"Как сообщили ", "По данным ", "Помогли ", "Прося ", "Сказано ", "Речь о "},
     false,
     false},
    {"е",
     "небо=неба=небу=небо=небом=небі",
     {"Чисте ", "Посеред ", "Назустріч ", "Через ", "Збито над ", "Дрон збито в "},
     true,
     false},
    {"ий", "регіон*", {"Тут ", "Для ", "По ", "Через ", "Дрони над ", "Збито в "}, true, true},
    {"а", "обл.", {"Тут ", "З ", "По ", "Через ", "Дрони над ", "Збито в "}, true, true},
};

/* The name's first letter, Cyrillic, small. */
static void add_small(skt_buf *out, skt_str name)
{
    size_t at = 0;
    const uint32_t c = skt_utf8_next(name, &at);
    skt_buf_add_code_point(out, c + (c >= 0x0410 ? 0x20 : 0x50));
    skt_buf_add(out, skt_str_sub(name, at, name.len - at));
}

/* "Брянская*" with another ending, declined, before its noun. */
static void ask_adjective(tester *to, const row *r, skt_str adjective, size_t noun,
                          grammatical_case as)
{
    const bool ukrainian = nouns[noun].ukrainian;
    const skt_str own = skt_str_from(ukrainian ? "а*" : "ая*");
    skt_buf base = SKT_BUF_INIT;
    skt_buf text = SKT_BUF_INIT;
    const skt_str stem = skt_str_sub(adjective, 0, adjective.len - own.len);
    assert_true(skt_str_ends(adjective, own));
    if (nouns[noun].capital) {
        skt_buf_add(&base, stem);
    } else {
        add_small(&base, stem);
    }
    skt_buf_format(&base, "%s* %s", nouns[noun].ending, nouns[noun].noun);
    skt_buf_add_text(&text, nouns[noun].before[as]);
    assert_true(decline(&text, skt_buf_str(&base), as, ukrainian));
    skt_buf_add_text(&text, " пять БПЛА.");
    ask(to, skt_buf_str(&text), r->f[0]);
    skt_buf_dispose(&base);
    skt_buf_dispose(&text);
}

static void adjectives_are_regions(void **state)
{
    tester to = {.gazetteer = *state};
    table regions;
    read_table(&regions, TABLES "regions.tsv");
    for (size_t i = 0; i < regions.rows.count; i++) {
        const row *r = &regions.rows.items[i];
        const size_t space = skt_str_find(r->f[2], SKT_LIT(" область*"), 0);
        for (size_t k = 0; k < sizeof nouns / sizeof *nouns && space != SIZE_MAX; k++) {
            const skt_str adjective = skt_str_sub(r->f[2], 0, space);
            /* "Московский регион" is the city and the region, "киевские власти" a government. */
            const bool own = skt_str_is(r->f[0], "RU.47") || skt_str_is(r->f[0], "UA.13");
            for (int as = NOMINATIVE; as < CASES && !own; as++) {
                if (nouns[k].ukrainian == is_ukrainian(r) &&
                    skt_str_find(adjective, SKT_LIT(" "), 0) == SIZE_MAX &&
                    (nouns[k].capital || skt_str_find(adjective, SKT_LIT("-"), 0) == SIZE_MAX)) {
                    ask_adjective(&to, r, adjective, k, (grammatical_case)as);
                }
            }
        }
    }
    dispose_table(&regions);
    report(&to);
}

/* ---------------------------------------------------------- whole sentences */

/* Adjectives, lists of several kinds, names of towns beside those of regions, districts: the text
 * and what is found in it. */
static void sentences_are_read(void **state)
{
    tester to = {.gazetteer = *state};
    table sentences;
    read_table(&sentences, TABLES "sentences.tsv");
    assert_true(sentences.rows.count > 50);
    for (size_t i = 0; i < sentences.rows.count; i++) {
        ask(&to, sentences.rows.items[i].f[0], sentences.rows.items[i].f[1]);
    }
    dispose_table(&sentences);
    report(&to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_are_found_in_each_case),
        cmocka_unit_test(lists_are_closed_by_one_noun),
        cmocka_unit_test(adjectives_are_regions),
        cmocka_unit_test(sentences_are_read),
    };
    return cmocka_run_group_tests_name("declined", tests, built_gazetteer_open,
                                       built_gazetteer_close);
}
