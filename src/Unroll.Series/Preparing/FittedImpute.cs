using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns with the means that replace missing values.</summary>
internal sealed class FittedImpute(ImputeStep step, string[] columns, Learned<PhaseMeans>? means, SeasonClock? clock,
    double intervalTicks) : FittedStep<ImputeStep>(step, columns)
{
    private readonly ImputeOptions _options = step.Options;

    public override int? ReachBack => _options.TimeSince ? null : _options.Method switch
    {
        ImputeMethod.Constant or ImputeMethod.Mean or ImputeMethod.Seasonal => _options.Limit,
        ImputeMethod.Forward when _options.Limit > 0 => _options.Limit,
        _ => null,
    };

    /// <summary>Names of the columns added for a column.</summary>
    public static IEnumerable<string> Added(string column, ImputeOptions options)
    {
        if (options.Mask)
        {
            yield return $"{column}-missing";
        }

        if (options.TimeSince)
        {
            yield return $"{column}-since";
        }
    }

    public static FittedImpute FromJson(ImputeStep step, JsonObject json) => new(
        step,
        json.Columns(),
        json.ContainsKey("learned") ? Learned<PhaseMeans>.FromJson(json) : null,
        json["clock"] is JsonObject saved ? SeasonClock.FromJson(saved, step.Options.Season) : null,
        json.Number("interval"));

    public override Frame Transform(Frame frame, string id)
    {
        PhaseMeans[]? learned = means?.For(id, Name);
        return frame.With(Columns.Index().SelectMany(column => Transform(frame, column.Item, learned?[column.Index], id)));
    }

    /// <summary>The filled column, and those that are added for it, in the order of <see cref="Added"/>.</summary>
    private IEnumerable<(string Name, double[] Values)> Transform(Frame frame, string column, PhaseMeans? learned, string id)
    {
        double[] values = StepColumns.Read(frame, column, Name, id);
        List<double[]> added = [];
        if (_options.Mask)
        {
            added.Add([.. values.Select(value => double.IsNaN(value) ? 1 : 0)]);
        }

        if (_options.TimeSince)
        {
            added.Add(Since(values, frame.Time));
        }

        Fill(values, frame.Time, learned, column, id);
        return [(column, values), .. Added(column, _options).Zip(added)];
    }

    protected override void Save(JsonObject json)
    {
        means?.Write(json);
        json["clock"] = clock?.ToJson();
        json["interval"] = intervalTicks;
    }

    private void Fill(double[] values, TimeIndex time, PhaseMeans? learned, string column, string id)
    {
        double last = double.NaN;
        int gap = 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (!double.IsNaN(values[row]))
            {
                last = values[row];
                gap = 0;
                continue;
            }

            gap++;
            if (_options.Method == ImputeMethod.Linear)
            {
                int end = FillLine(values, time, row, last);
                gap = 0;
                if (end > row && double.IsNaN(values[row]) && !IsTooLong(end - row))
                {
                    for (int i = row; i < end; i++)
                    {
                        values[i] = Lead(learned, time, i, column, id);
                    }
                }

                row = end - 1;
                continue;
            }

            if (IsTooLong(gap))
            {
                continue;
            }

            double fill = _options.Method switch
            {
                ImputeMethod.Forward => last,
                ImputeMethod.Constant => _options.Value,
                ImputeMethod.Mean => StepColumns.Finite(learned!.Mean),
                ImputeMethod.Seasonal => StepColumns.Finite(learned!.Phases[clock!.Phase(clock.At(time, row), learned.Phases.Length)]),
                _ => SeasonAgo(values, time, row),
            };
            values[row] = double.IsNaN(fill) ? Lead(learned, time, row, column, id) : fill;
        }
    }

    private bool IsTooLong(int gap) => _options.Limit > 0 && gap > _options.Limit;

    /// <summary>Interpolates a gap linearly, level after the last known value; gives the first row behind the gap.</summary>
    private int FillLine(double[] values, TimeIndex time, int row, double last)
    {
        int end = row;
        while (end < values.Length && double.IsNaN(values[end]))
        {
            end++;
        }

        if (double.IsNaN(last) || IsTooLong(end - row))
        {
            return end;
        }

        double next = end < values.Length ? values[end] : last;
        DateTime from = time[row - 1];
        double span = (time[Math.Min(end, values.Length - 1)] - from).Ticks;
        for (int i = row; i < end; i++)
        {
            values[i] = StepColumns.Finite(last + ((time[i] - from).Ticks / span * (next - last)));
        }

        return end;
    }

    private double SeasonAgo(double[] values, TimeIndex time, int row)
    {
        Season season = _options.Season;
        if (season.Kind == SeasonKind.Rows)
        {
            return row >= season.Length ? values[row - (int)season.Length] : double.NaN;
        }

        // A day ago is the same hour of the local day, even where the clock was changed in between.
        bool isLocal = season.Kind != SeasonKind.Span;
        DateTime stamp = isLocal ? time.Local(row) : time[row];
        if (season.Kind == SeasonKind.Year ? stamp.Year == 1 : stamp.Ticks < season.Length)
        {
            return double.NaN;
        }

        DateTime then = season.Kind == SeasonKind.Year ? stamp.AddYears(-1) : stamp.AddTicks(-season.Length);
        then = isLocal ? time.FromLocal(then) : then;

        // Uneven stamps: the nearest earlier row, if it is nearer than half an interval.
        int after = time.IndexAtOrAfter(then);
        int found = after == row || (after > 0 && then - time[after - 1] <= time[after] - then) ? after - 1 : after;
        if (found < 0 || Math.Abs((time[found] - then).Ticks) > intervalTicks / 2)
        {
            return double.NaN;
        }

        return values[found];
    }

    private double Lead(PhaseMeans? learned, TimeIndex time, int row, string column, string id) => _options.Leading switch
    {
        LeadingGap.Keep => double.NaN,
        LeadingGap.Mean => StepColumns.Finite(learned!.Mean),
        _ => throw new InputException(
            $"Column '{column}' of series '{id}' is missing at {time.Place(row)}, and there is no earlier value for step '{Name}' to go " +
            "by: begin the series later, or let the mean of the training part stand in."),
    };

    /// <summary>δ of GRU-D: the time from the last row before a row that had a value; from the first row where none had.</summary>
    private double[] Since(double[] values, TimeIndex time)
    {
        double[] since = new double[values.Length];
        double unit = time.IsNumbered ? 1 : _options.Unit?.Ticks ?? intervalTicks;
        int last = 0;
        for (int row = 1; row < values.Length; row++)
        {
            last = double.IsNaN(values[row - 1]) ? last : row - 1;
            since[row] = ((time[row] - time[last]).Ticks / unit);
        }

        return since;
    }
}
