# المجموعات، والمحادثات، والأعضاء، والأذونات.

role-patient = المريض أو المريضة
role-family = العائلة
role-clinician = الفريق الطبي
role-coordinator = التنسيق
role-guest = ضيف

privilege-audit = معرفة من شاهد
privilege-consent = قول نعم أو لا نيابة عن المريض
privilege-download = حفظ الصور بالجودة الكاملة
privilege-erase = حذف كل شيء
privilege-invite = دعوة أشخاص
privilege-manage = إدارة المجموعة
privilege-release = مراجعة الصور المنتظرة
privilege-share = مشاركة الصور
privilege-stream = إرسال الصور مباشرة من جهاز
privilege-upload = إرسال الصور
privilege-view = مشاهدة الصور
privilege-view-identified = رؤية الأسماء والأرقام على الصور

audience-family = العائلة
audience-care-team = الفريق الطبي
mode-picture = عرض الصور
mode-in-place = العرض لكل شخص وحده
mode-card = عرض إشعار فقط

new-done = فُتحت المجموعة «{ $pod }». يُرجى الآن كتابة { LTR($prefix, "link") } في محادثة، أو { LTR($prefix, "invite") } لدعوة شخص.
new-needs-name = ما اسم المجموعة؟ يُكتب هكذا: { LTR($prefix, "new الاسم") }
new-not-you = فتح مجموعة متاح لفريق التنسيق فقط. يُرجى سؤال من يدير Carepods عندكم.
link-for-whom = من في هذه المحادثة؟ ستُعرض صور «{ $pod }» بما يناسبهم.
link-done = هذه المحادثة الآن تابعة للمجموعة «{ $pod }». لمن: { $audience }. أتحقق الآن ممن هنا.
link-told = هذه المحادثة الآن تابعة لمجموعة. ما دام كل من هنا في المجموعة، تظهر الصور هنا. لمن: { $audience }. وإلا يصل إشعار فقط.
link-in-the-room = يُكتب هذا في المحادثة الجماعية المطلوبة، وليس هنا.
link-taken = هذه المحادثة تابعة لمجموعة أخرى. يُرجى استخدام محادثة جديدة.
room-unknown = هذه المحادثة ليست تابعة لأي مجموعة. يمكن لفريق التنسيق كتابة { LTR($prefix, "link") } هنا.

settings = { $lines }
settings-pod = المجموعة: { $pod }
settings-room = { $room }: { $audience }. { $mode } { $state }
settings-room-named = المحادثة «{ $title }»
settings-room-here = هذه المحادثة
settings-room-nameless = محادثة بلا اسم
# Within a sentence, where the chat's name would stand.
room-untitled = محادثة بلا اسم
settings-mode-picture = تظهر الصور فيها.
settings-mode-in-place = يرى كل شخص الصور فيها وحده.
settings-mode-card = يصل إليها إشعار فقط.
settings-open = كل شيء فيها على ما يرام.
settings-locked = هي مقفلة الآن، لأن فيها شخصًا لا أعرفه.
settings-gone = لم أعد فيها.
settings-you =
    أنت: { $role }. يمكنك:
    { $privileges }
mode-set = تم. من الآن في هذه المحادثة: { $mode }.

members-list =
    في «{ $pod }»:
    { $lines }
members-line = { $number }. { $name } — { $role }
members-waiting = … { $name } — { $state }
member-unknown = لا أجد { $written } هنا. لعرض القائمة يُرجى كتابة { LTR($prefix, "members") }.
invitation-requested = في انتظار الدعوة
invitation-link-sent = أُرسل البريد
invitation-email-confirmed = فُتح البريد
invitation-code-sent = في انتظار الرمز
invitation-verified = في انتظار فتح المحادثة
button-invite-again = بريد جديد إلى { $who }
button-invite-cancel = سحب دعوة { $who }

role-how = يُكتب رقم الشخص والدور الجديد: { LTR($prefix, "role 2 clinician") }
role-set = الدور الجديد لـ { $who }: { $role }.
grant-how = يُكتب رقم الشخص وما يُسمح له به: { LTR($prefix, "grant 2 download") }
grant-not-held = لا يمكنك السماح بما ليس مسموحًا لك. يُرجى سؤال فريق التنسيق.
granted = أصبح مسموحًا لـ { $who }: { $privilege }.
revoke-how = يُكتب رقم الشخص والإذن المراد سحبه: { LTR($prefix, "revoke 2 download") }
revoked = لم يعد مسموحًا لـ { $who }: { $privilege }.
remove-how = يُكتب رقم الشخص: { LTR($prefix, "remove 2") }
remove-sure = إخراج { $who } من المجموعة؟ لن يرى هذا الشخص شيئًا بعد ذلك.
button-remove = إخراج
removed = لم يعد { $who } في المجموعة.
removed-you = انتهت عضويتك في «{ $pod }». إذا كان هذا خطأ، يُرجى سؤال فريق التنسيق.
leave-sure = مغادرة «{ $pod }»؟ لن يظهر لك شيء منها بعد ذلك.
button-leave = مغادرة
left = تمت مغادرة «{ $pod }». مع أطيب التمنيات.
last-manager = يجب أن يعتني أحد بالمجموعة. يُرجى أولًا إعطاء التنسيق لشخص آخر.
pod-gone = هذه المجموعة لم تعد موجودة.

denied-not-a-member = لست في هذه المجموعة. يُرجى طلب دعوة من شخص فيها.
denied-not-yours = هذا لشخص آخر. يُرجى كتابة { LTR($prefix, "help") } لمعرفة ما يمكنك فعله.
denied-pod-erased = حُذف كل شيء في هذه المجموعة. لم يبق شيء للعرض.
denied-expired = انتهى وقتك في هذه المجموعة. يُرجى طلب المزيد من فريق التنسيق.
denied-lacks-privilege = هذا غير متاح لك هنا بعد. يُرجى طلب الإذن من فريق التنسيق.
denied-ask-to-look = لا يمكنك النظر إلى الصور هنا بعد. يُرجى سؤال { $who } من فريق التنسيق.
denied-ask = هذا غير متاح لك هنا بعد. يُرجى سؤال { $who } من فريق التنسيق.
denied-no-image = لا أجد هذه الصورة. لعرض القائمة يُرجى كتابة { LTR($prefix, "images") }.
denied-image-held = هذه الصورة تنتظر المراجعة. يمكنك رؤيتها بعد ذلك.
denied-image-gone = سُحبت هذه الصورة. يُرجى سؤال من أرسلها.
denied-no-consent = المريض لا يريد عرض الصور الآن. يُرجى سؤاله.
denied-room-locked = هذه المحادثة مقفلة، لأن فيها شخصًا غير معروف. يُرجى فتحها على انفراد.
denied-room-not-cleared = في هذه المحادثة شخص لا أعرفه. يُرجى فتح الصورة على انفراد.
denied-other-pod = لا أجد هذا هنا. لعرض القائمة يُرجى كتابة { LTR($prefix, "images") }.

room-masked = { $stuck ->
    [0] هنا شخص لم يتم التحقق منه، لذلك أخفيت الصور. يُرجى فتحها على انفراد.
   *[other] هنا شخص لم يتم التحقق منه، لذلك أخفيت الصور. ما لم أستطع إخفاءه ({ $stuck }): { $numbers }. يُرجى حذفه هنا.
 }
room-masked-manager = { $stuck ->
    [0] في { $room } شخص لم يتم التحقق منه. الصور المخفية هناك: { $hidden }. يُرجى دعوته، أو إخراجه من المحادثة.
   *[other] في { $room } شخص لم يتم التحقق منه. مخفية: { $hidden }. غير مخفية: { $numbers }. يُرجى دعوته، أو إخراجه من المحادثة.
 }
room-outside = { $stuck ->
    [0] يمكن قراءة هذه المحادثة من خارجها، لذلك أخفيت الصور. يُرجى فتحها على انفراد.
   *[other] يمكن قراءة هذه المحادثة من خارجها، لذلك أخفيت الصور. ما لم أستطع إخفاءه ({ $stuck }): { $numbers }. يُرجى حذفه هنا.
 }
room-outside-manager = { $stuck ->
    [0] يستطيع آخرون غير الأعضاء قراءة { $room }: فهي عامة أو مشتركة. لا أعرض هناك إلا تنبيهات. يُرجى جعلها خاصة، وعندئذ تعود الصور.
   *[other] يستطيع آخرون غير الأعضاء قراءة { $room }: فهي عامة أو مشتركة. غير مخفية: { $numbers }. يُرجى حذفها وجعل المحادثة خاصة.
 }

emergency-how = يُكتب السبب في كلمات قليلة: { LTR($prefix, "emergency وصول المريض فاقدًا للوعي") }
emergency-not-you = الوصول الطارئ للفريق الطبي. يُرجى الاتصال بفريق التنسيق.
emergency-open = { $minutes ->
    [one] يمكنك المشاهدة لدقيقة واحدة. عرف كل من في المجموعة السبب.
    [two] يمكنك المشاهدة لدقيقتين. عرف كل من في المجموعة السبب.
    [few] يمكنك المشاهدة لمدة { $minutes } دقائق. عرف كل من في المجموعة السبب.
   *[other] يمكنك المشاهدة لمدة { $minutes } دقيقة. عرف كل من في المجموعة السبب.
 }
emergency-open-still = { $minutes ->
    [one] ما زال يمكنك النظر لدقيقة واحدة. لم يُزعَج أحد مرة أخرى.
    [two] ما زال يمكنك النظر لدقيقتين. لم يُزعَج أحد مرة أخرى.
    [few] ما زال يمكنك النظر لمدة { $minutes } دقائق. لم يُزعَج أحد مرة أخرى.
   *[other] ما زال يمكنك النظر لمدة { $minutes } دقيقة. لم يُزعَج أحد مرة أخرى.
 }
emergency-enough-today = هذا يكفي من الطوارئ لهذا اليوم، ففي كل مرة يُبلَّغ الجميع. يُرجى الاتصال بفريق التنسيق، فهو يستطيع السماح لك بالنظر.
emergency-notice = مشاهدة طارئة لصور «{ $pod }» من { $who }: { $reason }. يراجع فريق التنسيق ذلك لاحقًا.

room-left = أُخرجتُ من «{ $room }»، فلا أعرض هناك شيئًا بعد الآن. للمتابعة أضيفوني مرة أخرى واكتبوا هناك { LTR($prefix, "link") }.
join-first = طلبتم الدخول إلى «{ $room }». لذلك انضموا أولًا إلى مجموعتها: اطلبوا دعوة من شخص فيها. يبقى طلبكم مفتوحًا، وسأُدخلكم بعد ذلك.
join-asked = يطلب { $name } الدخول إلى «{ $room }» وليس من المجموعة. هل تعرفون هذا الشخص؟ إذن وجّهوا إليه دعوة بكتابة { LTR($prefix, "invite") }. سأُدخله حين ينضم.
join-by-hand = { $name } من المجموعة ويطلب الدخول إلى «{ $room }». لا يُسمح لي بإدخال أحد هناك. نرجو أن تقبلوا الطلب بأنفسكم.
