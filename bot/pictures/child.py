"""The process that draws: SVG on its input, PNG on its output. Run as a file, it imports nothing of ours.

resvg keeps Python's lock while it draws, an eighth of a second in which the desk could answer nobody.
"""

import sys

import resvg_py


def main() -> None:
    """Draw one picture; the fonts' files are its arguments."""
    svg = sys.stdin.buffer.read().decode()
    drawn = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=sys.argv[1:])
    sys.stdout.buffer.write(bytes(drawn))


if __name__ == "__main__":
    main()
