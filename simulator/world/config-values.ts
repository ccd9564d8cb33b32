import { z } from '../../src/platform/zod.ts';

// The values of a world file. Every shape carries an example, which becomes the "nearest legal value" of
// an error and the hint of an editor.

export const odsCode = z
  .string()
  .regex(/^[A-Z0-9]{1,10}$/)
  .meta({ description: 'Organisation code of ODS.', examples: ['Z99001'] });

export const partyKey = z
  .string()
  .regex(/^[A-Z0-9]{1,8}-\d{6,7}$/)
  .meta({
    description: 'Party key as registered in SDS: an organisation code, a hyphen, 6 or 7 digits.',
    examples: ['Z99001-900001'],
  });

export const asid = z
  .string()
  .regex(/^\d{12}$/)
  .meta({
    description: 'Accredited system id: twelve digits, in quotes.',
    examples: ['999000000001'],
  });

export const fqdn = z
  .string()
  .regex(/^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*$/)
  .meta({
    description: 'Registered host name, as in the certificate. Case does not matter.',
    examples: ['riverside.spinebox.test'],
  });

export const duration = z
  .string()
  .regex(/^P(?!$)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/)
  .meta({
    description: 'xsd:duration without years and months, in real time: timeScale is applied later.',
    examples: ['PT4H10M'],
  });

export const host = z
  .string()
  .min(1)
  .regex(/^[A-Za-z0-9.:_-]+$/)
  .meta({ description: 'Address or host name to listen on.', examples: ['127.0.0.1'] });

export const port = z
  .int()
  .min(0)
  .max(65_535)
  .meta({ description: 'TCP port; 0 takes any free one.' });

export const url = z
  .string()
  .regex(/^https?:\/\/[^\s/]+(?:\/\S*)?$/)
  .refine((text) => URL.canParse(text), 'is no URL')
  .meta({ description: 'Absolute http or https address.', examples: ['https://localhost:9443/'] });

export const serviceInteraction = z
  .string()
  .regex(/^urn:[^\s]+:[A-Za-z0-9_]+$/)
  .meta({
    description: 'Service and interaction, joined with a colon as in SDS (nhsMhsSvcIA).',
    examples: ['urn:nhs:names:services:gp2gp:RCMR_IN030000UK06'],
  });

export const cpaId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .meta({ description: 'CPAId of the contract (nhsMhsCPAId).', examples: ['S20001A000182'] });

/** Whole bytes. */
export const bytes = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
