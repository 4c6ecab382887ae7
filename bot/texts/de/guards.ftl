# Was erlaubt ist und was nicht.

invite-role-not-yours = In dieser Rolle kann nur die Koordination jemanden einladen. Bitten Sie sie darum, oder wählen Sie eine andere Rolle.
inviter-cut-off = { $who } wurde von jemandem eingeladen, der nicht mehr im Pod ist. Deshalb geht der Link nicht mehr. Laden Sie die Person selbst ein, wenn Sie sie kennen.
phone-known-other = Diese Adresse wird hier mit einem anderen Telefon benutzt. Bitte schreiben Sie dessen Nummer. Haben Sie eine neue? Dann schreiben Sie zuerst „me“ an Carepods in Ihrem Chat und ändern Sie sie dort.
