using System.Numerics.Tensors;
using Unroll.Kernels;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>
/// The optimizer step after the shards' backward passes: gradients are added in shard order, clipped, and applied. Cut into chunks of fixed
/// length, so that large models use all threads and every model gets the same bits on any number of them. A step whose gradient is not
/// finite, or that would make a weight infinite, is not made.
/// </summary>
internal sealed partial class GradientStep
{
    private const int ChunkLength = 16384;

    /// <summary>
    /// With gradients and a learning rate up to these, no update rule of the library overflows: squares of gradients and products with the
    /// rate stay far from the end of single precision. Beyond, and for a user's own rule, weights and state are copied first.
    /// </summary>
    private const float LargestSafeGradient = 1e15f;
    private const float LargestSafeRate = 1e3f;

    private readonly Chunk[] _chunks;
    private readonly double[] _squares;
    private readonly float[] _largest;
    private readonly Parameter[] _parameters;
    private readonly bool _isRegularized;

    /// <summary>Of parameters whose rows are updated apart, those that kept gradients are for.</summary>
    private readonly Dictionary<Parameter, bool[]> _keptRows;
    private readonly OptimizerState _state;
    private readonly GradientClipping? _clipping;
    private readonly WorkerTeam _team;
    private readonly Action<int> _addChunk;
    private readonly Action<int> _measureChunk;
    private readonly Action<int> _keepChunk;
    private readonly Action<int> _averageChunk;
    private readonly Action<int> _updateChunk;
    private ShardPlan? _plan;
    private AlignedBuffer? _accumulated;
    private StepBackup? _backup;
    private double _accumulatedWeight;
    private float _weight;
    private float _scale;

    public GradientStep(Model model, OptimizerState state, WorkerTeam team)
    {
        _parameters = [.. model.TrainedParameters];
        _isRegularized = _parameters.Any(parameter => parameter.Regularizer is not null);
        _state = state;
        _clipping = state.Optimizer.Clipping;
        _team = team;
        List<Chunk> chunks = [];
        foreach (Parameter parameter in _parameters)
        {
            // Chunks of rows that are updated apart end between two of them.
            int width = parameter.IsSparse ? parameter.Length / parameter.Dimensions[0] : 1;
            int length = Math.Max(1, ChunkLength / width) * width;
            for (int start = 0; start < parameter.Length; start += length)
            {
                chunks.Add(new Chunk(parameter, start, Math.Min(length, parameter.Length - start), parameter.IsSparse ? width : 0));
            }
        }

        _chunks = [.. chunks];
        _keptRows = _parameters.Where(parameter => parameter.IsSparse)
            .ToDictionary(parameter => parameter, parameter => new bool[parameter.Dimensions[0]]);
        _squares = new double[_chunks.Length];
        _largest = new float[_chunks.Length];
        _addChunk = AddChunk;
        _measureChunk = MeasureChunk;
        _keepChunk = KeepChunk;
        _averageChunk = AverageChunk;
        _updateChunk = UpdateChunk;
    }

    /// <summary>
    /// The parameter whose gradient was not finite at the last step that was not made, the one next to the loss; null where the gradient
    /// was finite, but the step would have made a weight or the optimizer's state infinite.
    /// </summary>
    public Parameter? NonFiniteGradient { get; private set; }

    /// <summary>Whether the norms of the gradients are wanted.</summary>
    public bool MeasuresNorms { get; set; }

    /// <summary>The norm of the last step's gradient of each trained parameter, <c>layer.parameter</c>, before clipping.</summary>
    public Dictionary<string, double> NormsByName(Model model)
    {
        Dictionary<Parameter, double> measured = _parameters.ToDictionary(
            parameter => parameter,
            parameter => Math.Sqrt(_chunks.Index().Where(chunk => chunk.Item.Parameter == parameter).Sum(chunk => _squares[chunk.Index])));
        Dictionary<string, double> norms = [];
        foreach ((string name, Parameter parameter) in model.NamedParameters.Where(named => measured.ContainsKey(named.Parameter)))
        {
            norms[name] = measured[parameter];
        }

        return norms;
    }

    /// <summary>Whether a step changes these parameters.</summary>
    public bool Trains(IEnumerable<Parameter> parameters) => _parameters.SequenceEqual(parameters);

    /// <summary>
    /// The weighted sum of the gradients that <see cref="Add"/> was given since the last step, and the sum of their weights.
    /// </summary>
    public (AlignedBuffer? Gradients, double Weight) Accumulated => (_accumulated, _accumulatedWeight);

    /// <summary>Accumulates the mean gradient of a plan's shards for a later <see cref="Run"/>, weighted by its number of terms.</summary>
    /// <param name="plan">The shards.</param>
    /// <param name="weight">How many terms the mean was taken over.</param>
    /// <returns>Whether the gradient is finite; if not, it is not accumulated.</returns>
    public bool Add(ShardPlan plan, double weight)
    {
        _plan = plan;
        _accumulated ??= new AlignedBuffer(_state.Length);
        _weight = (float)weight;
        RunChunks(IsSmall(), _addChunk);
        if (!IsFinite())
        {
            return false;
        }

        RunChunks(IsSmall(), _keepChunk);
        _accumulatedWeight += weight;
        return true;
    }

    /// <summary>Takes back what <see cref="Accumulated"/> gave.</summary>
    public void RestoreAccumulated(ReadOnlySpan<float> gradients, double weight)
    {
        _accumulated ??= new AlignedBuffer(_state.Length);
        gradients.CopyTo(_accumulated.Span);
        foreach ((Parameter parameter, bool[] rows) in _keptRows)
        {
            int width = parameter.Length / rows.Length;
            for (int row = 0; row < rows.Length; row++)
            {
                rows[row] = gradients.Slice(parameter.Offset + (row * width), width).ContainsAnyExcept(0f);
            }
        }

        _accumulatedWeight = weight;
    }

    /// <summary>Makes one step with the mean of the gradients kept.</summary>
    /// <returns>Whether it was made; if not, weights and optimizer are as they were.</returns>
    public bool RunAccumulated()
    {
        _plan = null;
        _weight = (float)(1 / _accumulatedWeight);
        RunChunks(IsSmall(), _averageChunk);
        bool made = Update();
        _accumulated!.Span.Clear();
        foreach (bool[] rows in _keptRows.Values)
        {
            Array.Clear(rows);
        }

        _accumulatedWeight = 0;
        return made;
    }

    /// <summary>Makes one step with the gradients of a plan's shards.</summary>
    /// <returns>Whether it was made; if not, weights and optimizer are as they were.</returns>
    public bool Run(ShardPlan plan)
    {
        _plan = plan;
        RunChunks(IsSmall(), _addChunk);
        return Update();
    }

    private bool NeedsNorms => MeasuresNorms || _clipping is { NeedsNorm: true };

    private bool Update()
    {
        // Waking threads costs more than a small model's whole update.
        bool small = IsSmall();
        if (_isRegularized || NeedsNorms)
        {
            RunChunks(small, _measureChunk);
        }

        if (!IsFinite())
        {
            return false;
        }

        _scale = 1f;
        if (_clipping is not null)
        {
            double squares = 0;
            foreach (double square in _squares)
            {
                squares += square;
            }

            _scale = _clipping.ScaleFor(Math.Sqrt(squares));
        }

        bool isSafe = IsSafe;
        if (!isSafe)
        {
            _backup ??= new StepBackup(_parameters, _state);
            _backup.Take();
        }

        _state.BeginStep();
        RunChunks(small, _updateChunk);
        foreach (Parameter parameter in _parameters)
        {
            parameter.MarkChanged();
        }

        return isSafe || _backup!.KeepOrPutBack();
    }

    private bool IsSafe => _largest.Length == 0 || TensorPrimitives.Max<float>(_largest) * Math.Max(_scale, 1) <= LargestSafeGradient
        && _state.Optimizer.LearningRate <= LargestSafeRate && _state.Optimizer.IsOfLibrary;

    /// <summary>Whether the gradients measured last are finite.</summary>
    private bool IsFinite()
    {
        int worst = Array.FindLastIndex(_largest, largest => !float.IsFinite(largest));
        NonFiniteGradient = worst < 0 ? null : _chunks[worst].Parameter;
        return worst < 0;
    }

    private bool IsSmall() => _state.Length <= 4 * ChunkLength;

    private void RunChunks(bool small, Action<int> work)
    {
        if (!small)
        {
            _team.Run(_chunks.Length, work);
            return;
        }

        for (int chunk = 0; chunk < _chunks.Length; chunk++)
        {
            work(chunk);
        }
    }
}
