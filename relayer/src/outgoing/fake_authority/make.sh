#!/bin/sh
# Makes the certificates anew. Run in this folder.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1"; }
authority() {
    key "$scratch/$1.key"
    openssl req -x509 -new -key "$scratch/$1.key" -days 36500 -subj "/CN=Fake authority $1 for tests" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" -out "$1.pem"
}
# name, subject alternative names, begin, end
certificate() {
    openssl req -new -key server.key -subj "/CN=Fake server for tests" -out "$scratch/$1.csr"
    printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=%s\n' "$2" > "$scratch/$1.ext"
    : > "$scratch/index.txt"
    openssl ca -batch -config "$scratch/ca.cnf" -in "$scratch/$1.csr" -cert authority.pem -keyfile "$scratch/authority.key" \
        -startdate "$3" -enddate "$4" -extfile "$scratch/$1.ext" -notext -out "$1.pem"
}
cat > "$scratch/ca.cnf" <<EOF
[ca]
default_ca = own
[own]
new_certs_dir = $scratch
database = $scratch/index.txt
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
EOF
authority authority
authority another
key server.key
certificate server "DNS:localhost,IP:127.0.0.1" 20260101000000Z 21250101000000Z
certificate misnamed "DNS:elsewhere.example" 20260101000000Z 21250101000000Z
certificate expired "DNS:localhost,IP:127.0.0.1" 20200101000000Z 20210101000000Z
