#!/usr/bin/env python3
"""Turns tables of researched prices into price files, one a Region: data/prices/REGION.json.

usage: region_prices.py PRICES.csv COMMITMENTS.csv [--prices data/prices] [--check]

PRICES.csv has key, region, unit, tier_from, tier_to, price, as_of, source, confidence; one row a
tier. COMMITMENTS.csv has key, region, unit, price_hour, upfront, term, as_of, source, confidence.
A record that a Region's file already has stays as it is, and must have the same price; us-east-1,
which is kept by hand, is left alone. --check writes nothing and fails where a file would change or
a price disagrees.
"""

import argparse
import collections
import csv
import decimal
import json
import pathlib
import sys

MULTIPLIERS = {"1k ": 1_000, "10k ": 10_000, "1M ": 1_000_000}
SERVICES = {
    "cw": "cloudwatch", "dt": "data_transfer", "rds.pg": "rds_postgres", "rds.mysql": "rds_mysql",
    "rds": "rds_aurora",
}
WORDS = {
    "rds.pg": "RDS for PostgreSQL", "rds.mysql": "RDS for MySQL",
    "rds.aurora_pg": "Aurora PostgreSQL", "rds.aurora_mysql": "Aurora MySQL",
    "rds.aurora": "Aurora", "elasticache.redis": "ElastiCache for Redis OSS",
    "elasticache.valkey": "ElastiCache for Valkey", "elasticache.serverless": "ElastiCache Serverless",
    "ec2.linux": "EC2, Linux, shared tenancy", "ebs": "EBS", "cw": "CloudWatch", "dt": "Data transfer",
    "dynamodb": "DynamoDB", "efs": "EFS", "elb": "Elastic Load Balancing", "ecr": "ECR",
    "fargate": "Fargate", "kms": "KMS", "lambda": "Lambda", "s3": "S3", "sns": "SNS", "sqs": "SQS",
    "secretsmanager": "Secrets Manager", "vpc": "VPC", "waf": "WAF",
}
FIELDS = [
    "key", "service", "description", "unit", "unit_multiplier", "term", "tiers", "upfront",
    "free_allowance", "minimum", "increment", "effective", "source", "confidence",
]
# What a Region's record has in common with us-east-1's: rules of billing, not prices.
RULES = ["free_allowance", "minimum", "increment"]


def plain(text):
    """A decimal as price files write it: without exponent and trailing zeros."""
    text = format(decimal.Decimal(text), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def prefix(table, key):
    parts = key.split(".")
    for length in (2, 1):
        if ".".join(parts[:length]) in table:
            return ".".join(parts[:length])
    return parts[0]


def description(key):
    head = prefix(WORDS, key)
    rest = key[len(head):].strip(".").replace("_", " ")
    return f"{WORDS[head]}: {rest}"


def record(key, unit, term, tiers, upfront, row, usual):
    known = usual.get(key, {})
    return {
        "key": key, "service": SERVICES.get(prefix(SERVICES, key), key.split(".")[0]),
        "description": description(key), "unit": unit,
        "unit_multiplier": next((f for p, f in MULTIPLIERS.items() if unit.startswith(p)), 1),
        "term": term, "tiers": tiers, "upfront": upfront,
        **{rule: known.get(rule) if term == "on_demand" else None for rule in RULES},
        "effective": row["as_of"], "source": row["source"], "confidence": row["confidence"],
    }


def read(prices, commitments, usual):
    """Records by Region."""
    regions = collections.defaultdict(list)
    tiers = collections.defaultdict(list)
    with open(prices, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            tiers[row["region"], row["key"]].append(row)
    for (region, key), rows in tiers.items():
        steps = [{
            "from": int(row["tier_from"] or 0),
            "to": int(row["tier_to"]) if row["tier_to"] else None,
            "price": plain(row["price"]),
        } for row in rows]
        steps.sort(key=lambda step: step["from"])
        regions[region].append(record(key, rows[0]["unit"], "on_demand", steps, None, rows[0], usual))
    with open(commitments, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            step = [{"from": 0, "to": None, "price": plain(row["price_hour"])}]
            upfront = plain(row["upfront"]) if row["upfront"] else None
            regions[row["region"]].append(
                record(row["key"], row["unit"], row["term"], step, upfront, row, usual))
    return regions


def text(value):
    return json.dumps(value, ensure_ascii=False)


def layout(records, date):
    """As `tosscost catalog import` writes them."""
    out = []
    for sku in sorted(records, key=lambda sku: (sku["key"], sku["term"])):
        steps = [
            f'{{"from": {s["from"]}, "to": {text(s["to"])}, "price": {text(s["price"])}}}'
            for s in sku["tiers"]]
        if len(steps) > 1:
            tiers = "[\n        " + ",\n        ".join(steps) + "\n      ]"
        else:
            tiers = f"[{steps[0]}]"
        lines = [
            f'      "{name}": {tiers if name == "tiers" else text(sku[name])}' for name in FIELDS]
        out.append("    {\n" + ",\n".join(lines) + "\n    }")
    return (
        '{\n  "schema": "tosscost-prices/1",\n  "currency": "USD",\n'
        f'  "as_of": "{date}",\n  "skus": [\n' + ",\n".join(out) + "\n  ]\n}\n")


def cost(sku):
    """What 730 hours of a record come to, however it is split into hours and a fee."""
    years = 3 if "3yr" in sku["term"] else 1
    fee = decimal.Decimal(sku["upfront"] or 0) / (years * 8760)
    return [decimal.Decimal(step["price"]) + fee for step in sku["tiers"]]


def merged(kept, found, region):
    """The Region's records; those that its file has come first."""
    problems = []
    records = {(sku["key"], sku["term"]): sku for sku in kept}
    for sku in found:
        old = records.setdefault((sku["key"], sku["term"]), sku)
        if old is sku:
            continue
        if any(abs(a - b) > b * decimal.Decimal("0.005") for a, b in zip(cost(old), cost(sku))):
            problems.append(
                f"{region} {sku['key']} {sku['term']}: {old['tiers']} in the file, "
                f"{sku['tiers']} in the table")
    return list(records.values()), problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table")
    parser.add_argument("commitments")
    parser.add_argument("--prices", type=pathlib.Path, default=pathlib.Path("data/prices"))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    usual = {
        sku["key"]: sku for sku in json.loads(
            (options.prices / "us-east-1.json").read_text(encoding="utf-8"))["skus"]
        if sku["term"] == "on_demand"}
    problems = []
    for region, found in sorted(read(options.table, options.commitments, usual).items()):
        if region == "us-east-1":
            continue
        path = options.prices / f"{region}.json"
        before = path.read_text(encoding="utf-8") if path.exists() else None
        kept = json.loads(before)["skus"] if before else []
        records, conflicts = merged(kept, found, region)
        problems += conflicts
        date = max(sku["effective"] for sku in records if sku["effective"])
        after = layout(records, date)
        if options.check and after != before:
            problems.append(f"{path} would change")
        elif not options.check:
            path.write_text(after, encoding="utf-8")
            print(f"{path}: {len(records)} records, {len(records) - len(kept)} new")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
