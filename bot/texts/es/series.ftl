# Series of slices: which to share, and what a caption says of them.

upload-which-series =
    { $series } series, { $pictures } imágenes en total. ¿Cuáles comparto?
    { $lines }
picture-missing = { $missing ->
    [one] Falta un corte intermedio.
   *[other] Faltan { $missing } cortes intermedios.
 }
picture-notes-left-out = Las notas escritas del archivo no se muestran aquí. Pueden contener nombres.
picture-over-presentation = Tal como se guardó en el hospital, con los dibujos hechos allí.
picture-over-segmentation = Con zonas que en el hospital se marcaron en color.
