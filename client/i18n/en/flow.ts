import type { Catalogue } from '../catalogue.ts';
import type { flow as indonesian } from '../id/flow.ts';

export const flow: Catalogue<typeof indonesian> = {
  mark: {
    numbered: 'Mark {{number}}',
    new: 'New mark',
    kept: '"{{title}}" is kept at {{at}}.',
    field: 'Title of the chapter',
    save: 'Save the title',
    remove: 'Remove the mark',
    renamed: 'Title of the mark: "{{title}}".',
    removed: 'The mark "{{title}}" was removed.',
  },
  marks: {
    title: 'Marks',
    text: 'Each mark becomes a chapter of the episode. Its title can be changed until the session ends.',
    none: 'No marks yet. Press Mark, or the letter C, when something important begins.',
    change: 'Change',
    changeName: 'Change the mark "{{title}}"',
    changeTitle: 'Change the mark',
  },
};
