import type { PlannedContact } from '#functions/domain/contact-gate/planned-contact.ts';
import type { ContactLimits } from '#functions/domain/contact-parts.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { openedCase } from '#test/support/builders.ts';

export const call: PlannedContact = {
  purpose: 'SERVICE',
  channel: 'PHONE',
  direction: 'OUTBOUND',
  contactPointId: 'phone-1',
};

const zones: Readonly<Record<string, string>> = { CN: 'Asia/Shanghai', TW: 'Asia/Taipei', HK: 'Asia/Hong_Kong' };

/** The same case under another pack. */
export const caseUnder = (jurisdiction: string, zone = zones[jurisdiction] ?? 'Asia/Shanghai'): CaseFile => {
  const file = openedCase();
  if (file.meta === undefined) throw new TypeError('an opened case has its facts');
  const { version } = packOf(jurisdiction);
  return { ...file, policy: { jurisdiction, version }, meta: { ...file.meta, timezone: zone } };
};

export const aContact = (contactId: string, startedAt: string, more: Partial<Part<'contacts'>>): Part<'contacts'> => ({
  contactId,
  purpose: 'SERVICE',
  channel: 'PHONE',
  direction: 'OUTBOUND',
  contactPointId: 'phone-1',
  startedAt,
  by: 'agent-1',
  status: 'CONCLUDED',
  gate: { allowed: true, ruleIds: [] },
  ...more,
});

export const withContact = (file: CaseFile, startedAt: string, more: Partial<Part<'contacts'>> = {}): CaseFile => {
  const contactId = `c-${Object.keys(file.contacts).length}`;
  return withPart(file, 'contacts', contactId, aContact(contactId, startedAt, more));
};

export const wishing = (file: CaseFile, limits: ContactLimits): CaseFile =>
  withPart(file, 'preferences', 'contact', {
    ...limits,
    preferenceId: 'contact',
    statedAt: '2026-03-01T00:00:00Z',
    by: 'borrower-1',
  });

export const onHold = (file: CaseFile, kind: Part<'holds'>['kind'], blocks: Part<'holds'>['blocks']): CaseFile =>
  withPart(file, 'holds', `hold-${kind}`, {
    holdId: `hold-${kind}`,
    kind,
    blocks,
    placedBy: 'risk-1',
    placedAt: '2026-03-01T00:00:00Z',
  });
