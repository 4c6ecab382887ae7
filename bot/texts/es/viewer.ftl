# El visor: entrar desde el chat, pods, imágenes, una imagen.

command-open = Abrir el visor en una página propia
button-open-viewer = Abrir el visor
viewer-link = Por aquí entra al visor. El enlace sirve una vez, durante 10 minutos, y solo para usted.

viewer-landing-title = Vea sus imágenes
viewer-landing-text = Pulse el botón para entrar. La sesión queda abierta solo en este aparato.
viewer-landing-button = Entrar
viewer-landing-hint = ¿Este aparato no es suyo? Entonces cierre esta página y abra el enlace en el suyo.
viewer-link-over = Este enlace ya se usó o es muy antiguo. Escríbame { $prefix }open en el chat para recibir uno nuevo.
viewer-signed-out = Su sesión está cerrada. Escríbame { $prefix }open en el chat para volver.
viewer-signed-out-now = Su sesión está cerrada. En este aparato no queda nada abierto.
viewer-nothing-here = Aquí no hay nada para usted. Vuelva atrás, o escríbame { $prefix }open en el chat.
viewer-slow-down = Ha sido mucho de una vez. Espere un minuto y pruebe otra vez.

viewer-skip = Ir a las imágenes
viewer-nav = Su camino por el visor
viewer-my-pods = Mis pods
viewer-no-pods = Ahora no está en ningún pod. Pida una invitación a alguien que esté en uno.
viewer-sign-out = Cerrar sesión
viewer-time-limit = Tras { $minutes } minutos sin uso, la sesión se cierra. Cada vez que sigue, el tiempo empieza de nuevo.
viewer-time-soon = La sesión se cerrará en 2 minutos. ¿Necesita más tiempo?
viewer-time-button = Más tiempo
viewer-time-more = Ya tiene más tiempo.

viewer-pictures-of = Imágenes de «{ $pod }»
viewer-no-pictures = Todavía no hay imágenes. Envíeme una en el chat cuando quiera.
viewer-not-yet = Espera revisión. Después la verá.
viewer-no-small = De esta no hay imagen pequeña.
viewer-waits = Esta espera revisión. Solo usted y quienes revisan pueden verla.
viewer-moves = Un vídeo
viewer-newer = Más nuevas
viewer-older = Más antiguas

viewer-back = Volver a «{ $pod }»
viewer-back-to-picture = Volver a #{ $number }
viewer-is-preview = Esto es una vista previa. Mire la imagen con toda la calidad antes de decidir nada.
viewer-is-full = Esta es toda la calidad. Muévase por ella para verla entera.
viewer-is-film = Este es el vídeo.
viewer-pan = La imagen con toda la calidad
viewer-full = Toda la calidad
viewer-small = Más pequeña
viewer-play = Ver en movimiento
viewer-pause = Pausa
viewer-download = Guardar la imagen
viewer-download-film = Guardar el vídeo
viewer-who-saw = Quién la ha visto
viewer-who-saw-title = Quién ha visto #{ $number }
viewer-nobody-saw = Nadie la ha visto todavía.
viewer-times = { $times ->
    [one] una vez,
   *[other] { $times } veces, la última
 }
form-viewer = en el visor
form-download = guardada desde el visor

viewer-light = Luz y contraste
viewer-as-it-is = Como llegó
viewer-sides = Las letras dicen los lados del paciente: R derecha, L izquierda, A delante, P detrás, H cabeza, F pies. En la imagen, a la izquierda: { $left }, a la derecha: { $right }, arriba: { $top }, abajo: { $bottom }.
viewer-bar = La barra mide { $length }.
viewer-bar-detector = La barra mide { $length } en el detector; en el cuerpo es un poco menos.
viewer-window-lung = Pulmón
viewer-window-mediastinum = Centro del pecho
viewer-window-bone = Hueso
viewer-window-soft = Partes blandas
viewer-window-brain = Cerebro
viewer-window-abdomen = Vientre
viewer-window-liver = Hígado
viewer-window-spine = Columna
viewer-brighter = Más clara
viewer-darker = Más oscura
viewer-more-contrast = Más contraste
viewer-less-contrast = Menos contraste
viewer-window-own = Sus propios valores
viewer-window-centre = Centro
viewer-window-width = Ancho (1 o más)
viewer-window-button = Mostrar así
viewer-window-numbers = Escriba dos números, como 40 y 400. El ancho es 1 o más.
viewer-window-not-now = No pude cambiar la luz ahora. Pruebe otra vez en un minuto.

viewer-about = Sobre esta imagen
viewer-group-picture = La imagen
viewer-group-patient = De quién es
viewer-group-origin = De dónde viene
viewer-group-place = Dónde se hizo
viewer-group-done = Qué se hizo con ella
viewer-group-rest = Todo lo demás en el archivo

row-modality = Tipo
row-study-date = Día
row-study-time = Hora
row-body-part = Parte del cuerpo
row-laterality = Lado
row-view = Vista desde
row-series-number = Serie
row-instance-number = Número en la serie
row-slice-thickness = Grosor del corte, en mm
row-pixel-spacing = Distancia entre los puntos, en mm
row-rows = Alto, en puntos
row-columns = Ancho, en puntos
row-frames = Imágenes que contiene
row-patient-name = Nombre
row-patient-id = Número de paciente
row-birth-date = Día de nacimiento
row-sex = Sexo
row-age = Edad
row-accession-number = Número de petición
row-manufacturer = Fabricante del aparato
row-model = Aparato
row-institution = Hospital
row-referring-physician = Pedida por
row-study-description = Examen
row-series-description = Nombre de la serie
row-tube-voltage = Voltaje del tubo, en kV
row-protocol = Protocolo
row-taken = Hecha
row-decoder = Leída con
row-window = Luz y contraste
row-scale = Tamaño, comparado con el original
row-elapsed-ms = Tardó, en milésimas de segundo
row-metadata-cut = Algunos datos eran demasiado largos y se dejaron fuera
