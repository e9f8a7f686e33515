/** Notes what is read of the windows that the page opens: `window.touched`. */
const touched: string[] = [];
Object.assign(window, { touched });

const { open } = window;

window.open = (...parameters) => {
  const handle = open.apply(window, parameters);
  if (!handle) return handle;
  const spy: ProxyHandler<object> = {
    get: (_, name) => {
      touched.push(String(name));
      const value: unknown = Reflect.get(handle, name);
      return typeof value === 'function' ? (value.bind(handle) as unknown) : value;
    },
  };
  return new Proxy({}, spy) as Window;
};

export {};
