using Unroll.Data;
using Unroll.Models;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Windows with the targets of each of a network's outputs: a vector, row after row, or for outputs that are sequences a step for each row
/// ahead.
/// </summary>
/// <param name="windows">The windows, whose targets are a vector, row after row.</param>
/// <param name="heads">The heads, one for each output.</param>
/// <param name="network">The network, built.</param>
internal sealed class HeadTargets(SeriesWindows windows, IReadOnlyList<OutputHead> heads, Model network) : WrappedSource(windows)
{
    private readonly int _horizon = windows.Layout.Horizon;
    private readonly int _all = windows.Columns.Targets.Count;
    private readonly Shape[] _shapes = [.. heads.Select((head, output) => network.OutputShapes[output].IsSequence
        ? Shape.Sequence(windows.Layout.Horizon, head.Targets.Count) : Shape.Vector(windows.Layout.Horizon * head.Targets.Count))];

    public override Shape TargetShape => _shapes[0];

    public override int TargetCount => _shapes.Length;

    public override Shape GetTargetShape(int target) => _shapes[target];

    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        IReadOnlyList<int> columns = heads[target].Targets;
        float[] values = new float[samples.Length * _horizon * _all];
        windows.CopyTargets(samples, new TimeMajorSpan(values, 1, samples.Length, _horizon * _all));
        for (int row = 0; row < samples.Length; row++)
        {
            for (int step = 0; step < _horizon; step++)
            {
                ReadOnlySpan<float> from = values.AsSpan(((row * _horizon) + step) * _all, _all);
                Span<float> to = _shapes[target].IsSequence
                    ? destination.At(step, row) : destination.At(0, row).Slice(step * columns.Count, columns.Count);
                for (int i = 0; i < to.Length; i++)
                {
                    to[i] = from[columns[i]];
                }
            }
        }
    }
}
