#include "fetch/warc_mend.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>
#define ZLIB_CONST
#include <zlib.h>

#include "core/vec.h"
#include "fetch/warc_write.h"

enum { CHUNK = 1 << 16 };

static ssize_t read_at(int fd, void *to, size_t count, int64_t at)
{
    ssize_t got;
    do {
        got = pread(fd, to, count, (off_t)at);
    } while (got < 0 && errno == EINTR);
    return got;
}

/* The length of the gzip member at `at`, by unpacking it; 0: there is no whole one. -1: errno. */
static int64_t unpacked_length(int fd, int64_t at)
{
    enum { GZIP = 16 };
    unsigned char in[CHUNK / 4];
    unsigned char out[CHUNK / 4];
    z_stream z = {0};
    int64_t from = at;
    if (inflateInit2(&z, MAX_WBITS + GZIP) != Z_OK) {
        errno = ENOMEM;
        return -1;
    }
    ssize_t got = 1;
    int code = Z_OK;
    while (code == Z_OK) {
        if (z.avail_in == 0) {
            got = read_at(fd, in, sizeof in, from);
            if (got <= 0) {
                break;
            }
            from += got;
            z.next_in = in;
            z.avail_in = (uInt)got;
        }
        z.next_out = out;
        z.avail_out = sizeof out;
        code = inflate(&z, Z_NO_FLUSH);
    }
    const int64_t length = from - z.avail_in - at;
    (void)inflateEnd(&z);
    return got < 0 ? -1 : code == Z_STREAM_END ? length : 0;
}

/* The length of the member at `at` by what it tells of itself, where that lies in the file;
 * else by unpacking it. */
static int64_t member_length(int fd, int64_t at, int64_t size)
{
    unsigned char head[SKT_MEMBER_HEAD];
    const ssize_t got = read_at(fd, head, sizeof head, at);
    const uint64_t told = got == sizeof head ? skt_member_length(head) : 0;
    if (got < 0 || (told > 0 && told <= (uint64_t)(size - at))) {
        return got < 0 ? -1 : (int64_t)told;
    }
    return unpacked_length(fd, at);
}

/* The first whole member behind `at`, or `size`; -1: errno. */
static int64_t next_member(int fd, int64_t at, int64_t size)
{
    unsigned char bytes[CHUNK];
    while (++at < size) {
        const ssize_t got = read_at(fd, bytes, sizeof bytes, at);
        if (got < 0) {
            return -1;
        }
        ssize_t i = 0;
        while (i + 2 < got && (bytes[i] != 0x1F || bytes[i + 1] != 0x8B || bytes[i + 2] != 8)) {
            i++;
        }
        if (i + 2 >= got) {
            at += got > 3 ? got - 3 : got;
            continue;
        }
        at += i;
        const int64_t length = unpacked_length(fd, at);
        if (length != 0) {
            return length < 0 ? -1 : at;
        }
    }
    return size;
}

/* Where all members begin, and behind them where the last ends. */
typedef SKT_VEC(int64_t) offsets;

static int64_t walk(offsets *starts, int fd, int64_t size)
{
    int64_t at = 0;
    int64_t end = 0;
    while (at < size) {
        const int64_t length = member_length(fd, at, size);
        if (length > 0) {
            if (!skt_vec_push(starts, at)) {
                errno = ENOMEM;
                return -1;
            }
            at = end = at + length;
            continue;
        }
        at = length < 0 ? -1 : next_member(fd, at, size);
        if (at < 0) {
            return -1;
        }
    }
    return end;
}

int64_t skt_warc_whole_end(int fd)
{
    struct stat info;
    offsets starts = {0};
    if (fstat(fd, &info) != 0) {
        return -1;
    }
    int64_t end = walk(&starts, fd, info.st_size);
    /* After a loss of power a member can have its length and not its bytes. */
    while (end > 0 && starts.count > 0) {
        const int64_t last = starts.items[starts.count - 1];
        const int64_t length = unpacked_length(fd, last);
        if (length != 0) {
            end = length < 0 ? -1 : last + length;
            break;
        }
        end = last;
        starts.count--;
        if (starts.count > 0) {
            continue;
        }
        end = 0;
    }
    skt_vec_dispose(&starts);
    return end;
}
