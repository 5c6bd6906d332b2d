import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { defineEstimator, load, ModelError, Tensor } from "../../src/index.js";

/**
 * scikit-learn 1.9.1: Pipeline(columns=ColumnTransformer(half=acme.Halver(by=4) of column 0, same=StandardScaler of column 1),
 * model=LinearRegression), where the package acme is nobody's. zlib, base64.
 */
const file = [
  "eNp9VD1oHEcUvjvfnk6KrJMdIuSYOD9CtmzCgTGEGISloMImG45gxeBGDLO7c5q1d3eWmVnZVwTswtadeYGAn1PYTcpAmjTpTQhpUqZJlSpNAoGQIm4C8Zvdu/MVxlPszs",
  "837+d735s7zUe3vVo5YNncTATXWTePc5HEmUBofzqZPsSzd/Fz3ADPWJEb3KPpXKiSIs0MwtrkaqjSXBnRZdURs5pnpq90KjTCsZ1y87OZvanZxRlkZb0pedJHaPIwpUha",
  "V3hy8OICNIIB+k0T7KFf44cEM9zBTk5z0CLXKhTGxNl+l0XccoSlXcuziOtoN+TJrPf5W7GVLBU8wyG0y4WxEc2bocoH9F9mY8OMgjCxyhC8892L3fNYuBDqFIKAeS1SHm",
  "eRy7UZaZUjcZpzbQSzUgsjVRLh5a1fLpQDWhm7oQKDPXh9Jnl2S8T70rrtOfIVEJs4ghPjKesLbgstWEbpGqYKS8EtZZNtw+KMod+ANpvUhqiUK3JNwFuzxWBWETQvLH2j",
  "mGhyNMhOyaZcLTOS63tYwAJ7kZRcl6flBSJ7aZwVuXcmKL6js+VjpdOOPF6xK9/wmzCn+n0jCAsrWZHmA6cQLbppkdiYa80HCIvkKlSZsboILdUGvBKJMOdq5iAPKbx7uF",
  "MP8BCv4oZf9+v3UG6BF9lB7jQKjf6HOBpWp0egvom9Xu/j/2mUH79mMRjttCvB/72FtCwCuXKIclWeHEd7aijfHsp3hvJ9vw6djJGw8oSYNUIQt3ITWobUw516pD+xtbqN",
  "98kpeE5DhLokP3Khyp3ZQP3RDJxcQ/OA61eBr5XjTAUu3YpXwReDP/Lt3ddKuHxXvkeprTlddsZ1GpeaVbWGdlDExL7rX88kdFLy69d7zi4RYsh0o1qs06Lm18pFUZm+75",
  "JVkUgQ3pw0nXspKKNyu8sCTtKF5U/KzatiX7tmpM6Zdt3RfuyCskKHIndCbrluY9dpdsSqBC9f+u6nZ19//9cXcqMHbXpXYhsfUDdQZRrghUr0X8ZGo2Jj+c7x3+Sf/y1s",
  "H3tw5envjzsViR7J9CZ1SB3m3cNQJC8vwMTG7fzJV9/8OL/9+J8Pvv31hyebpY2Fach09ZrTwNN/v/z5wd1TlQYm9BDv06aoeo1aupWKVOkB9uS5UQXsPgdfPyfF",
].join("");

const bytes = () => new Uint8Array(inflateSync(Buffer.from(file, "base64")));

describe("a step of a class that nobody knows", () => {
  it("does not keep the model from opening", async () => {
    const model = await load(bytes());
    expect(model.kind).toBe("Pipeline");
    expect([...model.parts.keys()]).toEqual(["columns", "model"]);
    expect([...model.weights.keys()].filter((name) => name.endsWith("offset_"))).toEqual(["steps.columns.transformers_.half.offset_"]);
  });

  it("is named with its path as soon as it matters", async () => {
    const model = await load(bytes());
    const said = await model.predict([[2, 3]]).catch((error: unknown) => error);
    expect(said).toBeInstanceOf(ModelError);
    const error = said as ModelError;
    expect(error.code).toBe("sklearn/unknown-class");
    expect(error.where).toBe("columns.half");
    expect(error.message).toContain("columns.half is a acme.Halver, which Brine does not know");
  });

  it("comes before complaints about the rows", async () => {
    const model = await load(bytes());
    await expect(model.predict([[2, 3, 4]])).rejects.toThrow("acme.Halver");
  });

  it("computes where it is supplied", async () => {
    const halver = defineEstimator("Halver", {
      params: { by: "float" },
      fitted: { offset_: "tensor" },
      transform: (x, m) => x.sub(m.offset_).div(m.by),
    });
    const model = await load(bytes(), { custom: { "acme.Halver": halver } });
    const said = await model.predict([[2, 3]]);
    expect(said).toBeInstanceOf(Tensor);
    // y is the sum of both columns
    expect((said as Tensor).at(0)).toBeCloseTo(5, 12);
  });
});
