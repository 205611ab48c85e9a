import { setTimeout as delay } from 'node:timers/promises';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { alternate, nextMessage, rowOf, type Bench } from './bench.ts';
import { Announced, Heard, Sides, type Announce, type Side } from './fanout-messages.ts';

const clients = 1_000;
/** Per round and side: four seconds of what a lively room says. */
const notices = 100;
/** Until the last of them are read on the other side. */
const settleMs = 1_500;

/** CPU of telling everyone in a room, per delivery, against a bare socket.io server that tells all its sockets. */
export const bench: Bench = async ({ rounds, say }) => {
  const servers = forkTypeScript(new URL('fanout-servers.ts', import.meta.url));
  const audience = forkTypeScript(new URL('fanout-clients.ts', import.meta.url));
  try {
    const sides = Sides.parse(await nextMessage(servers));
    audience.send(sides);
    await nextMessage(audience);
    say(`${clients} sockets on each side, ${notices} notices each time.`);

    const troubles: string[] = [];
    const microsecondsPerDelivery = async (side: Side): Promise<number> => {
      const message: Announce = { side, notices };
      servers.send(message);
      const { cpuSeconds } = Announced.parse(await nextMessage(servers));
      await delay(settleMs);
      audience.send('count');
      const heard = Heard.parse(await nextMessage(audience))[side];
      if (heard !== clients * notices) troubles.push(`${side}: ${heard} deliveries`);
      return (cpuSeconds * 1e6) / heard;
    };
    const measure = {
      ours: () => microsecondsPerDelivery('ours'),
      baseline: () => microsecondsPerDelivery('baseline'),
    };
    // Compiled, and counted from nothing.
    await alternate(1, measure);
    troubles.length = 0;
    const measured = await alternate(rounds, measure);
    return {
      rows: [rowOf('CPU per delivery to 1,000 sockets', 'µs', measured)],
      ...(troubles.length > 0 ? { isVoid: troubles.join('; ') } : {}),
    };
  } finally {
    servers.disconnect();
    audience.disconnect();
  }
};
