#include "fetch/sources.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/diag.h"
#include "fetch/source_values.h"

enum { NAME_LONGEST = 64, MOST = 10000, UNSET = -1 };

/* What reading needs beside what it gives. */
struct skt_sources_reading {
    const char *path;
    skt_variable_fn *variable;
    void *user;
    skt_diag *diag;
    bool general;   /* the section at hand is [fetch], */
    bool known;     /* or a [source NAME] that is kept: the last one */
    unsigned given; /* keys of that section, as bits */
    bool wrong;
    size_t general_line;                  /* of [fetch]; 0: not met */
    SKT_VEC(const char *) headers, hosts; /* of the source at hand */
};

typedef enum value_kind {
    TEXT,
    URL,
    KIND,
    LANG,
    PARTY,
    ZONE,
    SPAN,
    SHORT_SPAN,
    SIZE,
    SIZE_64,
    SWITCH,
    PATH,
    HEADER,
    HOSTS
} value_kind;

#define OF_SOURCE(member) offsetof(skt_fetch_source, member)
#define OF_ALL(member) offsetof(skt_fetch_settings, member)

typedef struct key {
    const char *name;
    value_kind kind;
    size_t offset; /* of what it sets */
} key;

static const key source_keys[] = {
    {"url", URL, OF_SOURCE(url)},
    {"kind", KIND, OF_SOURCE(kind)},
    {"lang", LANG, OF_SOURCE(lang)},
    {"publisher", TEXT, OF_SOURCE(publisher)},
    {"party", PARTY, OF_SOURCE(party)},
    {"zone", ZONE, OF_SOURCE(zone)},
    {"interval", SPAN, OF_SOURCE(interval_s)},
    {"follow", SWITCH, OF_SOURCE(follow)},
    {"follow hosts", HOSTS, 0},
    {"agent", TEXT, OF_SOURCE(agent)},
    {"header", HEADER, 0},
    {"private", SWITCH, OF_SOURCE(private)},
    {"ca", PATH, OF_SOURCE(ca)},
    {"max size", SIZE, OF_SOURCE(max_bytes)},
    {"max time", SPAN, OF_SOURCE(time_s)},
};

static const key general_keys[] = {
    {"agent", TEXT, OF_ALL(agent)},
    {"contact", TEXT, OF_ALL(contact)},
    {"state", PATH, OF_ALL(state)},
    {"spacing", SHORT_SPAN, OF_ALL(spacing_ms)},
    {"interval", SPAN, OF_ALL(interval_s)},
    {"max size", SIZE, OF_ALL(max_bytes)},
    {"max time", SPAN, OF_ALL(time_s)},
    {"keep raw", SPAN, OF_ALL(keep_raw_s)},
    {"keep raw size", SIZE_64, OF_ALL(keep_raw_bytes)},
    {"robots", SWITCH, OF_ALL(robots)},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ------------------------------------------------------------------ sections */

/* The name in "source NAME"; none: it is no such section. */
static skt_str name_of(skt_str section)
{
    const skt_str word = SKT_LIT("source");
    const bool starts = skt_str_starts(section, word);
    if (!starts ||
        (section.len > word.len && section.ptr[word.len] != ' ' && section.ptr[word.len] != '\t')) {
        return SKT_STR_NONE;
    }
    return skt_str_trim(skt_str_sub(section, word.len, section.len - word.len));
}

bool skt_sources_has(skt_str section)
{
    return skt_str_is(section, "fetch") || name_of(section).ptr != NULL;
}

static const key *find_key(skt_str section, skt_str name)
{
    const bool general = skt_str_is(section, "fetch");
    const key *keys = general ? general_keys : source_keys;
    const size_t count = general ? COUNT(general_keys) : COUNT(source_keys);
    for (size_t i = 0; i < count; i++) {
        if (skt_str_is(name, keys[i].name)) {
            return &keys[i];
        }
    }
    return NULL;
}

bool skt_sources_is_path(skt_str section, skt_str name)
{
    const key *found = find_key(section, name);
    return found != NULL && found->kind == PATH;
}

static skt_status complain(skt_sources *sources, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static skt_status complain(skt_sources *sources, size_t line, const char *format, ...)
{
    struct skt_sources_reading *r = sources->reading;
    char what[800];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(what, sizeof what, format, args);
    va_end(args);
    r->wrong = true;
    (void)skt_diag_add(r->diag, SKT_E_USAGE, SKT_FAILURE, r->path, line, "%s", what);
    return SKT_OK;
}

skt_status skt_sources_begin(skt_sources *out, const char *path, skt_variable_fn *variable,
                             void *user, skt_diag *diag)
{
    *out = (skt_sources){.settings = SKT_FETCH_SETTINGS_INIT};
    out->reading = calloc(1, sizeof *out->reading);
    if (out->reading == NULL) {
        return SKT_E_NOMEM;
    }
    *out->reading = (struct skt_sources_reading){
        .path = path, .variable = variable, .user = user, .diag = diag};
    return SKT_OK;
}

/* Gives the source at hand its lists. */
static skt_status end_source(skt_sources *sources)
{
    struct skt_sources_reading *r = sources->reading;
    if (r->known) {
        skt_fetch_source *source = &sources->items.items[sources->items.count - 1];
        const size_t n = r->headers.count + r->hosts.count;
        const char **kept = skt_arena_array(&sources->arena, n + 1, sizeof *kept);
        if (kept == NULL) {
            return SKT_E_NOMEM;
        }
        for (size_t i = 0; i < n; i++) {
            kept[i] =
                i < r->headers.count ? r->headers.items[i] : r->hosts.items[i - r->headers.count];
        }
        source->headers = kept;
        source->n_headers = r->headers.count;
        source->follow_hosts = kept + r->headers.count;
        source->n_follow_hosts = r->hosts.count;
    }
    skt_vec_clear(&r->headers);
    skt_vec_clear(&r->hosts);
    r->known = r->general = false;
    r->given = 0;
    return SKT_OK;
}

/* As people read names: without case. */
static bool same_name(skt_str a, skt_str b)
{
    for (size_t i = 0; a.len == b.len && i < a.len; i++) {
        const char x = a.ptr[i];
        const char y = b.ptr[i];
        if (x != y && ((x | ' ') != (y | ' ') || (x | ' ') < 'a' || (x | ' ') > 'z')) {
            return false;
        }
    }
    return a.len == b.len;
}

static skt_status begin_source(skt_sources *sources, skt_str name, size_t line)
{
    if (name.len == 0) {
        return complain(sources, line, "[source] has no name; write [source NAME]");
    }
    if (name.len > NAME_LONGEST || skt_value_text(name) != NULL) {
        return complain(sources, line,
                        "a source's name is text of %d bytes at most without control characters",
                        (int)NAME_LONGEST);
    }
    for (size_t i = 0; i < sources->items.count; i++) {
        const skt_fetch_source *other = &sources->items.items[i];
        if (same_name(name, skt_str_from(other->name))) {
            return complain(sources, line,
                            "another source is called \"%s\", in line %zu; each needs a name of "
                            "its own",
                            other->name, other->line);
        }
    }
    if (sources->items.count == MOST) {
        return complain(sources, line, "has more than %d sources; split it into several files",
                        (int)MOST);
    }
    skt_str kept;
    skt_status status = skt_arena_str(&kept, &sources->arena, name);
    if (status == SKT_OK &&
        !skt_vec_push(&sources->items,
                      (skt_fetch_source){.name = kept.ptr, .interval_s = UNSET, .line = line})) {
        status = SKT_E_NOMEM;
    }
    sources->reading->known = status == SKT_OK;
    return status;
}

skt_status skt_sources_section(skt_sources *sources, skt_str section, size_t line)
{
    struct skt_sources_reading *r = sources->reading;
    const skt_status status = end_source(sources);
    if (status != SKT_OK || !skt_sources_has(section)) {
        return status;
    }
    if (!skt_str_is(section, "fetch")) {
        return begin_source(sources, name_of(section), line);
    }
    if (r->general_line > 0) {
        return complain(sources, line, "[fetch] stands here for the second time, after line %zu",
                        r->general_line);
    }
    r->general = true;
    r->general_line = line;
    return SKT_OK;
}

/* -------------------------------------------------------------------- values */

static const char *read_kind(skt_body_kind *out, skt_str value)
{
    *out = skt_body_kind_by_name(value);
    return *out < SKT_BODY_KINDS ? NULL
                                 : "it must be one of rss, atom, html, ndjson, csv, "
                                   "telegram-preview; left out, it is told by what comes";
}

static const char *read_size(size_t *out, skt_str value)
{
    int64_t bytes;
    const char *wrong = skt_value_size(&bytes, value);
    *out = (size_t)bytes;
    return wrong != NULL || bytes > 0 ? wrong : "it must be more than nothing, such as 16M";
}

/* Those whose value stays text. */
static const char *check_text(value_kind kind, skt_str value)
{
    switch (kind) {
    case URL: return skt_value_url(value);
    case LANG: return skt_value_lang(value);
    case PARTY: return skt_value_party(value);
    case ZONE: return skt_value_zone(value);
    default: return skt_value_text(value);
    }
}

static skt_status keep_text(const char **out, skt_sources *sources, skt_str value)
{
    skt_str kept;
    const skt_status status = skt_arena_str(&kept, &sources->arena, value);
    *out = kept.ptr;
    return status;
}

static skt_status take_header(const char **wrong, char room[SKT_VALUE_ROOM], skt_sources *sources,
                              skt_str value)
{
    struct skt_sources_reading *r = sources->reading;
    skt_buf header = SKT_BUF_INIT;
    const char *kept = NULL;
    *wrong = skt_value_header(&header, room, value, r->variable, r->user);
    skt_status status = header.failed ? SKT_E_NOMEM : SKT_OK;
    if (*wrong == NULL && status == SKT_OK) {
        status = keep_text(&kept, sources, skt_buf_str(&header));
    }
    if (*wrong == NULL && status == SKT_OK && !skt_vec_push(&r->headers, kept)) {
        status = SKT_E_NOMEM;
    }
    skt_buf_dispose(&header);
    return status;
}

static skt_status take_hosts(const char **wrong, skt_sources *sources, skt_str value)
{
    struct skt_sources_reading *r = sources->reading;
    skt_str host;
    skt_status status = SKT_OK;
    while (status == SKT_OK && (*wrong = skt_value_host(&host, &value)) == NULL && host.len > 0) {
        const char *kept;
        status = keep_text(&kept, sources, host);
        if (status == SKT_OK && !skt_vec_push(&r->hosts, kept)) {
            status = SKT_E_NOMEM;
        }
    }
    return status;
}

/* Sets what the key stands for in `object`. */
static skt_status take_value(const char **wrong, char room[SKT_VALUE_ROOM], skt_sources *sources,
                             const key *found, void *object, skt_str value)
{
    char *const at = (char *)object + found->offset;
    *wrong = NULL;
    switch (found->kind) {
    case HEADER: return take_header(wrong, room, sources, value);
    case HOSTS: return take_hosts(wrong, sources, value);
    case KIND: *wrong = read_kind((skt_body_kind *)(void *)at, value); return SKT_OK;
    case SPAN: *wrong = skt_value_span((int64_t *)(void *)at, value); return SKT_OK;
    case SHORT_SPAN: *wrong = skt_value_short_span((int64_t *)(void *)at, value); return SKT_OK;
    case SIZE: *wrong = read_size((size_t *)(void *)at, value); return SKT_OK;
    case SIZE_64: *wrong = skt_value_size((int64_t *)(void *)at, value); return SKT_OK;
    case SWITCH: *wrong = skt_value_switch((bool *)at, value); return SKT_OK;
    default: break;
    }
    *wrong = check_text(found->kind, value);
    return *wrong == NULL ? keep_text((const char **)(void *)at, sources, value) : SKT_OK;
}

static skt_status refuse_key(skt_sources *sources, skt_str section, skt_str name, size_t line)
{
    const bool general = skt_str_is(section, "fetch");
    const key *keys = general ? general_keys : source_keys;
    const size_t count = general ? COUNT(general_keys) : COUNT(source_keys);
    skt_buf known = SKT_BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        skt_buf_add_text(&known, i == 0 ? "" : ", ");
        skt_buf_add_text(&known, keys[i].name);
    }
    const skt_str shown = skt_str_cut(name, 60);
    const skt_str of = skt_str_cut(section, NAME_LONGEST);
    const skt_status status = known.failed
                                  ? SKT_E_NOMEM
                                  : complain(sources, line, "[%.*s] has no key \"%.*s\"; it has %s",
                                             SKT_FMT(of), SKT_FMT(shown), known.ptr);
    skt_buf_dispose(&known);
    return status;
}

skt_status skt_sources_set(skt_sources *sources, skt_str section, skt_str name, skt_str value,
                           size_t line)
{
    struct skt_sources_reading *r = sources->reading;
    const key *found = find_key(section, name);
    if (found == NULL) {
        return refuse_key(sources, section, name, line);
    }
    const key *first = r->general ? general_keys : source_keys;
    const unsigned bit = r->general || r->known ? 1U << (found - first) : 0;
    const bool many = found->kind == HEADER || found->kind == HOSTS;
    if ((r->given & bit) != 0 && !many) {
        return complain(sources, line, "%s stands here for the second time", found->name);
    }
    r->given |= bit;
    if (found->kind == URL && r->known) {
        sources->items.items[sources->items.count - 1].url = ""; /* given: this stays if wrong */
    }
    if (value.len == 0) {
        return complain(sources, line, "%s has no value; leave the line out", found->name);
    }
    /* What is of a section that was refused is looked at all the same. */
    union {
        skt_fetch_source source;
        skt_fetch_settings settings;
    } refused;
    void *object = r->general ? (void *)&sources->settings
                   : r->known ? (void *)&sources->items.items[sources->items.count - 1]
                              : (void *)&refused;
    char room[SKT_VALUE_ROOM];
    const char *wrong;
    const skt_status status = take_value(&wrong, room, sources, found, object, value);
    if (status != SKT_OK || wrong == NULL) {
        return status;
    }
    /* A header may be a secret, and so may a name in an address. */
    const bool secret = found->kind == HEADER ||
                        (found->kind == URL && skt_str_find(value, SKT_LIT("@"), 0) != SIZE_MAX);
    const skt_str shown = skt_str_cut(value, 60);
    return secret ? complain(sources, line, "%s: %s", found->name, wrong)
                  : complain(sources, line, "%s = %.*s: %s", found->name, SKT_FMT(shown), wrong);
}

/* ----------------------------------------------------------------------- end */

/* The path of an address, from "/" on. */
static skt_str path_of(skt_str url)
{
    const size_t host = skt_str_find(url, SKT_LIT("://"), 0);
    const size_t at = host == SIZE_MAX ? SIZE_MAX : skt_str_find(url, SKT_LIT("/"), host + 3);
    return at == SIZE_MAX ? SKT_LIT("/") : skt_str_sub(url, at, url.len - at);
}

/* What is wrong with a source as a whole, and what [fetch] gives it. */
static skt_status complete(skt_sources *sources, skt_fetch_source *source)
{
    const skt_fetch_settings *settings = &sources->settings;
    const skt_str url = skt_str_from(source->url);
    if (source->url == NULL) {
        return complain(sources, source->line,
                        "[source %s] has no url; add a line such as url = "
                        "https://example.org/feed.xml",
                        source->name);
    }
    for (const skt_fetch_source *other = sources->items.items; other < source; other++) {
        if (url.len > 0 && other->url != NULL && skt_str_eq(url, skt_str_from(other->url))) {
            return complain(sources, source->line,
                            "[source %s] has the address of [source %s] in line %zu; leave one "
                            "of them out",
                            source->name, other->name, other->line);
        }
    }
    const bool preview = skt_str_starts(url, SKT_LIT("https://t.me/s/"));
    if (source->kind == SKT_BODY_AUTO && preview) {
        source->kind = SKT_BODY_TELEGRAM;
    }
    if (source->kind == SKT_BODY_TELEGRAM && url.len > 0 &&
        (!skt_str_starts(path_of(url), SKT_LIT("/s/")) || path_of(url).len < 4 ||
         skt_str_find(path_of(url), SKT_LIT("?"), 0) != SIZE_MAX ||
         skt_str_find(path_of(url), SKT_LIT("/"), 3) != SIZE_MAX)) {
        return complain(sources, source->line,
                        "[source %s] is of the kind telegram-preview, whose address is "
                        "https://t.me/s/NAME",
                        source->name);
    }
    if (source->n_follow_hosts > 0 && !source->follow) {
        return complain(sources, source->line,
                        "[source %s] has follow hosts and follows no links; add follow = yes",
                        source->name);
    }
    source->agent = source->agent != NULL ? source->agent : settings->agent;
    source->interval_s = source->interval_s != UNSET ? source->interval_s : settings->interval_s;
    source->max_bytes = source->max_bytes > 0 ? source->max_bytes : settings->max_bytes;
    source->time_s = source->time_s > 0 ? source->time_s : settings->time_s;
    return SKT_OK;
}

skt_status skt_sources_end(skt_sources *sources)
{
    skt_status status = end_source(sources);
    for (size_t i = 0; i < sources->items.count && status == SKT_OK; i++) {
        status = complete(sources, &sources->items.items[i]);
    }
    const bool wrong = sources->reading->wrong;
    skt_vec_dispose(&sources->reading->headers);
    skt_vec_dispose(&sources->reading->hosts);
    free(sources->reading);
    sources->reading = NULL;
    return status == SKT_OK && wrong ? SKT_E_USAGE : status;
}

void skt_sources_dispose(skt_sources *sources)
{
    if (sources->reading != NULL) {
        skt_vec_dispose(&sources->reading->headers);
        skt_vec_dispose(&sources->reading->hosts);
        free(sources->reading);
    }
    skt_vec_dispose(&sources->items);
    skt_arena_dispose(&sources->arena);
    *sources = (skt_sources){.settings = SKT_FETCH_SETTINGS_INIT};
}

const skt_fetch_source *skt_sources_find(const skt_sources *sources, skt_str name)
{
    for (size_t i = 0; i < sources->items.count; i++) {
        if (same_name(name, skt_str_from(sources->items.items[i].name))) {
            return &sources->items.items[i];
        }
    }
    return NULL;
}

uint64_t skt_fetch_source_setup(const skt_fetch_source *source)
{
    const char *const texts[] = {skt_body_kind_name(source->kind),
                                 source->lang,
                                 source->publisher,
                                 source->party,
                                 source->zone,
                                 source->follow ? "follow" : NULL};
    uint64_t hash = SKT_HASH_SEED;
    for (size_t i = 0; i < COUNT(texts); i++) {
        hash = skt_hash(hash, skt_str_from(texts[i]));
        hash = skt_hash(hash, SKT_LIT("\n"));
    }
    return hash;
}
