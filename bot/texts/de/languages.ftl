# Die Sprache selbst: wählen, und Tage und Zeiten in ihr.

command-language = Eine andere Sprache wählen
language-which = In welcher Sprache soll ich Ihnen schreiben?
language-name = { $code ->
    [ar] العربية
    [de] Deutsch
    [es] Español
    [fr] Français
    [tr] Türkçe
   *[en] English
 }
language-set = Erledigt. Ich schreibe Ihnen von jetzt an auf Deutsch.

date-day = { $day }. { picture-month } { $year }
date-moment = { $day }. { picture-month } { $year }, { $hour }:{ $minute } Uhr (UTC)
