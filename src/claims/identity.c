#include "claims/identity.h"

#include "core/str.h"
#include "text/text.h"

static skt_str put_hex(char out[17], uint64_t value)
{
    for (size_t i = 16; i > 0; i--) {
        out[i - 1] = "0123456789abcdef"[value & 15];
        value >>= 4;
    }
    out[16] = '\0';
    return (skt_str){out, 16};
}

/* The signature is of the folded text, so that case, accents and line breaks
 * make no other article; the id adds the day. */
skt_status skt_report_identify(skt_report *report, skt_identity *room)
{
    if (report->id.len > 0 && report->signature.len > 0) {
        return SKT_OK;
    }
    skt_buf folded = SKT_BUF_INIT;
    skt_fold(&folded, report->text);
    if (folded.failed) {
        skt_buf_dispose(&folded);
        return SKT_E_NOMEM;
    }
    /* Folded words have one space between them. */
    const skt_str words = skt_buf_str(&folded);
    const uint64_t hash =
        words.len == 0 ? SKT_HASH_SEED : skt_hash(skt_hash(SKT_HASH_SEED, words), SKT_LIT(" "));
    skt_buf_dispose(&folded);
    char day[11];
    skt_day_format(day, report->published);
    report->signature = put_hex(room->signature, hash);
    if (report->id.len == 0) {
        report->id = put_hex(room->id, skt_hash(hash, skt_str_from(day)));
    }
    return SKT_OK;
}
