"""What each format that goes out is called; apart, since who asks a decoder loads no codec."""

MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "jxl": "image/jxl",
    "gif": "image/gif",
    "mp4": "video/mp4",
}
