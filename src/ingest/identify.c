/* What tells one report from another. */
#include <inttypes.h>
#include <unicode/uchar.h>

#include "ingest/readers.h"
#include "text/text.h"

skt_str skt_trim(skt_str text)
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

/* The signature is of the folded text, so that case, accents and line breaks
 * make no other article; the id adds the day. */
skt_status skt_report_identify(skt_report *report, skt_arena *arena)
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
