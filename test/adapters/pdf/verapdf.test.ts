import { describe, expect, test } from 'vitest';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { sealCertificateOf, sealPdf } from '#functions/adapters/pdf/sign.ts';
import { letterDocument } from '#functions/domain/agreement/template-letters.ts';
import { sampleAmendment, sampleCertificate, sampleLetter } from '#functions/domain/agreement/template-samples.ts';
import { amendmentDocument, certificateDocument } from '#functions/domain/agreement/templates.ts';
import { hardAgreement, languages, longHistory } from '#test/adapters/pdf/agreement-samples.ts';
import { fakeSigner } from '#test/support/fake-services.ts';
import { canValidate, validate } from '#test/support/verapdf.ts';

describe.skipIf(!canValidate())('what an independent validator says', () => {
  const files = async (): Promise<Record<string, Uint8Array>> => {
    const made: Record<string, Uint8Array> = {};
    const signer = fakeSigner();
    const certificate = await sealCertificateOf(signer, { name: 'Sample Bank' });
    for (const lang of languages) {
      const agreement = await renderPdf(hardAgreement(lang));
      made[`agreement-${lang}`] = agreement;
      made[`sealed-${lang}`] = await sealPdf(agreement, {
        signer,
        ...certificate,
        fieldName: 'Bank',
        signedAt: '2026-03-12T04:00:00Z',
        reason: 'R37',
      });
      made[`amendment-${lang}`] = await renderPdf(amendmentDocument(sampleAmendment(lang)));
      made[`history-${lang}`] = await renderPdf(longHistory(lang));
      for (const kind of ['BREACH_NOTICE', 'DEMAND'] as const) {
        const letter = await renderPdf(letterDocument(sampleLetter(lang, kind)));
        made[`${kind}-${lang}`] = letter;
        made[`sealed-${kind}-${lang}`] = await sealPdf(letter, {
          signer,
          ...certificate,
          fieldName: 'Bank',
          signedAt: '2026-03-12T04:00:00Z',
          reason: kind,
        });
      }
      made[`certificate-${lang}`] = await renderPdf(certificateDocument(sampleCertificate(lang)));
    }
    return made;
  };

  test.each(['2a', 'ua1'] as const)(
    'R34: veraPDF passes agreement, sealed agreement, amendment, letters, certificate and history in three languages as %s',
    async (flavour) => {
      const made = await files();
      const lines = validate(flavour, made);
      expect(lines.filter((line) => !line.startsWith('PASS'))).toEqual([]);
      expect(lines).toHaveLength(Object.keys(made).length);
    },
    120_000,
  );

  test('the validator sees a broken file', async () => {
    const good = await renderPdf(certificateDocument(sampleCertificate('en')));
    const text = Buffer.from(good).toString('latin1').replace('<pdfaid:part>2', '<pdfaid:part>9');
    expect(validate('2a', { broken: Buffer.from(text, 'latin1') })[0]).toMatch(/^FAIL/u);
  });
});
