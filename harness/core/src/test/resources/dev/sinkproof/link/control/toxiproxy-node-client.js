// Drives a Toxiproxy server with Toxiproxy's client for Node: node toxiproxy-node-client.js BASE UPSTREAM
const assert = require("assert");
const net = require("net");
const { Toxiproxy } = require("toxiproxy-node-client");

const [base, upstream] = process.argv.slice(2);
let steps = 0;

async function step(what, check) {
  try {
    await check();
  } catch (error) {
    console.log(`failed: ${what}`);
    throw error;
  }
  steps++;
}

// What comes back through a proxy until the end; rejected when the connection is refused or reset.
function echoed(proxy, text) {
  const [host, port] = proxy.listen.split(":");
  return new Promise((resolve, reject) => {
    let all = "";
    const socket = net.connect({ host, port: Number(port), allowHalfOpen: true }, () => socket.end(text));
    socket.setEncoding("utf8");
    socket.on("data", (piece) => (all += piece));
    socket.on("end", () => resolve(all));
    socket.on("error", reject);
  });
}

async function refusedWith(promise, status) {
  await assert.rejects(promise, (error) => JSON.stringify(error, Object.getOwnPropertyNames(error)).includes(String(status)));
}

async function main() {
  const toxiproxy = new Toxiproxy(base);
  let proxy;
  await step("version", async () => assert.match(JSON.stringify(await toxiproxy.getVersion()), /2\.12\.0/));
  await step("create", async () => {
    proxy = await toxiproxy.createProxy({ name: "p", listen: "127.0.0.1:0", upstream });
    assert.match(proxy.listen, /^127\.0\.0\.1:[1-9]/);
    assert.strictEqual(proxy.upstream, upstream);
  });
  await step("bytes flow", async () => assert.strictEqual(await echoed(proxy, "hello"), "hello"));
  await step("create again: 409", () => refusedWith(toxiproxy.createProxy({ name: "p", listen: "", upstream }), 409));
  await step("get unknown: 404", () => refusedWith(toxiproxy.get("nope"), 404));
  await step("get all", async () => assert.deepStrictEqual(Object.keys(await toxiproxy.getAll()), ["p"]));
  let toxic;
  await step("add a toxic", async () => {
    toxic = await proxy.addToxic({ name: "late", type: "latency", stream: "downstream", toxicity: 1, attributes: { latency: 100, jitter: 0 } });
    assert.strictEqual(toxic.name, "late");
  });
  await step("it acts", async () => {
    const start = process.hrtime.bigint();
    assert.strictEqual(await echoed(proxy, "x"), "x");
    assert.ok(process.hrtime.bigint() - start >= 99_000_000n);
  });
  await step("get the toxic", async () => assert.strictEqual((await proxy.getToxic("late")).attributes.latency, 100));
  await step("remove it", async () => {
    await toxic.remove();
    await refusedWith(proxy.getToxic("late"), 404);
  });
  await step("limit data", async () => {
    await proxy.addToxic({ name: "cut", type: "limit_data", stream: "upstream", toxicity: 1, attributes: { bytes: 3 } });
    const result = await echoed(proxy, "12345").catch(() => "");
    assert.ok("123".startsWith(result));
  });
  await step("unknown type: 400", () => refusedWith(proxy.addToxic({ name: "x", type: "x", stream: "upstream", toxicity: 1, attributes: {} }), 400));
  await step("disable", async () => {
    proxy = await proxy.update({ enabled: false, listen: proxy.listen, upstream });
    await assert.rejects(echoed(proxy, "x"), /ECONNREFUSED/);
  });
  await step("reset heals", async () => {
    await toxiproxy.reset();
    assert.strictEqual(await echoed(proxy, "again"), "again");
  });
  await step("populate", async () => {
    const all = await toxiproxy.populate([{ name: "q", listen: "127.0.0.1:0", upstream }]);
    assert.strictEqual(await echoed(all.q, "q"), "q");
  });
  await step("remove", async () => {
    await proxy.remove();
    await assert.rejects(echoed(proxy, "x"), /ECONNREFUSED/);
  });
  console.log(`all ${steps} steps`);
}

main().catch((error) => {
  console.log(error);
  process.exit(1);
});
