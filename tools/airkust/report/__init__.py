"""Values in, text out: how a result looks. Pure: the command line decides where it goes."""
