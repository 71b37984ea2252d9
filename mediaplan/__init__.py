"""What happens beyond a media plan's document: channels and publications."""
