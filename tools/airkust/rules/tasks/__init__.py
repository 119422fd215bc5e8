"""Do tasks live on when what is around them does not?"""
