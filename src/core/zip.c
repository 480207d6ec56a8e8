#include "core/zip.h"

#include <lzma.h>

/* Section numbers are the APPNOTE's. */
enum {
    VERSION = 20,                      /* 2.0 reads it: 4.4.3.2 */
    DOS_DAY = (0 << 9) | (1 << 5) | 1, /* 4.4.6: years since 1980, month, day */
    LOCAL_HEADER = 30,
    CENTRAL_HEADER = 46 /* bytes before the name */
};

static void add_16(skt_buf *out, unsigned value)
{
    skt_buf_add_char(out, (char)(unsigned char)(value & 0xff));
    skt_buf_add_char(out, (char)(unsigned char)(value >> 8 & 0xff));
}

static void add_32(skt_buf *out, uint32_t value)
{
    add_16(out, value & 0xffff);
    add_16(out, value >> 16);
}

/* What the two headers of a file share: 4.3.7, 4.3.12. */
static void add_about(skt_buf *out, uint32_t crc, uint32_t size, size_t name)
{
    add_16(out, VERSION);
    add_16(out, 0); /* flags */
    add_16(out, 0); /* stored */
    add_16(out, 0); /* midnight */
    add_16(out, DOS_DAY);
    add_32(out, crc);
    add_32(out, size);
    add_32(out, size);
    add_16(out, (unsigned)name);
    add_16(out, 0); /* no extra field */
}

skt_status skt_zip_store(skt_buf *out, const char *name, skt_str content)
{
    const skt_str file = skt_str_from(name);
    if (content.len > UINT32_MAX - LOCAL_HEADER - file.len || file.len > UINT16_MAX) {
        return SKT_E_LIMIT;
    }
    const uint32_t crc = lzma_crc32((const uint8_t *)content.ptr, content.len, 0);
    const uint32_t size = (uint32_t)content.len;
    add_32(out, 0x04034b50);
    add_about(out, crc, size, file.len);
    skt_buf_add(out, file);
    skt_buf_add(out, content);
    add_32(out, 0x02014b50);
    add_16(out, VERSION);
    add_about(out, crc, size, file.len);
    add_16(out, 0); /* no comment */
    add_16(out, 0); /* first disk */
    add_16(out, 0); /* internal attributes */
    add_32(out, 0); /* external attributes */
    add_32(out, 0); /* where its local header is */
    skt_buf_add(out, file);
    /* 4.3.16: the end of the central directory. */
    add_32(out, 0x06054b50);
    add_32(out, 0); /* disks */
    add_16(out, 1);
    add_16(out, 1);
    add_32(out, (uint32_t)(CENTRAL_HEADER + file.len));
    add_32(out, (uint32_t)(LOCAL_HEADER + file.len) + size);
    add_16(out, 0); /* no comment */
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}
