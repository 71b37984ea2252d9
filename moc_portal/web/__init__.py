"""What every page shares and no app owns: rendering, paging, security headers."""
