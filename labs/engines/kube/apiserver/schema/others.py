"""Fields of the remaining groups (Kubernetes 1.34); how to read a line is said in `core`."""

OTHERS = """
Ingress: spec IngressSpec, status any
IngressSpec: ingressClassName string, defaultBackend any, tls [any], rules [IngressRule]
IngressRule: host string, http any

NetworkPolicy: spec NetworkPolicySpec
NetworkPolicySpec: podSelector LabelSelector, ingress [NetworkPolicyIngressRule], egress [NetworkPolicyEgressRule],
  policyTypes [string]
NetworkPolicyIngressRule: ports [NetworkPolicyPort], from [NetworkPolicyPeer]
NetworkPolicyEgressRule: ports [NetworkPolicyPort], to [NetworkPolicyPeer]
NetworkPolicyPort: protocol string, port IntOrString, endPort int32
NetworkPolicyPeer: podSelector LabelSelector, namespaceSelector LabelSelector, ipBlock IPBlock
IPBlock: cidr string, except [string]

EndpointSlice: addressType string, endpoints [Endpoint], ports [EndpointPort]
Endpoint: addresses [string], conditions EndpointConditions, hostname string, targetRef ObjectReference,
  deprecatedTopology {string}, nodeName string, zone string, hints any
EndpointConditions: ready bool, serving bool, terminating bool
EndpointPort: name string, protocol string, port int32, appProtocol string

Lease: spec LeaseSpec
LeaseSpec: holderIdentity string, leaseDurationSeconds int32, acquireTime Time, renewTime Time,
  leaseTransitions int32, strategy string, preferredHolder string

PodDisruptionBudget: spec PodDisruptionBudgetSpec, status PodDisruptionBudgetStatus
PodDisruptionBudgetSpec: minAvailable IntOrString, selector LabelSelector=, maxUnavailable IntOrString,
  unhealthyPodEvictionPolicy string
PodDisruptionBudgetStatus: observedGeneration int64, disruptedPods {Time}, disruptionsAllowed int32,
  currentHealthy int32, desiredHealthy int32, expectedPods int32, conditions [Condition:type]

PriorityClass: value int32, globalDefault bool, description string, preemptionPolicy string

StorageClass: provisioner string, parameters {string}, reclaimPolicy string, mountOptions [string],
  allowVolumeExpansion bool, volumeBindingMode string, allowedTopologies [any]
"""
