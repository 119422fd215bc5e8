"""Does every part reach what it needs, and every Service the pods it is meant for?"""
