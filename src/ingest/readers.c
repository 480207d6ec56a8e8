#include "ingest/readers.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HEADS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

#define AS_TEXT "save the article's text to a .txt file"

static const skt_kind kinds[] = {
    {"a PDF file", HEADS("%PDF-"), false, NULL, NULL, AS_TEXT},
    {"a ZIP archive or an office document", HEADS("PK\x03\x04"), false, NULL, NULL, AS_TEXT},
    {"an office document", HEADS("\xD0\xCF\x11\xE0", "{\\rtf"), false, NULL, NULL, AS_TEXT},
    {"compressed", HEADS("\x1F\x8B", "BZh", "\xFD\x37zXZ", "\x28\xB5\x2F\xFD"), false, NULL, NULL,
     "unpack it first"},
    {"a picture", HEADS("\x89PNG", "\xFF\xD8\xFF", "GIF8"), false, NULL, NULL, AS_TEXT},
    {"a program or a database", HEADS("\x7F\x45LF", "SQLite format 3"), false, NULL, NULL,
     "it holds no article"},
    {"an HTML page", HEADS("<!doctype html", "<html"), true, NULL, NULL, AS_TEXT},
    {"an XML file or a feed", HEADS("<?xml", "<rss", "<feed", "<rdf:RDF"), true, NULL, NULL,
     AS_TEXT},
    {"JSON", HEADS("{\"", "[{"), true, NULL, NULL,
     "claims are read by `skytally tally` and `skytally export`; of articles, " AS_TEXT},
    {"plain text", NULL, true, ".txt", skt_read_plain, NULL},
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
        for (const char *const *one = kind->heads; *one != NULL; one++) {
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
