/* What kind of machine an IP address may belong to, so that no page sends the program
 * to the user's own network. */
#ifndef SKT_FETCH_PEER_H
#define SKT_FETCH_PEER_H

#include <sys/socket.h>

#include "core/str.h"

typedef enum skt_peer_kind {
    SKT_PEER_PUBLIC,
    SKT_PEER_LOOPBACK,
    SKT_PEER_PRIVATE,    /* RFC 1918; fc00::/7 (RFC 4193); fec0::/10 */
    SKT_PEER_LINK_LOCAL, /* 169.254.0.0/16, fe80::/10 */
    SKT_PEER_SHARED,     /* 100.64.0.0/10, of a provider's own network (RFC 6598) */
    SKT_PEER_MULTICAST,
    SKT_PEER_RESERVED /* "this network", documentation, tests, not given out (RFC 6890) */
} skt_peer_kind;

/* The kind of an address; what stands for an IPv4 address (mapped, NAT64, 6to4) is of the
 * kind of that. Anything but IPv4 and IPv6 is reserved. */
skt_peer_kind skt_peer_of(const struct sockaddr *address);
/* The same of a host as addresses write it. What is no number but "localhost", or ends in
 * ".localhost", is loopback; any other name is public: only its addresses tell. */
skt_peer_kind skt_peer_of_host(skt_str host);
/* "a loopback address" and the like; static storage. */
const char *skt_peer_name(skt_peer_kind kind);

#endif
