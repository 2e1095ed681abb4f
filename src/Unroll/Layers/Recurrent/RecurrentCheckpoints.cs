using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The states before each segment of a pass that holds one segment at a time: kept on the way forward, put back on the way backward.
/// </summary>
internal sealed class RecurrentCheckpoints(RecurrentCell cell)
{
    private readonly IReadOnlyList<int> _sizes = cell.StateSizes;

    /// <summary>Makes room for them; for nothing where there is only one segment.</summary>
    public void Plan(RecurrentWorkspace workspace)
    {
        if (workspace.Segments.Count > 1)
        {
            // Where h lies in the output, all of it is there when the way back begins.
            int segments = workspace.Segments.Count, rows = workspace.Rows;
            workspace.Checkpoints = [
                .. _sizes.Select((size, state) => state == 0 && workspace.Hidden is null ? 0 : checked(segments * rows * size))
                    .Select(length => new AlignedBuffer(length))];
        }
    }

    /// <summary>Enters a segment on the way forward, and keeps the states in which the one before has ended.</summary>
    /// <param name="workspace">Holds the segment before, or nothing yet.</param>
    /// <param name="hidden">Where h goes.</param>
    /// <param name="index">Number of the segment in the order of computation.</param>
    public void Enter(RecurrentWorkspace workspace, Span<float> hidden, int index)
    {
        if (workspace.Segments.Count == 1)
        {
            workspace.Hold(0);
            return;
        }

        int last = index == 0 ? -1 : workspace.LastPlace;
        for (int state = 1; state < _sizes.Count; state++)
        {
            cell.StateAt(workspace, state, last).CopyTo(At(workspace, state, index));
        }

        if (index > 0 && workspace.Hidden is not null)
        {
            workspace.HiddenAt(hidden, last).CopyTo(At(workspace, 0, index));
        }

        Return(workspace, hidden, index);
    }

    /// <summary>Enters a segment again on the way backward.</summary>
    /// <param name="workspace">Holds another segment.</param>
    /// <param name="hidden">Where h goes.</param>
    /// <param name="index">Number of the segment in the order of computation.</param>
    public void Return(RecurrentWorkspace workspace, Span<float> hidden, int index)
    {
        workspace.Hold(index);
        for (int state = 1; state < _sizes.Count; state++)
        {
            At(workspace, state, index).CopyTo(cell.StateAt(workspace, state, -1));
        }

        // The state before the first segment has a place of its own, or is zero.
        if (index > 0 && workspace.Hidden is not null)
        {
            At(workspace, 0, index).CopyTo(workspace.HiddenAt(hidden, workspace.PlaceBeforeFirst));
        }
    }

    private Span<float> At(RecurrentWorkspace workspace, int state, int index)
    {
        int size = workspace.Rows * _sizes[state];
        return workspace.Checkpoints[state].Span.Slice(index * size, size);
    }
}
