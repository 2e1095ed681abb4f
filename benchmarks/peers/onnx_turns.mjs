// ONNX Runtime on the processor, as turns.py says. usage: node onnx_turns.mjs THREADS MODELS_FOLDER NODE_MODULES_FOLDER
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const [threads, modelsFolder, modulesFolder] = process.argv.slice(2);
const load = createRequire(join(resolve(modulesFolder), "from-here.js"));
const runtime = load("onnxruntime-node");
const { version } = load("onnxruntime-node/package.json");
const table = new Map(
  JSON.parse(readFileSync(new URL("../workloads.json", import.meta.url), "utf8")).map((entry) => [entry.name, entry]),
);

function tensor(shape, value) {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  return new runtime.Tensor("float32", values.map(value), shape);
}

// From the standard normal distribution (Box and Muller 1958).
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

function inputs({ layer, batch, timesteps, features, units, depth, carriesState }) {
  const shape = layer === "conv1d" ? [batch, features, timesteps] : [batch, timesteps, features];
  const feeds = { batch: tensor(shape, normal) };
  if (carriesState) {
    feeds.hidden = tensor([depth, batch, units], () => 0);
    feeds.cell = tensor([depth, batch, units], () => 0);
  }
  return feeds;
}

async function prepare(name) {
  const session = await runtime.InferenceSession.create(join(modelsFolder, `${name}.onnx`), {
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    interOpNumThreads: 1,
    intraOpNumThreads: Number(threads),
  });
  const feeds = inputs(table.get(name));
  const call = async () => {
    const results = await session.run(feeds);
    if (feeds.hidden) {
      feeds.hidden = results.nextHidden;
      feeds.cell = results.nextCell;
    }
    return results.result.data[0];
  };
  return { call, release: () => session.release() };
}

// Times calls from the end of one to the end of the next.
async function takeTurn(call, { warmSeconds, seconds, minimumCalls }) {
  let begin = performance.now();
  do await call();
  while (performance.now() - begin < 1000 * warmSeconds);

  const times = [];
  begin = performance.now();
  for (let last = begin; times.length < minimumCalls || last - begin < 1000 * seconds; ) {
    await call();
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  times.sort((left, right) => left - right);
  const half = times.length >> 1;
  const medianMs = times.length % 2 ? times[half] : (times[half - 1] + times[half]) / 2;
  return { medianMs, minimumMs: times[0], calls: times.length };
}

const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");

say({ version });
let prepared = null;
let session = null;
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const request = JSON.parse(line);
    if (request.mode !== "infer") throw new Error(`ONNX Runtime does not ${request.mode}`);
    if (prepared !== request.workload) {
      await session?.release();
      session = prepared = null;
      session = await prepare(request.workload);
      prepared = request.workload;
    }
    say(await takeTurn(session.call, request));
  } catch (error) {
    say({ error: String(error) });
  }
}
await session?.release();
