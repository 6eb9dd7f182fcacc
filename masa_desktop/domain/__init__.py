"""Words: values and rules. No Qt, no SQL, no files."""
