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
    public const string Conv1D = "conv1d";
    public const string MaxPooling1D = "max-pooling1d";
    public const string AveragePooling1D = "average-pooling1d";
    public const string GlobalMaxPooling1D = "global-max-pooling1d";
    public const string GlobalAveragePooling1D = "global-average-pooling1d";
    public const string ZeroPadding1D = "zero-padding1d";

    /// <summary>Name of the activation; null for the layer's own default: linear for Dense, tanh for recurrent layers.</summary>
    public string? Activation { get; init; }

    public string RecurrentActivation { get; init; } = "sigmoid";

    public bool ReturnSequences { get; init; } = true;

    public bool UseBias { get; init; } = true;

    public bool ResetAfter { get; init; } = true;

    /// <summary>Share of the values that a Dropout layer sets to zero.</summary>
    public float Rate { get; init; }

    /// <summary>Timesteps that a convolution or a pooling layer sees, or that zero padding adds at either end.</summary>
    public int Window { get; init; }

    public int Stride { get; init; } = 1;

    public int Dilation { get; init; } = 1;

    public int Groups { get; init; } = 1;

    public string Padding { get; init; } = "valid";

    public string ActivationOrDefault => Activation ?? (Kind is Dense or Conv1D ? "linear" : "tanh");

    public bool IsWindow => Kind is Conv1D or MaxPooling1D or AveragePooling1D;

    public bool GivesVectors => IsGlobalPooling || (IsRecurrent && !ReturnSequences);

    public bool IsGlobalPooling => Kind is GlobalMaxPooling1D or GlobalAveragePooling1D;

    public bool IsRecurrent => Kind is SimpleRnn or Lstm or Gru;

    private int Gates => Kind switch { Lstm => 4, Gru => 3, _ => 1 };

    public int Outputs(int inputs) => Units == 0 ? inputs : Units;

    public int OutputTimesteps(int timesteps) => Kind switch
    {
        Conv1D or MaxPooling1D or AveragePooling1D => WindowOracle.OutputTimesteps(this, timesteps),
        ZeroPadding1D => timesteps + (2 * Window),
        GlobalMaxPooling1D or GlobalAveragePooling1D => 1,
        _ => GivesVectors ? 1 : timesteps,
    };

    /// <summary>Names and shapes of the parameters, in Keras' layout.</summary>
    public IReadOnlyList<ParameterSpec> Parameters(int inputs)
    {
        var parameters = new List<ParameterSpec>();
        if (Units == 0)
        {
            return parameters;
        }

        parameters.Add(new("kernel", Kind == Conv1D ? [Window, inputs / Groups, Units] : [inputs, Gates * Units]));
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

        if (Window > 0)
        {
            text.Append($" window {Window} {Padding} stride {Stride} dilation {Dilation} groups {Groups}");
        }

        return text.Append(UseBias ? string.Empty : " no bias").ToString();
    }
}
