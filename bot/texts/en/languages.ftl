# The language itself: choosing one, and days and times in it.

command-language = Choose another language
language-which = Which language shall I write to you in?
language-name = { $code ->
    [ar] العربية
    [de] Deutsch
    [es] Español
    [fr] Français
    [tr] Türkçe
   *[en] English
 }
language-set = Done. I will write to you in English.

date-day = { $day } { picture-month } { $year }
date-moment = { $day } { picture-month } { $year }, { $hour }:{ $minute } UTC
