/* Areas: filled by density, hatched where the figure is not all, a circle whose area follows
 * the number at a point inside, and the number on it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/json.h"
#include "core/vec.h"
#include "export/style_parts.h"
#include "export/xml.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ------------------------------------------------------- what areas show */

/* The figure that an areas layer shows: the first of these that any of its records has. In the
 * patterns `open` is of rows with a number that is a lower bound, `without` of rows where an
 * outcome was reported without a number or is withheld. */
typedef struct theme {
    unsigned outcomes; /* mask: their best estimates are added */
    const char *label;
    const char *count, *density, *open, *without, *withheld;
} theme;

#define NAMED_IN(field, names) "regexp_match(coalesce({" field "}, ''), '" names "') > 0"
#define WITHOUT(names) NAMED_IN("unnumbered", names) " OR " NAMED_IN("withheld", names)
#define ONE(outcome, name)                                                                         \
    {                                                                                              \
        1u << (outcome), name, "{" name "}", "{" name "} / {area_km2} * 10000",                    \
            "{" name "_high} IS NULL OR " WITHOUT(name), WITHOUT(name), NAMED_IN("withheld", name) \
    }

static const theme themes[] = {
    {1u << SKT_INTERCEPTED | 1u << SKT_IMPACTED, "intercepted and impacted",
     "CASE WHEN coalesce({intercepted}, {impacted}) IS NOT NULL THEN coalesce({intercepted}, 0) + "
     "coalesce({impacted}, 0) END",
     "{per_10k}",
     "({intercepted} IS NOT NULL AND {intercepted_high} IS NULL) OR ({impacted} IS NOT NULL AND "
     "{impacted_high} IS NULL) OR " WITHOUT("intercepted|impacted"),
     WITHOUT("intercepted|impacted"), NAMED_IN("withheld", "intercepted|impacted")},
    ONE(SKT_LAUNCHED, "launched"),
    ONE(SKT_SIGHTED, "sighted"),
    ONE(SKT_LOST, "lost"),
};

/* The number of drones of `shown` in a record, or SKT_NULL. */
static skt_number count_of(const skt_tally_record *record, const theme *shown)
{
    skt_number sum = SKT_NULL;
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const skt_number best = record->cells[i].best;
        if ((shown->outcomes & 1u << i) != 0 && best != SKT_NULL) {
            sum = sum == SKT_NULL ? best : sum + best;
        }
    }
    return sum;
}

/* Whether one of the outcomes of `shown` is among `names`. */
static bool named_in(skt_str names, const theme *shown)
{
    skt_str name;
    while (skt_str_split(&name, &names, ' ')) {
        for (int i = 0; i < SKT_OUTCOMES; i++) {
            if ((shown->outcomes & 1u << i) != 0 &&
                skt_str_is(name, skt_outcome_name((skt_outcome)i))) {
                return true;
            }
        }
    }
    return false;
}

static bool is_open(const skt_tally_record *record, const theme *shown)
{
    bool open = named_in(record->unnumbered, shown) || named_in(record->withheld, shown);
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const skt_tally_cell *cell = &record->cells[i];
        open |=
            (shown->outcomes & 1u << i) != 0 && cell->best != SKT_NULL && cell->high == SKT_NULL;
    }
    return open;
}

/* -------------------------------------------------------------------- rules */

/* What there is beside the classes; the legend has only what occurs. */
typedef enum special { NO_AREA, OPEN, WITHHELD, UNNUMBERED, NOTHING, CIRCLES, SPECIALS } special;

enum { CLASSES = 5 };

/* What one layer shows. */
typedef struct survey {
    const theme *shown;
    double greatest; /* number of drones */
    double breaks[CLASSES - 1];
    size_t n_breaks;
    bool has_class, has[SPECIALS];
} survey;

typedef SKT_VEC(double) numbers;

static void look_at(survey *out, const skt_tally_record *record)
{
    const skt_number count = count_of(record, out->shown);
    if (count != SKT_NULL) {
        out->greatest = fmax(out->greatest, (double)count);
        out->has[CIRCLES] = true;
        out->has[OPEN] |= is_open(record, out->shown);
        out->has_class |= record->area_km2 > 0;
        out->has[NO_AREA] |= !(record->area_km2 > 0);
    } else if (named_in(record->withheld, out->shown)) {
        out->has[WITHHELD] = true;
    } else {
        out->has[named_in(record->unnumbered, out->shown) ? UNNUMBERED : NOTHING] = true;
    }
}

/* Drones per 10 000 km2 of the records on the map. */
static bool densities(numbers *out, survey *seen, const skt_layer *layer)
{
    skt_vec_clear(out);
    for (size_t i = 0; i < layer->n_records; i++) {
        const skt_tally_record *record = skt_layer_record(layer, i);
        if (skt_shape_is_null(&layer->shapes[i])) {
            continue;
        }
        look_at(seen, record);
        const skt_number count = count_of(record, seen->shown);
        if (count != SKT_NULL && record->area_km2 > 0 &&
            !skt_vec_push(out, (double)count / record->area_km2 * 10000.0)) {
            return false;
        }
    }
    return true;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The nearest of 1, 2 and 5 times a power of ten at or below `value`. */
static double round_down(double value)
{
    const double power = pow(10.0, floor(log10(value)));
    const double lead = value / power;
    return (lead >= 5.0 ? 5.0 : lead >= 2.0 ? 2.0 : 1.0) * power;
}

/* Lower ends of the classes after the first, at quantiles, rounded to numbers
 * that people read. Classes that fall together are one; per_10k has three decimals. */
static void find_breaks(survey *out, numbers *values)
{
    if (values->count == 0) {
        return;
    }
    qsort(values->items, values->count, sizeof *values->items, by_value);
    for (size_t i = 1; i < CLASSES; i++) {
        const double value = values->items[values->count * i / CLASSES];
        const double at = value > 0.001 ? round_down(value) : 0.0;
        if (at > values->items[0] && (out->n_breaks == 0 || at > out->breaks[out->n_breaks - 1])) {
            out->breaks[out->n_breaks++] = at;
        }
    }
}

static bool survey_make(survey *out, const skt_layer *layer)
{
    numbers values = {0};
    bool good = true;
    for (size_t i = 0; i < COUNT(themes) && good; i++) {
        *out = (survey){.shown = &themes[i]};
        good = densities(&values, out, layer);
        if (out->has[CIRCLES]) {
            break;
        }
    }
    if (!out->has[CIRCLES]) { /* no number of any kind */
        *out = (survey){.shown = &themes[0]};
        good = good && densities(&values, out, layer);
    }
    find_breaks(out, &values);
    skt_vec_dispose(&values);
    return good;
}

/* ------------------------------------------------------------------ renderer */

/* Adds one rule; `symbol` is its number, or NULL for a heading. `open` leaves the element open. */
static void add_rule(skt_buf *out, const char *key, const size_t *symbol, const char *filter,
                     const char *label, const skt_styled *styled)
{
    skt_buf expression = SKT_BUF_INIT;
    skt_style_expand(&expression, filter, styled);
    skt_buf_format(out, "<rule key=\"{skytally-%s}\" label=\"", key);
    skt_xml_add(out, skt_str_from(label));
    if (expression.len > 0) {
        skt_buf_add_text(out, "\" filter=\"");
        skt_xml_add(out, skt_buf_str(&expression));
    }
    if (symbol != NULL) {
        skt_buf_format(out, "\" symbol=\"%zu", *symbol);
    }
    skt_buf_add_text(out, symbol == NULL ? "\">\n" : "\"/>\n");
    out->failed |= expression.failed;
    skt_buf_dispose(&expression);
}

/* Class `index` of n_breaks + 1: from its break to the next. */
static void add_class(skt_buf *out, const survey *seen, size_t index, const skt_styled *styled)
{
    skt_buf filter = SKT_BUF_INIT;
    skt_buf label = SKT_BUF_INIT;
    const bool last = index == seen->n_breaks;
    const double from = index == 0 ? 0.0 : seen->breaks[index - 1];
    skt_buf_format(&filter, "%s >= ", seen->shown->density);
    skt_buf_add_real(&filter, from, 6);
    if (!last) {
        skt_buf_format(&filter, " AND %s < ", seen->shown->density);
        skt_buf_add_real(&filter, seen->breaks[index], 6);
    }
    if (index > 0) {
        skt_buf_add_real(&label, from, 6);
    }
    skt_buf_add_text(&label, last && index == 0 ? "any"
                             : last             ? " and more"
                             : index == 0       ? "under "
                                                : " to under ");
    if (!last) {
        skt_buf_add_real(&label, seen->breaks[index], 6);
    }
    char key[32];
    (void)snprintf(key, sizeof key, "class-%zu", index);
    add_rule(out, key, &index, skt_buf_str(&filter).ptr, skt_buf_str(&label).ptr, styled);
    out->failed |= filter.failed || label.failed;
    skt_buf_dispose(&filter);
    skt_buf_dispose(&label);
}

static const struct {
    const char *key, *label;
} specials[SPECIALS] = {
    [NO_AREA] = {"no-area", "a number, and no area to divide by (seas)"},
    [OPEN] = {"lower-bound", "hatched: at least so many"},
    [WITHHELD] = {"withheld", "crossed: the number is withheld"},
    [UNNUMBERED] = {"unnumbered", "hatched: reported without a number"},
    [NOTHING] = {"nothing", "nothing of this reported"},
    [CIRCLES] = {"circle", "number of drones; the largest circle: "},
};

static void add_special(skt_buf *out, special kind, const survey *seen, size_t symbol,
                        const skt_styled *styled)
{
    const theme *shown = seen->shown;
    skt_buf filter = SKT_BUF_INIT;
    skt_buf label = SKT_BUF_INIT;
    skt_buf_add_text(&label, specials[kind].label);
    switch (kind) {
    case NO_AREA:
        skt_buf_format(&filter, "(%s) IS NOT NULL AND coalesce({area_km2}, 0) <= 0", shown->count);
        break;
    case OPEN:
        skt_buf_format(&filter, "(%s) IS NOT NULL AND (%s)", shown->count, shown->open);
        break;
    case WITHHELD:
        skt_buf_format(&filter, "(%s) IS NULL AND %s", shown->count, shown->withheld);
        break;
    case UNNUMBERED:
        skt_buf_format(&filter, "(%s) IS NULL AND NOT (%s) AND (%s)", shown->count, shown->withheld,
                       shown->without);
        break;
    case CIRCLES:
        skt_buf_format(&filter, "(%s) IS NOT NULL", shown->count);
        skt_buf_format(&label, "%.0f", seen->greatest);
        break;
    case NOTHING:
    case SPECIALS:
        skt_buf_format(&filter, "(%s) IS NULL AND NOT (%s)", shown->count, shown->without);
        break;
    }
    add_rule(out, specials[kind].key, &symbol, skt_buf_str(&filter).ptr, skt_buf_str(&label).ptr,
             styled);
    out->failed |= filter.failed || label.failed;
    skt_buf_dispose(&filter);
    skt_buf_dispose(&label);
}

/* Colours of the classes: YlOrRd by C. Brewer, fit for the colour-blind and for print. Few
 * classes take colours from the whole ramp. */
static const char *class_colour(size_t index, size_t n_breaks)
{
    static const char *const ramp[CLASSES] = {"255,255,178,210", "254,204,92,210", "253,141,60,210",
                                              "240,59,32,210", "189,0,38,210"};
    return ramp[n_breaks == 0 ? CLASSES / 2 - 1 : index * (CLASSES - 1) / n_breaks];
}

/* Diameter in millimetres for a number: its area, not its diameter, follows the number. */
static void circle_size(skt_buf *out, const survey *seen, const skt_styled *styled)
{
    skt_buf pattern = SKT_BUF_INIT;
    skt_buf_format(&pattern, "max(2, 13 * sqrt(coalesce(%s, 0) / %.0f.0))", seen->shown->count,
                   fmax(seen->greatest, 1.0));
    skt_style_expand(out, skt_buf_str(&pattern).ptr, styled);
    out->failed |= pattern.failed;
    skt_buf_dispose(&pattern);
}

static void add_special_symbol(skt_buf *out, special kind, const char *name, const char *size)
{
    static const char *const crossed[] = {"45", "135"};
    static const char grey[] = "225,225,225,190";
    const skt_symbol_circle circle = {.fill = "255,255,255,150",
                                      .outline = "50,50,50,230",
                                      .width = "0.3",
                                      .style = "solid",
                                      .size = "4",
                                      .size_of = size};
    switch (kind) {
    case NO_AREA: skt_symbol_add_area(out, name, "198,219,239,210"); break;
    case OPEN: skt_symbol_add_hatch(out, name, NULL, crossed, 1); break;
    case WITHHELD: skt_symbol_add_hatch(out, name, grey, crossed, 2); break;
    case UNNUMBERED: skt_symbol_add_hatch(out, name, grey, crossed + 1, 1); break;
    case CIRCLES: skt_symbol_add_area_circle(out, name, &circle); break;
    case NOTHING:
    case SPECIALS: skt_symbol_add_area(out, name, "255,255,255,90"); break;
    }
}

static void add_rules(skt_buf *out, const survey *seen, const skt_styled *styled)
{
    if (seen->has_class) {
        skt_buf heading = SKT_BUF_INIT;
        skt_buf_format(&heading, "%s, per 10 000 km²", seen->shown->label);
        add_rule(out, "density", NULL, "", skt_buf_str(&heading).ptr, styled);
        for (size_t i = 0; i <= seen->n_breaks; i++) {
            add_class(out, seen, i, styled);
        }
        skt_buf_add_text(out, "</rule>\n");
        out->failed |= heading.failed;
        skt_buf_dispose(&heading);
    }
    for (int i = 0; i < SPECIALS; i++) {
        if (seen->has[i]) {
            add_special(out, (special)i, seen, CLASSES + (size_t)i, styled);
        }
    }
}

/* Classes are rules and not a graduated renderer, which would not draw an area without a
 * number and could not hatch one. */
static void add_renderer(skt_buf *out, const survey *seen, const char *size,
                         const skt_styled *styled)
{
    char name[24];
    skt_buf_add_text(out, "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" "
                          "enableorderby=\"0\" forceraster=\"0\" referencescale=\"-1\">\n"
                          "<rules key=\"{skytally}\">\n");
    add_rules(out, seen, styled);
    skt_buf_add_text(out, "</rules>\n<symbols>\n");
    for (size_t i = 0; i <= seen->n_breaks && seen->has_class; i++) {
        (void)snprintf(name, sizeof name, "%zu", i);
        skt_symbol_add_area(out, name, class_colour(i, seen->n_breaks));
    }
    for (int i = 0; i < SPECIALS; i++) {
        (void)snprintf(name, sizeof name, "%d", CLASSES + i);
        if (seen->has[i]) {
            add_special_symbol(out, (special)i, name, size);
        }
    }
    skt_buf_add_text(out, "</symbols>\n</renderer-v2>\n");
}

static void add_labels(skt_buf *out, const survey *seen, const char *size, const skt_styled *styled)
{
    const theme *shown = seen->shown;
    skt_buf number = SKT_BUF_INIT;
    skt_buf counted = SKT_BUF_INIT;
    skt_buf priority = SKT_BUF_INIT;
    skt_buf below = SKT_BUF_INIT;
    skt_buf_format(&counted, "(%s) IS NOT NULL", shown->count);
    skt_buf_format(&number, "CASE WHEN %s THEN '≥' ELSE '' END || (%s)", shown->open, shown->count);
    skt_buf_format(&priority, "5 + 5 * (%s) / 13", size);
    skt_buf_format(&below, "CASE WHEN (%s) IS NULL THEN -1.5 ELSE 0.3 + max(3.4, %s) / 2 END",
                   shown->count, size);
    const skt_style_label labels[] = {
        {.text = skt_buf_str(&number).ptr,
         .filter = skt_buf_str(&counted).ptr,
         .size = "8.5",
         .colour = "0,0,0",
         .bold = true,
         .in_area = true,
         .priority = skt_buf_str(&priority).ptr},
        {.text = "coalesce({region}, {country})",
         .filter = "",
         .size = "7.5",
         .colour = "50,50,50",
         .in_area = true,
         .below = skt_buf_str(&below).ptr,
         .priority = "3",
         .largest_scale = 12000000},
    };
    skt_style_add_labels(out, labels, COUNT(labels), styled);
    out->failed |= number.failed || counted.failed || priority.failed || below.failed;
    skt_buf_dispose(&number);
    skt_buf_dispose(&counted);
    skt_buf_dispose(&priority);
    skt_buf_dispose(&below);
}

void skt_style_add_areas(skt_buf *out, const skt_styled *styled)
{
    survey seen;
    skt_buf size = SKT_BUF_INIT;
    out->failed |= !survey_make(&seen, styled->layer);
    circle_size(&size, &seen, styled);
    add_renderer(out, &seen, skt_buf_str(&size).ptr, styled);
    add_labels(out, &seen, skt_buf_str(&size).ptr, styled);
    out->failed |= size.failed;
    skt_buf_dispose(&size);
}
