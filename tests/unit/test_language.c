/* Telling the language of a text: short posts, names in another script, what was declared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "text/language.h"

static const struct language_case {
    const char *text, *declared, *expected; /* "": none */
} cases[] = {
    {"Two drones were shot down over Kursk.", "", ""},
    {"Two drones were shot down over Kursk.", "en", "en"},
    {"Two drones were shot down over Kursk.", "ru", ""},
    {"Drones over Kursk (Курск), the governor said in a post late in the evening.", "en", "en"},
    {"Zwei Drohnen über München", "de", "de"},
    {"", "", ""},
    {"", "fr", "fr"},
    {"Над Брянской областью сбиты два БПЛА.", "", "ru"},
    {"Над Брянской областью сбиты два БПЛА.", "en", "ru"},
    {"МОСКВА. Сбито 12 беспилотников, пострадавших нет", "", "ru"},
    {"Збито 12 безпілотників над Київщиною.", "", "uk"},
    {"Збито 12 безпілотників над Київщиною.", "ru", "uk"},
    {"Атака на Одесу", "uk", "uk"},
    {"Два дрона са свалени над град Русе, съобщи министерството.", "", "bg"},
    {"Над горадам заўважаны два беспілотнікі.", "", "be"},
    {"پدافند هوايي سه پهپاد را در كرمان ساقط كرد", "", "fa"},
    {"پدافند هوایی دو پهپاد را در آسمان تهران سرنگون کرد", "", "fa"},
    {"اعترضت الدفاعات الجوية طائرتين مسيرتين في سماء الرياض", "", "ar"},
    {"اعترضت الدفاعات الجوية طائرتين مسيرتين في سماء الرياض", "fa", "ar"},
    {"کراچی میں دو ڈرون مار گرائے گئے", "", "ur"},
    {"שני כטב״מים יורטו מעל אילת", "", "he"},
};

static void test_cases(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct language_case *c = &cases[i];
        const skt_str found = skt_language_of(skt_str_from(c->text), skt_str_from(c->declared));
        if (!skt_str_is(found, c->expected)) {
            print_error("\"%s\" (%s): %.*s, not %s\n", c->text, c->declared, SKT_FMT(found),
                        c->expected);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* A text cut anywhere is read to its end and no further. */
static void test_cut(void **state)
{
    (void)state;
    const skt_str whole = SKT_LIT("Над Брянской областью сбиты два БПЛА. پدافند");
    for (size_t length = 0; length <= whole.len; length++) {
        const skt_str told = skt_language_of(skt_str_sub(whole, 0, length), SKT_STR_NONE);
        assert_true(told.len == 0 || told.len == 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
