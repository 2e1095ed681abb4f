using System.Numerics.Tensors;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>The loop over time, backward: back-propagation through time (Werbos 1990).</summary>
internal sealed class RecurrentBackward(
    RecurrentLayer layer, RecurrentCell cell, RecurrentSettings settings, RecurrentForward forward, RecurrentCheckpoints checkpoints)
{
    private readonly IReadOnlyList<int> _sizes = cell.StateSizes;
    private readonly RecurrentPadding _padding = new(cell);

    /// <summary>A whole pass, segment by segment from the one that was computed last, which the workspace still holds.</summary>
    public void Run(LayerPass pass)
    {
        var workspace = (RecurrentWorkspace)pass.Workspace;
        Span<float> hidden = workspace.HiddenOf(pass);
        if (pass.InputCount > 1)
        {
            pass.InputGradient(1).Values.Clear();
        }

        cell.BeginBackward(workspace, pass.Context);
        BeginLastTimestep(workspace, pass);
        for (int index = workspace.Segments.Count - 1; index >= 0; index--)
        {
            if (index != workspace.SegmentIndex)
            {
                checkpoints.Return(workspace, hidden, index);
                forward.RunSegment(workspace, pass, hidden);
            }

            RunSegment(workspace, pass, hidden);
        }

        for (int state = 1; state < _sizes.Count && pass.InputCount > 1; state++)
        {
            if (pass.InputGradient(1 + state) is { IsEmpty: false } stateGradient)
            {
                cell.StateGradient(workspace, state).CopyTo(stateGradient.Values);
            }
        }

        TimeMajorSpan inputGradient = pass.InputGradient();
        cell.EndBackward(workspace, workspace.CellInput(pass.Input()), inputGradient, pass.Context);
        if (workspace.Drops && workspace.InputMask is not null && !inputGradient.IsEmpty)
        {
            for (int t = 0; t < inputGradient.Timesteps; t++)
            {
                TensorPrimitives.Multiply(inputGradient.At(t), workspace.InputMask.Span, inputGradient.At(t));
            }
        }
    }

    private void RunSegment(RecurrentWorkspace workspace, LayerPass pass, Span<float> hidden)
    {
        TimeMajorSpan input = workspace.CellInput(pass.Input());
        TimeMajorSpan inputGradient = workspace.PartOf(pass.InputGradient());
        int real = cell.SkipsPadding ? input.RealTimesteps : input.Timesteps;
        Span<float> initialGradient = pass.InputCount > 1 ? pass.InputGradient(1).Values : default;
        for (int i = workspace.Segment.Timesteps - 1; i >= 0; i--)
        {
            pass.Context.Cancellation.ThrowIfCancellationRequested();
            int place = workspace.PlaceAt(i);
            int previous = i == 0 ? -1 : workspace.PlaceAt(i - 1);
            bool isFirst = i == 0 && workspace.SegmentIndex == 0;
            Span<float> gradient = HiddenGradient(workspace, pass, workspace.Segment.First + place);
            Span<float> before = isFirst ? initialGradient
                : BeginHiddenGradient(workspace, pass, workspace.Segment.First + workspace.PlaceAt(i - 1));
            if (place < real)
            {
                RunStep(workspace, hidden, i, input, inputGradient.IsEmpty ? default : inputGradient.At(place), gradient, before);
            }
            else
            {
                PassPadding(inputGradient.IsEmpty ? default : inputGradient.At(place), gradient, before);
            }

            int chunk = place / workspace.GradientTimesteps;
            if (i == 0 || previous / workspace.GradientTimesteps != chunk)
            {
                AddWeightGradients(workspace, input, hidden, chunk * workspace.GradientTimesteps, real, pass.Context);
            }
        }
    }

    /// <summary>One timestep that is real in some row.</summary>
    private void RunStep(
        RecurrentWorkspace workspace, Span<float> hidden, int i, TimeMajorSpan input, Span<float> inputGradient,
        Span<float> gradient, Span<float> before)
    {
        int place = workspace.PlaceAt(i), previous = i == 0 ? -1 : workspace.PlaceAt(i - 1);
        ReadOnlySpan<float> previousHidden = i == 0 ? workspace.HiddenBefore(hidden) : workspace.HiddenAt(hidden, previous);
        Span<float> recurrentGradient = before;
        ReadOnlySpan<float> recurrentInput = previousHidden;
        if (workspace.DropsHidden && !before.IsEmpty)
        {
            recurrentGradient = workspace.RecurrentInputGradient!.Span;
            recurrentGradient.Clear();
        }

        if (workspace.DropsHidden && !previousHidden.IsEmpty)
        {
            recurrentInput = workspace.StateAt(workspace.DroppedHidden!, place);
        }

        if (input.IsMasked)
        {
            _padding.TakeGradients(workspace, input.Mask, place, gradient);
        }

        cell.StepBackward(
            workspace,
            new RecurrentStep
            {
                Timestep = place,
                Previous = previous,
                Input = input.At(place),
                PreviousHidden = previousHidden,
                RecurrentInput = recurrentInput,
                Hidden = workspace.HiddenAt(hidden, place),
            },
            new RecurrentStepGradient
            {
                Hidden = gradient,
                PreviousHidden = before,
                RecurrentInput = recurrentGradient,
                Input = inputGradient,
            });
        if (workspace.DropsHidden && !before.IsEmpty)
        {
            TensorPrimitives.MultiplyAdd(recurrentGradient, workspace.RecurrentMask!.Span, before, before);
        }

        if (input.IsMasked)
        {
            _padding.ReturnGradients(workspace, input.Mask, place, gradient, before);
        }
    }

    /// <summary>A timestep that is padding in all rows: the gradient of its state is that of the state before.</summary>
    private static void PassPadding(Span<float> inputGradient, ReadOnlySpan<float> gradient, Span<float> before)
    {
        inputGradient.Clear();
        if (!before.IsEmpty)
        {
            TensorPrimitives.Add(before, gradient, before);
        }
    }

    /// <summary>The gradient of the hidden state of a timestep.</summary>
    private static Span<float> HiddenGradient(RecurrentWorkspace workspace, LayerPass pass, int timestep) =>
        workspace.HiddenGradients is not { } own ? pass.OutputGradient().At(timestep)
        : workspace.StateAt(own, workspace.KeepsHiddenGradients ? timestep : timestep & 1);

    /// <summary>The same where it is to be added to from now on: so far, it is that of the output.</summary>
    private Span<float> BeginHiddenGradient(RecurrentWorkspace workspace, LayerPass pass, int timestep)
    {
        Span<float> gradient = HiddenGradient(workspace, pass, timestep);
        if (workspace.HiddenGradients is not null)
        {
            TimeMajorSpan output = pass.OutputGradient();
            if (output.IsEmpty || !settings.ReturnSequences)
            {
                gradient.Clear();
            }
            else
            {
                output.At(layer.OutputTime(timestep, workspace.Segments.Timesteps)).CopyTo(gradient);
            }
        }

        return gradient;
    }

    /// <summary>Puts the gradients of the last timestep's outputs where the loop begins.</summary>
    private void BeginLastTimestep(RecurrentWorkspace workspace, LayerPass pass)
    {
        Span<float> last = BeginHiddenGradient(workspace, pass, settings.GoBackwards ? 0 : workspace.Segments.Timesteps - 1);
        if (!settings.ReturnSequences && pass.OutputGradient() is { IsEmpty: false } output)
        {
            output.Values.CopyTo(last);
        }

        for (int state = 0; state < _sizes.Count && settings.ReturnState; state++)
        {
            if (pass.OutputGradient(1 + state) is { IsEmpty: false } final)
            {
                Span<float> target = state == 0 ? last : cell.StateGradient(workspace, state);
                TensorPrimitives.Add(target, final.Values, target);
            }
        }
    }

    /// <summary>Gradients of both kernels from the timesteps of a chunk.</summary>
    private void AddWeightGradients(
        RecurrentWorkspace workspace, TimeMajorSpan input, Span<float> hidden, int place, int real, PassContext context)
    {
        int size = workspace.Rows * cell.Units, inputs = workspace.Rows * input.Features;
        int count = Math.Min(workspace.GradientTimesteps, real - place);
        if (count <= 0)
        {
            return;
        }

        cell.AddKernelGradient(workspace, input.Values.Slice(place * inputs, count * inputs), place, count, context);
        if (workspace.DropsHidden)
        {
            cell.AddRecurrentGradient(workspace, workspace.DroppedHidden!.Span[(place * size)..], place, count, context);
            return;
        }

        // What was computed before each timestep lies one timestep beside it. The first meets the initial state, or nothing.
        int first = workspace.FirstPlace;
        bool hasFirst = workspace.SegmentIndex == 0 && first >= place && first < place + count;
        int others = hasFirst ? count - 1 : count;
        int from = hasFirst && !settings.GoBackwards ? place + 1 : place;
        if (others > 0)
        {
            cell.AddRecurrentGradient(
                workspace, workspace.HiddenFrom(hidden, from + (settings.GoBackwards ? 1 : -1)), from, others, context);
        }

        if (hasFirst && workspace.InitialHidden is not null)
        {
            cell.AddRecurrentGradient(workspace, workspace.InitialHidden.Span, first, 1, context);
        }
    }
}
