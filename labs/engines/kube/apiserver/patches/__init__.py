"""The four ways to say what should be different (Kubernetes 1.34, PATCH)."""
