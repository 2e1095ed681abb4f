using System.Numerics.Tensors;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>The loop over time, forward.</summary>
internal sealed class RecurrentForward(
    RecurrentLayer layer, RecurrentCell cell, RecurrentSettings settings, RecurrentStateFlow states, RecurrentCheckpoints checkpoints)
{
    private readonly RecurrentPadding _padding = new(cell);

    /// <summary>A whole pass.</summary>
    public void Run(LayerPass pass)
    {
        var workspace = (RecurrentWorkspace)pass.Workspace;
        workspace.Drops = pass.Context.IsTraining && pass.IsTraining;
        DrawMasks(workspace, pass.Context);
        states.Load(workspace, pass);
        Span<float> hidden = workspace.HiddenOf(pass);
        for (int index = 0; index < workspace.Segments.Count; index++)
        {
            checkpoints.Enter(workspace, hidden, index);
            RunSegment(workspace, pass, hidden);
            WriteSequence(workspace, pass);
        }

        ReadOnlySpan<float> final = workspace.HiddenAt(hidden, workspace.LastPlace);
        if (!settings.ReturnSequences)
        {
            final.CopyTo(pass.Output().Values);
        }

        states.Write(workspace, pass, final);
    }

    /// <summary>
    /// The segment that the workspace holds, from the states before it: the first time, or once more on the way backward, with the same
    /// bits.
    /// </summary>
    public void RunSegment(RecurrentWorkspace workspace, LayerPass pass, Span<float> hidden)
    {
        TimeMajorSpan input = DropInput(workspace, pass.Input());
        cell.BeginForward(workspace, input, pass.Context);
        int previous = -1, real = cell.SkipsPadding ? input.RealTimesteps : input.Timesteps;
        for (int i = 0; i < workspace.Segment.Timesteps; i++)
        {
            pass.Context.Cancellation.ThrowIfCancellationRequested();
            int place = workspace.PlaceAt(i);
            ReadOnlySpan<float> before = i > 0 ? workspace.HiddenAt(hidden, previous) : workspace.HiddenBefore(hidden);
            ReadOnlySpan<float> recurrent = before;
            if (workspace.DropsHidden)
            {
                Span<float> dropped = workspace.StateAt(workspace.DroppedHidden!, place);
                if (before.IsEmpty)
                {
                    dropped.Clear();
                }
                else
                {
                    TensorPrimitives.Multiply(before, workspace.RecurrentMask!.Span, dropped);
                    recurrent = dropped;
                }
            }

            var step = new RecurrentStep
            {
                Timestep = place,
                Previous = previous,
                Input = input.At(place),
                PreviousHidden = before,
                RecurrentInput = recurrent,
                Hidden = workspace.HiddenAt(hidden, place),
            };
            if (place < real)
            {
                cell.Step(workspace, step);
            }

            if (input.IsMasked)
            {
                _padding.KeepStates(workspace, input.Mask, step);
            }

            previous = place;
        }
    }

    /// <summary>One mask for all timesteps (Gal and Ghahramani 2016), so that a segment can be computed again.</summary>
    private void DrawMasks(RecurrentWorkspace workspace, PassContext context)
    {
        if (workspace.Drops && workspace.InputMask is not null)
        {
            DropoutMask.Draw(workspace.InputMask.Span, settings.Dropout, context.Random);
        }

        if (workspace.Drops && workspace.RecurrentMask is not null)
        {
            DropoutMask.Draw(workspace.RecurrentMask.Span, settings.RecurrentDropout, context.Random);
        }
    }

    private static TimeMajorSpan DropInput(RecurrentWorkspace workspace, TimeMajorSpan input)
    {
        TimeMajorSpan dropped = workspace.CellInput(input);
        if (workspace.Drops && workspace.DroppedInput is not null)
        {
            TimeMajorSpan part = workspace.PartOf(input);
            for (int place = 0; place < part.Timesteps; place++)
            {
                TensorPrimitives.Multiply(part.At(place), workspace.InputMask!.Span, dropped.At(place));
            }
        }

        return dropped;
    }

    /// <summary>Hands the segment's part of a sequence out, where it has not been computed in place.</summary>
    private void WriteSequence(RecurrentWorkspace workspace, LayerPass pass)
    {
        if (!settings.ReturnSequences || workspace.Hidden is null)
        {
            return;
        }

        TimeMajorSpan output = pass.Output();
        for (int place = 0; place < workspace.Segment.Timesteps; place++)
        {
            int at = layer.OutputTime(workspace.Segment.First + place, workspace.Segments.Timesteps);
            workspace.HiddenAt(workspace.Hidden.Span, place).CopyTo(output.At(at));
        }
    }
}
