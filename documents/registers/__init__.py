"""Tables of organisations and people, in and out by XLSX.

Here and not in `organisations`, because a table comes in through the guarded door and goes out
through the safe writer, and both belong to this app.
"""
