/** Sets what is no attribute, before the elements are defined. */
const bearer = new URLSearchParams(location.search).get('bearer');

if (bearer !== null)
  for (const context of document.querySelectorAll('datasource-context'))
    Object.assign(context, { getAccessToken: () => bearer });

export {};
