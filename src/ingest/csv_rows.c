/* Tables of articles and of incidents: RFC 4180, and what programs write besides: other
 * delimiters, quotation marks that are never closed. Read row by row. */
#include <stdlib.h>

#include "ingest/item.h"

enum {
    MAX_COLUMNS = 512,
    MAX_NAME = 40,
    HINT_COLUMNS = 2, /* names that must be known before a text is taken for a table */
    TRUST = 8         /* quotation marks left open before none is trusted any more */
};

typedef struct column {
    skt_key key; /* SKT_KEYS: not read */
    unsigned rank;
} column;

typedef struct table {
    char delimiter;
    size_t n_columns;
    column columns[MAX_COLUMNS];
    skt_item_shape shape;
    size_t left_open; /* quotation marks that were not closed */
    bool quotes;      /* in the row at hand they are trusted */
    bool row_told;    /* rows of another length were met */
} table;

/* ------------------------------------------------------------------- fields */

/* One field at *at of a record, without its quotation marks; *quoted: it had such and may
 * hold doubled ones. Moves *at behind its delimiter; false: the record has ended. */
static bool next_field(skt_str *out, bool *quoted, skt_str record, size_t *at, char delimiter,
                       bool quotes)
{
    if (*at > record.len) {
        return false;
    }
    const size_t from = *at;
    *quoted = quotes && from < record.len && record.ptr[from] == '"';
    size_t end = from + *quoted;
    for (; end < record.len; end++) {
        const char c = record.ptr[end];
        if (!*quoted && c == delimiter) {
            break;
        }
        if (*quoted && c == '"') {
            const char next = end + 1 < record.len ? record.ptr[end + 1] : delimiter;
            if (next == delimiter || next == '\n' || next == '\r') {
                break;
            }
            end += next == '"';
        }
    }
    end = end < record.len ? end : record.len;
    *out = skt_str_sub(record, from + *quoted, end - from - *quoted);
    *at = end + *quoted;
    while (*at < record.len && record.ptr[*at] != delimiter) {
        (*at)++;
    }
    (*at)++;
    return true;
}

/* The length of the record at the head of `text`, without its line end, from *from on;
 * SIZE_MAX: it goes on behind the text. *open: a quotation mark is open there. */
static size_t record_end(skt_str text, char delimiter, bool quotes, size_t *from, bool *open)
{
    size_t at = *from;
    bool start = at == 0 || (!*open && text.ptr[at - 1] == delimiter);
    for (; at < text.len; at++) {
        const char c = text.ptr[at];
        if (*open) {
            if (c == '"') {
                if (at + 1 == text.len) {
                    break; /* what follows decides what it is */
                }
                const char next = text.ptr[at + 1];
                *open = next != delimiter && next != '\n' && next != '\r';
                at += next == '"';
            }
        } else if (c == '\n') {
            return at;
        } else {
            *open = quotes && start && c == '"';
            start = c == delimiter;
        }
    }
    *from = at < text.len ? at : text.len;
    return SIZE_MAX;
}

/* The next record, not taken off the stream; *ends: bytes of its line end. SKT_E_NOTFOUND:
 * there is none left; SKT_E_LIMIT: it is too long, be it without quotation marks. */
static skt_status next_record(skt_str *out, size_t *ends, skt_source *source, table *t)
{
    skt_stream *stream = &source->stream;
    const size_t limit = source->options->max_bytes;
    bool open = false;
    t->quotes = t->left_open < TRUST;
    size_t from = 0;
    for (;;) {
        const skt_str text = skt_stream_text(stream);
        size_t length = record_end(text, t->delimiter, t->quotes, &from, &open);
        const bool closed = open && stream->end && from + 1 == text.len; /* by the last byte */
        if (length == SIZE_MAX && stream->end && (!open || closed)) {
            length = text.len;
        }
        if (length != SIZE_MAX) {
            *ends = length < text.len;
            *out = skt_str_sub(text, 0, length);
            return text.len == 0 ? SKT_E_NOTFOUND : SKT_OK;
        }
        if (open && (stream->end || text.len > limit)) {
            /* Once more, with quotation marks as letters. */
            (void)skt_source_say(source, SKT_WARNING, stream->line,
                                 "a quotation mark that is opened in this row is not closed; the "
                                 "row is read up to the end of its line");
            t->left_open++;
            t->quotes = open = false;
            from = 0;
            continue;
        }
        if (text.len > limit) {
            *out = skt_str_sub(text, 0, text.len);
            return SKT_E_LIMIT;
        }
        const skt_status status = skt_stream_more(stream);
        if (status != SKT_OK) {
            return status;
        }
    }
}

/* ------------------------------------------------------------------- header */

static const char delimiters[] = {',', ';', '\t', '|'};

/* How many names of a header mean something under a delimiter, and how many there are.
 * SKT_E_NOMEM. */
static skt_status count_known(size_t *n_names, skt_names *names, skt_str line, char delimiter)
{
    skt_buf folded = SKT_BUF_INIT;
    size_t at = 0;
    skt_str name;
    bool quoted;
    *names = (skt_names){0};
    *n_names = 0;
    while (*n_names < MAX_COLUMNS && next_field(&name, &quoted, line, &at, delimiter, true)) {
        skt_str key;
        skt_key_of_name(&key, &folded, name);
        skt_names_add(names, key);
        (*n_names)++;
    }
    const bool failed = folded.failed;
    skt_buf_dispose(&folded);
    return failed ? SKT_E_NOMEM : SKT_OK;
}

/* The delimiter under which most names of the header mean something; '\0' where it parts none. */
static skt_status best_delimiter(char *best, size_t *n_names, skt_names *names, skt_str line)
{
    *best = '\0';
    *n_names = 0;
    *names = (skt_names){0};
    for (size_t i = 0; i < sizeof delimiters; i++) {
        size_t count;
        skt_names found;
        const skt_status status = count_known(&count, &found, line, delimiters[i]);
        if (status != SKT_OK) {
            return status;
        }
        if (count >= 2 && (*best == '\0' || found.known > names->known ||
                           (found.known == names->known && count > *n_names))) {
            *best = delimiters[i];
            *n_names = count;
            *names = found;
        }
    }
    return SKT_OK;
}

/* Cuts the first line with anything in it off *rest; a spreadsheet's "sep=;" is none. */
static skt_str first_line(skt_str *rest)
{
    skt_str line = SKT_STR_NONE;
    while (skt_str_split(&line, rest, '\n')) {
        line = skt_str_trim(line);
        if (line.len > 0 && !(line.len <= 5 && skt_str_starts(line, SKT_LIT("sep=")))) {
            break;
        }
    }
    return line;
}

static bool has_char(skt_str text, char c)
{
    return text.len > 0 && memchr(text.ptr, c, text.len) != NULL;
}

skt_status skt_looks_like_csv(bool *out, skt_str head)
{
    enum { LONGEST = 8192 };
    *out = false;
    skt_str rest = head;
    const skt_str line = first_line(&rest);
    if (line.len == 0 || line.len > LONGEST || rest.ptr == NULL) {
        return SKT_OK;
    }
    char delimiter;
    size_t n_names;
    skt_names names;
    const skt_status status = best_delimiter(&delimiter, &n_names, &names, line);
    if (status != SKT_OK) {
        return status;
    }
    size_t at = 0;
    skt_str name;
    bool quoted;
    while (delimiter != '\0' && next_field(&name, &quoted, line, &at, delimiter, true)) {
        if (name.len > MAX_NAME) {
            return SKT_OK; /* prose with commas */
        }
    }
    skt_str second = SKT_STR_NONE;
    while (skt_str_trim(second).len == 0 && skt_str_split(&second, &rest, '\n')) {
    }
    *out = delimiter != '\0' && names.known >= HINT_COLUMNS && names.known * 2 >= n_names &&
           (skt_str_trim(second).len == 0 || has_char(second, delimiter));
    return SKT_OK;
}

static skt_status read_header(table *t, skt_source *source)
{
    skt_str record = SKT_STR_NONE;
    skt_names names = {0};
    size_t n_names = 0;
    skt_status status = SKT_OK;
    for (bool found = false; status == SKT_OK && !found;) {
        bool too_long;
        status = skt_stream_line(&record, &too_long, &source->stream, source->options->max_bytes);
        record = skt_str_trim(record);
        found = status == SKT_OK && record.len > 0 &&
                !(record.len <= 5 && skt_str_starts(record, SKT_LIT("sep=")));
    }
    if (status == SKT_OK) {
        status = best_delimiter(&t->delimiter, &n_names, &names, record);
    }
    if (status != SKT_OK) {
        return status;
    }
    t->shape = skt_names_shape(&names);
    if (t->delimiter == '\0' || t->shape == SKT_ITEM_NONE) {
        return skt_source_say(source, SKT_REFUSAL, source->stream.line - 1,
                              "is a table without a column of texts, or of outcomes and places; "
                              "the names of columns are in the manual") == SKT_OK
                   ? SKT_E_INPUT
                   : SKT_E_NOMEM;
    }
    skt_buf folded = SKT_BUF_INIT;
    size_t at = 0;
    skt_str name;
    bool quoted;
    while (t->n_columns < MAX_COLUMNS &&
           next_field(&name, &quoted, record, &at, t->delimiter, true)) {
        skt_str key;
        skt_key_of_name(&key, &folded, name);
        column *c = &t->columns[t->n_columns++];
        c->key = skt_key_find(&c->rank, key, t->shape);
    }
    status = folded.failed ? SKT_E_NOMEM : SKT_OK;
    skt_buf_dispose(&folded);
    return status;
}

/* --------------------------------------------------------------------- rows */

/* Doubled quotation marks are one. */
static skt_status unquote(skt_str *text, skt_arena *arena)
{
    const skt_str twice = SKT_LIT("\"\"");
    if (skt_str_find(*text, twice, 0) == SIZE_MAX) {
        return SKT_OK;
    }
    skt_buf out = SKT_BUF_INIT;
    size_t from = 0;
    for (size_t at; (at = skt_str_find(*text, twice, from)) != SIZE_MAX; from = at + 2) {
        skt_buf_add(&out, skt_str_sub(*text, from, at + 1 - from));
    }
    skt_buf_add(&out, skt_str_sub(*text, from, text->len - from));
    const skt_status status =
        out.failed ? SKT_E_NOMEM : skt_arena_str(text, arena, skt_buf_str(&out));
    skt_buf_dispose(&out);
    return status;
}

static skt_status take_values(skt_item *item, skt_source *source, table *t)
{
    size_t at = 0;
    size_t n = 0;
    skt_str value;
    bool quoted;
    skt_status status = SKT_OK;
    while (status == SKT_OK &&
           next_field(&value, &quoted, item->raw, &at, t->delimiter, t->quotes)) {
        if (n < t->n_columns && t->columns[n].key < SKT_KEYS) {
            status = quoted ? unquote(&value, &source->arena) : SKT_OK;
            skt_values_take(&item->values, t->columns[n].key, t->columns[n].rank, value);
        }
        n++;
    }
    if (status == SKT_OK && n != t->n_columns && !t->row_told) {
        t->row_told = true;
        status = skt_source_say(source, SKT_WARNING, item->line,
                                "has %zu fields where the header has %zu; of such rows what can "
                                "be told is read",
                                n, t->n_columns);
    }
    return status;
}

/* SKT_E_INPUT: the row was refused or is empty, and the next one may be asked for. */
static skt_status next_row(skt_report *out, skt_source *source, table *t)
{
    skt_item item = {
        .shape = t->shape, .line = source->stream.line, .rows = true, .origin = SKT_DATE_FIELD};
    size_t ends = 0;
    skt_str record;
    skt_status status = next_record(&record, &ends, source, t);
    if (status == SKT_E_LIMIT) {
        bool too_long;
        (void)skt_source_say(source, SKT_REFUSAL, item.line,
                             "is longer than the %.3g MB that one row may have",
                             (double)source->options->max_bytes / (1 << 20));
        status = skt_stream_line(&record, &too_long, &source->stream, 0);
        source->n_items++;
        return status == SKT_OK ? SKT_E_INPUT : status;
    }
    if (status != SKT_OK) {
        return status;
    }
    item.raw = skt_str_trim(record);
    if (item.raw.len == 0) {
        skt_stream_take(&source->stream, record.len + ends);
        return SKT_E_INPUT;
    }
    /* A leading delimiter may be a blank: a table by tabs keeps its first, empty field. */
    item.raw = record;
    while (item.raw.len > 0 && item.raw.ptr[item.raw.len - 1] == '\r') {
        item.raw.len--;
    }
    source->n_items++;
    status = take_values(&item, source, t);
    if (status == SKT_OK) {
        status = skt_item_report(out, source, &item);
    }
    if (status == SKT_E_INPUT) {
        (void)skt_source_say(source, SKT_WARNING, item.line, "a row without %s is passed over",
                             t->shape == SKT_ITEM_INCIDENT ? "an outcome" : "a text");
    }
    skt_stream_take(&source->stream, record.len + ends);
    return status;
}

skt_status skt_read_csv(skt_report *out, skt_source *source)
{
    table *t = source->state;
    if (t == NULL) {
        t = calloc(1, sizeof *t);
        if (t == NULL) {
            return SKT_E_NOMEM;
        }
        source->state = t;
        source->dispose = free;
        const skt_status status = read_header(t, source);
        if (status != SKT_OK) {
            return status;
        }
    }
    for (;;) {
        const skt_status status = next_row(out, source, t);
        if (status != SKT_E_INPUT) {
            return status;
        }
        skt_arena_dispose(&source->arena);
        source->arena = (skt_arena)SKT_ARENA_INIT;
    }
}
