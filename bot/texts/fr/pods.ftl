# Pods, discussions, membres, droits.

role-patient = Patient(e)
role-family = Famille
role-clinician = Équipe soignante
role-coordinator = Coordination
role-guest = Invité(e)

privilege-audit = voir qui a regardé
privilege-consent = dire oui ou non pour le patient
privilege-download = enregistrer les images en pleine qualité
privilege-erase = tout effacer
privilege-invite = inviter des personnes
privilege-manage = s'occuper du pod
privilege-release = vérifier les images en attente
privilege-share = partager des images
privilege-stream = envoyer des images directement d'un appareil
privilege-upload = envoyer des images
privilege-view = regarder des images
privilege-view-identified = voir les noms et les numéros sur les images

audience-family = la famille
audience-care-team = l'équipe soignante
mode-picture = montrer les images
mode-in-place = montrer à chacun seul
mode-card = montrer seulement un avis

new-done = Le pod « { $pod } » est ouvert. Écrivez maintenant { $prefix }link dans une discussion, ou invitez quelqu'un avec { $prefix }invite.
new-needs-name = Comment le pod doit-il s'appeler ? Écrivez : { $prefix }new le nom
new-not-you = Seule la coordination peut ouvrir un pod. Demandez à la personne qui s'occupe de Carepods chez vous.
link-for-whom = Qui est dans cette discussion ? Les images de « { $pod } » seront montrées en fonction de cela.
link-done = Cette discussion est maintenant à « { $pod } », pour { $audience }. Je vérifie qui est ici.
link-told = Cette discussion est maintenant à un pod. Tant que tous ici sont du pod, on y voit des images, faites pour { $audience }. Sinon, il ne vient qu'un avis.
link-in-the-room = Écrivez cela dans le groupe que vous voulez utiliser, pas ici.
link-taken = Cette discussion est déjà à un autre pod. Prenez un nouveau groupe.
room-unknown = Cette discussion ne fait partie d'aucun pod. La coordination peut écrire ici { $prefix }link.

settings = { $lines }
settings-pod = Pod : { $pod }
settings-room = { $room } : pour { $audience }. { $mode } { $state }
settings-room-named = Discussion « { $title } »
settings-room-here = Cette discussion
settings-room-nameless = Une discussion sans nom
# Within a sentence, where the chat's name would stand.
room-untitled = une discussion sans nom
settings-mode-picture = Les images y sont montrées.
settings-mode-in-place = Chacun y voit les images seul.
settings-mode-card = Il y vient seulement un avis.
settings-open = Tout y va bien.
settings-locked = Elle est fermée maintenant, parce que quelqu'un n'y est pas connu.
settings-gone = Je n'y suis plus.
settings-you =
    Vous : { $role }. Vous pouvez :
    { $privileges }
mode-set = C'est fait. À partir de maintenant, dans cette discussion : { $mode }.

members-list =
    Dans « { $pod } » :
    { $lines }
members-line = { $number }. { $name } — { $role }
members-waiting = … { $name } — { $state }
member-unknown = Je ne trouve pas { $written } ici. Écrivez { $prefix }members pour voir la liste.
invitation-requested = avec invitation
invitation-link-sent = mail envoyé
invitation-email-confirmed = a ouvert le mail
invitation-code-sent = attend le code
invitation-verified = ouvre la discussion
button-invite-again = Nouveau mail à { $who }
button-invite-cancel = Ne plus inviter { $who }

role-how = Écrivez le numéro de la personne et le nouveau rôle : { $prefix }role 2 clinician
role-set = { $who } est maintenant : { $role }.
grant-how = Écrivez le numéro de la personne et ce qu'elle peut faire : { $prefix }grant 2 download
grant-not-held = Vous ne pouvez pas permettre ce que vous n'avez pas le droit de faire. Demandez à la coordination.
granted = { $who } peut maintenant { $privilege }.
revoke-how = Écrivez le numéro de la personne et ce qu'il faut retirer : { $prefix }revoke 2 download
revoked = { $who } ne peut plus { $privilege }.
remove-how = Écrivez le numéro de la personne : { $prefix }remove 2
remove-sure = Sortir { $who } du pod ? Cette personne ne verra plus rien.
button-remove = Sortir du pod
removed = { $who } n'est plus dans le pod.
removed-you = Vous n'êtes plus dans « { $pod } ». Si c'est une erreur, demandez à la coordination.
leave-sure = Quitter « { $pod } » ? Vous n'en verrez plus rien.
button-leave = Quitter
left = Vous avez quitté « { $pod } ». Prenez soin de vous.
last-manager = Quelqu'un doit s'occuper du pod. Donnez d'abord la coordination à une autre personne.
pod-gone = Ce pod n'existe plus.

denied-not-a-member = Vous n'êtes pas dans ce pod. Demandez une invitation à quelqu'un qui y est.
denied-not-yours = C'est pour quelqu'un d'autre. Écrivez { $prefix }help pour voir ce que vous pouvez faire.
denied-pod-erased = Tout a été effacé dans ce pod. Il ne reste rien à montrer.
denied-expired = Votre temps dans ce pod est terminé. Demandez-en plus à la coordination.
denied-lacks-privilege = Vous ne pouvez pas encore faire cela ici. Demandez à la coordination de le permettre.
denied-ask-to-look = Vous ne pouvez pas encore regarder d'images ici. Demandez à { $who }, qui coordonne le pod.
denied-ask = Vous ne pouvez pas encore faire cela ici. Demandez à { $who }, qui coordonne le pod.
denied-no-image = Je ne trouve pas cette image. Écrivez { $prefix }images pour voir la liste.
denied-image-held = Cette image attend que quelqu'un l'ait vérifiée. Vous la verrez ensuite.
denied-image-gone = Cette image a été retirée. Demandez à la personne qui l'a envoyée.
denied-no-consent = Le patient ne veut pas que des images soient montrées maintenant. Demandez-lui.
denied-room-locked = Cette discussion est fermée, parce que quelqu'un n'y est pas connu. Ouvrez-la en privé.
denied-room-not-cleared = Je ne connais pas quelqu'un dans cette discussion. Ouvrez l'image en privé.
denied-other-pod = Je ne trouve pas cela ici. Écrivez { $prefix }images pour voir la liste.

room-masked = { $stuck ->
    [0] Quelqu'un ici n'est pas vérifié, j'ai donc caché les images. Ouvrez-les en privé.
   *[other] Quelqu'un ici n'est pas vérifié, j'ai donc caché les images. Je n'ai pas pu en cacher { $stuck } : { $numbers }. Effacez cela ici, s'il vous plaît.
 }
room-masked-manager = { $stuck ->
    [0] Quelqu'un dans { $room } n'est pas vérifié. Images cachées là-bas : { $hidden }. Invitez cette personne, ou sortez-la de la discussion.
   *[other] Quelqu'un dans { $room } n'est pas vérifié. Cachées : { $hidden }. Pas cachées : { $numbers }. Invitez cette personne, ou sortez-la de la discussion.
 }
room-outside = { $stuck ->
    [0] Cette discussion peut être lue de l'extérieur, j'ai donc caché les images. Ouvrez-les en privé.
   *[other] Cette discussion peut être lue de l'extérieur, j'ai donc caché les images. Je n'ai pas pu en cacher { $stuck } : { $numbers }. Effacez cela ici, s'il vous plaît.
 }
room-outside-manager = { $stuck ->
    [0] D'autres que ses membres lisent { $room } : elle est publique ou partagée. Je n'y montre que des avis. Rendez-la privée, et les images reviendront.
   *[other] D'autres que ses membres lisent { $room } : elle est publique ou partagée. Pas cachées : { $numbers }. Effacez cela, s'il vous plaît, et rendez-la privée.
 }

emergency-how = Écrivez la raison en quelques mots : { $prefix }emergency patient arrivé inconscient
emergency-not-you = L'accès d'urgence est pour l'équipe soignante. Appelez la coordination.
emergency-open = Vous pouvez regarder pendant { $minutes } minutes. Tous dans le pod savent pourquoi.
emergency-open-still = { $minutes ->
    [one] Vous pouvez encore regarder pendant { $minutes } minute. Personne n'a été dérangé de nouveau.
   *[other] Vous pouvez encore regarder pendant { $minutes } minutes. Personne n'a été dérangé de nouveau.
 }
emergency-enough-today = C'est assez d'urgences pour aujourd'hui, car chaque fois tous sont prévenus. Appelez la coordination : elle peut vous laisser regarder.
emergency-notice = { $who } regarde des images de « { $pod } » pour une urgence : { $reason }. La coordination vérifiera ensuite.

room-left = On m’a retiré de « { $room } » : je n’y montre plus rien. Pour continuer, ajoutez-moi de nouveau et écrivez { $prefix }link là-bas.
join-first = Vous demandez à entrer dans « { $room } ». Pour cela, rejoignez d’abord son pod : demandez une invitation à quelqu’un qui en fait partie. Votre demande reste ouverte, et je vous ferai entrer ensuite.
join-asked = { $name } demande à entrer dans « { $room } » et n’est pas dans le pod. Vous connaissez cette personne ? Invitez-la avec { $prefix }invite. Je la ferai entrer dès qu’elle aura rejoint le pod.
join-by-hand = { $name } est dans le pod et demande à entrer dans « { $room } ». Je ne peux faire entrer personne là-bas. Acceptez vous-même la demande, s’il vous plaît.
