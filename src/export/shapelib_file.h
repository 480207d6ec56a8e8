/* The files that shapelib writes: buffered so that its jumps to where it stands already cost
 * nothing, and with nothing printed on standard error. */
#ifndef SKT_EXPORT_SHAPELIB_FILE_H
#define SKT_EXPORT_SHAPELIB_FILE_H

#include <shapefil.h>

/* shapelib's hooks. A failed write fails the call that it belongs to and all further ones; what
 * fails when a file is closed shows in its size. */
void skt_shapelib_hooks(SAHooks *hooks);

#endif
