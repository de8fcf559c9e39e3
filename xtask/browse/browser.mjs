// A headless Chromium and one page in it, by the DevTools protocol over a pipe.
//
// The pipe needs no port and no package, so that nothing but the page could ask for a network. Only what the check of the
// page needs is here.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long the browser may take for one answer, in milliseconds. */
const PATIENCE = 60_000;

const KEYS = { Escape: 27, Enter: 13, Tab: 9, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Home: 36, End: 35 };

export class Browser {
  #process;
  #profile = mkdtempSync(join(tmpdir(), 'browse-'));
  #waiting = new Map();
  #listeners = [];
  #last = 0;
  #session;
  /** What the page asked the network for. */
  requests = [];
  /** What the console and the browser's log said, and what was thrown. */
  complaints = [];

  /** Starts the browser with one empty page. */
  static async start(program) {
    const browser = new Browser();
    browser.#start(program);
    const { targetId } = await browser.#send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.#send('Target.attachToTarget', { targetId, flatten: true });
    browser.#session = sessionId;
    browser.#listeners.push((message) => browser.#note(message));
    for (const domain of ['Page', 'Runtime', 'Network', 'Log', 'Accessibility']) await browser.#send(`${domain}.enable`);
    return browser;
  }

  #start(program) {
    const switches = ['--headless', '--remote-debugging-pipe', `--user-data-dir=${this.#profile}`, '--no-first-run',
      '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--disable-dev-shm-usage', '--hide-scrollbars', '--force-device-scale-factor=1'];
    // Chromium's sandbox refuses to run as root, which is what a build machine often is.
    if (process.getuid?.() === 0) switches.push('--no-sandbox');
    this.#process = spawn(program, switches, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const gone = (reason) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${program} ${reason}`));
      this.#waiting.clear();
    };
    this.#process.on('error', (error) => gone(`could not be started: ${error.message}`));
    this.#process.on('exit', (code) => gone(`ended with ${code}`));
    this.#process.stdio[3].on('error', () => {});
    let rest = Buffer.alloc(0);
    this.#process.stdio[4].on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.#receive(JSON.parse(rest.subarray(0, end).toString()));
        rest = rest.subarray(end + 1);
      }
    });
  }

  #receive(message) {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return this.#listeners.forEach((listener) => listener(message));
    this.#waiting.delete(message.id);
    if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting.resolve(message.result);
  }

  #send(method, params = {}) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${method}: no answer in ${PATIENCE} ms`)), PATIENCE);
      const settle = (then) => (value) => { clearTimeout(late); then(value); };
      this.#waiting.set(id, { method, resolve: settle(resolve), reject: settle(reject) });
      this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId: this.#session })}\0`);
    });
  }

  #note({ method, params }) {
    if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
    else if (method === 'Runtime.exceptionThrown') this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    else if (method === 'Runtime.consoleAPICalled') this.complaints.push(params.args.map((arg) => arg.value ?? arg.description).join(' '));
    else if (method === 'Log.entryAdded') this.complaints.push(params.entry.text);
  }

  #once(wanted) {
    return new Promise((resolve) => {
      const listener = ({ method, params }) => {
        if (method !== wanted) return;
        this.#listeners.splice(this.#listeners.indexOf(listener), 1);
        resolve(params);
      };
      this.#listeners.push(listener);
    });
  }

  /** Loads an address anew. */
  async open(address) {
    // By way of another page, since an address that differs in its hash alone is not loaded again.
    for (const url of ['about:blank', address]) {
      const loaded = this.#once('Page.loadEventFired');
      await this.#send('Page.navigate', { url });
      await loaded;
    }
  }

  /** The value of an expression in the page. */
  async eval(expression) {
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  /** Presses and lets go of keys, one after the other: names such as `ArrowDown`, or characters. */
  async press(...keys) {
    for (const key of keys) {
      const named = key in KEYS;
      const shared = { key, windowsVirtualKeyCode: named ? KEYS[key] : key.toUpperCase().charCodeAt(0) };
      const text = named ? (key === 'Enter' ? '\r' : undefined) : key;
      await this.#send('Input.dispatchKeyEvent', { ...shared, type: text ? 'keyDown' : 'rawKeyDown', text });
      await this.#send('Input.dispatchKeyEvent', { ...shared, type: 'keyUp' });
    }
  }

  /** Clicks into the middle of the element of that selector. */
  async click(selector) {
    const [x, y] = await this.eval(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left + Math.min(width, 300) / 2, top + height / 2];
    })()`);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.#send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
  }

  /** Moves the mouse to the middle of the element of that selector. */
  async point(selector) {
    const [x, y] = await this.eval(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    })()`);
    await this.#send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
  }

  /** Clicks a link and waits for what it leads to. */
  async follow(selector) {
    const loaded = this.#once('Page.loadEventFired');
    await this.click(selector);
    await loaded;
  }

  /** Sets the size of the window, in pixels. */
  async resize(width, height) {
    await this.#send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }

  /** What the system of the reader prefers: `light` or `dark`, and nothing that moves. */
  async prefer(scheme) {
    const features = [{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }];
    await this.#send('Emulation.setEmulatedMedia', { features });
  }

  /** What a screen reader is told: role and name of every element that has both. */
  async spoken() {
    const { nodes } = await this.#send('Accessibility.getFullAXTree');
    return nodes.filter((node) => !node.ignored).map((node) => ({ role: node.role?.value, name: node.name?.value ?? '', properties: node.properties ?? [] }));
  }

  /** Keeps a picture of the window as PNG. */
  async screenshot(file) {
    const { data } = await this.#send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  /** Ends the browser and removes its profile. */
  async close() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.#send('Browser.close').catch(() => this.#process.kill());
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
