# What each command does, for /help and for the menus.

command-start = Say hello
command-help = What I can do for you
command-images = See the list of pictures
command-show = Show me one picture, in private
command-show-arguments = #3
command-share = Share a picture with everyone in the pod
command-share-arguments = #3
command-withdraw = Take a picture back everywhere
command-withdraw-arguments = #3
command-upload = Send a big file or a whole CD
command-invite = Invite somebody
command-invite-arguments = anna@example.org family Anna
command-members = See who is in the pod
command-role = Change somebody's role
command-role-arguments = 2 clinician
command-grant = Allow somebody one more thing
command-grant-arguments = 2 download
command-revoke = Take a permission away
command-revoke-arguments = 2 download
command-remove = Take somebody out of the pod
command-remove-arguments = 2
command-whosaw = See who has looked at a picture
command-whosaw-arguments = #3
command-emergency = Look at once in an emergency
command-emergency-arguments = the reason
command-new = Open a new pod
command-new-arguments = the name
command-link = Use this chat for a pod
command-link-arguments = family
command-settings = See and change settings
command-leave = Leave the pod

help =
    Send me a picture, a scan or a hospital file, and I share it with the people of your pod.

    { $lines }
help-stranger =
    I share medical pictures with the people around a patient.
    You can send me one picture now. I will ask whom it is for.
    To join a pod, ask somebody in it to invite you.
help-line = { $usage } — { $what }
help-more = Write { $prefix }help all to see everything that you can do.
usage = { $prefix }{ $word } { $rest }
usage-bare = { $prefix }{ $word }

hello-member = Hello { $name }. Send me a picture, or write { $prefix }help to see what I can do.
hello-stranger =
    Hello. I share medical pictures with the people around a patient.
    Send me a picture, and I will ask whom it is for. Or ask somebody in a pod to invite you.
hello-newcomer =
    Hello { $name }. I share medical pictures with the people around a patient.
    Send me a picture, and I will ask whom it is for. Or ask somebody in a pod to invite you.
hello-room = Hello. To use this chat for a pod, a coordinator writes { $prefix }link here.

literal = { $text }
command-unknown = I do not know that one. Write { $prefix }help to see what I can do.
stranger-command = You are not in a pod yet. Ask somebody who is to invite you.
not-understood = I did not understand that. Send me a picture, or write { $prefix }help.
which-pod = Which pod do you mean?
which-pod-first = You are in more than one pod. Write the command, and I will ask which one.
open-private-chat = I answer this in private. Please open our private chat and press Start.
button-open-private-chat = Open private chat
button-over = This button has been used or is too old. Write { $prefix }help to go on.
button-not-yours = This button is for somebody else. Write { $prefix }help to see what you can do.
shortcut-no-file = That message has no picture. Choose a message with a file.
