#include <stdarg.h>
#include <stdio.h>

#include "core/diag.h"
#include "regions/read.h"

skt_status skt_regions_fail(const skt_regions_reading *reading, skt_status status,
                            const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return skt_diag_add(reading->diag, status, SKT_FAILURE, reading->path, 0, "%s", text);
}

void skt_regions_note(const skt_regions_reading *reading, skt_region_notes *notes, size_t number,
                      skt_str name, const char *format, ...)
{
    if (++notes->count > SKT_REGIONS_MAX_NAMED) {
        return;
    }
    char text[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)skt_diag_add(reading->diag, SKT_OK, SKT_WARNING, reading->path, 0,
                       "feature %zu%s%.*s%s %s", number, name.len > 0 ? " (" : "", SKT_FMT(name),
                       name.len > 0 ? ")" : "", text);
}

void skt_regions_notes_end(const skt_regions_reading *reading, const skt_region_notes *notes,
                           const char *what)
{
    if (notes->count > SKT_REGIONS_MAX_NAMED) {
        (void)skt_diag_add(reading->diag, SKT_OK, SKT_WARNING, reading->path, 0,
                           "%zu more features %s", notes->count - SKT_REGIONS_MAX_NAMED, what);
    }
}

skt_status skt_regions_count_feature(skt_regions_reading *reading)
{
    return ++reading->features <= SKT_REGIONS_MAX_FEATURES
               ? SKT_OK
               : skt_regions_fail(reading, SKT_E_LIMIT,
                                  "has more than %d features; merge them or take a part",
                                  (int)SKT_REGIONS_MAX_FEATURES);
}

static skt_status no_place(const skt_regions_reading *reading, const skt_feature *feature,
                           const double xy[2])
{
    return skt_regions_fail(reading, SKT_E_INPUT,
                            "feature %zu%s%.*s%s: the point %.10g %.10g is no place on Earth in "
                            "the coordinate reference system that the file names; name the right "
                            "one, or mend the point",
                            feature->number, feature->name.len > 0 ? " (" : "",
                            SKT_FMT(feature->name), feature->name.len > 0 ? ")" : "", xy[0], xy[1]);
}

/* All rings of the feature in WGS 84. */
static skt_status bring_home(skt_polygon *out, skt_regions_reading *reading,
                             const skt_feature *feature, skt_arena *scratch)
{
    const skt_polygon *in = &feature->polygon;
    *out = (skt_polygon){skt_arena_array(scratch, in->n_rings + 1, sizeof(skt_ring)), 0};
    skt_status status = out->rings == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < in->n_rings; i++) {
        size_t bad = SIZE_MAX;
        status = skt_source_crs_ring(&out->rings[i], &bad, reading->crs, &in->rings[i],
                                     SKT_REGIONS_MAX_POINTS - reading->points, scratch);
        if (status == SKT_E_LIMIT) {
            return skt_regions_fail(reading, status,
                                    "has more than %d points; generalise the polygons, or take a "
                                    "part of them",
                                    (int)SKT_REGIONS_MAX_POINTS);
        }
        if (status == SKT_OK && bad != SIZE_MAX) {
            return no_place(reading, feature, in->rings[i].lonlat + 2 * bad);
        }
        reading->points += out->rings[i].n;
        out->n_rings++;
    }
    return status;
}

/* A copy that outlives the scratch memory. */
static skt_status keep(skt_polygon *out, const skt_polygon *in, skt_arena *arena)
{
    *out = (skt_polygon){skt_arena_array(arena, in->n_rings, sizeof(skt_ring)), in->n_rings};
    for (size_t i = 0; out->rings != NULL && i < in->n_rings; i++) {
        out->rings[i] = in->rings[i];
        out->rings[i].lonlat = skt_arena_array(arena, 2 * in->rings[i].n, sizeof(double));
        if (out->rings[i].lonlat == NULL) {
            return SKT_E_NOMEM;
        }
        memcpy(out->rings[i].lonlat, in->rings[i].lonlat, 2 * in->rings[i].n * sizeof(double));
    }
    return out->rings == NULL ? SKT_E_NOMEM : SKT_OK;
}

/* Without control characters, which would spoil tables, and spaces at its ends. */
static skt_status plain_name(skt_str *out, skt_str name, skt_arena *arena)
{
    const skt_status status = skt_arena_str(out, arena, name);
    if (status != SKT_OK) {
        return status;
    }
    for (size_t i = 0; i < out->len; i++) {
        const unsigned char c = (unsigned char)out->ptr[i];
        if (c < ' ' || c == 0x7F) {
            ((char *)out->ptr)[i] = ' ';
        }
    }
    *out = skt_str_trim(*out);
    return SKT_OK;
}

skt_status skt_regions_take(skt_regions_reading *reading, const skt_feature *feature,
                            skt_arena *scratch)
{
    skt_region_part part;
    skt_status status = plain_name(&part.name, feature->name, reading->arena);
    if (status == SKT_OK && part.name.len == 0) {
        skt_regions_note(reading, &reading->unnamed, feature->number, SKT_STR_NONE,
                         "has no name and is left out");
        return SKT_OK;
    }
    skt_polygon home;
    skt_polygon valid = {NULL, 0};
    skt_str fault;
    if (status == SKT_OK) {
        status = bring_home(&home, reading, feature, scratch);
    }
    if (status == SKT_OK) {
        status = skt_polygon_mend(&valid, &fault, &home, scratch);
    }
    if (status != SKT_OK) {
        return status;
    }
    if (fault.len > 0) {
        skt_regions_note(reading, &reading->mended, feature->number, feature->name,
                         "is invalid and was mended: %.*s", SKT_FMT(fault));
    }
    if (valid.n_rings == 0) {
        skt_regions_note(reading, &reading->empty, feature->number, feature->name,
                         "has no area and is left out");
        return SKT_OK;
    }
    status = keep(&part.polygon, &valid, reading->arena);
    return status != SKT_OK || skt_vec_push(&reading->parts, part) ? status : SKT_E_NOMEM;
}
