# Les pages derrière les liens des mails.

page-title = Carepods
page-front = Carepods partage des images médicales avec les proches d'un patient. Demandez une invitation à quelqu'un dans un pod.
page-not-found = Il n'y a rien ici. Ouvrez encore une fois le lien de votre dernier mail.
page-not-right = Cela n'a pas marché. Revenez en arrière et réessayez.
page-our-fault = Quelque chose s'est cassé chez nous. Rien n'est perdu. Réessayez dans une minute.

page-join-title = { $inviter } vous invite
page-join-what = Dans « { $pod } », comme : { $role }.
page-join-may = Vous pourrez :
page-phone-label = Votre numéro de portable
page-phone-hint = Avec le pays, ainsi : +33 6 12 34 56 78
page-phone-button = M'envoyer un code
page-phone-why = Nous envoyons un code à ce numéro, pour savoir que c'est vous. Personne d'autre ne le voit.

page-code-title = Entrez le code
page-code-sent = Nous avons envoyé un code au numéro qui finit par { $digits }. Il est valable 10 minutes.
page-code-not-sent = Aucun code n'est encore parti vers le numéro qui finit par { $digits }.
page-code-label = Code
page-code-button = Continuer
page-code-none = Pas encore de message ?
page-code-no-app = Vous n'avez pas l'appli sous la main ?
page-again-when = { $seconds ->
    [0] Vous pouvez demander un nouveau code maintenant.
    [one] Vous pourrez demander un nouveau code dans { $seconds } seconde.
   *[other] Vous pourrez demander un nouveau code dans { $seconds } secondes.
 }
page-again-button = Renvoyer
page-change-label = Un autre numéro
page-change-button = Changer de numéro
page-to-chat-button = Plutôt entrer le code dans la discussion

page-chat-title = Une dernière étape : ouvrez la discussion
page-chat-open = Ouvrir { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] la discussion
 }
page-chat-phrase = Dans { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] la discussion
 }, écrivez ces mots à Carepods :
page-chat-once = Cela sert une seule fois, et seulement pour vous.
page-done-title = Vous y êtes
page-done-text = Retournez dans la discussion. Carepods vous y a écrit.

page-not-me-title = Ce n'était pas vous ?
page-not-me-text = Alors nous sortons cette adresse du groupe tout de suite.
page-not-me-account-text = Alors personne ne verra plus rien avec ce compte. Qui a votre téléphone ou votre appli peut revenir tout de suite, par un code.
page-not-me-sure = Ce n'était pas moi
page-not-me-button = Sortez-moi du groupe
page-not-me-done = C'est fait. Ce compte ne voit plus rien, et la coordination le sait.
page-not-me-account-done = C'est fait. Personne ne voit plus rien avec ce compte, et la coordination le sait. Je vous ai écrit dans votre chat : un code sur votre téléphone ou votre appli vous laisse revenir.

page-upload-title = Envoyer des fichiers à votre pod
page-upload-note = Un mot pour les autres (vous pouvez laisser vide)
page-upload-files = Images, scanners, fichiers de l'hôpital, archives
page-upload-folder = Ou tout un dossier ou un CD
page-upload-button = Envoyer
page-upload-hint = Seules les personnes de votre pod les verront. Vous recevrez un message dans la discussion quand ils seront prêts.
page-upload-done = { $count ->
    [one] J'ai votre fichier. Vous recevrez un message dans la discussion quand il sera prêt.
   *[other] J'ai vos { $count } fichiers. Vous recevrez un message dans la discussion quand ils seront prêts.
 }
page-upload-over = Cette page a déjà servi ou est trop ancienne. Écrivez-moi « upload » dans la discussion pour en recevoir une nouvelle.
page-upload-nothing = Il n'y avait pas encore de fichier. Choisissez-en un ici.
page-upload-unfinished = Il manque une partie d'un fichier. Appuyez encore une fois sur Envoyer.
page-upload-js-drop = Vous pouvez aussi glisser ici des fichiers ou tout un dossier.
page-upload-js-waiting = en attente
page-upload-js-sending = en route
page-upload-js-sent = arrivé
page-upload-js-paused = C'est en pause. Appuyez sur « Continuer » quand vous voulez, aujourd'hui ou plus tard, sur cette page.
page-upload-js-pause = Pause
page-upload-js-resume = Continuer
page-upload-js-remove = Enlever
page-upload-js-lost = La connexion est coupée. Je garde ce qui est arrivé, et je continue tout seul quand elle revient.
page-upload-js-stopped = Je n'ai pas pu continuer. Rouvrez cette page et choisissez les mêmes fichiers. Ce qui est arrivé est gardé.
