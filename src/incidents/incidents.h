/* What the module knows of an incident beyond the public struct, for tallies. */
#ifndef SKT_INCIDENTS_INCIDENTS_H
#define SKT_INCIDENTS_INCIDENTS_H

#include "skytally.h"

typedef enum skt_extent {
    SKT_EXTENT_LOCAL,  /* inside one region */
    SKT_EXTENT_REGION, /* a region's own figure */
    SKT_EXTENT_SEA,
    SKT_EXTENT_SET, /* over several regions, seas or countries */
    SKT_EXTENT_COUNTRY,
    SKT_EXTENT_NOWHERE
} skt_extent;

typedef struct skt_incident_detail {
    skt_extent extent;
    skt_str country;       /* alpha-2; none for a sea and for what lies in several */
    skt_str admin1;        /* of a region and what is inside one */
    skt_estimate net;      /* sums over incidents to the true totals; all null without a number */
    skt_number high_above; /* in place of net.high in rows that hold the figure around it too: only
                              what it has beyond that figure's own */
    bool absorbed;         /* counted in another area's figure: no row of its own */
    bool covered;          /* inside a figure that has a number */
    bool part;             /* its parent's own text makes it a part */
    bool abroad;           /* of the other direction than what its ISO country suffers */
    skt_str side;          /* alpha-2 of the country that the drones were sent against; or none */
} skt_incident_detail;

/* The number of the report that the claim stands in, replicas under the one that
 * they repeat; SIZE_MAX for a claim that is in no incident. */
size_t skt_incident_set_report(const skt_incident_set *set, size_t claim);

/* Incident `index` < count; owned by `set`. */
const skt_incident_detail *skt_incident_set_detail(const skt_incident_set *set, size_t index);

#endif
