#include "export/readme.h"

#include <inttypes.h>

#include "core/file.h"

static const char file_name[] = "README.md";
static const char mark[] = "<!-- Written by skytally, ";

/* A row of the table of files. */
typedef struct row {
    const char *file; /* that stands for them */
    const char *more; /* those beside it, as Markdown */
    const char *opened_with, *holds;
} row;

static const row rows[] = {
    {"skytally.qgz", "", "QGIS 3.22 or later",
     "the project: all layers styled and labelled, with the days to play"},
    {"report.html", "", "any browser, also without a network",
     "the page: map, days, table, and the sentence behind each number"},
    {"map.svg", "", "any browser, Inkscape", "the tally as a picture for print"},
    {"skytally.gpkg", "", "QGIS, ArcGIS, GDAL, SQLite",
     "all layers and tables in one file, also by day, with claims, reports and links"},
    {"incidents.shp", "", "any GIS",
     "points: incidents whose place is known to a settlement or its surroundings"},
    {"tallies.shp", "", "any GIS", "polygons: regions and seas with the numbers of the period"},
    {"countries.shp", "", "any GIS",
     "polygons: countries, which are subtotals and never to be added to regions"},
    {"incidents.geojson", ", `tallies.geojson`, `countries.geojson`", "web maps, any GIS, scripts",
     "the same layers with full field names; incidents without a point have no geometry"},
    {"tallies.csv", "", "spreadsheets, scripts",
     "the tally: regions, seas, sets of areas, countries; the last row is the total"},
    {"incidents.csv", "", "spreadsheets, scripts",
     "every incident, with `lon` and `lat` where there is an honest point"},
    {"tallies.csv-metadata.json", ", `incidents.csv-metadata.json`",
     "anything that knows W3C's CSV on the Web", "what each column means, its type and unit"},
    {"tallies.csvt", ", `incidents.csvt`", "read by GDAL and QGIS by themselves",
     "the types of the columns"},
    {"claims.ndjson", "", "scripts", "every claim with the words that bear its number, one a line"},
    {"claims.schema.json", "", "any validator of JSON Schema", "what each key of a claim means"},
};

static bool is_staged(const skt_staging *staging, const char *name)
{
    for (size_t i = 0; i < staging->names.count; i++) {
        if (strcmp(staging->names.items[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_files(skt_buf *out, const skt_staging *staging)
{
    const bool shapefile = is_staged(staging, "incidents.shp");
    skt_buf_add_text(out, "| file | open it with | holds |\n|---|---|---|\n");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (is_staged(staging, rows[i].file)) {
            skt_buf_format(out, "| `%s`%s | %s | %s |\n", rows[i].file, rows[i].more,
                           rows[i].opened_with, rows[i].holds);
        }
    }
    skt_buf_add_text(out, "\nOther files in this folder are of an earlier run, or not of "
                          "skytally.\n");
    if (shapefile) {
        skt_buf_add_text(out, "\nA shapefile is several files (`.shp .shx .dbf .prj .cpg`): keep "
                              "them together.\n");
    }
    if (shapefile || is_staged(staging, "incidents.geojson")) {
        skt_buf_add_text(out, "\nThe `.qml` beside a layer is its style and the `.qmd` its "
                              "metadata, which QGIS takes by itself. Save your own over it, and it "
                              "stays.\n");
    }
    if (is_staged(staging, "incidents.csv")) {
        skt_buf_add_text(out, "\nTexts in the CSV are given as they were read, in UTF-8; one may "
                              "begin with a sign that a spreadsheet takes for a formula. Import "
                              "the columns as text rather than open the file with a double "
                              "click.\n");
    }
}

static void add_day(skt_buf *out, const char *label, skt_day day)
{
    char text[11];
    skt_day_format(text, day);
    skt_buf_format(out, "- %s %s\n", label, text[0] == '\0' ? "not known" : text);
}

static void add_parameters(skt_buf *out, const skt_export_job *job)
{
    const skt_export_data *data = job->data;
    const skt_export_meta *meta = &data->meta;
    const char *crs = job->options->crs;
    add_day(out, "First day:", meta->date_from);
    add_day(out, "Last day, included:", meta->date_to);
    add_day(out, "As of the newest report, of", meta->as_of);
    skt_buf_format(out, "- Incidents: %zu, from %zu claims\n", data->shown_list.count,
                   skt_claim_set_count(data->claims));
    skt_buf_format(out, "- Rows of the tally: %s\n",
                   meta->by_period ? "one for each area and period" : "one for each area");
    skt_buf_format(out, "- Disputed areas: `boundaries = %s`\n", meta->boundaries);
    if (meta->regions.len > 0) {
        skt_buf_format(out, "- Regions: of the file `%.*s`\n", SKT_FMT(meta->regions));
    }
    if (crs != NULL) {
        skt_buf_format(out, "- Coordinate reference system: `%s`; of GeoJSON and CSV WGS 84\n",
                       crs);
    }
    skt_buf_format(out, "- Day rule: %s\n", skt_day_rule);
}

static const char meaning[] =
    "- An empty number is \"not told\", never zero. `unnumbered` and `withheld` name the outcomes\n"
    "  that were reported without a number; an empty number whose outcome is in neither is no\n"
    "  report.\n"
    "- `launched` counts drones sent, `intercepted` those shot down, jammed or caught, `lost` "
    "those\n"
    "  gone from radar or failed, `impacted` those that hit or fell, `sighted` those only seen. "
    "One\n"
    "  drone may be launched and intercepted: outcomes are not to be added to one another.\n"
    "- The number itself is the best estimate; `_low` and `_high` span what all sources tell, and\n"
    "  an empty `_high` has no upper bound.\n"
    "- Regions, seas, sets and what is not placed add up to the total, each drone once. Country\n"
    "  rows are subtotals: what they have of other rows is `_elsewhere`, what is in no row below\n"
    "  `_not_placed`.\n"
    "- Numbers are what officials and media claim. `skytally explain` shows for each of them the\n"
    "  claims, sentences and sources; `skytally fields incidents tallies claims` explains every\n"
    "  field.\n";

/* A line that tells whether the text before it is as we wrote it. */
static void add_mark(skt_buf *out, uint64_t checksum)
{
    skt_buf_format(out, "%s%016" PRIx64 "; once changed, this file is kept as it is -->\n", mark,
                   checksum);
}

void skt_readme_write(skt_buf *out, const skt_export_job *job)
{
    const skt_export_meta *meta = &job->data->meta;
    const size_t from = out->len;
    skt_buf_add_text(out, "# Drone incidents and tallies\n\n");
    add_parameters(out, job);
    skt_buf_add_text(out, "\n## Files\n\n");
    add_files(out, job->staging);
    skt_buf_add_text(out, "\n## What the numbers mean\n\n");
    skt_buf_add_text(out, meaning);
    skt_buf_add_text(out, "\n## Attribution\n\nShow these lines with the data:\n\n");
    for (size_t i = 0; i < meta->n_attributions; i++) {
        skt_buf_format(out, "- %s\n", meta->attributions[i]);
    }
    skt_buf_format(out,
                   "\nThe words quoted are those of the reports and their authors'. Made by "
                   "skytally %s.\n\n",
                   skt_version());
    if (!out->failed) {
        add_mark(out,
                 skt_hash(SKT_HASH_SEED, skt_str_sub(skt_buf_str(out), from, out->len - from)));
    }
}

skt_status skt_readme_is_ours(bool *out, skt_str text)
{
    const size_t at = skt_str_find(text, skt_str_from(mark), 0);
    *out = text.len == 0;
    if (at == SIZE_MAX) {
        return SKT_OK;
    }
    skt_buf line = SKT_BUF_INIT;
    add_mark(&line, skt_hash(SKT_HASH_SEED, skt_str_sub(text, 0, at)));
    const skt_status status = line.failed ? SKT_E_NOMEM : SKT_OK;
    *out = skt_str_eq(skt_buf_str(&line), skt_str_sub(text, at, text.len - at));
    skt_buf_dispose(&line);
    return status;
}

/* Whether the folder has a README.md that is not ours. */
static skt_status is_kept(bool *out, const skt_export_job *job)
{
    skt_mapping file;
    bool barred;
    bool ours;
    skt_status status = skt_staging_look(&file, &barred, job->staging, file_name, job->diag);
    if (status == SKT_OK) {
        status = skt_readme_is_ours(&ours, (skt_str){(const char *)file.ptr, file.len});
        *out = barred || !ours;
    }
    skt_file_unmap(&file);
    return status;
}

skt_status skt_readme_stage(const skt_export_job *job)
{
    bool kept;
    const skt_status known = is_kept(&kept, job);
    if (known != SKT_OK || kept) {
        return known;
    }
    skt_buf text = SKT_BUF_INIT;
    skt_readme_write(&text, job);
    const skt_status status =
        text.failed ? SKT_E_NOMEM
                    : skt_staging_write(job->staging, file_name, skt_buf_str(&text), job->diag);
    skt_buf_dispose(&text);
    return status;
}
