/* The gazetteer as the other modules use it: nodes of the place tree, toponyms
 * found in a text, polygons. The compiled file is described in docs/gazetteer-format.md. */
#ifndef SKT_GAZETTEER_GAZETTEER_H
#define SKT_GAZETTEER_GAZETTEER_H

#include "core/arena.h"
#include "core/vec.h"
#include "skytally.h"
#include "text/text.h"

/* ------------------------------------------------------------------ nodes */

/* Fields of skt_gazetteer_node() alone: they are asked for often. */
skt_level skt_gazetteer_level(const skt_gazetteer *gazetteer, skt_node node);
unsigned skt_gazetteer_flags(const skt_gazetteer *gazetteer, skt_node node);
skt_str skt_gazetteer_admin1_of(const skt_gazetteer *gazetteer, skt_node node);
size_t skt_gazetteer_node_count(const skt_gazetteer *gazetteer);

typedef enum skt_script {
    SKT_SCRIPT_LATIN,
    SKT_SCRIPT_CYRILLIC,
    SKT_SCRIPT_ARABIC,
    SKT_SCRIPT_HEBREW,
    SKT_SCRIPT_GREEK,
    SKT_SCRIPT_ARMENIAN,
    SKT_SCRIPT_GEORGIAN,
    SKT_SCRIPT_HAN,
    SKT_SCRIPT_KANA,
    SKT_SCRIPT_HANGUL,
    SKT_SCRIPTS
} skt_script;

const char *skt_script_name(skt_script script);

typedef struct skt_gazetteer_census {
    size_t nodes[SKT_LEVEL_SEA + 1]; /* by level */
    size_t countries_with_regions, countries_with_districts;
    size_t named[SKT_SCRIPTS]; /* nodes that have a name in that script */
} skt_gazetteer_census;

/* Counts what the gazetteer has; reads all of it. SKT_E_NOMEM. */
skt_status skt_gazetteer_count(skt_gazetteer_census *out, const skt_gazetteer *gazetteer);
/* The capital of `country`, or SKT_NO_NODE. It is sought among all places. */
skt_node skt_gazetteer_capital(const skt_gazetteer *gazetteer, skt_node country);
/* Countries, regions and seas are the nodes below this number. */
size_t skt_gazetteer_area_count(const skt_gazetteer *gazetteer);
/* Whether more than one state claims the area. */
bool skt_gazetteer_is_disputed(const skt_gazetteer *gazetteer, skt_node area);
/* The country that the node is or lies in by ISO 3166, whatever the boundaries chosen: the
 * tree stays as it is. SKT_NO_NODE if there is none. */
skt_node skt_gazetteer_country_of(const skt_gazetteer *gazetteer, skt_node node);
/* --------------------------------------------------------------- toponyms */

/* One place as a text names it. For "the Bryansk, Kursk and Belgorod regions"
 * there are three, each of level region: the closing noun belongs to all. The
 * words of the type noun are inside the span of the toponym next to it. */
typedef struct skt_toponym {
    uint32_t first, end; /* words [first, end) of the text */
    skt_node node;       /* SKT_NO_NODE: a place, but not known which */
    skt_node runner_up;  /* next best, or SKT_NO_NODE */
    skt_level level;     /* by the text's own type word, else the node's */
    float score;         /* 0..1: how sure */
    bool typed;          /* a type word (region, city, airport ...) stood by it */
    bool adjective;      /* "Iranian", "Russian": a country as adjective or demonym */
    bool possessive;     /* "Ukraine's" */
    uint8_t prefix;      /* bytes of prefixes written to word `first`, as folded: "in Haifa" */
    const char *reason;  /* why this one; static storage */
} skt_toponym;

typedef SKT_VEC(skt_toponym) skt_toponyms;

/* What is known of the report beside its text. */
typedef struct skt_place_hints {
    skt_str country; /* of the publisher or given by the user, alpha-2; or none */
    skt_str lang;    /* of the text, ISO 639-1; or none */
} skt_place_hints;

/* Finds and resolves every toponym of a text, in the order of the words. What
 * looks like a place's name and is not one (a person, a weapon, a common word)
 * is not in the result. */
skt_status skt_toponyms_find(skt_toponyms *out, const skt_gazetteer *gazetteer,
                             const skt_text *text, const skt_place_hints *hints);

typedef SKT_VEC(skt_candidate) skt_candidates;

/* As skt_resolve(), all of them. */
skt_status skt_gazetteer_resolve(skt_candidates *out, const skt_gazetteer *gazetteer, skt_str name,
                                 skt_str context, skt_str country);

/* --------------------------------------------------------------- polygons */

typedef enum skt_detail {
    SKT_DETAIL_FINE,  /* 200 m */
    SKT_DETAIL_COARSE /* 2 km: for drawing */
} skt_detail;

/* One closed ring: the last point repeats the first. lon, lat in degrees,
 * interleaved; `n` points. */
typedef struct skt_ring {
    double *lonlat;
    size_t n;
    bool hole; /* belongs to the last ring before it that is no hole */
} skt_ring;

typedef struct skt_polygon {
    skt_ring *rings; /* outer rings counter-clockwise, holes clockwise (RFC 7946) */
    size_t n_rings;  /* 0: the node has no polygon */
} skt_polygon;

/* The polygon of a country, a region or a sea, in `arena`. */
skt_status skt_gazetteer_polygon(skt_polygon *out, const skt_gazetteer *gazetteer, skt_node node,
                                 skt_detail detail, skt_arena *arena);
/* The same with points that are off by less than `metres` left out, alike for all areas that share
 * a border; from the coarse outline where that is fine enough. May need skt_polygon_clean. */
skt_status skt_gazetteer_outline(skt_polygon *out, const skt_gazetteer *gazetteer, skt_node node,
                                 double metres, skt_arena *arena);
/* Whether a part of the area's outline may lie in the box: west, south, east, north in degrees;
 * west > east where it crosses the antimeridian. */
bool skt_gazetteer_touches(const skt_gazetteer *gazetteer, skt_node area, const double box[4]);
/* The region that stands for `region` on the map: itself, or the one that its
 * figures are drawn in where it has no polygon of its own. */
skt_node skt_gazetteer_map_region(const skt_gazetteer *gazetteer, skt_node region);

/* ------------------------------------------------------------------ build */

typedef struct skt_gaz_build_options {
    const char *geonames; /* folder with a GeoNames dump to be joined in, or NULL */
    size_t memory;        /* bytes of the buffers that sorting takes */
    /* Told now and then how far the reading of a file is; NULL: not wanted. */
    void (*progress)(void *user, const char *file, unsigned percent);
    void *user;
} skt_gaz_build_options;

#define SKT_GAZ_BUILD_OPTIONS_INIT                                                                 \
    {                                                                                              \
        NULL, (size_t)512 << 20, NULL, NULL                                                        \
    }

/* Compiles the committed data of folder `dir`, joined with a dump where one is given,
 * into the file `path`. Temporary files are made beside it. `options` may be NULL: none. */
skt_status skt_gazetteer_build(const char *path, const char *dir,
                               const skt_gaz_build_options *options, skt_diag *diag);

/* Appends to `out` a table (TSV) of the settlements and facilities that lie more than
 * `margin_km` outside of the region that their code names, by its polygon. *n_places
 * is how many could be compared. */
skt_status skt_gazetteer_list_strays(size_t *n_strays, size_t *n_places, skt_buf *out,
                                     const skt_gazetteer *gazetteer, double margin_km);

/* Reads the whole file: whether it is as it was compiled. Opening only checks its
 * header. */
bool skt_gazetteer_is_intact(const skt_gazetteer *gazetteer);

#endif
