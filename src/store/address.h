/* Addresses in one spelling, so that a page that is fetched again is known. */
#ifndef SKT_STORE_ADDRESS_H
#define SKT_STORE_ADDRESS_H

#include "core/buf.h"

/* Appends `url` without what changes while the page stays the same: http and https are one,
 * scheme and host are written small, without "www.", the scheme's own port, a slash at the
 * end, and the parameters by which readers are followed (utm_..., fbclid and the like). A
 * fragment stays: the entries of a running report are told apart by it. What is no address
 * of the web is appended as it is. */
void skt_address_write(skt_buf *out, skt_str url);

#endif
