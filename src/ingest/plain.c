/* Plain text: a date line, then the articles of one page. */
#include <inttypes.h>
#include <unicode/uchar.h>

#include "core/diag.h"
#include "ingest/readers.h"
#include "text/text.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* Without white space of any script at both ends. */
static skt_str trim(skt_str text)
{
    text = skt_str_trim(text);
    for (size_t at = 0; at < text.len;) {
        if (!u_isUWhiteSpace((UChar32)skt_utf8_next(text, &at))) {
            return text;
        }
        text = skt_str_sub(text, at, text.len - at);
        at = 0;
    }
    return text;
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
    *text = trim(skt_str_sub(rest, DAY, rest.len - DAY));
    return day;
}

/* The signature is of the folded text, so that case, accents and line breaks
 * make no other article; the id adds the day. */
static skt_status identify(skt_report *report, skt_arena *arena)
{
    skt_buf folded = SKT_BUF_INIT;
    skt_fold(&folded, report->text);
    if (folded.failed) {
        skt_buf_dispose(&folded);
        return SKT_E_NOMEM;
    }
    uint64_t hash = SKT_HASH_SEED;
    skt_str rest = skt_buf_str(&folded);
    skt_str word;
    while (skt_str_split(&word, &rest, ' ')) {
        word = skt_str_trim(word);
        hash = word.len == 0 ? hash : skt_hash(skt_hash(hash, word), SKT_LIT(" "));
    }
    skt_buf_dispose(&folded);
    char day[11];
    skt_day_format(day, report->published);
    skt_status status = skt_arena_format(&report->signature, arena, "%016" PRIx64, hash);
    if (status == SKT_OK) {
        status =
            skt_arena_format(&report->id, arena, "%016" PRIx64, skt_hash(hash, skt_str_from(day)));
    }
    return status;
}

skt_status skt_read_plain(skt_report *out, skt_source *source)
{
    skt_str text = trim(skt_buf_str(&source->text));
    *out = (skt_report){.doc = skt_str_from(source->doc)};
    source->done = true;
    out->published = take_date_line(&text, source);
    out->date_origin = out->published == SKT_NO_DAY ? SKT_DATE_NONE : SKT_DATE_LINE;
    out->text = text;
    if (text.len == 0) {
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0, "%s",
                            source->text.len == 0          ? "is empty"
                            : out->published == SKT_NO_DAY ? "holds nothing but white space"
                                                           : "holds nothing but its date line");
    }
    return identify(out, &source->arena);
}
