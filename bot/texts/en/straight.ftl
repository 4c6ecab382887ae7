# `/show #3 straight`: a photographed light box, straightened.

show-straight = Straightened: only the bright surface in your photo is shown, as if taken from the front.
show-not-straight = I found no light box or screen in this photo that I could straighten. This is the photo as it is. It helps to take it with all four corners in it, in a dark room.
