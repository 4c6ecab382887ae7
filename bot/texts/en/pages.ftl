# The pages behind mailed links.

page-title = Carepods
page-front = Carepods shares medical pictures with the people around a patient. Ask somebody in a pod to invite you.
page-not-found = There is nothing here. Open the link in your newest mail again.
page-not-right = That did not work. Go back and try once more.
page-our-fault = Something broke on our side. Nothing is lost. Please try again in a minute.

page-join-title = { $inviter } invites you
page-join-what = To “{ $pod }”, as: { $role }.
page-join-may = You will be able to:
page-phone-label = Your mobile number
page-phone-hint = With the country, like this: +44 7400 123456
page-phone-button = Send me a code
page-phone-why = We send one code to this number, so that we know it is you. Nobody else sees it.

page-code-title = Enter the code
page-code-sent = We sent a code to the number that ends in { $digits }. It works for 10 minutes.
page-code-not-sent = No code is on its way yet to the number that ends in { $digits }.
page-code-label = Code
page-code-button = Go on
page-code-none = No message yet?
page-code-no-app = No app at hand?
page-again-when = { $seconds ->
    [0] You can ask for a new code now.
    [one] You can ask for a new code in 1 second.
   *[other] You can ask for a new code in { $seconds } seconds.
 }
page-again-button = Send again
page-change-label = Another number
page-change-button = Change number
page-to-chat-button = Enter the code in the chat instead

page-chat-title = One last step: open the chat
page-chat-open = Open { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] the chat
 }
page-chat-phrase = In { $platform ->
    [telegram] Telegram
    [slack] Slack
   *[other] the chat
 }, write these words to Carepods:
page-chat-once = This works once, and only for you.
page-done-title = You are in
page-done-text = Go back to the chat. Carepods has written to you there.

page-not-me-title = This was not you?
page-not-me-text = Then we take this address out of the group at once.
page-not-me-account-text = Then nobody sees anything with this account. Whoever holds your phone or app can come back at once, by a code.
page-not-me-sure = It was not me
page-not-me-button = Take me out
page-not-me-done = Done. That account can see nothing any more, and a coordinator knows.
page-not-me-account-done = Done. Nobody sees anything with this account now, and a coordinator knows. I have written to you in your chat: a code to your phone or app lets you in again.

page-upload-title = Send files to your pod
page-upload-note = A note for the others (you may leave this empty)
page-upload-files = Pictures, scans, hospital files, archives
page-upload-folder = Or a whole folder or CD
page-upload-button = Send
page-upload-hint = Only people of your pod will see them. You will get a message in the chat when they are ready.
page-upload-done = { $count ->
    [one] I have your file. You will get a message in the chat when it is ready.
   *[other] I have your { $count } files. You will get a message in the chat when they are ready.
 }
page-upload-over = This page has been used or is too old. Write “upload” to me in the chat for a new one.
page-upload-nothing = There was no file yet. Please choose one here.
page-upload-unfinished = A part of a file is missing. Please press Send once more.
page-upload-js-drop = You can also drop files or a whole folder here.
page-upload-js-waiting = waiting
page-upload-js-sending = on its way
page-upload-js-sent = arrived
page-upload-js-paused = You have paused. Press “Go on” when you like, today or later on this page.
page-upload-js-pause = Pause
page-upload-js-resume = Go on
page-upload-js-remove = Leave out
page-upload-js-lost = The line is gone. I keep what has arrived, and go on by myself when it is back.
page-upload-js-stopped = I could not go on. Please open this page again and choose the same files. What has arrived is kept.
