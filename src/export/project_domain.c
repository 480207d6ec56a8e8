#include "export/project_domain.h"

#include <math.h>
#include <string.h>

#include "geometry/geometry.h"
#include "geometry/geos.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const double RADIANS = 3.14159265358979323846 / 180.0;

/* So far from a tear a point is surely on its side of it: about a millimetre. */
static const double ASIDE = 1e-8;

typedef enum family {
    CUT,       /* along the meridian opposite to its own, and at two latitudes */
    AZIMUTHAL, /* round the centre */
    TRANSVERSE
} family;

/* By words in the name of the method, the first that fit. Radius: degrees from the centre;
 * latitude: degrees that it ends at. EPSG Guidance Note 7-2 has the formulas; limits are where
 * they go to infinity, with a margin beyond which nobody could read the map. */
static const struct {
    const char *word;
    family family;
    double limit;
} methods[] = {
    {"Transverse Mercator", TRANSVERSE, 80},
    {"Cassini", TRANSVERSE, 80},
    {"Oblique Mercator", AZIMUTHAL, 75},
    {"Krovak", AZIMUTHAL, 75},
    {"Polyconic", AZIMUTHAL, 75},
    {"New Zealand Map Grid", AZIMUTHAL, 25},
    {"Orthographic", AZIMUTHAL, 89},
    {"Gnomonic", AZIMUTHAL, 75},
    {"Perspective", AZIMUTHAL, 70},
    {"Geostationary", AZIMUTHAL, 70},
    {"Stereographic", AZIMUTHAL, 150},
    {"Azimuthal", AZIMUTHAL, 175},
    {"Mercator", CUT, 85.06},
    {"Conic Conformal", CUT, 75}, /* of the far pole alone */
    {"", CUT, 90},
};

typedef struct shape_of {
    family family;
    double limit, lon0, lat0;
    bool conic;
} shape_of;

/* ------------------------------------------------------------- the method */

static double wrapped(double lon)
{
    return lon - 360.0 * floor((lon + 180.0) / 360.0);
}

static double prime_meridian(PJ_CONTEXT *context, const PJ *crs)
{
    double lon = 0.0;
    double factor = RADIANS;
    PJ *meridian = proj_get_prime_meridian(context, crs);
    if (meridian != NULL) {
        (void)proj_prime_meridian_get_parameters(context, meridian, &lon, &factor, NULL);
        proj_destroy(meridian);
    }
    return lon * factor / RADIANS;
}

/* The centre, by the codes of its parameters in the EPSG register. */
static void read_centre(shape_of *shape, PJ_CONTEXT *context, const PJ *operation)
{
    const int n = proj_coordoperation_get_param_count(context, operation);
    for (int i = 0; i < n; i++) {
        const char *code = NULL;
        double value = 0.0;
        double factor = 1.0;
        if (proj_coordoperation_get_param(context, operation, i, NULL, NULL, &code, &value, NULL,
                                          &factor, NULL, NULL, NULL, NULL) == 0 ||
            code == NULL) {
            continue;
        }
        const double degrees = value * factor / RADIANS;
        if (strcmp(code, "8802") == 0 || strcmp(code, "8822") == 0 || strcmp(code, "8833") == 0 ||
            strcmp(code, "8812") == 0) {
            shape->lon0 += degrees;
        } else if (strcmp(code, "8801") == 0 || strcmp(code, "8821") == 0 ||
                   strcmp(code, "8811") == 0) {
            shape->lat0 = degrees;
        } else if (strcmp(code, "8832") == 0) { /* a standard parallel: round its pole */
            shape->lat0 = degrees < 0 ? -90.0 : 90.0;
        }
    }
}

/* The projected CRS within; the caller's. */
static PJ *projected_part(PJ_CONTEXT *context, const PJ *crs)
{
    PJ *part = proj_clone(context, crs);
    for (int depth = 0; depth < 4 && part != NULL; depth++) {
        const PJ_TYPE type = proj_get_type(part);
        PJ *inner = type == PJ_TYPE_BOUND_CRS      ? proj_get_source_crs(context, part)
                    : type == PJ_TYPE_COMPOUND_CRS ? proj_crs_get_sub_crs(context, part, 0)
                                                   : NULL;
        if (inner == NULL) {
            break;
        }
        proj_destroy(part);
        part = inner;
    }
    return part;
}

/* False: it is not projected. */
static bool describe(shape_of *out, PJ_CONTEXT *context, const PJ *crs)
{
    PJ *part = projected_part(context, crs);
    const bool projected = part != NULL && proj_get_type(part) == PJ_TYPE_PROJECTED_CRS;
    PJ *operation = projected ? proj_crs_get_coordoperation(context, part) : NULL;
    const char *name = NULL;
    if (operation != NULL) {
        (void)proj_coordoperation_get_method_info(context, operation, &name, NULL, NULL);
    }
    size_t i = 0;
    while (i + 1 < COUNT(methods) && (name == NULL || strstr(name, methods[i].word) == NULL)) {
        i++;
    }
    *out = (shape_of){methods[i].family, methods[i].limit, 0.0, 0.0,
                      name != NULL && strstr(name, "Conic Conformal") != NULL};
    if (operation != NULL) {
        out->lon0 = prime_meridian(context, part);
        read_centre(out, context, operation);
        out->lon0 = wrapped(out->lon0);
    }
    proj_destroy(operation);
    proj_destroy(part);
    return projected;
}

/* ------------------------------------------------------------- the pieces */

/* NULL when memory is out; an empty box is an empty geometry. */
static GEOSGeometry *box(const skt_domain *d, double west, double south, double east, double north)
{
    double corners[] = {west, south, east, south, east, north, west, north, west, south};
    skt_ring ring = {corners, 5, false};
    const skt_polygon polygon = {&ring, west < east && south < north ? 1 : 0};
    return skt_geos_from(d->geos, &polygon);
}

static GEOSGeometry *joined(const skt_domain *d, GEOSGeometry *a, GEOSGeometry *b)
{
    GEOSGeometry *both = a == NULL || b == NULL ? NULL : GEOSUnion_r(d->geos, a, b);
    GEOSGeom_destroy_r(d->geos, a);
    GEOSGeom_destroy_r(d->geos, b);
    return both;
}

static GEOSGeometry *without(const skt_domain *d, GEOSGeometry *a, GEOSGeometry *b)
{
    GEOSGeometry *rest = a == NULL || b == NULL ? NULL : GEOSDifference_r(d->geos, a, b);
    GEOSGeom_destroy_r(d->geos, a);
    GEOSGeom_destroy_r(d->geos, b);
    return rest;
}

/* Longitudes from `west` eastwards to `east`, which may lie beyond the antimeridian. */
static GEOSGeometry *band(const skt_domain *d, double west, double south, double east, double north)
{
    const double from = wrapped(west);
    const double to = from + (east - west);
    return to <= 180.0 ? box(d, from, south, to, north)
                       : joined(d, box(d, from, south, 180.0, north),
                                box(d, -180.0, south, to - 360.0, north));
}

/* The cap of points no more than `radius` degrees from a centre, on the sphere. */
static GEOSGeometry *cap(const skt_domain *d, double lon0, double lat0, double radius)
{
    enum { CORNERS = 720 };
    double corners[2 * (CORNERS + 1)];
    const double sin0 = sin(lat0 * RADIANS);
    const double cos0 = cos(lat0 * RADIANS);
    const double r = radius * RADIANS;
    for (size_t i = 0; i <= CORNERS; i++) {
        const double azimuth = -2.0 * 180.0 * RADIANS * (double)(i % CORNERS) / CORNERS;
        const double sine = sin0 * cos(r) + cos0 * sin(r) * cos(azimuth);
        const double east = sin(azimuth) * sin(r) * cos0;
        corners[2 * i] = wrapped(lon0 + atan2(east, cos(r) - sin0 * sine) / RADIANS);
        corners[2 * i + 1] = asin(fmax(-1.0, fmin(1.0, sine))) / RADIANS;
    }
    skt_ring ring = {corners, CORNERS + 1, false};
    const skt_polygon rough = {&ring, 1};
    skt_polygon whole;
    skt_str fault;
    skt_arena arena = SKT_ARENA_INIT;
    GEOSGeometry *result = NULL;
    if (skt_polygon_mend(&whole, &fault, &rough, &arena) == SKT_OK) {
        result = skt_geos_from(d->geos, &whole);
    }
    skt_arena_dispose(&arena);
    return result;
}

static skt_status add_piece(skt_domain *d, GEOSGeometry *piece)
{
    if (piece == NULL) {
        return SKT_E_NOMEM;
    }
    d->pieces[d->n] = piece;
    d->prepared[d->n] = GEOSPrepare_r(d->geos, piece);
    d->n++;
    return d->prepared[d->n - 1] == NULL ? SKT_E_NOMEM : SKT_OK;
}

static skt_status add_cut(skt_domain *d, const shape_of *shape)
{
    const double south = !shape->conic || shape->lat0 >= 0 ? -shape->limit : -90.0;
    const double north = !shape->conic || shape->lat0 < 0 ? shape->limit : 90.0;
    const double tear = wrapped(shape->lon0 + 180.0);
    d->torn = tear == -180.0;
    if (d->torn) {
        return add_piece(d, box(d, -180.0, south, 180.0, north));
    }
    return add_piece(d, joined(d, box(d, -180.0, south, tear - ASIDE, north),
                               box(d, tear + ASIDE, south, 180.0, north)));
}

static skt_status add_azimuthal(skt_domain *d, const shape_of *shape)
{
    if (fabs(fabs(shape->lat0) - 90.0) < 1e-9) {
        const bool arctic = shape->lat0 > 0;
        return add_piece(d, box(d, -180.0, arctic ? 90.0 - shape->limit : -90.0, 180.0,
                                arctic ? 90.0 : shape->limit - 90.0));
    }
    if (shape->limit <= 90.0) {
        return add_piece(d, cap(d, shape->lon0, shape->lat0, shape->limit));
    }
    /* Two halves: an area around the whole of the far cap would be turned inside out. */
    skt_status status = SKT_OK;
    for (int half = 0; half < 2 && status == SKT_OK; half++) {
        const double west = shape->lon0 - 180.0 * half;
        GEOSGeometry *side = band(d, west, -90.0, west + 180.0, 90.0);
        status = add_piece(
            d, without(d, side,
                       cap(d, wrapped(shape->lon0 + 180.0), -shape->lat0, 180.0 - shape->limit)));
    }
    return status;
}

/* Beyond a quarter turn, north and south are torn apart along the equator; at its end, where
 * the line at infinity begins, a cap is left out. */
static skt_status add_transverse(skt_domain *d, const shape_of *shape)
{
    const double at = shape->lon0;
    GEOSGeometry *near = band(d, at - 90.0, -90.0, at + 90.0, 90.0);
    GEOSGeometry *north = band(d, at + 90.0, ASIDE, at + 270.0, 90.0);
    GEOSGeometry *south = band(d, at + 90.0, -90.0, at + 270.0, -ASIDE);
    GEOSGeometry *pieces[] = {near, north, south};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        for (int side = -1; side <= 1; side += 2) {
            pieces[i] =
                without(d, pieces[i], cap(d, wrapped(at + 90.0 * side), 0.0, 90.0 - shape->limit));
        }
        const skt_status added = add_piece(d, pieces[i]);
        status = status == SKT_OK ? added : status;
    }
    return status;
}

skt_status skt_domain_open(skt_domain *out, PJ_CONTEXT *context, const PJ *crs)
{
    shape_of shape;
    *out = (skt_domain){.geographic = !describe(&shape, context, crs)};
    if (out->geographic) {
        return SKT_OK;
    }
    out->geos = GEOS_init_r();
    if (out->geos == NULL) {
        return SKT_E_NOMEM;
    }
    switch (shape.family) {
    case AZIMUTHAL: return add_azimuthal(out, &shape);
    case TRANSVERSE: return add_transverse(out, &shape);
    case CUT: break;
    }
    return add_cut(out, &shape);
}

bool skt_domain_has(const skt_domain *domain, const double lonlat[2])
{
    if (domain == NULL || domain->geographic) {
        return isfinite(lonlat[0]) && isfinite(lonlat[1]);
    }
    GEOSGeometry *point = isfinite(lonlat[0]) && isfinite(lonlat[1])
                              ? GEOSGeom_createPointFromXY_r(domain->geos, lonlat[0], lonlat[1])
                              : NULL;
    bool found = false;
    for (size_t i = 0; i < domain->n && point != NULL && !found; i++) {
        found = GEOSPreparedCovers_r(domain->geos, domain->prepared[i], point) == 1;
    }
    GEOSGeom_destroy_r(domain->geos, point);
    return found;
}

void skt_domain_dispose(skt_domain *domain)
{
    for (size_t i = 0; i < domain->n; i++) {
        GEOSPreparedGeom_destroy_r(domain->geos, domain->prepared[i]);
        GEOSGeom_destroy_r(domain->geos, domain->pieces[i]);
    }
    if (domain->geos != NULL) {
        GEOS_finish_r(domain->geos);
    }
    *domain = (skt_domain){.geographic = true};
}
