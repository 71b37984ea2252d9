"""The one safe way out: DOCX and XLSX whose bytes depend on their contents alone."""
