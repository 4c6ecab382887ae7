# Ce qui se dit là où quelqu'un pourrait entrer, ou obtenir plus, au nom d'un autre.

invite-role-not-yours = Seule la coordination peut inviter quelqu'un dans ce rôle. Demandez-lui, ou choisissez un autre rôle.
inviter-cut-off = La personne qui a invité { $who } n'est plus dans le pod, le lien ne marche donc plus. Si vous connaissez { $who }, envoyez l'invitation vous-même.
phone-known-other = Cette adresse sert ici avec un autre téléphone. Écrivez ce numéro. Si vous en avez un nouveau, écrivez d'abord « me » à Carepods dans votre discussion et changez-le là-bas.
prove-by-old-phone = J'ai d'abord envoyé un code au numéro qui compte aujourd'hui. Il finit par { $digits }. Écrivez le code ici. Vous ne l'avez plus ? Demandez à la coordination de vous sortir et de vous inviter de nouveau.
mail-app-added-subject = Une appli montre maintenant vos codes
mail-app-added-body =
    Une appli de codes a été préparée pour votre compte Carepods.
    Si c'était vous, il n'y a rien à faire. Sinon, appuyez sur le bouton. Alors personne ne verra plus rien avec ce compte, jusqu'à ce que vous montriez par un code sur votre téléphone ou votre appli qu'il est à vous.
mail-app-added-button = Ce n'était pas moi
consent-not-yours = Quelqu'un d'autre a dit non à montrer les images. Seuls cette personne et le patient peuvent dire oui de nouveau.
export-stale = Quelque chose a changé depuis que ces fichiers ont été rassemblés. Écrivez-moi { $prefix }export dans la discussion pour en recevoir de nouveaux.
