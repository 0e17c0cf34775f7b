"""Writes down each call that reaches the emulator, so that it can be held against a policy: one line of JSON a call, with
the operation and its parameters as AWS's own models read them, and the tags that what it names has at that moment."""

import json
import re
import threading
import traceback
from io import BytesIO

from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.utils import get_service_model
from moto.iam.models import get_account_id_from
from werkzeug.wrappers import Request

# Models by the name that requests are signed for, where that is not the name of the model.
MODELS = {"elasticfilesystem": "efs", "elasticloadbalancing": "elbv2", "monitoring": "cloudwatch"}
CREDENTIAL = re.compile(r"Credential=(?P<key>[^/]+)/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")


class Recorder:
    """WSGI: an application, with every signed call to it written to a file once it was answered."""

    def __init__(self, application, path):
        self.application = application
        self.file = open(path, "a", encoding="utf-8")
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        try:
            call = self.read(environ, body)
        except Exception:  # a call that cannot be read is answered all the same, and the harness is told
            call = {"unreadable": f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} {traceback.format_exc()}"}
        statuses = []

        def remembering(status, headers, *rest):
            statuses.append(int(status.split(" ")[0]))
            return start_response(status, headers, *rest)

        try:
            return self.application(environ, remembering)
        finally:
            if call is not None:
                with self.lock:
                    self.file.write(json.dumps({**call, "status": (statuses or [500])[0]}, default=str) + "\n")
                    self.file.flush()

    def read(self, environ, body):
        signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
        if signed is None:
            return None
        service, region = signed["service"], signed["region"]
        model = get_service_model(MODELS.get(service, service))
        request = Request({**environ, "wsgi.input": BytesIO(body)})
        operation, in_path = operation_of(model, request, body)
        protocol = determine_request_protocol(model, request.content_type) if model.protocol != "rest-xml" else "rest-xml"
        parsed = PROTOCOL_PARSERS[protocol](model.operation_model(operation)).parse(
            {
                "method": request.method,
                "values": request.values,
                "headers": request.headers,
                "body": body,
                "url_path": request.path,
                "url_params": in_path,
            }
        )
        names = set(strings(parsed))
        belongs = {name: owner for name in names if (owner := owner_of(service, region, name))}
        names.update(*belongs.values())
        return {
            "account": get_account_id_from(signed["key"]),
            "service": service,
            "region": region,
            "operation": operation,
            "parameters": parsed,
            "tags": {name: tags for name in names if (tags := tags_of(service, region, name)) is not None},
            "belongs": belongs,
        }


def operation_of(model, request, body):
    """The operation, and what the path says: from a header, from the form, or by the most exact path of the model."""
    target = request.headers.get("X-Amz-Target")
    if target is not None:
        return target.split(".")[-1], {}
    if model.protocol in ("query", "ec2"):
        return request.form["Action"], {}
    found = []
    for name in model.operation_names:
        http = model.operation_model(name).http
        uri = http["requestUri"].split("?")[0]
        pattern = re.sub(r"\\\{(\w+)(\\\+)?\\\}", r"(?P<\1>.+)", re.escape(uri))  # an ARN holds slashes
        match = re.fullmatch(pattern.rstrip("/") + "/?", request.path)
        if match and http["method"] == request.method:
            found.append((len(re.sub(r"\{.*?\}", "", uri)), name, match.groupdict()))
    _, name, in_path = max(found, key=lambda one: one[0])
    return name, in_path


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)


def backend(service, region):
    return get_backend(service)[DEFAULT_ACCOUNT_ID][region]


def tags_of(service, region, name):
    """The tags of what has this id or ARN; None where nothing has, or its service's policies go by names."""
    if service == "ec2":
        return dict(backend("ec2", region).tags.get(name, {})) if re.match(r"[a-z]+-[0-9a-f]{8,}$", name) else None
    if service == "elasticfilesystem":
        efs = backend("efs", region)
        thing = efs.file_systems_by_id.get(name) or efs.access_points.get(name)
        return None if thing is None else {tag["Key"]: tag["Value"] for tag in efs.list_tags_for_resource(name)}
    if service == "servicediscovery":
        cloud_map = backend("servicediscovery", region)
        thing = cloud_map.namespaces.get(name) or cloud_map.services.get(name)
        return None if thing is None else {
            tag["Key"]: tag["Value"] for tag in cloud_map.list_tags_for_resource(thing.arn)["Tags"]
        }
    if service == "application-autoscaling":
        # Kept there by aws_on_loopback.py.
        return vars(backend("applicationautoscaling", region)).get("_tags_by_arn", {}).get(name)
    if service == "backup":
        plans = backend("backup", region)
        plan = next((one for one in plans.plans.values() if name in (one.backup_plan_id, one.backup_plan_arn)), None)
        return None if plan is None else dict(plans.list_tags(plan.backup_plan_arn))
    if service == "acm":
        certificate = backend("acm", region)._certificates.get(name)
        return None if certificate is None else {key: value or "" for key, value in certificate.tags.items()}
    return None


def owner_of(service, region, name):
    """Ids that a policy sees in the place of this one: the file system of a mount target, the two ends of an association,
    the namespace of an operation."""
    if service == "elasticfilesystem" and name.startswith("fsmt-"):
        target = backend("efs", region).mount_targets_by_id.get(name)
        return None if target is None else [target.file_system_id]
    if service == "ec2" and name.startswith("rtbassoc-"):
        for table in backend("ec2", region).route_tables.values():
            if name in table._associations:
                return [table.id, table._associations[name]]
    return None
