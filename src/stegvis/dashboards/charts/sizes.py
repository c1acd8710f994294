"""Measures that the charts share, in pixels of the drawing."""

# A narrow chart fills a card on a screen of 360 pixels, a wide one a column of two thirds.
WIDE, NARROW = 640, 280
LETTER = 7  # average width of a letter of the 13 pixels in charts.css
