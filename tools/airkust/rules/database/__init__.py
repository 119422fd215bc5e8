"""Can the metadata database be reached, carry the load, and outlive a fault?"""
