/* Polygons of a shapefile, by shapelib. */
#include <shapefil.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/buf.h"
#include "core/diag.h"
#include "core/file.h"
#include "regions/read.h"

typedef struct shapefile {
    skt_regions_reading *reading;
    SHPHandle shapes;
    DBFHandle table;
    int n_shapes, column;
    const char *charset; /* as shapelib tells it; NULL: nothing */
    bool guessed;
} shapefile;

static void no_message(const char *message)
{
    (void)message;
}

/* ------------------------------------------------------------------ parts */

/* The path of the part beside the .shp, its ending in the case that it has there. */
static bool find_part(skt_buf *out, const char *path, const char *lower, const char *upper)
{
    const skt_str whole = skt_str_from(path);
    const char *endings[] = {lower, upper};
    for (size_t i = 0; i < 2; i++) {
        struct stat info;
        skt_buf_clear(out);
        skt_buf_format(out, "%.*s%s", SKT_FMT(skt_str_sub(whole, 0, whole.len - 3)), endings[i]);
        if (!out->failed && stat(out->ptr, &info) == 0 && S_ISREG(info.st_mode)) {
            return true;
        }
    }
    return false;
}

static skt_status check_part(const skt_regions_reading *reading, const char *lower,
                             const char *upper, bool *found)
{
    skt_buf path = SKT_BUF_INIT;
    struct stat info;
    *found = find_part(&path, reading->path, lower, upper);
    skt_status status = path.failed ? SKT_E_NOMEM : SKT_OK;
    if (*found && stat(path.ptr, &info) == 0 && info.st_size > SKT_REGIONS_MAX_SHAPEFILE) {
        status = skt_regions_fail(reading, SKT_E_LIMIT,
                                  "its .%s is larger than a gigabyte; generalise the polygons, or "
                                  "take a part of them",
                                  lower);
    }
    skt_buf_dispose(&path);
    return status;
}

static skt_status check_parts(const skt_regions_reading *reading)
{
    static const char *const needed[][3] = {
        {"shp", "SHP", "the shapes"}, {"shx", "SHX", "the index"}, {"dbf", "DBF", "the names"}};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        bool found;
        const skt_status status = check_part(reading, needed[i][0], needed[i][1], &found);
        if (status != SKT_OK) {
            return status;
        }
        if (!found) {
            return skt_regions_fail(reading, SKT_E_INPUT,
                                    "is a shapefile without its .%s (%s): the parts of a shapefile "
                                    "go together, copy that one as well",
                                    needed[i][0], needed[i][2]);
        }
    }
    return SKT_OK;
}

/* -------------------------------------------------------------------- CRS */

/* Whether the box around all shapes can be one in degrees. */
static bool in_degrees(SHPHandle shapes)
{
    double low[4];
    double high[4];
    SHPGetInfo(shapes, NULL, NULL, low, high);
    return low[0] >= -360.0 && high[0] <= 360.0 && low[1] >= -90.0 && high[1] <= 90.0;
}

static skt_status open_crs(shapefile *file)
{
    skt_regions_reading *reading = file->reading;
    skt_buf path = SKT_BUF_INIT;
    skt_buf text = SKT_BUF_INIT;
    skt_mapping mapping = {NULL, 0};
    skt_status status = SKT_OK;
    if (find_part(&path, reading->path, "prj", "PRJ")) {
        status = skt_file_map(&mapping, path.ptr, reading->diag);
        skt_buf_add(
            &text,
            skt_str_cut(skt_str_trim((skt_str){(const char *)mapping.ptr, mapping.len}), 65536));
        if (status == SKT_OK) {
            status = text.failed ? SKT_E_NOMEM
                                 : skt_source_crs_open(&reading->crs, skt_buf_str(&text).ptr,
                                                       path.ptr, reading->diag);
        }
        skt_file_unmap(&mapping);
    } else if (in_degrees(file->shapes)) {
        (void)skt_diag_add(reading->diag, SKT_OK, SKT_WARNING, reading->path, 0,
                           "has no .prj: its coordinates are taken for degrees of WGS 84");
        status = skt_source_crs_open(&reading->crs, NULL, reading->path, reading->diag);
    } else {
        status = skt_regions_fail(reading, SKT_E_INPUT,
                                  "has no .prj and its coordinates are no degrees: write the "
                                  "coordinate reference system that they are in beside it "
                                  "(`ogr2ogr -a_srs EPSG:32637 new.shp` does)");
    }
    skt_buf_dispose(&text);
    skt_buf_dispose(&path);
    return status;
}

/* ------------------------------------------------------------------ table */

static skt_status choose_column(shapefile *file, skt_arena *scratch)
{
    const int n = DBFGetFieldCount(file->table);
    skt_region_field *fields = skt_arena_array(scratch, (size_t)n + 1, sizeof *fields);
    skt_status status = fields == NULL ? SKT_E_NOMEM : SKT_OK;
    for (int i = 0; status == SKT_OK && i < n; i++) {
        char name[XBASE_FLDNAME_LEN_READ + 1] = "";
        const DBFFieldType type = DBFGetFieldInfo(file->table, i, name, NULL, NULL);
        bool guessed = false;
        fields[i].text = type == FTString;
        status = skt_regions_decode(&fields[i].name, skt_str_from(name), file->charset, &guessed,
                                    scratch);
    }
    size_t column = 0;
    if (status == SKT_OK) {
        status = skt_regions_field(&column, file->reading, fields, (size_t)n);
    }
    file->column = (int)column;
    return status;
}

static skt_status open_table(shapefile *file, const SAHooks *hooks, skt_arena *scratch)
{
    const skt_regions_reading *reading = file->reading;
    file->table = DBFOpenLL(reading->path, "rb", (SAHooks *)hooks);
    if (file->table == NULL) {
        return skt_regions_fail(reading, SKT_E_INPUT,
                                "its .dbf cannot be read: it is damaged, copy it anew");
    }
    skt_buf path = SKT_BUF_INIT;
    struct stat info = {0};
    const DBFInfo *table = file->table;
    const bool sized = find_part(&path, reading->path, "dbf", "DBF") &&
                       stat(path.ptr, &info) == 0 && table->nHeaderLength > 0 &&
                       table->nRecordLength > 0;
    const int64_t wanted =
        table->nHeaderLength + (int64_t)table->nRecords * (int64_t)table->nRecordLength;
    skt_buf_dispose(&path);
    if (!sized || info.st_size < wanted) {
        return skt_regions_fail(reading, SKT_E_INPUT, "its .dbf ends too early; copy it anew");
    }
    if (DBFGetRecordCount(file->table) < file->n_shapes) {
        return skt_regions_fail(reading, SKT_E_INPUT,
                                "its .dbf has %d rows for %d shapes: they do not belong together",
                                DBFGetRecordCount(file->table), file->n_shapes);
    }
    file->charset = DBFGetCodePage(file->table);
    if (!skt_regions_charset_known(file->charset)) {
        (void)skt_diag_add(reading->diag, SKT_OK, SKT_WARNING, reading->path, 0,
                           "its .cpg names a charset that is not known, \"%.40s\"", file->charset);
    }
    return choose_column(file, scratch);
}

/* Control characters would spoil tables. */
static skt_status name_of(skt_str *out, shapefile *file, int record, skt_arena *scratch)
{
    const char *text = DBFIsAttributeNULL(file->table, record, file->column) != 0
                           ? ""
                           : DBFReadStringAttribute(file->table, record, file->column);
    return skt_regions_decode(out, skt_str_from(text == NULL ? "" : text), file->charset,
                              &file->guessed, scratch);
}

/* ----------------------------------------------------------------- shapes */

static skt_status copy_rings(skt_polygon *out, const SHPObject *shape, skt_arena *scratch)
{
    const size_t n_points = (size_t)shape->nVertices;
    const size_t n = (size_t)shape->nParts;
    double *points = skt_arena_array(scratch, n_points + 1, 2 * sizeof *points);
    skt_ring *rings = skt_arena_array(scratch, n + 1, sizeof *rings);
    if (points == NULL || rings == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n_points; i++) {
        points[2 * i] = shape->padfX[i];
        points[2 * i + 1] = shape->padfY[i];
    }
    for (size_t i = 0; i < n; i++) {
        const size_t first = (size_t)shape->panPartStart[i];
        const size_t end = i + 1 < n ? (size_t)shape->panPartStart[i + 1] : n_points;
        if (first > end || end > n_points) {
            return SKT_E_INPUT;
        }
        rings[i] = (skt_ring){points + 2 * first, end - first, false};
    }
    return skt_regions_order_rings(out, rings, n, scratch);
}

static bool is_polygon(int type)
{
    return type == SHPT_POLYGON || type == SHPT_POLYGONZ || type == SHPT_POLYGONM;
}

static skt_status take_shape(shapefile *file, int record, const SHPObject *shape,
                             skt_arena *scratch)
{
    skt_regions_reading *reading = file->reading;
    skt_feature feature = {.number = (size_t)record + 1};
    skt_status status = name_of(&feature.name, file, record, scratch);
    if (status != SKT_OK) {
        return status;
    }
    if (shape->nSHPType == SHPT_NULL || shape->nParts == 0) {
        skt_regions_note(reading, &reading->empty, feature.number, feature.name,
                         "has no shape and is left out");
        return SKT_OK;
    }
    status =
        is_polygon(shape->nSHPType) ? copy_rings(&feature.polygon, shape, scratch) : SKT_E_INPUT;
    if (status == SKT_E_INPUT || status == SKT_E_LIMIT) {
        return skt_regions_fail(
            reading, status, "feature %zu (%.*s) %s", feature.number, SKT_FMT(feature.name),
            status == SKT_E_LIMIT ? "has too many rings; take it apart into several features"
                                  : "is damaged; copy the file anew");
    }
    return status == SKT_OK ? skt_regions_take(reading, &feature, scratch) : status;
}

static skt_status read_shapes(shapefile *file)
{
    skt_regions_reading *reading = file->reading;
    skt_status status = SKT_OK;
    for (int i = 0; i < file->n_shapes && status == SKT_OK; i++) {
        if (DBFIsRecordDeleted(file->table, i) != 0) {
            continue;
        }
        skt_arena scratch = SKT_ARENA_INIT;
        SHPObject *shape = SHPReadObject(file->shapes, i);
        status = skt_regions_count_feature(reading);
        if (status == SKT_OK && shape == NULL) {
            status = skt_regions_fail(reading, SKT_E_INPUT,
                                      "feature %d is damaged, or the file ends before it; copy it "
                                      "anew",
                                      i + 1);
        } else if (status == SKT_OK) {
            status = take_shape(file, i, shape, &scratch);
        }
        SHPDestroyObject(shape);
        skt_arena_dispose(&scratch);
    }
    if (status == SKT_OK && file->guessed) {
        (void)skt_diag_add(reading->diag, SKT_OK, SKT_WARNING, reading->path, 0,
                           "nothing tells the charset of its names: they are read as windows-1252. "
                           "If that is wrong, write the right one to its .cpg");
    }
    return status;
}

static skt_status open_shapes(shapefile *file, const SAHooks *hooks)
{
    const skt_regions_reading *reading = file->reading;
    int type = SHPT_NULL;
    file->shapes = SHPOpenLL(reading->path, "rb", (SAHooks *)hooks);
    if (file->shapes == NULL) {
        return skt_regions_fail(
            reading, SKT_E_INPUT,
            "cannot be read as a shapefile: it is damaged, copy its parts anew");
    }
    SHPGetInfo(file->shapes, &file->n_shapes, &type, NULL, NULL);
    return is_polygon(type) ? SKT_OK
                            : skt_regions_fail(reading, SKT_E_INPUT,
                                               "holds shapes of type %s; regions are polygons",
                                               SHPTypeName(type));
}

skt_status skt_regions_read_shapefile(skt_regions_reading *reading)
{
    shapefile file = {.reading = reading};
    skt_arena scratch = SKT_ARENA_INIT;
    SAHooks hooks;
    SASetupDefaultHooks(&hooks);
    hooks.Error = no_message;
    skt_status status = check_parts(reading);
    if (status == SKT_OK) {
        status = open_shapes(&file, &hooks);
    }
    if (status == SKT_OK) {
        status = open_table(&file, &hooks, &scratch);
    }
    if (status == SKT_OK) {
        status = open_crs(&file);
    }
    if (status == SKT_OK) {
        status = read_shapes(&file);
    }
    if (file.shapes != NULL) {
        SHPClose(file.shapes);
    }
    if (file.table != NULL) {
        DBFClose(file.table);
    }
    skt_arena_dispose(&scratch);
    return status;
}
