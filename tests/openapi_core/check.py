#!/usr/bin/env python3
"""Reads recorded requests back with openapi-core, and compares what it finds in them with what the client was given.

    check.py [--json] PATH…

A path is a file that `corpus -- wire --record DIR` wrote, or a folder with some. Exit codes: 0 all values are those that were
given, 1 some are not, 2 this script could not work (a package is missing, a file is broken).
"""

import argparse
import base64
import datetime
import json
import math
import pathlib
import re
import sys
import urllib.parse
import uuid
import warnings

warnings.filterwarnings("ignore")
try:
    import yaml
    from openapi_core import Config, OpenAPI
    from openapi_core.datatypes import RequestParameters
    from werkzeug.datastructures import Headers, ImmutableMultiDict
    from werkzeug.http import parse_cookie
except ImportError as error:
    print(f"check.py: {error}; install tests/openapi_core/requirements.txt", file=sys.stderr)
    sys.exit(2)

LIMITS = pathlib.Path(__file__).with_name("limits.yaml")


class Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):
    """YAML without dates: in a document of OpenAPI they are text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Request:
    """A recorded request, as openapi-core wants it."""

    def __init__(self, recorded):
        url = urllib.parse.urlsplit(recorded["url"])
        self.host_url = f"{url.scheme}://{url.netloc}"
        self.path = plainly(url.path)
        self.method = recorded["method"].lower()
        headers = Headers([tuple(pair) for pair in recorded["headers"]])
        self.content_type = headers.get("content-type", "")
        self.body = base64.b64decode(recorded["body"]) or None
        query = urllib.parse.parse_qsl(url.query, keep_blank_values=True)
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(query),
            header=headers,
            cookie=ImmutableMultiDict(parse_cookie(headers.get("cookie", ""))),
        )


def plainly(path):
    """The path with what is plain ASCII unescaped, but for what divides paths and values: as servers hand it on."""

    def character(match):
        found = chr(int(match[1], 16))
        return match[0] if found in "/,%{}?#" else found

    return re.sub("%([2-6][0-9A-Fa-f]|7[0-9A-Ea-e])", character, path)


def lines(body, **_):
    """The items of a body with one value of JSON in each line, which the library can be taught to read."""
    return [json.loads(line) for line in body.decode().split("\n") if line]


def sequence(body, **_):
    """The items of a body of RFC 7464, where a separator stands before each."""
    return [json.loads(text) for text in body.decode().split("\x1e") if text]


def events(body, **_):
    """The data of the events of a body of server-sent events, each of which is JSON."""
    blocks = [block for block in body.decode().split("\n\n") if block]
    data = [[line[5:].removeprefix(" ") for line in block.split("\n") if line.startswith("data:")] for block in blocks]
    return [json.loads("\n".join(texts)) for texts in data]


ITEMS = {
    "application/jsonl": lines,
    "application/ndjson": lines,
    "application/x-ndjson": lines,
    "application/x-jsonlines": lines,
    "application/stream+json": lines,
    "application/json-seq": sequence,
    "text/event-stream": events,
}


class Limits:
    """What the library can't do, and how often that was met."""

    def __init__(self, path):
        self.entries = yaml.load(path.read_text(encoding="utf-8"), Loader) or []
        self.met = [0] * len(self.entries)

    def excuse(self, facts):
        """Whether an entry excuses what has these facts."""
        for index, entry in enumerate(self.entries):
            if all(holds(key, wanted, facts) for key, wanted in entry.items() if key != "reason"):
                self.met[index] += 1
                return True
        return False


def holds(key, wanted, facts):
    fact = facts.get(key)
    if key in ("text", "error", "mediaType"):
        return fact is not None and re.search(wanted, fact, re.S) is not None
    if key == "document":
        return facts["document"].endswith(wanted)
    return fact in wanted if isinstance(wanted, list) else fact == wanted


def type_of(value):
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", int: "number", float: "number", list: "array", dict: "object", type(None): "null"}
    return names.get(type(value), "string")


def same(given, found):
    """Whether a decoded value is the given one; what the document has as defaults may be there besides."""
    if isinstance(found, uuid.UUID):
        return str(found) == str(given).lower()
    if isinstance(found, datetime.datetime):
        return found == instant(given)
    if isinstance(found, datetime.date):
        return found.isoformat() == given
    if isinstance(found, (bytes, bytearray)):
        return bytes(found) in bytes_of(given)
    if isinstance(given, dict):
        has_all = isinstance(found, dict) and all(key in found for key in given)
        return has_all and all(same(value, found[key]) for key, value in given.items())
    if isinstance(given, list):
        is_list = isinstance(found, (list, tuple)) and len(found) == len(given)
        return is_list and all(same(one, other) for one, other in zip(given, found))
    if isinstance(given, bool) or isinstance(found, bool):
        return given is found
    if isinstance(given, float) and isinstance(found, (int, float)):
        return math.isclose(given, found, rel_tol=1e-6)
    return given == found


def bytes_of(given):
    """The bytes that a value may stand for: its text, or what its base64 means."""
    if not isinstance(given, str):
        return [json.dumps(given).encode()]
    found = [given.encode()]
    try:
        padded = given.replace("-", "+").replace("_", "/")
        found.append(base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True))
    except ValueError:
        pass
    return found


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00").replace("z", "+00:00"))


def unescaped(value):
    """A value of the path, some of which is still escaped."""
    if isinstance(value, str):
        return urllib.parse.unquote(value)
    if isinstance(value, list):
        return [unescaped(item) for item in value]
    if isinstance(value, dict):
        return {unescaped(key): unescaped(item) for key, item in value.items()}
    return value


def without_servers(document, host_url):
    """The document with the runner's server as the only one."""
    document = dict(document, servers=[{"url": host_url}])
    document["paths"] = {
        path: {key: plain_operation(value) for key, value in (item or {}).items() if key != "servers"}
        for path, item in (document.get("paths") or {}).items()
        if isinstance(item, dict)
    }
    return document


# Of these the runner makes values without regard: what the library would refuse by them tells nothing of the client.
FORMATS = {"int32", "int64", "float", "double", "byte", "binary", "date", "date-time", "uuid", "password"}


def relaxed(value):
    """The document without patterns, multiples and formats that the recorded values do not keep to."""
    if isinstance(value, list):
        return [relaxed(item) for item in value]
    if not isinstance(value, dict):
        return value

    def stays(key, inner):
        is_rule = (key == "pattern" and isinstance(inner, str)) or (key == "multipleOf" and not isinstance(inner, dict))
        return not is_rule and not (key == "format" and isinstance(inner, str) and inner not in FORMATS)

    return {key: relaxed(inner) for key, inner in value.items() if stays(key, inner)}


def plain_operation(value):
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if key != "servers"}
    return value


class Document:
    """What became of the requests of one document."""

    def __init__(self, path):
        self.path = path
        self.requests = self.values = self.left_out = 0
        self.wrong = []
        self.reason = None

    def check(self, lines, limits):
        content = yaml.load(pathlib.Path(self.path).read_text(encoding="utf-8-sig"), Loader)
        if "swagger" in content:
            self.reason = "openapi-core reads no Swagger 2.0"
            return
        host_url = Request(lines[0]["request"]).host_url
        try:
            api = OpenAPI.from_dict(
                relaxed(without_servers(content, host_url)),
                config=Config(spec_validator_cls=None, extra_media_type_deserializers=ITEMS),
                base_uri=pathlib.Path(self.path).as_uri(),
            )
        except Exception as error:  # Whatever it raises, it can't work on this document.
            self.reason = f"openapi-core can't load it: {type(error).__name__}: {str(error)[:200]}"
            return
        for line in lines:
            self.check_request(api, line, limits)

    def check_request(self, api, line, limits):
        self.requests += 1
        facts = {"document": self.path, "operation": line["operation"]["id"]}
        try:
            result = api.unmarshal_request(Request(line["request"]))
            errors = [chain(error) for error in result.errors]
        except Exception as error:  # The same: what it raises is its answer.
            result, errors = None, [f"raised {chain(error)}"]
        given = line["given"]
        entries = [self.parameter(result, parameter) for parameter in given["parameters"]]
        if given["body"]:
            entries.append(self.body(result, given["body"]))
        excused = False
        for name, value, found, own in entries:
            own = facts | own | described(value)
            if found is not MISSING and same(value, found):
                self.values += 1
            elif limits.excuse(own | {"error": " ".join(errors)}):
                self.left_out += 1
                excused = True
            else:
                shown = "nothing" if found is MISSING else repr(found)
                self.tell(line, f"{name} is {shown[:200]}, not {json.dumps(value, ensure_ascii=False)[:200]}", errors)
        # What was excused may be what an error speaks of.
        rest = [error for error in errors if not excused and not limits.excuse(facts | {"error": error})]
        if rest and not entries_failed(self.wrong, line):
            self.tell(line, "it is refused", rest)

    @staticmethod
    def parameter(result, parameter):
        place, name = parameter["in"], parameter["name"]
        facts = {key: parameter[key] for key in ("in", "style", "explode", "content") if key in parameter}
        values = getattr(result.parameters, place, {}) if result and result.parameters else {}
        values = {key.lower(): value for key, value in values.items()} if place == "header" else values
        found = values.get(name.lower() if place == "header" else name, MISSING)
        found = unescaped(found) if place == "path" and found is not MISSING else found
        return f"the {place} parameter {name}", parameter["value"], found, facts

    @staticmethod
    def body(result, body):
        value = body["value"]
        if body["kind"] == "bytes":
            value = base64.b64decode(value).decode("latin-1")
        is_null = body["kind"] == "json" and value is None
        found = result.body if result is not None and (is_null or result.body is not None) else MISSING
        if body["kind"] == "bytes" and isinstance(found, (bytes, bytearray)):
            found = bytes(found).decode("latin-1")
        if body["kind"] == "form" and found is MISSING:
            found = {}
        facts = {"in": "body", "kind": body["kind"], "mediaType": body["mediaType"]}
        return "the body", value, found, facts

    def tell(self, line, what, errors):
        operation = line["operation"]
        self.wrong.append(
            {
                "operation": f"{operation['method']} {operation['path']}",
                "url": line["request"]["url"],
                "what": what,
                "errors": errors,
            }
        )


MISSING = object()


def entries_failed(wrong, line):
    """Whether something of this request was told just now."""
    return bool(wrong) and wrong[-1]["url"] == line["request"]["url"]


def described(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    facts = {"type": type_of(value), "text": text}
    return facts | ({"items": len(value)} if isinstance(value, (list, dict)) else {})


def chain(error):
    """An error with those that led to it, as one text."""
    texts = []
    while error is not None:
        texts.append(f"{type(error).__name__}: {error}")
        inner = getattr(error, "schema_errors", None) or []
        texts.extend(str(one.message) for one in inner)
        error = error.__cause__ or error.__context__
    return " < ".join(texts)[:2000]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    limits = Limits(LIMITS)
    documents = []
    files = [file for path in arguments.paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    for file in files:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        if lines:
            document = Document(lines[0]["document"])
            document.check(lines, limits)
            documents.append(document)
    if arguments.json:
        rows = [vars(document) for document in documents]
        known = [entry | {"met": met} for entry, met in zip(limits.entries, limits.met)]
        print(json.dumps({"rows": rows, "limits": known}, ensure_ascii=False, indent=2))
    else:
        report(documents, limits)
    return 1 if any(document.wrong for document in documents) else 0


def report(documents, limits):
    head = f"{'document':<64}{'requests':>10}{'values':>8}{'left out':>10}{'wrong':>7}"
    print(head + "\n" + "-" * len(head))
    for document in documents:
        name = pathlib.Path(document.path).name
        counts = f"{document.requests:>10}{document.values:>8}{document.left_out:>10}{len(document.wrong):>7}"
        print(f"{name:<64}{counts}  {document.reason or ''}".rstrip())
    sums = [sum(getattr(document, key) for document in documents) for key in ("requests", "values", "left_out")]
    wrong = sum(len(document.wrong) for document in documents)
    read = sum(document.reason is None for document in documents)
    print(f"{f'total: {read} of {len(documents)} documents read':<64}{sums[0]:>10}{sums[1]:>8}{sums[2]:>10}{wrong:>7}")
    print("\nleft out, by what the library can't do:")
    for entry, met in zip(limits.entries, limits.met):
        if met:
            print(f"{met:>7}  {entry['reason']}")
    for document in documents:
        for fault in document.wrong[:20]:
            print(f"\n{document.path}: {fault['operation']}: {fault['what']}\n  {fault['url']}")
            for error in fault["errors"][:3]:
                print(f"  {error[:500]}")


if __name__ == "__main__":
    sys.exit(main())
