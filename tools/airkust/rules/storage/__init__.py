"""Does what tasks leave behind outlive their pod, its node and its zone?"""
