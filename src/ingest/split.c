#include "ingest/split.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    PART = 1 << 19, /* bytes of an archive that are read by one thread at least */
    FAR = 1 << 23,  /* how far behind them an end is looked for */
    WINDOW = 1 << 16,
    FEW = 1 << 12 /* packed bytes that show how a record begins */
};

/* Up to `room` bytes at `at`; what cannot be read ends the file. */
static size_t read_at(int fd, char *to, size_t room, uint64_t at)
{
    size_t got = 0;
    while (got < room) {
        const ssize_t count = pread(fd, to + got, room - got, (off_t)(at + got));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            break;
        }
        got += (size_t)count;
    }
    return got;
}

/* Whether the bytes at `at` of a window could be a member's head (RFC 1952). */
static bool may_be_member(skt_str window, size_t at)
{
    return window.len - at >= 4 && window.ptr[at + 1] == '\x8B' && window.ptr[at + 2] == '\x08' &&
           ((unsigned char)window.ptr[at + 3] & 0xE0U) == 0;
}

/* Whether the member at byte `at` of the file begins with a record. */
static bool holds_record(int fd, uint64_t at)
{
    const skt_str mark = SKT_LIT("WARC/");
    char packed[FEW];
    char head[8] = "";
    const size_t count = read_at(fd, packed, sizeof packed, at);
    skt_bytes bytes = skt_bytes_of_memory((skt_str){packed, count}, 0);
    const ssize_t got = skt_bytes_read(&bytes, head, mark.len);
    skt_bytes_close(&bytes);
    return got == (ssize_t)mark.len && skt_str_starts((skt_str){head, mark.len}, mark);
}

/* Index in `window` of what looks like a member's begin or a record's; its length if nowhere. */
static size_t find_begin(int fd, skt_str window, uint64_t at, bool packed)
{
    const skt_str mark = SKT_LIT("\nWARC/1.");
    for (size_t i = 0; i < window.len; i++) {
        const char *next = memchr(window.ptr + i, packed ? '\x1F' : '\n', window.len - i);
        if (next == NULL) {
            break;
        }
        i = (size_t)(next - window.ptr);
        if (packed && may_be_member(window, i) && holds_record(fd, at + i)) {
            return i;
        }
        if (!packed && skt_str_starts(skt_str_sub(window, i, window.len - i), mark)) {
            return i + 1;
        }
    }
    return window.len;
}

skt_status skt_split_archive(uint64_t *to, bool *sure, int fd, bool packed, uint64_t from)
{
    enum { OVERLAP = 8 }; /* bytes of a head that the end of a window may cut */
    char *window = malloc(WINDOW);
    skt_status status = window == NULL ? SKT_E_NOMEM : SKT_OK;
    *sure = false;
    *to = from + PART;
    for (uint64_t at = from + PART; status == SKT_OK && !*sure && at < from + PART + FAR;
         at += WINDOW - OVERLAP) {
        const size_t count = read_at(fd, window, WINDOW, at);
        const size_t found = find_begin(fd, (skt_str){window, count}, at, packed);
        *sure = found < count || count < WINDOW;
        *to = found < count ? at + found : *sure ? UINT64_MAX : from + PART;
    }
    free(window);
    return status;
}

/* How many lines of `text` are not blank, and how many end in it. */
static size_t count_filled(size_t *n_ends, skt_str text)
{
    size_t count = 0;
    *n_ends = 0;
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        const size_t next = end == NULL ? text.len : (size_t)(end - text.ptr);
        *n_ends += end != NULL;
        count += (unsigned char)text.ptr[at] > ' ' ||
                 skt_str_trim(skt_str_sub(text, at, next - at)).len > 0;
        at = next + 1;
    }
    return count;
}

skt_status skt_split_lines(skt_buf *out, size_t *from, size_t *n_filled, bool *too_long,
                           skt_stream *stream, size_t most, size_t limit)
{
    skt_str text;
    size_t length;     /* of whole lines */
    size_t looked = 0; /* no line ends before */
    *too_long = false;
    *n_filled = 0;
    for (;;) {
        text = skt_stream_text(stream);
        length = text.len;
        while (!stream->end && length > looked && text.ptr[length - 1] != '\n') {
            length--;
        }
        const bool whole = length > looked;
        if (stream->end || (whole && text.len >= most)) {
            break;
        }
        if (!whole && text.len > limit) {
            skt_str line;
            *n_filled = 1;
            return skt_stream_line(&line, too_long, stream, limit);
        }
        looked = whole ? 0 : text.len;
        const skt_status status = skt_stream_more(stream);
        if (status != SKT_OK) {
            return status;
        }
    }
    if (length == 0) {
        return SKT_E_NOTFOUND;
    }
    size_t n_ends;
    *n_filled = count_filled(&n_ends, skt_str_sub(text, 0, length));
    return skt_stream_give(out, from, stream, length, n_ends);
}
