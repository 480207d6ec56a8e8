#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/diag.h"
#include "geometry/late_proj.h"
#include "regions/read.h"

static const double METRES_PER_DEGREE = 111320.0;
/* How far a straight edge of a projected CRS may lie from a straight one of WGS 84 before it
 * gets a point between, and how often it is halved. */
static const double BEND_M = 20.0;
enum { MAX_HALVINGS = 12 };
static const double SHORT_DEGREES = 0.01; /* shorter edges bend by centimetres */
/* In any unit that maps have no coordinate on Earth is larger; of one that is, some of PROJ's
 * projections make a place all the same. */
static const double FARTHEST = 1e9;

struct skt_source_crs {
    PJ_CONTEXT *context;
    PJ *transform; /* NULL: WGS 84 as it is */
};

/* What PROJ would print goes nowhere: what matters is said in the diagnostics. */
static void be_quiet(void *user, int level, const char *message)
{
    (void)user;
    (void)level;
    (void)message;
}

static bool on_a_map(PJ_TYPE type)
{
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS ||
           type == PJ_TYPE_PROJECTED_CRS || type == PJ_TYPE_COMPOUND_CRS ||
           type == PJ_TYPE_BOUND_CRS || type == PJ_TYPE_OTHER_CRS;
}

static skt_status connect(skt_source_crs *crs, const char *definition, const char *path,
                          skt_diag *diag)
{
    errno = 0;
    PJ *from = proj_create(crs->context, definition);
    PJ *to = proj_create(crs->context, "EPSG:4326");
    PJ *raw = NULL;
    skt_status status = SKT_OK;
    if (from == NULL || to == NULL || !on_a_map(proj_get_type(from))) {
        status =
            skt_diag_add(diag, SKT_E_INPUT, SKT_FAILURE, path, 0,
                         "names no coordinate reference system that a map can have: \"%.60s\"; "
                         "write the one that the polygons are in (`ogr2ogr -a_srs EPSG:4326` "
                         "does)",
                         definition);
    } else if (!proj_is_equivalent_to_with_ctx(crs->context, from, to,
                                               PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS)) {
        raw = proj_create_crs_to_crs_from_pj(crs->context, from, to, NULL, NULL);
        crs->transform = raw == NULL ? NULL : proj_normalize_for_visualization(crs->context, raw);
        if (crs->transform == NULL) {
            status = skt_diag_add(diag, SKT_E_INPUT, SKT_FAILURE, path, 0,
                                  "PROJ has no way from its coordinate reference system to WGS 84; "
                                  "bring the polygons to one that it knows, such as EPSG:4326");
        }
    }
    /* Without memory PROJ may well give a way that leads nowhere, from any point. */
    if (errno != ENOMEM && crs->transform != NULL) {
        (void)proj_trans(crs->transform, PJ_FWD, proj_coord(0, 0, 0, 0));
    }
    if (errno == ENOMEM || (crs->transform != NULL && errno >= PROJ_ERR_OTHER)) {
        status = SKT_E_NOMEM;
    }
    proj_destroy(raw);
    proj_destroy(from);
    proj_destroy(to);
    return status;
}

skt_status skt_source_crs_open(skt_source_crs **out, const char *definition, const char *path,
                               skt_diag *diag)
{
    *out = NULL;
    skt_source_crs *crs = calloc(1, sizeof *crs);
    if (crs == NULL) {
        return SKT_E_NOMEM;
    }
    crs->context = proj_context_create();
    skt_status status = crs->context == NULL ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK) {
        proj_log_func(crs->context, NULL, be_quiet);
        status = definition == NULL ? SKT_OK : connect(crs, definition, path, diag);
    }
    if (status != SKT_OK) {
        skt_source_crs_close(crs);
        return status;
    }
    *out = crs;
    return SKT_OK;
}

void skt_source_crs_close(skt_source_crs *crs)
{
    if (crs != NULL) {
        proj_destroy(crs->transform);
        if (crs->context != NULL) {
            (void)proj_context_destroy(crs->context);
        }
        free(crs);
    }
}

bool skt_source_crs_apply(double lonlat[2], const skt_source_crs *crs, const double xy[2])
{
    lonlat[0] = xy[0];
    lonlat[1] = xy[1];
    if (!(fabs(xy[0]) <= FARTHEST && fabs(xy[1]) <= FARTHEST)) {
        return false;
    }
    if (crs->transform != NULL) {
        const PJ_COORD to = proj_trans(crs->transform, PJ_FWD, proj_coord(xy[0], xy[1], 0, 0));
        lonlat[0] = to.lp.lam;
        lonlat[1] = to.lp.phi;
    }
    /* Some files count longitudes from 0 to 360. */
    return isfinite(lonlat[0]) && isfinite(lonlat[1]) && fabs(lonlat[0]) <= 360.0 &&
           fabs(lonlat[1]) <= 90.0;
}

/* ----------------------------------------------------------------- edges */

typedef struct tracing {
    const skt_source_crs *crs;
    SKT_VEC(double) lonlat;
    size_t limit; /* points */
    bool bad, no_memory, too_many;
} tracing;

static void add(tracing *t, const double lonlat[2])
{
    if (t->lonlat.count / 2 >= t->limit) {
        t->too_many = true;
    } else if (!skt_vec_push(&t->lonlat, lonlat[0]) || !skt_vec_push(&t->lonlat, lonlat[1])) {
        t->no_memory = true;
    }
}

/* The short way round. */
static double turned(double degrees)
{
    return degrees > 180.0 ? degrees - 360.0 : degrees < -180.0 ? degrees + 360.0 : degrees;
}

/* How far the point at `share` of the way from `a` to `b` lies from the straight line. */
static bool bends(tracing *t, double share, const double a_xy[2], const double b_xy[2],
                  const double a[2], const double b[2])
{
    double real[2];
    const double xy[] = {a_xy[0] + share * (b_xy[0] - a_xy[0]),
                         a_xy[1] + share * (b_xy[1] - a_xy[1])};
    if (!skt_source_crs_apply(real, t->crs, xy)) {
        t->bad = true;
        return false;
    }
    const double east = turned(real[0] - a[0]) - share * turned(b[0] - a[0]);
    const double north = real[1] - a[1] - share * (b[1] - a[1]);
    const double narrow = cos(real[1] * 3.14159265358979323846 / 180.0);
    return hypot(east * narrow, north) * METRES_PER_DEGREE > BEND_M;
}

/* Adds the points between two corners, halving while the edge bends. The same from either
 * end, so that neighbours keep one border. */
static void add_between(tracing *t, const double a_xy[2], const double b_xy[2], const double a[2],
                        const double b[2], int halvings)
{
    if (halvings >= MAX_HALVINGS || t->bad || t->no_memory || t->too_many ||
        fabs(turned(a[0] - b[0])) + fabs(a[1] - b[1]) < SHORT_DEGREES) {
        return;
    }
    if (!bends(t, 0.5, a_xy, b_xy, a, b) && !bends(t, 0.25, a_xy, b_xy, a, b) &&
        !bends(t, 0.75, a_xy, b_xy, a, b)) {
        return;
    }
    const double xy[] = {(a_xy[0] + b_xy[0]) / 2.0, (a_xy[1] + b_xy[1]) / 2.0};
    double middle[2];
    if (!skt_source_crs_apply(middle, t->crs, xy)) {
        t->bad = true;
        return;
    }
    add_between(t, a_xy, xy, a, middle, halvings + 1);
    add(t, middle);
    add_between(t, xy, b_xy, middle, b, halvings + 1);
}

/* Fills t->lonlat; *bad is the point that has no place. */
static void trace(tracing *t, size_t *bad, const skt_ring *in)
{
    double before[2] = {0, 0};
    for (size_t i = 0; i < in->n && !t->no_memory && !t->too_many && !t->bad; i++) {
        double lonlat[2];
        t->bad = !skt_source_crs_apply(lonlat, t->crs, &in->lonlat[2 * i]);
        if (!t->bad && i > 0 && t->crs->transform != NULL) {
            add_between(t, &in->lonlat[2 * i - 2], &in->lonlat[2 * i], before, lonlat, 0);
        }
        if (t->bad) {
            *bad = i;
            return;
        }
        add(t, lonlat);
        memcpy(before, lonlat, sizeof before);
    }
}

skt_status skt_source_crs_ring(skt_ring *out, size_t *bad, const skt_source_crs *crs,
                               const skt_ring *in, size_t limit, skt_arena *arena)
{
    tracing t = {.crs = crs, .limit = limit};
    *out = (skt_ring){NULL, 0, in->hole};
    *bad = SIZE_MAX;
    trace(&t, bad, in);
    skt_status status = t.no_memory ? SKT_E_NOMEM : t.too_many ? SKT_E_LIMIT : SKT_OK;
    if (status == SKT_OK && *bad == SIZE_MAX) {
        out->n = t.lonlat.count / 2;
        out->lonlat = skt_arena_array(arena, t.lonlat.count + 1, sizeof(double));
        if (out->lonlat == NULL) {
            status = SKT_E_NOMEM;
        } else if (t.lonlat.count > 0) {
            memcpy(out->lonlat, t.lonlat.items, t.lonlat.count * sizeof(double));
        }
    }
    skt_vec_dispose(&t.lonlat);
    return status;
}
