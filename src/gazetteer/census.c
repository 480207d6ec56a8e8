/* Counting what a gazetteer has. */
#include <stdlib.h>

#include "gazetteer/file.h"

/* Ranges of code points by script, in the order of Unicode. */
static const struct {
    uint32_t first, last;
    skt_script script;
} ranges[] = {
    {'a', 'z', SKT_SCRIPT_LATIN},          {0x00C0, 0x024F, SKT_SCRIPT_LATIN},
    {0x0370, 0x03FF, SKT_SCRIPT_GREEK},    {0x0400, 0x052F, SKT_SCRIPT_CYRILLIC},
    {0x0530, 0x058F, SKT_SCRIPT_ARMENIAN}, {0x0590, 0x05FF, SKT_SCRIPT_HEBREW},
    {0x0600, 0x077F, SKT_SCRIPT_ARABIC},   {0x10A0, 0x10FF, SKT_SCRIPT_GEORGIAN},
    {0x1100, 0x11FF, SKT_SCRIPT_HANGUL},   {0x1E00, 0x1EFF, SKT_SCRIPT_LATIN},
    {0x3040, 0x30FF, SKT_SCRIPT_KANA},     {0x3400, 0x9FFF, SKT_SCRIPT_HAN},
    {0xAC00, 0xD7AF, SKT_SCRIPT_HANGUL},
};

const char *skt_script_name(skt_script script)
{
    static const char *const names[SKT_SCRIPTS] = {"latin", "cyrillic", "arabic",   "hebrew",
                                                   "greek", "armenian", "georgian", "han",
                                                   "kana",  "hangul"};
    return script < SKT_SCRIPTS ? names[script] : "";
}

/* The script of the key's first letter, or SKT_SCRIPTS. */
static skt_script script_of(skt_str key)
{
    for (size_t at = 0; at < key.len;) {
        const uint32_t c = skt_utf8_next(key, &at);
        for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
            if (c >= ranges[i].first && c <= ranges[i].last) {
                return ranges[i].script;
            }
        }
    }
    return SKT_SCRIPTS;
}

/* Notes in seen[node] the scripts that nodes have names in. */
static void see_names(uint16_t *seen, const skt_gazetteer *g)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    const size_t n = skt_gazetteer_node_count(g);
    for (uint32_t key = 0; key < g->names.n; key++) {
        const skt_script script = script_of(skt_gaz_key_text(text, &g->names, key));
        const skt_gaz_hit hit = skt_gaz_key_hit(&g->names, key);
        for (size_t i = 0; i < hit.count && script < SKT_SCRIPTS; i++) {
            const skt_node node = skt_gaz_value_node(hit.values[i]);
            if (node < n) {
                seen[node] = (uint16_t)(seen[node] | 1u << script);
            }
        }
    }
}

/* Notes in has[country] the levels of what lies in it. */
static void count_node(skt_gazetteer_census *out, uint8_t *has, const skt_gazetteer *g,
                       skt_node node)
{
    const skt_level level = skt_gazetteer_node(g, node).level;
    const skt_node country = skt_gaz_country_of(g, node);
    if ((unsigned)level > SKT_LEVEL_SEA) {
        return; /* of a damaged file */
    }
    out->nodes[level]++;
    if (country != SKT_NO_NODE && country != node) {
        has[country] = (uint8_t)(has[country] | 1u << level);
    }
}

skt_status skt_gazetteer_count(skt_gazetteer_census *out, const skt_gazetteer *gazetteer)
{
    const size_t n = skt_gazetteer_node_count(gazetteer);
    uint16_t *seen = calloc(n + 1, sizeof *seen);
    uint8_t *has = calloc(n + 1, sizeof *has);
    *out = (skt_gazetteer_census){0};
    if (seen != NULL && has != NULL) {
        see_names(seen, gazetteer);
        for (skt_node node = 0; node < n; node++) {
            count_node(out, has, gazetteer, node);
            for (unsigned script = 0; script < SKT_SCRIPTS; script++) {
                out->named[script] += (seen[node] & 1u << script) != 0;
            }
        }
        for (skt_node node = 0; node < n; node++) {
            out->countries_with_regions += (has[node] & 1u << SKT_LEVEL_REGION) != 0;
            out->countries_with_districts += (has[node] & 1u << SKT_LEVEL_DISTRICT) != 0;
        }
    }
    const skt_status status = seen == NULL || has == NULL ? SKT_E_NOMEM : SKT_OK;
    free(seen);
    free(has);
    return status;
}
