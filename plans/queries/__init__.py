"""What the pages of plans read: a function for each reader, in a bounded number of queries."""
