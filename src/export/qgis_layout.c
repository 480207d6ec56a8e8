/* A sheet for print: title, map, legend, credits on A4 across. */
#include <math.h>

#include "core/json.h"
#include "export/qgis_parts.h"
#include "export/symbols.h"
#include "export/xml.h"

enum { PAGE_W = 297, PAGE_H = 210, MARGIN = 8, MAP_Y = 21, MAP_W = 209, MAP_H = 164 };

/* QGIS's classes of items. */
enum { PAGE = 65638, MAP = 65639, LABEL = 65641, LEGEND = 65642 };

static const char map_id[] = "{skytally-map}";

/* Begins an item at x, y of w, h millimetres; its own attributes may follow. */
static void begin_item(skt_buf *out, int type, const char *id, int order, const int place[4],
                       bool frame)
{
    skt_buf_format(out,
                   "<LayoutItem type=\"%d\" id=\"%s\" uuid=\"{skytally-%s}\" "
                   "templateUuid=\"{skytally-%s}\" zValue=\"%d\" position=\"%d,%d,mm\" "
                   "positionOnPage=\"%d,%d,mm\" size=\"%d,%d,mm\" frame=\"%s\" "
                   "outlineWidthM=\"0.2,mm\" background=\"true\" visibility=\"1\" opacity=\"1\" "
                   "itemRotation=\"0\" referencePoint=\"0\" positionLock=\"false\" "
                   "excludeFromExports=\"0\"",
                   type, id, id, id, order, place[0], place[1], place[0], place[1], place[2],
                   place[3], frame ? "true" : "false");
}

static void add_colours(skt_buf *out)
{
    skt_buf_add_text(out, "<FrameColor red=\"90\" green=\"90\" blue=\"90\" alpha=\"255\"/>"
                          "<BackgroundColor red=\"255\" green=\"255\" blue=\"255\" "
                          "alpha=\"255\"/>\n");
}

static void add_page(skt_buf *out)
{
    const int place[4] = {0, 0, PAGE_W, PAGE_H};
    skt_buf_add_text(out, "<PageCollection>\n");
    skt_symbol_add_paper(out);
    begin_item(out, PAGE, "page", 0, place, false);
    skt_buf_add_text(out, ">\n");
    add_colours(out);
    skt_symbol_add_paper(out);
    skt_buf_add_text(out, "</LayoutItem>\n<GuideCollection visible=\"1\"/>\n</PageCollection>\n");
}

/* A font is given as Qt writes one; each system has a family for this name. */
static void add_label(skt_buf *out, const char *id, const int place[4], int points, bool bold,
                      skt_str text)
{
    begin_item(out, LABEL, id, 3, place, false);
    skt_buf_add_text(out, " htmlState=\"0\" halign=\"1\" valign=\"32\" marginX=\"0\" "
                          "marginY=\"0\" labelText=\"");
    skt_xml_add(out, text);
    skt_buf_add_text(out, "\">\n");
    add_colours(out);
    skt_buf_format(out,
                   "<LabelFont description=\"Sans Serif,%d,-1,5,%d,0,0,0,0,0\" style=\"\"/>"
                   "<FontColor red=\"30\" green=\"30\" blue=\"30\" alpha=\"255\"/>\n"
                   "</LayoutItem>\n",
                   points, bold ? 75 : 50);
}

/* The view, widened to the shape of the map on the sheet. */
static void add_map(skt_buf *out, const skt_qgis *project)
{
    static const char *const names[] = {"xmin", "ymin", "xmax", "ymax"};
    const int place[4] = {MARGIN, MAP_Y, MAP_W, MAP_H};
    const double *view = project->view;
    const double wide = view[2] - view[0];
    const double high = view[3] - view[1];
    const double scale = fmax(wide / MAP_W, high / MAP_H);
    const double dx = (scale * MAP_W - wide) / 2;
    const double dy = (scale * MAP_H - high) / 2;
    const double extent[4] = {view[0] - dx, view[1] - dy, view[2] + dx, view[3] + dy};
    begin_item(out, MAP, "map", 1, place, true);
    skt_buf_add_text(out, " followPreset=\"true\" followPresetName=\"" SKT_QGIS_WHOLE_PERIOD "\" "
                          "keepLayerSet=\"false\" drawCanvasItems=\"true\" mapRotation=\"0\" "
                          "mapFlags=\"0\" isTemporal=\"0\" labelMargin=\"0,mm\">\n"
                          "<FrameColor red=\"90\" green=\"90\" blue=\"90\" alpha=\"255\"/>"
                          "<BackgroundColor red=\"223\" green=\"234\" blue=\"241\" "
                          "alpha=\"255\"/>\n<Extent");
    for (int i = 0; i < 4; i++) {
        skt_buf_format(out, " %s=\"", names[i]);
        skt_buf_add_real(out, extent[i], 6);
        skt_buf_add_char(out, '"');
    }
    skt_buf_add_text(out, "/>\n<LayerSet/>\n</LayoutItem>\n");
}

static void add_legend(skt_buf *out)
{
    static const struct {
        const char *name;
        int points;
        const char *margins;
    } styles[] = {
        {"title", 11, "marginBottom=\"2\""},
        {"group", 10, "marginTop=\"2\""},
        {"subgroup", 9, "marginTop=\"3\" marginBottom=\"1\""},
        {"symbol", 7, "marginTop=\"1.2\""},
        {"symbolLabel", 7, "marginTop=\"1.2\" marginLeft=\"1.5\""},
    };
    const int place[4] = {MARGIN + MAP_W + 3, MAP_Y, PAGE_W - 2 * MARGIN - MAP_W - 3, MAP_H};
    begin_item(out, LEGEND, "legend", 2, place, false);
    skt_buf_format(out,
                   " title=\"\" titleAlignment=\"1\" resizeToContents=\"0\" columnCount=\"1\" "
                   "map_uuid=\"%s\" symbolWidth=\"6\" symbolHeight=\"3.5\" boxSpace=\"0\" "
                   "columnSpace=\"2\" lineSpacing=\"0.8\" wrapChar=\"|\" fontColor=\"#1e1e1e\" "
                   "splitLayer=\"0\" legendFilterByAtlas=\"0\" symbolAlignment=\"1\">\n",
                   map_id);
    add_colours(out);
    skt_buf_add_text(out, "<styles>\n");
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        skt_buf_format(out,
                       "<style name=\"%s\" alignment=\"1\" indent=\"0\" %s><styleFont "
                       "description=\"Sans Serif,%d,-1,5,%d,0,0,0,0,0\" style=\"\"/></style>\n",
                       styles[i].name, styles[i].margins, styles[i].points,
                       styles[i].points > 7 ? 75 : 50);
    }
    skt_buf_add_text(out, "</styles>\n");
    skt_qgis_add_legend_tree(out);
    skt_buf_add_text(out, "</LayoutItem>\n");
}

void skt_qgis_add_layouts(skt_buf *out, const skt_qgis *project)
{
    const int title[4] = {MARGIN, MARGIN, PAGE_W - 2 * MARGIN, 10};
    const int credits[4] = {MARGIN, MAP_Y + MAP_H + 3, PAGE_W - 2 * MARGIN, 14};
    skt_buf text = SKT_BUF_INIT;
    skt_buf_add_text(&text, "A day is the local calendar day; a night attack bears the date of its "
                            "morning. An area without a number is not one without drones.\n");
    skt_str credit;
    skt_str rest = skt_buf_str(&project->credits);
    for (size_t n = 0; skt_str_split(&credit, &rest, '\n'); n++) {
        skt_buf_add_text(&text, n > 0 && credit.len > 0 ? "; " : "");
        skt_buf_add(&text, credit);
    }
    skt_buf_add_text(out, "<Layouts>\n<Layout name=\"A4 map\" units=\"mm\" "
                          "printResolution=\"300\" worldFileMap=\"\">\n"
                          "<Snapper tolerance=\"5\" snapToGrid=\"0\" snapToGuides=\"1\" "
                          "snapToItems=\"1\"/>\n<Grid offsetX=\"0\" offsetY=\"0\" "
                          "resolution=\"10\" resUnits=\"mm\" offsetUnits=\"mm\"/>\n");
    add_page(out);
    add_label(out, "title", title, 16, true, skt_buf_str(&project->title));
    add_map(out, project);
    add_legend(out);
    add_label(out, "credits", credits, 7, false, skt_buf_str(&text));
    skt_buf_add_text(out, "</Layout>\n</Layouts>\n");
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}
