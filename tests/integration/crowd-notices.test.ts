import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { pollPlans } from '../support/a-poll.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';

let hub: RoomHub;
beforeAll(async () => void (hub = await openRoomHub({ plane: new FakeMediaPlane() })));
afterAll(() => hub.close());

test('a crowd hears what is meant for it; not those beside it, nor who has left, nor who is next door', async () => {
  const { code } = hub.sessions.add('full', 'live');
  const nextDoor = await hub.joinAs('listener', hub.sessions.add('next-door', 'live').code);
  const host = await hub.joinAs('host', code);
  const waiting = await hub.enterAs('listener', code);
  const seated = await Promise.all(
    Array.from({ length: 30 }, () => hub.joinAs('listener', code)),
  );
  const gone = await hub.joinAs('listener', code);
  await gone.request('room:leave', {});
  gone.forget();

  const plan = pollPlans.single;
  const { pollId } = await host.request('poll:draft', {
    pollId: newId(),
    plan,
    isShown: false,
  });
  await host.request('poll:open', { pollId, version: 1 });
  await seated[0]?.request('poll:answer', { pollId, answer: { choices: [1] } });

  // Counts are held back from all but the staff.
  const { tally } = await host.hears('poll:counted', ({ people }) => people === 1);
  expect(tally?.counts).toEqual([0, 1, 0]);
  for (const one of [...seated, waiting]) {
    expect(await one.hears('poll:counted')).toEqual({ pollId, people: 1 });
    expect(one.all('poll:changed').map((poll) => poll.tally)).toEqual([undefined]);
  }
  expect(host.all('poll:counted')).toHaveLength(1);
  // Whatever was on its way to them is there before an answer.
  await gone.raw('no:such', {});
  await nextDoor.raw('no:such', {});
  expect([...gone.heard, ...nextDoor.all('poll:counted')]).toEqual([]);
});
