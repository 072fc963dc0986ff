"""Pure functions over `str`: repair steps, boilerplate phrases, numbers, numerals, dates."""
