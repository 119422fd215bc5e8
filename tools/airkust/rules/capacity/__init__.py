"""Is there room for what must run, also after a fault?"""
