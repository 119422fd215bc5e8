"""The Secrets a site makes itself: which an overlay needs, what is in them, and how they are written."""
