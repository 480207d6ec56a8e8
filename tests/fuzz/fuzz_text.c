/* Any bytes: the charset, the kind, and what reads it. */
#include "fuzz_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reader(data, size, NULL);
}
