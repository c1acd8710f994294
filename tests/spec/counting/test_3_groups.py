"""Groups, filters and mentions."""


def test_groups_that_do_not_occur_are_left_out(spec):
    """Rows stand in the order of their list, "not known" is the group `unknown` and comes last."""
    spec(
        """
        gender
        unknown
        man
        woman
        man
        """,
        measure="participations.current",
        by=("gender",),
        expect="""
        gender  | value
        woman   | 1
        man     | 2
        unknown | 1
        """,
    )


def test_without_division_there_is_one_figure(spec):
    """Without division there is exactly one figure: 0 for a count, none for a share, mean or
    median without a denominator."""
    spec(
        measure="participations.current",
        expect="""
        value
        0
        """,
    )
    spec(
        measure="stay.weeks_mean",
        expect="""
        value | denominator
        -     | 0
        """,
    )


def test_who_is_mentioned_twice_counts_in_both_rows(spec):
    """Referrers, target groups, next steps and sources are mentions: a participation counts in
    each of its rows, so the rows may add up to more than there are participations."""
    spec(
        """
        referrers
        fk, municipality
        fk
        """,
        measure="participations.current",
        by=("referrer",),
        expect="""
        referrer     | value | persons
        fk           | 2     | 2
        municipality | 1     | 1
        """,
    )


def test_tables_by_referrer_use_the_formal_one(spec):
    """The first referrer is the formal one; each has one party, and their combination is told in
    the order of the parties, whoever came first."""
    rows = """
        referrers
        municipal_social_services, fk
        fk, municipality
        psychiatry
        """
    spec(
        rows,
        measure="participations.current",
        by=("referrer_formal",),
        expect="""
        referrer_formal           | value
        fk                        | 1
        psychiatry                | 1
        municipal_social_services | 1
        """,
    )
    spec(
        rows,
        measure="participations.current",
        by=("referrer_combination",),
        expect="""
        referrer_combination | value
        fk+municipality      | 2
        region               | 1
        """,
    )
    spec(
        rows,
        measure="participations.current",
        by=("referrer_party",),
        expect="""
        referrer_party | value
        fk             | 1
        region         | 1
        municipality   | 1
        """,
    )


def test_filters_on_one_dimension_mean_or(spec):
    """Filters on the same dimension mean or, on different ones and; a filter on a mention keeps
    those who have it."""
    spec(
        """
        gender | referrers        | origin
        woman  | fk               | abroad
        woman  | municipality     | abroad
        man    | fk, municipality | abroad
        other  | fk               | abroad
        man    | fk               | sweden_nordic
        """,
        measure="participations.current",
        where=("gender=woman", "gender=man", "referrer=fk", "origin=abroad"),
        expect="""
        value
        2
        """,
    )


def test_ages_are_counted_at_the_start(spec):
    """Age groups go by the year of the start minus the year of birth."""
    spec(
        """
        age_at_start
        29
        30
        44
        45
        60
        """,
        measure="participations.current",
        by=("age_group",),
        expect="""
        age_group | value
        up_to_29  | 1
        30_44     | 2
        45_59     | 1
        60_plus   | 1
        """,
    )


def test_only_the_enrolled_count_unless_asked_otherwise(spec):
    """Consultation, preparation, guests and support after the exit are counted apart: only when
    the question divides or filters by kind."""
    rows = """
        kind
        enrolled
        enrolled
        consultation
        guest
        """
    spec(
        rows,
        measure="participations.current",
        expect="""
        value
        2
        """,
    )
    spec(
        rows,
        measure="participations.current",
        by=("kind",),
        expect="""
        kind         | value
        enrolled     | 2
        consultation | 1
        guest        | 1
        """,
    )
