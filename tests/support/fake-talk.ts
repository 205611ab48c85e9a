import { Listeners } from '../../client/session/listeners.ts';
import type { SessionTalk } from '../../client/session/live-store.ts';
import type { Request } from '../../client/session/request.ts';
import { SessionError } from '../../client/session/session-error.ts';
import type { NamedNotice } from '../../client/state/room-view.ts';

/** A session whose hub answers as the test says, one function a request, and whose notices the test makes. */
export function fakeTalk(answers: Record<string, (input: never) => unknown>) {
  const noticed = new Listeners<[NamedNotice]>();
  const arrived = new Listeners();
  const asked: { name: string; input: unknown }[] = [];
  const request = (async (name: string, input: never) => {
    asked.push({ name, input });
    const answer = answers[name];
    if (!answer) throw new SessionError('offline', `no answer to ${name} in this test`);
    return await answer(input);
  }) as Request;
  const talk: SessionTalk = { request, noticed, arrived };
  return {
    ...{ talk, asked },
    arrive: () => arrived.tell(),
    notice: (named: NamedNotice) => noticed.tell(named),
  };
}
