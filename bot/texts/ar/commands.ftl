# ما يفعله كل أمر، من أجل /help والقوائم.
# الأوامر والأرقام داخل LTR تُكتب قطعة واحدة من اليسار إلى اليمين.

command-start = إلقاء التحية
command-help = ما الذي يمكنني فعله
command-images = عرض قائمة الصور
command-show = عرض صورة واحدة على انفراد
command-show-arguments = #3
command-share = مشاركة صورة مع كل من في المجموعة
command-share-arguments = #3
command-withdraw = سحب صورة من كل مكان
command-withdraw-arguments = #3
command-upload = إرسال ملف كبير أو قرص كامل
command-invite = دعوة شخص
command-invite-arguments = anna@example.org family Anna
command-members = معرفة من في المجموعة
command-role = تغيير دور شخص
command-role-arguments = 2 clinician
command-grant = السماح لشخص بأمر إضافي
command-grant-arguments = 2 download
command-revoke = سحب إذن من شخص
command-revoke-arguments = 2 download
command-remove = إخراج شخص من المجموعة
command-remove-arguments = 2
command-whosaw = معرفة من شاهد صورة
command-whosaw-arguments = #3
command-emergency = المشاهدة فورًا في حالة طارئة
command-emergency-arguments = السبب
command-new = فتح مجموعة جديدة
command-new-arguments = الاسم
command-link = استخدام هذه المحادثة لمجموعة
command-link-arguments = family
command-settings = عرض الإعدادات وتغييرها
command-leave = مغادرة المجموعة

help =
    يمكنك إرسال صورة أو فحص أو ملف من المستشفى، وأنا أشارك ذلك مع الأشخاص في مجموعتك.

    { $lines }
help-stranger =
    أشارك الصور الطبية مع المقرّبين من المريض.
    يمكنك إرسال صورة واحدة الآن، وسأسأل لمن هي.
    للانضمام إلى مجموعة، يُرجى طلب دعوة من شخص فيها.
help-line = { $usage } — { $what }
help-more = لرؤية كل ما يمكنك فعله يُرجى كتابة { LTR($prefix, "help all") }.
usage = { LTR($prefix, $word, " ", $rest) }
usage-bare = { LTR($prefix, $word) }

hello-member = مرحبًا { $name }. يمكنك إرسال صورة، أو كتابة { LTR($prefix, "help") } لمعرفة ما يمكنني فعله.
hello-stranger =
    مرحبًا. أشارك الصور الطبية مع المقرّبين من المريض.
    يمكنك إرسال صورة، وسأسأل لمن هي. أو يمكنك طلب دعوة من شخص في مجموعة.
hello-newcomer =
    مرحبًا { $name }. أشارك الصور الطبية مع المقرّبين من المريض.
    يمكنك إرسال صورة، وسأسأل لمن هي. أو يمكنك طلب دعوة من شخص في مجموعة.
hello-room = مرحبًا. لاستخدام هذه المحادثة لمجموعة، يكتب فريق التنسيق هنا { LTR($prefix, "link") }.

literal = { $text }
command-unknown = لا أعرف هذا الأمر. يُرجى كتابة { LTR($prefix, "help") } لمعرفة ما يمكنني فعله.
stranger-command = لست في أي مجموعة بعد. يُرجى طلب دعوة من شخص في مجموعة.
not-understood = لم أفهم ذلك. يمكنك إرسال صورة، أو كتابة { LTR($prefix, "help") }.
which-pod = ما المجموعة المقصودة؟
which-pod-first = أنت في أكثر من مجموعة. عند كتابة الأمر سأسأل عن المجموعة المقصودة.
open-private-chat = أجيب عن هذا على انفراد. يُرجى فتح محادثتنا الخاصة والضغط على زر البدء.
button-open-private-chat = فتح المحادثة الخاصة
button-over = هذا الزر استُخدم من قبل أو قديم جدًا. للمتابعة يُرجى كتابة { LTR($prefix, "help") }.
button-not-yours = هذا الزر لشخص آخر. يُرجى كتابة { LTR($prefix, "help") } لمعرفة ما يمكنك فعله.
shortcut-no-file = لا توجد صورة في هذه الرسالة. يُرجى اختيار رسالة فيها ملف.
