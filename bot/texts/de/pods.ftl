# Pods, Chats, Mitglieder, Rechte.

role-patient = Patient/in
role-family = Familie
role-clinician = Behandlungsteam
role-coordinator = Koordination
role-guest = Gast

privilege-audit = sehen, wer hineingesehen hat
privilege-consent = für die Patientin oder den Patienten Ja oder Nein sagen
privilege-download = Bilder in voller Qualität speichern
privilege-erase = alles löschen
privilege-invite = Menschen einladen
privilege-manage = den Pod verwalten
privilege-release = wartende Bilder prüfen
privilege-share = Bilder teilen
privilege-stream = Bilder direkt von einem Gerät schicken
privilege-upload = Bilder schicken
privilege-view = Bilder ansehen
privilege-view-identified = Namen und Nummern auf Bildern sehen

audience-family = die Familie
audience-care-team = das Behandlungsteam
mode-picture = Bilder zeigen
mode-in-place = nur einzeln zeigen
mode-card = nur einen Hinweis zeigen

new-done = Der Pod „{ $pod }“ ist offen. Schreiben Sie jetzt { $prefix }link in einem Chat, oder laden Sie mit { $prefix }invite jemanden ein.
new-needs-name = Wie soll der Pod heißen? Schreiben Sie: { $prefix }new der Name
new-not-you = Einen Pod kann nur die Koordination eröffnen. Fragen Sie die Person, die Carepods für Sie betreibt.
link-for-whom = Wer ist in diesem Chat? Bilder von „{ $pod }“ werden passend gezeigt.
link-done = Dieser Chat gehört jetzt zu „{ $pod }“, für: { $audience }. Ich prüfe, wer hier ist.
link-told = Dieser Chat gehört jetzt zu einem Pod. Solange alle hier im Pod sind, sieht man hier Bilder, gemacht für { $audience }. Sonst kommt nur ein Hinweis.
link-in-the-room = Schreiben Sie das in der Gruppe, die Sie nutzen möchten, nicht hier.
link-taken = Dieser Chat gehört schon zu einem anderen Pod. Nehmen Sie eine neue Gruppe.
room-unknown = Dieser Chat gehört zu keinem Pod. Die Koordination kann hier { $prefix }link schreiben.

settings = { $lines }
settings-pod = Pod: { $pod }
settings-room = { $room }: für { $audience }. { $mode } { $state }
settings-room-named = Chat „{ $title }“
settings-room-here = Dieser Chat
settings-room-nameless = Ein Chat ohne Namen
# Within a sentence, where the chat's name would stand.
room-untitled = einem Chat ohne Namen
settings-mode-picture = Dort werden Bilder gezeigt.
settings-mode-in-place = Dort sieht jeder die Bilder für sich allein.
settings-mode-card = Dort kommt nur ein Hinweis.
settings-open = Dort ist alles in Ordnung.
settings-locked = Er ist gerade gesperrt, weil jemand dort nicht bekannt ist.
settings-gone = Ich bin nicht mehr dort.
settings-you =
    Sie: { $role }. Sie dürfen:
    { $privileges }
mode-set = Erledigt. Von jetzt an in diesem Chat: { $mode }.

members-list =
    In „{ $pod }“:
    { $lines }
members-line = { $number }. { $name } – { $role }
members-waiting = … { $name } – { $state }
member-unknown = Ich finde { $written } hier nicht. Schreiben Sie { $prefix }members, dann sehen Sie die Liste.
invitation-requested = eingeladen
invitation-link-sent = Mail verschickt
invitation-email-confirmed = hat die Mail geöffnet
invitation-code-sent = wartet auf den Code
invitation-verified = öffnet den Chat
button-invite-again = Neue Mail an { $who }
button-invite-cancel = { $who } nicht mehr einladen

role-how = Schreiben Sie die Nummer der Person und die neue Rolle: { $prefix }role 2 clinician
role-set = { $who } ist jetzt: { $role }.
grant-how = Schreiben Sie die Nummer der Person und was sie darf: { $prefix }grant 2 download
grant-not-held = Sie können nichts erlauben, was Sie selbst nicht dürfen. Fragen Sie die Koordination.
granted = { $who } darf jetzt: { $privilege }.
revoke-how = Schreiben Sie die Nummer der Person und was sie nicht mehr darf: { $prefix }revoke 2 download
revoked = { $who } darf nicht mehr: { $privilege }.
remove-how = Schreiben Sie die Nummer der Person: { $prefix }remove 2
remove-sure = Möchten Sie { $who } aus dem Pod nehmen? Die Person sieht dann nichts mehr.
button-remove = Herausnehmen
removed = { $who } ist nicht mehr im Pod.
removed-you = Sie sind nicht mehr in „{ $pod }“. Wenn das ein Irrtum ist, fragen Sie die Koordination.
leave-sure = Möchten Sie „{ $pod }“ verlassen? Sie sehen dann nichts mehr davon.
button-leave = Verlassen
left = Sie haben „{ $pod }“ verlassen. Alles Gute.
last-manager = Jemand muss sich um den Pod kümmern. Geben Sie zuerst einer anderen Person die Koordination.
pod-gone = Diesen Pod gibt es nicht mehr.

denied-not-a-member = Sie sind nicht in diesem Pod. Bitten Sie jemanden darin um eine Einladung.
denied-not-yours = Das ist für jemand anderen. Schreiben Sie { $prefix }help, dann sehen Sie, was Sie tun können.
denied-pod-erased = In diesem Pod wurde alles gelöscht. Es gibt nichts mehr zu zeigen.
denied-expired = Ihre Zeit in diesem Pod ist um. Bitten Sie die Koordination um mehr Zeit.
denied-lacks-privilege = Das dürfen Sie hier noch nicht. Bitten Sie die Koordination, es zu erlauben.
denied-ask-to-look = Sie dürfen hier noch keine Bilder ansehen. Bitte fragen Sie { $who } von der Koordination.
denied-ask = Das dürfen Sie hier noch nicht. Bitte fragen Sie { $who } von der Koordination.
denied-no-image = Dieses Bild finde ich nicht. Schreiben Sie { $prefix }images, dann sehen Sie die Liste.
denied-image-held = Dieses Bild wartet, bis es jemand geprüft hat. Danach sehen Sie es.
denied-image-gone = Dieses Bild wurde zurückgenommen. Fragen Sie die Person, die es geschickt hat.
denied-no-consent = Die Patientin oder der Patient möchte jetzt keine Bilder zeigen. Fragen Sie dort nach.
denied-room-locked = Dieser Chat ist gesperrt, weil jemand dort nicht bekannt ist. Öffnen Sie es privat.
denied-room-not-cleared = Jemanden in diesem Chat kenne ich nicht. Öffnen Sie das Bild privat.
denied-other-pod = Das finde ich hier nicht. Schreiben Sie { $prefix }images, dann sehen Sie die Liste.

room-masked = { $stuck ->
    [0] Jemand hier ist nicht bestätigt. Deshalb habe ich die Bilder verborgen. Öffnen Sie sie privat.
   *[other] Jemand hier ist nicht bestätigt. Deshalb habe ich die Bilder verborgen. Bei { $stuck } ging es nicht: { $numbers }. Bitte löschen Sie das hier.
 }
room-masked-manager = { $stuck ->
    [0] In { $room } ist jemand, der nicht bestätigt ist. Dort verborgene Bilder: { $hidden }. Laden Sie die Person ein, oder nehmen Sie sie aus dem Chat.
   *[other] In { $room } ist jemand, der nicht bestätigt ist. Verborgen: { $hidden }. Nicht verborgen: { $numbers }. Laden Sie die Person ein, oder nehmen Sie sie aus dem Chat.
 }
room-outside = { $stuck ->
    [0] Dieser Chat ist von außen lesbar. Deshalb habe ich die Bilder verborgen. Öffnen Sie sie privat.
   *[other] Dieser Chat ist von außen lesbar. Deshalb habe ich die Bilder verborgen. Bei { $stuck } ging es nicht: { $numbers }. Bitte löschen Sie das hier.
 }
room-outside-manager = { $stuck ->
    [0] In { $room } lesen mehr Leute mit, als darin sind: öffentlich oder geteilt. Dort zeige ich nur Hinweise. Machen Sie den Chat privat, dann kommen die Bilder zurück.
   *[other] In { $room } lesen mehr Leute mit, als darin sind: öffentlich oder geteilt. Nicht verborgen: { $numbers }. Bitte löschen Sie das, und machen Sie den Chat privat.
 }

emergency-how = Schreiben Sie den Grund in wenigen Wörtern: { $prefix }emergency bewusstlos eingeliefert
emergency-not-you = Der Notfall-Zugang ist für das Behandlungsteam. Rufen Sie die Koordination an.
emergency-open = Sie dürfen { $minutes } Minuten lang hineinsehen. Alle im Pod erfahren den Grund.
emergency-open-still = { $minutes ->
    [one] Sie dürfen noch 1 Minute lang hineinsehen. Niemand wurde noch einmal gestört.
   *[other] Sie dürfen noch { $minutes } Minuten lang hineinsehen. Niemand wurde noch einmal gestört.
 }
emergency-enough-today = Das sind genug Notfälle für heute, denn jedes Mal erfahren es alle. Bitte rufen Sie die Koordination an: Sie kann Sie hineinsehen lassen.
emergency-notice = { $who } sieht wegen eines Notfalls Bilder von „{ $pod }“ an: { $reason }. Die Koordination prüft das danach.

room-left = Ich wurde aus „{ $room }“ entfernt und zeige dort nichts mehr. Um weiterzumachen, fügen Sie mich wieder hinzu und schreiben dort { $prefix }link.
join-first = Sie möchten in „{ $room }“ hinein. Dafür treten Sie zuerst dem Pod bei: Bitten Sie jemanden darin um eine Einladung. Ihre Anfrage bleibt offen, und ich lasse Sie dann hinein.
join-asked = { $name } möchte in „{ $room }“ hinein und ist nicht im Pod. Kennen Sie diese Person? Dann laden Sie sie mit { $prefix }invite ein. Ich lasse sie hinein, sobald sie beigetreten ist.
join-by-hand = { $name } ist im Pod und möchte in „{ $room }“ hinein. Ich darf dort niemanden hineinlassen. Bitte nehmen Sie die Anfrage selbst an.
