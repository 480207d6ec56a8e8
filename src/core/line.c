#include "core/line.h"

#include <math.h>
#include <string.h>

#include "core/vec.h"

static const double METRES_A_DEGREE = 111195.0;
static const double RADIANS = 3.14159265358979323846 / 180.0;

typedef struct span {
    size_t first, last;
    int forced; /* this many splits are made whatever the distance */
} span;

/* Square of the distance in metres of `p` from the segment a-b, on a plane that fits a. */
static double distance2(const double *p, const double *a, const double *b)
{
    const double scale = cos(fmin(fabs(a[1] + b[1]) / 2, 89.0) * RADIANS);
    const double bx = (b[0] - a[0]) * scale;
    const double by = b[1] - a[1];
    const double px = (p[0] - a[0]) * scale;
    const double py = p[1] - a[1];
    const double length2 = bx * bx + by * by;
    double t = length2 > 0 ? (px * bx + py * by) / length2 : 0.0;
    t = fmin(1.0, fmax(0.0, t));
    const double dx = (px - t * bx) * METRES_A_DEGREE;
    const double dy = (py - t * by) * METRES_A_DEGREE;
    return dx * dx + dy * dy;
}

static bool is_before(const double *a, const double *b)
{
    return a[0] < b[0] || (a[0] == b[0] && a[1] < b[1]);
}

/* The point farthest from its chord; of equal ones the lesser, whatever the direction. */
static size_t farthest(double *off2, const double *lonlat, span s)
{
    const bool turned = is_before(&lonlat[2 * s.last], &lonlat[2 * s.first]);
    const double *a = &lonlat[2 * (turned ? s.last : s.first)];
    const double *b = &lonlat[2 * (turned ? s.first : s.last)];
    size_t found = s.first;
    *off2 = -1.0;
    for (size_t i = s.first + 1; i < s.last; i++) {
        const double d2 = distance2(&lonlat[2 * i], a, b);
        if (d2 > *off2 || (d2 == *off2 && is_before(&lonlat[2 * i], &lonlat[2 * found]))) {
            *off2 = d2;
            found = i;
        }
    }
    return found;
}

skt_status skt_line_simplify(bool *keep, const double *lonlat, size_t n, double metres)
{
    SKT_VEC(span) open = {0};
    memset(keep, 0, n * sizeof *keep);
    if (n == 0) {
        return SKT_OK;
    }
    /* A closed line has no chord: its two halves keep a point each. */
    const bool closed = lonlat[0] == lonlat[2 * n - 2] && lonlat[1] == lonlat[2 * n - 1];
    keep[0] = keep[n - 1] = true;
    bool good = skt_vec_push(&open, (span){0, n - 1, closed ? 2 : 1});
    while (good && open.count > 0) {
        const span s = open.items[--open.count];
        double off2;
        const size_t at = farthest(&off2, lonlat, s);
        if (at == s.first || (s.forced == 0 && off2 < metres * metres)) {
            continue;
        }
        const int forced = s.forced > 0 ? s.forced - 1 : 0;
        keep[at] = true;
        good = skt_vec_push(&open, (span){s.first, at, forced}) &&
               skt_vec_push(&open, (span){at, s.last, forced});
    }
    skt_vec_dispose(&open);
    return good ? SKT_OK : SKT_E_NOMEM;
}
