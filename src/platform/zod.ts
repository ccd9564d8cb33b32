/** The one door to the schema library. */
export { z } from 'zod';
