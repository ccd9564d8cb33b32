import { type CodeNote, notesOf } from './code-note.ts';

/** Statuses that say all there is: of the gateway, of Spine's door, and of whatever a peer answers. */
export const HTTP_CODES: Readonly<Record<string, CodeNote>> = notesOf('RFC 9110 section 15', {
  '4xx': [
    'the request is refused',
    'A request that the service answers.',
    'Do what the answer says; the same request will be refused again.',
  ],
  '5xx': [
    'the service failed',
    'An answer of the service.',
    'Ask again later; where a fault rule is in force, see the trace.',
  ],
  '400': [
    'the request cannot be read',
    'A request that follows the interface.',
    'Correct what the answer names.',
  ],
  '401': [
    'nobody is known by what was shown',
    'Credentials that are valid.',
    'Send credentials that are valid.',
  ],
  '403': [
    'this is not allowed',
    'Credentials that allow this.',
    'Ask with credentials that allow this.',
  ],
  '404': [
    'nothing is served at this path',
    'One of the paths that the answer lists.',
    'Check the path, its prefix included.',
  ],
  '405': [
    'the method is not served here',
    'One of the methods in Allow.',
    'Use a method that the header Allow lists.',
  ],
  '413': [
    'the body is larger than is taken',
    'A body within the limit of the service.',
    'Send less.',
  ],
  '500': [
    'the service failed',
    'An answer of the service.',
    'Ask again later; the log of the simulator says why.',
  ],
  '503': ['the service is not available now', 'An answer of the service.', 'Ask again later.'],
});
