/* Where on Earth a projection can be drawn without a tear. Private to project*.c.
 *
 * Each kind of projection tears the globe somewhere: along the meridian opposite its own, at
 * the point opposite its centre, at a pole. The domain is the globe without that, in pieces
 * (longitudes within 180 degrees) whose inside is carried over whole. */
#ifndef SKT_EXPORT_PROJECT_DOMAIN_H
#define SKT_EXPORT_PROJECT_DOMAIN_H

#include <geos_c.h>

#include "core/arena.h"
#include "gazetteer/gazetteer.h"
#include "geometry/late_proj.h"

enum { SKT_DOMAIN_PIECES = 3 };

typedef struct skt_domain {
    bool geographic; /* degrees in, degrees out: no edge is bent */
    bool torn;       /* along the antimeridian: what is cut there stays so */
    GEOSContextHandle_t geos;
    GEOSGeometry *pieces[SKT_DOMAIN_PIECES];
    const GEOSPreparedGeometry *prepared[SKT_DOMAIN_PIECES];
    size_t n;
} skt_domain;

/* The domain of a CRS, by the method and the parameters that PROJ tells of it. SKT_E_NOMEM. */
skt_status skt_domain_open(skt_domain *out, PJ_CONTEXT *context, const PJ *crs);
/* Whether the point lies in it. */
bool skt_domain_has(const skt_domain *domain, const double lonlat[2]);
void skt_domain_dispose(skt_domain *domain);

#endif
