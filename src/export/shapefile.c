#include "export/shapefile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/diag.h"
#include "export/dbf.h"
#include "export/shapelib_file.h"
#include "geometry/geometry.h"

enum {
    FILE_HEADER = 100, /* of .shp and .shx */
    RECORD_HEADER = 8, /* of a record in .shp; its whole entry in .shx */
    POINT_BYTES = 4 + 16,
    POLYGON_BYTES = 4 + 32 + 4 + 4, /* type, box, counts; then parts and points */
    PART_BYTES = 4,
    VERTEX_BYTES = 16
};

/* ------------------------------------------------------------------ shapes */

/* A shape in the layer's CRS, in arrays that serve one record after another. */
typedef struct drawing {
    SKT_VEC(double) x;
    SKT_VEC(double) y;
    SKT_VEC(double) zero; /* shapelib reads heights and measures of all shapes */
    SKT_VEC(int) parts;   /* index of the first point of each ring */
    SKT_VEC(int) types;   /* of each part: a ring */
} drawing;

static void drawing_dispose(drawing *d)
{
    skt_vec_dispose(&d->x);
    skt_vec_dispose(&d->y);
    skt_vec_dispose(&d->zero);
    skt_vec_dispose(&d->parts);
    skt_vec_dispose(&d->types);
}

static skt_status add_point(drawing *d, const double *xy)
{
    return skt_vec_push(&d->x, xy[0]) && skt_vec_push(&d->y, xy[1]) ? SKT_OK : SKT_E_NOMEM;
}

static void reverse(double *values, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        const double kept = values[i];
        values[i] = values[n - 1 - i];
        values[n - 1 - i] = kept;
    }
}

/* Outer rings run clockwise, holes counter-clockwise (ESRI, "Polygon"): seen in
 * the layer's own CRS, which may mirror. */
static void orient(drawing *d, size_t first, bool hole)
{
    double area2 = 0.0;
    for (size_t i = first + 1; i < d->x.count; i++) {
        const double x0 = d->x.items[i - 1] - d->x.items[first];
        const double y0 = d->y.items[i - 1] - d->y.items[first];
        const double x1 = d->x.items[i] - d->x.items[first];
        const double y1 = d->y.items[i] - d->y.items[first];
        area2 += x0 * y1 - x1 * y0;
    }
    if ((area2 > 0) != hole) {
        reverse(d->x.items + first, d->x.count - first);
        reverse(d->y.items + first, d->y.count - first);
    }
}

static skt_status draw(drawing *d, const skt_shape *shape)
{
    skt_vec_clear(&d->x);
    skt_vec_clear(&d->y);
    skt_vec_clear(&d->parts);
    if (shape->polygon.n_rings == 0) {
        const double xy[] = {shape->lon, shape->lat};
        return add_point(d, xy);
    }
    for (size_t r = 0; r < shape->polygon.n_rings; r++) {
        const skt_ring *ring = &shape->polygon.rings[r];
        const size_t first = d->x.count;
        if (first > INT32_MAX - ring->n || !skt_vec_push(&d->parts, (int)first)) {
            return SKT_E_NOMEM;
        }
        for (size_t i = 0; i < ring->n; i++) {
            const skt_status status = add_point(d, &ring->lonlat[2 * i]);
            if (status != SKT_OK) {
                return status;
            }
        }
        orient(d, first, ring->hole);
    }
    return SKT_OK;
}

static bool fill_zeros(drawing *d)
{
    while (d->zero.count < d->x.count) {
        if (!skt_vec_push(&d->zero, 0.0)) {
            return false;
        }
    }
    while (d->types.count < d->parts.count) {
        if (!skt_vec_push(&d->types, SHPP_RING)) {
            return false;
        }
    }
    return true;
}

/* As SHPCreateObject would make it, but of our own arrays: that one copies five for each. */
static skt_status write_shape(SHPHandle file, drawing *d)
{
    if (!fill_zeros(d)) {
        return SKT_E_NOMEM;
    }
    SHPObject object = {
        .nSHPType = d->parts.count > 0 ? SHPT_POLYGON : SHPT_POINT,
        .nShapeId = -1,
        .nParts = (int)d->parts.count,
        .panPartStart = d->parts.items,
        .panPartType = d->types.items,
        .nVertices = (int)d->x.count,
        .padfX = d->x.items,
        .padfY = d->y.items,
        .padfZ = d->zero.items,
        .padfM = d->zero.items,
    };
    SHPComputeExtents(&object);
    return SHPWriteObject(file, -1, &object) < 0 ? SKT_E_IO : SKT_OK;
}

/* ----------------------------------------------------------------- choosing */

/* Which records the file shall hold, and how long its parts become. */
static skt_status choose(bool *keep, skt_shapefile_sizes *sizes, const skt_layer *layer)
{
    *sizes = (skt_shapefile_sizes){FILE_HEADER, FILE_HEADER, 0};
    drawing d = {0};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < layer->n_records && status == SKT_OK; i++) {
        keep[i] = !skt_shape_is_null(&layer->shapes[i]);
        if (!keep[i]) {
            continue;
        }
        status = draw(&d, &layer->shapes[i]);
        sizes->shx += RECORD_HEADER;
        sizes->shp += RECORD_HEADER;
        sizes->shp += d.parts.count == 0 ? POINT_BYTES
                                         : POLYGON_BYTES + PART_BYTES * (int64_t)d.parts.count +
                                               VERTEX_BYTES * (int64_t)d.x.count;
    }
    drawing_dispose(&d);
    return status;
}

skt_status skt_shapefile_check(const char *name, const skt_shapefile_sizes *sizes, skt_diag *diag)
{
    const struct {
        const char *extension;
        int64_t bytes;
    } parts[] = {{"shp", sizes->shp}, {"shx", sizes->shx}, {"dbf", sizes->dbf}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].bytes > SKT_SHAPEFILE_LIMIT) {
            return skt_diag_add(diag, SKT_E_LIMIT, SKT_FAILURE, NULL, 0,
                                "%s.%s would have %lld bytes and a shapefile ends at 2 GB: take "
                                "the GeoPackage or GeoJSON, or cut the data (--from, --to, "
                                "--country, a wider --by)",
                                name, parts[i].extension, (long long)parts[i].bytes);
        }
    }
    return SKT_OK;
}

/* ------------------------------------------------------------------ writing */

/* shapelib does not tell whether its last bytes reached the disk: closing
 * returns nothing. The file must have the size worked out, and be flushed. */
static bool is_whole(const char *path, int64_t bytes)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    const bool whole =
        fd >= 0 && fstat(fd, &info) == 0 && (int64_t)info.st_size == bytes && fsync(fd) == 0;
    if (fd >= 0) {
        (void)close(fd);
    }
    return whole;
}

static skt_status write_shapes(const char *path, const skt_layer *layer, const bool *keep)
{
    SAHooks hooks;
    skt_shapelib_hooks(&hooks);
    const int type = layer->kind == SKT_LAYER_INCIDENTS ? SHPT_POINT : SHPT_POLYGON;
    SHPHandle file = SHPCreateLL(path, type, &hooks);
    if (file == NULL) {
        return SKT_E_IO;
    }
    drawing d = {0};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < layer->n_records && status == SKT_OK; i++) {
        if (keep[i]) {
            status = draw(&d, &layer->shapes[i]);
        }
        if (keep[i] && status == SKT_OK) {
            status = write_shape(file, &d);
        }
    }
    drawing_dispose(&d);
    SHPClose(file);
    return status;
}

/* The paths of the parts, entered in the order in which they are renamed. */
typedef struct part_paths {
    const char *shp, *shx, *dbf;
} part_paths;

static skt_status enter(const char **path, skt_staging *staging, const char *name,
                        const char *extension)
{
    char file[64];
    const int length = snprintf(file, sizeof file, "%s.%s", name, extension);
    return length < 0 || (size_t)length >= sizeof file ? SKT_E_LIMIT
                                                       : skt_staging_add(path, staging, file);
}

static skt_status enter_all(part_paths *out, skt_staging *staging, const char *name)
{
    skt_status status = enter(&out->shp, staging, name, "shp");
    status = status == SKT_OK ? enter(&out->shx, staging, name, "shx") : status;
    return status == SKT_OK ? enter(&out->dbf, staging, name, "dbf") : status;
}

static skt_status failed(skt_staging *staging, const char *name, int why, skt_diag *diag)
{
    skt_str path;
    if (skt_arena_format(&path, &staging->arena, "%s/%s.shp", staging->dir, name) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    /* A part that is too short without a reason given: what lacks on a full disk is room. */
    return skt_out_failed(diag, path.ptr, why == 0 ? ENOSPC : why);
}

/* Where a file that it has just made cannot be opened, shapelib goes on to look for its name in
 * capitals, and leaves that as the reason. */
static bool is_memory(int why, const skt_staging *staging)
{
    return why == ENOMEM || (why == ENOENT && access(staging->aside, F_OK) == 0);
}

static skt_status write_parts(skt_staging *staging, const skt_layer *layer, const bool *keep,
                              const skt_dbf_columns *columns, const skt_shapefile_sizes *sizes,
                              skt_diag *diag)
{
    part_paths paths;
    skt_status status = enter_all(&paths, staging, layer->name);
    if (status != SKT_OK) {
        return status;
    }
    errno = 0;
    status = write_shapes(paths.shp, layer, keep);
    if (status == SKT_OK) {
        status = skt_dbf_write(paths.dbf, columns, layer, keep);
    }
    if (status == SKT_OK && (!is_whole(paths.shp, sizes->shp) || !is_whole(paths.shx, sizes->shx) ||
                             !is_whole(paths.dbf, sizes->dbf))) {
        status = SKT_E_IO;
    }
    if (status == SKT_E_IO && is_memory(errno, staging)) {
        status = SKT_E_NOMEM;
    }
    if (status == SKT_E_IO) {
        return failed(staging, layer->name, errno, diag);
    }
    return status;
}

static skt_status write_text(skt_staging *staging, const char *base, const char *extension,
                             const char *text, skt_diag *diag)
{
    char name[64];
    const int length = snprintf(name, sizeof name, "%s.%s", base, extension);
    return length < 0 || (size_t)length >= sizeof name
               ? SKT_E_LIMIT
               : skt_staging_write(staging, name, skt_str_from(text), diag);
}

skt_status skt_shapefile_write(skt_staging *staging, const skt_layer *layer,
                               const skt_projection *projection, skt_diag *diag)
{
    skt_arena arena = SKT_ARENA_INIT;
    bool *keep = skt_arena_array(&arena, layer->n_records, sizeof *keep);
    skt_shapefile_sizes sizes;
    skt_dbf_columns columns;
    skt_status status = keep == NULL ? SKT_E_NOMEM : choose(keep, &sizes, layer);
    if (status == SKT_OK) {
        status = skt_dbf_columns_of(&columns, layer, keep, &arena);
    }
    if (status == SKT_OK) {
        const int64_t rows = (sizes.shx - FILE_HEADER) / RECORD_HEADER;
        /* One byte more: the end mark 0x1A. */
        sizes.dbf = columns.header_bytes + rows * columns.record_bytes + 1;
        status = skt_shapefile_check(layer->name, &sizes, diag);
    }
    if (status == SKT_OK) {
        status = write_parts(staging, layer, keep, &columns, &sizes, diag);
    }
    status = status == SKT_OK
                 ? write_text(staging, layer->name, "prj", skt_projection_wkt(projection), diag)
                 : status;
    status = status == SKT_OK ? write_text(staging, layer->name, "cpg", "UTF-8", diag) : status;
    skt_arena_dispose(&arena);
    return status;
}
