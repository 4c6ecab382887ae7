# Was erlaubt ist und was nicht.

invite-role-not-yours = In dieser Rolle kann nur die Koordination jemanden einladen. Bitten Sie sie darum, oder wählen Sie eine andere Rolle.
inviter-cut-off = { $who } wurde von jemandem eingeladen, der nicht mehr im Pod ist. Deshalb geht der Link nicht mehr. Laden Sie die Person selbst ein, wenn Sie sie kennen.
phone-known-other = Diese Adresse wird hier mit einem anderen Telefon benutzt. Bitte schreiben Sie dessen Nummer. Haben Sie eine neue? Dann schreiben Sie zuerst „me“ an Carepods in Ihrem Chat und ändern Sie sie dort.
prove-by-old-phone = Zuerst habe ich einen Code an die Nummer geschickt, die jetzt gilt. Sie endet auf { $digits }. Schreiben Sie den Code hier. Haben Sie diese Nummer nicht mehr? Bitten Sie die Koordination, Sie herauszunehmen und neu einzuladen.
mail-app-added-subject = Eine App zeigt jetzt Ihre Codes
mail-app-added-body =
    Für Ihr Carepods-Konto wurde eine App für Sicherheitscodes eingerichtet.
    Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, drücken Sie auf den Knopf. Dann sieht niemand mehr etwas mit diesem Konto, bis Sie mit einem Code auf Ihrem Handy oder Ihrer App zeigen, dass es Ihres ist.
mail-app-added-button = Das war ich nicht
consent-not-yours = Jemand anderes hat Nein zum Zeigen der Bilder gesagt. Nur diese Person und die Patientin oder der Patient können wieder Ja sagen.
export-stale = Seit diese Dateien zusammengestellt wurden, hat sich etwas geändert. Schreiben Sie mir im Chat { $prefix }export, dann bekommen Sie neue.
