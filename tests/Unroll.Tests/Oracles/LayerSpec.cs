namespace Unroll.Tests.Oracles;

/// <summary>A layer told in words, from which both the engine's layer and its oracle are made.</summary>
internal sealed record LayerSpec(string Kind, int Units = 0)
{
    public const string Dense = "dense";
    public const string Activated = "activation";
    public const string Dropout = "dropout";
    public const string SimpleRnn = "simple-rnn";
    public const string Lstm = "lstm";
    public const string Gru = "gru";

    /// <summary>Name of the activation; null for the layer's own default: linear for Dense, tanh for recurrent layers.</summary>
    public string? Activation { get; init; }

    public string RecurrentActivation { get; init; } = "sigmoid";

    public bool ReturnSequences { get; init; } = true;

    public bool UseBias { get; init; } = true;

    public bool ResetAfter { get; init; } = true;

    /// <summary>Share of the values that a Dropout layer sets to zero.</summary>
    public float Rate { get; init; }

    public string ActivationOrDefault => Activation ?? (Kind == Dense ? "linear" : "tanh");

    public bool IsRecurrent => Kind is SimpleRnn or Lstm or Gru;

    private int Gates => Kind switch { Lstm => 4, Gru => 3, _ => 1 };

    public int Outputs(int inputs) => Units == 0 ? inputs : Units;

    /// <summary>Names and shapes of the parameters, in Keras' layout.</summary>
    public IReadOnlyList<ParameterSpec> Parameters(int inputs)
    {
        var parameters = new List<ParameterSpec>();
        if (Units == 0)
        {
            return parameters;
        }

        parameters.Add(new("kernel", [inputs, Gates * Units]));
        if (IsRecurrent)
        {
            parameters.Add(new("recurrent_kernel", [Units, Gates * Units]));
        }

        if (UseBias)
        {
            parameters.Add(new("bias", Kind == Gru && ResetAfter ? [2, Gates * Units] : [Gates * Units]));
        }

        return parameters;
    }

    public override string ToString()
    {
        var text = new System.Text.StringBuilder(Kind);
        text.Append(Units == 0 ? string.Empty : $" {Units}").Append(Activation is null ? string.Empty : $" {Activation}");
        if (IsRecurrent)
        {
            text.Append(RecurrentActivation == "sigmoid" ? string.Empty : $" gates {RecurrentActivation}")
                .Append(ReturnSequences ? " sequences" : " last")
                .Append(Kind == Gru ? ResetAfter ? " reset after" : " reset before" : string.Empty);
        }

        return text.Append(UseBias ? string.Empty : " no bias").ToString();
    }
}
