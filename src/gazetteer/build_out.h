/* The compiled file while it is written: sections one behind the other, the header,
 * which tells where they are, last. */
#ifndef SKT_GAZETTEER_BUILD_OUT_H
#define SKT_GAZETTEER_BUILD_OUT_H

#include "core/file.h"
#include "gazetteer/build_spool.h"
#include "gazetteer/file.h"

typedef struct skt_gaz_out {
    skt_file_aside file;
    skt_buf buffer;
    uint64_t size; /* bytes handed over so far, those in the buffer too */
    skt_gaz_sum sum;
    skt_gaz_header header;
    skt_status status; /* an error sticks */
} skt_gaz_out;

/* Begins the file `path`, which is borrowed. */
skt_status skt_gaz_out_open(skt_gaz_out *out, const char *path, skt_diag *diag);
/* Everything between belongs to the section, which begins aligned. */
void skt_gaz_out_begin(skt_gaz_out *out, skt_gaz_section section);
void skt_gaz_out_end(skt_gaz_out *out, skt_gaz_section section);
void skt_gaz_out_add(skt_gaz_out *out, const void *bytes, size_t n);
/* All that was added to the spool. */
void skt_gaz_out_add_spool(skt_gaz_out *out, skt_gaz_spool *spool);
/* One section of `n` bytes. */
void skt_gaz_out_section(skt_gaz_out *out, skt_gaz_section section, const void *bytes, size_t n);
/* Maps what was written so far, the header's place empty. The mapping is the caller's. */
skt_status skt_gaz_out_map(skt_gaz_out *out, skt_mapping *file);
/* Fills in the header (the caller has set the counts) and gives the file its name. */
skt_status skt_gaz_out_keep(skt_gaz_out *out);
void skt_gaz_out_dispose(skt_gaz_out *out);

#endif
