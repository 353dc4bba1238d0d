#!/bin/sh
# Fetches AWS's public price files of one Region and takes their prices. This is the only part of the
# project that uses a network, and only when you run it.
#
#   scripts/refresh-prices.sh eu-west-1 [PRICES_FOLDER]
#
# Needs curl and grep. No credentials: the files are public (AWS, "AWS Price List Bulk API"). Each
# import first shows what it changes; prices that are known from a later day stay.
set -eu

region=${1:?usage: refresh-prices.sh REGION [PRICES_FOLDER]}
prices=${2:-data/prices}
tool=${TOSSCOST:-tosscost}
source=https://pricing.us-east-1.amazonaws.com
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fetch() { curl -fsS --compressed --retry 3 "$source/$1"; }
take() { "$tool" catalog import "$1" --prices "$prices" --write || failed="$failed ${1##*/}"; }
failed=

for service in AmazonECS AWSLambda AmazonRDS AmazonElastiCache AmazonS3 AmazonS3GlacierDeepArchive \
  AmazonVPC AWSELB awswaf AWSDataTransfer AmazonCloudWatch AWSSecretsManager awskms AmazonECR \
  AWSEvents AWSQueueService AmazonDynamoDB; do
  echo "== $service" >&2
  if fetch "offers/v1.0/aws/$service/current/$region/index.csv" > "$folder/$service.csv"; then
    take "$folder/$service.csv"
  else
    failed="$failed $service"
  fi
done

# EC2's file has every instance and is hundreds of megabytes: NAT gateways and EBS are all that is
# wanted of it. Its first lines say what it is.
echo "== AmazonEC2" >&2
if fetch "offers/v1.0/aws/AmazonEC2/current/$region/index.csv" \
  | grep -aE '^"(FormatVersion|Disclaimer|Publication Date|Version|OfferCode|SKU)"|NatGateway-(Hours|Bytes)|EBS:(Volume|Snapshot)' \
  > "$folder/AmazonEC2.csv"; then
  take "$folder/AmazonEC2.csv"
else
  failed="$failed AmazonEC2"
fi

echo "== AWSComputeSavingsPlan" >&2
path=$(fetch savingsPlan/v1.0/aws/AWSComputeSavingsPlan/current/region_index.json \
  | tr ',' '\n' | grep -o "/savingsPlan/[^\"]*/$region/index.json" | head -1) || path=
if [ -n "$path" ] && fetch "${path#/}" > "$folder/AWSComputeSavingsPlan.json"; then
  take "$folder/AWSComputeSavingsPlan.json"
else
  failed="$failed AWSComputeSavingsPlan"
fi

if [ -n "$failed" ]; then
  echo "not taken:$failed" >&2
  exit 1
fi
