#!/usr/bin/env python3
"""Tries generated servers by Schemathesis: tests/schemathesis/check PATH…

Each document gets a server that responds with its examples (`corpus -- host`). Schemathesis makes requests of the document, right and wrong
ones, and judges the responses. The table has the figures of each document, and behind it stands what failed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")

# What is not asked for, each with its reason.
EXCLUDED = {
    # Mistakes are answered with problem details of 400 to 422, which documents seldom have.
    "status_code_conformance",
    # The servers have no state.
    "use_after_free",
    "ensure_resource_availability",
    "object_level_authorization",
}


def load(path):
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=yaml.CSafeLoader)


def credentials(document):
    """Headers with a credential for each security scheme that has one: the servers only look whether it is there."""
    schemes = document.get("components", {}).get("securitySchemes", document.get("securityDefinitions", {}))
    headers = {}
    for scheme in schemes.values():
        kind, place = scheme.get("type"), scheme.get("in")
        if kind == "apiKey" and place == "header":
            headers.setdefault(scheme["name"], "secret")
        elif kind == "basic" or (kind == "http" and scheme.get("scheme", "").lower() == "basic"):
            headers.setdefault("Authorization", "Basic dXNlcjpwYXNzd29yZA==")
        elif kind in ("http", "oauth2", "openIdConnect"):
            headers.setdefault("Authorization", "Bearer secret")
    return headers


def run(document_path, program, examples, seed):
    document = load(document_path)
    with subprocess.Popen([program], stdout=subprocess.PIPE, text=True) as server, tempfile.TemporaryDirectory() as folder:
        try:
            url = server.stdout.readline().strip()
            report = Path(folder) / "report.json"
            command = [
                SCHEMATHESIS, "run", document_path, "--url", url,
                "--phases", "examples,coverage,fuzzing", "--checks", "all", "--exclude-checks", ",".join(sorted(EXCLUDED)),
                "--max-examples", str(examples), "--seed", str(seed), "--continue-on-failure", "--no-color", "--warnings", "off",
                "--generation-database", "none", "--suppress-health-check", "all",
                "--report", "json", "--report-json-path", report,
            ]
            for name, value in credentials(document).items():
                command += ["-H", f"{name}:{value}"]
            output = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=folder, check=False)
            if not report.exists():
                return None, output.stdout[-3000:] + output.stderr[-3000:]
            return json.loads(report.read_text()), output.stdout
        finally:
            server.kill()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", help="documents, or folders that hold some")
    parser.add_argument("--max-examples", type=int, default=30, help="random requests of an operation, right and wrong ones each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, help="a folder for what Schemathesis prints and its reports")
    arguments = parser.parse_args()
    cargo = ["cargo", "run", "--quiet", "-p", "specwright-tests", "--bin", "corpus", "--", "host", "--json"]
    paths = [str(Path(path).resolve()) for path in arguments.paths]
    hosts = subprocess.run([*cargo, *paths], cwd=PROJECT, capture_output=True, text=True, check=False)
    if not hosts.stdout:
        sys.exit(hosts.stderr)
    failed = False
    rows, misses = [], []
    for host in json.loads(hosts.stdout):
        path = Path(host["document"])
        if host["complaints"]:
            failed = True
            misses.append(f"{path.name}: {host['complaints'][0]}")
            continue
        report, output = run(path, host["program"], arguments.max_examples, arguments.seed)
        if arguments.output:
            arguments.output.mkdir(parents=True, exist_ok=True)
            (arguments.output / f"{path.stem}.txt").write_text(output)
            (arguments.output / f"{path.stem}.json").write_text(json.dumps(report, indent=1))
        if report is None:
            failed = True
            misses.append(f"{path.name}: {output}")
            continue
        rows.append((path.name, report))
    table(rows)
    for miss in misses:
        print(miss)
    sys.exit(failed)


def table(rows):
    codes = sorted({failure["code"] for _, report in rows for failure in report["failures"]})
    print("| document | operations | requests | failed, each kind once an operation |")
    print("|---|--:|--:|---|")
    for name, report in rows:
        kinds = Counter()
        for failure in report["failures"]:
            kinds[f"{failure['code']} {failure['title']}"] += failure["count"]
        said = "; ".join(f"{kind}: {count}" for kind, count in sorted(kinds.items())) or "none"
        print(f"| {name} | {report['operations']['tested']} | {report['test_cases']['generated']:,} | {said} |")
    print(f"\n{len(codes)} kinds of failures; `schemathesis explain CODE` says what each is.")


if __name__ == "__main__":
    main()
