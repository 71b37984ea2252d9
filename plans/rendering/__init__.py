"""A plan given back as a document: as its source was, or by the state standard."""
