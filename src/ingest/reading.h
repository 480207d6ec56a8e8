/* What an skt_ingest is made of. Between ingest.c and parts.c alone. */
#ifndef SKT_INGEST_READING_H
#define SKT_INGEST_READING_H

#include "ingest/parts.h"
#include "ingest/paths.h"
#include "ingest/readers.h"
#include "ingest/warc.h"

typedef enum skt_part_kind { SKT_PART_FILE, SKT_PART_ARCHIVE, SKT_PART_LINES } skt_part_kind;

struct skt_ingest {
    skt_worth_fn *worth; /* of pages in archives, or NULL */
    const void *asker;
    const char *const *inputs;
    size_t n_inputs, next_input;
    skt_ingest_options options;
    skt_diag *diag;
    skt_paths paths;           /* of the current input */
    size_t next_file, n_files; /* of the current input; of all inputs so far */
    skt_warc *warc;            /* the current file, where that is an archive */
    skt_warc_account account;  /* of it */
    skt_body body;             /* given, or of the archive's record at hand */
    bool given;                /* one that waits to be read */
    skt_body_told told;        /* of the one given last */
    skt_diag *record_diag;     /* what is said of the record at hand */
    skt_sayings record_sayings;
    skt_sayings sayings; /* of the current file */
    skt_source source;   /* the current file or body */
    skt_reader *reader;  /* NULL: none is open */
    skt_report report;
    skt_part *part;          /* that this one reads, and nothing else; or NULL */
    struct skt_whole *whole; /* the file that is given part by part, or NULL */
    bool parts;              /* what can be is given so */
    size_t read, claim_files, refused;
};

/* A file that is given part by part, and what they came to, those that were settled. */
typedef struct skt_whole {
    char *path;
    skt_part_kind kind;
    size_t n_parts;   /* that were given and not freed */
    bool given;       /* all of them were */
    bool ended;       /* the last one was settled */
    uint64_t at;      /* of an archive: where the next one begins */
    bool packed;      /* the archive is */
    bool unsure;      /* the next one begins where the one before ends: that must be settled */
    uint64_t reached; /* where the record behind the settled ones begins */
    size_t n_items;   /* of lines that were given */
    size_t n_given;   /* reports made of lines */
    bool failed;      /* it cannot be read on */
    skt_sayings sayings;
    skt_warc_account account;
} skt_whole;

struct skt_part {
    skt_part_kind kind;
    skt_whole *whole; /* or NULL: it is all of its file */
    char *path;       /* its own, or the whole's */
    bool last;        /* of the whole */
    bool opened;
    bool failed;                /* it could not be read to its end */
    uint64_t from, to, reached; /* of an archive */
    skt_buf lines;              /* from byte `begin` on */
    size_t begin;
    size_t line, n_items; /* number of the first; items before them */
    bool too_long;        /* it was one line, of which nothing was kept */
    size_t n_given;
    skt_ingest *ingest; /* that reads it */
    skt_ingest *of;     /* that gave it */
};

/* Begins with ingest->source, nothing read of it; and ends with it. */
void skt_ingest_begin_source(skt_ingest *ingest, const char *doc);
void skt_ingest_close_source(skt_ingest *ingest);
/* Opens `path` and finds what reads it, or what archive it is. */
skt_status skt_ingest_open(skt_ingest *ingest, const char *path);

/* parts.c: whether a file is small enough to be a part by itself, and that part. */
bool skt_part_takes_file(const char *path);
skt_status skt_part_of_file(skt_part **out, skt_ingest *ingest, const char *path);
/* Gives what stands in ingest->source part by part from now on. */
skt_status skt_whole_new(skt_ingest *ingest, const char *path, skt_part_kind kind);
/* Its next part; NULL: it has ended, and is closed. */
skt_status skt_whole_next(skt_part **out, skt_ingest *ingest);
/* Gives no more of it. */
void skt_whole_drop(skt_ingest *ingest);
/* Opens the part that `ingest` is to read; *any: something of it is to be read. */
skt_status skt_part_open(bool *any, skt_ingest *ingest);

#endif
