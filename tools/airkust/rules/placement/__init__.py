"""What is left when a node or a zone is lost, and do pods find another?"""
