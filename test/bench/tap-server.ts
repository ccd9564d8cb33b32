import { startTap } from '../../simulator/tap/start-tap.ts';
import { parseTapConfig } from '../../simulator/tap/tap-config.ts';

/** A tap as shipped, with a durable journal, in a process of its own. Its settings come in `TAP`. */
const tap = await startTap({ config: parseTapConfig('TAP', JSON.parse(process.env.TAP ?? '{}')) });

process.on('message', async () => {
  await tap.settled();
  process.send?.({ recorded: await tap.journal.count({ kind: 'received' }), lost: tap.lost });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: tap.legs[0]?.port });
