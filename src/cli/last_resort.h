/* What the program does where a library cannot go on without memory, or could not tell it from
 * bad input. */
#ifndef SKT_CLI_LAST_RESORT_H
#define SKT_CLI_LAST_RESORT_H

/* Call once, before anything else. From then on the program says that memory ran out and ends
 * with SKT_EXIT_NOTHING where libxml2, jansson, ICU or a library in C++ (GEOS, PROJ) gets none:
 * - libxml2 crashes, goes on forever or leaves text out;
 * - jansson takes good JSON for bad;
 * - ICU and GEOS answer in places as if they had found nothing;
 * - exceptions of PROJ pass through its functions, and nobody catches them; so do its assertions.
 * What was being written stands aside, as after a kill; outputs and stores are as they were. A
 * library's host has its own say in this, so it is the program that asks for it. */
void skt_last_resort(void);

#endif
