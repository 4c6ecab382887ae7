# Series of slices: which to share, and what a caption says of them.

upload-which-series =
    عدد السلاسل: { $series }، وعدد الصور كلها: { $pictures }. أيها أشارك؟
    { $lines }
picture-missing = عدد المقاطع الناقصة في الوسط: { $missing }.
picture-notes-left-out = الملاحظات المكتوبة في الملف لا تُعرض هنا، فقد تحتوي على أسماء.
picture-over-presentation = كما حُفظت في المستشفى، مع الرسوم التي أُضيفت هناك.
picture-over-segmentation = مع مناطق جرى تعليمها بالألوان في المستشفى.
