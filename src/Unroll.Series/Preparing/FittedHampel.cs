using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Hampel's identifier in a sliding window.</summary>
internal sealed class FittedHampel(string[] columns, SlidingWindow window, double threshold, bool toMissing) : FittedStep
{
    // The median absolute deviation, times this, is the standard deviation of normal values: 1 / Φ⁻¹(3/4).
    private const double Normal = 1.4826;
    private const int FewestKnown = 3;

    public override string Name => ClipStep.StepName;

    public override int? ReachBack => window.ReachBack;

    public static FittedHampel FromJson(JsonObject json) =>
        new(json.Columns(), SlidingWindow.FromJson(json), json.Number("threshold"), json.Flag("to-missing"));

    public override Frame Transform(Frame frame, string id)
    {
        if (window.Rows == 0)
        {
            StepColumns.RequireStamps(frame.Time, Name, id);
        }

        foreach (string column in columns)
        {
            StepColumns.Require(frame, column, Name, id);
            frame = frame.With(column, Clip(frame.Column(column), frame.Time));
        }

        return frame;
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        window.Write(json);
        json["threshold"] = threshold;
        json["to-missing"] = toMissing;
        return json;
    }

    private double[] Clip(ReadOnlySpan<double> values, TimeIndex time)
    {
        double[] clipped = new double[values.Length];
        SlidingOrder order = new();
        int start = 0, end = 0;
        for (int row = 0; row < values.Length; row++)
        {
            window.Move(time, row, ref start, ref end);
            order.Slide(values, start, end);
            clipped[row] = values[row];
            if (double.IsNaN(values[row]) || order.Sorted.Length < FewestKnown)
            {
                continue;
            }

            // Where more than half the window is one value, the deviation is 0 and gives no scale.
            double median = Quantiles.Median(order.Sorted);
            double reach = threshold * Normal * order.MedianDistance(median);
            clipped[row] = reach > 0 ? new Limits(median - reach, median + reach).Apply(values[row], toMissing) : values[row];
        }

        return clipped;
    }
}
