"""Unmodified AWS clients, pointed at a room."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

CLI = Path(sys.executable).with_name("aws")
CLI_S_MAX = 60

# Every session reads botocore's descriptions of the services anew, which takes longer than most tests.
_session = boto3.session.Session()
_making = threading.Lock()  # a session is not made for several threads, what it makes is


def made_client(service: str, endpoint: str, name: str, secret: str, region: str, **options: Any) -> Any:
    """boto3's client for a service, with botocore's `options`; a failing call is not tried again."""
    with _making:
        return _session.client(
            service, endpoint_url=endpoint, region_name=region, aws_access_key_id=name, aws_secret_access_key=secret,
            config=Config(retries={"total_max_attempts": 1}, **options),
        )  # fmt: skip


def aws_client(
    service: str, room: dict[str, Any], name: str = "kim", *, secret: str = "any", region: str = "us-east-1"
) -> Any:
    """A client of a running room, which shows itself under a name."""
    return made_client(service, room["aws_endpoint"], name, secret, region)


def sqs_client(room: dict[str, Any], name: str = "kim") -> Any:
    return aws_client("sqs", room, name)


def aws_cli(room: dict[str, Any], *arguments: str, name: str = "lee") -> str:
    """What `aws --endpoint-url <room> <arguments>` prints."""
    environment = {
        "PATH": os.environ["PATH"], "AWS_ACCESS_KEY_ID": name, "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }  # fmt: skip
    run = subprocess.run(
        [str(CLI), "--endpoint-url", room["aws_endpoint"], "--output", "json", *arguments],
        env=environment, capture_output=True, text=True, timeout=CLI_S_MAX, check=False,
    )  # fmt: skip
    return run.stdout if run.returncode == 0 else run.stderr
