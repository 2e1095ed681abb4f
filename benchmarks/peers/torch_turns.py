"""PyTorch on the processor, as turns.py says. usage: torch_turns.py THREADS"""
import sys

import torch

import turns
import workloads


def training(entry):
    network = workloads.make_network(entry, inference=False)
    (batch,) = workloads.make_inputs(entry, inference=False)
    targets = workloads.make_targets(entry)
    criterion = torch.nn.CrossEntropyLoss() if "classes" in entry else torch.nn.MSELoss()
    adam = torch.optim.Adam(network.parameters(), lr=0.001)

    def step():
        adam.zero_grad(set_to_none=True)
        loss = criterion(network(batch), targets)
        loss.backward()
        adam.step()

    return step


def inference(entry):
    network = workloads.make_network(entry, inference=True).eval()
    batch, *state = workloads.make_inputs(entry, inference=True)

    def forward():
        with torch.no_grad():
            network(batch)

    def next_step():
        with torch.no_grad():
            _, state[0], state[1] = network(batch, state[0], state[1])

    return next_step if state else forward


def main():
    torch.set_num_threads(int(sys.argv[1]))
    table = workloads.read_table()
    kinds = {"train": training, "infer": inference}
    turns.serve(torch.__version__, lambda name, mode: kinds[mode](table[name]))


if __name__ == "__main__":
    main()
