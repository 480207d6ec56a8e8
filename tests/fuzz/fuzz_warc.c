/* An archive, plain or packed, and the bodies in it; a body of each kind. */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/readers.h"
#include "ingest/warc.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_BODY = 1 << 16 };

/* What a report holds is valid UTF-8. */
static void check(const skt_report *report)
{
    const skt_str parts[] = {report->item, report->url, report->publisher, report->text};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        for (size_t at = 0; at < parts[i].len;) {
            const size_t from = at;
            if (skt_utf8_next(parts[i], &at) == 0xFFFD && at == from + 1) {
                abort();
            }
        }
    }
}

/* Gives `bytes` as a body. One that is refused has given nothing. */
static void read_body(skt_ingest *ingest, skt_str bytes, skt_body_kind kind)
{
    skt_body body = SKT_BODY_INIT;
    const skt_report *report;
    size_t count = 0;
    body.bytes = bytes;
    body.address = "https://t.me/s/airwatch";
    body.kind = kind;
    body.zone = "Europe/Kyiv";
    if (skt_ingest_give(ingest, &body) != SKT_OK) {
        abort();
    }
    while (skt_ingest_next(&report, ingest) == SKT_OK && report != NULL) {
        check(report);
        count++;
    }
    const skt_body_told *told = skt_ingest_told(ingest);
    if (told->reports != count || (told->refused && count > 0)) {
        abort();
    }
}

/* Reads the records of a part of the archive, or all of it; how many. *sum takes in what each
 * holds. */
static size_t read_part(uint64_t *sum, uint64_t *reached, skt_str bytes, size_t piece,
                        uint64_t from, uint64_t to)
{
    static const skt_ingest_options options = {.size = sizeof options,
                                               .max_bytes = (size_t)MAX_BODY};
    skt_sayings sayings = {0};
    skt_warc_account account = {.sayings = &sayings};
    skt_bytes source = skt_bytes_of_memory(bytes, piece);
    skt_buf first = SKT_BUF_INIT;
    skt_warc *warc;
    skt_body body;
    size_t records = 0;
    const bool packed =
        bytes.len > 2 && bytes.ptr[0] == '\x1F' && bytes.ptr[1] == '\x8B' && bytes.ptr[2] == '\x08';
    *reached = UINT64_MAX;
    if (!skt_bytes_skip(&source, from, packed) ||
        skt_warc_new(&warc, "fuzz", &source, &first, &options, &account, NULL) != SKT_OK) {
        return 0;
    }
    skt_warc_part(warc, from, to);
    while (skt_warc_next(&body, warc) == SKT_OK) {
        if (body.bytes.len > MAX_BODY || body.address == NULL) {
            abort();
        }
        *sum = skt_hash(skt_hash(*sum, body.bytes), skt_str_from(body.address));
        skt_warc_tell(warc, NULL, true);
        records++;
    }
    *reached = skt_warc_reached(warc);
    if (account.read != records || *reached < to) {
        abort();
    }
    skt_warc_free(warc);
    skt_sayings_dispose(&sayings);
    return records;
}

/* In parts an archive gives what it gives as a whole. */
static void read_archive(skt_str bytes, size_t piece)
{
    uint64_t whole = SKT_HASH_SEED;
    uint64_t parted = SKT_HASH_SEED;
    uint64_t from;
    size_t read = 0;
    const size_t records = read_part(&whole, &from, bytes, piece, 0, UINT64_MAX);
    for (from = 0; from < bytes.len;) {
        const uint64_t to = from + 1 + (unsigned char)bytes.ptr[from];
        read += read_part(&parted, &from, bytes, piece, from, to);
    }
    if (read != records || parted != whole) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const skt_ingest_options options = {.size = sizeof options,
                                               .max_bytes = (size_t)MAX_BODY};
    char *copy = malloc(size + 1);
    skt_ingest *ingest = NULL;
    if (copy != NULL && size > 0 && skt_ingest_new(&ingest, NULL, 0, &options, NULL) == SKT_OK) {
        memcpy(copy, data, size);
        const skt_str bytes = {copy, size};
        read_archive(bytes, 0);
        read_archive(bytes, 64);
        for (int kind = 0; kind < SKT_BODY_KINDS; kind++) {
            read_body(ingest, bytes, (skt_body_kind)kind);
        }
    }
    skt_ingest_free(ingest);
    free(copy);
    return 0;
}
