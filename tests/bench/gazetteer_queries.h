/* What is asked of the gazetteer and of the references: names, texts that are none, names
 * with mistakes. The same ones every time. */
#ifndef SKT_BENCH_GAZETTEER_QUERIES_H
#define SKT_BENCH_GAZETTEER_QUERIES_H

#include "gazetteer/mention.h"
#include "reference.h"

typedef struct bench_queries {
    skt_arena arena; /* owns all of it */
    skt_str *keys;   /* what is looked up */
    skt_str *wanted; /* for a misspelling: the key that it came from */
    unsigned *limit; /* how many edits were made */
    size_t n;
} bench_queries;

/* What they are made from: `n` of the names. */
typedef struct bench_source {
    const skt_gazetteer *gazetteer;
    bench_keys names;
    size_t n;
} bench_source;

/* Names at random; every second one with its last byte replaced, so that most of those
 * are none. False if memory runs out; to be disposed of either way. */
bool bench_queries_exact(bench_queries *out, const bench_source *from);
/* Misspelled main names of one word, one edit, and two in every fourth long one. */
bool bench_queries_misspelled(bench_queries *out, const bench_source *from);
void bench_queries_dispose(bench_queries *queries);

#endif
