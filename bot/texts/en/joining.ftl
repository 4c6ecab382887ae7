# Inviting, knocking, the mailed link, the code.

invite-how = Whom do you want to invite? Write: { $prefix }invite anna@example.org family Anna
invite-sent = I have mailed { $email }. I will tell you when they are in.
invite-cancelled = The invitation is taken back. The link in the mail no longer works.
invite-enough-today = That is enough invitations for today. Please try again tomorrow.
email-not-understood = I cannot read that address. Write it like this: anna@example.org
form-invite-title = Invite somebody
form-invite-submit = Send the mail
form-invite-email = E-mail address
form-invite-name = Name
form-invite-role = What are they?
inviter-joined = { $who } is in the pod now, as: { $role }.
inviter-locked = { $who } typed a wrong code too often. If you know them, invite them again.
button-not-right = This is not right
not-me-done = Thank you. They are out of the pod, and a coordinator knows.
not-me-notice = Somebody said that { $who } joined by mistake. I have taken them out. Please check.
phone-changed = Your phone number was changed to one that ends in { $digits }. Not you? Tell a coordinator now.

knock-for-whom = I keep your picture safe and closed. Whom is it for? Write their e-mail address.
knock-own-email = Thank you. Now write your own e-mail address, so that they know it is you.
knock-waits = Thank you. If they are here, I ask them now. You will hear from me.
knock-vouch = { $name } ({ $email }) has a picture for you, for “{ $pod }”. Nobody has seen it. Do you know them?
button-vouch = Yes: { $role }
button-not-known = I do not know them
knock-vouched = They know you. Look at your mail now: there is a link to go on.
knock-turned-away = Done. Nobody sees the picture.
knock-over = This is settled already. There is nothing more to do.
knock-enough-today = That is enough pictures for today. Please ask the person to invite you.
sender-hidden = I cannot tell who this is from: it was sent in the name of a group or a channel. Please send it as yourself.
knock-accepted = Your picture is accepted. I am preparing it.
knock-lost = I could not get your picture from the chat, so nobody has seen it. Please send it again.
knock-too-big = That picture is too big for this chat. Ask the person it is for to invite you: then you get a page for it.
knock-refused = Your picture cannot be shown in this pod. Ask the person who invited you.

welcome = { $count ->
    [0] You are in: “{ $pod }”. There are no pictures yet. Send me one at any time.
    [one] You are in: “{ $pod }”. One picture is waiting. Write { $prefix }images to see it.
   *[other] You are in: “{ $pod }”. { $count } pictures are waiting. Write { $prefix }images to see them.
 }
welcome-app =
    { $welcome }
    Next time an app can show your codes. It is safer than texts: a number can be moved to another phone. The button works for 10 minutes. Later write { $prefix }authenticator.
code-please = Good, I know who you are. Now write the code from the text message here.
code-please-app = Good, I know who you are. Now write the six digits that your app shows here.
code-text = { $code } is your Carepods code. Tell it to nobody. It works for 10 minutes.
code-wrong = { $left ->
    [one] That code does not match. Look at the newest message. 1 try left.
   *[other] That code does not match. Look at the newest message. { $left } tries left.
 }
code-not-six = The code is the six digits in the text message or your app. Please write only those. You have lost no try.
code-too-old = That code is too old. Go back to the page and ask for a new one.
code-wait = { $seconds ->
    [one] Please wait 1 second, then ask again.
   *[other] Please wait { $seconds } seconds, then ask again.
 }
number-changed-wait = { $seconds ->
    [one] Your number is changed. The old code no longer works. You can ask for a new one in 1 second.
   *[other] Your number is changed. The old code no longer works. You can ask for a new one in { $seconds } seconds.
 }
code-enough-today = No more codes today. Please try again tomorrow, or ask the person who invited you.
answers-enough-today = Too many tries. Please try again tomorrow, or ask the person who invited you.
invitation-locked = Too many wrong codes, so this invitation is closed. Ask for a new one.
invitation-over = This invitation is over. Ask the person who invited you for a new one.
invitation-out-of-order = Something is missing before this. Please open the link in your mail again.
invitation-other-account = This invitation is in use in another chat account. Go on there, or ask for a new one.
account-taken = This chat account belongs to somebody else here. Use your own, or ask a coordinator.
link-over = This link has been used or is too old. Ask the person who invited you for a new one.
page-over = This page is over. Open the link in your newest mail, or ask for a new one.
phone-not-understood = I cannot read that number. Write it with the country, like this: +44 7400 123456
phone-no-texts = That number cannot get text messages. Please give a mobile number.
phone-country = I cannot send texts to that country yet. Ask the person who invited you for another way.

mail-notice-subject = A message from Carepods
mail-invitation-subject = { $inviter } invites you to Carepods
mail-invitation-body =
    { $inviter } would like to share medical pictures with you.
    Press the button to see what for. Have your phone at hand: you will get a code.
    The link works once, for { $hours } hours. If you do not know { $inviter }, just delete this mail.
mail-invitation-button = See the invitation
mail-joined-subject = You are in
mail-joined-body =
    Your address is now part of a Carepods group.
    If this was you, there is nothing to do. If not, press the button.
mail-joined-button = This was not me
