#include "export/qgis_project.h"

#include <math.h>
#include <string.h>

#include "core/diag.h"
#include "core/json.h"
#include "core/zip.h"
#include "export/qgis_parts.h"
#include "export/xml.h"

static const char archive[] = "skytally.qgz";
static const char inside[] = "skytally.qgs";

/* ------------------------------------------------------------------- texts */

static void add_days(skt_buf *out, const skt_export_meta *meta)
{
    char from[11];
    char to[11];
    skt_day_format(from, meta->date_from);
    skt_day_format(to, meta->date_to);
    skt_buf_add_text(out, from);
    if (strcmp(from, to) != 0) {
        skt_buf_format(out, " to %s", to);
    }
}

static void make_texts(skt_qgis *project)
{
    const skt_export_meta *meta = &project->job->data->meta;
    char as_of[11];
    skt_day_format(as_of, meta->as_of);
    add_days(&project->days, meta);
    skt_buf_add_text(&project->as_of, as_of);
    skt_buf_add_text(&project->title, "Drone incidents");
    if (project->days.len > 0) {
        skt_buf_add_text(&project->title, ", ");
        skt_buf_add(&project->title, skt_buf_str(&project->days));
    }
    if (project->as_of.len > 0) {
        skt_buf_format(&project->title, " (as of %s)", as_of);
    }
    for (size_t i = 0; i < meta->n_attributions; i++) {
        skt_buf_format(&project->credits, "%s\n", meta->attributions[i]);
    }
    skt_buf_format(&project->credits, "Disputed areas: boundaries = %s", meta->boundaries);
}

/* -------------------------------------------------------------------- view */

/* Enough points along the box that its outline in any projection is met. */
enum { STEPS = 32 };

static void widen(double view[4], const skt_projection *projection, double lon, double lat)
{
    double xy[2];
    const double lonlat[2] = {lon, fmax(-85.0, fmin(85.0, lat))};
    if (skt_projection_apply(xy, projection, lonlat)) {
        view[0] = fmin(view[0], xy[0]);
        view[1] = fmin(view[1], xy[1]);
        view[2] = fmax(view[2], xy[0]);
        view[3] = fmax(view[3], xy[1]);
    }
}

static void view_of(double view[4], const skt_projection *projection, const double box[4])
{
    const double width = box[2] - box[0] + (box[0] > box[2] ? 360.0 : 0.0);
    view[0] = view[1] = INFINITY;
    view[2] = view[3] = -INFINITY;
    for (int i = 0; i <= STEPS; i++) {
        for (int k = 0; k <= STEPS; k++) {
            const double lon = box[0] + width * i / STEPS;
            widen(view, projection, lon > 180.0 ? lon - 360.0 : lon,
                  box[1] + (box[3] - box[1]) * k / STEPS);
        }
    }
    if (!(view[0] < view[2] && view[1] < view[3])) { /* the projection knows nothing of it */
        view[0] = view[1] = 0.0;
        view[2] = view[3] = 1.0;
    }
}

/* Countries reach further than the view: windows are wider than it or higher, and a map is
 * moved. */
static void around(double out[4], const double box[4])
{
    const double width = box[2] - box[0] + (box[0] > box[2] ? 360.0 : 0.0);
    const double height = box[3] - box[1];
    const double wide = 1.5 * fmax(width, 2.5 * height);
    const double high = 1.5 * fmax(height, 0.6 * width);
    const bool whole = wide >= 360.0 || box[0] > box[2];
    out[0] = whole ? -180.0 : fmax(-180.0, box[0] - (wide - width) / 2);
    out[1] = fmax(-90.0, box[1] - (high - height) / 2);
    out[2] = whole ? 180.0 : fmin(180.0, box[2] + (wide - width) / 2);
    out[3] = fmin(90.0, box[3] + (high - height) / 2);
}

/* Plate carree is for data and not for looking at: then the map is in web Mercator, which every
 * QGIS knows. */
static const char *map_crs(const char *layers_crs)
{
    return strcmp(layers_crs, "EPSG:4326") == 0 ? "EPSG:3857" : layers_crs;
}

/* What is smaller than a point on the screen at first is left out: every so many degrees a
 * vertex does. */
static double least_step(const double box[4])
{
    const double width = box[2] - box[0] + (box[0] > box[2] ? 360.0 : 0.0);
    return fmax(width, box[3] - box[1]) / 1200.0;
}

static skt_status look(skt_qgis *project, const char *crs, skt_arena *arena)
{
    const skt_export_data *data = project->job->data;
    double box[4];
    skt_status status;
    /* What is told of regions; a country's outline may be much larger than what is told of it. */
    if (!skt_backdrop_box(box, &status, data->layers, SKT_LAYER_COUNTRIES) && status == SKT_OK) {
        (void)skt_backdrop_box(box, &status, data->layers, SKT_FILE_LAYERS);
    }
    skt_projection *projection = NULL;
    if (status == SKT_OK) {
        status = skt_projection_open(&projection, crs, project->job->diag);
    }
    if (status == SKT_OK) {
        view_of(project->view, projection, box);
        skt_backdrop_options options = {
            .levels = 1u << SKT_LEVEL_COUNTRY, .detail = SKT_DETAIL_COARSE, .clip = true};
        around(options.box, box);
        project->backdrop_step = least_step(box);
        status = skt_backdrop_make(&project->backdrop, data->atlas, &options, arena);
    }
    skt_projection_close(projection);
    return status;
}

/* ------------------------------------------------------------------ elements */

void skt_qgis_add_box(skt_buf *out, const double box[4])
{
    static const char *const names[] = {"xmin", "ymin", "xmax", "ymax"};
    for (int i = 0; i < 4; i++) {
        skt_buf_format(out, "<%s>", names[i]);
        skt_buf_add_real(out, box[i], 6);
        skt_buf_format(out, "</%s>", names[i]);
    }
}

static void add_canvas(skt_buf *out, const skt_qgis *project)
{
    skt_buf_format(out,
                   "<mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\">\n"
                   "<units>%s</units>\n<extent>",
                   project->map_crs.degrees ? "degrees" : "meters");
    skt_qgis_add_box(out, project->view);
    skt_buf_add_text(out, "</extent>\n<rotation>0</rotation>\n<destinationsrs>");
    skt_buf_add(out, skt_buf_str(&project->map_crs.xml));
    skt_buf_add_text(out, "</destinationsrs>\n</mapcanvas>\n");
}

static void add_default_view(skt_buf *out, const skt_qgis *project)
{
    static const char *const names[] = {"xmin", "ymin", "xmax", "ymax"};
    skt_buf_add_text(out, "<ProjectViewSettings UseProjectScales=\"0\" rotation=\"0\">\n<Scales/>\n"
                          "<DefaultViewExtent");
    for (int i = 0; i < 4; i++) {
        skt_buf_format(out, " %s=\"", names[i]);
        skt_buf_add_real(out, project->view[i], 6);
        skt_buf_add_char(out, '"');
    }
    skt_buf_add_char(out, '>');
    skt_buf_add(out, skt_buf_str(&project->map_crs.xml));
    skt_buf_add_text(out, "</DefaultViewExtent>\n</ProjectViewSettings>\n");
}

/* From the first day to the end of the last, a day a frame. */
static void add_time(skt_buf *out, const skt_export_meta *meta)
{
    char from[11];
    char end[11];
    skt_day_format(from, meta->date_from);
    skt_day_format(end, meta->date_to == SKT_NO_DAY ? SKT_NO_DAY : meta->date_to + 1);
    skt_buf_add_text(out, "<ProjectTimeSettings timeStep=\"1\" timeStepUnit=\"d\" frameRate=\"1\" "
                          "cumulativeTemporalRange=\"0\">\n");
    if (from[0] != '\0' && end[0] != '\0') {
        skt_buf_format(out,
                       "<TemporalRange><start>%sT00:00:00Z</start><end>%sT00:00:00Z</end>"
                       "</TemporalRange>\n",
                       from, end);
    }
    skt_buf_add_text(out, "</ProjectTimeSettings>\n");
}

static void add_text_entry(skt_buf *out, const char *name, skt_str text)
{
    skt_buf_format(out, "<%s type=\"QString\">", name);
    skt_xml_add(out, text);
    skt_buf_format(out, "</%s>", name);
}

/* A text on the map. `placement`: 1 top left, 3 bottom right. */
static void add_decoration(skt_buf *out, const char *name, skt_str text, int placement, int points)
{
    skt_buf font = SKT_BUF_INIT;
    skt_buf_format(&font,
                   "<text-style fontSize=\"%d\" fontSizeUnit=\"Point\" textColor=\"30,30,30,255\" "
                   "textOpacity=\"1\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.6\" "
                   "bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" bufferOpacity=\"0.8\" "
                   "bufferNoFill=\"1\"/></text-style>",
                   points);
    skt_buf_format(out, "<%s><Enabled type=\"bool\">true</Enabled>", name);
    add_text_entry(out, "Label", text);
    add_text_entry(out, "Font", skt_buf_str(&font));
    add_text_entry(out, "BackgroundColor", SKT_LIT("255,255,255,190"));
    add_text_entry(out, "MarginUnit", SKT_LIT("MM"));
    skt_buf_format(out,
                   "<Placement type=\"int\">%d</Placement><MarginH type=\"int\">0</MarginH>"
                   "<MarginV type=\"int\">0</MarginV></%s>\n",
                   placement, name);
    out->failed |= font.failed;
    skt_buf_dispose(&font);
}

static void add_variables(skt_buf *out, const skt_qgis *project)
{
    const skt_export_meta *meta = &project->job->data->meta;
    const struct {
        const char *name;
        skt_str value;
    } variables[] = {
        {"skytally_as_of", skt_buf_str(&project->as_of)},
        {"skytally_days", skt_buf_str(&project->days)},
        {"skytally_day_rule", skt_str_from(skt_day_rule)},
        {"skytally_boundaries", skt_str_from(meta->boundaries)},
        {"skytally_regions", meta->regions},
        {"skytally_attribution", skt_buf_str(&project->credits)},
        {"skytally_version", skt_str_from(skt_version())},
    };
    const size_t count = sizeof variables / sizeof *variables;
    skt_buf_add_text(out, "<Variables>\n<variableNames type=\"QStringList\">");
    for (size_t i = 0; i < count; i++) {
        skt_buf_format(out, "<value>%s</value>", variables[i].name);
    }
    skt_buf_add_text(out, "</variableNames>\n<variableValues type=\"QStringList\">");
    for (size_t i = 0; i < count; i++) {
        skt_buf_add_text(out, "<value>");
        skt_xml_add(out, variables[i].value);
        skt_buf_add_text(out, "</value>");
    }
    skt_buf_add_text(out, "</variableValues>\n</Variables>\n");
}

/* The controller shows all days at first (mode 2, a fixed range); where the table is split by
 * period its rows lie on each other, and it begins with the first (mode 1, animated). */
static void add_properties(skt_buf *out, const skt_qgis *project)
{
    skt_buf_add_text(out,
                     "<properties>\n<Gui>"
                     "<CanvasColorRedPart type=\"int\">223</CanvasColorRedPart>"
                     "<CanvasColorGreenPart type=\"int\">234</CanvasColorGreenPart>"
                     "<CanvasColorBluePart type=\"int\">241</CanvasColorBluePart>"
                     "<SelectionColorRedPart type=\"int\">86</SelectionColorRedPart>"
                     "<SelectionColorGreenPart type=\"int\">180</SelectionColorGreenPart>"
                     "<SelectionColorBluePart type=\"int\">233</SelectionColorBluePart>"
                     "<SelectionColorAlphaPart type=\"int\">255</SelectionColorAlphaPart></Gui>\n"
                     "<SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled>"
                     "</SpatialRefSys>\n"
                     "<Paths><Absolute type=\"bool\">false</Absolute></Paths>\n"
                     "<Measure><Ellipsoid type=\"QString\">EPSG:7030</Ellipsoid></Measure>\n"
                     "<Measurement><DistanceUnits type=\"QString\">kilometers</DistanceUnits>"
                     "<AreaUnits type=\"QString\">km2</AreaUnits></Measurement>\n");
    if (project->days.len > 0) {
        skt_buf_format(out,
                       "<TemporalControllerWidget><NavigationMode type=\"int\">%d"
                       "</NavigationMode></TemporalControllerWidget>\n",
                       project->job->data->meta.by_period ? 1 : 2);
    }
    add_decoration(out, "TitleLabel", skt_buf_str(&project->title), 1, 14);
    add_decoration(out, "CopyrightLabel", skt_buf_str(&project->credits), 3, 7);
    add_variables(out, project);
    skt_buf_add_text(out, "</properties>\n");
}

static void add_metadata(skt_buf *out, const skt_qgis *project)
{
    const skt_export_meta *meta = &project->job->data->meta;
    skt_buf text = SKT_BUF_INIT;
    skt_buf_format(&text,
                   "Drones launched, intercepted, lost, impacted and sighted, by region and by "
                   "incident, as reports tell.\n\nDates: %s.\n",
                   skt_day_rule);
    skt_buf_add_text(&text, "A null is not zero: no report gives that number.\n\n");
    skt_buf_add(&text, skt_buf_str(&project->credits));
    skt_buf_add_text(out, "<projectMetadata>\n  <identifier>skytally</identifier>\n"
                          "  <parentidentifier></parentidentifier>\n  <language>ENG</language>\n"
                          "  <type>project</type>\n");
    skt_xml_element(out, "title", skt_buf_str(&project->title).ptr);
    skt_xml_element(out, "abstract", skt_buf_str(&text).ptr);
    skt_buf_add_text(out, "  <links/>\n");
    for (size_t i = 0; i < meta->n_attributions; i++) {
        skt_xml_element(out, "rights", meta->attributions[i]);
    }
    skt_buf_format(out, "  <author>skytally %s</author>\n</projectMetadata>\n", skt_version());
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}

static void add_project(skt_buf *out, const skt_qgis *project)
{
    skt_xml_begin_qgis(out);
    skt_buf_add_text(out, "<qgis version=\"3.22.0\" projectname=\"");
    skt_xml_add(out, skt_buf_str(&project->title));
    skt_buf_add_text(out, "\">\n<homePath path=\"\"/>\n");
    skt_xml_element(out, "title", skt_buf_str(&project->title).ptr);
    skt_buf_add_text(out, "<autotransaction active=\"0\"/>\n<evaluateDefaultValues active=\"0\"/>\n"
                          "<trust active=\"0\"/>\n<projectCrs>");
    skt_buf_add(out, skt_buf_str(&project->map_crs.xml));
    skt_buf_add_text(out, "</projectCrs>\n");
    skt_qgis_add_tree(out);
    skt_qgis_add_relations(out);
    add_canvas(out, project);
    skt_qgis_add_layers(out, project);
    add_properties(out, project);
    skt_qgis_add_themes(out);
    add_metadata(out, project);
    skt_qgis_add_layouts(out, project);
    add_default_view(out, project);
    add_time(out, &project->job->data->meta);
    skt_buf_add_text(out, "</qgis>\n");
}

/* -------------------------------------------------------------------- file */

static skt_status make(skt_buf *out, skt_qgis *project, skt_arena *arena)
{
    const char *layers_crs = skt_projection_crs(project->job->projection);
    make_texts(project);
    skt_status status = skt_qgis_crs_make(&project->layers_crs, layers_crs);
    if (status == SKT_OK) {
        status = skt_qgis_crs_make(&project->map_crs, map_crs(layers_crs));
    }
    if (status == SKT_OK) {
        status = skt_qgis_crs_make(&project->backdrop_crs, "EPSG:4326");
    }
    if (status == SKT_OK) {
        status = look(project, map_crs(layers_crs), arena);
    }
    skt_buf xml = SKT_BUF_INIT;
    if (status == SKT_OK) {
        add_project(&xml, project);
        status = xml.failed || project->title.failed || project->credits.failed ||
                         project->days.failed || project->as_of.failed
                     ? SKT_E_NOMEM
                     : skt_zip_store(out, inside, skt_buf_str(&xml));
    }
    skt_buf_dispose(&xml);
    return status;
}

static void dispose(skt_qgis *project)
{
    skt_qgis_crs_dispose(&project->layers_crs);
    skt_qgis_crs_dispose(&project->map_crs);
    skt_qgis_crs_dispose(&project->backdrop_crs);
    skt_buf_dispose(&project->title);
    skt_buf_dispose(&project->credits);
    skt_buf_dispose(&project->days);
    skt_buf_dispose(&project->as_of);
}

skt_status skt_qgis_project_write(const skt_export_job *job)
{
    /* The archive is not compressed, so that our mark can be seen in it. */
    bool foreign;
    skt_status status =
        skt_staging_is_foreign(&foreign, job->staging, archive, SKT_XML_MARK, job->diag);
    if (status != SKT_OK) {
        return status;
    }
    if (foreign) {
        return skt_diag_add(job->diag, SKT_OK, SKT_NOTE, archive, 0,
                            "was saved by somebody else and is kept; remove it to get ours");
    }
    skt_arena arena = SKT_ARENA_INIT;
    skt_qgis project = {.job = job};
    skt_buf content = SKT_BUF_INIT;
    status = make(&content, &project, &arena);
    if (status == SKT_OK) {
        status = skt_staging_write(job->staging, archive, skt_buf_str(&content), job->diag);
    }
    skt_buf_dispose(&content);
    dispose(&project);
    skt_arena_dispose(&arena);
    return status;
}
