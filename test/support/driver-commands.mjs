/** Commands that a browser test gives to its own browser: real keys, real clicks, window sizes, colour schemes. */
export const driverCommands = {
  name: 'driver-commands',
  async executeCommand({ command, payload, session }) {
    const page = session.browser.getPage?.(session.id);
    if (!page) return undefined;
    switch (command) {
      case 'drive:resize':
        await page.setViewport(payload);
        return true;
      case 'drive:click':
        await page.mouse.click(payload.x, payload.y);
        return true;
      case 'drive:type':
        await page.keyboard.type(payload);
        return true;
      case 'drive:press':
        await page.keyboard.press(payload);
        return true;
      case 'drive:media': {
        const client = await page.createCDPSession();
        await client.send('Emulation.setEmulatedMedia', { features: payload });
        return true;
      }
      default:
        return undefined;
    }
  },
};
