# Lo que está en camino, avisos, imágenes en los chats, lo retenido y lo retirado.

upload-received = Tengo su imagen. Deme unos segundos para prepararla.
upload-shared = { $count ->
    [one] Lista: { $numbers }. Va en camino a su pod.
   *[other] Listas: { $numbers }. Van en camino a su pod.
 }
upload-held = { $numbers }: la guardo hasta que la coordinación la haya revisado. Nadie más la ha visto.
upload-which = Hay { $count } imágenes listas: { $numbers }. ¿Las comparto todas?
upload-some-unread = No pude leer { $unread } de { $total } archivos. Los demás están listos: { $numbers }.
upload-gone = No pude recoger ese archivo del chat. Envíelo otra vez, o aquí:
upload-denied = Aquí ya no puede enviar imágenes. Pregunte a la coordinación.
upload-turned-away = Esa imagen no se aceptó.
upload-page = Envíe aquí archivos grandes o un CD entero. La página sirve durante 24 horas.
button-upload = Enviar archivo
button-share-all = Compartir
button-withdraw = Retirar
please-delete-yours = Tengo una copia segura y la muestro según las reglas. Borre su propio mensaje con el archivo, por favor.
form-upload-title = Compartir una imagen
form-upload-submit = Enviar
form-upload-text = Solo las personas del pod la verán.
form-upload-files = Archivos
form-upload-note = Una nota para los demás

card = Hay una imagen nueva. Se la muestro solo a usted.
button-show-me = Mostrar
button-show-newest = Ver la más reciente
button-show-number = Ver #{ $number }
button-full-quality = Toda la calidad
masked = Esta imagen fue retirada.
picture-title = #{ $number } { $what }
picture-shared-by = Compartida por { $who }.
picture-note = Nota: «{ $note }»
shown-in-private = Se la envío en privado.
show-how = ¿Qué imagen? Escriba: { $prefix }show #3
show-in-window = Ventana: { $window }
show-window-which =
    No conozco «{ $written }». Para #{ $number } hay: { $names }.

    Escriba por ejemplo: { $prefix }show #{ $number } { $example }
    También sirven dos números, centro y ancho: { $prefix }show #{ $number } 40 400
show-window-numbers =
    No conozco «{ $written }» aquí. Escriba dos números, centro y ancho: { $prefix }show #{ $number } 40 400
show-window-none = La luz y el contraste de #{ $number } no se pueden cambiar. Para verla como es, escriba: { $prefix }show #{ $number }
image-unknown = No encuentro esa imagen. Escriba { $prefix }images para ver la lista.
images-none = Todavía no hay imágenes. Envíeme una cuando quiera.
images-list =
    { $lines }

    Escriba { $prefix }show y el número para ver una.
images-line = #{ $number } { $what } — { $who }, { $state }
image-ready = lista
image-held = espera revisión
image-rejected = retenida
image-withdrawn = retirada
image-erased = borrada

share-how = ¿Qué imagen? Escriba: { $prefix }share #3
share-begun = { $count ->
    [one] #{ $number } va en camino a un chat.
   *[other] #{ $number } va en camino a { $count } chats.
 }
share-already = #{ $number } ya está en todos los chats del pod.
share-all-begun = En camino: { $count }.
withdraw-how = ¿Qué imagen? Escriba: { $prefix }withdraw #3
withdraw-begun = Estoy retirando #{ $number } de todas partes. Le diré cómo fue.
withdraw-none = No hay nada que retirar.
withdraw-receipt = { $stuck ->
    [0] #{ $number } está retirada de todas partes. Las copias que alguien guardó están fuera de mi alcance.
    [one] #{ $number }: un mensaje no se pudo retirar. Pida a las personas de allí que lo borren.
   *[other] #{ $number }: { $stuck } mensajes no se pudieron retirar. Pida a las personas de allí que los borren.
 }
who-saw-how = ¿Qué imagen? Escriba: { $prefix }whosaw #3
who-saw =
    #{ $number } se mostró a:
    { $lines }
who-saw-line = { $who } — { $when }, { $form }
who-saw-nobody = Nadie ha visto todavía #{ $number }.
form-picture = en el chat
form-private = en privado
form-in-place = en el chat, a solas
form-card = como aviso

hold-other-patient = { $numbers } de { $who } puede ser de otra persona. Por ahora está oculta. Mírela, por favor. Dos personas tienen que estar de acuerdo antes de mostrarla.
hold-two-patients = { $numbers } de { $who } parece mostrar a más de una persona. Nadie lo ha visto. Mírelo, por favor. Dos personas tienen que estar de acuerdo antes de mostrarlo.
hold-burned-in = { $numbers } de { $who } puede llevar un nombre escrito en la imagen. La familia no la ha visto. Mírela antes, por favor.
hold-consent = { $numbers } de { $who } espera el sí del paciente.
button-look = Mirar
button-release = Mostrar
button-keep-back = No mostrar
hold-second-needed = Gracias. Falta que una persona más esté de acuerdo antes de mostrar #{ $number }.
hold-same-human = Ya ha aceptado #{ $number } con otra dirección suya. Falta que otra persona esté de acuerdo antes de mostrarla.
hold-released = #{ $number } se revisó y va en camino.
hold-rejected = #{ $number } se revisó y no se muestra. Pregunte a la coordinación, por favor.
hold-kept-back = #{ $number } no se muestra.
hold-none = Esto ya está resuelto. No hay nada más que hacer.

post-unknown = No sé si #{ $number } llegó a { $room }. Mire, por favor: ¿está allí?
button-it-is-there = Está allí
button-send-again = Enviar otra vez
post-settled = Gracias. Queda resuelto.
post-failed = #{ $number } no se pudo poner en { $room }. Escriba { $prefix }share #{ $number } para probar otra vez.
post-kicked = Ya no estoy en { $room }, por eso #{ $number } no llegó. Añádame de nuevo y compártala otra vez.

home =
    Sus pods:
    { $lines }
home-pod = { $pod } — { $role }
button-home-images = Imágenes de { $pod }
button-home-upload = Enviar una a { $pod }
button-home-overview = Lo que espera
