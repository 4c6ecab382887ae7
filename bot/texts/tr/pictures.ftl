# Bir görüntünün ne olduğu, gündelik sözlerle. Anahtarlar core/describe.py'dekilerdir.

picture-what = { picture-kind }{ $body ->
    [none] { picture-side-alone }
   *[other] : { picture-body }
 }{ picture-view }{ picture-part }{ picture-count }{ picture-day }

picture-kind = { $modality ->
    [x-ray] Röntgen
    [dental-x-ray] Diş röntgeni
    [vessel-x-ray] Damar röntgeni (anjiyo)
    [mammogram] Mamografi
    [bone-density] Kemik yoğunluğu ölçümü
    [ct] BT (tomografi)
    [mri] MR
    [pet] PET
    [nuclear] Sintigrafi
    [ultrasound] Ultrason
    [heart-curve] EKG
    [inside-picture] İçeriden kamera görüntüsü
    [eye-picture] Göz görüntüsü
    [microscope] Mikroskop görüntüsü
    [photo] Fotoğraf
    [clip] Film
    [document] Belge
    [report] Rapor
    [treatment-plan] Tedavi planı
   *[picture] Görüntü
 }

picture-side-alone = { $side ->
    [left] , sol taraf
    [right] , sağ taraf
    [both] , iki taraf
   *[none] {""}
 }

picture-body = { $body ->
    [abdomen] karın
    [aorta] ana atardamar (aort)
    [bladder] mesane
    [brain] beyin
    [chest] göğüs
    [face] yüz
    [gallbladder] safra kesesi
    [head] baş
    [heart] kalp
    [jaw] çene
    [liver] karaciğer
    [lower-spine] bel
    [middle-spine] sırt
    [neck] boyun
    [neck-spine] boyun omurları
    [neck-vessels] boyun damarları
    [nose] burun
    [pancreas] pankreas
    [pelvis] leğen kemiği
    [prostate] prostat
    [sinuses] sinüsler
    [skull] kafatası
    [spine] omurga
    [spleen] dalak
    [tailbone] kuyruk sokumu
    [teeth] dişler
    [thyroid] tiroit
    [whole-body] bütün vücut
    [womb] rahim
    [ribs] { picture-of-side }kaburgalar
   *[sided] { $side ->
        [both] { picture-body-many }
       *[one] { picture-of-side }{ picture-body-one }
     }
 }

picture-of-side = { $side ->
    [left] sol{" "}
    [right] sağ{" "}
    [both] iki taraftaki{" "}
   *[none] {""}
 }

picture-body-one = { $body ->
    [ankle] ayak bileği
    [breast] meme
    [collarbone] köprücük kemiği
    [elbow] dirsek
    [eye] göz
    [eye-socket] göz çukuru
    [finger] parmak
    [foot] ayak
    [forearm] ön kol
    [hand] el
    [heel] topuk
    [hip] kalça
    [kidney] böbrek
    [knee] diz
    [kneecap] diz kapağı
    [lower-leg] baldır
    [lung] akciğer
    [shoulder] omuz
    [shoulder-blade] kürek kemiği
    [thigh] uyluk
    [thumb] başparmak
    [toe] ayak parmağı
    [upper-arm] üst kol
    [wrist] el bileği
   *[other] vücut
 }

picture-body-many = { $body ->
    [other] iki taraf
   *[each] iki { picture-body-one }
 }

picture-view = { $view ->
    [front] , önden görünüm
    [side] , yandan görünüm
    [slanted] , eğik görünüm
    [above] , yukarıdan görünüm
    [end] , boylamasına görünüm
   *[none] {""}
 }

picture-part = { $parts ->
    [0] {""}
   *[other] , bölüm { $part }/{ $parts }
 }

picture-count = { $counted ->
    [views] , { $count } çekim
    [pictures] , { $count } görüntü
    [film] , hareketli
   *[one] {""}
 }

picture-day = { $month ->
    [0] {""}
   *[other] , { date-day }
 }

picture-month = { $month ->
    [1] Ocak
    [2] Şubat
    [3] Mart
    [4] Nisan
    [5] Mayıs
    [6] Haziran
    [7] Temmuz
    [8] Ağustos
    [9] Eylül
    [10] Ekim
    [11] Kasım
   *[12] Aralık
 }
