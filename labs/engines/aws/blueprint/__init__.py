"""Copies of what stands on a bench, to build it again somewhere else: as a script of `aws`, as CloudFormation."""

from labs.engines.aws.blueprint.component import Blueprint

__all__ = ["Blueprint"]
