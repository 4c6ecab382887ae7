# Las páginas detrás de los enlaces de los correos.

page-title = Carepods
page-front = Carepods comparte imágenes médicas con las personas cercanas a un paciente. Pida una invitación a alguien que esté en un pod.
page-not-found = Aquí no hay nada. Abra otra vez el enlace de su correo más reciente.
page-not-right = Eso no funcionó. Vuelva atrás y pruebe otra vez.
page-our-fault = Algo se rompió por nuestra parte. No se ha perdido nada. Pruebe otra vez en un minuto.

page-join-title = { $inviter } le invita
page-join-what = A «{ $pod }», como: { $role }.
page-join-may = Usted podrá:
page-phone-label = Su número de móvil
page-phone-hint = Con el país, así: +34 612 34 56 78
page-phone-button = Enviarme un código
page-phone-why = Enviamos un código a este número, para saber que es usted. Nadie más lo ve.

page-code-title = Escriba el código
page-code-sent = Hemos enviado un código al número que termina en { $digits }. Sirve durante 10 minutos.
page-code-not-sent = Todavía no hemos enviado ningún código al número que termina en { $digits }.
page-code-label = Código
page-code-button = Seguir
page-code-none = ¿Todavía no llegó el mensaje?
page-code-no-app = ¿No tiene la app a mano?
page-again-when = { $seconds ->
    [0] Ya puede pedir un código nuevo.
    [one] Podrá pedir un código nuevo en 1 segundo.
   *[other] Podrá pedir un código nuevo en { $seconds } segundos.
 }
page-again-button = Enviar otra vez
page-change-label = Otro número
page-change-button = Cambiar número
page-to-chat-button = Mejor escribir el código en el chat

page-chat-title = Un último paso: abra el chat
page-chat-open = Abrir { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] el chat
 }
page-chat-phrase = En { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] el chat
 }, escriba estas palabras a Carepods:
page-chat-once = Sirve una sola vez, y solo para usted.
page-done-title = Ya está dentro
page-done-text = Vuelva al chat. Carepods le ha escrito allí.

page-not-me-title = ¿No fue usted?
page-not-me-text = Entonces sacamos esta dirección del grupo ahora mismo.
page-not-me-account-text = Entonces nadie verá nada con esta cuenta. Quien tenga su teléfono o su app puede volver enseguida con un código.
page-not-me-sure = No fui yo
page-not-me-button = Sáquenme del grupo
page-not-me-done = Hecho. Esa cuenta ya no puede ver nada, y la coordinación lo sabe.
page-not-me-account-done = Hecho. Ahora nadie ve nada con esta cuenta, y la coordinación lo sabe. Le he escrito en su chat: un código en su teléfono o su app le deja entrar de nuevo.

page-upload-title = Enviar archivos a su pod
page-upload-note = Una nota para los demás (puede dejarla vacía)
page-upload-files = Imágenes, escáneres, archivos del hospital, archivos comprimidos
page-upload-folder = O una carpeta entera o un CD
page-upload-button = Enviar
page-upload-hint = Solo las personas de su pod los verán. Recibirá un mensaje en el chat cuando estén listos.
page-upload-done = { $count ->
    [one] Tengo su archivo. Recibirá un mensaje en el chat cuando esté listo.
   *[other] Tengo sus { $count } archivos. Recibirá un mensaje en el chat cuando estén listos.
 }
page-upload-over = Esta página ya se usó o es muy antigua. Escríbame «upload» en el chat para recibir una nueva.
page-upload-nothing = Todavía no hay ningún archivo. Elija uno aquí.
page-upload-unfinished = Falta una parte de un archivo. Pulse Enviar otra vez.
page-upload-js-drop = También puede arrastrar aquí archivos o una carpeta entera.
page-upload-js-waiting = en espera
page-upload-js-sending = en camino
page-upload-js-sent = ha llegado
page-upload-js-paused = Está en pausa. Pulse «Seguir» cuando quiera, hoy o más tarde, en esta página.
page-upload-js-pause = Pausa
page-upload-js-resume = Seguir
page-upload-js-remove = Quitar
page-upload-js-lost = Se ha ido la conexión. Guardo lo que ha llegado y sigo por mi cuenta cuando vuelva.
page-upload-js-stopped = No pude seguir. Abra esta página otra vez y elija los mismos archivos. Lo que llegó está guardado.
