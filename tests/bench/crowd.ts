import { z } from 'zod';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { pollPlans } from '../support/a-poll.ts';
import { RoomPeer } from '../support/room-peer.ts';
import { nextMessage, rowOf, type Bench } from './bench.ts';

const crowd = 1_000;
/** At once; more would only make the servers' accept queues overflow. */
const together = 50;

const Addresses = z.object({ ours: z.string(), code: z.string(), bare: z.string() });

/**
 * A thousand people answer a poll in the same moment, and vote for a question: until all are acknowledged, which is after
 * all are stored, against a bare server that only acknowledges.
 */
export const bench: Bench = async ({ rounds, say }) => {
  const scope = new Scope('crowd', silentLog);
  const servers = forkTypeScript(new URL('crowd-servers.ts', import.meta.url));
  try {
    const { ours, code, bare } = Addresses.parse(await nextMessage(servers));
    const open = async (url: string, number: number, cookie = `device=crowd-${number}`) => {
      const peer = await RoomPeer.connect(url, { cookie, tabId: `tab-${number + 10_000}` });
      scope.defer('person', () => peer.close());
      return peer;
    };
    const host = await open(ours, crowd, 'person=rina');
    await host.enter(code);
    await host.join('Rina');
    const come = async (number: number): Promise<RoomPeer> => {
      const peer = await open(ours, number);
      await peer.enter(code);
      return peer;
    };
    const people: RoomPeer[] = [];
    const others: RoomPeer[] = [];
    while (people.length < crowd) {
      const numbers = Array.from({ length: together }, (_, index) => people.length + index);
      people.push(...(await Promise.all(numbers.map(come))));
      others.push(...(await Promise.all(numbers.map((number) => open(bare, number)))));
    }
    say(`${crowd} sockets on each side.`);

    const answer = (pollId: string) => (peer: RoomPeer, at: number) =>
      peer.request('poll:answer', { pollId, answer: { choices: [at % 3] } });
    const acknowledge = async () => await untilAll(others, answer(newId()));
    const answers = async (): Promise<number> => {
      const plan = pollPlans.single;
      const draft = { pollId: newId(), plan, isShown: true };
      const { pollId } = await host.request('poll:draft', draft);
      await host.request('poll:open', { pollId, version: 1 });
      return await untilAll(people, answer(pollId));
    };
    const votes = async (asker: RoomPeer): Promise<number> => {
      const text = 'Bagaimana memulai klub buku?';
      const asked = { questionId: newId(), text, askerMode: 'named' } as const;
      const { questionId } = await asker.request('question:ask', asked);
      return await untilAll(people, (peer) =>
        peer.request('question:vote', { questionId, isFor: true }),
      );
    };
    const found = {
      answers: { ours: [] as number[], baseline: [] as number[] },
      votes: { ours: [] as number[], baseline: [] as number[] },
    };
    for (let round = 0; round < rounds; round += 1) {
      found.answers.baseline.push(await acknowledge());
      found.answers.ours.push(await answers());
      found.votes.baseline.push(await acknowledge());
      found.votes.ours.push(await votes(await come(crowd + 1 + round)));
    }
    return {
      rows: [
        rowOf('1,000 answers to a poll: until all are acknowledged', 'ms', found.answers),
        rowOf('1,000 votes for a question: until all are acknowledged', 'ms', found.votes),
      ],
    };
  } finally {
    await scope.close('measured');
    servers.disconnect();
  }
};

/** How long it takes in milliseconds until everyone, all at once, has been told that it is done. */
async function untilAll(
  people: readonly RoomPeer[],
  ask: (peer: RoomPeer, at: number) => Promise<unknown>,
): Promise<number> {
  const startedMs = performance.now();
  await Promise.all(people.map(ask));
  return performance.now() - startedMs;
}
