/* Geometries as a GeoPackage has them (2.1.3), and the functions that its R-tree's triggers
 * call. */
#include <math.h>
#include <string.h>

#include "geometry/geometry.h"
#include "geopackage/geopackage.h"

enum {
    HEADER_BYTES = 8,
    LITTLE_ENDIAN_FLAG = 1,
    ENVELOPE_SHIFT = 1,
    EMPTY_FLAG = 0x10,
    WKB_LITTLE_ENDIAN = 1,
    WKB_POINT = 1,
    WKB_POLYGON = 3,
    WKB_MULTIPOLYGON = 6
};

/* --------------------------------------------------------------- encoding */

static void put_le32(unsigned char *out, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        out[i] = (unsigned char)(value >> (8 * i));
    }
}

static void put_le_double(unsigned char *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_le32(out, (uint32_t)bits);
    put_le32(out + 4, (uint32_t)(bits >> 32));
}

static void put_header(unsigned char out[HEADER_BYTES], int32_t srs_id, unsigned flags)
{
    out[0] = 'G';
    out[1] = 'P';
    out[2] = 0; /* version 1 */
    out[3] = (unsigned char)(LITTLE_ENDIAN_FLAG | flags);
    put_le32(out + 4, (uint32_t)srs_id);
}

static void put_wkb(unsigned char out[5], uint32_t type)
{
    out[0] = WKB_LITTLE_ENDIAN;
    put_le32(out + 1, type);
}

void skt_gpkg_point(unsigned char out[SKT_GPKG_POINT_BYTES], int32_t srs_id, double x, double y)
{
    put_header(out, srs_id, 0);
    put_wkb(out + HEADER_BYTES, WKB_POINT);
    put_le_double(out + HEADER_BYTES + 5, x);
    put_le_double(out + HEADER_BYTES + 13, y);
}

static void add_bytes(skt_buf *out, const unsigned char *bytes, size_t n)
{
    skt_buf_add(out, (skt_str){(const char *)bytes, n});
}

static void add_count(skt_buf *out, size_t n)
{
    unsigned char bytes[4];
    put_le32(bytes, (uint32_t)n);
    add_bytes(out, bytes, sizeof bytes);
}

static void add_wkb(skt_buf *out, uint32_t type, size_t parts)
{
    unsigned char bytes[5];
    put_wkb(bytes, type);
    add_bytes(out, bytes, sizeof bytes);
    add_count(out, parts);
}

static void add_ring(skt_buf *out, double bounds[4], const skt_ring *ring)
{
    const double area2 = skt_ring_area2(ring);
    add_count(out, ring->n);
    skt_buf_reserve(out, 16 * ring->n);
    for (size_t i = 0; i < ring->n; i++) {
        const double *point = skt_ring_point(ring, i, area2, !ring->hole);
        unsigned char bytes[16];
        put_le_double(bytes, point[0]);
        put_le_double(bytes + 8, point[1]);
        add_bytes(out, bytes, sizeof bytes);
        bounds[0] = fmin(bounds[0], point[0]);
        bounds[1] = fmin(bounds[1], point[1]);
        bounds[2] = fmax(bounds[2], point[0]);
        bounds[3] = fmax(bounds[3], point[1]);
    }
}

/* The rings of the polygon that begins with ring `first`: itself and the holes behind it. */
static size_t rings_of(const skt_polygon *polygon, size_t first)
{
    size_t n = 1;
    while (first + n < polygon->n_rings && polygon->rings[first + n].hole) {
        n++;
    }
    return n;
}

void skt_gpkg_multipolygon(skt_buf *out, double bounds[4], int32_t srs_id,
                           const skt_polygon *polygon)
{
    enum { ENVELOPE_XY = 1, ENVELOPE_BYTES = 32 };
    const size_t from = out->len;
    unsigned char head[HEADER_BYTES + ENVELOPE_BYTES] = {0};
    size_t parts = 0;
    for (size_t i = 0; i < polygon->n_rings; i++) {
        parts += !polygon->rings[i].hole;
    }
    bounds[0] = bounds[1] = INFINITY;
    bounds[2] = bounds[3] = -INFINITY;
    put_header(head, srs_id, ENVELOPE_XY << ENVELOPE_SHIFT);
    add_bytes(out, head, sizeof head);
    add_wkb(out, WKB_MULTIPOLYGON, parts);
    for (size_t i = 0; i < polygon->n_rings;) {
        const size_t n = rings_of(polygon, i);
        add_wkb(out, WKB_POLYGON, n);
        for (size_t k = 0; k < n; k++) {
            add_ring(out, bounds, &polygon->rings[i + k]);
        }
        i += n;
    }
    if (!out->failed) { /* min x, max x, min y, max y */
        unsigned char *envelope = (unsigned char *)out->ptr + from + HEADER_BYTES;
        put_le_double(envelope, bounds[0]);
        put_le_double(envelope + 8, bounds[2]);
        put_le_double(envelope + 16, bounds[1]);
        put_le_double(envelope + 24, bounds[3]);
    }
}

/* -------------------------------------------------------------- functions */

static double get_double(const unsigned char *bytes, bool little)
{
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) {
        bits = bits << 8 | bytes[little ? 7 - i : i];
    }
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Reads the bounds of a geometry, min x, max x, min y, max y: those of its header, else those of
 * a point. false: it is empty or none that could stand here. */
static bool read_bounds(double out[4], sqlite3_value *value)
{
    enum { ENVELOPE_MASK = 7 };
    static const size_t envelope_bytes[] = {0, 32, 48, 48, 64};
    const unsigned char *blob = sqlite3_value_blob(value);
    const size_t length = (size_t)sqlite3_value_bytes(value);
    if (blob == NULL || length < HEADER_BYTES || blob[0] != 'G' || blob[1] != 'P' ||
        (blob[3] & EMPTY_FLAG) != 0) {
        return false;
    }
    const unsigned envelope = blob[3] >> ENVELOPE_SHIFT & ENVELOPE_MASK;
    const bool little = (blob[3] & LITTLE_ENDIAN_FLAG) != 0;
    if (envelope >= sizeof envelope_bytes / sizeof *envelope_bytes ||
        length < HEADER_BYTES + envelope_bytes[envelope]) {
        return false;
    }
    if (envelope > 0) {
        for (int i = 0; i < 4; i++) {
            out[i] = get_double(blob + HEADER_BYTES + 8 * i, little);
        }
        return true;
    }
    if (length < SKT_GPKG_POINT_BYTES) {
        return false;
    }
    const bool wkb_little = blob[HEADER_BYTES] == WKB_LITTLE_ENDIAN;
    out[0] = out[1] = get_double(blob + HEADER_BYTES + 5, wkb_little);
    out[2] = out[3] = get_double(blob + HEADER_BYTES + 13, wkb_little);
    return !isnan(out[0]) && !isnan(out[2]);
}

static void bound_of(sqlite3_context *context, sqlite3_value *value, int which)
{
    double bounds[4];
    if (read_bounds(bounds, value)) {
        sqlite3_result_double(context, bounds[which]);
    } else {
        sqlite3_result_null(context);
    }
}

#define BOUND(function, which)                                                                     \
    static void function(sqlite3_context *context, int n, sqlite3_value **values)                  \
    {                                                                                              \
        (void)n;                                                                                   \
        bound_of(context, values[0], which);                                                       \
    }

BOUND(min_x, 0)
BOUND(max_x, 1)
BOUND(min_y, 2)
BOUND(max_y, 3)

static void is_empty(sqlite3_context *context, int n, sqlite3_value **values)
{
    double bounds[4];
    (void)n;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) {
        sqlite3_result_null(context);
    } else {
        sqlite3_result_int(context, !read_bounds(bounds, values[0]));
    }
}

int skt_gpkg_add_functions(sqlite3 *db)
{
    static const struct {
        const char *name;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {"ST_IsEmpty", is_empty}, {"ST_MinX", min_x}, {"ST_MaxX", max_x},
        {"ST_MinY", min_y},       {"ST_MaxY", max_y},
    };
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof functions / sizeof *functions && code == SQLITE_OK; i++) {
        code = sqlite3_create_function(db, functions[i].name, 1,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                       functions[i].call, NULL, NULL);
    }
    return code;
}
