"""Who holds or may do more than the work needs?"""
