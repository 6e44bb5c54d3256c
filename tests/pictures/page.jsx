// Draws what the server sent as pages of a phone's width: node page.js CARDS.json FOLDER writes FOLDER/NAME.html.
// Messages are the library's own; modals and the Home, which it does not know, get their frame here.

import { readFileSync, writeFileSync } from "node:fs";
import React from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";
import theirs from "./node_modules/slack-blocks-to-jsx/dist/style.css";
import ours from "./page.css";

const SQUARE = "%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Crect width='40' height='40' rx='6' fill='%231d3557'/%3E%3C/svg%3E";
const SENDER = { logo: `data:image/svg+xml,${SQUARE}`, name: "Leverage", time: new Date(0), theme: "light" };

const Bar = ({ title, submit, close }) => (
  <header>
    <span className="close">{close}</span>
    <b>{title}</b>
    <span className="submit">{submit}</span>
  </header>
);

const Blocks = ({ blocks }) => (
  <div id="slack_blocks_to_jsx">
    <Message {...SENDER} blocks={blocks} withoutWrapper />
  </div>
);

const InFrame = (card) => (
  <>
    <Bar {...card} />
    <Blocks {...card} />
  </>
);

const KINDS = {
  message: ({ blocks }) => <Message {...SENDER} blocks={blocks} />,
  modal: InFrame,
  home: InFrame,
};

// Runs in the browser: what can be read, and how much room it takes, is noted on the page itself.
const measure = () => {
  const all = [...document.querySelectorAll("main, main *")];
  const typed = [...document.querySelectorAll("input, textarea")].map((one) => one.value || one.placeholder);
  Object.assign(document.documentElement.dataset, {
    text: [document.body.innerText, ...typed].join("\n"),
    width: Math.ceil(Math.max(...all.map((one) => one.getBoundingClientRect().right))),
    height: Math.ceil(document.body.getBoundingClientRect().height),
  });
};

const page = (card) => `<!doctype html><html lang="${card.language}"><meta charset="utf-8"><title>${card.name}</title>
<style>${theirs}${ours}</style>
<body class="${card.kind}"><main>${renderToStaticMarkup(KINDS[card.kind](card))}</main><script>(${measure})()</script>`;

const [cards, folder] = process.argv.slice(2);
for (const card of JSON.parse(readFileSync(cards, "utf-8"))) writeFileSync(`${folder}/${card.name}.html`, page(card));
