/** Fills both storages to the last character. */
for (const storage of [localStorage, sessionStorage]) {
  let text = 'x'.repeat(1024 * 1024);
  for (let index = 0; text.length > 0; index += 1)
    try {
      storage.setItem(`full-${index}`, text);
    } catch {
      text = text.slice(0, Math.floor(text.length / 2));
    }
}

export {};
