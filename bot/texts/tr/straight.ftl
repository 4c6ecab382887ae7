# `/show #3 straight`: a photographed light box, straightened.

show-straight = Düzeltildi: fotoğraftaki parlak yüzey, tam karşıdan çekilmiş gibi gösteriliyor.
show-not-straight = Bu fotoğrafta düzeltebileceğim bir ışıklı kutu ya da ekran bulamadım. Fotoğraf olduğu gibi burada. Dört köşenin de görünmesi ve odanın karanlık olması işe yarar.
