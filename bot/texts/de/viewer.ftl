# Die Bilderseite: vom Chat aus hinein, Pods, Bilder, ein Bild.

command-open = Die Bilder auf einer eigenen Seite öffnen
button-open-viewer = Bilderseite öffnen
viewer-link = Hier geht es zu Ihrer Bilderseite. Der Link geht ein Mal, 10 Minuten lang und nur für Sie.

viewer-landing-title = Sehen Sie Ihre Bilder
viewer-landing-text = Drücken Sie auf den Knopf. Sie bleiben nur auf diesem Gerät angemeldet.
viewer-landing-button = Hinein
viewer-landing-hint = Ist das nicht Ihr Gerät? Dann schließen Sie diese Seite und öffnen Sie den Link auf Ihrem eigenen.
viewer-link-over = Dieser Link ist schon benutzt oder zu alt. Schreiben Sie mir im Chat { $prefix }open, dann bekommen Sie einen neuen.
viewer-signed-out = Sie sind abgemeldet. Schreiben Sie mir im Chat { $prefix }open, um zurückzukommen.
viewer-signed-out-now = Sie sind abgemeldet. Auf diesem Gerät bleibt nichts offen.
viewer-nothing-here = Hier ist nichts für Sie. Gehen Sie zurück, oder schreiben Sie mir im Chat { $prefix }open.
viewer-slow-down = Das war viel auf einmal. Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.

viewer-skip = Gleich zu den Bildern
viewer-nav = Ihr Weg durch die Bilderseite
viewer-my-pods = Meine Pods
viewer-no-pods = Sie sind jetzt in keinem Pod. Bitten Sie jemanden in einem Pod um eine Einladung.
viewer-sign-out = Abmelden
viewer-time-limit = Wenn Sie { $minutes } Minuten nichts tun, werden Sie abgemeldet. Sobald Sie weitermachen, beginnt die Zeit von vorn.
viewer-time-soon = In 2 Minuten werden Sie abgemeldet. Brauchen Sie mehr Zeit?
viewer-time-button = Mehr Zeit
viewer-time-more = Sie haben jetzt mehr Zeit.

viewer-pictures-of = Bilder von „{ $pod }“
viewer-no-pictures = Es gibt noch keine Bilder. Schicken Sie mir jederzeit eins im Chat.
viewer-not-yet = Wird noch geprüft. Danach sehen Sie es.
viewer-no-small = Davon gibt es kein kleines Bild.
viewer-waits = Das wird noch geprüft. Nur Sie und andere, die prüfen, können es sehen.
viewer-moves = Ein Film
viewer-newer = Neuere
viewer-older = Ältere

viewer-back = Zurück zu „{ $pod }“
viewer-back-to-picture = Zurück zu #{ $number }
viewer-is-preview = Das ist eine Vorschau. Sehen Sie die volle Qualität an, bevor Sie etwas entscheiden.
viewer-is-full = Das ist die volle Qualität. Bewegen Sie sich darin, um alles zu sehen.
viewer-is-film = Das ist der Film.
viewer-pan = Das Bild in voller Qualität
viewer-full = Volle Qualität
viewer-small = Kleiner
viewer-play = Abspielen
viewer-pause = Pause
viewer-download = Bild speichern
viewer-download-film = Film speichern
viewer-who-saw = Wer hat es gesehen?
viewer-who-saw-title = Wer #{ $number } gesehen hat
viewer-nobody-saw = Das hat noch niemand gesehen.
viewer-times = { $times ->
    [one] ein Mal,
   *[other] { $times } Mal, zuletzt
 }
form-viewer = auf der Bilderseite
form-download = von der Bilderseite gespeichert

viewer-light = Licht und Kontrast
viewer-as-it-is = Wie es kam
viewer-sides = Buchstaben nennen die Seiten des Körpers: R rechts, L links, A vorn, P hinten, H Kopf, F Füße. Im Bild links: { $left }, rechts: { $right }, oben: { $top }, unten: { $bottom }.
viewer-bar = Der Balken ist { $length } lang.
viewer-bar-detector = Der Balken ist auf dem Detektor { $length } lang; im Körper ist das etwas weniger.
viewer-window-lung = Lunge
viewer-window-mediastinum = Mitte der Brust
viewer-window-bone = Knochen
viewer-window-soft = Weiche Teile
viewer-window-brain = Gehirn
viewer-window-abdomen = Bauch
viewer-window-liver = Leber
viewer-window-spine = Wirbelsäule
viewer-brighter = Heller
viewer-darker = Dunkler
viewer-more-contrast = Mehr Kontrast
viewer-less-contrast = Weniger Kontrast
viewer-window-own = Eigene Werte
viewer-window-centre = Mitte
viewer-window-width = Breite (1 oder mehr)
viewer-window-button = So zeigen
viewer-window-numbers = Bitte schreiben Sie zwei Zahlen, zum Beispiel 40 und 400. Die Breite ist 1 oder mehr.
viewer-window-not-now = Ich konnte das Licht gerade nicht ändern. Bitte versuchen Sie es in einer Minute noch einmal.

viewer-about = Über dieses Bild
viewer-group-picture = Das Bild
viewer-group-patient = Von wem es ist
viewer-group-origin = Woher es kommt
viewer-group-place = Wo es gemacht wurde
viewer-group-done = Was damit gemacht wurde
viewer-group-rest = Alles andere in der Datei

row-modality = Art
row-study-date = Tag
row-study-time = Uhrzeit
row-body-part = Körperteil
row-laterality = Seite
row-view = Gesehen von
row-series-number = Serie
row-instance-number = Nummer in der Serie
row-slice-thickness = Dicke der Schicht, in mm
row-pixel-spacing = Abstand der Punkte, in mm
row-rows = Höhe, in Punkten
row-columns = Breite, in Punkten
row-frames = Bilder darin
row-patient-name = Name
row-patient-id = Patientennummer
row-birth-date = Geburtstag
row-sex = Geschlecht
row-age = Alter
row-accession-number = Auftragsnummer
row-manufacturer = Hersteller des Geräts
row-model = Gerät
row-institution = Krankenhaus
row-referring-physician = Geschickt von
row-study-description = Untersuchung
row-series-description = Name der Serie
row-tube-voltage = Röhrenspannung, in kV
row-protocol = Protokoll
row-taken = Aufgenommen
row-decoder = Gelesen mit
row-window = Licht und Kontrast
row-scale = Größe, verglichen mit dem Original
row-elapsed-ms = Dauer, in Tausendstelsekunden
row-metadata-cut = Einige Angaben waren zu lang und wurden weggelassen
