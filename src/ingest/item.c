#include "ingest/item.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "ingest/dates.h"
#include "ingest/link.h"
#include "ingest/markup.h"

/* Bytes of a field of an incident that are read: more is no outcome, place or source. */
enum { LONGEST_FIELD = 1 << 14 };

skt_status skt_lang_of(skt_str *out, skt_arena *arena, skt_str tag)
{
    enum { LONGEST = 3 };
    char lang[LONGEST + 1] = "";
    size_t length = 0;
    tag = skt_str_trim(tag);
    while (length < tag.len && tag.ptr[length] != '-' && tag.ptr[length] != '_') {
        const char c = tag.ptr[length];
        const char small = skt_ascii_small(c);
        if (length == LONGEST || !skt_ascii_letter(c)) {
            length = 0;
            break;
        }
        lang[length++] = small;
    }
    *out = SKT_STR_NONE;
    return length < 2 ? SKT_OK : skt_arena_str(out, arena, (skt_str){lang, length});
}

/* A value's words without markup, that last as long as the report. */
static skt_status plain(skt_str *out, skt_source *source, skt_str value, bool lasting)
{
    *out = SKT_STR_NONE;
    if (value.len == 0) {
        return SKT_OK;
    }
    if (skt_markup_is_plain(value)) {
        *out = skt_trim(value);
        return lasting ? SKT_OK : skt_arena_str(out, &source->arena, *out);
    }
    skt_buf text = SKT_BUF_INIT;
    skt_markup_plain(&text, value);
    const skt_status status =
        text.failed ? SKT_E_NOMEM
                    : skt_arena_str(out, &source->arena, skt_trim(skt_buf_str(&text)));
    skt_buf_dispose(&text);
    return status;
}

static skt_status read_day(skt_day *out, skt_source *source, const skt_item *item, skt_str value)
{
    bool ambiguous = false;
    *out = value.len == 0 ? SKT_NO_DAY : skt_date_read(&ambiguous, value);
    if (value.len == 0 || *out != SKT_NO_DAY) {
        return SKT_OK;
    }
    const skt_str cut = skt_str_cut(value, 40);
    return skt_source_say(source, SKT_WARNING, item->line,
                          ambiguous ? "the date \"%.*s\" may be two days; write YYYY-MM-DD"
                                    : "the date \"%.*s\" names no day of the calendar",
                          SKT_FMT(cut));
}

/* The item's link; else its own id; else its number. A row of incidents is always called
 * by its number or id: several may have been read on one page. */
static skt_status name_item(skt_report *out, skt_source *source, const skt_item *item)
{
    const skt_str id = item->values.values[SKT_KEY_ID];
    if (out->url.len > 0 && item->shape == SKT_ITEM_ARTICLE) {
        out->item = out->url;
        return SKT_OK;
    }
    if (id.len > 0 && !(item->rows && item->shape == SKT_ITEM_INCIDENT)) {
        return skt_arena_str(&out->item, &source->arena, id);
    }
    return skt_arena_format(&out->item, &source->arena, item->rows ? "row %zu" : "%zu",
                            source->n_items);
}

/* Title and body, unless the body's first line is the title. */
static skt_status join_text(skt_report *out, skt_source *source, skt_str body)
{
    const bool titled = skt_str_starts(body, out->title) &&
                        (body.len == out->title.len || body.ptr[out->title.len] == '\n');
    if (out->title.len == 0 || titled) {
        out->text = body;
        return SKT_OK;
    }
    if (body.len == 0) {
        out->text = out->title;
        return SKT_OK;
    }
    const skt_str gap = SKT_LIT("\n\n");
    const size_t length = out->title.len + gap.len + body.len;
    char *text = skt_arena_room(&source->arena, length + 1, 1);
    if (text == NULL) {
        return SKT_E_NOMEM;
    }
    memcpy(text, out->title.ptr, out->title.len);
    memcpy(text + out->title.len, gap.ptr, gap.len);
    memcpy(text + out->title.len + gap.len, body.ptr, body.len);
    text[length] = '\0';
    out->text = (skt_str){text, length};
    return SKT_OK;
}

static skt_status read_article(skt_report *out, skt_source *source, const skt_item *item)
{
    const skt_str *values = item->values.values;
    skt_str body;
    skt_status status = plain(&out->title, source, values[SKT_KEY_TITLE], item->lasting);
    if (status == SKT_OK) {
        status = plain(&body, source, values[SKT_KEY_TEXT], item->lasting);
    }
    if (status == SKT_OK) {
        status = join_text(out, source, body);
    }
    return status == SKT_OK && out->text.len == 0 ? SKT_E_INPUT : status;
}

static double read_degrees(skt_str text, double most)
{
    char digits[32];
    const skt_str cut = skt_str_cut(text, sizeof digits - 1);
    if (cut.len == 0 || cut.len < text.len) {
        return (double)NAN;
    }
    memcpy(digits, cut.ptr, cut.len);
    digits[cut.len] = '\0';
    char *end;
    const double value = strtod(digits, &end);
    return *end == '\0' && value >= -most && value <= most ? value : (double)NAN;
}

static skt_status read_incident(skt_report *out, skt_source *source, const skt_item *item)
{
    const skt_str *values = item->values.values;
    skt_record *record = skt_arena_alloc(&source->arena, sizeof *record);
    if (record == NULL) {
        return SKT_E_NOMEM;
    }
    *record = (skt_record){.outcome = values[SKT_KEY_OUTCOME],
                           .count = values[SKT_KEY_COUNT],
                           .low = values[SKT_KEY_LOW],
                           .high = values[SKT_KEY_HIGH],
                           .bound = values[SKT_KEY_BOUND],
                           .place = values[SKT_KEY_PLACE],
                           .region = values[SKT_KEY_REGION],
                           .country = values[SKT_KEY_COUNTRY],
                           .source = values[SKT_KEY_SOURCE],
                           .lat = read_degrees(values[SKT_KEY_LAT], 90),
                           .lon = read_degrees(values[SKT_KEY_LON], 180)};
    if (record->outcome.len == 0) {
        return SKT_E_INPUT;
    }
    skt_str *const words[] = {&record->outcome, &record->count,   &record->low,
                              &record->high,    &record->bound,   &record->place,
                              &record->region,  &record->country, &record->source};
    skt_status status = skt_arena_str(&out->text, &source->arena, item->raw);
    for (size_t i = 0; status == SKT_OK && i < sizeof words / sizeof *words; i++) {
        status = skt_arena_str(words[i], &source->arena, skt_str_cut(*words[i], LONGEST_FIELD));
    }
    const skt_str day = values[SKT_KEY_DATE];
    if (status == SKT_OK) {
        status = read_day(&record->date, source, item, day);
    }
    record->date = day.len == 0 ? out->published : record->date;
    out->record = record;
    return status;
}

/* A link, of a body as seen from where that was found. */
static skt_status read_url(skt_str *out, skt_source *source, skt_str value)
{
    skt_str link = value;
    skt_status status = SKT_OK;
    if (source->body != NULL && value.len > 0) {
        status =
            skt_link_resolve(&link, &source->arena, skt_str_from(source->body->address), value);
    }
    return status == SKT_OK ? skt_arena_str(out, &source->arena, link) : status;
}

skt_status skt_item_report(skt_report *out, skt_source *source, const skt_item *item)
{
    const skt_str *values = item->values.values;
    const skt_str publisher = values[SKT_KEY_PUBLISHER];
    const skt_str lang = values[SKT_KEY_LANG];
    *out = (skt_report){.doc = skt_str_from(source->doc)};
    skt_status status =
        plain(&out->publisher, source, publisher.len > 0 ? publisher : item->publisher, false);
    if (status == SKT_OK) {
        status = read_url(&out->url, source, values[SKT_KEY_URL]);
    }
    if (status == SKT_OK) {
        status = skt_lang_of(&out->lang, &source->arena, lang.len > 0 ? lang : item->lang);
    }
    if (status == SKT_OK) {
        status = read_day(&out->published, source, item, values[SKT_KEY_PUBLISHED]);
        out->published_at = skt_date_instant(values[SKT_KEY_PUBLISHED]);
        out->updated_at = skt_date_instant(values[SKT_KEY_UPDATED]);
    }
    out->date_origin = out->published != SKT_NO_DAY ? item->origin : SKT_DATE_NONE;
    if (status == SKT_OK) {
        status = name_item(out, source, item);
    }
    if (status == SKT_OK) {
        status = item->shape == SKT_ITEM_INCIDENT ? read_incident(out, source, item)
                                                  : read_article(out, source, item);
    }
    /* Rows that were taken from one page are what one report says. */
    return status == SKT_OK && out->record != NULL && out->url.len > 0
               ? skt_arena_format(&out->id, &source->arena, "%016" PRIx64,
                                  skt_hash(SKT_HASH_SEED, out->url))
               : status;
}
