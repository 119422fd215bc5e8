"""Does an upgrade go through, applied by hand, by Helm or by a GitOps controller?"""
