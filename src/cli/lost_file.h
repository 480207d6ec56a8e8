/* What the program does where a file that it has mapped can no longer be read. */
#ifndef SKT_CLI_LOST_FILE_H
#define SKT_CLI_LOST_FILE_H

/* Call once, before anything else. From then on, where a disk fails under a mapped file, or
 * somebody cuts it short, the program names the file and ends with SKT_EXIT_NOTHING; the kernel
 * would end it by SIGBUS without a word. What was being written stands aside, as after a kill;
 * outputs and stores are as they were. */
void skt_watch_mapped_files(void);

#endif
