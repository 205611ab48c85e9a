import type { TakeEndReason } from '../../media/contract/timeline.ts';
import type { Logger } from '../platform/log.ts';
import type { RoomCapture } from '../rooms/media-plane.ts';
import type { Cast } from './cast.ts';
import type { LiveTakes } from './live-takes.ts';

type Options = {
  takes: LiveTakes;
  cast: Cast;
  /** Undefined while there is no way to the recorder. */
  openCapture: () => Promise<RoomCapture | undefined>;
  log: Logger;
};

/**
 * Makes the takes match what is open, consented and has room on the disk. What cannot begin now is left for the next
 * time. `reason`: why what is not to be recorded any more ends.
 */
export async function matchTakes(
  { takes, cast, openCapture, log }: Options,
  reason: TakeEndReason,
): Promise<void> {
  const superfluous = takes.producerIds.filter((id) => !cast.isRecordable(id));
  await Promise.all(superfluous.map((id) => takes.end(id, reason)));
  const homeless = takes.producerIds.filter((id) => !cast.hasRoomFor(id));
  await Promise.all(homeless.map((id) => takes.end(id, 'no-room')));
  const missing = cast.recordable.filter(({ producerId }) => !takes.has(producerId));
  if (missing.length === 0) return;
  const capture = await openCapture();
  if (!capture) return;
  await Promise.all(
    missing.map(async (producer) => {
      try {
        await takes.start(producer, capture);
      } catch (error) {
        const { producerId } = producer;
        const level = cast.mayBegin(producerId) ? 'warn' : 'debug';
        log[level]({ err: error, producer: producerId }, 'take not started');
      }
    }),
  );
}
