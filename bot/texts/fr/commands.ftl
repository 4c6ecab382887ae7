# Ce que fait chaque commande, pour /help et pour les menus.

command-start = Dire bonjour
command-help = Ce que je peux faire pour vous
command-images = Voir la liste des images
command-show = Voir une image, en privé
command-show-arguments = #3
command-share = Partager une image avec tous dans le pod
command-share-arguments = #3
command-withdraw = Retirer une image partout
command-withdraw-arguments = #3
command-upload = Envoyer un gros fichier ou tout un CD
command-invite = Inviter quelqu'un
command-invite-arguments = anna@example.org family Anna
command-members = Voir qui est dans le pod
command-role = Changer le rôle de quelqu'un
command-role-arguments = 2 clinician
command-grant = Permettre une chose de plus à quelqu'un
command-grant-arguments = 2 download
command-revoke = Retirer une permission
command-revoke-arguments = 2 download
command-remove = Sortir quelqu'un du pod
command-remove-arguments = 2
command-whosaw = Voir qui a regardé une image
command-whosaw-arguments = #3
command-emergency = Regarder tout de suite en cas d'urgence
command-emergency-arguments = la raison
command-new = Ouvrir un nouveau pod
command-new-arguments = le nom
command-link = Utiliser cette discussion pour un pod
command-link-arguments = family
command-settings = Voir et changer les réglages
command-leave = Quitter le pod

help =
    Envoyez-moi une image, un scanner ou un fichier de l'hôpital. Je le partage avec les personnes de votre pod.

    { $lines }
help-stranger =
    Je partage des images médicales avec les proches d'un patient.
    Vous pouvez m'envoyer une image maintenant. Je vous demanderai pour qui elle est.
    Pour entrer dans un pod, demandez une invitation à quelqu'un qui y est.
help-line = { $usage } — { $what }
help-more = Écrivez { $prefix }help all pour voir tout ce que vous pouvez faire.
usage = { $prefix }{ $word } { $rest }
usage-bare = { $prefix }{ $word }

hello-member = Bonjour { $name }. Envoyez-moi une image, ou écrivez { $prefix }help pour voir ce que je peux faire.
hello-stranger =
    Bonjour. Je partage des images médicales avec les proches d'un patient.
    Envoyez-moi une image, et je vous demanderai pour qui elle est. Ou demandez une invitation à quelqu'un dans un pod.
hello-newcomer =
    Bonjour { $name }. Je partage des images médicales avec les proches d'un patient.
    Envoyez-moi une image, et je vous demanderai pour qui elle est. Ou demandez une invitation à quelqu'un dans un pod.
hello-room = Bonjour. Pour utiliser cette discussion avec un pod, la coordination écrit ici { $prefix }link.

literal = { $text }
command-unknown = Je ne connais pas cela. Écrivez { $prefix }help pour voir ce que je peux faire.
stranger-command = Vous n'êtes pas encore dans un pod. Demandez une invitation à quelqu'un qui y est.
not-understood = Je n'ai pas compris. Envoyez-moi une image, ou écrivez { $prefix }help.
which-pod = De quel pod parlez-vous ?
which-pod-first = Vous êtes dans plusieurs pods. Écrivez la commande, et je vous demanderai lequel.
open-private-chat = Je réponds à cela en privé. Ouvrez notre discussion privée et appuyez sur Démarrer.
button-open-private-chat = Ouvrir la discussion privée
button-over = Ce bouton a déjà servi ou est trop ancien. Écrivez { $prefix }help pour continuer.
button-not-yours = Ce bouton est pour quelqu'un d'autre. Écrivez { $prefix }help pour voir ce que vous pouvez faire.
shortcut-no-file = Ce message n'a pas d'image. Choisissez un message avec un fichier.
