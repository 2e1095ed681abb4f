using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The loop over time around a cell: what it remembers of a pass. <see cref="RecurrentForward"/> runs it forward, <see cref="RecurrentBackward"/>
/// backward; with gradient checkpointing, segment by segment of time (<see cref="RecurrentSegments"/>).
/// </summary>
internal sealed class RecurrentLoop
{
    private readonly RecurrentLayer _layer;
    private readonly RecurrentCell _cell;
    private readonly RecurrentSettings _settings;
    private readonly RecurrentStateFlow _states;
    private readonly RecurrentCheckpoints _checkpoints;
    private readonly RecurrentForward _forward;
    private readonly RecurrentBackward _backward;

    public RecurrentLoop(RecurrentLayer layer, RecurrentCell cell, RecurrentSettings settings)
    {
        _layer = layer;
        _cell = cell;
        _settings = settings;
        _states = new RecurrentStateFlow(layer, cell, settings);
        _checkpoints = new RecurrentCheckpoints(cell);
        _forward = new RecurrentForward(layer, cell, settings, _states, _checkpoints);
        _backward = new RecurrentBackward(layer, cell, settings, _forward, _checkpoints);
    }

    public RecurrentWorkspace CreateWorkspace(LayerPass pass)
    {
        Shape input = pass.InputShape();
        int rows = pass.Rows, size = rows * _cell.Units;
        RecurrentSegments segments = Cut(pass);
        int places = segments.Length;
        RecurrentWorkspace workspace = _cell.CreateWorkspace(rows, places, input.Features, pass.IsTraining);
        workspace.Segments = segments;

        // All hidden states are the output itself, and their gradients that of the output, where nothing lies between.
        bool masked = pass.IsInputMasked();
        bool direct = _settings.ReturnSequences && !masked && !_layer.ReversesOutput;
        workspace.KeepsTwoHidden = !direct && !pass.IsTraining && !_settings.ReturnSequences;
        if (!direct)
        {
            workspace.Hidden = new AlignedBuffer((workspace.KeepsTwoHidden ? 2 : segments.Count > 1 ? places + 1 : places) * size);
        }

        if (_states.HasInitialState(pass))
        {
            workspace.InitialHidden = new AlignedBuffer(size);
        }

        workspace.Hold(0);
        if (pass.IsTraining)
        {
            PlanTraining(workspace, pass, direct, masked);
        }

        return workspace;
    }

    public void Forward(LayerPass pass) => _forward.Run(pass);

    public void Backward(LayerPass pass) => _backward.Run(pass);

    /// <summary>A state before the first timestep, [rows, size]; where the workspace keeps states, that in which it ended.</summary>
    public Span<float> InitialState(RecurrentWorkspace workspace, int state) => _states.InitialState(workspace, state);

    /// <summary>One segment, unless a backward pass may follow and is to compute again what it needs.</summary>
    private RecurrentSegments Cut(LayerPass pass)
    {
        int timesteps = pass.InputShape().Timesteps;
        return _settings.GradientCheckpointing && pass.IsTraining && !pass.Context.KeepsStateGradients
            ? RecurrentSegments.OfRoot(timesteps, _cell.RecomputedTimesteps(pass.Rows), _settings.GoBackwards)
            : new RecurrentSegments(timesteps, timesteps, _settings.GoBackwards);
    }

    private void PlanTraining(RecurrentWorkspace workspace, LayerPass pass, bool direct, bool masked)
    {
        int rows = pass.Rows, size = rows * _cell.Units, features = pass.InputShape().Features, places = workspace.Segments.Length;
        _checkpoints.Plan(workspace);
        if (!direct || pass.OutputTensor(0).Gradient is null || pass.Context.KeepsStateGradients)
        {
            workspace.KeepsHiddenGradients = pass.Context.KeepsStateGradients;
            workspace.HiddenGradients = new AlignedBuffer((workspace.KeepsHiddenGradients ? workspace.Segments.Timesteps : 2) * size);
        }

        if (masked)
        {
            workspace.Saved = [.. _cell.StateSizes.Select(state => new AlignedBuffer(rows * state))];
        }

        if (_settings.Dropout > 0)
        {
            workspace.InputMask = new AlignedBuffer(rows * features);
            workspace.DroppedInput = new AlignedBuffer(places * rows * features);
        }

        if (_settings.RecurrentDropout > 0)
        {
            workspace.RecurrentMask = new AlignedBuffer(size);
            workspace.DroppedHidden = new AlignedBuffer(places * size);
            workspace.RecurrentInputGradient = new AlignedBuffer(size);
        }
    }
}
