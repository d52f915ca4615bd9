"""Fields of a Pod (Kubernetes 1.34, core/v1); how to read a line is said in `core`."""

PODS = """
Pod: spec PodSpec, status PodStatus
PodTemplateSpec: metadata ObjectMeta, spec PodSpec
PodSpec: volumes [Volume:name], initContainers [Container:name], containers [Container:name],
  ephemeralContainers [Container:name], restartPolicy string, terminationGracePeriodSeconds int64,
  activeDeadlineSeconds int64, dnsPolicy string, nodeSelector {string}=, serviceAccountName string,
  serviceAccount string, automountServiceAccountToken bool, nodeName string, hostNetwork bool, hostPID bool,
  hostIPC bool, shareProcessNamespace bool, securityContext any, imagePullSecrets [LocalObjectReference:name],
  hostname string, subdomain string, affinity Affinity, schedulerName string, tolerations [Toleration],
  hostAliases [HostAlias:ip], priorityClassName string, priority int32, dnsConfig any,
  readinessGates [PodReadinessGate], runtimeClassName string, enableServiceLinks bool, preemptionPolicy string,
  overhead {Quantity}, topologySpreadConstraints [TopologySpreadConstraint:topologyKey,whenUnsatisfiable],
  setHostnameAsFQDN bool, os any, hostUsers bool, schedulingGates [PodSchedulingGate:name],
  resourceClaims [PodResourceClaim:name], resources ResourceRequirements, hostnameOverride string, workloadRef any
PodReadinessGate: conditionType string
PodSchedulingGate: name string
PodResourceClaim: name string, resourceClaimName string, resourceClaimTemplateName string
HostAlias: ip string, hostnames [string]
Toleration: key string, operator string, value string, effect string, tolerationSeconds int64
TopologySpreadConstraint: maxSkew int32, topologyKey string, whenUnsatisfiable string, labelSelector LabelSelector=,
  minDomains int32, nodeAffinityPolicy string, nodeTaintsPolicy string, matchLabelKeys [string]

Container: name string, image string, command [string], args [string], workingDir string,
  ports [ContainerPort:containerPort,protocol], envFrom [EnvFromSource], env [EnvVar:name],
  resources ResourceRequirements, resizePolicy [any], restartPolicy string, restartPolicyRules [any],
  volumeMounts [VolumeMount:mountPath], volumeDevices [VolumeDevice:devicePath], livenessProbe Probe,
  readinessProbe Probe, startupProbe Probe, lifecycle Lifecycle, terminationMessagePath string,
  terminationMessagePolicy string, imagePullPolicy string, securityContext any, stdin bool, stdinOnce bool, tty bool,
  targetContainerName string
ContainerPort: name string, hostPort int32, containerPort int32, protocol string, hostIP string
EnvVar: name string, value string, valueFrom EnvVarSource
EnvVarSource: fieldRef any, resourceFieldRef any, configMapKeyRef KeySelector, secretKeyRef KeySelector,
  fileKeyRef any
KeySelector: name string, key string, optional bool
EnvFromSource: prefix string, configMapRef OptionalReference, secretRef OptionalReference
OptionalReference: name string, optional bool
ResourceRequirements: limits {Quantity}, requests {Quantity}, claims [ResourceClaim:name]
ResourceClaim: name string, request string
VolumeMount: name string, readOnly bool, recursiveReadOnly string, mountPath string, subPath string,
  mountPropagation string, subPathExpr string
VolumeDevice: name string, devicePath string
Probe: exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, grpc GRPCAction, initialDelaySeconds int32,
  timeoutSeconds int32, periodSeconds int32, successThreshold int32, failureThreshold int32,
  terminationGracePeriodSeconds int64
ExecAction: command [string]
HTTPGetAction: path string, port IntOrString, host string, scheme string, httpHeaders [HTTPHeader]
HTTPHeader: name string, value string
TCPSocketAction: port IntOrString, host string
GRPCAction: port int32, service string
Lifecycle: postStart LifecycleHandler, preStop LifecycleHandler, stopSignal string
LifecycleHandler: exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, sleep SleepAction
SleepAction: seconds int64
Volume: name string, hostPath any, emptyDir any, gcePersistentDisk any, awsElasticBlockStore any, gitRepo any,
  secret any, nfs any, iscsi any, glusterfs any, persistentVolumeClaim any, rbd any, flexVolume any, cinder any,
  cephfs any, flocker any, downwardAPI any, fc any, azureFile any, configMap any, vsphereVolume any, quobyte any,
  azureDisk any, photonPersistentDisk any, projected any, portworxVolume any, scaleIO any, storageos any, csi any,
  ephemeral any, image any

Affinity: nodeAffinity NodeAffinity, podAffinity PodAffinity, podAntiAffinity PodAntiAffinity
NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution NodeSelector=,
  preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm]
NodeSelector: nodeSelectorTerms [NodeSelectorTerm]
NodeSelectorTerm: matchExpressions [NodeSelectorRequirement], matchFields [NodeSelectorRequirement]
NodeSelectorRequirement: key string, operator string, values [string]
PreferredSchedulingTerm: weight int32, preference NodeSelectorTerm
PodAffinity: requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm],
  preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm]
PodAntiAffinity: requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm],
  preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm]
WeightedPodAffinityTerm: weight int32, podAffinityTerm PodAffinityTerm
PodAffinityTerm: labelSelector LabelSelector, namespaces [string], topologyKey string,
  namespaceSelector LabelSelector, matchLabelKeys [string], mismatchLabelKeys [string]

PodStatus: observedGeneration int64, phase string, conditions [ListedCondition:type], message string, reason string,
  nominatedNodeName string, hostIP string, hostIPs [IP:ip], podIP string, podIPs [IP:ip], startTime Time,
  initContainerStatuses [ContainerStatus], containerStatuses [ContainerStatus], qosClass string,
  ephemeralContainerStatuses [ContainerStatus], resize string, resourceClaimStatuses [any],
  extendedResourceClaimStatus any
IP: ip string
ContainerStatus: name string, state ContainerState, lastState ContainerState, ready bool, restartCount int32,
  image string, imageID string, containerID string, started bool, allocatedResources {Quantity}, resources any,
  volumeMounts [any], user any, allocatedResourcesStatus [any], stopSignal string
ContainerState: waiting ContainerStateWaiting, running ContainerStateRunning, terminated ContainerStateTerminated
ContainerStateWaiting: reason string, message string
ContainerStateRunning: startedAt Time
ContainerStateTerminated: exitCode int32, signal int32, reason string, message string, startedAt Time,
  finishedAt Time, containerID string
"""
