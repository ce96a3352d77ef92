"""The demonstration: what an institute did, replayed through the services, and synthetic candidacies."""
