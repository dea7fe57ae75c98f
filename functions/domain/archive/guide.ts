/** `data/how-to-check.txt`: for somebody who finds the package in twenty years and has neither this software nor its makers. */
export const guide = `HOW TO CHECK THIS PACKAGE

This folder is a BagIt 1.0 package (RFC 8493): the complete record of one repayment assistance case.

1. Every file is as it was.
   bagit.py --validate FOLDER            (PyPI: bagit), or, inside the folder:
   sha256sum -c manifest-sha256.txt
   sha256sum -c tagmanifest-sha256.txt

2. The list of files is the one that the bank sealed.
   tagmanifest-sha256.txt.jws is a detached JSON Web Signature (RFC 7515, appendix F; algorithm ES256) over the bytes of
   tagmanifest-sha256.txt. Any JOSE tool checks it with signing-key.jwk.json. The signed bytes are
       BASE64URL(header) "." BASE64URL(tagmanifest-sha256.txt)
   and the signature is R and S, 32 bytes each, in base64url behind the two dots.
   Compare the key's "kid" (its RFC 7638 thumbprint) with the one that the bank has published.

3. The journal is whole.
   data/journal.jsonl has one entry in each line. An entry without its "hash", as canonical JSON (RFC 8785: keys sorted,
   no spaces, UTF-8), has the SHA-256 that its "hash" says; its "previousHash" is the hash of the line before (64 zeros
   at first). data/access-log.jsonl, the chain of logged reads, and data/complaints/*.jsonl, the chain of each
   complaint, are checked the same way. Replayed from the first line on, the entries give the case as case-file.json shows it.

WHAT IS IN IT

data/history.pdf          the case in readable form
data/journal.jsonl        everything that happened, who did it and when
data/access-log.jsonl     who read what, before the case was archived; a chain like the journal (no line: nobody did)
data/case-file.json       the case at its end; schedules.json, payments.json, contacts.json: parts of it
data/complaints.json      complaints about the service or its people, the words of each and of its reply
data/complaints/          the chain of each complaint
data/private.json         names, contact points, and words that somebody wrote
data/agreements/          agreements and amendments as signed
data/documents/           papers, evidence and signed originals
data/policy-pack.json     the rules that the case was judged by
data/templates.json       templates of its documents, with version and hash
data/retention.json       how long each class of record is kept
inventory.json            each file with its retention class, the day until which it is kept, and its version in the store
`;
