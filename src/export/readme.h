/* README.md of an output folder: what each file is, how to open it, what the numbers
 * mean, whom to name. */
#ifndef SKT_EXPORT_README_H
#define SKT_EXPORT_README_H

#include "export/export.h"

/* Appends the text for what was staged so far. Its last line holds a checksum of what
 * is before it. */
void skt_readme_write(skt_buf *out, const skt_export_job *job);
/* Whether `text` is one of ours that nobody has changed. Errors: SKT_E_NOMEM. */
skt_status skt_readme_is_ours(bool *out, skt_str text);
/* Stages README.md, behind all other files, unless the folder has one that is not ours: that one
 * stays. */
skt_status skt_readme_stage(const skt_export_job *job);

#endif
