export const account = {
  title: 'Serambi',
};
