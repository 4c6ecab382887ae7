# Einladen, anklopfen, der Link in der Mail, der Code.

invite-how = Wen möchten Sie einladen? Schreiben Sie: { $prefix }invite anna@example.org family Anna
invite-sent = Die Mail an { $email } ist verschickt. Ich sage Ihnen, wenn die Person dabei ist.
invite-cancelled = Die Einladung ist zurückgenommen. Der Link in der Mail geht nicht mehr.
invite-enough-today = Das sind genug Einladungen für heute. Bitte versuchen Sie es morgen wieder.
email-not-understood = Diese Adresse kann ich nicht lesen. Schreiben Sie sie so: anna@example.org
form-invite-title = Jemanden einladen
form-invite-submit = Mail schicken
form-invite-email = E-Mail-Adresse
form-invite-name = Name
form-invite-role = In welcher Rolle?
inviter-joined = { $who } ist jetzt im Pod, als: { $role }.
inviter-locked = Bei { $who } war der Code zu oft falsch. Wenn Sie die Person kennen, laden Sie sie noch einmal ein.
button-not-right = Das stimmt nicht
not-me-done = Danke. Die Person ist nicht mehr im Pod, und die Koordination weiß Bescheid.
not-me-notice = Jemand hat gesagt, dass { $who } aus Versehen dabei ist. Ich habe die Person herausgenommen. Bitte prüfen Sie das.
phone-changed = Ihre Telefonnummer wurde geändert. Die neue endet auf { $digits }. Waren Sie das nicht? Sagen Sie es jetzt der Koordination.

knock-for-whom = Ich verwahre Ihr Bild sicher und verschlossen. Für wen ist es? Schreiben Sie die E-Mail-Adresse der Person.
knock-own-email = Danke. Schreiben Sie jetzt Ihre eigene E-Mail-Adresse, damit man dort weiß, dass Sie es sind.
knock-waits = Danke. Wenn die Person hier ist, frage ich sie jetzt. Sie hören von mir.
knock-vouch = { $name } ({ $email }) hat ein Bild für Sie, für „{ $pod }“. Niemand hat es gesehen. Kennen Sie diese Person?
button-vouch = Ja: { $role }
button-not-known = Kenne ich nicht
knock-vouched = Man kennt Sie. Sehen Sie jetzt in Ihre Mails: Dort ist ein Link, mit dem es weitergeht.
knock-turned-away = Erledigt. Niemand sieht das Bild.
knock-over = Das ist schon erledigt. Sie müssen nichts mehr tun.
knock-enough-today = Das sind genug Bilder für heute. Bitten Sie die Person um eine Einladung.
sender-hidden = Ich kann nicht erkennen, von wem das kommt: Es wurde im Namen einer Gruppe oder eines Kanals gesendet. Bitte senden Sie es unter Ihrem eigenen Namen.
knock-accepted = Ihr Bild ist angenommen. Ich bereite es vor.
knock-lost = Ich konnte Ihr Bild nicht aus dem Chat holen; niemand hat es gesehen. Bitte schicken Sie es noch einmal.
knock-too-big = Dieses Bild ist zu groß für diesen Chat. Bitten Sie die Person, für die es ist, Sie einzuladen: Dann bekommen Sie eine Seite dafür.
knock-refused = Ihr Bild kann in diesem Pod nicht gezeigt werden. Fragen Sie die Person, die Sie eingeladen hat.

welcome = { $count ->
    [0] Sie sind dabei: „{ $pod }“. Es gibt noch keine Bilder. Schicken Sie mir jederzeit eins.
    [one] Sie sind dabei: „{ $pod }“. Ein Bild wartet. Schreiben Sie { $prefix }images, um es zu sehen.
   *[other] Sie sind dabei: „{ $pod }“. { $count } Bilder warten. Schreiben Sie { $prefix }images, um sie zu sehen.
 }
welcome-app =
    { $welcome }
    Beim nächsten Mal kann eine App Ihre Codes zeigen. Das ist sicherer als SMS: Eine Nummer kann auf ein anderes Handy wandern. Der Knopf geht 10 Minuten lang. Später schreiben Sie { $prefix }authenticator.
code-please = Gut, ich weiß, wer Sie sind. Schreiben Sie jetzt den Code aus der SMS hier hinein.
code-please-app = Gut, ich weiß, wer Sie sind. Schreiben Sie jetzt hier die sechs Ziffern, die Ihre App zeigt.
code-text = { $code } ist Ihr Carepods-Code. Sagen Sie ihn niemandem. Er gilt 10 Minuten.
code-wrong = { $left ->
    [one] Dieser Code passt nicht. Sehen Sie in die neueste Nachricht. Noch 1 Versuch.
   *[other] Dieser Code passt nicht. Sehen Sie in die neueste Nachricht. Noch { $left } Versuche.
 }
code-not-six = Der Code sind die sechs Ziffern aus der SMS oder aus Ihrer App. Bitte schreiben Sie nur diese. Sie haben keinen Versuch verloren.
code-too-old = Dieser Code ist zu alt. Gehen Sie zurück zur Seite und lassen Sie sich einen neuen schicken.
code-wait = { $seconds ->
    [one] Bitte warten Sie 1 Sekunde und fragen Sie dann noch einmal.
   *[other] Bitte warten Sie { $seconds } Sekunden und fragen Sie dann noch einmal.
 }
number-changed-wait = { $seconds ->
    [one] Ihre Nummer ist geändert. Der alte Code gilt nicht mehr. In 1 Sekunde können Sie einen neuen bekommen.
   *[other] Ihre Nummer ist geändert. Der alte Code gilt nicht mehr. In { $seconds } Sekunden können Sie einen neuen bekommen.
 }
code-enough-today = Heute gibt es keine Codes mehr. Versuchen Sie es morgen, oder fragen Sie die Person, die Sie eingeladen hat.
answers-enough-today = Das waren zu viele Versuche. Versuchen Sie es morgen, oder fragen Sie die Person, die Sie eingeladen hat.
invitation-locked = Der Code war zu oft falsch. Diese Einladung ist jetzt zu. Bitten Sie um eine neue.
invitation-over = Diese Einladung gilt nicht mehr. Bitten Sie die Person, die Sie eingeladen hat, um eine neue.
invitation-out-of-order = Davor fehlt noch ein Schritt. Bitte öffnen Sie noch einmal den Link in Ihrer Mail.
invitation-other-account = Diese Einladung wird schon in einem anderen Chat-Konto benutzt. Machen Sie dort weiter, oder bitten Sie um eine neue.
account-taken = Dieses Chat-Konto gehört hier jemand anderem. Nehmen Sie Ihr eigenes, oder fragen Sie die Koordination.
link-over = Dieser Link ist schon benutzt oder zu alt. Bitten Sie die Person, die Sie eingeladen hat, um einen neuen.
page-over = Diese Seite gilt nicht mehr. Öffnen Sie den Link in Ihrer neuesten Mail, oder bitten Sie um einen neuen.
phone-not-understood = Diese Nummer kann ich nicht lesen. Schreiben Sie sie mit der Landesvorwahl, so wie: +49 1512 3456789
phone-no-texts = Diese Nummer kann keine SMS bekommen. Bitte geben Sie eine Handynummer an.
phone-country = In dieses Land kann ich noch keine SMS schicken. Fragen Sie die Person, die Sie eingeladen hat, nach einem anderen Weg.

mail-notice-subject = Eine Nachricht von Carepods
mail-invitation-subject = { $inviter } lädt Sie zu Carepods ein
mail-invitation-body =
    { $inviter } möchte medizinische Bilder mit Ihnen teilen.
    Drücken Sie auf den Knopf, dann sehen Sie, worum es geht. Halten Sie Ihr Handy bereit: Sie bekommen einen Code.
    Der Link geht ein Mal, { $hours } Stunden lang. Sie kennen { $inviter } nicht? Dann löschen Sie diese Mail einfach.
mail-invitation-button = Einladung ansehen
mail-joined-subject = Sie sind dabei
mail-joined-body =
    Ihre Adresse gehört jetzt zu einer Carepods-Gruppe.
    Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, drücken Sie auf den Knopf.
mail-joined-button = Das war ich nicht
