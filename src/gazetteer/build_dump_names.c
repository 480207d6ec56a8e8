/* Names of a GeoNames dump: the column of the main file, and alternateNamesV2.txt with
 * its languages. */
#include "core/diag.h"
#include "gazetteer/build_dump.h"

skt_status skt_gaz_dump_name(skt_gaz_builder *b, skt_str name, skt_node node, unsigned flags)
{
    const bool point = node >= b->nodes.count;
    if (!point && b->nodes.items[node].level != SKT_LEVEL_DISTRICT) {
        return SKT_OK; /* names of countries and regions are our own */
    }
    if (!point) {
        const skt_status status = skt_gaz_add_name(b, name, node, SKT_GAZ_STEM);
        return status == SKT_OK ? skt_gaz_add_stem(b, name, node, SKT_GAZ_DISTRICT_WORD) : status;
    }
    const skt_status status = skt_gaz_add_name(b, name, node, flags);
    return status == SKT_OK && node >= b->first_facility
               ? skt_gaz_add_stem(b, name, node, SKT_GAZ_FACILITY_WORD)
               : status;
}

skt_status skt_gaz_dump_names(skt_gaz_builder *b, const skt_gaz_dump_row *row, skt_node node,
                              bool digits)
{
    /* These two are what it is called, and need not look like it. */
    skt_status status = skt_gaz_dump_name(b, row->name, node, 0);
    if (status == SKT_OK && !skt_str_eq(row->name, row->ascii)) {
        status = skt_gaz_dump_name(b, row->ascii, node, 0);
    }
    skt_str rest = b->dump->alternates ? SKT_STR_NONE : row->names;
    skt_str name;
    while (status == SKT_OK && rest.len > 0 && skt_str_split(&name, &rest, ',')) {
        name = skt_str_trim(name);
        if (skt_gaz_is_usable(name, digits)) {
            b->dump->n_alternates++;
            status = skt_gaz_dump_name(b, name, node, 0);
        }
    }
    return status;
}

/* ----------------------------------------------------------------- languages */

/* Notes the languages of a country as ",uk,ru,". */
static skt_status note_languages(skt_gaz_builder *b, skt_node country, skt_str languages)
{
    skt_gaz_dump *dump = b->dump;
    while (dump->languages.count <= country) {
        if (!skt_vec_push(&dump->languages, SKT_STR_NONE)) {
            return SKT_E_NOMEM;
        }
    }
    skt_buf list = SKT_BUF_INIT;
    skt_str lang;
    skt_buf_add_char(&list, ',');
    while (languages.len > 0 && skt_str_split(&lang, &languages, ',')) {
        const size_t hyphen = skt_str_find(lang, SKT_LIT("-"), 0);
        skt_buf_add(&list, skt_str_sub(lang, 0, hyphen == SIZE_MAX ? lang.len : hyphen));
        skt_buf_add_char(&list, ',');
    }
    const skt_status status = list.failed ? SKT_E_NOMEM
                                          : skt_arena_str(&dump->languages.items[country],
                                                          &dump->arena, skt_buf_str(&list));
    skt_buf_dispose(&list);
    return status;
}

static skt_status read_countries(skt_gaz_builder *b)
{
    enum { CODE = 0, LANGUAGES = 15, COLUMNS = 16 };
    skt_gaz_dump_file file;
    skt_str f[COLUMNS];
    bool there;
    skt_status status = skt_gaz_dump_file_open(&file, &there, b, "countryInfo.txt");
    if (status == SKT_OK && !there) {
        (void)skt_diag_add(b->diag, SKT_OK, SKT_WARNING, b->options->geonames, 0,
                           "has no countryInfo.txt: names in a country's own language are taken "
                           "only where languages.tsv has it");
    }
    for (bool more = there; status == SKT_OK && more;) {
        status = skt_gaz_dump_file_next(&file, f, COLUMNS, COLUMNS, &more);
        const skt_node country =
            status == SKT_OK && more ? skt_gaz_built_area(b, 'C', f[CODE]) : SKT_NO_NODE;
        if (country != SKT_NO_NODE) {
            status = note_languages(b, country, f[LANGUAGES]);
        }
    }
    skt_gaz_dump_file_close(&file);
    return status;
}

/* Whether a language is one of those of the country. */
static bool is_own(const skt_gaz_dump *dump, size_t country, skt_str lang)
{
    char key[16] = {','};
    if (country >= dump->languages.count || lang.len + 2 > sizeof key) {
        return false;
    }
    memcpy(key + 1, lang.ptr, lang.len);
    key[lang.len + 1] = ',';
    return skt_str_find(dump->languages.items[country], (skt_str){key, lang.len + 2}, 0) !=
           SIZE_MAX;
}

/* ---------------------------------------------------------------- alternates */

enum { A_NUMBER, A_ID, A_LANG, A_NAME, A_PREFERRED, A_SHORT, A_COLLOQUIAL, A_HISTORIC, A_COLUMNS };

/* Whether the language is kept; *own, whether it is English or the country's. */
static bool is_wanted(const skt_gaz_dump *dump, size_t country, skt_str lang, bool *own)
{
    const size_t hyphen = skt_str_find(lang, SKT_LIT("-"), 0);
    lang.len = hyphen == SIZE_MAX ? lang.len : hyphen;
    *own = skt_str_is(lang, "en") || (lang.len > 0 && is_own(dump, country, lang));
    return *own || lang.len == 0 || skt_map_get(&dump->features.languages, lang) != NULL;
}

static skt_status take_alternate(skt_gaz_builder *b, const skt_str *f)
{
    skt_gaz_dump *dump = b->dump;
    uint32_t id;
    skt_gaz_dump_point point = {UINT16_MAX, true};
    bool own;
    const uint32_t node =
        skt_gaz_dump_id(&id, f[A_ID]) ? skt_gaz_ids_get(&dump->ids, id) : SKT_GAZ_NO_ID;
    if (node >= skt_gaz_built_nodes(b)) {
        return SKT_OK;
    }
    if (node >= b->nodes.count && node - b->nodes.count < dump->points.count) {
        point = dump->points.items[node - b->nodes.count];
    } else if (node < b->nodes.count && b->nodes.items[node].level == SKT_LEVEL_DISTRICT) {
        const skt_node country = b->nodes.items[b->nodes.items[node].parent].parent;
        point.country = country < UINT16_MAX ? (uint16_t)country : UINT16_MAX;
    }
    /* A colloquial name ("Big Apple", "Peter") means too much else. */
    if (skt_str_is(f[A_COLLOQUIAL], "1") || !is_wanted(dump, point.country, f[A_LANG], &own)) {
        return SKT_OK;
    }
    const skt_str name = skt_str_trim(f[A_NAME]);
    if (!skt_gaz_is_usable(name, point.digits)) {
        return SKT_OK;
    }
    const bool former = skt_str_is(f[A_HISTORIC], "1");
    const bool main = own && !former && skt_str_is(f[A_PREFERRED], "1");
    dump->n_alternates++;
    return skt_gaz_dump_name(b, name, node, former ? SKT_GAZ_FORMER : main ? SKT_GAZ_MAIN : 0);
}

static skt_status read_alternates(skt_gaz_builder *b)
{
    skt_gaz_dump_file file;
    skt_str f[A_COLUMNS];
    bool more = false;
    skt_status status = skt_gaz_dump_file_open(&file, &more, b, "alternateNamesV2.txt");
    while (status == SKT_OK && more) {
        status = skt_gaz_dump_file_next(&file, f, A_NAME + 1, A_COLUMNS, &more);
        uint32_t id;
        if (status != SKT_OK || !more || skt_str_is(f[A_NUMBER], "alternateNameId")) {
            continue;
        }
        if (!skt_gaz_dump_id(&id, f[A_ID])) {
            skt_gaz_dump_file_broken(&file, "the second field is no geonameid");
            continue;
        }
        status = take_alternate(b, f);
    }
    skt_gaz_dump_file_close(&file);
    return status;
}

/* Tells what came of the dump. */
static void tell_counts(const skt_gaz_builder *b)
{
    const skt_gaz_dump *dump = b->dump;
    (void)skt_diag_add(b->diag, SKT_OK, SKT_NOTE, b->options->geonames, 0,
                       "taken: %zu districts, %zu settlements, %zu facilities, %zu other names; "
                       "joined with ours: %zu settlements, %zu facilities",
                       dump->n_taken[0], dump->n_taken[1], dump->n_taken[2], dump->n_alternates,
                       dump->n_joined[1], dump->n_joined[2]);
    if (dump->n_by_polygon + dump->n_nowhere > 0) {
        (void)skt_diag_add(b->diag, SKT_OK, SKT_NOTE, b->options->geonames, 0,
                           "%zu rows were put into a region by their point, %zu lie in no country "
                           "and were left out",
                           dump->n_by_polygon, dump->n_nowhere);
    }
    if (dump->n_unlisted > 0) {
        (void)skt_diag_add(b->diag, SKT_OK, SKT_NOTE, b->options->geonames, 0,
                           "%zu rows have a feature class that features.tsv does not know and "
                           "were left out",
                           dump->n_unlisted);
    }
}

skt_status skt_gaz_build_alternates(skt_gaz_builder *b)
{
    if (b->dump == NULL) {
        return SKT_OK;
    }
    skt_status status = b->dump->alternates ? read_countries(b) : SKT_OK;
    if (status == SKT_OK && b->dump->alternates) {
        status = read_alternates(b);
    }
    if (status == SKT_OK) {
        tell_counts(b);
    }
    return status;
}
