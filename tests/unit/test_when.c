/* Reading time: tables of expressions, of windows and of articles without a date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "claims/lexicon.h"
#include "claims/when.h"
#include "core/buf.h"
#include "core/str.h"

typedef struct reading {
    skt_arena arena;
    skt_text text;
    skt_whens whens;
    const skt_time_words *time;
} reading;

/* Of the data folder, for all tests. */
static skt_lexicon *lexicon;
static skt_time_words *no_words;

static int open_lexicon(void **state)
{
    (void)state;
    return skt_time_words_new(&no_words) == SKT_OK &&
                   skt_lexicon_open(&lexicon, SKYTALLY_SOURCE_DIR "/gazetteer/lexicon", NULL) ==
                       SKT_OK
               ? 0
               : -1;
}

static int close_lexicon(void **state)
{
    (void)state;
    skt_lexicon_close(lexicon);
    skt_time_words_free(no_words);
    return 0;
}

static const skt_time_words *time_words(const char *lang)
{
    const skt_words *words;
    assert_int_equal(skt_lexicon_language(&words, lexicon, skt_str_from(lang), NULL), SKT_OK);
    return words == NULL ? no_words : skt_words_of_time(words);
}

static void read_text(reading *out, const char *text, const char *published, const char *zone,
                      const char *lang)
{
    *out = (reading){.arena = SKT_ARENA_INIT};
    assert_int_equal(skt_text_split(&out->text, skt_str_from(text), &out->arena), SKT_OK);
    const skt_span all = {0, (uint32_t)out->text.n_words};
    const skt_day day = published == NULL ? SKT_NO_DAY : skt_day_parse(skt_str_from(published));
    out->time = time_words(lang);
    assert_int_equal(
        skt_whens_find(&out->whens, &out->text, all, day, skt_str_from(zone), out->time), SKT_OK);
}

static void dispose(reading *r)
{
    skt_vec_dispose(&r->whens);
    skt_arena_dispose(&r->arena);
}

/* "2025-10-22 event!; - cumulative": days and periods, '!' for an explicit day. */
static void render_days(skt_buf *out, const reading *r)
{
    for (size_t i = 0; i < r->whens.count; i++) {
        const skt_when *when = &r->whens.items[i];
        char day[11];
        skt_day_format(day, when->day);
        skt_buf_format(out, "%s%s %s%s", i > 0 ? "; " : "", day[0] == '\0' ? "-" : day,
                       skt_period_name(when->period), when->explicit_day ? "!" : "");
    }
}

static const struct {
    const char *text, *published, *expected;
} days[] = {
    /* dates */
    {"It was hit on 28 January.", "2023-01-30", "2023-01-28 event!"},
    {"It was hit on January 28, 2023.", "2023-01-30", "2023-01-28 event!"},
    {"It was hit on 28th of January.", "2023-01-30", "2023-01-28 event!"},
    {"in the attack on Jan. 3 or at least", "2024-01-05", "2024-01-03 event!"},
    {"It happened on 2025-08-07 at sea.", "2025-08-08", "2025-08-07 event!"},
    {"It happened on 07.08.2025.", "2025-08-08", "2025-08-07 event!"},
    {"It happened on 13/08/2025.", "2025-08-14", "2025-08-13 event!"},
    {"It happened on 08/13/2025.", "2025-08-14", "2025-08-13 event!"},
    {"It happened on 07/08/2025.", "2025-08-08", ""},
    {"a ratio of 7/8 was reported", "2025-08-08", ""},
    {"On the 29th, two drones fell.", "2025-08-30", "2025-08-29 event!"},
    {"On the first of the month the ministry claimed it", "2024-09-11", "2024-09-01 background!"},
    {"in the early hours of August 7, 2025.", "2025-08-07", "2025-08-07 event!"},
    {"728 drones on July 9", "2025-09-07", "2025-07-09 background!"},
    {"It was set on July 4.", "2025-07-09", "2025-07-04 background!"},
    {"On 31 December drones fell.", "2025-01-02", "2024-12-31 event!"},
    {"On 26 February it shot down one.", "2024-04-07", "2024-02-26 background!"},
    {"on 14 September 2019, 18 drones struck", "2024-03-21", "2019-09-14 background!"},
    {"On Saturday, 28 January, it burned.", "2023-01-30", "2023-01-28 event!"},
    {"on 29 February it fell", "2025-03-01", "2024-02-29 background!"},
    {"on 31 June it fell", "2025-07-01", "- event!"},
    {"drones fell on 3 May", NULL, "- event!"},
    {"drones fell on 3 May 2024", NULL, "2024-05-03 event!"},

    /* weekdays */
    {"It burned on Saturday.", "2023-01-30", "2023-01-28 event!"},
    {"It burned on Sunday.", "2025-08-24", "2025-08-24 event!"},
    {"It burned on Monday.", "2025-08-01", "2025-07-28 event!"},
    {"Sunday's strikes on bases", "2025-06-02", "2025-06-01 event!"},
    {"They fell last Friday.", "2025-08-01", "2025-07-25 event!"},
    {"They will meet next Friday.", "2025-08-01", ""},
    {"until Friday evening", "2025-08-01", ""},
    {"It burned on Saturday.", NULL, "- event!"},
    {"on Wednesday morning", "2024-08-28", "2024-08-28 event!"},
    {"early on Friday", "2023-08-25", "2023-08-25 event!"},
    {"late on Saturday, the ministry said on Sunday", "2023-01-29",
     "2023-01-28 event!; 2023-01-29 event!"},
    {"on Sunday evening", "2024-10-14", "2024-10-13 event!"},

    /* nights bear the date of their morning */
    {"in the night to Wednesday", "2025-10-22", "2025-10-22 event!"},
    {"Overnight into Sunday they came.", "2023-05-28", "2023-05-28 event!"},
    {"about the night of September 10", "2024-09-11", "2024-09-10 event!"},
    {"They came on Saturday night.", "2025-08-25", "2025-08-24 event!"},
    {"They came on Thursday night.", "2025-08-21", "2025-08-21 event!"},
    {"late on Saturday night", "2025-08-25", "2025-08-23 event!"},
    {"between Monday evening and Tuesday morning", "2024-11-26", "2024-11-26 event!"},
    {"in the night from Friday to Saturday", "2025-08-25", "2025-08-23 event!"},
    {"on the night of 28 to 29 January", "2025-01-30", "2025-01-29 event!"},
    {"overnight Saturday to Sunday", "2025-05-12", "2025-05-11 event!"},
    {"over the weekend", "2025-05-12", "2025-05-11 event!"},
    {"shortly before midnight on Saturday", "2025-05-12", "2025-05-10 event!"},
    {"for three nights running", "2025-05-12", ""},
    {"on Tuesday (May 6) it fell", "2025-05-08", "2025-05-06 event!"},
    {"as of 8 a.m. on Monday", "2025-05-12", "2025-05-12 event!"},
    {"in the first half of 2024", "2025-05-12", "- cumulative"},
    {"before dawn on Sunday", "2024-01-29", "2024-01-28 event!"},
    {"destroyed overnight", "2024-09-10", "2024-09-10 event"},
    {"destroyed last night", "2024-09-10", "2024-09-10 event!"},
    {"struck during the night", "2024-11-26", "2024-11-26 event"},
    {"in the small hours", "2024-06-09", "2024-06-09 event"},

    /* told from the report or the story */
    {"hit yesterday evening", "2025-04-30", "2025-04-29 event!"},
    {"sent at Kazan this morning", "2024-12-21", "2024-12-21 event!"},
    {"heard across Iran tonight", "2023-01-28", "2023-01-28 event!"},
    {"the day before yesterday", "2023-01-28", "2023-01-26 event!"},
    {"It hit yesterday evening. In Dnipro the same evening a man died.", "2025-04-30",
     "2025-04-29 event!; 2025-04-29 event!"},
    {"four days ago", "2025-01-12", "2025-01-08 event!"},
    {"burning on Sunday, four days after drones struck it", "2025-01-12",
     "2025-01-12 event!; 2025-01-08 event!"},
    {"Nine days earlier Moscow announced it.", "2024-09-10", "2024-09-01 background!"},
    {"It fell two days before.", "2024-09-10", "2024-09-08 event!"},
    {"a strike on Odessa the day before", "2023-07-24", "2023-07-23 event!"},
    {"shot down since the previous evening", "2025-05-09", "2025-05-09 event!"},
    {"shot down since midnight", "2025-06-15", "2025-06-15 event"},
    {"Ninety-six on Sunday. The first covered the night: 23 drones.", "2024-11-11",
     "2024-11-10 event!; 2024-11-10 event"},
    {"destroyed between 20:00 and 23:00 on Wednesday. A second bulletin, covering 23:00 to 07:00",
     "2026-02-26", "2026-02-25 event!; 2026-02-26 event"},

    /* by the clock */
    {"On the evening of 28 January, around 23:30, it fell.", "2023-01-30", "2023-01-28 event!"},
    {"Shortly after midnight on Tuesday", "2025-04-02", "2025-04-01 event!"},
    {"Shortly after half past midnight on Tuesday", "2024-09-11", "2024-09-10 event!"},
    {"from midnight until after three on Tuesday morning", "2025-09-23", "2025-09-23 event!"},
    {"Saturday night at 23:30", "2025-08-25", "2025-08-23 event!"},

    /* longer than an event */
    {"destroyed since Wednesday", "2025-05-09", "- cumulative!"},
    {"destroyed since the raids began on Friday", "2025-06-15", "- cumulative!"},
    {"Since the Iranian attacks began, the Emirates", "2026-03-08", "- cumulative"},
    {"since the start of the war", "2026-03-08", "- cumulative"},
    {"since January", "2024-06-09", "- cumulative"},
    {"165 times since 17 October", "2024-01-29", "- cumulative!"},
    {"in the past week", "2024-11-25", "- cumulative"},
    {"over the past two months", "2024-11-25", "- cumulative"},
    {"sent more than 2,000 in October", "2024-11-26", "- cumulative"},
    {"the 14th attack on it in May", "2023-05-28", "- cumulative"},
    {"reported so far this year", "2025-03-11", "- cumulative"},
    {"launched in 2023", "2025-06-04", "- cumulative"},
    {"2,700 drones a month", "2025-09-18", "- cumulative"},
    {"as many as in all of last year", "2024-06-09", "- cumulative"},
    {"between 1 and 7 October", "2024-10-08", "- cumulative!"},
    {"in the past day", "2025-05-09", "2025-05-08 event!"},
    {"over the last 24 hours", "2025-05-09", "2025-05-08 event!"},

    /* recalled */
    {"In late May two drones", "2023-08-30", "- background"},
    {"In May last year a drone", "2025-09-18", "- background"},
    {"In June 2021 a quadcopter", "2023-01-29", "- background"},
    {"In mid-January the ministry", "2025-03-11", "- background"},
    {"set earlier this month", "2024-11-26", "- background"},
    {"Last month, the United States", "2023-01-29", "- background"},
    {"In August one fell.", "2025-10-02", "- background"},
    {"the Kerch bridge last July", "2024-02-14", "- background"},
    {"The previous record stood", "2024-11-26", "- background"},
    {"registered three years ago", "2025-06-04", "- background"},

    /* no dates */
    {"a 46-year-old woman and a man of 41", "2024-09-10", ""},
    {"The attack lasted four and a half hours.", "2023-09-13", ""},
    {"for more than seven hours", "2023-09-13", ""},
    {"the alert lasted over five hours", "2023-09-13", ""},
    {"burns for a fifth day", "2025-01-12", ""},
    {"within 72 hours", "2025-01-12", ""},
    {"in half an hour", "2025-01-12", ""},
    {"It was the 34th anniversary of independence.", "2025-08-24", ""},
    {"the 11th and 12th floors", "2024-09-10", ""},
    {"the 1,541st anniversary", "2023-05-28", ""},
    {"145 drones in one night", "2024-11-26", ""},
    {"They may march again.", "2024-11-26", ""},
    {"The Sun sat above 2.8 metres.", "2024-11-26", ""},
    {"By evening it had raised the figure.", "2025-03-11", ""},
    {"In May 18 drones fell.", "2025-05-30", "- cumulative"},
    {"more than 2,000 of 2024 drones", "2025-03-11", ""},
};

/* Whether `text` reads as `expected`; says so if it does not. */
static bool reads_as(const char *text, const char *published, const char *lang,
                     const char *expected)
{
    reading r;
    skt_buf got = SKT_BUF_INIT;
    read_text(&r, text, published, "Europe/Moscow", lang);
    render_days(&got, &r);
    const bool same = skt_str_is(skt_buf_str(&got), expected);
    if (!same) {
        print_error("%s (%s): got \"%.*s\", expected \"%s\"\n", text,
                    published == NULL ? "no date" : published, SKT_FMT(skt_buf_str(&got)),
                    expected);
    }
    skt_buf_dispose(&got);
    dispose(&r);
    return same;
}

static void test_days(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        failed += !reads_as(days[i].text, days[i].published, "en", days[i].expected);
    }
    assert_int_equal(failed, 0);
}

static const struct {
    const char *lang, *text, *published, *expected;
} languages[] = {
    {"ru", "В ночь на 21 ноября сбиты 12 БПЛА.", "2025-11-21", "2025-11-21 event!"},
    {"ru", "Сбиты в ночь на понедельник.", "2025-09-18", "2025-09-15 event!"},
    {"ru", "с 20.00 мск 11 июля до 7.00 мск 12 июля", "2025-07-12", "2025-07-12 event!"},
    {"ru", "с 12:00 до 14:00 мск", "2025-08-23", "2025-08-23 event"},
    {"ru", "написал в среду утром мэр", "2025-05-07", "2025-05-07 event!"},
    {"ru", "Накануне ночью сбили 19.", "2025-05-07", "2025-05-06 event!"},
    {"ru", "уничтожены минувшей ночью", "2025-03-17", "2025-03-17 event!"},
    {"ru", "за прошедшие сутки, 15 апреля", "2025-04-16", "2025-04-15 event!; 2025-04-15 event!"},
    {"ru", "17 октября 2025 года уничтожили шесть", "2025-10-23", "2025-10-17 background!"},
    {"ru", "С начала года сбиты тысячи. С пятницы — сто.", "2025-10-23",
     "- cumulative; - cumulative!"},
    {"ru", "сбиты с вечера", "2025-05-07", "2025-05-07 event"},
    {"ru", "в октябре сбили две тысячи", "2025-11-03", "- cumulative"},
    {"ru", "три дня назад", "2025-11-03", "2025-10-31 event!"},
    {"uk", "У ніч на 21 листопада (від 18:00 четверга) ворог", "2025-11-21", "2025-11-21 event!"},
    {"uk", "У ніч проти неділі ворог", "2025-09-28", "2025-09-28 event!"},
    {"uk", "Минулої ночі атакували", "2025-01-14", "2025-01-14 event!"},
    {"uk", "у п'ятницю ввечері", "2025-09-28", "2025-09-26 event!"},
    {"uk", "від початку року", "2025-09-28", "- cumulative"},
    {"fa", "بامداد ۲۵ خرداد ۱۴۰۴", "2025-06-15", "2025-06-15 event!"},
    {"fa", "روز ۳۱ فروردین سرنگون شد", "2024-04-20", "2024-04-19 event!"},
    {"fa", "در تاریخ ۱۴۰۴/۰۳/۲۵ سرنگون شد", "2025-06-16", "2025-06-15 event!"},
    {"fa", "در ۳۰ اسفند ۱۴۰۳", "2025-03-21", "2025-03-20 event!"},
    {"fa", "در ۳۰ اسفند ۱۴۰۴", "2026-03-21", "- event!"},
    {"fa", "هشتم بهمن ۱۴۰۱", "2024-04-19", "2023-01-28 background!"},
    {"fa", "یکشنبه ۱۵ ژوئن ۲۰۲۵", "2025-06-16", "2025-06-15 event!"},
    {"fa", "شب گذشته", "2025-06-16", "2025-06-16 event!"},
    {"fa", "عصر دیروز", "2025-06-16", "2025-06-15 event!"},
    {"fa", "در خرداد ۱۴۰۴", "2025-12-16", "- background"},
};

static void test_languages(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        failed += !reads_as(languages[i].text, languages[i].published, languages[i].lang,
                            languages[i].expected);
    }
    assert_int_equal(failed, 0);
}

/* Any words in any order are read without harm. */
static void test_scrambled(void **state)
{
    (void)state;
    static const char *const words[] = {
        "on",         "the",         "29th",    "night", "to",    "Sunday",    "since",
        "from",       "23:00",       "-",       "May",   "2024",  ",",         "7",
        "p.m.",       "last",        "past",    "3",     "days",  "ago",       "and",
        "until",      "mid",         "between", "(",     "24.00", "half past", "midnight",
        "a",          "Moscow time", "early",   "of",    "week",  "same",      "before",
        "31/12/9999", "0001-01-01",  ".\n\n",
    };
    uint32_t seed = 12345;
    for (int round = 0; round < 2000; round++) {
        skt_buf text = SKT_BUF_INIT;
        for (int i = 0; i < 24; i++) {
            seed = seed * 1664525U + 1013904223U;
            skt_buf_add_text(&text, words[(seed >> 16) % (sizeof words / sizeof words[0])]);
            skt_buf_add_char(&text, ' ');
        }
        reading r;
        read_text(&r, text.ptr, round % 3 == 0 ? NULL : "2024-03-01", "Europe/Kyiv", "en");
        skt_date_origin origin;
        const skt_span all = {0, (uint32_t)r.text.n_words};
        (void)skt_article_day(&origin, &r.text, all, r.time);
        uint32_t last = 0;
        for (size_t i = 0; i < r.whens.count; i++) {
            const skt_when *when = &r.whens.items[i];
            assert_true(when->first >= last && when->end > when->first);
            assert_true(when->end <= r.text.n_words);
            assert_true(when->window.start == SKT_NO_TIME ||
                        when->window.start <= when->window.end);
            last = when->end;
        }
        dispose(&r);
        skt_buf_dispose(&text);
    }
}

/* An instant as local time. */
static void render_instant(skt_buf *out, skt_time instant, int32_t offset_s)
{
    const skt_time local = instant + offset_s;
    const skt_time day = local >= 0 ? local / 86400 : (local - 86399) / 86400;
    const int second = (int)(local - day * 86400);
    char date[11];
    skt_day_format(date, (skt_day)day);
    skt_buf_format(out, "%s %02d:%02d", date + 5, second / 3600, second / 60 % 60);
}

static const struct {
    const char *text, *published, *zone, *expected; /* of the first expression */
} windows[] = {
    {"destroyed overnight", "2024-09-10", "Europe/Moscow", "09-09 20:00 09-10 08:00 +10800 night~"},
    {"destroyed overnight", "2024-09-10", "Europe/Kyiv", "09-09 18:00 09-10 08:00 +10800 night~"},
    {"destroyed overnight", "2024-01-10", "Europe/Kyiv", "01-09 18:00 01-10 08:00 +7200 night~"},
    {"destroyed overnight", "2024-01-10", "Asia/Tehran", "01-09 20:00 01-10 08:00 +12600 night~"},
    {"on Saturday", "2023-01-30", "Asia/Tehran", "01-28 00:00 01-29 00:00 +12600 day"},
    {"between 20:00 and 23:00 Moscow time on Wednesday", "2026-02-26", "Europe/Kyiv",
     "02-25 20:00 02-25 23:00 +10800 minute"},
    {"between 20:00 and 23:00 Kyiv time on Wednesday", "2026-02-26", "Europe/Moscow",
     "02-25 20:00 02-25 23:00 +7200 minute"},
    {"for the hours from 7:00 to 10:00", "2024-11-11", "Europe/Moscow",
     "11-11 07:00 11-11 10:00 +10800 minute"},
    {"covering 23:00 to 07:00", "2026-02-26", "Europe/Moscow",
     "02-25 23:00 02-26 07:00 +10800 minute"},
    {"00:00-07:00 on Friday", "2025-08-01", "Europe/Moscow",
     "08-01 00:00 08-01 07:00 +10800 minute"},
    {"from 20.00 to 24.00 on Friday", "2025-08-01", "Europe/Moscow",
     "08-01 20:00 08-02 00:00 +10800 minute"},
    {"from 20:00 to midnight on Friday", "2025-08-01", "Europe/Moscow",
     "08-01 20:00 08-02 00:00 +10800 minute"},
    {"from 20:00 on Thursday to 07:00 on Friday", "2025-08-01", "Europe/Moscow",
     "07-31 20:00 08-01 07:00 +10800 minute"},
    {"from 20:00 on Thursday until 07:00", "2025-08-01", "Europe/Moscow",
     "07-31 20:00 08-01 07:00 +10800 minute"},
    {"at about 11:30 p.m.", "2023-01-29", "Asia/Tehran", "01-29 23:30 01-29 23:31 +12600 minute"},
    {"between 4 and 8:20 a.m.", "2024-03-09", "Asia/Riyadh",
     "03-09 04:00 03-09 08:20 +10800 minute"},
    {"between 2 and 4 a.m.", "2025-06-17", "Asia/Tehran", "06-17 02:00 06-17 04:00 +12600 hour"},
    {"from 11 to 2 p.m.", "2025-06-17", "Asia/Tehran", "06-17 11:00 06-17 14:00 +12600 hour"},
    {"at 7 p.m. Moscow time", "2025-06-17", "Asia/Tehran", "06-17 19:00 06-17 20:00 +10800 hour"},
    {"at 12:15 a.m.", "2025-06-17", "Asia/Tehran", "06-17 00:15 06-17 00:16 +12600 minute"},
    {"at 0300 GMT", "2025-06-17", "Asia/Tehran", "06-17 03:00 06-17 04:00 +0 hour"},
    {"Shortly before four in the morning on 14 September 2019", "2024-03-21", "Asia/Riyadh",
     "09-14 04:00 09-14 05:00 +10800 hour"},
    {"from midnight until after three on Tuesday morning", "2025-09-23", "Europe/Oslo",
     "09-23 00:00 09-23 03:00 +7200 hour"},
    {"at about noon on Friday", "2020-10-02", "Asia/Yerevan",
     "10-02 12:00 10-02 13:00 +14400 hour"},
    {"between Monday evening and Tuesday morning", "2024-11-26", "Europe/Kyiv",
     "11-25 18:00 11-26 12:00 +7200 night~"},
    {"since the previous evening", "2025-05-09", "Asia/Karachi",
     "05-08 18:00 05-10 00:00 +18000 day~"},
    {"in October", "2024-11-26", "Europe/Moscow", "10-01 00:00 11-01 00:00 +10800 month"},
    {"at 4 a.m. Tuesday", "2025-09-24", "Europe/Kyiv", "09-23 04:00 09-23 05:00 +10800 hour"},
    {"23:00–07:00 GMT on Friday", "2025-08-01", "Europe/Moscow",
     "07-31 23:00 08-01 07:00 +0 minute"},
    {"in the past week", "2024-11-25", NULL, "11-18 00:00 11-26 00:00 +0 week"},
    {"overnight Saturday to Sunday", "2025-05-12", "Europe/Kyiv",
     "05-10 18:00 05-11 08:00 +10800 night~"},
    {"shortly before midnight on Saturday", "2025-05-12", "Europe/Kyiv",
     "05-10 23:00 05-11 00:00 +10800 hour"},
    {"on Friday", "2024-11-25", "Mars/Olympus", "11-22 00:00 11-23 00:00 +0 day"},
};

static void render_window(skt_buf *out, const skt_window *window, const char *zone)
{
    int32_t end_offset = window->zone_offset_s;
    (void)zone;
    render_instant(out, window->start, window->zone_offset_s);
    skt_buf_add_char(out, ' ');
    render_instant(out, window->end, end_offset);
    skt_buf_format(out, " +%d %s%s", (int)window->zone_offset_s,
                   skt_time_precision_name(window->precision), window->approximate ? "~" : "");
}

static void test_windows(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        reading r;
        skt_buf got = SKT_BUF_INIT;
        read_text(&r, windows[i].text, windows[i].published, windows[i].zone, "en");
        if (r.whens.count > 0 && r.whens.items[0].window.start != SKT_NO_TIME) {
            render_window(&got, &r.whens.items[0].window, windows[i].zone);
        }
        if (!skt_str_is(skt_buf_str(&got), windows[i].expected) || r.whens.count != 1) {
            print_error("%s: got \"%.*s\" of %zu, expected \"%s\"\n", windows[i].text,
                        SKT_FMT(skt_buf_str(&got)), r.whens.count, windows[i].expected);
            failed++;
        }
        skt_buf_dispose(&got);
        dispose(&r);
    }
    assert_int_equal(failed, 0);
}

static const struct {
    const char *text, *expected;
    skt_date_origin origin;
} articles[] = {
    {"All shot down\n\nTuesday, 14 May 2024, 07:06\n\nAll were shot down last night.", "2024-05-14",
     SKT_DATE_DATELINE},
    {"All shot down\n\nBy Jane Roe | May 14, 2024\n\nAll were shot down last night.", "2024-05-14",
     SKT_DATE_DATELINE},
    {"All shot down\n\nPublished: 2024-05-14T07:06\n\nAll were shot down last night.", "2024-05-14",
     SKT_DATE_DATELINE},
    {"KYIV, May 14, 2024 (Agency) - All were shot down.", "2024-05-14", SKT_DATE_DATELINE},
    {"TEHRAN, June 15 - Three drones fell on Saturday, officials said on Sunday. The site opened "
     "on 3 May 2025.",
     "2025-06-15", SKT_DATE_DATELINE},
    {"TEHRAN, June 15 - Three drones fell on Saturday.", "", SKT_DATE_NONE},
    {"Forty-two stopped\n\n(Photo: the bay at Sevastopol on Thursday, 24 August 2023.)\n\n"
     "Forty-two drones were stopped early on Friday.",
     "2023-08-25", SKT_DATE_TEXT},
    {"Drones target refinery\n\nRescuers at work in Kharkiv region, 31 August 2024. EPA/SOMEONE\n\n"
     "Drones were destroyed, Russian officials said on Sunday.",
     "2024-09-01", SKT_DATE_TEXT},
    {"Two stations attacked\n\nDrones attacked two stations in the early hours of August 7, 2025.",
     "2025-08-07", SKT_DATE_TEXT},
    {"Drones were shot down on Thursday night, the governor said.", "", SKT_DATE_NONE},
    {"Warning\n\nPrior to the attack on January 3, 2024, they were warned.", "", SKT_DATE_NONE},
    {"A look back\n\nIn June 2021 a drone struck a plant.", "", SKT_DATE_NONE},
    {"", "", SKT_DATE_NONE},
};

static void test_articles(void **state)
{
    (void)state;
    const skt_time_words *time = time_words("en");
    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_text text;
        assert_int_equal(skt_text_split(&text, skt_str_from(articles[i].text), &arena), SKT_OK);
        const skt_span all = {0, (uint32_t)text.n_words};
        skt_date_origin origin = SKT_DATE_OPTION;
        char day[11];
        skt_day_format(day, skt_article_day(&origin, &text, all, time));
        if (strcmp(day, articles[i].expected) != 0) {
            print_error("%s\n", articles[i].text);
        }
        assert_string_equal(day, articles[i].expected);
        assert_int_equal(origin, articles[i].origin);
        skt_arena_dispose(&arena);
    }
}

/* What an expression spans, its small words included. */
static void test_span(void **state)
{
    (void)state;
    reading r;
    read_text(&r, "They fell between Monday evening and Tuesday morning, he said.", "2024-11-26",
              "Europe/Kyiv", "en");
    assert_int_equal(r.whens.count, 1);
    assert_int_equal(r.whens.items[0].first, 2);
    assert_int_equal(r.whens.items[0].end, 8);
    dispose(&r);
}

/* A language without a lexicon still has its dates and hours in digits. */
static void test_unknown_language(void **state)
{
    (void)state;
    reading r;
    skt_buf got = SKT_BUF_INIT;
    read_text(&r, "le 07.08.2025, samedi", "2025-08-08", "Europe/Paris", "xx");
    render_days(&got, &r);
    assert_string_equal(got.ptr, "2025-08-07 event!");
    skt_buf_dispose(&got);
    dispose(&r);
}

/* Zone data, not fixed offsets. */
static void test_zone_instant(void **state)
{
    (void)state;
    static const struct {
        const char *day, *zone;
        int32_t seconds, offset_s;
        skt_time instant;
    } cases[] = {
        {"2024-01-01", "Europe/Kyiv", 0, 7200, 1704060000},
        {"2024-07-01", "Europe/Kyiv", 0, 10800, 1719781200},
        {"2024-07-01", "Europe/Moscow", 0, 10800, 1719781200},
        {"2012-01-01", "Europe/Moscow", 0, 14400, 1325361600},
        {"2024-01-02", "Europe/Kyiv", -86400, 7200, 1704060000},
        {"1970-01-01", "", 90, 0, 90},
        {"1969-12-31", "Nowhere/None", 0, 0, -86400},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t offset_s = -1;
        const skt_time got = skt_zone_instant(&offset_s, skt_day_parse(skt_str_from(cases[i].day)),
                                              cases[i].seconds, skt_str_from(cases[i].zone));
        assert_int_equal(got, cases[i].instant);
        assert_int_equal(offset_s, cases[i].offset_s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_scrambled),
        cmocka_unit_test(test_articles),
        cmocka_unit_test(test_span),
        cmocka_unit_test(test_unknown_language),
        cmocka_unit_test(test_zone_instant),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
