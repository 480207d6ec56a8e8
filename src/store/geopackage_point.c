/* Points of a GeoPackage, and the functions that its R-tree's triggers call. */
#include <math.h>
#include <string.h>

#include "store/geopackage.h"

enum { HEADER_BYTES = 8, LITTLE_ENDIAN_FLAG = 1, EMPTY_FLAG = 0x10, SRS_WGS84 = 4326 };

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

void skt_gpkg_point(unsigned char out[SKT_GPKG_POINT_BYTES], double lon, double lat)
{
    enum { WKB_POINT = 1 };
    out[0] = 'G';
    out[1] = 'P';
    out[2] = 0; /* version 1 */
    out[3] = LITTLE_ENDIAN_FLAG;
    put_le32(out + 4, SRS_WGS84);
    out[HEADER_BYTES] = 1; /* WKB, little-endian */
    put_le32(out + HEADER_BYTES + 1, WKB_POINT);
    put_le_double(out + HEADER_BYTES + 5, lon);
    put_le_double(out + HEADER_BYTES + 13, lat);
}

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

/* Reads the bounds of a geometry, west, east, south, north: those of its header, else those of
 * a point. false: it is empty or none that could stand here. */
static bool read_bounds(double out[4], sqlite3_value *value)
{
    enum { ENVELOPE_SHIFT = 1, ENVELOPE_MASK = 7 };
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
    const bool wkb_little = blob[HEADER_BYTES] == 1;
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
