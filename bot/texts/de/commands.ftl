# Was jeder Befehl tut, für /help und für die Menüs.

command-start = Hallo sagen
command-help = Was ich für Sie tun kann
command-images = Die Liste der Bilder ansehen
command-show = Ein Bild ansehen, nur für Sie
command-show-arguments = #3
command-share = Ein Bild mit allen im Pod teilen
command-share-arguments = #3
command-withdraw = Ein Bild überall zurücknehmen
command-withdraw-arguments = #3
command-upload = Eine große Datei oder eine ganze CD schicken
command-invite = Jemanden einladen
command-invite-arguments = anna@example.org family Anna
command-members = Sehen, wer im Pod ist
command-role = Die Rolle einer Person ändern
command-role-arguments = 2 clinician
command-grant = Jemandem etwas mehr erlauben
command-grant-arguments = 2 download
command-revoke = Eine Erlaubnis zurücknehmen
command-revoke-arguments = 2 download
command-remove = Jemanden aus dem Pod nehmen
command-remove-arguments = 2
command-whosaw = Sehen, wer ein Bild angesehen hat
command-whosaw-arguments = #3
command-emergency = Im Notfall sofort hineinsehen
command-emergency-arguments = der Grund
command-new = Einen neuen Pod eröffnen
command-new-arguments = der Name
command-link = Diesen Chat für einen Pod nutzen
command-link-arguments = family
command-settings = Einstellungen ansehen und ändern
command-leave = Den Pod verlassen

help =
    Schicken Sie mir ein Bild, einen Scan oder eine Datei aus dem Krankenhaus. Ich teile sie mit den Menschen in Ihrem Pod.

    { $lines }
help-stranger =
    Ich teile medizinische Bilder mit den Menschen, die einem Patienten nahe sind.
    Sie können mir jetzt ein Bild schicken. Ich frage dann, für wen es ist.
    Um in einen Pod zu kommen, bitten Sie jemanden darin um eine Einladung.
help-line = { $usage } – { $what }
help-more = Schreiben Sie { $prefix }help all, um alles zu sehen, was Sie tun können.
usage = { $prefix }{ $word } { $rest }
usage-bare = { $prefix }{ $word }

hello-member = Hallo { $name }. Schicken Sie mir ein Bild. Oder schreiben Sie { $prefix }help, dann sehen Sie, was ich kann.
hello-stranger =
    Hallo. Ich teile medizinische Bilder mit den Menschen, die einem Patienten nahe sind.
    Schicken Sie mir ein Bild, und ich frage, für wen es ist. Oder bitten Sie jemanden in einem Pod um eine Einladung.
hello-newcomer =
    Hallo { $name }. Ich teile medizinische Bilder mit den Menschen, die einem Patienten nahe sind.
    Schicken Sie mir ein Bild, und ich frage, für wen es ist. Oder bitten Sie jemanden in einem Pod um eine Einladung.
hello-room = Hallo. Um diesen Chat für einen Pod zu nutzen, schreibt die Koordination hier { $prefix }link.

literal = { $text }
command-unknown = Das kenne ich nicht. Schreiben Sie { $prefix }help, dann sehen Sie, was ich kann.
stranger-command = Sie sind noch in keinem Pod. Bitten Sie jemanden, der darin ist, um eine Einladung.
not-understood = Das habe ich nicht verstanden. Schicken Sie mir ein Bild, oder schreiben Sie { $prefix }help.
which-pod = Welchen Pod meinen Sie?
which-pod-first = Sie sind in mehreren Pods. Schreiben Sie den Befehl, dann frage ich, welchen Sie meinen.
open-private-chat = Darauf antworte ich nur Ihnen. Bitte öffnen Sie unseren privaten Chat und drücken Sie auf Start.
button-open-private-chat = Privaten Chat öffnen
button-over = Dieser Knopf ist schon benutzt oder zu alt. Schreiben Sie { $prefix }help, um weiterzumachen.
button-not-yours = Dieser Knopf ist für jemand anderen. Schreiben Sie { $prefix }help, dann sehen Sie, was Sie tun können.
shortcut-no-file = In dieser Nachricht ist kein Bild. Wählen Sie eine Nachricht mit einer Datei.
