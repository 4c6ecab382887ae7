# Qué está permitido y qué no.

invite-role-not-yours = Solo la coordinación puede invitar a alguien con ese papel. Pídaselo, o elija otro papel.
inviter-cut-off = A { $who } le invitó alguien que ya no está en el pod, por eso el enlace no sirve. Si conoce a esta persona, invítela usted.
phone-known-other = Esta dirección se usa aquí con otro teléfono. Escriba ese número. Si tiene uno nuevo, escriba primero «me» a Carepods en su chat y cámbielo allí.
prove-by-old-phone = Primero he enviado un código al número que vale ahora. Termina en { $digits }. Escriba el código aquí. ¿Ya no tiene ese número? Pida a la coordinación que le saque y le invite de nuevo.
mail-app-added-subject = Una app muestra ahora sus códigos
mail-app-added-body =
    Se preparó una app de códigos para su cuenta de Carepods.
    Si fue usted, no tiene que hacer nada. Si no, pulse el botón. Entonces nadie verá nada con esta cuenta, hasta que usted muestre con un código en su teléfono o su app que es suya.
mail-app-added-button = No fui yo
consent-not-yours = Otra persona dijo que no se muestren imágenes. Solo ella o el paciente pueden volver a decir que sí.
export-stale = Algo ha cambiado desde que se reunieron estos archivos. Escríbame { $prefix }export en el chat para recibir otros.
