/* Records of the raw cache as gzip members. Inside the fetch module.
 *
 * Each member tells its own length in a subfield "SK" of the gzip header (RFC 1952, 2.3.1.1),
 * so that a file can be walked without unpacking it; other programs pass over that. */
#ifndef SKT_FETCH_WARC_WRITE_H
#define SKT_FETCH_WARC_WRITE_H

#include "core/buf.h"
#include "fetch/cache.h"

/* Appends the record that begins a file. Errors: SKT_E_NOMEM. */
skt_status skt_warc_write_info(skt_buf *out, skt_str file_name, skt_time at);
/* Appends an answer. SKT_E_LIMIT: it is beyond 4 GB. */
skt_status skt_warc_write_response(skt_buf *out, const skt_exchange *exchange);

enum { SKT_MEMBER_HEAD = 20 }; /* bytes of a member that tell its length */
/* The length of the member whose head this is; 0: it is none of ours. */
uint64_t skt_member_length(const unsigned char head[SKT_MEMBER_HEAD]);

#endif
