"""What AWS refuses and moto 5.2 lets pass: with these rules, an edit that fails on AWS fails in the lab too.

What is a fact about a type of resource (what its name is unique in, what uses it, how much AWS takes) stands in the rows
of src/aws/types; the harness hands them over as JSON in TYPE_FACTS. Here stands how each is looked up in moto. Other rules
name their source.
"""

import json
import os

from moto.acm.models import AWSCertificateManagerBackend
from moto.applicationautoscaling.models import applicationautoscaling_backends
from moto.core.exceptions import JsonRESTError
from moto.ec2.exceptions import DependencyViolationError, EC2ClientError, InvalidSecurityGroupDuplicateError
from moto.ec2.models import EC2Backend
from moto.ecs.models import EC2ContainerServiceBackend, ecs_backends
from moto.ecs.responses import EC2ContainerServiceResponse as Ecs
from moto.efs.exceptions import EFSError
from moto.efs.models import EFSBackend, efs_backends
from moto.efs.responses import EFSResponse as Efs
from moto.elbv2.exceptions import DuplicateListenerError, DuplicateLoadBalancerName, ELBClientError
from moto.elbv2.models import ELBv2Backend, elbv2_backends
from moto.iam.exceptions import EntityAlreadyExists, LimitExceededException
from moto.iam.models import IAMBackend
from moto.route53.exceptions import ResourceRecordAlreadyExists
from moto.route53.models import Route53Backend
from moto.scheduler.models import EventBridgeSchedulerBackend
from moto.servicediscovery.models import ServiceDiscoveryBackend, servicediscovery_backends
from moto.wafv2.models import WAFV2Backend

import aws_elasticache
import aws_rds

FACTS = json.loads(os.environ["TYPE_FACTS"])


def users_by_fact(resource_type, call):
    """Types of resources that keep AWS from a call on one of this type."""
    return next(fact["usedBy"] for fact in FACTS[resource_type]["refused"] if fact["call"] == call)


def ignores_case(resource_type):
    return any(fact.get("ignoresCase") for fact in FACTS[resource_type]["unique"])


def quota(resource_type, name):
    return FACTS[resource_type]["quotas"][name]["max"]


def rule(owner, name):
    """Puts a function before a method of moto; it is given the method as its first argument."""

    def decorate(function):
        method = getattr(owner, name)
        setattr(owner, name, lambda self, *args, **kwargs: function(method, self, *args, **kwargs))
        return function

    return decorate


# --- Who uses a subnet or a security group -------------------------------------------------------------------------------


def services(backend):
    found = ecs_backends[backend.account_id][backend.region_name].services.values()
    return [service for service in found if service.status != "INACTIVE"]


def network_of(service):
    network = getattr(service, "network_configuration", None) or {}
    return network.get("awsvpcConfiguration", network) or {}


def service_uses(backend, kind, ident):
    """A service without tasks has no network interfaces."""
    running = [one for one in services(backend) if int(getattr(one, "desired_count", 0) or 0) > 0]
    return any(ident in (network_of(one).get(kind) or []) for one in running)


def load_balancer_uses(backend, kind, ident):
    balancers = elbv2_backends[backend.account_id][backend.region_name].load_balancers.values()
    return any(
        ident in ([subnet.id for subnet in one.subnets] if kind == "subnets" else one.security_groups)
        for one in balancers
    )


def mount_target_uses(backend, kind, ident):
    targets = efs_backends[backend.account_id][backend.region_name].mount_targets_by_id.values()
    return any(ident == one.subnet_id if kind == "subnets" else ident in (one.security_groups or []) for one in targets)


def gateways(backend):
    return [one for one in backend.nat_gateways.values() if one.state != "deleted"]


def nat_gateway_uses(backend, kind, ident):
    """Its interface is AWS's own, and carries no group."""
    return kind == "subnets" and any(ident == one.subnet_id for one in gateways(backend))


def endpoint_uses(backend, kind, ident):
    live = [one for one in backend.vpc_end_points.values() if one.state != "deleted"]
    return any(ident in ((one.subnet_ids if kind == "subnets" else one.security_group_ids) or []) for one in live)


USES = {
    "aws_vpc_endpoint": endpoint_uses,
    "aws_nat_gateway": nat_gateway_uses,
    "aws_ecs_service": service_uses,
    "aws_lb": load_balancer_uses,
    "aws_efs_mount_target": mount_target_uses,
    "aws_db_instance": aws_rds.database_uses,
    "aws_elasticache_replication_group": aws_elasticache.cache_uses,
}

aws_rds.install(rule)
aws_elasticache.install(rule)


def is_used(backend, types, kind, ident):
    return any(USES[one](backend, kind, ident) for one in types)


@rule(EC2Backend, "delete_subnet")
def delete_subnet(method, self, subnet_id):
    if is_used(self, users_by_fact("aws_subnet", "ec2:DeleteSubnet"), "subnets", subnet_id):
        raise DependencyViolationError(f"The subnet '{subnet_id}' has dependencies and cannot be deleted.")
    return method(self, subnet_id)


@rule(EC2Backend, "delete_security_group")
def delete_security_group(method, self, name=None, group_id=None):
    users = users_by_fact("aws_security_group", "ec2:DeleteSecurityGroup")
    if is_used(self, users, "securityGroups", group_id):
        raise DependencyViolationError(f"resource {group_id} has a dependent object")
    return method(self, name=name, group_id=group_id)


@rule(EC2Backend, "detach_internet_gateway")
def detach_internet_gateway(method, self, internet_gateway_id, vpc_id):
    users = users_by_fact("aws_internet_gateway", "ec2:DetachInternetGateway")
    subnets = [subnet.id for subnet in self.describe_subnets() if subnet.vpc_id == vpc_id]
    if any(is_used(self, users, "subnets", subnet) for subnet in subnets):
        raise DependencyViolationError(f"Network {vpc_id} has some mapped public address(es).")
    return method(self, internet_gateway_id, vpc_id)


# --- Names that are there already ----------------------------------------------------------------------------------------


def same_name(resource_type, one, other):
    return one.lower() == other.lower() if ignores_case(resource_type) else one == other


@rule(EC2Backend, "create_security_group")
def create_security_group(method, self, name, description, vpc_id=None, *args, **kwargs):
    groups = (self.groups.get(vpc_id) or {}).values()
    if any(same_name("aws_security_group", group.name, name) for group in groups):
        raise InvalidSecurityGroupDuplicateError(name)
    return method(self, name, description, vpc_id, *args, **kwargs)


@rule(IAMBackend, "create_role")
def create_role(method, self, role_name, *args, **kwargs):
    if any(same_name("aws_iam_role", role.name, role_name) for role in self.roles.values()):
        raise EntityAlreadyExists(f"Role with name {role_name} already exists.")
    return method(self, role_name, *args, **kwargs)


def already(resource_type, attribute):
    """Whether AWS takes an attribute only once; without the fact, there is no rule."""
    return any(attribute in fact["attributes"] for fact in FACTS[resource_type]["unique"])


@rule(EC2Backend, "attach_internet_gateway")
def attach_internet_gateway(method, self, internet_gateway_id, vpc_id):
    attached = any(gateway.vpc and gateway.vpc.id == vpc_id for gateway in self.internet_gateways.values())
    if already("aws_internet_gateway", "vpc_id") and attached:
        raise EC2ClientError("Resource.AlreadyAssociated", f"{vpc_id} has an internet gateway")
    return method(self, internet_gateway_id, vpc_id)


def holds(backend, allocation_id):
    return any(one.address_set[0].get("allocationId") == allocation_id for one in gateways(backend))


@rule(EC2Backend, "create_nat_gateway")
def create_nat_gateway(method, self, subnet_id, allocation_id, *args, **kwargs):
    if already("aws_nat_gateway", "allocation_id") and holds(self, allocation_id):
        raise EC2ClientError("Resource.AlreadyAssociated", f"{allocation_id} is already associated")
    return method(self, subnet_id, allocation_id, *args, **kwargs)


@rule(EC2Backend, "release_address")
def release_address(method, self, address=None, allocation_id=None):
    if users_by_fact("aws_eip", "ec2:ReleaseAddress") and holds(self, allocation_id):
        raise EC2ClientError("InvalidIPAddress.InUse", f"{allocation_id} is currently in use")
    return method(self, address, allocation_id)


@rule(EC2Backend, "create_vpc_endpoint")
def create_vpc_endpoint(method, self, vpc_id, service_name, *args, **kwargs):
    there = any(one.vpc_id == vpc_id and one.service_name == service_name for one in self.vpc_end_points.values())
    if already("aws_vpc_endpoint", "service_name") and there:
        raise EC2ClientError("InvalidParameter", f"private-dns-enabled cannot be set: {vpc_id} has such a domain")
    return method(self, vpc_id, service_name, *args, **kwargs)


@rule(EC2Backend, "associate_route_table")
def associate_route_table(method, self, route_table_id, gateway_id=None, subnet_id=None):
    taken = any(subnet_id in table._associations.values() for table in self.route_tables.values())
    if already("aws_route_table_association", "subnet_id") and subnet_id and taken:
        raise EC2ClientError("Resource.AlreadyAssociated", f"{subnet_id} has a route table")
    return method(self, route_table_id, gateway_id=gateway_id, subnet_id=subnet_id)


@rule(ELBv2Backend, "create_load_balancer")
def create_load_balancer(method, self, name, *args, **kwargs):
    if already("aws_lb", "name") and any(one.name == name for one in self.load_balancers.values()):
        raise DuplicateLoadBalancerName()
    return method(self, name, *args, **kwargs)


def targets_of(actions):
    forwarded = [one for action in actions for one in (action.get("ForwardConfig") or {}).get("TargetGroups") or []]
    return {one.get("TargetGroupArn") for one in [*actions, *forwarded]} - {None}


@rule(ELBv2Backend, "create_rule")
def create_rule(method, self, listener_arn, conditions, priority, actions, tags=None):
    balancer = next(one for one in self.load_balancers.values() if listener_arn in one.listeners)
    rules = [one for listener in balancer.listeners.values() for one in listener.rules.values()]
    groups = set().union(*(targets_of([action.data for action in one.actions]) for one in rules)) | targets_of(actions)
    most = quota("aws_lb", "targetGroups")
    if len(groups) > most:
        raise ELBClientError("TooManyUniqueTargetGroupsPerLoadBalancer", f"The load balancer has {most} target groups")
    return method(self, listener_arn, conditions, priority, actions, tags)


@rule(ELBv2Backend, "create_listener")
def create_listener(method, self, load_balancer_arn, protocol, port, *args, **kwargs):
    balancer = self.load_balancers.get(load_balancer_arn)
    ports = {str(listener.port) for listener in balancer.listeners.values()} if balancer else set()
    if already("aws_lb_listener", "port") and str(port) in ports:
        raise DuplicateListenerError()
    return method(self, load_balancer_arn, protocol, port, *args, **kwargs)


@rule(EventBridgeSchedulerBackend, "create_schedule_group")
def create_schedule_group(method, self, name, tags):
    if already("aws_scheduler_schedule_group", "name") and name in self.schedule_groups:
        raise JsonRESTError("ConflictException", f"Schedule group {name} already exists.")
    return method(self, name, tags)


# --- What goes with something else ----------------------------------------------------------------------------------------


@rule(EC2ContainerServiceBackend, "delete_service")
def delete_service(method, self, cluster_name, *args, **kwargs):
    """AWS drops what scales a service together with it. Source: hashicorp/terraform-provider-aws#10432, #14615."""
    service = method(self, cluster_name, *args, **kwargs)
    strike_off_tasks(service, self.account_id, self.region_name)
    scaling = applicationautoscaling_backends[self.account_id][self.region_name]
    resource_id = f"service/{service.cluster_name}/{service.name}"
    for targets in scaling.targets.values():
        targets.pop(resource_id, None)
    scaling.policies = {key: one for key, one in scaling.policies.items() if one.resource_id != resource_id}
    return service


# --- What goes only when nothing uses it -------------------------------------------------------------------------------------


@rule(EC2ContainerServiceBackend, "delete_cluster")
def delete_cluster(method, self, cluster_str):
    cluster = self._get_cluster(cluster_str)
    if users_by_fact("aws_ecs_cluster", "ecs:DeleteCluster") and any(one.cluster_name == cluster.name for one in services(self)):
        raise JsonRESTError("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.")
    return method(self, cluster_str)


@rule(AWSCertificateManagerBackend, "delete_certificate")
def delete_certificate(method, self, arn):
    balancers = elbv2_backends[self.account_id][self.region_name].load_balancers.values()
    used = any(arn in listener.certificates for balancer in balancers for listener in balancer.listeners.values())
    if users_by_fact("aws_acm_certificate", "acm:DeleteCertificate") and used:
        raise JsonRESTError("ResourceInUseException", f"Certificate {arn} is in use.")
    return method(self, arn)


@rule(ELBv2Backend, "delete_load_balancer")
def delete_load_balancer(method, self, arn):
    """Source: botocore elbv2, DeleteLoadBalancer."""
    balancer = self.load_balancers.get(arn)
    if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
        raise ELBClientError("OperationNotPermitted", f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled")
    return method(self, arn)


@rule(WAFV2Backend, "associate_web_acl")
def associate_web_acl(method, self, web_acl_arn, resource_arn):
    """One takes the place of another. Source: AWS WAF developer guide, "Associating or disassociating protection with an AWS resource"."""
    self.disassociate_web_acl(resource_arn)
    return method(self, web_acl_arn, resource_arn)


# --- Load balancers stay in their VPC. Source: botocore elbv2, SetSubnets and SetSecurityGroups ---------------------------


@rule(ELBv2Backend, "set_subnets")
def set_subnets(method, self, arn, subnets, subnet_mappings):
    vpc = self.load_balancers[arn].vpc_id
    asked = [*subnets, *(mapping["SubnetId"] for mapping in subnet_mappings or [])]
    if any(self.ec2_backend.get_subnet(ident).vpc_id != vpc for ident in asked):
        text = f"The subnets are not all in the load balancer's VPC '{vpc}'"
        raise ELBClientError("InvalidConfigurationRequest", text)
    return method(self, arn, subnets, subnet_mappings)


@rule(ELBv2Backend, "set_security_groups")
def set_security_groups(method, self, arn, groups):
    vpc = self.load_balancers[arn].vpc_id
    for ident in groups:
        group = self.ec2_backend.get_security_group_from_id(ident)
        if group and group.vpc_id != vpc:
            raise ELBClientError("InvalidConfigurationRequest", f"'{ident}' does not belong to VPC '{vpc}'")
    return method(self, arn, groups)


# --- EFS: one mount target in a zone, all in one VPC. Source: botocore efs, CreateMountTarget ------------------------------


class MountTargetConflict(EFSError):
    code = 409

    def __init__(self, message):
        super().__init__("MountTargetConflict", message)


@rule(EFSBackend, "create_mount_target")
def create_mount_target(method, self, file_system_id, subnet_id, *args, **kwargs):
    subnet = self.ec2_backend.get_subnet(subnet_id)
    for target in self.mount_targets_by_id.values():
        if target.file_system_id != file_system_id:
            continue
        other = self.ec2_backend.get_subnet(target.subnet_id)
        if other.vpc_id != subnet.vpc_id:
            raise MountTargetConflict("the subnet is not in the VPC of the mount targets that are there")
        if other.availability_zone == subnet.availability_zone:
            raise MountTargetConflict("mount target already exists in this AZ")
    made = method(self, file_system_id, subnet_id, *args, **kwargs)
    # Source: EFS user guide, "Creating and managing mount targets": how the network interface is found.
    interface = self.ec2_backend.get_network_interface(made.network_interface_id)
    interface.description = f"EFS mount target for {file_system_id} ({made.mount_target_id})"
    return made


@rule(Efs, "update_file_system")
def update_file_system(method, self):
    """A day is longer than any run: what was changed once is not changed again until the harness has a day pass."""
    system = self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")]
    mode = self._get_param("ThroughputMode") or system.throughput_mode
    rate = self._get_param("ProvisionedThroughputInMibps")
    before = getattr(system, "provisioned_throughput_in_mibps", None)
    if mode != system.throughput_mode or (rate and before and rate < before):
        system.throughput_changes = getattr(system, "throughput_changes", 0) + 1
        if system.throughput_changes > quota("aws_efs_file_system", "throughputChanges"):
            answer = {"ErrorCode": "TooManyRequests", "Message": "The throughput was changed less than a day ago."}
            headers = {"status": 429, "Content-Type": "application/json", "x-amzn-ErrorType": "TooManyRequests"}
            return json.dumps(answer), headers
    return method(self)


def a_day_later():
    for regions in efs_backends.values():
        for backend in regions.values():
            for system in backend.file_systems_by_id.values():
                system.throughput_changes = 0


@rule(Efs, "put_file_system_policy")
def put_file_system_policy(method, self):
    size, most = len(self._get_param("Policy") or ""), quota("aws_efs_file_system_policy", "characters")
    if size > most:
        raise EFSError("InvalidPolicyException", f"The policy has {size} characters; {most} are allowed.")
    return method(self)


# --- IAM ------------------------------------------------------------------------------------------------------------------


@rule(IAMBackend, "put_role_policy")
def put_role_policy(method, self, role_name, policy_name, policy_json):
    policies = {**self.get_role(role_name).policies, policy_name: policy_json}
    size = sum(len("".join(text.split())) for text in policies.values())
    most = quota("aws_iam_role", "inlineCharacters")
    if size > most:
        raise LimitExceededException(f"Maximum policy size of {most} bytes exceeded for role {role_name}")
    return method(self, role_name, policy_name, policy_json)


# --- Route 53: a record that is there is not created, whoever made it ------------------------------------------------------


@rule(Route53Backend, "change_resource_record_sets")
def change_resource_record_sets(method, self, zoneid, change_list):
    zone = self.get_hosted_zone(zoneid)
    created = [change["ResourceRecordSet"] for change in change_list if change["Action"] == "CREATE"]
    for record in created:
        name = record["Name"].rstrip(".")
        if any(one.name.rstrip(".") == name and one.type == record["Type"] for one in zone.rrsets):
            raise ResourceRecordAlreadyExists(name=f"{name}.", _type=record["Type"])
    if created:
        # moto takes a CREATE that it has seen before for done, also when the record was deleted in between.
        zone.rr_changes = type(zone.rr_changes)([one for one in zone.rr_changes if one not in change_list])
    return method(self, zoneid, change_list)


# --- Cloud Map and Service Connect -----------------------------------------------------------------------------------------


def connect_of(service):
    """The Service Connect configuration, as aws_on_loopback.py remembers it."""
    return getattr(service, "_service_connect", None) or {}


@rule(ServiceDiscoveryBackend, "create_http_namespace")
def create_http_namespace(method, self, name, *args, **kwargs):
    if already("aws_service_discovery_http_namespace", "name") and any(one.name == name for one in self.namespaces.values()):
        raise JsonRESTError("NamespaceAlreadyExists", f"{name} is there already")
    return method(self, name, *args, **kwargs)


@rule(ServiceDiscoveryBackend, "delete_namespace")
def delete_namespace(method, self, namespace_id):
    arn = self.namespaces[namespace_id].arn
    users = users_by_fact("aws_service_discovery_http_namespace", "servicediscovery:DeleteNamespace")
    if users and any(connect_of(service).get("namespace") == arn for service in services(self)):
        raise JsonRESTError("ResourceInUse", "Namespace has associated services")
    users = users_by_fact("aws_service_discovery_private_dns_namespace", "servicediscovery:DeleteNamespace")
    if users and any(one.namespace_id == namespace_id for one in self.services.values()):
        raise JsonRESTError("ResourceInUse", "Namespace has associated services")
    return method(self, namespace_id)


@rule(ServiceDiscoveryBackend, "create_private_dns_namespace")
def create_private_dns_namespace(method, self, name, creator_request_id, description, vpc, *args, **kwargs):
    """moto takes one for each VPC. AWS takes one of each name there."""
    mine = [one for one in self.namespaces.values() if one.vpc == vpc]
    if already("aws_service_discovery_private_dns_namespace", "name") and any(one.name == name for one in mine):
        raise JsonRESTError("NamespaceAlreadyExists", f"{name} is there already")
    before = {one.id: one.vpc for one in mine}
    for one in mine:
        one.vpc = None
    try:
        return method(self, name, creator_request_id, description, vpc, *args, **kwargs)
    finally:
        for one in mine:
            one.vpc = before[one.id]


@rule(ServiceDiscoveryBackend, "create_service")
def create_registry(method, self, name, namespace_id, creator_request_id, description, dns_config, *args, **kwargs):
    wanted = (name.lower(), namespace_of(namespace_id, dns_config))
    theirs = [(one.name.lower(), namespace_of(one.namespace_id, one.dns_config)) for one in self.services.values()]
    if already("aws_service_discovery_service", "name") and wanted in theirs:
        raise JsonRESTError("ServiceAlreadyExists", f"{name} is there already")
    namespace_id = wanted[1]
    return method(self, name, namespace_id, creator_request_id, description, dns_config, *args, **kwargs)


def namespace_of(namespace_id, dns_config):
    return namespace_id or (dns_config or {}).get("NamespaceId")


@rule(ServiceDiscoveryBackend, "delete_service")
def delete_registry(method, self, service_id):
    """Source: botocore servicediscovery, DeleteService."""
    if service_id in self.services and self.services[service_id].instances:
        raise JsonRESTError("ResourceInUse", "Service contains registered instances; delete the instances before deleting the service")
    return method(self, service_id)


def register_tasks(service, account, region):
    """
    ECS registers the tasks that start from then on; those from before stay registered until they stop, which no apply waits for.
    Source: ECS developer guide, service-discovery.
    """
    cloud_map = servicediscovery_backends[account][region]
    for registry in getattr(service, "service_registries", None) or []:
        ident = registry["registryArn"].split("/")[-1]
        if ident not in cloud_map.services:
            raise JsonRESTError("InvalidParameterException", f"Service {ident} of Cloud Map is not there")
        if all(one.instance_id != service.name for one in cloud_map.services[ident].instances):
            cloud_map.register_instance(ident, service.name, "ecs", {"AWS_INSTANCE_IPV4": "10.0.0.4"})


def strike_off_tasks(service, account, region):
    for registry in servicediscovery_backends[account][region].services.values():
        registry.instances = [one for one in registry.instances if one.instance_id != service.name]


def names_in(connect):
    return {server.get("discoveryName") for server in connect.get("services", [])}


def refuse_taken_names(request, own_name):
    asked = request._get_param("serviceConnectConfiguration") or {}
    for other in services(request.ecs_backend):
        theirs = connect_of(other)
        same = other.name != own_name and theirs.get("namespace") == asked.get("namespace")
        if same and names_in(asked) & names_in(theirs):
            raise JsonRESTError("InvalidParameterException", f"A Service Connect name is already used by {other.name}")


@rule(Ecs, "register_task_definition")
def register_task_definition(method, self):
    size, most = len(self.raw_body or b""), quota("aws_ecs_task_definition", "bytes")
    if size > most:
        raise JsonRESTError("ClientException", f"Actual length: '{size}'. Max allowed length is '{most}' bytes.")
    return method(self)


@rule(Ecs, "create_service")
def create_service(method, self):
    name = self._get_param("serviceName")
    cluster = self._get_param("cluster", "default").split("/")[-1]
    there = [one for one in services(self.ecs_backend) if one.name == name and one.cluster_name == cluster]
    if already("aws_ecs_service", "name") and there:
        raise JsonRESTError("InvalidParameterException", "Creation of service was not idempotent.")
    refuse_taken_names(self, name)
    return method(self)


@rule(Ecs, "update_service")
def update_service(method, self):
    refuse_taken_names(self, self._get_param("service").split("/")[-1])
    return method(self)
