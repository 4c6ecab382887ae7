# Was unterwegs ist, Hinweise, Bilder in Chats, was zurückgehalten oder zurückgenommen wird.

upload-received = Ich habe Ihr Bild. Geben Sie mir ein paar Sekunden, um es vorzubereiten.
upload-shared = { $count ->
    [one] Fertig: { $numbers }. Es ist unterwegs in Ihren Pod.
   *[other] Fertig: { $numbers }. Sie sind unterwegs in Ihren Pod.
 }
upload-held = { $numbers }: Das halte ich zurück, bis die Koordination es geprüft hat. Sonst hat es niemand gesehen.
upload-which = { $count } Bilder sind fertig: { $numbers }. Soll ich alle teilen?
upload-some-unread = { $unread } von { $total } Dateien konnte ich nicht lesen. Die anderen sind fertig: { $numbers }.
upload-gone = Ich konnte diese Datei nicht aus dem Chat holen. Bitte schicken Sie sie noch einmal, oder hier:
upload-denied = Sie können hier keine Bilder mehr schicken. Fragen Sie die Koordination.
upload-turned-away = Dieses Bild wurde nicht angenommen.
upload-page = Schicken Sie große Dateien oder eine ganze CD hier. Die Seite geht 24 Stunden lang.
button-upload = Datei schicken
button-share-all = Teilen
button-withdraw = Zurücknehmen
please-delete-yours = Ich habe eine sichere Kopie und zeige sie nach den Regeln. Bitte löschen Sie Ihre eigene Nachricht mit der Datei.
form-upload-title = Ein Bild teilen
form-upload-submit = Schicken
form-upload-text = Nur Menschen aus dem Pod sehen es.
form-upload-files = Dateien
form-upload-note = Eine Notiz für die anderen

card = Ein neues Bild ist da. Ich zeige es nur Ihnen.
button-show-me = Zeigen
button-show-newest = Neuestes Bild zeigen
button-show-number = #{ $number } zeigen
button-full-quality = Volle Qualität
masked = Dieses Bild wurde zurückgenommen.
picture-title = #{ $number } { $what }
picture-shared-by = Geteilt von { $who }.
picture-note = Notiz: „{ $note }“
shown-in-private = Ich schicke es Ihnen privat.
show-how = Welches Bild? Schreiben Sie: { $prefix }show #3
show-in-window = Fenster: { $window }
show-window-which =
    „{ $written }“ kenne ich nicht. Für #{ $number } gibt es: { $names }.

    Schreiben Sie zum Beispiel: { $prefix }show #{ $number } { $example }
    Zwei Zahlen gehen auch, Mitte und Breite: { $prefix }show #{ $number } 40 400
show-window-numbers =
    „{ $written }“ kenne ich hier nicht. Schreiben Sie zwei Zahlen, Mitte und Breite: { $prefix }show #{ $number } 40 400
show-window-none = Licht und Kontrast von #{ $number } lassen sich nicht ändern. Um es so zu sehen, wie es ist, schreiben Sie: { $prefix }show #{ $number }
image-unknown = Dieses Bild finde ich nicht. Schreiben Sie { $prefix }images, dann sehen Sie die Liste.
images-none = Es gibt noch keine Bilder. Schicken Sie mir jederzeit eins.
images-list =
    { $lines }

    Schreiben Sie { $prefix }show und die Nummer, um eins zu sehen.
images-line = #{ $number } { $what } – { $who }, { $state }
image-ready = fertig
image-held = wird noch geprüft
image-rejected = zurückgehalten
image-withdrawn = zurückgenommen
image-erased = gelöscht

share-how = Welches Bild? Schreiben Sie: { $prefix }share #3
share-begun = { $count ->
    [one] #{ $number } ist unterwegs in einen Chat.
   *[other] #{ $number } ist unterwegs in { $count } Chats.
 }
share-already = #{ $number } ist schon in jedem Chat des Pods.
share-all-begun = Unterwegs: { $count }.
withdraw-how = Welches Bild? Schreiben Sie: { $prefix }withdraw #3
withdraw-begun = Ich nehme #{ $number } überall zurück. Ich sage Ihnen dann, wie es gegangen ist.
withdraw-none = Es gibt nichts zurückzunehmen.
withdraw-receipt = { $stuck ->
    [0] #{ $number } ist überall zurückgenommen. An Kopien, die Menschen gespeichert haben, komme ich nicht heran.
    [one] #{ $number }: Eine Nachricht ließ sich nicht zurücknehmen. Bitten Sie die Menschen dort, sie zu löschen.
   *[other] #{ $number }: { $stuck } Nachrichten ließen sich nicht zurücknehmen. Bitten Sie die Menschen dort, sie zu löschen.
 }
who-saw-how = Welches Bild? Schreiben Sie: { $prefix }whosaw #3
who-saw =
    #{ $number } wurde gezeigt:
    { $lines }
who-saw-line = { $who } – { $when }, { $form }
who-saw-nobody = #{ $number } hat noch niemand gesehen.
form-picture = im Chat
form-private = privat
form-in-place = im Chat, allein
form-card = als Hinweis

hold-other-patient = { $numbers } von { $who } gehört vielleicht zu jemand anderem. Es ist vorerst verborgen. Bitte sehen Sie nach. Zwei Personen müssen zustimmen, bevor es gezeigt wird.
hold-two-patients = { $numbers } von { $who } zeigt wohl mehr als eine Person. Niemand hat es gesehen. Bitte sehen Sie nach. Zwei Personen müssen zustimmen, bevor es gezeigt wird.
hold-burned-in = In { $numbers } von { $who } steht vielleicht ein Name im Bild. Die Familie hat es nicht gesehen. Bitte sehen Sie zuerst nach.
hold-consent = { $numbers } von { $who } wartet auf das Ja der Patientin oder des Patienten.
button-look = Ansehen
button-release = Zeigen
button-keep-back = Zurückhalten
hold-second-needed = Danke. Noch eine Person muss zustimmen, bevor #{ $number } gezeigt wird.
hold-same-human = Sie haben #{ $number } schon zugestimmt, unter einer anderen Adresse von Ihnen. Noch jemand muss zustimmen, bevor es gezeigt wird.
hold-released = #{ $number } wurde geprüft und ist unterwegs.
hold-rejected = #{ $number } wurde geprüft und wird zurückgehalten. Bitte fragen Sie die Koordination.
hold-kept-back = #{ $number } wird zurückgehalten.
hold-none = Das ist schon erledigt. Sie müssen nichts mehr tun.

post-unknown = Ich weiß nicht, ob #{ $number } in { $room } angekommen ist. Bitte sehen Sie nach: Ist es da?
button-it-is-there = Es ist da
button-send-again = Noch einmal schicken
post-settled = Danke. Das ist geklärt.
post-failed = #{ $number } konnte nicht in { $room } gezeigt werden. Schreiben Sie { $prefix }share #{ $number }, um es noch einmal zu versuchen.
post-kicked = Ich bin nicht mehr in { $room }. Deshalb ist #{ $number } dort nicht angekommen. Nehmen Sie mich wieder auf, und teilen Sie es dann noch einmal.

home =
    Ihre Pods:
    { $lines }
home-pod = { $pod } – { $role }
button-home-images = Bilder von { $pod }
button-home-upload = Eins an { $pod } schicken
button-home-overview = Was auf Sie wartet
