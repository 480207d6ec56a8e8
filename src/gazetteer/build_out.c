#include "gazetteer/build_out.h"

enum { BUFFER_BYTES = 1 << 20 };

static void flush(skt_gaz_out *out)
{
    if (out->status == SKT_OK && out->buffer.failed) {
        out->status = SKT_E_NOMEM;
    }
    if (out->status == SKT_OK) {
        out->status = skt_file_aside_write(&out->file, skt_buf_str(&out->buffer));
    }
    skt_buf_clear(&out->buffer);
}

void skt_gaz_out_add(skt_gaz_out *out, const void *bytes, size_t n)
{
    if (out->status != SKT_OK || n == 0) {
        return;
    }
    /* The header's place is held by zeros and belongs to no sum. */
    if (out->size >= sizeof out->header) {
        skt_gaz_sum_add(&out->sum, bytes, n);
    }
    skt_buf_add(&out->buffer, (skt_str){bytes, n});
    out->size += n;
    if (out->buffer.len >= BUFFER_BYTES || out->buffer.failed) {
        flush(out);
    }
}

skt_status skt_gaz_out_open(skt_gaz_out *out, const char *path, skt_diag *diag)
{
    *out = (skt_gaz_out){.file = SKT_FILE_ASIDE_INIT, .sum = SKT_GAZ_SUM_INIT};
    out->status = skt_file_aside_open(&out->file, path, diag);
    skt_gaz_out_add(out, &out->header, sizeof out->header);
    return out->status;
}

void skt_gaz_out_begin(skt_gaz_out *out, skt_gaz_section section)
{
    static const char zeros[SKT_GAZ_ALIGN] = {0};
    skt_gaz_out_add(out, zeros, (size_t)(-out->size % SKT_GAZ_ALIGN));
    out->header.sections[section].offset = out->size;
}

void skt_gaz_out_end(skt_gaz_out *out, skt_gaz_section section)
{
    out->header.sections[section].size = out->size - out->header.sections[section].offset;
}

void skt_gaz_out_add_spool(skt_gaz_out *out, skt_gaz_spool *spool)
{
    unsigned char piece[64 * 1024];
    const uint64_t size = skt_gaz_spool_size(spool);
    if (out->status == SKT_OK) {
        out->status = spool->status;
    }
    for (uint64_t at = 0; at < size && out->status == SKT_OK;) {
        const size_t n = size - at < sizeof piece ? (size_t)(size - at) : sizeof piece;
        out->status = skt_gaz_spool_read(spool, piece, at, n);
        if (out->status == SKT_OK) {
            skt_gaz_out_add(out, piece, n);
        }
        at += n;
    }
}

void skt_gaz_out_section(skt_gaz_out *out, skt_gaz_section section, const void *bytes, size_t n)
{
    skt_gaz_out_begin(out, section);
    skt_gaz_out_add(out, bytes, n);
    skt_gaz_out_end(out, section);
}

skt_status skt_gaz_out_map(skt_gaz_out *out, skt_mapping *file)
{
    flush(out);
    if (out->status == SKT_OK) {
        out->status = skt_file_aside_map(&out->file, file);
    }
    return out->status;
}

skt_status skt_gaz_out_keep(skt_gaz_out *out)
{
    skt_gaz_header *header = &out->header;
    memcpy(header->magic, SKT_GAZ_MAGIC, sizeof header->magic);
    header->endian = SKT_GAZ_ENDIAN;
    header->version = SKT_GAZ_VERSION;
    header->size = out->size;
    header->n_sections = SKT_GAZ_SECTIONS;
    header->body_checksum = skt_gaz_sum_end(&out->sum);
    skt_gaz_sign(header);
    flush(out);
    if (out->status == SKT_OK) {
        out->status =
            skt_file_aside_patch(&out->file, 0, (skt_str){(const char *)header, sizeof *header});
    }
    if (out->status == SKT_OK) {
        out->status = skt_file_aside_keep(&out->file);
    }
    return out->status;
}

void skt_gaz_out_dispose(skt_gaz_out *out)
{
    skt_file_aside_dispose(&out->file);
    skt_buf_dispose(&out->buffer);
}
