/* The words of time in Ukrainian, folded: "й" is "и", "ї" is "і", no apostrophes. */
#include "claims/when_terms.h"

/* clang-format off */
static const skt_term_row rows[] = {
    /* months */
    {"січень|січня|січні", SKT_TERM_MONTH, 0, 1, NULL},
    {"лютии|лютого|лютому", SKT_TERM_MONTH, 0, 2, NULL},
    {"березень|березня|березні", SKT_TERM_MONTH, 0, 3, NULL},
    {"квітень|квітня|квітні", SKT_TERM_MONTH, 0, 4, NULL},
    {"травень|травня|травні", SKT_TERM_MONTH, 0, 5, NULL},
    {"червень|червня|червні", SKT_TERM_MONTH, 0, 6, NULL},
    {"липень|липня|липні", SKT_TERM_MONTH, 0, 7, NULL},
    {"серпень|серпня|серпні", SKT_TERM_MONTH, 0, 8, NULL},
    {"вересень|вересня|вересні", SKT_TERM_MONTH, 0, 9, NULL},
    {"жовтень|жовтня|жовтні", SKT_TERM_MONTH, 0, 10, NULL},
    {"листопад|листопада|листопаді", SKT_TERM_MONTH, 0, 11, NULL},
    {"грудень|грудня|грудні", SKT_TERM_MONTH, 0, 12, NULL},

    /* weekdays */
    {"понеділок|понеділка|понеділку", SKT_TERM_WEEKDAY, 0, 0, NULL},
    {"вівторок|вівторка|вівторку", SKT_TERM_WEEKDAY, 0, 1, NULL},
    {"середа|середу|середи|середі", SKT_TERM_WEEKDAY, 0, 2, NULL},
    {"четвер|четверга|четвергу", SKT_TERM_WEEKDAY, 0, 3, NULL},
    {"пятниця|пятницю|пятниці", SKT_TERM_WEEKDAY, 0, 4, NULL},
    {"субота|суботу|суботи|суботі", SKT_TERM_WEEKDAY, 0, 5, NULL},
    {"неділя|неділю|неділі", SKT_TERM_WEEKDAY, 0, 6, NULL},

    /* days told from the day of publication */
    {"сьогодні", SKT_TERM_REL_DAY, 0, 0, NULL},
    {"вчора|учора|напередодні", SKT_TERM_REL_DAY, 0, -1, NULL},
    {"позавчора", SKT_TERM_REL_DAY, 0, -2, NULL},
    {"завтра", SKT_TERM_REL_DAY, 0, 1, NULL},

    /* parts of the day */
    {"рано вранці|раннім ранком|удосвіта|вдосвіта|під ранок|після опівночі",
     SKT_TERM_PART, 0, SKT_PART_SMALL_HOURS, NULL},
    {"до світанку|перед світанком", SKT_TERM_PART, 0, SKT_PART_BEFORE_DAWN, NULL},
    {"світанок|на світанку", SKT_TERM_PART, 0, SKT_PART_DAWN, NULL},
    {"ранок|ранку|вранці|уранці|зранку|ранкові години", SKT_TERM_PART, 0, SKT_PART_MORNING, NULL},
    {"вдень|удень|після полудня", SKT_TERM_PART, 0, SKT_PART_AFTERNOON, NULL},
    {"вечір|вечора|ввечері|увечері|звечора", SKT_TERM_PART, 0, SKT_PART_EVENING, NULL},
    {"пізно ввечері|пізно увечері", SKT_TERM_PART, 0, SKT_PART_LATE, NULL},
    {"ніч|ночі|вночі|уночі|протягом ночі", SKT_TERM_PART, 0, SKT_PART_NIGHT, NULL},
    {"за ніч|за минулу ніч", SKT_TERM_PART, 0, SKT_PART_OVERNIGHT, NULL},
    {"минулоі ночі|цієі ночі|сьогодні вночі|минулу ніч|цю ніч",
     SKT_TERM_THIS_PART, 0, SKT_PART_OVERNIGHT, NULL},

    /* turns */
    {"минулии|минула|минулу|минулого|минулоі|минулому", SKT_TERM_TURN, 0, SKT_TURN_LAST, NULL},
    {"останні|останню|останніи|останніх|минулі|минулих|попередню добу",
     SKT_TERM_TURN, 0, SKT_TURN_PAST, NULL},
    {"попередніи|попередня|попередню|попередньоі|попереднього",
     SKT_TERM_TURN, 0, SKT_TURN_PREVIOUS, NULL},
    {"цеи|ця|цю|цього|цієі|цьому", SKT_TERM_TURN, 0, SKT_TURN_THIS, NULL},
    {"тои же|тои самии|тієі ж|того ж|тієі самоі|того самого|тіи же",
     SKT_TERM_TURN, 0, SKT_TURN_SAME, NULL},
    {"наступнии|наступна|наступну|наступного|наступноі",
     SKT_TERM_TURN, 0, SKT_TURN_FOLLOWING, NULL},
    {"на початку", SKT_TERM_TURN, 0, SKT_TURN_EARLY, NULL},
    {"середині|в середині|у середині", SKT_TERM_TURN, 0, SKT_TURN_MID, NULL},
    {"наприкінці|кінці", SKT_TERM_TURN, 0, SKT_TURN_LATE, NULL},

    /* counting days and longer */
    {"тому", SKT_TERM_AGO, 0, SKT_AGO_PUBLISHED, NULL},
    {"раніше|перед тим|до того", SKT_TERM_AGO, 0, SKT_AGO_BEFORE, NULL},
    {"по тому|пізніше|згодом", SKT_TERM_AGO, 0, SKT_AGO_LATER, NULL},
    {"хвилина|хвилини|хвилин|хвилину", SKT_TERM_UNIT, 0, SKT_UNIT_MINUTE, NULL},
    {"година|години|годин|годину", SKT_TERM_UNIT, 0, SKT_UNIT_HOUR, NULL},
    {"день|дня|днів|дні|доба|доби|добу|діб", SKT_TERM_UNIT, 0, SKT_UNIT_DAY, NULL},
    {"тиждень|тижня|тижнів|тижні", SKT_TERM_UNIT, 0, SKT_UNIT_WEEK, NULL},
    {"місяць|місяця|місяців|місяці", SKT_TERM_UNIT, 0, SKT_UNIT_MONTH, NULL},
    {"рік|року|років|роки|році|р", SKT_TERM_UNIT, 0, SKT_UNIT_YEAR, NULL},
    {"за добу|протягом доби|упродовж доби|за день", SKT_TERM_PAST_UNIT, 0, SKT_UNIT_DAY, NULL},
    {"за тиждень|упродовж тижня|протягом тижня", SKT_TERM_PAST_UNIT, 0, SKT_UNIT_WEEK, NULL},
    {"за місяць", SKT_TERM_PAST_UNIT, 0, SKT_UNIT_MONTH, NULL},
    {"за рік", SKT_TERM_PAST_UNIT, 0, SKT_UNIT_YEAR, NULL},

    /* small words */
    {"в|у|за|протягом|упродовж|впродовж|о|об",
     SKT_TERM_PREP, SKT_TERM_IN_SPAN, SKT_PREP_PLAIN, NULL},
    {"на|по|проти", SKT_TERM_PREP, 0, SKT_PREP_TO, NULL},
    {"і|и|та", SKT_TERM_PREP, 0, SKT_PREP_AND, NULL},
    {"з|із|зі|від", SKT_TERM_PREP, SKT_TERM_OR_SINCE, SKT_PREP_OPEN, NULL},
    {"між", SKT_TERM_PREP, 0, SKT_PREP_OPEN, NULL},
    {"починаючи з", SKT_TERM_PREP, 0, SKT_PREP_SINCE, NULL},
    {"до|аж до", SKT_TERM_PREP, 0, SKT_PREP_UNTIL, NULL},
    {"станом на", SKT_TERM_PREP, 0, SKT_PREP_BY, NULL},
    {"близько|приблизно|орієнтовно", SKT_TERM_PREP, 0, SKT_PREP_ABOUT, NULL},
    {"після", SKT_TERM_PREP, 0, SKT_PREP_AFTER, NULL},
    {"перед", SKT_TERM_PREP, 0, SKT_PREP_BEFORE, NULL},
    {"весь|всю|увесь|усю|усього|всього", SKT_TERM_PREP, 0, SKT_PREP_WHOLE, NULL},

    /* the clock */
    {"опівночі", SKT_TERM_HOUR, 0, 0, NULL},
    {"полудень|опівдні|полудня", SKT_TERM_HOUR, 0, 43200, NULL},

    /* zones */
    {"за киівським часом|за києвом|киівського часу", SKT_TERM_ZONE, 0, 0, "Europe/Kyiv"},
    {"за московським часом|мск", SKT_TERM_ZONE, 0, 0, "Europe/Moscow"},
    {"за місцевим часом|місцевого часу", SKT_TERM_ZONE, 0, 0, ""},
    {"за грінвічем|utc|gmt", SKT_TERM_ZONE, 0, 0, "Etc/UTC"},

    /* whole phrases that tell the period */
    {"з початку року|від початку року|з початку місяця|від початку місяця|з початку віини|"
     "від початку віини|з початку вторгнення|від початку вторгнення|"
     "з початку повномасштабного вторгнення|від початку повномасштабного вторгнення|"
     "цього року|цього місяця|цього тижня|відтоді",
     SKT_TERM_PERIOD, 0, SKT_CUMULATIVE, NULL},
    {"попередніи рекорд|минулого року|торік|минулого місяця|минулого тижня|"
     "раніше цього місяця|раніше цього року",
     SKT_TERM_PERIOD, 0, SKT_BACKGROUND, NULL},

    /* numbers */
    {"один|одна|одну", SKT_TERM_NUMBER, 0, 1, NULL},
    {"два|дві|двох", SKT_TERM_NUMBER, 0, 2, NULL},
    {"три|трьох", SKT_TERM_NUMBER, 0, 3, NULL},
    {"чотири|чотирьох", SKT_TERM_NUMBER, 0, 4, NULL},
    {"пять|пяти", SKT_TERM_NUMBER, 0, 5, NULL},
    {"шість|шести", SKT_TERM_NUMBER, 0, 6, NULL},
    {"сім|семи", SKT_TERM_NUMBER, 0, 7, NULL},
    {"вісім|восьми", SKT_TERM_NUMBER, 0, 8, NULL},
    {"девять|девяти", SKT_TERM_NUMBER, 0, 9, NULL},
    {"десять|десяти", SKT_TERM_NUMBER, 0, 10, NULL},
    {"кілька|кількох|декілька", SKT_TERM_NUMBER, 0, 0, NULL},
    {"першии|першу|першого", SKT_TERM_ORDINAL, 0, 1, NULL},
    {"другии|другу|другого", SKT_TERM_ORDINAL, 0, 2, NULL},
    {"третіи|третю|третього", SKT_TERM_ORDINAL, 0, 3, NULL},

    /* what tells about the expression beside it */
    {"сказав|сказала|заявив|заявила|заявили|повідомив|повідомила|повідомили|написав|"
     "написала|розповів|розповіла|зазначив|уточнив",
     SKT_TERM_SAY, 0, 0, NULL},
    {"фото|світлина|архів", SKT_TERM_CAPTION, 0, 0, NULL},
    {"дрон|дрона|дрони|дронів|бпла|безпілотник|безпілотника|безпілотники|безпілотників|"
     "шахед|шахеди|шахедів|атакували|атака|удар",
     SKT_TERM_ATTACK, 0, 0, NULL},
    {"річниця|річницю", SKT_TERM_RECALL, 0, 0, NULL},
};
/* clang-format on */

const skt_term_table skt_terms_uk = {"uk", rows, sizeof rows / sizeof rows[0]};
