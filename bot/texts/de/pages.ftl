# Die Seiten hinter den Links aus Mails.

page-title = Carepods
page-front = Carepods teilt medizinische Bilder mit den Menschen, die einem Patienten nahe sind. Bitten Sie jemanden in einem Pod um eine Einladung.
page-not-found = Hier ist nichts. Öffnen Sie noch einmal den Link in Ihrer neuesten Mail.
page-not-right = Das hat nicht geklappt. Gehen Sie zurück und versuchen Sie es noch einmal.
page-our-fault = Bei uns ist etwas kaputtgegangen. Nichts ist verloren. Bitte versuchen Sie es in einer Minute noch einmal.

page-join-title = { $inviter } lädt Sie ein
page-join-what = Zu „{ $pod }“, als: { $role }.
page-join-may = Das können Sie dann tun:
page-phone-label = Ihre Handynummer
page-phone-hint = Mit der Landesvorwahl, so wie: +49 1512 3456789
page-phone-button = Code schicken
page-phone-why = Wir schicken einen Code an diese Nummer. So wissen wir, dass Sie es sind. Sonst sieht sie niemand.

page-code-title = Geben Sie den Code ein
page-code-sent = Wir haben einen Code an die Nummer geschickt, die auf { $digits } endet. Er gilt 10 Minuten.
page-code-not-sent = An die Nummer, die auf { $digits } endet, ist noch kein Code unterwegs.
page-code-label = Code
page-code-button = Weiter
page-code-none = Noch keine Nachricht da?
page-code-no-app = Die App ist nicht zur Hand?
page-again-when = { $seconds ->
    [0] Sie können jetzt einen neuen Code bekommen.
    [one] Sie können in 1 Sekunde einen neuen Code bekommen.
   *[other] Sie können in { $seconds } Sekunden einen neuen Code bekommen.
 }
page-again-button = Noch einmal schicken
page-change-label = Andere Nummer
page-change-button = Nummer ändern
page-to-chat-button = Den Code lieber im Chat eingeben

page-chat-title = Noch ein Schritt: Öffnen Sie den Chat
page-chat-open = { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] Den Chat
 } öffnen
page-chat-phrase = Schreiben Sie in { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] dem Chat
 } diese Wörter an Carepods:
page-chat-once = Das geht ein Mal und nur für Sie.
page-done-title = Sie sind dabei
page-done-text = Gehen Sie zurück in den Chat. Carepods hat Ihnen dort geschrieben.

page-not-me-title = Waren Sie das nicht?
page-not-me-text = Dann nehmen wir diese Adresse sofort aus der Gruppe.
page-not-me-account-text = Dann sieht niemand mehr etwas mit diesem Konto. Wer Ihr Handy oder Ihre App hat, kann mit einem Code sofort zurückkommen.
page-not-me-sure = Ich war das nicht
page-not-me-button = Nehmen Sie mich heraus
page-not-me-done = Erledigt. Dieses Konto sieht nichts mehr, und die Koordination weiß Bescheid.
page-not-me-account-done = Erledigt. Niemand sieht jetzt etwas mit diesem Konto, und die Koordination weiß Bescheid. Ich habe Ihnen im Chat geschrieben: Ein Code auf Ihr Handy oder aus Ihrer App lässt Sie wieder herein.

page-upload-title = Dateien an Ihren Pod schicken
page-upload-note = Eine Notiz für die anderen (darf leer bleiben)
page-upload-files = Bilder, Scans, Dateien aus dem Krankenhaus, Archive
page-upload-folder = Oder ein ganzer Ordner oder eine CD
page-upload-button = Schicken
page-upload-hint = Nur Menschen aus Ihrem Pod sehen sie. Wenn sie fertig sind, bekommen Sie eine Nachricht im Chat.
page-upload-done = { $count ->
    [one] Ich habe Ihre Datei. Wenn sie fertig ist, bekommen Sie eine Nachricht im Chat.
   *[other] Ich habe Ihre { $count } Dateien. Wenn sie fertig sind, bekommen Sie eine Nachricht im Chat.
 }
page-upload-over = Diese Seite ist schon benutzt oder zu alt. Schreiben Sie mir im Chat „upload“, dann bekommen Sie eine neue.
page-upload-nothing = Es war noch keine Datei dabei. Bitte wählen Sie hier eine aus.
page-upload-unfinished = Ein Teil einer Datei fehlt. Bitte drücken Sie noch einmal auf „Schicken“.
page-upload-js-drop = Sie können Dateien oder einen ganzen Ordner auch hierher ziehen.
page-upload-js-waiting = wartet
page-upload-js-sending = unterwegs
page-upload-js-sent = angekommen
page-upload-js-paused = Sie machen Pause. Drücken Sie auf „Weiter“, wann Sie mögen, heute oder später auf dieser Seite.
page-upload-js-pause = Pause
page-upload-js-resume = Weiter
page-upload-js-remove = Weglassen
page-upload-js-lost = Die Verbindung ist weg. Ich behalte, was da ist, und mache von selbst weiter, wenn sie zurück ist.
page-upload-js-stopped = Ich konnte nicht weitermachen. Bitte öffnen Sie diese Seite noch einmal und wählen Sie dieselben Dateien. Was angekommen ist, bleibt.
