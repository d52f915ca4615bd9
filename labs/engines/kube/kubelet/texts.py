"""How Go writes what ends up in messages: durations and quoted names."""

MS_A_SECOND, MS_A_MINUTE, MS_AN_HOUR = 1_000, 60_000, 3_600_000


def duration(us: int) -> str:
    """To the millisecond, as time.Duration prints itself: `1.387s`, `600ms`, `2m40s`."""
    ms = us // 1000
    if ms == 0:
        return "0s"
    if ms < MS_A_SECOND:
        return f"{ms}ms"
    hours, ms = divmod(ms, MS_AN_HOUR)
    minutes, ms = divmod(ms, MS_A_MINUTE)
    seconds = f"{ms // 1000}.{ms % 1000:03}".rstrip("0").rstrip(".") + "s"
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if hours or minutes else "") + seconds


def pod_name(pod: dict[str, dict[str, str]]) -> str:
    """As the kubelet's messages name a Pod: `web-x_default(uid)`."""
    metadata = pod["metadata"]
    return f"{metadata['name']}_{metadata['namespace']}({metadata['uid']})"
