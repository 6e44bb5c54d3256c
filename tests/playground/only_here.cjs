// The Playground listens on every address of the machine, and the server behind it asks for no tokens: here on one only.
const { Server } = require("node:net");

const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...more) {
  return typeof port === "number" ? listen.call(this, port, "127.0.0.1", ...more) : listen.call(this, port, ...more);
};
