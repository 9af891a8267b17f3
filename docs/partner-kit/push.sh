#!/usr/bin/env bash
# Posts rows to a feeder. 向报送节点推送数据。
#     push.sh URL KEY ROWS.json
# KEY is a file with the 64 hexadecimal digits that both sides have (HMAC-SHA256), or with an Ed25519 key in PEM that only you have.
# KEY 为密钥文件：双方共享的 64 位十六进制密钥（HMAC-SHA256），或只有贵机构持有的 Ed25519 私钥（PEM）。
# Needed: bash, curl, openssl 3, od. Other users of the machine can see the HMAC key for a moment in its list of processes: push.py
# shows it nowhere.
set -euo pipefail
url=$1 key=$2 rows=$3
message=$(mktemp)
trap 'rm -f "$message"' EXIT
time=$(date +%s)
{ printf timebank/push/v1; printf "$(printf %016x "$time" | sed 's/../\\x&/g')"; cat "$rows"; } > "$message"
if grep -q 'PRIVATE KEY' "$key"; then
  signature=$(openssl pkeyutl -sign -rawin -inkey "$key" -in "$message" | od -An -v -tx1 | tr -d " \n")
else
  signature=$(openssl dgst -sha256 -mac HMAC -macopt hexkey:"$(tr -d '[:space:]' < "$key")" "$message" | sed 's/.*= //')
fi
# It fails unless the rows are kept: send them again then. 返回失败时请重新发送；重复发送不会重复生效。
curl --fail-with-body --silent --show-error "$url" --data-binary @"$rows" \
  --header "Timebank-Time: $time" --header "Timebank-Signature: $signature"
