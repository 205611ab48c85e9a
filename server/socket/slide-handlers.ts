import { beside, nothing } from './handle.ts';

/** Slides: seen by everyone, shown by the stage and its staff. */
export const slideHandlers = beside({
  'slides:read': ({ caller, room }) => room.boards.slides.read(caller),
  'slides:show': async ({ caller, room, input }) => {
    await room.boards.slides.show(caller, input);
    return nothing;
  },
  'slides:hide': async ({ room }) => {
    await room.boards.slides.hide();
    return nothing;
  },
  'slides:note': async ({ caller, room, input }) => {
    await room.boards.slides.note(caller, input);
    return nothing;
  },
});
