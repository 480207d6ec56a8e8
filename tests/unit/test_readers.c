/* Charsets, dates, names of fields; feeds, JSON and tables in small and broken pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/file.h"
#include "ingest/charset.h"
#include "ingest/dates.h"
#include "ingest/stream.h"

/* ---------------------------------------------------------------- fixtures */

/* What is read of `bytes` in a file called `name`: for each report its item, its day and its
 * text, with "|" between and a line feed behind. *diag may be NULL. */
static void read_bytes(skt_buf *out, const char *name, skt_str bytes, skt_diag *diag)
{
    char dir[] = "/tmp/skytally-readers-XXXXXX";
    char path[128];
    const char *inputs[1] = {path};
    skt_ingest *ingest;
    const skt_report *report;
    assert_non_null(mkdtemp(dir));
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(skt_file_write(path, bytes, NULL), SKT_OK);
    assert_int_equal(skt_ingest_new(&ingest, inputs, 1, NULL, diag), SKT_OK);
    while (skt_ingest_next(&report, ingest) == SKT_OK && report != NULL) {
        char day[11];
        skt_day_format(day, report->published);
        skt_buf_format(out, "%.*s|%s|%.*s\n", SKT_FMT(report->item), day, SKT_FMT(report->text));
    }
    skt_ingest_free(ingest);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(dir), 0);
    skt_buf_add_text(out, "");
}

typedef struct reading_case {
    const char *name, *bytes, *expected;
} reading_case;

static void check(const reading_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        skt_buf got = SKT_BUF_INIT;
        read_bytes(&got, cases[i].name, skt_str_from(cases[i].bytes), NULL);
        if (!skt_str_is(skt_buf_str(&got), cases[i].expected)) {
            fail_msg("case %zu: \"%.*s\" is not \"%s\"", i, SKT_FMT(skt_buf_str(&got)),
                     cases[i].expected);
        }
        skt_buf_dispose(&got);
    }
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))

/* ----------------------------------------------------------------- charsets */

/* `text` in another charset. */
static skt_str encode(char *out, size_t room, const char *charset, const char *text)
{
    UErrorCode error = U_ZERO_ERROR;
    const int32_t length = ucnv_convert(charset, "UTF-8", out, (int32_t)room, text, -1, &error);
    assert_true(U_SUCCESS(error));
    return (skt_str){out, (size_t)length};
}

static void charsets_are_told_by_mark_declaration_or_letters(void **state)
{
    static const char russian[] =
        "Ночью над областью сбили девять беспилотников, сообщил губернатор. Обломки упали во "
        "дворе дома, никто не пострадал.";
    static const char arabic[] = "أسقط الجيش ثلاث طائرات مسيرة فوق المدينة فجر اليوم، وقال "
                                 "المتحدث إن حطامها سقط في منطقة خالية من السكان.";
    static const char french[] = "L’armée a abattu trois drones près de la frontière, où des "
                                 "débris ont été trouvés à l’aube.";
    static const char declaration[] = "<meta charset=windows-1251>";
    static char minified[12000];
    (void)snprintf(minified, sizeof minified, "%s<script>", declaration);
    while (strlen(minified) + 100 < sizeof minified) {
        strcat(minified, "function a1(e,t){return e.width(t,77)}.side{margin:4px;color:red}");
    }
    strcat(minified, "</script>");
    const struct {
        const char *charset, *text, *head;
        skt_charset_origin origin;
    } cases[] = {
        {"windows-1251", russian, "", SKT_CHARSET_DETECTED},
        {"KOI8-R", russian, "", SKT_CHARSET_DETECTED},
        {"ISO-8859-5", russian, "", SKT_CHARSET_DETECTED},
        {"windows-1256", arabic, "", SKT_CHARSET_DETECTED},
        {"windows-1252", french, "", SKT_CHARSET_DETECTED},
        {"UTF-16LE", russian, "", SKT_CHARSET_MARK},
        {"UTF-16BE", russian, "", SKT_CHARSET_MARK},
        {"UTF-8", russian, "", SKT_CHARSET_DEFAULT},
        {"windows-1251", russian, "<?xml version='1.0' encoding='windows-1251'?>",
         SKT_CHARSET_DECLARED},
        {"IBM866", russian, "<meta charset=cp866>", SKT_CHARSET_DECLARED},
        {"KOI8-R", russian,
         "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">",
         SKT_CHARSET_DECLARED},
        {"UTF-8", russian, "<meta charset='windows-1251'>", SKT_CHARSET_DEFAULT},
        {"windows-1251", russian, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
         SKT_CHARSET_MISTAKEN},
        {"windows-1251", russian, "<?xml version=\"1.0\" encoding=\"koi8-r\"?>",
         SKT_CHARSET_MISTAKEN},
        {"windows-1251", russian, "<meta charset=\"no-such-thing\">", SKT_CHARSET_DETECTED},
        /* Scripts and styles on the line of the text are longer than what the detector reads. */
        {"windows-1251", russian, minified, SKT_CHARSET_DECLARED},
        {"windows-1251", russian, minified + strlen(declaration), SKT_CHARSET_DETECTED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static char room[sizeof minified + 2048];
        skt_buf text = SKT_BUF_INIT;
        skt_stream stream;
        skt_buf_format(&text, "%s%s", cases[i].head, cases[i].text);
        const skt_str bytes = encode(room, sizeof room, cases[i].charset, text.ptr);
        assert_int_equal(skt_stream_of_memory(&stream, "x", bytes, 0, NULL), SKT_OK);
        assert_int_equal(skt_stream_begin(&stream), SKT_OK);
        assert_int_equal(skt_stream_all(&stream, sizeof room), SKT_OK);
        if (!skt_str_eq(skt_stream_text(&stream), skt_buf_str(&text)) ||
            stream.charset.origin != cases[i].origin) {
            fail_msg("case %zu: %s by %d: \"%.*s\"", i, stream.charset.name,
                     (int)stream.charset.origin, SKT_FMT(skt_stream_text(&stream)));
        }
        skt_stream_close(&stream);
        skt_buf_dispose(&text);
    }
}

/* A long text that is cut anywhere, in the middle of characters too, stays the same. */
static void long_texts_are_decoded_in_pieces(void **state)
{
    static const char *const charsets[] = {"UTF-8", "UTF-16", "windows-1251"};
    enum { WORDS = 30001, BYTES = WORDS * 60 };
    (void)state;
    skt_buf text = SKT_BUF_INIT;
    for (size_t i = 0; i < WORDS; i++) {
        skt_buf_add_text(&text, i % 7 == 6 ? "Ночью " : "сбили дроны, ");
    }
    char *room = malloc(BYTES);
    assert_non_null(room);
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
        skt_buf got = SKT_BUF_INIT;
        skt_buf expected = SKT_BUF_INIT;
        read_bytes(&got, "a.txt", encode(room, BYTES, charsets[i], text.ptr), NULL);
        skt_buf_format(&expected, "||%.*s\n", SKT_FMT(skt_str_trim(skt_buf_str(&text))));
        assert_true(skt_str_eq(skt_buf_str(&got), skt_buf_str(&expected)));
        skt_buf_dispose(&got);
        skt_buf_dispose(&expected);
    }
    free(room);
    skt_buf_dispose(&text);
}

/* -------------------------------------------------------------------- dates */

static void dates_are_read_in_many_forms(void **state)
{
    static const struct {
        const char *text, *day;
    } cases[] = {
        {"2025-06-03", "2025-06-03"},
        {"2025-06-03T23:30:00-05:00", "2025-06-03"},
        {"2025-06-03 07:15", "2025-06-03"},
        {"20250603T071500Z", "2025-06-03"},
        {"20250603", "2025-06-03"},
        {"2025/6/3", "2025-06-03"},
        {"2025.06.03", "2025-06-03"},
        {"Tue, 03 Jun 2025 07:15:00 +0300", "2025-06-03"},
        {"Tue, 3 Jun 25 07:15 GMT", "2025-06-03"},
        {"03 Jun 2025", "2025-06-03"},
        {"3 June 2025", "2025-06-03"},
        {"June 3, 2025", "2025-06-03"},
        {"Jun. 3rd, 2025", "2025-06-03"},
        {"Tue Jun 03 07:15:00 +0000 2025", "2025-06-03"},
        {"Tue Jun  3 07:15:00 2025", "2025-06-03"},
        {"3 июня 2025, 07:15", "2025-06-03"},
        {"3 червня 2025 р.", "2025-06-03"},
        {"14 травня 2025", "2025-05-14"},
        {"03.06.2025", "2025-06-03"},
        {"03.06.2025 07:15", "2025-06-03"},
        {"06/13/2025", "2025-06-13"},
        {"13/06/2025", "2025-06-13"},
        {"06/06/2025", "2025-06-06"},
        {"06/03/2025", ""},
        {"1748934900", "2025-06-03"},
        {"1748934900000", "2025-06-03"},
        {"2025-02-30", ""},
        {"2025-13-01", ""},
        {"yesterday", ""},
        {"2025", ""},
        {"June 2025", ""},
        {"", ""},
        {"Mayor of 3 cities, 2025", ""},
        {"99999999999999999999", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char day[11];
        skt_day_format(day, skt_date_read(NULL, skt_str_from(cases[i].text)));
        if (strcmp(day, cases[i].day) != 0) {
            fail_msg("\"%s\" is read as \"%s\", not \"%s\"", cases[i].text, day, cases[i].day);
        }
    }
    bool ambiguous = false;
    assert_int_equal(skt_date_read(&ambiguous, skt_str_from("06/03/2025")), SKT_NO_DAY);
    assert_true(ambiguous);
}

static void dates_are_found_in_headings(void **state)
{
    static const struct {
        const char *text, *day;
    } cases[] = {
        {"Sunday digest, 7 September 2025", "2025-09-07"},
        {"What fell on May 3, 2024: a list", "2024-05-03"},
        {"The mayor had 3 of 2025 drones", ""},
        {"In May 2024", ""},
        {"Сводка за 12 мая 2024 года", "2024-05-12"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char day[11];
        skt_day_format(day, skt_date_find(skt_str_from(cases[i].text)));
        if (strcmp(day, cases[i].day) != 0) {
            fail_msg("in \"%s\" \"%s\" is found, not \"%s\"", cases[i].text, day, cases[i].day);
        }
    }
}

/* --------------------------------------------------------------------- JSON */

static void json_is_read_in_every_layout(void **state)
{
    static const reading_case cases[] = {
        {"a", "{\"text\":\"one\",\"date\":\"2025-01-02\"}\n\n{\"text\":\"two\",\"id\":\"b\"}\n",
         "1|2025-01-02|one\nb||two\n"},
        {"a", "{\"text\":\"one\"}\nnot json\n{\"text\": 5}\n{\"text\":\"\"}\n{\"text\":\"two\"}",
         "1||one\n3||5\n5||two\n"},
        {"a", "{\"text\":\"one\nbroken\"}\n{\"text\":\"two\"}\n", "2||two\n"},
        {"a", " [ {\"text\":\"one\"} , {\"text\":\"two\"} ] ", "1||one\n2||two\n"},
        {"a", "[{\"text\":\"one\"},7,{\"text\":\"t[w}o\"},{\"text\":\"cut", "1||one\n3||t[w}o\n"},
        {"a", "{\n \"title\": \"A\",\n \"text\": \"one\"\n}\n{\n \"text\": \"two\"\n}\n",
         "1||A\n\none\n2||two\n"},
        {"a", "{\"meta\":[1,2],\"items\":\n[{\"content_html\":\"<p>one<p>two\"}],\"x\":{}}",
         "1||one\n\ntwo\n"},
        {"a", "{\"Full_Text\":\"best\",\"summary\":\"worse\",\"URL\":\"u\"}\n", "u||best\n"},
        {"a", "{\"text\":\"a\\u0000b\\ud83d\\ude00\"}\n",
         "1||a\xEF\xBF\xBD"
         "b\xF0\x9F\x98\x80\n"},
        {"a", "\xEF\xBB\xBF{\"text\":\"marked\"}\n", "1||marked\n"},
    };
    (void)state;
    CHECK(cases);
}

static void deep_and_wide_json_is_refused_and_the_rest_read(void **state)
{
    enum { MANY = 200001 };
    (void)state;
    skt_buf bytes = SKT_BUF_INIT;
    skt_buf got = SKT_BUF_INIT;
    skt_diag *diag;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    skt_buf_add_text(&bytes, "{\"text\":\"first\"}\n{\"text\":");
    for (size_t i = 0; i < MANY / 2; i++) {
        skt_buf_add_char(&bytes, '[');
    }
    skt_buf_add_text(&bytes, "\n{\"text\":[");
    for (size_t i = 0; i < MANY; i++) {
        skt_buf_add_text(&bytes, "1,");
    }
    skt_buf_add_text(&bytes, "1]}\n{\"text\":\"last\"}\n");
    read_bytes(&got, "a.ndjson", skt_buf_str(&bytes), diag);
    assert_string_equal(got.ptr, "1||first\n4||last\n");
    assert_int_equal(skt_diag_count_from(diag, SKT_REFUSAL), 2);
    assert_int_equal(skt_diag_at(diag, 0)->line, 2);
    assert_int_equal(skt_diag_at(diag, 1)->line, 3);
    skt_diag_free(diag);
    skt_buf_dispose(&bytes);
    skt_buf_dispose(&got);
}

/* ------------------------------------------------------------------- tables */

static void tables_are_read_whatever_their_delimiter(void **state)
{
    static const reading_case cases[] = {
        {"a", "date,text\n2025-01-02,one\n2025-01-03,two",
         "row 1|2025-01-02|one\n"
         "row 2|2025-01-03|two\n"},
        {"a", "date;text;url\r\n2025-01-02;\"one;\n\"\"two\"\"\";u\r\n",
         "u|2025-01-02|one;\n"
         "\"two\"\n"},
        {"a", "text\tdate\n\t2025-01-02\none\t2025-01-03\n", "row 2|2025-01-03|one\n"},
        {"a", "date|headline|body\n2025-01-02|T|b\n", "row 1|2025-01-02|T\n\nb\n"},
        {"a", "date,text\n2025-01-02,\"he said \"no\" twice\", and\n", /* a mark left open */
         "row 1|2025-01-02|he said \"no\" twice\n"},
        {"a", "date,text,more\n2025-01-02,short\n2025-01-03,long,a,b,c\n",
         "row 1|2025-01-02|short\nrow 2|2025-01-03|long\n"},
        {"a.csv", "when,text\n3 May 2025,by its name\n", "row 1||by its name\n"},
        {"a", "Kyiv, Lviv, Odesa\nThree towns, no table.\n",
         "||Kyiv, Lviv, Odesa\nThree towns, no table.\n"},
        {"a", "Date, text\nis what this begins with.\n",
         "||Date, text\nis what this begins "
         "with.\n"},
    };
    (void)state;
    CHECK(cases);
}

/* Rows of incidents are handed on as they stand, with what is in their cells. */
static void rows_of_incidents_are_records(void **state)
{
    static const char table[] =
        "day,Oblast,country,place,type,count,low,max,latitude,lng,claimed by,link\n"
        "2025-01-02,\"Kursk, region\",RU,,shot down,~7,6,9,51.5,36.2,\"a \"\"b\"\"\",https://x\n";
    char path[] = "/tmp/skytally-readers-XXXXXX";
    const char *inputs[1] = {path};
    skt_ingest *ingest;
    const skt_report *report;
    (void)state;
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_true(skt_file_write_all(fd, skt_str_from(table)));
    (void)close(fd);
    assert_int_equal(skt_ingest_new(&ingest, inputs, 1, NULL, NULL), SKT_OK);
    assert_int_equal(skt_ingest_next(&report, ingest), SKT_OK);
    assert_non_null(report);
    const skt_record *record = report->record;
    assert_non_null(record);
    assert_true(skt_str_is(record->region, "Kursk, region"));
    assert_true(skt_str_is(record->country, "RU"));
    assert_int_equal(record->place.len, 0);
    assert_true(skt_str_is(record->outcome, "shot down"));
    assert_true(skt_str_is(record->count, "~7"));
    assert_true(skt_str_is(record->low, "6"));
    assert_true(skt_str_is(record->high, "9"));
    assert_true(skt_str_is(record->source, "a \"b\""));
    assert_true(skt_str_is(report->url, "https://x"));
    assert_true(skt_str_is(report->item, "row 1"));
    assert_true(fabs(record->lat - 51.5) < 1e-9);
    assert_true(fabs(record->lon - 36.2) < 1e-9);
    assert_int_equal(record->date, skt_day_parse(skt_str_from("2025-01-02")));
    assert_true(skt_str_starts(report->text, skt_str_from("2025-01-02,\"Kursk, region\",RU,,")));
    assert_int_equal(skt_ingest_next(&report, ingest), SKT_OK);
    assert_null(report);
    skt_ingest_free(ingest);
    assert_int_equal(unlink(path), 0);
}

/* -------------------------------------------------------------------- feeds */

static void feeds_are_read_however_broken(void **state)
{
    static const reading_case cases[] = {
        {"a", "<rss><item><title>a</title><link>u</link></item><item><title>b", "u||a\n2||b\n"},
        {"a", "<rss><item><title>a<item><title>b</title></item></rss>", "1||a\n2||b\n"},
        {"a", "<rss></channel></rss><item><title>a</title></item>", "1||a\n"},
        {"a",
         "<rss><item><description>1 < 2 &lt; 3 & 4 &amp; 5 &#54; &#x37; &nope; "
         "&#146;</description>",
         "1||1 < 2 < 3 & 4 & 5 6 7 &nope; \xE2\x80\x99\n"},
        {"a", "<rss><item><title>a</title><!-- <title>no</title> --><?no <item>?></item>",
         "1||a\n"},
        {"a", "<rss><item><title>a</title><!-- never closed <title>b</title></item>", "1||a\n"},
        {"a", "<rss><item><description><![CDATA[<p>x]]]]><![CDATA[></p>y]]></description></item>",
         "1||x]]>\n\ny\n"},
        {"a",
         "<rss><item><pubDate>2025-01-02</pubDate><dc:date>2025-01-03</dc:date>"
         "<title>a</title><title>b</title></item>",
         "1|2025-01-02|a\n"},
        {"a", "<feed><entry><updated>2025-01-03</updated><title>a</title></entry></feed>",
         "1|2025-01-03|a\n"},
        {"a",
         "<rss><item><media:title>no</media:title><media:content url='u'/></item>"
         "<item><title>a</title></item>",
         "2||a\n"},
        {"a",
         "<rss><item><title>\xD0\xB4</title><description>&lt;b&gt;x&lt;/b&gt;&amp;nbsp;y"
         "</description></item>",
         "1||\xD0\xB4\n\nx y\n"},
    };
    (void)state;
    CHECK(cases);
}

/* Tokens that lie across the pieces in which an input is read. */
static void items_do_not_depend_on_where_pieces_end(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 40; shift++) {
        skt_buf bytes = SKT_BUF_INIT;
        skt_buf got = SKT_BUF_INIT;
        skt_buf_add_text(&bytes, "<rss><channel><!--");
        for (size_t i = 0; i < 65520 * 5 + shift; i++) {
            skt_buf_add_char(&bytes, '.');
        }
        skt_buf_add_text(&bytes, "--><item><title>a &amp; b &#8217;</title><link>u</link>"
                                 "<description><![CDATA[c]]></description></item>");
        read_bytes(&got, "a.xml", skt_buf_str(&bytes), NULL);
        assert_string_equal(got.ptr, "u||a & b \xE2\x80\x99\n\nc\n");
        skt_buf_dispose(&bytes);
        skt_buf_dispose(&got);
    }
}

/* -------------------------------------------------------------------- pages */

/* Words of a script without blanks, longer than any tag's name. */
#define FIVE "\xE4\xBA\x94\xE4\xBA\x94\xE4\xBA\x94\xE4\xBA\x94\xE4\xBA\x94"
#define LONG_WORD FIVE FIVE FIVE FIVE FIVE FIVE FIVE FIVE FIVE FIVE

static void pages_are_read_however_broken(void **state)
{
    static const reading_case cases[] = {
        {"a", "<html><p>one<p>two<script>three", "||one\n\ntwo\n"},
        {"a", "<!-- x --><!DOCTYPE html><title>Two fell | Site</title><body>one",
         "||Two fell\n\none\n"},
        {"a.html", "Words first, <b>then</b> a tag", "||Words first, then a tag\n"},
        {"a", "<p>a<br>b<br><br>c</p><pre>d\ne</pre>", "||a\nb\n\nc\n\nd\ne\n"},
        {"a", "<div>&lt;p&gt; &amp;amp; &nbsp;x&shy;y &#8217;</div>",
         "||<p> &amp; xy \xE2\x80\x99\n"},
        {"a", "<html><meta property='article:published_time' content='2025-05-06'><p>a", //
         "|2025-05-06|a\n"},
        {"a",
         "<html><script type='application/ld+json'>{\"@type\":\"NewsArticle\","
         "\"datePublished\":\"2025-05-07\"}</script>"
         "<meta name='pubdate' content='2025-05-06'><p>a",
         "|2025-05-06|a\n"},
        {"a", "<p>1 <" LONG_WORD LONG_WORD "<b>x", //
         "||1 <" LONG_WORD LONG_WORD "x\n"},
        {"a", "<html><script type='application/ld+json'>{broken</script><p>a", "||a\n"},
    };
    (void)state;
    CHECK(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(charsets_are_told_by_mark_declaration_or_letters),
        cmocka_unit_test(long_texts_are_decoded_in_pieces),
        cmocka_unit_test(dates_are_read_in_many_forms),
        cmocka_unit_test(dates_are_found_in_headings),
        cmocka_unit_test(json_is_read_in_every_layout),
        cmocka_unit_test(deep_and_wide_json_is_refused_and_the_rest_read),
        cmocka_unit_test(tables_are_read_whatever_their_delimiter),
        cmocka_unit_test(rows_of_incidents_are_records),
        cmocka_unit_test(feeds_are_read_however_broken),
        cmocka_unit_test(items_do_not_depend_on_where_pieces_end),
        cmocka_unit_test(pages_are_read_however_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
