"""AWS's messaging services, simulated: one method per AWS action, with AWS's own parameters and results."""

from labs.engines.aws.cloud import Cloud
from labs.engines.aws.errors import AwsError
from labs.engines.aws.why import explain

__all__ = ["AwsError", "Cloud", "explain"]
