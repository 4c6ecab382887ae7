# La lengua misma: elegirla, y los días y las horas en ella.

command-language = Elegir otro idioma
language-which = ¿En qué idioma quiere que le escriba?
language-name = { $code ->
    [ar] العربية
    [de] Deutsch
    [es] Español
    [fr] Français
    [tr] Türkçe
   *[en] English
 }
language-set = Hecho. A partir de ahora le escribo en español.

date-day = { $day } de { picture-month } de { $year }
date-moment = { $day } de { picture-month } de { $year }, { $hour }:{ $minute } UTC
