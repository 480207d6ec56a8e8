/* Statements of the standard, and of the extensions that we use. */
#include "geopackage/geopackage.h"

/* Table 1 to 8 and annex C of the standard; "GPKG" as a number; version 1.3.0. */
const char skt_gpkg_core[] =
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

/* Annex F.9. */
const char skt_gpkg_columns[] =
    "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name "
    "TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc "
    "PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));\n"
    "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type "
    "TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, "
    "max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, "
    "constraint_type, value));\n"
    "INSERT INTO gpkg_extensions VALUES "
    "('gpkg_data_columns', NULL, 'gpkg_schema', "
    "'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),"
    "('gpkg_data_column_constraints', NULL, 'gpkg_schema', "
    "'http://www.geopackage.org/spec121/#extension_schema', 'read-write');\n";

const char skt_gpkg_relations[] =
    "CREATE TABLE gpkgext_relations (id INTEGER PRIMARY KEY AUTOINCREMENT, base_table_name TEXT "
    "NOT NULL, base_primary_column TEXT NOT NULL DEFAULT 'id', related_table_name TEXT NOT NULL, "
    "related_primary_column TEXT NOT NULL DEFAULT 'id', relation_name TEXT NOT NULL, "
    "mapping_table_name TEXT NOT NULL UNIQUE);\n"
    "INSERT INTO gpkg_extensions VALUES ('gpkgext_relations', NULL, 'gpkg_related_tables', "
    "'http://www.geopackage.org/18-000.html', 'read-write');\n";

const char skt_gpkg_ogr_contents[] =
    "CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER "
    "DEFAULT NULL);\n";

const char skt_gpkg_ogr_triggers[] =
    "CREATE TRIGGER \"trigger_insert_feature_count_@\" AFTER INSERT ON \"@\" BEGIN UPDATE "
    "gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = "
    "lower('@'); END;\n"
    "CREATE TRIGGER \"trigger_delete_feature_count_@\" AFTER DELETE ON \"@\" BEGIN UPDATE "
    "gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = "
    "lower('@'); END;\n";

const char skt_gpkg_rtree[] =
    "CREATE VIRTUAL TABLE \"rtree_@_geom\" USING rtree(id, minx, maxx, miny, maxy);\n";

/* Annex F.3, for the geometry "geom" and the key "fid". */
const char skt_gpkg_rtree_triggers[] =
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
    "'http://www.geopackage.org/spec121/#extension_rtree', 'write-only');\n";

void skt_gpkg_add_for(skt_buf *out, const char *template, const char *table)
{
    for (const char *c = template; *c != '\0'; c++) {
        if (*c == '@') {
            skt_buf_add_text(out, table);
        } else {
            skt_buf_add_char(out, *c);
        }
    }
}

void skt_gpkg_add_literal(skt_buf *out, skt_str text)
{
    skt_buf_add_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        skt_buf_add_text(out, text.ptr[i] == '\'' ? "'" : "");
        skt_buf_add_char(out, text.ptr[i]);
    }
    skt_buf_add_char(out, '\'');
}
