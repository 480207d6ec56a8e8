/* The kinds of input: how each is told by its first bytes, and what reads it. */
#ifndef SKT_INGEST_READERS_H
#define SKT_INGEST_READERS_H

#include "core/arena.h"
#include "ingest/ingest.h"
#include "ingest/sayings.h"
#include "ingest/stream.h"

/* One input on its way to reports. */
typedef struct skt_source {
    const char *doc;
    skt_stream stream;
    skt_arena arena; /* of the current report */
    skt_diag *diag;
    const skt_ingest_options *options;
    size_t n_items;       /* articles, rows, objects met so far */
    size_t n_given;       /* reports made of them */
    skt_sayings *sayings; /* of places in it */
    const skt_body *body; /* what is known of it beforehand, or NULL: a file */
    skt_body_told *told;  /* of a body; or NULL */
    bool cut;             /* the input ends where it should not: what is missing may be much */
    skt_worth_fn *worth;  /* of pages: ingest.h; or NULL */
    const void *asker;    /* of it */
    bool foreign;         /* the report at hand is passed on from another publisher */
    void *state;          /* of the reader, kept between its reports; or NULL */
    void (*dispose)(void *state);
} skt_source;

/* A reader gives the next report of `source` in *out, its text in source->stream or
 * source->arena. SKT_E_NOTFOUND: there is none left. SKT_E_INPUT, SKT_E_LIMIT, SKT_E_IO:
 * the input is refused, the reason is in the diag. */
typedef skt_status skt_reader(skt_report *out, skt_source *source);

typedef struct skt_kind {
    const char *what;                             /* "an HTML page" */
    const char *const *heads;                     /* what it begins with, in any case; or NULL */
    bool (*sniff)(skt_str head);                  /* where that tells nothing; or NULL */
    skt_status (*weigh)(bool *out, skt_str head); /* the same where memory is needed */
    bool binary;                                  /* told by the bytes before they are decoded */
    skt_reader *read;                             /* NULL: not read, `instead` tells what to do */
    const char *instead;
} skt_kind;

/* By the first bytes of an input: one that is no text; or NULL. */
const skt_kind *skt_kind_of_bytes(skt_str head);
/* By the first of its text; the last kind, plain text, fits all. `name` is a hint where
 * the text alone is in doubt. SKT_E_NOMEM. */
skt_status skt_kind_of_text(const skt_kind **out, skt_str head, skt_str name);
/* Whether a file of this name, met in a folder, is one to read. */
bool skt_reader_knows_name(skt_str name);
/* The endings of those names, for messages: "*.txt, *.html ..."; static storage. */
extern const char skt_reader_endings[];

skt_reader skt_read_plain;   /* plain.c */
skt_reader skt_read_page;    /* page.c */
skt_reader skt_read_feed;    /* feed.c */
skt_reader skt_read_json;    /* json_items.c */
skt_reader skt_read_csv;     /* csv_rows.c */
skt_reader skt_read_claims;  /* claims_ndjson.c */
skt_reader skt_read_channel; /* channel.c */

bool skt_looks_like_page(skt_str head); /* page.c */
bool skt_looks_like_feed(skt_str head); /* feed.c */
bool skt_looks_like_json(skt_str head); /* json_items.c */
/* csv_rows.c */
skt_status skt_looks_like_csv(bool *out, skt_str head);
bool skt_looks_like_claims(skt_str head); /* claims_ndjson.c */

/* json_items.c: begins to read a source, and tells whether it holds an object a line; or begins one
 * that does: lines, its stream at a line of that number and its n_items those before it. */
skt_status skt_json_begin(bool *lines, skt_source *source);
skt_status skt_json_begin_lines(skt_source *source);
/* Says that the line at hand is too long for an article. */
void skt_json_refuse_line(skt_source *source);

/* Says something of one place in the input. What an input has said often enough is only
 * counted. Returns SKT_OK. */
skt_status skt_source_say(skt_source *source, skt_severity severity, size_t line,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Refuses the input: too long for one text. */
skt_status skt_source_refuse_size(skt_source *source);

/* body.c: opens source->body, finds what reads it, and sees whether all of it can be read, so
 * that none of it is given where not. What is no such body is refused, with the reason.
 * `any`: plain text will do as well. */
skt_status skt_body_open(skt_reader **out, skt_source *source, bool any);
/* Adds to a report of source->body what is known of it. */
skt_status skt_body_complete(skt_report *out, skt_source *source);
/* block_page.c: the words that show a page to be one that keeps readers out, or NULL. */
const char *skt_block_words(skt_str title, skt_str text);

/* trim.c: without white space of any script at both ends. */
skt_str skt_trim(skt_str text);

#endif
