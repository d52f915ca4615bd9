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
FIFO_LOOK_MAX_MESSAGES = 120_000  # the first of a FIFO queue, among which a receive looks for groups
FIFO_CALLS_PER_S = 300  # of each action, outside high-throughput mode
DEDUPLICATION_US = 300_000_000  # 5 minutes; of a FIFO topic too
DEDUPLICATIONS_MAX = 300_000  # ours: ids remembered by one queue
ATTEMPTS_REMEMBERED_MAX = 1_000  # ours: receives of one queue that may be tried again
NOISY_IN_FLIGHT_MIN = 30  # messages of one tenant of a fair queue
NOISY_US = 300_000_000  # after the last send
SERVERS_MAX = 10  # ours: of one queue, where its dial is turned
SERVERS_ASKED_PERCENT = 70  # ours: by a short poll
SERVERS_LOOK_MAX = 200  # ours: messages that a short poll looks at for those of the servers it asks
OVERTAKEN_MAX = 10  # ours: how far forward a message may come
STALE_MAX_S = 300  # ours
PEEK_MAX_MESSAGES = 100  # ours
PEEK_BODY_MAX_CHARACTERS = 4_096  # ours: a longer body is cut
COPY_MAX_THINGS = 500  # ours: of a bench that is copied; CloudFormation takes as many resources in a template
GROUPS_SHOWN_MAX = 12  # ours: of one queue, in the scene
RECEIVE_COUNT_MAX = 1_000  # before a message goes to the dead-letter queue
REDRIVE_SOURCES_MAX = 10  # ARNs in one RedriveAllowPolicy
REDRIVE_POLICY_MAX_CHARACTERS = 4_096  # ours
MOVE_PER_S_MAX = 500  # messages a second of a move task; also where it may go as fast as it likes
MOVE_TASKS_KEPT = 10  # of one queue
QUEUE_BATCH_MAX_ENTRIES = 10
QUEUE_BATCH_MAX_BYTES = 1_048_576
QUEUE_TAGS_MAX = 50
QUEUE_TAG_CHARACTERS_MAX = (128, 256)  # of its key, of its value
QUEUE_POLICY_MAX_CHARACTERS = 8_192
QUEUE_POLICY_ACTIONS_MAX = 7
KMS_KEY_MAX_CHARACTERS = 2_048
KMS_REUSE_S = (60, 86_400)  # least, most
KMS_REUSE_DEFAULT_S = 300

# SNS
SNS_MESSAGE_MAX_BYTES = 262_144  # 256 KiB, where the topic says nothing else
SNS_MESSAGE_SETTABLE_BYTES = (1_024, 1_048_576)  # of a topic's MaximumMessageSize
SUBSCRIPTIONS_OF_LARGE_MAX = 100  # of a topic that takes more than 256 KiB
PUBLISH_BATCH_MAX_ENTRIES = 10
TOPIC_TAGS_MAX = 50
TOPIC_POLICY_STATEMENTS_MAX = 100
FILTER_POLICY_MAX_BYTES = 262_144
FILTER_KEYS_MAX = 5
FILTER_COMBINATIONS_MAX = 150
FILTER_NUMBER_MAX = 1_000_000_000
FILTER_DECIMALS_MAX = 5
FILTER_POLICIES_OF_TOPIC_MAX = 200
FIFO_SUBSCRIPTIONS_MAX = 100  # of one topic
FIFO_MESSAGES_PER_S = 3_000  # to one topic, unless it deduplicates by group
FIFO_BYTES_PER_S = 20_971_520
DEDUPLICATION_IDS_MAX = 100_000  # ours: of one topic in five minutes
ENDPOINTS_MAX = 500  # ours: functions, addresses, phones and so on that are known
PLATFORM_APPLICATIONS_MAX = 100
PLATFORM_ENDPOINTS_MAX = 5_000
TEXT_MESSAGE_MAX_CHARACTERS = 1_600
SANDBOX_NUMBERS_MAX = 10
OPTED_OUT_MAX = 1_000
ENDPOINTS_FAILING_MAX = 100
ENDPOINT_TEXT_SHOWN_CHARACTERS = 100
COPIES_MAX = 100_000  # ours: on their way, or waiting behind another of their group
SUBJECT_MAX_CHARACTERS = 100
PAGE_TOPICS = 100  # also of subscriptions
DELIVERY_TIMEOUT_US = 5_000_000  # ours: AWS does not say how long SNS waits for SQS
HTTP_TIMEOUT_US = 15_000_000  # a program that has not answered by then has not got the message
CONFIRMATION_US = 172_800_000_000  # 2 days, in which a token is good
SUBSCRIPTIONS_SHOWN_MAX = 50  # ours: of one topic, in the scene

# SES [API reference; developer guide, quotas]; numbers a region at AWS has too
SANDBOX_PER_DAY = 200  # recipients in 24 hours, rolling
SANDBOX_PER_S = 1
PRODUCTION_PER_DAY = 50_000  # AWS settles it with each account; this is what many were given
PRODUCTION_PER_S = 14
RATE_BURST_S = 3  # ours: so many seconds' worth of the rate may go out at once
MAIL_RECIPIENTS_MAX = 50
BULK_DESTINATIONS_MAX = 50
MAIL_MAX_BYTES = 1_048_576  # ours: it stays in the log of commands; AWS takes 10 MB, and 40 MB in v2
MAIL_TAG_MAX_CHARACTERS = 255
MAIL_TAGS_MAX = 50
CONTACT_LISTS_MAX = 1
TEMPLATE_MAX_BYTES = 512_000
TEMPLATE_DEPTH_MAX = 10  # ours: blocks within blocks
RENDERED_MAX_CHARACTERS = 524_288  # ours
SUPPRESSION_REASONS = ("BOUNCE", "COMPLAINT")
EVENT_DESTINATIONS_MAX = 10  # of one configuration set
IDENTITIES_MAX = 1_000  # ours; AWS 10,000
SOFT_RETRIES_US = tuple(minutes * 60_000_000 for minutes in (1, 4, 10, 15, 30, 60, 120, 240, 360))  # 14 h in all
REVIEW_SHARE = {"bounce": (50, 100), "complaint": (1, 5)}  # in a thousand: under review, paused

# Ours
QUEUES_MAX = 1_000
TOPICS_MAX = 1_000
SUBSCRIPTIONS_MAX = 10_000
STORED_MESSAGES_MAX = 300_000  # in all queues together
STALE_ENTRIES_MAX = 200  # beyond twice the live ones: then a timetable is swept
PARTICIPANT_NEWS_US = 10_000_000  # a participant at work is announced once in that time
PARTICIPANTS_REMEMBERED_MAX = 200
MAIL_VERIFIED_US = 10_000_000  # after that long the owner of an address has pressed the link that SES sent
DOMAIN_VERIFIED_US = 60_000_000  # and a domain has its DNS records; both may take days at AWS
ACCOUNT_REVIEW_US = 60_000_000  # a request for production access is answered; at AWS within a day
SEND_US = (200_000, 900_000)  # SES works on an accepted mail, least and most
MAIL_SERVER_TIMEOUT_US = 30_000_000
# From a delivery until its reader opens it, clicks, complains; or a machine answers.
FEEDBACK_US = {
    "opened": 3_000_000, "clicked": 4_000_000, "complaint": 5_000_000, "automatic": 5_000_000,
    "unsubscribed": 6_000_000,
}  # fmt: skip
REPUTATION_MAILS_MIN = 500  # fewer tell nothing of an account; at twice as many the older half is forgotten
MAIL_NOTICE_TRIES_MAX = 3
MAIL_NOTICE_PAUSE_US = 5_000_000
MAIL_REGIONS_MAX = 40
MAIL_THINGS_MAX = 1_000  # of templates, configuration sets and the like, each in a region
CONTACTS_MAX = 5_000
SUPPRESSED_MAX = 5_000
MAIL_KEPT_BYTES_MAX = 16_777_216  # of all but the mails
MAILS_KEPT = 100  # whose delivery is over
MAIL_RECIPIENTS_OPEN_MAX = 5_000  # on their way
MAIL_TEXT_KEPT_CHARACTERS = 2_000
MAIL_LINKS_KEPT = 10  # AWS tracks 250 of one mail
MAIL_LINK_KEPT_CHARACTERS = 500
MAILS_PEEKED_MAX = 50
MAILBOXES_SHOWN_MAX = 20
MAIL_DOMAINS_MAX = 1_000
