# صفحة الصور: الدخول من المحادثة، والمجموعات، والصور، وصورة واحدة.

command-open = فتح الصور في صفحة خاصة بك
button-open-viewer = فتح صفحة الصور
viewer-link = هذا رابط صفحة صورك. يعمل مرة واحدة، لمدة 10 دقائق، ولك وحدك.

viewer-landing-title = مشاهدة صورك
viewer-landing-text = يُرجى الضغط على الزر للدخول. يبقى الدخول مفتوحًا على هذا الجهاز فقط.
viewer-landing-button = دخول
viewer-landing-hint = هل هذا الجهاز ليس لك؟ يُرجى إغلاق هذه الصفحة وفتح الرابط على جهازك.
viewer-link-over = هذا الرابط استُخدم من قبل أو قديم جدًا. لرابط جديد يُرجى كتابة { LTR($prefix, "open") } لي في المحادثة.
viewer-signed-out = تم تسجيل خروجك. للعودة يُرجى كتابة { LTR($prefix, "open") } لي في المحادثة.
viewer-signed-out-now = تم تسجيل خروجك. لا يبقى شيء مفتوحًا على هذا الجهاز.
viewer-nothing-here = لا يوجد شيء لك هنا. يمكنك الرجوع، أو كتابة { LTR($prefix, "open") } في المحادثة.
viewer-slow-down = هذا كثير دفعة واحدة. يُرجى الانتظار دقيقة ثم المحاولة.

viewer-skip = الانتقال إلى الصور
viewer-nav = التنقل في صفحة الصور
viewer-my-pods = مجموعاتي
viewer-no-pods = لست في أي مجموعة الآن. يُرجى طلب دعوة من شخص في مجموعة.
viewer-sign-out = تسجيل الخروج
viewer-time-limit = { $minutes ->
    [one] بعد دقيقة واحدة دون استخدام يُسجَّل خروجك. وعند كل متابعة يبدأ الوقت من جديد.
    [two] بعد دقيقتين دون استخدام يُسجَّل خروجك. وعند كل متابعة يبدأ الوقت من جديد.
    [few] بعد { $minutes } دقائق دون استخدام يُسجَّل خروجك. وعند كل متابعة يبدأ الوقت من جديد.
   *[other] بعد { $minutes } دقيقة دون استخدام يُسجَّل خروجك. وعند كل متابعة يبدأ الوقت من جديد.
 }
viewer-time-soon = سيُسجَّل خروجك بعد دقيقتين. هل يلزمك وقت أكثر؟
viewer-time-button = وقت أكثر
viewer-time-more = لديك الآن وقت أكثر.

viewer-pictures-of = صور «{ $pod }»
viewer-no-pictures = لا توجد صور بعد. يمكنك إرسال صورة إليّ في المحادثة في أي وقت.
viewer-not-yet = في انتظار المراجعة. يمكنك رؤيتها بعد ذلك.
viewer-no-small = لا توجد صورة صغيرة لهذه.
viewer-waits = هذه في انتظار المراجعة. لا يراها إلا أنت ومن يراجع.
viewer-moves = فيلم
viewer-newer = الأحدث
viewer-older = الأقدم

viewer-back = رجوع إلى «{ $pod }»
viewer-back-to-picture = رجوع إلى { LTR("#", $number) }
viewer-is-preview = هذه معاينة. يُرجى النظر إلى الجودة الكاملة قبل أي قرار.
viewer-is-full = هذه هي الجودة الكاملة. يمكن التحرك فيها لرؤيتها كلها.
viewer-is-film = هذا هو الفيلم.
viewer-pan = الصورة بالجودة الكاملة
viewer-full = الجودة الكاملة
viewer-small = أصغر
viewer-play = تشغيل
viewer-pause = توقف مؤقت
viewer-download = حفظ الصورة
viewer-download-film = حفظ الفيلم
viewer-who-saw = من شاهدها
viewer-who-saw-title = من شاهد { LTR("#", $number) }
viewer-nobody-saw = لم يشاهدها أحد بعد.
viewer-times = { $times ->
    [one] مرة واحدة،
    [two] مرتين، آخرهما
    [few] { $times } مرات، آخرها
    [many] { $times } مرة، آخرها
   *[other] { $times } مرة، آخرها
 }
form-viewer = في صفحة الصور
form-download = حُفظت من صفحة الصور

viewer-light = الضوء والتباين
viewer-as-it-is = كما وصلت
viewer-sides = الحروف تدل على جهات جسم المريض: R اليمين، L اليسار، A الأمام، P الخلف، H الرأس، F القدمان. في الصورة على اليسار: { $left }، على اليمين: { $right }، في الأعلى: { $top }، في الأسفل: { $bottom }.
viewer-bar = طول الخط { $length }.
viewer-bar-detector = طول الخط { $length } على اللاقط؛ وهو في الجسم أقل قليلًا.
viewer-window-lung = الرئة
viewer-window-mediastinum = وسط الصدر
viewer-window-bone = العظم
viewer-window-soft = الأنسجة اللينة
viewer-window-brain = الدماغ
viewer-window-abdomen = البطن
viewer-window-liver = الكبد
viewer-window-spine = العمود الفقري
viewer-brighter = أفتح
viewer-darker = أغمق
viewer-more-contrast = تباين أكثر
viewer-less-contrast = تباين أقل
viewer-window-own = قيمك الخاصة
viewer-window-centre = المركز
viewer-window-width = العرض (1 أو أكثر)
viewer-window-button = عرض هكذا
viewer-window-numbers = يُرجى كتابة رقمين، مثل 40 و400. العرض 1 أو أكثر.
viewer-window-not-now = لم أستطع تغيير الضوء الآن. يُرجى المحاولة بعد دقيقة.

viewer-about = عن هذه الصورة
viewer-group-picture = الصورة
viewer-group-patient = لمن هي
viewer-group-origin = من أين جاءت
viewer-group-place = أين أُخذت
viewer-group-done = ما الذي أُجري عليها
viewer-group-rest = كل ما عدا ذلك في الملف

row-modality = النوع
row-study-date = اليوم
row-study-time = الوقت
row-body-part = جزء الجسم
row-laterality = الجهة
row-view = جهة النظر
row-series-number = السلسلة
row-instance-number = الرقم في السلسلة
row-slice-thickness = سماكة المقطع، بالمليمتر
row-pixel-spacing = المسافة بين النقاط، بالمليمتر
row-rows = الارتفاع، بالنقاط
row-columns = العرض، بالنقاط
row-frames = الصور فيها
row-patient-name = الاسم
row-patient-id = رقم المريض
row-birth-date = يوم الميلاد
row-sex = الجنس
row-age = العمر
row-accession-number = رقم الطلب
row-manufacturer = صانع الجهاز
row-model = الجهاز
row-institution = المستشفى
row-referring-physician = جهة الإحالة
row-study-description = الفحص
row-series-description = اسم السلسلة
row-tube-voltage = جهد الأنبوب، بالكيلوفولت
row-protocol = البروتوكول
row-taken = وقت الالتقاط
row-decoder = القراءة بواسطة
row-window = الضوء والتباين
row-scale = الحجم، مقارنة بالأصل
row-elapsed-ms = المدة، بأجزاء من ألف من الثانية
row-metadata-cut = بعض البيانات كانت طويلة جدًا فتُركت
