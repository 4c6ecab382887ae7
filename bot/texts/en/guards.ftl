# What is said where somebody could get in, or get more, in another's name.

invite-role-not-yours = Only a coordinator can invite somebody in that role. Please ask one, or choose another role.
inviter-cut-off = { $who } was invited by somebody who is no longer in the pod, so the link is dead. Invite them yourself if you know them.
phone-known-other = This address is in use here with another phone. Please write that number. If you have a new one, first write “me” to Carepods in your chat and change it there.
prove-by-old-phone = First I have sent a code to the number that counts now. It ends in { $digits }. Write the code here. You no longer have it? Ask a coordinator to remove you and to invite you again.
mail-app-added-subject = An app now shows your codes
mail-app-added-body =
    An authenticator app was set up for your Carepods account.
    If this was you, there is nothing to do. If not, press the button. Then nobody sees anything with this account, until you prove by a code to your phone or app that it is yours.
mail-app-added-button = This was not me
consent-not-yours = Somebody else said no to showing pictures. Only they or the patient can say yes again.
export-stale = Something has changed since these files were put together. Write { $prefix }export to me in the chat for new ones.
