"""What the API server adds to an object and what it refuses, kind by kind (Kubernetes 1.34)."""
