/* SHA-256 (FIPS 180-4). */
#ifndef SKT_CORE_SHA256_H
#define SKT_CORE_SHA256_H

#include <stdint.h>

#include "skytally.h"

typedef struct skt_sha256 {
    uint8_t bytes[32];
} skt_sha256;

skt_sha256 skt_sha256_of(skt_str text);

#endif
