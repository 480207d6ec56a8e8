/* A body in memory: what reads it, whether it can be read as a whole, and what is known of it
 * beforehand. */
#include "core/diag.h"
#include "ingest/item.h"
#include "ingest/readers.h"
#include "text/zone.h"

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

static skt_reader *reader_of(skt_body_kind kind)
{
    switch (kind) {
    case SKT_BODY_RSS:
    case SKT_BODY_ATOM: return skt_read_feed;
    case SKT_BODY_HTML: return skt_read_page;
    case SKT_BODY_NDJSON: return skt_read_json;
    case SKT_BODY_CSV: return skt_read_csv;
    case SKT_BODY_TELEGRAM: return skt_read_channel;
    default: return NULL;
    }
}

/* The kind of source that a reader is for, as the configuration calls it. */
static const char *kind_of(skt_reader *read)
{
    return read == skt_read_feed   ? "rss"
           : read == skt_read_page ? "html"
           : read == skt_read_json ? "ndjson"
           : read == skt_read_csv  ? "csv"
                                   : NULL;
}

/* ------------------------------------------------------------------- what reads it */

static skt_status refuse_other(skt_source *source, const skt_kind *found)
{
    const skt_body *body = source->body;
    const char *other = kind_of(found->read);
    const char *wanted = skt_body_kind_name(body->kind);
    if (found->read == skt_read_page && body->kind != SKT_BODY_TELEGRAM) {
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                            "is an HTML page, and not of the kind %s: look at it in a browser, for "
                            "the site may keep readers out; or set kind = html",
                            wanted);
    }
    return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                        "is %s, and not of the kind %s: mend the address, or set kind = %s",
                        found->what, wanted, other != NULL ? other : "to what it is");
}

/* Whether what the text looks like can be what the source is said to be. */
static bool fits(skt_reader *wanted, const skt_kind *found, skt_str text)
{
    const bool plain = found->read == skt_read_plain;
    if (wanted == skt_read_channel || wanted == skt_read_page) {
        return found->read == skt_read_page ||
               (plain && skt_str_find(text, SKT_LIT("</"), 0) != SIZE_MAX);
    }
    return found->read == wanted || (plain && wanted == skt_read_csv);
}

static skt_status choose(skt_reader **out, skt_source *source, bool any)
{
    const skt_str text = skt_stream_text(&source->stream);
    const skt_kind *found;
    const skt_status status = skt_kind_of_text(&found, text, SKT_STR_NONE);
    if (status != SKT_OK) {
        return status;
    }
    *out = reader_of(source->body->kind);
    if (*out != NULL) {
        return fits(*out, found, text) ? SKT_OK : refuse_other(source, found);
    }
    *out = found->read;
    if (*out == NULL || *out == skt_read_claims) {
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0, "is %s; %s",
                            found->what,
                            found->instead != NULL ? found->instead : "it is not read here");
    }
    if (*out == skt_read_plain && !any) {
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                            "is plain text, and no page, feed or table; mend the address");
    }
    return SKT_OK;
}

static skt_status begin(skt_source *source)
{
    const skt_body *body = source->body;
    skt_status status =
        skt_stream_of_memory(&source->stream, source->doc, body->bytes, 0, source->diag);
    source->stream.declared = body->charset;
    const skt_str head = skt_stream_head(&source->stream);
    const skt_kind *kind = status == SKT_OK ? skt_kind_of_bytes(head) : NULL;
    if (kind != NULL) {
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0, "is %s; %s",
                            kind->what, kind->instead);
    }
    if (status == SKT_OK && skt_str_trim(head).len == 0) {
        return skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                            "is empty; if it stays so, mend the address");
    }
    return status == SKT_OK ? skt_stream_begin(&source->stream) : status;
}

/* ------------------------------------------------------------------- a trial */

/* What is wrong with a body that was read to its end for trial. */
static skt_status judge(skt_source *source, const skt_source *trial, size_t flaws)
{
    enum { GARBAGE = 50 }; /* one byte in so many that is no text */
    const char *what =
        trial->cut                                  ? "breaks off before its end"
        : flaws > source->body->bytes.len / GARBAGE ? "is garbage for the most part, and no text"
        : trial->n_items > 0 && trial->n_given == 0 ? "has items, and none of them a title or text"
                                                    : NULL;
    return what == NULL ? SKT_OK
                        : skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                                       "%s; nothing of it is taken, and the next run asks for all "
                                       "of it again",
                                       what);
}

/* Reads the whole body, and gives nothing of it. */
static skt_status try_body(skt_source *source, skt_reader *read, skt_diag *diag)
{
    skt_sayings sayings = {0};
    skt_source trial = {.doc = source->doc,
                        .diag = diag,
                        .options = source->options,
                        .body = source->body,
                        .sayings = &sayings};
    skt_report report;
    skt_status status = begin(&trial);
    while (status == SKT_OK) {
        status = read(&report, &trial);
        trial.n_given += status == SKT_OK;
        skt_arena_dispose(&trial.arena);
        trial.arena = (skt_arena)SKT_ARENA_INIT;
    }
    if (status == SKT_E_NOTFOUND) {
        status = judge(source, &trial, trial.stream.flaws);
    }
    if (trial.state != NULL) {
        trial.dispose(trial.state);
    }
    trial.stream.diag = NULL;
    skt_stream_close(&trial.stream);
    skt_sayings_dispose(&sayings);
    return status;
}

skt_status skt_body_open(skt_reader **out, skt_source *source, bool any)
{
    skt_reader *read;
    skt_status status = begin(source);
    if (status == SKT_OK) {
        status = choose(&read, source, any);
    }
    if (status != SKT_OK) {
        return status;
    }
    *out = read;
    if (read != skt_read_feed && read != skt_read_json && read != skt_read_csv) {
        return SKT_OK; /* these are read whole before they give anything */
    }
    const size_t said = source->diag == NULL ? 0 : skt_diag_count(source->diag);
    status = try_body(source, read, NULL);
    if (status != SKT_OK && status != SKT_E_NOMEM && source->diag != NULL &&
        skt_diag_count(source->diag) == said) {
        status = try_body(source, read, source->diag); /* once more, to hear the reason */
    }
    return status;
}

/* ------------------------------------------------------------- what is known of it */

skt_status skt_body_complete(skt_report *out, skt_source *source)
{
    const skt_body *body = source->body;
    char room[SKT_ZONE_NAME];
    skt_status status = SKT_OK;
    if (body->lang != NULL) {
        status = skt_lang_of(&out->lang, &source->arena, skt_str_from(body->lang));
    }
    if (!source->foreign) {
        out->publisher = body->publisher != NULL ? skt_str_from(body->publisher) : out->publisher;
        out->party = skt_str_from(body->party);
    }
    out->zone = skt_str_from(body->zone);
    if (out->zone.len > 0 && out->published_at != 0 && skt_zone_known(room, out->zone) != NULL) {
        out->published = skt_zone_day(out->published_at, out->zone);
    }
    if (out->item.len > 0) {
        return status;
    }
    if (out->url.len == 0) {
        out->url = skt_str_from(body->url);
    }
    if (out->url.len == 0 && body->address != NULL && strstr(body->address, "://") != NULL) {
        out->url = skt_str_from(body->address);
    }
    if (out->title.len == 0) {
        out->title = skt_str_from(body->title);
    }
    if (out->published == SKT_NO_DAY && body->published != SKT_NO_DAY) {
        out->published = body->published;
        out->date_origin = body->served ? SKT_DATE_FEED : SKT_DATE_OPTION;
    }
    return status;
}
