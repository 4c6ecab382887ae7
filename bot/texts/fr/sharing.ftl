# Ce qui est en route, les avis, les images dans les discussions, ce qui est retenu ou retiré.

upload-received = J'ai votre image. Donnez-moi quelques secondes pour la préparer.
upload-shared = { $count ->
    [one] Prête : { $numbers }. Elle est en route vers votre pod.
   *[other] Prêtes : { $numbers }. Elles sont en route vers votre pod.
 }
upload-held = { $numbers } : je garde cela jusqu'à ce que la coordination ait regardé. Personne d'autre ne l'a vu.
upload-which = { $count } images sont prêtes : { $numbers }. Faut-il toutes les partager ?
upload-some-unread = Je n'ai pas pu lire { $unread } fichiers sur { $total }. Les autres sont prêts : { $numbers }.
upload-gone = Je n'ai pas pu prendre ce fichier dans la discussion. Renvoyez-le, ou envoyez-le ici :
upload-denied = Vous ne pouvez plus envoyer d'images ici. Demandez à la coordination.
upload-turned-away = Cette image n'a pas été prise.
upload-page = Envoyez ici les gros fichiers ou tout un CD. La page marche pendant 24 heures.
button-upload = Envoyer un fichier
button-share-all = Partager
button-withdraw = Retirer
please-delete-yours = J'ai une copie sûre et je la montre selon les règles. Effacez votre propre message avec le fichier, s'il vous plaît.
form-upload-title = Partager une image
form-upload-submit = Envoyer
form-upload-text = Seules les personnes du pod la verront.
form-upload-files = Fichiers
form-upload-note = Un mot pour les autres

card = Une nouvelle image est là. Je la montre à vous seulement.
button-show-me = Me montrer
button-show-newest = Voir la plus récente
button-show-number = Voir #{ $number }
button-full-quality = Pleine qualité
masked = Cette image a été retirée.
picture-title = #{ $number } { $what }
picture-shared-by = Partagée par { $who }.
picture-note = Mot : « { $note } »
shown-in-private = Je vous l'envoie en privé.
show-how = Quelle image ? Écrivez : { $prefix }show #3
show-in-window = Fenêtre : { $window }
show-window-which =
    Je ne connais pas « { $written } ». Pour #{ $number } il y a : { $names }.

    Écrivez par exemple : { $prefix }show #{ $number } { $example }
    Deux nombres vont aussi, centre et largeur : { $prefix }show #{ $number } 40 400
show-window-numbers =
    Je ne connais pas « { $written } » ici. Écrivez deux nombres, centre et largeur : { $prefix }show #{ $number } 40 400
show-window-none = La lumière et le contraste de #{ $number } ne peuvent pas changer. Pour la voir comme elle est, écrivez : { $prefix }show #{ $number }
image-unknown = Je ne trouve pas cette image. Écrivez { $prefix }images pour voir la liste.
images-none = Il n'y a pas encore d'image. Envoyez-m'en une quand vous voulez.
images-list =
    { $lines }

    Écrivez { $prefix }show et le numéro pour en voir une.
images-line = #{ $number } { $what } — { $who }, { $state }
image-ready = prête
image-held = à vérifier
image-rejected = gardée
image-withdrawn = retirée
image-erased = effacée

share-how = Quelle image ? Écrivez : { $prefix }share #3
share-begun = { $count ->
    [one] #{ $number } est en route vers une discussion.
   *[other] #{ $number } est en route vers { $count } discussions.
 }
share-already = #{ $number } est déjà dans chaque discussion du pod.
share-all-begun = En route : { $count }.
withdraw-how = Quelle image ? Écrivez : { $prefix }withdraw #3
withdraw-begun = Je retire #{ $number } partout. Je vous dirai comment cela s'est passé.
withdraw-none = Il n'y a rien à retirer.
withdraw-receipt = { $stuck ->
    [0] #{ $number } est retirée partout. Les copies que des personnes ont gardées sont hors de ma portée.
    [one] #{ $number } : { $stuck } message n'a pas pu être retiré. Demandez aux personnes là-bas de l'effacer.
   *[other] #{ $number } : { $stuck } messages n'ont pas pu être retirés. Demandez aux personnes là-bas de les effacer.
 }
who-saw-how = Quelle image ? Écrivez : { $prefix }whosaw #3
who-saw =
    #{ $number } a été montrée à :
    { $lines }
who-saw-line = { $who } — { $when }, { $form }
who-saw-nobody = Personne n'a encore vu #{ $number }.
form-picture = dans la discussion
form-private = en privé
form-in-place = dans la discussion, seul
form-card = en avis

hold-other-patient = { $numbers } de { $who } est peut-être à quelqu'un d'autre. C'est caché pour l'instant. Regardez, s'il vous plaît. Deux personnes doivent être d'accord avant que ce soit montré.
hold-two-patients = { $numbers } de { $who } semble montrer plus d'une personne. Personne ne l'a vu. Regardez, s'il vous plaît. Deux personnes doivent être d'accord avant que ce soit montré.
hold-burned-in = Sur { $numbers } de { $who }, un nom est peut-être écrit dans l'image. La famille ne l'a pas vue. Regardez d'abord, s'il vous plaît.
hold-consent = { $numbers } de { $who } attend le oui du patient.
button-look = Regarder
button-release = Montrer
button-keep-back = Ne pas montrer
hold-second-needed = Merci. Une personne de plus doit être d'accord avant que #{ $number } soit montrée.
hold-same-human = Vous avez déjà donné votre accord pour #{ $number }, sous une autre adresse à vous. Il faut encore l'accord d'une autre personne avant de la montrer.
hold-released = #{ $number } a été vérifiée et est en route.
hold-rejected = #{ $number } a été vérifiée et n'est pas montrée. Demandez à la coordination, s'il vous plaît.
hold-kept-back = #{ $number } n'est pas montrée.
hold-none = C'est déjà réglé. Il n'y a plus rien à faire.

post-unknown = Je ne sais pas si #{ $number } est arrivée dans { $room }. Regardez, s'il vous plaît : est-elle là ?
button-it-is-there = Elle est là
button-send-again = Renvoyer
post-settled = Merci. C'est réglé.
post-failed = #{ $number } n'a pas pu être mise dans { $room }. Écrivez { $prefix }share #{ $number } pour réessayer.
post-kicked = Je ne suis plus dans { $room }, #{ $number } n'y est donc pas arrivée. Ajoutez-moi de nouveau, puis partagez-la encore une fois.

home =
    Vos pods :
    { $lines }
home-pod = { $pod } — { $role }
button-home-images = Images de { $pod }
button-home-upload = Envoyer à { $pod }
button-home-overview = Ce qui attend
