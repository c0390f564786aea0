"""Eight short words two people read to each other when they pair two machines.

Both machines make them from both public keys. Somebody in the middle, who would need two keys of
his own that lead to the same words, has 64 bits in his way, each try made dear by Argon2id.
"""

from typing import Final

from app.security.sealing import FLOOR, SALT_BYTES, stretched

COUNT: Final = 8

_LIST = """
acorn actor alarm album angle ankle apple apron april arrow aspen atlas award baker bamboo banjo
barn basin beach beard bench berry bible bison blade board bread brick broom bucket butter button
cabin camel candle canoe cargo carrot castle cedar cello chair cherry chess circus clock cloud
clover coach coffee comet copper coral cotton cousin crab cream crown cube curtain daisy dancer
desert diary dinner doctor donkey dragon drum duck dust eagle earth easel echo elbow elm engine
falcon farmer feather fence ferry fiddle finger flag flute fog forest fork fossil fox frost fruit
garden garlic ginger glass glove goat gold grape guitar hammer harbor hat hawk hazel helmet hill
honey horse hotel ice igloo ink iron island ivory jacket jam jar jelly jewel judge jungle kettle
king kite kitten knee knot ladder lake lamp lemon letter lion lizard lobster lunch magnet mango
maple marble market meadow melon milk mirror monkey moon mosaic mother muffin museum music needle
nest nickel north novel nurse oak oasis ocean office olive onion orange orchid otter oven owl
oyster paint palace panda paper parrot peach pearl pencil pepper piano pigeon pillow pirate planet
plum pocket poem pony potato prince pumpkin puzzle queen quilt rabbit radio rain raven ribbon rice
river robin rocket roof rose ruby saddle sailor salad salmon sand scarf school shadow silver
sister snow soap sofa spider spoon spring square stove sugar summer sun swan table tailor teapot
temple tiger toast tomato tower train tulip tunnel turtle uncle valley velvet violin wagon walnut
water whale window winter wolf
"""
_WORDS: Final = tuple(_LIST.split())


def code_words(one: bytes, other: bytes) -> tuple[str, ...]:
    """Give the words of two public keys, in whichever order they come.

    >>> " ".join(code_words(bytes(32), b"x" * 32)[:2])
    'iron queen'
    """
    first, second = sorted((one, other))
    drawn = stretched(f"waypost pair 1 {first.hex()} {second.hex()}", bytes(SALT_BYTES), FLOOR)
    return tuple(_WORDS[byte] for byte in drawn[:COUNT])
