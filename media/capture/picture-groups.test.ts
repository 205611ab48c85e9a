import { expect, test } from 'vitest';
import { lengthPrefixed } from './avc.ts';
import { PictureGroups } from './picture-groups.ts';

const sps = Buffer.from('6742c00dd901419f9f0110000003001000000303c0f142a480', 'hex');
const pps = Buffer.from('68cb8cb2', 'hex');
const idr = Buffer.from([0x65, 0x88, 1, 2, 3, 4]);
const slice = Buffer.from([0x41, 0x9a, 5, 6]);
const addition = Buffer.from([0x06, 5, 1, 0, 0x80]);

type Shown = [ms: number, ...units: Buffer[]];
function groupsOf(...pictures: Shown[]) {
  const groups = new PictureGroups();
  for (const [ms, ...units] of pictures) {
    const isKey = units.includes(idr);
    groups.add(ms, { isKey, rtpTs: ms * 90, data: lengthPrefixed(units) });
  }
  return groups.list();
}
const isPlain = (...units: Buffer[]): boolean =>
  groupsOf([0, sps, pps, idr], [33, ...units])[0]?.form !== undefined;

test('groups are counted from keyframe to keyframe', () => {
  const [first, second] = groupsOf(
    [100, sps, pps, addition, idr],
    [133, slice],
    [300, sps, pps, idr],
    [340, slice],
  );
  expect(first).toMatchObject({ fromMs: 100, pictures: 2, longestMs: 167 });
  expect(second).toMatchObject({ fromMs: 300, pictures: 2, longestMs: 40 });
  expect(first!.bytes - second!.bytes).toBe(addition.length + 4);
  expect(first!.form).toBe(second!.form);
});

test('other parameter sets are another form', () => {
  const [first, second] = groupsOf(
    [0, sps, pps, idr],
    [33, sps, Buffer.from('68ce3c80', 'hex'), idr],
  );
  expect(first!.form).not.toBe(second!.form);
});

test('a group has no form where something in it is not plain', () => {
  expect(isPlain(slice)).toBe(true);
  expect(isPlain(slice, slice)).toBe(true);
  expect(isPlain(sps, pps, slice)).toBe(false);
  expect(isPlain(Buffer.from([0x22, 1, 2, 3]))).toBe(false);
  expect(groupsOf([0, sps, pps, pps, idr])[0]!.form).toBeUndefined();
  expect(groupsOf([0, idr])[0]!.form).toBeUndefined();
});

test('a group has no form where pictures are shown in another order', () => {
  const groups = new PictureGroups();
  const data = lengthPrefixed([slice]);
  groups.add(0, { isKey: true, rtpTs: 0, data: lengthPrefixed([sps, pps, idr]) });
  groups.add(66, { isKey: false, rtpTs: 6_000, data });
  groups.add(67, { isKey: false, rtpTs: 3_000, data });
  expect(groups.list()[0]!.form).toBeUndefined();
});
