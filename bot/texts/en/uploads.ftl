# Why an upload did not become a picture. Each says what happened and what to do next.

upload-empty = This file is empty. Please send it once more.
upload-this-file = “{ $name }”: { $why }
upload-too-big = This file is too big for me. Send a smaller part of it, or only the pictures you need.
upload-unknown-type = I do not know this kind of file. Send a photo, a scan, a PDF or a hospital picture.
upload-forbidden-type = This kind of file can do harm, so I do not open it. Send the picture itself.
upload-two-types-at-once = This file is two things at once, so I do not open it. Send the picture itself.
upload-broken = I could not read this file. It may be damaged. Please save it again and send it once more.
upload-encrypted = This file is locked with a password. Please send it without one.
upload-too-many-pixels = This picture is too large for me. Please send a smaller copy.
upload-too-many-frames = This film has too many pictures for me. Please send a shorter part.
upload-too-many-pages = This document has too many pages for me. Please send the pages you need.
upload-too-many-files = There are too many files in here for me. Please send fewer at a time.
upload-unpacks-too-big = This file grows too big when I open it. Please send the pictures in smaller parts.
upload-nested-archive = There is a packed file inside this packed file. Please unpack it once and send it again.
upload-directory-file = This is only the list of contents of a disc. Please send the whole folder as one ZIP file.
upload-no-picture = There is no picture in this file. If it came on a disc, send the whole folder as one ZIP file.
upload-unsupported-codec = I cannot open the way this picture is packed. Ask the hospital for it as JPEG or PDF.
upload-too-slow = This file took me too long. Please send a smaller part of it.
upload-too-much-memory = This file is too much for me at once. Please send a smaller part of it.
upload-decoder-died = I could not finish this file. It may be damaged. Please save it again and send it once more.
upload-failed = I could not work on this just now. Your file is fine. Please try again in a few minutes.
upload-unreadable = I could not open this file. Please check that it is there and that you may read it.
