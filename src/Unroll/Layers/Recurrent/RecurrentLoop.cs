using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>The loop over time around a cell, forward and backward (back-propagation through time, Werbos 1990).</summary>
internal sealed class RecurrentLoop(RecurrentLayer layer, RecurrentCell cell, RecurrentSettings settings)
{
    private readonly IReadOnlyList<int> _sizes = cell.StateSizes;

    /// <summary>Whether sequences go out in another order than that of time.</summary>
    public bool ReversesOutput => settings.GoBackwards && settings.ReturnSequences && !layer.KeepsTimeOrder;

    public RecurrentWorkspace CreateWorkspace(LayerPass pass)
    {
        Shape input = pass.InputShape();
        int rows = pass.Rows, timesteps = input.Timesteps, size = rows * cell.Units;
        RecurrentWorkspace workspace = cell.CreateWorkspace(rows, timesteps, input.Features, pass.IsTraining);

        // All hidden states are the output itself, and their gradients that of the output, where nothing lies between.
        bool masked = pass.IsInputMasked();
        bool direct = settings.ReturnSequences && !masked && !ReversesOutput;
        workspace.KeepsTwoHidden = !direct && !pass.IsTraining && !settings.ReturnSequences;
        workspace.Hidden = direct ? null : new AlignedBuffer((workspace.KeepsTwoHidden ? 2 : timesteps) * size);
        if (pass.InputCount > 1 || Carries(pass) || KeepsInWorkspace(pass))
        {
            workspace.InitialHidden = new AlignedBuffer(size);
        }

        if (!pass.IsTraining)
        {
            return workspace;
        }

        if (!direct || pass.OutputTensor(0).Gradient is null || pass.Context.KeepsStateGradients)
        {
            workspace.KeepsHiddenGradients = settings.ReturnSequences || pass.Context.KeepsStateGradients;
            workspace.HiddenGradients = new AlignedBuffer((workspace.KeepsHiddenGradients ? timesteps : 2) * size);
        }

        if (masked)
        {
            workspace.Saved = [.. _sizes.Select(state => new AlignedBuffer(rows * state))];
        }

        if (settings.Dropout > 0)
        {
            workspace.InputMask = new AlignedBuffer(rows * input.Features);
            workspace.DroppedInput = new AlignedBuffer(timesteps * rows * input.Features);
        }

        if (settings.RecurrentDropout > 0)
        {
            workspace.RecurrentMask = new AlignedBuffer(size);
            workspace.DroppedHidden = new AlignedBuffer(timesteps * size);
            workspace.RecurrentInputGradient = new AlignedBuffer(size);
        }

        return workspace;
    }

    public void Forward(LayerPass pass)
    {
        var workspace = (RecurrentWorkspace)pass.Workspace;
        workspace.Drops = pass.Context.Training && pass.IsTraining;
        TimeMajorSpan input = DropInput(workspace, pass.Input(), pass.Context);
        Span<float> hidden = Hidden(workspace, pass);
        DrawRecurrentMask(workspace, pass.Context);
        LoadInitialState(workspace, pass);
        cell.BeginForward(workspace, input, pass.Context);
        int previous = -1;
        for (int i = 0; i < workspace.Timesteps; i++)
        {
            int timestep = TimeAt(i, workspace.Timesteps);
            ReadOnlySpan<float> before = previous < 0 ? InitialHidden(workspace) : workspace.HiddenAt(hidden, previous);
            ReadOnlySpan<float> recurrent = before;
            if (workspace.Drops && workspace.DroppedHidden is not null)
            {
                Span<float> dropped = workspace.StateAt(workspace.DroppedHidden, timestep);
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

            Span<float> current = workspace.HiddenAt(hidden, timestep);
            cell.Step(workspace, new RecurrentStep
            {
                Timestep = timestep,
                Previous = previous,
                Input = input.At(timestep),
                PreviousHidden = before,
                RecurrentInput = recurrent,
                Hidden = current,
            });
            if (input.IsMasked)
            {
                KeepPaddedRows(workspace, input.Mask, timestep, previous, before, current);
            }

            previous = timestep;
        }

        WriteOutputs(workspace, pass, hidden, previous);
    }

    public void Backward(LayerPass pass)
    {
        var workspace = (RecurrentWorkspace)pass.Workspace;
        TimeMajorSpan input = DroppedOr(workspace, pass.Input());
        Span<float> hidden = Hidden(workspace, pass);
        int size = workspace.Rows * cell.Units, timesteps = workspace.Timesteps;
        bool drops = workspace.Drops && workspace.DroppedHidden is not null;
        ReadOnlySpan<float> initial = InitialHidden(workspace);
        Span<float> initialGradient = pass.InputCount > 1 ? pass.InputGradient(1).Values : default;
        initialGradient.Clear();
        TimeMajorSpan inputGradient = pass.InputGradient();
        cell.BeginBackward(workspace, pass.Context);
        TakeOutputGradients(workspace, pass);
        for (int i = timesteps - 1; i >= 0; i--)
        {
            int timestep = TimeAt(i, timesteps);
            int previous = i == 0 ? -1 : TimeAt(i - 1, timesteps);
            Span<float> gradient = HiddenGradient(workspace, pass, i);
            Span<float> before = i == 0 ? initialGradient : HiddenGradient(workspace, pass, i - 1);
            if (i > 0 && workspace.HiddenGradients is not null && !workspace.KeepsHiddenGradients)
            {
                before.Clear();
            }

            ReadOnlySpan<float> previousHidden = i == 0 ? initial : hidden.Slice(previous * size, size);
            Span<float> recurrentGradient = before;
            ReadOnlySpan<float> recurrentInput = previousHidden;
            if (drops && !before.IsEmpty)
            {
                recurrentGradient = workspace.RecurrentInputGradient!.Span;
                recurrentGradient.Clear();
            }

            if (drops && !previousHidden.IsEmpty)
            {
                recurrentInput = workspace.StateAt(workspace.DroppedHidden!, timestep);
            }

            if (input.IsMasked)
            {
                TakePaddedRows(workspace, input.Mask, timestep, gradient);
            }

            cell.StepBackward(
                workspace,
                new RecurrentStep
                {
                    Timestep = timestep,
                    Previous = previous,
                    Input = input.At(timestep),
                    PreviousHidden = previousHidden,
                    RecurrentInput = recurrentInput,
                    Hidden = hidden.Slice(timestep * size, size),
                },
                new RecurrentStepGradient
                {
                    Hidden = gradient,
                    PreviousHidden = before,
                    RecurrentInput = recurrentGradient,
                    Input = inputGradient.IsEmpty ? default : inputGradient.At(timestep),
                });
            if (drops && !before.IsEmpty)
            {
                TensorPrimitives.MultiplyAdd(recurrentGradient, workspace.RecurrentMask!.Span, before, before);
            }

            if (input.IsMasked)
            {
                ReturnPaddedRows(workspace, input.Mask, timestep, gradient, before);
            }

            int chunk = timestep / workspace.GradientTimesteps;
            if (i == 0 || previous / workspace.GradientTimesteps != chunk)
            {
                AddWeightGradients(workspace, input, hidden, initial, chunk * workspace.GradientTimesteps, drops, pass.Context);
            }
        }

        for (int state = 1; state < _sizes.Count && pass.InputCount > 1; state++)
        {
            if (pass.InputGradient(1 + state) is { IsEmpty: false } stateGradient)
            {
                cell.StateGradient(workspace, state).CopyTo(stateGradient.Values);
            }
        }

        cell.EndBackward(workspace, input, inputGradient, pass.Context);
        if (workspace.Drops && workspace.InputMask is not null && !inputGradient.IsEmpty)
        {
            for (int t = 0; t < timesteps; t++)
            {
                TensorPrimitives.Multiply(inputGradient.At(t), workspace.InputMask.Span, inputGradient.At(t));
            }
        }
    }

    /// <summary>The timestep that is computed as number <paramref name="i"/>.</summary>
    private int TimeAt(int i, int timesteps) => settings.GoBackwards ? timesteps - 1 - i : i;

    private static Span<float> Hidden(RecurrentWorkspace workspace, LayerPass pass) =>
        workspace.Hidden is null ? pass.Output().Values : workspace.Hidden.Span;

    /// <summary>Gradient of the hidden state that is computed as number <paramref name="i"/>.</summary>
    private Span<float> HiddenGradient(RecurrentWorkspace workspace, LayerPass pass, int i)
    {
        int timestep = TimeAt(i, workspace.Timesteps);
        return workspace.HiddenGradients is not { } own ? pass.OutputGradient().At(timestep)
            : workspace.StateAt(own, workspace.KeepsHiddenGradients ? timestep : i % 2);
    }

    private TimeMajorSpan DropInput(RecurrentWorkspace workspace, TimeMajorSpan input, PassContext context)
    {
        if (!workspace.Drops || workspace.InputMask is null)
        {
            return input;
        }

        TimeMajorSpan dropped = DroppedOr(workspace, input);
        DropoutMask.Draw(workspace.InputMask.Span, settings.Dropout, context.Random);
        for (int t = 0; t < input.Timesteps; t++)
        {
            TensorPrimitives.Multiply(input.At(t), workspace.InputMask.Span, dropped.At(t));
        }

        return dropped;
    }

    /// <summary>What the cell took as its input.</summary>
    private static TimeMajorSpan DroppedOr(RecurrentWorkspace workspace, TimeMajorSpan input) => workspace.Drops && workspace.DroppedInput is not null
        ? new(workspace.DroppedInput.Span, input.Timesteps, input.Rows, input.Features, input.Mask)
        : input;

    private void DrawRecurrentMask(RecurrentWorkspace workspace, PassContext context)
    {
        if (workspace.Drops && workspace.RecurrentMask is not null)
        {
            DropoutMask.Draw(workspace.RecurrentMask.Span, settings.RecurrentDropout, context.Random);
        }
    }

    /// <summary>Whether rows go on from where the batch before ended. An initial state that comes in wins over that.</summary>
    private bool Carries(LayerPass pass) =>
        pass.InputCount == 1 && (settings.Stateful || pass.Context.CarriesState) && pass.Context.StateKeeping == StateKeeping.Layers;

    /// <summary>Whether the workspace goes on from where it ended: a stream.</summary>
    private static bool KeepsInWorkspace(LayerPass pass) => pass.Context.StateKeeping == StateKeeping.Pass;

    /// <summary>A state before the first timestep, [rows, size]; where the workspace keeps states, that in which it ended.</summary>
    public Span<float> InitialState(RecurrentWorkspace workspace, int state) =>
        state == 0 ? workspace.InitialHidden!.Span : cell.StateAt(workspace, state, -1);

    private void LoadInitialState(RecurrentWorkspace workspace, LayerPass pass)
    {
        if (KeepsInWorkspace(pass))
        {
            return;
        }

        bool carries = Carries(pass);
        if (carries)
        {
            layer.States.Begin(pass.Context.BatchRows, layer.Name);
        }

        for (int state = 0; state < _sizes.Count && workspace.InitialHidden is not null; state++)
        {
            Span<float> initial = InitialState(workspace, state);
            ReadOnlySpan<float> source = carries
                ? layer.States.At(state, pass.Context.FirstRow, workspace.Rows)
                : pass.Input(1 + state).Values;
            source.CopyTo(initial);
        }
    }

    private static ReadOnlySpan<float> InitialHidden(RecurrentWorkspace workspace) =>
        workspace.InitialHidden is null ? default : workspace.InitialHidden.Span;

    /// <summary>Where a row is padded, its state stays as it was.</summary>
    private void KeepPaddedRows(
        RecurrentWorkspace workspace, ReadOnlySpan<bool> mask, int timestep, int previous, ReadOnlySpan<float> before, Span<float> current)
    {
        for (int row = 0; row < workspace.Rows; row++)
        {
            if (mask[(timestep * workspace.Rows) + row])
            {
                continue;
            }

            Span<float> hidden = current.Slice(row * cell.Units, cell.Units);
            if (before.IsEmpty)
            {
                hidden.Clear();
            }
            else
            {
                before.Slice(row * cell.Units, cell.Units).CopyTo(hidden);
            }

            for (int state = 1; state < _sizes.Count; state++)
            {
                Range at = (row * _sizes[state])..((row + 1) * _sizes[state]);
                cell.StateAt(workspace, state, previous)[at].CopyTo(cell.StateAt(workspace, state, timestep)[at]);
            }
        }
    }

    private void WriteOutputs(RecurrentWorkspace workspace, LayerPass pass, Span<float> hidden, int last)
    {
        TimeMajorSpan output = pass.Output();
        ReadOnlySpan<float> final = workspace.HiddenAt(hidden, last);
        if (!settings.ReturnSequences)
        {
            final.CopyTo(output.Values);
        }
        else if (workspace.Hidden is not null)
        {
            for (int t = 0; t < workspace.Timesteps; t++)
            {
                workspace.StateAt(workspace.Hidden, t).CopyTo(output.At(OutputTime(t, workspace.Timesteps)));
            }
        }

        for (int state = 0; state < _sizes.Count && settings.ReturnState; state++)
        {
            (state == 0 ? final : cell.StateAt(workspace, state, last)).CopyTo(pass.Output(1 + state).Values);
        }

        for (int state = 0; state < _sizes.Count && Carries(pass); state++)
        {
            (state == 0 ? final : cell.StateAt(workspace, state, last)).CopyTo(layer.States.At(state, pass.Context.FirstRow, workspace.Rows));
        }

        for (int state = 0; state < _sizes.Count && KeepsInWorkspace(pass); state++)
        {
            (state == 0 ? final : cell.StateAt(workspace, state, last)).CopyTo(InitialState(workspace, state));
        }
    }

    /// <summary>Where in the output a timestep stands.</summary>
    private int OutputTime(int timestep, int timesteps) => ReversesOutput ? timesteps - 1 - timestep : timestep;

    /// <summary>Puts the outputs' gradients where the loop looks for them.</summary>
    private void TakeOutputGradients(RecurrentWorkspace workspace, LayerPass pass)
    {
        TimeMajorSpan gradient = pass.OutputGradient();
        int timesteps = workspace.Timesteps;
        Span<float> last = HiddenGradient(workspace, pass, timesteps - 1);
        if (workspace.HiddenGradients is { } own)
        {
            own.Span.Clear();
            if (!gradient.IsEmpty && settings.ReturnSequences)
            {
                for (int t = 0; t < timesteps; t++)
                {
                    gradient.At(OutputTime(t, timesteps)).CopyTo(workspace.StateAt(own, t));
                }
            }
            else if (!gradient.IsEmpty)
            {
                gradient.Values.CopyTo(last);
            }
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

    /// <summary>Takes the gradients of padded rows away before a step, which has no part in them.</summary>
    private void TakePaddedRows(RecurrentWorkspace workspace, ReadOnlySpan<bool> mask, int timestep, Span<float> hiddenGradient)
    {
        for (int state = 0; state < _sizes.Count; state++)
        {
            Span<float> gradient = state == 0 ? hiddenGradient : cell.StateGradient(workspace, state);
            gradient.CopyTo(workspace.Saved[state].Span);
            for (int row = 0; row < workspace.Rows; row++)
            {
                if (!mask[(timestep * workspace.Rows) + row])
                {
                    gradient.Slice(row * _sizes[state], _sizes[state]).Clear();
                }
            }
        }
    }

    /// <summary>Hands the gradients of padded rows to the step before, unchanged.</summary>
    private void ReturnPaddedRows(
        RecurrentWorkspace workspace, ReadOnlySpan<bool> mask, int timestep, Span<float> hiddenGradient, Span<float> previousGradient)
    {
        for (int state = 0; state < _sizes.Count; state++)
        {
            Span<float> gradient = state == 0 ? hiddenGradient : cell.StateGradient(workspace, state);
            for (int row = 0; row < workspace.Rows; row++)
            {
                if (mask[(timestep * workspace.Rows) + row])
                {
                    continue;
                }

                Range at = (row * _sizes[state])..((row + 1) * _sizes[state]);
                ReadOnlySpan<float> saved = workspace.Saved[state].Span[at];
                saved.CopyTo(gradient[at]);
                if (state == 0 && !previousGradient.IsEmpty)
                {
                    TensorPrimitives.Add(previousGradient[at], saved, previousGradient[at]);
                }
            }
        }
    }

    /// <summary>Gradients of both kernels from the timesteps of a chunk.</summary>
    private void AddWeightGradients(
        RecurrentWorkspace workspace,
        TimeMajorSpan input,
        ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> initial,
        int timestep,
        bool drops,
        PassContext context)
    {
        int timesteps = workspace.Timesteps, size = workspace.Rows * cell.Units;
        int count = Math.Min(workspace.GradientTimesteps, timesteps - timestep);
        int inputs = workspace.Rows * input.Features;
        cell.AddKernelGradient(workspace, input.Values.Slice(timestep * inputs, count * inputs), timestep, count, context);
        if (drops)
        {
            cell.AddRecurrentGradient(workspace, workspace.DroppedHidden!.Span[(timestep * size)..], timestep, count, context);
            return;
        }

        // What was computed before each timestep lies one timestep beside it. The first meets the initial state, or nothing.
        int first = TimeAt(0, timesteps);
        bool hasFirst = first >= timestep && first < timestep + count;
        int others = hasFirst ? count - 1 : count;
        int from = hasFirst && first == timestep && !settings.GoBackwards ? timestep + 1 : timestep;
        if (others > 0)
        {
            cell.AddRecurrentGradient(workspace, hidden[((from + (settings.GoBackwards ? 1 : -1)) * size)..], from, others, context);
        }

        if (hasFirst && !initial.IsEmpty)
        {
            cell.AddRecurrentGradient(workspace, initial, first, 1, context);
        }
    }
}
