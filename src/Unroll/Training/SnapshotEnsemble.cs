namespace Unroll.Training;

/// <summary>
/// A callback that makes an ensemble of one training (Huang et al. 2017): the learning rate falls along half a cosine in each of several
/// cycles and then starts again, and the weights at the end of each cycle, where it has come to rest, are kept. The predictions of
/// networks with these weights are averaged.
/// </summary>
/// <example>
/// <code>
/// SnapshotEnsemble snapshots = new(cycles: 5);
/// model.Fit(x, y, new FitOptions { Epochs = 100, Callbacks = [snapshots] });
/// foreach (float[] weights in snapshots.Weights)
/// {
///     model.SetWeights(weights);
///     // add model.Predict(…) to the sum
/// }
/// </code>
/// </example>
public sealed class SnapshotEnsemble : Callback
{
    private readonly List<float[]> _weights = [];
    private readonly float? _learningRate;
    private float _highest;

    /// <summary>Creates the callback.</summary>
    /// <param name="cycles">Cycles of the learning rate, each of which gives a snapshot; at least 1.</param>
    /// <param name="learningRate">The rate at the start of each cycle; null for the optimizer's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public SnapshotEnsemble(int cycles, float? learningRate = null)
    {
        Require.AtLeast(cycles, 1, nameof(cycles));
        Require.PositiveFinite(learningRate ?? 1, nameof(learningRate));
        (Cycles, _learningRate) = (cycles, learningRate);
    }

    /// <summary>Cycles of the learning rate.</summary>
    public int Cycles { get; }

    /// <summary>The weights at the end of each cycle that was finished, as <see cref="Models.Model.SetWeights(ReadOnlySpan{float})"/>
    /// takes them.</summary>
    public IReadOnlyList<float[]> Weights => _weights;

    /// <inheritdoc/>
    /// <exception cref="InputException">There are fewer batches than cycles.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if ((long)context.Epochs * context.Batches < Cycles)
        {
            throw new InputException(
                $"{Cycles} snapshots need as many batches, but {context.Epochs} epochs have {context.Batches} each: train for more epochs, "
                + "or take fewer snapshots.");
        }

        _weights.Clear();
        _highest = _learningRate ?? context.LearningRate;
    }

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (long start, long end) = CycleOf(context);
        double share = (double)(PositionOf(context) - start) / (end - start);
        context.LearningRate = (float)(0.5 * _highest * (Math.Cos(Math.PI * share) + 1));
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (PositionOf(context) + 1 == CycleOf(context).End && !context.StopRequested)
        {
            _weights.Add(context.Model.GetWeights());
        }
    }

    /// <summary>The last snapshot has the step that is made of what was accumulated until the end, too.</summary>
    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Epoch == context.Epochs && _weights.Count == Cycles)
        {
            _weights[^1] = context.Model.GetWeights();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.LearningRate = _highest;
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Numbers["highest"] = _highest;
        state.Numbers["snapshots"] = _weights.Count;
        for (int i = 0; i < _weights.Count; i++)
        {
            state.Arrays[FormattableString.Invariant($"snapshot_{i}")] = _weights[i];
        }
    }

    /// <inheritdoc/>
    public override void RestoreState(TrainingContext context, CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(state);
        _weights.Clear();
        for (int i = 0; i < (int)state.Numbers["snapshots"]; i++)
        {
            float[] weights = state.Arrays[FormattableString.Invariant($"snapshot_{i}")];
            _weights.Add(weights.Length == context.Model.ParameterCount
                ? weights
                : throw new InputException(
                    $"its snapshot {i} has {CountFormatter.Format(weights.Length, "numbers")}, "
                    + $"but the model has {context.Model.ParameterCount}."));
        }

        _highest = (float)state.Numbers["highest"];
    }

    private static long PositionOf(TrainingContext context) => ((long)(context.Epoch - 1) * context.Batches) + context.Batch - 1;

    /// <summary>The first batch of the running cycle, and the one behind its last.</summary>
    private (long Start, long End) CycleOf(TrainingContext context)
    {
        long all = (long)context.Epochs * context.Batches, position = PositionOf(context);
        long cycle = position * Cycles / all;
        while ((cycle + 1) * all / Cycles <= position)
        {
            cycle++;
        }

        return (cycle * all / Cycles, (cycle + 1) * all / Cycles);
    }
}
