# Ce qui se dit là où quelqu'un pourrait entrer, ou obtenir plus, au nom d'un autre.

invite-role-not-yours = Seule la coordination peut inviter quelqu'un dans ce rôle. Demandez-lui, ou choisissez un autre rôle.
inviter-cut-off = La personne qui a invité { $who } n'est plus dans le pod, le lien ne marche donc plus. Si vous connaissez { $who }, envoyez l'invitation vous-même.
phone-known-other = Cette adresse sert ici avec un autre téléphone. Écrivez ce numéro. Si vous en avez un nouveau, écrivez d'abord « me » à Carepods dans votre discussion et changez-le là-bas.
