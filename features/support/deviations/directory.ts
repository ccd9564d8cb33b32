import { PRACTICES } from '../cast.ts';
import { MESSAGE_KINDS } from '../message-kinds.ts';
import { asIf, type Deviation } from './deviation.ts';

function interaction(service: string, action: string): Deviation {
  return (draft, world) => ({
    ...asIf((contract) => ({ ...contract, service, action }))(draft, world),
    soapAction: `${service}/${action}`,
  });
}

/** Parties, contracts and interactions that the directory does not know, or not together. */
export const DIRECTORY_DEVIATIONS: Readonly<Record<string, Deviation>> = {
  'an unknown CPAId': asIf((contract) => ({ ...contract, cpaId: 'S99999A999999' })),
  'the CPAId of another contract': (draft, world) => {
    const other = world.contracts.find(({ cpaId }) => cpaId !== draft.contract.cpaId);
    return { ...draft, contract: { ...draft.contract, cpaId: other?.cpaId ?? '' } };
  },
  'an unknown To party': asIf((contract) => ({ ...contract, partyKey: 'Z99999-999999' })),
  'an unknown From party': (draft) => ({ ...draft, fromPartyKey: 'Z99999-999999' }),
  'the From party of Oakfield': (draft) => ({
    ...draft,
    fromPartyKey: PRACTICES.Oakfield.partyKey,
  }),
  'an interaction that nobody has': interaction(
    'urn:nhs:names:services:gp2gp',
    'RCMR_IN990000UK99',
  ),
  'an interaction that only Spine has': interaction(
    MESSAGE_KINDS['asynchronous reliable request'].service,
    MESSAGE_KINDS['asynchronous reliable request'].action,
  ),
};
