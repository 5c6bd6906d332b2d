import { describe, expect, it } from "vitest";
import type { Graph } from "../../src/graph/builder.js";
import { type Model, ModelError } from "../../src/index.js";
import type { Feeds } from "../../src/model/form.js";
import { tensorFeeds } from "../../src/model/tensors.js";
import { withChannelsFirst } from "../../src/rewrite/channels-first.js";
import { runsFaithfully } from "../../src/runtime/onnxruntime/cost.js";
import { requireSession } from "../../src/runtime/onnxruntime/session.js";
import { difference } from "./compare.js";
import { Fixture, fixtures } from "./fixture.js";

/** One version of each case: others differ in what they save, hardly in what they compute. */
const newest = [...new Map(fixtures().map((name) => [name.replace(/\/[^/]+\//, "/"), name])).values()];

/** Undefined for layers that Brine does not know (yet), which fixtures.test.ts tells. */
function graphOf(model: Model, { form }: Feeds): Graph | undefined {
  try {
    return model.graph("predict", form).graph;
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

/** What is large runs in onnxruntime; here what is small does too, and answers as Keras. */
describe.each(newest)("%s", (name) => {
  it("answers as Keras in onnxruntime, where that may take it whole", async (context) => {
    const fixture = await new Fixture(name).open();
    const [call] = fixture.document.calls;
    const model = await fixture.load(fixture.forms[0] ?? "");
    fixture.close();
    if (call === undefined) return context.skip();
    const feeds = tensorFeeds(fixture.inputs(call));
    const graph = graphOf(model, feeds);
    const rewritten = graph && withChannelsFirst(graph);
    if (rewritten === undefined || rewritten.nodes.length === 0 || !rewritten.nodes.every((node) => runsFaithfully(node, true)))
      return context.skip();
    const session = await requireSession({ ...rewritten, single: true });
    const answers = await session.run(feeds.values);
    await session.release();
    expect(difference(fixture.outputs(call), answers, fixture.document.tolerance)).toBeUndefined();
  });
});
