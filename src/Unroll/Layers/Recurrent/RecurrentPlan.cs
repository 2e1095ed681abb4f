using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The planning of the loop over time around a cell. <see cref="RecurrentForward"/> runs the loop forward, <see cref="RecurrentBackward"/>
/// backward; with gradient checkpointing, segment by segment of time (<see cref="RecurrentSegments"/>).
/// </summary>
internal sealed class RecurrentPlan(
    RecurrentLayer layer, RecurrentCell cell, RecurrentSettings settings, RecurrentStateFlow states, RecurrentCheckpoints checkpoints)
{
    /// <summary>Creates the state of a pass.</summary>
    public RecurrentWorkspace CreateWorkspace(LayerPass pass)
    {
        Shape input = pass.InputShape();
        int rows = pass.Rows, size = checked(rows * cell.Units);
        RecurrentSegments segments = Cut(pass);
        int places = segments.Length;
        RecurrentWorkspace workspace = cell.CreateWorkspace(rows, places, input.Features, pass.IsTraining);
        workspace.Segments = segments;

        // All hidden states are the output itself, and their gradients that of the output, where nothing lies between.
        bool masked = pass.IsInputMasked();
        bool direct = settings.ReturnSequences && !masked && !layer.ReversesOutput;
        workspace.KeepsTwoHidden = !direct && !pass.IsTraining && !settings.ReturnSequences;
        if (!direct)
        {
            workspace.Hidden = new AlignedBuffer(checked((workspace.KeepsTwoHidden ? 2 : segments.Count > 1 ? places + 1 : places) * size));
        }

        if (states.HasInitialState(pass))
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

    /// <summary>One segment, unless a backward pass may follow and is to compute again what it needs.</summary>
    private RecurrentSegments Cut(LayerPass pass)
    {
        int timesteps = pass.InputShape().Timesteps;
        return settings.GradientCheckpointing && pass.IsTraining && !pass.Context.KeepsStateGradients
            ? RecurrentSegments.OfRoot(timesteps, cell.RecomputedTimesteps(pass.Rows), settings.GoBackwards)
            : new RecurrentSegments(timesteps, timesteps, settings.GoBackwards);
    }

    private void PlanTraining(RecurrentWorkspace workspace, LayerPass pass, bool direct, bool masked)
    {
        int rows = pass.Rows, size = checked(rows * cell.Units), features = pass.InputShape().Features, places = workspace.Segments.Length;
        checkpoints.Plan(workspace);
        if (!direct || pass.OutputTensor(0).Gradient is null || pass.Context.KeepsStateGradients)
        {
            workspace.KeepsHiddenGradients = pass.Context.KeepsStateGradients;
            int kept = workspace.KeepsHiddenGradients ? workspace.Segments.Timesteps : 2;
            workspace.HiddenGradients = new AlignedBuffer(checked(kept * size));
        }

        if (masked)
        {
            workspace.Saved = [.. cell.StateSizes.Select(state => new AlignedBuffer(checked(rows * state)))];
        }

        if (settings.Dropout > 0)
        {
            workspace.InputMask = new AlignedBuffer(checked(rows * features));
            workspace.DroppedInput = new AlignedBuffer(checked(places * rows * features));
        }

        if (settings.RecurrentDropout > 0)
        {
            workspace.RecurrentMask = new AlignedBuffer(size);
            workspace.DroppedHidden = new AlignedBuffer(checked(places * size));
            workspace.RecurrentInputGradient = new AlignedBuffer(size);
        }
    }
}
