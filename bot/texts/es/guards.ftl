# Qué está permitido y qué no.

invite-role-not-yours = Solo la coordinación puede invitar a alguien con ese papel. Pídaselo, o elija otro papel.
inviter-cut-off = A { $who } le invitó alguien que ya no está en el pod, por eso el enlace no sirve. Si conoce a esta persona, invítela usted.
phone-known-other = Esta dirección se usa aquí con otro teléfono. Escriba ese número. Si tiene uno nuevo, escriba primero «me» a Carepods en su chat y cámbielo allí.
