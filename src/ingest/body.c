/* What a body in memory is read as. */
#include "ingest/ingest.h"

#include "core/str.h"

static const char *const names[SKT_BODY_KINDS] = {
    [SKT_BODY_AUTO] = "auto",
    [SKT_BODY_RSS] = "rss",
    [SKT_BODY_ATOM] = "atom",
    [SKT_BODY_HTML] = "html",
    [SKT_BODY_NDJSON] = "ndjson",
    [SKT_BODY_CSV] = "csv",
    [SKT_BODY_TELEGRAM] = "telegram-preview",
};

const char *skt_body_kind_name(skt_body_kind value)
{
    return names[value];
}

skt_body_kind skt_body_kind_by_name(skt_str name)
{
    skt_body_kind kind = SKT_BODY_AUTO;
    while (kind < SKT_BODY_KINDS && !skt_str_is(name, names[kind])) {
        kind++;
    }
    return kind;
}
