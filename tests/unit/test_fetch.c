/* What of fetching is arithmetic and text: addresses, kinds of machines, robots.txt, politeness. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/buf.h"
#include "fetch/peer.h"
#include "fetch/polite.h"
#include "fetch/robots.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* ---------------------------------------------------------------------- addresses */

static void reads_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *base, *text;
        skt_url_fault fault;
        const char *whole, *origin, *host, *path;
    } cases[] = {
        {NULL, "http://Example.ORG", SKT_URL_GOOD, "http://Example.ORG/", "http://example.org:80",
         "example.org", "/"},
        {NULL, " https://a.org:8443/x?y=1#z ", SKT_URL_GOOD, "https://a.org:8443/x?y=1",
         "https://a.org:8443", "a.org", "/x?y=1"},
        {NULL, "http://[::1]:80/", SKT_URL_GOOD, "http://[::1]:80/", "http://[::1]:80", "::1", "/"},
        {NULL, "http://0x7f.1/", SKT_URL_GOOD, "http://127.0.0.1/", "http://127.0.0.1:80",
         "127.0.0.1", "/"},
        {NULL, "http://a.org/a b", SKT_URL_GOOD, "http://a.org/a%20b", "http://a.org:80", "a.org",
         "/a%20b"},
        {"https://a.org/x/y?z", "w", SKT_URL_GOOD, "https://a.org/x/w", "https://a.org:443",
         "a.org", "/x/w"},
        {"https://a.org/x/y?z", "/w?q", SKT_URL_GOOD, "https://a.org/w?q", "https://a.org:443",
         "a.org", "/w?q"},
        {"https://a.org/x/", "../w", SKT_URL_GOOD, "https://a.org/w", "https://a.org:443", "a.org",
         "/w"},
        {"https://a.org/x", "//b.org/w", SKT_URL_GOOD, "https://b.org/w", "https://b.org:443",
         "b.org", "/w"},
        {"https://a.org/x", "http://b.org:81", SKT_URL_GOOD, "http://b.org:81/", "http://b.org:81",
         "b.org", "/"},
        {"https://a.org/x", "file:///etc/passwd", SKT_URL_SCHEME, NULL, NULL, NULL, NULL},
        {NULL, "ftp://a.org/", SKT_URL_SCHEME, NULL, NULL, NULL, NULL},
        {NULL, "gopher://a.org:70/x", SKT_URL_SCHEME, NULL, NULL, NULL, NULL},
        {NULL, "http://user:word@a.org/", SKT_URL_LOGIN, NULL, NULL, NULL, NULL},
        {NULL, "http://user@a.org/", SKT_URL_LOGIN, NULL, NULL, NULL, NULL},
        {NULL, "/only/a/path", SKT_URL_MALFORMED, NULL, NULL, NULL, NULL},
        {NULL, "", SKT_URL_MALFORMED, NULL, NULL, NULL, NULL},
        {NULL, "http://", SKT_URL_MALFORMED, NULL, NULL, NULL, NULL},
        {NULL, "http://a.org:99999/", SKT_URL_MALFORMED, NULL, NULL, NULL, NULL},
        {NULL, "http://a.org/\r\nX: y", SKT_URL_MALFORMED, NULL, NULL, NULL, NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_url base;
        skt_url url;
        if (cases[i].base != NULL) {
            assert_int_equal(skt_url_read(&base, &arena, NULL, skt_str_from(cases[i].base)),
                             SKT_URL_GOOD);
        }
        const skt_url_fault fault =
            skt_url_read(&url, &arena, cases[i].base ? &base : NULL, skt_str_from(cases[i].text));
        if (fault != cases[i].fault) {
            fail_msg("%s: fault %d, not %d", cases[i].text, (int)fault, (int)cases[i].fault);
        }
        if (fault == SKT_URL_GOOD) {
            assert_string_equal(url.text.ptr, cases[i].whole);
            assert_string_equal(url.origin.ptr, cases[i].origin);
            assert_string_equal(url.host.ptr, cases[i].host);
            assert_string_equal(url.path.ptr, cases[i].path);
        }
        skt_arena_dispose(&arena);
    }
}

static void tells_sites_apart(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {{"http://a.org/", "https://www.a.org/x", true},
                 {"http://a.org/", "http://news.a.org/", true},
                 {"http://en.a.org/", "http://a.org/", true},
                 {"http://a.org/", "http://b.org/", false},
                 {"http://a.org/", "http://ba.org/", false},
                 {"http://org/", "http://a.org/", false},
                 {"http://127.0.0.1/", "http://1.0.0.1/", false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_url a;
        skt_url b;
        assert_int_equal(skt_url_read(&a, &arena, NULL, skt_str_from(cases[i].a)), SKT_URL_GOOD);
        assert_int_equal(skt_url_read(&b, &arena, NULL, skt_str_from(cases[i].b)), SKT_URL_GOOD);
        if (skt_url_same_site(&a, &b) != cases[i].same) {
            fail_msg("%s and %s", cases[i].a, cases[i].b);
        }
        skt_arena_dispose(&arena);
    }
}

static void knows_machines(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        skt_peer_kind kind;
    } cases[] = {
        {"8.8.8.8", SKT_PEER_PUBLIC},
        {"1.1.1.1", SKT_PEER_PUBLIC},
        {"9.255.255.255", SKT_PEER_PUBLIC},
        {"11.0.0.0", SKT_PEER_PUBLIC},
        {"100.63.255.255", SKT_PEER_PUBLIC},
        {"100.128.0.0", SKT_PEER_PUBLIC},
        {"172.15.255.255", SKT_PEER_PUBLIC},
        {"172.32.0.0", SKT_PEER_PUBLIC},
        {"192.167.255.255", SKT_PEER_PUBLIC},
        {"223.255.255.255", SKT_PEER_PUBLIC},
        {"0.0.0.0", SKT_PEER_RESERVED},
        {"0.1.2.3", SKT_PEER_RESERVED},
        {"10.0.0.1", SKT_PEER_PRIVATE},
        {"10.255.255.255", SKT_PEER_PRIVATE},
        {"100.64.0.1", SKT_PEER_SHARED},
        {"100.127.255.255", SKT_PEER_SHARED},
        {"127.0.0.1", SKT_PEER_LOOPBACK},
        {"127.255.255.254", SKT_PEER_LOOPBACK},
        {"169.254.169.254", SKT_PEER_LINK_LOCAL},
        {"172.16.0.1", SKT_PEER_PRIVATE},
        {"172.31.255.255", SKT_PEER_PRIVATE},
        {"192.0.0.8", SKT_PEER_RESERVED},
        {"192.0.2.1", SKT_PEER_RESERVED},
        {"192.168.1.1", SKT_PEER_PRIVATE},
        {"198.18.0.1", SKT_PEER_RESERVED},
        {"198.19.255.255", SKT_PEER_RESERVED},
        {"198.51.100.1", SKT_PEER_RESERVED},
        {"203.0.113.1", SKT_PEER_RESERVED},
        {"224.0.0.1", SKT_PEER_MULTICAST},
        {"239.255.255.255", SKT_PEER_MULTICAST},
        {"240.0.0.1", SKT_PEER_RESERVED},
        {"255.255.255.255", SKT_PEER_RESERVED},
        {"2a00:1450::1", SKT_PEER_PUBLIC},
        {"2606:4700::1", SKT_PEER_PUBLIC},
        {"2001:4860::8888", SKT_PEER_PUBLIC},
        {"::", SKT_PEER_RESERVED},
        {"::1", SKT_PEER_LOOPBACK},
        {"::2", SKT_PEER_RESERVED},
        {"::ffff:127.0.0.1", SKT_PEER_LOOPBACK},
        {"::ffff:10.1.2.3", SKT_PEER_PRIVATE},
        {"::ffff:8.8.8.8", SKT_PEER_PUBLIC},
        {"::ffff:0:127.0.0.1", SKT_PEER_LOOPBACK},
        {"::127.0.0.1", SKT_PEER_RESERVED},
        {"64:ff9b::7f00:1", SKT_PEER_LOOPBACK},
        {"64:ff9b::a9fe:a9fe", SKT_PEER_LINK_LOCAL},
        {"64:ff9b::808:808", SKT_PEER_PUBLIC},
        {"64:ff9b:1::808:808", SKT_PEER_PRIVATE},
        {"2002:7f00:1::1", SKT_PEER_LOOPBACK},
        {"2002:c0a8:101::1", SKT_PEER_PRIVATE},
        {"2001:0:1::1", SKT_PEER_RESERVED},
        {"2001:db8::1", SKT_PEER_RESERVED},
        {"3fff::1", SKT_PEER_RESERVED},
        {"100::1", SKT_PEER_RESERVED},
        {"fc00::1", SKT_PEER_PRIVATE},
        {"fdff::1", SKT_PEER_PRIVATE},
        {"fe80::1", SKT_PEER_LINK_LOCAL},
        {"febf::1", SKT_PEER_LINK_LOCAL},
        {"fec0::1", SKT_PEER_PRIVATE},
        {"ff02::1", SKT_PEER_MULTICAST},
        {"localhost", SKT_PEER_LOOPBACK},
        {"a.localhost", SKT_PEER_LOOPBACK},
        {"example.org", SKT_PEER_PUBLIC},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const skt_peer_kind kind = skt_peer_of_host(skt_str_from(cases[i].host));
        if (kind != cases[i].kind) {
            fail_msg("%s: %s", cases[i].host, skt_peer_name(kind));
        }
    }
}

/* ------------------------------------------------------------------------- robots */

typedef struct robots_case {
    const char *text, *path;
    bool allowed;
} robots_case;

static const robots_case robots_cases[] = {
    {"", "/x", true},
    {"User-agent: *\nDisallow: /\n", "/x", false},
    {"User-agent: *\nDisallow: /\n", "/robots.txt", true},
    {"User-agent: *\nDisallow:\n", "/x", true},
    {"user-AGENT : * \n disALLOW : /p # why\n", "/pq", false},
    {"User-agent: *\r\nDisallow: /p\r\n", "/pq", false},
    {"User-agent: *\rDisallow: /p\r", "/pq", false},
    {"\xEF\xBB\xBFUser-agent: *\nDisallow: /p", "/pq", false},
    {"Disallow: /\n", "/x", true},
    {"<html>User-agent: *\nDisallow: /", "/x", true},
    /* groups */
    {"User-agent: other\nDisallow: /\n", "/x", true},
    {"User-agent: *\nDisallow: /\n\nUser-agent: skytally\nDisallow: /p\n", "/x", true},
    {"User-agent: *\nDisallow: /\n\nUser-agent: skytally\nDisallow: /p\n", "/p", false},
    {"User-agent: skytally\nDisallow: /p\n\nUser-agent: *\nDisallow: /\n", "/x", true},
    {"User-agent: SkyTally/2.0\nDisallow: /p\n", "/p", false},
    {"User-agent: skytallyplus\nDisallow: /p\n", "/p", true},
    {"User-agent: sky\nDisallow: /p\n", "/p", true},
    {"User-agent: other\nUser-agent: skytally\nDisallow: /p\n", "/p", false},
    {"User-agent: skytally\nUser-agent: other\nDisallow: /p\n", "/p", false},
    {"User-agent: skytally\nDisallow: /a\nUser-agent: other\nDisallow: /b\n", "/b", true},
    {"User-agent: skytally\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: skytally\n"
     "Disallow: /b",
     "/b", false},
    {"User-agent: skytally\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: skytally\n"
     "Disallow: /b",
     "/a", false},
    {"User-agent: skytally\nSitemap: http://a.org/s\nUser-agent: x\nDisallow: /a", "/a", false},
    {"User-agent: skytally\n\nUser-agent: *\nDisallow: /\n", "/x", false},
    /* the longest holds */
    {"User-agent: *\nDisallow: /\nAllow: /news\n", "/news/1", true},
    {"User-agent: *\nDisallow: /\nAllow: /news\n", "/new", false},
    {"User-agent: *\nAllow: /news\nDisallow: /news/old\n", "/news/old/1", false},
    {"User-agent: *\nDisallow: /p\nAllow: /p\n", "/p", true},
    {"User-agent: *\nAllow: /p\nDisallow: /p\n", "/p", true},
    {"User-agent: *\nAllow: /p\nDisallow: /*.html\n", "/p.html", false},
    /* signs */
    {"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf", false},
    {"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf?x", true},
    {"User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf/b.pdf", false},
    {"User-agent: *\nDisallow: /a$\n", "/a", false},
    {"User-agent: *\nDisallow: /a$\n", "/ab", true},
    {"User-agent: *\nDisallow: /$\n", "/", false},
    {"User-agent: *\nDisallow: /$\n", "/x", true},
    {"User-agent: *\nDisallow: *a*b*c\n", "/xaybzc", false},
    {"User-agent: *\nDisallow: *a*b*c\n", "/xaycz", true},
    {"User-agent: *\nDisallow: /*?before=\n", "/s/x?before=7", false},
    {"User-agent: *\nDisallow: /a*\n", "/a", false},
    {"User-agent: *\nDisallow: /a*$\n", "/abc", false},
    {"User-agent: *\nDisallow: /a$b\n", "/a$b", false},
    {"User-agent: *\nDisallow: /a$b\n", "/a", true},
    {"User-agent: *\nDisallow: p\n", "/p", true},
    /* escapes */
    {"User-agent: *\nDisallow: /%70\n", "/p", false},
    {"User-agent: *\nDisallow: /p\n", "/%70", false},
    {"User-agent: *\nDisallow: /a%2fb\n", "/a%2Fb", false},
    {"User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true},
    {"User-agent: *\nDisallow: /\xD0\xB4\n", "/%D0%B4", false},
    {"User-agent: *\nDisallow: /%d0%b4\n", "/\xD0\xB4", false},
    {"User-agent: *\nDisallow: /a%2A\n", "/a*", false},
    {"User-agent: *\nDisallow: /a%2A\n", "/ab", true},
    {"User-agent: *\nDisallow: /a%24\n", "/a$b", false},
    {"User-agent: *\nDisallow: /100%\n", "/100%", false},
};

static void keeps_to_robots(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(robots_cases); i++) {
        const robots_case *c = &robots_cases[i];
        skt_robots robots;
        assert_int_equal(skt_robots_parse(&robots, skt_str_from(c->text), SKT_LIT("skytally")),
                         SKT_OK);
        if (skt_robots_allow(&robots, skt_str_from(c->path)) != c->allowed) {
            fail_msg("%zu: %s of\n%s", i, c->path, c->text);
        }
        skt_robots_dispose(&robots);
    }
}

static void reads_crawl_delays(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t delay_ms;
    } cases[] = {
        {"User-agent: *\nCrawl-delay: 10\n", 10000},
        {"User-agent: *\nCrawl-delay: 1.5\n", 1500},
        {"User-agent: *\nCrawl-delay: 0\n", 0},
        {"User-agent: *\nCrawl-delay: soon\n", -1},
        {"User-agent: *\nCrawl-delay: -1\n", -1},
        {"User-agent: *\nCrawl-delay: 99999999999999999999\n", 86400000},
        {"User-agent: *\nCrawl-delay: 10\nUser-agent: skytally\nDisallow: /x\n", -1},
        {"User-agent: skytally\nCrawl-delay: 2\nUser-agent: *\nCrawl-delay: 10\n", 2000},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_robots robots;
        assert_int_equal(
            skt_robots_parse(&robots, skt_str_from(cases[i].text), SKT_LIT("skytally")), SKT_OK);
        assert_int_equal(robots.delay_ms, cases[i].delay_ms);
        skt_robots_dispose(&robots);
    }
}

static void bounds_robots(void **state)
{
    (void)state;
    skt_buf text = SKT_BUF_INIT;
    skt_buf_add_text(&text, "User-agent: *\nDisallow: /first\n");
    while (text.len < SKT_ROBOTS_MOST_BYTES) {
        skt_buf_add_text(&text, "# nothing to see in this line\n");
    }
    skt_buf_add_text(&text, "Disallow: /last\n");
    skt_robots robots;
    assert_int_equal(skt_robots_parse(&robots, skt_buf_str(&text), SKT_LIT("skytally")), SKT_OK);
    assert_false(skt_robots_allow(&robots, SKT_LIT("/first")));
    assert_true(skt_robots_allow(&robots, SKT_LIT("/last")));
    skt_robots_dispose(&robots);
    skt_buf_dispose(&text);
}

/* --------------------------------------------------------------------- politeness */

static void reads_retry_after(void **state)
{
    (void)state;
    const skt_time now = 1764000000; /* Mon, 24 Nov 2025 16:00:00 GMT */
    static const struct {
        const char *value;
        int64_t seconds;
    } cases[] = {
        {"120", 120},
        {" 0 ", 0},
        {"99999999999999999999", 9999999999},
        {"Mon, 24 Nov 2025 16:05:00 GMT", 300},
        {"Monday, 24-Nov-25 16:05:00 GMT", 300},
        {"Mon Nov 24 16:05:00 2025", 300},
        {"Mon, 24 Nov 2025 15:00:00 GMT", 0},
        {"-5", -1},
        {"1.5", -1},
        {"soon", -1},
        {"", -1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const int64_t seconds = skt_polite_retry_after(skt_str_from(cases[i].value), now);
        if (cases[i].seconds > INT32_MAX ? seconds < INT32_MAX : seconds != cases[i].seconds) {
            fail_msg("%s: %lld", cases[i].value, (long long)seconds);
        }
    }
}

static void waits_longer_each_time(void **state)
{
    (void)state;
    skt_polite_options options = SKT_POLITE_OPTIONS_INIT;
    bool differ = false;
    for (unsigned tries = 1; tries < 12; tries++) {
        int64_t whole = options.first_wait_ms << (tries - 1);
        whole = whole < options.longest_wait_s * 1000 ? whole : options.longest_wait_s * 1000;
        for (uint64_t salt = 0; salt < 50; salt++) {
            const int64_t wait = skt_polite_backoff_ms(&options, tries, salt);
            assert_in_range(wait, whole / 2, whole);
            assert_int_equal(wait, skt_polite_backoff_ms(&options, tries, salt));
            differ = differ || wait != skt_polite_backoff_ms(&options, tries, salt + 1);
        }
    }
    assert_true(differ);
}

static void decides_what_is_next(void **state)
{
    (void)state;
    skt_polite_options options = SKT_POLITE_OPTIONS_INIT;
    static const struct {
        skt_http_outcome outcome;
        bool worth;
        int64_t retry_after_s;
        unsigned tries;
        bool again;
        int64_t least_ms, most_ms, rest_s;
    } cases[] = {
        {SKT_HTTP_FRESH, false, -1, 1, false, 0, 0, 0},
        {SKT_HTTP_GONE, false, -1, 1, false, 0, 0, 0},
        {SKT_HTTP_BROKEN, false, -1, 1, false, 0, 0, 0},
        {SKT_HTTP_BROKEN, true, -1, 1, true, 1000, 2000, 0},
        {SKT_HTTP_BROKEN, true, -1, 3, true, 4000, 8000, 0},
        {SKT_HTTP_BROKEN, true, -1, 4, false, 0, 0, 0},
        {SKT_HTTP_BROKEN, true, 60, 1, true, 60000, 60000, 0},
        {SKT_HTTP_BUSY, true, -1, 1, true, 1000, 2000, 0},
        {SKT_HTTP_BUSY, true, 0, 1, true, 1000, 2000, 0},
        {SKT_HTTP_BUSY, true, 300, 1, true, 300000, 300000, 0},
        {SKT_HTTP_BUSY, true, 301, 1, false, 0, 0, 301},
        {SKT_HTTP_BUSY, true, 60, 4, false, 0, 0, 60},
        {SKT_HTTP_BUSY, true, 9999999, 1, false, 0, 0, 86400},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const skt_http_response response = {.outcome = cases[i].outcome,
                                            .again = cases[i].worth,
                                            .retry_after_s = cases[i].retry_after_s};
        const skt_polite_step step = skt_polite_next(&options, &response, cases[i].tries, 7);
        if (step.again != cases[i].again || step.rest_s != cases[i].rest_s ||
            step.wait_ms < cases[i].least_ms || step.wait_ms > cases[i].most_ms) {
            fail_msg("%zu: %d, %lld ms, %lld s", i, step.again, (long long)step.wait_ms,
                     (long long)step.rest_s);
        }
    }
}

static void rests_between_runs(void **state)
{
    (void)state;
    skt_polite_options options = SKT_POLITE_OPTIONS_INIT;
    assert_int_equal(skt_polite_rest_s(&options, 0, 0, 1), 0);
    assert_int_equal(skt_polite_rest_s(&options, 2, 0, 1), 0);
    assert_in_range(skt_polite_rest_s(&options, 3, 0, 1), 300, 600);
    assert_in_range(skt_polite_rest_s(&options, 5, 0, 1), 1200, 2400);
    assert_in_range(skt_polite_rest_s(&options, 4000000000U, 0, 1), 43200, 86400);
    assert_int_equal(skt_polite_rest_s(&options, 1, 3600, 1), 3600);
    assert_int_equal(skt_polite_rest_s(&options, 1, 360000, 1), 86400);
}

static void spaces_requests(void **state)
{
    (void)state;
    skt_polite_options options = SKT_POLITE_OPTIONS_INIT;
    skt_polite_host host = {0};
    assert_int_equal(skt_polite_host_wait(&host, &options, 1000), 0);
    skt_polite_host_began(&host);
    assert_int_equal(skt_polite_host_wait(&host, &options, 1000), -1);
    skt_polite_host_ended(&host, &options, 5000, 0);
    assert_int_equal(skt_polite_host_wait(&host, &options, 5000), 3000);
    assert_int_equal(skt_polite_host_wait(&host, &options, 8000), 0);
    host.delay_ms = 10000; /* of its robots.txt */
    skt_polite_host_began(&host);
    skt_polite_host_ended(&host, &options, 9000, 0);
    assert_int_equal(skt_polite_host_wait(&host, &options, 9000), 10000);
    host.delay_ms = 3600000; /* nobody waits an hour */
    skt_polite_host_began(&host);
    skt_polite_host_ended(&host, &options, 20000, 0);
    assert_int_equal(skt_polite_host_wait(&host, &options, 20000), 30000);
    skt_polite_host_began(&host);
    skt_polite_host_ended(&host, &options, 60000, 120000); /* Retry-After: 120 */
    assert_int_equal(skt_polite_host_wait(&host, &options, 60000), 120000);

    options.spacing_ms = 0;
    host = (skt_polite_host){0};
    for (unsigned i = 0; i < options.at_once_host; i++) {
        assert_int_equal(skt_polite_host_wait(&host, &options, 0), 0);
        skt_polite_host_began(&host);
    }
    assert_int_equal(skt_polite_host_wait(&host, &options, 0), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_addresses),      cmocka_unit_test(tells_sites_apart),
        cmocka_unit_test(knows_machines),       cmocka_unit_test(keeps_to_robots),
        cmocka_unit_test(reads_crawl_delays),   cmocka_unit_test(bounds_robots),
        cmocka_unit_test(reads_retry_after),    cmocka_unit_test(waits_longer_each_time),
        cmocka_unit_test(decides_what_is_next), cmocka_unit_test(rests_between_runs),
        cmocka_unit_test(spaces_requests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
