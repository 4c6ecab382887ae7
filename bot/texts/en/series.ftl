# Series of slices: which to share, and what a caption says of them.

upload-which-series =
    { $series } series, { $pictures } pictures in all. Which shall I share?
    { $lines }
picture-missing = { $missing ->
    [one] One slice in between is missing.
   *[other] { $missing } slices in between are missing.
 }
picture-notes-left-out = Written notes in the file are not shown here. Names may stand in them.
picture-over-presentation = As it was saved at the hospital, with the drawings made there.
picture-over-segmentation = With areas that were marked in colour at the hospital.
