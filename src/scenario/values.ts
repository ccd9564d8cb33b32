import { parseDuration } from '../domain/duration.ts';
import { z } from '../platform/zod.ts';

/** A name that a scenario gives: of a patient, a message, a cue. */
export const name = z
  .string()
  .regex(/^\S(?:.*\S)?$/, 'must be a name without spaces at its ends')
  .meta({ examples: ['letter.tif'] });

/** `PT0.2S`, `P2D`. */
export const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'must be an ISO 8601 duration')
  .meta({ examples: ['PT2S'] });

export const bytes = z.int().min(0).max(2_000_000_000);

/** `06`, `6`, `77`: as it is to stand in the message. YAML takes 06 without quotes for the number 6. */
export const responseCode = z.string().meta({ examples: ['06'] });

/** `UK06`, `RCMR_IN030000UK05`: an interaction as a whole, or the version of the extract alone. */
export const interaction = z
  .string()
  .regex(/^(?:UK\d\d|[A-Z]{4}_[A-Z]{2}\d{6}UK\d\d)$/, 'must be an interaction')
  .meta({ examples: ['RCMR_IN030000UK05'] });
