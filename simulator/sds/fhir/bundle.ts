/** A resource with the id that it has for this answer alone. */
interface Resource {
  readonly resourceType: string;
  readonly id: string;
}

/** A searchset (sds-ods 2.4). `url` is the address as the client wrote it. */
export function bundleOf(url: string, id: string, resources: readonly Resource[]) {
  const [place = ''] = url.split('?', 1);
  return {
    resourceType: 'Bundle',
    id,
    type: 'searchset',
    total: resources.length,
    link: [{ relation: 'self', url: percentDecoded(url) }],
    entry: resources.map((resource) => ({
      fullUrl: `${place}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  };
}

/** Runs of escaped bytes as the text that they are; what is no UTF-8 becomes the replacement character. */
export function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
