# Pourquoi un fichier n'est pas devenu une image : ce qui s'est passé et quoi faire.

upload-empty = Ce fichier est vide. Envoyez-le encore une fois, s'il vous plaît.
upload-this-file = « { $name } » : { $why }
upload-too-big = Ce fichier est trop gros pour moi. Envoyez-en une partie plus petite, ou seulement les images utiles.
upload-unknown-type = Je ne connais pas ce type de fichier. Envoyez une photo, un scanner, un PDF ou une image de l'hôpital.
upload-forbidden-type = Ce type de fichier peut faire du mal, je ne l'ouvre donc pas. Envoyez l'image elle-même.
upload-two-types-at-once = Ce fichier est deux choses à la fois, je ne l'ouvre donc pas. Envoyez l'image elle-même.
upload-broken = Je n'ai pas pu lire ce fichier. Il est peut-être abîmé. Enregistrez-le de nouveau et renvoyez-le.
upload-encrypted = Ce fichier est fermé par un mot de passe. Envoyez-le sans mot de passe, s'il vous plaît.
upload-too-many-pixels = Cette image est trop grande pour moi. Envoyez une copie plus petite.
upload-too-many-frames = Ce film a trop d'images pour moi. Envoyez une partie plus courte.
upload-too-many-pages = Ce document a trop de pages pour moi. Envoyez les pages utiles.
upload-too-many-files = Il y a trop de fichiers ici pour moi. Envoyez-en moins à la fois.
upload-unpacks-too-big = Ce fichier devient trop gros quand je l'ouvre. Envoyez les images en parties plus petites.
upload-nested-archive = Dans ce fichier compressé, il y en a un autre. Décompressez-le une fois et renvoyez-le.
upload-directory-file = C'est seulement la table des matières d'un disque. Envoyez tout le dossier en un fichier ZIP.
upload-no-picture = Il n'y a pas d'image dans ce fichier. S'il vient d'un disque, envoyez tout le dossier en un fichier ZIP.
upload-unsupported-codec = Je ne sais pas ouvrir cette image comme elle est rangée. Demandez-la à l'hôpital en JPEG ou PDF.
upload-too-slow = Ce fichier m'a pris trop de temps. Envoyez-en une partie plus petite.
upload-too-much-memory = Ce fichier est trop pour moi d'un seul coup. Envoyez-en une partie plus petite.
upload-decoder-died = Je n'ai pas pu finir ce fichier. Il est peut-être abîmé. Enregistrez-le de nouveau et renvoyez-le.
upload-failed = Je n'ai pas pu m'en occuper à l'instant. Votre fichier va bien. Réessayez dans quelques minutes.
upload-unreadable = Je n'ai pas pu ouvrir ce fichier. Vérifiez qu'il est là et que vous avez le droit de le lire.
