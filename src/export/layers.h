/* Layers: records with a shape each, made from incidents and tally rows, ready
 * for any writer. What they need of the gazetteer comes through skt_atlas, so
 * that they can be made and tested without one. */
#ifndef SKT_EXPORT_LAYERS_H
#define SKT_EXPORT_LAYERS_H

#include <math.h>

#include "core/arena.h"
#include "export/fields.h"
#include "gazetteer/gazetteer.h"

/* What the atlas tells of one of its areas. */
typedef struct skt_atlas_area {
    skt_node node;
    skt_level level; /* country, region or sea */
    skt_str name;
    skt_str iso_a2; /* by the boundaries chosen; none of a sea */
    bool disputed;  /* more than one state claims it */
} skt_atlas_area;

/* What layers ask of the gazetteer. `context` is handed back to each call. */
typedef struct skt_atlas {
    void *context;
    /* The polygon of `node` in `arena`; n_rings 0 where there is none. */
    skt_status (*polygon)(skt_polygon *out, void *context, skt_node node, skt_detail detail,
                          skt_arena *arena);
    /* The same, with no more points than `metres` need; neighbours share their borders. */
    skt_status (*outline)(skt_polygon *out, void *context, skt_node node, double metres,
                          skt_arena *arena);
    /* The region in whose polygon `region` is drawn: mostly itself. */
    skt_node (*map_region)(void *context, skt_node region);
    /* Display names; none where the code is unknown. */
    skt_str (*region_name)(void *context, skt_str admin1);
    skt_str (*country_name)(void *context, skt_str alpha2);
    /* How many areas there are, and area `index` of them. */
    size_t (*area_count)(void *context);
    skt_atlas_area (*area)(void *context, size_t index);
    /* Whether the area may reach into the box: west, south, east, north; west > east where
     * it crosses the antimeridian. Never false where it does. */
    bool (*touches)(void *context, skt_node area, const double box[4]);
    const skt_regions *regions; /* the user's own, or NULL */
    double metres;              /* detail of the layers; 0: as each of them needs it */
    const skt_polygon *own;     /* the regions' polygons in that detail; NULL: as they are */
} skt_atlas;

/* The atlas of a gazetteer, which must outlive it. */
skt_atlas skt_atlas_of(const skt_gazetteer *gazetteer);

/* A point, a polygon of any number of parts, or nothing. */
typedef struct skt_shape {
    double lon, lat;     /* of a point; NAN: none */
    skt_polygon polygon; /* n_rings 0: none */
} skt_shape;

static inline bool skt_shape_is_null(const skt_shape *shape)
{
    return shape->polygon.n_rings == 0 && !isfinite(shape->lon);
}

typedef enum skt_layer_kind {
    SKT_LAYER_INCIDENTS, /* points; all incidents, null shapes where there is no point */
    SKT_LAYER_TALLIES,   /* regions and seas: the polygons do not overlap, the rows add up */
    SKT_LAYER_COUNTRIES,
    SKT_LAYER_DAYS, /* as tallies, a record a day; its shapes are of coarse detail */
    SKT_LAYERS,     /* how many there are */
    SKT_FILE_LAYERS = SKT_LAYER_DAYS /* those before it have files of their own */
} skt_layer_kind;

typedef struct skt_layer {
    skt_layer_kind kind;
    const char *name;    /* of its files, without extension */
    const char *title;   /* for people */
    const char *summary; /* what it shows, in a sentence or two */
    const skt_field *fields;
    size_t n_fields;
    const void *records; /* n_records of record_size bytes, each beginning with its id */
    size_t n_records, record_size;
    skt_shape *shapes; /* one a record */
} skt_layer;

static inline const void *skt_layer_record(const skt_layer *layer, size_t index)
{
    return (const char *)layer->records + index * layer->record_size;
}

/* The identifier of record `index`. */
static inline skt_str skt_layer_id(const skt_layer *layer, size_t index)
{
    return *(const skt_str *)skt_layer_record(layer, index);
}

/* Arrays of pointers: what the public accessors give, or a test. */
typedef struct skt_incident_list {
    const skt_incident *const *items;
    size_t count;
} skt_incident_list;

typedef struct skt_row_list {
    const skt_row *const *items;
    size_t count;
} skt_row_list;

/* One record an incident, in the order of the list, in `arena`. Names come from
 * the atlas; source and quote from the first claim of each. */
skt_status skt_incident_records(skt_incident_record **out, skt_incident_list incidents,
                                const skt_claim_set *claims, const skt_atlas *atlas,
                                skt_arena *arena);

/* One record a row, in the order of the list, in `arena`. Where an area its identifiers name the
 * first day: "RU.41@2024-08-12"; where they are `by_day`, always. */
skt_status skt_tally_records(skt_tally_record **out, skt_row_list rows, bool by_day,
                             skt_arena *arena);
/* Whether the records are split by period so. */
bool skt_tally_is_split(const skt_tally_record *records, size_t count);

/* Adds the figures of `more` to those of `sum`, which tells of the same area or of one that is
 * drawn with it; names of outcomes in `arena`. SKT_E_NOMEM. */
skt_status skt_tally_record_add(skt_tally_record *sum, const skt_tally_record *more,
                                skt_arena *arena);

/* The layer of one kind from records, with shapes. For tallies and countries
 * `records` are those of the whole table; rows that do not belong to the layer
 * are left out, and rows of one period that share one polygon become one
 * record (docs/formats.md, "Regions without a polygon"). */
skt_status skt_layer_incidents(skt_layer *out, const skt_incident_record *records, size_t count,
                               skt_arena *arena);
skt_status skt_layer_areas(skt_layer *out, skt_layer_kind kind, const skt_tally_record *records,
                           size_t count, const skt_atlas *atlas, skt_arena *arena, skt_diag *diag);

/* Gives records the label points of the areas that they are drawn in, as `layer`, made of them by
 * skt_layer_areas, has them; those that it does not draw stay as they are. SKT_E_NOMEM. */
skt_status skt_tally_labels(skt_tally_record *records, size_t count, const skt_layer *layer,
                            const skt_atlas *atlas);

#endif
