/* Bodies in memory: what a source's configuration says of them, and what is refused whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/file.h"
#include "ingest/dates.h"
#include "ingest/ingest.h"
#include "ingest/link.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What came of a body: a line a report, and what was said. */
typedef struct outcome {
    skt_buf lines;
    skt_diag *diag;
    skt_body_told told;
} outcome;

static void add_report(skt_buf *out, const skt_report *report)
{
    char day[11];
    skt_day_format(day, report->published);
    skt_buf_format(out, "%.*s|%.*s|%s|%lld|%.*s|%.*s|%.*s%s|%.*s\n", SKT_FMT(report->url),
                   SKT_FMT(report->item), day, (long long)report->published_at,
                   SKT_FMT(report->publisher), SKT_FMT(report->lang), SKT_FMT(report->party),
                   report->edited ? "*" : "", SKT_FMT(report->text));
}

static outcome read_with(skt_ingest *ingest, const skt_body *body, skt_diag *diag)
{
    outcome out = {.lines = SKT_BUF_INIT, .diag = diag};
    const skt_report *report;
    skt_ingest_give(ingest, body);
    while (skt_ingest_next(&report, ingest) == SKT_OK && report != NULL) {
        add_report(&out.lines, report);
    }
    out.told = *skt_ingest_told(ingest);
    return out;
}

static outcome read_body(const skt_body *body)
{
    skt_diag *diag;
    skt_ingest *ingest;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_ingest_new(&ingest, NULL, 0, NULL, diag), SKT_OK);
    const outcome out = read_with(ingest, body, diag);
    assert_int_equal(skt_ingest_refused(ingest), out.told.refused);
    assert_int_equal(skt_ingest_read(ingest), out.told.reports);
    skt_ingest_free(ingest);
    return out;
}

static const char *said(const outcome *out)
{
    const size_t count = skt_diag_count(out->diag);
    return count == 0 ? "" : skt_diag_at(out->diag, count - 1)->message;
}

static void dispose(outcome *out)
{
    skt_buf_dispose(&out->lines);
    skt_diag_free(out->diag);
}

static void expect(const skt_body *body, const char *lines)
{
    outcome out = read_body(body);
    if (out.told.refused || strcmp(skt_buf_str(&out.lines).ptr, lines) != 0) {
        fail_msg("read as\n%s\nnot as\n%s\n%s", skt_buf_str(&out.lines).ptr, lines, said(&out));
    }
    dispose(&out);
}

static void expect_refusal(const skt_body *body, const char *why)
{
    outcome out = read_body(body);
    if (!out.told.refused || out.lines.len > 0 || strstr(said(&out), why) == NULL) {
        fail_msg("not refused for \"%s\" but: %s\n%s", why, said(&out),
                 skt_buf_str(&out.lines).ptr);
    }
    dispose(&out);
}

/* --------------------------------------------------------------------- feeds */

static const char feed[] =
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Wire</title>"
    "<language>en</language>"
    "<item><title>Five drones downed</title><link>/news/1?a=b&amp;c=d</link>"
    "<pubDate>Tue, 03 Jun 2025 22:30:00 GMT</pubDate><description>Over Kursk.</description></item>"
    "<item><title>Two more</title><link>https://track.example/x</link>"
    "<guid isPermaLink=\"true\">https://example.org/news/2</guid>"
    "<pubDate>Wed, 04 Jun 2025 06:00:00 +0300</pubDate></item>"
    "<item><title>A third</title><guid isPermaLink=\"false\">urn:3</guid></item>"
    "</channel></rss>";

static skt_body feed_body(const char *text)
{
    skt_body body = SKT_BODY_INIT;
    body.bytes = skt_str_from(text);
    body.address = "https://example.org/feeds/all.xml";
    body.kind = SKT_BODY_RSS;
    return body;
}

static void takes_what_the_source_says(void **unused)
{
    (void)unused;
    skt_body body = feed_body(feed);
    expect(&body, "https://example.org/news/1?a=b&c=d|https://example.org/news/1?a=b&c=d|"
                  "2025-06-03|1748989800|The Wire|en||Five drones downed\n\nOver Kursk.\n"
                  "https://example.org/news/2|https://example.org/news/2|2025-06-04|1749006000|"
                  "The Wire|en||Two more\n"
                  "|urn:3||0|The Wire|en||A third\n");
    body.publisher = "Mine";
    body.lang = "uk-UA";
    body.zone = "Europe/Kyiv";
    body.party = "UA";
    /* 22:30 in Greenwich is the next day in Kyiv. */
    expect(&body, "https://example.org/news/1?a=b&c=d|https://example.org/news/1?a=b&c=d|"
                  "2025-06-04|1748989800|Mine|uk|UA|Five drones downed\n\nOver Kursk.\n"
                  "https://example.org/news/2|https://example.org/news/2|2025-06-04|1749006000|"
                  "Mine|uk|UA|Two more\n"
                  "|urn:3||0|Mine|uk|UA|A third\n");
    body.kind = SKT_BODY_AUTO;
    outcome out = read_body(&body);
    assert_int_equal(out.told.reports, 3);
    dispose(&out);
}

static void refuses_feeds_as_a_whole(void **unused)
{
    (void)unused;
    /* Cut at any place, nothing of it is read. */
    const size_t length = strlen(feed);
    for (size_t cut = 1; cut + 16 < length; cut += 7) {
        char *part = malloc(length + 1);
        assert_non_null(part);
        memcpy(part, feed, cut);
        part[cut] = '\0';
        const skt_body body = feed_body(part);
        outcome out = read_body(&body);
        assert_true(out.told.refused);
        assert_int_equal(out.lines.len, 0);
        dispose(&out);
        free(part);
    }
    skt_body body = feed_body(feed);
    body.bytes.len -= 40;
    expect_refusal(&body, "breaks off before its end");
    body = feed_body("<rss><channel><title>x</title></channel></rss>");
    expect(&body, ""); /* nothing new is no fault */
    body = feed_body("");
    expect_refusal(&body, "is empty");
    body = feed_body("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>");
    expect_refusal(&body, "is an HTML page, and not of the kind rss");
    body = feed_body("{\"error\": \"too many requests\"}");
    expect_refusal(&body, "is JSON, and not of the kind rss");
    body = feed_body("<rss><channel><item></item><item><link>x</link></item></channel></rss>");
    expect_refusal(&body, "none of them a title or text");
    body = feed_body("gone");
    expect_refusal(&body, "is plain text, and not of the kind rss");
    body.kind = SKT_BODY_AUTO;
    body.served = true;
    expect_refusal(&body, "is plain text, and no page");

    /* A feed whose second half is noise. */
    enum { NOISE = 300000 };
    char *noise = malloc(NOISE);
    assert_non_null(noise);
    uint32_t random = 7;
    const size_t begin = length - 20;
    memcpy(noise, feed, begin);
    for (size_t i = begin; i < NOISE; i++) {
        random = random * 1664525 + 1013904223;
        noise[i] =
            (char)(i < NOISE - 20 ? random >> 24 | 0x80 : (unsigned)feed[i - NOISE + length]);
    }
    body = feed_body(feed);
    body.bytes = (skt_str){noise, NOISE};
    outcome out = read_body(&body);
    assert_true(out.told.refused && out.lines.len == 0);
    dispose(&out);
    free(noise);
}

static void reads_tables_and_objects(void **unused)
{
    (void)unused;
    skt_body body = SKT_BODY_INIT;
    body.address = "https://example.org/api/news";
    body.kind = SKT_BODY_NDJSON;
    body.zone = "Europe/Moscow";
    body.bytes = SKT_LIT("{\"text\": \"Two fell.\", \"url\": \"a/b\", \"published\": "
                         "\"2025-06-03T21:30:00Z\"}\n{\"text\": \"One more.\"}\n");
    expect(&body, "https://example.org/api/a/b|https://example.org/api/a/b|2025-06-04|1748986200|"
                  "|||Two fell.\n|2||0||||One more.\n");
    body.bytes = SKT_LIT("[]");
    expect(&body, "");
    body.bytes = SKT_LIT("[{\"text\": \"Two fell.\"}, {\"text\": \"One mo");
    expect_refusal(&body, "breaks off");
    body.bytes = SKT_LIT("[{\"text\": \"Two fell.\"}, ");
    expect_refusal(&body, "breaks off");
    body.bytes = SKT_LIT("{\"text\": \"Two fell.\"}\n{\"text\": \"One mo");
    expect_refusal(&body, "breaks off");
    body.bytes = SKT_LIT("{\"text\": \"Two fell.\"}\n{\"text\": oops}\n{\"text\": \"One.\"}");
    expect(&body, "|1||0||||Two fell.\n|3||0||||One.\n"); /* a bad line is one bad line */
    body.bytes = SKT_LIT("{\"error\": \"no key\"}");
    expect_refusal(&body, "none of them");
    body.kind = SKT_BODY_CSV;
    body.bytes = SKT_LIT("date,text,url\n2025-06-03,Two fell.,https://example.org/1\n");
    expect(&body, "https://example.org/1|https://example.org/1|2025-06-03|0||||Two fell.\n");
    body.bytes = SKT_LIT("date,text,url\n");
    expect(&body, "");
    body.bytes = SKT_LIT("<html><body>Sorry</body></html>");
    expect_refusal(&body, "is an HTML page, and not of the kind csv");
}

/* --------------------------------------------------------------------- pages */

#define STORY                                                                                      \
    "<p>Air defence shot down seven drones over the Kursk region in the night, the governor "      \
    "wrote in the morning. Nobody was hurt, and no damage was reported.</p><p>Two more fell in "   \
    "open fields near the border without doing any harm, he added later that day.</p>"

static void reads_pages(void **unused)
{
    (void)unused;
    static const char text[] = "Air defence shot down seven drones over the Kursk region in the "
                               "night, the governor wrote in the morning. Nobody was hurt, and no "
                               "damage was reported.\n\nTwo more fell in open fields near the "
                               "border without doing any harm, he added later that day.\n";
    static const struct {
        const char *head, *url, *line;
    } cases[] = {
        {"<link rel=canonical href=/n/1>", NULL, "https://example.org/n/1||"},
        {"<link rel=canonical href=https://example.org/>", NULL, "https://example.org/a/x?y=1||"},
        {"", NULL, "https://example.org/a/x?y=1||"},
        {"<link rel=canonical href=/n/1>", "https://example.org/item",
         "https://example.org/item||"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_buf page = SKT_BUF_INIT;
        skt_buf line = SKT_BUF_INIT;
        skt_body body = SKT_BODY_INIT;
        skt_buf_format(&page, "<html><head><title>Seven | Site</title>%s</head><body>%s</body>",
                       cases[i].head, STORY);
        skt_buf_format(&line, "%s2025-06-03|0||||Seven\n\n%s", cases[i].line, text);
        body.bytes = skt_buf_str(&page);
        body.address = "https://example.org/a/x?y=1";
        body.url = cases[i].url;
        body.kind = SKT_BODY_HTML;
        body.published = skt_day_parse(SKT_LIT("2025-06-03")); /* by the feed */
        expect(&body, line.ptr);
        skt_buf_dispose(&page);
        skt_buf_dispose(&line);
    }
}

static void refuses_pages_that_keep_readers_out(void **unused)
{
    (void)unused;
    static const struct {
        const char *page, *why;
    } cases[] = {
        {"<html><title>Just a moment...</title><body><h1>example.org</h1><p>Checking if the site "
         "connection is secure</p></body></html>",
         "keeps readers out"},
        {"<html><title>Access Denied</title><body><h1>Access Denied</h1>You don't have permission "
         "to access this page on this server.</body></html>",
         "it says \"access denied\""},
        {"<html><title>example.org</title><body><p>Please complete the CAPTCHA to show that you "
         "are human.</p></body></html>",
         "keeps readers out"},
        {"<html><title>Новости</title><body><p>Подтвердите, что запросы отправляли вы, а не "
         "робот. Нам очень жаль, но запросы похожи на автоматические.</p></body></html>",
         "keeps readers out"},
        {"<html><title>News</title><body><div id=root></div><script>x()</script></body></html>",
         "is a page without an article (its title is \"News\")"},
        {"<html><body></body></html>", "without an article"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_body body = SKT_BODY_INIT;
        body.bytes = skt_str_from(cases[i].page);
        body.address = "https://example.org/";
        body.kind = i % 2 == 0 ? SKT_BODY_HTML : SKT_BODY_AUTO;
        expect_refusal(&body, cases[i].why);
    }
    /* News about such things is news. */
    skt_body body = SKT_BODY_INIT;
    body.address = "https://example.org/";
    body.bytes = SKT_LIT("<html><title>Road blocked after drone strike</title><body>" STORY
                         "<p>Access denied: inspectors were kept out.</p></body></html>");
    outcome out = read_body(&body);
    assert_int_equal(out.told.reports, 1);
    dispose(&out);
}

static void heeds_the_charset_of_the_server(void **unused)
{
    (void)unused;
    /* "Сбит дрон над Курском." in windows-1251, and in UTF-8. */
    static const char text[] = "<html><title>x</title><body><p>\xD1\xE1\xE8\xF2 \xE4\xF0\xEE\xED "
                               "\xED\xE0\xE4 \xCA\xF3\xF0\xF1\xEA\xEE\xEC.</p></body></html>";
    static const struct {
        const char *charset;
        bool utf8;
    } cases[] = {{"windows-1251", false}, {"utf-8", false}, {"nonsense", false},
                 {NULL, false},           {"utf-8", true},  {"windows-1251", true},
                 {"iso-8859-1", true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_body body = SKT_BODY_INIT;
        body.bytes = cases[i].utf8
                         ? SKT_LIT("<html><title>x</title><body><p>Сбит дрон над Курском.</p>")
                         : skt_str_from(text);
        body.address = "https://example.org/1";
        body.charset = cases[i].charset;
        outcome out = read_body(&body);
        if (strstr(skt_buf_str(&out.lines).ptr, "Сбит дрон над Курском.") == NULL) {
            fail_msg("case %zu: %s", i, skt_buf_str(&out.lines).ptr);
        }
        dispose(&out);
    }
}

/* ------------------------------------------------------------------- channels */

#define HEADER(user)                                                                               \
    "<html><head><title>Air Watch – Telegram</title></head><body><header><div "                  \
    "class=\"tgme_channel_info\"><div class=\"tgme_channel_info_header\"><div "                    \
    "class=\"tgme_channel_info_header_title\"><span dir=\"auto\">Air Watch</span></div><div "      \
    "class=\"tgme_channel_info_header_username\"><a href=\"https://t.me/" user "\">@" user         \
    "</a></div></div></div></header><main><section class=\"tgme_channel_history\">"

/* tests/ingest/preview.html. */
static skt_mapping preview;

static int map_preview(void **unused)
{
    (void)unused;
    return skt_file_map(&preview, SKYTALLY_SOURCE_DIR "/tests/ingest/preview.html", NULL) == SKT_OK
               ? 0
               : -1;
}

static int unmap_preview(void **unused)
{
    (void)unused;
    skt_file_unmap(&preview);
    return 0;
}

static skt_body preview_body(const char *text)
{
    skt_body body = SKT_BODY_INIT;
    body.bytes =
        text != NULL ? skt_str_from(text) : (skt_str){(const char *)preview.ptr, preview.len};
    body.address = "https://t.me/s/AirWatch?before=108";
    body.kind = SKT_BODY_TELEGRAM;
    return body;
}

#define POST(number) "https://t.me/airwatch/" number "|https://t.me/airwatch/" number "|"

static void reads_channels(void **unused)
{
    (void)unused;
    skt_body body = preview_body(NULL);
    expect(
        &body,
        POST("101") "2025-01-20|1737410591|Air Watch|||⚡️Overnight 14 drones were shot "
                    "down over the Tamsk region.\n\nDebris fell in two yards.\nNobody was "
                    "hurt.\n" POST("102") "2025-01-21|1737440200|Air Watch||*|Correction: 15 "
                                          "drones.\n" POST(
                                              "103") "2025-01-21|1737442800|The "
                                                     "Governor|||Two drones fell near "
                                                     "Tamsk.\n" POST("104") "2025-01-21|1737446400|"
                                                                            "Air Watch|||Photos of "
                                                                            "the yards.\n");
    body.zone = "Europe/Moscow";
    body.publisher = "The Watch";
    body.party = "RU";
    body.lang = "en";
    outcome out = read_body(&body);
    const char *lines = skt_buf_str(&out.lines).ptr;
    assert_non_null(strstr(lines, "2025-01-21|1737410591|The Watch|en|RU|"));
    assert_non_null(strstr(lines, "|The Governor|en||Two drones")); /* another one's words */
    assert_int_equal(out.told.oldest, 98);
    assert_int_equal(out.told.newest, 107);
    assert_int_equal(out.told.reports, 4);
    dispose(&out);

    /* The start of a channel: a header, and no posts. */
    body = preview_body(HEADER("AIRWATCH") "</section></main></body></html>");
    expect(&body, "");
}

static void refuses_what_is_no_preview(void **unused)
{
    (void)unused;
    static const struct {
        const char *page, *why;
    } cases[] = {
        {"<html><head><title>Telegram: View @airwatch</title></head><body><div "
         "class=\"tgme_page\"><div class=\"tgme_page_title\"><span>Air</span></div></div></body>",
         "is no preview of a channel but a page \"Telegram: View @airwatch\""},
        {"<html><title>Just a moment...</title><body><p>Checking your browser</p></body></html>",
         "which keeps readers out"},
        {"<html><body></body></html>", "is no preview of a channel"},
        {HEADER("other") "</section></main></body></html>",
         "is the preview of the channel \"other\""},
        {"<rss><channel></channel></rss>", "is a feed, and not of the kind telegram-preview"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const skt_body body = preview_body(cases[i].page);
        expect_refusal(&body, cases[i].why);
    }
}

/* One reader for many bodies, good and bad in turn. */
static void reads_one_after_the_other(void **unused)
{
    (void)unused;
    skt_diag *diag;
    skt_ingest *ingest;
    const skt_body good = feed_body(feed);
    const skt_body bad = feed_body("<rss><channel><item><title>x");
    const skt_body channel = preview_body(NULL);
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_ingest_new(&ingest, NULL, 0, NULL, diag), SKT_OK);
    for (int i = 0; i < 3; i++) {
        outcome out = read_with(ingest, &good, diag);
        assert_true(!out.told.refused && out.told.reports == 3 && out.told.oldest == 0);
        skt_buf_dispose(&out.lines);
        out = read_with(ingest, &bad, diag);
        assert_true(out.told.refused && out.told.reports == 0);
        skt_buf_dispose(&out.lines);
        out = read_with(ingest, &channel, diag);
        assert_true(!out.told.refused && out.told.reports == 4 && out.told.oldest == 98);
        skt_buf_dispose(&out.lines);
    }
    assert_int_equal(skt_ingest_read(ingest), 21);
    assert_int_equal(skt_ingest_refused(ingest), 3);
    /* Given, and never asked for. */
    skt_ingest_give(ingest, &good);
    skt_ingest_free(ingest);
    skt_diag_free(diag);
}

/* --------------------------------------------------------------------- parts */

static void resolves_links(void **unused)
{
    (void)unused;
    /* RFC 3986, 5.4, where pages write such. */
    static const char *const cases[][2] = {
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {".", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"./../g", "http://a/b/g"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {" https://b.c/d \n", "https://b.c/d"},
        {"HTTP://B/", "HTTP://B/"},
        {"новости/1", "http://a/b/c/новости/1"},
        {"mailto:a@b.c", ""},
        {"javascript:x()", ""},
        {"file:///etc/passwd", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_str out;
        assert_int_equal(skt_link_resolve(&out, &arena, SKT_LIT("http://a/b/c/d;p?q"),
                                          skt_str_from(cases[i][0])),
                         SKT_OK);
        if (!skt_str_is(out, cases[i][1]) && !(out.len == 0 && cases[i][1][0] == '\0')) {
            fail_msg("%s is %.*s", cases[i][0], SKT_FMT(out));
        }
        skt_arena_dispose(&arena);
    }
    skt_arena arena = SKT_ARENA_INIT;
    skt_str out;
    assert_int_equal(skt_link_resolve(&out, &arena, SKT_LIT("http://a"), SKT_LIT("b")), SKT_OK);
    assert_true(skt_str_is(out, "http://a/b"));
    skt_arena_dispose(&arena);
}

static void reads_instants(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        skt_time instant;
    } cases[] = {
        {"2025-06-03T07:15:00+03:00", 1748924100},
        {"2025-06-03T04:15:00Z", 1748924100},
        {"2025-06-03 04:15:00.250 UTC", 1748924100},
        {"2025-06-03T07:15:00+0300", 1748924100},
        {"2025-06-03T07:15+03", 1748924100},
        {"Tue, 03 Jun 2025 07:15:00 +0300", 1748924100},
        {"Tue, 3 Jun 2025 04:15:00 GMT", 1748924100},
        {"Tue, 03 Jun 2025 00:15 EDT", 1748924100},
        {"Tue, 03 Jun 2025 07:15:00 MSK", 1748924100},
        {"Mon, 02 Jun 2025 23:45:00 -0430", 1748924100},
        {"1748924100", 1748924100},
        {"1748924100123", 1748924100},
        {"2025-06-03T07:15:00", 0}, /* no zone */
        {"2025-06-03", 0},
        {"20250603", 0},
        {"Tue, 03 Jun 2025 07:15:00 ABC", 0},
        {"07:15 Z", 0},
        {"2025-13-03T07:15:00Z", 0},
        {"2025-06-03T27:15:00Z", 0},
        {"", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const skt_time instant = skt_date_instant(skt_str_from(cases[i].text));
        if (instant != cases[i].instant) {
            fail_msg("%s: %lld", cases[i].text, (long long)instant);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_the_source_says),
        cmocka_unit_test(refuses_feeds_as_a_whole),
        cmocka_unit_test(reads_tables_and_objects),
        cmocka_unit_test(reads_pages),
        cmocka_unit_test(refuses_pages_that_keep_readers_out),
        cmocka_unit_test(heeds_the_charset_of_the_server),
        cmocka_unit_test(reads_channels),
        cmocka_unit_test(refuses_what_is_no_preview),
        cmocka_unit_test(reads_one_after_the_other),
        cmocka_unit_test(resolves_links),
        cmocka_unit_test(reads_instants),
    };
    return cmocka_run_group_tests_name("bodies", tests, map_preview, unmap_preview);
}
