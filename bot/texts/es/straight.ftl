# `/show #3 straight`: a photographed light box, straightened.

show-straight = Enderezada: solo se ve la superficie clara de la foto, como tomada de frente.
show-not-straight = En esta foto no encontré un negatoscopio ni una pantalla que pudiera enderezar. Esta es la foto tal como está. Ayuda que salgan las cuatro esquinas y que la sala esté oscura.
