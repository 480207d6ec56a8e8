/* The page and the frame of the map on it: from degrees to millimetres. */
#ifndef SKT_EXPORT_MAP_VIEW_H
#define SKT_EXPORT_MAP_VIEW_H

#include "core/buf.h"
#include "export/map/choice.h"
#include "export/project.h"

typedef struct skt_map_rect {
    double x, y, width, height; /* millimetres; y runs down */
} skt_map_rect;

typedef struct skt_map_view {
    skt_map_choice choice;
    skt_projection *projection;
    double page_width, page_height;
    skt_map_rect frame, side; /* the map, and the legend beside it */
    double foot_y;            /* where the notes below begin */
    double seen[4];           /* a box of degrees around all that the frame shows */
    double scale;             /* millimetres a metre */
    double grid;              /* millimetres that points are snapped to */
    bool wide;                /* a continent or more: lines are finer */
    double middle[2];         /* easting, northing in the middle of the frame */
} skt_map_view;

/* A view of the box (as skt_map_choose takes it), with `notes` millimetres for notes below.
 * Close it in any case. SKT_E_NOMEM. */
skt_status skt_map_view_open(skt_map_view *out, const double box[4], double notes, skt_diag *diag);
void skt_map_view_close(skt_map_view *view);

/* Millimetres on the page; false where the projection has no such point. */
bool skt_map_view_point(double at[2], const skt_map_view *view, const double lonlat[2]);
bool skt_map_view_shows(const skt_map_view *view, const double at[2]);
/* Adds the polygon as path data; nothing where none of it can be shown. `scratch` is used. */
skt_status skt_map_view_path(skt_buf *out, const skt_map_view *view, const skt_polygon *polygon,
                             skt_arena *scratch);

#endif
