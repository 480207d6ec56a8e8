#include "ingest/readers.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HEADS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

#define AS_TEXT "save the article's text to a .txt file"

/* A first line of three column names or more: short words without blanks. */
static bool looks_like_csv(skt_str head)
{
    skt_str rest = head;
    skt_str line;
    skt_str name;
    size_t names = 0;
    if (!skt_str_split(&line, &rest, '\n') || rest.ptr == NULL) {
        return false;
    }
    line = skt_str_trim(line);
    while (skt_str_split(&name, &line, ',')) {
        if (name.len == 0 || name.len > 32) {
            return false;
        }
        for (size_t i = 0; i < name.len; i++) {
            const char c = name.ptr[i];
            if (!(c == '_' || c == '"' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        names++;
    }
    return names >= 3;
}

static const skt_kind kinds[] = {
    {.what = "a PDF file", .heads = HEADS("%PDF-"), .instead = AS_TEXT},
    {.what = "a ZIP archive or an office document",
     .heads = HEADS("PK\x03\x04"),
     .instead = AS_TEXT},
    {.what = "an office document",
     .heads = HEADS("\xD0\xCF\x11\xE0", "{\\rtf"),
     .instead = AS_TEXT},
    {.what = "compressed",
     .heads = HEADS("\x1F\x8B", "BZh", "\xFD\x37zXZ", "\x28\xB5\x2F\xFD"),
     .instead = "unpack it first"},
    {.what = "a picture", .heads = HEADS("\x89PNG", "\xFF\xD8\xFF", "GIF8"), .instead = AS_TEXT},
    {.what = "a program or a database",
     .heads = HEADS("\x7F\x45LF", "SQLite format 3"),
     .instead = "it holds no article"},
    {.what = "an HTML page",
     .heads = HEADS("<!doctype html", "<html"),
     .after_space = true,
     .instead = AS_TEXT},
    {.what = "an XML file or a feed",
     .heads = HEADS("<?xml", "<rss", "<feed", "<rdf:RDF"),
     .after_space = true,
     .instead = AS_TEXT},
    {.what = "JSON",
     .heads = HEADS("{\"", "[{"),
     .after_space = true,
     .instead =
         "lines of claims are for `skytally tally` and `skytally export`; of an article, " AS_TEXT},
    {.what = "a table of comma-separated values", .sniff = looks_like_csv, .instead = AS_TEXT},
    {.what = "plain text", .extension = ".txt", .read = skt_read_plain},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(skt_str text, const char *head)
{
    const size_t length = strlen(head);
    if (text.len < length) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (lower(text.ptr[i]) != lower(head[i])) {
            return false;
        }
    }
    return true;
}

const skt_kind *skt_kind_of(skt_str head)
{
    const skt_kind *const last = &kinds[COUNT(kinds) - 1];
    if (skt_str_starts(head, SKT_LIT("\xEF\xBB\xBF"))) {
        head = skt_str_sub(head, 3, head.len - 3);
    }
    const skt_str trimmed = skt_str_trim(head);
    for (const skt_kind *kind = kinds; kind < last; kind++) {
        if (kind->sniff != NULL && kind->sniff(trimmed)) {
            return kind;
        }
        for (const char *const *one = kind->heads; one != NULL && *one != NULL; one++) {
            if (begins(kind->after_space ? trimmed : head, *one)) {
                return kind;
            }
        }
    }
    return last;
}

bool skt_reader_knows_name(skt_str name)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const skt_str extension = skt_str_from(kinds[i].extension);
        if (kinds[i].read != NULL && extension.len > 0 && name.len > extension.len &&
            begins(skt_str_sub(name, name.len - extension.len, extension.len), extension.ptr)) {
            return true;
        }
    }
    return false;
}
