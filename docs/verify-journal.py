#!/usr/bin/env python3
"""Checks a journal (JSON array, or JSON lines of an archive package) with nothing but the standard library: python3 docs/verify-journal.py FILE"""
import hashlib, json, sys

text = open(sys.argv[1], encoding='utf-8').read()
entries = json.loads(text) if text.startswith('[') else [json.loads(line) for line in text.splitlines()]
previous, seq = '0' * 64, 0
for entry in entries:
    seq += 1
    body = {key: value for key, value in entry.items() if key != 'hash'}
    text = json.dumps(body, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    if entry['seq'] != seq or entry['previousHash'] != previous or hashlib.sha256(text.encode()).hexdigest() != entry['hash']:
        sys.exit(f'broken at entry {seq}')
    previous = entry['hash']
print(f'{len(entries)} entries, chain whole, head {previous}')
