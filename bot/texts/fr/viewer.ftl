# La visionneuse : entrer depuis la discussion, pods, images, une image.

command-open = Voir les images sur une page à vous
button-open-viewer = Ouvrir la page des images
viewer-link = Voici le lien vers votre page d'images. Il sert une fois, pendant 10 minutes, et seulement pour vous.

viewer-landing-title = Voyez vos images
viewer-landing-text = Appuyez sur le bouton pour entrer. La page reste ouverte sur cet appareil seulement.
viewer-landing-button = Entrer
viewer-landing-hint = Cet appareil n'est pas à vous ? Fermez cette page et ouvrez le lien sur le vôtre.
viewer-link-over = Ce lien a déjà servi ou est trop ancien. Écrivez-moi { $prefix }open dans la discussion pour en recevoir un nouveau.
viewer-signed-out = Votre page est fermée. Écrivez-moi { $prefix }open dans la discussion pour revenir.
viewer-signed-out-now = Votre page est fermée. Rien ne reste ouvert sur cet appareil.
viewer-nothing-here = Il n'y a rien ici pour vous. Revenez en arrière, ou écrivez-moi { $prefix }open dans la discussion.
viewer-slow-down = C'était beaucoup d'un coup. Attendez une minute, puis réessayez.

viewer-skip = Aller aux images
viewer-nav = Votre chemin dans les images
viewer-my-pods = Mes pods
viewer-no-pods = Vous n'êtes dans aucun pod maintenant. Demandez une invitation à quelqu'un dans un pod.
viewer-sign-out = Se déconnecter
viewer-time-limit = Après { $minutes } minutes sans rien faire, la page se ferme. Dès que vous continuez, le temps repart de zéro.
viewer-time-soon = La page se ferme dans 2 minutes. Avez-vous besoin de plus de temps ?
viewer-time-button = Plus de temps
viewer-time-more = Vous avez maintenant plus de temps.

viewer-pictures-of = Images de « { $pod } »
viewer-no-pictures = Il n'y a pas encore d'image. Envoyez-m'en une dans la discussion quand vous voulez.
viewer-not-yet = À vérifier. Vous la verrez ensuite.
viewer-no-small = Il n'y a pas de petite image de celle-ci.
viewer-waits = Celle-ci est à vérifier. Vous seul et ceux qui vérifient pouvez la voir.
viewer-moves = Un film
viewer-newer = Plus récentes
viewer-older = Plus anciennes

viewer-back = Retour à « { $pod } »
viewer-back-to-picture = Retour à #{ $number }
viewer-is-preview = Ceci est un aperçu. Regardez la pleine qualité avant de décider quoi que ce soit.
viewer-is-full = Voici la pleine qualité. Déplacez-vous dedans pour tout voir.
viewer-is-film = Voici le film.
viewer-pan = L'image en pleine qualité
viewer-full = Pleine qualité
viewer-small = Plus petite
viewer-play = Voir le film
viewer-pause = Pause
viewer-download = Enregistrer l'image
viewer-download-film = Enregistrer le film
viewer-who-saw = Qui l'a vue
viewer-who-saw-title = Qui a vu #{ $number }
viewer-nobody-saw = Personne ne l'a encore vue.
viewer-times = { $times ->
    [one] une fois,
   *[other] { $times } fois, la dernière
 }
form-viewer = sur la page des images
form-download = enregistrée depuis la page des images

viewer-light = Lumière et contraste
viewer-as-it-is = Comme elle est venue
viewer-sides = Les lettres disent les côtés du patient : R droite, L gauche, A devant, P derrière, H tête, F pieds. Dans l'image, à gauche : { $left }, à droite : { $right }, en haut : { $top }, en bas : { $bottom }.
viewer-bar = La barre mesure { $length }.
viewer-bar-detector = La barre mesure { $length } sur le détecteur ; dans le corps c'est un peu moins.
viewer-window-lung = Poumon
viewer-window-mediastinum = Milieu de la poitrine
viewer-window-bone = Os
viewer-window-soft = Parties molles
viewer-window-brain = Cerveau
viewer-window-abdomen = Ventre
viewer-window-liver = Foie
viewer-window-spine = Colonne
viewer-brighter = Plus clair
viewer-darker = Plus sombre
viewer-more-contrast = Plus de contraste
viewer-less-contrast = Moins de contraste
viewer-window-own = Vos propres valeurs
viewer-window-centre = Centre
viewer-window-width = Largeur (1 ou plus)
viewer-window-button = Montrer ainsi
viewer-window-numbers = Écrivez deux nombres, comme 40 et 400. La largeur est de 1 ou plus.
viewer-window-not-now = Je n'ai pas pu changer la lumière à l'instant. Réessayez dans une minute.

viewer-about = À propos de cette image
viewer-group-picture = L'image
viewer-group-patient = À qui elle est
viewer-group-origin = D'où elle vient
viewer-group-place = Où elle a été faite
viewer-group-done = Ce qu'on en a fait
viewer-group-rest = Tout le reste dans le fichier

row-modality = Type
row-study-date = Jour
row-study-time = Heure
row-body-part = Partie du corps
row-laterality = Côté
row-view = Vue de
row-series-number = Série
row-instance-number = Numéro dans la série
row-slice-thickness = Épaisseur de la coupe, en mm
row-pixel-spacing = Distance entre les points, en mm
row-rows = Hauteur, en points
row-columns = Largeur, en points
row-frames = Images qu'elle contient
row-patient-name = Nom
row-patient-id = Numéro de patient
row-birth-date = Jour de naissance
row-sex = Sexe
row-age = Âge
row-accession-number = Numéro de demande
row-manufacturer = Fabricant de l'appareil
row-model = Appareil
row-institution = Hôpital
row-referring-physician = Demandée par
row-study-description = Examen
row-series-description = Nom de la série
row-tube-voltage = Tension du tube, en kV
row-protocol = Protocole
row-taken = Prise
row-decoder = Lue avec
row-window = Lumière et contraste
row-scale = Taille, comparée à l'original
row-elapsed-ms = Durée, en millièmes de seconde
row-metadata-cut = Certaines données étaient trop longues et ont été laissées de côté
