import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isRtcp } from '../../media/capture/rtp.ts';
import type { Scope } from '../../server/platform/scope.ts';

/**
 * A bad network between the SFU and the recorder: loses a share of the RTP packets on the way to `port`, repeats
 * included, and carries everything back. Returns the port to send to instead, and how many packets it lost.
 */
export async function openLossyRelay(
  port: number,
  loss: number,
  scope: Scope,
): Promise<{ port: number; readonly lost: number }> {
  const front = createSocket('udp4');
  const back = createSocket('udp4');
  scope.defer('relay', () => {
    front.close();
    back.close();
  });
  let sfuPort = 0;
  let lost = 0;
  front.on('message', (bytes, from) => {
    sfuPort = from.port;
    if (!isRtcp(bytes) && Math.random() < loss) lost += 1;
    else back.send(bytes, port, '127.0.0.1');
  });
  back.on('message', (bytes) => front.send(bytes, sfuPort, '127.0.0.1'));
  front.bind(0, '127.0.0.1');
  back.bind(0, '127.0.0.1');
  await Promise.all([once(front, 'listening'), once(back, 'listening')]);
  return {
    port: front.address().port,
    get lost() {
      return lost;
    },
  };
}
