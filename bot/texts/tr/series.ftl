# Series of slices: which to share, and what a caption says of them.

upload-which-series =
    { $series } seri, toplam { $pictures } görüntü. Hangilerini paylaşayım?
    { $lines }
picture-missing = Aradaki { $missing } kesit eksik.
picture-notes-left-out = Dosyadaki yazılı notlar burada gösterilmez. İçlerinde isim olabilir.
picture-over-presentation = Hastanede kaydedildiği gibi, orada yapılan çizimlerle.
picture-over-segmentation = Hastanede renkle işaretlenen bölgelerle.
