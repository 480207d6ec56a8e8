/* The bytes of an input, unpacked where they are packed by gzip (RFC 1952), be it in many
 * members one behind the other. Memory is that of a piece. Inside the ingest module. */
#ifndef SKT_INGEST_BYTES_H
#define SKT_INGEST_BYTES_H

#include <sys/types.h>

#include "core/buf.h"

typedef struct skt_bytes {
    int fd; /* -1: from memory, or closed */
    bool close_fd;
    skt_str memory; /* all of it, where that is read instead of a file */
    bool from_memory;
    size_t piece;        /* bytes that are read at once */
    bool looked, packed; /* what the first bytes tell */
    bool ended;
    struct skt_gunzip *gunzip; /* of packed ones */
    uint64_t offset;           /* in the file, of what is read next from it */
    uint64_t member;           /* in the file, of the gzip member at hand */
    bool at_member;            /* what was read last begins a member */
} skt_bytes;

enum {
    SKT_BYTES_FAILED = -1, /* errno tells */
    SKT_BYTES_DAMAGED = -2 /* the member at hand cannot be unpacked, or is cut short */
};

/* Over a file, whose descriptor it closes if `close_fd`; or over memory. Begins with nothing
 * read. `piece` 0: as is usual. */
skt_bytes skt_bytes_of_file(int fd, bool close_fd, size_t piece);
skt_bytes skt_bytes_of_memory(skt_str memory, size_t piece);
/* Begins at byte `to` of the file instead, before anything was read; with a member, if the file is
 * `packed`, whatever stands there. False: errno tells. */
bool skt_bytes_skip(skt_bytes *bytes, uint64_t to, bool packed);
/* Where in the file what is read next stands: packed bytes, where it is packed. */
uint64_t skt_bytes_at(const skt_bytes *bytes);
/* Reads up to `room` bytes, never beyond the end of a member. 0: there are none left. */
ssize_t skt_bytes_read(skt_bytes *bytes, char *to, size_t room);
/* Whether the last member was unpacked to its end, checksum and all. */
bool skt_bytes_member_ended(const skt_bytes *bytes);
/* Goes on with the next thing that begins like a member behind where one begins at byte `member`
 * of the file: what was read since is read again, where the file can be gone back in. 0: there
 * is none; 1: there is; or SKT_BYTES_FAILED. Of packed ones alone. */
int skt_bytes_next_member(skt_bytes *bytes, uint64_t member);
void skt_bytes_close(skt_bytes *bytes);

#endif
