import { holdMail, takeMailed } from '#functions/domain/documents/mailed.ts';
import { reviewDocument } from '#functions/domain/documents/review.ts';
import { quarantineDocument, receiveDocument, requestUpload } from '#functions/domain/documents/uploads.ts';

/** Acts about papers and other files of a case. */
export const documentDeciders = {
  requestUpload,
  receiveDocument,
  quarantineDocument,
  takeMailed,
  holdMail,
  reviewDocument,
};
