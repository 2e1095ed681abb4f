using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Hampel's identifier in a sliding window.</summary>
internal sealed class FittedHampel(ClipStep step, string[] columns) : FittedStep<ClipStep>(step, columns)
{
    // The median absolute deviation, times this, is the standard deviation of normal values: 1 / Φ⁻¹(3/4).
    private const double Normal = 1.4826;
    private const int FewestKnown = 3;

    private readonly SlidingWindow _window = new(step.Options.Rows, step.Options.Span, step.Options.Centered);

    public override int? ReachBack => _window.ReachBack;

    public override Frame Transform(Frame frame, string id)
    {
        _window.RequireStamps(frame.Time, Name, id);
        return frame.With(Columns.Select(column =>
        {
            StepColumns.Require(frame, column, Name, id);
            return (column, Clip(frame.Column(column), frame.Time));
        }));
    }

    private double[] Clip(ReadOnlySpan<double> values, TimeIndex time)
    {
        double[] clipped = new double[values.Length];
        SlidingOrder order = new();
        int start = 0, end = 0;
        for (int row = 0; row < values.Length; row++)
        {
            _window.Move(time, row, ref start, ref end);
            order.Slide(values, start, end);
            clipped[row] = values[row];
            if (double.IsNaN(values[row]) || order.Sorted.Length < FewestKnown)
            {
                continue;
            }

            // Where more than half the window is one value, the deviation is 0 and gives no scale.
            double median = Quantiles.Median(order.Sorted);
            double reach = Step.Options.Threshold * Normal * order.MedianDistance(median);
            clipped[row] = reach > 0 ? new Limits(median - reach, median + reach).Apply(values[row], Step.Options.ToMissing) : values[row];
        }

        return clipped;
    }
}
