"""Builders of test data, one per thing, that go through the operations as the pages do."""
