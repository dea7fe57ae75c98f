import * as z from 'zod';
import { Destruction } from '#functions/domain/archive-parts.ts';

const { reason: _reason, documentIds: _documentIds, ...shape } = Destruction.shape;

/** R66, C39: the record that outlives what it is about, without the words of its reason. */
export const DestructionShown = z.strictObject(shape);
