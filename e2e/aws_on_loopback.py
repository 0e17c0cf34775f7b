"""AWS on loopback for `npm run e2e`: moto, with the calls added that our stacks need and moto 5.2 does not answer, and with
what AWS refuses and moto does not: aws_rules.py, and the constraints of AWS's own models of its API, aws_models.py.

Prints the port that the system gave it as one line, serves until its standard input is closed (so that it cannot
outlive the harness, however that ends), and listens on 127.0.0.1 only.
"""

import json
import os
import signal
import threading

# Stacks may attach policies that AWS owns; moto has them only when told to.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
# Seconds until moto issues a certificate: a minute otherwise, in which Terraform waits.
os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", "1")

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as AutoScaling  # noqa: E402
from moto.core.utils import camelcase_to_underscores  # noqa: E402
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule  # noqa: E402
from moto.ecs.responses import EC2ContainerServiceResponse as Ecs  # noqa: E402
from moto.efs.exceptions import FileSystemNotFound  # noqa: E402
from moto.efs.models import EFSBackend  # noqa: E402
from moto.efs.responses import EFSResponse as Efs  # noqa: E402
from moto.logs.exceptions import ResourceNotFoundException  # noqa: E402
from moto.logs.responses import LogsResponse as Logs  # noqa: E402
from moto.server import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

from aws_calls import Recorder  # noqa: E402
from each_call_once import EachCallOnce  # noqa: E402

JSON_HEADERS = {"Content-Type": "application/json"}


def answer(body):
    """An answer of a REST service, as moto's dispatcher wants it."""
    return json.dumps(body), JSON_HEADERS


# --- EFS: moto cannot be told of backups or throughput, nor to drop a file system policy -----------------------------------


def file_system_of(request):
    ident = request._get_param("FileSystemId")
    found = request.efs_backend.file_systems_by_id.get(ident)
    if found is None:
        raise FileSystemNotFound(ident)
    return found


def put_backup_policy(request):
    policy = request._get_param("BackupPolicy")
    file_system_of(request)._backup = policy["Status"] in ("ENABLED", "ENABLING")
    return answer({"BackupPolicy": policy})


def describe_backup_policy(request):
    status = "ENABLED" if file_system_of(request)._backup else "DISABLED"
    return answer({"BackupPolicy": {"Status": status}})


def update_file_system(request):
    file_system = file_system_of(request)
    file_system.throughput_mode = request._get_param("ThroughputMode") or file_system.throughput_mode
    file_system.provisioned_throughput_in_mibps = request._get_param("ProvisionedThroughputInMibps")
    return json.dumps(file_system.info_json()), {**JSON_HEADERS, "status": 202}


def delete_file_system_policy(request):
    file_system_of(request).file_system_policy = None
    return answer({})


def of_one_that_is_there(call):
    def describe_file_system_policy(self, file_system_id):
        if file_system_id not in self.file_systems_by_id:
            raise FileSystemNotFound(file_system_id)
        return call(self, file_system_id)

    return describe_file_system_policy


EFSBackend.describe_file_system_policy = of_one_that_is_there(EFSBackend.describe_file_system_policy)
Efs.put_backup_policy = put_backup_policy
Efs.describe_backup_policy = describe_backup_policy
Efs.update_file_system = update_file_system
Efs.delete_file_system_policy = delete_file_system_policy

# --- EC2: moto changes everything of a rule of a security group but the group that it is for ---------------------------------


def changing_peers(change):
    def modify_security_group_rules(self, group_id, rules):
        change(self, group_id, rules)
        group = self.get_security_group_by_name_or_id(group_id)
        for rule_id, rule in rules.items():
            peer = rule.get("ReferencedGroupId")
            if peer is not None:
                found = group.get_rule(rule_id)
                found.source_group = {**found.source_group, "GroupId": peer}

    return modify_security_group_rules


SecurityGroupBackend.modify_security_group_rules = changing_peers(SecurityGroupBackend.modify_security_group_rules)

# --- Application Auto Scaling: no tags at all. They live on moto's backend, which a reset empties -----------------------


def tags_by_arn(request):
    return vars(request.applicationautoscaling_backend).setdefault("_tags_by_arn", {})


def tags_of(request, arn=None):
    return tags_by_arn(request).setdefault(arn or request._get_param("ResourceARN"), {})


def registering_tags(register):
    def register_scalable_target(request):
        body = register(request)
        tags_of(request, json.loads(body)["ScalableTargetARN"]).update(request._get_param("Tags") or {})
        return body

    return register_scalable_target


def list_tags_for_resource(request):
    return json.dumps({"Tags": tags_of(request)})


def tag_resource(request):
    tags_of(request).update(request._get_param("Tags") or {})
    return "{}"


def untag_resource(request):
    for key in request._get_param("TagKeys") or []:
        tags_of(request).pop(key, None)
    return "{}"


AutoScaling.register_scalable_target = registering_tags(AutoScaling.register_scalable_target)
AutoScaling.list_tags_for_resource = list_tags_for_resource
AutoScaling.tag_resource = tag_resource
AutoScaling.untag_resource = untag_resource

# --- ECS: moto forgets most settings of a service, so that a second plan would want to set them again -------------------

REMEMBERED = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "loadBalancers",
    "networkConfiguration",
)


def service_of(request):
    name = request._get_param("serviceName") or request._get_param("service")
    found, _ = request.ecs_backend.describe_services(request._get_param("cluster", "default"), [name])
    return found[0] if found else None


def remembering_settings(call):
    def create_or_update_service(request):
        body = call(request)
        service = service_of(request)
        for setting in REMEMBERED:
            value = request._get_param(setting)
            if value is not None:
                setattr(service, camelcase_to_underscores(setting), value)
        connect = request._get_param("serviceConnectConfiguration")
        if connect is not None:
            service._service_connect = connect
        registries = request._get_param("serviceRegistries")
        if registries is not None:
            service.service_registries = registries
        aws_rules.register_tasks(service, request.current_account, request.region)
        return body

    return create_or_update_service


def keeping_what_is_left_out(update):
    """
    Of how a service is deployed, what an update does not say stays as it was: the provider sends what changes alone, and an empty circuit
    breaker to have none. Source: hashicorp/terraform-provider-aws, internal/service/ecs/service.go, resourceServiceUpdate.
    """

    def update_service(request):
        before = getattr(service_of(request), "deployment_configuration", None) or {}
        body = update(request)
        service = service_of(request)
        service.deployment_configuration = {**before, **(request._get_param("deploymentConfiguration") or {})}
        return body

    return update_service


Ecs.create_service = remembering_settings(Ecs.create_service)
Ecs.update_service = keeping_what_is_left_out(remembering_settings(Ecs.update_service))

# --- EC2: moto wants ports of a rule for every protocol, and knows no description of a rule for another group ------------


def modify_security_group_rules(modify):
    """Only TCP and UDP have ports. Source: EC2 API, SecurityGroupRuleRequest."""

    def modify_rules(self, group_id, rules):
        before = {rule_id: self.get_security_group_by_name_or_id(group_id).get_rule(rule_id) for rule_id in rules}
        without = [rule_id for rule_id, rule in rules.items() if rule.get("IpProtocol") == "-1"]
        for rule_id in without:
            rules[rule_id] = {"FromPort": -1, "ToPort": -1, **rules[rule_id]}
        modify(self, group_id, rules)
        for rule_id in without:
            before[rule_id].from_port = before[rule_id].to_port = None

    return modify_rules


SecurityGroupBackend.modify_security_group_rules = modify_security_group_rules(
    SecurityGroupBackend.modify_security_group_rules
)
# A new one is written beside the range, be there one or not.
SecurityGroupRule.description = property(
    lambda rule: rule.ip_range.get("Description") or rule.source_group.get("Description")
)

# --- CloudWatch Logs: moto takes a key for a group that is made, and for none that is there --------------------------------


def log_group_of(request):
    name = request._get_param("logGroupName")
    found = request.logs_backend.groups.get(name)
    if found is None:
        raise ResourceNotFoundException()
    return found


def associate_kms_key(request):
    log_group_of(request).kms_key_id = request._get_param("kmsKeyId")
    return ""


def disassociate_kms_key(request):
    log_group_of(request).kms_key_id = None
    return ""


Logs.associate_kms_key = associate_kms_key
Logs.disassociate_kms_key = disassociate_kms_key

# They take hold of the methods of moto, and of those above.
import aws_backup  # noqa: E402, F401
import aws_models  # noqa: E402, F401
import aws_rules  # noqa: E402


def end_with_the_harness():
    """Read without Python's own buffer, whose lock a copy of this process would inherit."""
    while os.read(0, 1024):
        pass
    os._exit(0)


def serve(application, tell_port):
    server = make_server("127.0.0.1", 0, EachCallOnce(application), threaded=True)
    threading.Thread(target=end_with_the_harness, daemon=True).start()
    tell_port(server.server_port)
    server.serve_forever()


class Copies:
    """Answers POST /copy with the port of a copy of this server, which has all that was made so far and goes on alone: what
    happens in the one, the other never sees. POST /end ends a copy, POST /a-day-later has a day pass."""

    def __init__(self, application):
        self.application = application
        self.is_copy = False

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path not in ("/copy", "/end", "/a-day-later") or environ["REQUEST_METHOD"] != "POST":
            return self.application(environ, start_response)
        if path == "/end" and self.is_copy:
            os._exit(0)
        if path == "/a-day-later":
            aws_rules.a_day_later()
        body = self.copy() if path == "/copy" else b""
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    def copy(self):
        reading, writing = os.pipe()
        if os.fork() == 0:
            try:
                self.is_copy = True
                serve(self, lambda port: (os.write(writing, str(port).encode()), os.close(writing)))
            finally:
                os._exit(1)
        os.close(writing)
        port = os.read(reading, 16)
        os.close(reading)
        return port


if __name__ == "__main__":
    # Copies that ended leave nothing behind.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    application = DomainDispatcherApplication(create_backend_app)
    if "CALLS_FILE" in os.environ:
        application = Recorder(application, os.environ["CALLS_FILE"])
    serve(Copies(application), lambda port: print(port, flush=True))
