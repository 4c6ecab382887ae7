# Warum aus einer Datei kein Bild wurde: was geschehen ist und was zu tun ist.

upload-empty = Diese Datei ist leer. Bitte schicken Sie sie noch einmal.
upload-this-file = „{ $name }“: { $why }
upload-too-big = Diese Datei ist mir zu groß. Schicken Sie einen kleineren Teil davon, oder nur die Bilder, die Sie brauchen.
upload-unknown-type = Diese Art von Datei kenne ich nicht. Schicken Sie ein Foto, einen Scan, ein PDF oder ein Bild aus dem Krankenhaus.
upload-forbidden-type = Diese Art von Datei kann Schaden anrichten. Deshalb öffne ich sie nicht. Schicken Sie das Bild selbst.
upload-two-types-at-once = Diese Datei ist zwei Dinge zugleich. Deshalb öffne ich sie nicht. Schicken Sie das Bild selbst.
upload-broken = Ich konnte diese Datei nicht lesen. Vielleicht ist sie beschädigt. Bitte speichern Sie sie neu und schicken Sie sie noch einmal.
upload-encrypted = Diese Datei ist mit einem Passwort verschlossen. Bitte schicken Sie sie ohne Passwort.
upload-too-many-pixels = Dieses Bild ist mir zu groß. Bitte schicken Sie eine kleinere Kopie.
upload-too-many-frames = Dieser Film hat mir zu viele Bilder. Bitte schicken Sie einen kürzeren Teil.
upload-too-many-pages = Dieses Dokument hat mir zu viele Seiten. Bitte schicken Sie die Seiten, die Sie brauchen.
upload-too-many-files = Das sind mir zu viele Dateien. Bitte schicken Sie weniger auf einmal.
upload-unpacks-too-big = Diese Datei wird zu groß, wenn ich sie öffne. Bitte schicken Sie die Bilder in kleineren Teilen.
upload-nested-archive = In dieser gepackten Datei ist noch eine gepackte Datei. Bitte packen Sie sie ein Mal aus und schicken Sie sie noch einmal.
upload-directory-file = Das ist nur das Inhaltsverzeichnis einer CD. Bitte schicken Sie den ganzen Ordner als eine ZIP-Datei.
upload-no-picture = In dieser Datei ist kein Bild. Wenn sie von einer CD kommt, schicken Sie den ganzen Ordner als eine ZIP-Datei.
upload-unsupported-codec = So, wie dieses Bild gepackt ist, kann ich es nicht öffnen. Bitten Sie das Krankenhaus um ein JPEG oder PDF.
upload-too-slow = Diese Datei hat zu lange gedauert. Bitte schicken Sie einen kleineren Teil davon.
upload-too-much-memory = Diese Datei ist mir auf einmal zu viel. Bitte schicken Sie einen kleineren Teil davon.
upload-decoder-died = Ich bin mit dieser Datei nicht fertig geworden. Vielleicht ist sie beschädigt. Bitte speichern Sie sie neu und schicken Sie sie noch einmal.
upload-failed = Das ging gerade nicht. Mit Ihrer Datei ist alles in Ordnung. Bitte versuchen Sie es in ein paar Minuten noch einmal.
upload-unreadable = Ich konnte diese Datei nicht öffnen. Bitte sehen Sie nach, ob sie da ist und ob Sie sie lesen dürfen.
