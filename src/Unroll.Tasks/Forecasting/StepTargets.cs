using Unroll.Data;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Forecasting;

/// <summary>Windows for networks that end in a sequence: the targets of each row ahead are a step of their own.</summary>
/// <param name="windows">The windows, whose targets are a vector, row after row.</param>
internal sealed class StepTargets(SeriesWindows windows) : WrappedSource(windows)
{
    private readonly int _horizon = windows.Layout.Horizon;
    private readonly int _targets = windows.Columns.Targets.Count;

    public override Shape TargetShape => Shape.Sequence(_horizon, _targets);

    public override Shape GetTargetShape(int target) => TargetShape;

    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        float[] values = new float[samples.Length * _horizon * _targets];
        windows.CopyTargets(samples, new TimeMajorSpan(values, 1, samples.Length, _horizon * _targets));
        for (int row = 0; row < samples.Length; row++)
        {
            for (int step = 0; step < _horizon; step++)
            {
                values.AsSpan(((row * _horizon) + step) * _targets, _targets).CopyTo(destination.At(step, row));
            }
        }
    }
}
