# اللغة نفسها: اختيارها، والأيام والأوقات بها.

command-language = اختيار لغة أخرى
language-which = ما اللغة المفضلة للكتابة إليك؟
language-name = { $code ->
    [ar] العربية
    [de] Deutsch
    [es] Español
    [fr] Français
    [tr] Türkçe
   *[en] English
 }
language-set = تم. سأكتب إليك بالعربية من الآن.

date-day = { $day } { picture-month } { $year }
date-moment = { $day } { picture-month } { $year }، { LTR($hour, ":", $minute, " UTC") }
