import { newId } from '../../server/platform/ids.ts';
import type { RequestInput, RequestOutput } from '../../server/protocol/protocol.ts';
import type { Question } from '../../server/protocol/questions.ts';
import type { RoomPeer } from './room-peer.ts';

/** A question asked with a name, but for what the test says. */
export const ask = (
  peer: RoomPeer,
  text: string,
  overrides: Partial<RequestInput<'question:ask'>> = {},
): Promise<Question> =>
  peer.request('question:ask', {
    ...{ questionId: newId(), text, askerMode: 'named', place: 'Solok' },
    ...overrides,
  });

/** What a peer is told of a question, once it fits. */
export async function told(
  peer: RoomPeer,
  questionId: string,
  fits: (question: Question) => boolean = () => true,
): Promise<Question> {
  const find = (questions: Question[]): Question | undefined =>
    questions.find((each) => each.questionId === questionId && fits(each));
  const { questions } = await peer.hears('questions:changed', (notice) =>
    Boolean(find(notice.questions)),
  );
  return find(questions)!;
}

/** Which version of it a request has seen. */
export const seen = ({ questionId, version }: Question) => ({ questionId, version });

/** The questions as this peer reads them. */
export const boardOf = (peer: RoomPeer): Promise<RequestOutput<'questions:read'>> =>
  peer.request('questions:read', {});
