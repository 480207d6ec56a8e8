/* Articles and incidents in JSON: an object a line (NDJSON), an array of objects, or an
 * object that holds such an array. Read object by object. */
#include <jansson.h>
#include <math.h>

#include <stdlib.h>

#include "ingest/item.h"
#include "ingest/json_flat.h"

enum { MAX_VALUES = 100000, WRAPPER_WITHIN = 1 << 16, REPLACEMENT = 0xFFFD };

/* Keys whose array holds the items of an answer. */
static const char *const wrappers[] = {"articles", "items",   "data",    "results",   "posts",
                                       "news",     "entries", "records", "documents", "incidents",
                                       "events",   "rows",    "stories", "messages"};

typedef enum layout { LINES, ELEMENTS, OBJECTS } layout;

/* A key that was met, and what it means. */
typedef struct known_key {
    char name[32];
    size_t length; /* 0: none yet */
    skt_meaning meaning;
} known_key;

typedef struct items {
    layout layout;
    bool done;
    skt_flat flat;
    known_key known[SKT_FLAT_MEMBERS]; /* by place: one line has the keys of the other */
    skt_buf folded;
} items;

static void items_dispose(void *state)
{
    skt_buf_dispose(&((items *)state)->folded);
    free(state);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ----------------------------------------------------------------- slices */

/* How far a value has been read. */
typedef struct scan {
    size_t at, depth, values;
    bool in_string, escaped, complete;
} scan;

/* Goes on over `text` from s->at to the end of the value. */
static void scan_value(scan *s, skt_str text)
{
    for (; s->at < text.len && !s->complete; s->at++) {
        if (s->in_string && !s->escaped) {
            s->at = skt_flat_run_end(text, s->at);
            if (s->at == text.len) {
                return;
            }
        }
        const char c = text.ptr[s->at];
        if (s->in_string) {
            s->in_string = s->escaped || c != '"';
            s->escaped = !s->escaped && c == '\\';
        } else if (c == '"') {
            s->in_string = true;
        } else if (c == '{' || c == '[') {
            s->depth++;
            s->values++;
        } else if (c == '}' || c == ']') {
            s->depth -= s->depth > 0;
            s->complete = s->depth == 0;
        } else {
            s->values += c == ',';
            s->complete = s->depth == 0 && c == ',';
        }
    }
}

/* The next value of an array, or of a row of objects, not taken off the stream; none: there
 * is none left. */
static skt_status next_value(skt_str *out, skt_source *source, size_t *n_values)
{
    skt_stream *stream = &source->stream;
    skt_status status = SKT_OK;
    skt_str text = skt_stream_text(stream);
    for (;;) {
        while (text.len > 0 && (is_blank(text.ptr[0]) || text.ptr[0] == ',')) {
            skt_stream_take(stream, 1);
            text = skt_stream_text(stream);
        }
        if (text.len > 0 || stream->end || status != SKT_OK) {
            break;
        }
        status = skt_stream_more(stream);
        text = skt_stream_text(stream);
    }
    scan s = {0};
    *out = SKT_STR_NONE;
    if (status != SKT_OK || text.len == 0 || text.ptr[0] == ']') {
        return status;
    }
    while (status == SKT_OK) {
        scan_value(&s, text);
        if (s.complete || stream->end || text.len > source->options->max_bytes) {
            break;
        }
        status = skt_stream_more(stream);
        text = skt_stream_text(stream);
    }
    *out = skt_str_sub(text, 0, s.at);
    *n_values = s.values;
    return status == SKT_OK && text.len > source->options->max_bytes && !s.complete ? SKT_E_LIMIT
                                                                                    : status;
}

/* ----------------------------------------------------------------- layout */

static bool is_wrapper(skt_str key)
{
    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++) {
        if (skt_str_is(key, wrappers[i])) {
            return true;
        }
    }
    return false;
}

/* The bytes up to the first element of the array of items in the object at the head of
 * `text`; 0: it has none. */
static size_t find_wrapped(skt_str text)
{
    scan s = {0};
    size_t open = 0; /* of the last string at depth 1 */
    skt_str key = SKT_STR_NONE;
    for (size_t at = 0; at < text.len && at < WRAPPER_WITHIN && !s.complete; at++) {
        const bool was_in_string = s.in_string;
        s.at = at;
        scan_value(&s, skt_str_sub(text, 0, at + 1));
        if (!was_in_string && s.in_string) {
            open = at + 1;
        } else if (was_in_string && !s.in_string && s.depth == 1) {
            key = skt_str_sub(text, open, at - open);
        } else if (text.ptr[at] == '[' && s.depth == 2 && !s.in_string && is_wrapper(key)) {
            size_t next = at + 1;
            while (next < text.len && is_blank(text.ptr[next])) {
                next++;
            }
            if (next < text.len && text.ptr[next] == '{') {
                return next;
            }
        }
    }
    return 0;
}

/* Whether the object at the head of `text` ends where its line ends. */
static bool fills_its_line(skt_str text)
{
    const char *end = text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
    const skt_str line =
        skt_str_trim(skt_str_sub(text, 0, end != NULL ? (size_t)(end - text.ptr) : text.len));
    scan s = {0};
    scan_value(&s, line);
    return s.at == line.len && (s.complete || end == NULL);
}

static void begin(items *state, skt_source *source)
{
    skt_stream *stream = &source->stream;
    skt_str text = skt_stream_text(stream);
    while (text.len > 0 && is_blank(text.ptr[0])) {
        skt_stream_take(stream, 1);
        text = skt_stream_text(stream);
    }
    const size_t wrapped = find_wrapped(text);
    if (text.len > 0 && text.ptr[0] == '[') {
        state->layout = ELEMENTS;
        skt_stream_take(stream, 1);
    } else if (wrapped > 0) {
        state->layout = ELEMENTS;
        skt_stream_take(stream, wrapped);
    } else {
        /* A first line that goes on beyond the head is one of NDJSON all the same. */
        const bool long_line = memchr(text.ptr, '\n', text.len) == NULL;
        state->layout = long_line || fills_its_line(text) ? LINES : OBJECTS;
    }
}

/* ------------------------------------------------------------------ values */

/* A text without control characters, which JSON can spell. */
static skt_status clean(skt_str *out, skt_arena *arena, skt_str text)
{
    skt_buf cleaned = SKT_BUF_INIT;
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        const unsigned char c = (unsigned char)text.ptr[at];
        if ((c < ' ' && (c < '\t' || c > '\r')) || c == 0x7F) {
            skt_buf_add(&cleaned, skt_str_sub(text, from, at - from));
            skt_buf_add_code_point(&cleaned, REPLACEMENT);
            from = at + 1;
        }
    }
    skt_status status = SKT_OK;
    *out = text;
    if (from > 0) {
        skt_buf_add(&cleaned, skt_str_sub(text, from, text.len - from));
        status = cleaned.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&cleaned));
    }
    skt_buf_dispose(&cleaned);
    return status;
}

/* What a value of an object comes to as text: a string, a number, a list of paragraphs, or
 * of an object the key that says it ({"rendered": ...}, {"name": ...}). */
static skt_status value_text(skt_str *out, skt_arena *arena, const json_t *value, int level)
{
    static const char *const inner[] = {"rendered", "name", "title", "text",
                                        "html",     "url",  "$date", "value"};
    *out = SKT_STR_NONE;
    if (json_is_string(value)) {
        const skt_str text = {json_string_value(value), json_string_length(value)};
        return clean(out, arena, text);
    }
    if (json_is_integer(value)) {
        return skt_arena_format(out, arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    }
    if (json_is_real(value)) {
        return skt_arena_format(out, arena, "%.10g", json_real_value(value));
    }
    if (json_is_object(value) && level == 0) {
        for (size_t i = 0; i < sizeof inner / sizeof *inner && out->len == 0; i++) {
            const json_t *one = json_object_get(value, inner[i]);
            const skt_status status = value_text(out, arena, one, level + 1);
            if (status != SKT_OK) {
                return status;
            }
        }
    }
    if (!json_is_array(value)) {
        return SKT_OK;
    }
    skt_buf joined = SKT_BUF_INIT;
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *one = json_array_get(value, i);
        if (json_is_string(one)) {
            skt_buf_add_text(&joined, joined.len > 0 ? "\n\n" : "");
            skt_buf_add(&joined, (skt_str){json_string_value(one), json_string_length(one)});
        }
    }
    skt_status status = joined.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK) {
        skt_str text;
        status = clean(&text, arena, skt_buf_str(&joined));
        status = status == SKT_OK ? skt_arena_str(out, arena, text) : status;
    }
    skt_buf_dispose(&joined);
    return status;
}

static skt_status take_values(skt_item *item, skt_source *source, json_t *object)
{
    skt_buf folded = SKT_BUF_INIT;
    skt_names names = {0};
    const char *name;
    json_t *value;
    skt_status status = SKT_OK;
    json_object_foreach(object, name, value)
    {
        skt_str key;
        skt_key_of_name(&key, &folded, skt_str_from(name));
        skt_names_add(&names, key);
    }
    item->shape = skt_names_shape(&names);
    json_object_foreach(object, name, value)
    {
        skt_str key;
        unsigned rank;
        skt_str text;
        skt_key_of_name(&key, &folded, skt_str_from(name));
        const skt_key meaning = skt_key_find(&rank, key, item->shape);
        if (status == SKT_OK && meaning < SKT_KEYS) {
            status = value_text(&text, &source->arena, value, 0);
            if (status == SKT_OK) {
                skt_values_take(&item->values, meaning, rank, text);
            }
        }
    }
    status = folded.failed ? SKT_E_NOMEM : status;
    skt_buf_dispose(&folded);
    return status;
}

/* What the name of the member at `place` means. */
static skt_status meaning_of(skt_meaning *out, items *state, size_t place, skt_str name)
{
    known_key *known = &state->known[place];
    skt_str key;
    if (name.len > 0 && skt_str_eq((skt_str){known->name, known->length}, name)) {
        *out = known->meaning;
        return SKT_OK;
    }
    skt_key_of_name(&key, &state->folded, name);
    *out = skt_key_meaning(key);
    if (state->folded.failed) {
        return SKT_E_NOMEM;
    }
    if (name.len <= sizeof known->name) {
        memcpy(known->name, name.ptr, name.len);
        known->length = name.len;
        known->meaning = *out;
    }
    return SKT_OK;
}

/* What a member comes to as text, as value_text. SKT_E_INPUT: the library does not read it. */
static skt_status member_text(skt_str *out, skt_arena *arena, const skt_flat_member *member)
{
    *out = member->kind == SKT_FLAT_NUMBER ? member->value : SKT_STR_NONE;
    if (member->kind == SKT_FLAT_TEXT) {
        return skt_flat_text(out, arena, member);
    }
    if (member->kind != SKT_FLAT_NESTED) {
        return SKT_OK;
    }
    json_t *value = json_loadb(member->value.ptr, member->value.len, JSON_ALLOW_NUL, NULL);
    skt_str text;
    skt_status status = value == NULL ? SKT_E_INPUT : value_text(&text, arena, value, 0);
    if (status == SKT_OK) {
        status = skt_arena_str(out, arena, text);
    }
    json_decref(value);
    return status;
}

/* The values of an object of texts and numbers, which lie in the stream or the arena.
 * SKT_E_INPUT: it is not surely one. */
static skt_status take_members(skt_item *item, skt_source *source)
{
    items *state = source->state;
    skt_flat *flat = &state->flat;
    skt_meaning meanings[SKT_FLAT_MEMBERS] = {0};
    skt_names names = {0};
    skt_status status = skt_flat_read(flat, item->raw) ? SKT_OK : SKT_E_INPUT;
    for (size_t i = 0; status == SKT_OK && i < flat->count; i++) {
        status = meaning_of(&meanings[i], state, i, flat->members[i].key);
        skt_names_note(&names, &meanings[i]);
    }
    item->shape = skt_names_shape(&names);
    for (size_t i = 0; status == SKT_OK && i < flat->count; i++) {
        const bool incident = item->shape == SKT_ITEM_INCIDENT;
        const skt_key meaning = incident ? meanings[i].incident : meanings[i].article;
        const unsigned rank = incident ? meanings[i].incident_rank : meanings[i].article_rank;
        skt_str text;
        if (meaning < SKT_KEYS) {
            status = member_text(&text, &source->arena, &flat->members[i]);
            if (status == SKT_OK) {
                skt_values_take(&item->values, meaning, rank, text);
            }
        }
    }
    item->lasting = status == SKT_OK;
    return status;
}

/* Makes a report of an object's values. SKT_E_INPUT: it is none, which was said. */
static skt_status report_item(skt_report *out, skt_source *source, const skt_item *item)
{
    if (item->shape == SKT_ITEM_NONE) {
        const skt_status status =
            skt_source_say(source, SKT_REFUSAL, item->line,
                           "has neither a text nor the outcome and place of an incident; the "
                           "names of keys are in the manual");
        return status == SKT_OK ? SKT_E_INPUT : status;
    }
    const skt_status status = skt_item_report(out, source, item);
    if (status == SKT_E_INPUT) {
        (void)skt_source_say(source, SKT_REFUSAL, item->line, "its text or outcome is empty");
    }
    return status;
}

/* A report of one object. SKT_E_INPUT: it is none, which was said. */
static skt_status read_object(skt_report *out, skt_source *source, const skt_item *blank)
{
    json_error_t error;
    skt_item item = *blank;
    json_t *object = json_loadb(item.raw.ptr, item.raw.len, JSON_ALLOW_NUL, &error);
    if (!json_is_object(object)) {
        (void)skt_source_say(source, SKT_REFUSAL, item.line, "is no JSON object: %s",
                             object == NULL ? error.text : "it is another value");
        json_decref(object);
        return SKT_E_INPUT;
    }
    skt_status status = take_values(&item, source, object);
    if (status == SKT_OK) {
        status = report_item(out, source, &item);
    }
    json_decref(object);
    return status;
}

/* The same by its members alone, where they can be told; *told: whether they can. */
static skt_status read_flat(bool *told, skt_report *out, skt_source *source, const skt_item *blank)
{
    skt_item item = *blank;
    const skt_status status = take_members(&item, source);
    *told = status != SKT_E_INPUT;
    return status == SKT_OK ? report_item(out, source, &item) : status;
}

/* An object of that text, without what stands around it. */
static skt_item item_of(skt_str text, size_t line)
{
    skt_item item = {.raw = skt_str_trim(text), .line = line, .origin = SKT_DATE_FIELD};
    while (item.raw.len > 0 && item.raw.ptr[item.raw.len - 1] == ',') {
        item.raw = skt_str_trim(skt_str_sub(item.raw, 0, item.raw.len - 1));
    }
    return item;
}

static skt_status refuse_size(skt_source *source, size_t line, bool values)
{
    return values ? skt_source_say(source, SKT_REFUSAL, line,
                                   "has more than %d values; an article has some dozens",
                                   (int)MAX_VALUES)
                  : skt_source_say(source, SKT_REFUSAL, line,
                                   "is longer than the %.3g MB that one text may have",
                                   (double)source->options->max_bytes / (1 << 20));
}

/* The next line's object. SKT_E_INPUT: it was refused, and the next one may be asked for. */
static skt_status next_line(skt_report *out, skt_source *source)
{
    skt_str line;
    bool too_long;
    const size_t number = source->stream.line;
    skt_status status =
        skt_stream_line(&line, &too_long, &source->stream, source->options->max_bytes);
    if (status != SKT_OK) {
        return status;
    }
    if (!too_long && skt_str_trim(line).len == 0) {
        return SKT_E_INPUT;
    }
    source->n_items++;
    bool told = false;
    const skt_item item = item_of(line, number);
    status = too_long ? SKT_OK : read_flat(&told, out, source, &item);
    source->cut = false;
    if (told) {
        return status;
    }
    scan s = {0};
    scan_value(&s, line);
    source->cut = !s.complete;
    if (too_long || s.values > MAX_VALUES) {
        (void)refuse_size(source, number, !too_long);
        return SKT_E_INPUT;
    }
    return read_object(out, source, &item);
}

static skt_status next_element(skt_report *out, skt_source *source, items *state)
{
    skt_str text;
    size_t n_values = 0;
    skt_status status = state->done ? SKT_E_NOTFOUND : next_value(&text, source, &n_values);
    const size_t line = source->stream.line;
    if (status == SKT_E_LIMIT) {
        /* Where the next one begins cannot be told. */
        state->done = true;
        (void)refuse_size(source, line, false);
        return SKT_E_INPUT;
    }
    if (status != SKT_OK || text.len == 0) {
        source->cut = source->cut || (state->layout == ELEMENTS && !state->done &&
                                      skt_stream_text(&source->stream).len == 0);
        return status == SKT_OK ? SKT_E_NOTFOUND : status;
    }
    source->n_items++;
    if (n_values > MAX_VALUES) {
        (void)refuse_size(source, line, true);
        status = SKT_E_INPUT;
    } else {
        bool told;
        const skt_item item = item_of(text, line);
        status = read_flat(&told, out, source, &item);
        status = told ? status : read_object(out, source, &item);
    }
    skt_stream_take(&source->stream, text.len);
    return status;
}

static items *make_state(skt_source *source)
{
    source->state = calloc(1, sizeof(items));
    source->dispose = items_dispose;
    return source->state;
}

skt_status skt_json_begin(bool *lines, skt_source *source)
{
    items *state = make_state(source);
    if (state == NULL) {
        return SKT_E_NOMEM;
    }
    begin(state, source);
    *lines = state->layout == LINES;
    return SKT_OK;
}

skt_status skt_json_begin_lines(skt_source *source)
{
    items *state = make_state(source);
    if (state == NULL) {
        return SKT_E_NOMEM;
    }
    state->layout = LINES;
    return SKT_OK;
}

void skt_json_refuse_line(skt_source *source)
{
    (void)refuse_size(source, source->stream.line, false);
}

skt_status skt_read_json(skt_report *out, skt_source *source)
{
    bool lines;
    skt_status status = source->state != NULL ? SKT_OK : skt_json_begin(&lines, source);
    items *state = source->state;
    while (status == SKT_OK) {
        status = state->layout == LINES ? next_line(out, source) : next_element(out, source, state);
        if (status != SKT_E_INPUT) {
            return status;
        }
        skt_arena_dispose(&source->arena);
        source->arena = (skt_arena)SKT_ARENA_INIT;
        status = SKT_OK;
    }
    return status;
}

bool skt_looks_like_json(skt_str head)
{
    const skt_str text = skt_trim(head);
    size_t at = 1;
    if (text.len < 2 || (text.ptr[0] != '{' && text.ptr[0] != '[')) {
        return false;
    }
    while (at < text.len && is_blank(text.ptr[at])) {
        at++;
    }
    return at < text.len && (text.ptr[0] == '{' ? text.ptr[at] == '"' || text.ptr[at] == '}'
                                                : text.ptr[at] == '{' || text.ptr[at] == ']');
}
