"""Writes every workload's inference network as an ONNX file of fixed shape. usage: export_onnx.py FOLDER"""
import pathlib
import sys

import torch

import workloads

# The newest set of operators that PyTorch 1.13 and ONNX Runtime both know well.
OPERATOR_SET = 14


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, entry in workloads.read_table().items():
        stream = workloads.is_stream(entry)
        aside = folder / f"{name}.onnx.tmp"
        torch.onnx.export(
            workloads.make_network(entry, inference=True).eval(),
            tuple(workloads.make_inputs(entry, inference=True)),
            str(aside),
            opset_version=OPERATOR_SET,
            input_names=["batch", "hidden", "cell"] if stream else ["batch"],
            output_names=["result", "nextHidden", "nextCell"] if stream else ["result"],
        )
        aside.replace(folder / f"{name}.onnx")


if __name__ == "__main__":
    main()
