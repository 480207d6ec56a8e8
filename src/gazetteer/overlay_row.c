/* Reading the fields of a row of a user's table, and finding what it speaks of. */
#include <stdarg.h>
#include <stdio.h>

#include "core/diag.h"
#include "gazetteer/overlay_rows.h"
#include "gazetteer/table.h"

static const double MAX_NUMBER = 4e9; /* what 32 bits hold, roundly */

void skt_gaz_own_refuse(const skt_gaz_own_loader *loader, const char *format, ...)
{
    char message[400];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    (void)skt_diag_add(loader->table.diag, SKT_E_INPUT, SKT_REFUSAL, loader->table.path,
                       loader->table.line, "%s", message);
}

/* A field as it is shown in a message. */
#define SHOWN(field) SKT_FMT(skt_str_cut((field), 60))

static bool read_level(skt_level *out, const skt_gaz_own_loader *loader, skt_str field)
{
    *out = SKT_LEVEL_UNKNOWN;
    for (int level = SKT_LEVEL_COUNTRY; level <= SKT_LEVEL_SEA && field.len > 0; level++) {
        if (skt_str_is(field, skt_level_name((skt_level)level))) {
            *out = (skt_level)level;
            return true;
        }
    }
    if (field.len > 0) {
        skt_gaz_own_refuse(loader,
                           "level \"%.*s\": it must be city, facility, district, region, country "
                           "or sea",
                           SHOWN(field));
    }
    return field.len == 0;
}

/* Whether the kind is one of those that facilities have. */
static bool is_kind(skt_str field)
{
    return skt_str_is(field, "other") || skt_gaz_kind_index(field) != 0;
}

static bool read_kind(skt_gaz_own_row *out, const skt_gaz_own_loader *loader, skt_str field)
{
    out->kind = field;
    if (field.len == 0) {
        return true;
    }
    if (!is_kind(field)) {
        char known[300];
        size_t length = 0;
        for (unsigned i = 1; skt_gaz_kind_name(i) != NULL && length < sizeof known; i++) {
            const int n =
                snprintf(known + length, sizeof known - length, "%s, ", skt_gaz_kind_name(i));
            length += n > 0 ? (size_t)n : 0;
        }
        skt_gaz_own_refuse(loader, "kind \"%.*s\" is none of the known: %sother", SHOWN(field),
                           known);
        return false;
    }
    if (out->level == SKT_LEVEL_UNKNOWN) {
        out->level = SKT_LEVEL_FACILITY;
    }
    if (out->level != SKT_LEVEL_FACILITY) {
        skt_gaz_own_refuse(loader, "only a facility has a kind: leave it empty, or make the level "
                                   "facility");
    }
    return out->level == SKT_LEVEL_FACILITY;
}

static bool read_point(skt_gaz_own_row *out, const skt_gaz_own_loader *loader, skt_str lat,
                       skt_str lon)
{
    out->lat = out->lon = SKT_GAZ_NO_POINT;
    if (lat.len == 0 && lon.len == 0) {
        return true;
    }
    if (!skt_gaz_parse_point(&out->lat, &out->lon, lat, lon)) {
        skt_gaz_own_refuse(loader,
                           "lat \"%.*s\", lon \"%.*s\": both are needed, in degrees with a decimal "
                           "point, north and east above 0",
                           SHOWN(lat), SHOWN(lon));
        return false;
    }
    return true;
}

static bool read_areas(skt_gaz_own_row *out, const skt_gaz_own_loader *loader, skt_str country,
                       skt_str admin1)
{
    const skt_gazetteer *g = loader->gazetteer;
    out->country = skt_gazetteer_country(g, country);
    out->region = skt_gazetteer_admin1(g, admin1);
    if (country.len > 0 && out->country == SKT_NO_NODE) {
        skt_gaz_own_refuse(loader, "country \"%.*s\": two capital letters of ISO 3166, as UA",
                           SHOWN(country));
        return false;
    }
    if (admin1.len > 0 && out->region == SKT_NO_NODE) {
        skt_gaz_own_refuse(loader,
                           "admin1 \"%.*s\" is not known: a GeoNames code as RU.41 is wanted; "
                           "`skytally resolve NAME` shows those of places near by",
                           SHOWN(admin1));
        return false;
    }
    const skt_node its = skt_gaz_country_of(g, out->region);
    if (out->country != SKT_NO_NODE && out->region != SKT_NO_NODE && its != out->country) {
        skt_gaz_own_refuse(loader, "admin1 %.*s does not lie in country %.*s", SHOWN(admin1),
                           SHOWN(country));
        return false;
    }
    return true;
}

static bool read_number(uint32_t *out, const skt_gaz_own_loader *loader, const char *column,
                        skt_str field)
{
    double value = 0;
    if (field.len > 0 && (!skt_gaz_parse_real(&value, field) || value < 0 || value > MAX_NUMBER ||
                          skt_str_find(field, SKT_LIT("."), 0) != SIZE_MAX)) {
        skt_gaz_own_refuse(loader, "%s \"%.*s\": digits alone are expected", column, SHOWN(field));
        return false;
    }
    *out = (uint32_t)value;
    return true;
}

static bool read_name(skt_gaz_own_row *out, const skt_gaz_own_loader *loader, skt_str name)
{
    out->name = name;
    out->key = (skt_str){out->key_bytes, 0};
    if (name.len == 0) {
        return true;
    }
    skt_buf key = SKT_BUF_INIT;
    skt_gaz_fold_name(&key, name);
    const bool good = !key.failed && key.len >= 2 && key.len < sizeof out->key_bytes;
    if (good) {
        memcpy(out->key_bytes, key.ptr, key.len);
        out->key.len = key.len;
    } else {
        skt_gaz_own_refuse(loader,
                           "name \"%.*s\": a name has two letters or digits at least and "
                           "%d bytes at most",
                           SHOWN(name), SKT_GAZ_MAX_KEY_BYTES - 1);
    }
    skt_buf_dispose(&key);
    return good;
}

bool skt_gaz_own_row_read(skt_gaz_own_row *out, const skt_gaz_own_loader *loader,
                          const skt_str *fields)
{
    out->names = fields[SKT_GAZ_OWN_NAMES];
    out->has_population = fields[SKT_GAZ_OWN_POPULATION].len > 0;
    return read_name(out, loader, fields[SKT_GAZ_OWN_NAME]) &&
           read_level(&out->level, loader, fields[SKT_GAZ_OWN_LEVEL]) &&
           read_kind(out, loader, fields[SKT_GAZ_OWN_KIND]) &&
           read_point(out, loader, fields[SKT_GAZ_OWN_LAT], fields[SKT_GAZ_OWN_LON]) &&
           read_areas(out, loader, fields[SKT_GAZ_OWN_COUNTRY], fields[SKT_GAZ_OWN_ADMIN1]) &&
           read_number(&out->population, loader, "population", fields[SKT_GAZ_OWN_POPULATION]) &&
           read_number(&out->geonameid, loader, "geonameid", fields[SKT_GAZ_OWN_GEONAMEID]);
}

/* ------------------------------------------------------------------- finding */

/* Whether what the row tells of a place beside its name is true of the node. */
static bool fits(const skt_gazetteer *gazetteer, const skt_gaz_own_row *row, skt_node node)
{
    return (row->level == SKT_LEVEL_UNKNOWN ||
            skt_gaz_node_at(gazetteer, node)->level == row->level) &&
           (row->country == SKT_NO_NODE || skt_gaz_country_of(gazetteer, node) == row->country) &&
           (row->region == SKT_NO_NODE || skt_gaz_region_of(gazetteer, node) == row->region);
}

static skt_status find_numbered(skt_gaz_own_loader *loader, uint32_t geonameid)
{
    const skt_gazetteer *g = loader->gazetteer;
    for (size_t i = 0; i < skt_gaz_node_end(g); i++) {
        if (skt_gaz_node_at(g, (skt_node)i)->geonameid == geonameid &&
            !skt_vec_push(&loader->found, (skt_node)i)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static skt_status find_named(skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    const skt_gaz_hit hit = skt_gaz_find_name(loader->gazetteer, row->key);
    for (size_t i = 0; i < hit.count; i++) {
        const skt_node node = skt_gaz_value_node(hit.values[i]);
        if (fits(loader->gazetteer, row, node) && !skt_vec_push(&loader->found, node)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

skt_status skt_gaz_own_find(skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    skt_vec_clear(&loader->found);
    if (row->geonameid != 0) {
        return find_numbered(loader, row->geonameid);
    }
    if (row->name.len > 0) {
        return find_named(loader, row);
    }
    const skt_node area = row->level == SKT_LEVEL_REGION    ? row->region
                          : row->level == SKT_LEVEL_COUNTRY ? row->country
                                                            : SKT_NO_NODE;
    return area == SKT_NO_NODE || skt_vec_push(&loader->found, area) ? SKT_OK : SKT_E_NOMEM;
}
