"""Who is named in a cell: words, names of people, the places where a list parts."""
