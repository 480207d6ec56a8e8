/* The sources as the configuration file has them: sections [source NAME] and [fetch]
 * (docs/formats.md, "Configuration"). */
#ifndef SKT_FETCH_SOURCES_H
#define SKT_FETCH_SOURCES_H

#include "core/arena.h"
#include "core/vec.h"
#include "ingest/ingest.h"

/* One [source NAME]. Texts are of the skt_sources; NULL: not given. */
typedef struct skt_fetch_source {
    const char *name;
    const char *url; /* http or https */
    skt_body_kind kind;
    const char *lang, *publisher, *party, *zone;
    const char *agent;          /* that of [fetch] where the source names none */
    const char *const *headers; /* "Name: value", variables put in */
    size_t n_headers;
    int64_t interval_s;              /* between two requests; 0: every run asks */
    bool follow;                     /* the links of its items are asked for as well */
    const char *const *follow_hosts; /* hosts that a link may lead to, with all below them;
                                        the source's own is always one */
    size_t n_follow_hosts;
    bool private;     /* may be at a loopback or private address */
    const char *ca;   /* file of certificates to trust instead of the system's, or NULL */
    size_t max_bytes; /* of one answer, unpacked */
    int64_t time_s;   /* that one answer may take */
    size_t line;      /* where its section begins */
} skt_fetch_source;

/* [fetch]: what holds for all. */
typedef struct skt_fetch_settings {
    const char *agent;   /* NULL: skytally's own, with `contact` */
    const char *contact; /* an address of mail or a page, for those who are asked; or NULL */
    const char *state;   /* folder; NULL: .skytally beside the configuration */
    int64_t spacing_ms;  /* between two requests to one host */
    int64_t interval_s;  /* of sources that have none of their own */
    size_t max_bytes;
    int64_t time_s;
    int64_t keep_raw_s;     /* how long the raw cache keeps an answer; 0: there is none */
    int64_t keep_raw_bytes; /* of the whole raw cache; 0: no limit */
    bool robots;            /* robots.txt is heeded */
} skt_fetch_settings;
#define SKT_FETCH_SETTINGS_INIT                                                                    \
    {                                                                                              \
        NULL, NULL, NULL, 3000, 0, (size_t)16 << 20, 60, INT64_C(400) * 86400, 0, true             \
    }

typedef struct skt_sources {
    skt_arena arena;
    SKT_VEC(skt_fetch_source) items; /* in the order of the file */
    skt_fetch_settings settings;
    struct skt_sources_reading *reading; /* between begin and end */
} skt_sources;

/* Gives the value of an environment variable, or NULL; so that nothing here asks for one. */
typedef const char *skt_variable_fn(void *user, const char *name);

/* Reading goes line by line, so that whoever reads the file hands on what is of these
 * sections: begin, a section or a line at a time, end. What is wrong is a failure in `diag`
 * by `path` and line, with the remedy; the rest is read on, so that all faults are told at
 * once. Only `path`, `diag` and `user` must last, up to the end. */
skt_status skt_sources_begin(skt_sources *out, const char *path, skt_variable_fn *variable,
                             void *user, skt_diag *diag);
/* Whether a section of this name ("source tass", "fetch") is one of these. */
bool skt_sources_has(skt_str section);
/* The lines "[section]", and "name = value" in it. Paths are as seen from where the program
 * runs: the caller hands them on so, see skt_sources_is_path(). Errors: SKT_E_NOMEM. */
skt_status skt_sources_section(skt_sources *sources, skt_str section, size_t line);
skt_status skt_sources_set(skt_sources *sources, skt_str section, skt_str name, skt_str value,
                           size_t line);
/* Whether the value of `name` in `section` is a path. */
bool skt_sources_is_path(skt_str section, skt_str name);
/* Fills in what sources left to [fetch]. SKT_E_USAGE: something was wrong in any line. */
skt_status skt_sources_end(skt_sources *sources);
void skt_sources_dispose(skt_sources *sources);

/* The source of that name, or NULL. */
const skt_fetch_source *skt_sources_find(const skt_sources *sources, skt_str name);
/* What an answer must be read anew for when it changes, though the server says that it has
 * not: kind, language, publisher, party, zone, following. */
uint64_t skt_fetch_source_setup(const skt_fetch_source *source);

#endif
