/** Anything with a place in the queue. */
type Queued = { questionId: string; queueRank: number | undefined };

/**
 * Where something goes: the rank it gets, or new ranks for all when there is no number left between its neighbours.
 * The queue is given in order and without it.
 *
 * @param beforeId goes right before this one; last without, or when it is not in the queue (any more).
 */
export function placeInQueue(
  queue: readonly Queued[],
  questionId: string,
  beforeId: string | undefined,
): { questionId: string; queueRank: number }[] {
  const at = queue.findIndex((queued) => queued.questionId === beforeId);
  const index = at < 0 ? queue.length : at;
  const before = queue[index - 1]?.queueRank;
  const after = queue[index]?.queueRank;
  const queueRank = between(before, after);
  if (queueRank !== undefined) return [{ questionId, queueRank }];
  return queue
    .map((queued) => queued.questionId)
    .toSpliced(index, 0, questionId)
    .map((id, rank) => ({ questionId: id, queueRank: rank }));
}

function between(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined) return after === undefined ? 0 : after - 1;
  if (after === undefined) return before + 1;
  const middle = (before + after) / 2;
  // Numbers end somewhere: after some fifty insertions at the same place.
  return middle > before && middle < after ? middle : undefined;
}

export const inQueueOrder = (a: Queued, b: Queued): number =>
  (a.queueRank ?? 0) - (b.queueRank ?? 0);
