/* Which projection fits an extent. The criteria are those of J. Jenny, B. Šavrič and B. Jenny's
 * adaptive maps and Projection Wizard (Šavrič, Jenny and Jenny, "Projection Wizard - An Online
 * Map Projection Selection Tool", The Cartographic Journal 53, 2016), for equal-area maps: what
 * is shaded by area must not lie about areas. */
#ifndef SKT_EXPORT_MAP_CHOICE_H
#define SKT_EXPORT_MAP_CHOICE_H

typedef enum skt_map_family {
    SKT_MAP_WORLD,       /* Equal Earth */
    SKT_MAP_POLAR,       /* Lambert azimuthal equal-area, centred on a pole */
    SKT_MAP_AZIMUTHAL,   /* the same, centred on the extent */
    SKT_MAP_CONIC,       /* Albers equal-area conic */
    SKT_MAP_CYLINDRICAL, /* Lambert cylindrical equal-area */
} skt_map_family;

typedef struct skt_map_choice {
    skt_map_family family;
    double lon0, lat0; /* its centre, degrees */
    double lat1, lat2; /* standard parallels, where it has them */
    char proj[192];    /* for PROJ */
    char name[256];    /* for people, with its parameters */
} skt_map_choice;

/* Chooses for a box of degrees: west, south, east, north; west > east where it crosses the
 * antimeridian. Parameters are rounded to tenths of a degree. */
void skt_map_choose(skt_map_choice *out, const double box[4]);

#endif
