/* One input, read to its end by a reader, in small pieces and as a whole: both must give
 * the same. */
#ifndef SKT_FUZZ_INPUT_H
#define SKT_FUZZ_INPUT_H

#include <stdint.h>
#include <stdlib.h>

#include "ingest/readers.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A hash of all reports that `read` gives; of the kind that the text is where it is NULL.
 * What a report holds is valid UTF-8. */
static inline uint64_t hash_reports(skt_str bytes, skt_reader *read, size_t chunk)
{
    static const skt_ingest_options options = {.size = sizeof options,
                                               .max_bytes = (size_t)1 << 16};
    skt_sayings sayings = {0};
    skt_source source = {.doc = "fuzz", .options = &options, .sayings = &sayings};
    skt_report report;
    uint64_t hash = SKT_HASH_SEED;
    if (skt_stream_of_memory(&source.stream, "fuzz", bytes, chunk, NULL) == SKT_OK &&
        skt_stream_begin(&source.stream) == SKT_OK) {
        if (read == NULL) {
            const skt_kind *kind;
            if (skt_kind_of_text(&kind, skt_stream_text(&source.stream), skt_str_from("fuzz")) ==
                SKT_OK) {
                read = kind->read;
            }
        }
        while (read != NULL && read != skt_read_claims && read(&report, &source) == SKT_OK) {
            const skt_str parts[] = {report.item, report.url,       report.publisher,
                                     report.lang, report.signature, report.text};
            for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
                hash = skt_hash(hash, parts[i]);
                for (size_t at = 0; at < parts[i].len;) {
                    const size_t from = at;
                    if (skt_utf8_next(parts[i], &at) == 0xFFFD && at == from + 1) {
                        abort();
                    }
                }
            }
            skt_arena_dispose(&source.arena);
            source.arena = (skt_arena)SKT_ARENA_INIT;
        }
    }
    if (source.state != NULL) {
        source.dispose(source.state);
    }
    skt_stream_close(&source.stream);
    skt_sayings_dispose(&sayings);
    skt_arena_dispose(&source.arena);
    return hash;
}

static inline int fuzz_reader(const uint8_t *data, size_t size, skt_reader *read)
{
    enum { WHOLE = 1 << 20 };
    char *copy = malloc(size + 1); /* it ends where the input ends */
    if (copy != NULL) {
        memcpy(copy, data, size);
        const skt_str bytes = {copy, size};
        /* UTF-8 alone is the same in pieces: of the rest the charset is told by the first. */
        const bool whole_differs =
            hash_reports(bytes, read, WHOLE) != hash_reports(bytes, read, size / 4 + 1);
        (void)hash_reports(bytes, read, 64);
        free(copy);
        if (whole_differs) {
            abort();
        }
    }
    return 0;
}

#endif
