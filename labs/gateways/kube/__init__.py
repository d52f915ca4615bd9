"""The door for Kubernetes' own formats: manifests as people write them."""
