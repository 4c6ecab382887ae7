# Uploads on their way, cards, posts, holds, withdrawals.

upload-received = I have your picture. Give me a few seconds to prepare it.
upload-shared = { $count ->
    [one] Ready: { $numbers }. It is on its way to your pod.
   *[other] Ready: { $numbers }. They are on their way to your pod.
 }
upload-held = { $numbers }: I keep this back until a coordinator has looked. Nobody else has seen it.
upload-which = { $count } pictures are ready: { $numbers }. Shall I share them all?
upload-some-unread = I could not read { $unread } of { $total } files. The others are ready: { $numbers }.
upload-gone = I could not get that file from the chat. Please send it again, or here:
upload-denied = You cannot send pictures here any more. Ask a coordinator.
upload-turned-away = That picture was not taken in.
upload-page = Send big files or a whole CD here. The page works for 24 hours.
button-upload = Upload
button-share-all = Share
button-withdraw = Take back
please-delete-yours = I have a safe copy and show it by the rules. Please delete your own message with the file.
form-upload-title = Share a picture
form-upload-submit = Send
form-upload-text = Only people of the pod will see it.
form-upload-files = Files
form-upload-note = A note for the others

card = A new picture is here. I show it to you alone.
button-show-me = Show me
button-show-newest = Show the newest
button-show-number = Show #{ $number }
button-full-quality = Full quality
masked = This picture was taken back.
picture-title = #{ $number } { $what }
picture-shared-by = Shared by { $who }.
picture-note = Note: “{ $note }”
shown-in-private = I am sending it to you in private.
show-how = Which picture? Write: { $prefix }show #3
show-in-window = Window: { $window }
show-window-which =
    I do not know “{ $written }”. For #{ $number } there are: { $names }.

    Write for example: { $prefix }show #{ $number } { $example }
    Two numbers are fine, too, centre and width: { $prefix }show #{ $number } 40 400
show-window-numbers =
    I do not know “{ $written }” here. Write two numbers, centre and width: { $prefix }show #{ $number } 40 400
show-window-none = Light and contrast of #{ $number } cannot be changed. To see it as it is, write: { $prefix }show #{ $number }
image-unknown = I do not find that picture. Write { $prefix }images to see the list.
images-none = There are no pictures yet. Send me one at any time.
images-list =
    { $lines }

    Write { $prefix }show and the number to see one.
images-line = #{ $number } { $what } — { $who }, { $state }
image-ready = ready
image-held = waiting to be checked
image-rejected = kept back
image-withdrawn = taken back
image-erased = deleted

share-how = Which picture? Write: { $prefix }share #3
share-begun = { $count ->
    [one] #{ $number } is on its way to one chat.
   *[other] #{ $number } is on its way to { $count } chats.
 }
share-already = #{ $number } is in every chat of the pod already.
share-all-begun = On their way: { $count }.
withdraw-how = Which picture? Write: { $prefix }withdraw #3
withdraw-begun = I am taking #{ $number } back everywhere. I will tell you how it went.
withdraw-none = There is nothing to take back.
withdraw-receipt = { $stuck ->
    [0] #{ $number } is taken back everywhere. Copies that people saved are out of my reach.
    [one] #{ $number }: one message could not be taken back. Please ask people there to delete it.
   *[other] #{ $number }: { $stuck } messages could not be taken back. Please ask people there to delete them.
 }
who-saw-how = Which picture? Write: { $prefix }whosaw #3
who-saw =
    #{ $number } was shown to:
    { $lines }
who-saw-line = { $who } — { $when }, { $form }
who-saw-nobody = Nobody has seen #{ $number } yet.
form-picture = in the chat
form-private = in private
form-in-place = in the chat, alone
form-card = as a note

hold-other-patient = { $numbers } from { $who } may belong to someone else. It is hidden for now. Please look. Two people have to agree before it is shown.
hold-two-patients = { $numbers } from { $who } seem to show more than one person. Nobody has seen them. Please look. Two people have to agree before they are shown.
hold-burned-in = { $numbers } from { $who } may have a name written in the picture. The family has not seen it. Please look first.
hold-consent = { $numbers } from { $who } waits for the patient's yes.
button-look = Look at it
button-release = Show it
button-keep-back = Keep it back
hold-second-needed = Thank you. One more person has to agree before #{ $number } is shown.
hold-same-human = You have agreed to #{ $number } already, under another address of yours. One more person has to agree before it is shown.
hold-released = #{ $number } was checked and is on its way.
hold-rejected = #{ $number } was looked at and is kept back. Please ask a coordinator.
hold-kept-back = #{ $number } is kept back.
hold-none = This is settled already. There is nothing more to do.

post-unknown = I cannot tell whether #{ $number } arrived in { $room }. Please look: is it there?
button-it-is-there = It is there
button-send-again = Send again
post-settled = Thank you. That is settled.
post-failed = #{ $number } could not be posted in { $room }. Write { $prefix }share #{ $number } to try again.
post-kicked = I am no longer in { $room }, so #{ $number } did not get there. Add me again, then share once more.

home =
    Your pods:
    { $lines }
home-pod = { $pod } — { $role }
button-home-images = Pictures of { $pod }
button-home-upload = Send one to { $pod }
button-home-overview = What waits for you
