#include "ingest/bytes.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#define ZLIB_CONST
#include <zlib.h>

enum { PIECE = 1 << 16, GZIP = 16, HEAD = 3 };

/* What is read of the file and not unpacked yet, and the unpacking. */
struct skt_gunzip {
    z_stream z;
    unsigned char *in; /* `piece` bytes */
    bool open;         /* a member is begun and has not ended */
    bool last;         /* the file has no more */
    bool ended;        /* the member before has ended well */
};

skt_bytes skt_bytes_of_file(int fd, bool close_fd, size_t piece)
{
    return (skt_bytes){.fd = fd, .close_fd = close_fd, .piece = piece == 0 ? PIECE : piece};
}

skt_bytes skt_bytes_of_memory(skt_str memory, size_t piece)
{
    return (skt_bytes){
        .fd = -1, .memory = memory, .from_memory = true, .piece = piece == 0 ? PIECE : piece};
}

/* Up to `room` bytes as they are in the file. */
static ssize_t read_plain(skt_bytes *bytes, void *to, size_t room)
{
    ssize_t count;
    if (bytes->from_memory) {
        const size_t left = bytes->memory.len - (size_t)bytes->offset;
        const size_t taken = left < room ? left : room;
        if (taken > 0) {
            memcpy(to, bytes->memory.ptr + bytes->offset, taken);
        }
        count = (ssize_t)taken;
    } else {
        do {
            count = read(bytes->fd, to, room);
        } while (count < 0 && errno == EINTR);
    }
    bytes->offset += count > 0 ? (uint64_t)count : 0;
    return count;
}

/* ----------------------------------------------------------------- unpacking */

static bool begins_member(const unsigned char *at)
{
    return at[0] == 0x1F && at[1] == 0x8B && at[2] == Z_DEFLATED;
}

/* Makes sure that a byte at least is there to be unpacked, `HEAD` bytes if `head`. *got: how
 * many there are. */
static int fill(size_t *got, skt_bytes *bytes, bool head)
{
    struct skt_gunzip *g = bytes->gunzip;
    const size_t wanted = head ? HEAD : 1;
    if (g->z.avail_in < wanted && !g->last) {
        memmove(g->in, g->z.next_in, g->z.avail_in);
        g->z.next_in = g->in;
    }
    while (g->z.avail_in < wanted && !g->last) {
        const ssize_t count =
            read_plain(bytes, g->in + g->z.avail_in, bytes->piece + HEAD - g->z.avail_in);
        if (count < 0) {
            return SKT_BYTES_FAILED;
        }
        g->last = count == 0;
        g->z.avail_in += (uInt)count;
    }
    *got = g->z.avail_in;
    return 0;
}

/* Where in the file the next byte to be unpacked stands. */
static uint64_t packed_at(const skt_bytes *bytes)
{
    return bytes->offset - bytes->gunzip->z.avail_in;
}

/* Begins the next member. 0: there is none, 1: there is. Zeros may fill the end of a file. */
static int begin_member(skt_bytes *bytes)
{
    struct skt_gunzip *g = bytes->gunzip;
    size_t got;
    for (;;) {
        const int failed = fill(&got, bytes, true);
        if (failed != 0 || got == 0) {
            return failed;
        }
        if (*g->z.next_in != 0 || !g->ended) {
            break;
        }
        g->z.next_in++;
        g->z.avail_in--;
    }
    bytes->member = packed_at(bytes);
    if (got < HEAD || !begins_member(g->z.next_in)) {
        return SKT_BYTES_DAMAGED;
    }
    (void)inflateReset(&g->z);
    g->open = true;
    g->ended = false;
    bytes->at_member = true;
    return 1;
}

static ssize_t read_packed(skt_bytes *bytes, char *to, size_t room)
{
    struct skt_gunzip *g = bytes->gunzip;
    room = room < PIECE ? room : PIECE;
    for (;;) {
        if (!g->open) {
            const int begun = begin_member(bytes);
            if (begun != 1) {
                return begun;
            }
        }
        g->z.next_out = (Bytef *)to;
        g->z.avail_out = (uInt)room;
        int code = Z_OK;
        while (code == Z_OK && g->z.avail_out > 0) {
            size_t got;
            const int failed = fill(&got, bytes, false);
            if (failed != 0) {
                return failed;
            }
            code = got == 0 ? Z_BUF_ERROR : inflate(&g->z, Z_NO_FLUSH);
        }
        const ssize_t count = (ssize_t)(room - g->z.avail_out);
        if (code == Z_STREAM_END) {
            g->open = false;
            g->ended = true;
        } else if (code != Z_OK && count == 0) {
            return SKT_BYTES_DAMAGED; /* what stands before the damage was given */
        }
        if (count > 0) {
            return count;
        }
    }
}

static int begin_packed(skt_bytes *bytes, const unsigned char *head, size_t count)
{
    struct skt_gunzip *g = calloc(1, sizeof *g);
    unsigned char *in = malloc(bytes->piece + HEAD);
    if (g == NULL || in == NULL || inflateInit2(&g->z, MAX_WBITS + GZIP) != Z_OK) {
        free(g);
        free(in);
        errno = ENOMEM;
        return SKT_BYTES_FAILED;
    }
    memcpy(in, head, count);
    g->in = in;
    g->z.next_in = in;
    g->z.avail_in = (uInt)count;
    bytes->gunzip = g;
    bytes->packed = true;
    return 0;
}

ssize_t skt_bytes_read(skt_bytes *bytes, char *to, size_t room)
{
    if (bytes->ended || room == 0) {
        return 0;
    }
    bytes->at_member = false;
    ssize_t count = 0;
    if (!bytes->looked) {
        /* The first piece is looked at where it goes if it is as it is. */
        const size_t first = room < bytes->piece ? room : bytes->piece;
        ssize_t more = 1;
        while (more > 0 && count < HEAD && (size_t)count < first) {
            more = read_plain(bytes, to + count, first - (size_t)count);
            count += more > 0 ? more : 0;
        }
        if (more < 0) {
            return SKT_BYTES_FAILED;
        }
        bytes->looked = true;
        if (count < HEAD || !begins_member((const unsigned char *)to)) {
            bytes->ended = more == 0 && count == 0;
            return count;
        }
        const int failed = begin_packed(bytes, (const unsigned char *)to, (size_t)count);
        if (failed != 0) {
            return failed;
        }
    }
    count = bytes->packed ? read_packed(bytes, to, room) : read_plain(bytes, to, room);
    bytes->ended = count == 0;
    return count;
}

bool skt_bytes_member_ended(const skt_bytes *bytes)
{
    return bytes->gunzip != NULL && bytes->gunzip->ended;
}

/* Goes back to byte `to` of the file. What cannot be gone back in goes on from where it is. */
static void go_back(skt_bytes *bytes, uint64_t to)
{
    struct skt_gunzip *g = bytes->gunzip;
    if (packed_at(bytes) < to ||
        (!bytes->from_memory && lseek(bytes->fd, (off_t)to, SEEK_SET) < 0)) {
        return;
    }
    bytes->offset = to;
    g->z.avail_in = 0;
    g->last = false;
}

uint64_t skt_bytes_at(const skt_bytes *bytes)
{
    return bytes->gunzip != NULL ? packed_at(bytes) : bytes->offset;
}

bool skt_bytes_skip(skt_bytes *bytes, uint64_t to, bool packed)
{
    if (!bytes->from_memory && lseek(bytes->fd, (off_t)to, SEEK_SET) < 0) {
        return false;
    }
    bytes->offset = to;
    bytes->looked = true;
    if (!packed) {
        return true;
    }
    const bool begun = begin_packed(bytes, (const unsigned char *)"", 0) == 0;
    if (begun) {
        bytes->gunzip->ended = to > 0; /* the member before, as is supposed */
    }
    return begun;
}

int skt_bytes_next_member(skt_bytes *bytes, uint64_t member)
{
    struct skt_gunzip *g = bytes->gunzip;
    size_t got;
    go_back(bytes, member + HEAD);
    g->open = false;
    bytes->ended = false;
    for (;;) {
        const int failed = fill(&got, bytes, true);
        if (failed != 0) {
            return failed;
        }
        if (got < HEAD) {
            bytes->ended = true;
            return 0;
        }
        size_t at = 0;
        while (at + HEAD <= got && !begins_member(g->z.next_in + at)) {
            at++;
        }
        g->z.next_in += at;
        g->z.avail_in -= (uInt)at;
        if (at + HEAD <= got) {
            return 1;
        }
    }
}

void skt_bytes_close(skt_bytes *bytes)
{
    if (bytes->fd >= 0 && bytes->close_fd) {
        (void)close(bytes->fd);
    }
    if (bytes->gunzip != NULL) {
        (void)inflateEnd(&bytes->gunzip->z);
        free(bytes->gunzip->in);
        free(bytes->gunzip);
    }
    *bytes = (skt_bytes){.fd = -1};
}
