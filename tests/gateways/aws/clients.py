"""Unmodified AWS clients, pointed at a room."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

CLI = Path(sys.executable).with_name("aws")
CLI_S_MAX = 60


def aws_client(
    service: str, room: dict[str, Any], name: str = "kim", *, secret: str = "any", region: str = "us-east-1"
) -> Any:
    """boto3's client for a service, which shows itself under a name; a failing call is not tried again."""
    return boto3.session.Session(aws_access_key_id=name, aws_secret_access_key=secret, region_name=region).client(
        service, endpoint_url=room["aws_endpoint"], config=Config(retries={"total_max_attempts": 1})
    )


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
