# Worum man uns bitten kann: Zustimmung, Löschen, Mitnehmen, eigene Konten, und was von selbst endet.

command-consent = Ja oder Nein zum Zeigen der Bilder sagen
command-consent-arguments = no
command-erase = Alles im Pod löschen
command-export = Alles als Dateien bekommen
command-export-arguments = me
command-wrong = Sagen, dass ein Bild von jemand anderem ist
command-wrong-arguments = #3
command-overview = Sehen, was in allen Ihren Pods wartet
command-me = Ihr Telefon und Ihre Chat-Konten ansehen und ändern
command-authenticator = Mit einer App zeigen, dass Sie es sind, nicht mit SMS

# ── Zustimmung ──
consent-is-yes = Bilder von „{ $pod }“ werden denen gezeigt, die sie sehen dürfen. Soll ich damit aufhören?
consent-is-no = Bilder von „{ $pod }“ werden jetzt niemandem gezeigt. Soll ich sie wieder zeigen?
button-consent-no = Nicht mehr zeigen
button-consent-yes = Wieder zeigen
consent-no-begun = Von jetzt an wird niemandem ein Bild gezeigt. Ich nehme zurück, was in den Chats ist. Ich sage Ihnen dann, wie es gegangen ist.
consent-no-already = Jetzt wird niemandem ein Bild gezeigt. Um das zu ändern, schreiben Sie { $prefix }consent yes
consent-yes-done = { $count ->
    [0] Danke. Bilder dürfen wieder gezeigt werden. Es musste keins zurückgebracht werden.
    [one] Danke. Bilder dürfen wieder gezeigt werden. Ich bringe das letzte zurück.
   *[other] Danke. Bilder dürfen wieder gezeigt werden. Ich bringe die letzten { $count } zurück.
 }
consent-yes-already = Bilder werden gezeigt wie bisher. Um damit aufzuhören, schreiben Sie { $prefix }consent no
consent-no-notice = In „{ $pod }“ sollen jetzt keine Bilder gezeigt werden. Das ist der Wunsch der Patientin oder des Patienten. Ich nehme sie zurück. Sie haben nichts falsch gemacht.
consent-yes-notice = Bilder von „{ $pod }“ dürfen wieder gezeigt werden. Die Patientin oder der Patient hat Ja gesagt.
consent-receipt = { $stuck ->
    [0] Jedes Bild ist zurückgenommen: { $gone }. An Kopien, die Menschen gespeichert haben, komme ich nicht heran.
    [one] Zurückgenommen: { $gone }. Eine Nachricht ließ sich nicht zurücknehmen: { $numbers }. Bitten Sie die Menschen dort, sie zu löschen.
   *[other] Zurückgenommen: { $gone }. { $stuck } Nachrichten ließen sich nicht zurücknehmen: { $numbers }. Bitten Sie die Menschen dort, sie zu löschen.
 }

# ── Löschen ──
erase-sure =
    Das löscht „{ $pod }“ für immer: { $count ->
        [0] keine Bilder,
        [one] ein Bild,
       *[other] alle { $count } Bilder,
     } alle Notizen, alle Einladungen, und wer dabei war.
    Was ich in Chats gezeigt habe, nehme ich zurück. Niemand kann das rückgängig machen, auch ich nicht.
    Möchten Sie die Bilder behalten? Dann holen Sie sich zuerst alles als Dateien.
button-export-first = Zuerst alles holen
button-erase = Für immer löschen
erase-begun = Ich lösche „{ $pod }“. Von jetzt an sieht niemand mehr etwas davon. Sie hören von mir, wenn es getan ist.
erased-done = Hier ist alles gelöscht. An Kopien, die Menschen gespeichert haben, komme ich nicht heran. Die Bescheinigung zeigt, wer hineingesehen hat.
button-certificate = Bescheinigung holen
erased-notice = „{ $pod }“ wurde auf Wunsch der Patientin oder des Patienten gelöscht. Hier ist nichts mehr davon. Bitte löschen Sie, was Sie gespeichert haben.
erased-room = Dieser Chat gehört zu keinem Pod mehr. Alles, was ich hier gezeigt habe, ist gelöscht, soweit ich es konnte.
certificate-over = Dieser Link ist zu alt. Die Bescheinigung ist nicht mehr hier.

page-certificate-title = Ihre Bescheinigung
page-certificate-text = Darin steht, was wann gelöscht wurde und was bleibt. Bitte heben Sie sie auf: Wir löschen unsere Kopie nach 7 Tagen.
page-certificate-button = Bescheinigung speichern
certificate-title = Bescheinigung über die Löschung
certificate-what = Was gelöscht wurde
certificate-who = Der Pod „{ $pod }“ wurde gelöscht: { $when }, auf Wunsch von { $by }.
certificate-counts = Gelöscht: { $pictures } Bilder in { $files } Dateien. Gelöst: { $chats } Chats, { $members } Personen.
certificate-key = Alles war mit einem eigenen Schlüssel verschlossen. Dieser Schlüssel ist vernichtet, also lässt sich nichts mehr öffnen.
certificate-posts = Nachrichten mit Bildern, die aus Chats zurückgenommen wurden: { $count }.
certificate-number = Nummer des Pods: { $pod }
certificate-stuck = Was sich nicht zurücknehmen ließ
certificate-stuck-line = #{ $number } in { $platform }, geschickt: { $when }. Bitten Sie die Menschen dort, es zu löschen.
certificate-stuck-none = Nichts. Jede Nachricht mit einem Bild ist aus den Chats verschwunden.
certificate-stays = Was bleibt, und warum
certificate-stays-audit = Die Aufzeichnung, wer wann was getan hat: { $count } Einträge, ohne Namen und Wörter. Das Gesetz verlangt, dass wir sie 6 Jahre aufheben.
certificate-head = Die Aufzeichnung endet mit { $head }. Mit dieser Zeile kann jeder prüfen, dass nichts geändert wurde.
certificate-stays-people = Name und Adresse von Personen, die in einem anderen Pod sind. Die aller anderen werden innerhalb von 7 Tagen gelöscht.
certificate-stays-notices = Kurze Nachrichten von Carepods in Chats. Darin ist kein Bild.
certificate-stays-copies = Kopien, die Menschen selbst gespeichert haben. An sie kommen wir nicht heran.
certificate-stays-backups = Sicherungskopien enthalten nur verschlossene Daten. Ohne den Schlüssel lassen sie sich nicht öffnen.
certificate-looked = Wer hineingesehen hat
certificate-looked-line = #{ $number }: { $who }, { $form }, { $times ->
    [one] ein Mal,
   *[other] { $times } Mal, zuletzt
 } { $when }
certificate-looked-nobody = Niemandem wurde ein Bild gezeigt.

# ── Mitnehmen ──
export-begun = Ich stelle alles von „{ $pod }“ zusammen. Wenn es fertig ist, schicke ich Ihnen einen Link.
export-me-begun = Ich stelle alles über Sie zusammen. Wenn es fertig ist, schicke ich Ihnen einen Link.
export-me-instead = Alles aus dem Pod bekommen nur der Patient oder die Koordination. Was Sie betrifft, bekommen Sie mit { $prefix }export me.
export-progress = Ich stelle es zusammen: { $done } von { $total } Bildern.
export-ready = Alles ist fertig, in einer Datei. Der Link geht ein Mal, 24 Stunden lang und nur für Sie.
button-export = Dateien holen
export-enough-today = Das ist genug für heute. Bitte versuchen Sie es morgen wieder.
export-over = Dieser Link ist schon benutzt oder zu alt. Schreiben Sie mir im Chat { $prefix }export, dann bekommen Sie einen neuen.
page-export-title = Ihre Dateien sind fertig
page-export-text = Drücken Sie auf den Knopf, um alles in einer ZIP-Datei zu speichern. Öffnen Sie darin „index.html“, um hineinzusehen.
page-export-button = Dateien speichern
page-export-hint = Das geht ein Mal. Machen Sie es auf einem Gerät, das Ihnen gehört, und heben Sie die Datei sicher auf.
export-title = Alles über „{ $pod }“
export-title-me = Alles über Sie
export-me-heading = Sie
export-me-text = { $name }, { $email }, { $phone }
export-pod-heading = „{ $pod }“
export-pod-text = Bilder in dieser Liste: { $count }. Jedes lässt sich auf jedem Computer öffnen.
export-file-picture = Bild
export-file-film = Film
export-file-small = Kleines Bild
export-file-metadata = Angaben aus der Datei
export-file-original = Datei, wie das Krankenhaus sie gemacht hat
export-file-posts = Wo Bilder gezeigt wurden
export-file-invitations = Einladungen
export-file-members = Personen
export-file-rooms = Chats
export-file-pod = Der Pod
export-file-audit = Wer wann was getan hat
export-file-me = Was wir von Ihnen wissen
export-file-accounts = Ihre Chat-Konten
export-why-image-held = Die Dateien dazu fehlen, weil es noch geprüft wird. Fragen Sie die Koordination.
export-why-image-gone = Die Dateien dazu fehlen, weil es zurückgenommen wurde. Fragen Sie die Koordination.
export-why-no-consent = Die Dateien dazu fehlen, weil die Patientin oder der Patient jetzt keine Bilder zeigen möchte.
export-why-lacks-privilege = Die Dateien dazu fehlen, weil Sie hier keine Bilder ansehen dürfen.
export-why-expired = Die Dateien dazu fehlen, weil Ihre Zeit im Pod um ist.
export-why-not-a-member = Die Dateien dazu fehlen, weil Sie nicht im Pod sind.
export-why-pod-erased = Die Dateien dazu wurden gelöscht.
export-why-other-pod = Es ist nicht hier.
export-why-no-image = Es ist nicht hier.

# ── das Bild von jemand anderem ──
wrong-how = Welches Bild ist von jemand anderem? Schreiben Sie: { $prefix }wrong #3
wrong-begun = Danke, dass Sie es sagen. #{ $number } ist jetzt verborgen, und ich nehme es überall zurück.
wrong-held-already = #{ $number } ist schon verborgen. Die Koordination sieht nach.
wrong-receipt = #{ $number } ist überall zurückgenommen. Die Koordination weiß Bescheid und sieht nach.
wrong-receipt-stuck = #{ $number }: { $stuck } ließen sich nicht zurücknehmen. Bitten Sie die Menschen dort, sie zu löschen. Die Koordination weiß Bescheid.
wrong-uploader = #{ $number } gehört vielleicht zu jemand anderem, deshalb habe ich es zurückgenommen. Das kann leicht geschehen. Die Koordination sieht nach.
wrong-viewers = { $count ->
    [0] { $who } sagt, dass #{ $number } von jemand anderem ist. Es ist verborgen. Niemand hatte es gesehen. Zurückgenommen: { $gone }, nicht zurückgenommen: { $stuck }.
   *[other]
    { $who } sagt, dass #{ $number } von jemand anderem ist. Es ist verborgen. Zurückgenommen: { $gone }, nicht zurückgenommen: { $stuck }.
    Es wurde gezeigt:
    { $lines }
 }

# ── was von selbst endet ──
until-not-understood = Bis zu welchem Tag? Schreiben Sie es so: { $prefix }invite anna@example.org guest until 2026-12-01
until-not-coordinator = Die Koordination bleibt ohne Ende, weil sich jemand um den Pod kümmern muss. Wählen Sie eine andere Rolle.
member-ends-soon = Ihre Zeit in „{ $pod }“ endet am { $day }. Wenn Sie mehr brauchen, fragen Sie die Koordination.
member-ends-soon-manager = { $who } kann „{ $pod }“ bis { $day } sehen. Braucht diese Person mehr Zeit?
member-ended = Ihre Zeit in „{ $pod }“ ist um. Danke für Ihre Hilfe. Wenn Sie mehr brauchen, fragen Sie die Koordination.
member-ended-manager = Die Zeit von { $who } in „{ $pod }“ ist um. Die Person sieht jetzt nichts mehr.{ $day }
member-has-more = Sie haben mehr Zeit in „{ $pod }“: bis { $day }.
member-more-given = { $who } kann bis { $day } bleiben.
button-more-time = 30 Tage mehr
inviter-over = { $who } hat Ihre Einladung nicht rechtzeitig angenommen. Der Link geht nicht mehr.
button-invite-anew = Noch einmal einladen
knock-too-old = 7 Tage lang hat niemand Ihr Bild angenommen. Deshalb habe ich es gelöscht. Niemand hat es gesehen. Sie können es noch einmal schicken.
emergency-review = { $count ->
    [0] { $who } hatte Notfall-Zugang zu „{ $pod }“ und hat kein Bild geöffnet. Der Grund: { $reason }. War das richtig?
    [one] { $who } hatte Notfall-Zugang zu „{ $pod }“ und hat ein Bild geöffnet. Der Grund: { $reason }. War das richtig?
   *[other] { $who } hatte Notfall-Zugang zu „{ $pod }“ und hat { $count } Bilder geöffnet. Der Grund: { $reason }. War das richtig?
 }
button-emergency-right = Das war richtig
button-emergency-wrong = Das war nicht richtig
emergency-review-thanks = Danke. Es ist festgehalten, dass { $who } richtig gehandelt hat.
emergency-review-wrong-thanks = Danke. Es ist festgehalten. Alle, die sich um den Pod kümmern, und die Patientin oder der Patient erfahren es. Bitte sprechen Sie mit { $who }.
emergency-review-settled = Das hat schon jemand anderes beantwortet. Sie müssen nichts mehr tun.
emergency-review-own = Hier geht es um Ihren eigenen Notfallzugriff. Jemand anderes muss sagen, ob er richtig war.
emergency-was-right = Die Koordination hat Ihren Notfall-Zugang zu „{ $pod }“ geprüft. Alles ist gut.
emergency-was-wrong = Die Koordination sagt, dass der Notfall-Zugang von { $who } zu „{ $pod }“ nicht richtig war. Bitte sprechen Sie miteinander.

# ── ich ──
me =
    { $name }
    Mail: { $email }
    Telefon: { $phone }
    { $lines }
    { $proof }
me-account = Chat: { $platform }
me-proof-app = Sie zeigen mit Ihrer App, dass Sie es sind.
me-proof-text = Sie zeigen mit einer SMS, dass Sie es sind. Eine App ist sicherer: Schreiben Sie { $prefix }authenticator
in-private-please = Hier lesen andere mit. Bitte schreiben Sie mir das in unserem privaten Chat.
button-change-phone = Telefon ändern
button-add-account = Chat-Konto hinzufügen
button-remove-account = { $platform } entfernen
button-remove-app = App entfernen
change-phone-write = Schreiben Sie Ihre neue Nummer mit der Landesvorwahl, so wie: +49 1512 3456789
prove-by-text = Ich habe einen Code an die Nummer geschickt, die auf { $digits } endet. Schreiben Sie ihn hier. Er gilt 10 Minuten.
prove-by-app = Schreiben Sie jetzt die sechs Ziffern, die Ihre App für Carepods zeigt.
button-text-instead = Lieber eine SMS schicken
change-over = Das hat zu lange gedauert, also wurde nichts geändert. Schreiben Sie { $prefix }me, um neu zu beginnen.
change-locked = Der Code war zu oft falsch, also wurde nichts geändert. Schreiben Sie { $prefix }me, um neu zu beginnen.
change-phone-done = Ihre Nummer ist geändert. Die neue endet auf { $digits }. Überall sonst sind Sie abgemeldet.
phone-changed-text = Für Ihr Carepods-Konto gilt jetzt eine andere Telefonnummer. Waren Sie das nicht? Sehen Sie jetzt in Ihre Mails.
mail-phone-changed-subject = Ihre Telefonnummer wurde geändert
mail-phone-changed-body =
    Die Telefonnummer Ihres Carepods-Kontos wurde geändert.
    Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, drücken Sie auf den Knopf. Dann sieht niemand mehr etwas mit diesem Konto, bis Sie mit einem Code auf Ihrem Handy oder Ihrer App zeigen, dass es Ihres ist.
mail-phone-changed-button = Das war ich nicht
add-account-phrase = Öffnen Sie jetzt das andere Chat-Konto und schreiben Sie dort diese Wörter an Carepods: { $phrase }. Sie gelten ein Mal, 30 Minuten lang.
account-added = Hallo { $name }. Dieses Chat-Konto gehört jetzt hier zu Ihnen.
account-added-notice = Zu Ihrem Konto kam ein Konto bei { $platform } dazu. Waren Sie das nicht? Drücken Sie jetzt auf den Knopf in Ihrer Mail.
mail-account-added-subject = Ein Chat-Konto kam dazu
mail-account-added-body =
    Zu Ihrem Carepods-Konto kam ein Chat-Konto dazu.
    Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, drücken Sie auf den Knopf. Dann sieht niemand mehr etwas mit diesem Konto, bis Sie mit einem Code auf Ihrem Handy oder Ihrer App zeigen, dass es Ihres ist.
mail-account-added-button = Das war ich nicht
account-removed = Ihr Konto bei { $platform } ist entfernt. Ich nehme zurück, was ich Ihnen dort gezeigt habe.
account-last = Das ist Ihr einziges Chat-Konto. Fügen Sie zuerst ein anderes hinzu, dann entfernen Sie dieses.
locked = Über den Knopf in Ihrer Mail kam: Das war ich nicht. Darum sieht jetzt niemand etwas mit diesem Konto. Sind Sie es? Drücken Sie auf den Knopf und zeigen Sie es mit einem Code auf Ihr Handy (endet auf { $digits }) oder aus Ihrer App. Dann sind Sie sofort wieder dabei.
button-come-back = Ich bin es
came-back = Hallo { $name }. Sie haben gezeigt, dass Sie es sind. Alles ist wie vorher. Wenn jemand anderes Ihre Mail liest, ändern Sie jetzt deren Passwort.
came-back-notice = { $who } hat mit Handy oder App gezeigt, wirklich die Person zu sein, und ist wieder in „{ $pod }“. Ist das nicht richtig? Schreiben Sie { $prefix }remove und den Namen.
mail-account-removed-subject = Ein Chat-Konto wurde entfernt
mail-account-removed-body =
    Aus Ihrem Carepods-Konto wurde ein Chat-Konto entfernt.
    Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, drücken Sie auf den Knopf. Dann sieht niemand mehr etwas mit diesem Konto, bis Sie mit einem Code auf Ihrem Handy oder Ihrer App zeigen, dass es Ihres ist.
mail-account-removed-button = Das war ich nicht

# ── die App ──
authenticator-link = Eine App auf Ihrem Handy kann die Codes zeigen, dann brauchen Sie keine SMS. Hier ist die Seite zum Einrichten. Sie geht ein Mal, 10 Minuten lang.
button-authenticator = App einrichten
authenticator-why = Eine SMS ist der schwächere Weg. Eine Nummer kann auf ein anderes Handy wandern, und eine SMS kann man auf dem gesperrten Bildschirm lesen. Die Codes einer App verlassen Ihr Handy nie.
authenticator-over = Diese Seite ist schon benutzt oder zu alt. Schreiben Sie mir im Chat { $prefix }authenticator, dann bekommen Sie eine neue.
authenticator-added = Von jetzt an zeigt Ihre App, dass Sie es sind. Waren Sie das nicht? Sagen Sie es jetzt der Koordination.
authenticator-removed = Die App ist entfernt. Von jetzt an schicke ich Codes wieder per SMS.
authenticator-done = Fertig. Von jetzt an zeigt Ihre App, dass Sie es sind. Sie können diese Seite schließen.
page-authenticator-title = Eine App für Ihre Codes
page-authenticator-ready = Sie brauchen eine App für Sicherheitscodes (Authenticator), auf einem Handy, das nur Sie benutzen. Jede ist recht.
page-authenticator-button = Zeigen, was ich scannen soll
page-authenticator-hint = Es wird ein Mal gezeigt. Achten Sie darauf, dass Ihnen niemand über die Schulter sieht.
page-authenticator-scan = Scannen Sie das mit Ihrer App
page-authenticator-alt = Ein quadratischer Code zum Scannen. Dasselbe steht darunter in Buchstaben.
page-authenticator-type = Keine Kamera? Tippen Sie stattdessen diese Buchstaben in die App:
page-authenticator-label = Die sechs Ziffern, die die App zeigt

# ── die Übersicht ──
overview = { $waiting ->
    [0] Nichts wartet auf Sie. Ruhige Pods: { $quiet }.
   *[other]
    Was auf Sie wartet:
    { $lines }
    Ruhige Pods: { $quiet }.
 }
overview-line = { $pod } – Einladungen { $invitations }, zu prüfen { $holds }, nicht angekommen { $posts }, nicht angesehen { $unseen }
button-overview-pod = { $pod } ({ $count })
overview-pod =
    „{ $pod }“:
    { $lines }
overview-nothing = Hier wartet nichts.
overview-invitation = Eingeladen: { $who } – { $state }
overview-hold = #{ $number } wartet auf die Prüfung
overview-unknown = #{ $number }: Niemand weiß, ob es in { $room } angekommen ist
overview-failed = #{ $number } kam nicht in einen Chat
overview-unseen = #{ $number }: Aus dem Behandlungsteam hat es noch niemand angesehen
shown-in-private-list = Ich schicke es Ihnen privat.
button-look-number = #{ $number } ansehen
button-release-number = #{ $number } zeigen
button-keep-back-number = #{ $number } zurückhalten
button-there-number = #{ $number } ist da
button-again-number = #{ $number } noch einmal schicken
button-share-number = #{ $number } noch einmal teilen
button-nudge-number = Team an #{ $number } erinnern
nudge = { $who } bittet Sie, #{ $number } von „{ $pod }“ anzusehen.
nudged = { $count ->
    [one] Ich habe einer Person aus dem Behandlungsteam von #{ $number } erzählt.
   *[other] Ich habe { $count } Personen aus dem Behandlungsteam von #{ $number } erzählt.
 }
