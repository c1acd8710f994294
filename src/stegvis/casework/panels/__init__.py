"""What each noun of casework adds to a participation's page and to the start page of its staff.

A module here may define ``panel``, ``events`` and ``tasks`` (signatures in ``parts``); `registry`
lists the modules in the order in which their panels stand.
"""
