/* Opening the compiled gazetteer: mapped, checked, nothing parsed. */
#include <stdlib.h>

#include "core/data_path.h"
#include "core/diag.h"
#include "gazetteer/known.h"
#include "gazetteer/overlay.h"

/* Sizes of an element of each section, in the order of skt_gaz_section. */
static const size_t elements[] = {
    1,                    /* STRINGS */
    4,                    /* TAGS */
    sizeof(skt_gaz_node), /* NODES */
    sizeof(skt_gaz_area), /* AREAS */
    4,                    /* CODES */
    1,                    /* NAME_TEXT */
    4,                    /* NAME_BLOCKS */
    4,                    /* NAME_MARKS */
    4,                    /* NAME_VALUES */
    4,                    /* NAME_LISTS */
    64,                   /* NAME_SLOTS */
    64,                   /* NAME_STARTS */
    1,                    /* WORD_TEXT */
    4,                    /* WORD_BLOCKS */
    4,                    /* WORD_MARKS */
    4,                    /* WORD_VALUES */
    4,                    /* WORD_LISTS */
    64,                   /* WORD_SLOTS */
    64,                   /* WORD_STARTS */
    2,                    /* HEAD_LABELS */
    4,                    /* HEAD_CHILDREN */
    4,                    /* HEAD_KEYS */
    4,                    /* TAIL_KEYS */
    4,                    /* TAIL_BUCKETS */
    4,                    /* SKELETON_KEYS */
    4,                    /* SKELETON_BUCKETS */
    sizeof(skt_gaz_rule), /* RULES */
    sizeof(skt_gaz_grid), /* GRIDS */
    4,                    /* POINTS */
    4,                    /* POINTS_COARSE */
    4,                    /* POINTS_BORDER */
    sizeof(skt_gaz_arc),  /* ARCS */
    sizeof(skt_gaz_arc),  /* ARCS_COARSE */
    sizeof(skt_gaz_arc),  /* ARCS_BORDER */
    4,                    /* REFS */
    4,                    /* REFS_COARSE */
    4,                    /* REFS_BORDER */
    sizeof(skt_gaz_ring), /* RINGS */
    sizeof(skt_gaz_ring), /* RINGS_COARSE */
    sizeof(skt_gaz_ring), /* RINGS_BORDER */
};
_Static_assert(sizeof elements / sizeof *elements == SKT_GAZ_SECTIONS, "a size for each section");

static uint64_t head_checksum(const skt_gaz_header *header)
{
    skt_gaz_header copy = *header;
    copy.head_checksum = 0;
    return skt_gaz_checksum(&copy, sizeof copy);
}

void skt_gaz_sign(skt_gaz_header *header)
{
    header->head_checksum = head_checksum(header);
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
    if (header.head_checksum != head_checksum(&header)) {
        return refuse(diag, path, "was altered: the checksum of its table of sections differs");
    }
    for (size_t i = 0; i < SKT_GAZ_SECTIONS; i++) {
        const skt_gaz_extent *extent = &header.sections[i];
        if (extent->offset % SKT_GAZ_ALIGN != 0 || extent->offset > file->len ||
            extent->size > file->len - extent->offset || extent->size % elements[i] != 0) {
            return refuse(diag, path, "is damaged: a section lies outside of it");
        }
    }
    return SKT_OK;
}

static const skt_gaz_header *header_of(const skt_mapping *file)
{
    return (const void *)file->ptr;
}

/* The section's first element, *n of them. */
static const void *section(const skt_mapping *file, skt_gaz_section which, size_t *n)
{
    const skt_gaz_extent *extent = &header_of(file)->sections[which];
    *n = (size_t)extent->size / elements[which];
    return file->ptr + extent->offset;
}

/* Of a section whose last element only ends the one before it. */
static const void *ended_section(const skt_mapping *file, skt_gaz_section which, size_t *n)
{
    const void *first = section(file, which, n);
    *n = *n == 0 ? 0 : *n - 1;
    return first;
}

static void open_dict(skt_gaz_dict *out, const skt_mapping *file, skt_gaz_section first,
                      uint32_t reach)
{
    const unsigned at = (unsigned)first - SKT_GAZ_NAME_TEXT;
    size_t n_values;
    out->text = section(file, SKT_GAZ_NAME_TEXT + at, &out->text_size);
    out->blocks = section(file, SKT_GAZ_NAME_BLOCKS + at, &out->n_blocks);
    out->marks = section(file, SKT_GAZ_NAME_MARKS + at, &out->n);
    out->values = section(file, SKT_GAZ_NAME_VALUES + at, &n_values);
    out->n = n_values < out->n ? n_values : out->n;
    out->lists = section(file, SKT_GAZ_NAME_LISTS + at, &out->n_lists);
    out->slots = section(file, SKT_GAZ_NAME_SLOTS + at, &out->n_buckets);
    out->starts = section(file, SKT_GAZ_NAME_STARTS + at, &out->n_starts);
    out->block_keys = skt_gaz_block_keys(first);
    out->reach = reach < SKT_GAZ_MAX_REACH ? reach : SKT_GAZ_MAX_REACH;
    out->key_bits = skt_gaz_bits(out->n);
}

static void open_index(skt_gaz_index *out, const skt_mapping *file, skt_gaz_section first)
{
    out->keys = section(file, first, &out->n_keys);
    out->buckets = ended_section(file, first + 1, &out->n_buckets);
}

static void open_heads(skt_gaz_heads *out, const skt_mapping *file)
{
    out->labels = section(file, SKT_GAZ_HEAD_LABELS, &out->n_labels);
    out->children = ended_section(file, SKT_GAZ_HEAD_CHILDREN, &out->n_inner);
    out->keys = ended_section(file, SKT_GAZ_HEAD_KEYS, &out->n_leaves);
}

static void open_shapes(skt_gaz_shapes *out, const skt_mapping *file, unsigned detail)
{
    size_t n_grids;
    const skt_gaz_grid *grids = section(file, SKT_GAZ_GRIDS, &n_grids);
    out->grid = detail < n_grids ? &grids[detail] : NULL;
    out->points = section(file, SKT_GAZ_POINTS + detail, &out->n_points);
    out->arcs = ended_section(file, SKT_GAZ_ARCS + detail, &out->n_arcs);
    out->refs = section(file, SKT_GAZ_REFS + detail, &out->n_refs);
    out->rings = section(file, SKT_GAZ_RINGS + detail, &out->n_rings);
    if (out->grid == NULL) {
        out->n_rings = 0;
    }
}

static void open_sections(skt_gazetteer *made, const skt_mapping *file)
{
    const skt_gaz_header *header = header_of(file);
    made->strings = section(file, SKT_GAZ_STRINGS, &made->strings_size);
    made->tags = section(file, SKT_GAZ_TAGS, &made->n_tags);
    made->nodes = section(file, SKT_GAZ_NODES, &made->n_nodes);
    made->areas = section(file, SKT_GAZ_AREAS, &made->n_areas);
    made->codes = section(file, SKT_GAZ_CODES, &made->n_codes);
    open_dict(&made->names, file, SKT_GAZ_NAME_TEXT, header->name_reach);
    open_dict(&made->words, file, SKT_GAZ_WORD_TEXT, header->word_reach);
    open_heads(&made->heads, file);
    open_index(&made->tails, file, SKT_GAZ_TAIL_KEYS);
    open_index(&made->skeletons, file, SKT_GAZ_SKELETON_KEYS);
    made->rules = section(file, SKT_GAZ_RULES, &made->n_rules);
    for (unsigned detail = 0; detail < SKT_GAZ_DETAILS; detail++) {
        open_shapes(&made->shapes[detail], file, detail);
    }
    if (made->n_areas > made->n_nodes) {
        made->n_areas = made->n_nodes;
    }
    made->first_facility = header->first_facility;
    skt_gaz_list_cased(made);
}

skt_status skt_gazetteer_open_memory(skt_gazetteer **out, skt_mapping bytes, const char *name,
                                     skt_diag *diag)
{
    *out = NULL;
    const skt_status status = check_header(&bytes, name, diag);
    if (status != SKT_OK) {
        return status;
    }
    skt_gazetteer *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return SKT_E_NOMEM;
    }
    made->latitudes = skt_gaz_latitudes_new();
    made->known = skt_gaz_known_new();
    made->capitals = calloc(SKT_GAZ_CAPITALS, sizeof *made->capitals);
    if (made->latitudes == NULL || made->known == NULL || made->capitals == NULL) {
        skt_gaz_latitudes_free(made->latitudes);
        skt_gaz_known_free(made->known);
        free(made->capitals);
        free(made);
        return SKT_E_NOMEM;
    }
    made->file = bytes;
    open_sections(made, &bytes);
    *out = made;
    return SKT_OK;
}

skt_status skt_gazetteer_open(skt_gazetteer **out, const char *path, skt_diag *diag)
{
    *out = NULL;
    skt_mapping file;
    skt_buf ours = SKT_BUF_INIT;
    skt_status status = path == NULL ? skt_data_path(&ours, "skytally.gaz") : SKT_OK;
    path = path == NULL ? ours.ptr : path;
    status = status == SKT_OK ? skt_file_map(&file, path, diag) : status;
    if (status == SKT_OK && (status = skt_gazetteer_open_memory(out, file, path, diag)) != SKT_OK) {
        skt_file_unmap(&file);
    }
    if (status == SKT_OK) {
        (*out)->mapped = true;
    }
    skt_buf_dispose(&ours);
    return status;
}

bool skt_gazetteer_is_intact(const skt_gazetteer *gazetteer)
{
    const skt_mapping *file = &gazetteer->file;
    return header_of(file)->body_checksum ==
           skt_gaz_checksum(file->ptr + sizeof(skt_gaz_header), file->len - sizeof(skt_gaz_header));
}

void skt_gazetteer_close(skt_gazetteer *gazetteer)
{
    if (gazetteer != NULL) {
        skt_gaz_overlay_free(gazetteer->overlay);
        skt_gaz_latitudes_free(gazetteer->latitudes);
        skt_gaz_known_free(gazetteer->known);
        if (gazetteer->mapped) {
            skt_file_unmap(&gazetteer->file);
        }
        free(gazetteer->capitals);
        free(gazetteer);
    }
}
