# ما هي الصورة، بكلمات يومية. المفاتيح هي مفاتيح core/describe.py.

picture-what = { picture-kind }{ $body ->
    [none] { picture-side-alone }
   *[other] : { picture-body }
 }{ picture-view }{ picture-part }{ picture-count }{ picture-day }

picture-kind = { $modality ->
    [x-ray] صورة أشعة سينية
    [dental-x-ray] صورة أشعة للأسنان
    [vessel-x-ray] صورة أشعة للأوعية الدموية
    [mammogram] صورة أشعة للثدي (ماموغرام)
    [bone-density] قياس كثافة العظام
    [ct] أشعة مقطعية (CT)
    [mri] رنين مغناطيسي (MRI)
    [pet] مسح PET
    [nuclear] مسح بالطب النووي
    [ultrasound] موجات فوق صوتية
    [heart-curve] تخطيط القلب
    [inside-picture] صورة بالمنظار من الداخل
    [eye-picture] صورة للعين
    [microscope] صورة مجهرية
    [photo] صورة فوتوغرافية
    [clip] فيلم
    [document] مستند
    [report] تقرير
    [treatment-plan] خطة علاج
   *[picture] صورة
 }

picture-side-alone = { $side ->
    [left] ، الجهة اليسرى
    [right] ، الجهة اليمنى
    [both] ، الجهتان
   *[none] {""}
 }

picture-body = { $body ->
    [abdomen] البطن
    [aorta] الشريان الأبهر
    [bladder] المثانة
    [brain] الدماغ
    [chest] الصدر
    [face] الوجه
    [gallbladder] المرارة
    [head] الرأس
    [heart] القلب
    [jaw] الفك
    [liver] الكبد
    [lower-spine] أسفل الظهر
    [middle-spine] أعلى الظهر
    [neck] الرقبة
    [neck-spine] فقرات الرقبة
    [neck-vessels] أوعية الرقبة
    [nose] الأنف
    [pancreas] البنكرياس
    [pelvis] الحوض
    [prostate] البروستاتا
    [sinuses] الجيوب الأنفية
    [skull] الجمجمة
    [spine] العمود الفقري
    [spleen] الطحال
    [tailbone] العصعص
    [teeth] الأسنان
    [thyroid] الغدة الدرقية
    [whole-body] الجسم كله
    [womb] الرحم
    [ribs] الأضلاع{ $side ->
        [left] {" "}اليسرى
        [right] {" "}اليمنى
        [both] {" "}من الجهتين
       *[none] {""}
     }
   *[sided] { $side ->
        [both] { picture-body-many }
       *[one] { picture-body-one }{ picture-of-side }
     }
 }

# الجهة تتبع الكلمة في التذكير والتأنيث.
picture-of-side = { $side ->
    [left] {" "}{ $body ->
        [collarbone] اليسرى
        [eye] اليسرى
        [foot] اليسرى
        [hand] اليسرى
        [kidney] اليسرى
        [knee] اليسرى
        [kneecap] اليسرى
        [lower-leg] اليسرى
        [lung] اليسرى
       *[other] الأيسر
     }
    [right] {" "}{ $body ->
        [collarbone] اليمنى
        [eye] اليمنى
        [foot] اليمنى
        [hand] اليمنى
        [kidney] اليمنى
        [knee] اليمنى
        [kneecap] اليمنى
        [lower-leg] اليمنى
        [lung] اليمنى
       *[other] الأيمن
     }
   *[none] {""}
 }

picture-body-one = { $body ->
    [ankle] الكاحل
    [breast] الثدي
    [collarbone] الترقوة
    [elbow] المرفق
    [eye] العين
    [eye-socket] محجر العين
    [finger] إصبع اليد
    [foot] القدم
    [forearm] الساعد
    [hand] اليد
    [heel] الكعب
    [hip] الورك
    [kidney] الكلية
    [knee] الركبة
    [kneecap] الرضفة
    [lower-leg] الساق
    [lung] الرئة
    [shoulder] الكتف
    [shoulder-blade] لوح الكتف
    [thigh] الفخذ
    [thumb] الإبهام
    [toe] إصبع القدم
    [upper-arm] العضد
    [wrist] الرسغ
   *[other] الجسم
 }

picture-body-many = { $body ->
    [ankle] الكاحلان
    [breast] الثديان
    [collarbone] الترقوتان
    [elbow] المرفقان
    [eye] العينان
    [eye-socket] محجرا العينين
    [finger] إصبعا اليدين
    [foot] القدمان
    [forearm] الساعدان
    [hand] اليدان
    [heel] الكعبان
    [hip] الوركان
    [kidney] الكليتان
    [knee] الركبتان
    [kneecap] الرضفتان
    [lower-leg] الساقان
    [lung] الرئتان
    [shoulder] الكتفان
    [shoulder-blade] لوحا الكتفين
    [thigh] الفخذان
    [thumb] الإبهامان
    [toe] إصبعا القدمين
    [upper-arm] العضدان
    [wrist] الرسغان
   *[other] الجهتان
 }

picture-view = { $view ->
    [front] ، من الأمام
    [side] ، من الجانب
    [slanted] ، بشكل مائل
    [above] ، من الأعلى
    [end] ، على امتداد المحور
   *[none] {""}
 }

picture-part = { $parts ->
    [0] {""}
   *[other] ، الجزء { $part } من { $parts }
 }

picture-count = { $counted ->
    [views] ، { $count ->
        [two] لقطتان
        [few] { $count } لقطات
        [many] { $count } لقطة
       *[other] { $count } لقطة
     }
    [pictures] ، { $count ->
        [two] صورتان
        [few] { $count } صور
        [many] { $count } صورة
       *[other] { $count } صورة
     }
    [film] ، متحركة
   *[one] {""}
 }

picture-day = { $month ->
    [0] {""}
   *[other] ، { date-day }
 }

picture-month = { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
 }
