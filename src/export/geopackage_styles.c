/* Styles for QGIS in the exported GeoPackage. Those that a user saved in the file that was there
 * before go on into the new one. */

#include <errno.h>
#include <sys/stat.h>

#include "core/diag.h"
#include "export/geopackage_parts.h"
#include "export/style.h"
#include "export/xml.h"

/* As QGIS itself makes it when it saves a style in a GeoPackage. */
static const char style_table[] =
    "CREATE TABLE \"layer_styles\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
    "\"f_table_catalog\" TEXT(256), \"f_table_schema\" TEXT(256), \"f_table_name\" TEXT(256), "
    "\"f_geometry_column\" TEXT(256), \"styleName\" TEXT(30), \"styleQML\" TEXT, \"styleSLD\" "
    "TEXT, \"useAsDefault\" BOOLEAN, \"description\" TEXT, \"owner\" TEXT(30), \"ui\" TEXT(30), "
    "\"update_time\" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))";

/* ------------------------------------------------------------------- ours */

static int write_style(skt_gpkg *g, const skt_layer *layer)
{
    skt_buf_clear(&g->blob);
    skt_style_write(&g->blob, layer, SKT_STYLE_FULL_NAMES);
    return g->blob.failed
               ? SQLITE_NOMEM
               : skt_gpkg_run(g,
                              "INSERT INTO layer_styles (f_table_catalog, f_table_schema, "
                              "f_table_name, f_geometry_column, styleName, styleQML, styleSLD, "
                              "useAsDefault, description, owner, update_time) VALUES ('', '', ?, "
                              "'geom', ?, ?, '', 1, ?, '', ?)",
                              "ttttt", layer->name, layer->name, g->blob.ptr, layer->title,
                              g->last_change);
}

/* ----------------------------------------------------------------- theirs */

/* Copies one row; where it is the default of its layer, ours is none any more. */
static int copy_style(skt_gpkg *g, sqlite3_stmt *theirs)
{
    const char *texts[10];
    for (int i = 0; i < 10; i++) {
        texts[i] = (const char *)sqlite3_column_text(theirs, i);
    }
    const int64_t is_default = sqlite3_column_int(theirs, 10);
    int code = SQLITE_OK;
    if (is_default != 0) {
        code = skt_gpkg_run(g, "UPDATE layer_styles SET useAsDefault = 0 WHERE f_table_name = ?",
                            "t", texts[0]);
    }
    if (code == SQLITE_OK) {
        code = skt_gpkg_run(g,
                            "INSERT INTO layer_styles (f_table_name, f_table_catalog, "
                            "f_table_schema, f_geometry_column, styleName, styleQML, styleSLD, "
                            "description, owner, update_time, useAsDefault) VALUES (?, ?, ?, ?, ?, "
                            "?, ?, ?, ?, ?, ?)",
                            "tttttttttti", texts[0], texts[1], texts[2], texts[3], texts[4],
                            texts[5], texts[6], texts[7], texts[8], texts[9], is_default);
    }
    return code;
}

/* Of what is no GeoPackage of ours, or a damaged one, there is nothing to keep; where it could not
 * be read nobody knows. */
static int unless_unread(int code)
{
    const int kind = code & 0xFF;
    return kind == SQLITE_IOERR || kind == SQLITE_NOMEM || kind == SQLITE_CANTOPEN ? code
                                                                                   : SQLITE_OK;
}

static int copy_styles(skt_gpkg *g, sqlite3 *old, const char *path)
{
    sqlite3_stmt *theirs = NULL;
    int code =
        sqlite3_prepare_v2(old,
                           "SELECT f_table_name, f_table_catalog, f_table_schema, "
                           "f_geometry_column, styleName, styleQML, styleSLD, description, owner, "
                           "update_time, useAsDefault FROM layer_styles WHERE f_table_name IN "
                           "('incidents', 'tallies', 'countries', 'tallies_by_day') AND "
                           "instr(styleQML, '" SKT_XML_MARK "') = 0 ORDER BY id",
                           -1, &theirs, NULL);
    bool any = false;
    int copied = SQLITE_OK;
    while (code == SQLITE_OK && copied == SQLITE_OK && sqlite3_step(theirs) == SQLITE_ROW) {
        copied = copy_style(g, theirs);
        any = true;
    }
    const int ended = sqlite3_finalize(theirs);
    code = unless_unread(code == SQLITE_OK ? ended : code);
    code = copied != SQLITE_OK ? copied : code;
    if (any && code == SQLITE_OK) {
        (void)skt_diag_add(g->job->diag, SKT_OK, SKT_NOTE, path, 0,
                           "styles that somebody else saved in it are kept; remove them there to "
                           "get ours");
    }
    return code;
}

static bool may_be_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? S_ISREG(info.st_mode) : errno != ENOENT;
}

/* Where QGIS has the old file open, a log may lie beside it: that is taken into it first. */
static int keep_styles(skt_gpkg *g)
{
    skt_buf path = SKT_BUF_INIT;
    skt_buf_format(&path, "%s/%s", g->job->staging->dir, SKT_GPKG_FILE);
    sqlite3 *old = NULL;
    int code = path.failed ? SQLITE_NOMEM : SQLITE_OK;
    if (code == SQLITE_OK && may_be_file(path.ptr)) {
        code = sqlite3_open_v2(path.ptr, &old, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
        if (code == SQLITE_OK) {
            (void)sqlite3_wal_checkpoint_v2(old, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
            code = copy_styles(g, old, path.ptr);
        } else {
            code = unless_unread(code);
        }
        if (code != SQLITE_OK) {
            (void)skt_diag_add(g->job->diag, SKT_OK, SKT_FAILURE, path.ptr, 0,
                               "the styles in it, which may be somebody's, cannot be kept: %s",
                               sqlite3_errstr(code));
        }
    }
    (void)sqlite3_close(old);
    skt_buf_dispose(&path);
    return code;
}

int skt_gpkg_write_styles(skt_gpkg *g)
{
    int code = skt_gpkg_run(g, style_table, "");
    for (int i = 0; i < SKT_LAYERS && code == SQLITE_OK; i++) {
        code = write_style(g, &g->job->data->layers[i]);
    }
    code = code == SQLITE_OK ? keep_styles(g) : code;
    return code == SQLITE_OK ? skt_gpkg_enter(g, &(skt_gpkg_table){.name = "layer_styles",
                                                                   .title = "Layer styles",
                                                                   .about = "Styles for QGIS"})
                             : code;
}
