"""Measures that the charts share, in pixels of the drawing."""

# A narrow chart fills a card on a screen of 360 pixels.
WIDE, NARROW = 760, 280
LETTER = 7  # average width of a letter of the 13 pixels in charts.css
