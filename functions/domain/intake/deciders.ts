import { assignCase, cancelCase } from '#functions/domain/intake/assign.ts';
import { recordConsent, register, withdrawConsent } from '#functions/domain/intake/consents.ts';
import { recordContactOutcome, startContact } from '#functions/domain/intake/contacts.ts';
import { giveFeedback } from '#functions/domain/intake/feedback.ts';
import { lapseDeadline } from '#functions/domain/intake/lapse.ts';
import { updateParties } from '#functions/domain/intake/parties.ts';
import { stateContactPreferences } from '#functions/domain/intake/preferences.ts';
import { permitThirdPartyContact } from '#functions/domain/intake/third-party.ts';
import { openCase, reportAccount } from '#functions/domain/intake/report.ts';

/** Acts from the first report to registration, and the one for every deadline that passes. */
export const intakeDeciders = {
  reportAccount,
  openCase,
  assignCase,
  updateParties,
  cancelCase,
  giveFeedback,
  startContact,
  recordContactOutcome,
  stateContactPreferences,
  permitThirdPartyContact,
  recordConsent,
  withdrawConsent,
  register,
  lapseDeadline,
};
