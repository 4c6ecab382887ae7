# الصفحات خلف روابط البريد.

page-title = Carepods
page-front = يشارك Carepods الصور الطبية مع المقرّبين من المريض. يُرجى طلب دعوة من شخص في مجموعة.
page-not-found = لا يوجد شيء هنا. يُرجى فتح الرابط في أحدث بريد لك من جديد.
page-not-right = لم ينجح ذلك. يُرجى الرجوع والمحاولة مرة أخرى.
page-our-fault = حدث خلل من جهتنا. لم يضع شيء. يُرجى المحاولة بعد دقيقة.

page-join-title = دعوة من { $inviter }
page-join-what = إلى «{ $pod }». الدور: { $role }.
page-join-may = سيكون بإمكانك:
page-phone-label = رقم هاتفك المحمول
page-phone-hint = مع رمز البلد، هكذا: { LTR("+966 51 234 5678") }
page-phone-button = إرسال الرمز إليّ
page-phone-why = نرسل رمزًا واحدًا إلى هذا الرقم، لنعرف أنك أنت. لا يراه أحد غيرنا.

page-code-title = كتابة الرمز
page-code-sent = أرسلنا رمزًا إلى الرقم الذي ينتهي بـ { $digits }. صالح 10 دقائق.
page-code-not-sent = لم نرسل بعد أي رمز إلى الرقم الذي ينتهي بـ { $digits }.
page-code-label = الرمز
page-code-button = متابعة
page-code-none = لم تصل رسالة بعد؟
page-code-no-app = أليس التطبيق في متناول اليد؟
page-again-when = { $seconds ->
    [0] يمكنك طلب رمز جديد الآن.
    [one] يمكنك طلب رمز جديد بعد ثانية واحدة.
    [two] يمكنك طلب رمز جديد بعد ثانيتين.
    [few] يمكنك طلب رمز جديد بعد { $seconds } ثوانٍ.
    [many] يمكنك طلب رمز جديد بعد { $seconds } ثانية.
   *[other] يمكنك طلب رمز جديد بعد { $seconds } ثانية.
 }
page-again-button = إرسال من جديد
page-change-label = رقم آخر
page-change-button = تغيير الرقم
page-to-chat-button = كتابة الرمز في المحادثة بدلًا من ذلك

page-chat-title = خطوة أخيرة: فتح المحادثة
page-chat-open = فتح { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] المحادثة
 }
page-chat-phrase = في { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] المحادثة
 }، يُرجى كتابة هذه الكلمات إلى Carepods:
page-chat-once = هذا يعمل مرة واحدة، ولك وحدك.
page-done-title = تم الانضمام
page-done-text = يُرجى العودة إلى المحادثة. هناك رسالة لك من Carepods.

page-not-me-title = لست أنت؟
page-not-me-text = إذًا نُخرج هذا العنوان من المجموعة فورًا.
page-not-me-account-text = عندها لا يرى أحد شيئًا بهذا الحساب. من معه هاتفك أو تطبيقك يستطيع العودة فورًا برمز.
page-not-me-sure = لست أنا
page-not-me-button = إخراجي من المجموعة
page-not-me-done = تم. لم يعد ذلك الحساب يرى شيئًا، وفريق التنسيق على علم.
page-not-me-account-done = تم. لا يرى أحد شيئًا بهذا الحساب الآن، وفريق التنسيق على علم. كتبت لك في محادثتك: رمز على هاتفك أو في تطبيقك يعيدك.

page-upload-title = إرسال ملفات إلى مجموعتك
page-upload-note = ملاحظة للآخرين (يمكن تركها فارغة)
page-upload-files = صور، فحوص، ملفات من المستشفى، ملفات مضغوطة
page-upload-folder = أو مجلد كامل أو قرص
page-upload-button = إرسال
page-upload-hint = لن يراها إلا من في مجموعتك. ستصلك رسالة في المحادثة عندما تجهز.
page-upload-done = { $count ->
    [one] وصلني ملفك. ستصلك رسالة في المحادثة عندما يجهز.
    [two] وصلني الملفان. ستصلك رسالة في المحادثة عندما يجهزان.
    [few] وصلتني { $count } ملفات. ستصلك رسالة في المحادثة عندما تجهز.
    [many] وصلني { $count } ملفًا. ستصلك رسالة في المحادثة عندما تجهز.
   *[other] وصلني { $count } ملف. ستصلك رسالة في المحادثة عندما تجهز.
 }
page-upload-over = هذه الصفحة استُخدمت من قبل أو قديمة جدًا. لصفحة جديدة يُرجى كتابة «upload» لي في المحادثة.
page-upload-nothing = لا يوجد ملف بعد. يُرجى اختيار ملف هنا.
page-upload-unfinished = ينقص جزء من ملف. يُرجى الضغط على «إرسال» مرة أخرى.
page-upload-js-drop = يمكنك أيضًا سحب الملفات أو مجلد كامل إلى هنا.
page-upload-js-waiting = في الانتظار
page-upload-js-sending = في الطريق
page-upload-js-sent = وصل
page-upload-js-paused = توقف مؤقت. يمكنك الضغط على «متابعة» متى شئت، اليوم أو لاحقًا، في هذه الصفحة.
page-upload-js-pause = توقف مؤقت
page-upload-js-resume = متابعة
page-upload-js-remove = استبعاد
page-upload-js-lost = انقطع الاتصال. أحتفظ بما وصل، وأتابع تلقائيًا عند عودته.
page-upload-js-stopped = لم أستطع المتابعة. يُرجى فتح هذه الصفحة من جديد واختيار الملفات نفسها. ما وصل محفوظ.
