/* Whether many bytes can be looked at together: functions marked SKT_WIDE are called where
 * skt_has_wide() says so, and give what those without them give. */
#ifndef SKT_CORE_WIDE_H
#define SKT_CORE_WIDE_H

#include <stdbool.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define SKT_WIDE_BYTES 32
#define SKT_WIDE __attribute__((target("avx2,bmi,popcnt")))
#include <immintrin.h>

/* Not every processor that runs the program has AVX2. */
static inline bool skt_has_wide(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}
#else
static inline bool skt_has_wide(void)
{
    return false;
}
#endif

#endif
