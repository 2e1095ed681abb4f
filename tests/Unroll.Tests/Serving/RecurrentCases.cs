using Unroll.Layers;
using Unroll.Tests.Layers;

namespace Unroll.Tests.Serving;

/// <summary>A recurrent layer of each kind of cell, made anew for each test.</summary>
internal static class RecurrentCases
{
    private static readonly Dictionary<string, Func<bool, Layer>> _cases = new()
    {
        ["lstm"] = sequences => new Lstm(20, new LstmOptions { ReturnSequences = sequences }),
        ["lstm without bias"] = sequences => new Lstm(6, new LstmOptions { ReturnSequences = sequences, UseBias = false }),
        ["lstm, other activations"] = sequences => new Lstm(
            5, new LstmOptions
            {
                ReturnSequences = sequences,
                Activation = ActivationFunction.Relu,
                RecurrentActivation = ActivationFunction.HardSigmoid
            }),
        ["lstm with peepholes"] = sequences => new Lstm(5, new LstmOptions { ReturnSequences = sequences, Peephole = true }),
        ["lstm, normalised"] =
            sequences => new Lstm(5, new LstmOptions { ReturnSequences = sequences, LayerNormalization = true, Peephole = true }),
        ["gru"] = sequences => new Gru(20, new GruOptions { ReturnSequences = sequences }),
        ["gru, other activations"] = sequences => new Gru(
            5, new GruOptions
            {
                ReturnSequences = sequences,
                Activation = ActivationFunction.Relu,
                RecurrentActivation = ActivationFunction.HardSigmoid
            }),
        ["gru, reset before"] = sequences => new Gru(5, new GruOptions { ReturnSequences = sequences, ResetAfter = false }),
        ["simple rnn"] = sequences => new SimpleRnn(20, new SimpleRnnOptions { ReturnSequences = sequences }),
        ["own cell"] = sequences => new Rnn(new MinimalGatedCell(5), new RnnOptions { ReturnSequences = sequences }),
    };

    public static IEnumerable<string> Names => _cases.Keys;

    public static Layer Create(string name, bool returnSequences) => _cases[name](returnSequences);
}
