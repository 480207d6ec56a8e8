/* The statements that make an empty store: OGC GeoPackage 1.3 (12-128r18), its R-tree and
 * metadata extensions, and the tables of schema.c. */
#include <string.h>

#include "core/str.h"
#include "gazetteer/gazetteer.h"
#include "store/geopackage.h"

/* Table 1 to 8 and annex C of the standard; "GPKG" as a number; version 1.3.0. */
static const char head[] =
    "PRAGMA application_id = 1196444487;\n"
    "PRAGMA user_version = 10300;\n"
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY "
    "KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT "
    "NOT NULL, description TEXT);\n"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, "
    "identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT "
    "(strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y "
    "DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES "
    "gpkg_spatial_ref_sys(srs_id));\n"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
    "geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT "
    "NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT "
    "uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) "
    "REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES "
    "gpkg_spatial_ref_sys (srs_id));\n"
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT "
    "NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, "
    "column_name, extension_name));\n"
    "CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope "
    "TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL "
    "DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');\n"
    "CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, "
    "column_name TEXT, row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT "
    "(strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id INTEGER, "
    "CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), CONSTRAINT "
    "crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));\n"
    "INSERT INTO gpkg_spatial_ref_sys VALUES "
    "('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate "
    "reference system'),"
    "('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate "
    "reference system'),"
    "('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS "
    "84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],"
    "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,"
    "AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]', 'longitude/latitude coordinates "
    "in decimal degrees on the WGS 84 spheroid');\n"
    "INSERT INTO gpkg_extensions VALUES "
    "('gpkg_metadata', NULL, 'gpkg_metadata', "
    "'http://www.geopackage.org/spec121/#extension_metadata', 'read-write'),"
    "('gpkg_metadata_reference', NULL, 'gpkg_metadata', "
    "'http://www.geopackage.org/spec121/#extension_metadata', 'read-write');\n";

/* The triggers of annex F.3, for the layer @ with the geometry "geom" and the key "fid". */
static const char rtree[] =
    "CREATE VIRTUAL TABLE \"rtree_@_geom\" USING rtree(id, minx, maxx, miny, maxy);\n"
    "CREATE TRIGGER \"rtree_@_geom_insert\" AFTER INSERT ON \"@\" WHEN (new.\"geom\" NOT NULL AND "
    "NOT ST_IsEmpty(NEW.\"geom\")) BEGIN INSERT OR REPLACE INTO \"rtree_@_geom\" VALUES "
    "(NEW.\"fid\", ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"), ST_MinY(NEW.\"geom\"), "
    "ST_MaxY(NEW.\"geom\")); END;\n"
    "CREATE TRIGGER \"rtree_@_geom_update1\" AFTER UPDATE OF \"geom\" ON \"@\" WHEN OLD.\"fid\" = "
    "NEW.\"fid\" AND (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN INSERT OR "
    "REPLACE INTO \"rtree_@_geom\" VALUES (NEW.\"fid\", ST_MinX(NEW.\"geom\"), "
    "ST_MaxX(NEW.\"geom\"), ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;\n"
    "CREATE TRIGGER \"rtree_@_geom_update2\" AFTER UPDATE OF \"geom\" ON \"@\" WHEN OLD.\"fid\" = "
    "NEW.\"fid\" AND (NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN DELETE FROM "
    "\"rtree_@_geom\" WHERE id = OLD.\"fid\"; END;\n"
    "CREATE TRIGGER \"rtree_@_geom_update3\" AFTER UPDATE ON \"@\" WHEN OLD.\"fid\" != "
    "NEW.\"fid\" AND (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN DELETE FROM "
    "\"rtree_@_geom\" WHERE id = OLD.\"fid\"; INSERT OR REPLACE INTO \"rtree_@_geom\" VALUES "
    "(NEW.\"fid\", ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"), ST_MinY(NEW.\"geom\"), "
    "ST_MaxY(NEW.\"geom\")); END;\n"
    "CREATE TRIGGER \"rtree_@_geom_update4\" AFTER UPDATE ON \"@\" WHEN OLD.\"fid\" != "
    "NEW.\"fid\" AND (NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN DELETE FROM "
    "\"rtree_@_geom\" WHERE id IN (OLD.\"fid\", NEW.\"fid\"); END;\n"
    "CREATE TRIGGER \"rtree_@_geom_delete\" AFTER DELETE ON \"@\" WHEN old.\"geom\" NOT NULL BEGIN "
    "DELETE FROM \"rtree_@_geom\" WHERE id = OLD.\"fid\"; END;\n"
    "INSERT INTO gpkg_extensions VALUES ('@', 'geom', 'gpkg_rtree_index', "
    "'http://www.geopackage.org/spec121/#extension_rtree', 'write-only');\n"
    "INSERT INTO gpkg_geometry_columns VALUES ('@', 'geom', 'POINT', 4326, 0, 0);\n";

static void add_for(skt_buf *out, const char *template, const char *table)
{
    for (const char *c = template; *c != '\0'; c++) {
        if (*c == '@') {
            skt_buf_add_text(out, table);
        } else {
            skt_buf_add_char(out, *c);
        }
    }
}

static void add_column(skt_buf *out, const skt_sql_column *column)
{
    static const char *const types[] = {
        [SKT_SQL_KEY] = "INTEGER PRIMARY KEY AUTOINCREMENT",
        [SKT_SQL_INTEGER] = "INTEGER",
        [SKT_SQL_REAL] = "REAL",
        [SKT_SQL_TEXT] = "TEXT",
        [SKT_SQL_BOOLEAN] = "BOOLEAN",
        [SKT_SQL_DATE] = "DATE",
        [SKT_SQL_DATETIME] = "DATETIME",
        [SKT_SQL_POINT] = "POINT",
    };
    skt_buf_format(out, "\"%s\" %s%s", column->name, types[column->type],
                   column->needed ? " NOT NULL" : "");
    if (column->references != NULL) {
        skt_buf_format(out, " REFERENCES \"%s\"(\"fid\")", column->references);
    }
}

/* "key, version" as "\"key\", \"version\"". */
static void add_quoted(skt_buf *out, const char *names)
{
    skt_str rest = skt_str_from(names);
    skt_str name;
    const char *comma = "";
    while (skt_str_split(&name, &rest, ',')) {
        name = skt_str_trim(name);
        skt_buf_format(out, "%s\"%.*s\"", comma, SKT_FMT(name));
        comma = ", ";
    }
}

static bool has_point(const skt_sql_table *table)
{
    bool found = false;
    for (size_t i = 0; i < table->n_columns; i++) {
        found = found || table->columns[i].type == SKT_SQL_POINT;
    }
    return found;
}

static void add_table(skt_buf *out, const skt_sql_table *table)
{
    skt_buf_format(out, "CREATE TABLE \"%s\" (", table->name);
    for (size_t i = 0; i < table->n_columns; i++) {
        skt_buf_add_text(out, i > 0 ? ", " : "");
        add_column(out, &table->columns[i]);
    }
    if (table->unique != NULL) {
        skt_buf_add_text(out, ", UNIQUE (");
        add_quoted(out, table->unique);
        skt_buf_add_char(out, ')');
    }
    skt_buf_add_text(out, ");\n");
    for (size_t i = 0; table->indexes[i] != NULL; i++) {
        skt_buf_format(out, "CREATE INDEX \"%s_%zu\" ON \"%s\" (", table->name, i + 1, table->name);
        add_quoted(out, table->indexes[i]);
        skt_buf_add_text(out, ");\n");
    }
    const bool layer = has_point(table);
    skt_buf_format(out,
                   "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
                   "srs_id) VALUES ('%s', '%s', '%s', '%s', %s);\n",
                   table->name, layer ? "features" : "attributes", table->title, table->about,
                   layer ? "4326" : "NULL");
    if (layer) {
        add_for(out, rtree, table->name);
    }
}

static void add_literal(skt_buf *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        skt_buf_add_text(out, *c == '\'' ? "'" : "");
        skt_buf_add_char(out, *c);
    }
}

static void add_metadata(skt_buf *out)
{
    size_t count;
    const char *const *attributions = skt_gazetteer_attributions(&count);
    skt_buf_add_text(out, "INSERT INTO gpkg_metadata VALUES (1, 'dataset', "
                          "'https://www.dublincore.org/specifications/dublin-core/dcmi-terms/', "
                          "'text/plain', 'Reports of drone incidents and what they claim, kept by "
                          "skytally. Texts and quotations are those of their publishers.");
    for (size_t i = 0; i < count; i++) {
        skt_buf_add_char(out, '\n');
        add_literal(out, attributions[i]);
    }
    skt_buf_add_text(out, "');\nINSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) "
                          "VALUES ('geopackage', 1);\n");
}

void skt_gpkg_schema(skt_buf *out)
{
    size_t count;
    const skt_sql_table *tables = skt_store_tables(&count);
    skt_buf_add_text(out, head);
    add_metadata(out);
    for (size_t i = 0; i < count; i++) {
        add_table(out, &tables[i]);
    }
    skt_buf_format(out,
                   "INSERT INTO \"skytally_store\" (\"name\", \"value\") VALUES ('schema', "
                   "'%d');\n",
                   SKT_STORE_SCHEMA);
}
