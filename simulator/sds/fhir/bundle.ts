import { decoded } from '../../gateway/query-parameters.ts';

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
    link: [{ relation: 'self', url: decoded(url) }],
    entry: resources.map((resource) => ({
      fullUrl: `${place}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  };
}
