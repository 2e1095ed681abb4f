namespace Unroll.Layers;

/// <summary>
/// A recurrent layer. Input: <c>[batch, timesteps, features]</c>, and if wanted an initial state, <c>[batch, units]</c> for each state, as
/// further inputs; output: the hidden state of the last timestep, <c>[batch, units]</c>, or of all, <c>[batch, timesteps, units]</c>, and
/// if wanted the final states as further outputs. At padded timesteps the state stays as it is, so that the final state is that of each
/// row's last real timestep.
/// </summary>
public abstract class RecurrentLayer : Layer
{
    private readonly RecurrentCell _cell;
    private readonly RecurrentSettings _settings;
    private readonly CellRegularizers _regularizers;
    private readonly RecurrentStateFlow _stateFlow;
    private readonly RecurrentPlan _plan;
    private readonly RecurrentForward _forward;
    private readonly RecurrentBackward _backward;

    private protected RecurrentLayer(RecurrentCell cell, in RecurrentSettings settings, in CellRegularizers regularizers = default)
    {
        Require.FractionBelowOne(settings.Dropout, nameof(settings.Dropout));
        Require.FractionBelowOne(settings.RecurrentDropout, nameof(settings.RecurrentDropout));
        if (settings.GradientCheckpointing && cell.RecomputedTimesteps(rows: 1) == 0)
        {
            throw new ArgumentException(
                $"{GetType().Name} has GradientCheckpointing = true together with an activation or a form of the cell whose timesteps "
                + $"cannot be computed " +
                "again: leave Activation and RecurrentActivation at their defaults (a SimpleRnn may have Relu), Peephole and "
                + "LayerNormalization off and " +
                "ResetAfter on, or set GradientCheckpointing = false.");
        }

        _cell = cell;
        _settings = settings;
        _regularizers = regularizers;
        States = new RecurrentStates(cell.StateSizes);
        _stateFlow = new RecurrentStateFlow(this, cell, settings);
        var checkpoints = new RecurrentCheckpoints(cell);
        _plan = new RecurrentPlan(this, cell, settings, _stateFlow, checkpoints);
        _forward = new RecurrentForward(this, cell, settings, _stateFlow, checkpoints);
        _backward = new RecurrentBackward(this, cell, settings, _forward, checkpoints);
    }

    /// <summary>Hidden units.</summary>
    public int Units => _cell.Units;

    /// <summary>Whether the layer returns the hidden states of all timesteps, not the last one alone.</summary>
    public bool ReturnSequences => _settings.ReturnSequences;

    /// <summary>Whether the layer also returns the final states.</summary>
    public bool ReturnState => _settings.ReturnState;

    /// <summary>Whether a row starts from the state in which the same row of the batch before ended.</summary>
    public bool Stateful => _settings.Stateful;

    /// <summary>Sizes of the states, that of the hidden state first.</summary>
    public IReadOnlyList<int> StateSizes => _cell.StateSizes;

    /// <summary>Whether sequences are returned in the order of time, even if they are read backwards: for bidirectional layers.</summary>
    internal bool KeepsTimeOrder { get; set; }

    /// <summary>Whether sequences are returned in another order than that of time.</summary>
    internal bool ReversesOutput => GoesBackwards && ReturnSequences && !KeepsTimeOrder;

    internal bool GoesBackwards => _settings.GoBackwards;

    /// <summary>The final states of the last batch.</summary>
    internal RecurrentStates States { get; }

    /// <summary>The step of the loop.</summary>
    internal RecurrentCell Cell => _cell;

    /// <summary>The output's place of a timestep.</summary>
    internal int OutputTime(int timestep, int timesteps) => ReversesOutput ? timesteps - 1 - timestep : timestep;

    /// <summary>A state that a stream's workspace keeps, [rows, size].</summary>
    internal Span<float> KeptState(LayerWorkspace workspace, int state) => _stateFlow.InitialState((RecurrentWorkspace)workspace, state);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        IReadOnlyList<int> states = _cell.StateSizes;
        if (inputs.Count != 1 && inputs.Count != 1 + states.Count)
        {
            throw OtherInputs(inputs, states);
        }

        Shape input = inputs[0];
        LayerErrors.ThrowIfNotSequence(input, GetType().Name);
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(GetType().Name, InputShape, input);
        }

        for (int i = 1; i < inputs.Count; i++)
        {
            if (inputs[i] != Shape.Vector(states[i - 1]))
            {
                throw OtherState(inputs[i], states[i - 1]);
            }
        }

        Shape output = ReturnSequences ? Shape.Sequence(input.Timesteps, Units) : Shape.Vector(Units);
        return ReturnState ? [output, .. states.Select(Shape.Vector)] : [output];
    }

    private ArgumentException OtherInputs(IReadOnlyList<Shape> inputs, IReadOnlyList<int> states) => new(
        $"{GetType().Name} takes a sequence, and if wanted {CountFormatter.Format(states.Count, "initial states")} of "
        + $"{string.Join(" and ", states)} features, but got {CountFormatter.Format(inputs.Count, "inputs")}: "
        + $"{string.Join(", ", inputs)}.");

    private ArgumentException OtherState(Shape given, int features) => new(
        $"{GetType().Name} expects an initial state of shape {Shape.Vector(features)}, but got {given}: give a vector of {features} "
        + "features a sample.");

    /// <inheritdoc/>
    public override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape) =>
        output == 0 && base.GivesMask(output, inputs, outputShape);

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        base.ComputeMask(pass, output, mask);
        if (ReversesOutput)
        {
            int rows = pass.Rows;
            for (int first = 0, last = mask.Length - rows; first < last; first += rows, last -= rows)
            {
                for (int row = 0; row < rows; row++)
                {
                    (mask[first + row], mask[last + row]) = (mask[last + row], mask[first + row]);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Prepare(bool training) => _cell.Prepare(training);

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return _plan.CreateWorkspace(pass);
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        _forward.Run(pass);
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        _backward.Run(pass);
    }

    /// <summary>Lets a stateful layer start from zero again.</summary>
    public void ResetState() => States.Reset();

    /// <summary>The same layer without weights and name, reading in the other direction.</summary>
    internal abstract RecurrentLayer Reversed();

    /// <summary>The values that a hidden state can have.</summary>
    private protected virtual OutputRange HiddenRange => OutputRange.Unknown;

    internal sealed override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) =>
        output == 0 ? HiddenRange : OutputRange.Unknown;

    private protected static int CheckUnits(int units, string layer)
    {
        LayerErrors.ThrowIfNotPositive(units, layer, nameof(units));
        return units;
    }

    /// <inheritdoc/>
    protected override void BuildParameters(IReadOnlyList<Shape> inputs, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _cell.Build(AddParameter, inputs[0].Features, random);
        foreach (Parameter parameter in Parameters)
        {
            parameter.Regularizer = parameter.Name switch
            {
                "kernel" => _regularizers.Kernel,
                "recurrent_kernel" => _regularizers.Recurrent,
                "bias" => _regularizers.Bias,
                _ => null,
            };
        }
    }
}
