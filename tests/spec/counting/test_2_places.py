"""Wholes and parts."""

PLACES = """
    slug   | part_of
    whole  |
    north  | whole
    south  | whole
    garden |
    """
ROWS = """
    intervention | gender
    whole        | woman
    north        | woman
    north        | man
    south        | woman
    garden       | man
    """


def test_the_whole_includes_its_parts(spec):
    """Figures of a whole include its parts, however deep; divided by intervention the rows are
    the wholes, and they add up."""
    spec(
        ROWS,
        places=PLACES,
        measure="participations.current",
        by=("intervention",),
        expect="""
        intervention | value
        garden       | 1
        whole        | 4
        """,
    )


def test_parts_are_a_dimension_of_their_own(spec):
    """Divided by part, each intervention stands for its own registrations."""
    spec(
        ROWS,
        places=PLACES,
        interventions=("whole",),
        measure="participations.current",
        by=("intervention", "part"),
        expect="""
        intervention | part  | value
        whole        | north | 2
        whole        | south | 1
        whole        | whole | 1
        """,
    )


def test_a_part_asked_for_alone_stands_alone(spec):
    """Asked for by itself, a part is shown under its own name and the rest is left out."""
    spec(
        ROWS,
        places=PLACES,
        interventions=("north",),
        measure="participations.current",
        by=("intervention", "gender"),
        expect="""
        intervention | gender | value
        north        | woman  | 1
        north        | man    | 1
        """,
    )
