"""Does everything that is named exist?"""
