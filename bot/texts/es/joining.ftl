# Invitar, llamar a la puerta, el enlace del correo, el código.

invite-how = ¿A quién quiere invitar? Escriba: { $prefix }invite anna@example.org family Anna
invite-sent = He enviado un correo a { $email }. Le avisaré cuando esté dentro.
invite-cancelled = La invitación queda retirada. El enlace del correo ya no sirve.
invite-enough-today = Ya son bastantes invitaciones por hoy. Pruebe otra vez mañana.
email-not-understood = No puedo leer esa dirección. Escríbala así: anna@example.org
form-invite-title = Invitar a alguien
form-invite-submit = Enviar el correo
form-invite-email = Dirección de correo
form-invite-name = Nombre
form-invite-role = ¿Qué papel tiene?
inviter-joined = { $who } ya está en el pod, como: { $role }.
inviter-locked = { $who } escribió mal el código demasiadas veces. Si conoce a esta persona, invítela de nuevo.
button-not-right = Esto no es correcto
not-me-done = Gracias. Esa persona ya no está en el pod, y la coordinación lo sabe.
not-me-notice = Alguien ha dicho que { $who } entró por error. La persona ya está fuera. Compruébelo, por favor.
phone-changed = Su número de teléfono ha cambiado. El nuevo termina en { $digits }. ¿No fue usted? Avise ya a la coordinación.

knock-for-whom = Guardo su imagen, segura y cerrada. ¿Para quién es? Escriba el correo de esa persona.
knock-own-email = Gracias. Ahora escriba su propio correo, para que sepan que es usted.
knock-waits = Gracias. Si esa persona está aquí, le pregunto ahora. Tendrá noticias mías.
knock-vouch = { $name } ({ $email }) tiene una imagen para usted, para «{ $pod }». Nadie la ha visto. ¿Conoce a esta persona?
button-vouch = Sí: { $role }
button-not-known = No la conozco
knock-vouched = Le conocen. Mire ahora su correo: hay un enlace para seguir.
knock-turned-away = Hecho. Nadie verá la imagen.
knock-over = Esto ya está resuelto. No hay nada más que hacer.
knock-enough-today = Ya son bastantes imágenes por hoy. Pida a esa persona que le invite.
sender-hidden = No puedo saber de quién es esto: se envió en nombre de un grupo o de un canal. Envíelo, por favor, en su propio nombre.
knock-accepted = Su imagen ha sido aceptada. La estoy preparando.
knock-lost = No pude recoger su imagen del chat, así que nadie la ha visto. Envíela de nuevo, por favor.
knock-too-big = Esa imagen es demasiado grande para este chat. Pida a la persona para quien es que le invite: así tendrá una página para enviarla.
knock-refused = Su imagen no se puede mostrar en este pod. Pregunte a quien le invitó.

welcome = { $count ->
    [0] Ya está dentro: «{ $pod }». Todavía no hay imágenes. Envíeme una cuando quiera.
    [one] Ya está dentro: «{ $pod }». Hay una imagen esperando. Escriba { $prefix }images para verla.
   *[other] Ya está dentro: «{ $pod }». Hay { $count } imágenes esperando. Escriba { $prefix }images para verlas.
 }
welcome-app =
    { $welcome }
    La próxima vez una app puede mostrar sus códigos. Es más segura que los SMS: un número puede pasar a otro teléfono. El botón funciona durante 10 minutos. Después escriba { $prefix }authenticator.
code-please = Bien, ya sé quién es usted. Escriba aquí el código del SMS.
code-please-app = Bien, ya sé quién es. Escriba ahora aquí las seis cifras que muestra su app.
code-text = { $code } es su clave de Carepods. No se la diga a nadie. Sirve durante 10 minutos.
code-wrong = { $left ->
    [one] Ese código no coincide. Mire el mensaje más reciente. Queda 1 intento.
   *[other] Ese código no coincide. Mire el mensaje más reciente. Quedan { $left } intentos.
 }
code-not-six = El código son las seis cifras del SMS o de su app. Escriba solo esas cifras. No ha perdido ningún intento.
code-too-old = Ese código es muy antiguo. Vuelva a la página y pida uno nuevo.
code-wait = { $seconds ->
    [one] Espere 1 segundo y pida otro.
   *[other] Espere { $seconds } segundos y pida otro.
 }
number-changed-wait = { $seconds ->
    [one] Su número está cambiado. El código anterior ya no sirve. Podrá pedir uno nuevo en 1 segundo.
   *[other] Su número está cambiado. El código anterior ya no sirve. Podrá pedir uno nuevo en { $seconds } segundos.
 }
code-enough-today = Hoy no hay más códigos. Pruebe mañana, o pregunte a quien le invitó.
answers-enough-today = Han sido demasiados intentos. Pruebe mañana, o pregunte a quien le invitó.
invitation-locked = Hubo demasiados códigos que no coincidían, y esta invitación se cerró. Pida una nueva.
invitation-over = Esta invitación ya terminó. Pida una nueva a quien le invitó.
invitation-out-of-order = Falta un paso antes de este. Abra otra vez el enlace de su correo.
invitation-other-account = Esta invitación se está usando en otra cuenta de chat. Siga allí, o pida una nueva.
account-taken = Esta cuenta de chat es de otra persona aquí. Use la suya, o pregunte a la coordinación.
link-over = Este enlace ya se usó o es muy antiguo. Pida uno nuevo a quien le invitó.
page-over = Esta página ya terminó. Abra el enlace de su correo más reciente, o pida uno nuevo.
phone-not-understood = No puedo leer ese número. Escríbalo con el país, así: +34 612 34 56 78
phone-no-texts = Ese número no puede recibir SMS. Dé un número de móvil, por favor.
phone-country = Todavía no puedo enviar SMS a ese país. Pregunte por otro camino a quien le invitó.

mail-notice-subject = Un mensaje de Carepods
mail-invitation-subject = { $inviter } le invita a Carepods
mail-invitation-body =
    { $inviter } quiere compartir imágenes médicas con usted.
    Pulse el botón para ver de qué se trata. Tenga a mano su teléfono: recibirá un código.
    El enlace sirve una vez, durante { $hours } horas. Si no conoce a { $inviter }, borre este correo.
mail-invitation-button = Ver la invitación
mail-joined-subject = Ya está dentro
mail-joined-body =
    Su dirección forma parte ahora de un grupo de Carepods.
    Si fue usted, no tiene que hacer nada. Si no, pulse el botón.
mail-joined-button = No fui yo
