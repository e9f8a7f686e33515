/** The English texts of the store, which it needs without any element. */
export const storeTexts = {
  openingWindow: 'Opening the authorization page…',
  flowInProgress: 'Another authorization ({source}) is under way. Finish or cancel it first.',
};
