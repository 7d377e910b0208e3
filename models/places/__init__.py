"""Pure: a printed name becomes a place, or openly none."""

# fmt: off
from models.places.gazetteer import RESOLVER_VERSION, Gazetteer, load_gazetteer, resolver_mark
from models.places.same_names import DETAINERS, Recorded, marked, namesakes
from models.places.shapes import Point, Rings, Shapes, load_shapes
from models.places.spelling import STATES, TERRITORIES, repaired_state_code, state_code, state_name
