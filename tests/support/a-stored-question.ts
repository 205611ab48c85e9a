import { newId } from '../../server/platform/ids.ts';
import type { StoredQuestion, StoredReply } from '../../server/questions/question.ts';

const recently = new Date(Date.UTC(2026, 10, 28, 12, 30));

/** An open question, but for what the test says. */
export function aStoredQuestion(overrides: Partial<StoredQuestion> = {}): StoredQuestion {
  return {
    questionId: newId(),
    sessionId: 'session',
    number: 1,
    version: 1,
    state: 'open',
    text: 'Bagaimana memulai klub buku?',
    originalText: undefined,
    askerKey: 'siti',
    askerSessionId: undefined,
    askerMode: 'named',
    displayName: 'Siti',
    place: 'Solok',
    askedAt: recently,
    askedAtMs: 60_000,
    queueRank: undefined,
    isPinned: false,
    isHeld: false,
    dismissReason: undefined,
    labels: [],
    answeredBy: undefined,
    answerStartMs: undefined,
    answerEndMs: undefined,
    mergedIntoId: undefined,
    stateBefore: undefined,
    carriedFromId: undefined,
    replies: [],
    history: [{ state: 'open', at: recently, atMs: 60_000 }],
    ...overrides,
  };
}

/** A public reply, but for what the test says. */
export function aStoredReply(overrides: Partial<StoredReply> = {}): StoredReply {
  return {
    answerId: newId(),
    text: 'Mulai dengan satu buku.',
    answeredBy: 'Rina',
    authorKey: 'rina',
    answeredAt: recently,
    isPrivate: false,
    ...overrides,
  };
}
