#include "ingest/readers.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HEADS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

#define AS_TEXT "save the article's text to a .txt file"

static bool looks_like_xml(skt_str head)
{
    return skt_str_starts(skt_trim(head), SKT_LIT("<?xml"));
}

/* The first that fits is taken. */
static const skt_kind kinds[] = {
    {.what = "a PDF file", .heads = HEADS("%PDF-"), .binary = true, .instead = AS_TEXT},
    {.what = "a ZIP archive or an office document",
     .heads = HEADS("PK\x03\x04"),
     .binary = true,
     .instead = AS_TEXT},
    {.what = "an office document",
     .heads = HEADS("\xD0\xCF\x11\xE0", "{\\rtf"),
     .binary = true,
     .instead = AS_TEXT},
    {.what = "compressed",
     .heads = HEADS("BZh", "\xFD\x37zXZ", "\x28\xB5\x2F\xFD"),
     .binary = true,
     .instead = "unpack it first"},
    {.what = "a picture",
     .heads = HEADS("\x89PNG", "\xFF\xD8\xFF", "GIF8"),
     .binary = true,
     .instead = AS_TEXT},
    {.what = "a program or a database",
     .heads = HEADS("\x7F\x45LF", "SQLite format 3"),
     .binary = true,
     .instead = "it holds no article"},
    {.what = "lines of claims",
     .sniff = skt_looks_like_claims,
     .read = skt_read_claims,
     .instead = "they are for `skytally tally` and `skytally export`"},
    {.what = "JSON", .sniff = skt_looks_like_json, .read = skt_read_json},
    {.what = "an HTML page", .sniff = skt_looks_like_page, .read = skt_read_page},
    {.what = "a feed", .sniff = skt_looks_like_feed, .read = skt_read_feed},
    {.what = "an XML file and no feed", .sniff = looks_like_xml, .instead = AS_TEXT},
    {.what = "a table", .weigh = skt_looks_like_csv, .read = skt_read_csv},
    {.what = "plain text", .read = skt_read_plain},
};

/* Endings of names: which files are taken from a folder, and what they hint at. */
static const struct {
    const char *ending;
    skt_reader *hint; /* where a text could as well be plain; or NULL */
} endings[] = {
    {".txt", NULL},          {".html", skt_read_page},
    {".htm", skt_read_page}, {".xhtml", skt_read_page},
    {".xml", NULL},          {".rss", NULL},
    {".atom", NULL},         {".rdf", NULL},
    {".ndjson", NULL},       {".jsonl", NULL},
    {".json", NULL},         {".csv", skt_read_csv},
    {".tsv", skt_read_csv},  {".warc", NULL},
};

const char skt_reader_endings[] = ".txt, .html, .htm, .xhtml, .xml, .rss, .atom, .rdf, .ndjson, "
                                  ".jsonl, .json, .csv, .tsv, .warc, and these with .gz";

const skt_kind *skt_kind_of_bytes(skt_str head)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        for (const char *const *one = kinds[i].heads; one != NULL && *one != NULL; one++) {
            if (skt_str_starts_alike(head, skt_str_from(*one))) {
                return &kinds[i];
            }
        }
    }
    return NULL;
}

/* Index of the ending that `name` has, be it before ".gz", or COUNT(endings). */
static size_t ending_of(skt_str name)
{
    const skt_str packed = SKT_LIT(".gz");
    size_t i = 0;
    if (name.len > packed.len &&
        skt_str_is_alike(skt_str_sub(name, name.len - packed.len, packed.len), ".gz")) {
        name.len -= packed.len;
    }
    for (; i < COUNT(endings); i++) {
        const size_t length = strlen(endings[i].ending);
        if (name.len > length &&
            skt_str_is_alike(skt_str_sub(name, name.len - length, length), endings[i].ending)) {
            break;
        }
    }
    return i;
}

/* What a text could as well be as plain, by its name. */
static const skt_kind *kind_of_name(skt_str head, skt_str name)
{
    const skt_kind *const last = &kinds[COUNT(kinds) - 1];
    const size_t ending = ending_of(name);
    skt_reader *const hint = ending < COUNT(endings) ? endings[ending].hint : NULL;
    const bool table = hint == skt_read_csv && skt_str_find(head, SKT_LIT("\n"), 0) != SIZE_MAX;
    const bool page = hint == skt_read_page && skt_str_find(head, SKT_LIT("</"), 0) != SIZE_MAX;
    for (const skt_kind *kind = kinds; kind < last && (table || page); kind++) {
        if (kind->read == hint) {
            return kind;
        }
    }
    return last;
}

skt_status skt_kind_of_text(const skt_kind **out, skt_str head, skt_str name)
{
    for (const skt_kind *kind = kinds; kind < kinds + COUNT(kinds); kind++) {
        bool fits = kind->sniff != NULL && kind->sniff(head);
        const skt_status status = kind->weigh != NULL ? kind->weigh(&fits, head) : SKT_OK;
        if (fits || status != SKT_OK) {
            *out = kind;
            return status;
        }
    }
    *out = kind_of_name(head, name);
    return SKT_OK;
}

bool skt_reader_knows_name(skt_str name)
{
    return ending_of(name) < COUNT(endings);
}
