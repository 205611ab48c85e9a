import type { Floor } from './floor.ts';
import type { RoomSession } from './room-session.ts';

type Session = Pick<RoomSession, 'request'>;
type Hands = Pick<Floor, 'hands'>;

/** Raises one's hand, or says why it is up. */
export async function raiseHand(
  { request }: Session,
  { hands }: Hands,
  reason: string,
): Promise<void> {
  const mine = await request('hand:raise', { reason });
  hands.change((view) => ({ ...view, mine }));
}

export async function lowerHand({ request }: Session, { hands }: Hands): Promise<void> {
  await request('hand:lower', {});
  hands.change((view) => ({ ...view, mine: undefined }));
}
