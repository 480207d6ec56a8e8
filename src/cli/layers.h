/* The end of `run` and `export`: writing the layers, and saying so. */
#ifndef SKT_CLI_LAYERS_H
#define SKT_CLI_LAYERS_H

#include "cli/chain.h"

enum {
    SKT_LAYERS_OUTPUT,
    SKT_LAYERS_FORMATS,
    SKT_LAYERS_CRS,
    SKT_LAYERS_DETAIL,
    SKT_LAYER_OPTIONS
};

/* Rows of an option table: where and how layers are written. `export` calls the formats
 * --format, and `run`, where that is what is printed, --formats. */
#define SKT_OPTIONS_LAYERS(first, formats)                                                         \
    [(first) +                                                                                     \
        SKT_LAYERS_OUTPUT] = {"output", 'o', "DIR",                                                \
                              "write to the folder DIR; by default \"output\"", NULL},             \
        [(first) +                                                                                 \
            SKT_LAYERS_FORMATS] = {(formats), 0, "LIST",                                           \
                                   "write only these, with commas between:\n" SKT_FORMATS_HELP,    \
                                   NULL},                                                          \
        [(first) + SKT_LAYERS_CRS] =                                                               \
            {"crs", 0, "CRS",                                                                      \
             "write shapefiles and the GeoPackage in this coordinate reference system, such "      \
             "as EPSG:3857; "                                                                      \
             "GeoJSON is always WGS 84",                                                           \
             NULL},                                                                                \
        [(first) + SKT_LAYERS_DETAIL] = {                                                          \
            "detail", 0, "HOW",                                                                    \
            "draw areas \"fine\" (200 m, by default), \"coarse\" (2 km), or with outlines that "   \
            "may be off by HOW metres; neighbours share their borders all the same",               \
            NULL}
/* Each format and its files. */
#define SKT_FORMATS_HELP                                                                           \
    "shp: incidents, tallies and countries .shp with .shx .dbf .prj .cpg .qml .qmd\n"              \
    "geojson: the same as .geojson with .qml .qmd\n"                                               \
    "csv: tallies and incidents .csv with .csvt .csv-metadata.json\n"                              \
    "ndjson: claims.ndjson, claims.schema.json\n"                                                  \
    "gpkg: skytally.gpkg\n"                                                                        \
    "qgis: skytally.qgz\n"                                                                         \
    "html: report.html\n"                                                                          \
    "svg: map.svg\n"                                                                               \
    "and README.md with any of them"

/* Prints what a command has to say at its end, the layers lying in `dir`. */
typedef skt_status (*skt_layers_report)(skt_cli *cli, const skt_chain *chain,
                                        const skt_arguments *args, const char *dir);

/* All of `run` and `export`: tallies the inputs (its cuts are options 0 and on), writes the
 * layers (options `first` and on), reports. Returns the exit code. */
int skt_layers_run(skt_cli *cli, const skt_arguments *args, size_t first, skt_layers_report report);

/* Reads those options from args->values[first..]; false: said so on stderr. */
bool skt_layers_options(skt_export_options *out, const char **dir, const skt_cli *cli,
                        const skt_arguments *args, size_t first);
skt_status skt_layers_write(skt_cli *cli, const skt_chain *chain, const char *dir,
                            const skt_export_options *options);
/* Appends one line: what was read and refused, and where the layers are. */
void skt_layers_summary(skt_buf *out, const skt_chain *chain, const char *dir);

#endif
