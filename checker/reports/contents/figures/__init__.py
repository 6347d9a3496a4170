"""The figures of a report below its headline."""
