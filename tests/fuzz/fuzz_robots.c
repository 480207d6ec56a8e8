/* robots.txt, and the matching of paths: what stands before the first NUL is a path. */
#include <stdint.h>
#include <stdlib.h>

#include "fetch/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const skt_str all = {(const char *)data, size};
    const char *end = size == 0 ? NULL : memchr(data, 0, size);
    const size_t n = end == NULL ? 0 : (size_t)(end - all.ptr);
    skt_robots robots;
    if (skt_robots_parse(&robots, skt_str_sub(all, n, size - n), SKT_LIT("skytally")) == SKT_OK) {
        (void)skt_robots_allow(&robots, skt_str_sub(all, 0, n));
    }
    skt_robots_dispose(&robots);
    return 0;
}
