"""Charts of the pages: geometry in whole pixels, drawn as SVG by templates.

The charts are those of the reports: the same object, drawn by the page so that colours follow its
theme and no drawing program runs in a web process. Every chart is laid out twice, for a wide and
a narrow column, so that its text never shrinks. Colours are classes; patterns and direct labels
carry the difference. Numbers in attributes are integers: templates write a decimal comma.
"""
