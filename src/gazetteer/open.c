/* Opening the compiled gazetteer: mapped, checked, nothing parsed. */
#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/file.h"

static const struct {
    skt_gaz_section section;
    size_t size; /* of an element */
} elements[] = {
    {SKT_GAZ_STRINGS, 1},
    {SKT_GAZ_TAGS, 4},
    {SKT_GAZ_NODES, sizeof(skt_gaz_node)},
    {SKT_GAZ_AREAS, sizeof(skt_gaz_area)},
    {SKT_GAZ_CODES, 4},
    {SKT_GAZ_NAME_TEXT, 1},
    {SKT_GAZ_NAME_KEYS, sizeof(skt_gaz_key)},
    {SKT_GAZ_NAME_SLOTS, 4},
    {SKT_GAZ_NAME_VALUES, 4},
    {SKT_GAZ_WORD_TEXT, 1},
    {SKT_GAZ_WORD_KEYS, sizeof(skt_gaz_key)},
    {SKT_GAZ_WORD_SLOTS, 4},
    {SKT_GAZ_WORD_VALUES, 4},
    {SKT_GAZ_ENDINGS, 4},
    {SKT_GAZ_SKELETONS, sizeof(skt_gaz_skeleton)},
    {SKT_GAZ_RULES, sizeof(skt_gaz_rule)},
    {SKT_GAZ_POINTS, 8},
    {SKT_GAZ_POINTS_COARSE, 8},
    {SKT_GAZ_POINTS_BORDER, 8},
    {SKT_GAZ_ARCS, 4},
    {SKT_GAZ_ARCS_COARSE, 4},
    {SKT_GAZ_ARCS_BORDER, 4},
    {SKT_GAZ_REFS, 4},
    {SKT_GAZ_REFS_COARSE, 4},
    {SKT_GAZ_REFS_BORDER, 4},
    {SKT_GAZ_RINGS, sizeof(skt_gaz_ring)},
    {SKT_GAZ_RINGS_COARSE, sizeof(skt_gaz_ring)},
    {SKT_GAZ_RINGS_BORDER, sizeof(skt_gaz_ring)},
};

static uint64_t mix(uint64_t lane, uint64_t word)
{
    lane ^= word;
    lane *= UINT64_C(0x9E3779B97F4A7C15);
    return lane ^ (lane >> 29);
}

static uint64_t checksum_of(const unsigned char *bytes, size_t size)
{
    uint64_t lanes[4] = {1, 2, 3, 4};
    size_t at = 0;
    for (; at + 32 <= size; at += 32) {
        uint64_t words[4];
        memcpy(words, bytes + at, sizeof words);
        for (int i = 0; i < 4; i++) {
            lanes[i] = mix(lanes[i], words[i]);
        }
    }
    uint64_t result = size;
    for (; at < size; at++) {
        result = mix(result, bytes[at]);
    }
    for (int i = 0; i < 4; i++) {
        result = mix(result, lanes[i]);
    }
    return result;
}

uint64_t skt_gaz_checksum(const unsigned char *bytes, size_t size)
{
    skt_gaz_header header;
    memcpy(&header, bytes, sizeof header);
    header.checksum = 0;
    const uint64_t head = checksum_of((const unsigned char *)&header, sizeof header);
    return mix(head, checksum_of(bytes + sizeof header, size - sizeof header));
}

static skt_status refuse(skt_diag *diag, const char *path, const char *what)
{
    return skt_diag_add(diag, SKT_E_DATA, SKT_FAILURE, path, 0,
                        "%s; make it anew: skytally gazetteer build", what);
}

static skt_status check_header(const skt_mapping *file, const char *path, skt_diag *diag)
{
    skt_gaz_header header;
    if (file->len < sizeof header || memcmp(file->ptr, SKT_GAZ_MAGIC, sizeof header.magic) != 0) {
        return refuse(diag, path, "is not a compiled gazetteer");
    }
    memcpy(&header, file->ptr, sizeof header);
    if (header.endian != SKT_GAZ_ENDIAN) {
        return refuse(diag, path, "was compiled on a machine of the other byte order");
    }
    if (header.version != SKT_GAZ_VERSION || header.n_sections != SKT_GAZ_SECTIONS) {
        return refuse(diag, path, "is a gazetteer of another version");
    }
    if (header.size != file->len) {
        return refuse(diag, path, "is cut short or has grown");
    }
    if (header.checksum != skt_gaz_checksum(file->ptr, file->len)) {
        return refuse(diag, path, "was altered: its checksum differs");
    }
    for (size_t i = 0; i < SKT_GAZ_SECTIONS; i++) {
        const skt_gaz_extent *extent = &header.sections[elements[i].section];
        if (extent->offset % SKT_GAZ_ALIGN != 0 || extent->offset > file->len ||
            extent->size > file->len - extent->offset || extent->size % elements[i].size != 0) {
            return refuse(diag, path, "is damaged: a section lies outside of it");
        }
    }
    return SKT_OK;
}

static const void *section(const skt_mapping *file, skt_gaz_section which, size_t size, size_t *n)
{
    const skt_gaz_header *header = (const void *)file->ptr;
    *n = (size_t)header->sections[which].size / size;
    return file->ptr + header->sections[which].offset;
}

static void open_dict(skt_gaz_dict *out, const skt_mapping *file, skt_gaz_section first)
{
    out->text = section(file, first, 1, &out->text_size);
    out->keys = section(file, first + 1, sizeof(skt_gaz_key), &out->n);
    out->n = out->n == 0 ? 0 : out->n - 1;
    out->slots = section(file, first + 2, 4, &out->n_slots);
    out->values = section(file, first + 3, 4, &out->n_values);
}

static void open_shapes(skt_gaz_shapes *out, const skt_mapping *file, skt_gaz_section detail)
{
    out->points = section(file, SKT_GAZ_POINTS + detail, 8, &out->n_points);
    out->arcs = section(file, SKT_GAZ_ARCS + detail, 4, &out->n_arcs);
    out->n_arcs = out->n_arcs == 0 ? 0 : out->n_arcs - 1;
    out->refs = section(file, SKT_GAZ_REFS + detail, 4, &out->n_refs);
    out->rings = section(file, SKT_GAZ_RINGS + detail, sizeof(skt_gaz_ring), &out->n_rings);
}

/* Facilities are the last nodes: the first of them, by halving. */
static size_t first_facility(const skt_gazetteer *gazetteer)
{
    size_t low = gazetteer->n_areas;
    size_t high = gazetteer->n_nodes;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (gazetteer->nodes[middle].level == SKT_LEVEL_FACILITY) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

skt_status skt_gazetteer_open(skt_gazetteer **out, const char *path, skt_diag *diag)
{
    *out = NULL;
    skt_mapping file;
    skt_status status = skt_file_map(&file, path, diag);
    if (status != SKT_OK) {
        return status;
    }
    status = check_header(&file, path, diag);
    skt_gazetteer *made = status == SKT_OK ? calloc(1, sizeof *made) : NULL;
    if (made == NULL) {
        skt_file_unmap(&file);
        return status == SKT_OK ? SKT_E_NOMEM : status;
    }
    made->file = file;
    made->strings = section(&file, SKT_GAZ_STRINGS, 1, &made->strings_size);
    made->tags = section(&file, SKT_GAZ_TAGS, 4, &made->n_tags);
    made->nodes = section(&file, SKT_GAZ_NODES, sizeof *made->nodes, &made->n_nodes);
    made->areas = section(&file, SKT_GAZ_AREAS, sizeof *made->areas, &made->n_areas);
    made->codes = section(&file, SKT_GAZ_CODES, 4, &made->n_codes);
    open_dict(&made->names, &file, SKT_GAZ_NAME_TEXT);
    open_dict(&made->words, &file, SKT_GAZ_WORD_TEXT);
    made->endings = section(&file, SKT_GAZ_ENDINGS, 4, &made->n_endings);
    made->skeletons =
        section(&file, SKT_GAZ_SKELETONS, sizeof *made->skeletons, &made->n_skeletons);
    made->rules = section(&file, SKT_GAZ_RULES, sizeof *made->rules, &made->n_rules);
    for (unsigned detail = 0; detail < SKT_GAZ_DETAILS; detail++) {
        open_shapes(&made->shapes[detail], &file, (skt_gaz_section)detail);
    }
    if (made->n_areas > made->n_nodes) {
        made->n_areas = made->n_nodes;
    }
    made->first_facility = first_facility(made);
    skt_gaz_index_phrases(made);
    *out = made;
    return SKT_OK;
}

void skt_gazetteer_close(skt_gazetteer *gazetteer)
{
    if (gazetteer != NULL) {
        skt_file_unmap(&gazetteer->file);
        free(gazetteer);
    }
}
