"""What Amazon RDS refuses and moto lets pass. Used by aws_rules.py, which knows the facts of the rows of types."""

from moto.rds.exceptions import RDSClientError
from moto.rds.models import RDSBackend, rds_backends


def database_uses(backend, kind, ident):
    """Whether a database is in a subnet, or carries a group."""
    databases = rds_backends[backend.account_id][backend.region_name].databases.values()
    if kind == "securityGroups":
        return any(ident in one.vpc_security_group_ids for one in databases)
    groups = [one.db_subnet_group for one in databases if one.db_subnet_group]
    return any(ident in [subnet.id for subnet in group._subnets] for group in groups)


def numbers(version):
    return [int(part) for part in str(version).split(".")]


def install(rule):
    """Puts the rules into moto; `rule` is that of aws_rules.py."""

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
        return method(self, subnet_name, description, subnets)

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
