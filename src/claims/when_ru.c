/* The words of time in Russian, folded: "й" is "и", "ё" is "е". */
#include "claims/when_terms.h"

/* clang-format off */
static const skt_term_row rows[] = {
    /* months */
    {"январь|января|январе|янв", SKT_TERM_MONTH, 0, 1, NULL},
    {"февраль|февраля|феврале|фев", SKT_TERM_MONTH, 0, 2, NULL},
    {"март|марта|марте", SKT_TERM_MONTH, 0, 3, NULL},
    {"апрель|апреля|апреле|апр", SKT_TERM_MONTH, 0, 4, NULL},
    {"маи|мая|мае", SKT_TERM_MONTH, 0, 5, NULL},
    {"июнь|июня|июне", SKT_TERM_MONTH, 0, 6, NULL},
    {"июль|июля|июле", SKT_TERM_MONTH, 0, 7, NULL},
    {"август|августа|августе|авг", SKT_TERM_MONTH, 0, 8, NULL},
    {"сентябрь|сентября|сентябре|сент", SKT_TERM_MONTH, 0, 9, NULL},
    {"октябрь|октября|октябре|окт", SKT_TERM_MONTH, 0, 10, NULL},
    {"ноябрь|ноября|ноябре|нояб", SKT_TERM_MONTH, 0, 11, NULL},
    {"декабрь|декабря|декабре|дек", SKT_TERM_MONTH, 0, 12, NULL},

    /* weekdays */
    {"понедельник|понедельника|понедельнику|понедельником", SKT_TERM_WEEKDAY, 0, 0, NULL},
    {"вторник|вторника|вторнику|вторником", SKT_TERM_WEEKDAY, 0, 1, NULL},
    {"среда|среду|среды|среде|средои", SKT_TERM_WEEKDAY, 0, 2, NULL},
    {"четверг|четверга|четвергу|четвергом", SKT_TERM_WEEKDAY, 0, 3, NULL},
    {"пятница|пятницу|пятницы|пятнице|пятницеи", SKT_TERM_WEEKDAY, 0, 4, NULL},
    {"суббота|субботу|субботы|субботе|субботои", SKT_TERM_WEEKDAY, 0, 5, NULL},
    {"воскресенье|воскресенья|воскресенью|воскресеньем", SKT_TERM_WEEKDAY, 0, 6, NULL},

    /* days told from the day of publication */
    {"сегодня", SKT_TERM_REL_DAY, 0, 0, NULL},
    {"вчера|накануне", SKT_TERM_REL_DAY, 0, -1, NULL},
    {"позавчера", SKT_TERM_REL_DAY, 0, -2, NULL},
    {"завтра", SKT_TERM_REL_DAY, 0, 1, NULL},

    /* parts of the day */
    {"раннее утро|ранним утром|рано утром|под утро|после полуночи|глубокои ночью",
     SKT_TERM_PART, 0, SKT_PART_SMALL_HOURS, NULL},
    {"до рассвета|перед рассветом", SKT_TERM_PART, 0, SKT_PART_BEFORE_DAWN, NULL},
    {"рассвет|на рассвете|с рассветом", SKT_TERM_PART, 0, SKT_PART_DAWN, NULL},
    {"утро|утром|утра|утренние часы", SKT_TERM_PART, 0, SKT_PART_MORNING, NULL},
    {"днем|дневное время|после полудня", SKT_TERM_PART, 0, SKT_PART_AFTERNOON, NULL},
    {"вечер|вечером|вечера|вечерние часы", SKT_TERM_PART, 0, SKT_PART_EVENING, NULL},
    {"поздно вечером|поздним вечером", SKT_TERM_PART, 0, SKT_PART_LATE, NULL},
    {"ночь|ночью|ночи|ночное время|течение ночи", SKT_TERM_PART, 0, SKT_PART_NIGHT, NULL},
    {"за ночь|за минувшую ночь|за прошедшую ночь", SKT_TERM_PART, 0, SKT_PART_OVERNIGHT, NULL},
    {"минувшеи ночью|прошлои ночью|прошедшеи ночью|этои ночью|нынешнеи ночью|"
     "сегодня ночью|минувшую ночь|прошлую ночь|эту ночь|прошедшую ночь|уходящеи ночью",
     SKT_TERM_THIS_PART, 0, SKT_PART_OVERNIGHT, NULL},

    /* turns */
    {"прошлыи|прошлая|прошлое|прошлого|прошлои|прошлую|прошлом|прошлым|минувшии|минувшая|"
     "минувшего|минувшеи|минувшую|минувшем|минувшее",
     SKT_TERM_TURN, 0, SKT_TURN_LAST, NULL},
    {"прошедшие|прошедшая|прошедшии|прошедшую|прошедших|прошедшее|последние|последнии|"
     "последнюю|последних|последнее|минувшие|минувших|истекшие|прошлые",
     SKT_TERM_TURN, 0, SKT_TURN_PAST, NULL},
    {"предыдущии|предыдущая|предыдущую|предыдущеи|предыдущего|предыдущем",
     SKT_TERM_TURN, 0, SKT_TURN_PREVIOUS, NULL},
    {"этот|эта|эту|этои|этого|этом|этим", SKT_TERM_TURN, 0, SKT_TURN_THIS, NULL},
    {"тот же|ту же|тои же|того же|том же|тем же", SKT_TERM_TURN, 0, SKT_TURN_SAME, NULL},
    {"следующии|следующая|следующую|следующеи|следующего|следующим",
     SKT_TERM_TURN, 0, SKT_TURN_FOLLOWING, NULL},
    {"будущии|будущая|будущую|будущеи|будущего", SKT_TERM_TURN, 0, SKT_TURN_NEXT, NULL},
    {"начале|начало", SKT_TERM_TURN, 0, SKT_TURN_EARLY, NULL},
    {"середине|середина|середины", SKT_TERM_TURN, 0, SKT_TURN_MID, NULL},
    {"конце|конец", SKT_TERM_TURN, 0, SKT_TURN_LATE, NULL},

    /* counting days and longer */
    {"назад", SKT_TERM_AGO, 0, SKT_AGO_PUBLISHED, NULL},
    {"ранее|раньше|до этого|до того", SKT_TERM_AGO, 0, SKT_AGO_BEFORE, NULL},
    {"спустя|позже", SKT_TERM_AGO, 0, SKT_AGO_LATER, NULL},
    {"минута|минуты|минут|минуту", SKT_TERM_UNIT, 0, SKT_UNIT_MINUTE, NULL},
    {"час|часа|часов|часы", SKT_TERM_UNIT, 0, SKT_UNIT_HOUR, NULL},
    {"день|дня|днеи|дни|сутки|суток", SKT_TERM_UNIT, 0, SKT_UNIT_DAY, NULL},
    {"неделя|недели|неделю|недель|неделе", SKT_TERM_UNIT, 0, SKT_UNIT_WEEK, NULL},
    {"месяц|месяца|месяцев|месяцы|месяце", SKT_TERM_UNIT, 0, SKT_UNIT_MONTH, NULL},
    {"год|года|году|лет|годы|г", SKT_TERM_UNIT, 0, SKT_UNIT_YEAR, NULL},
    {"за сутки|за день|в течение суток", SKT_TERM_PAST_UNIT, 0, SKT_UNIT_DAY, NULL},
    {"за неделю", SKT_TERM_PAST_UNIT, 0, SKT_UNIT_WEEK, NULL},
    {"за месяц", SKT_TERM_PAST_UNIT, 0, SKT_UNIT_MONTH, NULL},
    {"за год", SKT_TERM_PAST_UNIT, 0, SKT_UNIT_YEAR, NULL},

    /* small words */
    {"в|во|за|в течение|на протяжении", SKT_TERM_PREP, SKT_TERM_IN_SPAN, SKT_PREP_PLAIN, NULL},
    {"на|по", SKT_TERM_PREP, 0, SKT_PREP_TO, NULL},
    {"и", SKT_TERM_PREP, 0, SKT_PREP_AND, NULL},
    {"с|со|от", SKT_TERM_PREP, SKT_TERM_OR_SINCE, SKT_PREP_OPEN, NULL},
    {"между|в период с|в период между", SKT_TERM_PREP, 0, SKT_PREP_OPEN, NULL},
    {"начиная с", SKT_TERM_PREP, 0, SKT_PREP_SINCE, NULL},
    {"до|вплоть до", SKT_TERM_PREP, 0, SKT_PREP_UNTIL, NULL},
    {"к|ко|по состоянию на", SKT_TERM_PREP, 0, SKT_PREP_BY, NULL},
    {"около|примерно|приблизительно|порядка", SKT_TERM_PREP, 0, SKT_PREP_ABOUT, NULL},
    {"после", SKT_TERM_PREP, 0, SKT_PREP_AFTER, NULL},
    {"перед", SKT_TERM_PREP, 0, SKT_PREP_BEFORE, NULL},
    {"весь|всего|всю|всеи", SKT_TERM_PREP, 0, SKT_PREP_WHOLE, NULL},

    /* the clock */
    {"полночь|полуночи", SKT_TERM_HOUR, 0, 0, NULL},
    {"полдень|полудня", SKT_TERM_HOUR, 0, 43200, NULL},

    /* zones */
    {"мск|московского времени|по московскому времени|по москве|московское время",
     SKT_TERM_ZONE, 0, 0, "Europe/Moscow"},
    {"по киевскому времени|по киеву|киевского времени", SKT_TERM_ZONE, 0, 0, "Europe/Kyiv"},
    {"местного времени|по местному времени", SKT_TERM_ZONE, 0, 0, ""},
    {"по гринвичу|utc|gmt", SKT_TERM_ZONE, 0, 0, "Etc/UTC"},

    /* whole phrases that tell the period */
    {"с начала года|с начала месяца|с начала воины|с начала сво|с начала вторжения|"
     "с начала спецоперации|с начала недели|с тех пор|в этом году|в текущем году|"
     "в этом месяце|на этои неделе|с начала полномасштабного вторжения",
     SKT_TERM_PERIOD, 0, SKT_CUMULATIVE, NULL},
    {"предыдущии рекорд|прежнии рекорд|в прошлом году|в прошлом месяце|на прошлои неделе|"
     "ранее в этом месяце|ранее в этом году|в последние месяцы|в последние годы",
     SKT_TERM_PERIOD, 0, SKT_BACKGROUND, NULL},

    /* numbers */
    {"один|одна|одну", SKT_TERM_NUMBER, 0, 1, NULL},
    {"два|две|двое|двух", SKT_TERM_NUMBER, 0, 2, NULL},
    {"три|трое|трех", SKT_TERM_NUMBER, 0, 3, NULL},
    {"четыре|четырех", SKT_TERM_NUMBER, 0, 4, NULL},
    {"пять|пяти", SKT_TERM_NUMBER, 0, 5, NULL},
    {"шесть|шести", SKT_TERM_NUMBER, 0, 6, NULL},
    {"семь|семи", SKT_TERM_NUMBER, 0, 7, NULL},
    {"восемь|восьми", SKT_TERM_NUMBER, 0, 8, NULL},
    {"девять|девяти", SKT_TERM_NUMBER, 0, 9, NULL},
    {"десять|десяти", SKT_TERM_NUMBER, 0, 10, NULL},
    {"несколько|нескольких", SKT_TERM_NUMBER, 0, 0, NULL},
    {"первыи|первую|первого|первои", SKT_TERM_ORDINAL, 0, 1, NULL},
    {"второи|вторую|второго", SKT_TERM_ORDINAL, 0, 2, NULL},
    {"третии|третью|третьи|третьего", SKT_TERM_ORDINAL, 0, 3, NULL},
    {"четвертыи|четвертую", SKT_TERM_ORDINAL, 0, 4, NULL},
    {"пятыи|пятую", SKT_TERM_ORDINAL, 0, 5, NULL},

    /* what tells about the expression beside it */
    {"сказал|сказала|заявил|заявила|заявили|сообщил|сообщила|сообщили|сообщило|написал|"
     "написала|рассказал|рассказала|отметил|уточнил|уточнили|отчитались",
     SKT_TERM_SAY, 0, 0, NULL},
    {"фото|снимок|архив", SKT_TERM_CAPTION, 0, 0, NULL},
    {"дрон|дрона|дроны|дронов|бпла|беспилотник|беспилотника|беспилотники|беспилотников|"
     "беспилотных|атаковали|атака|атаки|удар",
     SKT_TERM_ATTACK, 0, 0, NULL},
    {"годовщина|годовщину", SKT_TERM_RECALL, 0, 0, NULL},
};
/* clang-format on */

const skt_term_table skt_terms_ru = {"ru", rows, sizeof rows / sizeof rows[0]};
