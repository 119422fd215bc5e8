"""Does every pod run the image that was meant?"""
