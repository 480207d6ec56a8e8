/* The reader of the compiled gazetteer, fed with altered files. The header's checksum
 * is mended after each change, so that what is behind it is reached. */
#include <stdlib.h>

#include "gazetteer_use.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Puts an odd number over one of a section. */
static void poke(uint8_t *data, size_t size, unsigned seed)
{
    static const uint32_t odd[] = {0,          1,          2,          15,         16,
                                   0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x08000000, 0x00FF00FF};
    skt_gaz_header header;
    memcpy(&header, data, sizeof header);
    const skt_gaz_extent *extent = &header.sections[seed % SKT_GAZ_SECTIONS];
    const uint32_t value =
        seed % 3 == 0 ? (seed >> 8) % 1024 : odd[(seed >> 8) % (sizeof odd / sizeof *odd)];
    if (extent->size < sizeof value || extent->offset > size ||
        extent->size > size - extent->offset) {
        return;
    }
    const size_t places = (size_t)extent->size / sizeof value;
    memcpy(data + extent->offset + (seed >> 12) % places * sizeof value, &value, sizeof value);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    skt_gaz_header header;
    if (size < sizeof header || seed % 2 == 0) {
        size = LLVMFuzzerMutate(data, size, max_size);
    } else {
        poke(data, size, seed / 2);
    }
    if (size >= sizeof header && seed % 16 != 0) {
        memcpy(&header, data, sizeof header);
        memcpy(header.magic, SKT_GAZ_MAGIC, sizeof header.magic);
        header.endian = SKT_GAZ_ENDIAN;
        header.version = SKT_GAZ_VERSION;
        header.n_sections = SKT_GAZ_SECTIONS;
        header.size = size;
        skt_gaz_sign(&header);
        memcpy(data, &header, sizeof header);
    }
    return size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *copy = NULL; /* aligned, and it ends where the file ends */
    if (size == 0 || posix_memalign(&copy, SKT_GAZ_ALIGN, size) != 0) {
        return 0;
    }
    memcpy(copy, data, size);
    skt_gazetteer *gazetteer = NULL;
    if (skt_gazetteer_open_memory(&gazetteer, (skt_mapping){copy, size}, "fuzz.gaz", NULL) ==
        SKT_OK) {
        (void)use_gazetteer(gazetteer);
        skt_gazetteer_close(gazetteer);
    }
    free(copy);
    return 0;
}
