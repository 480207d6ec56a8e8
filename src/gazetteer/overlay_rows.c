/* Adding, overriding and forbidding by the rows of a user's table. */
#include "gazetteer/overlay_rows.h"

#include <stdio.h>

#include "core/diag.h"
#include "gazetteer/stem.h"

/* Without its name in full a place of the user's is as likely as one of sites.tsv. */
enum { PART_PRIOR = 4500 };

static const double SAME_PLACE_KM = 5;

#define SHOWN(field) SKT_FMT(skt_str_cut((field), 60))

/* -------------------------------------------------------------------- names */

static bool is_type(const void *words, skt_str word, skt_gaz_class type)
{
    const skt_gaz_hit hit = skt_gaz_find(words, word);
    for (size_t i = 0; i < hit.count; i++) {
        if (SKT_GAZ_WORD_CLASS(hit.values[i]) == type) {
            return true;
        }
    }
    return false;
}

/* Class of the type words in a place's name: a town's name has none. */
static bool stem_class(skt_gaz_class *out, skt_level level)
{
    *out = level == SKT_LEVEL_FACILITY   ? SKT_GAZ_FACILITY_WORD
           : level == SKT_LEVEL_DISTRICT ? SKT_GAZ_DISTRICT_WORD
                                         : SKT_GAZ_REGION_WORD;
    return level == SKT_LEVEL_FACILITY || level == SKT_LEVEL_DISTRICT || level == SKT_LEVEL_REGION;
}

static skt_status add_key(skt_gaz_own_loader *loader, skt_str key, skt_node node)
{
    skt_gaz_class type;
    skt_gazetteer *g = loader->gazetteer;
    skt_status status = skt_gaz_own_add(g, key, node, SKT_GAZ_MAIN);
    if (status == SKT_OK && stem_class(&type, (skt_level)skt_gaz_node_at(g, node)->level)) {
        const skt_str stem = skt_gaz_stem_of(key, type, is_type, &g->words);
        status = stem.len == 0 ? SKT_OK : skt_gaz_own_add(g, stem, node, SKT_GAZ_STEM);
    }
    return status;
}

/* The folded `name` in `out`; false (and a warning) where it is none. */
static bool fold_name(skt_buf *out, const skt_gaz_own_loader *loader, skt_str name)
{
    skt_buf_clear(out);
    skt_gaz_fold_name(out, name);
    const bool good = out->len >= 2 && out->len < SKT_GAZ_MAX_KEY_BYTES;
    if (!good && !out->failed) {
        (void)skt_diag_add(loader->table.diag, SKT_OK, SKT_WARNING, loader->table.path,
                           loader->table.line, "\"%.*s\" among the names is none: left out",
                           SHOWN(name));
    }
    return good;
}

/* Hands each of several names parted by '|' on, folded. */
static skt_status each_name(skt_gaz_own_loader *loader, skt_str names, skt_node node,
                            skt_status (*take)(skt_gaz_own_loader *, skt_str, skt_node))
{
    skt_buf key = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    skt_str name;
    while (names.len > 0 && status == SKT_OK && skt_str_split(&name, &names, '|')) {
        name = skt_str_trim(name);
        if (name.len > 0 && fold_name(&key, loader, name)) {
            status = take(loader, skt_buf_str(&key), node);
        }
        status = key.failed ? SKT_E_NOMEM : status;
    }
    skt_buf_dispose(&key);
    return status;
}

/* ---------------------------------------------------------------------- add */

/* Warns of what may be a slip: a place that is known already. */
static void warn_of_twin(const skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    const skt_gazetteer *g = loader->gazetteer;
    const skt_gaz_hit hit = skt_gaz_find_name(g, row->key);
    for (size_t i = 0; i < hit.count; i++) {
        const skt_gaz_node *known = skt_gaz_node_at(g, skt_gaz_value_node(hit.values[i]));
        if (known->level != row->level || known->lat == SKT_GAZ_NO_POINT ||
            (skt_gaz_value_flags(hit.values[i]) & SKT_GAZ_STEM) != 0) {
            continue;
        }
        const double km =
            skt_gaz_distance_km(row->lat / 1e6, row->lon / 1e6, known->lat / 1e6, known->lon / 1e6);
        if (km < SAME_PLACE_KM) {
            char number[32] = "by its name";
            if (known->geonameid != 0) {
                (void)snprintf(number, sizeof number, "geonameid %u", known->geonameid);
            }
            (void)skt_diag_add(loader->table.diag, SKT_OK, SKT_WARNING, loader->table.path,
                               loader->table.line,
                               "\"%.*s\" is known already %.1f km from there: to add to it or to "
                               "move it, override it (%s)",
                               SHOWN(row->name), km, number);
            return;
        }
    }
}

/* The region that the row gives, else the one at its point, else its country. */
static skt_node parent_of(const skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    if (row->region != SKT_NO_NODE) {
        return row->region;
    }
    const skt_gazetteer *g = loader->gazetteer;
    skt_node region;
    skt_node country;
    skt_gazetteer_at(g, row->lat / 1e6, row->lon / 1e6, &region, &country);
    if (row->country != SKT_NO_NODE && skt_gaz_country_of(g, region) != row->country) {
        return row->country;
    }
    return region != SKT_NO_NODE ? region : country;
}

/* A point in another country than the row's is most often a slip of the pen. */
static void check_point(const skt_gaz_own_loader *loader, skt_node parent, int32_t lat, int32_t lon)
{
    const skt_gazetteer *g = loader->gazetteer;
    skt_node region;
    skt_node country;
    skt_gazetteer_at(g, lat / 1e6, lon / 1e6, &region, &country);
    const skt_node own = skt_gaz_country_of(g, parent);
    if (country != own && (country != SKT_NO_NODE || region != SKT_NO_NODE)) {
        (void)skt_diag_add(
            loader->table.diag, SKT_OK, SKT_WARNING, loader->table.path, loader->table.line,
            "the point lies in %.*s and not in %.*s; are lat and lon the right way "
            "round?",
            SKT_FMT(skt_gazetteer_node(g, country).name), SKT_FMT(skt_gazetteer_node(g, own).name));
    }
}

static skt_str feature_of(const skt_gaz_own_row *row)
{
    return row->level == SKT_LEVEL_CITY       ? SKT_LIT("PPL")
           : row->level == SKT_LEVEL_DISTRICT ? SKT_LIT("ADM2")
           : row->kind.len > 0                ? row->kind
                                              : SKT_LIT("other");
}

static bool may_be_added(skt_gaz_own_loader *loader, skt_gaz_own_row *row)
{
    if (row->level == SKT_LEVEL_UNKNOWN) {
        row->level = SKT_LEVEL_CITY;
    }
    if (row->name.len == 0) {
        skt_gaz_own_refuse(loader, "a place that is added needs a name");
    } else if (row->level != SKT_LEVEL_CITY && row->level != SKT_LEVEL_FACILITY &&
               row->level != SKT_LEVEL_DISTRICT) {
        skt_gaz_own_refuse(loader,
                           "a %s cannot be added, only a city, a facility or a district; "
                           "override gives a known one further names",
                           skt_level_name(row->level));
    } else if (row->lat == SKT_GAZ_NO_POINT) {
        skt_gaz_own_refuse(loader, "a place that is added needs lat and lon");
    } else {
        return true;
    }
    return false;
}

skt_status skt_gaz_own_do_add(skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    skt_gaz_own_row own = *row;
    own.key.ptr = own.key_bytes;
    if (!may_be_added(loader, &own)) {
        return SKT_OK;
    }
    skt_status status = own.geonameid == 0 ? SKT_OK : skt_gaz_own_find(loader, &own);
    if (status == SKT_OK && own.geonameid != 0 && loader->found.count > 0) {
        skt_gaz_own_refuse(loader,
                           "geonameid %u is known already: override it, or leave the "
                           "number out",
                           own.geonameid);
        return SKT_OK;
    }
    skt_gaz_node node = {.lat = own.lat,
                         .lon = own.lon,
                         .geonameid = own.geonameid,
                         .population = own.population,
                         .parent = parent_of(loader, &own),
                         .zone = SKT_GAZ_NO_TAG,
                         .level = (uint8_t)own.level,
                         .prior = PART_PRIOR};
    if (node.parent == SKT_NO_NODE) {
        skt_gaz_own_refuse(loader, "no country at %.5f, %.5f: give the country or admin1",
                           own.lat / 1e6, own.lon / 1e6);
        return SKT_OK;
    }
    node.zone = skt_gaz_node_at(loader->gazetteer, node.parent)->zone;
    warn_of_twin(loader, &own);
    check_point(loader, node.parent, own.lat, own.lon);
    skt_node made = SKT_NO_NODE;
    status =
        status == SKT_OK ? skt_gaz_own_string(&node.name, loader->gazetteer, own.name) : status;
    if (status == SKT_OK) {
        status = skt_gaz_own_tag(&node.feature, loader->gazetteer, feature_of(&own));
    }
    if (status == SKT_OK) {
        status = skt_gaz_own_node(&made, loader->gazetteer, &node);
    }
    if (status == SKT_OK) {
        status = add_key(loader, own.key, made);
    }
    return status == SKT_OK ? each_name(loader, own.names, made, add_key) : status;
}

/* ----------------------------------------------------------------- override */

static bool is_point(const skt_gazetteer *gazetteer, skt_node node)
{
    const uint8_t level = skt_gaz_node_at(gazetteer, node)->level;
    return level == SKT_LEVEL_CITY || level == SKT_LEVEL_FACILITY || level == SKT_LEVEL_DISTRICT;
}

/* How well a reading of the row's name is what its user means: the display name before
 * other names, a place before a region of the name where no level is told. */
static int fitness(const skt_gaz_own_loader *loader, const skt_gaz_own_row *row, skt_node node)
{
    skt_buf key = SKT_BUF_INIT;
    skt_gaz_fold_name(
        &key, skt_gaz_string(loader->gazetteer, skt_gaz_node_at(loader->gazetteer, node)->name));
    const bool same = skt_str_eq(skt_buf_str(&key), row->key);
    skt_buf_dispose(&key);
    return 2 * same + is_point(loader->gazetteer, node);
}

static void refuse_several(const skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    char list[200] = "";
    size_t length = 0;
    size_t shown = 0;
    for (size_t i = 0; i < loader->found.count && shown < 4; i++) {
        const skt_node_info info = skt_gazetteer_node(loader->gazetteer, loader->found.items[i]);
        if (info.geonameid != 0 && length < sizeof list) {
            const int n =
                snprintf(list + length, sizeof list - length, "%s%lld (%.*s)",
                         shown == 0 ? ": " : ", ", (long long)info.geonameid, SKT_FMT(info.admin1));
            length += n > 0 ? (size_t)n : 0;
            shown++;
        }
    }
    skt_gaz_own_refuse(loader, "%zu places are called \"%.*s\": say which by admin1 or geonameid%s",
                       loader->found.count, SHOWN(row->name), list);
}

/* The one node that the row speaks of; SKT_NO_NODE: refused. */
static skt_node the_one(skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    int best = 0;
    for (size_t i = 0; i < loader->found.count; i++) {
        const int fit = fitness(loader, row, loader->found.items[i]);
        best = fit > best ? fit : best;
    }
    size_t kept = 0;
    for (size_t i = 0; i < loader->found.count; i++) {
        if (row->geonameid != 0 || fitness(loader, row, loader->found.items[i]) == best) {
            loader->found.items[kept++] = loader->found.items[i];
        }
    }
    loader->found.count = kept;
    if (kept == 1) {
        return loader->found.items[0];
    }
    if (kept > 1) {
        refuse_several(loader, row);
    } else if (row->geonameid != 0) {
        skt_gaz_own_refuse(loader, "geonameid %u is not in the gazetteer: add the place instead",
                           row->geonameid);
    } else {
        skt_gaz_own_refuse(loader,
                           "no such place to override: \"%.*s\"; `skytally resolve` shows "
                           "what a name may mean",
                           SHOWN(row->name));
    }
    return SKT_NO_NODE;
}

static bool may_be_changed(const skt_gaz_own_loader *loader, const skt_gaz_own_row *row,
                           skt_node node)
{
    const skt_gaz_node *record = skt_gaz_node_at(loader->gazetteer, node);
    const bool moves = row->lat != SKT_GAZ_NO_POINT || row->has_population;
    if (moves && !is_point(loader->gazetteer, node)) {
        skt_gaz_own_refuse(loader, "a %s keeps its position and people; only names can be added",
                           skt_level_name((skt_level)record->level));
        return false;
    }
    if (row->level != SKT_LEVEL_UNKNOWN && row->level != record->level) {
        skt_gaz_own_refuse(loader,
                           "\"%.*s\" is a %s: its level cannot be changed; forbid it and "
                           "add it anew",
                           SKT_FMT(skt_gaz_string(loader->gazetteer, record->name)),
                           skt_level_name((skt_level)record->level));
        return false;
    }
    if (row->region == SKT_NO_NODE && row->country != SKT_NO_NODE &&
        row->country != skt_gaz_country_of(loader->gazetteer, node)) {
        skt_gaz_own_refuse(loader, "the place lies in another country: give the admin1 that it is "
                                   "to have");
        return false;
    }
    return true;
}

skt_status skt_gaz_own_do_override(skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    skt_gazetteer *g = loader->gazetteer;
    skt_status status = skt_gaz_own_find(loader, row);
    const skt_node node = status == SKT_OK ? the_one(loader, row) : SKT_NO_NODE;
    if (node == SKT_NO_NODE || !may_be_changed(loader, row, node)) {
        return status;
    }
    skt_gaz_node record = *skt_gaz_node_at(g, node);
    if (row->lat != SKT_GAZ_NO_POINT) {
        record.lat = row->lat;
        record.lon = row->lon;
    }
    record.population = row->has_population ? row->population : record.population;
    if (row->geonameid != 0 && row->region != SKT_NO_NODE && is_point(g, node)) {
        record.parent = row->region;
    }
    if (row->lat != SKT_GAZ_NO_POINT) {
        check_point(loader, record.parent, row->lat, row->lon);
    }
    if (row->kind.len > 0) {
        status = skt_gaz_own_tag(&record.feature, g, row->kind);
    }
    if (status == SKT_OK && row->geonameid != 0 && row->name.len > 0) {
        status = skt_gaz_own_string(&record.name, g, row->name);
    }
    if (status == SKT_OK) {
        status = skt_gaz_own_change(g, node, &record);
    }
    /* A name that says which place is meant leads to it already; beside a number it is
     * the new one. */
    if (status == SKT_OK && row->geonameid != 0 && row->name.len > 0) {
        status = add_key(loader, row->key, node);
    }
    return status == SKT_OK ? each_name(loader, row->names, node, add_key) : status;
}

/* ------------------------------------------------------------------- forbid */

static skt_status forbid_key(skt_gaz_own_loader *loader, skt_str key, skt_node node)
{
    size_t at;
    (void)node;
    const skt_status status = skt_gaz_own_name_at(&at, loader->gazetteer, key);
    if (status == SKT_OK) {
        skt_gaz_own_name *name = &loader->gazetteer->overlay->names.items[at];
        skt_vec_clear(&name->values);
        name->n_own = 0;
    }
    return status;
}

static bool is_found(const skt_gaz_own_loader *loader, skt_node node)
{
    for (size_t i = 0; i < loader->found.count; i++) {
        if (loader->found.items[i] == node) {
            return true;
        }
    }
    return false;
}

/* Takes the readings that were found from one name. */
static skt_status forbid_readings(skt_gaz_own_loader *loader, skt_str key, skt_node unused)
{
    size_t at;
    (void)unused;
    const skt_status status = skt_gaz_own_name_at(&at, loader->gazetteer, key);
    if (status != SKT_OK) {
        return status;
    }
    skt_gaz_own_name *name = &loader->gazetteer->overlay->names.items[at];
    bool taken = false;
    for (size_t i = name->values.count; i > 0; i--) {
        if (is_found(loader, skt_gaz_value_node(name->values.items[i - 1]))) {
            skt_gaz_own_remove(name, i - 1);
            taken = true;
        }
    }
    if (!taken) {
        skt_gaz_own_refuse(loader, "no such place is called \"%.*s\": nothing to forbid",
                           SHOWN(key));
    }
    return SKT_OK;
}

static skt_status forbid_nodes(skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    for (size_t i = 0; i < loader->found.count; i++) {
        if (!skt_vec_push(&loader->gone, loader->found.items[i])) {
            return SKT_E_NOMEM;
        }
    }
    if (loader->found.count == 0) {
        skt_gaz_own_refuse(loader, "geonameid %u is not in the gazetteer: nothing to forbid",
                           row->geonameid);
    }
    return SKT_OK;
}

skt_status skt_gaz_own_do_forbid(skt_gaz_own_loader *loader, const skt_gaz_own_row *row)
{
    const bool which = row->geonameid != 0 || row->country != SKT_NO_NODE ||
                       row->region != SKT_NO_NODE || row->level != SKT_LEVEL_UNKNOWN;
    if (row->name.len == 0 && (row->geonameid == 0 || row->names.len > 0)) {
        skt_gaz_own_refuse(loader, "forbid needs a name, or a geonameid");
        return SKT_OK;
    }
    if (row->lat != SKT_GAZ_NO_POINT || row->has_population) {
        skt_gaz_own_refuse(loader, "forbid takes a name, level, country, admin1 and geonameid, no "
                                   "position and no population");
        return SKT_OK;
    }
    if (!which) {
        const skt_status status = forbid_key(loader, row->key, SKT_NO_NODE);
        return status == SKT_OK ? each_name(loader, row->names, SKT_NO_NODE, forbid_key) : status;
    }
    skt_status status = skt_gaz_own_find(loader, row);
    if (status != SKT_OK || row->name.len == 0) {
        return status == SKT_OK ? forbid_nodes(loader, row) : status;
    }
    status = forbid_readings(loader, row->key, SKT_NO_NODE);
    return status == SKT_OK ? each_name(loader, row->names, SKT_NO_NODE, forbid_readings) : status;
}

/* ------------------------------------------------------------------- finish */

static bool is_gone(const skt_gaz_own_loader *loader, skt_node node)
{
    for (size_t i = 0; i < loader->gone.count; i++) {
        if (loader->gone.items[i] == node) {
            return true;
        }
    }
    return false;
}

static bool leads_to_gone(const skt_gaz_own_loader *loader, skt_gaz_hit hit)
{
    for (size_t i = 0; i < hit.count; i++) {
        if (is_gone(loader, skt_gaz_value_node(hit.values[i]))) {
            return true;
        }
    }
    return false;
}

static void take_gone(const skt_gaz_own_loader *loader, skt_gaz_own_name *name)
{
    for (size_t i = name->values.count; i > 0; i--) {
        if (is_gone(loader, skt_gaz_value_node(name->values.items[i - 1]))) {
            skt_gaz_own_remove(name, i - 1);
        }
    }
}

skt_status skt_gaz_own_finish(skt_gaz_own_loader *loader)
{
    skt_gazetteer *g = loader->gazetteer;
    skt_status status = SKT_OK;
    for (size_t i = 0; loader->gone.count > 0 && i < g->names.n && status == SKT_OK; i++) {
        size_t at;
        char text[SKT_GAZ_MAX_KEY_BYTES];
        if (leads_to_gone(loader, skt_gaz_key_hit(&g->names, (uint32_t)i))) {
            status = skt_gaz_own_name_at(&at, g, skt_gaz_key_text(text, &g->names, (uint32_t)i));
        }
    }
    for (size_t i = 0; loader->gone.count > 0 && status == SKT_OK && i < g->overlay->names.count;
         i++) {
        take_gone(loader, &g->overlay->names.items[i]);
    }
    for (size_t i = 0; i < loader->gone.count && status == SKT_OK; i++) {
        /* No "only refinery near the town" either. */
        skt_gaz_node record = *skt_gaz_node_at(g, loader->gone.items[i]);
        record.level = SKT_LEVEL_UNKNOWN;
        status = skt_gaz_own_change(g, loader->gone.items[i], &record);
    }
    return status;
}
