"""AWS's limits, and ours where AWS has none: named, with their units."""

# SQS [API reference; developer guide, quotas]
VISIBILITY_TIMEOUT_DEFAULT_S = 30
VISIBILITY_TIMEOUT_MAX_S = 43_200  # 12 h, also in total from one receive on
DELAY_MAX_S = 900
RETENTION_DEFAULT_S = 345_600  # 4 days
RETENTION_MIN_S = 60
RETENTION_MAX_S = 1_209_600  # 14 days
MESSAGE_DEFAULT_BYTES = 1_048_576
MESSAGE_MIN_BYTES = 1_024
MESSAGE_MAX_BYTES = 1_048_576
WAIT_MAX_S = 20
RECEIVE_MAX_MESSAGES = 10
MESSAGE_ATTRIBUTES_MAX = 10
IN_FLIGHT_MAX_MESSAGES = 120_000
PURGE_PAUSE_US = 60_000_000
NAME_FREE_AGAIN_US = 60_000_000  # a deleted queue's name is refused that long
LIST_QUEUES_MAX = 1_000

# SNS
SNS_MESSAGE_MAX_BYTES = 262_144  # 256 KiB, where the topic says nothing else
SUBJECT_MAX_CHARACTERS = 100
PAGE_TOPICS = 100  # also of subscriptions
DELIVERY_TIMEOUT_US = 5_000_000  # ours: AWS does not say how long SNS waits for SQS
HTTP_TIMEOUT_US = 15_000_000  # a program that has not answered by then has not got the message
CONFIRMATION_US = 172_800_000_000  # 2 days, in which a token is good
SUBSCRIPTIONS_SHOWN_MAX = 50  # ours: of one topic, in the scene

# Ours
QUEUES_MAX = 1_000
TOPICS_MAX = 1_000
SUBSCRIPTIONS_MAX = 10_000
STORED_MESSAGES_MAX = 300_000  # in all queues together
STALE_ENTRIES_MAX = 200  # beyond twice the live ones: then a timetable is swept
PARTICIPANT_NEWS_US = 10_000_000  # a participant at work is announced once in that time
PARTICIPANTS_REMEMBERED_MAX = 200
