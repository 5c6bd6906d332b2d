import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { load, type Model, ModelError } from "../../src/index.js";
import { difference, toleranceOf } from "./compare.js";
import { type Ask, type Case, Fixture, folders, root } from "./fixture.js";
import { sameComplaint } from "./messages.js";

/** Every model that scikit-learn saved, asked every question that it was asked there. */
describe.each(folders())("%s", async (name) => {
  const fixture = await new Fixture(join(root, name)).open();
  it.each(fixture.cases.map((found): [string, Case] => [found.name, found]))("%s answers as scikit-learn", async (_, found) => {
    const model = await load(join(root, name, found.model));
    const problems: string[] = [];
    for (const answer of found.answers) {
      const said = await ask(fixture, model, found, answer);
      const wrong =
        said instanceof Error
          ? `raised ${said.stack?.split("\n").slice(0, 4).join(" ")}`
          : difference(fixture, answer.output, said, toleranceOf(found.class));
      if (wrong) problems.push(`${title(answer, found)}: ${wrong}`);
    }
    for (const raise of found.raises) {
      const said = await ask(fixture, model, found, raise);
      const wrong =
        said instanceof ModelError
          ? sameComplaint(raise, said, name)
          : `expected ${raise.type}: ${raise.message}, got ${said instanceof Error ? said.stack : "an answer"}`;
      if (wrong) problems.push(`${title(raise, found)} should raise: ${wrong}`);
    }
    expect(problems.join("\n")).toBe("");
  });
});

async function ask(fixture: Fixture, model: Model, found: Case, asked: Ask): Promise<unknown> {
  const input = asked.input ?? found.input;
  try {
    if (input.kind === "none" || model.hostMethods.includes(asked.method))
      return model.describe(asked.method, input.kind === "none" ? undefined : fixture.values(input).map(String), asked.kwargs);
    return await model.call(asked.method, fixture.input(input), asked.kwargs);
  } catch (error) {
    return error;
  }
}

function title(asked: Ask, found: Case): string {
  const kwargs = asked.kwargs ? JSON.stringify(asked.kwargs) : "";
  return `${found.name}.${asked.method}(${asked.input ? JSON.stringify(asked.input).slice(0, 90) : ""}${kwargs})`;
}
