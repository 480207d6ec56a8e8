/* Reading the tables of gazetteer/. */
#include "gazetteer/table.h"

#include <errno.h>
#include <lzma.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/diag.h"
#include "core/file.h"

enum { XZ_MEMORY = 256 * 1024 * 1024, XZ_CHUNK = 1 << 20, MAX_DECIMALS = 18 };

static skt_status unpack(skt_buf *out, const skt_mapping *file, const char *path, skt_diag *diag)
{
    lzma_stream stream = LZMA_STREAM_INIT;
    lzma_ret code = lzma_stream_decoder(&stream, XZ_MEMORY, LZMA_CONCATENATED);
    stream.next_in = file->ptr;
    stream.avail_in = file->len;
    while (code == LZMA_OK) {
        skt_buf_reserve(out, XZ_CHUNK);
        if (out->failed) {
            break;
        }
        stream.next_out = (uint8_t *)out->ptr + out->len;
        stream.avail_out = XZ_CHUNK;
        code = lzma_code(&stream, LZMA_FINISH);
        out->len += XZ_CHUNK - stream.avail_out;
    }
    lzma_end(&stream);
    if (out->failed || code == LZMA_MEM_ERROR) {
        return SKT_E_NOMEM;
    }
    return code == LZMA_STREAM_END
               ? SKT_OK
               : skt_diag_add(diag, SKT_E_DATA, SKT_FAILURE, path, 0,
                              "is no whole xz file (liblzma says %d); get it again", (int)code);
}

skt_status skt_gaz_read_file(skt_buf *out, char **path, const char *dir, const char *name,
                             skt_diag *diag)
{
    static const char *const suffixes[] = {"", ".xz"};
    *path = NULL;
    for (size_t i = 0; i < 2; i++) {
        skt_buf full = SKT_BUF_INIT;
        skt_buf_format(&full, "%s/%s%s", dir, name, suffixes[i]);
        struct stat info;
        if (full.failed) {
            skt_buf_dispose(&full);
            return SKT_E_NOMEM;
        }
        if (stat(full.ptr, &info) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
            skt_buf_dispose(&full);
            continue;
        }
        *path = full.ptr;
        skt_mapping file;
        skt_status status = skt_file_map(&file, full.ptr, diag);
        if (status != SKT_OK) {
            return status;
        }
        if (i == 0) {
            skt_buf_add(out, (skt_str){(const char *)file.ptr, file.len});
            status = out->failed ? SKT_E_NOMEM : SKT_OK;
        } else {
            status = unpack(out, &file, full.ptr, diag);
        }
        skt_file_unmap(&file);
        return status;
    }
    return SKT_E_NOTFOUND;
}

static bool next_line(skt_gaz_table *table, skt_str *line)
{
    while (skt_str_split(line, &table->rest, '\n')) {
        table->line++;
        if (line->len > 0 && line->ptr[line->len - 1] == '\r') {
            line->len--;
        }
        if (line->len > 0 && line->ptr[0] != '#') {
            return true;
        }
    }
    return false;
}

static skt_status read_header(skt_gaz_table *table, const char *const *columns)
{
    skt_str line;
    if (!next_line(table, &line)) {
        return skt_diag_add(table->diag, SKT_E_DATA, SKT_FAILURE, table->path, table->line,
                            "has no header line");
    }
    for (size_t i = 0; columns[i] != NULL; i++) {
        skt_str rest = line;
        skt_str field;
        table->n_columns = 0;
        table->position[i] = SIZE_MAX;
        while (skt_str_split(&field, &rest, '\t')) {
            if (skt_str_is(field, columns[i])) {
                table->position[i] = table->n_columns;
            }
            table->n_columns++;
        }
        if (table->position[i] == SIZE_MAX) {
            return skt_diag_add(table->diag, SKT_E_DATA, SKT_FAILURE, table->path, table->line,
                                "has no column \"%s\"", columns[i]);
        }
        table->n_wanted = i + 1;
    }
    return SKT_OK;
}

skt_status skt_gaz_table_open(skt_gaz_table *out, const char *dir, const char *name,
                              const char *const *columns, skt_diag *diag)
{
    memset(out, 0, sizeof *out);
    out->diag = diag;
    const skt_status status = skt_gaz_read_file(&out->content, &out->path, dir, name, diag);
    if (status != SKT_OK) {
        return status;
    }
    out->rest = skt_buf_str(&out->content);
    return read_header(out, columns);
}

bool skt_gaz_table_split(const skt_gaz_table *table, skt_str row, skt_str *fields)
{
    skt_str field;
    size_t at = 0;
    for (skt_str rest = row; skt_str_split(&field, &rest, '\t'); at++) {
        for (size_t i = 0; i < table->n_wanted; i++) {
            if (table->position[i] == at) {
                fields[i] = field;
            }
        }
    }
    return at == table->n_columns;
}

bool skt_gaz_table_next(skt_gaz_table *table, skt_str *fields)
{
    while (next_line(table, &table->row)) {
        if (skt_gaz_table_split(table, table->row, fields)) {
            return true;
        }
        size_t n = 1;
        for (size_t i = 0; i < table->row.len; i++) {
            n += table->row.ptr[i] == '\t';
        }
        (void)skt_diag_add(table->diag, SKT_E_DATA, SKT_REFUSAL, table->path, table->line,
                           "%zu fields where the header has %zu", n, table->n_columns);
    }
    return false;
}

void skt_gaz_table_refuse(skt_gaz_table *table, const char *what, skt_str field)
{
    (void)skt_diag_add(table->diag, SKT_E_DATA, SKT_REFUSAL, table->path, table->line,
                       "%s: \"%.*s\"", what, SKT_FMT(skt_str_cut(field, 80)));
}

void skt_gaz_table_close(skt_gaz_table *table)
{
    skt_buf_dispose(&table->content);
    free(table->path);
    table->path = NULL;
}

bool skt_gaz_parse_real(double *out, skt_str text)
{
    size_t at = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+') ? 1 : 0;
    double value = 0;
    double unit = 0;
    size_t digits = 0;
    for (; at < text.len; at++) {
        const char c = text.ptr[at];
        if (c == '.' && unit == 0) {
            unit = 1;
        } else if (c >= '0' && c <= '9' && digits++ < MAX_DECIMALS) {
            value = value * 10 + (c - '0');
            unit *= 10;
        } else {
            return false;
        }
    }
    value = unit > 0 ? value / unit : value;
    *out = text.len > 0 && text.ptr[0] == '-' ? -value : value;
    return digits > 0;
}

bool skt_gaz_parse_point(int32_t *lat, int32_t *lon, skt_str lat_text, skt_str lon_text)
{
    double y;
    double x;
    if (!skt_gaz_parse_real(&y, lat_text) || !skt_gaz_parse_real(&x, lon_text) || fabs(y) > 90 ||
        fabs(x) > 180) {
        return false;
    }
    *lat = (int32_t)lround(y * 1e6);
    *lon = (int32_t)lround(x * 1e6);
    return true;
}
