"""Fields of apps, batch and autoscaling (Kubernetes 1.34); how to read a line is said in `core`."""

WORKLOADS = """
Deployment: spec DeploymentSpec, status DeploymentStatus
DeploymentSpec: replicas int32, selector LabelSelector=, template PodTemplateSpec, strategy DeploymentStrategy,
  minReadySeconds int32, revisionHistoryLimit int32, paused bool, progressDeadlineSeconds int32
DeploymentStrategy: type string, rollingUpdate RollingUpdateDeployment
RollingUpdateDeployment: maxUnavailable IntOrString, maxSurge IntOrString
DeploymentStatus: observedGeneration int64, replicas int32, updatedReplicas int32, readyReplicas int32,
  availableReplicas int32, unavailableReplicas int32, terminatingReplicas int32, conditions [ListedCondition:type],
  collisionCount int32

ReplicaSet: spec ReplicaSetSpec, status ReplicaSetStatus
ReplicaSetSpec: replicas int32, minReadySeconds int32, selector LabelSelector=, template PodTemplateSpec
ReplicaSetStatus: replicas int32, fullyLabeledReplicas int32, readyReplicas int32, availableReplicas int32,
  terminatingReplicas int32, observedGeneration int64, conditions [ListedCondition:type]

DaemonSet: spec DaemonSetSpec, status DaemonSetStatus
DaemonSetSpec: selector LabelSelector=, template PodTemplateSpec, updateStrategy DaemonSetUpdateStrategy,
  minReadySeconds int32, revisionHistoryLimit int32
DaemonSetUpdateStrategy: type string, rollingUpdate RollingUpdateDaemonSet
RollingUpdateDaemonSet: maxUnavailable IntOrString, maxSurge IntOrString
DaemonSetStatus: currentNumberScheduled int32, numberMisscheduled int32, desiredNumberScheduled int32,
  numberReady int32, observedGeneration int64, updatedNumberScheduled int32, numberAvailable int32,
  numberUnavailable int32, collisionCount int32, conditions [ListedCondition:type]

StatefulSet: spec StatefulSetSpec, status StatefulSetStatus
StatefulSetSpec: replicas int32, selector LabelSelector=, template PodTemplateSpec,
  volumeClaimTemplates [VolumeClaimTemplate], serviceName string, podManagementPolicy string,
  updateStrategy StatefulSetUpdateStrategy, revisionHistoryLimit int32, minReadySeconds int32,
  persistentVolumeClaimRetentionPolicy StatefulSetRetention, ordinals StatefulSetOrdinals
VolumeClaimTemplate: apiVersion string, kind string, metadata ObjectMeta, spec PersistentVolumeClaimSpec, status any
StatefulSetUpdateStrategy: type string, rollingUpdate RollingUpdateStatefulSet
RollingUpdateStatefulSet: partition int32, maxUnavailable IntOrString
StatefulSetRetention: whenDeleted string, whenScaled string
StatefulSetOrdinals: start int32
StatefulSetStatus: observedGeneration int64, replicas int32, readyReplicas int32, currentReplicas int32,
  updatedReplicas int32, currentRevision string, updateRevision string, collisionCount int32,
  conditions [ListedCondition:type], availableReplicas int32

ControllerRevision: data any, revision int64

Job: spec JobSpec, status JobStatus
JobSpec: parallelism int32, completions int32, activeDeadlineSeconds int64, podFailurePolicy any, successPolicy any,
  backoffLimit int32, backoffLimitPerIndex int32, maxFailedIndexes int32, selector LabelSelector=,
  manualSelector bool, template PodTemplateSpec, ttlSecondsAfterFinished int32, completionMode string, suspend bool,
  podReplacementPolicy string, managedBy string
JobStatus: conditions [ListedCondition:type], startTime Time, completionTime Time, active int32, succeeded int32,
  failed int32, terminating int32, completedIndexes string, failedIndexes string, uncountedTerminatedPods any,
  ready int32

CronJob: spec CronJobSpec, status CronJobStatus
CronJobSpec: schedule string, timeZone string, startingDeadlineSeconds int64, concurrencyPolicy string, suspend bool,
  jobTemplate JobTemplateSpec, successfulJobsHistoryLimit int32, failedJobsHistoryLimit int32
JobTemplateSpec: metadata ObjectMeta, spec JobSpec
CronJobStatus: active [ObjectReference], lastScheduleTime Time, lastSuccessfulTime Time

HorizontalPodAutoscaler: spec HorizontalPodAutoscalerSpec, status HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerSpec: scaleTargetRef CrossVersionObjectReference, minReplicas int32, maxReplicas int32,
  metrics [MetricSpec], behavior HorizontalPodAutoscalerBehavior
CrossVersionObjectReference: kind string, name string, apiVersion string
MetricSpec: type string, object any, pods any, resource any, containerResource any, external any
HorizontalPodAutoscalerBehavior: scaleUp HPAScalingRules, scaleDown HPAScalingRules
HPAScalingRules: stabilizationWindowSeconds int32, selectPolicy string, policies [HPAScalingPolicy],
  tolerance Quantity
HPAScalingPolicy: type string, value int32, periodSeconds int32
HorizontalPodAutoscalerStatus: observedGeneration int64, lastScaleTime Time, currentReplicas int32,
  desiredReplicas int32, currentMetrics [any], conditions [ListedCondition:type]
"""
