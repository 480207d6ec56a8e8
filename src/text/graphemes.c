#include "text/graphemes.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "text/text.h"

/* How far behind the limit a cluster that begins before it may go on; a longer one is cut
 * there at the latest, which moves no boundary before the limit. */
enum { AHEAD_BYTES = 256 };

/* Most characters begin a cluster whatever is before them, and end one whatever follows: no
 * need to ask ICU, whose iterators are dear. Between such two there is a boundary. */
static bool is_plain(skt_str text, size_t at)
{
    const UChar32 c = (UChar32)skt_utf8_next(text, &at);
    return u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_OTHER &&
           !u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static size_t last_boundary(skt_str text, size_t limit)
{
    UErrorCode error = U_ZERO_ERROR;
    const size_t end = text.len - limit > AHEAD_BYTES ? limit + AHEAD_BYTES : text.len;
    UText *opened = utext_openUTF8(NULL, text.ptr, (int64_t)skt_str_cut(text, end).len, &error);
    UBreakIterator *breaks = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &error);
    int32_t boundary = 0;
    if (U_SUCCESS(error)) {
        ubrk_setUText(breaks, opened, &error);
    }
    if (U_SUCCESS(error)) {
        boundary = ubrk_preceding(breaks, (int32_t)limit + 1);
    }
    ubrk_close(breaks);
    utext_close(opened);
    return U_SUCCESS(error) && boundary > 0 ? (size_t)boundary : 0;
}

skt_str skt_str_cut_graphemes(skt_str text, size_t limit)
{
    const skt_str cut = skt_str_cut(text, limit);
    if (cut.len == text.len || cut.len == 0 ||
        (is_plain(text, cut.len) && is_plain(text, skt_str_cut(text, cut.len - 1).len))) {
        return cut;
    }
    const size_t boundary = last_boundary(text, cut.len);
    return boundary == 0 ? cut : skt_str_sub(text, 0, boundary);
}
