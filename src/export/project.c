#include "export/project.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/diag.h"
#include "export/project_domain.h"
#include "geometry/late_proj.h"

static const char wgs84[] = "EPSG:4326";

struct skt_projection {
    PJ_CONTEXT *context;
    PJ *transform; /* NULL: coordinates stay as they are */
    char *wkt;
    char *crs;
    char *name, *authority, *ogc_wkt; /* authority: NULL where there is none */
    int code;
    skt_domain domain;
};

/* PROJ would print its own words on standard error; ours go to the diagnostics. */
static void be_quiet(void *user, int level, const char *message)
{
    (void)user;
    (void)level;
    (void)message;
}

static char *copy(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *out = malloc(size);
    return out == NULL ? NULL : memcpy(out, text, size);
}

static bool is_horizontal(PJ_TYPE type)
{
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS ||
           type == PJ_TYPE_PROJECTED_CRS || type == PJ_TYPE_COMPOUND_CRS ||
           type == PJ_TYPE_BOUND_CRS || type == PJ_TYPE_OTHER_CRS;
}

static skt_status identify(skt_projection *projection, const PJ *crs)
{
    const char *const one_line[] = {"MULTILINE=NO", NULL};
    const char *name = proj_get_name(crs);
    const char *authority = proj_get_id_auth_name(crs, 0);
    const char *code = proj_get_id_code(crs, 0);
    const char *wkt = proj_as_wkt(projection->context, crs, PJ_WKT1_GDAL, one_line);
    char *end = NULL;
    const long number = code == NULL ? 0 : strtol(code, &end, 10);
    const bool numbered =
        authority != NULL && end != NULL && *end == '\0' && number > 0 && number < INT_MAX;
    projection->name = copy(name != NULL ? name : projection->crs);
    projection->ogc_wkt = copy(wkt != NULL ? wkt : projection->wkt);
    projection->authority = numbered ? copy(authority) : NULL;
    projection->code = numbered ? (int)number : 0;
    return projection->name == NULL || projection->ogc_wkt == NULL ||
                   (numbered && projection->authority == NULL)
               ? SKT_E_NOMEM
               : SKT_OK;
}

static skt_status describe(skt_projection *projection, skt_diag *diag)
{
    const char *const one_line[] = {"MULTILINE=NO", NULL};
    PJ *crs = proj_create(projection->context, projection->crs);
    const bool fit = crs != NULL && is_horizontal(proj_get_type(crs));
    const char *wkt = fit ? proj_as_wkt(projection->context, crs, PJ_WKT1_ESRI, one_line) : NULL;
    skt_status status = SKT_OK;
    if (crs == NULL) {
        status = skt_diag_add(diag, SKT_E_USAGE, SKT_FAILURE, NULL, 0,
                              "PROJ knows no coordinate reference system \"%s\"; give a code such "
                              "as EPSG:3857 or EPSG:32637",
                              projection->crs);
    } else if (wkt == NULL) {
        status = skt_diag_add(diag, SKT_E_USAGE, SKT_FAILURE, NULL, 0,
                              "\"%s\" is no system that a map layer can have (a geographic or "
                              "projected one is needed, such as EPSG:4326 or EPSG:3857)",
                              projection->crs);
    } else {
        projection->wkt = copy(wkt);
        status = projection->wkt == NULL ? SKT_E_NOMEM : identify(projection, crs);
    }
    proj_destroy(crs);
    return status;
}

static skt_status connect(skt_projection *projection, skt_diag *diag)
{
    if (strcmp(projection->crs, wgs84) == 0) {
        return SKT_OK;
    }
    errno = 0;
    PJ *raw = proj_create_crs_to_crs(projection->context, wgs84, projection->crs, NULL);
    if (raw != NULL) {
        projection->transform = proj_normalize_for_visualization(projection->context, raw);
    }
    /* Without memory PROJ may well give a way that leads nowhere, from any point. */
    if (errno != ENOMEM && projection->transform != NULL) {
        (void)proj_trans(projection->transform, PJ_FWD, proj_coord(0, 0, 0, 0));
    }
    const bool unfinished =
        errno == ENOMEM || (projection->transform != NULL && errno >= PROJ_ERR_OTHER);
    proj_destroy(raw);
    if (unfinished) {
        return SKT_E_NOMEM;
    }
    if (projection->transform != NULL) {
        PJ *crs = proj_create(projection->context, projection->crs);
        const skt_status status =
            crs == NULL ? SKT_E_NOMEM
                        : skt_domain_open(&projection->domain, projection->context, crs);
        proj_destroy(crs);
        return status;
    }
    return skt_diag_add(diag, SKT_E_USAGE, SKT_FAILURE, NULL, 0,
                        "PROJ has no way from WGS 84 to \"%s\"; choose another system",
                        projection->crs);
}

skt_status skt_projection_open(skt_projection **out, const char *crs, skt_diag *diag)
{
    *out = NULL;
    skt_projection *projection = calloc(1, sizeof *projection);
    if (projection == NULL) {
        return SKT_E_NOMEM;
    }
    projection->crs = copy(crs == NULL ? wgs84 : crs);
    projection->context = proj_context_create();
    skt_status status = SKT_E_NOMEM;
    if (projection->crs != NULL && projection->context != NULL) {
        proj_log_func(projection->context, NULL, be_quiet);
        status = describe(projection, diag);
    }
    if (status == SKT_OK) {
        status = connect(projection, diag);
    }
    if (status != SKT_OK) {
        skt_projection_close(projection);
        return status;
    }
    *out = projection;
    return SKT_OK;
}

void skt_projection_close(skt_projection *projection)
{
    if (projection != NULL) {
        skt_domain_dispose(&projection->domain);
        proj_destroy(projection->transform);
        if (projection->context != NULL) {
            (void)proj_context_destroy(projection->context);
        }
        free(projection->wkt);
        free(projection->name);
        free(projection->authority);
        free(projection->ogc_wkt);
        free(projection->crs);
        free(projection);
    }
}

const char *skt_projection_wkt(const skt_projection *projection)
{
    return projection->wkt;
}

skt_projection_id skt_projection_identity(const skt_projection *projection)
{
    return (skt_projection_id){projection->name, projection->authority, projection->code,
                               projection->ogc_wkt};
}

const char *skt_projection_crs(const skt_projection *projection)
{
    return projection->crs;
}

bool skt_projection_apply(double xy[2], const skt_projection *projection, const double lonlat[2])
{
    if (projection->transform == NULL) {
        xy[0] = lonlat[0];
        xy[1] = lonlat[1];
        return true;
    }
    const PJ_COORD to =
        proj_trans(projection->transform, PJ_FWD, proj_coord(lonlat[0], lonlat[1], 0, 0));
    xy[0] = to.xy.x;
    xy[1] = to.xy.y;
    return isfinite(to.xy.x) && isfinite(to.xy.y);
}

bool skt_projection_invert(double lonlat[2], const skt_projection *projection, const double xy[2])
{
    lonlat[0] = xy[0];
    lonlat[1] = xy[1];
    if (projection->transform != NULL) {
        const PJ_COORD at =
            proj_trans(projection->transform, PJ_INV, proj_coord(xy[0], xy[1], 0, 0));
        lonlat[0] = at.xy.x;
        lonlat[1] = at.xy.y;
    }
    return isfinite(lonlat[0]) && isfinite(lonlat[1]);
}

const skt_domain *skt_projection_domain(const skt_projection *projection)
{
    return projection->transform == NULL ? NULL : &projection->domain;
}
