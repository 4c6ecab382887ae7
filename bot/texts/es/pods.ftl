# Pods, chats, miembros, permisos.

role-patient = Paciente
role-family = Familia
role-clinician = Equipo médico
role-coordinator = Coordinación
role-guest = Persona invitada

privilege-audit = ver quién ha mirado
privilege-consent = decir sí o no por el paciente
privilege-download = guardar imágenes con toda la calidad
privilege-erase = borrarlo todo
privilege-invite = invitar a personas
privilege-manage = ocuparse del pod
privilege-release = revisar las imágenes que esperan
privilege-share = compartir imágenes
privilege-stream = enviar imágenes directamente desde un aparato
privilege-upload = enviar imágenes
privilege-view = mirar imágenes
privilege-view-identified = ver nombres y números en las imágenes

audience-family = la familia
audience-care-team = el equipo médico
mode-picture = mostrar imágenes
mode-in-place = mostrar a cada uno a solas
mode-card = mostrar solo un aviso

new-done = El pod «{ $pod }» está abierto. Ahora escriba { $prefix }link en un chat, o invite a alguien con { $prefix }invite.
new-needs-name = ¿Cómo se va a llamar el pod? Escriba: { $prefix }new el nombre
new-not-you = Solo la coordinación puede abrir un pod. Pregunte a quien lleva Carepods en su centro.
link-for-whom = ¿Quién está en este chat? Las imágenes de «{ $pod }» se mostrarán según eso.
link-done = Este chat es ahora de «{ $pod }», para { $audience }. Estoy mirando quién está aquí.
link-told = Este chat es ahora de un pod. Mientras todos aquí sean del pod, aquí se ven imágenes, hechas para { $audience }. Si no, solo llega un aviso.
link-in-the-room = Escriba esto en el grupo que quiere usar, no aquí.
link-taken = Este chat ya es de otro pod. Use un grupo nuevo.
room-unknown = Este chat no es parte de ningún pod. La coordinación puede escribir aquí { $prefix }link.

settings = { $lines }
settings-pod = Pod: { $pod }
settings-room = { $room }: para { $audience }. { $mode } { $state }
settings-room-named = Chat «{ $title }»
settings-room-here = Este chat
settings-room-nameless = Un chat sin nombre
# Within a sentence, where the chat's name would stand.
room-untitled = un chat sin nombre
settings-mode-picture = Allí se muestran imágenes.
settings-mode-in-place = Allí cada uno ve las imágenes a solas.
settings-mode-card = Allí solo llega un aviso.
settings-open = Allí todo va bien.
settings-locked = Ahora está bloqueado, porque no conozco a alguien de allí.
settings-gone = Ya no estoy allí.
settings-you =
    Usted: { $role }. Puede:
    { $privileges }
mode-set = Hecho. A partir de ahora, en este chat: { $mode }.

members-list =
    En «{ $pod }»:
    { $lines }
members-line = { $number }. { $name } — { $role }
members-waiting = … { $name } — { $state }
member-unknown = No encuentro a { $written } aquí. Escriba { $prefix }members para ver la lista.
invitation-requested = con invitación
invitation-link-sent = correo enviado
invitation-email-confirmed = ha abierto el correo
invitation-code-sent = espera el código
invitation-verified = abre el chat
button-invite-again = Otro correo a { $who }
button-invite-cancel = No invitar a { $who }

role-how = Escriba el número de la persona y el papel nuevo: { $prefix }role 2 clinician
role-set = { $who } es ahora: { $role }.
grant-how = Escriba el número de la persona y qué puede hacer: { $prefix }grant 2 download
grant-not-held = No puede permitir lo que usted no puede hacer. Pregunte a la coordinación.
granted = { $who } ya puede { $privilege }.
revoke-how = Escriba el número de la persona y qué quitarle: { $prefix }revoke 2 download
revoked = { $who } ya no puede { $privilege }.
remove-how = Escriba el número de la persona: { $prefix }remove 2
remove-sure = ¿Sacar a { $who } del pod? Desde ese momento no verá nada.
button-remove = Sacar
removed = { $who } ya no está en el pod.
removed-you = Ya no está en «{ $pod }». Si es un error, pregunte a la coordinación.
leave-sure = ¿Quiere salir de «{ $pod }»? Desde ese momento no verá nada de él.
button-leave = Salir
left = Ha salido de «{ $pod }». Cuídese.
last-manager = Alguien tiene que ocuparse del pod. Primero dé la coordinación a otra persona.
pod-gone = Este pod ya no existe.

denied-not-a-member = No está en este pod. Pida una invitación a alguien que esté en él.
denied-not-yours = Esto es para otra persona. Escriba { $prefix }help para ver qué puede hacer.
denied-pod-erased = Todo lo de este pod se borró. No queda nada que mostrar.
denied-expired = Su tiempo en este pod terminó. Pida más a la coordinación.
denied-lacks-privilege = Todavía no puede hacer esto aquí. Pida a la coordinación que lo permita.
denied-ask-to-look = Todavía no puede mirar imágenes aquí. Pregunte a { $who }, que coordina el pod.
denied-ask = Todavía no puede hacer esto aquí. Pregunte a { $who }, que coordina el pod.
denied-no-image = No encuentro esa imagen. Escriba { $prefix }images para ver la lista.
denied-image-held = Esta imagen espera a que alguien la revise. Después la verá.
denied-image-gone = Esta imagen fue retirada. Pregunte a quien la envió.
denied-no-consent = El paciente no quiere que se muestren imágenes ahora. Pregúntele.
denied-room-locked = Este chat está cerrado, porque no se conoce a alguien que está allí. Ábrala en privado.
denied-room-not-cleared = No conozco a alguien de este chat. Abra la imagen en privado.
denied-other-pod = Eso no lo encuentro aquí. Escriba { $prefix }images para ver la lista.

room-masked = { $stuck ->
    [0] Alguien aquí no está verificado, por eso he ocultado las imágenes. Ábralas en privado.
   *[other] Alguien aquí no está verificado, por eso he ocultado las imágenes. No pude ocultar { $stuck }: { $numbers }. Bórrelo aquí, por favor.
 }
room-masked-manager = { $stuck ->
    [0] En { $room } hay alguien sin verificar. Imágenes ocultas allí: { $hidden }. Invite a esa persona, o sáquela del chat.
   *[other] En { $room } hay alguien sin verificar. Ocultas: { $hidden }. Sin ocultar: { $numbers }. Invite a esa persona, o sáquela del chat.
 }
room-outside = { $stuck ->
    [0] Este chat se puede leer desde fuera, por eso he ocultado las imágenes. Ábralas en privado.
   *[other] Este chat se puede leer desde fuera, por eso he ocultado las imágenes. No pude ocultar { $stuck }: { $numbers }. Bórrelo aquí, por favor.
 }
room-outside-manager = { $stuck ->
    [0] En { $room } lee más gente de la que está dentro: es público o compartido. Allí muestro solo avisos. Hágalo privado y las imágenes volverán.
   *[other] En { $room } lee más gente de la que está dentro: es público o compartido. Sin ocultar: { $numbers }. Bórrelo, por favor, y haga privado el chat.
 }

emergency-how = Escriba el motivo en pocas palabras: { $prefix }emergency paciente inconsciente al llegar
emergency-not-you = El acceso de emergencia es para el equipo médico. Llame a la coordinación.
emergency-open = Puede mirar durante { $minutes } minutos. A todos en el pod se les ha dicho por qué.
emergency-open-still = { $minutes ->
    [one] Todavía puede mirar durante 1 minuto. No se ha molestado a nadie otra vez.
   *[other] Todavía puede mirar durante { $minutes } minutos. No se ha molestado a nadie otra vez.
 }
emergency-enough-today = Son bastantes emergencias por hoy, porque cada vez se avisa a todos. Llame a la coordinación: puede dejarle mirar.
emergency-notice = { $who } está mirando imágenes de «{ $pod }» por una emergencia: { $reason }. La coordinación lo revisará después.

room-left = Me han quitado de «{ $room }», así que ya no muestro nada allí. Para seguir, añádame otra vez y escriba { $prefix }link allí.
join-first = Ha pedido entrar en «{ $room }». Para eso, primero entre en su pod: pida una invitación a alguien que esté en él. Su petición sigue abierta, y entonces le dejaré entrar.
join-asked = { $name } pide entrar en «{ $room }» y no está en el pod. ¿Conoce a esa persona? Invítela con { $prefix }invite. La dejaré entrar cuando esté en el pod.
join-by-hand = { $name } está en el pod y pide entrar en «{ $room }». Yo no puedo dejar entrar a nadie allí. Acepte usted la petición, por favor.
