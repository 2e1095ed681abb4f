using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Optimizers;

namespace Unroll.Insight.Gradients;

/// <summary>
/// A recurrent layer with some initial weights, and a limit of its gradients: a problem of gradients through time, or a cure of it.
/// </summary>
/// <param name="Name">Its name, for example <c>LSTM, forget bias 1</c>.</param>
/// <param name="Create">Makes the layer, for a number of units.</param>
public sealed record RecurrentCure(string Name, Func<int, RecurrentLayer> Create)
{
    /// <summary>Changes the initial weights of the built layer for sequences of some timesteps; null where nothing is changed.</summary>
    public Action<RecurrentLayer, int>? SetWeights { get; init; }

    /// <summary>The change of the gradient of all weights before a step; null for none.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>A simple RNN with tanh whose recurrent weights are small: its gradients vanish.</summary>
    public static RecurrentCure SmallWeights { get; } = new("tanh RNN, small weights", units => new SimpleRnn(
        units, new SimpleRnnOptions { RecurrentInitializer = new RandomNormal(0, 0.57f / MathF.Sqrt(units)) }));

    /// <summary>
    /// A linear RNN whose recurrent weights are large: 1.29 times an orthogonal matrix, so that each step back multiplies the norm of the
    /// gradient by 1.29, whatever the number of units.
    /// </summary>
    public static RecurrentCure LargeWeights { get; } = new("linear RNN, large weights", units => new SimpleRnn(units, new SimpleRnnOptions
    {
        Activation = ActivationFunction.Linear,
        RecurrentInitializer = new Orthogonal(1.29f),
    }));

    /// <summary>A simple RNN with tanh and orthogonal recurrent weights (Saxe et al. 2014), the default here.</summary>
    public static RecurrentCure OrthogonalWeights { get; } = new("tanh RNN, orthogonal weights", units => new SimpleRnn(units));

    /// <summary>A simple RNN of rectifiers whose recurrent weights begin as the identity (Le et al. 2015).</summary>
    public static RecurrentCure IdentityWeights { get; } = new(
        "ReLU RNN, identity weights",
        units => new SimpleRnn(units, new SimpleRnnOptions { Activation = ActivationFunction.Relu }))
    {
        SetWeights = (layer, _) =>
        {
            Parameter weights = layer.Parameters.Single(parameter => parameter.Name == "recurrent_kernel");
            weights.Values.Clear();
            for (int unit = 0; unit < layer.Units; unit++)
            {
                weights.Values[(unit * layer.Units) + unit] = 1;
            }

            weights.MarkChanged();
        },
    };

    /// <summary>An LSTM whose forget gates begin half open: its gradients vanish, though more slowly.</summary>
    public static RecurrentCure ForgetBias0 { get; } =
        new("LSTM, forget bias 0", units => new Lstm(units, new LstmOptions { UnitForgetBias = false }));

    /// <summary>An LSTM whose forget gates have a bias of 1 (Gers et al. 2000; Jozefowicz et al. 2015), the default here.</summary>
    public static RecurrentCure ForgetBias1 { get; } = new("LSTM, forget bias 1", units => new Lstm(units));

    /// <summary>
    /// An LSTM whose forget gates begin open: of σ(log(T − 1)) they lose one T-th at each of T timesteps (Tallec and Ollivier 2018).
    /// </summary>
    public static RecurrentCure OpenForgetGates { get; } = new("LSTM, forget bias log T", units => new Lstm(units))
    {
        SetWeights = (layer, timesteps) => SetBias(layer, layer.Units, timesteps),
    };

    /// <summary>A GRU, whose update gates begin half open.</summary>
    public static RecurrentCure GatedUnits { get; } = new("GRU", units => new Gru(units));

    /// <summary>A GRU whose update gates begin open, so that its state is kept over the sequence.</summary>
    public static RecurrentCure OpenUpdateGates { get; } = new("GRU, update bias log T", units => new Gru(units))
    {
        SetWeights = (layer, timesteps) => SetBias(layer, 0, timesteps),
    };

    /// <summary>The same with its gradient clipped to a norm.</summary>
    /// <param name="norm">Greatest norm of the gradient of all weights.</param>
    public RecurrentCure Clipped(float norm = 1) =>
        this with { Name = $"{Name}, clipped", Clipping = GradientClipping.ByGlobalNorm(norm) };

    /// <summary>The same with its gradient rescaled to a norm, always.</summary>
    /// <param name="norm">Norm of the gradient of all weights.</param>
    public RecurrentCure Renormalized(float norm = 1) =>
        this with { Name = $"{Name}, renormalised", Clipping = GradientClipping.Renormalize(norm) };

    private static void SetBias(RecurrentLayer layer, int start, int timesteps)
    {
        Parameter bias = layer.Parameters.Single(parameter => parameter.Name == "bias");
        bias.Values.Slice(start, layer.Units).Fill(MathF.Log(Math.Max(timesteps - 1, 2)));
        bias.MarkChanged();
    }
}
