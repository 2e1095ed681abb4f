using Unroll.Catalogue;
using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>
/// A user-defined recurrent cell: the computation of one timestep, forward and backward. <see cref="Rnn"/> runs it over time, with padding,
/// statefulness, direction and all else that recurrent layers do.
/// </summary>
/// <example>
/// <code>
/// /// A leaky integrator: h = a·h₋₁ + (1 − a)·tanh(x·W).
/// sealed class LeakyCell(int units, float a) : RnnCell(units)
/// {
///     private Parameter _kernel = null!;
///
///     public override int SavedSize =&gt; Units;
///
///     protected override void Build(int inputs, RandomStream random) =&gt;
///         _kernel = AddParameter("kernel", new GlorotUniform(), random, inputs, Units);
///
///     public override void Forward(RnnStep step)
///     {
///         step.Saved.Clear();
///         step.AddProduct(step.Input, _kernel, step.Saved);
///         TensorPrimitives.Tanh(step.Saved, step.Saved);
///         for (int i = 0; i &lt; step.Saved.Length; i++)
///         {
///             step.State()[i] = (a * step.PreviousState()[i]) + ((1 - a) * step.Saved[i]);
///         }
///     }
///
///     public override void Backward(RnnStep step)
///     {
///         for (int i = 0; i &lt; step.Saved.Length; i++)
///         {
///             step.PreviousStateGradient()[i] += a * step.StateGradient()[i];
///             step.Saved[i] = (1 - a) * (1 - (step.Saved[i] * step.Saved[i])) * step.StateGradient()[i];
///         }
///
///         step.AddKernelGradient(step.Input, step.Saved, _kernel);
///         step.AddProductTransposed(step.Saved, _kernel, step.InputGradient);
///     }
/// }
/// </code>
/// </example>
public abstract class RnnCell
{
    private readonly List<Parameter> _parameters = [];
    private readonly Dictionary<Parameter, PackedParameter> _packed = [];
    private ParameterFactory? _add;

    /// <summary>Sets the sizes of the states.</summary>
    /// <param name="units">Size of state 0, the hidden state, which is the output.</param>
    /// <param name="furtherStates">Sizes of further states.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    protected RnnCell(int units, params int[] furtherStates)
    {
        ArgumentNullException.ThrowIfNull(furtherStates);
        StateSizes = [units, .. furtherStates];
        foreach (int size in StateSizes)
        {
            LayerErrors.ThrowIfNotPositive(size, GetType().Name, "units and further states");
        }
    }

    /// <summary>The cells that users registered, by name.</summary>
    public static BlockCatalogue<RnnCell> Catalogue { get; } = new("cell", () => []);

    /// <summary>The cell's kind in model files: its name in <see cref="Catalogue"/>.</summary>
    public string Kind => Catalogue.NameOf(this);

    /// <summary>Size of the hidden state.</summary>
    public int Units => StateSizes[0];

    /// <summary>Sizes of all states, that of the hidden state first.</summary>
    public IReadOnlyList<int> StateSizes { get; }

    /// <summary>
    /// Numbers a row that <see cref="Forward"/> saves in <see cref="RnnStep.Saved"/> for <see cref="Backward"/>. Default: none.
    /// </summary>
    public virtual int SavedSize => 0;

    /// <summary>
    /// One timestep forward: from <see cref="RnnStep.Input"/> and the previous states to the states, all of them written.
    /// </summary>
    /// <param name="step">The timestep.</param>
    public abstract void Forward(RnnStep step);

    /// <summary>
    /// One timestep backward: from the gradients of the states to those of the input and the previous states, and of the parameters, all of
    /// which are added to.
    /// </summary>
    /// <param name="step">The timestep, with the <see cref="RnnStep.Saved"/> of <see cref="Forward"/>, which may be overwritten.</param>
    public abstract void Backward(RnnStep step);

    /// <summary>Makes the parameters. Called once.</summary>
    /// <param name="inputs">Features of the input.</param>
    /// <param name="random">Random numbers for the initial weights.</param>
    protected abstract void Build(int inputs, RandomStream random);

    /// <summary>Adds a parameter; for <see cref="Build(int, RandomStream)"/>.</summary>
    /// <param name="name">Name within the layer.</param>
    /// <param name="initializer">Its initializer.</param>
    /// <param name="random">Random numbers for that.</param>
    /// <param name="dimensions">Sizes of its axes; [inputs, outputs] for a kernel.</param>
    protected Parameter AddParameter(string name, Initializer initializer, RandomStream random, params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        ArgumentNullException.ThrowIfNull(dimensions);
        if (_add is null)
        {
            throw new InvalidOperationException("Parameters are added in Build, which the layer calls.");
        }

        Parameter parameter = _add(name, initializer, dimensions[0], dimensions[^1], random, dimensions);
        _parameters.Add(parameter);
        return parameter;
    }

    internal void Build(ParameterFactory add, int inputs, RandomStream random)
    {
        _parameters.Clear();
        _add = add;
        Build(inputs, random);
        foreach (Parameter parameter in _parameters.Where(parameter => parameter.Dimensions.Count == 2))
        {
            _packed.Add(parameter, new PackedParameter(parameter));
        }
    }

    internal void Prepare(bool training)
    {
        foreach (PackedParameter packed in _packed.Values)
        {
            packed.Prepare(training);
        }
    }

    internal PackedParameter Packed(Parameter parameter) => _packed.TryGetValue(parameter, out PackedParameter? packed)
        ? packed
        : throw new ArgumentException(
            $"The parameter '{parameter.Name}' is no kernel of this cell: give one with 2 axes that Build added.", nameof(parameter));
}
