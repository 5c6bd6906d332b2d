#!/usr/bin/env bash
# Regenerates src/container/tensorflow/generated from the .proto files of TensorFlow (Apache-2.0), which ship in its Python package up to
# 2.15 (their messages have kept their fields since), and from that of Keras's saved_metadata.
# Usage: scripts/tensorflow-proto.sh [folder that holds tensorflow/core/…]   (needed only when a newer format is wanted)
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
include=${1:-.oracle/keras-2.15/lib/python3.11/site-packages/tensorflow/include}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for name in framework/{attr_value,full_type,function,graph,graph_debug_info,node_def,op_def,resource_handle,tensor,tensor_shape,tensor_slice,types,variable,versions} \
  protobuf/{meta_graph,saved_model,saved_object_graph,saver,struct,tensor_bundle,trackable_object_graph}; do
  install -D "$include/tensorflow/core/$name.proto" "$folder/proto/tensorflow/core/$name.proto"
done
# keras/protobuf/saved_metadata.proto and versions.proto: their packages ship without the sources
cat > "$folder/proto/keras_metadata.proto" <<'PROTO'
syntax = "proto3";
package third_party.tensorflow.python.keras.protobuf;
message SavedMetadata { repeated SavedObject nodes = 1; }
message SavedObject {
  reserved 1;
  int32 node_id = 2;
  string node_path = 3;
  string identifier = 4;
  string metadata = 5;
}
PROTO
cat > "$folder/buf.gen.yaml" <<'YAML'
version: v2
inputs: [{ directory: proto }]
plugins:
  - local: protoc-gen-es
    out: out
    opt: [target=ts, import_extension=js]
YAML
(cd "$folder" && echo '{"private":true}' > package.json && npm install --silent @bufbuild/buf@^1.75 @bufbuild/protoc-gen-es@^2.13 && PATH="$PWD/node_modules/.bin:$PATH" buf generate)
rm -rf src/container/tensorflow/generated
mkdir -p src/container/tensorflow
cp -r "$folder/out" "$root/src/container/tensorflow/generated"
