/* Opening: a file's features become regions, one a name, with an index. */
#include <math.h>
#include <stdlib.h>

#include "core/diag.h"
#include "core/file.h"
#include "geometry/area.h"
#include "geometry/late_proj.h"
#include "regions/index.h"
#include "regions/read.h"
#include "text/text.h"

/* ---------------------------------------------------------------- reading */

/* What is no file of polygons that we read, by what it begins with, and the remedy. */
static const char *remedy_for(skt_str head)
{
    static const struct {
        skt_str begins;
        const char *remedy;
    } others[] = {
        {{"PK\x03\x04", 4}, "is packed; unpack it, and give the .shp or the GeoJSON in it"},
        {{"\x1F\x8B", 2}, "is packed; unpack it with gunzip"},
        {{"SQLite format 3", 15},
         "is a database or a GeoPackage; bring its layer to GeoJSON (`ogr2ogr regions.geojson "
         "FILE`)"},
        {{"<", 1},
         "is XML, such as KML or GML; bring it to GeoJSON (`ogr2ogr regions.geojson FILE`)"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (skt_str_starts(head, others[i].begins)) {
            return others[i].remedy;
        }
    }
    return "is neither a shapefile (.shp) nor GeoJSON; bring it to one of them with ogr2ogr";
}

static bool has_ending(skt_str path, const char *lower, const char *upper)
{
    return skt_str_ends(path, skt_str_from(lower)) || skt_str_ends(path, skt_str_from(upper));
}

static skt_status read_content(skt_regions_reading *reading, skt_str content)
{
    static const char code[] = {0, 0, 0x27, 0x0A};
    const skt_str path = skt_str_from(reading->path);
    if (content.len == 0) {
        return skt_regions_fail(reading, SKT_E_INPUT, "is empty");
    }
    const skt_str start =
        skt_str_trim(skt_str_sub(content, 0, content.len < 64 ? content.len : 64));
    if (has_ending(path, ".dbf", ".DBF") || has_ending(path, ".shx", ".SHX")) {
        return skt_regions_fail(reading, SKT_E_INPUT,
                                "is a part of a shapefile; give the .shp beside it");
    }
    if (skt_str_starts(content, (skt_str){code, sizeof code}) || has_ending(path, ".shp", ".SHP")) {
        return has_ending(path, ".shp", ".SHP")
                   ? skt_regions_read_shapefile(reading)
                   : skt_regions_fail(reading, SKT_E_INPUT,
                                      "is a shapefile; its name must end in .shp, with .shx and "
                                      ".dbf beside it");
    }
    if (start.len > 0 && (start.ptr[0] == '{' || start.ptr[0] == '\x1E' ||
                          skt_str_starts(start, SKT_LIT("\xEF\xBB\xBF{")))) {
        return skt_regions_read_geojson(reading, content);
    }
    return skt_regions_fail(reading, SKT_E_INPUT, "%s", remedy_for(content));
}

static skt_status read_file(skt_regions_reading *reading)
{
    skt_mapping mapping;
    skt_status status = skt_file_map(&mapping, reading->path, reading->diag);
    if (status == SKT_OK) {
        status = read_content(reading, (skt_str){(const char *)mapping.ptr, mapping.len});
        skt_file_unmap(&mapping);
    }
    skt_regions_notes_end(reading, &reading->mended, "are invalid and were mended");
    skt_regions_notes_end(reading, &reading->unnamed, "have no name and are left out");
    skt_regions_notes_end(reading, &reading->empty, "have no area and are left out");
    skt_regions_notes_end(reading, &reading->other, "are no polygons and are left out");
    if (status == SKT_OK && reading->parts.count == 0) {
        status = skt_regions_fail(reading, SKT_E_INPUT,
                                  reading->unnamed.count > 0
                                      ? "has no polygon with a name; tell with --name which field "
                                        "has them"
                                      : "holds no polygons");
    }
    return status;
}

/* ---------------------------------------------------------------- regions */

static int by_name(const void *a, const void *b)
{
    return skt_str_cmp(((const skt_region_part *)a)->name, ((const skt_region_part *)b)->name);
}

/* The parts in an order that does not depend on that of the file: by name, then rings. */
static int by_name_and_place(const void *a, const void *b)
{
    const skt_polygon *x = &((const skt_region_part *)a)->polygon;
    const skt_polygon *y = &((const skt_region_part *)b)->polygon;
    int order = by_name(a, b);
    for (size_t i = 0; order == 0 && i < 2; i++) {
        order = (x->rings[0].lonlat[i] > y->rings[0].lonlat[i]) -
                (x->rings[0].lonlat[i] < y->rings[0].lonlat[i]);
    }
    return order != 0 ? order : (x->rings[0].n > y->rings[0].n) - (x->rings[0].n < y->rings[0].n);
}

/* All parts of one name as one valid geometry; NULL when that fails. */
static GEOSGeometry *merged(GEOSContextHandle_t geos, const skt_region_part *parts, size_t n)
{
    GEOSGeometry **list = calloc(n, sizeof(GEOSGeometry *));
    bool good = list != NULL;
    for (size_t i = 0; good && i < n; i++) {
        list[i] = skt_geos_from(geos, &parts[i].polygon);
        good = list[i] != NULL;
    }
    GEOSGeometry *all = NULL;
    if (good) { /* takes the parts over */
        all = GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, list, (unsigned)n);
    } else {
        for (size_t i = 0; list != NULL && i < n; i++) {
            GEOSGeom_destroy_r(geos, list[i]);
        }
    }
    free(list);
    GEOSGeometry *one = all == NULL ? NULL : GEOSUnaryUnion_r(geos, all);
    GEOSGeom_destroy_r(geos, all);
    return one;
}

/* Whether a ring goes round more than half of the world: what is inside and what is outside
 * of it is then one to a geodesic polygon. */
static bool is_wide(const skt_polygon *polygon)
{
    for (size_t i = 0; i < polygon->n_rings; i++) {
        double west = INFINITY;
        double east = -INFINITY;
        for (size_t k = 0; k < polygon->rings[i].n; k++) {
            west = fmin(west, polygon->rings[i].lonlat[2 * k]);
            east = fmax(east, polygon->rings[i].lonlat[2 * k]);
        }
        if (east - west > 180.0) {
            return true;
        }
    }
    return false;
}

static skt_status measure(skt_region *region, const skt_regions *regions)
{
    region->area_km2 = is_wide(&region->polygon) ? 0 : skt_polygon_area_km2(&region->polygon);
    skt_status status = SKT_OK;
    for (int half = 0; is_wide(&region->polygon) && half < 2 && status == SKT_OK; half++) {
        const double west = half == 0 ? -180.0 : 0.0;
        skt_arena arena = SKT_ARENA_INIT;
        skt_polygon piece = {NULL, 0};
        GEOSGeometry *cut =
            GEOSClipByRect_r(regions->geos, region->geometry, west, -90.0, west + 180.0, 90.0);
        status = cut == NULL ? SKT_E_NOMEM : skt_geos_polygon(&piece, regions->geos, cut, &arena);
        if (status == SKT_OK && piece.n_rings > 0) {
            region->area_km2 += skt_polygon_area_km2(&piece);
        }
        GEOSGeom_destroy_r(regions->geos, cut);
        skt_arena_dispose(&arena);
    }
    return status;
}

static skt_status make_region(skt_region *region, skt_regions *regions,
                              const skt_regions_reading *reading, const skt_region_part *parts,
                              size_t n)
{
    region->name = parts->name;
    region->polygon = parts->polygon;
    region->index = regions->count++;
    region->geometry =
        n == 1 ? skt_geos_from(regions->geos, &parts->polygon) : merged(regions->geos, parts, n);
    if (region->geometry == NULL) {
        return skt_regions_fail(reading, SKT_E_INPUT,
                                "the %zu features called %.*s cannot be merged by GEOS; merge them "
                                "in a GIS first",
                                n, SKT_FMT(region->name));
    }
    const skt_status status = n == 1 ? SKT_OK
                                     : skt_geos_polygon(&region->polygon, regions->geos,
                                                        region->geometry, &regions->arena);
    return status == SKT_OK ? measure(region, regions) : status;
}

static skt_status make_regions(skt_regions *regions, skt_regions_reading *reading)
{
    skt_region_part *parts = reading->parts.items;
    const size_t n = reading->parts.count;
    regions->items = skt_arena_array(&regions->arena, n, sizeof *regions->items);
    regions->tree = GEOSSTRtree_create_r(regions->geos, 10);
    skt_status status = regions->items == NULL || regions->tree == NULL ? SKT_E_NOMEM : SKT_OK;
    qsort(parts, n, sizeof *parts, by_name_and_place);
    for (size_t i = 0; status == SKT_OK && i < n;) {
        size_t end = i + 1;
        while (end < n && by_name(&parts[i], &parts[end]) == 0) {
            end++;
        }
        skt_region *region = &regions->items[regions->count];
        status = make_region(region, regions, reading, &parts[i], end - i);
        if (status == SKT_OK) {
            GEOSSTRtree_insert_r(regions->geos, regions->tree, region->geometry, region);
        }
        i = end;
    }
    return status;
}

static skt_str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return skt_str_from(slash == NULL ? path : slash + 1);
}

skt_status skt_regions_open(skt_regions **out, const char *path, const char *field, skt_diag *diag)
{
    *out = NULL;
    const skt_status ready = skt_proj_ready(diag);
    skt_regions *regions = ready != SKT_OK ? NULL : calloc(1, sizeof *regions);
    if (regions == NULL) {
        return ready != SKT_OK ? ready : SKT_E_NOMEM;
    }
    skt_regions_reading reading = {
        .path = path, .field = field, .diag = diag, .arena = &regions->arena};
    regions->geos = GEOS_init_r();
    skt_status status = regions->geos == NULL ? SKT_E_NOMEM : read_file(&reading);
    if (status == SKT_OK) {
        skt_str name;
        status = skt_arena_str(&name, &regions->arena, base_name(path));
        status =
            status == SKT_OK ? skt_utf8_clean(&regions->source, &regions->arena, name) : status;
    }
    if (status == SKT_OK) {
        status = make_regions(regions, &reading);
    }
    if (status == SKT_OK) {
        status = skt_regions_check_overlaps(regions, path, diag);
    }
    skt_source_crs_close(reading.crs);
    skt_vec_dispose(&reading.parts);
    if (status != SKT_OK) {
        skt_regions_close(regions);
        return status;
    }
    *out = regions;
    return SKT_OK;
}

void skt_regions_close(skt_regions *regions)
{
    if (regions == NULL) {
        return;
    }
    for (size_t i = 0; i < regions->count; i++) {
        GEOSPreparedGeom_destroy_r(regions->geos, regions->items[i].prepared);
        GEOSGeom_destroy_r(regions->geos, regions->items[i].geometry);
    }
    if (regions->geos != NULL) {
        GEOSSTRtree_destroy_r(regions->geos, regions->tree);
        GEOS_finish_r(regions->geos);
    }
    skt_arena_dispose(&regions->arena);
    free(regions);
}

size_t skt_regions_count(const skt_regions *regions)
{
    return regions->count;
}

skt_str skt_regions_name(const skt_regions *regions, size_t index)
{
    return regions->items[index].name;
}

double skt_regions_area_km2(const skt_regions *regions, size_t index)
{
    return regions->items[index].area_km2;
}

const skt_polygon *skt_regions_polygon(const skt_regions *regions, size_t index)
{
    return &regions->items[index].polygon;
}

skt_str skt_regions_source(const skt_regions *regions)
{
    return regions->source;
}
