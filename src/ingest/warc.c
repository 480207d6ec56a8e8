#include "ingest/warc.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/arena.h"
#include "core/diag.h"
#include "ingest/stream.h"
#include "text/text.h"

enum {
    PIECE = 1 << 16,
    MAX_HEAD = 1 << 16,    /* bytes of a record's own header */
    MAX_BETWEEN = 1 << 16, /* blank lines between two */
    MAX_HTTP = 1 << 18,    /* bytes of HTTP headers beside a body */
    JUMP = 1 << 26,        /* a record that is not read: its member is jumped over */
    WHERE = 160            /* bytes of a record's place in words */
};
#define MOST_SKIPPED (INT64_C(8) << 30) /* bytes that are unpacked to be passed over */

struct skt_warc {
    const char *path;
    const skt_ingest_options *options;
    skt_warc_account *account;
    skt_diag *diag;
    skt_bytes bytes;
    skt_buf buf; /* what was read: [at, len) is ahead */
    size_t at;
    uint64_t taken;          /* bytes of the file, unpacked, before buf */
    uint64_t member, before; /* where the latest member begins in the file, and the one before */
    uint64_t member_at, before_at; /* and, counted in unpacked bytes */
    size_t in_member;              /* records of the latest so far */
    bool dry, damage;
    uint64_t to;         /* byte of the file at or behind which no record is begun */
    bool unpacked;       /* the next one is one of several in its member */
    uint64_t reached;    /* at the part's end: where the record behind it begins */
    uint64_t offset;     /* of the record at hand, or of its member */
    uint64_t inside;     /* the record's, in its member unpacked */
    uint64_t own_member; /* that it begins in */
    skt_arena arena;     /* its texts */
    skt_buf room;        /* its body, unpacked */
    const char *uri;
};

bool skt_looks_like_warc(skt_str head)
{
    return skt_str_starts(head, SKT_LIT("WARC/"));
}

skt_status skt_warc_new(skt_warc **out, const char *path, skt_bytes *bytes, skt_buf *first,
                        const skt_ingest_options *options, skt_warc_account *account,
                        skt_diag *diag)
{
    skt_warc *warc = calloc(1, sizeof *warc);
    *out = warc;
    if (warc == NULL) {
        return SKT_E_NOMEM;
    }
    *warc = (skt_warc){.path = path,
                       .options = options,
                       .account = account,
                       .diag = diag,
                       .bytes = *bytes,
                       .buf = *first,
                       .member = bytes->member,
                       .to = UINT64_MAX};
    *bytes = (skt_bytes){.fd = -1};
    *first = (skt_buf)SKT_BUF_INIT;
    return SKT_OK;
}

skt_status skt_warc_new_part(skt_warc **out, const char *path, uint64_t from, uint64_t to,
                             bool packed, const skt_ingest_options *options,
                             skt_warc_account *account, skt_diag *diag)
{
    int fd;
    bool close_fd;
    skt_buf nothing = SKT_BUF_INIT;
    *out = NULL;
    skt_status status = skt_stream_open_file(&fd, &close_fd, path, diag);
    if (status != SKT_OK) {
        return status;
    }
    skt_bytes bytes = skt_bytes_of_file(fd, close_fd, 0);
    if (!skt_bytes_skip(&bytes, from, packed)) {
        status = errno == ENOMEM
                     ? SKT_E_NOMEM
                     : skt_diag_add(diag, SKT_E_IO, SKT_REFUSAL, path, 0, "%s", strerror(errno));
    }
    if (status == SKT_OK) {
        status = skt_warc_new(out, path, &bytes, &nothing, options, account, diag);
    }
    if (status == SKT_OK) {
        skt_warc_part(*out, from, to);
    }
    skt_bytes_close(&bytes);
    return status;
}

void skt_warc_part(skt_warc *warc, uint64_t from, uint64_t to)
{
    warc->taken = warc->member = from;
    warc->to = to;
}

/* ------------------------------------------------------------------- bytes */

static size_t ahead(const skt_warc *warc)
{
    return warc->buf.len - warc->at;
}

static skt_str text_ahead(const skt_warc *warc)
{
    return (skt_str){warc->buf.ptr + warc->at, ahead(warc)};
}

/* Reads some more. `dry` and `damage` say why there is none. */
static skt_status fill(skt_warc *warc)
{
    skt_buf *buf = &warc->buf;
    if (warc->at > PIECE && warc->at > buf->len / 2) {
        memmove(buf->ptr, buf->ptr + warc->at, ahead(warc));
        warc->taken += warc->at;
        buf->len -= warc->at;
        warc->at = 0;
    }
    skt_buf_reserve(buf, PIECE);
    if (buf->failed) {
        return SKT_E_NOMEM;
    }
    const ssize_t count = skt_bytes_read(&warc->bytes, buf->ptr + buf->len, PIECE);
    if (warc->bytes.at_member) {
        warc->before = warc->member;
        warc->before_at = warc->member_at;
        warc->member = warc->bytes.member;
        warc->member_at = warc->taken + buf->len;
        warc->in_member = 0;
    }
    if (count == SKT_BYTES_FAILED) {
        return errno == ENOMEM ? SKT_E_NOMEM
                               : skt_diag_add(warc->diag, SKT_E_IO, SKT_REFUSAL, warc->path, 0,
                                              "%s", strerror(errno));
    }
    warc->damage = count == SKT_BYTES_DAMAGED;
    warc->dry = count == 0;
    buf->len += count > 0 ? (size_t)count : 0;
    return SKT_OK;
}

/* Makes sure that `count` bytes are ahead; *there: they are. */
static skt_status want(bool *there, skt_warc *warc, size_t count)
{
    skt_status status = SKT_OK;
    while (status == SKT_OK && ahead(warc) < count && !warc->dry && !warc->damage) {
        status = fill(warc);
    }
    *there = ahead(warc) >= count;
    return status;
}

/* ------------------------------------------------------------------ damage */

/* Goes on with what begins like a record in a plain archive. */
static skt_status find_record(skt_warc *warc)
{
    const skt_str mark = SKT_LIT("\nWARC/1.");
    skt_status status = SKT_OK;
    for (;;) {
        const skt_str text = text_ahead(warc);
        const size_t found = text.len > 0 ? skt_str_find(text, mark, 0) : SIZE_MAX;
        if (found != SIZE_MAX) {
            warc->at += found + 1;
            return SKT_OK;
        }
        warc->at = warc->buf.len - (text.len < mark.len ? text.len : mark.len);
        if (warc->dry || status != SKT_OK) {
            warc->at = warc->buf.len;
            return status;
        }
        status = fill(warc);
    }
}

/* Goes to the next member of the file that begins with a record, whatever is left of the one at
 * hand: what looks like the head of a member may be chance. */
static skt_status jump(skt_warc *warc)
{
    const skt_str mark = SKT_LIT("WARC/");
    int found = 1;
    uint64_t from = warc->own_member;
    skt_status status = SKT_OK;
    while (found == 1 && status == SKT_OK) {
        bool there;
        found = skt_bytes_next_member(&warc->bytes, from);
        from = warc->bytes.member;
        warc->taken += warc->buf.len;
        warc->at = warc->buf.len = 0;
        warc->damage = false;
        warc->dry = found != 1;
        status = found == 1 ? want(&there, warc, mark.len) : SKT_OK;
        if (found == 1 && skt_str_starts(text_ahead(warc), mark)) {
            break;
        }
    }
    return found == SKT_BYTES_FAILED ? skt_diag_add(warc->diag, SKT_E_IO, SKT_REFUSAL, warc->path,
                                                    0, "%s", strerror(errno))
                                     : status;
}

/* Where the record at hand is, to people. */
static void name_record(char *out, size_t size, const skt_warc *warc)
{
    if (warc->unpacked) {
        (void)snprintf(out, size,
                       "the record at byte %" PRIu64 " of what is unpacked of the gzip member at "
                       "byte %" PRIu64,
                       warc->inside, warc->offset);
    } else {
        (void)snprintf(out, size, "the record at byte %" PRIu64, warc->offset);
    }
}

/* Refuses the record at hand and goes on behind it. */
static skt_status refuse_record(skt_warc *warc, const char *why)
{
    char name[WHERE];
    char text[2 * WHERE];
    warc->account->damaged++;
    name_record(name, sizeof name, warc);
    (void)snprintf(text, sizeof text, "%s %s; it is passed over", name, why);
    skt_sayings_add(warc->account->sayings, warc->diag, SKT_REFUSAL, warc->path, 0, text);
    return warc->bytes.packed ? jump(warc) : find_record(warc);
}

/* ------------------------------------------------------------------ records */

typedef struct record {
    skt_str head; /* its lines, in the arena */
    uint64_t length;
} record;

/* Whether the part ends before what is read next: a member, which need not be begun to tell. */
static bool is_behind_part(const skt_warc *warc)
{
    return warc->to < UINT64_MAX && ahead(warc) == 0 && warc->bytes.packed && !warc->damage &&
           skt_bytes_member_ended(&warc->bytes) && skt_bytes_at(&warc->bytes) >= warc->to;
}

/* Goes to the next record and notes where it begins. SKT_E_NOTFOUND: there is none in the part. */
static skt_status begin_record(skt_warc *warc)
{
    bool there = false;
    size_t blank = 0;
    skt_status status = SKT_OK;
    for (;;) {
        if (is_behind_part(warc)) {
            warc->reached = skt_bytes_at(&warc->bytes);
            return SKT_E_NOTFOUND;
        }
        status = want(&there, warc, 1);
        if (status != SKT_OK || !there || blank == MAX_BETWEEN ||
            (warc->buf.ptr[warc->at] != '\r' && warc->buf.ptr[warc->at] != '\n')) {
            break;
        }
        warc->at++;
        blank++;
    }
    const uint64_t at = warc->taken + warc->at;
    const bool before = there && at < warc->member_at;
    warc->own_member = before ? warc->before : warc->bytes.member;
    warc->unpacked = warc->bytes.packed && warc->in_member > 0 &&
                     (there || !skt_bytes_member_ended(&warc->bytes));
    warc->offset = !warc->bytes.packed ? at : warc->own_member;
    warc->inside = at - (before ? warc->before_at : warc->member_at);
    if (status == SKT_OK && !there && !warc->damage) {
        warc->reached = UINT64_MAX;
        return SKT_E_NOTFOUND;
    }
    const bool begins = !warc->bytes.packed || (at == warc->member_at && warc->in_member == 0);
    if (status == SKT_OK && begins && warc->offset >= warc->to) {
        warc->reached = warc->offset;
        return SKT_E_NOTFOUND;
    }
    return status;
}

/* Takes the record's header. SKT_E_INPUT: it is none, and *why says so. */
static skt_status read_head(record *out, const char **why, skt_warc *warc)
{
    const skt_str mark = SKT_LIT("\r\n\r\n");
    skt_status status = SKT_OK;
    size_t end = SIZE_MAX;
    for (size_t wanted = 1; status == SKT_OK && end == SIZE_MAX; wanted = ahead(warc) + 1) {
        bool there;
        status = want(&there, warc, wanted);
        const skt_str text = skt_str_cut(text_ahead(warc), MAX_HEAD);
        end = text.len > 0 ? skt_str_find(text, mark, 0) : SIZE_MAX;
        const skt_str begin = skt_str_sub(text, 0, text.len < 5 ? text.len : 5);
        if (end == SIZE_MAX &&
            (!there || text.len + 4 > MAX_HEAD || !skt_str_starts(SKT_LIT("WARC/"), begin))) {
            *why = warc->damage                                        ? "is damaged"
                   : !there && skt_str_starts(begin, SKT_LIT("WARC/")) ? "is cut short"
                                                                       : "has no header of WARC";
            return status == SKT_OK ? SKT_E_INPUT : status;
        }
    }
    if (status != SKT_OK) {
        return status;
    }
    const skt_str head = skt_str_sub(text_ahead(warc), 0, end);
    const skt_str length = skt_http_field(head, "content-length");
    *why = skt_looks_like_warc(head) ? "has no length" : "has no header of WARC";
    out->length = 0;
    for (size_t i = 0; i < length.len; i++) {
        if (length.ptr[i] < '0' || length.ptr[i] > '9' || i > 17) {
            return SKT_E_INPUT;
        }
        out->length = out->length * 10 + (uint64_t)(length.ptr[i] - '0');
    }
    if (!skt_looks_like_warc(head) || length.len == 0) {
        return SKT_E_INPUT;
    }
    status = skt_arena_str(&out->head, &warc->arena, head);
    warc->at += end + mark.len;
    warc->in_member++;
    return status;
}

/* Passes over `length` bytes. *there: they were all there. */
static skt_status skip(bool *there, skt_warc *warc, uint64_t length)
{
    skt_status status = SKT_OK;
    *there = true;
    while (length > 0 && status == SKT_OK && *there) {
        const uint64_t piece = length < ahead(warc) ? length : ahead(warc);
        warc->at += (size_t)piece;
        length -= piece;
        if (length > 0) {
            status = want(there, warc, 1);
        }
    }
    return status;
}

/* Passes over the block of a record that is not read. */
static skt_status pass(skt_warc *warc, const record *r, skt_warc_passed why)
{
    bool there = true;
    warc->account->passed[why]++;
    if (warc->bytes.packed && warc->in_member == 1 && r->length > JUMP) {
        return jump(warc); /* its own member, as is usual: it need not be unpacked */
    }
    if (warc->bytes.packed && r->length > MOST_SKIPPED) {
        return refuse_record(warc, "is longer than 8 GB, as is no page");
    }
    const skt_status status = skip(&there, warc, r->length);
    return status == SKT_OK && !there
               ? refuse_record(warc, warc->damage ? "is damaged" : "is cut short")
               : status;
}

/* Whether what stands behind a block of `length` is its end, and the next record or nothing. */
static bool ends_well(const skt_warc *warc, size_t length)
{
    const skt_str text = text_ahead(warc);
    size_t at = length;
    while (at < text.len && (text.ptr[at] == '\r' || text.ptr[at] == '\n')) {
        at++;
    }
    const skt_str behind = skt_str_sub(text, at, text.len - at < 5 ? text.len - at : 5);
    return skt_str_starts(SKT_LIT("WARC/"), behind);
}

/* Takes a record's block, which stays at buf[from, from + length). SKT_E_INPUT: it is damaged. */
static skt_status read_block(skt_str *out, const char **why, skt_warc *warc, const record *r)
{
    bool there;
    const size_t length = (size_t)r->length;
    skt_status status = want(&there, warc, length);
    *why = warc->damage ? "is damaged" : "is cut short";
    if (status != SKT_OK || !there) {
        return status == SKT_OK ? SKT_E_INPUT : status;
    }
    /* The checksum stands behind what ends the record: it is looked at before that is read.
     * Where a member has one record, as is usual, any damage in it is the record's. */
    status = want(&there, warc, length + 4);
    const bool only = warc->in_member == 1;
    if (status == SKT_OK && warc->bytes.packed && !skt_bytes_member_ended(&warc->bytes) &&
        (only || ahead(warc) <= length + 4) && !warc->damage) {
        status = fill(warc);
    }
    *why = "is damaged: its checksum or its end is wrong";
    if (status == SKT_OK && (warc->damage ? only || ahead(warc) <= length + 4
                                          : warc->bytes.packed && !ends_well(warc, length))) {
        return SKT_E_INPUT;
    }
    *out = skt_str_sub(text_ahead(warc), 0, length);
    warc->at += length;
    return status;
}

/* ------------------------------------------------------------------- bodies */

static const struct {
    const char *type;
    skt_body_kind kind;
} types[] = {
    {"text/html", SKT_BODY_HTML},
    {"application/xhtml+xml", SKT_BODY_HTML},
    {"application/rss+xml", SKT_BODY_AUTO},
    {"application/rdf+xml", SKT_BODY_AUTO},
    {"application/atom+xml", SKT_BODY_AUTO},
    {"application/xml", SKT_BODY_AUTO},
    {"text/xml", SKT_BODY_AUTO},
    {"application/json", SKT_BODY_AUTO},
    {"application/ld+json", SKT_BODY_AUTO},
    {"application/feed+json", SKT_BODY_AUTO},
    {"application/ndjson", SKT_BODY_AUTO},
    {"application/x-ndjson", SKT_BODY_AUTO},
    {"application/jsonl", SKT_BODY_AUTO},
    {"text/csv", SKT_BODY_AUTO},
    {"text/tab-separated-values", SKT_BODY_AUTO},
    {"text/plain", SKT_BODY_AUTO},
};

/* What a body of the type is read as; SKT_BODY_KINDS: it is not read. */
static skt_body_kind kind_of_type(skt_str type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (skt_str_is_alike(type, types[i].type)) {
            return types[i].kind;
        }
    }
    return type.len == 0 ? SKT_BODY_AUTO : SKT_BODY_KINDS;
}

static skt_status keep(const char **out, skt_warc *warc, skt_str text)
{
    skt_str kept;
    *out = NULL;
    if (text.len == 0) {
        return SKT_OK;
    }
    skt_status status = skt_arena_str(&kept, &warc->arena, text);
    if (status == SKT_OK) {
        status = skt_utf8_clean(&kept, &warc->arena, kept);
        *out = kept.ptr;
    }
    return status;
}

/* What the record's own header says of the body: the fields of the raw cache. */
static skt_status read_facts(skt_body *out, skt_warc *warc, const record *r, skt_str charset)
{
    skt_str uri = skt_http_field(r->head, "warc-target-uri");
    if (uri.len > 1 && uri.ptr[0] == '<' && uri.ptr[uri.len - 1] == '>') {
        uri = skt_str_sub(uri, 1, uri.len - 2); /* WARC 1.0 */
    }
    const skt_body_kind told = skt_body_kind_by_name(skt_http_field(r->head, "skytally-kind"));
    out->kind = told < SKT_BODY_KINDS ? told : out->kind;
    out->published = skt_day_parse(skt_http_field(r->head, "skytally-published"));
    const struct {
        const char **to;
        skt_str value;
    } texts[] = {
        {&out->address, uri.len > 0 ? uri : SKT_LIT("unknown:")},
        {&out->charset, charset},
        {&out->lang, skt_http_field(r->head, "skytally-lang")},
        {&out->publisher, skt_http_field(r->head, "skytally-publisher")},
        {&out->zone, skt_http_field(r->head, "skytally-zone")},
        {&out->party, skt_http_field(r->head, "skytally-party")},
    };
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == SKT_OK; i++) {
        status = keep(texts[i].to, warc, texts[i].value);
    }
    /* The cache knows a page by the address that it asked for. */
    out->url = told < SKT_BODY_KINDS ? out->address : NULL;
    warc->uri = out->address;
    return status;
}

/* Makes a body of a record's block. SKT_E_INPUT: it was counted as passed over. */
static skt_status make_body(skt_body *out, skt_warc *warc, const record *r, skt_str block)
{
    skt_http http = {
        .code = 200, .body = block, .content_type = skt_http_field(r->head, "content-type")};
    skt_str type;
    const size_t limit = warc->options->max_bytes;
    skt_status status = SKT_OK;
    if (skt_str_is_alike(skt_http_field(r->head, "warc-type"), "response")) {
        status = skt_http_read(&http, &warc->room, block, limit);
    }
    const skt_str charset = skt_http_charset(&type, http.content_type);
    *out = (skt_body)SKT_BODY_INIT;
    out->bytes = http.body;
    out->kind = kind_of_type(type);
    const bool ours = skt_http_field(r->head, "skytally-kind").len > 0;
    if (status == SKT_E_NOMEM) {
        return status;
    }
    const skt_warc_passed why =
        http.code != 200        ? SKT_WARC_OTHER_STATUS
        : status == SKT_E_LIMIT ? SKT_WARC_TOO_LONG
        : status != SKT_OK || http.packed != NULL || (out->kind == SKT_BODY_KINDS && !ours)
            ? SKT_WARC_UNREADABLE
            : SKT_WARC_PASSED;
    if (why < SKT_WARC_PASSED) {
        warc->account->passed[why]++;
        return SKT_E_INPUT;
    }
    return read_facts(out, warc, r, charset);
}

static bool is_read(skt_str type)
{
    return skt_str_is_alike(type, "response") || skt_str_is_alike(type, "resource") ||
           skt_str_is_alike(type, "conversion");
}

skt_status skt_warc_next(skt_body *out, skt_warc *warc)
{
    skt_status status = SKT_OK;
    while (status == SKT_OK) {
        record r;
        skt_str block;
        const char *why = NULL;
        skt_arena_dispose(&warc->arena);
        warc->arena = (skt_arena)SKT_ARENA_INIT;
        status = begin_record(warc);
        if (status == SKT_OK) {
            status = read_head(&r, &why, warc);
        }
        if (status == SKT_E_INPUT) {
            status = refuse_record(warc, why);
            continue;
        }
        if (status != SKT_OK) {
            break;
        }
        const uint64_t most = (uint64_t)warc->options->max_bytes + MAX_HTTP;
        const bool wanted = is_read(skt_http_field(r.head, "warc-type"));
        if (!wanted || r.length > most) {
            status = pass(warc, &r, wanted ? SKT_WARC_TOO_LONG : SKT_WARC_OTHER_TYPE);
            continue;
        }
        status = read_block(&block, &why, warc, &r);
        if (status == SKT_E_INPUT) {
            status = refuse_record(warc, why);
            continue;
        }
        if (status == SKT_OK) {
            status = make_body(out, warc, &r, block);
            if (status == SKT_OK) {
                return SKT_OK;
            }
            status = status == SKT_E_INPUT ? SKT_OK : status;
        }
    }
    return status;
}

void skt_warc_tell(skt_warc *warc, skt_diag *said, bool read)
{
    const size_t count = said == NULL ? 0 : skt_diag_count(said);
    warc->account->read += read;
    warc->account->passed[SKT_WARC_EMPTY] += !read;
    for (size_t i = 0; i < count; i++) {
        const skt_diag_entry *entry = skt_diag_at(said, i);
        char name[WHERE];
        char text[1024];
        if (entry->severity > SKT_NOTE) {
            name_record(name, sizeof name, warc);
            (void)snprintf(text, sizeof text, "%s, %.300s, %s", name, warc->uri, entry->message);
            skt_sayings_add(warc->account->sayings, warc->diag, SKT_WARNING, warc->path, 0, text);
        }
    }
}

const char *skt_warc_path(const skt_warc *warc)
{
    return warc->path;
}

uint64_t skt_warc_reached(const skt_warc *warc)
{
    return warc->reached;
}

void skt_warc_free(skt_warc *warc)
{
    if (warc != NULL) {
        skt_bytes_close(&warc->bytes);
        skt_buf_dispose(&warc->buf);
        skt_buf_dispose(&warc->room);
        skt_arena_dispose(&warc->arena);
        free(warc);
    }
}

/* ----------------------------------------------------------------- account */

void skt_warc_account_add(skt_warc_account *whole, const skt_warc_account *part)
{
    whole->read += part->read;
    whole->damaged += part->damaged;
    for (size_t i = 0; i < SKT_WARC_PASSED; i++) {
        whole->passed[i] += part->passed[i];
    }
}

bool skt_warc_account_end(const skt_warc_account *account, const char *path, bool failed,
                          skt_diag *diag)
{
    static const char *const whats[SKT_WARC_PASSED] = {
        [SKT_WARC_OTHER_TYPE] = "hold no answer",
        [SKT_WARC_OTHER_STATUS] = "have a status other than 200",
        [SKT_WARC_UNREADABLE] = "are of types that are not read",
        [SKT_WARC_TOO_LONG] = "are longer than a text may be",
        [SKT_WARC_EMPTY] = "hold no article",
    };
    skt_buf text = SKT_BUF_INIT;
    const bool nothing = account->read == 0 && !failed;
    if (nothing && account->damaged == 0) {
        (void)skt_diag_add(diag, SKT_E_INPUT, SKT_REFUSAL, path, 0,
                           "holds no article that could be read");
    }
    for (size_t i = 0; i < SKT_WARC_PASSED; i++) {
        if (account->passed[i] > 0 && i != SKT_WARC_OTHER_TYPE) {
            skt_buf_format(&text, "%s%zu %s", text.len > 0 ? ", " : "", account->passed[i],
                           whats[i]);
        }
    }
    if (text.len > 0 && !text.failed) {
        (void)skt_diag_add(diag, SKT_OK, SKT_NOTE, path, 0,
                           "of its records %zu were read, and passed over: %s", account->read,
                           text.ptr);
    }
    skt_sayings_end(account->sayings, diag, path);
    skt_buf_dispose(&text);
    return nothing || failed || account->damaged > 0;
}
