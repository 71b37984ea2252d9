"""The one guarded door for files: measured, scanned and opened apart from the web server."""
