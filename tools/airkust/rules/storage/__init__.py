"""Do logs, volumes and queues outlive the pod that writes them?"""
