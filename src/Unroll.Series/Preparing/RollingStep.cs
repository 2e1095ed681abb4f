using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds rolling statistics: <c>x-mean-24</c> is the mean of x over the last 24 rows, <c>x-max-7d</c> its maximum over the last
/// seven days. At the beginning, windows are shorter. The cost does not grow with the window, but for medians, whose cost does slowly.
/// </summary>
public sealed class RollingStep : PreparingStep
{
    internal const string StepName = "rolling";

    private static readonly Statistic[] _usual = [Statistic.Mean];
    private static readonly Setting<RollingStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<RollingStep>(step => step.Options.Columns);
    private static readonly Setting<RollingStep, IReadOnlyList<Statistic>> _statistics =
        new("statistics", Kind.List(SeriesKind.Statistic, "statistics", allowsSingle: true, isDistinct: true),
            step => step.Options.Statistics!, "What is told of the window.")
        {
            DefaultValue = _usual,
        };
    private static readonly Setting<RollingStep, int?> _rows =
        StepSettings.Rows<RollingStep>("rows", step => step.Options.Rows, "Length of the window in rows, the row itself among them; or " +
            "span.");
    private static readonly Setting<RollingStep, TimeSpan?> _span =
        StepSettings.Span<RollingStep>("span", step => step.Options.Span, "Length of the window in time; or rows.");
    private static readonly Setting<RollingStep, bool> _centred =
        new("centred", Kind.Flag, step => step.Options.Centred, "Whether the row is in the middle of its window. It looks ahead.");
    private static readonly Setting<RollingStep, int> _minimumCount =
        new("minimum-count", Kind.Integer(1), step => step.Options.MinimumCount, "How many known values a window needs.")
        {
            DefaultValue = 1,
        };

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(RollingStep),
        "Adds statistics of a window that slides along.",
        [_columns, _statistics, _rows, _span, _centred, _minimumCount],
        values => new RollingStep(new()
        {
            Columns = values.Get(_columns),
            Statistics = values.Get(_statistics),
            Rows = values.Get(_rows) ?? 0,
            Span = values.Get(_span) ?? TimeSpan.Zero,
            Centred = values.Get(_centred),
            MinimumCount = values.Get(_minimumCount),
        }),
        FittedRolling.FromJson)
    {
        Shorthand = _rows,
        Example = "rolling: 24",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Statistics and window.</param>
    /// <exception cref="InputException">Not exactly one of rows and span is given, or a statistic does not slide or stands
    /// twice.</exception>
    public RollingStep(RollingOptions options)
    {
        if (options.Rows < 0 || options.Span < TimeSpan.Zero || (options.Rows > 0) == (options.Span > TimeSpan.Zero))
        {
            throw new InputException($"Step '{StepName}' got a window of {StepJson.RowsAndSpan(options.Rows, options.Span)}: give one of " +
                "them, above 0.");
        }

        if (options.MinimumCount < 0 || (options.Rows > 0 && options.MinimumCount > options.Rows))
        {
            throw new InputException($"Step '{StepName}' wants {options.MinimumCount} known values in a window of {options.Rows} rows: " +
                "want at least 1 and at most as many as there are rows.");
        }

        IReadOnlyList<Statistic> statistics = options.Statistics ?? _usual;
        foreach (Statistic statistic in statistics)
        {
            if (statistic is Statistic.First or Statistic.Last or Statistic.Slope || !Enum.IsDefined(statistic))
            {
                throw new InputException(
                    $"Step '{StepName}' has no statistic '{statistic}': choose from mean, standard deviation, minimum, maximum, sum, " +
                    "median and count, or use lags.");
            }
        }

        if (statistics.Count == 0 || statistics.Distinct().Count() != statistics.Count)
        {
            throw new InputException($"Step '{StepName}' got the statistics [{string.Join(", ", statistics)}]: give at least one, and " +
                "none twice.");
        }

        Options = options with { Statistics = [.. statistics], MinimumCount = Math.Max(1, options.MinimumCount) };
    }

    /// <summary>Statistics and window.</summary>
    public RollingOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool LooksAhead => Options.Centred;

    /// <inheritdoc/>
    public override string CausalAlternative => "centred: false";

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedRolling fitted = new(
            StepColumns.Numeric(training, Options.Columns, Name),
            [.. Options.Statistics!],
            new SlidingWindow(Options.Rows, Options.Span, Options.Centred),
            Options.MinimumCount);
        StepColumns.RequireNew(training, fitted.Added, Name);
        if (Options.Rows == 0)
        {
            foreach (SeriesItem item in training.Items)
            {
                StepColumns.RequireStamps(item.Frame.Time, Name, item.Id);
            }
        }

        return fitted;
    }
}

/// <summary>Columns with their rolling statistics.</summary>
internal sealed class FittedRolling(string[] columns, Statistic[] statistics, SlidingWindow window, int minimumCount) : FittedStep
{
    public override string Name => RollingStep.StepName;

    public override int? ReachBack => window.ReachBack;

    public IEnumerable<string> Added => columns.SelectMany(column => statistics.Select(statistic => NameOf(column, statistic)));

    public static FittedRolling FromJson(JsonObject json) => new(
        json.Columns(),
        [.. json.TextList("statistics").Select(StepJson.ReadName<Statistic>)],
        SlidingWindow.FromJson(json),
        json.Whole("minimum-count"));

    public override Frame Transform(Frame frame, string id)
    {
        if (window.Rows == 0)
        {
            StepColumns.RequireStamps(frame.Time, Name, id);
        }

        foreach (string column in columns)
        {
            StepColumns.Require(frame, column, Name, id);
            ReadOnlySpan<double> values = frame.Column(column);
            double[][] results = [.. statistics.Select(_ => new double[frame.RowCount])];
            Slide(values, frame.Time, results);
            for (int i = 0; i < statistics.Length; i++)
            {
                frame = frame.With(NameOf(column, statistics[i]), results[i]);
            }
        }

        return frame;
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["statistics"] = StepJson.Texts(statistics.Select(statistic => statistic.ToString()));
        window.Write(json);
        json["minimum-count"] = minimumCount;
        return json;
    }

    private void Slide(ReadOnlySpan<double> values, TimeIndex time, double[][] results)
    {
        SlidingMoments moments = new(values);
        SlidingOrder? order = statistics.Contains(Statistic.Median) ? new() : null;
        int start = 0, end = 0;
        for (int row = 0; row < values.Length; row++)
        {
            window.Move(time, row, ref start, ref end);
            Moments found = moments.Slide(start, end);
            order?.Slide(values, start, end);
            for (int i = 0; i < statistics.Length; i++)
            {
                results[i][row] = statistics[i] == Statistic.Count || found.Count >= minimumCount
                    ? statistics[i] == Statistic.Median ? StepColumns.Finite(Quantiles.Median(order!.Sorted)) : found.Get(statistics[i])
                    : double.NaN;
            }
        }
    }

    private string NameOf(string column, Statistic statistic) => $"{column}-{Statistics.NameOf(statistic)}-{window}";
}
