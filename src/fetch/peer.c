#include "fetch/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>

typedef struct range {
    uint32_t net;
    int bits;
    skt_peer_kind kind;
} range;

/* IANA's registry of special-purpose addresses (RFC 6890). */
static const range v4[] = {
    {0x00000000, 8, SKT_PEER_RESERVED},    /* 0.0.0.0/8: on Linux the machine itself */
    {0x0A000000, 8, SKT_PEER_PRIVATE},     /* 10.0.0.0/8 */
    {0x64400000, 10, SKT_PEER_SHARED},     /* 100.64.0.0/10 */
    {0x7F000000, 8, SKT_PEER_LOOPBACK},    /* 127.0.0.0/8 */
    {0xA9FE0000, 16, SKT_PEER_LINK_LOCAL}, /* 169.254.0.0/16 */
    {0xAC100000, 12, SKT_PEER_PRIVATE},    /* 172.16.0.0/12 */
    {0xC0000000, 24, SKT_PEER_RESERVED},   /* 192.0.0.0/24 */
    {0xC0000200, 24, SKT_PEER_RESERVED},   /* 192.0.2.0/24 */
    {0xC0586300, 24, SKT_PEER_RESERVED},   /* 192.88.99.0/24 */
    {0xC0A80000, 16, SKT_PEER_PRIVATE},    /* 192.168.0.0/16 */
    {0xC6120000, 15, SKT_PEER_RESERVED},   /* 198.18.0.0/15 */
    {0xC6336400, 24, SKT_PEER_RESERVED},   /* 198.51.100.0/24 */
    {0xCB007100, 24, SKT_PEER_RESERVED},   /* 203.0.113.0/24 */
    {0xE0000000, 4, SKT_PEER_MULTICAST},   /* 224.0.0.0/4 */
    {0xF0000000, 4, SKT_PEER_RESERVED},    /* 240.0.0.0/4, and broadcast */
};

static skt_peer_kind of_v4(uint32_t address)
{
    for (size_t i = 0; i < sizeof v4 / sizeof *v4; i++) {
        if ((address ^ v4[i].net) >> (32 - v4[i].bits) == 0) {
            return v4[i].kind;
        }
    }
    return SKT_PEER_PUBLIC;
}

static uint32_t word_at(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool starts(const uint8_t *bytes, const char *prefix, size_t n)
{
    return memcmp(bytes, prefix, n) == 0;
}

static skt_peer_kind of_v6(const uint8_t *b)
{
    if (starts(b, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16)) {
        return SKT_PEER_LOOPBACK;
    }
    if (starts(b, "\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12) ||   /* mapped: RFC 4291, 2.5.5.2 */
        starts(b, "\0\0\0\0\0\0\0\0\xFF\xFF\0\0", 12) ||   /* translated: RFC 2765, 2.1 */
        starts(b, "\0\x64\xFF\x9B\0\0\0\0\0\0\0\0", 12)) { /* NAT64: RFC 6052 */
        return of_v4(word_at(b + 12));
    }
    if (starts(b, "\0\x64\xFF\x9B\0\1", 6)) { /* NAT64 of a network's own: RFC 8215 */
        return SKT_PEER_PRIVATE;
    }
    if (starts(b, "\x20\x02", 2)) { /* 6to4: RFC 3056 */
        return of_v4(word_at(b + 2));
    }
    if (b[0] == 0xFF) {
        return SKT_PEER_MULTICAST;
    }
    if ((b[0] & 0xFE) == 0xFC || (b[0] == 0xFE && (b[1] & 0xC0) == 0xC0)) {
        return SKT_PEER_PRIVATE;
    }
    if (b[0] == 0xFE && (b[1] & 0xC0) == 0x80) {
        return SKT_PEER_LINK_LOCAL;
    }
    /* Of what is given out, 2000::/3, without IETF's own (Teredo and others) and examples. */
    const bool special = (starts(b, "\x20\x01", 2) && b[2] < 2) ||
                         starts(b, "\x20\x01\x0D\xB8", 4) ||
                         (starts(b, "\x3F\xFF", 2) && b[2] < 0x10);
    return (b[0] & 0xE0) == 0x20 && !special ? SKT_PEER_PUBLIC : SKT_PEER_RESERVED;
}

skt_peer_kind skt_peer_of(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return of_v4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, address, sizeof in);
        return of_v6(in.sin6_addr.s6_addr);
    }
    return SKT_PEER_RESERVED;
}

skt_peer_kind skt_peer_of_host(skt_str host)
{
    char text[INET6_ADDRSTRLEN + 1];
    struct in_addr in;
    struct in6_addr in6;
    if (skt_str_is(host, "localhost") || skt_str_ends(host, SKT_LIT(".localhost"))) {
        return SKT_PEER_LOOPBACK;
    }
    if (host.len >= sizeof text) {
        return SKT_PEER_PUBLIC;
    }
    memcpy(text, host.ptr, host.len);
    text[host.len] = '\0';
    if (inet_pton(AF_INET, text, &in) == 1) {
        return of_v4(ntohl(in.s_addr));
    }
    return inet_pton(AF_INET6, text, &in6) == 1 ? of_v6(in6.s6_addr) : SKT_PEER_PUBLIC;
}

const char *skt_peer_name(skt_peer_kind kind)
{
    static const char *const names[] = {
        [SKT_PEER_PUBLIC] = "a public address",
        [SKT_PEER_LOOPBACK] = "a loopback address (this machine)",
        [SKT_PEER_PRIVATE] = "an address of a private network",
        [SKT_PEER_LINK_LOCAL] = "a link-local address",
        [SKT_PEER_SHARED] = "an address of a provider's own network",
        [SKT_PEER_MULTICAST] = "a multicast address",
        [SKT_PEER_RESERVED] = "a reserved address",
    };
    return names[kind];
}
