/* The reader of HTML pages; and what tells a page's words without it, which must miss none. */
#include "fuzz_input.h"

#include "ingest/html.h"

/* Each run of letters in the report's text stands among the words of the page, or the page was told
 * to be in doubt. Of a page that was cut the tree has less. */
static void check_words(skt_str bytes)
{
    static const skt_ingest_options options = SKT_INGEST_OPTIONS_INIT;
    skt_sayings sayings = {0};
    skt_source source = {.doc = "fuzz", .options = &options, .sayings = &sayings};
    skt_buf page = SKT_BUF_INIT;
    skt_buf words = SKT_BUF_INIT;
    skt_report report;
    if (skt_stream_of_memory(&source.stream, "fuzz", bytes, 0, NULL) == SKT_OK &&
        skt_stream_begin(&source.stream) == SKT_OK &&
        skt_stream_all(&source.stream, options.max_bytes) == SKT_OK) {
        skt_buf_add(&page, skt_stream_text(&source.stream));
        if (skt_html_words(&words, skt_buf_str(&page)) &&
            skt_read_page(&report, &source) == SKT_OK) {
            for (size_t at = 0; at < report.text.len; at++) {
                const size_t from = at;
                while (at < report.text.len && skt_ascii_letter(report.text.ptr[at])) {
                    at++;
                }
                const skt_str word = skt_str_sub(report.text, from, at - from);
                if (word.len > 0 && skt_str_find(skt_buf_str(&words), word, 0) == SIZE_MAX) {
                    abort();
                }
            }
        }
    }
    skt_stream_close(&source.stream);
    skt_sayings_dispose(&sayings);
    skt_arena_dispose(&source.arena);
    skt_buf_dispose(&page);
    skt_buf_dispose(&words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_words((skt_str){(const char *)data, size});
    return fuzz_reader(data, size, skt_read_page);
}
