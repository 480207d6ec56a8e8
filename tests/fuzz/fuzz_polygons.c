/* Polygons of the user's own: GeoJSON, or the three parts of a shapefile, which stand behind each
 * other in the input with their lengths before them. */
#include "fuzz_file.h"

#include "core/arena.h"
#include "regions/regions.h"

/* Every region that was taken has a name and an area. */
static void use(const skt_regions *regions)
{
    for (size_t i = 0; i < skt_regions_count(regions); i++) {
        if (skt_regions_name(regions, i).len == 0 || skt_regions_area_km2(regions, i) < 0) {
            abort();
        }
    }
    for (int lon = -180; lon <= 180; lon += 45) {
        for (int lat = -90; lat <= 90; lat += 45) {
            (void)skt_regions_at(regions, lat, lon);
        }
    }
}

static void open_file(const char *path)
{
    skt_regions *regions = NULL;
    skt_diag *diag = NULL;
    if (skt_diag_new(&diag) == SKT_OK) {
        if (skt_regions_open(&regions, path, NULL, diag) == SKT_OK) {
            use(regions);
        } else if (skt_diag_count(diag) == 0) {
            abort(); /* refused without a word */
        }
        skt_regions_close(regions);
    }
    skt_diag_free(diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const parts[] = {"in.shp", "in.shx", "in.dbf"};
    char path[128];
    if (size == 0 || data[0] == '{' || data[0] == ' ') {
        fuzz_file(path, "in.geojson", data, size);
        open_file(path);
        return 0;
    }
    for (size_t i = 0; i < 3; i++) {
        size_t length = size;
        if (i < 2 && size >= 2) {
            length = (size_t)data[0] | (size_t)data[1] << 8;
            data += 2;
            size -= 2;
            length = length < size ? length : size;
        }
        fuzz_file(path, parts[i], data, length);
        data += length;
        size -= length;
    }
    (void)snprintf(path, sizeof path, "%s/in.shp", fuzz_folder());
    open_file(path);
    return 0;
}
