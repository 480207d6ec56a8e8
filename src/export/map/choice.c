#include "export/map/choice.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static const double RADIANS = 3.14159265358979323846 / 180.0;

static double tenth(double degrees)
{
    const double value = round(degrees * 10.0) / 10.0;
    return value == 0.0 ? 0.0 : value;
}

static double wrapped(double lon)
{
    return lon - 360.0 * floor((lon + 180.0) / 360.0);
}

static skt_map_family family_of(double width, double south, double north)
{
    const double height = north - south;
    const double middle = (south + north) / 2;
    const double ratio = width * cos(middle * RADIANS) / fmax(height, 1e-6);
    const double nearest = fmin(fabs(south), fabs(north)); /* to the equator */
    const bool beside_equator = south * north > 0 && nearest > 15.0;
    if (south * north > 0 && nearest > 40.0 &&
        (fmax(fabs(south), fabs(north)) > 88.0 || width > 230.0)) {
        return SKT_MAP_POLAR;
    }
    /* Far from the equator meridians are close: Russia's 170 degrees are half of a hemisphere. */
    const bool far = south * north > 0 && nearest > 25.0 && width <= 230.0 && height < 60.0;
    if ((width > 180.0 && !far) || height > 120.0) {
        return SKT_MAP_WORLD;
    }
    if (width < 10.0 && height < 10.0) {
        return SKT_MAP_AZIMUTHAL;
    }
    /* An extent from east to west follows a parallel: so does the line that a cone touches. */
    if (ratio > 1.25 && fabs(middle) < 15.0 && height < 60.0) {
        return SKT_MAP_CYLINDRICAL;
    }
    if (ratio > 1.25 && beside_equator && height < 60.0 && width <= 110.0 &&
        fmax(fabs(south), fabs(north)) < 80.0) {
        return SKT_MAP_CONIC;
    }
    return SKT_MAP_AZIMUTHAL;
}

enum { DEGREES = 32 };

typedef char word[DEGREES];

/* "35.5", in any locale. */
static const char *decimal(word out, double value)
{
    const long tenths = lround(fabs(value) * 10.0);
    const char *sign = value < 0 && tenths > 0 ? "-" : "";
    if (tenths % 10 == 0) {
        (void)snprintf(out, DEGREES, "%s%ld", sign, tenths / 10);
    } else {
        (void)snprintf(out, DEGREES, "%s%ld.%ld", sign, tenths / 10, tenths % 10);
    }
    return out;
}

/* "35.5° E" */
static void degrees(word out, double value, char plus, char minus)
{
    word number;
    (void)snprintf(out, DEGREES, "%.8s° %c", decimal(number, fabs(value)),
                   value < 0 ? minus : plus);
}

static void describe(skt_map_choice *c)
{
    word lon;
    word lat;
    word first;
    word second;
    degrees(lon, c->lon0, 'E', 'W');
    degrees(lat, c->lat0, 'N', 'S');
    degrees(first, c->lat1, 'N', 'S');
    degrees(second, c->lat2, 'N', 'S');
    switch (c->family) {
    case SKT_MAP_WORLD:
        (void)snprintf(c->name, sizeof c->name, "Equal Earth projection, central meridian %s", lon);
        break;
    case SKT_MAP_CONIC:
        (void)snprintf(c->name, sizeof c->name,
                       "Albers equal-area conic projection, central meridian %s, standard "
                       "parallels %s and %s",
                       lon, first, second);
        break;
    case SKT_MAP_CYLINDRICAL:
        (void)snprintf(c->name, sizeof c->name,
                       "Lambert cylindrical equal-area projection, central meridian %s, standard "
                       "parallels %s and south",
                       lon, first);
        break;
    case SKT_MAP_POLAR:
    case SKT_MAP_AZIMUTHAL:
        (void)snprintf(c->name, sizeof c->name,
                       "Lambert azimuthal equal-area projection, centre %s %s", lat, lon);
        break;
    }
}

/* In the words of PROJ. */
static void define(skt_map_choice *c)
{
    word lon;
    word lat;
    word first;
    word second;
    (void)decimal(lon, c->lon0);
    (void)decimal(lat, c->lat0);
    (void)decimal(first, c->lat1);
    (void)decimal(second, c->lat2);
    switch (c->family) {
    case SKT_MAP_WORLD:
        (void)snprintf(c->proj, sizeof c->proj, "+proj=eqearth +lon_0=%s", lon);
        break;
    case SKT_MAP_CONIC:
        (void)snprintf(c->proj, sizeof c->proj, "+proj=aea +lat_0=%s +lon_0=%s +lat_1=%s +lat_2=%s",
                       lat, lon, first, second);
        break;
    case SKT_MAP_CYLINDRICAL:
        (void)snprintf(c->proj, sizeof c->proj, "+proj=cea +lon_0=%s +lat_ts=%s", lon, first);
        break;
    case SKT_MAP_POLAR:
    case SKT_MAP_AZIMUTHAL:
        (void)snprintf(c->proj, sizeof c->proj, "+proj=laea +lat_0=%s +lon_0=%s", lat, lon);
        break;
    }
}

void skt_map_choose(skt_map_choice *out, const double box[4])
{
    const double width = box[2] - box[0] + (box[0] > box[2] ? 360.0 : 0.0);
    const double south = box[1];
    const double north = box[3];
    const double sixth = (north - south) / 6; /* Snyder, Map Projections, 1987, p. 99 */
    *out = (skt_map_choice){.family = family_of(width, south, north),
                            .lon0 = width >= 359.0 ? 0.0 : tenth(wrapped(box[0] + width / 2)),
                            .lat0 = tenth((south + north) / 2),
                            .lat1 = tenth(south + sixth),
                            .lat2 = tenth(north - sixth)};
    if (out->family == SKT_MAP_POLAR) {
        out->lat0 = north > 0 ? 90.0 : -90.0;
    }
    if (out->family == SKT_MAP_CYLINDRICAL) {
        out->lat1 = out->lat2 = tenth(fmax(fabs(south), fabs(north)) / 2);
        out->lat0 = 0.0;
    }
    if (out->family == SKT_MAP_WORLD) {
        out->lat0 = 0.0;
    }
    describe(out);
    define(out);
}
