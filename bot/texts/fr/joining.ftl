# Inviter, frapper à la porte, le lien du mail, le code.

invite-how = Qui voulez-vous inviter ? Écrivez : { $prefix }invite anna@example.org family Anna
invite-sent = J'ai envoyé un mail à { $email }. Je vous préviens quand cette personne est là.
invite-cancelled = L'invitation est annulée. Le lien du mail ne marche plus.
invite-enough-today = Cela fait assez d'invitations pour aujourd'hui. Réessayez demain.
email-not-understood = Je n'arrive pas à lire cette adresse. Écrivez-la ainsi : anna@example.org
form-invite-title = Inviter quelqu'un
form-invite-submit = Envoyer le mail
form-invite-email = Adresse e-mail
form-invite-name = Nom
form-invite-role = Dans quel rôle ?
inviter-joined = { $who } est maintenant dans le pod, comme : { $role }.
inviter-locked = Pour { $who }, le code était faux trop souvent. Si vous connaissez cette personne, invitez-la de nouveau.
button-not-right = Ce n'est pas juste
not-me-done = Merci. Cette personne n'est plus dans le pod, et la coordination le sait.
not-me-notice = Quelqu'un a dit que { $who } était là par erreur. J'ai sorti cette personne. Merci de vérifier.
phone-changed = Votre numéro de téléphone a changé. Le nouveau finit par { $digits }. Ce n'était pas vous ? Prévenez la coordination maintenant.

knock-for-whom = Je garde votre image, en sécurité et fermée. Pour qui est-elle ? Écrivez l'adresse e-mail de cette personne.
knock-own-email = Merci. Écrivez maintenant votre propre adresse e-mail, pour qu'on sache que c'est vous.
knock-waits = Merci. Si cette personne est ici, je lui demande maintenant. Je vous tiens au courant.
knock-vouch = { $name } ({ $email }) a une image pour vous, pour « { $pod } ». Personne ne l'a vue. Connaissez-vous cette personne ?
button-vouch = Oui : { $role }
button-not-known = Je ne connais pas
knock-vouched = On vous connaît. Regardez vos mails maintenant : un lien vous permet de continuer.
knock-turned-away = C'est fait. Personne ne verra l'image.
knock-over = C'est déjà réglé. Il n'y a plus rien à faire.
knock-enough-today = Cela fait assez d'images pour aujourd'hui. Demandez à cette personne de vous inviter.
sender-hidden = Je ne peux pas savoir de qui cela vient : c'est envoyé au nom d'un groupe ou d'un canal. Merci de l'envoyer en votre propre nom.
knock-accepted = Votre image est acceptée. Je la prépare.
knock-refused = Votre image ne peut pas être montrée dans ce pod. Demandez à la personne qui vous a invité.
knock-lost = Je n'ai pas pu prendre votre image dans la discussion, personne ne l'a donc vue. Renvoyez-la, s'il vous plaît.
knock-too-big = Cette image est trop grosse pour cette discussion. Demandez une invitation à la personne à qui elle est destinée : vous recevrez alors une page pour l'envoyer.

welcome = { $count ->
    [0] Vous y êtes : « { $pod } ». Il n'y a pas encore d'image. Envoyez-m'en une quand vous voulez.
    [one] Vous y êtes : « { $pod } ». Une image vous attend. Écrivez { $prefix }images pour la voir.
   *[other] Vous y êtes : « { $pod } ». { $count } images vous attendent. Écrivez { $prefix }images pour les voir.
 }
welcome-app =
    { $welcome }
    La prochaine fois, une appli peut montrer vos codes. C'est plus sûr que les SMS : un numéro peut passer sur un autre téléphone. Le bouton marche 10 minutes. Plus tard, écrivez { $prefix }authenticator.
code-please = Bien, je sais qui vous êtes. Écrivez ici le code reçu par SMS.
code-please-app = Bien, je sais qui vous êtes. Écrivez maintenant ici les six chiffres que votre appli montre.
code-text = { $code } est votre code Carepods. Ne le donnez à personne. Il est valable 10 minutes.
code-wrong = { $left ->
    [one] Ce code ne correspond pas. Regardez le message le plus récent. Encore { $left } essai.
   *[other] Ce code ne correspond pas. Regardez le message le plus récent. Encore { $left } essais.
 }
code-not-six = Le code, ce sont les six chiffres du SMS ou de votre appli. Écrivez seulement ces chiffres. Vous n'avez perdu aucun essai.
code-too-old = Ce code est trop ancien. Retournez sur la page et demandez-en un nouveau.
code-wait = { $seconds ->
    [one] Attendez { $seconds } seconde, puis demandez de nouveau.
   *[other] Attendez { $seconds } secondes, puis demandez de nouveau.
 }
number-changed-wait = { $seconds ->
    [one] Votre numéro est changé. L'ancien code ne marche plus. Vous pourrez en demander un autre dans { $seconds } seconde.
   *[other] Votre numéro est changé. L'ancien code ne marche plus. Vous pourrez en demander un autre dans { $seconds } secondes.
 }
code-enough-today = Plus de code aujourd'hui. Réessayez demain, ou demandez à la personne qui vous a invité.
answers-enough-today = Il y a eu trop d'essais. Réessayez demain, ou demandez à la personne qui vous a invité.
invitation-locked = Le code était faux trop souvent, cette invitation est donc fermée. Demandez-en une nouvelle.
invitation-over = Cette invitation est terminée. Demandez-en une nouvelle à la personne qui vous a invité.
invitation-out-of-order = Il manque une étape avant. Ouvrez encore une fois le lien de votre mail.
invitation-other-account = Cette invitation sert déjà dans un autre compte de discussion. Continuez là-bas, ou demandez-en une nouvelle.
account-taken = Ce compte de discussion est à quelqu'un d'autre ici. Prenez le vôtre, ou demandez à la coordination.
link-over = Ce lien a déjà servi ou est trop ancien. Demandez-en un nouveau à la personne qui vous a invité.
page-over = Cette page est terminée. Ouvrez le lien de votre dernier mail, ou demandez-en un nouveau.
phone-not-understood = Je n'arrive pas à lire ce numéro. Écrivez-le avec le pays, ainsi : +33 6 12 34 56 78
phone-no-texts = Ce numéro ne peut pas recevoir de SMS. Donnez un numéro de portable, s'il vous plaît.
phone-country = Je ne peux pas encore envoyer de SMS dans ce pays. Demandez un autre moyen à la personne qui vous a invité.

mail-notice-subject = Un message de Carepods
mail-invitation-subject = { $inviter } vous invite sur Carepods
mail-invitation-body =
    { $inviter } aimerait partager des images médicales avec vous.
    Appuyez sur le bouton pour voir de quoi il s'agit. Gardez votre téléphone près de vous : vous recevrez un code.
    Le lien sert une fois, pendant { $hours } heures. Vous ne connaissez pas { $inviter } ? Effacez simplement ce mail.
mail-invitation-button = Voir l'invitation
mail-joined-subject = Vous y êtes
mail-joined-body =
    Votre adresse fait maintenant partie d'un groupe Carepods.
    Si c'était vous, il n'y a rien à faire. Sinon, appuyez sur le bouton.
mail-joined-button = Ce n'était pas moi
