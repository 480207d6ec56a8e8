#include "gazetteer_use.h"

#include "gazetteer/known.h"

static const char *const names[] = {
    "kursk",       "kurks",       "kursk oblast", "belgorod",
    "blegorood",   "sevastopol",  "sevastoopl",   "staryoskol",
    "симферополь", "симфирополь", "белгород",     "ялтa",
    "کورسک",       "black sea",   "zzzzz",        "gubkin gubkin gubkin gubkin",
};

static const char text_of_places[] =
    "Drones hit Kursk and Belgorod, in the Kursk and Bryansk regions, near Simferopoll and the "
    "city of Sevastopol. Kursk airport in the Kursk region was closed; the Black Sea off Crimea. "
    "In Zzyzkiv, Kursk Oblast, and St. Oskol-2. "
    "Над Курской областью и Белгородской областью, в Старом Осколе и Судже.";

static size_t sum(skt_str text)
{
    size_t total = text.len;
    for (size_t i = 0; i < text.len; i++) {
        total += (unsigned char)text.ptr[i];
    }
    return total;
}

static size_t use_node(const skt_gazetteer *g, skt_node node)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_polygon polygon;
    skt_place place = {.name = SKT_LIT("x")};
    const skt_node_info info = skt_gazetteer_node(g, node);
    size_t total = sum(info.name) + sum(info.country) + sum(info.admin1) + sum(info.iso_3166_2) +
                   sum(info.feature) + sum(info.zone);
    skt_gazetteer_fill_place(g, &place, node);
    total += skt_gazetteer_within(g, node, info.parent) + skt_gazetteer_map_region(g, node);
    for (int detail = SKT_DETAIL_FINE; detail <= SKT_DETAIL_COARSE; detail++) {
        if (skt_gazetteer_polygon(&polygon, g, node, (skt_detail)detail, &arena) == SKT_OK) {
            for (size_t i = 0; i < polygon.n_rings; i++) {
                const double *last = polygon.rings[i].lonlat + 2 * (polygon.rings[i].n - 1);
                total += polygon.rings[i].n + (last[0] > last[1]);
            }
        }
    }
    skt_arena_dispose(&arena);
    return total;
}

static size_t use_hit(skt_gaz_hit hit)
{
    size_t total = hit.count;
    for (size_t i = 0; i < hit.count; i++) {
        total += hit.values[i];
    }
    return total;
}

static size_t use_keys(const skt_gaz_dict *dict)
{
    size_t total = 0;
    for (uint32_t i = 0; i < dict->n + 2 && i < 2000; i++) {
        char text[SKT_GAZ_MAX_KEY_BYTES];
        const skt_str key = skt_gaz_key_text(text, dict, i);
        total += sum(key) + use_hit(skt_gaz_key_hit(dict, i)) + use_hit(skt_gaz_find(dict, key)) +
                 skt_gaz_goes_on(dict, skt_gaz_key_hash(key));
    }
    return total;
}

static size_t use_name(const skt_gazetteer *g, skt_str name)
{
    skt_gaz_guesses guesses;
    skt_candidates candidates = {0};
    size_t total = use_hit(skt_gaz_find(&g->names, name));
    for (unsigned limit = 1; limit <= 2; limit++) {
        skt_gaz_guess_key(&guesses, g, name, limit);
        for (size_t i = 0; i < guesses.n; i++) {
            total += guesses.items[i].key + guesses.items[i].distance;
        }
    }
    if (skt_gazetteer_resolve(&candidates, g, name, SKT_LIT("Russia"), SKT_LIT("RU")) == SKT_OK) {
        for (size_t i = 0; i < candidates.count; i++) {
            total += candidates.items[i].node;
        }
    }
    skt_vec_dispose(&candidates);
    return total;
}

static size_t use_text(const skt_gazetteer *g)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_toponyms found = {0};
    skt_text text;
    size_t total = 0;
    if (skt_text_split(&text, skt_str_from(text_of_places), &arena) == SKT_OK &&
        skt_toponyms_find(&found, g, &text, NULL) == SKT_OK) {
        for (size_t i = 0; i < found.count; i++) {
            total += found.items[i].end + use_node(g, found.items[i].node);
        }
    }
    skt_vec_dispose(&found);
    skt_arena_dispose(&arena);
    return total;
}

size_t use_gazetteer(const skt_gazetteer *g)
{
    size_t total = skt_gazetteer_is_intact(g);
    const size_t n = skt_gazetteer_node_count(g);
    for (skt_node node = 0; node < n && node < 130; node++) {
        total += use_node(g, node);
    }
    total += use_node(g, SKT_NO_NODE) + use_keys(&g->names) + use_keys(&g->words);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        total += use_name(g, skt_str_from(names[i]));
    }
    for (int lon = 20; lon < 42; lon += 3) {
        skt_node region;
        skt_node country;
        skt_gazetteer_at(g, 43 + (lon - 20) / 2.0, lon, &region, &country);
        total += region + country;
    }
    total += skt_gazetteer_country(g, SKT_LIT("UA")) + skt_gazetteer_admin1(g, SKT_LIT("RU.41")) +
             skt_gazetteer_sea(g, SKT_LIT("the Black Sea"));
    total += use_text(g); /* by the dictionary of words, then by its table */
    return total + (skt_gaz_knowns_for(g, 1 << 20) == NULL ? 0 : use_text(g));
}
