using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>The treatment of padded rows at a timestep: their states stay as they are, and so do the gradients of those states.</summary>
internal sealed class RecurrentPadding(RecurrentCell cell)
{
    private readonly IReadOnlyList<int> _sizes = cell.StateSizes;

    /// <summary>Keeps the state of padded rows as it was.</summary>
    /// <param name="workspace">The pass's workspace.</param>
    /// <param name="mask">Of the segment's places and rows.</param>
    /// <param name="step">The step that was computed.</param>
    public void KeepStates(RecurrentWorkspace workspace, ReadOnlySpan<bool> mask, in RecurrentStep step)
    {
        for (int row = 0; row < workspace.Rows; row++)
        {
            if (mask[(step.Timestep * workspace.Rows) + row])
            {
                continue;
            }

            Span<float> hidden = step.Hidden.Slice(row * cell.Units, cell.Units);
            if (step.PreviousHidden.IsEmpty)
            {
                hidden.Clear();
            }
            else
            {
                step.PreviousHidden.Slice(row * cell.Units, cell.Units).CopyTo(hidden);
            }

            for (int state = 1; state < _sizes.Count; state++)
            {
                Range at = (row * _sizes[state])..((row + 1) * _sizes[state]);
                cell.StateAt(workspace, state, step.Previous)[at].CopyTo(cell.StateAt(workspace, state, step.Timestep)[at]);
            }
        }
    }

    /// <summary>Takes the gradients of padded rows away before a step, which has no part in them.</summary>
    public void TakeGradients(RecurrentWorkspace workspace, ReadOnlySpan<bool> mask, int place, Span<float> hiddenGradient)
    {
        for (int state = 0; state < _sizes.Count; state++)
        {
            Span<float> gradient = state == 0 ? hiddenGradient : cell.StateGradient(workspace, state);
            gradient.CopyTo(workspace.Saved[state].Span);
            for (int row = 0; row < workspace.Rows; row++)
            {
                if (!mask[(place * workspace.Rows) + row])
                {
                    gradient.Slice(row * _sizes[state], _sizes[state]).Clear();
                }
            }
        }
    }

    /// <summary>Hands the gradients of padded rows to the step before, unchanged.</summary>
    public void ReturnGradients(
        RecurrentWorkspace workspace, ReadOnlySpan<bool> mask, int place, Span<float> hiddenGradient, Span<float> previousGradient)
    {
        for (int state = 0; state < _sizes.Count; state++)
        {
            Span<float> gradient = state == 0 ? hiddenGradient : cell.StateGradient(workspace, state);
            for (int row = 0; row < workspace.Rows; row++)
            {
                if (mask[(place * workspace.Rows) + row])
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
}
