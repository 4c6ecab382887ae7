# ما يمكن طلبه منا: الموافقة، والحذف، وأخذ كل شيء، والحسابات، وما ينتهي من تلقاء نفسه.

command-consent = قول نعم أو لا لعرض الصور
command-consent-arguments = no
command-erase = حذف كل شيء في المجموعة
command-export = الحصول على كل شيء في ملفات
command-export-arguments = me
command-wrong = الإبلاغ عن صورة لشخص آخر
command-wrong-arguments = #3
command-overview = عرض ما ينتظر في كل مجموعاتك
command-me = عرض هاتفك وحسابات محادثتك وتغييرها
command-authenticator = إثبات أنك أنت بتطبيق، لا برسالة نصية

# ── الموافقة ──
consent-is-yes = تُعرض صور «{ $pod }» على من يُسمح لهم برؤيتها. هل أوقف ذلك؟
consent-is-no = لا تُعرض صور «{ $pod }» على أحد الآن. هل أعرضها من جديد؟
button-consent-no = إيقاف العرض
button-consent-yes = العرض من جديد
consent-no-begun = من الآن لا تُعرض صورة على أحد. أسحب ما وضعته في المحادثات. سأخبرك بالنتيجة.
consent-no-already = لا تُعرض صورة على أحد الآن. لتغيير ذلك يُرجى كتابة { LTR($prefix, "consent yes") }
consent-yes-done = { $count ->
    [0] شكرًا. يمكن عرض الصور من جديد. لم يلزم إرجاع أي صورة.
    [one] شكرًا. يمكن عرض الصور من جديد. أرجع الصورة الأخيرة.
    [two] شكرًا. يمكن عرض الصور من جديد. أرجع آخر صورتين.
    [few] شكرًا. يمكن عرض الصور من جديد. أرجع آخر { $count } صور.
    [many] شكرًا. يمكن عرض الصور من جديد. أرجع آخر { $count } صورة.
   *[other] شكرًا. يمكن عرض الصور من جديد. أرجع آخر { $count } صورة.
 }
consent-yes-already = تُعرض الصور كما كانت. لإيقاف ذلك يُرجى كتابة { LTR($prefix, "consent no") }
consent-no-notice = مريض «{ $pod }» لا يريد عرض الصور الآن. أنا أسحبها. لم يصدر منك أي خطأ.
consent-yes-notice = يمكن عرض صور «{ $pod }» من جديد. وافق المريض.
consent-receipt = { $stuck ->
    [0] سُحبت كل الصور: { $gone }. لا أستطيع الوصول إلى نسخ حفظها الناس.
    [one] سُحب: { $gone }. رسالة واحدة لم يمكن سحبها: { $numbers }. يُرجى الطلب ممن هناك حذفها.
    [two] سُحب: { $gone }. رسالتان لم يمكن سحبهما: { $numbers }. يُرجى الطلب ممن هناك حذفهما.
    [few] سُحب: { $gone }. { $stuck } رسائل لم يمكن سحبها: { $numbers }. يُرجى الطلب ممن هناك حذفها.
    [many] سُحب: { $gone }. { $stuck } رسالة لم يمكن سحبها: { $numbers }. يُرجى الطلب ممن هناك حذفها.
   *[other] سُحب: { $gone }. { $stuck } رسالة لم يمكن سحبها: { $numbers }. يُرجى الطلب ممن هناك حذفها.
 }

# ── الحذف ──
erase-sure =
    هذا يحذف «{ $pod }» نهائيًا: { $count ->
        [0] لا صور،
        [one] صورة واحدة،
        [two] الصورتين،
        [few] الصور كلها ({ $count })،
        [many] الصور كلها ({ $count })،
       *[other] الصور كلها ({ $count })،
     } وكل الملاحظات، وكل الدعوات، وأسماء من كان فيها.
    يُسحب ما وضعته في المحادثات. لا يمكن لأحد التراجع عن ذلك، ولا أنا.
    للاحتفاظ بالصور: يُرجى أولًا أخذ كل شيء في ملفات.
button-export-first = أخذ كل شيء أولًا
button-erase = حذف نهائي
erase-begun = أحذف «{ $pod }». من الآن لا يرى أحد شيئًا منها. سأخبرك عند الانتهاء.
erased-done = حُذف كل شيء هنا. لا أستطيع الوصول إلى نسخ حفظها الناس. تُظهر الشهادة من شاهد.
button-certificate = أخذ الشهادة
erased-notice = حُذفت «{ $pod }» برغبة المريض. لم يبق منها شيء هنا. يُرجى حذف ما حفظته.
erased-room = لم تعد هذه المحادثة تابعة لمجموعة. حُذف كل ما وضعته هنا، بقدر ما استطعت.
certificate-over = هذا الرابط قديم جدًا. لم تعد الشهادة هنا.

page-certificate-title = شهادتك
page-certificate-text = تذكر ما حُذف ومتى وما يبقى. يُرجى حفظها: نحذف نسختنا بعد 7 أيام.
page-certificate-button = حفظ الشهادة
certificate-title = شهادة حذف
certificate-what = ما حُذف
certificate-who = حُذفت المجموعة «{ $pod }»: { $when }، بطلب من { $by }.
certificate-counts = المحذوف: صور { $pictures }، في ملفات { $files }. المفصول: محادثات { $chats }، أشخاص { $members }.
certificate-key = كان كل شيء مقفلًا بمفتاح خاص. أُتلف ذلك المفتاح، فلم يعد شيء يُفتح.
certificate-posts = رسائل فيها صور سُحبت من المحادثات: { $count }.
certificate-number = رقم المجموعة: { $pod }
certificate-stuck = ما لم يمكن سحبه
certificate-stuck-line = { LTR("#", $number) } في { $platform }، أُرسلت: { $when }. يُرجى الطلب ممن هناك حذفها.
certificate-stuck-none = لا شيء. زالت كل رسالة فيها صورة من المحادثات.
certificate-stays = ما يبقى، ولماذا
certificate-stays-audit = سجل من فعل ماذا ومتى، دون أسماء أو كلمات. عدد السطور: { $count }. يطلب القانون حفظه 6 سنوات.
certificate-head = ينتهي السجل بـ { $head }. بهذا السطر يمكن لأي شخص التأكد من أنه لم يتغيّر.
certificate-stays-people = اسم وعنوان من هم في مجموعة أخرى. أما الباقون فتُحذف بياناتهم خلال 7 أيام.
certificate-stays-notices = رسائل قصيرة من Carepods في المحادثات. لا توجد فيها صور.
certificate-stays-copies = نسخ حفظها الناس بأنفسهم. لا نستطيع الوصول إليها.
certificate-stays-backups = النسخ الاحتياطية فيها بيانات مقفلة فقط. بدون المفتاح لا تُفتح.
certificate-looked = من شاهد
certificate-looked-line = { LTR("#", $number) }: { $who }، { $form }، { $times ->
    [one] مرة واحدة،
    [two] مرتين، آخرهما
    [few] { $times } مرات، آخرها
    [many] { $times } مرة، آخرها
   *[other] { $times } مرة، آخرها
 } { $when }
certificate-looked-nobody = لم تُعرض صورة على أحد.

# ── أخذ كل شيء ──
export-begun = أجمع كل ما في «{ $pod }». سأرسل إليك رابطًا عندما يجهز.
export-me-begun = أجمع كل ما يخصك. سأرسل إليك رابطًا عندما يجهز.
export-me-instead = يحصل المريض أو المنسق فقط على كل ما في المجموعة. للحصول على ما يخصك يُرجى كتابة { LTR($prefix, "export me") }.
export-progress = أجمع الصور: { $done } من { $total }.
export-ready = كل شيء جاهز في ملف واحد. الرابط يعمل مرة واحدة، لمدة 24 ساعة، ولك وحدك.
button-export = أخذ الملفات
export-enough-today = هذا كافٍ لهذا اليوم. يُرجى المحاولة غدًا.
export-over = هذا الرابط استُخدم من قبل أو قديم جدًا. لرابط جديد يُرجى كتابة { LTR($prefix, "export") } لي في المحادثة.
page-export-title = ملفاتك جاهزة
page-export-text = يُرجى الضغط على الزر لحفظ كل شيء في ملف ZIP واحد. للمشاهدة يُفتح فيه الملف «index.html».
page-export-button = حفظ الملفات
page-export-hint = هذا يعمل مرة واحدة. يُرجى فعله على جهاز لك، وحفظ الملف في مكان آمن.
export-title = كل شيء عن «{ $pod }»
export-title-me = كل شيء عنك
export-me-heading = أنت
export-me-text = { $name }، { $email }، { $phone }
export-pod-heading = «{ $pod }»
export-pod-text = عدد الصور في هذه القائمة: { $count }. كل صورة تُفتح على أي حاسوب.
export-file-picture = صورة
export-file-film = فيلم
export-file-small = صورة صغيرة
export-file-metadata = بيانات من الملف
export-file-original = الملف كما صنعه المستشفى
export-file-posts = أين عُرضت الصور
export-file-invitations = الدعوات
export-file-members = الأشخاص
export-file-rooms = المحادثات
export-file-pod = المجموعة
export-file-audit = من فعل ماذا ومتى
export-file-me = ما نعرفه عنك
export-file-accounts = حسابات محادثتك
export-why-image-held = ملفاتها غير موجودة هنا، لأنها ما زالت في انتظار المراجعة. يُرجى سؤال فريق التنسيق.
export-why-image-gone = ملفاتها غير موجودة هنا، لأنها سُحبت. يُرجى سؤال فريق التنسيق.
export-why-no-consent = ملفاتها غير موجودة هنا، لأن المريض لا يريد عرض الصور الآن.
export-why-lacks-privilege = ملفاتها غير موجودة هنا، لأن مشاهدة الصور هنا غير متاحة لك.
export-why-expired = ملفاتها غير موجودة هنا، لأن وقتك في المجموعة انتهى.
export-why-not-a-member = ملفاتها غير موجودة هنا، لأنك لست في المجموعة.
export-why-pod-erased = حُذفت ملفاتها.
export-why-other-pod = ليست هنا.
export-why-no-image = ليست هنا.

# ── صورة شخص آخر ──
wrong-how = أي صورة لشخص آخر؟ يُكتب هكذا: { LTR($prefix, "wrong #3") }
wrong-begun = شكرًا على الإبلاغ. { LTR("#", $number) } مخفية الآن، وأنا أسحبها من كل مكان.
wrong-held-already = { LTR("#", $number) } مخفية من قبل. سينظر فيها فريق التنسيق.
wrong-receipt = سُحبت { LTR("#", $number) } من كل مكان. فريق التنسيق على علم وسينظر فيها.
wrong-receipt-stuck = { LTR("#", $number) }: ما لم يمكن سحبه: { $stuck }. يُرجى الطلب ممن هناك حذفه. فريق التنسيق على علم.
wrong-uploader = { LTR("#", $number) } قد تكون لشخص آخر، لذلك سحبتها. هذا يحدث بسهولة. سينظر فيها فريق التنسيق.
wrong-viewers = { $count ->
    [0] بلاغ من { $who }: { LTR("#", $number) } لشخص آخر. أُخفيت. لم يشاهدها أحد. سُحب: { $gone }، لم يُسحب: { $stuck }.
   *[other]
    بلاغ من { $who }: { LTR("#", $number) } لشخص آخر. أُخفيت. سُحب: { $gone }، لم يُسحب: { $stuck }.
    عُرضت على:
    { $lines }
 }

# ── ما ينتهي من تلقاء نفسه ──
until-not-understood = حتى أي يوم؟ يُكتب هكذا: { LTR($prefix, "invite anna@example.org guest until 2026-12-01") }
until-not-coordinator = يبقى التنسيق دون نهاية، لأن أحدًا يجب أن يعتني بالمجموعة. يُرجى اختيار دور آخر.
member-ends-soon = ينتهي وقتك في «{ $pod }» يوم { $day }. للحصول على وقت أكثر يُرجى سؤال فريق التنسيق.
member-ends-soon-manager = وقت { $who } في «{ $pod }» حتى { $day }. هل يلزم وقت أكثر؟
member-ended = انتهى وقتك في «{ $pod }». شكرًا على مساعدتك. للحصول على وقت أكثر يُرجى سؤال فريق التنسيق.
member-ended-manager = انتهى وقت { $who } في «{ $pod }». لا يرى هذا الشخص شيئًا الآن.{ $day }
member-has-more = لديك وقت أكثر في «{ $pod }»: حتى { $day }.
member-more-given = وقت { $who } الآن حتى { $day }.
button-more-time = 30 يومًا إضافية
inviter-over = لم تُستخدم دعوتك إلى { $who } في الوقت المحدد. الرابط لم يعد يعمل.
button-invite-anew = دعوة من جديد
knock-too-old = لم يقبل أحد صورتك خلال 7 أيام، فحذفتها. لم يشاهدها أحد. يمكنك إرسالها من جديد.
emergency-review = { $count ->
    [0] كان لـ { $who } وصول طارئ إلى «{ $pod }» دون فتح أي صورة. السبب: { $reason }. هل كان هذا صحيحًا؟
    [one] كان لـ { $who } وصول طارئ إلى «{ $pod }» وفُتحت صورة واحدة. السبب: { $reason }. هل كان هذا صحيحًا؟
    [two] كان لـ { $who } وصول طارئ إلى «{ $pod }» وفُتحت صورتان. السبب: { $reason }. هل كان هذا صحيحًا؟
    [few] كان لـ { $who } وصول طارئ إلى «{ $pod }» وفُتحت { $count } صور. السبب: { $reason }. هل كان هذا صحيحًا؟
    [many] كان لـ { $who } وصول طارئ إلى «{ $pod }» وفُتحت { $count } صورة. السبب: { $reason }. هل كان هذا صحيحًا؟
   *[other] كان لـ { $who } وصول طارئ إلى «{ $pod }» وفُتحت { $count } صورة. السبب: { $reason }. هل كان هذا صحيحًا؟
 }
button-emergency-right = كان صحيحًا
button-emergency-wrong = لم يكن صحيحًا
emergency-review-thanks = شكرًا. سُجّل أن ما فعله { $who } كان صحيحًا.
emergency-review-wrong-thanks = شكرًا. سُجّل ذلك. سيعلم به المريض وكل من يعتني بالمجموعة. يُرجى التحدث مع { $who }.
emergency-review-settled = أجاب شخص آخر عن هذا من قبل. لا يلزمك شيء آخر.
emergency-review-own = هذا يخص وصولك أنت في الطوارئ. يجب أن يقول شخص آخر هل كان صحيحًا.
emergency-was-right = راجع فريق التنسيق وصولك الطارئ إلى «{ $pod }». كل شيء على ما يرام.
emergency-was-wrong = يقول فريق التنسيق إن الوصول الطارئ من { $who } إلى «{ $pod }» لم يكن صحيحًا. يُرجى التحدث معًا.

# ── أنا ──
me =
    { $name }
    البريد: { $email }
    الهاتف: { LTR($phone) }
    { $lines }
    { $proof }
me-account = المحادثة: { $platform }
me-proof-app = إثبات أنك أنت يتم بتطبيقك.
me-proof-text = إثبات أنك أنت يتم برسالة نصية. التطبيق أكثر أمانًا: يُرجى كتابة { LTR($prefix, "authenticator") }
in-private-please = يقرأ آخرون هنا. يُرجى كتابة هذا إليّ في محادثتنا الخاصة.
button-change-phone = تغيير الهاتف
button-add-account = إضافة حساب محادثة
button-remove-account = إزالة { $platform }
button-remove-app = إزالة التطبيق
change-phone-write = يُكتب رقمك الجديد مع رمز البلد هكذا: { LTR("+966 51 234 5678") }
prove-by-text = أرسلت رمزًا إلى الرقم الذي ينتهي بـ { $digits }. يُرجى كتابته هنا. صالح 10 دقائق.
prove-by-app = يُرجى الآن كتابة الأرقام الستة التي يعرضها تطبيقك لـ Carepods.
button-text-instead = رسالة نصية بدلًا من ذلك
change-over = استغرق هذا وقتًا طويلًا، فلم يتغيّر شيء. للبدء من جديد يُرجى كتابة { LTR($prefix, "me") }.
change-locked = كان الرمز غير مطابق مرات كثيرة، فلم يتغيّر شيء. للبدء من جديد يُرجى كتابة { LTR($prefix, "me") }.
change-phone-done = تغيّر رقمك. الرقم الجديد ينتهي بـ { $digits }. سُجّل خروجك في كل مكان آخر.
phone-changed-text = تغيّر رقم هاتفك في Carepods. لم يكن هذا منك؟ يُرجى فتح بريدك الآن.
mail-phone-changed-subject = تغيّر رقم هاتفك
mail-phone-changed-body =
    تغيّر رقم هاتف حسابك في Carepods.
    إذا كان هذا بعلمك فلا يلزمك شيء. وإلا يُرجى الضغط على الزر. عندها لا يرى أحد شيئًا بهذا الحساب، حتى تثبت برمز على هاتفك أو في تطبيقك أنه لك.
mail-phone-changed-button = لست أنا
add-account-phrase = يُرجى الآن فتح حساب المحادثة الآخر، وكتابة هذه الكلمات فيه إلى Carepods: { $phrase }. تعمل مرة واحدة، لمدة 30 دقيقة.
account-added = مرحبًا { $name }. حساب المحادثة هذا لك هنا الآن.
account-added-notice = أُضيف حساب { $platform } إلى حسابك. لم يكن هذا منك؟ يُرجى الآن الضغط على الزر في بريدك.
mail-account-added-subject = أُضيف حساب محادثة
mail-account-added-body =
    أُضيف حساب محادثة إلى حسابك في Carepods.
    إذا كان هذا بعلمك فلا يلزمك شيء. وإلا يُرجى الضغط على الزر. عندها لا يرى أحد شيئًا بهذا الحساب، حتى تثبت برمز على هاتفك أو في تطبيقك أنه لك.
mail-account-added-button = لست أنا
account-removed = أُزيل حسابك في { $platform }. أسحب ما عرضته عليك هناك.
account-last = هذا حساب محادثتك الوحيد. يُرجى إضافة حساب آخر أولًا، ثم إزالة هذا.
locked = الزر في بريدك قال: لم أكن أنا. لذلك لا يرى أحد شيئًا بهذا الحساب الآن. هل هذا أنت؟ يُرجى الضغط على الزر وإثبات ذلك برمز على هاتفك (ينتهي بـ { $digits }) أو في تطبيقك. عندها تعود فورًا.
button-come-back = هذا أنا
came-back = مرحبًا { $name }. لقد أثبت أنك أنت، فكل شيء كما كان. إذا كان شخص آخر يقرأ بريدك، فيُرجى تغيير كلمة السر الآن.
came-back-notice = ثبت بالهاتف أو التطبيق أن هذا { $who } حقًا، وقد عاد إلى «{ $pod }». أليس هذا صحيحًا؟ يُكتب { LTR($prefix, "remove") } مع الاسم.
mail-account-removed-subject = أُزيل حساب محادثة
mail-account-removed-body =
    أُزيل حساب محادثة من حسابك في Carepods.
    إذا كان هذا بعلمك فلا يلزمك شيء. وإلا يُرجى الضغط على الزر. عندها لا يرى أحد شيئًا بهذا الحساب، حتى تثبت برمز على هاتفك أو في تطبيقك أنه لك.
mail-account-removed-button = لست أنا

# ── التطبيق ──
authenticator-link = يمكن لتطبيق على هاتفك أن يعرض الرموز، فلا حاجة إلى رسالة نصية. هذه صفحة الإعداد. تعمل مرة واحدة، لمدة 10 دقائق.
button-authenticator = إعداد التطبيق
authenticator-why = الرسالة النصية هي الطريقة الأضعف. قد ينتقل الرقم إلى هاتف آخر، وقد تُقرأ الرسالة على شاشة مقفلة. أما رموز التطبيق فلا تغادر هاتفك أبدًا.
authenticator-over = هذه الصفحة استُخدمت من قبل أو قديمة جدًا. لصفحة جديدة يُرجى كتابة { LTR($prefix, "authenticator") } لي في المحادثة.
authenticator-added = من الآن يثبت تطبيقك أنك أنت. لم يكن هذا منك؟ يُرجى إخبار فريق التنسيق الآن.
authenticator-removed = أُزيل التطبيق. من الآن أرسل الرموز برسائل نصية من جديد.
authenticator-done = تم. من الآن يثبت تطبيقك أنك أنت. يمكنك إغلاق هذه الصفحة.
page-authenticator-title = تطبيق لرموزك
page-authenticator-ready = يلزم تطبيق رموز (مصادقة) على هاتف لا يستخدمه أحد غيرك. أي تطبيق يصلح.
page-authenticator-button = عرض ما يجب مسحه
page-authenticator-hint = يُعرض مرة واحدة. يُرجى التأكد من أن لا أحد ينظر إلى شاشتك.
page-authenticator-scan = يُمسح هذا بتطبيقك
page-authenticator-alt = رمز مربع للمسح. الشيء نفسه مكتوب بالحروف في الأسفل.
page-authenticator-type = لا توجد كاميرا؟ يُرجى كتابة هذه الحروف في التطبيق:
page-authenticator-label = الأرقام الستة التي يعرضها التطبيق

# ── ما ينتظر ──
overview = { $waiting ->
    [0] لا شيء في انتظارك. مجموعات هادئة: { $quiet }.
   *[other]
    ما ينتظرك:
    { $lines }
    مجموعات هادئة: { $quiet }.
 }
overview-line = { $pod } — دعوات { $invitations }، للمراجعة { $holds }، لم تصل { $posts }، لم تُشاهد { $unseen }
button-overview-pod = { $pod } ({ $count })
overview-pod =
    «{ $pod }»:
    { $lines }
overview-nothing = لا شيء ينتظر هنا.
overview-invitation = دعوة: { $who } — { $state }
overview-hold = { LTR("#", $number) } في انتظار المراجعة
overview-unknown = { LTR("#", $number) }: لا يُعرف هل وصلت إلى { $room }
overview-failed = { LTR("#", $number) } لم تدخل إلى محادثة
overview-unseen = { LTR("#", $number) }: لم يشاهدها أحد من الفريق الطبي بعد
shown-in-private-list = أرسلها إليك على انفراد.
button-look-number = النظر إلى { LTR("#", $number) }
button-release-number = عرض { LTR("#", $number) }
button-keep-back-number = عدم عرض { LTR("#", $number) }
button-there-number = { LTR("#", $number) } هناك
button-again-number = إرسال { LTR("#", $number) } من جديد
button-share-number = مشاركة { LTR("#", $number) } من جديد
button-nudge-number = تنبيه الفريق إلى { LTR("#", $number) }
nudge = طلب من { $who }: النظر إلى { LTR("#", $number) } في «{ $pod }».
nudged = { $count ->
    [one] أخبرت شخصًا واحدًا من الفريق الطبي عن { LTR("#", $number) }.
    [two] أخبرت شخصين من الفريق الطبي عن { LTR("#", $number) }.
    [few] أخبرت { $count } أشخاص من الفريق الطبي عن { LTR("#", $number) }.
    [many] أخبرت { $count } شخصًا من الفريق الطبي عن { LTR("#", $number) }.
   *[other] أخبرت { $count } شخص من الفريق الطبي عن { LTR("#", $number) }.
 }
