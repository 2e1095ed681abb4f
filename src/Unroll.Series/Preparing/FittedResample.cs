using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns with the statistic that aggregates each.</summary>
/// <param name="columns">The columns.</param>
/// <param name="methods">The statistic of each.</param>
/// <param name="ruler">The division of time into intervals.</param>
/// <param name="upsample">What fills intervals without rows.</param>
/// <param name="dropsPartial">Whether the first and the last interval are left out where rows fill only a part of them.</param>
/// <param name="fill">Tells whether rows fill them.</param>
internal sealed class FittedResample(string[] columns, Statistic[] methods, BinRuler ruler, UpsampleMethod upsample, bool dropsPartial,
    IntervalFill fill) : FittedStep
{
    // Gaps beyond this many intervals of the training part are real, and stay.
    private const double LongestFilledGap = 1.5;

    public override string Name => ResampleStep.StepName;

    public override int? ReachBack => null;

    public static FittedResample FromJson(JsonObject json) => new(
        json.Columns(), [.. json.TextList("methods").Select(StepJson.ReadName<Statistic>)], BinRuler.FromJson(json),
            json.Named<UpsampleMethod>("upsample"),
        json.Flag("drop-partial"),
        new(json.Number("interval"), json.NumberOrNull("lead"), json.NumberOrNull("rest")));

    public override Frame Transform(Frame frame, string id)
    {
        StepColumns.RequireStamps(frame.Time, Name, id);
        Bins bins = ruler.Cut(frame.Time, Name, id);
        if (dropsPartial)
        {
            bins = WithoutPartial(bins, frame.Time, id);
        }

        ColumnValues[] results = new ColumnValues[columns.Length];
        Dictionary<string, IReadOnlyList<string>> categories = [];
        for (int i = 0; i < columns.Length; i++)
        {
            StepColumns.Require(frame, columns[i], Name, id);
            double[] values = bins.Summarize(frame.Column(columns[i]), frame.Time, methods[i]);
            if (upsample != UpsampleMethod.None)
            {
                Fill(values, bins, upsample == UpsampleMethod.Linear && frame.Categories(columns[i]) is null);
            }

            results[i] = StepColumns.Keep(frame, values);
            if (frame.Categories(columns[i]) is { } texts)
            {
                categories[columns[i]] = texts;
            }
        }

        return new Frame(bins.Time, columns, results, categories);
    }

    public override FittedStep Keeping() =>
        dropsPartial ? new FittedResample(columns, methods, ruler, upsample, dropsPartial: false, fill) : this;

    public override string? Note(Frame frame, string id)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Bins bins = ruler.Cut(frame.Time, Name, id);
        bool first = fill.IsFirstPartial(bins, frame.Time, ruler.ClosedRight);
        bool last = fill.IsLastPartial(bins, frame.Time, ruler.ClosedRight);
        if (!first && !last)
        {
            return null;
        }

        string which = first && last ? "first and the last interval" : first ? "first interval" : "last interval";
        return $"The rows of series '{id}', {frame.Time.Text(0)} to {frame.Time.Text(frame.RowCount - 1)}, fill only a part of the " +
            $"{which} at one row a {ruler}: " +
            (dropsPartial ? "what they fill in part is left out (resample: partial: keep keeps it)."
                : "what they fill in part is kept (resample: partial: drop leaves it out).");
    }

    public override void Check(SeriesSet series)
    {
        if (upsample == UpsampleMethod.None && !ruler.SkipEmpty && Intervals.ShortestTicks(series) is { } shortest
            && shortest > ruler.LongestTicks)
        {
            throw new InputException(
                $"Step '{Name}' would bring series to one row a {ruler}, but no two of their rows are nearer than " +
                $"{TimeSpanFormatter.Format(new TimeSpan(shortest))}: " +
                "most rows would be invented. Choose a longer interval, or ask for upsampling.");
        }
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["methods"] = StepJson.Texts(methods.Select(method => method.ToString()));
        ruler.Write(json);
        json["upsample"] = StepJson.Name(upsample);
        json["interval"] = fill.Interval;
        json["drop-partial"] = dropsPartial;
        json["lead"] = fill.Lead;
        json["rest"] = fill.Rest;
        return json;
    }

    /// <summary>The intervals that rows fill wholly, from the first to the last with rows.</summary>
    private Bins WithoutPartial(Bins bins, TimeIndex time, string id)
    {
        int from = fill.IsFirstPartial(bins, time, ruler.ClosedRight) ? 1 : 0;
        int to = bins.Count - (fill.IsLastPartial(bins, time, ruler.ClosedRight) ? 1 : 0);
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
            $"row a {ruler}, and what they fill in part would be told too low: " +
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
