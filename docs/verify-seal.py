#!/usr/bin/env python3
"""Checks the seal of an archive package with the standard library and openssl: python3 docs/verify-seal.py FOLDER"""
import base64, json, os, subprocess, sys, tempfile

decode = lambda text: base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))
read = lambda name: open(os.path.join(sys.argv[1], name), 'rb').read()
tagmanifest, key = read('tagmanifest-sha256.txt'), json.loads(read('signing-key.jwk.json'))
header, _, signature = read('tagmanifest-sha256.txt.jws').decode().strip().split('.')
signed = header.encode() + b'.' + base64.urlsafe_b64encode(tagmanifest).rstrip(b'=')

def integer(scalar):
    digits = scalar.lstrip(b'\0')
    digits = (b'\0' if digits[0] > 127 else b'') + digits
    return bytes([2, len(digits)]) + digits

raw = decode(signature)
numbers = integer(raw[:32]) + integer(raw[32:])
# The fixed head of a P-256 public key in DER (RFC 5480), then the point, uncompressed.
spki = bytes.fromhex('3059301306072a8648ce3d020106082a8648ce3d030107034200') + b'\4' + decode(key['x']) + decode(key['y'])
with tempfile.TemporaryDirectory() as folder:
    for name, content in ('signed', signed), ('der', bytes([48, len(numbers)]) + numbers), ('key', spki):
        open(os.path.join(folder, name), 'wb').write(content)
    done = subprocess.run(['openssl', 'dgst', '-sha256', '-keyform', 'DER', '-verify', 'key', '-signature', 'der', 'signed'], cwd=folder)
print(f"algorithm {json.loads(decode(header))['alg']}, key {key['kid']}")
sys.exit(done.returncode)
