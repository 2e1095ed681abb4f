using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Layers;

namespace Unroll.Tests.Gradients;

/// <summary>
/// The options of recurrent layers that a chain of layers does not show: states in and out, direction, padding, dropout, the extended LSTM.
/// </summary>
public sealed class RecurrentOptionGradientTests
{
    private const int Features = 3;
    private const int Units = 5;
    private const int Timesteps = 6;
    private const int Rows = 4;

    private static readonly int[] _lengths = [6, 0, 3, 5];

    /// <summary>Each kind of recurrent layer with options: sequences, state, backwards, input dropout, recurrent dropout.</summary>
    private static readonly Dictionary<string, Func<Options, RecurrentLayer>> _kinds = new()
    {
        ["simple-rnn"] = o => new SimpleRnn(Units, new SimpleRnnOptions
        {
            ReturnSequences = o.Sequences,
            ReturnState = o.State,
            GoBackwards = o.Backwards,
            Dropout = o.Dropout,
            RecurrentDropout = o.RecurrentDropout,
        }),
        ["gru"] = o => new Gru(Units, new GruOptions
        {
            ReturnSequences = o.Sequences,
            ReturnState = o.State,
            GoBackwards = o.Backwards,
            Dropout = o.Dropout,
            RecurrentDropout = o.RecurrentDropout,
        }),
        ["gru, general form"] = o => new Gru(Units, new GruOptions
        {
            Activation = new Softplus(),
            ReturnSequences = o.Sequences,
            ReturnState = o.State,
            GoBackwards = o.Backwards,
            Dropout = o.Dropout,
            RecurrentDropout = o.RecurrentDropout,
        }),
        ["gru, reset before"] = o => new Gru(Units, new GruOptions
        {
            ResetAfter = false,
            ReturnSequences = o.Sequences,
            ReturnState = o.State,
            GoBackwards = o.Backwards,
            Dropout = o.Dropout,
            RecurrentDropout = o.RecurrentDropout,
        }),
        ["lstm"] = o => new Lstm(Units, LstmOptions(o)),
        ["lstm, general form"] = o => new Lstm(Units, LstmOptions(o) with { Activation = new Softplus() }),
        ["lstm, peephole"] = o => new Lstm(Units, LstmOptions(o) with { Peephole = true }),
        ["lstm, normalised"] = o => new Lstm(Units, LstmOptions(o) with { LayerNormalization = true }),
        ["lstm, peephole and normalised"] = o => new Lstm(Units, LstmOptions(o) with { Peephole = true, LayerNormalization = true }),
        ["user's cell"] = o => new Rnn(new MinimalGatedCell(Units), new RnnOptions
        {
            ReturnSequences = o.Sequences,
            ReturnState = o.State,
            GoBackwards = o.Backwards,
            Dropout = o.Dropout,
        }),
        ["lstm, normalised without bias"] = o => new Lstm(Units, LstmOptions(o) with { LayerNormalization = true, UseBias = false }),
    };

    public static TheoryData<string, bool, bool, bool> Cases
    {
        get
        {
            TheoryData<string, bool, bool, bool> cases = [];
            foreach (string kind in _kinds.Keys)
            {
                for (int bits = 0; bits < 8; bits++)
                {
                    cases.Add(kind, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void States_go_in_and_out(string kind, bool sequences, bool backwards, bool padded)
    {
        RecurrentLayer layer = _kinds[kind](new Options(sequences, true, backwards, 0, 0));
        ModelGradientCheck.Run(WithStates(layer), Rows, lengths: padded ? _lengths : null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_output_alone(string kind, bool sequences, bool backwards, bool padded)
    {
        RecurrentLayer layer = _kinds[kind](new Options(sequences, false, backwards, 0, 0));
        var model = new Sequential(new Input(Timesteps, Features), layer, new Dense(2));
        Randomize(model);
        ModelGradientCheck.Run(model, Rows, lengths: padded ? _lengths : null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dropout_of_inputs_and_hidden_units(string kind, bool sequences, bool backwards, bool padded)
    {
        RecurrentLayer layer = _kinds[kind](new Options(sequences, true, backwards, 0.3f, 0.4f));
        ModelGradientCheck.Run(WithStates(layer), Rows, lengths: padded ? _lengths : null, training: true);
    }

    private static LstmOptions LstmOptions(Options options) => new()
    {
        ReturnSequences = options.Sequences,
        ReturnState = options.State,
        GoBackwards = options.Backwards,
        Dropout = options.Dropout,
        RecurrentDropout = options.RecurrentDropout,
    };

    private static Graph WithStates(RecurrentLayer layer)
    {
        Signal input = Graph.Input(Timesteps, Features);
        Signal[] states = [.. layer.StateSizes.Select(size => Graph.Input(size))];
        IReadOnlyList<Signal> outputs = layer.Apply([input, .. states]).Outputs;
        var model = new Graph([input, .. states], outputs);
        Randomize(model);
        return model;
    }

    /// <summary>No parameter stays at a special value, such as a bias of zero.</summary>
    private static void Randomize(Model model)
    {
        model.Build();
        var random = new RandomStream(3);
        model.SetWeights([.. model.GetWeights().Select(weight => weight + (float)(0.3 * random.NextNormal()))]);
    }

    private readonly record struct Options(bool Sequences, bool State, bool Backwards, float Dropout, float RecurrentDropout);
}
