import { readTrack } from '../mp4/sample-table.ts';
import type { RenderedPart } from './render-part.ts';

/**
 * Divides the programme at its seams: parts in a row that are encoded as the one before them, in every quality, belong
 * together. Where one rendition changes its form, all of them begin anew.
 */
export async function findSections(parts: readonly RenderedPart[]): Promise<RenderedPart[][]> {
  const sections: RenderedPart[][] = [];
  let last: string | undefined;
  for (const part of parts) {
    const forms = await readForms(part);
    if (forms !== last) sections.push([]);
    sections.at(-1)?.push(part);
    last = forms;
  }
  return sections;
}

async function readForms({ files }: RenderedPart): Promise<string> {
  const named = Object.entries(files).toSorted(([a], [b]) => a.localeCompare(b));
  const forms = named.map(async ([rung, file]) => {
    const { sampleDescription } = await readTrack(file);
    return `${rung} ${sampleDescription.toString('base64')}`;
  });
  return (await Promise.all(forms)).join('\n');
}
