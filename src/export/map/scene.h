/* What a map shows. Private to the module. */
#ifndef SKT_EXPORT_MAP_SCENE_H
#define SKT_EXPORT_MAP_SCENE_H

#include "export/backdrop.h"
#include "export/export.h"
#include "export/map/svg.h"
#include "export/map/view.h"
#include "export/theme.h"

/* An area with its figure, over all periods. */
typedef struct skt_map_area {
    skt_tally_record record;
    const skt_polygon *polygon;
    double at[2]; /* its label point on the page; NAN: not shown */
    double circle_mm;
    skt_number count; /* what the theme shows */
    skt_theme_caveat caveat;
} skt_map_area;

/* The incidents of one outcome at one place. */
typedef struct skt_map_point {
    double lon, lat;
    skt_outcome outcome;
    skt_number number; /* of drones; SKT_NULL where none has a number */
    double at[2], circle_mm;
} skt_map_point;

typedef struct skt_map_scene {
    const skt_export_data *data;
    skt_map_view view;
    skt_theme theme;
    skt_map_area *areas; /* by number, the greatest first */
    size_t n_areas;
    skt_map_point *points; /* the largest first */
    size_t n_points;
    skt_map_area *countries; /* those with drones that no region has: `count` is how many */
    size_t n_countries;
    skt_backdrop land, borders, disputed; /* countries, their regions, areas in dispute */
    size_t unlabelled;                    /* areas for whose name there was no room */
    skt_arena *arena;
} skt_map_scene;

/* Fills scene->points from the incidents. SKT_E_NOMEM. */
skt_status skt_map_take_points(skt_map_scene *scene);

/* "34", "34+" where more is known of than numbered, "some", "withheld"; in `out`. */
void skt_map_add_figure(skt_buf *out, const skt_map_area *area);

/* Each adds its part of the picture. SKT_E_NOMEM; failure to grow sticks in out->failed. */
skt_status skt_map_draw_base(skt_buf *out, const skt_map_scene *scene);
skt_status skt_map_draw_areas(skt_buf *out, const skt_map_scene *scene);
skt_status skt_map_draw_lines(skt_buf *out, const skt_map_scene *scene);
void skt_map_draw_symbols(skt_buf *out, const skt_map_scene *scene);
/* Counts what found no room in scene->unlabelled. */
skt_status skt_map_draw_labels(skt_buf *out, skt_map_scene *scene);
void skt_map_draw_graticule(skt_buf *out, const skt_map_scene *scene);
/* The marks of it at the frame, which stand outside. */
void skt_map_draw_degrees(skt_buf *out, const skt_map_scene *scene);
void skt_map_draw_scale_bar(skt_buf *out, const skt_map_scene *scene);
void skt_map_draw_legend(skt_buf *out, const skt_map_scene *scene);
void skt_map_draw_title(skt_buf *out, const skt_map_scene *scene);
void skt_map_draw_notes(skt_buf *out, const skt_map_scene *scene);
/* The title in words: what, and which days. */
void skt_map_add_title(skt_buf *out, const skt_map_scene *scene);

#endif
