/* WARC archives (ISO 28500:2017), plain and by gzip: records with pages, feeds and tables in
 * them. Inside the ingest module. */
#ifndef SKT_INGEST_WARC_H
#define SKT_INGEST_WARC_H

#include "ingest/bytes.h"
#include "ingest/ingest.h"
#include "ingest/sayings.h"

typedef struct skt_warc skt_warc;

/* Whether an input that begins so is one. */
bool skt_looks_like_warc(skt_str head);

/* Why a record is passed over. */
typedef enum skt_warc_passed {
    SKT_WARC_OTHER_TYPE,
    SKT_WARC_OTHER_STATUS,
    SKT_WARC_UNREADABLE,
    SKT_WARC_TOO_LONG,
    SKT_WARC_EMPTY,
    SKT_WARC_PASSED
} skt_warc_passed;

/* What became of the records of an archive, or of a part of it. */
typedef struct skt_warc_account {
    size_t read, damaged;
    size_t passed[SKT_WARC_PASSED];
    skt_sayings *sayings; /* of single records */
} skt_warc_account;

/* Adds what became of a part; its sayings are joined apart. */
void skt_warc_account_add(skt_warc_account *whole, const skt_warc_account *part);
/* Tells at the end of an archive what was passed over. Whether it counts as refused: nothing of it
 * was read, or something is damaged, or it `failed`, which was told. */
bool skt_warc_account_end(const skt_warc_account *account, const char *path, bool failed,
                          skt_diag *diag);

/* Takes over *bytes, of which what was read already stands in *first. `path`, `options`, `account`
 * and `diag` must outlive *out. Errors: SKT_E_NOMEM; they are the caller's then. */
skt_status skt_warc_new(skt_warc **out, const char *path, skt_bytes *bytes, skt_buf *first,
                        const skt_ingest_options *options, skt_warc_account *account,
                        skt_diag *diag);
/* The same of what begins at byte `from` of the regular file `path`, a record and where that is
 * `packed` a member, up to the first record that begins so at byte `to` or behind it. Errors also:
 * SKT_E_IO, with a refusal. */
skt_status skt_warc_new_part(skt_warc **out, const char *path, uint64_t from, uint64_t to,
                             bool packed, const skt_ingest_options *options,
                             skt_warc_account *account, skt_diag *diag);
/* Tells one of which nothing was read that its bytes begin at byte `from` of a file, and which part
 * it is. */
void skt_warc_part(skt_warc *warc, uint64_t from, uint64_t to);
/* Of a part that was read to its end: where the record behind it begins; UINT64_MAX: there is none
 * in the file. */
uint64_t skt_warc_reached(const skt_warc *warc);
/* The next answer that can be read, good until the next call. What is damaged is refused, by
 * its offset, and reading goes on behind it. SKT_E_NOTFOUND: there is none left. SKT_E_IO,
 * SKT_E_NOMEM. */
skt_status skt_warc_next(skt_body *out, skt_warc *warc);
/* Tells what reading the record at hand came to: what its reading said goes to the diag, under
 * its offset and address, and `said` is empty then. */
void skt_warc_tell(skt_warc *warc, skt_diag *said, bool read);
/* The archive's, as given. */
const char *skt_warc_path(const skt_warc *warc);
void skt_warc_free(skt_warc *warc);

/* warc_http.c: what a record holds. */
typedef struct skt_http {
    int code;             /* 0: it is no answer */
    skt_str content_type; /* or none */
    skt_str body;
    const char *packed; /* by what that is not read here; or NULL */
} skt_http;

/* Takes an answer of HTTP/1.1 apart; its body is unpacked into `room` where it came in chunks,
 * or packed by gzip or zlib. SKT_E_LIMIT: that has more than `limit` bytes. SKT_E_INPUT: the
 * packing is damaged. SKT_E_NOMEM. */
skt_status skt_http_read(skt_http *out, skt_buf *room, skt_str block, size_t limit);
/* The value of the field `name`, in any case, in lines of "Name: value"; or none. */
skt_str skt_http_field(skt_str lines, const char *name);
/* Of "text/html; charset=x": "x" or none; and `type` without it. */
skt_str skt_http_charset(skt_str *type, skt_str content_type);

#endif
