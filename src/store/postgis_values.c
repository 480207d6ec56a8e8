/* Values to and from PostgreSQL, as text: whatever type it infers for a parameter reads it. */
#include <stdio.h>
#include <stdlib.h>

#include "store/postgis.h"
#include "text/text.h"

/* Types of answers, by the numbers of pg_type.dat. */
enum {
    BOOL_OID = 16,
    INT8_OID = 20,
    INT2_OID = 21,
    INT4_OID = 23,
    FLOAT4_OID = 700,
    FLOAT8_OID = 701,
    NUMERIC_OID = 1700
};

/* ------------------------------------------------------------ parameters */

static bool is_ascii(skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (c == 0 || c >= 0x80) {
            return false;
        }
    }
    return true;
}

static void add_text(skt_buf *out, skt_str text)
{
    enum { REPLACEMENT = 0xFFFD };
    if (is_ascii(text)) {
        skt_buf_add(out, text);
        return;
    }
    skt_buf_reserve(out, text.len);
    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        const uint32_t c = skt_utf8_next(text, &at);
        const bool fits = c != 0 && (c != REPLACEMENT || at - from > 1);
        skt_buf_add(out, fits ? skt_str_sub(text, from, at - from) : SKT_LIT("?"));
    }
}

static void add_real(skt_buf *out, double value)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.17g", value);
    for (char *p = text; *p != '\0'; p++) {
        *p = *p == ',' ? '.' : *p; /* the decimal sign of some locales */
    }
    skt_buf_add_text(out, text);
}

static void add_hex(skt_buf *out, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++, value >>= 8) {
        skt_buf_add_char(out, "0123456789ABCDEF"[(value >> 4) & 15]);
        skt_buf_add_char(out, "0123456789ABCDEF"[value & 15]);
    }
}

/* PostGIS's extended well-known binary, in hexadecimal: the only form that is exact. */
static void add_point(skt_buf *out, double lon, double lat)
{
    enum { LITTLE_ENDIAN_ORDER = 1, POINT_WITH_SRID = 0x20000001, WGS_84 = 4326 };
    uint64_t x;
    uint64_t y;
    memcpy(&x, &lon, sizeof x);
    memcpy(&y, &lat, sizeof y);
    add_hex(out, LITTLE_ENDIAN_ORDER, 1);
    add_hex(out, POINT_WITH_SRID, 4);
    add_hex(out, WGS_84, 4);
    add_hex(out, x, 8);
    add_hex(out, y, 8);
}

static void add_value(skt_buf *out, const skt_sql_value *value)
{
    switch (value->kind) {
    case SKT_SQL_IS_NULL: break;
    case SKT_SQL_IS_INTEGER: skt_buf_add_int(out, value->integer); break;
    case SKT_SQL_IS_REAL: add_real(out, value->real); break;
    case SKT_SQL_IS_TEXT: add_text(out, value->text); break;
    case SKT_SQL_IS_POINT: add_point(out, value->real, value->lat); break;
    }
    skt_buf_add_char(out, '\0');
}

skt_status skt_postgis_bind(skt_postgis *db, const skt_sql_value *params, size_t n)
{
    if (!skt_vec_reserve(&db->starts, n) || !skt_vec_reserve(&db->params, n)) {
        return SKT_E_NOMEM;
    }
    skt_buf_clear(&db->text);
    for (size_t i = 0; i < n; i++) {
        db->starts.items[i] = db->text.len;
        add_value(&db->text, &params[i]);
    }
    if (db->text.failed) {
        skt_buf_dispose(&db->text);
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        const bool none = params[i].kind == SKT_SQL_IS_NULL;
        db->params.items[i] = none ? NULL : db->text.ptr + db->starts.items[i];
    }
    return SKT_OK;
}

/* ------------------------------------------------------------------ rows */

static double read_real(const char *text)
{
    char *end;
    const double value = strtod(text, &end);
    char copy[64];
    const size_t length = strlen(text);
    if (*end != '.' || length >= sizeof copy) {
        return value;
    }
    memcpy(copy, text, length + 1);
    copy[end - text] = ','; /* the decimal sign of some locales */
    return strtod(copy, NULL);
}

static skt_sql_value read_value(const char *text, size_t length, Oid type)
{
    switch (type) {
    case BOOL_OID: return (skt_sql_value){.kind = SKT_SQL_IS_INTEGER, .integer = text[0] == 't'};
    case INT2_OID:
    case INT4_OID:
    case INT8_OID:
        return (skt_sql_value){.kind = SKT_SQL_IS_INTEGER, .integer = strtoll(text, NULL, 10)};
    case NUMERIC_OID: /* sum() of whole numbers is one */
        if (strpbrk(text, ".NI") == NULL) {
            return (skt_sql_value){.kind = SKT_SQL_IS_INTEGER, .integer = strtoll(text, NULL, 10)};
        }
        return (skt_sql_value){.kind = SKT_SQL_IS_REAL, .real = read_real(text)};
    case FLOAT4_OID:
    case FLOAT8_OID: return (skt_sql_value){.kind = SKT_SQL_IS_REAL, .real = read_real(text)};
    default: return (skt_sql_value){.kind = SKT_SQL_IS_TEXT, .text = {text, length}};
    }
}

skt_status skt_postgis_read_row(skt_postgis *db, const PGresult *answer, int row)
{
    const int n = PQnfields(answer);
    if (!skt_vec_reserve(&db->row, (size_t)n)) {
        return SKT_E_NOMEM;
    }
    for (int i = 0; i < n; i++) {
        db->row.items[i] = (skt_sql_value){.kind = SKT_SQL_IS_NULL};
        if (PQgetisnull(answer, row, i) == 0) {
            db->row.items[i] = read_value(PQgetvalue(answer, row, i),
                                          (size_t)PQgetlength(answer, row, i), PQftype(answer, i));
        }
    }
    db->row.count = (size_t)n;
    return SKT_OK;
}
