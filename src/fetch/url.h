/* Addresses of the web, taken apart: http and https only. */
#ifndef SKT_FETCH_URL_H
#define SKT_FETCH_URL_H

#include "core/arena.h"
#include "core/str.h"

/* All slices are in the arena that skt_url_read() was handed, and end with a NUL. */
typedef struct skt_url {
    skt_str text;   /* whole, as it is asked for: without a fragment */
    skt_str origin; /* "https://host:443" */
    skt_str host;   /* in small letters; an IPv6 address without brackets */
    skt_str path;   /* path and query; begins with a slash */
    uint16_t port;
    bool secure; /* https */
} skt_url;

typedef enum skt_url_fault {
    SKT_URL_GOOD,
    SKT_URL_MALFORMED,
    SKT_URL_SCHEME, /* neither http nor https */
    SKT_URL_LOGIN,  /* holds a name or password */
    SKT_URL_NOMEM
} skt_url_fault;

/* Reads an address; what is relative is so to `base`, which may be NULL. */
skt_url_fault skt_url_read(skt_url *out, skt_arena *arena, const skt_url *base, skt_str text);
/* What is the matter, for a sentence: "is not an address ..."; static storage. */
const char *skt_url_fault_text(skt_url_fault fault);

/* The same scheme, host and port. */
bool skt_url_same_origin(const skt_url *a, const skt_url *b);
/* The same host, but for "www.", or one below the other. */
bool skt_url_same_site(const skt_url *a, const skt_url *b);

#endif
