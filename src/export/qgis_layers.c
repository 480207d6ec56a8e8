/* Layers of the QGIS project: those of the GeoPackage, its tables, and below all a backdrop of
 * countries, which is part of the project itself. */
#include <math.h>
#include <string.h>

#include "core/json.h"
#include "export/qgis_parts.h"
#include "export/style.h"
#include "export/symbols.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* QGIS gives a layer whose id is short another one. */
#define ID "skytally_"
#define BACKDROP "backdrop" /* the name of the layer below all */

static const skt_qgis_table tables[] = {
    {"incidents", "Incidents", SKT_LAYER_INCIDENTS, true},
    {"tallies", "Drones by region", SKT_LAYER_TALLIES, true},
    {"tallies_by_day", "Drones by region and day", SKT_LAYER_DAYS, false},
    {"countries", "Drones by country: subtotals", SKT_LAYER_COUNTRIES, false},
    {"claims", "Claims", -1, true},
    {"reports", "Reports", -1, true},
    {"incident_claims", "Claims of incidents", -1, true},
};

const skt_qgis_table *skt_qgis_tables(size_t *count)
{
    *count = COUNT(tables);
    return tables;
}

/* ------------------------------------------------------------------- tree */

static void add_tree_layer(skt_buf *out, const char *name, const char *title, const char *provider,
                           bool shown)
{
    const bool ogr = strcmp(provider, "ogr") == 0;
    skt_buf_format(out,
                   "<layer-tree-layer id=\"" ID
                   "%s\" name=\"%s\" providerKey=\"%s\" source=\"%s%s\" "
                   "checked=\"%s\" expanded=\"%d\" legend_exp=\"\" legend_split_behavior=\"0\" "
                   "patch_size=\"-1,-1\"/>\n",
                   name, title, provider, ogr ? "./skytally.gpkg|layername=" : "", ogr ? name : "",
                   shown ? "Qt::Checked" : "Qt::Unchecked", shown && ogr);
}

void skt_qgis_add_tree(skt_buf *out)
{
    skt_buf_add_text(out, "<layer-tree-group>\n");
    for (size_t i = 0; i < COUNT(tables); i++) {
        if (tables[i].kind >= 0) {
            add_tree_layer(out, tables[i].name, tables[i].title, "ogr", tables[i].shown);
        }
    }
    skt_buf_add_text(out, "<layer-tree-group name=\"Tables\" checked=\"Qt::Checked\" "
                          "expanded=\"0\">\n");
    for (size_t i = 0; i < COUNT(tables); i++) {
        if (tables[i].kind < 0) {
            add_tree_layer(out, tables[i].name, tables[i].title, "ogr", tables[i].shown);
        }
    }
    skt_buf_add_text(out, "</layer-tree-group>\n");
    add_tree_layer(out, BACKDROP, "Countries around", "annotation", true);
    skt_buf_add_text(out, "</layer-tree-group>\n");
}

void skt_qgis_add_legend_tree(skt_buf *out)
{
    skt_buf_add_text(out, "<layer-tree-group>\n");
    for (size_t i = 0; i < COUNT(tables); i++) {
        if (tables[i].kind >= 0 && tables[i].shown) {
            add_tree_layer(out, tables[i].name, tables[i].title, "ogr", true);
        }
    }
    skt_buf_add_text(out, "</layer-tree-group>\n");
}

void skt_qgis_add_themes(skt_buf *out)
{
    static const struct {
        const char *name, *layers[3];
    } themes[] = {
        {SKT_QGIS_WHOLE_PERIOD, {"incidents", "tallies", BACKDROP}},
        {"Day by day", {"incidents", "tallies_by_day", BACKDROP}},
        {"Countries", {"countries", BACKDROP, NULL}},
    };
    skt_buf_add_text(out, "<visibility-presets>\n");
    for (size_t i = 0; i < COUNT(themes); i++) {
        skt_buf_format(out, "<visibility-preset name=\"%s\">\n", themes[i].name);
        for (size_t k = 0; k < COUNT(themes[i].layers) && themes[i].layers[k] != NULL; k++) {
            skt_buf_format(out, "<layer id=\"" ID "%s\" visible=\"1\"/>\n", themes[i].layers[k]);
        }
        skt_buf_add_text(out, "</visibility-preset>\n");
    }
    skt_buf_add_text(out, "</visibility-presets>\n");
}

/* -------------------------------------------------------------- relations */

static const struct {
    const char *id, *title;
    const char *child, *key, *parent; /* child.key is the fid of parent */
} relations[] = {
    {"claims_of_incident", "Claims of the incident", "incident_claims", "base_id", "incidents"},
    {"incidents_of_claim", "Incidents of the claim", "incident_claims", "related_id", "claims"},
    {"claims_of_report", "Claims of the report", "claims", "report_fid", "reports"},
};

void skt_qgis_add_relations(skt_buf *out)
{
    skt_buf_add_text(out, "<relations>\n");
    for (size_t i = 0; i < COUNT(relations); i++) {
        skt_buf_format(out,
                       "<relation id=\"%s\" name=\"%s\" referencingLayer=\"" ID "%s\" "
                       "referencedLayer=\"" ID "%s\" strength=\"Association\">"
                       "<fieldRef referencingField=\"%s\" referencedField=\"fid\"/></relation>\n",
                       relations[i].id, relations[i].title, relations[i].child, relations[i].parent,
                       relations[i].key);
    }
    skt_buf_add_text(out, "</relations>\n");
}

/* Forms show the claims of an incident themselves, and not the rows between the two. */
static void add_form(skt_buf *out, const char *name)
{
    const bool incidents = strcmp(name, "incidents") == 0;
    if (incidents || strcmp(name, "claims") == 0) {
        skt_buf_format(out,
                       "<widgets><widget name=\"%s\"><config type=\"Map\"><Option type=\"QString\" "
                       "name=\"nm-rel\" value=\"%s\"/></config></widget></widgets>\n",
                       relations[incidents ? 0 : 1].id, relations[incidents ? 1 : 0].id);
    }
}

/* ----------------------------------------------------------------- layers */

/* They are made anew by each run: what was edited in them would be lost. */
static void begin_layer(skt_buf *out, const skt_qgis_table *table)
{
    const char *geometry = table->kind < 0                      ? "No geometry"
                           : table->kind == SKT_LAYER_INCIDENTS ? "Point"
                                                                : "Polygon";
    skt_buf_format(out,
                   "<maplayer type=\"vector\" geometry=\"%s\" labelsEnabled=\"%d\" readOnly=\"1\" "
                   "styleCategories=\"AllStyleCategories\" hasScaleBasedVisibilityFlag=\"0\" "
                   "minScale=\"100000000\" maxScale=\"0\" simplifyDrawingHints=\"%d\" "
                   "simplifyDrawingTol=\"1\" simplifyLocal=\"1\" simplifyMaxScale=\"1\" "
                   "simplifyAlgorithm=\"0\" symbologyReferenceScale=\"-1\">\n",
                   geometry, table->kind >= 0, table->kind > SKT_LAYER_INCIDENTS);
    skt_buf_format(out,
                   "<id>" ID "%s</id>\n<datasource>./skytally.gpkg|layername=%s</datasource>\n"
                   "<layername>%s</layername>\n",
                   table->name, table->name, table->title);
}

static void add_layer(skt_buf *out, const skt_qgis_table *table, const skt_qgis *project)
{
    const skt_export_data *data = project->job->data;
    begin_layer(out, table);
    if (table->kind >= 0) {
        skt_buf_add_text(out, "<srs>");
        skt_buf_add(out, skt_buf_str(&project->layers_crs.xml));
        skt_buf_add_text(out, "</srs>\n<resourceMetadata>\n");
        skt_metadata_add(out, &data->layers[table->kind], &data->meta);
        skt_buf_add_text(out, "</resourceMetadata>\n");
    }
    skt_buf_add_text(out, "<provider encoding=\"UTF-8\">ogr</provider>\n"
                          "<flags><Identifiable>1</Identifiable><Removable>1</Removable>"
                          "<Searchable>1</Searchable><Private>0</Private></flags>\n");
    if (table->kind >= 0) {
        skt_style_add(out, &data->layers[table->kind], SKT_STYLE_FULL_NAMES);
    }
    add_form(out, table->name);
    skt_buf_add_text(out, "</maplayer>\n");
}

/* --------------------------------------------------------------- backdrop */

/* Whether a ring is larger than a few steps either way. */
static bool is_seen(const skt_ring *ring, double step)
{
    double west = INFINITY;
    double south = INFINITY;
    double east = -INFINITY;
    double north = -INFINITY;
    for (size_t i = 0; i < ring->n; i++) {
        west = fmin(west, ring->lonlat[2 * i]);
        east = fmax(east, ring->lonlat[2 * i]);
        south = fmin(south, ring->lonlat[2 * i + 1]);
        north = fmax(north, ring->lonlat[2 * i + 1]);
    }
    return east - west > 3 * step || north - south > 3 * step;
}

/* Vertices at least `step` degrees apart; a thousandth of a degree is a tenth of a kilometre. */
static void add_ring(skt_buf *out, const skt_ring *ring, double step)
{
    const double *last = NULL;
    for (size_t i = 0; i < ring->n; i++) {
        const double *at = &ring->lonlat[2 * i];
        if (last == NULL || i + 1 == ring->n || hypot(at[0] - last[0], at[1] - last[1]) >= step) {
            skt_buf_add_text(out, last == NULL ? "(" : ", ");
            skt_buf_add_real(out, at[0], 3);
            skt_buf_add_char(out, ' ');
            skt_buf_add_real(out, at[1], 3);
            last = at;
        }
    }
    skt_buf_add_char(out, ')');
}

/* One polygon: outer ring `ring` of area `index`, and the holes behind it. */
static void add_item(skt_buf *out, const skt_qgis *project, size_t index, size_t ring)
{
    const skt_polygon *polygon = &project->backdrop.areas[index].polygon;
    const double step = project->backdrop_step;
    skt_buf_format(out, "<item type=\"polygon\" id=\"%zu-%zu\" zIndex=\"0\" wkt=\"Polygon (", index,
                   ring);
    add_ring(out, &polygon->rings[ring], step);
    for (size_t i = ring + 1; i < polygon->n_rings && polygon->rings[i].hole; i++) {
        if (is_seen(&polygon->rings[i], step)) {
            skt_buf_add_text(out, ", ");
            add_ring(out, &polygon->rings[i], step);
        }
    }
    skt_buf_add_text(out, ")\">");
    skt_symbol_add_land(out);
    skt_buf_add_text(out, "</item>\n");
}

/* An annotation layer keeps its shapes in the project: no file of its own, and nothing that
 * could be taken for data. */
static void add_backdrop(skt_buf *out, const skt_qgis *project)
{
    skt_buf_add_text(out, "<maplayer type=\"annotation\">\n<id>" ID BACKDROP "</id>\n"
                          "<datasource></datasource>\n<layername>Countries around</layername>\n"
                          "<srs>");
    skt_buf_add(out, skt_buf_str(&project->backdrop_crs.xml));
    skt_buf_add_text(out, "</srs>\n<items>\n");
    for (size_t i = 0; i < project->backdrop.count; i++) {
        const skt_polygon *polygon = &project->backdrop.areas[i].polygon;
        for (size_t ring = 0; ring < polygon->n_rings; ring++) {
            if (!polygon->rings[ring].hole &&
                is_seen(&polygon->rings[ring], project->backdrop_step)) {
                add_item(out, project, i, ring);
            }
        }
    }
    skt_buf_add_text(out, "</items>\n<layerOpacity>1</layerOpacity>\n<blendMode>0</blendMode>\n"
                          "</maplayer>\n");
}

void skt_qgis_add_layers(skt_buf *out, const skt_qgis *project)
{
    skt_buf_add_text(out, "<projectlayers>\n");
    for (size_t i = 0; i < COUNT(tables); i++) {
        add_layer(out, &tables[i], project);
    }
    add_backdrop(out, project);
    skt_buf_add_text(out, "</projectlayers>\n<layerorder>\n");
    for (size_t i = 0; i < COUNT(tables); i++) {
        if (tables[i].kind >= 0) {
            skt_buf_format(out, "<layer id=\"" ID "%s\"/>\n", tables[i].name);
        }
    }
    skt_buf_add_text(out, "<layer id=\"" ID BACKDROP "\"/>\n</layerorder>\n");
}
