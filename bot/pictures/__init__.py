"""Facts as pictures: values already worded become SVG, alternative text, and PNG in a child process."""

# fmt: off
from bot.pictures.area_map import AreaMap, Layer, Noun, Spot, SpotStanding, draw_map
from bot.pictures.bars import Bar, Bars, draw_bars
from bot.pictures.canvas import Theme
from bot.pictures.circles import MANY, CountyCount, CountyCounts
from bot.pictures.matrix import MOST_COLUMNS, Matrix, MatrixCell, MatrixColumn, MatrixRow, Said, draw_matrix
from bot.pictures.page import Frame, Picture
from bot.pictures.rendering import check_drawing, png
from bot.pictures.steps import LengthStep, ListLength, draw_steps
from bot.pictures.timeline import Event, Timeline, draw_timeline
