/* What QGIS tells of a record: a tip at the pointer, a name in lists. */
#include "export/style_parts.h"
#include "export/xml.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A number with what is known of it: 46, 50 (45 to 55), at least 30. */
#define RANGE(best, low, high)                                                                     \
    "CASE WHEN {" best "} IS NULL THEN NULL WHEN {" high "} IS NULL THEN 'at least ' || "          \
    "coalesce({" low "}, {" best "}) WHEN {" low "} = {" high "} THEN to_string({" best "}) "      \
    "ELSE {" best "} || ' (' || {" low "} || ' to ' || {" high "} || ')' END"
/* Text of reports is no markup. */
#define PLAIN(text) "replace(replace(coalesce(" text ", ''), '&', '&amp;'), '<', '&lt;')"
#define DAY(field) "format_date({" field "}, 'yyyy-MM-dd')"
#define ROW(name)                                                                                  \
    "[% CASE WHEN {" name "} IS NOT NULL THEN '<tr><td>" name "</td><td><b>' || " RANGE(           \
        name, name "_low", name "_high") " || '</b></td></tr>' ELSE '' END %]"
#define LISTED(field, words)                                                                       \
    "[% CASE WHEN {" field "} <> '' THEN '" words ": ' || {" field "} || '<br>' ELSE '' END %]"

static const char *const incident_tip[] = {
    "<b>[% ",
    PLAIN("{place}"),
    " %]</b>, [% coalesce(",
    DAY("date"),
    ", 'no date') %]<br>\n<b>[% coalesce(",
    RANGE("best", "low", "high"),
    ", CASE WHEN {withheld} THEN 'number withheld' ELSE 'no number' END) %]</b> [% {outcome} %]",
    "<br>\n<i>[% ",
    PLAIN("{quote}"),
    " %]</i><br>\n[% ",
    PLAIN("coalesce({source}, {claimed_by})"),
    " %][% CASE WHEN {url} IS NOT NULL THEN '<br>' || ",
    PLAIN("{url}"),
    " ELSE '' END %]",
};

static const char *const area_tip[] = {
    "<b>[% ",
    PLAIN("coalesce({region}, {country})"),
    " %]</b>, [% ",
    DAY("date_from"),
    " || CASE WHEN {date_to} > {date_from} THEN ' to ' || ",
    DAY("date_to"),
    " ELSE '' END %]<table>\n",
    ROW("launched"),
    ROW("intercepted"),
    ROW("lost"),
    ROW("impacted"),
    ROW("sighted"),
    "</table>\n",
    LISTED("unnumbered", "without a number"),
    LISTED("withheld", "number withheld"),
    "[% 'incidents: ' || {incidents} || ', reports: ' || {reports} %]",
};

static const char *const incident_name[] = {
    "coalesce({place}, '?') || ', ' || coalesce(",
    DAY("date"),
    ", 'no date') || ', ' || {outcome} || coalesce(' ' || {best}, '')",
};
static const char *const area_name[] = {"coalesce({region}, {country}, {level})"};

static void add_element(skt_buf *out, const char *element, const char *const *parts, size_t count,
                        const skt_styled *styled)
{
    skt_buf text = SKT_BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        skt_style_expand(&text, parts[i], styled);
    }
    skt_buf_format(out, "<%s>", element);
    skt_xml_add(out, skt_buf_str(&text));
    skt_buf_format(out, "</%s>\n", element);
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}

void skt_style_add_tips(skt_buf *out, const skt_styled *styled)
{
    if (styled->layer->kind == SKT_LAYER_INCIDENTS) {
        add_element(out, "mapTip", incident_tip, COUNT(incident_tip), styled);
        add_element(out, "previewExpression", incident_name, COUNT(incident_name), styled);
    } else {
        add_element(out, "mapTip", area_tip, COUNT(area_tip), styled);
        add_element(out, "previewExpression", area_name, COUNT(area_name), styled);
    }
}
