import { expect, test } from 'vitest';
import { silentLog } from './log.ts';
import { Scope } from './scope.ts';

const open = (): Scope => new Scope('test', silentLog);

test('a scope closes what it opened newest first, once, and waits for each', async () => {
  const scope = open();
  const closed: string[] = [];
  scope.defer('database', () => void closed.push('database'));
  scope.defer('room', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    closed.push('room');
  });
  await Promise.all([scope.close('first'), scope.close('second')]);
  expect(closed).toEqual(['room', 'database']);
});

test('closing an owner closes its children before itself', async () => {
  const owner = open();
  const closed: string[] = [];
  owner.defer('owner', () => void closed.push('owner'));
  await owner.open('child', (child) => {
    child.defer('child', () => void closed.push('child'));
  });
  await owner.close('done');
  expect(closed).toEqual(['child', 'owner']);
});

test('a scope is ending as soon as any of its owners is', async () => {
  const owner = open();
  const child = owner.child('room').child('peer');
  const seen: boolean[] = [];
  owner.child('sibling').defer('looks', () => void seen.push(child.ending, child.closed));
  expect(child.ending).toBe(false);
  await owner.close('done');
  expect(seen).toEqual([true, false]);
});

test('what fails to open leaves nothing behind', async () => {
  const owner = open();
  const closed: string[] = [];
  const opening = owner.open('half-built', (child) => {
    child.defer('transport', () => void closed.push('transport'));
    throw new Error('no port');
  });
  await expect(opening).rejects.toThrow('no port');
  expect(closed).toEqual(['transport']);
});

test('what opens after its owner closed is undone at once, and the opener stops', async () => {
  const owner = open();
  await owner.close('gone');
  const undone: string[] = [];
  expect(() => owner.defer('late', () => void undone.push('late'))).toThrow('gone');
  await Promise.resolve();
  expect(undone).toEqual(['late']);
});

test('one failing cleanup does not stop the others', async () => {
  const scope = open();
  const closed: string[] = [];
  scope.defer('first', () => void closed.push('first'));
  scope.defer('broken', () => {
    throw new Error('already gone');
  });
  await scope.close('done');
  expect(closed).toEqual(['first']);
});

test('a timer of a closed scope never fires, and one that was cancelled neither', async () => {
  const scope = open();
  const fired: string[] = [];
  scope.after('late', 5, () => fired.push('late'));
  scope.after('cancelled', 5, () => fired.push('cancelled'))();
  await scope.close('done');
  const other = open();
  await new Promise<void>((resolve) => other.after('kept', 20, resolve));
  expect(fired).toEqual([]);
});
