"""Is there room for what must run, and does it come before what may wait?"""
