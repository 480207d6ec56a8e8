/* The configuration's sources: values by table, sections as a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/ini.h"
#include "fetch/source_values.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ------------------------------------------------------------------- values */

static void reads_spans_and_sizes(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        int64_t span, ms, size; /* -1: it is none */
    } cases[] = {
        {"0", 0, 0, 0},
        {"90s", 90, 90000, -1},
        {"15m", 900, 900000, 15 << 20},
        {"15 min", 900, -1, -1},
        {"6h", 21600, 21600000, -1},
        {"2d", 172800, -1, -1},
        {"500ms", -1, 500, -1},
        {"3S", 3, 3000, -1},
        {"16MB", -1, -1, 16 << 20},
        {"500k", -1, -1, 500 << 10},
        {"2G", -1, -1, INT64_C(2) << 30},
        {"15", -1, -1, -1},
        {"-3s", -1, -1, -1},
        {"1.5h", -1, -1, -1},
        {"s", -1, -1, -1},
        {"", -1, -1, -1},
        {"99999999999999999999999999d", -1, -1, -1},
        {"4503599627370496h", -1, -1, -1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const skt_str text = skt_str_from(cases[i].text);
        int64_t value = -1;
        const char *wrong = skt_value_span(&value, text);
        assert_int_equal(wrong == NULL ? value : -1, cases[i].span);
        wrong = skt_value_short_span(&value, text);
        assert_int_equal(wrong == NULL ? value : -1, cases[i].ms);
        wrong = skt_value_size(&value, text);
        assert_int_equal(wrong == NULL ? value : -1, cases[i].size);
    }
}

static void reads_addresses(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"https://example.org/feed", true},
        {"http://example.org", true},
        {"HTTPS://example.org:8443/a?b=c&d=e", true},
        {"https://пример.укр/стрічка", true},
        {"http://127.0.0.1:8080/", true},
        {"http://[::1]:8080/a", true},
        {"http://[fe80::1]/", true},
        {"https://example.org?page=1", true},
        {"example.org/feed", false},
        {"ftp://example.org/feed", false},
        {"file:///etc/passwd", false},
        {"https://", false},
        {"https:///feed", false},
        {"https://example.org:0/", false},
        {"https://example.org:65536/", false},
        {"https://example.org:80a/", false},
        {"https://example.org:/", false},
        {"https://a:b@example.org/", false},
        {"https://exa mple.org/", false},
        {"https://example.org/a b", false},
        {"https://example.org/a#b", false},
        {"https://exa<mple/", false},
        {"http://[::1/", false},
        {"http://[]/", false},
        {"https://example.org/\x01", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *wrong = skt_value_url(skt_str_from(cases[i].text));
        if ((wrong == NULL) != cases[i].good) {
            fail_msg("%s: %s", cases[i].text, wrong == NULL ? "taken" : wrong);
        }
    }
}

static void reads_codes(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        bool lang, party, zone;
    } cases[] = {
        {"uk", true, false, false},
        {"uk-UA", true, false, false},
        {"ENG", true, false, false},
        {"english", false, true, false},
        {"UA", true, true, false},
        {"houthi", false, true, false},
        {"iraq-resistance", false, true, false},
        {"Houthi", false, false, false},
        {"Europe/Kyiv", false, false, true},
        {"Europe/Moscow", false, false, true},
        {"UTC", true, false, true},
        {"Europe/Nowhere", false, false, false},
        {"MSK", true, false, false},
        {"", false, false, false},
        {"+03:00", false, false, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const skt_str text = skt_str_from(cases[i].text);
        const bool lang = skt_value_lang(text) == NULL;
        const bool party = skt_value_party(text) == NULL;
        const bool zone = skt_value_zone(text) == NULL;
        if (lang != cases[i].lang || party != cases[i].party || zone != cases[i].zone) {
            fail_msg("%s: %d %d %d", cases[i].text, lang, party, zone);
        }
    }
}

static const char *variable(void *user, const char *name)
{
    (void)user;
    return strcmp(name, "TOKEN") == 0   ? "abc"
           : strcmp(name, "LINES") == 0 ? "a\r\nHost: b"
           : strcmp(name, "EMPTY") == 0 ? ""
                                        : NULL;
}

static void reads_headers(void **unused)
{
    (void)unused;
    static const struct {
        const char *text, *header; /* NULL: it is none */
    } cases[] = {
        {"Authorization: $TOKEN", "Authorization: abc"},
        {"Authorization:Bearer ${TOKEN}!", "Authorization: Bearer abc!"},
        {"X-Price: 5$$", "X-Price: 5$"},
        {"Accept: text/html", "Accept: text/html"},
        {"Authorization: $MISSING", NULL},
        {"Authorization: $EMPTY", NULL},
        {"Authorization: $LINES", NULL},
        {"Authorization: $", NULL},
        {"Authorization: ${TOKEN", NULL},
        {"Authorization:", NULL},
        {"Authorization", NULL},
        {": abc", NULL},
        {"A B: abc", NULL},
        {"Host: example.org", NULL},
        {"If-None-Match: \"a\"", NULL},
        {"User-Agent: x", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char room[SKT_VALUE_ROOM];
        skt_buf out = SKT_BUF_INIT;
        const char *wrong =
            skt_value_header(&out, room, skt_str_from(cases[i].text), variable, NULL);
        if ((wrong == NULL) != (cases[i].header != NULL)) {
            fail_msg("%s: %s", cases[i].text, wrong == NULL ? "taken" : wrong);
        }
        if (wrong == NULL) {
            assert_string_equal(out.ptr, cases[i].header);
        } else if (strstr(cases[i].text, "MISSING") != NULL) {
            assert_non_null(strstr(wrong, "no variable MISSING"));
        }
        skt_buf_dispose(&out);
    }
}

/* ----------------------------------------------------------------- sections */

static skt_status read_sources(skt_sources *out, const char *text, skt_diag *diag)
{
    skt_ini ini = {.rest = skt_str_from(text)};
    skt_ini_line line;
    skt_status status = skt_sources_begin(out, "a.ini", variable, NULL, diag);
    for (skt_ini_next(&line, &ini); status == SKT_OK && line.kind != SKT_INI_END;
         skt_ini_next(&line, &ini)) {
        if (line.kind == SKT_INI_SECTION) {
            status = skt_sources_section(out, line.section, line.line);
        } else if (line.kind == SKT_INI_VALUE && skt_sources_has(line.section)) {
            status = skt_sources_set(out, line.section, line.name, line.value, line.line);
        }
    }
    return status == SKT_OK ? skt_sources_end(out) : status;
}

static void reads_sections(void **unused)
{
    (void)unused;
    static const char text[] = "\xEF\xBB\xBF; feeds\n"
                               "[source first one]\n"
                               "  url = https://example.org/feed.xml ; the wire\n"
                               "kind=rss\n"
                               "lang = uk\n"
                               "publisher = The Wire: of the East\n"
                               "party = UA\n"
                               "zone: Europe/Kyiv\n"
                               "header = Authorization: $TOKEN\n"
                               "header = X-Two: 2\n"
                               "follow = yes\n"
                               "follow hosts = example.com, www.example.net\n"
                               "max time = 2m\r\n"
                               "[tally]\n"
                               "by = day\n"
                               "[fetch]\n"
                               "agent = reader/1\n"
                               "interval = 15m\n"
                               "max size = 1M\n"
                               "keep raw = 0\n"
                               "robots = no\n"
                               "[source second]\n"
                               "url = https://t.me/s/some_channel\n"
                               "interval = 0\n"
                               "private = yes\n"
                               "agent = other/2";
    skt_diag *diag;
    skt_sources sources;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(read_sources(&sources, text, diag), SKT_OK);
    assert_int_equal(sources.items.count, 2);
    const skt_fetch_source *a = skt_sources_find(&sources, SKT_LIT("First One"));
    const skt_fetch_source *b = skt_sources_find(&sources, SKT_LIT("second"));
    assert_non_null(a);
    assert_non_null(b);
    assert_null(skt_sources_find(&sources, SKT_LIT("third")));
    assert_string_equal(a->name, "first one");
    assert_string_equal(a->url, "https://example.org/feed.xml");
    assert_int_equal(a->kind, SKT_BODY_RSS);
    assert_string_equal(a->lang, "uk");
    assert_string_equal(a->publisher, "The Wire: of the East");
    assert_string_equal(a->party, "UA");
    assert_string_equal(a->zone, "Europe/Kyiv");
    assert_int_equal(a->n_headers, 2);
    assert_string_equal(a->headers[0], "Authorization: abc");
    assert_string_equal(a->headers[1], "X-Two: 2");
    assert_int_equal(a->n_follow_hosts, 2);
    assert_string_equal(a->follow_hosts[1], "www.example.net");
    assert_true(a->follow && !a->private && !b->follow && b->private);
    assert_int_equal(a->line, 2);
    assert_string_equal(a->agent, "reader/1");
    assert_string_equal(b->agent, "other/2");
    assert_int_equal(a->interval_s, 900);
    assert_int_equal(b->interval_s, 0);
    assert_int_equal(a->time_s, 120);
    assert_int_equal(b->time_s, 60);
    assert_int_equal(b->max_bytes, 1 << 20);
    assert_int_equal(b->kind, SKT_BODY_TELEGRAM);
    assert_false(sources.settings.robots);
    assert_int_equal(sources.settings.keep_raw_s, 0);
    assert_int_equal(sources.settings.spacing_ms, 3000);
    /* What changes how a body is read changes the setup; what does not, does not. */
    skt_fetch_source other = *a;
    other.interval_s = 1;
    assert_int_equal(skt_fetch_source_setup(a), skt_fetch_source_setup(&other));
    other.zone = "Europe/Moscow";
    assert_int_not_equal(skt_fetch_source_setup(a), skt_fetch_source_setup(&other));
    skt_sources_dispose(&sources);
    skt_diag_free(diag);
}

static void names_what_is_wrong(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        size_t line;
        const char *says;
    } cases[] = {
        {"[source a]\nurl = https://a/\nurl = https://b/", 3,
         "url stands here for the second time"},
        {"[source a]\nurl = https://a/\n[source A]\nurl = https://b/", 3,
         "another source is called"},
        {"[source a]\nurl = https://a/\n[source b]\nurl = https://a/", 3, "has the address of"},
        {"[source a]\nkind = rss", 1, "has no url; add a line"},
        {"[source a]", 1, "has no url; add a line"},
        {"[source]\nurl = https://a/", 1, "has no name"},
        {"[source a]\nurl = ", 2, "url has no value; leave the line out"},
        {"[source a]\nurl = https://a/\nkind = xml", 3, "kind = xml: it must be one of rss"},
        {"[source a]\nurl = https://a/\nfeed = 1", 3, "[source a] has no key \"feed\"; it has url"},
        {"[fetch]\nurl = https://a/", 2, "[fetch] has no key \"url\"; it has agent"},
        {"[fetch]\nspacing = 3", 2, "spacing = 3: a time is written 500ms"},
        {"[fetch]\n[fetch]", 2, "[fetch] stands here for the second time, after line 1"},
        {"[source a]\nurl = https://a/\nfollow hosts = b.c", 1, "add follow = yes"},
        {"[source a]\nurl = https://t.me/s/", 1, "whose address is https://t.me/s/NAME"},
        {"[source a]\nurl = https://t.me/s/x?before=2", 1, "whose address is https://t.me/s/NAME"},
        {"[source a]\nurl = https://t.me/x\nkind = telegram-preview", 1, "https://t.me/s/NAME"},
        {"[source a]\nurl = https://u:secret@a/", 2, "url: name and password do not belong there"},
        {"[source a]\nurl = https://a/\nheader = A: $NOT_THERE", 3, "no variable NOT_THERE"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_diag *diag;
        skt_sources sources;
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        assert_int_equal(read_sources(&sources, cases[i].text, diag), SKT_E_USAGE);
        if (skt_diag_count(diag) != 1 || skt_diag_at(diag, 0)->line != cases[i].line ||
            strstr(skt_diag_at(diag, 0)->message, cases[i].says) == NULL) {
            fail_msg("%s: %zu messages; line %zu: %s", cases[i].text, skt_diag_count(diag),
                     skt_diag_at(diag, 0)->line, skt_diag_at(diag, 0)->message);
        }
        assert_null(strstr(skt_diag_at(diag, 0)->message, "secret"));
        skt_sources_dispose(&sources);
        skt_diag_free(diag);
    }
}

static void reads_lines(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        skt_ini_kind kind;
        const char *name, *value;
        size_t line;
    } cases[] = {
        {"a = b", SKT_INI_VALUE, "a", "b", 1},
        {"\n# c\n; d\n a: b=c ", SKT_INI_VALUE, "a", "b=c", 4},
        {"a = b;c ; d", SKT_INI_VALUE, "a", "b;c", 1},
        {"a = ;d", SKT_INI_VALUE, "a", "", 1},
        {"a =", SKT_INI_VALUE, "a", "", 1},
        {"[ a b ]  ; c", SKT_INI_SECTION, "a b", NULL, 1},
        {"[]", SKT_INI_SECTION, "", NULL, 1},
        {"[a] b", SKT_INI_WRONG, NULL, NULL, 1},
        {"[a", SKT_INI_WRONG, NULL, NULL, 1},
        {"= b", SKT_INI_WRONG, NULL, NULL, 1},
        {"rubbish", SKT_INI_WRONG, NULL, NULL, 1},
        {"; a = b", SKT_INI_END, NULL, NULL, 1},
        {"", SKT_INI_END, NULL, NULL, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_ini ini = {.rest = skt_str_from(cases[i].text)};
        skt_ini_line line;
        skt_ini_next(&line, &ini);
        assert_int_equal(line.kind, cases[i].kind);
        assert_int_equal(line.line, cases[i].line);
        if (cases[i].name != NULL) {
            assert_true(skt_str_is(line.name, cases[i].name));
        }
        if (cases[i].value != NULL) {
            assert_true(skt_str_is(line.value, cases[i].value));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_spans_and_sizes), cmocka_unit_test(reads_addresses),
        cmocka_unit_test(reads_codes),           cmocka_unit_test(reads_headers),
        cmocka_unit_test(reads_sections),        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(reads_lines),
    };
    return cmocka_run_group_tests_name("sources", tests, NULL, NULL);
}
