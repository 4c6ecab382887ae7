# Series of slices: which to share, and what a caption says of them.

upload-which-series =
    { $series } Serien, zusammen { $pictures } Bilder. Welche soll ich teilen?
    { $lines }
picture-missing = { $missing ->
    [one] Eine Schicht dazwischen fehlt.
   *[other] { $missing } Schichten dazwischen fehlen.
 }
picture-notes-left-out = Notizen aus der Datei sind hier nicht zu sehen. Darin können Namen stehen.
picture-over-presentation = So, wie es in der Klinik gespeichert wurde, mit den Zeichnungen von dort.
picture-over-segmentation = Mit Bereichen, die in der Klinik farbig markiert wurden.
