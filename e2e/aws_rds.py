"""What Amazon RDS refuses and moto lets pass. Used by aws_rules.py, which knows the facts of the rows of types."""

import random
import re
import string

from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBInstance, RDSBackend, rds_backends
from moto.secretsmanager.exceptions import InvalidParameterException, InvalidRequestException
from moto.secretsmanager.models import FakeSecret, SecretsManagerBackend


def database_uses(backend, kind, ident):
    """Whether a database is in a subnet, or carries a group."""
    databases = rds_backends[backend.account_id][backend.region_name].databases.values()
    if kind == "securityGroups":
        return any(ident in one.vpc_security_group_ids for one in databases)
    groups = [one.db_subnet_group for one in databases if one.db_subnet_group]
    return any(ident in [subnet.id for subnet in group._subnets] for group in groups)


class ResourceId:
    """An id of its own for each database, by which Terraform looks for it; moto gives all of them one."""

    def __get__(self, database, owner=None):
        return vars(database).setdefault("own_resource_id", "db-" + "".join(random.choices(string.ascii_uppercase, k=26)))

    def __set__(self, database, value):
        pass


DBInstance.dbi_resource_id = ResourceId()

# Source: RDS user guide, rds-secrets-manager: the password is changed every seven days.
FIRST_RULES = {"AutomaticallyAfterDays": 7}
# Source: Secrets Manager user guide, rotate-secrets_schedule.
EXPRESSION = re.compile(r"rate\(\d+ (hour|day)s?\)|cron\(0 [\d*/,-]+ [\dL*?/,-]+ [\d*/,-]+ [\dA-Z*?/,#-]+ \*\)")


def is_managed(secret):
    return getattr(secret, "owning_service", None) == "rds"


def check_rules(rules):
    expression, days = rules.get("ScheduleExpression"), rules.get("AutomaticallyAfterDays")
    if (expression is None) == (days is None):
        raise InvalidParameterException("Give either AutomaticallyAfterDays or ScheduleExpression.")
    if expression is not None and not EXPRESSION.fullmatch(expression):
        raise InvalidParameterException(f"{expression} is no schedule of Secrets Manager.")
    if days is not None and not 1 <= days <= 1000:
        raise InvalidParameterException("RotationRules.AutomaticallyAfterDays must be within 1-1000.")


def install_rotation(rule):
    """Secrets that RDS makes change by a schedule, without a function. Source: Secrets Manager user guide, rotate-secrets_managed."""

    @rule(SecretsManagerBackend, "rotate_secret")
    def rotate_secret(method, self, secret_id, client_request_token=None, rotation_lambda_arn=None, rotation_rules=None, **more):
        secret = self.secrets.get(secret_id)
        if not is_managed(secret):
            return method(self, secret_id, client_request_token, rotation_lambda_arn, rotation_rules, **more)
        if rotation_lambda_arn:
            raise InvalidRequestException("A secret that RDS manages takes no function.")
        if rotation_rules:
            check_rules(rotation_rules)
            secret.rules = rotation_rules
        secret.rotates = True
        return secret.to_short_dict()

    @rule(SecretsManagerBackend, "cancel_rotate_secret")
    def cancel_rotate_secret(method, self, secret_id):
        secret = self.secrets.get(secret_id)
        if not is_managed(secret):
            return method(self, secret_id)
        secret.rotates = False
        return secret.to_short_dict()

    @rule(FakeSecret, "to_dict")
    def to_dict(method, self):
        found = method(self)
        if not is_managed(self):
            return found
        if not getattr(self, "rotates", True):
            return {**found, "RotationEnabled": False}
        return {**found, "RotationEnabled": True, "RotationRules": getattr(self, "rules", FIRST_RULES)}


def numbers(version):
    return [int(part) for part in str(version).split(".")]


def install(rule):
    """Puts the rules into moto; `rule` is that of aws_rules.py."""
    install_rotation(rule)

    @rule(RDSBackend, "create_subnet_group")
    def create_subnet_group(method, self, subnet_name, description, subnets, tags):
        if subnet_name in self.subnet_groups:
            raise RDSClientError("DBSubnetGroupAlreadyExists", f"The DB subnet group '{subnet_name}' already exists.")
        # Source: RDS user guide, USER_VPC.WorkingWithRDSInstanceinaVPC.
        if len({subnet.availability_zone for subnet in subnets}) < 2:
            text = "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement."
            raise RDSClientError("DBSubnetGroupDoesNotCoverEnoughAZs", text)
        return method(self, subnet_name, description, subnets, tags)

    @rule(RDSBackend, "delete_subnet_group")
    def delete_subnet_group(method, self, subnet_name):
        used = [one.db_subnet_group.name for one in self.databases.values() if one.db_subnet_group]
        if subnet_name in used:
            text = f"Cannot delete the subnet group '{subnet_name}' because at least one database instance is still using it."
            raise RDSClientError("InvalidDBSubnetGroupStateFault", text)
        return method(self, subnet_name)

    @rule(RDSBackend, "modify_db_subnet_group")
    def modify_db_subnet_group(method, self, subnet_name, description, subnets):
        """Source: botocore rds, ModifyDBSubnetGroup, SubnetAlreadyInUse; a group stays in its VPC."""
        group = self.describe_db_subnet_groups(subnet_name)[0]
        if {subnet.vpc_id for subnet in group._subnets} != {subnet.vpc_id for subnet in subnets}:
            raise RDSClientError("InvalidSubnet", "The new Subnets are not in the same Vpc as the existing subnet group")
        kept = {subnet.id for subnet in subnets}
        gone = {subnet.availability_zone for subnet in group._subnets if subnet.id not in kept}
        users = [one for one in self.databases.values() if one.db_subnet_group and one.db_subnet_group.name == subnet_name]
        if any(gone if one.multi_az else one.availability_zone in gone for one in users):
            raise RDSClientError("SubnetAlreadyInUse", "Some of the subnets to be deleted are currently in use.")
        changed = method(self, subnet_name, description, subnets)
        # moto takes the group out, and does not put it back.
        self.subnet_groups[subnet_name] = changed
        return changed

    @rule(RDSBackend, "modify_db_instance")
    def modify_db_instance(method, self, db_instance_identifier, db_kwargs):
        """Source: botocore rds, ModifyDBInstance AllocatedStorage and EngineVersion."""
        database = self.describe_db_instances(db_instance_identifier)[0]
        storage, version = db_kwargs.get("allocated_storage"), db_kwargs.get("engine_version")
        if storage is not None and int(storage) < int(database.allocated_storage):
            raise RDSClientError("InvalidParameterCombination", "Allocated storage can't be reduced.")
        if version and numbers(version) < numbers(database.engine_version)[: len(numbers(version))]:
            raise RDSClientError("InvalidParameterCombination", f"Cannot upgrade from {database.engine_version} to {version}")
        return method(self, db_instance_identifier, db_kwargs)
