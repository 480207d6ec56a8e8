/* Rows of a GeoNames dump, of any year: columns may have been added at the end or be
 * missing there, rows may be broken. */
#include "core/diag.h"
#include "gazetteer/build_dump.h"

enum {
    TOLD_ROWS = 5, /* broken rows that are told one by one */
    MAX_FIELDS = 19,
    PROGRESS_ROWS = 1 << 16
};

skt_status skt_gaz_dump_file_open(skt_gaz_dump_file *file, bool *there, skt_gaz_builder *b,
                                  const char *name)
{
    *file = (skt_gaz_dump_file){.b = b, .name = name};
    const skt_status status = skt_gaz_lines_open(&file->lines, b->options->geonames, name, b->diag);
    *there = status == SKT_OK;
    return status == SKT_E_NOTFOUND ? SKT_OK : status;
}

void skt_gaz_dump_file_broken(skt_gaz_dump_file *file, const char *what)
{
    file->n_broken++;
    if (!file->told && file->n_broken <= TOLD_ROWS) {
        (void)skt_diag_add(file->b->diag, SKT_OK, SKT_WARNING, file->lines.path, file->lines.line,
                           "row passed over: %s", what);
    }
}

static void show_progress(const skt_gaz_dump_file *file)
{
    const skt_gaz_build_options *options = file->b->options;
    if (options->progress != NULL) {
        options->progress(options->user, file->name, skt_gaz_lines_percent(&file->lines));
    }
}

skt_status skt_gaz_dump_file_next(skt_gaz_dump_file *file, skt_str *fields, size_t least,
                                  size_t wanted, bool *more)
{
    skt_str line;
    skt_status status;
    while ((status = skt_gaz_lines_next(&file->lines, &line, more)) == SKT_OK && *more) {
        if (file->lines.line % PROGRESS_ROWS == 0) {
            show_progress(file);
        }
        if (line.ptr == NULL) {
            skt_gaz_dump_file_broken(file, "the line is too long to be one");
            continue;
        }
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        size_t n = 0;
        skt_str rest = line;
        while (n < wanted && skt_str_split(&fields[n], &rest, '\t')) {
            n++;
        }
        file->n_rows++;
        if (n < least) {
            skt_gaz_dump_file_broken(file, "too few fields");
        } else if (memchr(line.ptr, '\0', line.len) != NULL) {
            skt_gaz_dump_file_broken(file, "has a NUL");
        } else {
            for (; n < wanted; n++) {
                fields[n] = SKT_LIT("");
            }
            return SKT_OK;
        }
    }
    return status;
}

void skt_gaz_dump_file_close(skt_gaz_dump_file *file)
{
    if (!file->told && file->n_broken > TOLD_ROWS) {
        (void)skt_diag_add(file->b->diag, SKT_OK, SKT_WARNING, file->lines.path, 0,
                           "%zu of %zu rows were passed over", file->n_broken, file->n_rows);
    }
    skt_gaz_lines_close(&file->lines);
}

bool skt_gaz_dump_id(uint32_t *out, skt_str field)
{
    uint32_t id = 0;
    for (size_t i = 0; i < field.len; i++) {
        const char c = field.ptr[i];
        if (c < '0' || c > '9' || id >= SKT_GAZ_MAX_ID) {
            return false;
        }
        id = id * 10 + (uint32_t)(c - '0');
    }
    *out = id;
    return field.len > 0 && id > 0 && id < SKT_GAZ_MAX_ID;
}

/* ------------------------------------------------------------- the main files */

enum {
    F_ID,
    F_NAME,
    F_ASCII,
    F_NAMES,
    F_LAT,
    F_LON,
    F_CLASS,
    F_CODE,
    F_COUNTRY,
    F_CC2,
    F_ADMIN1,
    F_ADMIN2,
    F_ADMIN3,
    F_ADMIN4,
    F_PEOPLE,
    F_ELEVATION,
    F_DEM,
    F_ZONE,
    F_COLUMNS,
    F_LEAST = F_CODE + 1
};

/* What the fields tell; NULL, or what is wrong with them. */
static const char *read_row(skt_gaz_dump_row *out, const skt_str *f)
{
    *out = (skt_gaz_dump_row){.name = skt_str_trim(f[F_NAME]),
                              .ascii = skt_str_trim(f[F_ASCII]),
                              .names = f[F_NAMES],
                              .country = f[F_COUNTRY],
                              .admin1 = f[F_ADMIN1],
                              .admin2 = f[F_ADMIN2],
                              .zone = f[F_ZONE],
                              .code = f[F_CODE]};
    if (!skt_gaz_dump_id(&out->id, f[F_ID])) {
        return "the first field is no geonameid";
    }
    if (!skt_gaz_letters_of(out->name).valid) {
        out->name = out->ascii;
    }
    if (!skt_gaz_letters_of(out->name).valid) {
        return "has no name in UTF-8";
    }
    if (!skt_gaz_letters_of(out->ascii).valid) {
        out->ascii = out->name;
    }
    if (!skt_gaz_parse_point(&out->lat, &out->lon, f[F_LAT], f[F_LON])) {
        return "no latitude and longitude";
    }
    /* Without a number of people a place is still a place. */
    if (!skt_gaz_parse_real(&out->people, f[F_PEOPLE]) || out->people < 0 || out->people > 4e9) {
        out->people = 0;
    }
    return NULL;
}

static bool is_header(const skt_str *f)
{
    return skt_str_is(f[F_ID], "geonameid") || skt_str_is(f[F_ID], "geonameId");
}

typedef struct row_taker {
    skt_level level;
    skt_status (*take)(void *user, const skt_gaz_dump_row *row);
    void *user;
} row_taker;

static skt_status read_rows(skt_gaz_dump_file *file, const row_taker *taker)
{
    skt_gaz_dump *dump = file->b->dump;
    skt_str f[F_COLUMNS];
    bool more;
    skt_status status;
    while ((status = skt_gaz_dump_file_next(file, f, F_LEAST, F_COLUMNS, &more)) == SKT_OK &&
           more) {
        bool listed;
        const skt_gaz_feature *feature =
            skt_gaz_feature_of(&dump->features, f[F_CLASS], f[F_CODE], &listed);
        const bool wanted = feature != NULL && feature->level == taker->level;
        if ((file->told && !wanted) || is_header(f)) {
            continue;
        }
        skt_gaz_dump_row row;
        const char *wrong = read_row(&row, f);
        if (wrong != NULL) {
            skt_gaz_dump_file_broken(file, wrong);
            continue;
        }
        dump->n_unlisted += !file->told && feature == NULL;
        row.feature = feature;
        if (wanted && (status = taker->take(taker->user, &row)) != SKT_OK) {
            break;
        }
    }
    return status;
}

skt_status skt_gaz_dump_each(skt_gaz_builder *b, skt_level level, bool told,
                             skt_status (*take)(void *user, const skt_gaz_dump_row *row),
                             void *user)
{
    const row_taker taker = {level, take, user};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < b->dump->names.count && status == SKT_OK; i++) {
        skt_gaz_dump_file file;
        bool there;
        status = skt_gaz_dump_file_open(&file, &there, b, b->dump->names.items[i]);
        file.told = told;
        if (status == SKT_OK && there) {
            status = read_rows(&file, &taker);
        }
        skt_gaz_dump_file_close(&file);
    }
    return status;
}
