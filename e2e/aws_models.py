"""Holds each request to the constraints in AWS's own API models (botocore's: required, min, max, pattern, enum), of which
moto ignores most. A request that breaks one is answered as AWS does, with a validation error."""

import functools
import json
import re
import sys
import unicodedata
from xml.sax.saxutils import escape

from botocore.exceptions import UnknownServiceError
from botocore.model import OperationNotFoundError
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol, normalize_request
from moto.core.responses import BaseResponse
from moto.core.utils import get_service_model

SHOWN = 4


@functools.cache
def category(name):
    """The characters of a Unicode category (L, Lu, Z ...) as ranges for the inside of a character class."""
    ranges, start = [], None
    for point in range(sys.maxunicode + 2):
        surrogate = 0xD800 <= point <= 0xDFFF
        inside = point <= sys.maxunicode and not surrogate and unicodedata.category(chr(point)).startswith(name)
        if inside and start is None:
            start = point
        if not inside and start is not None:
            ranges.append(f"\\U{start:08x}-\\U{point - 1:08x}")
            start = None
    return "".join(ranges)


@functools.cache
def compiled(pattern):
    """A pattern of Java as one of Python, or None where there is none."""
    python = re.sub(r"\\p\{(?:Is)?(\w+)\}", lambda found: category({"Alnum": "L", "ASCII": "L"}.get(found[1], found[1])), pattern)
    python = python.replace(r"\p{Print}", r"\x20-\x7e").replace(r"\z", r"\Z").replace(r"\h", r" \t")
    try:
        return re.compile(python, re.DOTALL)
    except re.error:
        return None


def problems(shape, value, where):
    """What a value breaks, one text each. `where` is the path to it, with a dot at its end."""
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        yield from structure_problems(shape, value, where)
    elif kind == "list" and isinstance(value, list):
        yield from size_problems(shape, len(value), where, "entries")
        for index, entry in enumerate(value):
            yield from problems(shape.member, entry, f"{where}{index}.")
    elif kind == "map" and isinstance(value, dict):
        yield from size_problems(shape, len(value), where, "entries")
        for key, entry in value.items():
            yield from problems(shape.key, key, f"{where}(key).")
            yield from problems(shape.value, entry, f"{where}{key}.")
    elif kind == "string" and isinstance(value, str):
        yield from string_problems(shape, value, where)
    elif kind in ("integer", "long", "float", "double") and isinstance(value, (int, float)):
        yield from size_problems(shape, value, where, "")


def structure_problems(shape, value, where):
    for name in shape.required_members:
        in_body = shape.members[name].serialization.get("location") not in ("uri", "header", "querystring")
        if in_body and value.get(name) is None:
            yield f"{where}{name}: required"
    for name, member in shape.members.items():
        if value.get(name) is not None:
            yield from problems(member, value[name], f"{where}{name}.")


def string_problems(shape, value, where):
    yield from size_problems(shape, len(value), where, "characters")
    choices = shape.metadata.get("enum")
    if choices and value not in choices:
        yield f"{where[:-1]}: {value!r} is none of {', '.join(choices[:8])}"
    pattern = shape.metadata.get("pattern")
    found = compiled(pattern) if pattern else None
    if found and not found.fullmatch(value):
        yield f"{where[:-1]}: {value[:80]!r} does not match {pattern[:120]}"


def size_problems(shape, size, where, unit):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low:
        yield f"{where[:-1]}: {size} {unit}, at least {low}"
    if high is not None and size > high:
        yield f"{where[:-1]}: {size} {unit}, at most {high}"


def read(response, request):
    """Operation, protocol and parameters of a request; None where there is no model of it."""
    try:
        model = get_service_model(response.boto3_service_name)
        operation = model.operation_model(response._get_action())
    except (UnknownServiceError, OperationNotFoundError, AttributeError, KeyError, TypeError):
        return None
    plain = normalize_request(request)
    protocol = determine_request_protocol(model, plain.content_type)
    match = getattr(response, "uri_match", None)
    parameters = PROTOCOL_PARSERS[protocol](operation).parse(
        {
            "method": plain.method,
            "values": plain.values,
            "headers": plain.headers,
            "body": plain.data,
            "url_path": plain.path,
            "url_params": match.groupdict() if match else {},
        }
    )
    return operation, protocol, parameters


def refused(protocol, text):
    if "json" in protocol:
        body = json.dumps({"__type": "ValidationException", "code": "ValidationException", "message": text})
        headers = {"status": 400, "Content-Type": "application/json", "x-amzn-errortype": "ValidationException"}
        return 400, headers, body
    error = f"<Error><Code>ValidationError</Code><Message>{escape(text)}</Message></Error>"
    body = f"<Response><Errors>{error}</Errors></Response>" if protocol == "ec2" else f"<ErrorResponse>{error}</ErrorResponse>"
    return 400, {"status": 400, "Content-Type": "text/xml"}, body


dispatch = BaseResponse._dispatch


def held_to_model(self, request, full_url, headers):
    self.setup_class(request, full_url, headers)
    try:
        found = read(self, request)
    except Exception:  # what moto's own parser cannot read is for moto to answer
        found = None
    if found is not None and found[0].input_shape is not None:
        operation, protocol, parameters = found
        broken = list(problems(operation.input_shape, parameters, ""))
        if broken:
            text = f"{operation.name}: {len(broken)} validation error detected: {'; '.join(broken[:SHOWN])}"
            return refused(protocol, text)
    return dispatch(self, request, full_url, headers)


BaseResponse._dispatch = held_to_model
