"""The cast and the stage of the tests."""
