//! Whole-system tests; each file below `tests/` is one area.
