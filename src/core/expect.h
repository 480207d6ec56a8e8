/* Memory that will soon be read. */
#ifndef SKT_CORE_EXPECT_H
#define SKT_CORE_EXPECT_H

/* Brings the line at `p`, any address, nearer. GCC 12 takes a function that does nothing else
 * for one without effect and leaves its calls out; the empty statement keeps them. */
static inline void skt_expect(const void *p)
{
    __builtin_prefetch(p);
    __asm__ volatile("");
}

#endif
