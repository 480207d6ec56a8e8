/* The words of a page without its tree: none of the report may be missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>

#include "core/file.h"
#include "ingest/html.h"
#include "ingest/readers.h"

static bool has_word(skt_str page, const char *word)
{
    skt_buf words = SKT_BUF_INIT;
    const bool sure = skt_html_words(&words, page);
    const bool has = skt_str_find(skt_buf_str(&words), skt_str_from(word), 0) != SIZE_MAX;
    assert_false(words.failed);
    skt_buf_dispose(&words);
    return has || !sure;
}

static void no_way_of_writing_hides_a_word(void **state)
{
    static const char *const pages[] = {
        "<p>drone",
        "<p>dr<b>o</b>ne",
        "<p>dr<!-- > <b> -->one",
        "<p>dr&#111;ne &#x64;rone",
        "<p>&#100;rone",
        "<p>&amp;#100;rone",
        "<p>dr&#111ne",
        "<p>a < b drone > c",
        "<p>a </ drone >",
        "<p <b drone>drone",
        "<p title=\"a > <script>\">drone",
        "<p title='<style>'>drone",
        "<p title=\"never closed>drone",
        "<script/>drone",
        "<script>var a = '</p>';</SCRIPT>drone",
        "<style>p { }</style >drone",
        "<style>p { }</stylE\n>drone",
        "<!-- a --!> drone --> b",
        "<!-->drone",
        "<!-- drone",
        "<!drone>",
        "<?php drone ?>",
        "<![CDATA[ drone ]]>",
        "<meta name=description content='A drone'>",
        "<META property=\"og:title\" content=\"&#68;rone drone\">",
        "<span itemprop=headline content=drone>",
        "<script type='application/ld+json'>{\"articleBody\": \"A dr\\u006fne\"}</script>",
        "<SCRIPT TYPE='application/LD+JSON'>{\"headline\": \"a\\/\\u0064rone &#100;rone\"}",
        "<title>drone</title>",
        "<noscript>drone</noscript>",
        "<textarea>drone</textarea>",
        "dro</h1>ne",
        "<b>dro</p></div></b>ne",
        "dro<body>ne",
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (!has_word(skt_str_from(pages[i]), "drone")) {
            fail_msg("the word is missing: %s", pages[i]);
        }
    }
}

static void what_is_no_text_is_left_out(void **state)
{
    static const char *const pages[] = {
        "<p class=drone>a",
        "<script>drone()</script>a",
        "<style>.drone{}</style>a",
        "<a href=\"/drone.html\">a</a>",
        "<!-- drone --><p>a",
        "<p>dro</p><p>ne",
        "dro</p> ne",
        "<li>dro<li>ne",
        "<script>drone('\\u0064')</script><p>a",
        "<p>dr one<br>dron<br/>e<p>",
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (has_word(skt_str_from(pages[i]), "drone")) {
            fail_msg("the word is none: %s", pages[i]);
        }
    }
}

/* ------------------------------------------------------------------- real pages */

/* Each word of the report that is made of the page must be among those of the page. */
static void check_page(const char *path)
{
    skt_mapping file;
    skt_report report;
    assert_int_equal(skt_file_map(&file, path, NULL), SKT_OK);
    static const skt_ingest_options options = SKT_INGEST_OPTIONS_INIT;
    skt_sayings sayings = {0};
    skt_source source = {.doc = path, .options = &options, .sayings = &sayings};
    assert_int_equal(skt_stream_of_memory(&source.stream, path,
                                          (skt_str){(const char *)file.ptr, file.len}, 0, NULL),
                     SKT_OK);
    assert_int_equal(skt_stream_begin(&source.stream), SKT_OK);
    assert_int_equal(skt_stream_all(&source.stream, options.max_bytes), SKT_OK);
    skt_buf page = SKT_BUF_INIT;
    skt_buf words = SKT_BUF_INIT;
    skt_buf_add(&page, skt_stream_text(&source.stream));
    assert_true(skt_html_words(&words, skt_buf_str(&page)));
    assert_int_equal(skt_read_page(&report, &source), SKT_OK);
    size_t n_words = 0;
    for (size_t at = 0; at < report.text.len;) {
        const size_t from = at;
        while (at < report.text.len && (unsigned char)report.text.ptr[at] > ' ') {
            at++;
        }
        const skt_str word = skt_str_sub(report.text, from, at - from);
        n_words += word.len > 0;
        if (word.len > 0 && skt_str_find(skt_buf_str(&words), word, 0) == SIZE_MAX) {
            fail_msg("%s: \"%.*s\" is missing", path, SKT_FMT(word));
        }
        at++;
    }
    assert_true(n_words > 10);
    skt_sayings_dispose(&sayings);
    skt_stream_close(&source.stream);
    skt_arena_dispose(&source.arena);
    skt_file_unmap(&file);
    skt_buf_dispose(&page);
    skt_buf_dispose(&words);
}

static void every_word_of_a_report_is_among_them(void **state)
{
    const char *dir = SKYTALLY_SOURCE_DIR "/tests/ingest";
    DIR *handle = opendir(dir);
    size_t n_pages = 0;
    (void)state;
    assert_non_null(handle);
    for (const struct dirent *entry; (entry = readdir(handle)) != NULL;) {
        const skt_str name = skt_str_from(entry->d_name);
        /* Of a channel's page another reader makes the reports. */
        const bool page =
            (skt_str_ends(name, SKT_LIT(".html")) || skt_str_ends(name, SKT_LIT(".htm"))) &&
            !skt_str_starts(name, SKT_LIT("channel")) && !skt_str_starts(name, SKT_LIT("preview"));
        if (page) {
            char path[512];
            (void)snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
            check_page(path);
            n_pages++;
        }
    }
    (void)closedir(handle);
    assert_true(n_pages >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_way_of_writing_hides_a_word),
        cmocka_unit_test(what_is_no_text_is_left_out),
        cmocka_unit_test(every_word_of_a_report_is_among_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
