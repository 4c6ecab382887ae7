# Ce qu'est une image, en mots de tous les jours. Les clés sont celles de core/describe.py.

picture-what = { picture-kind }{ $body ->
    [none] { picture-side-alone }
   *[other] {" "}{ picture-body }
 }{ picture-view }{ picture-part }{ picture-count }{ picture-day }

picture-kind = { $modality ->
    [x-ray] Radiographie
    [dental-x-ray] Radiographie dentaire
    [vessel-x-ray] Radiographie des vaisseaux sanguins
    [mammogram] Mammographie
    [bone-density] Mesure de la densité des os
    [ct] Scanner
    [mri] IRM
    [pet] TEP
    [nuclear] Scintigraphie
    [ultrasound] Échographie
    [heart-curve] Électrocardiogramme
    [inside-picture] Image de caméra à l'intérieur
    [eye-picture] Image de l'œil
    [microscope] Image de microscope
    [photo] Photo
    [clip] Film
    [document] Document
    [report] Compte rendu
    [treatment-plan] Plan de traitement
   *[picture] Image
 }

picture-side-alone = { $side ->
    [left] , côté gauche
    [right] , côté droit
    [both] , des deux côtés
   *[none] {""}
 }

picture-body = { $body ->
    [abdomen] du ventre
    [aorta] de l'aorte
    [bladder] de la vessie
    [brain] du cerveau
    [chest] du thorax
    [face] du visage
    [gallbladder] de la vésicule
    [head] de la tête
    [heart] du cœur
    [jaw] de la mâchoire
    [liver] du foie
    [lower-spine] du bas du dos
    [middle-spine] du haut du dos
    [neck] du cou
    [neck-spine] des vertèbres du cou
    [neck-vessels] des vaisseaux du cou
    [nose] du nez
    [pancreas] du pancréas
    [pelvis] du bassin
    [prostate] de la prostate
    [sinuses] des sinus
    [skull] du crâne
    [spine] de la colonne vertébrale
    [spleen] de la rate
    [tailbone] du coccyx
    [teeth] des dents
    [thyroid] de la thyroïde
    [whole-body] du corps entier
    [womb] de l'utérus
    [ribs] des côtes{ $side ->
        [left] {" "}gauches
        [right] {" "}droites
        [both] {" "}des deux côtés
       *[none] {""}
     }
   *[sided] { $side ->
        [both] des deux { picture-body-many }
       *[one] { picture-body-one }{ picture-of-side }
     }
 }

# Le côté s'accorde avec son mot.
picture-of-side = { $side ->
    [left] {" "}gauche
    [right] {" "}{ $body ->
        [ankle] droite
        [collarbone] droite
        [hand] droite
        [hip] droite
        [kneecap] droite
        [lower-leg] droite
        [shoulder] droite
        [shoulder-blade] droite
        [thigh] droite
        [eye-socket] droite
       *[other] droit
     }
   *[none] {""}
 }

picture-body-one = { $body ->
    [ankle] de la cheville
    [breast] du sein
    [collarbone] de la clavicule
    [elbow] du coude
    [eye] de l'œil
    [eye-socket] de l'orbite de l'œil
    [finger] du doigt
    [foot] du pied
    [forearm] de l'avant-bras
    [hand] de la main
    [heel] du talon
    [hip] de la hanche
    [kidney] du rein
    [knee] du genou
    [kneecap] de la rotule
    [lower-leg] de la jambe
    [lung] du poumon
    [shoulder] de l'épaule
    [shoulder-blade] de l'omoplate
    [thigh] de la cuisse
    [thumb] du pouce
    [toe] de l'orteil
    [upper-arm] du bras
    [wrist] du poignet
   *[other] du corps
 }

picture-body-many = { $body ->
    [ankle] chevilles
    [breast] seins
    [collarbone] clavicules
    [elbow] coudes
    [eye] yeux
    [eye-socket] orbites des yeux
    [finger] doigts
    [foot] pieds
    [forearm] avant-bras
    [hand] mains
    [heel] talons
    [hip] hanches
    [kidney] reins
    [knee] genoux
    [kneecap] rotules
    [lower-leg] jambes
    [lung] poumons
    [shoulder] épaules
    [shoulder-blade] omoplates
    [thigh] cuisses
    [thumb] pouces
    [toe] orteils
    [upper-arm] bras
    [wrist] poignets
   *[other] côtés
 }

picture-view = { $view ->
    [front] , vue de face
    [side] , vue de côté
    [slanted] , vue de biais
    [above] , vue d'en haut
    [end] , vue dans l'axe
   *[none] {""}
 }

picture-part = { $parts ->
    [0] {""}
   *[other] , partie { $part } sur { $parts }
 }

picture-count = { $counted ->
    [views] , { $count } vues
    [pictures] , { $count } images
    [film] , en mouvement
   *[one] {""}
 }

picture-day = { $month ->
    [0] {""}
   *[other] , { date-day }
 }

picture-month = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
 }
