# Was ein Bild ist, in Wörtern des Alltags. Die Schlüssel sind die von core/describe.py.

picture-what = { picture-kind }{ $body ->
    [none] { picture-side-alone }
   *[other] {" "}{ picture-body }
 }{ picture-view }{ picture-part }{ picture-count }{ picture-day }

picture-kind = { $modality ->
    [x-ray] Röntgenbild
    [dental-x-ray] Zahn-Röntgenbild
    [vessel-x-ray] Röntgenbild der Blutgefäße
    [mammogram] Mammografie
    [bone-density] Knochendichtemessung
    [ct] CT
    [mri] MRT
    [pet] PET
    [nuclear] Szintigrafie
    [ultrasound] Ultraschall
    [heart-curve] EKG
    [inside-picture] Kamerabild von innen
    [eye-picture] Augenbild
    [microscope] Mikroskopbild
    [photo] Foto
    [clip] Film
    [document] Dokument
    [report] Befund
    [treatment-plan] Behandlungsplan
   *[picture] Bild
 }

picture-side-alone = { $side ->
    [left] , linke Seite
    [right] , rechte Seite
    [both] , beide Seiten
   *[none] {""}
 }

picture-body = { $body ->
    [abdomen] des Bauchs
    [aorta] der Hauptschlagader
    [bladder] der Blase
    [brain] des Gehirns
    [chest] des Brustkorbs
    [face] des Gesichts
    [gallbladder] der Gallenblase
    [head] des Kopfes
    [heart] des Herzens
    [jaw] des Kiefers
    [liver] der Leber
    [lower-spine] der Lendenwirbelsäule
    [middle-spine] der Brustwirbelsäule
    [neck] des Halses
    [neck-spine] der Halswirbelsäule
    [neck-vessels] der Halsgefäße
    [nose] der Nase
    [pancreas] der Bauchspeicheldrüse
    [pelvis] des Beckens
    [prostate] der Prostata
    [sinuses] der Nasennebenhöhlen
    [skull] des Schädels
    [spine] der Wirbelsäule
    [spleen] der Milz
    [tailbone] des Steißbeins
    [teeth] der Zähne
    [thyroid] der Schilddrüse
    [whole-body] des ganzen Körpers
    [womb] der Gebärmutter
    [ribs] { $side ->
        [left] der linken Rippen
        [right] der rechten Rippen
        [both] der Rippen beider Seiten
       *[none] der Rippen
     }
   *[sided] { $side ->
        [both] beider { picture-body-many }
       *[one] { picture-of-side }{ picture-body-one }
     }
 }

# Im Genitiv: weibliche Wörter mit „der“, die übrigen mit „des“.
picture-of-side = { $body ->
    [breast] der
    [eye-socket] der
    [hand] der
    [heel] der
    [hip] der
    [kidney] der
    [kneecap] der
    [lung] der
    [shoulder] der
    [toe] der
   *[other] des
 }{ $side ->
    [left] {" "}linken{" "}
    [right] {" "}rechten{" "}
   *[none] {" "}
 }

picture-body-one = { $body ->
    [ankle] Sprunggelenks
    [breast] Brust
    [collarbone] Schlüsselbeins
    [elbow] Ellenbogens
    [eye] Auges
    [eye-socket] Augenhöhle
    [finger] Fingers
    [foot] Fußes
    [forearm] Unterarms
    [hand] Hand
    [heel] Ferse
    [hip] Hüfte
    [kidney] Niere
    [knee] Knies
    [kneecap] Kniescheibe
    [lower-leg] Unterschenkels
    [lung] Lunge
    [shoulder] Schulter
    [shoulder-blade] Schulterblatts
    [thigh] Oberschenkels
    [thumb] Daumens
    [toe] Zehe
    [upper-arm] Oberarms
    [wrist] Handgelenks
   *[other] Körpers
 }

picture-body-many = { $body ->
    [ankle] Sprunggelenke
    [breast] Brüste
    [collarbone] Schlüsselbeine
    [elbow] Ellenbogen
    [eye] Augen
    [eye-socket] Augenhöhlen
    [finger] Finger
    [foot] Füße
    [forearm] Unterarme
    [hand] Hände
    [heel] Fersen
    [hip] Hüften
    [kidney] Nieren
    [knee] Knie
    [kneecap] Kniescheiben
    [lower-leg] Unterschenkel
    [lung] Lungen
    [shoulder] Schultern
    [shoulder-blade] Schulterblätter
    [thigh] Oberschenkel
    [thumb] Daumen
    [toe] Zehen
    [upper-arm] Oberarme
    [wrist] Handgelenke
   *[other] Seiten
 }

picture-view = { $view ->
    [front] , von vorn gesehen
    [side] , von der Seite gesehen
    [slanted] , schräg gesehen
    [above] , von oben gesehen
    [end] , in Längsrichtung gesehen
   *[none] {""}
 }

picture-part = { $parts ->
    [0] {""}
   *[other] , Teil { $part } von { $parts }
 }

picture-count = { $counted ->
    [views] , { $count } Aufnahmen
    [pictures] , { $count } Bilder
    [film] , bewegt
   *[one] {""}
 }

picture-day = { $month ->
    [0] {""}
   *[other] , { $day }. { picture-month } { $year }
 }

picture-month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
 }
