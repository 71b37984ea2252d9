"""What the portal answers to, measured against the libraries it could have used."""
