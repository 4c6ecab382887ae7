# What a picture is, in everyday words. The keys are those of core/describe.py.

picture-what = { picture-kind }{ $body ->
    [none] { picture-side-alone }
   *[other] {" "}of { picture-body }
 }{ picture-view }{ picture-part }{ picture-count }{ picture-day }

picture-kind = { $modality ->
    [x-ray] X-ray
    [dental-x-ray] Dental X-ray
    [vessel-x-ray] X-ray of blood vessels
    [mammogram] Mammogram
    [bone-density] Bone density scan
    [ct] CT scan
    [mri] MRI scan
    [pet] PET scan
    [nuclear] Nuclear medicine scan
    [ultrasound] Ultrasound
    [heart-curve] Heart curve
    [inside-picture] Camera picture from inside
    [eye-picture] Eye picture
    [microscope] Microscope picture
    [photo] Photo
    [clip] Film
    [document] Document
    [report] Report
    [treatment-plan] Treatment plan
   *[picture] Picture
 }

picture-side-alone = { $side ->
    [left] , left side
    [right] , right side
    [both] , both sides
   *[none] {""}
 }

picture-body = { $body ->
    [abdomen] the belly
    [aorta] the main artery
    [bladder] the bladder
    [brain] the brain
    [chest] the chest
    [face] the face
    [gallbladder] the gallbladder
    [head] the head
    [heart] the heart
    [jaw] the jaw
    [liver] the liver
    [lower-spine] the lower back
    [middle-spine] the upper back
    [neck] the neck
    [neck-spine] the spine of the neck
    [neck-vessels] the blood vessels of the neck
    [nose] the nose
    [pancreas] the pancreas
    [pelvis] the pelvis
    [prostate] the prostate
    [sinuses] the sinuses
    [skull] the skull
    [spine] the spine
    [spleen] the spleen
    [tailbone] the tailbone
    [teeth] the teeth
    [thyroid] the thyroid
    [whole-body] the whole body
    [womb] the womb
    [ribs] { picture-of-side }ribs
   *[sided] { $side ->
        [both] both { picture-body-many }
       *[one] { picture-of-side }{ picture-body-one }
     }
 }

picture-of-side = { $side ->
    [left] the left{" "}
    [right] the right{" "}
    [both] both sides of the{" "}
   *[none] the{" "}
 }

picture-body-one = { $body ->
    [ankle] ankle
    [breast] breast
    [collarbone] collarbone
    [elbow] elbow
    [eye] eye
    [eye-socket] eye socket
    [finger] finger
    [foot] foot
    [forearm] forearm
    [hand] hand
    [heel] heel
    [hip] hip
    [kidney] kidney
    [knee] knee
    [kneecap] kneecap
    [lower-leg] lower leg
    [lung] lung
    [shoulder] shoulder
    [shoulder-blade] shoulder blade
    [thigh] thigh
    [thumb] thumb
    [toe] toe
    [upper-arm] upper arm
    [wrist] wrist
   *[other] body
 }

picture-body-many = { $body ->
    [ankle] ankles
    [breast] breasts
    [collarbone] collarbones
    [elbow] elbows
    [eye] eyes
    [eye-socket] eye sockets
    [finger] fingers
    [foot] feet
    [forearm] forearms
    [hand] hands
    [heel] heels
    [hip] hips
    [kidney] kidneys
    [knee] knees
    [kneecap] kneecaps
    [lower-leg] lower legs
    [lung] lungs
    [shoulder] shoulders
    [shoulder-blade] shoulder blades
    [thigh] thighs
    [thumb] thumbs
    [toe] toes
    [upper-arm] upper arms
    [wrist] wrists
   *[other] sides
 }

picture-view = { $view ->
    [front] , seen from the front
    [side] , seen from the side
    [slanted] , seen at a slant
    [above] , seen from above
    [end] , seen end-on
   *[none] {""}
 }

picture-part = { $parts ->
    [0] {""}
   *[other] , part { $part } of { $parts }
 }

picture-count = { $counted ->
    [views] , { $count } views
    [pictures] , { $count } pictures
    [film] , moving
   *[one] {""}
 }

picture-day = { $month ->
    [0] {""}
   *[other] , { $day } { picture-month } { $year }
 }

picture-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 }
