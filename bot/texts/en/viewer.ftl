# The viewer: signing in from the chat, pods, pictures, one picture.

command-open = Open the viewer on a page of your own
button-open-viewer = Open the viewer
viewer-link = Here is your way into the viewer. It works once, for 10 minutes, and only for you.

viewer-landing-title = See your pictures
viewer-landing-text = Press the button to go in. You stay signed in on this device only.
viewer-landing-button = Go in
viewer-landing-hint = Is this device not yours? Then close this page, and open the link on your own.
viewer-link-over = This link has been used or is too old. Write { $prefix }open to me in the chat for a new one.
viewer-signed-out = You are signed out. Write { $prefix }open to me in the chat to come back.
viewer-signed-out-now = You are signed out. Nothing stays open on this device.
viewer-nothing-here = There is nothing here for you. Go back, or write { $prefix }open to me in the chat.
viewer-slow-down = That was a lot at once. Please wait a minute, then try again.

viewer-skip = Skip to the pictures
viewer-nav = Your way through the viewer
viewer-my-pods = My pods
viewer-no-pods = You are in no pod now. Ask somebody in a pod to invite you.
viewer-sign-out = Sign out
viewer-time-limit = After { $minutes } minutes without use you are signed out. Whenever you go on, the time starts again.
viewer-time-soon = You will be signed out in 2 minutes. Do you need more time?
viewer-time-button = More time
viewer-time-more = You have more time now.

viewer-pictures-of = Pictures of “{ $pod }”
viewer-no-pictures = There are no pictures yet. Send one to me in the chat at any time.
viewer-not-yet = Waiting to be checked. You will see it then.
viewer-no-small = There is no small picture of this one.
viewer-waits = This one waits to be checked. Only you and others who check can see it.
viewer-moves = A film
viewer-newer = Newer
viewer-older = Older

viewer-back = Back to “{ $pod }”
viewer-back-to-picture = Back to #{ $number }
viewer-is-preview = This is a preview. Look at the full quality before you decide anything.
viewer-is-full = This is the full quality. Move over it to see all of it.
viewer-is-film = This is the film.
viewer-pan = The picture in full quality
viewer-full = Full quality
viewer-small = Smaller
viewer-play = Play
viewer-pause = Pause
viewer-download = Save the picture
viewer-download-film = Save the film
viewer-who-saw = Who has seen it
viewer-who-saw-title = Who has seen #{ $number }
viewer-nobody-saw = Nobody has seen it yet.
viewer-times = { $times ->
    [one] once,
   *[other] { $times } times, last
 }
form-viewer = in the viewer
form-download = saved from the viewer

viewer-light = Light and contrast
viewer-as-it-is = As it came
viewer-sides = Letters name the patient’s sides: R right, L left, A front, P back, H head, F feet. Left in the picture: { $left }, right: { $right }, above: { $top }, below: { $bottom }.
viewer-bar = The bar is { $length } long.
viewer-bar-detector = The bar is { $length } long on the detector; in the body that is a little less.
viewer-window-lung = Lung
viewer-window-mediastinum = Middle of the chest
viewer-window-bone = Bone
viewer-window-soft = Soft parts
viewer-window-brain = Brain
viewer-window-abdomen = Belly
viewer-window-liver = Liver
viewer-window-spine = Spine
viewer-brighter = Brighter
viewer-darker = Darker
viewer-more-contrast = More contrast
viewer-less-contrast = Less contrast
viewer-window-own = Your own values
viewer-window-centre = Centre
viewer-window-width = Width (1 or more)
viewer-window-button = Show it so
viewer-window-numbers = Please write two numbers, like 40 and 400. The width is 1 or more.
viewer-window-not-now = I could not change the light just now. Please try again in a minute.

viewer-about = About this picture
viewer-group-picture = The picture
viewer-group-patient = Whose it is
viewer-group-origin = Where it comes from
viewer-group-place = Where it was taken
viewer-group-done = What was done with it
viewer-group-rest = Everything else in the file

row-modality = Kind
row-study-date = Day
row-study-time = Time
row-body-part = Part of the body
row-laterality = Side
row-view = Seen from
row-series-number = Series
row-instance-number = Number in the series
row-slice-thickness = Thickness of the slice, in mm
row-pixel-spacing = Distance of the points, in mm
row-rows = Height, in points
row-columns = Width, in points
row-frames = Pictures in it
row-patient-name = Name
row-patient-id = Patient number
row-birth-date = Day of birth
row-sex = Sex
row-age = Age
row-accession-number = Order number
row-manufacturer = Maker of the device
row-model = Device
row-institution = Hospital
row-referring-physician = Sent by
row-study-description = Examination
row-series-description = Series is called
row-tube-voltage = Tube voltage, in kV
row-protocol = Protocol
row-taken = Taken
row-decoder = Read by
row-window = Light and contrast
row-scale = Size, compared with the original
row-elapsed-ms = Took, in thousandths of a second
row-metadata-cut = Some facts were too long and were left out
