/* Makes a GeoNames dump that is not one: as many rows, as long names in as many scripts,
 * the same share of feature classes, and the same bytes every time.
 *
 *     cc -O2 -o geonames_dump tests/bench/geonames_dump.c
 *     xz -dc gazetteer/places.tsv.xz | ./geonames_dump gazetteer DIR [ROWS [ALTERNATES]]
 *
 * The rows of places.tsv come first, with their ids, so that known places are found in
 * what is built from it; the rest is invented, at the regions of regions.tsv. Shares and
 * lengths are rounded from what the GeoNames statistics page tells of 2026. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_REGIONS = 8000, MAX_ID = 13500000, LINE = 1 << 16 };

static uint64_t state = UINT64_C(0x9E3779B97F4A7C15);

/* Xorshift64* (S. Vigna). */
static uint32_t random_number(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)(state * UINT64_C(0x2545F4914F6CDD1D) >> 32);
}

static uint32_t below(uint32_t n)
{
    return (uint32_t)((uint64_t)random_number() * n >> 32);
}

static const char *const latin[] = {
    "ka",  "ri",   "no",   "va",    "le",  "to",   "mar", "san", "el", "ba",  "do",
    "ske", "hol",  "berg", "ville", "ton", "chi",  "ra",  "mu",  "ji", "pur", "abad",
    "gor", "ovka", "ino",  "aya",   "sha", "dong", "xi",  "an",  "la", "be",  "zu",
    "qui", "fer",  "wal",  "der",   "sta", "nyy",  "kh",  "al",  "ha"};
static const char *const marked[] = {"é", "ā", "š", "ü", "ñ", "ô", "ḩ", "ż", "ı", "ë"};
static const char *const cyrillic[] = {"ка",  "ро",  "но",   "во",   "ле", "то", "мар",
                                       "гор", "ино", "ое",   "ский", "ва", "бе", "лу",
                                       "ша",  "ны",  "степ", "пет",  "ов", "ка"};
static const char *const arabic[] = {"ال", "با", "دو",  "آبا", "رو", "شه", "ما", "نا", "كا", "سي",
                                     "خا", "تل", "عين", "بن",  "وا", "دي", "حم", "زا", "گر", "ده"};
static const char *const chinese[] = {"山", "水", "村", "里", "东", "西", "南", "北", "大", "小",
                                      "河", "口", "家", "庄", "镇", "新", "上", "下", "石", "桥"};
#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef enum script { LATIN, MARKED, CYRILLIC, ARABIC, CHINESE } script;

static size_t add(char *to, const char *text)
{
    const size_t n = strlen(text);
    memcpy(to, text, n);
    return n;
}

/* One name of one to three words; its bytes. */
static size_t make_name(char *to, script which)
{
    const uint32_t kind = below(10);
    const uint32_t n_words = kind < 6 ? 1 : kind < 9 ? 2 : 3;
    size_t at = 0;
    for (uint32_t word = 0; word < n_words; word++) {
        const size_t start = at + (word > 0);
        if (word > 0) {
            to[at++] = ' ';
        }
        const uint32_t n = 2 + below(which == CHINESE ? 2 : 3);
        for (uint32_t i = 0; i < n; i++) {
            switch (which) {
            case CYRILLIC: at += add(to + at, cyrillic[below(COUNT(cyrillic))]); break;
            case ARABIC: at += add(to + at, arabic[below(COUNT(arabic))]); break;
            case CHINESE: at += add(to + at, chinese[below(COUNT(chinese))]); break;
            case MARKED:
                if (i == 1) {
                    at += add(to + at, marked[below(COUNT(marked))]);
                }
                at += add(to + at, latin[below(COUNT(latin))]);
                break;
            case LATIN: at += add(to + at, latin[below(COUNT(latin))]); break;
            }
        }
        if (to[start] >= 'a' && to[start] <= 'z') {
            to[start] = (char)(to[start] - 'a' + 'A');
        }
    }
    return at;
}

static struct region {
    char country[3], admin1[12];
    double lat, lon;
} regions[MAX_REGIONS];
static size_t n_regions;

/* The n-th field of a line, ended by a NUL. */
static void field(char *out, size_t size, const char *line, int n)
{
    for (; n > 0 && line != NULL; n--) {
        line = strchr(line, '\t');
        line = line == NULL ? NULL : line + 1;
    }
    const size_t length = line == NULL ? 0 : strcspn(line, "\t\n");
    snprintf(out, size, "%.*s", (int)length, line == NULL ? "" : line);
}

static bool read_regions(const char *dir)
{
    static char line[LINE];
    char path[4096];
    snprintf(path, sizeof path, "%s/regions.tsv", dir);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return false;
    }
    bool head = true;
    while (fgets(line, sizeof line, file) != NULL && n_regions < MAX_REGIONS) {
        char code[32];
        char number[32];
        if (line[0] == '#' || head) {
            head = head && line[0] == '#';
            continue;
        }
        struct region *r = &regions[n_regions];
        field(code, sizeof code, line, 0);
        if (strlen(code) < 4) {
            continue;
        }
        snprintf(r->country, sizeof r->country, "%.2s", code);
        snprintf(r->admin1, sizeof r->admin1, "%.11s", code + 3);
        field(number, sizeof number, line, 12);
        r->lat = strtod(number, NULL);
        field(number, sizeof number, line, 13);
        r->lon = strtod(number, NULL);
        n_regions++;
    }
    (void)fclose(file);
    return n_regions > 0;
}

/* Feature codes with their share, in thousandths of the rows. */
static const struct {
    const char *text; /* class, tab, code */
    uint32_t share;
} features[] = {{"P\tPPL", 350}, {"P\tPPLX", 12}, {"P\tPPLL", 15}, {"P\tPPLA3", 3}, {"P\tPPLQ", 3},
                {"H\tSTM", 110}, {"H\tLK", 40},   {"H\tSPNG", 12}, {"H\tHBR", 1},   {"H\tWLL", 20},
                {"T\tMT", 50},   {"T\tHLL", 45},  {"T\tISL", 12},  {"T\tCAPE", 6},  {"T\tVAL", 20},
                {"S\tFRM", 30},  {"S\tHTL", 40},  {"S\tSCH", 45},  {"S\tCH", 35},   {"S\tAIRP", 3},
                {"S\tAIRF", 2},  {"S\tDAM", 4},   {"S\tPS", 1},    {"S\tMFG", 1},   {"S\tRSTN", 10},
                {"S\tBLDG", 20}, {"L\tPRK", 15},  {"L\tLCTY", 20}, {"L\tMILB", 1},  {"A\tADM2", 3},
                {"A\tADM3", 9},  {"A\tADM4", 30}, {"V\tFRST", 5},  {"R\tRD", 6},    {"U\tBNKU", 1},
                {"P\tPPLZZ", 1}, {"S\tXXXX", 1},  {"\t", 1}};

static const char *some_feature(void)
{
    uint32_t at = below(983);
    for (size_t i = 0; i < COUNT(features); i++) {
        if (at < features[i].share) {
            return features[i].text;
        }
        at -= features[i].share;
    }
    return features[0].text;
}

static unsigned char used[MAX_ID / 8 + 1];

static bool take_id(uint32_t id)
{
    const bool free_id = id < MAX_ID && (used[id / 8] >> id % 8 & 1) == 0;
    if (id < MAX_ID) {
        used[id / 8] |= (unsigned char)(1 << id % 8);
    }
    return free_id;
}

/* The rows of places.tsv, which come in on standard input. */
static size_t copy_places(FILE *out)
{
    static char line[LINE];
    static char names[LINE];
    char f[10][256];
    size_t n = 0;
    while (fgets(line, sizeof line, stdin) != NULL) {
        for (int i = 0; i < 10; i++) {
            field(f[i], sizeof f[i], line, i);
        }
        const uint32_t id = (uint32_t)strtoul(f[0], NULL, 10);
        if (line[0] == '#' || id == 0 || !take_id(id)) {
            continue;
        }
        field(names, sizeof names, line, 10);
        for (char *c = names; *c != '\0'; c++) {
            *c = *c == '|' ? ',' : *c;
        }
        fprintf(out, "%u\t%s\t%s\t%s\t%s\t%s\tP\t%s\t%s\t\t%s\t\t\t\t%s\t\t0\t%s\t2026-11-01\n", id,
                f[1], f[1], names, f[2], f[3], f[4], f[5], strlen(f[6]) > 3 ? f[6] + 3 : "00", f[8],
                f[9]);
        n++;
    }
    return n;
}

static void invent_row(FILE *out, uint32_t id)
{
    char name[256];
    char ascii[256];
    char names[2048];
    size_t at = 0;
    const struct region *r = &regions[below((uint32_t)n_regions)];
    name[make_name(name, below(3) == 0 ? MARKED : LATIN)] = '\0';
    ascii[make_name(ascii, LATIN)] = '\0';
    const uint32_t n_names = below(3) == 0 ? 1 + below(5) : 0;
    for (uint32_t i = 0; i < n_names; i++) {
        if (i > 0) {
            names[at++] = ',';
        }
        at += make_name(names + at, (script)below(5));
    }
    names[at] = '\0';
    /* One row in fifty has no region, or one that is not known. */
    const uint32_t odd = below(100);
    fprintf(out,
            "%u\t%s\t%s\t%s\t%.5f\t%.5f\t%s\t%s\t\t%s\t\t\t\t%u\t\t%u\tEurope/Kyiv\t2026-11-01\n",
            id, name, below(4) == 0 ? ascii : name, names, r->lat + below(200) / 1000.0 - 0.1,
            r->lon + below(200) / 1000.0 - 0.1, some_feature(), r->country,
            odd == 0   ? "00"
            : odd == 1 ? ""
                       : r->admin1,
            below(12) == 0 ? 10 + below(20000) : 0, below(2000));
}

static const struct {
    const char *lang;
    uint32_t share;
    script which;
} languages[] = {
    {"", 300, LATIN},     {"en", 120, LATIN},   {"link", 60, LATIN}, {"wkdt", 40, LATIN},
    {"zh", 70, CHINESE},  {"ru", 60, CYRILLIC}, {"ar", 40, ARABIC},  {"fa", 50, ARABIC},
    {"uk", 20, CYRILLIC}, {"de", 30, MARKED},   {"fr", 40, MARKED},  {"sv", 60, MARKED},
    {"no", 50, LATIN},    {"post", 40, LATIN},  {"nl", 10, LATIN},   {"ceb", 10, LATIN}};

static void invent_alternate(FILE *out, uint32_t number)
{
    char name[256];
    uint32_t at = below(1000);
    size_t i = 0;
    while (i + 1 < COUNT(languages) && at >= languages[i].share) {
        at -= languages[i++].share;
    }
    uint32_t id = 1 + below(MAX_ID - 1);
    while ((used[id / 8] >> id % 8 & 1) == 0) {
        id = 1 + below(MAX_ID - 1);
    }
    name[make_name(name, languages[i].which)] = '\0';
    const uint32_t flag = below(20);
    fprintf(out, "%u\t%u\t%s\t%s\t%s\t%s\t%s\t%s\t\t\n", number, id, languages[i].lang, name,
            flag < 3 ? "1" : "", flag == 3 ? "1" : "", flag == 4 ? "1" : "", flag == 5 ? "1" : "");
}

static FILE *open_output(const char *dir, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    (void)setvbuf(file, NULL, _IOFBF, 1 << 20);
    return file;
}

static void close_output(FILE *file)
{
    if (ferror(file) != 0 || fclose(file) != 0) {
        perror("geonames_dump");
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3 || !read_regions(argv[1])) {
        fputs("usage: geonames_dump GAZETTEER DIR [ROWS [ALTERNATES]]\n", stderr);
        return 2;
    }
    const size_t n_rows = argc > 3 ? strtoul(argv[3], NULL, 10) : 13000000;
    const size_t n_alternates = argc > 4 ? strtoul(argv[4], NULL, 10) : 17000000;
    FILE *out = open_output(argv[2], "allCountries.txt");
    size_t n = copy_places(out);
    for (uint32_t id = 1; n < n_rows && id < MAX_ID; id++) {
        if (take_id(id)) {
            invent_row(out, id);
            n++;
        }
    }
    close_output(out);
    out = open_output(argv[2], "alternateNamesV2.txt");
    for (uint32_t i = 1; i <= n_alternates; i++) {
        invent_alternate(out, i);
    }
    close_output(out);
    out = open_output(argv[2], "countryInfo.txt");
    fputs("#ISO\tISO3\tISO-Numeric\tfips\tCountry\tCapital\tArea\tPopulation\tContinent\ttld\t"
          "CurrencyCode\tCurrencyName\tPhone\tPostal\tRegex\tLanguages\tgeonameid\n"
          "NO\tNOR\t578\tNO\tNorway\tOslo\t324220\t5314336\tEU\t.no\tNOK\tKrone\t47\t####\t\t"
          "no,nb,nn,se,fi\t3144096\n",
          out);
    close_output(out);
    return 0;
}
