/* The ends of texts. */
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
