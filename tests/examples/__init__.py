"""One example a source and edition: a document, where it comes from, and what must be read from it."""
