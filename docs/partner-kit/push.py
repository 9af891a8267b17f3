"""Posts rows to a feeder. 向报送节点推送数据。

    python3 push.py URL KEY ROWS.json

KEY is a file with the 64 hexadecimal digits that both sides have (HMAC-SHA256), or with an Ed25519 key in PEM that only you have;
the standard library has no Ed25519, so that openssl 3 signs with that one.
KEY 为密钥文件：双方共享的 64 位十六进制密钥（HMAC-SHA256），或只有贵机构持有的 Ed25519 私钥（PEM，由 openssl 3 签名）。
"""

import hashlib
import hmac
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request


def sign(key, message):
    text = pathlib.Path(key).read_text()
    if "PRIVATE KEY" not in text:
        return hmac.new(bytes.fromhex(text.strip()), message, hashlib.sha256).digest()
    with tempfile.NamedTemporaryFile() as file:
        file.write(message)
        file.flush()
        openssl = ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", file.name]
        return subprocess.run(openssl, check=True, stdout=subprocess.PIPE).stdout


def push(url, key, body):
    """Returns once the rows are kept, and raises otherwise: send them again then. The same rows twice change nothing."""
    now = int(time.time())
    signature = sign(key, b"timebank/push/v1" + now.to_bytes(8, "big") + body).hex()
    headers = {"Timebank-Time": str(now), "Timebank-Signature": signature}
    urllib.request.urlopen(urllib.request.Request(url, body, headers))


if __name__ == "__main__":
    url, key, rows = sys.argv[1:]
    try:
        push(url, key, pathlib.Path(rows).read_bytes())
    except urllib.error.HTTPError as refused:
        sys.exit(f"{refused.code} {refused.read().decode()}")
