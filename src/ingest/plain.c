/* Plain text: a date line, then the articles of one page. */
#include "core/diag.h"
#include "ingest/readers.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* Takes "date YYYY-MM-DD" off the head of *text. */
static skt_day take_date_line(skt_str *text, skt_source *source)
{
    const skt_str word = SKT_LIT("date");
    size_t at = word.len;
    if (!skt_str_starts(*text, word)) {
        return SKT_NO_DAY;
    }
    while (at < text->len && (text->ptr[at] == ' ' || text->ptr[at] == '\t')) {
        at++;
    }
    const skt_str rest = skt_str_sub(*text, at, text->len - at);
    enum { DAY = 10 };
    if (at == word.len || rest.len < DAY || rest.ptr[4] != '-' || rest.ptr[7] != '-' ||
        (rest.len > DAY && !is_blank(rest.ptr[DAY]))) {
        return SKT_NO_DAY;
    }
    const skt_day day = skt_day_parse(rest);
    if (day == SKT_NO_DAY) {
        (void)skt_diag_add(source->diag, SKT_OK, SKT_WARNING, source->doc, 0,
                           "the date line \"date %.10s\" names no day of the calendar and is left "
                           "in the text",
                           rest.ptr);
        return SKT_NO_DAY;
    }
    *text = skt_trim(skt_str_sub(rest, DAY, rest.len - DAY));
    return day;
}

skt_status skt_read_plain(skt_report *out, skt_source *source)
{
    if (source->n_items++ > 0) {
        return SKT_E_NOTFOUND;
    }
    skt_stream *stream = &source->stream;
    const skt_status status = skt_stream_all(stream, source->options->max_bytes);
    if (status != SKT_OK) {
        return status == SKT_E_LIMIT ? skt_source_refuse_size(source) : status;
    }
    const size_t bytes = skt_stream_text(stream).len;
    skt_str text = skt_trim(skt_stream_text(stream));
    *out = (skt_report){.doc = skt_str_from(source->doc)};
    out->published = take_date_line(&text, source);
    out->date_origin = out->published == SKT_NO_DAY ? SKT_DATE_NONE : SKT_DATE_LINE;
    out->text = text;
    if (text.len == 0) {
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0, "%s",
                            bytes == 0                     ? "is empty"
                            : out->published == SKT_NO_DAY ? "holds nothing but white space"
                                                           : "holds nothing but its date line");
    }
    return SKT_OK;
}
