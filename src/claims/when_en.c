/* The words of time in English. */
#include "claims/when_terms.h"

/* clang-format off */
static const skt_term_row rows[] = {
    /* months */
    {"january|jan", SKT_TERM_MONTH, 0, 1, NULL},
    {"february|feb", SKT_TERM_MONTH, 0, 2, NULL},
    {"march|mar", SKT_TERM_MONTH, SKT_TERM_CAPITAL, 3, NULL},
    {"april|apr", SKT_TERM_MONTH, 0, 4, NULL},
    {"may", SKT_TERM_MONTH, SKT_TERM_CAPITAL, 5, NULL},
    {"june|jun", SKT_TERM_MONTH, 0, 6, NULL},
    {"july|jul", SKT_TERM_MONTH, 0, 7, NULL},
    {"august|aug", SKT_TERM_MONTH, SKT_TERM_CAPITAL, 8, NULL},
    {"september|sept|sep", SKT_TERM_MONTH, 0, 9, NULL},
    {"october|oct", SKT_TERM_MONTH, 0, 10, NULL},
    {"november|nov", SKT_TERM_MONTH, 0, 11, NULL},
    {"december|dec", SKT_TERM_MONTH, SKT_TERM_CAPITAL, 12, NULL},

    /* weekdays */
    {"monday|mondays", SKT_TERM_WEEKDAY, 0, 0, NULL},
    {"tuesday|tuesdays", SKT_TERM_WEEKDAY, 0, 1, NULL},
    {"wednesday|wednesdays", SKT_TERM_WEEKDAY, 0, 2, NULL},
    {"thursday|thursdays", SKT_TERM_WEEKDAY, 0, 3, NULL},
    {"friday|fridays", SKT_TERM_WEEKDAY, 0, 4, NULL},
    {"saturday|saturdays", SKT_TERM_WEEKDAY, 0, 5, NULL},
    {"sunday|sundays", SKT_TERM_WEEKDAY, 0, 6, NULL},
    {"mon", SKT_TERM_WEEKDAY, SKT_TERM_CAPITAL | SKT_TERM_DATED, 0, NULL},
    {"tue|tues", SKT_TERM_WEEKDAY, SKT_TERM_CAPITAL | SKT_TERM_DATED, 1, NULL},
    {"wed|weds", SKT_TERM_WEEKDAY, SKT_TERM_CAPITAL | SKT_TERM_DATED, 2, NULL},
    {"thu|thur|thurs", SKT_TERM_WEEKDAY, SKT_TERM_CAPITAL | SKT_TERM_DATED, 3, NULL},
    {"fri", SKT_TERM_WEEKDAY, SKT_TERM_CAPITAL | SKT_TERM_DATED, 4, NULL},
    {"sat", SKT_TERM_WEEKDAY, SKT_TERM_CAPITAL | SKT_TERM_DATED, 5, NULL},
    {"sun", SKT_TERM_WEEKDAY, SKT_TERM_CAPITAL | SKT_TERM_DATED, 6, NULL},

    /* days with a name */
    {"christmas eve", SKT_TERM_FEAST, 0, 1224, NULL},
    {"christmas day|christmas morning|christmas night", SKT_TERM_FEAST, 0, 1225, NULL},
    {"boxing day", SKT_TERM_FEAST, 0, 1226, NULL},
    {"new years eve|new year s eve", SKT_TERM_FEAST, 0, 1231, NULL},
    {"new years day|new years morning|new year s day", SKT_TERM_FEAST, 0, 101, NULL},

    /* days told from the day of publication */
    {"today", SKT_TERM_REL_DAY, 0, 0, NULL},
    {"yesterday|yesterdays", SKT_TERM_REL_DAY, 0, -1, NULL},
    {"day before yesterday", SKT_TERM_REL_DAY, 0, -2, NULL},
    {"tomorrow|tomorrows", SKT_TERM_REL_DAY, 0, 1, NULL},
    {"over the weekend|at the weekend|during the weekend", SKT_TERM_WEEKEND, 0, 0, NULL},

    /* parts of the day */
    {"early hours|wee hours|small hours|early morning hours|pre dawn hours|predawn hours|"
     "hours before dawn|hours after midnight|early morning",
     SKT_TERM_PART, 0, SKT_PART_SMALL_HOURS, NULL},
    {"before dawn|before daybreak|before sunrise|before first light|predawn|pre dawn",
     SKT_TERM_PART, 0, SKT_PART_BEFORE_DAWN, NULL},
    {"dawn|daybreak|sunrise|first light", SKT_TERM_PART, 0, SKT_PART_DAWN, NULL},
    {"morning|mornings", SKT_TERM_PART, 0, SKT_PART_MORNING, NULL},
    {"afternoon|afternoons", SKT_TERM_PART, 0, SKT_PART_AFTERNOON, NULL},
    {"evening|evenings|nightfall|dusk|sunset", SKT_TERM_PART, 0, SKT_PART_EVENING, NULL},
    {"night|nights|night time|nighttime", SKT_TERM_PART, SKT_TERM_AFTER_DAY, SKT_PART_NIGHT, NULL},
    {"tonight", SKT_TERM_THIS_PART, 0, SKT_PART_EVENING, NULL},
    {"overnight", SKT_TERM_PART, 0, SKT_PART_OVERNIGHT, NULL},

    /* nights that are counted and not told of */
    {"one night|single night|any night|any previous night|every night|each night|a night|"
     "night after night|one day|single day",
     SKT_TERM_OTHER, 0, 0, NULL},

    /* turns */
    {"last", SKT_TERM_TURN, 0, SKT_TURN_LAST, NULL},
    {"past", SKT_TERM_TURN, 0, SKT_TURN_PAST, NULL},
    {"previous|preceding", SKT_TERM_TURN, 0, SKT_TURN_PREVIOUS, NULL},
    {"this", SKT_TERM_TURN, 0, SKT_TURN_THIS, NULL},
    {"same|that", SKT_TERM_TURN, 0, SKT_TURN_SAME, NULL},
    {"following", SKT_TERM_TURN, 0, SKT_TURN_FOLLOWING, NULL},
    {"next|coming|upcoming", SKT_TERM_TURN, 0, SKT_TURN_NEXT, NULL},
    {"early", SKT_TERM_TURN, 0, SKT_TURN_EARLY, NULL},
    {"mid|middle|end", SKT_TERM_TURN, 0, SKT_TURN_MID, NULL},
    {"late", SKT_TERM_TURN, 0, SKT_TURN_LATE, NULL},

    /* counting days and longer */
    {"ago", SKT_TERM_AGO, 0, SKT_AGO_PUBLISHED, NULL},
    {"earlier|previously|beforehand", SKT_TERM_AGO, 0, SKT_AGO_BEFORE, NULL},
    {"later|afterwards", SKT_TERM_AGO, 0, SKT_AGO_LATER, NULL},
    {"seconds|minute|minutes", SKT_TERM_UNIT, 0, SKT_UNIT_MINUTE, NULL},
    {"hour|hours|hrs|hr", SKT_TERM_UNIT, 0, SKT_UNIT_HOUR, NULL},
    {"day|days", SKT_TERM_UNIT, 0, SKT_UNIT_DAY, NULL},
    {"week|weeks", SKT_TERM_UNIT, 0, SKT_UNIT_WEEK, NULL},
    {"month|months", SKT_TERM_UNIT, 0, SKT_UNIT_MONTH, NULL},
    {"year|years|decade|decades", SKT_TERM_UNIT, 0, SKT_UNIT_YEAR, NULL},

    /* small words */
    {"on|at|during|throughout|over|across", SKT_TERM_PREP, 0, SKT_PREP_PLAIN, NULL},
    {"in", SKT_TERM_PREP, SKT_TERM_IN_SPAN, SKT_PREP_PLAIN, NULL},
    {"in the course of|in the month of|for the month of", SKT_TERM_PREP, SKT_TERM_IN_SPAN,
     SKT_PREP_PLAIN, NULL},
    {"of", SKT_TERM_PREP, 0, SKT_PREP_OF, NULL},
    {"to|into|through|thru", SKT_TERM_PREP, 0, SKT_PREP_TO, NULL},
    {"and", SKT_TERM_PREP, 0, SKT_PREP_AND, NULL},
    {"from|between|covering", SKT_TERM_PREP, 0, SKT_PREP_OPEN, NULL},
    {"since|ever since", SKT_TERM_PREP, 0, SKT_PREP_SINCE, NULL},
    {"until|till|til|up to|up until", SKT_TERM_PREP, 0, SKT_PREP_UNTIL, NULL},
    {"by|as of|as at", SKT_TERM_PREP, 0, SKT_PREP_BY, NULL},
    {"about|around|approximately|roughly|circa|some|nearly|almost|shortly|just|soon|exactly",
     SKT_TERM_PREP, 0, SKT_PREP_ABOUT, NULL},
    {"before", SKT_TERM_PREP, 0, SKT_PREP_BEFORE, NULL},
    {"after", SKT_TERM_PREP, 0, SKT_PREP_AFTER, NULL},
    {"the", SKT_TERM_PREP, 0, SKT_PREP_ARTICLE, NULL},
    {"a|an|per|each|every", SKT_TERM_PREP, 0, SKT_PREP_A, NULL},
    {"for|within", SKT_TERM_PREP, 0, SKT_PREP_FOR, NULL},
    {"all|all of|whole|whole of|entire", SKT_TERM_PREP, 0, SKT_PREP_WHOLE, NULL},

    /* the clock */
    {"midnight", SKT_TERM_HOUR, 0, 0, NULL},
    {"noon|midday|mid day", SKT_TERM_HOUR, 0, 43200, NULL},
    {"half past", SKT_TERM_PAST, 0, 1800, NULL},
    {"quarter past", SKT_TERM_PAST, 0, 900, NULL},
    {"quarter to", SKT_TERM_PAST, 0, -900, NULL},
    {"a.m.|am|a.m", SKT_TERM_MERIDIEM, 0, 0, NULL},
    {"p.m.|pm|p.m", SKT_TERM_MERIDIEM, 0, 43200, NULL},
    {"oclock", SKT_TERM_OCLOCK, 0, 0, NULL},

    /* zones */
    {"local time", SKT_TERM_ZONE, 0, 0, ""},
    {"gmt|utc|greenwich mean time", SKT_TERM_ZONE, 0, 0, "Etc/UTC"},
    {"moscow time|msk", SKT_TERM_ZONE, 0, 0, "Europe/Moscow"},
    {"kyiv time|kiev time|ukrainian time|ukraine time", SKT_TERM_ZONE, 0, 0, "Europe/Kyiv"},
    {"samara time", SKT_TERM_ZONE, 0, 0, "Europe/Samara"},
    {"minsk time", SKT_TERM_ZONE, 0, 0, "Europe/Minsk"},
    {"chisinau time", SKT_TERM_ZONE, 0, 0, "Europe/Chisinau"},
    {"bucharest time|romanian time", SKT_TERM_ZONE, 0, 0, "Europe/Bucharest"},
    {"warsaw time|polish time", SKT_TERM_ZONE, 0, 0, "Europe/Warsaw"},
    {"vilnius time", SKT_TERM_ZONE, 0, 0, "Europe/Vilnius"},
    {"riga time", SKT_TERM_ZONE, 0, 0, "Europe/Riga"},
    {"tallinn time", SKT_TERM_ZONE, 0, 0, "Europe/Tallinn"},
    {"helsinki time", SKT_TERM_ZONE, 0, 0, "Europe/Helsinki"},
    {"copenhagen time", SKT_TERM_ZONE, 0, 0, "Europe/Copenhagen"},
    {"oslo time", SKT_TERM_ZONE, 0, 0, "Europe/Oslo"},
    {"london time|uk time|bst", SKT_TERM_ZONE, 0, 0, "Europe/London"},
    {"berlin time|central european time|cet|cest", SKT_TERM_ZONE, 0, 0, "Europe/Berlin"},
    {"istanbul time|turkish time", SKT_TERM_ZONE, 0, 0, "Europe/Istanbul"},
    {"tehran time|iran time", SKT_TERM_ZONE, 0, 0, "Asia/Tehran"},
    {"israel time|jerusalem time", SKT_TERM_ZONE, 0, 0, "Asia/Jerusalem"},
    {"beirut time|lebanon time", SKT_TERM_ZONE, 0, 0, "Asia/Beirut"},
    {"baghdad time|iraq time", SKT_TERM_ZONE, 0, 0, "Asia/Baghdad"},
    {"riyadh time|saudi time|sanaa time|yemen time", SKT_TERM_ZONE, 0, 0, "Asia/Riyadh"},
    {"dubai time|gulf standard time", SKT_TERM_ZONE, 0, 0, "Asia/Dubai"},
    {"baku time", SKT_TERM_ZONE, 0, 0, "Asia/Baku"},
    {"yerevan time", SKT_TERM_ZONE, 0, 0, "Asia/Yerevan"},
    {"khartoum time|sudan time", SKT_TERM_ZONE, 0, 0, "Africa/Khartoum"},
    {"indian standard time|delhi time", SKT_TERM_ZONE, 0, 0, "Asia/Kolkata"},
    {"pakistan standard time|islamabad time", SKT_TERM_ZONE, 0, 0, "Asia/Karachi"},

    /* whole phrases that tell the period */
    {"previous record|earlier record|old record|record before this one|record until then",
     SKT_TERM_PERIOD, 0, SKT_BACKGROUND, NULL},
    {"so far this year|so far this month|so far this week|year to date|to date|this year|"
     "this month|this week|this summer|this winter|this autumn|this spring|since then|"
     "since the start of the year|since the beginning of the year|since the war began|"
     "since the invasion|since the start of the war|since the beginning of the war|"
     "since the outbreak of the war|since the full scale invasion|month on month|"
     "reporting week|reporting month|single week|single month|in one week|in one month|"
     "in all that time",
     SKT_TERM_PERIOD, 0, SKT_CUMULATIVE, NULL},
    {"earlier this year|earlier this month|earlier this week|earlier this summer|"
     "earlier this winter|earlier this autumn|earlier this spring|early this month|"
     "early this year|early this week|late last month|late last year|late last week|"
     "early last month|early last year|earlier in the month|earlier in the year|"
     "earlier in the week|in recent weeks|in recent months|in recent days|"
     "in previous years|in recent years|spring of this year|summer of this year|"
     "autumn of this year|winter of this year|spring of last year|summer of last year|"
     "autumn of last year|winter of last year",
     SKT_TERM_PERIOD, 0, SKT_BACKGROUND, NULL},

    /* numbers */
    {"one", SKT_TERM_NUMBER, 0, 1, NULL}, {"two|couple of|pair of", SKT_TERM_NUMBER, 0, 2, NULL},
    {"three", SKT_TERM_NUMBER, 0, 3, NULL}, {"four", SKT_TERM_NUMBER, 0, 4, NULL},
    {"five", SKT_TERM_NUMBER, 0, 5, NULL}, {"six", SKT_TERM_NUMBER, 0, 6, NULL},
    {"seven", SKT_TERM_NUMBER, 0, 7, NULL}, {"eight", SKT_TERM_NUMBER, 0, 8, NULL},
    {"nine", SKT_TERM_NUMBER, 0, 9, NULL}, {"ten", SKT_TERM_NUMBER, 0, 10, NULL},
    {"eleven", SKT_TERM_NUMBER, 0, 11, NULL}, {"twelve", SKT_TERM_NUMBER, 0, 12, NULL},
    {"thirteen", SKT_TERM_NUMBER, 0, 13, NULL}, {"fourteen", SKT_TERM_NUMBER, 0, 14, NULL},
    {"fifteen", SKT_TERM_NUMBER, 0, 15, NULL}, {"sixteen", SKT_TERM_NUMBER, 0, 16, NULL},
    {"seventeen", SKT_TERM_NUMBER, 0, 17, NULL}, {"eighteen", SKT_TERM_NUMBER, 0, 18, NULL},
    {"nineteen", SKT_TERM_NUMBER, 0, 19, NULL}, {"twenty", SKT_TERM_NUMBER, 0, 20, NULL},
    {"twenty four", SKT_TERM_NUMBER, 0, 24, NULL}, {"thirty", SKT_TERM_NUMBER, 0, 30, NULL},
    {"forty eight", SKT_TERM_NUMBER, 0, 48, NULL}, {"hundred", SKT_TERM_NUMBER, 0, 100, NULL},
    {"several|few|many|some few|dozen", SKT_TERM_NUMBER, 0, 0, NULL},
    {"first", SKT_TERM_ORDINAL, 0, 1, NULL}, {"second", SKT_TERM_ORDINAL, 0, 2, NULL},
    {"third", SKT_TERM_ORDINAL, 0, 3, NULL}, {"fourth", SKT_TERM_ORDINAL, 0, 4, NULL},
    {"fifth", SKT_TERM_ORDINAL, 0, 5, NULL}, {"sixth", SKT_TERM_ORDINAL, 0, 6, NULL},
    {"seventh", SKT_TERM_ORDINAL, 0, 7, NULL}, {"eighth", SKT_TERM_ORDINAL, 0, 8, NULL},
    {"ninth", SKT_TERM_ORDINAL, 0, 9, NULL}, {"tenth", SKT_TERM_ORDINAL, 0, 10, NULL},
    {"eleventh", SKT_TERM_ORDINAL, 0, 11, NULL}, {"twelfth", SKT_TERM_ORDINAL, 0, 12, NULL},
    {"thirteenth", SKT_TERM_ORDINAL, 0, 13, NULL}, {"fourteenth", SKT_TERM_ORDINAL, 0, 14, NULL},
    {"fifteenth", SKT_TERM_ORDINAL, 0, 15, NULL}, {"sixteenth", SKT_TERM_ORDINAL, 0, 16, NULL},
    {"seventeenth", SKT_TERM_ORDINAL, 0, 17, NULL}, {"eighteenth", SKT_TERM_ORDINAL, 0, 18, NULL},
    {"nineteenth", SKT_TERM_ORDINAL, 0, 19, NULL}, {"twentieth", SKT_TERM_ORDINAL, 0, 20, NULL},
    {"twenty first", SKT_TERM_ORDINAL, 0, 21, NULL},
    {"twenty second", SKT_TERM_ORDINAL, 0, 22, NULL},
    {"twenty third", SKT_TERM_ORDINAL, 0, 23, NULL},
    {"twenty fourth", SKT_TERM_ORDINAL, 0, 24, NULL},
    {"twenty fifth", SKT_TERM_ORDINAL, 0, 25, NULL},
    {"twenty sixth", SKT_TERM_ORDINAL, 0, 26, NULL},
    {"twenty seventh", SKT_TERM_ORDINAL, 0, 27, NULL},
    {"twenty eighth", SKT_TERM_ORDINAL, 0, 28, NULL},
    {"twenty ninth", SKT_TERM_ORDINAL, 0, 29, NULL},
    {"thirtieth", SKT_TERM_ORDINAL, 0, 30, NULL},
    {"thirty first", SKT_TERM_ORDINAL, 0, 31, NULL},

    /* what tells about the expression beside it */
    {"alert began|alert started|alarm began|alarm started|raid began|raid started|attack began|"
     "attack started|assault began|assault started|night began|alarm was raised|"
     "alert was declared|alert was sounded",
     SKT_TERM_OTHER, 0, 0, NULL}, /* of one night, not something long */
    {"began|begin|begun|started|start|beginning|broke out|erupted|outbreak|onset|launch of|"
     "invasion|war|collapse|invaded",
     SKT_TERM_START, 0, 0, NULL},
    {"said|says|say|told|wrote|reported|announced|added|confirmed|stated|posted|according to|"
     "statement|officials|spokesman|spokeswoman|spokesperson",
     SKT_TERM_SAY, 0, 0, NULL},
    {"summary|bulletin|digest|roundup|round up|update|briefing|communique|press release|post|"
     "posts|message|messages|dispatch",
     SKT_TERM_ISSUE, 0, 0, NULL},
    {"photo|photograph|picture|pictured|image|file|handout|epa|getty|shutterstock|screenshot|"
     "twitter|caption",
     SKT_TERM_CAPTION, 0, 0, NULL},
    {"drone|drones|uav|uavs|unmanned|shahed|shaheds|quadcopter|quadcopters|attacked|attack|"
     "attacks|raid|strike|strikes|struck|shot down",
     SKT_TERM_ATTACK, 0, 0, NULL},
    {"prior to|ahead of|anniversary of|in the wake of", SKT_TERM_RECALL, 0, 0, NULL},
};
/* clang-format on */

const skt_term_table skt_terms_en = {"en", rows, sizeof rows / sizeof rows[0]};
