"""The project's table of workloads as PyTorch models, with a random batch for each."""
import json
import pathlib

import torch

TABLE = pathlib.Path(__file__).resolve().parent.parent / "workloads.json"


def read_table():
    """All workloads by name, but for those that the peers do not run."""
    entries = json.loads(TABLE.read_text(encoding="utf-8"))
    return {entry["name"]: entry for entry in entries if entry["layer"] != "translation"}


class LastStepHead(torch.nn.Module):
    """Recurrent layers, and one linear output on what the last timestep gives."""

    KINDS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}

    def __init__(self, entry):
        super().__init__()
        two_way = entry.get("bidirectional", False)
        self.layers = self.KINDS[entry["layer"]](
            input_size=entry["features"],
            hidden_size=entry["units"],
            num_layers=entry["depth"],
            bidirectional=two_way,
            batch_first=True,
        )
        self.output = torch.nn.Linear(entry["units"] * (1 + two_way), 1)

    def forward(self, sequences):
        return self.output(self.layers(sequences)[0][:, -1, :])


class Stream(LastStepHead):
    """The same network as a stream uses it: an LSTM's state comes in with every call and goes out again."""

    def forward(self, sequences, hidden, cell):
        everything, (hidden, cell) = self.layers(sequences, (hidden, cell))
        return self.output(everything[:, -1, :]), hidden, cell


class Convolutions(torch.nn.Module):
    """Convolutions without padding, each followed by ReLU; the maximum over time; class scores. Takes [batch, features, timesteps]."""

    def __init__(self, entry):
        super().__init__()
        widths = [entry["features"]] + [entry["units"]] * entry["depth"]
        self.filters = torch.nn.ModuleList(
            torch.nn.Conv1d(before, after, entry["kernelSize"]) for before, after in zip(widths, widths[1:])
        )
        self.scores = torch.nn.Linear(entry["units"], entry["classes"])

    def forward(self, signal):
        for convolution in self.filters:
            signal = torch.nn.functional.relu(convolution(signal))
        return self.scores(signal.amax(dim=-1))


def is_stream(entry):
    return entry.get("carriesState", False)


def make_network(entry, inference):
    torch.manual_seed(7)
    if entry["layer"] == "conv1d":
        return Convolutions(entry)
    return Stream(entry) if inference and is_stream(entry) else LastStepHead(entry)


def make_inputs(entry, inference):
    """The arguments of a call: the batch, and for a stream its first state."""
    rows, timesteps, features = entry["batch"], entry["timesteps"], entry["features"]
    if entry["layer"] == "conv1d":
        return [torch.randn(rows, features, timesteps)]
    inputs = [torch.randn(rows, timesteps, features)]
    if inference and is_stream(entry):
        inputs += [torch.zeros(entry["depth"], rows, entry["units"]) for _ in range(2)]
    return inputs


def make_targets(entry):
    if "classes" in entry:
        return torch.randint(entry["classes"], (entry["batch"],))
    return torch.randn(entry["batch"], 1)
