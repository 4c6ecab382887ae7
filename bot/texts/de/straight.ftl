# `/show #3 straight`: a photographed light box, straightened.

show-straight = Gerade gerückt: Zu sehen ist nur die helle Fläche auf dem Foto, wie von vorn aufgenommen.
show-not-straight = Auf diesem Foto habe ich keinen Leuchtkasten und keinen Bildschirm gefunden, den ich gerade rücken könnte. Das ist das Foto, wie es ist. Es hilft, wenn alle vier Ecken darauf sind und der Raum dunkel ist.
