"""Are logs and volumes there when they are needed?"""
