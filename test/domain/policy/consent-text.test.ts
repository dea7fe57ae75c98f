import { expect, test } from 'vitest';
import { sha256Hex } from '#functions/domain/ids.ts';
import { recordConsent } from '#functions/domain/intake/consents.ts';
import { ConsentKind, Language } from '#functions/domain/parts.ts';
import { consentText, consentTexts } from '#functions/domain/policy/consent-text.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { serviceOperations } from '#functions/contracts/service-operations.ts';
import { serviceActs } from '#functions/usecases/acts/service.ts';
import { borrower, decided, policy, shanghai } from '#test/domain/intake/deciding.ts';
import { offeredCase } from '#test/support/builders.ts';

test.each(['CN', 'TW', 'HK'])(
  'R7: the pack %s publishes what is agreed to, kind by kind and language by language, with version and hash',
  async (jurisdiction) => {
    const acts = serviceActs('test', async () => ({ openapi: '3.1.0' }));
    const asked = { params: { jurisdiction }, query: {}, operationId: 'getPolicyPack', requestId: 'r-1' };
    const { body } = await acts.getPolicyPack({
      ...asked,
      asOf: shanghai('2026-03-04'),
      principal: borrower,
      body: undefined,
      idempotencyKey: undefined,
      ifMatch: undefined,
      language: 'en',
    });
    const { consentTexts: texts, lender } = serviceOperations.getPolicyPack.response.parse(body);
    expect(texts).toHaveLength(ConsentKind.options.length * Language.options.length);
    for (const { kind, language, version, text, sha256 } of texts) {
      expect(sha256).toBe(sha256Hex(text));
      expect(version).toBe('1');
      expect(text, `${kind} in ${language}`).not.toMatch(/[{}]|undefined/u);
      if (kind === 'SERVICE') expect(text).toContain(lender[language]);
    }
  },
);

test('R7: whoever changes a word of a consent gives it a new version: these are the words of version 1', () => {
  const words = consentTexts(packOf('CN')).map(({ text }) => text);
  expect(sha256Hex(words.join('\n'))).toBe('aabed16220c93bc3e5852b5d983e416c37e21cb6bf42f0737e552c19da4dad17');
});

test('R7: a consent keeps the hash of the very words that were shown in the borrower’s language', () => {
  const yes = { kind: 'SERVICE', decision: 'GIVEN', textVersion: '1', channel: 'APP' } as const;
  const { file } = decided(recordConsent, offeredCase(), yes, { asOf: shanghai('2026-03-04'), by: borrower });
  expect(Object.values(file.consents).at(-1)).toMatchObject({
    textVersion: '1',
    textSha256: consentText(policy, 'SERVICE', 'zh-Hans').sha256,
  });
});
