"""Small clusters as people write them."""

NODES = """\
apiVersion: v1
kind: Node
metadata: {name: node-a, labels: {kubernetes.io/hostname: node-a}}
status: {allocatable: {cpu: 4, memory: 8Gi, pods: 110}}
---
apiVersion: v1
kind: Node
metadata: {name: node-b, labels: {kubernetes.io/hostname: node-b}}
spec: {taints: [{key: gpu, value: "yes", effect: NoSchedule}]}
status: {allocatable: {cpu: 8, memory: 16Gi, pods: 110}}
---
apiVersion: v1
kind: Node
metadata: {name: node-c, labels: {kubernetes.io/hostname: node-c}}
status: {allocatable: {cpu: 2, memory: 8Gi, pods: 110}}
"""


def pod(name: str, cpu: str = "500m") -> str:
    return f"""\
---
apiVersion: v1
kind: Pod
metadata: {{name: {name}}}
spec:
  containers: [{{name: app, image: "shop:1", resources: {{requests: {{cpu: {cpu}, memory: 1Gi}}}}}}]
"""


DEPLOYMENT = """\
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
"""
CLUSTER = NODES + pod("web") + pod("big", "6") + DEPLOYMENT
BIG_STAYS = (
    "0/3 nodes are available: 1 node(s) had untolerated taint {gpu: yes}, 2 Insufficient cpu."
    " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."
)
