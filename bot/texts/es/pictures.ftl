# Qué es una imagen, en palabras de todos los días. Las claves son las de core/describe.py.

picture-what = { picture-kind }{ $body ->
    [none] { picture-side-alone }
   *[other] {" "}{ picture-body }
 }{ picture-view }{ picture-part }{ picture-count }{ picture-day }

picture-kind = { $modality ->
    [x-ray] Radiografía
    [dental-x-ray] Radiografía dental
    [vessel-x-ray] Radiografía de los vasos sanguíneos
    [mammogram] Mamografía
    [bone-density] Densitometría de los huesos
    [ct] TAC
    [mri] Resonancia magnética
    [pet] PET
    [nuclear] Gammagrafía
    [ultrasound] Ecografía
    [heart-curve] Electrocardiograma
    [inside-picture] Imagen de cámara por dentro
    [eye-picture] Imagen del ojo
    [microscope] Imagen de microscopio
    [photo] Foto
    [clip] Vídeo
    [document] Documento
    [report] Informe
    [treatment-plan] Plan de tratamiento
   *[picture] Imagen
 }

picture-side-alone = { $side ->
    [left] , lado izquierdo
    [right] , lado derecho
    [both] , ambos lados
   *[none] {""}
 }

picture-body = { $body ->
    [abdomen] del vientre
    [aorta] de la aorta
    [bladder] de la vejiga
    [brain] del cerebro
    [chest] del tórax
    [face] de la cara
    [gallbladder] de la vesícula
    [head] de la cabeza
    [heart] del corazón
    [jaw] de la mandíbula
    [liver] del hígado
    [lower-spine] de la columna lumbar
    [middle-spine] de la columna dorsal
    [neck] del cuello
    [neck-spine] de la columna cervical
    [neck-vessels] de los vasos del cuello
    [nose] de la nariz
    [pancreas] del páncreas
    [pelvis] de la pelvis
    [prostate] de la próstata
    [sinuses] de los senos de la cara
    [skull] del cráneo
    [spine] de la columna
    [spleen] del bazo
    [tailbone] del cóccix
    [teeth] de los dientes
    [thyroid] de la tiroides
    [whole-body] de todo el cuerpo
    [womb] del útero
    [ribs] de las costillas{ $side ->
        [left] {" "}izquierdas
        [right] {" "}derechas
        [both] {" "}de ambos lados
       *[none] {""}
     }
   *[sided] { $side ->
        [both] de { picture-body-many }
       *[one] { picture-body-one }{ picture-of-side }
     }
 }

# El lado concuerda con su palabra.
picture-of-side = { $side ->
    [left] {" "}izquierd{ $body ->
        [breast] a
        [collarbone] a
        [eye-socket] a
        [hand] a
        [hip] a
        [knee] a
        [kneecap] a
        [lower-leg] a
        [wrist] a
       *[other] o
     }
    [right] {" "}derech{ $body ->
        [breast] a
        [collarbone] a
        [eye-socket] a
        [hand] a
        [hip] a
        [knee] a
        [kneecap] a
        [lower-leg] a
        [wrist] a
       *[other] o
     }
   *[none] {""}
 }

picture-body-one = { $body ->
    [ankle] del tobillo
    [breast] de la mama
    [collarbone] de la clavícula
    [elbow] del codo
    [eye] del ojo
    [eye-socket] de la órbita del ojo
    [finger] del dedo
    [foot] del pie
    [forearm] del antebrazo
    [hand] de la mano
    [heel] del talón
    [hip] de la cadera
    [kidney] del riñón
    [knee] de la rodilla
    [kneecap] de la rótula
    [lower-leg] de la pierna
    [lung] del pulmón
    [shoulder] del hombro
    [shoulder-blade] del omóplato
    [thigh] del muslo
    [thumb] del pulgar
    [toe] del dedo del pie
    [upper-arm] del brazo
    [wrist] de la muñeca
   *[other] del cuerpo
 }

picture-body-many = { $body ->
    [ankle] ambos tobillos
    [breast] ambas mamas
    [collarbone] ambas clavículas
    [elbow] ambos codos
    [eye] ambos ojos
    [eye-socket] ambas órbitas de los ojos
    [finger] ambos dedos
    [foot] ambos pies
    [forearm] ambos antebrazos
    [hand] ambas manos
    [heel] ambos talones
    [hip] ambas caderas
    [kidney] ambos riñones
    [knee] ambas rodillas
    [kneecap] ambas rótulas
    [lower-leg] ambas piernas
    [lung] ambos pulmones
    [shoulder] ambos hombros
    [shoulder-blade] ambos omóplatos
    [thigh] ambos muslos
    [thumb] ambos pulgares
    [toe] ambos dedos de los pies
    [upper-arm] ambos brazos
    [wrist] ambas muñecas
   *[other] ambos lados
 }

picture-view = { $view ->
    [front] , vista de frente
    [side] , vista de lado
    [slanted] , vista en diagonal
    [above] , vista desde arriba
    [end] , vista a lo largo
   *[none] {""}
 }

picture-part = { $parts ->
    [0] {""}
   *[other] , parte { $part } de { $parts }
 }

picture-count = { $counted ->
    [views] , { $count } vistas
    [pictures] , { $count } imágenes
    [film] , en movimiento
   *[one] {""}
 }

picture-day = { $month ->
    [0] {""}
   *[other] , { $day } de { picture-month } de { $year }
 }

picture-month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
 }
