# Qué hace cada orden, para /help y para los menús.

command-start = Saludar
command-help = Qué puedo hacer por usted
command-images = Ver la lista de imágenes
command-show = Ver una imagen, en privado
command-show-arguments = #3
command-share = Compartir una imagen con todos en el pod
command-share-arguments = #3
command-withdraw = Retirar una imagen de todas partes
command-withdraw-arguments = #3
command-upload = Enviar un archivo grande o un CD entero
command-invite = Invitar a alguien
command-invite-arguments = anna@example.org family Anna
command-members = Ver quién está en el pod
command-role = Cambiar el papel de alguien
command-role-arguments = 2 clinician
command-grant = Permitir una cosa más a alguien
command-grant-arguments = 2 download
command-revoke = Quitar un permiso
command-revoke-arguments = 2 download
command-remove = Sacar a alguien del pod
command-remove-arguments = 2
command-whosaw = Ver quién ha mirado una imagen
command-whosaw-arguments = #3
command-emergency = Mirar enseguida en una emergencia
command-emergency-arguments = el motivo
command-new = Abrir un pod nuevo
command-new-arguments = el nombre
command-link = Usar este chat para un pod
command-link-arguments = family
command-settings = Ver y cambiar los ajustes
command-leave = Salir del pod

help =
    Envíeme una imagen, un escáner o un archivo del hospital. Lo comparto con las personas de su pod.

    { $lines }
help-stranger =
    Comparto imágenes médicas con las personas cercanas a un paciente.
    Ya puede enviarme una imagen. Le preguntaré para quién es.
    Para entrar en un pod, pida una invitación a alguien que esté en él.
help-line = { $usage } — { $what }
help-more = Escriba { $prefix }help all para ver todo lo que puede hacer.
usage = { $prefix }{ $word } { $rest }
usage-bare = { $prefix }{ $word }

hello-member = Hola, { $name }. Envíeme una imagen, o escriba { $prefix }help para ver qué puedo hacer.
hello-stranger =
    Hola. Comparto imágenes médicas con las personas cercanas a un paciente.
    Envíeme una imagen y le preguntaré para quién es. O pida una invitación a alguien que esté en un pod.
hello-newcomer =
    Hola, { $name }. Comparto imágenes médicas con las personas cercanas a un paciente.
    Envíeme una imagen y le preguntaré para quién es. O pida una invitación a alguien que esté en un pod.
hello-room = Hola. Para usar este chat con un pod, la coordinación escribe aquí { $prefix }link.

literal = { $text }
command-unknown = Eso no lo conozco. Escriba { $prefix }help para ver qué puedo hacer.
stranger-command = Todavía no está en ningún pod. Pida una invitación a alguien que sí esté.
not-understood = No he entendido eso. Envíeme una imagen, o escriba { $prefix }help.
which-pod = ¿A qué pod se refiere?
which-pod-first = Usted está en más de un pod. Escriba la orden y le preguntaré a cuál se refiere.
open-private-chat = A esto respondo en privado. Abra nuestro chat privado y pulse Iniciar.
button-open-private-chat = Abrir chat privado
button-over = Este botón ya se usó o es muy antiguo. Escriba { $prefix }help para seguir.
button-not-yours = Este botón es para otra persona. Escriba { $prefix }help para ver qué puede hacer.
shortcut-no-file = Ese mensaje no tiene ninguna imagen. Elija un mensaje con un archivo.
