"""What an identity's owner is told, as the older API sets and shows it; that it is told is in test_publishing."""

from tests.engines.aws.ses.post import SHOP, Post


def test_topics_forwarding_and_headers_are_shown(post: Post) -> None:
    topic, named = post.topic(), {"Identities": [SHOP]}
    shown = {
        "ForwardingEnabled": True, "HeadersInBounceNotificationsEnabled": False,
        "HeadersInComplaintNotificationsEnabled": False, "HeadersInDeliveryNotificationsEnabled": False,
    }  # fmt: skip
    attributes = "ses.get_identity_notification_attributes"
    assert post.ask(attributes, **named)["NotificationAttributes"] == {SHOP: shown}
    for kind in ("Bounce", "Complaint"):
        post.v1("set_identity_notification_topic", Identity=SHOP, NotificationType=kind, SnsTopic=topic)
    post.v1("set_identity_feedback_forwarding_enabled", Identity=SHOP, ForwardingEnabled=False)
    post.v1("set_identity_headers_in_notifications_enabled", Identity=SHOP, NotificationType="Bounce", Enabled=True)
    assert post.ask(attributes, **named)["NotificationAttributes"][SHOP] == {
        **shown, "ForwardingEnabled": False, "HeadersInBounceNotificationsEnabled": True, "BounceTopic": topic,
        "ComplaintTopic": topic,
    }  # fmt: skip
    post.v1("set_identity_notification_topic", Identity=SHOP, NotificationType="Bounce")
    assert "BounceTopic" not in post.ask(attributes, **named)["NotificationAttributes"][SHOP]
