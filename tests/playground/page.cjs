// The Playground's page in a browser. Each line read is one thing that a person does there, and each line written what
// came of it: {"does": name, "with": [...]} -> {"found": ...} or {"fault": "..."}.
const { createInterface } = require("node:readline");
const { chromium } = require("playwright-core");

const [address, browser] = process.argv.slice(2);
const WAIT = 10_000;
const SIZE = { width: 1400, height: 1000 };
const BOT = "Leverage Assistant";
// Chats name the author, channels show a face. Either way the message stands in the second part.
const OURS = [
  '//*[@aria-label="Message header"][.//*[@aria-label="Message author"]]/..',
  `//*[@role="group"]//*[@role="img" and @aria-label="${BOT}"]/../..`,
];

async function main() {
  const launched = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
  const page = await launched.newPage({ viewport: SIZE, locale: "en-GB", timezoneId: "UTC" });
  page.setDefaultTimeout(WAIT);
  // Nothing leaves this machine: the page asks for fonts from afar.
  await page.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort());
  await page.goto(address);
  await page.locator("[contenteditable=true]").first().waitFor();
  for await (const line of createInterface({ input: process.stdin })) {
    const { does, with: given } = JSON.parse(line);
    try {
      console.log(JSON.stringify({ found: (await DOES[does](page, ...given)) ?? null }));
    } catch (fault) {
      console.log(JSON.stringify({ fault: String(fault) }));
    }
  }
  await launched.close();
}

const messages = (page) => page.locator(`xpath=${OURS.join(" | ")}`);

const button = (page, message, label) =>
  messages(page).nth(message).getByRole("button", { name: label, exact: true }).last();

const DOES = {
  // The bot's messages of the place that is open, oldest first, as they read.
  read: (page) => messages(page).evaluateAll((all) => all.map((one) => one.children[1].innerText)),
  // Everything on the page but what was typed into it last.
  everything: (page) => page.locator("#root").innerText(),
  async goes(page, place) {
    await page.getByText(place, { exact: true }).first().click();
    await page.locator("[contenteditable=true]").first().waitFor();
  },
  async writes(page, text, send, mentions) {
    await page.locator("[contenteditable=true]").first().click();
    if (mentions) {
      await page.keyboard.type("@");
      await page.getByRole("menuitem", { name: BOT }).click();
    }
    await page.keyboard.type(text);
    await page.getByRole("button", { name: send, exact: true }).first().click();
  },
  press: (page, message, label) => button(page, message, label).click(),
  press_twice: (page, message, label) => button(page, message, label).dblclick(),
  async chooses(page, message, label) {
    const asked = messages(page).nth(message);
    const one = asked.getByRole("radio", { name: label }).or(asked.getByRole("checkbox", { name: label }));
    await one.first().check({ force: true });
  },
  fills: (page, message, label, text) => messages(page).nth(message).getByLabel(label).last().fill(text),
  // Buttons of a message, in their order.
  buttons: (page, message) =>
    messages(page).nth(message).getByRole("button").evaluateAll((all) => all.map((one) => one.innerText.trim())),
  async picture(page, message, path) {
    // The page scrolls within itself: what is taller than the window would be cut.
    const found = messages(page).nth(message);
    await page.setViewportSize({ ...SIZE, height: SIZE.height + Math.ceil((await found.boundingBox()).height) });
    await found.scrollIntoViewIfNeeded();
    await page.waitForTimeout(100);
    await found.screenshot({ path });
    await page.setViewportSize(SIZE);
  },
  view: (page, path) => page.screenshot({ path }),
};

main();
