/* Telling the language of a text: short posts, names in another script, what was declared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/language.h"

static const struct language_case {
    const char *text, *declared, *expected; /* "": none */
} cases[] = {
    /* what was declared, names in another script, nothing to tell by */
    {"Two drones were shot down over Kursk.", "", "en"},
    {"Two drones were shot down over Kursk.", "en", "en"},
    {"Two drones were shot down over Kursk.", "ru", "en"},
    {"Drones over Kursk (Курск), the governor said in a post late in the evening.", "en", "en"},
    {"Zwei Drohnen über München", "de", "de"},
    {"Zwei Drohnen über München", "eo", "eo"},
    {"", "", ""},
    {"", "fr", "fr"},
    {"Shahed-136: 12. Kharkiv: 3. Poltava: 1.", "", ""},
    {"Shahed-136: 12. Kharkiv: 3. Poltava: 1.", "pl", "pl"},
    {"Shahed-136: 12. Łódź: 3.\nRzeszów: 1.", "", ""},
    {"Explosion in Łódź: 2 drones down\nErdoğan to visit Türkiye's border, Reuters says", "", "en"},
    {"Атака на Одесу", "uk", "uk"},
    {"Курск: 5 БПЛА", "ru", "ru"},
    {"Харків: 5 БпЛА", "uk", "uk"},
    /* en, de, fr, es, pl, tr: two lines each */
    {"Night of 14 May: 27 launched, 22 downed\nDebris fell on a shed near Odesa, nobody was hurt",
     "", "en"},
    {"Governor: three UAVs intercepted\nAll of them were heading for the refinery in Saratov", "",
     "en"},
    {"BREAKING: Drones hit Novorossiysk port\nThe mayor says two berths are on fire", "", "en"},
    {"Nacht auf den 3. Juni: 41 Drohnen, 36 abgeschossen\nTrümmer fielen auf ein Lager in Odessa",
     "", "de"},
    {"Kiew meldet Angriff mit 70 Shaheds\nIn Charkiw wurde ein Wohnhaus getroffen", "", "de"},
    {"Moskau: Flugabwehr fängt 9 Drohnen ab\nVerletzte gab es laut Gouverneur Worobjow nicht", "",
     "de"},
    {"Nuit du 3 juin : 41 drones lancés, 36 abattus\nDes débris sont tombés près d'Odessa", "",
     "fr"},
    {"Kiev : attaque de 70 Shahed\nLe gouverneur fait état de deux blessés à Kharkiv", "", "fr"},
    {"Moscou : neuf drones interceptés\nAucune victime selon le maire Sobianine", "", "fr"},
    {"Noche del 3 de junio: 41 drones lanzados, 36 derribados\nLos restos cayeron en Odesa", "",
     "es"},
    {"Kiev: ataque con 70 Shahed\nEl gobernador habla de dos heridos en Járkov", "", "es"},
    {"Moscú: nueve drones interceptados\nNo hubo víctimas, según el alcalde Sobianin", "", "es"},
    {"Noc na 3 czerwca: 41 dronów, 36 zestrzelono\nSzczątki spadły na magazyn w Odessie", "", "pl"},
    {"Kijów: atak 70 Shahedów\nGubernator mówi o dwóch rannych w Charkowie", "", "pl"},
    {"Moskwa: przechwycono 9 dronów\nNikt nie ucierpiał, podał mer Sobianin", "", "pl"},
    {"3 Haziran gecesi: 41 İHA, 36'sı düşürüldü\nParçalar Odesa'da bir depoya düştü", "", "tr"},
    {"Kiev'e 70 Shahed ile saldırı\nVali Harkiv'de iki yaralı olduğunu açıkladı", "", "tr"},
    {"Moskova: dokuz dron engellendi\nBelediye başkanı Sobyanin can kaybı olmadığını söyledi", "",
     "tr"},
    {"Ein Drohnenangriff auf die Raffinerie in Saratow wurde abgewehrt.", "en", "de"},
    {"The attack on the refinery in Saratov was repelled, and nobody was hurt.", "de", "en"},
    {"Kyiv, Kharkiv, Odesa: 12 / 3 / 1", "fr", "fr"},
    /* ru, uk and their neighbours */
    {"Над Брянской областью сбиты два БПЛА.", "", "ru"},
    {"Над Брянской областью сбиты два БПЛА.", "en", "ru"},
    {"МОСКВА. Сбито 12 беспилотников, пострадавших нет", "", "ru"},
    {"Беспилотник сбит над Курской областью.", "", "ru"},
    {"Сводка за ночь: 12 БПЛА\nБелгород — 5, Курск — 4, Брянск — 3", "", "ru"},
    {"ПВО отработала по дрону\nОбломки упали на крышу, есть повреждения", "", "ru"},
    {"Збито 12 безпілотників над Київщиною.", "", "uk"},
    {"Збито 12 безпілотників над Київщиною.", "ru", "uk"},
    {"Станом на 09:00 збито 5 БпЛА\nСуми — 2, Полтава — 3", "", "uk"},
    {"Ворог атакував Харків, влучання у дах складу\nПостраждалих немає", "", "uk"},
    {"Вибухи в Одесі: працює ППО", "", "uk"},
    {"Два дрона са свалени над град Русе, съобщи министерството.", "", "bg"},
    {"Дрон падна в Черно море\nНяма пострадали, казаха от флота", "", "bg"},
    {"Над горадам заўважаны два беспілотнікі.", "", "be"},
    {"Беспілотнік упаў каля вёскі пад Гомелем\nПацярпелых няма", "", "be"},
    {"Оборен је дрон изнад Ниша\nНема повређених, кажу у министарству", "", "sr"},
    {"Ниш: пао дрон, нико није повређен", "", "sr"},
    /* the scripts of the East */
    {"پدافند هوايي سه پهپاد را در كرمان ساقط كرد", "", "fa"},
    {"پدافند هوایی دو پهپاد را در آسمان تهران سرنگون کرد", "", "fa"},
    {"انهدام ۳ پهپاد در تبریز\nفرماندار: تلفات جانی نداشتیم", "", "fa"},
    {"اعترضت الدفاعات الجوية طائرتين مسيرتين في سماء الرياض", "", "ar"},
    {"اعترضت الدفاعات الجوية طائرتين مسيرتين في سماء الرياض", "fa", "ar"},
    {"إسقاط 3 مسيرات فوق أربيل\nلا إصابات بحسب المحافظ", "", "ar"},
    {"کراچی میں دو ڈرون مار گرائے گئے", "", "ur"},
    {"שני כטב״מים יורטו מעל אילת", "", "he"},
    {"כטב״ם התפוצץ בצפון\nאין נפגעים, כך נמסר", "", "he"},
};

static skt_languages *languages;

static int open_languages(void **state)
{
    (void)state;
    return skt_languages_open(&languages, SKYTALLY_SOURCE_DIR "/gazetteer/lexicon/languages.tsv",
                              NULL) == SKT_OK
               ? 0
               : -1;
}

static int close_languages(void **state)
{
    (void)state;
    skt_languages_close(languages);
    return 0;
}

static void test_cases(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct language_case *c = &cases[i];
        const skt_str found =
            skt_language_of(languages, skt_str_from(c->text), skt_str_from(c->declared));
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
        const skt_str told =
            skt_language_of(languages, skt_str_sub(whole, 0, length), SKT_STR_NONE);
        assert_true(told.len == 0 || told.len == 2);
    }
}

/* The runs of a text as "ru 0-10, en 10-20". */
static void show_runs(char *out, size_t room, const char *text, const char *main)
{
    skt_language_runs runs = {0};
    size_t used = 0;
    assert_int_equal(skt_language_part(&runs, languages, skt_str_from(text), skt_str_from(main)),
                     SKT_OK);
    out[0] = '\0';
    for (size_t i = 0; i < runs.count; i++) {
        const skt_language_run *run = &runs.items[i];
        assert_int_equal(run->from, i == 0 ? 0 : runs.items[i - 1].end);
        used += (size_t)snprintf(out + used, room - used, "%s%.*s %zu", i == 0 ? "" : ", ",
                                 SKT_FMT(run->lang), run->end);
    }
    assert_int_equal(runs.count == 0 ? 0 : runs.items[runs.count - 1].end, strlen(text));
    skt_vec_dispose(&runs);
}

static void test_runs(void **state)
{
    (void)state;
    static const struct {
        const char *text, *main, *runs; /* language and end of each */
    } parted[] = {
        {"", "en", ""},
        {"Two drones were shot down over Kursk.\n\nThe governor said so.", "en", "en 60"},
        {"Two drones were shot down over Kursk (Курск), near the town of Льгов.", "en", "en 79"},
        {"Сбито 5 БПЛА над Курской областью.\n\nFive UAVs were shot down over the Kursk region.\n",
         "ru", "ru 63, en 111"},
        {"Five UAVs were shot down over the Kursk region.\nСбито 5 БПЛА над Курской областью.",
         "en", "en 48, ru 109"},
        {"Сбито 5 БПЛА над Курской областью. Five UAVs were shot down over the Kursk region.", "ru",
         "ru 61, en 109"},
        {"Сбито 5 БПЛА над Курской областью / Five UAVs were shot down over the Kursk region", "ru",
         "ru 62, en 109"},
        {"Над областью были сбиты 5 БПЛА, ещё 2 упали в поле.\n"
         "Над областю було збито 5 БпЛА, ще 2 впали в полі.\n",
         "ru", "ru 89, uk 174"},
        {"Сбиты беспилотники:\nGeran-2, Gerbera, Shahed-136, Molniya\nпишет канал", "ru", "ru 96"},
        {"Two drones were shot down in the night over the city.\n"
         "Deux drones ont été abattus dans la nuit au-dessus de la ville.\n",
         "en", "en 54, fr 120"},
        {"La Rochelle, Le Havre, Les Sables\nTwo drones were seen over the ports.", "en", "en 70"},
    };
    for (size_t i = 0; i < sizeof parted / sizeof parted[0]; i++) {
        char runs[200];
        show_runs(runs, sizeof runs, parted[i].text, parted[i].main);
        if (strcmp(runs, parted[i].runs) != 0) {
            fail_msg("\"%s\": %s, not %s\n", parted[i].text, runs, parted[i].runs);
        }
    }
}

static void test_mixtures(void **state)
{
    (void)state;
    assert_false(
        skt_language_mixes_scripts(SKT_LIT("Two drones over Kursk (Курск).\nNobody hurt.")));
    assert_false(skt_language_mixes_scripts(
        SKT_LIT("За ночь сбиты пять БПЛА (Geran-2, FPV)\nНад областью пострадавших нет.")));
    assert_true(
        skt_language_mixes_scripts(SKT_LIT("Сбито пять БПЛА.\nFive drones were shot down.")));
    assert_true(skt_language_mixes_scripts(
        SKT_LIT("Сбито пять БПЛА над областью. Five drones were shot down over the region.")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_cut),
                                       cmocka_unit_test(test_runs),
                                       cmocka_unit_test(test_mixtures)};
    return cmocka_run_group_tests(tests, open_languages, close_languages);
}
