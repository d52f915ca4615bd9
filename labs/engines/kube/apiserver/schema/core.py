"""Fields of the group "" but for Pods, and what every object has (Kubernetes 1.34, core/v1 and meta/v1).

A line is a type and its fields. `[T]` is a list that is replaced whole, `[T:key]` one that merges by this key (server-
side apply takes all keys named, a strategic merge patch the first), `[T!]` a set, `{T}` a map, `T=` is replaced whole.
"""

CORE = """
ObjectMeta: name string, generateName string, namespace string, selfLink string, uid string, resourceVersion string,
  generation int64, creationTimestamp Time, deletionTimestamp Time, deletionGracePeriodSeconds int64, labels {string},
  annotations {string}, ownerReferences [OwnerReference:uid], finalizers [string!], managedFields [any]
OwnerReference: apiVersion string, kind string, name string, uid string, controller bool, blockOwnerDeletion bool
LabelSelector: matchLabels {string}, matchExpressions [LabelSelectorRequirement]
LabelSelectorRequirement: key string, operator string, values [string]
LocalObjectReference: name string
ObjectReference: kind string, namespace string, name string, uid string, apiVersion string, resourceVersion string,
  fieldPath string
TypedLocalObjectReference: apiGroup string, kind string, name string, namespace string
Condition: type string, status string, observedGeneration int64, lastTransitionTime Time, reason string, message string
ListedCondition: type string, status string, lastHeartbeatTime Time, lastTransitionTime Time, lastUpdateTime Time,
  lastProbeTime Time, observedGeneration int64, reason string, message string

Node: spec NodeSpec, status NodeStatus
NodeSpec: podCIDR string, podCIDRs [string!], providerID string, unschedulable bool, taints [Taint], configSource any,
  externalID string
Taint: key string, value string, effect string, timeAdded Time
NodeStatus: capacity {Quantity}, allocatable {Quantity}, phase string, conditions [ListedCondition:type],
  addresses [NodeAddress:type], daemonEndpoints any, nodeInfo {string}, images [ContainerImage], volumesInUse [string],
  volumesAttached [any], config any, runtimeHandlers [any], features any
NodeAddress: type string, address string
ContainerImage: names [string], sizeBytes int64

Namespace: spec NamespaceSpec, status NamespaceStatus
NamespaceSpec: finalizers [string]
NamespaceStatus: phase string, conditions [ListedCondition:type]

Service: spec ServiceSpec, status ServiceStatus
ServiceSpec: ports [ServicePort:port,protocol], selector {string}=, clusterIP string, clusterIPs [string], type string,
  externalIPs [string], sessionAffinity string, loadBalancerIP string, loadBalancerSourceRanges [string],
  externalName string, externalTrafficPolicy string, healthCheckNodePort int32, publishNotReadyAddresses bool,
  sessionAffinityConfig any, ipFamilies [string], ipFamilyPolicy string, allocateLoadBalancerNodePorts bool,
  loadBalancerClass string, internalTrafficPolicy string, trafficDistribution string
ServicePort: name string, protocol string, appProtocol string, port int32, targetPort IntOrString, nodePort int32
ServiceStatus: loadBalancer any, conditions [Condition:type]

Endpoints: subsets [EndpointSubset]
EndpointSubset: addresses [any], notReadyAddresses [any], ports [any]

Event: involvedObject ObjectReference, reason string, message string, source EventSource, firstTimestamp Time,
  lastTimestamp Time, count int32, type string, eventTime Time, series any, action string, related ObjectReference,
  reportingComponent string, reportingInstance string
EventSource: component string, host string

ConfigMap: immutable bool, data {string}, binaryData {string}
Secret: immutable bool, data {string}, stringData {string}, type string
ServiceAccount: secrets [ObjectReference:name], imagePullSecrets [LocalObjectReference:name],
  automountServiceAccountToken bool
LimitRange: spec LimitRangeSpec
LimitRangeSpec: limits [LimitRangeItem]
LimitRangeItem: type string, max {Quantity}, min {Quantity}, default {Quantity}, defaultRequest {Quantity},
  maxLimitRequestRatio {Quantity}
ResourceQuota: spec ResourceQuotaSpec, status ResourceQuotaStatus
ResourceQuotaSpec: hard {Quantity}, scopes [string], scopeSelector any
ResourceQuotaStatus: hard {Quantity}, used {Quantity}

PersistentVolume: spec any, status any
PersistentVolumeClaim: spec PersistentVolumeClaimSpec, status any
PersistentVolumeClaimSpec: accessModes [string], selector LabelSelector, resources VolumeResourceRequirements,
  volumeName string, storageClassName string, volumeMode string, dataSource TypedLocalObjectReference,
  dataSourceRef TypedLocalObjectReference, volumeAttributesClassName string
VolumeResourceRequirements: limits {Quantity}, requests {Quantity}

ReplicationController: spec ReplicationControllerSpec, status ReplicationControllerStatus
ReplicationControllerSpec: replicas int32, minReadySeconds int32, selector {string}=, template PodTemplateSpec
ReplicationControllerStatus: replicas int32, fullyLabeledReplicas int32, readyReplicas int32, availableReplicas int32,
  observedGeneration int64, conditions [ListedCondition:type]
"""
