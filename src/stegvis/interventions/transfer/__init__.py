"""The catalogue as it comes by file: interventions, their sites and agreements."""
