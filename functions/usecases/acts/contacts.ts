import type { contactOperations } from '#functions/contracts/contacts-operations.ts';
import { explain } from '#functions/domain/contact-gate/gate.ts';
import { thirdPartyScript } from '#functions/domain/contact-gate/third-party-script.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { blockedContact, knownPoint } from '#functions/domain/intake/contacts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { command, fromRequest, listing, partOf, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { listNotices } from '#functions/usecases/list-notices.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** R9: whoever talks to somebody else has the words before the eyes. */
const scriptFor = (file: CaseFile, party: string | undefined): { script?: string } =>
  party === 'THIRD_PARTY'
    ? { script: thirdPartyScript(file, packOf(file.policy.jurisdiction, file.policy.version)) }
    : {};

/** Acts of the heading "Contacts". */
export const contactActs = (ports: Ports): ActsOf<typeof contactOperations> => ({
  previewContact: reading(ports, {
    show: (file, { query, asOf }) => {
      knownPoint(file, query);
      const policy = packOf(file.policy.jurisdiction, file.policy.version);
      return { ...explain(file, query, { asOf, policy }), ...scriptFor(file, query.party) };
    },
  }),
  startContact: command(ports, 'startContact', {
    input: ({ body }) => body,
    answer: (file, ids) => {
      const contact = partOf(file.contacts, ids['contactId']);
      return { contact, ...scriptFor(file, contact.party) };
    },
    refuse: ({ file, ids }) => blockedContact(file, ids),
  }),
  recordContactOutcome: command(ports, 'recordContactOutcome', {
    input: fromRequest,
    answer: (file, ids) => ({ contact: partOf(file.contacts, ids['contactId']) }),
  }),
  stateContactPreferences: command(ports, 'stateContactPreferences', {
    input: ({ body }) => body,
    answer: (file) => ({ preferences: file.preferences['contact'] }),
  }),
  getContactPreferences: reading(ports, { show: (file) => ({ preferences: file.preferences['contact'] }) }),
  permitThirdPartyContact: command(ports, 'permitThirdPartyContact', {
    input: ({ body }) => body,
    answer: (file) => ({ thirdPartyContact: Object.values(file.permits).at(-1) }),
  }),
  listNotices: listNotices(ports),
  recordNoticeDelivery: command(ports, 'recordNoticeDelivery', {
    input: fromRequest,
    answer: (file, ids) => ({ notice: partOf(file.notices, ids['noticeId']) }),
  }),
  listContacts: listing(ports, { parts: (file) => Object.values(file.contacts) }),
});
