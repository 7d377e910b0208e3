"""Boxes, points and the transformations between a PDF's frames; points, y upwards."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def moved(m: Matrix, box: Box) -> Box:
    """Return a box as it lies after a transformation by quarter turns, scaling and shifting."""
    if m is IDENTITY:
        return box
    x0, y0 = apply(m, (box[0], box[1]))
    x1, y1 = apply(m, (box[2], box[3]))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def apply(m: Matrix, p: Point) -> Point:
    """Return where a transformation moves a point."""
    return m[0] * p[0] + m[2] * p[1] + m[4], m[1] * p[0] + m[3] * p[1] + m[5]


def chain(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the transformation that does first the inner, then the outer one."""
    shiftless = (*outer[:4], 0.0, 0.0)
    return (
        *apply(shiftless, (inner[0], inner[1])),
        *apply(shiftless, (inner[2], inner[3])),
        *apply(outer, (inner[4], inner[5])),
    )
