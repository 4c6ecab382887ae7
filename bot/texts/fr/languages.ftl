# La langue elle-même : la choisir, et les jours et les heures dans cette langue.

command-language = Choisir une autre langue
language-which = Dans quelle langue voulez-vous que je vous écrive ?
language-name = { $code ->
    [ar] العربية
    [de] Deutsch
    [es] Español
    [fr] Français
    [tr] Türkçe
   *[en] English
 }
language-set = C'est fait. Je vous écris maintenant en français.

date-day = { $day ->
    [1] 1er
   *[other] { $day }
 } { picture-month } { $year }
date-moment = { date-day }, { $hour }:{ $minute } UTC
