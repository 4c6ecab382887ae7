# ما هو في الطريق، والإشعارات، والصور في المحادثات، وما حُجز أو سُحب.

upload-received = وصلتني صورتك. أحتاج بضع ثوانٍ لتجهيزها.
upload-shared = { $count ->
    [one] جاهزة: { $numbers }. هي في الطريق إلى مجموعتك.
    [two] جاهزتان: { $numbers }. هما في الطريق إلى مجموعتك.
   *[other] جاهزة: { $numbers }. كلها في الطريق إلى مجموعتك.
 }
upload-held = { $numbers }: أحتفظ بها حتى يراجعها فريق التنسيق. لم يشاهدها أحد غيرك.
upload-which = { $count ->
    [one] صورة واحدة جاهزة: { $numbers }. هل أشاركها؟
    [two] صورتان جاهزتان: { $numbers }. هل أشاركهما؟
    [few] { $count } صور جاهزة: { $numbers }. هل أشاركها كلها؟
    [many] { $count } صورة جاهزة: { $numbers }. هل أشاركها كلها؟
   *[other] { $count } صورة جاهزة: { $numbers }. هل أشاركها كلها؟
 }
upload-some-unread = لم أستطع قراءة بعض الملفات ({ $unread } من { $total }). الباقي جاهز: { $numbers }.
upload-gone = لم أستطع أخذ هذا الملف من المحادثة. يُرجى إرساله من جديد، أو هنا:
upload-denied = لم يعد إرسال الصور هنا متاحًا لك. يُرجى سؤال فريق التنسيق.
upload-turned-away = لم تُقبل هذه الصورة.
upload-page = هنا يمكنك إرسال ملفات كبيرة أو قرص كامل. تعمل الصفحة 24 ساعة.
button-upload = إرسال ملف
button-share-all = مشاركة
button-withdraw = سحب
please-delete-yours = لدي نسخة آمنة وأعرضها حسب القواعد. يُرجى حذف رسالتك التي فيها الملف.
form-upload-title = مشاركة صورة
form-upload-submit = إرسال
form-upload-text = لن يراها إلا من في المجموعة.
form-upload-files = ملفات
form-upload-note = ملاحظة للآخرين

card = توجد صورة جديدة. أعرضها لك وحدك.
button-show-me = عرض
button-show-newest = عرض أحدث صورة
button-show-number = عرض { LTR("#", $number) }
button-full-quality = الجودة الكاملة
masked = سُحبت هذه الصورة.
picture-title = { LTR("#", $number) } { $what }
picture-shared-by = المشاركة من { $who }.
picture-note = ملاحظة: «{ $note }»
shown-in-private = أرسلها إليك على انفراد.
show-how = أي صورة؟ يُكتب هكذا: { LTR($prefix, "show #3") }
show-in-window = النافذة: { $window }
show-window-which =
    لا أعرف «{ $written }». المتاح للصورة { LTR("#", $number) }: { $names }.

    يُكتب مثلًا: { LTR($prefix, "show #", $number, " ", $example) }
    ويمكن كتابة رقمين، المركز والعرض: { LTR($prefix, "show #", $number, " 40 400") }
show-window-numbers =
    لا أعرف «{ $written }» هنا. يُكتب رقمان، المركز والعرض: { LTR($prefix, "show #", $number, " 40 400") }
show-window-none = لا يمكن تغيير الضوء والتباين في { LTR("#", $number) }. لعرضها كما هي يُكتب: { LTR($prefix, "show #", $number) }
image-unknown = لا أجد هذه الصورة. لعرض القائمة يُرجى كتابة { LTR($prefix, "images") }.
images-none = لا توجد صور بعد. يمكنك إرسال صورة في أي وقت.
images-list =
    { $lines }

    لعرض صورة يُرجى كتابة { LTR($prefix, "show") } ورقمها.
images-line = { LTR("#", $number) } { $what } — { $who }، { $state }
image-ready = جاهزة
image-held = في انتظار المراجعة
image-rejected = محجوزة
image-withdrawn = مسحوبة
image-erased = محذوفة

share-how = أي صورة؟ يُكتب هكذا: { LTR($prefix, "share #3") }
share-begun = { $count ->
    [one] { LTR("#", $number) } في الطريق إلى محادثة واحدة.
    [two] { LTR("#", $number) } في الطريق إلى محادثتين.
    [few] { LTR("#", $number) } في الطريق إلى { $count } محادثات.
    [many] { LTR("#", $number) } في الطريق إلى { $count } محادثة.
   *[other] { LTR("#", $number) } في الطريق إلى { $count } محادثة.
 }
share-already = { LTR("#", $number) } موجودة في كل محادثات المجموعة.
share-all-begun = في الطريق: { $count }.
withdraw-how = أي صورة؟ يُكتب هكذا: { LTR($prefix, "withdraw #3") }
withdraw-begun = أسحب { LTR("#", $number) } من كل مكان. سأخبرك بالنتيجة.
withdraw-none = لا يوجد ما يُسحب.
withdraw-receipt = { $stuck ->
    [0] سُحبت { LTR("#", $number) } من كل مكان. لا أستطيع الوصول إلى نسخ حفظها الناس.
    [one] { LTR("#", $number) }: رسالة واحدة لم يمكن سحبها. يُرجى الطلب ممن هناك حذفها.
    [two] { LTR("#", $number) }: رسالتان لم يمكن سحبهما. يُرجى الطلب ممن هناك حذفهما.
    [few] { LTR("#", $number) }: { $stuck } رسائل لم يمكن سحبها. يُرجى الطلب ممن هناك حذفها.
    [many] { LTR("#", $number) }: { $stuck } رسالة لم يمكن سحبها. يُرجى الطلب ممن هناك حذفها.
   *[other] { LTR("#", $number) }: { $stuck } رسالة لم يمكن سحبها. يُرجى الطلب ممن هناك حذفها.
 }
who-saw-how = أي صورة؟ يُكتب هكذا: { LTR($prefix, "whosaw #3") }
who-saw =
    عُرضت { LTR("#", $number) } على:
    { $lines }
who-saw-line = { $who } — { $when }، { $form }
who-saw-nobody = لم يشاهد أحد { LTR("#", $number) } بعد.
form-picture = في المحادثة
form-private = على انفراد
form-in-place = في المحادثة، لشخص وحده
form-card = كإشعار

hold-other-patient = { $numbers } من { $who } قد تكون لشخص آخر. وهي مخفية الآن. يُرجى النظر فيها. يجب أن يوافق شخصان قبل عرضها.
hold-two-patients = { $numbers } من { $who } يبدو أنها تُظهر أكثر من شخص. لم يشاهدها أحد. يُرجى النظر فيها. يجب أن يوافق شخصان قبل عرضها.
hold-burned-in = { $numbers } من { $who } قد يكون فيها اسم مكتوب على الصورة. لم تشاهدها العائلة. يُرجى النظر فيها أولًا.
hold-consent = { $numbers } من { $who } في انتظار موافقة المريض.
button-look = نظرة
button-release = عرض
button-keep-back = عدم العرض
hold-second-needed = شكرًا. يجب أن يوافق شخص آخر قبل عرض { LTR("#", $number) }.
hold-same-human = لقد وافقت على { LTR("#", $number) } من قبل بعنوان آخر لك. يجب أن يوافق شخص آخر قبل عرضها.
hold-released = تمت مراجعة { LTR("#", $number) } وهي في الطريق.
hold-rejected = تمت مراجعة { LTR("#", $number) } ولن تُعرض. يُرجى سؤال فريق التنسيق.
hold-kept-back = لن تُعرض { LTR("#", $number) }.
hold-none = انتهى هذا الأمر. لا يلزمك شيء آخر.

post-unknown = لا أعرف هل وصلت { LTR("#", $number) } إلى { $room }. يُرجى النظر: هل هي هناك؟
button-it-is-there = هي هناك
button-send-again = إرسال من جديد
post-settled = شكرًا. انتهى الأمر.
post-failed = لم يمكن وضع { LTR("#", $number) } في { $room }. للمحاولة من جديد يُرجى كتابة { LTR($prefix, "share #", $number) }.
post-kicked = لم أعد في { $room }، لذلك لم تصل { LTR("#", $number) } إلى هناك. يُرجى إضافتي من جديد، ثم المشاركة مرة أخرى.

home =
    مجموعاتك:
    { $lines }
home-pod = { $pod } — { $role }
button-home-images = صور { $pod }
button-home-upload = إرسال صورة إلى { $pod }
button-home-overview = ما ينتظرك
