export const guide = {
  title: 'Serambi',
};
