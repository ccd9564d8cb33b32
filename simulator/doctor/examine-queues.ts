import type { AdaptorFacts } from '../doors/adaptor-desk.ts';
import type { DoctorFinding } from '../doors/doctor.ts';
import { counted, type Examination } from './doctor-room.ts';

/** So many messages are more than what is just being worked on. */
const BACKLOG = 50;

/** Queues of MHS adaptors: not reached, without a consumer, or with one that settles nothing. */
export const examineQueues: Examination = ({ adaptors }) =>
  (adaptors?.adaptors() ?? []).flatMap((facts) => findingOf(facts) ?? []);

function findingOf(facts: AdaptorFacts): DoctorFinding | undefined {
  const { odsCode, broker, queue, connected, waiting = 0, consumers = 0 } = facts;
  const name = `queue ${queue} of ${odsCode} at ${broker}`;
  if (!connected)
    return {
      id: 'QUEUE-UNREACHABLE',
      severity: 'bad',
      message: `${name} is not reached: what Spine delivers to ${odsCode} is refused until it is`,
      remedy:
        'Start the broker with AMQP 1.0, or set organisations.NAME.adaptor.queue.broker right; without it the embedded one is used.',
    };
  if (waiting > 0 && consumers === 0)
    return {
      id: 'QUEUE-WITHOUT-CONSUMER',
      severity: 'warning',
      message: `${counted(waiting, 'message')} in ${name}, and nobody takes from it`,
      remedy: `Let the system behind the adaptor receive from ${queue} by AMQP 1.0, for example with ${broker} as its broker.`,
    };
  if (waiting >= BACKLOG)
    return {
      id: 'QUEUE-NOT-SETTLED',
      severity: 'warning',
      message: `${counted(waiting, 'message')} in ${name} are not settled, though ${counted(consumers, 'consumer')} took from it`,
      remedy:
        'Let the consumer accept each message once it is kept: what is not settled comes again.',
    };
  return undefined;
}
