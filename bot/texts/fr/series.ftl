# Series of slices: which to share, and what a caption says of them.

upload-which-series =
    { $series } séries, { $pictures } images en tout. Lesquelles faut-il partager ?
    { $lines }
picture-missing = { $missing ->
    [one] Il manque une coupe au milieu.
   *[other] Il manque { $missing } coupes au milieu.
 }
picture-notes-left-out = Les notes écrites du fichier ne sont pas montrées ici. Elles peuvent contenir des noms.
picture-over-presentation = Telle qu’elle a été enregistrée à l’hôpital, avec les dessins faits là-bas.
picture-over-segmentation = Avec des zones marquées en couleur à l’hôpital.
