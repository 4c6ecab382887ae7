# Lo que se nos puede pedir: consentir, borrar, llevarse todo, las cuentas propias y lo que termina solo.

command-consent = Decir sí o no a mostrar imágenes
command-consent-arguments = no
command-erase = Borrar todo lo del pod
command-export = Recibir todo en archivos
command-export-arguments = me
command-wrong = Decir que una imagen es de otra persona
command-wrong-arguments = #3
command-overview = Ver lo que espera en todos sus pods
command-me = Ver y cambiar su teléfono y sus cuentas de chat
command-authenticator = Mostrar que es usted con una app, no por SMS

# ── consentir ──
consent-is-yes = Las imágenes de «{ $pod }» se muestran a quienes pueden verlas. ¿Dejo de mostrarlas?
consent-is-no = Ahora no se muestran a nadie las imágenes de «{ $pod }». ¿Las muestro otra vez?
button-consent-no = Dejar de mostrar
button-consent-yes = Mostrar otra vez
consent-no-begun = A partir de ahora no se muestra ninguna imagen. Estoy retirando lo que hay en los chats. Le diré cómo fue.
consent-no-already = Ahora no se muestra ninguna imagen a nadie. Para cambiarlo, escriba { $prefix }consent yes
consent-yes-done = { $count ->
    [0] Gracias. Las imágenes pueden mostrarse otra vez. No hubo que devolver ninguna.
    [one] Gracias. Las imágenes pueden mostrarse otra vez. Estoy devolviendo la última.
   *[other] Gracias. Las imágenes pueden mostrarse otra vez. Estoy devolviendo las últimas { $count }.
 }
consent-yes-already = Las imágenes se muestran como antes. Para dejar de mostrarlas, escriba { $prefix }consent no
consent-no-notice = El paciente de «{ $pod }» no quiere que se muestren imágenes ahora. Las estoy retirando. Usted no ha hecho nada mal.
consent-yes-notice = Las imágenes de «{ $pod }» pueden mostrarse otra vez. El paciente dijo que sí.
consent-receipt = { $stuck ->
    [0] Todas las imágenes están retiradas: { $gone }. Las copias que alguien guardó están fuera de mi alcance.
    [one] Retiradas: { $gone }. Un mensaje no se pudo retirar: { $numbers }. Pida a las personas de allí que lo borren.
   *[other] Retiradas: { $gone }. { $stuck } mensajes no se pudieron retirar: { $numbers }. Pida a las personas de allí que los borren.
 }

# ── borrar ──
erase-sure =
    Esto borra «{ $pod }» para siempre: { $count ->
        [0] ninguna imagen,
        [one] una imagen,
       *[other] las { $count } imágenes,
     } todas las notas, todas las invitaciones y quién estaba en él.
    Retiro lo que puse en los chats. Nadie puede deshacerlo, yo tampoco.
    ¿Quiere conservar las imágenes? Entonces reciba primero todo en archivos.
button-export-first = Primero recibir todo
button-erase = Borrar para siempre
erase-begun = Estoy borrando «{ $pod }». Desde ahora nadie ve nada de él. Le avisaré cuando esté hecho.
erased-done = Aquí está todo borrado. Las copias que alguien guardó están fuera de mi alcance. El certificado dice quién miró.
button-certificate = Recibir el certificado
erased-notice = «{ $pod }» se borró por deseo del paciente. Aquí no queda nada de él. Borre lo que haya guardado, por favor.
erased-room = Este chat ya no es de ningún pod. Todo lo que puse aquí está borrado, hasta donde pude.
certificate-over = Este enlace es muy antiguo. El certificado ya no está aquí.

page-certificate-title = Su certificado
page-certificate-text = Dice qué se borró, cuándo, y qué queda. Guárdelo: nosotros borramos nuestra copia a los 7 días.
page-certificate-button = Guardar el certificado
certificate-title = Certificado de borrado
certificate-what = Qué se borró
certificate-who = El pod «{ $pod }» se borró: { $when }, a petición de { $by }.
certificate-counts = Borrado: { $pictures } imágenes en { $files } archivos. Desligado: { $chats } chats, { $members } personas.
certificate-key = Todo estaba cerrado con una llave propia. Esa llave se destruyó, así que ya nada se puede abrir.
certificate-posts = Mensajes con imágenes que se retiraron de los chats: { $count }.
certificate-number = Número del pod: { $pod }
certificate-stuck = Qué no se pudo retirar
certificate-stuck-line = #{ $number } en { $platform }, enviada: { $when }. Pida a las personas de allí que la borren.
certificate-stuck-none = Nada. Todos los mensajes con una imagen han desaparecido de los chats.
certificate-stays = Qué queda, y por qué
certificate-stays-audit = El registro de quién hizo qué y cuándo: { $count } entradas, sin nombres ni palabras. La ley nos pide guardarlo 6 años.
certificate-head = El registro termina en { $head }. Con esta línea cualquiera puede comprobar que no se cambió.
certificate-stays-people = Nombre y dirección de quienes están en otro pod. Los de todos los demás se borran en 7 días.
certificate-stays-notices = Mensajes cortos de Carepods en los chats. No llevan ninguna imagen.
certificate-stays-copies = Copias que alguien guardó por su cuenta. Están fuera de nuestro alcance.
certificate-stays-backups = Las copias de seguridad solo tienen datos cerrados. Sin la llave no se abren.
certificate-looked = Quién miró
certificate-looked-line = #{ $number }: { $who }, { $form }, { $times ->
    [one] una vez,
   *[other] { $times } veces, la última
 } { $when }
certificate-looked-nobody = No se mostró ninguna imagen a nadie.

# ── llevarse todo ──
export-begun = Estoy reuniendo todo lo de «{ $pod }». Le enviaré un enlace cuando esté listo.
export-me-begun = Estoy reuniendo todo lo que hay sobre usted. Le enviaré un enlace cuando esté listo.
export-me-instead = Todo lo del pod solo lo reciben el paciente o la coordinación. Lo que trata de usted lo recibe con { $prefix }export me.
export-progress = Lo estoy reuniendo: { $done } de { $total } imágenes.
export-ready = Todo está listo, en un archivo. El enlace sirve una vez, durante 24 horas, y solo para usted.
button-export = Recibir los archivos
export-enough-today = Ya es bastante por hoy. Pruebe otra vez mañana.
export-over = Este enlace ya se usó o es muy antiguo. Escríbame { $prefix }export en el chat para recibir uno nuevo.
page-export-title = Sus archivos están listos
page-export-text = Pulse el botón para guardar todo en un archivo ZIP. Dentro, abra «index.html» para mirar.
page-export-button = Guardar los archivos
page-export-hint = Sirve una sola vez. Hágalo en un aparato que sea suyo y guarde el archivo en un lugar seguro.
export-title = Todo sobre «{ $pod }»
export-title-me = Todo sobre usted
export-me-heading = Usted
export-me-text = { $name }, { $email }, { $phone }
export-pod-heading = «{ $pod }»
export-pod-text = Imágenes de esta lista: { $count }. Cada una se abre en cualquier ordenador.
export-file-picture = Imagen
export-file-film = Vídeo
export-file-small = Imagen pequeña
export-file-metadata = Datos del archivo
export-file-original = Archivo como lo hizo el hospital
export-file-posts = Dónde se mostraron imágenes
export-file-invitations = Invitaciones
export-file-members = Personas
export-file-rooms = Chats
export-file-pod = El pod
export-file-audit = Quién hizo qué y cuándo
export-file-me = Qué sabemos de usted
export-file-accounts = Sus cuentas de chat
export-why-image-held = Sus archivos no están, porque todavía espera revisión. Pregunte a la coordinación.
export-why-image-gone = Sus archivos no están, porque fue retirada. Pregunte a la coordinación.
export-why-no-consent = Sus archivos no están, porque el paciente no quiere que se muestren imágenes ahora.
export-why-lacks-privilege = Sus archivos no están, porque usted no puede mirar imágenes aquí.
export-why-expired = Sus archivos no están, porque su tiempo en el pod terminó.
export-why-not-a-member = Sus archivos no están, porque usted no está en el pod.
export-why-pod-erased = Sus archivos se borraron.
export-why-other-pod = No está aquí.
export-why-no-image = No está aquí.

# ── la imagen de otra persona ──
wrong-how = ¿Qué imagen es de otra persona? Escriba: { $prefix }wrong #3
wrong-begun = Gracias por decirlo. #{ $number } está oculta, y la estoy retirando de todas partes.
wrong-held-already = #{ $number } ya está oculta. La coordinación la mirará.
wrong-receipt = #{ $number } está retirada de todas partes. La coordinación lo sabe y la mirará.
wrong-receipt-stuck = #{ $number }: no se pudieron retirar { $stuck }. Pida a las personas de allí que los borren. La coordinación lo sabe.
wrong-uploader = #{ $number } puede ser de otra persona, por eso la retiré. Es algo que pasa con facilidad. La coordinación la mirará.
wrong-viewers = { $count ->
    [0] { $who } dice que #{ $number } es de otra persona. Está oculta. Nadie la había visto. Retirados: { $gone }, sin retirar: { $stuck }.
   *[other]
    { $who } dice que #{ $number } es de otra persona. Está oculta. Retirados: { $gone }, sin retirar: { $stuck }.
    Se mostró a:
    { $lines }
 }

# ── lo que termina solo ──
until-not-understood = ¿Hasta qué día? Escríbalo así: { $prefix }invite anna@example.org guest until 2026-12-01
until-not-coordinator = La coordinación queda sin fecha final, porque alguien tiene que ocuparse del pod. Elija otro papel.
member-ends-soon = Su tiempo en «{ $pod }» termina el { $day }. Si necesita más, pregunte a la coordinación.
member-ends-soon-manager = { $who } puede ver «{ $pod }» hasta el { $day }. ¿Necesita más tiempo?
member-ended = Su tiempo en «{ $pod }» terminó. Gracias por su ayuda. Si necesita más, pregunte a la coordinación.
member-ended-manager = El tiempo de { $who } en «{ $pod }» terminó. Ya no ve nada.{ $day }
member-has-more = Tiene más tiempo en «{ $pod }»: hasta el { $day }.
member-more-given = { $who } puede quedarse hasta el { $day }.
button-more-time = 30 días más
inviter-over = { $who } no usó su invitación a tiempo. El enlace ya no sirve.
button-invite-anew = Invitar otra vez
knock-too-old = Nadie recogió su imagen en 7 días, por eso la borré. Nadie la ha visto. Puede enviarla otra vez.
emergency-review = { $count ->
    [0] { $who } tuvo acceso de emergencia a «{ $pod }» y no abrió ninguna imagen. El motivo: { $reason }. ¿Fue correcto?
    [one] { $who } tuvo acceso de emergencia a «{ $pod }» y abrió una imagen. El motivo: { $reason }. ¿Fue correcto?
   *[other] { $who } tuvo acceso de emergencia a «{ $pod }» y abrió { $count } imágenes. El motivo: { $reason }. ¿Fue correcto?
 }
button-emergency-right = Fue correcto
button-emergency-wrong = No fue correcto
emergency-review-thanks = Gracias. Queda escrito que lo que hizo { $who } fue correcto.
emergency-review-wrong-thanks = Gracias. Queda escrito. Lo sabrán el paciente y quienes se ocupan del pod. Hable con { $who }, por favor.
emergency-review-settled = Otra persona ya lo respondió. No hay nada más que hacer.
emergency-review-own = Se trata de su propio acceso de emergencia. Otra persona tiene que decir si fue correcto.
emergency-was-right = La coordinación ha revisado su acceso de emergencia a «{ $pod }». Todo está bien.
emergency-was-wrong = La coordinación dice que el acceso de emergencia de { $who } a «{ $pod }» no fue correcto. Hablen entre ustedes, por favor.

# ── yo ──
me =
    { $name }
    Correo: { $email }
    Teléfono: { $phone }
    { $lines }
    { $proof }
me-account = Chat: { $platform }
me-proof-app = Usted muestra que es usted con su app.
me-proof-text = Usted muestra que es usted por SMS. Una app es más segura: escriba { $prefix }authenticator
in-private-please = Aquí leen otras personas. Escríbame esto en nuestro chat privado, por favor.
button-change-phone = Cambiar teléfono
button-add-account = Añadir cuenta de chat
button-remove-account = Quitar { $platform }
button-remove-app = Quitar la app
change-phone-write = Escriba su número nuevo, con el país, así: +34 612 34 56 78
prove-by-text = He enviado un código al número que termina en { $digits }. Escríbalo aquí. Sirve durante 10 minutos.
prove-by-app = Escriba ahora las seis cifras que su app muestra para Carepods.
button-text-instead = Mejor por SMS
change-over = Pasó demasiado tiempo, así que no se cambió nada. Escriba { $prefix }me para empezar otra vez.
change-locked = Demasiados códigos que no coincidían, así que no se cambió nada. Escriba { $prefix }me para empezar otra vez.
change-phone-done = Su número ha cambiado. El nuevo termina en { $digits }. En los demás aparatos su sesión está cerrada.
# Como SMS: sin letras que lo partan en dos.
phone-changed-text = Su cuenta de Carepods tiene otro teléfono. ¿No fue usted? Mire ya su correo.
mail-phone-changed-subject = Su número de teléfono ha cambiado
mail-phone-changed-body =
    El número de teléfono de su cuenta de Carepods ha cambiado.
    Si fue usted, no tiene que hacer nada. Si no, pulse el botón. Entonces nadie verá nada con esta cuenta, hasta que usted muestre con un código en su teléfono o su app que es suya.
mail-phone-changed-button = No fui yo
add-account-phrase = Ahora abra la otra cuenta de chat y escriba allí estas palabras a Carepods: { $phrase }. Sirven una vez, durante 30 minutos.
account-added = Hola, { $name }. Esta cuenta de chat ya es suya aquí.
account-added-notice = Se añadió una cuenta de { $platform } a la suya. ¿No fue usted? Pulse ya el botón de su correo.
mail-account-added-subject = Se añadió una cuenta de chat
mail-account-added-body =
    Se añadió una cuenta de chat a su cuenta de Carepods.
    Si fue usted, no tiene que hacer nada. Si no, pulse el botón. Entonces nadie verá nada con esta cuenta, hasta que usted muestre con un código en su teléfono o su app que es suya.
mail-account-added-button = No fui yo
account-removed = Su cuenta de { $platform } está quitada. Retiro lo que le mostré allí.
account-last = Es su única cuenta de chat. Primero añada otra y después quite esta.
locked = El botón de su correo dijo: no fui yo. Por eso ahora nadie ve nada con esta cuenta. ¿Es usted? Pulse el botón y muéstrelo con un código en su teléfono (termina en { $digits }) o su app. Entonces vuelve a entrar enseguida.
button-come-back = Soy yo
came-back = Hola { $name }. Ha mostrado que es usted, así que todo está como antes. Si otra persona lee su correo, cambie ahora su contraseña.
came-back-notice = { $who } ha mostrado con su teléfono o su app que es quien dice, y está de nuevo en «{ $pod }». ¿No es correcto? Escriba { $prefix }remove y el nombre.
mail-account-removed-subject = Se quitó una cuenta de chat
mail-account-removed-body =
    Se quitó una cuenta de chat de su cuenta de Carepods.
    Si fue usted, no tiene que hacer nada. Si no, pulse el botón. Entonces nadie verá nada con esta cuenta, hasta que usted muestre con un código en su teléfono o su app que es suya.
mail-account-removed-button = No fui yo

# ── la app ──
authenticator-link = Una app en su teléfono puede mostrar los códigos, y así no hacen falta SMS. Esta es la página para prepararla. Sirve una vez, durante 10 minutos.
button-authenticator = Preparar la app
authenticator-why = El SMS es el camino más débil. Un número puede pasar a otro teléfono, y un SMS se puede leer en una pantalla bloqueada. Los códigos de una app nunca salen de su teléfono.
authenticator-over = Esta página ya se usó o es muy antigua. Escríbame { $prefix }authenticator en el chat para recibir una nueva.
authenticator-added = A partir de ahora su app muestra que es usted. ¿No fue usted? Avise ya a la coordinación.
authenticator-removed = La app está quitada. A partir de ahora envío los códigos por SMS otra vez.
authenticator-done = Hecho. A partir de ahora su app muestra que es usted. Puede cerrar esta página.
page-authenticator-title = Use una app para sus códigos
page-authenticator-ready = Necesita una app de códigos (autenticador), en un teléfono que solo use usted. Cualquiera sirve.
page-authenticator-button = Mostrarme qué escanear
page-authenticator-hint = Se muestra una sola vez. Asegúrese de que nadie mira por encima de su hombro.
page-authenticator-scan = Escanee esto con su app
page-authenticator-alt = Un código cuadrado para escanear. Lo mismo está debajo en letras.
page-authenticator-type = ¿Sin cámara? Escriba en la app estas letras:
page-authenticator-label = Las seis cifras que muestra la app

# ── lo que espera ──
overview = { $waiting ->
    [0] No hay nada que le espere. Pods tranquilos: { $quiet }.
   *[other]
    Lo que le espera:
    { $lines }
    Pods tranquilos: { $quiet }.
 }
overview-line = { $pod } — invitaciones { $invitations }, por revisar { $holds }, no llegaron { $posts }, sin ver { $unseen }
button-overview-pod = { $pod } ({ $count })
overview-pod =
    «{ $pod }»:
    { $lines }
overview-nothing = Aquí no espera nada.
overview-invitation = Con invitación: { $who } — { $state }
overview-hold = #{ $number } espera revisión
overview-unknown = #{ $number }: no se sabe si llegó a { $room }
overview-failed = #{ $number } no entró en un chat
overview-unseen = #{ $number }: nadie del equipo médico la ha mirado todavía
shown-in-private-list = Se la envío en privado.
button-look-number = Mirar #{ $number }
button-release-number = Mostrar #{ $number }
button-keep-back-number = No mostrar #{ $number }
button-there-number = #{ $number } está allí
button-again-number = Enviar #{ $number } otra vez
button-share-number = Compartir #{ $number } otra vez
button-nudge-number = Avisar al equipo de #{ $number }
nudge = { $who } le pide que mire #{ $number } de «{ $pod }».
nudged = { $count ->
    [one] He avisado a una persona del equipo médico de #{ $number }.
   *[other] He avisado a { $count } personas del equipo médico de #{ $number }.
 }
