
namespace Unroll.Layers;

/// <summary>The shared context of one pass over a shard of rows: the mode, the random numbers, and the parameter gradients.</summary>
public sealed class PassContext
{
    private readonly GradientBuffer? _gradients;

    internal PassContext(GradientBuffer? gradients) => _gradients = gradients;

    /// <summary>Whether the pass keeps gradients, so that a backward pass may follow.</summary>
    public bool HasGradients => _gradients is not null;

    /// <summary>Whether this is a training pass: dropout is active, and normalisations update their statistics.</summary>
    public bool IsTraining { get; internal set; }

    /// <summary>Random numbers of this shard at this step. Layers draw from it in order.</summary>
    public RandomStream Random { get; } = new(0);

    /// <summary>The batch's row that is the first of this shard.</summary>
    public int FirstRow { get; internal set; }

    /// <summary>Rows of the whole batch.</summary>
    public int BatchRows { get; internal set; }

    /// <summary>Whether all recurrent layers continue from their state, stateful or not: truncated back-propagation through time.</summary>
    internal bool CarriesState { get; init; }

    /// <summary>The keeper of states between passes.</summary>
    internal StateKeeping StateKeeping { get; init; }

    /// <summary>Ends the pass between two layers or timesteps; whoever runs it knows what an unfinished one means.</summary>
    internal CancellationToken Cancellation { get; init; }

    /// <summary>Whether recurrent layers keep the gradient of the hidden state at every timestep, for inspection.</summary>
    internal bool KeepsStateGradients { get; init; }

    /// <summary>
    /// Whether keys and values of attention to another sequence are as at the pass before: a decoder's, step by step.
    /// </summary>
    internal bool MemoryIsUnchanged { get; set; }

    /// <summary>Layers whose outputs are replaced or whose gradients are watched, for inspection; mostly none.</summary>
    internal PassTap[] Taps { get; set; } = [];

    /// <summary>The gradients of all parameters, at their offsets; empty where the pass only predicts.</summary>
    internal Span<float> AllGradients => _gradients is null ? default : _gradients.Span;

    /// <summary>The rows of a parameter that have a gradient, to be set where one is added; null where all may have one.</summary>
    internal bool[]? GradientRows(Parameter parameter) => _gradients?.RowsOf(parameter);

    /// <summary>Sets all gradients to zero.</summary>
    internal void ClearGradients() => _gradients?.Clear();

    /// <summary>This shard's gradient of a parameter, to be added to; as long as the parameter, row-major.</summary>
    /// <param name="parameter">A parameter of the model.</param>
    /// <exception cref="InvalidOperationException">The pass has no gradients: it only predicts.</exception>
    public Span<float> Gradient(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _gradients is null
            ? throw new InvalidOperationException(
                "This pass only predicts and keeps no gradients: run a backward pass in a training shard.")
            : _gradients.Span.Slice(parameter.Offset, parameter.Length);
    }
}
