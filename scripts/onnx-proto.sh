#!/usr/bin/env bash
# Regenerates src/graph/onnx/generated/onnx_pb.ts from the onnx.proto that ships in the Python package `onnx`.
# Usage: scripts/onnx-proto.sh [path to onnx-ml.proto]   (needed only when a newer ONNX IR is wanted)
set -euo pipefail
cd "$(dirname "$0")/.."
proto=${1:-$(ls .oracle/*/lib/python3*/site-packages/onnx/onnx-ml.proto | tail -1)}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/proto"
cp "$proto" "$folder/proto/onnx.proto"
cat > "$folder/buf.gen.yaml" <<'YAML'
version: v2
inputs: [{ directory: proto }]
plugins:
  - local: protoc-gen-es
    out: out
    opt: [target=ts, import_extension=js]
YAML
(cd "$folder" && npm init -y > package.json && npm install --silent @bufbuild/buf@^1.75 @bufbuild/protoc-gen-es@^2.13 && PATH="$PWD/node_modules/.bin:$PATH" buf generate)
cp "$folder/out/onnx_pb.ts" src/graph/onnx/generated/onnx_pb.ts
