# Ce qu'on peut nous demander : consentir, effacer, tout emporter, ses comptes, et ce qui finit tout seul.

command-consent = Dire oui ou non à montrer les images
command-consent-arguments = no
command-erase = Tout effacer dans le pod
command-export = Tout recevoir en fichiers
command-export-arguments = me
command-wrong = Dire qu'une image est de quelqu'un d'autre
command-wrong-arguments = #3
command-overview = Voir ce qui attend dans tous vos pods
command-me = Voir et changer votre téléphone et vos comptes
command-authenticator = Montrer que c'est vous avec une appli, pas par SMS

# ── consentir ──
consent-is-yes = Les images de « { $pod } » sont montrées à ceux qui peuvent les voir. Faut-il arrêter ?
consent-is-no = Personne ne voit les images de « { $pod } » maintenant. Faut-il les montrer de nouveau ?
button-consent-no = Ne plus montrer
button-consent-yes = Montrer de nouveau
consent-no-begun = À partir de maintenant, aucune image n'est montrée. Je retire ce qui est dans les discussions. Je vous dirai comment cela s'est passé.
consent-no-already = Personne ne voit d'image maintenant. Pour changer cela, écrivez { $prefix }consent yes
consent-yes-done = { $count ->
    [0] Merci. Les images peuvent être montrées de nouveau. Aucune n'a dû être remise.
    [one] Merci. Les images peuvent être montrées de nouveau. Je remets la dernière.
   *[other] Merci. Les images peuvent être montrées de nouveau. Je remets les { $count } dernières.
 }
consent-yes-already = Les images sont montrées comme avant. Pour arrêter, écrivez { $prefix }consent no
consent-no-notice = Le patient de « { $pod } » ne veut pas que des images soient montrées maintenant. Je les retire. Vous n'avez rien fait de mal.
consent-yes-notice = Les images de « { $pod } » peuvent être montrées de nouveau. Le patient a dit oui.
consent-receipt = { $stuck ->
    [0] Chaque image est retirée : { $gone }. Les copies que des personnes ont gardées sont hors de ma portée.
    [one] Retirées : { $gone }. { $stuck } message n'a pas pu être retiré : { $numbers }. Demandez aux personnes là-bas de l'effacer.
   *[other] Retirées : { $gone }. { $stuck } messages n'ont pas pu être retirés : { $numbers }. Demandez aux personnes là-bas de les effacer.
 }

# ── effacer ──
erase-sure =
    Ceci efface « { $pod } » pour toujours : { $count ->
        [0] aucune image,
        [one] une image,
       *[other] les { $count } images,
     } toutes les notes, toutes les invitations, et qui y était.
    Ce que j'ai mis dans les discussions est retiré. Personne ne peut revenir en arrière, moi non plus.
    Voulez-vous garder les images ? Alors recevez d'abord tout en fichiers.
button-export-first = Tout recevoir d'abord
button-erase = Effacer pour toujours
erase-begun = J'efface « { $pod } ». À partir de maintenant, personne n'en voit plus rien. Je vous préviens quand c'est fait.
erased-done = Tout est effacé ici. Les copies que des personnes ont gardées sont hors de ma portée. Le certificat dit qui a regardé.
button-certificate = Recevoir le certificat
erased-notice = « { $pod } » a été effacé à la demande du patient. Il n'en reste rien ici. Effacez ce que vous avez gardé, s'il vous plaît.
erased-room = Cette discussion n'est plus à un pod. Tout ce que j'ai mis ici est effacé, autant que j'ai pu.
certificate-over = Ce lien est trop ancien. Le certificat n'est plus ici.

page-certificate-title = Votre certificat
page-certificate-text = Il dit ce qui a été effacé, quand, et ce qui reste. Gardez-le bien : nous effaçons notre copie après 7 jours.
page-certificate-button = Enregistrer le certificat
certificate-title = Certificat d'effacement
certificate-what = Ce qui a été effacé
certificate-who = Le pod « { $pod } » a été effacé : { $when }, à la demande de { $by }.
certificate-counts = Effacé : { $pictures } images dans { $files } fichiers. Détaché : { $chats } discussions, { $members } personnes.
certificate-key = Tout était fermé avec une clé à part. Cette clé a été détruite, plus rien ne peut donc s'ouvrir.
certificate-posts = Messages avec des images retirés des discussions : { $count }.
certificate-number = Numéro du pod : { $pod }
certificate-stuck = Ce qui n'a pas pu être retiré
certificate-stuck-line = #{ $number } dans { $platform }, envoyée : { $when }. Demandez aux personnes là-bas de l'effacer.
certificate-stuck-none = Rien. Chaque message avec une image a disparu des discussions.
certificate-stays = Ce qui reste, et pourquoi
certificate-stays-audit = La trace de qui a fait quoi et quand : { $count } lignes, sans noms ni mots. La loi nous demande de la garder 6 ans.
certificate-head = La trace finit par { $head }. Avec cette ligne, chacun peut vérifier que rien n'a été changé.
certificate-stays-people = Nom et adresse des personnes qui sont dans un autre pod. Ceux de toutes les autres sont effacés en 7 jours.
certificate-stays-notices = De courts messages de Carepods dans les discussions. Ils ne contiennent aucune image.
certificate-stays-copies = Les copies que des personnes ont gardées elles-mêmes. Elles sont hors de notre portée.
certificate-stays-backups = Les sauvegardes ne contiennent que des données fermées. Sans la clé, elles ne s'ouvrent pas.
certificate-looked = Qui a regardé
certificate-looked-line = #{ $number } : { $who }, { $form }, { $times ->
    [one] une fois,
   *[other] { $times } fois, la dernière
 } { $when }
certificate-looked-nobody = Aucune image n'a été montrée à personne.

# ── tout emporter ──
export-begun = Je rassemble tout de « { $pod } ». Je vous envoie un lien quand c'est prêt.
export-me-begun = Je rassemble tout ce qui vous concerne. Je vous envoie un lien quand c'est prêt.
export-me-instead = Seuls le patient ou la coordination peuvent tout recevoir du pod. Ce qui vous concerne, vous l'avez avec { $prefix }export me.
export-progress = Je rassemble : { $done } images sur { $total }.
export-ready = Tout est prêt, en un fichier. Le lien sert une fois, pendant 24 heures, et seulement pour vous.
button-export = Recevoir les fichiers
export-enough-today = Cela suffit pour aujourd'hui. Réessayez demain.
export-over = Ce lien a déjà servi ou est trop ancien. Écrivez-moi { $prefix }export dans la discussion pour en recevoir un nouveau.
page-export-title = Vos fichiers sont prêts
page-export-text = Appuyez sur le bouton pour tout enregistrer en un fichier ZIP. Ouvrez-y « index.html » pour regarder.
page-export-button = Enregistrer les fichiers
page-export-hint = Cela marche une seule fois. Faites-le sur un appareil à vous, et gardez le fichier en lieu sûr.
export-title = Tout sur « { $pod } »
export-title-me = Tout sur vous
export-me-heading = Vous
export-me-text = { $name }, { $email }, { $phone }
export-pod-heading = « { $pod } »
export-pod-text = Images de cette liste : { $count }. Chacune s'ouvre sur tout ordinateur.
export-file-picture = Image
export-file-film = Film
export-file-small = Petite image
export-file-metadata = Données du fichier
export-file-original = Fichier tel que l'hôpital l'a fait
export-file-posts = Où des images ont été montrées
export-file-invitations = Invitations
export-file-members = Personnes
export-file-rooms = Discussions
export-file-pod = Le pod
export-file-audit = Qui a fait quoi et quand
export-file-me = Ce que nous savons de vous
export-file-accounts = Vos comptes de discussion
export-why-image-held = Ses fichiers manquent, parce qu'elle est encore à vérifier. Demandez à la coordination.
export-why-image-gone = Ses fichiers manquent, parce qu'elle a été retirée. Demandez à la coordination.
export-why-no-consent = Ses fichiers manquent, parce que le patient ne veut pas que des images soient montrées maintenant.
export-why-lacks-privilege = Ses fichiers manquent, parce que vous ne pouvez pas regarder d'images ici.
export-why-expired = Ses fichiers manquent, parce que votre temps dans le pod est terminé.
export-why-not-a-member = Ses fichiers manquent, parce que vous n'êtes pas dans le pod.
export-why-pod-erased = Ses fichiers ont été effacés.
export-why-other-pod = Elle n'est pas ici.
export-why-no-image = Elle n'est pas ici.

# ── l'image de quelqu'un d'autre ──
wrong-how = Quelle image est de quelqu'un d'autre ? Écrivez : { $prefix }wrong #3
wrong-begun = Merci de le dire. #{ $number } est cachée maintenant, et je la retire partout.
wrong-held-already = #{ $number } est déjà cachée. La coordination va regarder.
wrong-receipt = #{ $number } est retirée partout. La coordination le sait et va regarder.
wrong-receipt-stuck = #{ $number } : { $stuck } n'ont pas pu être retirés. Demandez aux personnes là-bas de les effacer. La coordination le sait.
wrong-uploader = #{ $number } est peut-être à quelqu'un d'autre, je l'ai donc retirée. Cela arrive facilement. La coordination va regarder.
wrong-viewers = { $count ->
    [0] { $who } dit que #{ $number } est de quelqu'un d'autre. Elle est cachée. Personne ne l'avait vue. Retirés : { $gone }, pas retirés : { $stuck }.
   *[other]
    { $who } dit que #{ $number } est de quelqu'un d'autre. Elle est cachée. Retirés : { $gone }, pas retirés : { $stuck }.
    Elle a été montrée à :
    { $lines }
 }

# ── ce qui finit tout seul ──
until-not-understood = Jusqu'à quel jour ? Écrivez-le ainsi : { $prefix }invite anna@example.org guest until 2026-12-01
until-not-coordinator = La coordination reste sans date de fin, parce que quelqu'un doit s'occuper du pod. Choisissez un autre rôle.
member-ends-soon = Votre temps dans « { $pod } » finit le { $day }. S'il vous en faut plus, demandez à la coordination.
member-ends-soon-manager = { $who } peut voir « { $pod } » jusqu'au { $day }. Faut-il plus de temps à cette personne ?
member-ended = Votre temps dans « { $pod } » est terminé. Merci de votre aide. S'il vous en faut plus, demandez à la coordination.
member-ended-manager = Le temps de { $who } dans « { $pod } » est terminé. Cette personne ne voit plus rien.{ $day }
member-has-more = Vous avez plus de temps dans « { $pod } » : jusqu'au { $day }.
member-more-given = { $who } peut rester jusqu'au { $day }.
button-more-time = 30 jours de plus
inviter-over = { $who } n'a pas pris votre invitation à temps. Le lien ne marche plus.
button-invite-anew = Inviter de nouveau
knock-too-old = Personne n'a pris votre image en 7 jours, je l'ai donc effacée. Personne ne l'a vue. Vous pouvez la renvoyer.
emergency-review = { $count ->
    [0] { $who } a eu un accès d'urgence à « { $pod } » et n'a ouvert aucune image. La raison : { $reason }. Était-ce juste ?
    [one] { $who } a eu un accès d'urgence à « { $pod } » et a ouvert une image. La raison : { $reason }. Était-ce juste ?
   *[other] { $who } a eu un accès d'urgence à « { $pod } » et a ouvert { $count } images. La raison : { $reason }. Était-ce juste ?
 }
button-emergency-right = C'était juste
button-emergency-wrong = Ce n'était pas juste
emergency-review-thanks = Merci. Il est noté que ce que { $who } a fait était juste.
emergency-review-wrong-thanks = Merci. C'est noté. Le patient et tous ceux qui s'occupent du pod le sauront. Parlez avec { $who }, s'il vous plaît.
emergency-review-settled = Quelqu'un d'autre a déjà répondu. Il n'y a plus rien à faire.
emergency-review-own = Il s'agit de votre propre accès d'urgence. Une autre personne doit dire s'il était justifié.
emergency-was-right = La coordination a vérifié votre accès d'urgence à « { $pod } ». Tout va bien.
emergency-was-wrong = La coordination dit que l'accès d'urgence de { $who } à « { $pod } » n'était pas juste. Parlez-vous, s'il vous plaît.

# ── moi ──
me =
    { $name }
    Mail : { $email }
    Téléphone : { $phone }
    { $lines }
    { $proof }
me-account = Discussion : { $platform }
me-proof-app = Vous montrez que c'est vous avec votre appli.
me-proof-text = Vous montrez que c'est vous par SMS. Une appli est plus sûre : écrivez { $prefix }authenticator
in-private-please = D'autres lisent ici. Écrivez-moi cela dans notre discussion privée, s'il vous plaît.
button-change-phone = Changer de téléphone
button-add-account = Ajouter un compte
button-remove-account = Enlever { $platform }
button-remove-app = Enlever l'appli
change-phone-write = Écrivez votre nouveau numéro, avec le pays, ainsi : +33 6 12 34 56 78
prove-by-text = J'ai envoyé un code au numéro qui finit par { $digits }. Écrivez-le ici. Il est valable 10 minutes.
prove-by-app = Écrivez maintenant les six chiffres que votre appli montre pour Carepods.
button-text-instead = Plutôt par SMS
change-over = Cela a pris trop de temps, rien n'a donc changé. Écrivez { $prefix }me pour recommencer.
change-locked = Le code était faux trop souvent, rien n'a donc changé. Écrivez { $prefix }me pour recommencer.
change-phone-done = Votre numéro a changé. Le nouveau finit par { $digits }. Partout ailleurs, votre page est fermée.
# Par SMS : avec une espace simple, qui tient en un seul message.
phone-changed-text = Le numéro de votre compte Carepods a changé. Ce n'était pas vous ? Regardez vos mails maintenant.
mail-phone-changed-subject = Votre numéro de téléphone a changé
mail-phone-changed-body =
    Le numéro de téléphone de votre compte Carepods a changé.
    Si c'était vous, il n'y a rien à faire. Sinon, appuyez sur le bouton. Alors personne ne verra plus rien avec ce compte, jusqu'à ce que vous montriez par un code sur votre téléphone ou votre appli qu'il est à vous.
mail-phone-changed-button = Ce n'était pas moi
add-account-phrase = Ouvrez maintenant l'autre compte de discussion, et écrivez-y ces mots à Carepods : { $phrase }. Ils servent une fois, pendant 30 minutes.
account-added = Bonjour { $name }. Ce compte de discussion est maintenant à vous ici.
account-added-notice = Un compte { $platform } a été ajouté au vôtre. Ce n'était pas vous ? Appuyez maintenant sur le bouton dans votre mail.
mail-account-added-subject = Un compte de discussion a été ajouté
mail-account-added-body =
    Un compte de discussion a été ajouté à votre compte Carepods.
    Si c'était vous, il n'y a rien à faire. Sinon, appuyez sur le bouton. Alors personne ne verra plus rien avec ce compte, jusqu'à ce que vous montriez par un code sur votre téléphone ou votre appli qu'il est à vous.
mail-account-added-button = Ce n'était pas moi
account-removed = Votre compte { $platform } est enlevé. Je retire ce que je vous y ai montré.
account-last = C'est votre seul compte de discussion. Ajoutez-en d'abord un autre, puis enlevez celui-ci.
locked = Le bouton dans votre mail a dit : ce n'était pas moi. Donc personne ne voit plus rien avec ce compte. C'est vous ? Appuyez sur le bouton et montrez-le par un code sur votre téléphone (finit par { $digits }) ou votre appli. Alors vous revenez tout de suite.
button-come-back = C'est moi
came-back = Bonjour { $name }. Vous avez montré que c'est vous, donc tout est comme avant. Si quelqu'un d'autre lit votre mail, changez maintenant son mot de passe.
came-back-notice = { $who } a montré par son téléphone ou son appli que c'est vraiment cette personne, et est de retour dans « { $pod } ». Ce n'est pas juste ? Écrivez { $prefix }remove et son nom.
mail-account-removed-subject = Un compte de discussion a été enlevé
mail-account-removed-body =
    Un compte de discussion a été enlevé de votre compte Carepods.
    Si c'était vous, il n'y a rien à faire. Sinon, appuyez sur le bouton. Alors personne ne verra plus rien avec ce compte, jusqu'à ce que vous montriez par un code sur votre téléphone ou votre appli qu'il est à vous.
mail-account-removed-button = Ce n'était pas moi

# ── l'appli ──
authenticator-link = Une appli sur votre téléphone peut montrer les codes, sans SMS. Voici la page pour la préparer. Elle sert une fois, pendant 10 minutes.
button-authenticator = Préparer l'appli
authenticator-why = Le SMS est le moyen le plus faible. Un numéro peut passer sur un autre téléphone, et un SMS peut se lire sur un écran verrouillé. Les codes d'une appli ne quittent jamais votre téléphone.
authenticator-over = Cette page a déjà servi ou est trop ancienne. Écrivez-moi { $prefix }authenticator dans la discussion pour en recevoir une nouvelle.
authenticator-added = À partir de maintenant, votre appli montre que c'est vous. Ce n'était pas vous ? Prévenez la coordination maintenant.
authenticator-removed = L'appli est enlevée. À partir de maintenant, j'envoie de nouveau les codes par SMS.
authenticator-done = C'est fait. À partir de maintenant, votre appli montre que c'est vous. Vous pouvez fermer cette page.
page-authenticator-title = Une appli pour vos codes
page-authenticator-ready = Il vous faut une appli de codes (authentificateur), sur un téléphone que vous êtes seul à utiliser. Toutes conviennent.
page-authenticator-button = Montrer ce que je dois scanner
page-authenticator-hint = C'est montré une seule fois. Vérifiez que personne ne regarde par-dessus votre épaule.
page-authenticator-scan = Scannez ceci avec votre appli
page-authenticator-alt = Un code carré à scanner. La même chose est en dessous en lettres.
page-authenticator-type = Pas d'appareil photo ? Tapez ces lettres dans l'appli :
page-authenticator-label = Les six chiffres que l'appli montre

# ── ce qui attend ──
overview = { $waiting ->
    [0] Rien ne vous attend. Pods calmes : { $quiet }.
   *[other]
    Ce qui vous attend :
    { $lines }
    Pods calmes : { $quiet }.
 }
overview-line = { $pod } — invitations { $invitations }, à vérifier { $holds }, pas arrivées { $posts }, pas vues { $unseen }
button-overview-pod = { $pod } ({ $count })
overview-pod =
    « { $pod } » :
    { $lines }
overview-nothing = Rien n'attend ici.
overview-invitation = Avec invitation : { $who } — { $state }
overview-hold = #{ $number } est à vérifier
overview-unknown = #{ $number } : on ne sait pas si elle est arrivée dans { $room }
overview-failed = #{ $number } n'est pas entrée dans une discussion
overview-unseen = #{ $number } : personne de l'équipe soignante n'a encore regardé
shown-in-private-list = Je vous l'envoie en privé.
button-look-number = Regarder #{ $number }
button-release-number = Montrer #{ $number }
button-keep-back-number = Ne pas montrer #{ $number }
button-there-number = #{ $number } est là
button-again-number = Renvoyer #{ $number }
button-share-number = Partager encore #{ $number }
button-nudge-number = Prévenir l'équipe de #{ $number }
nudge = { $who } vous demande de regarder #{ $number } de « { $pod } ».
nudged = { $count ->
    [one] J'ai prévenu { $count } personne de l'équipe soignante de #{ $number }.
   *[other] J'ai prévenu { $count } personnes de l'équipe soignante de #{ $number }.
 }
