# Dilin kendisi: seçmek, ve o dilde günler ve saatler.

command-language = Başka bir dil seçin
language-which = Size hangi dilde yazayım?
language-name = { $code ->
    [ar] العربية
    [de] Deutsch
    [es] Español
    [fr] Français
    [tr] Türkçe
   *[en] English
 }
language-set = Tamam. Bundan sonra size Türkçe yazarım.

date-day = { $day } { picture-month } { $year }
date-moment = { $day } { picture-month } { $year }, { $hour }.{ $minute } UTC
