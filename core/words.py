"""256 short, distinct, everyday words for one-time phrases: eight bits each."""

from __future__ import annotations

_WORDS = """
acorn amber anchor apple apron april arrow aspen atlas autumn badge bagel baker balcony bamboo
banana banjo barley basil basket beach beacon beaver bell bench berry birch bishop blanket blossom
blue bonfire border bottle branch bread breeze brick bridge bronze brook brush bucket butter
button cabin cable camel candle canoe canvas carpet carrot castle cedar cello chalk cherry chess
cider circle citrus clay cliff clock cloud clover coast cocoa coffee comet compass copper coral
corner cotton cradle crane cricket crown crystal curtain daisy dance denim desert diamond dolphin
donkey dove dragon drum eagle earth easel echo elbow elm ember engine falcon farm feather fern
ferry fiddle field finch flame flute forest fossil fountain fox galaxy garden garlic gate ginger
glacier glass globe goose grain granite grape gravel green guitar hammer harbor harp harvest hazel
hedge helmet heron hill honey horizon horse hotel house igloo indigo iris iron island ivory jacket
jade jasmine jewel jungle juniper kettle kite kitten ladder lagoon lake lamp lantern laurel
lavender lemon letter lilac lily linen lion lobster lotus magnet mango maple marble market meadow
melon mint mirror mitten moon morning moss mountain music napkin nest north nutmeg oak oasis ocean
olive onion opera orange orbit orchid otter owl oyster paddle palace panda paper parrot peach
pearl pebble pepper piano pigeon pillow pine planet plum pocket pond poppy potato pumpkin purple
quartz quilt rabbit radio rain raven river robin rocket rose ruby saddle saffron sail salmon sand
scarf school shell shore silver sky snow spring star stone storm summer sun swan table
"""

PHRASE_WORDS: tuple[str, ...] = tuple(_WORDS.split())
