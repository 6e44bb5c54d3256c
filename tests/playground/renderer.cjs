// The open-source renderer of Adaptive Cards in a browser. Each line read is a card, and each line written what a person
// meets on it: {"said": text, "live": [...], "buttons": n, "inputs": n, "faults": [...]}.
const { createInterface } = require("node:readline");
const { chromium } = require("playwright-core");

const SCRIPTS = ["adaptivecards/dist/adaptivecards.js", "markdown-it/dist/markdown-it.js"];
const LIVE = "a, img, script, iframe, ul, ol, li, table, code, pre, h1, h2, h3, h4, h5, h6, hr, blockquote, em";

// Runs in the page. Markdown with addresses made links knows more than Teams does.
function draw([made, live]) {
  const faults = [];
  const markdown = window.markdownit({ linkify: true });
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig({ supportsInteractivity: true });
  card.parse(made, context);
  for (let at = 0; at < context.eventCount; at += 1) faults.push(context.getEventAt(at).message);
  faults.push(...card.validateProperties().validationEvents.map((event) => event.message));
  const drawn = card.render();
  document.body.replaceChildren(drawn);
  const found = {
    said: drawn.innerText,
    live: [...drawn.querySelectorAll(live)].map((one) => one.outerHTML),
    buttons: drawn.querySelectorAll("button").length,
    inputs: card.getAllInputs().length,
    faults,
  };
  return found;
}

async function main() {
  const launched = await chromium.launch({ executablePath: process.argv[2], args: ["--no-sandbox"] });
  const page = await launched.newPage();
  await page.route("**", (route) => route.abort());
  for (const script of SCRIPTS) await page.addScriptTag({ path: require.resolve(script) });
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await page.evaluate(draw, [JSON.parse(line), LIVE])));
  }
  await launched.close();
}

main();
