"""Does a new version take the place of the old one without a gap?"""
