import PostalMime from 'postal-mime';
import type { ParsedMail } from '#functions/usecases/mail-ports.ts';

const bytesOf = (content: string | ArrayBuffer | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);

/** Pictures of a signature or a letterhead lie in the text: they are no papers. */
export const parseMail = async (bytes: Uint8Array): Promise<ParsedMail> => {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 32 });
  return {
    from: mail.from?.address ?? '',
    to: [...(mail.to ?? []), ...(mail.cc ?? [])].flatMap(({ address }) => address ?? []),
    subject: mail.subject ?? '',
    text: mail.text ?? mail.html ?? '',
    attachments: mail.attachments
      .filter(({ disposition, related }) => disposition !== 'inline' && related !== true)
      .map(({ mimeType, content }) => ({ mediaType: mimeType, bytes: bytesOf(content) })),
  };
};
