using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns with the statistic that aggregates each.</summary>
/// <param name="step">The step.</param>
/// <param name="columns">The columns.</param>
/// <param name="methods">The statistic of each.</param>
/// <param name="dropsPartial">Whether the first and the last interval are left out where rows fill only a part of them.</param>
/// <param name="fill">Tells whether rows fill them.</param>
internal sealed class FittedResample(ResampleStep step, string[] columns, Statistic[] methods, bool dropsPartial, IntervalFill fill)
    : FittedStep<ResampleStep>(step, columns)
{
    // Gaps beyond this many intervals of the training part are real, and stay.
    private const double LongestFilledGap = 1.5;

    private readonly BinRuler _ruler = step.Ruler;

    public override int? ReachBack => null;

    private UpsampleMethod Upsample => Step.Options.Upsample;

    public static FittedResample FromJson(ResampleStep step, JsonObject json) => new(
        step, json.Columns(), [.. json.TextList("methods").Select(StepJson.ReadName<Statistic>)], json.Flag("drop-partial"),
        new(json.Number("interval"), json.NumberOrNull("lead"), json.NumberOrNull("rest")));

    public override Frame Transform(Frame frame, string id)
    {
        StepColumns.RequireStamps(frame.Time, Name, id);
        Bins bins = _ruler.Cut(frame.Time, Name, id);
        if (dropsPartial)
        {
            bins = WithoutPartial(bins, frame.Time, id);
        }

        ColumnValues[] results = new ColumnValues[Columns.Length];
        Dictionary<string, IReadOnlyList<string>> categories = [];
        for (int i = 0; i < Columns.Length; i++)
        {
            StepColumns.Require(frame, Columns[i], Name, id);
            double[] values = bins.Summarize(frame.Column(Columns[i]), frame.Time, methods[i]);
            if (Upsample != UpsampleMethod.None)
            {
                Fill(values, bins, Upsample == UpsampleMethod.Linear && frame.Categories(Columns[i]) is null);
            }

            results[i] = StepColumns.Keep(frame, values);
            if (frame.Categories(Columns[i]) is { } texts)
            {
                categories[Columns[i]] = texts;
            }
        }

        return new Frame(bins.Time, Columns, results, categories);
    }

    public override FittedStep Keeping() => dropsPartial ? new FittedResample(Step, Columns, methods, dropsPartial: false, fill) : this;

    public override string? Note(Frame frame, string id)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Bins bins = _ruler.Cut(frame.Time, Name, id);
        bool first = fill.IsFirstPartial(bins, frame.Time, _ruler.ClosedRight);
        bool last = fill.IsLastPartial(bins, frame.Time, _ruler.ClosedRight);
        if (!first && !last)
        {
            return null;
        }

        string which = first && last ? "first and the last interval" : first ? "first interval" : "last interval";
        return $"The rows of series '{id}', {frame.Time.Text(0)} to {frame.Time.Text(frame.RowCount - 1)}, fill only a part of the " +
            $"{which} at one row a {_ruler}: " +
            (dropsPartial ? "what they fill in part is left out (resample: partial: keep keeps it)."
                : "what they fill in part is kept (resample: partial: drop leaves it out).");
    }

    public override void Check(SeriesSet series)
    {
        if (Upsample == UpsampleMethod.None && !_ruler.SkipEmpty && Intervals.ShortestTicks(series) is { } shortest
            && shortest > _ruler.LongestTicks)
        {
            throw new InputException(
                $"Step '{Name}' would bring series to one row a {_ruler}, but no two of their rows are nearer than " +
                $"{TimeSpanFormatter.Format(new TimeSpan(shortest))}: " +
                "most rows would be invented. Choose a longer interval, or ask for upsampling.");
        }
    }

    protected override void Save(JsonObject json)
    {
        json["methods"] = StepJson.Texts(methods.Select(method => method.ToString()));
        json["drop-partial"] = dropsPartial;
        json["interval"] = fill.Interval;
        json["lead"] = fill.Lead;
        json["rest"] = fill.Rest;
    }

    /// <summary>The intervals that rows fill wholly, from the first to the last with rows.</summary>
    private Bins WithoutPartial(Bins bins, TimeIndex time, string id)
    {
        int from = fill.IsFirstPartial(bins, time, _ruler.ClosedRight) ? 1 : 0;
        int to = bins.Count - (fill.IsLastPartial(bins, time, _ruler.ClosedRight) ? 1 : 0);
        if (from == 0 && to == bins.Count)
        {
            return bins;
        }

        while (from < to && bins.Offsets[from + 1] == bins.Offsets[from])
        {
            from++;
        }

        while (from < to && bins.Offsets[to] == bins.Offsets[to - 1])
        {
            to--;
        }

        return from < to ? bins.Slice(from, to - from) : throw new InputException(
            $"Step '{Name}': the rows of series '{id}', {time.Text(0)} to {time.Text(time.Count - 1)}, fill no interval wholly at one " +
            $"row a {_ruler}, and what they fill in part would be told too low: " +
            "give more rows, take a shorter interval, or keep such intervals (recipe: partial: keep; in code: Partial).");
    }

    /// <summary>Fills bins without rows between two with rows, unless these are far apart.</summary>
    private void Fill(double[] values, Bins bins, bool linear)
    {
        int before = 0;
        for (int bin = 1; bin < values.Length; bin++)
        {
            if (bins.Offsets[bin + 1] == bins.Offsets[bin])
            {
                continue;
            }

            double distance = bins.Starts[bin] - bins.Starts[before];
            if (distance <= LongestFilledGap * fill.Interval)
            {
                for (int i = before + 1; i < bin; i++)
                {
                    double share = linear ? (bins.Starts[i] - bins.Starts[before]) / distance : 0;
                    values[i] = linear ? StepColumns.Finite(values[before] + (share * (values[bin] - values[before]))) : values[before];
                }
            }

            before = bin;
        }
    }
}
