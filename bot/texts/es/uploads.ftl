# Por qué un archivo no llegó a ser una imagen: qué pasó y qué hacer ahora.

upload-empty = Este archivo está vacío. Envíelo otra vez, por favor.
upload-this-file = «{ $name }»: { $why }
upload-too-big = Este archivo es demasiado grande para mí. Envíe una parte más pequeña, o solo las imágenes que necesita.
upload-unknown-type = No conozco este tipo de archivo. Envíe una foto, un escáner, un PDF o una imagen del hospital.
upload-forbidden-type = Este tipo de archivo puede hacer daño, por eso no lo abro. Envíe la imagen misma.
upload-two-types-at-once = Este archivo es dos cosas a la vez, por eso no lo abro. Envíe la imagen misma.
upload-broken = No pude leer este archivo. Quizá esté dañado. Guárdelo de nuevo y envíelo otra vez.
upload-encrypted = Este archivo está cerrado con una contraseña. Envíelo sin ella, por favor.
upload-too-many-pixels = Esta imagen es demasiado grande para mí. Envíe una copia más pequeña.
upload-too-many-frames = Este vídeo tiene demasiadas imágenes para mí. Envíe una parte más corta.
upload-too-many-pages = Este documento tiene demasiadas páginas para mí. Envíe las páginas que necesita.
upload-too-many-files = Aquí hay demasiados archivos para mí. Envíe menos a la vez.
upload-unpacks-too-big = Este archivo crece demasiado cuando lo abro. Envíe las imágenes en partes más pequeñas.
upload-nested-archive = Dentro de este archivo comprimido hay otro. Descomprímalo una vez y envíelo de nuevo.
upload-directory-file = Esto es solo el índice de un disco. Envíe la carpeta entera como un archivo ZIP.
upload-no-picture = En este archivo no hay ninguna imagen. Si vino en un disco, envíe la carpeta entera como un archivo ZIP.
upload-unsupported-codec = No puedo abrir esta imagen tal como está guardada. Pídala al hospital en JPEG o PDF.
upload-too-slow = Este archivo tardó demasiado. Envíe una parte más pequeña.
upload-too-much-memory = Este archivo es demasiado para mí de una vez. Envíe una parte más pequeña.
upload-decoder-died = No pude terminar con este archivo. Quizá esté dañado. Guárdelo de nuevo y envíelo otra vez.
upload-failed = No pude trabajar con esto ahora. Su archivo está bien. Pruebe otra vez en unos minutos.
upload-unreadable = No pude abrir este archivo. Compruebe que está ahí y que usted puede leerlo.
