"""Amazon ElastiCache: the calls that moto does not answer, and what AWS refuses and moto lets pass. Used by aws_rules.py."""

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models import ec2_backends
from moto.elasticache.exceptions import (
    CacheSubnetGroupNotFound,
    ElastiCacheException,
    InvalidParameterCombinationException,
    InvalidParameterValueException,
    ReplicationGroupAlreadyExists,
    ReplicationGroupNotFound,
    SnapshotAlreadyExists,
)
from moto.elasticache.models import CacheSubnetGroup, ElastiCacheBackend, elasticache_backends
from moto.elasticache.responses import ElastiCacheResponse

# Families of parameter groups by engine and major version. Source: ElastiCache user guide, ParameterGroups.Engine.
FAMILIES = {"redis": {6: "redis6.x", 7: "redis7"}, "valkey": {7: "valkey7", 8: "valkey8", 9: "valkey9"}}
# Source: ElastiCache user guide, supported-engine-versions.
LAST_REDIS, FIRST_VALKEY = [7, 1], [7, 2]


class SubnetGroupInUse(ElastiCacheException):
    code = "CacheSubnetGroupInUse"


class OtherVpc(ElastiCacheException):
    code = "InvalidSubnet"


class SubnetInUse(ElastiCacheException):
    code = "SubnetInUse"


def cache_uses(backend, kind, ident):
    """Whether a cache is in a subnet, or carries a group."""
    caches = elasticache_backends[backend.account_id][backend.region_name]
    groups = caches.replication_groups.values()
    if kind == "securityGroups":
        return any(ident in (one.security_group_ids or []) for one in groups)
    used = [caches.cache_subnet_groups.get(one.cache_subnet_group_name) for one in groups]
    return any(ident in one.subnet_ids for one in used if one)


def numbers(version):
    return [int(part) for part in str(version).split(".")]


def zones_of(backend, group):
    subnets = ec2_backends[backend.account_id][backend.region_name].describe_subnets(subnet_ids=group.subnet_ids)
    return {subnet.availability_zone for subnet in subnets}


def check_version(engine, version, parameters):
    """Source: ElastiCache user guide, supported-engine-versions and ParameterGroups: a group is of the family of the version."""
    parts = numbers(version)
    family = FAMILIES.get(engine, {}).get(parts[0])
    known = len(parts) == 2 and family and (parts <= LAST_REDIS if engine == "redis" else parts >= FIRST_VALKEY)
    if not known:
        raise InvalidParameterCombinationException(f"Cannot find version {version} for {engine}")
    if parameters != f"default.{family}":
        raise InvalidParameterCombinationException(f"{parameters} is not of the family {family} of {engine} {version}")


def check_failover(backend, group, nodes):
    """Source: botocore elasticache, CreateReplicationGroup; ElastiCache user guide, AutoFailover: replicas are in other zones."""
    failover = group.automatic_failover == "enabled"
    if failover and nodes < 2:
        raise InvalidParameterCombinationException("Automatic failover needs two nodes at least.")
    if group.multi_az != "enabled":
        return
    if not failover:
        raise InvalidParameterCombinationException("Must specify AutomaticFailoverEnabled to enable MultiAZ.")
    if len(zones_of(backend, backend.cache_subnet_groups[group.cache_subnet_group_name])) < 2:
        raise InvalidParameterCombinationException("Multi-AZ needs subnets in two Availability Zones.")


def place_nodes(group, count):
    """moto makes one node, whatever it is asked for."""
    ident = group.replication_group_id
    [shard] = group.node_groups
    group.member_clusters = [f"{ident}-{number:0>3}" for number in range(1, count + 1)]
    shard["node_group_members"] = [
        {"cache_cluster_id": one, "cache_node_id": "0001", "current_role": "primary" if index == 0 else "replica"}
        for index, one in enumerate(group.member_clusters)
    ]


class Node:
    """A node of a replication group, as DescribeCacheClusters tells of it."""

    def __init__(self, group, ident):
        self.group = group
        self.cache_cluster_id = ident
        self.cache_cluster_status = "available"
        self.num_cache_nodes = 1
        self.engine_version = f"{group.engine_version}.0"
        self.cache_parameter_group = {"cache_parameter_group_name": group.cache_parameter_group_name}
        self.security_groups = [{"security_group_id": one, "status": "active"} for one in group.security_group_ids or []]
        self.cache_security_groups = []
        self.preferred_maintenance_window = group.preferred_maintenance_window or "sun:05:00-sun:06:00"
        self.cache_nodes = [{"cache_node_id": "0001", "endpoint": {"address": ident, "port": group.port}}]

    def __getattr__(self, name):
        return getattr(self.group, name)


def describe_cache_clusters(self, cache_cluster_id=None):
    nodes = [Node(group, one) for group in self.replication_groups.values() for one in group.member_clusters]
    found = [one for one in nodes if cache_cluster_id in (None, one.cache_cluster_id)]
    if not found and cache_cluster_id:
        raise ReplicationGroupNotFound(cache_cluster_id)
    return found


def group_of(request):
    ident = request._get_param("ReplicationGroupId").lower()
    groups = request.elasticache_backend.replication_groups
    if ident not in groups:
        raise ReplicationGroupNotFound(ident)
    return groups[ident]


# What ModifyReplicationGroup passes on as it is, by the name that moto has for it.
PLAIN = {
    "CacheNodeType": "cache_node_type",
    "CacheParameterGroupName": "cache_parameter_group_name",
    "Engine": "engine",
    "EngineVersion": "engine_version",
    "ReplicationGroupDescription": "description",
    "SecurityGroupIds": "security_group_ids",
    "SnapshotRetentionLimit": "snapshot_retention_limit",
    "SnapshotWindow": "snapshot_window",
}


def modify_replication_group(request):
    """Source: botocore elasticache, ModifyReplicationGroup; ElastiCache user guide, VersionManagement.HowTo.cross-engine-upgrade."""
    group = group_of(request)
    engine = request._get_param("Engine") or group.engine
    version = request._get_param("EngineVersion") or group.engine_version
    if group.engine == "valkey" and engine != "valkey":
        raise InvalidParameterCombinationException("Cannot modify engine from valkey to redis.")
    if numbers(version) < numbers(group.engine_version):
        raise InvalidParameterCombinationException(f"Cannot downgrade from {group.engine_version} to {version}")
    check_version(engine, version, request._get_param("CacheParameterGroupName") or group.cache_parameter_group_name)
    for name, attribute in PLAIN.items():
        value = request._get_param(name)
        if value is not None:
            setattr(group, attribute, value)
    for name, attribute in {"AutomaticFailoverEnabled": "automatic_failover", "MultiAZEnabled": "multi_az"}.items():
        value = request._get_bool_param(name)
        if value is not None:
            setattr(group, attribute, "enabled" if value else "disabled")
    check_failover(request.elasticache_backend, group, len(group.member_clusters))
    return ActionResult({"ReplicationGroup": group})


def change_replicas(request):
    """Source: botocore elasticache, DecreaseReplicaCount NewReplicaCount."""
    group = group_of(request)
    replicas = int(request._get_param("NewReplicaCount"))
    if replicas < 1 and group.multi_az == "enabled":
        raise InvalidParameterCombinationException("With Multi-AZ there is one replica at least.")
    if replicas > 5:
        raise InvalidParameterValueException("At most five replicas.")
    place_nodes(group, replicas + 1)
    return ActionResult({"ReplicationGroup": group})


def modify_cache_subnet_group(request):
    """Source: botocore elasticache, ModifyCacheSubnetGroup InvalidSubnet and SubnetInUse; a group stays in its VPC."""
    backend, name = request.elasticache_backend, request._get_param("CacheSubnetGroupName")
    [group] = backend.describe_cache_subnet_groups(name)
    subnets = request._get_param("SubnetIds") or group.subnet_ids
    changed = CacheSubnetGroup(backend.account_id, backend.region_name, name, group.cache_subnet_group_description, subnets, group.tags)
    if changed.vpc_id != group.vpc_id:
        raise OtherVpc("The subnets are not in the VPC of the group")
    if uses(backend, name) and set(group.subnet_ids) - set(subnets):
        raise SubnetInUse("A subnet in which there are nodes cannot leave the group")
    backend.cache_subnet_groups[name] = changed
    return ActionResult({"CacheSubnetGroup": changed})


def uses(backend, name):
    return any(one.cache_subnet_group_name == name for one in backend.replication_groups.values())


def delete_cache_subnet_group(request):
    backend, name = request.elasticache_backend, request._get_param("CacheSubnetGroupName")
    if name not in backend.cache_subnet_groups:
        raise CacheSubnetGroupNotFound(name)
    if uses(backend, name):
        raise SubnetGroupInUse(f"Cache subnet group {name} is currently in use by a cache cluster.")
    del backend.cache_subnet_groups[name]
    return EmptyResult()


def delete_replication_group(request):
    """Source: botocore elasticache, DeleteReplicationGroup. In moto it never goes."""
    backend, group = request.elasticache_backend, group_of(request)
    snapshot = request._get_param("FinalSnapshotIdentifier")
    if snapshot:
        if snapshot in backend.snapshots:
            raise SnapshotAlreadyExists(snapshot)
        backend.create_snapshot(snapshot, group.replication_group_id, None, None, None)
    group.status = "deleting"
    del backend.replication_groups[group.replication_group_id]
    return ActionResult({"ReplicationGroup": group})


def install(rule):
    """Puts calls and rules into moto; `rule` is that of aws_rules.py."""
    answered = {
        "modify_replication_group": modify_replication_group,
        "increase_replica_count": change_replicas,
        "decrease_replica_count": change_replicas,
        "delete_replication_group": delete_replication_group,
        "modify_cache_subnet_group": modify_cache_subnet_group,
        "delete_cache_subnet_group": delete_cache_subnet_group,
    }
    for name, answer in answered.items():
        setattr(ElastiCacheResponse, name, answer)
    ElastiCacheBackend.describe_cache_clusters = describe_cache_clusters

    @rule(ElastiCacheBackend, "create_replication_group")
    def create_replication_group(method, self, **settings):
        ident = settings["replication_group_id"].lower()
        if ident in self.replication_groups:
            raise ReplicationGroupAlreadyExists(ident)
        self.describe_cache_subnet_groups(settings["cache_subnet_group_name"])
        check_version(settings["engine"], settings["engine_version"], settings["cache_parameter_group_name"])
        group = method(self, **{**settings, "replication_group_id": ident})
        nodes = settings["num_cache_clusters"] or 1
        place_nodes(group, nodes)
        # By TLS alone; that is what the word for both means too.
        group.transit_encryption_mode = "required" if group.transit_encryption_enabled else None
        try:
            check_failover(self, group, nodes)
        except ElastiCacheException:
            del self.replication_groups[ident]
            raise
        return group
