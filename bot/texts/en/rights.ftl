# What people may ask of us: consent, erasure, export, one's accounts, and what ends by itself.

command-consent = Say yes or no to showing pictures
command-consent-arguments = no
command-erase = Delete everything in the pod
command-export = Get everything as files
command-export-arguments = me
command-wrong = Say that a picture is of somebody else
command-wrong-arguments = #3
command-overview = See what waits in all your pods
command-me = See and change your phone and chat accounts
command-authenticator = Prove that it is you with an app, not by text

# ── consent ──
consent-is-yes = Pictures of “{ $pod }” are shown to the people who may see them. Shall I stop that?
consent-is-no = Nobody is shown pictures of “{ $pod }” now. Shall I show them again?
button-consent-no = Stop showing
button-consent-yes = Show again
consent-no-begun = From now on nobody is shown a picture. I am taking back what was posted. I will tell you how it went.
consent-no-already = Nobody is shown a picture now. To change that, write { $prefix }consent yes
consent-yes-done = { $count ->
    [0] Thank you. Pictures may be shown again. None had to be put back.
    [one] Thank you. Pictures may be shown again. I am putting the last one back.
   *[other] Thank you. Pictures may be shown again. I am putting the last { $count } back.
 }
consent-yes-already = Pictures are shown as before. To stop that, write { $prefix }consent no
consent-no-notice = The patient of “{ $pod }” does not want pictures shown now. I am taking them back. You have done nothing wrong.
consent-yes-notice = Pictures of “{ $pod }” may be shown again. The patient said yes.
consent-receipt = { $stuck ->
    [0] Every picture is taken back: { $gone }. Copies that people saved are out of my reach.
    [one] Taken back: { $gone }. One message could not be taken back: { $numbers }. Please ask people there to delete it.
   *[other] Taken back: { $gone }. { $stuck } messages could not be taken back: { $numbers }. Please ask people there to delete them.
 }

# ── erasure ──
erase-sure =
    This deletes “{ $pod }” for good: { $count ->
        [0] no pictures,
        [one] one picture,
       *[other] all { $count } pictures,
     } all notes, all invitations, and who was in it.
    What I posted in chats is taken back. Nobody can undo this, and neither can I.
    Do you want to keep the pictures? Then get everything as files first.
button-export-first = Get everything first
button-erase = Delete for good
erase-begun = I am deleting “{ $pod }”. From now on nobody sees anything of it. You will hear from me when it is done.
erased-done = Everything is deleted here. Copies that people saved are out of my reach. The certificate shows who looked.
button-certificate = Get the certificate
erased-notice = “{ $pod }” was deleted at the patient's wish. Nothing of it is left here. Please delete what you saved.
erased-room = This chat no longer belongs to a pod. Everything I posted here was deleted, as far as I could.
certificate-over = This link is too old. The certificate is no longer here.

page-certificate-title = Your certificate
page-certificate-text = It says what was deleted, when, and what stays. Please keep it: we delete our copy after 7 days.
page-certificate-button = Save the certificate
certificate-title = Certificate of deletion
certificate-what = What was deleted
certificate-who = The pod “{ $pod }” was deleted on { $when }, asked for by { $by }.
certificate-counts = Deleted: { $pictures } pictures in { $files } files. Unlinked: { $chats } chats, { $members } people.
certificate-key = Everything was locked with a key of its own. That key was destroyed, so nothing opens any more.
certificate-posts = Messages with pictures that were taken back from chats: { $count }.
certificate-number = Number of the pod: { $pod }
certificate-stuck = What could not be taken back
certificate-stuck-line = #{ $number } in { $platform }, sent { $when }. Please ask people there to delete it.
certificate-stuck-none = Nothing. Every message with a picture is gone from the chats.
certificate-stays = What stays, and why
certificate-stays-audit = The record of who did what and when: { $count } entries, without names and words. The law asks us to keep it for 6 years.
certificate-head = The record ends at { $head }. With this line anybody can check that it was not changed.
certificate-stays-people = Name and address of people who are in another pod. Those of all others are deleted within 7 days.
certificate-stays-notices = Short messages from Carepods in chats. They hold no picture.
certificate-stays-copies = Copies that people saved themselves. They are out of our reach.
certificate-stays-backups = Backups hold only locked data. Without the key they do not open.
certificate-looked = Who looked
certificate-looked-line = #{ $number }: { $who }, { $form }, { $times ->
    [one] once,
   *[other] { $times } times, last
 } { $when }
certificate-looked-nobody = Nobody was shown a picture.

# ── export ──
export-begun = I am putting everything of “{ $pod }” together. I will send you a link when it is ready.
export-me-begun = I am putting everything about you together. I will send you a link when it is ready.
export-me-instead = Only the patient or a coordinator can get everything of the pod. What is about you, you get with { $prefix }export me.
export-progress = I am putting it together: { $done } of { $total } pictures.
export-ready = Everything is ready, in one file. The link works once, for 24 hours, and only for you.
button-export = Get the files
export-enough-today = That is enough for today. Please try again tomorrow.
export-over = This link has been used or is too old. Write { $prefix }export to me in the chat for a new one.
page-export-title = Your files are ready
page-export-text = Press the button to save everything in one ZIP file. Open “index.html” in it to look.
page-export-button = Save the files
page-export-hint = This works once. Do it on a device that is yours, and keep the file in a safe place.
export-title = Everything about “{ $pod }”
export-title-me = Everything about you
export-me-heading = You
export-me-text = { $name }, { $email }, { $phone }
export-pod-heading = “{ $pod }”
export-pod-text = Pictures listed here: { $count }. Each opens on any computer.
export-file-picture = Picture
export-file-film = Film
export-file-small = Small picture
export-file-metadata = Facts from the file
export-file-original = File as the hospital made it
export-file-posts = Where pictures were shown
export-file-invitations = Invitations
export-file-members = People
export-file-rooms = Chats
export-file-pod = The pod
export-file-audit = Who did what and when
export-file-me = What we know of you
export-file-accounts = Your chat accounts
export-why-image-held = Its files are left out, because it still waits to be checked. Ask a coordinator.
export-why-image-gone = Its files are left out, because it was taken back. Ask a coordinator.
export-why-no-consent = Its files are left out, because the patient does not want pictures shown now.
export-why-lacks-privilege = Its files are left out, because you may not look at pictures here.
export-why-expired = Its files are left out, because your time in the pod is over.
export-why-not-a-member = Its files are left out, because you are not in the pod.
export-why-pod-erased = Its files were deleted.
export-why-other-pod = It is not here.
export-why-no-image = It is not here.

# ── the wrong patient ──
wrong-how = Which picture is of somebody else? Write: { $prefix }wrong #3
wrong-begun = Thank you for saying so. #{ $number } is hidden now, and I am taking it back everywhere.
wrong-held-already = #{ $number } is hidden already. A coordinator will look.
wrong-receipt = #{ $number } is taken back everywhere. A coordinator knows and will look.
wrong-receipt-stuck = #{ $number }: { $stuck } could not be taken back. Please ask people there to delete it. A coordinator knows.
wrong-uploader = #{ $number } may belong to someone else, so I took it back. That happens easily. A coordinator will look.
wrong-viewers = { $count ->
    [0] { $who } says that #{ $number } is of somebody else. It is hidden. Nobody had seen it. Taken back: { $gone }, not taken back: { $stuck }.
   *[other]
    { $who } says that #{ $number } is of somebody else. It is hidden. Taken back: { $gone }, not taken back: { $stuck }.
    It was shown to:
    { $lines }
 }

# ── what ends by itself ──
until-not-understood = Until which day? Write it like this: { $prefix }invite anna@example.org guest until 2026-12-01
until-not-coordinator = A coordinator stays without an end, because somebody has to look after the pod. Choose another role.
member-ends-soon = Your time in “{ $pod }” ends on { $day }. If you need more, ask a coordinator.
member-ends-soon-manager = { $who } can see “{ $pod }” until { $day }. Do they need more time?
member-ended = Your time in “{ $pod }” is over. Thank you for your help. If you need more, ask a coordinator.
member-ended-manager = The time of { $who } in “{ $pod }” is over. They see nothing now.{ $day }
member-has-more = You have more time in “{ $pod }”: until { $day }.
member-more-given = { $who } can stay until { $day }.
button-more-time = 30 days more
inviter-over = { $who } did not take up your invitation in time. The link no longer works.
button-invite-anew = Invite again
knock-too-old = Nobody took up your picture in 7 days, so I deleted it. Nobody has seen it. You can send it again.
emergency-review = { $count ->
    [0] { $who } had emergency access to “{ $pod }” and opened no picture. The reason: { $reason }. Was this right?
    [one] { $who } had emergency access to “{ $pod }” and opened one picture. The reason: { $reason }. Was this right?
   *[other] { $who } had emergency access to “{ $pod }” and opened { $count } pictures. The reason: { $reason }. Was this right?
 }
button-emergency-right = It was right
button-emergency-wrong = It was not right
emergency-review-thanks = Thank you. It is on record that what { $who } did was right.
emergency-review-wrong-thanks = Thank you. It is on record. Everybody who looks after the pod and the patient hears of it. Please talk to { $who }.
emergency-review-settled = Somebody else has answered this already. There is nothing more to do.
emergency-review-own = This is about your own emergency access. Somebody else has to say whether it was right.
emergency-was-right = A coordinator has checked your emergency access to “{ $pod }”. All is well.
emergency-was-wrong = A coordinator says that the emergency access of { $who } to “{ $pod }” was not right. Please talk to each other.

# ── me ──
me =
    { $name }
    Mail: { $email }
    Phone: { $phone }
    { $lines }
    { $proof }
me-account = Chat: { $platform }
me-proof-app = You prove that it is you with your app.
me-proof-text = You prove that it is you by text message. An app is safer: write { $prefix }authenticator
in-private-please = Others read here. Please write this to me in our private chat.
button-change-phone = Change phone
button-add-account = Add a chat account
button-remove-account = Remove { $platform }
button-remove-app = Remove the app
change-phone-write = Write your new number, with the country, like this: +44 7400 123456
prove-by-text = I have sent a code to the number that ends in { $digits }. Write it here. It works for 10 minutes.
prove-by-app = Write the six digits that your app shows for Carepods now.
button-text-instead = Send me a text instead
change-over = That took too long, so nothing was changed. Write { $prefix }me to begin again.
change-locked = Too many wrong codes, so nothing was changed. Write { $prefix }me to begin again.
change-phone-done = Your number is changed to the one that ends in { $digits }. You are signed out everywhere else.
phone-changed-text = The phone for your Carepods account was changed to another number. Not you? Look at your mail now.
mail-phone-changed-subject = Your phone number was changed
mail-phone-changed-body =
    The phone number of your Carepods account was changed.
    If this was you, there is nothing to do. If not, press the button. Then nobody sees anything with this account, until you prove by a code to your phone or app that it is yours.
mail-phone-changed-button = This was not me
add-account-phrase = Now open the other chat account, and write these words to Carepods there: { $phrase }. They work once, for 30 minutes.
account-added = Hello { $name }. This chat account is yours here now.
account-added-notice = A { $platform } account was added to yours. Not you? Press the button in your mail now.
mail-account-added-subject = A chat account was added
mail-account-added-body =
    A chat account was added to your Carepods account.
    If this was you, there is nothing to do. If not, press the button. Then nobody sees anything with this account, until you prove by a code to your phone or app that it is yours.
mail-account-added-button = This was not me
account-removed = Your { $platform } account is removed. I take back what I showed you there.
account-last = This is your only chat account. First add another one, then remove this one.
locked = The button in your mail said: this was not me. So nobody sees anything with this account now. Is it you? Press the button and prove it by a code to your phone (ends in { $digits }) or your app. Then you are in again at once.
button-come-back = It is me
came-back = Hello { $name }. You have proven that it is you, so everything is as before. If somebody else reads your mail, change its password now.
came-back-notice = { $who } has proven by phone or app that it is really them, and is back in “{ $pod }”. Is this not right? Write { $prefix }remove and their name.
mail-account-removed-subject = A chat account was removed
mail-account-removed-body =
    A chat account was removed from your Carepods account.
    If this was you, there is nothing to do. If not, press the button. Then nobody sees anything with this account, until you prove by a code to your phone or app that it is yours.
mail-account-removed-button = This was not me

# ── the app ──
authenticator-link = An app on your phone can show the codes, so no text is needed. Here is the page to set it up. It works once, for 10 minutes.
button-authenticator = Set up the app
authenticator-why = A text message is the weaker way. A number can be moved to another phone, and a text can be read on a locked screen. An app's codes never leave your phone.
authenticator-over = This page has been used or is too old. Write { $prefix }authenticator to me in the chat for a new one.
authenticator-added = From now on your app proves that it is you. Not you? Tell a coordinator now.
authenticator-removed = The app is removed. From now on I send codes by text again.
authenticator-done = Done. From now on your app proves that it is you. You can close this page.
page-authenticator-title = Use an app for your codes
page-authenticator-ready = You need an authenticator app, on a phone that only you use. Any will do.
page-authenticator-button = Show me what to scan
page-authenticator-hint = It is shown once. Make sure that nobody looks over your shoulder.
page-authenticator-scan = Scan this with your app
page-authenticator-alt = A square code to scan. The same stands below in letters.
page-authenticator-type = No camera? Type these letters into the app instead:
page-authenticator-label = The six digits that the app shows

# ── the overview ──
overview = { $waiting ->
    [0] Nothing waits for you. Quiet pods: { $quiet }.
   *[other]
    What waits for you:
    { $lines }
    Quiet pods: { $quiet }.
 }
overview-line = { $pod } — invitations { $invitations }, to check { $holds }, not arrived { $posts }, unseen { $unseen }
button-overview-pod = { $pod } ({ $count })
overview-pod =
    “{ $pod }”:
    { $lines }
overview-nothing = Nothing waits here.
overview-invitation = Invited: { $who } — { $state }
overview-hold = #{ $number } waits to be checked
overview-unknown = #{ $number }: nobody knows whether it arrived in { $room }
overview-failed = #{ $number } did not get into a chat
overview-unseen = #{ $number }: nobody of the care team has looked yet
shown-in-private-list = I am sending it to you in private.
button-look-number = Look at #{ $number }
button-release-number = Show #{ $number }
button-keep-back-number = Keep #{ $number } back
button-there-number = #{ $number } is there
button-again-number = Send #{ $number } again
button-share-number = Share #{ $number } again
button-nudge-number = Tell the care team of #{ $number }
nudge = { $who } asks you to look at #{ $number } of “{ $pod }”.
nudged = { $count ->
    [one] I have told one person of the care team about #{ $number }.
   *[other] I have told { $count } people of the care team about #{ $number }.
 }
