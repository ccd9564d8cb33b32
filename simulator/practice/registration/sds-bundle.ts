import { z } from '../../../src/platform/zod.ts';

const coded = z.looseObject({ system: z.string().optional(), value: z.string().optional() });
const setting = z.looseObject({
  url: z.string(),
  valueString: z.string().optional(),
  valueInteger: z.number().optional(),
});
const resource = z.looseObject({
  resourceType: z.string(),
  identifier: z.array(coded).default([]),
  address: z.string().optional(),
  extension: z
    .array(z.looseObject({ url: z.string(), extension: z.array(setting).default([]) }))
    .default([]),
});
const bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.looseObject({ resource })).default([]),
});

/** A Device or Endpoint of SDS FHIR (sds-ods 2.4). */
export type SdsResource = z.output<typeof resource>;

/** The resources of a search answer; `undefined` for what is no Bundle. */
export function readSdsBundle(body: Buffer): readonly SdsResource[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const read = bundle.safeParse(json);
  return read.success ? read.data.entry.map((each) => each.resource) : undefined;
}

/** The identifier of a system, for example `https://fhir.nhs.uk/Id/nhsSpineASID`. */
export function identifierOf({ identifier }: SdsResource, name: string): string | undefined {
  return identifier.find(({ system }) => system === `https://fhir.nhs.uk/Id/${name}`)?.value;
}

const RELIABILITY = 'Extension-SDS-ReliabilityConfiguration';

/** The reliability values of an Endpoint, by name in lower case. */
export function reliabilityOf({ extension }: SdsResource): Readonly<Record<string, string>> {
  const settings = extension.find(({ url }) => url.endsWith(RELIABILITY))?.extension ?? [];
  return Object.fromEntries(
    settings.map(({ url, valueString, valueInteger }) => [
      url.toLowerCase(),
      valueString ?? String(valueInteger ?? ''),
    ]),
  );
}
