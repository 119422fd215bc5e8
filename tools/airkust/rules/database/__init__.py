"""Does everybody get along with the database, and with each other in it?"""
