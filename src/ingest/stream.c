#include "ingest/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include "core/diag.h"
#include "text/text.h"
#include "text/utf8_run.h"

enum { CHUNK = 1 << 16, HEAD_CHUNKS = 4, PIVOT = 1024, REPLACEMENT = 0xFFFD };

/* The way from a charset to UTF-8 by way of UTF-16, and what is between them. */
struct skt_decoder {
    UConverter *from, *to;
    UChar pivot[PIVOT];
    UChar *pivot_source, *pivot_target;
    skt_buf out;
};

/* ------------------------------------------------------------------ opening */

static skt_status refuse(skt_diag *diag, const char *path, const char *why)
{
    return skt_diag_add(diag, SKT_E_IO, SKT_REFUSAL, path, 0, "%s", why);
}

/* Says why `path`, whose stat() failed with `error`, cannot be read. */
static skt_status refuse_missing(skt_diag *diag, const char *path, int error)
{
    struct stat link;
    if (error == ENOENT && lstat(path, &link) == 0 && S_ISLNK(link.st_mode)) {
        return refuse(diag, path, "a link that points to nothing; mend or remove it");
    }
    if (error == ENOENT) {
        return refuse(diag, path, "there is no such file");
    }
    return refuse(diag, path, strerror(error));
}

skt_status skt_stream_open_file(int *fd, bool *close_fd, const char *path, skt_diag *diag)
{
    *fd = STDIN_FILENO;
    *close_fd = strcmp(path, "-") != 0;
    if (!*close_fd) {
        return SKT_OK;
    }
    /* Asked before opening: to open a device can have effects of its own. */
    struct stat info;
    if (stat(path, &info) != 0) {
        return refuse_missing(diag, path, errno);
    }
    if (S_ISDIR(info.st_mode)) {
        return refuse(diag, path, "is a folder, not a file");
    }
    if (!S_ISREG(info.st_mode)) {
        return refuse(diag, path, "is not a regular file; feed it through standard input (-)");
    }
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    return *fd < 0 ? refuse(diag, path, strerror(errno)) : SKT_OK;
}

/* Reads a chunk of bytes behind those in `raw`. */
static skt_status read_some(skt_stream *stream)
{
    skt_buf *raw = &stream->raw;
    if (stream->raw_at == raw->len) {
        raw->len = stream->raw_at = 0;
    }
    skt_buf_reserve(raw, stream->chunk + 1);
    if (raw->failed) {
        return SKT_E_NOMEM;
    }
    const ssize_t count = skt_bytes_read(&stream->bytes, raw->ptr + raw->len, stream->chunk);
    if (count == SKT_BYTES_DAMAGED) {
        return skt_diag_add(stream->diag, SKT_E_IO, SKT_REFUSAL, stream->doc, 0,
                            "is packed by gzip, and damaged or cut short in what begins at byte "
                            "%" PRIu64 "; get it once more",
                            stream->bytes.member);
    }
    if (count < 0) {
        return errno == ENOMEM ? SKT_E_NOMEM : refuse(stream->diag, stream->doc, strerror(errno));
    }
    raw->len += (size_t)count;
    raw->ptr[raw->len] = '\0';
    if (count == 0) {
        skt_bytes_close(&stream->bytes);
        stream->dry = true;
    }
    return SKT_OK;
}

skt_status skt_stream_read_head(skt_stream *stream)
{
    skt_status status = SKT_OK;
    while (status == SKT_OK && !stream->dry && stream->raw.len < HEAD_CHUNKS * stream->chunk) {
        status = read_some(stream);
    }
    return status;
}

skt_status skt_stream_open(skt_stream *out, const char *path, skt_diag *diag)
{
    int fd;
    bool close_fd;
    *out = (skt_stream){.doc = path, .diag = diag, .chunk = CHUNK, .line = 1, .filled = 1};
    skt_status status = skt_stream_open_file(&fd, &close_fd, path, diag);
    out->bytes = skt_bytes_of_file(fd, close_fd, 0);
    /* An archive is told by them, and read in another way. */
    enum { TELLING = 16 };
    while (status == SKT_OK && !out->dry && out->raw.len < TELLING) {
        status = read_some(out);
    }
    return status;
}

skt_status skt_stream_of_memory(skt_stream *out, const char *name, skt_str bytes, size_t chunk,
                                skt_diag *diag)
{
    *out = (skt_stream){.doc = name,
                        .diag = diag,
                        .bytes = skt_bytes_of_memory(bytes, chunk),
                        .chunk = chunk == 0 ? CHUNK : chunk,
                        .line = 1,
                        .filled = 1};
    return skt_stream_read_head(out);
}

skt_status skt_stream_give(skt_buf *out, size_t *from, skt_stream *stream, size_t count,
                           size_t n_lines)
{
    const size_t end = stream->at + count;
    skt_buf rest = SKT_BUF_INIT;
    skt_buf_reserve(&rest, count + 2 * stream->chunk);
    skt_buf_add(&rest, (skt_str){stream->text.ptr + end, stream->text.len - end});
    if (rest.failed) {
        skt_buf_dispose(&rest);
        return SKT_E_NOMEM;
    }
    *out = stream->text;
    *from = stream->at;
    out->len = end;
    out->ptr[end] = '\0';
    stream->text = rest;
    stream->at = 0;
    stream->line += n_lines;
    return SKT_OK;
}

void skt_stream_of_text(skt_stream *out, const char *name, skt_buf *text, size_t from, size_t line,
                        skt_diag *diag)
{
    *out = (skt_stream){.doc = name,
                        .diag = diag,
                        .bytes = {.fd = -1},
                        .dry = true,
                        .text = *text,
                        .at = from,
                        .line = line,
                        .filled = line,
                        .end = true};
    *text = (skt_buf)SKT_BUF_INIT;
}

skt_str skt_stream_head(const skt_stream *stream)
{
    return skt_buf_str(&stream->raw);
}

/* ----------------------------------------------------------------- decoding */

static bool is_control(unsigned char c)
{
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v') || c == 0x7F;
}

static void count_flaw(skt_stream *stream)
{
    stream->first_flaw_line = stream->flaws++ == 0 ? stream->filled : stream->first_flaw_line;
    skt_buf_add_code_point(&stream->text, REPLACEMENT);
}

/* The end of the bytes from `at` on that are ASCII without any control character, looked
 * at eight by eight: at `at` itself may stand such a byte. */
static size_t plain_end(skt_str bytes, size_t at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t eight;
    while (bytes.len - at >= sizeof eight) {
        memcpy(&eight, bytes.ptr + at, sizeof eight);
        /* Below 0x80 no sum carries into the next byte. */
        const uint64_t low = eight & (ones * 0x7F);
        const uint64_t plain = (low + ones * 0x60) & ~(low + ones) & ~eight;
        if ((plain & (ones * 0x80)) != ones * 0x80) {
            break;
        }
        at += sizeof eight;
    }
    return at;
}

/* The byte behind the characters of two bytes that begin at `at`: most letters of most scripts. */
static size_t pairs_end(skt_str bytes, size_t at)
{
    while (at + 1 < bytes.len && (unsigned char)bytes.ptr[at] >= 0xC2 &&
           (unsigned char)bytes.ptr[at] <= 0xDF &&
           ((unsigned char)bytes.ptr[at + 1] & 0xC0U) == 0x80) {
        at += 2;
    }
    return at;
}

/* Adds `bytes`, UTF-8 with flaws, to the text. Returns how many were used: a sequence
 * that their end cuts off is left, unless it is `last`. */
static size_t add_clean(skt_stream *stream, skt_str bytes, bool last)
{
    enum { LONGEST = 4 };
    size_t from = 0; /* of the good run at hand */
    size_t at = 0;
    size_t tried = 0; /* up to here some byte is none of a good run */
    while (at < bytes.len) {
        const size_t run =
            at < tried ? 0 : skt_utf8_run(skt_str_sub(bytes, at, bytes.len - at), &stream->filled);
        tried = at < tried ? tried : at + run + SKT_UTF8_RUN;
        at = plain_end(bytes, at + run);
        if (at == bytes.len) {
            break;
        }
        const unsigned char byte = (unsigned char)bytes.ptr[at];
        if (byte < 0x80 && !is_control(byte)) {
            stream->filled += byte == '\n';
            at++;
            continue;
        }
        const size_t letters = pairs_end(bytes, at);
        if (letters > at) {
            at = letters;
            continue;
        }
        size_t next = at;
        const bool broken =
            byte >= 0x80 && skt_utf8_next(bytes, &next) == REPLACEMENT && next == at + 1;
        if (broken && !last && bytes.len - at < LONGEST) {
            break;
        }
        if (broken || byte < 0x80) {
            skt_buf_add(&stream->text, skt_str_sub(bytes, from, at - from));
            count_flaw(stream);
            from = at + 1;
            next = at + 1;
        } else if (skt_str_eq(skt_str_sub(bytes, at, next - at), SKT_LIT("\xEF\xBF\xBD"))) {
            stream->first_flaw_line =
                stream->flaws++ == 0 ? stream->filled : stream->first_flaw_line;
        }
        at = next;
    }
    skt_buf_add(&stream->text, skt_str_sub(bytes, from, at - from));
    return at;
}

/* Runs `bytes` through the decoder into its buffer. */
static skt_status convert(skt_decoder *decoder, skt_str bytes, bool last)
{
    const char *source = bytes.ptr;
    UErrorCode error = U_ZERO_ERROR;
    do {
        skt_buf *out = &decoder->out;
        skt_buf_reserve(out, CHUNK);
        if (out->failed) {
            return SKT_E_NOMEM;
        }
        error = U_ZERO_ERROR;
        char *target = out->ptr + out->len;
        ucnv_convertEx(decoder->to, decoder->from, &target, target + CHUNK - 1, &source,
                       bytes.ptr + bytes.len, decoder->pivot, &decoder->pivot_source,
                       &decoder->pivot_target, decoder->pivot + PIVOT, 0, (UBool)last, &error);
        out->len = (size_t)(target - out->ptr);
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    return error == U_MEMORY_ALLOCATION_ERROR ? SKT_E_NOMEM : SKT_OK;
}

/* Makes text of the bytes that were read. */
static skt_status decode(skt_stream *stream)
{
    const skt_str bytes =
        skt_str_sub(skt_buf_str(&stream->raw), stream->raw_at, stream->raw.len - stream->raw_at);
    const bool last = stream->dry;
    if (stream->decoder == NULL) {
        const size_t used = add_clean(stream, bytes, last);
        const size_t left = bytes.len - used;
        if (left > 0) {
            memmove(stream->raw.ptr, bytes.ptr + used, left);
        }
        stream->raw.len = left;
        stream->raw_at = 0;
    } else {
        stream->decoder->out.len = 0;
        const skt_status status = convert(stream->decoder, bytes, last);
        if (status != SKT_OK) {
            return status;
        }
        stream->raw_at = stream->raw.len;
        /* ICU gives whole characters. */
        (void)add_clean(stream, skt_buf_str(&stream->decoder->out), true);
    }
    stream->end = last;
    return stream->text.failed ? SKT_E_NOMEM : SKT_OK;
}

static void decoder_free(skt_decoder *decoder)
{
    if (decoder != NULL) {
        ucnv_close(decoder->from);
        ucnv_close(decoder->to);
        skt_buf_dispose(&decoder->out);
        free(decoder);
    }
}

static skt_status decoder_new(skt_decoder **out, const char *charset)
{
    UErrorCode error = U_ZERO_ERROR;
    skt_decoder *decoder = calloc(1, sizeof *decoder);
    *out = decoder;
    if (decoder == NULL) {
        return SKT_E_NOMEM;
    }
    decoder->from = ucnv_open(charset, &error);
    decoder->to = ucnv_open("UTF-8", &error);
    decoder->pivot_source = decoder->pivot_target = decoder->pivot;
    return U_SUCCESS(error) ? SKT_OK : SKT_E_NOMEM;
}

/* ------------------------------------------------------------------ the text */

/* One character in a hundred that no text has is chance no more. */
static skt_status refuse_binary(skt_stream *stream, skt_str head)
{
    size_t controls = 0;
    size_t first = 0;
    for (size_t i = plain_end(head, 0); i < head.len; i = plain_end(head, i + 1)) {
        if (is_control((unsigned char)head.ptr[i])) {
            first = controls++ == 0 ? i : first;
        }
    }
    if (controls <= head.len / 100) {
        return SKT_OK;
    }
    return skt_diag_add(stream->diag, SKT_E_INPUT, SKT_REFUSAL, stream->doc, 0,
                        "is not text: byte %zu is 0x%02x", first,
                        (unsigned)(unsigned char)head.ptr[first]);
}

static skt_status tell_charset(const skt_stream *stream)
{
    const skt_charset *charset = &stream->charset;
    switch (charset->origin) {
    case SKT_CHARSET_DETECTED:
        return skt_diag_add(stream->diag, SKT_OK, SKT_NOTE, stream->doc, 0,
                            "is not UTF-8 and is read as %s, by its letters", charset->name);
    case SKT_CHARSET_MISTAKEN:
        return skt_diag_add(stream->diag, SKT_OK, SKT_WARNING, stream->doc, 0,
                            "declares %s and is read as %s, by its letters", charset->declared,
                            charset->name);
    case SKT_CHARSET_UNKNOWN:
        return skt_diag_add(stream->diag, SKT_E_INPUT, SKT_REFUSAL, stream->doc, 0,
                            "is neither UTF-8 nor in a charset that could be told; convert it "
                            "first, as by `iconv -f WINDOWS-1251 -t UTF-8`");
    default: return SKT_OK;
    }
}

skt_status skt_stream_begin(skt_stream *stream)
{
    const skt_str head = skt_stream_head(stream);
    stream->charset = skt_charset_of(head, stream->declared);
    const char *name = stream->charset.name;
    const bool wide = strncmp(name, "UTF-16", 6) == 0 || strncmp(name, "UTF-32", 6) == 0;
    skt_status status = wide ? SKT_OK : refuse_binary(stream, head);
    if (status == SKT_OK) {
        status = tell_charset(stream);
    }
    if (status == SKT_OK && strcmp(name, "UTF-8") != 0) {
        status = decoder_new(&stream->decoder, name);
    }
    if (status == SKT_OK) {
        stream->raw_at = stream->charset.mark;
        status = decode(stream);
    }
    /* In UTF-16 what is no text shows after decoding only. */
    if (status == SKT_OK && wide && stream->flaws > skt_stream_text(stream).len / 100) {
        return skt_diag_add(stream->diag, SKT_E_INPUT, SKT_REFUSAL, stream->doc,
                            stream->first_flaw_line, "is not text: its %s holds no characters",
                            name);
    }
    return status;
}

skt_status skt_stream_more(skt_stream *stream)
{
    if (stream->end) {
        return SKT_OK;
    }
    /* What was taken makes room, once that is worth the moving. */
    if (stream->at > CHUNK && stream->at >= stream->text.len / 2) {
        memmove(stream->text.ptr, stream->text.ptr + stream->at, stream->text.len - stream->at);
        stream->text.len -= stream->at;
        stream->at = 0;
    }
    const skt_status status = stream->dry ? SKT_OK : read_some(stream);
    return status == SKT_OK ? decode(stream) : status;
}

/* Once the input has been read. */
static void tell_flaws(skt_stream *stream)
{
    if (stream->flaws > 0) {
        (void)skt_diag_add(stream->diag, SKT_OK, SKT_WARNING, stream->doc, stream->first_flaw_line,
                           "%zu byte%s that %s no text replaced, the first here", stream->flaws,
                           stream->flaws == 1 ? "" : "s", stream->flaws == 1 ? "is" : "are");
    }
    stream->flaws = 0;
}

skt_status skt_stream_all(skt_stream *stream, size_t limit)
{
    skt_status status = SKT_OK;
    while (status == SKT_OK && !stream->end && skt_stream_text(stream).len <= limit) {
        status = skt_stream_more(stream);
    }
    if (status == SKT_OK && skt_stream_text(stream).len > limit) {
        return SKT_E_LIMIT;
    }
    tell_flaws(stream);
    return status;
}

void skt_stream_take(skt_stream *stream, size_t count)
{
    const char *from = stream->text.ptr + stream->at;
    const char *const end = from + count;
    while (from < end && (from = memchr(from, '\n', (size_t)(end - from))) != NULL) {
        stream->line++;
        from++;
    }
    stream->at += count;
}

/* Passes over the rest of a line that is too long to be kept. */
static skt_status pass_line(skt_stream *stream)
{
    skt_status status = SKT_OK;
    for (;;) {
        const skt_str text = skt_stream_text(stream);
        const char *end = text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
        skt_stream_take(stream, end != NULL ? (size_t)(end - text.ptr) + 1 : text.len);
        if (end != NULL || stream->end || status != SKT_OK) {
            return status;
        }
        status = skt_stream_more(stream);
    }
}

skt_status skt_stream_line(skt_str *out, bool *too_long, skt_stream *stream, size_t limit)
{
    size_t looked = 0;
    *too_long = false;
    for (;;) {
        const skt_str text = skt_stream_text(stream);
        const char *end =
            text.len > looked ? memchr(text.ptr + looked, '\n', text.len - looked) : NULL;
        const size_t length = end != NULL ? (size_t)(end - text.ptr) : text.len;
        if (length > limit) {
            *too_long = true;
            *out = skt_str_sub(text, 0, 0);
            return pass_line(stream);
        }
        if (end != NULL || stream->end) {
            if (text.len == 0) {
                return SKT_E_NOTFOUND;
            }
            *out = skt_str_sub(text, 0, length);
            stream->at += length + (end != NULL);
            stream->line += end != NULL;
            return SKT_OK;
        }
        looked = text.len;
        const skt_status status = skt_stream_more(stream);
        if (status != SKT_OK) {
            return status;
        }
    }
}

void skt_stream_close(skt_stream *stream)
{
    tell_flaws(stream);
    skt_bytes_close(&stream->bytes);
    decoder_free(stream->decoder);
    skt_buf_dispose(&stream->raw);
    skt_buf_dispose(&stream->text);
    *stream = (skt_stream){.bytes = {.fd = -1}};
}
