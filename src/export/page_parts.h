/* What the files of the report page share. */
#ifndef SKT_EXPORT_PAGE_PARTS_H
#define SKT_EXPORT_PAGE_PARTS_H

#include "core/json.h"
#include "core/map.h"
#include "export/export.h"

/* The page around its data: page/embed.cmake makes them. */
extern const unsigned char skt_page_head[];
extern const size_t skt_page_head_size;
extern const unsigned char skt_page_tail[];
extern const size_t skt_page_tail_size;

/* --------------------------------------------------------------- columns */

/* Texts, each once. A column holds their numbers; 0 is "none". Slices are not copied. */
typedef struct skt_page_texts {
    skt_map index;
    SKT_VEC(skt_str) all;
    bool failed; /* out of memory */
} skt_page_texts;

int64_t skt_page_text(skt_page_texts *texts, skt_str text);

/* A column of the page's data: where in a record its number lies. */
typedef struct skt_page_column {
    const char *name;
    size_t offset; /* of an int64_t; SKT_NULL is null */
} skt_page_column;

/* Adds the member `name`: an object of arrays, one a column. */
void skt_page_write_columns(skt_json *json, const char *name, const skt_page_column *columns,
                            size_t n_columns, const void *records, size_t count,
                            size_t record_size);

/* A list of numbers: the members of all records, one behind another. */
typedef struct skt_page_list {
    SKT_VEC(int64_t) all;
    bool failed;
} skt_page_list;

void skt_page_push(skt_page_list *list, int64_t number);
void skt_page_write_list(skt_json *json, const char *name, const skt_page_list *list);

/* ------------------------------------------------------------------ work */

/* A page at work. */
typedef struct skt_page {
    const skt_export_data *data;
    skt_json *json;
    skt_page_texts texts;
    size_t *claim_number; /* on the page, by index into the claim set */
    size_t *claim_order;  /* the reverse */
    skt_map rows;         /* level and key of a row to its number: "0 RU.41" */
    skt_arena arena;
} skt_page;

/* report_rows.c: the rows of the table, the outlines that they are drawn in, and the countries
 * behind them. */
skt_status skt_page_rows(skt_page *page);
/* Adds to `list` the rows (but the total) that tell of one of the places; returns how many. */
int64_t skt_page_touched(skt_page_list *list, skt_page *page, const skt_place *places,
                         size_t n_places);

/* report_incidents.c: the incidents, what each adds to which row, and the steps behind it. */
skt_status skt_page_incidents(skt_page *page);

/* report_claims.c: the order of the claims on the page; the claims, their reports and links. */
skt_status skt_page_number_claims(skt_page *page);
skt_status skt_page_claims(skt_page *page);

#endif
