"""Whether the emulator refuses what the rows of types say that AWS refuses: a probe for each fact, with the error that it has to
end in. Prints a line for each fact that has no probe, and for each probe that was taken; ends with 1 where there is one."""

import json
import sys

import boto3
from botocore.exceptions import ClientError
from moto import mock_aws

import aws_on_loopback  # noqa: F401  puts the rules into moto
from aws_rules import FACTS

# Facts without a probe, with the reason.
WITHOUT = {
    "aws_appautoscaling_policy unique name": "the second is an update of the first, on AWS too",
    "aws_appautoscaling_target unique service_namespace": "likewise",
    "aws_default_security_group unique vpc_id": "nobody can make one",
    "aws_ecr_lifecycle_policy unique repository": "the second takes the place of the first, on AWS too",
    "aws_ecs_cluster unique name": "AWS answers with the cluster that is there",
    "aws_ecs_cluster_capacity_providers unique cluster_name": "the second takes the place of the first, on AWS too",
    "aws_efs_backup_policy unique file_system_id": "likewise",
    "aws_efs_file_system_policy unique file_system_id": "likewise",
    "aws_iam_role_policy unique name": "likewise",
    "aws_iam_role_policy_attachment unique policy_arn": "it stays attached, on AWS too",
    "aws_vpc_security_group_egress_rule unique ip_protocol": "as for the other direction",
}

POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
MANIFEST = {
    "schemaVersion": 2,
    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {"mediaType": "application/json", "size": 1, "digest": f"sha256:{'a' * 64}"},
    "layers": [],
}
RULE = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]


def client(service):
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, region_name="us-east-1", **keys)


class Account:
    """An account with one of everything, each in use; the probes come after."""

    def __init__(self):
        names = "ec2 ecs efs iam acm ecr logs scheduler route53 elbv2 servicediscovery backup sqs rds elasticache"
        for name in names.split():
            setattr(self, name, client(name))
        self.make_network()
        self.make_storage_and_services()
        self.make_load_balancer()
        self.make_backups()
        self.make_database()
        self.make_cache()

    def make_network(self):
        ec2 = self.ec2
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"10.0.{index}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"]["SubnetId"]
            for index, zone in enumerate("ab")
        ]
        self.group = ec2.create_security_group(GroupName="web", Description="web", VpcId=self.vpc)["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=self.group, IpPermissions=RULE)
        self.gateway = self.new_gateway()
        ec2.attach_internet_gateway(InternetGatewayId=self.gateway, VpcId=self.vpc)
        self.table = ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        ec2.associate_route_table(RouteTableId=self.table, SubnetId=self.subnets[0])
        self.create_route()
        self.address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        self.create_nat_gateway()

        self.create_endpoint()
        self.create_flow_log()

    def create_flow_log(self):
        place = {"LogDestinationType": "cloud-watch-logs", "LogGroupName": "web"}
        role = "arn:aws:iam::123456789012:role/web"
        settings = {"ResourceType": "VPC", "ResourceIds": [self.vpc], "TrafficType": "ALL", **place}
        self.ec2.create_flow_logs(DeliverLogsPermissionArn=role, **settings)

    def create_endpoint(self):
        settings = {"VpcEndpointType": "Interface", "SubnetIds": [self.subnets[1]], "PrivateDnsEnabled": True}
        self.ec2.create_vpc_endpoint(VpcId=self.vpc, ServiceName="com.amazonaws.us-east-1.logs", **settings)

    def create_nat_gateway(self):
        self.ec2.create_nat_gateway(SubnetId=self.subnets[1], AllocationId=self.address)

    def new_gateway(self):
        return self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]

    def create_route(self):
        self.ec2.create_route(RouteTableId=self.table, DestinationCidrBlock="0.0.0.0/0", GatewayId=self.gateway)

    def make_storage_and_services(self):
        self.file_system = self.efs.create_file_system(CreationToken="data")["FileSystemId"]
        self.efs.create_mount_target(FileSystemId=self.file_system, SubnetId=self.subnets[0])
        self.role = self.iam.create_role(RoleName="web", AssumeRolePolicyDocument=POLICY)["Role"]["Arn"]
        self.iam.put_role_policy(RoleName="web", PolicyName="web", PolicyDocument=POLICY)
        self.servicediscovery.create_http_namespace(Name="web")
        self.namespace = self.servicediscovery.list_namespaces()["Namespaces"][0]
        self.sqs.create_queue(QueueName="web")
        self.create_private_namespace()
        namespaces = self.servicediscovery.list_namespaces()["Namespaces"]
        self.private = next(one["Id"] for one in namespaces if one["Name"] == "web.internal")
        self.create_registry()
        self.ecs.create_cluster(clusterName="main")
        self.ecs.register_task_definition(family="web", containerDefinitions=[{"name": "web", "image": "web", "memory": 128}])
        self.create_service("web")
        self.ecr.create_repository(repositoryName="web")
        self.ecr.put_image(repositoryName="web", imageManifest=json.dumps(MANIFEST), imageTag="1")
        self.logs.create_log_group(logGroupName="web")
        self.scheduler.create_schedule_group(Name="web")
        self.create_schedule()

    def make_database(self):
        self.create_subnet_group()
        self.create_database()

    def create_subnet_group(self):
        self.rds.create_db_subnet_group(DBSubnetGroupName="web", DBSubnetGroupDescription="web", SubnetIds=self.subnets)

    def create_database(self):
        settings = {"Engine": "postgres", "DBInstanceClass": "db.t4g.micro", "AllocatedStorage": 20}
        secret = {"MasterUsername": "web", "ManageMasterUserPassword": True}
        self.rds.create_db_instance(DBInstanceIdentifier="web", DBSubnetGroupName="web", **settings, **secret)

    def make_cache(self):
        self.create_cache_subnet_group()
        self.create_cache()

    def create_cache_subnet_group(self):
        names = {"CacheSubnetGroupName": "web", "CacheSubnetGroupDescription": "web"}
        self.elasticache.create_cache_subnet_group(SubnetIds=self.subnets, **names)

    def create_cache(self, name="web", **settings):
        node = {"CacheNodeType": "cache.t4g.micro", "NumCacheClusters": 2, "CacheSubnetGroupName": "web"}
        engine = {"Engine": "valkey", "EngineVersion": "8.1", "CacheParameterGroupName": "default.valkey8"}
        zones = {"AutomaticFailoverEnabled": True, "MultiAZEnabled": True}
        given = {"ReplicationGroupId": name, "ReplicationGroupDescription": name, **node, **engine, **zones, **settings}
        self.elasticache.create_replication_group(**given)

    def delete_cache(self):
        """With a last snapshot whose name is that of another."""
        self.elasticache.create_snapshot(ReplicationGroupId="web", SnapshotName="web-final")
        self.elasticache.delete_replication_group(ReplicationGroupId="web", FinalSnapshotIdentifier="web-final")

    def change_cache(self, **settings):
        self.elasticache.modify_replication_group(ReplicationGroupId="web", ApplyImmediately=True, **settings)

    def make_backups(self):
        self.backup.create_backup_vault(BackupVaultName="web")
        self.plan = self.create_backup_plan()
        selection = {"SelectionName": "web", "IamRoleArn": self.role, "Resources": ["*"]}
        self.backup.create_backup_selection(BackupPlanId=self.plan, BackupSelection=selection)

    def create_backup_plan(self):
        plan = {"BackupPlanName": "web", "Rules": [{"RuleName": "web", "TargetBackupVaultName": "web"}]}
        return self.backup.create_backup_plan(BackupPlan=plan)["BackupPlanId"]

    def create_service(self, name):
        network = {"awsvpcConfiguration": {"subnets": [self.subnets[0]], "securityGroups": [self.group]}}
        connect = {
            "enabled": True,
            "namespace": self.namespace["Arn"],
            "services": [{"portName": "http", "discoveryName": "web"}],
        }
        settings = {"networkConfiguration": network, "serviceConnectConfiguration": connect, "desiredCount": 1}
        self.ecs.create_service(cluster="main", serviceName=name, taskDefinition="web", **settings)

    def create_schedule(self):
        target = {"Arn": "arn:aws:ecs:us-east-1:123456789012:cluster/main", "RoleArn": self.role}
        settings = {"ScheduleExpression": "rate(1 day)", "FlexibleTimeWindow": {"Mode": "OFF"}, "Target": target}
        self.scheduler.create_schedule(Name="web", GroupName="web", **settings)

    def make_load_balancer(self):
        self.balancer = self.create_load_balancer()
        self.target_group = self.create_target_group("HTTP")
        self.listener = self.create_listener(80)
        self.create_rule()
        self.certificate = self.acm.request_certificate(DomainName="shop.example.com")["CertificateArn"]
        self.create_listener(443, Protocol="HTTPS", Certificates=[{"CertificateArn": self.certificate}])
        zone = self.route53.create_hosted_zone(Name="example.com", CallerReference="1")
        self.zone = zone["HostedZone"]["Id"].removeprefix("/hostedzone/")
        self.create_record("192.0.2.1")

    def create_load_balancer(self, **settings):
        found = self.elbv2.create_load_balancer(Name="web", Subnets=self.subnets, **settings)
        return found["LoadBalancers"][0]["LoadBalancerArn"]

    def create_target_group(self, protocol):
        found = self.elbv2.create_target_group(Name="web", Protocol=protocol, Port=80, VpcId=self.vpc)
        return found["TargetGroups"][0]["TargetGroupArn"]

    def forward(self):
        return [{"Type": "forward", "TargetGroupArn": self.target_group}]

    def create_listener(self, port, Protocol="HTTP", **settings):
        settings = {"Protocol": Protocol, "Port": port, "DefaultActions": self.forward(), **settings}
        return self.elbv2.create_listener(LoadBalancerArn=self.balancer, **settings)["Listeners"][0]["ListenerArn"]

    def create_rule(self):
        conditions = [{"Field": "host-header", "Values": ["shop.example.com"]}]
        self.elbv2.create_rule(ListenerArn=self.listener, Priority=1, Conditions=conditions, Actions=self.forward())

    def create_record(self, address):
        record = {"Name": "shop.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": address}]}
        batch = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
        self.route53.change_resource_record_sets(HostedZoneId=self.zone, ChangeBatch=batch)

    def create_private_namespace(self):
        return self.servicediscovery.create_private_dns_namespace(Name="web.internal", Vpc=self.vpc)

    def create_registry(self):
        records = {"DnsRecords": [{"Type": "A", "TTL": 10}], "NamespaceId": self.private}
        return self.servicediscovery.create_service(Name="web", DnsConfig=records)


def probes(a):
    """By fact, what has to be refused."""
    group = {"Description": "web", "VpcId": a.vpc}
    return {
        "aws_backup_plan unique name": a.create_backup_plan,
        "aws_backup_vault unique name": lambda: a.backup.create_backup_vault(BackupVaultName="web"),
        "backup:DeleteBackupPlan": lambda: a.backup.delete_backup_plan(BackupPlanId=a.plan),
        "aws_cloudwatch_log_group unique name": lambda: a.logs.create_log_group(logGroupName="web"),
        "aws_db_instance unique identifier": a.create_database,
        "aws_db_subnet_group unique name": a.create_subnet_group,
        "rds:DeleteDBSubnetGroup": lambda: a.rds.delete_db_subnet_group(DBSubnetGroupName="web"),
        "aws_elasticache_replication_group unique replication_group_id": lambda: a.create_cache("WEB"),
        "aws_elasticache_subnet_group unique name": a.create_cache_subnet_group,
        "elasticache:DeleteCacheSubnetGroup": lambda: a.elasticache.delete_cache_subnet_group(CacheSubnetGroupName="web"),
        "aws_ecr_repository unique name": lambda: a.ecr.create_repository(repositoryName="web"),
        "aws_ecs_service unique name": lambda: a.create_service("web"),
        "aws_ecs_service unique service_connect_configuration.namespace": lambda: a.create_service("api"),
        "aws_efs_file_system unique creation_token": lambda: a.efs.create_file_system(CreationToken="data"),
        "aws_efs_mount_target unique availability_zone_name": lambda: a.efs.create_mount_target(
            FileSystemId=a.file_system, SubnetId=a.subnets[0]
        ),
        "aws_flow_log unique vpc_id": a.create_flow_log,
        "aws_iam_role unique name": lambda: a.iam.create_role(RoleName="WEB", AssumeRolePolicyDocument=POLICY),
        "aws_internet_gateway unique vpc_id": lambda: a.ec2.attach_internet_gateway(
            InternetGatewayId=a.new_gateway(), VpcId=a.vpc
        ),
        "aws_lb unique name": lambda: a.create_load_balancer(SecurityGroups=[a.group]),
        "aws_lb_listener unique port": lambda: a.create_listener(80),
        "aws_lb_listener_rule unique priority": a.create_rule,
        "aws_lb_target_group unique name": lambda: a.create_target_group("HTTPS"),
        "aws_nat_gateway unique allocation_id": a.create_nat_gateway,
        "aws_route unique destination_cidr_block": a.create_route,
        "aws_route53_record unique name": lambda: a.create_record("192.0.2.2"),
        "aws_route_table_association unique subnet_id": lambda: a.ec2.associate_route_table(
            RouteTableId=a.ec2.create_route_table(VpcId=a.vpc)["RouteTable"]["RouteTableId"], SubnetId=a.subnets[0]
        ),
        "aws_scheduler_schedule unique name": a.create_schedule,
        "aws_scheduler_schedule_group unique name": lambda: a.scheduler.create_schedule_group(Name="web"),
        "aws_security_group unique name": lambda: a.ec2.create_security_group(GroupName="WEB", **group),
        "aws_service_discovery_http_namespace unique name": lambda: a.servicediscovery.create_http_namespace(Name="web"),
        "aws_service_discovery_private_dns_namespace unique name": a.create_private_namespace,
        "aws_service_discovery_service unique name": a.create_registry,
        "aws_sqs_queue unique name": lambda: a.sqs.create_queue(QueueName="web", Attributes={"DelaySeconds": "5"}),
        "aws_subnet unique cidr_block": lambda: a.ec2.create_subnet(VpcId=a.vpc, CidrBlock="10.0.0.0/24"),
        "aws_vpc_endpoint unique service_name": a.create_endpoint,
        "aws_vpc_security_group_ingress_rule unique ip_protocol": lambda: a.ec2.authorize_security_group_ingress(
            GroupId=a.group, IpPermissions=RULE
        ),
        "acm:DeleteCertificate": lambda: a.acm.delete_certificate(CertificateArn=a.certificate),
        "ec2:DeleteRouteTable": lambda: a.ec2.delete_route_table(RouteTableId=a.table),
        "ec2:DeleteSecurityGroup": lambda: a.ec2.delete_security_group(GroupId=a.group),
        "ec2:DeleteSubnet": lambda: a.ec2.delete_subnet(SubnetId=a.subnets[0]),
        "ec2:DeleteVpc": lambda: a.ec2.delete_vpc(VpcId=a.vpc),
        "ec2:DetachInternetGateway": lambda: a.ec2.detach_internet_gateway(InternetGatewayId=a.gateway, VpcId=a.vpc),
        "ec2:ReleaseAddress": lambda: a.ec2.release_address(AllocationId=a.address),
        "ecs:DeleteCluster": lambda: a.ecs.delete_cluster(cluster="main"),
        "elasticfilesystem:DeleteFileSystem": lambda: a.efs.delete_file_system(FileSystemId=a.file_system),
        "elasticloadbalancing:DeleteTargetGroup": lambda: a.elbv2.delete_target_group(TargetGroupArn=a.target_group),
        "iam:DeleteRole": lambda: a.iam.delete_role(RoleName="web"),
        "servicediscovery:DeleteNamespace": lambda: a.servicediscovery.delete_namespace(Id=a.namespace["Id"]),
    }


def beyond_rows(a):
    """By name, what AWS refuses by rules that stand in no row, and its error."""
    refused = "InvalidParameterCombination"
    older = {"EngineVersion": "7.2", "CacheParameterGroupName": "default.valkey7"}
    drop = {"ReplicationGroupId": "web", "NewReplicaCount": 0, "ApplyImmediately": True}
    newest = {"Engine": "redis", "EngineVersion": "8.0", "CacheParameterGroupName": "default.redis7"}
    fewer = {"SubnetIds": a.subnets[1:]}
    return {
        "a subnet of a database that goes": (
            lambda: a.rds.modify_db_subnet_group(DBSubnetGroupName="web", **fewer),
            "SubnetAlreadyInUse",
        ),
        "a subnet of a cache that goes": (
            lambda: a.elasticache.modify_cache_subnet_group(CacheSubnetGroupName="web", **fewer),
            "SubnetInUse",
        ),
        "an older version of a cache": (lambda: a.change_cache(**older), refused),
        "a cache from Valkey to Redis": (lambda: a.change_cache(Engine="redis", EngineVersion="7.1"), refused),
        "a cache with parameters of another version": (lambda: a.change_cache(EngineVersion="9.0"), refused),
        "a version of Redis that ElastiCache has not": (lambda: a.create_cache("new", **newest), refused),
        "one node that fails over": (lambda: a.create_cache("single", NumCacheClusters=1), refused),
        "the last replica of one that fails over": (lambda: a.elasticache.decrease_replica_count(**drop), refused),
        "a last snapshot whose name is taken": (a.delete_cache, "SnapshotAlreadyExistsFault"),
    }


def facts():
    """By name, the error that AWS ends in; None where the row does not say which."""
    for resource_type, row in FACTS.items():
        for fact in row["unique"]:
            yield f"{resource_type} unique {fact['attributes'][0]}", None
        for fact in row["refused"]:
            yield fact["call"], fact["error"]


def problem(probe, error):
    """What is wrong with the answer to a probe, None where AWS would answer likewise."""
    try:
        probe()
    except ClientError as refused:
        code = refused.response["Error"]["Code"]
        wrong = error is not None and code.removesuffix("Exception") != error.removesuffix("Exception")
        return f"is refused with {code}, and not with {error}" if wrong else None
    return "is taken"


def main():
    found = []
    with mock_aws():
        account = Account()
        for name, (probe, error) in beyond_rows(account).items():
            text = problem(probe, error)
            if text is not None:
                found.append(f"{name}: {text}")
        known = probes(account)
        for name, error in facts():
            if name in WITHOUT:
                continue
            text = problem(known[name], error) if name in known else "has no probe"
            if text is not None:
                found.append(f"{name}: {text}")
    names = [name for name, _ in facts()]
    found.extend(f"{name}: there is no such fact" for name in [*known, *WITHOUT] if name not in names)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
