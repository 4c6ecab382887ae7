# Pods, rooms, members, privileges.

role-patient = Patient
role-family = Family
role-clinician = Care team
role-coordinator = Coordinator
role-guest = Guest

privilege-audit = see who looked
privilege-consent = say yes or no for the patient
privilege-download = save pictures in full quality
privilege-erase = delete everything
privilege-invite = invite people
privilege-manage = manage the pod
privilege-release = check pictures that wait
privilege-share = share pictures
privilege-stream = send pictures straight from a device
privilege-upload = send pictures
privilege-view = look at pictures
privilege-view-identified = see names and numbers on pictures

audience-family = the family
audience-care-team = the care team
mode-picture = show pictures
mode-in-place = show each person alone
mode-card = show only a note

new-done = The pod “{ $pod }” is open. Now write { $prefix }link in a chat, or { $prefix }invite somebody.
new-needs-name = How shall the pod be called? Write: { $prefix }new the name
new-not-you = Only a coordinator can open a pod. Ask the person who runs Carepods for you.
link-for-whom = Who is in this chat? Pictures of “{ $pod }” will be shown to fit.
link-done = This chat now belongs to “{ $pod }”, for { $audience }. I am checking who is here.
link-told = This chat now belongs to a pod. While everybody here is in the pod, pictures show here, made for { $audience }. Else only a note comes.
link-in-the-room = Write this in the group that you want to use, not here.
link-taken = This chat belongs to another pod already. Use a new group.
room-unknown = This chat is not part of a pod. A coordinator can write { $prefix }link here.

settings = { $lines }
settings-pod = Pod: { $pod }
settings-room = { $room }: for { $audience }. { $mode } { $state }
settings-room-named = Chat “{ $title }”
settings-room-here = This chat
settings-room-nameless = A chat without a name
# Within a sentence, where the chat's name would stand.
room-untitled = a chat without a name
settings-mode-picture = Pictures are shown there.
settings-mode-in-place = Each person sees pictures there alone.
settings-mode-card = Only a note comes there.
settings-open = All is well there.
settings-locked = It is locked now, because somebody there is not known.
settings-gone = I am no longer there.
settings-you =
    You: { $role }. You may:
    { $privileges }
mode-set = Done. From now on in this chat: { $mode }.

members-list =
    In “{ $pod }”:
    { $lines }
members-line = { $number }. { $name } — { $role }
members-waiting = … { $name } — { $state }
member-unknown = I do not find { $written } here. Write { $prefix }members to see the list.
invitation-requested = invited
invitation-link-sent = mail sent
invitation-email-confirmed = has opened the mail
invitation-code-sent = waiting for the code
invitation-verified = opening the chat
button-invite-again = Mail { $who } again
button-invite-cancel = Take back { $who }

role-how = Write the number of the person and the new role: { $prefix }role 2 clinician
role-set = { $who } is now: { $role }.
grant-how = Write the number of the person and what they may do: { $prefix }grant 2 download
grant-not-held = You cannot allow what you may not do yourself. Ask a coordinator.
granted = { $who } may now { $privilege }.
revoke-how = Write the number of the person and what to take away: { $prefix }revoke 2 download
revoked = { $who } may no longer { $privilege }.
remove-how = Write the number of the person: { $prefix }remove 2
remove-sure = Take { $who } out of the pod? They will see nothing from then on.
button-remove = Take out
removed = { $who } is out of the pod.
removed-you = You are no longer in “{ $pod }”. If this is a mistake, ask the coordinator.
leave-sure = Leave “{ $pod }”? You will see nothing of it from then on.
button-leave = Leave
left = You have left “{ $pod }”. Take care.
last-manager = Somebody has to look after the pod. First make another person coordinator.
pod-gone = This pod is not there any more.

denied-not-a-member = You are not in this pod. Ask somebody in it to invite you.
denied-not-yours = This is for somebody else. Write { $prefix }help to see what you can do.
denied-pod-erased = Everything in this pod was deleted. Nothing is left to show.
denied-expired = Your time in this pod is over. Ask the coordinator for more.
denied-lacks-privilege = You cannot do this here yet. Ask a coordinator to allow it.
denied-ask-to-look = You cannot look at pictures here yet. Please ask { $who }, who looks after the pod.
denied-ask = You cannot do this here yet. Please ask { $who }, who looks after the pod.
denied-no-image = I do not find that picture. Write { $prefix }images to see the list.
denied-image-held = This picture waits until somebody has checked it. You will see it then.
denied-image-gone = This picture was taken back. Ask the person who sent it.
denied-no-consent = The patient does not want pictures shown now. Ask the patient.
denied-room-locked = This chat is locked, because somebody there is not known. Open it in private.
denied-room-not-cleared = Somebody in this chat is not known to me. Open the picture in private.
denied-other-pod = I do not find that here. Write { $prefix }images to see the list.

room-masked = { $stuck ->
    [0] Someone here is not verified, so I hid the pictures. Open them in private.
   *[other] Someone here is not verified, so I hid the pictures. { $stuck } could not be hidden: { $numbers }. Please delete it here.
 }
room-masked-manager = { $stuck ->
    [0] Someone who is not verified is in { $room }. Pictures hidden there: { $hidden }. Invite them, or take them out of the chat.
   *[other] Someone who is not verified is in { $room }. Hidden: { $hidden }. Not hidden: { $numbers }. Invite them, or take them out of the chat.
 }
room-outside = { $stuck ->
    [0] This chat can be read from outside, so I hid the pictures. Open them in private.
   *[other] This chat can be read from outside, so I hid the pictures. { $stuck } could not be hidden: { $numbers }. Please delete it here.
 }
room-outside-manager = { $stuck ->
    [0] More people can read { $room } than are in it: it is public, or shared. I show only notes there. Make it private, and the pictures come back.
   *[other] More people can read { $room } than are in it: it is public, or shared. I could not hide { $numbers } there. Please delete that, and make the chat private.
 }

emergency-how = Write the reason in a few words: { $prefix }emergency patient arrived unconscious
emergency-not-you = Emergency access is for the care team. Call the coordinator.
emergency-open = You may look for { $minutes } minutes. Everybody in the pod has been told why.
emergency-open-still = { $minutes ->
    [one] You may still look for 1 minute. Nobody was disturbed again.
   *[other] You may still look for { $minutes } minutes. Nobody was disturbed again.
 }
emergency-enough-today = That is enough emergencies for today, because everybody is told each time. Please call a coordinator: they can let you look.
emergency-notice = { $who } is looking at pictures of “{ $pod }” in an emergency: { $reason }. A coordinator checks this afterwards.

room-left = I was taken out of “{ $room }”, so I show nothing there any more. To go on, add me again and write { $prefix }link there.
join-first = You asked to come into “{ $room }”. For that you first join its pod: ask somebody in it to invite you. Your request stays open, and I let you in then.
join-asked = { $name } asks to come into “{ $room }” and is not in the pod. Do you know them? Then invite them with { $prefix }invite. I let them in once they have joined.
join-by-hand = { $name } is in the pod and asks to come into “{ $room }”. I may not let people in there. Please accept the request yourself.
