using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds rolling statistics: <c>x-mean-24</c> is the mean of x over the last 24 rows, <c>x-max-7d</c> its maximum over the last
/// seven days. At the beginning, windows are shorter. The cost does not grow with the window, but for medians, whose cost does slowly.
/// </summary>
public sealed class RollingStep : ConfiguredStep<RollingOptions>
{
    private const string StepName = "rolling";

    private static readonly Statistic[] _usual = [Statistic.Mean];

    internal static StepEntry Entry { get; } = new StepEntry<RollingStep, RollingOptions>(
        StepName,
        "Adds statistics of a window that slides along.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Statistics(options => options.Statistics, (options, value) => options with { Statistics = value },
                "What is told of the window.", _usual),
            settings.Rows("rows", options => options.Rows, (options, value) => options with { Rows = value },
                "Length of the window in rows, the row itself among them; or span."),
            settings.Span("span", options => options.Span, (options, value) => options with { Span = value },
                "Length of the window in time; or rows."),
            settings.Flag("centered", options => options.Centered, (options, value) => options with { Centered = value },
                "Whether the row is in the middle of its window. It looks ahead."),
            settings.Of("min-count", Kind.Integer(1), options => options.MinCount,
                (options, value) => options with { MinCount = value }, "How many known values a window needs.", 1),
        ],
        options => new(options),
        (step, json) => new FittedRolling(step, json.Columns()),
        "rows")
    {
        Example = "rolling: 24",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Statistics and window.</param>
    /// <exception cref="InputException">Not exactly one of rows and span is given, or a statistic does not slide or stands
    /// twice.</exception>
    public RollingStep(RollingOptions options)
        : base(StepName,
            options with { Statistics = [.. options.Statistics ?? _usual], MinCount = Math.Max(1, options.MinCount) })
    {
        StepColumns.RequireRowsOrSpan(options.Rows, options.Span, StepName, "a window of ");
        if (options.MinCount < 0 || (options.Rows > 0 && options.MinCount > options.Rows))
        {
            throw new InputException($"Step '{StepName}' wants {CountFormatter.Format(options.MinCount, "known values")} in a " +
                $"window of " +
                $"{CountFormatter.Format(options.Rows, "rows")}: " +
                "want at least 1 and at most as many as there are rows.");
        }

        foreach (Statistic statistic in Options.Statistics!)
        {
            if (statistic is Statistic.First or Statistic.Last or Statistic.Slope || !Enum.IsDefined(statistic))
            {
                throw new InputException(
                    $"Step '{StepName}' has no statistic '{statistic}': choose from mean, standard deviation, minimum, maximum, sum, " +
                    "median and count, or use lags.");
            }
        }

        StepColumns.RequireDistinct(Options.Statistics, StepName);
    }

    /// <inheritdoc/>
    public override bool LooksAhead => Options.Centered;

    /// <inheritdoc/>
    public override string CausalAlternative => "centered: false";

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedRolling fitted = new(this, StepColumns.Numeric(training, Options.Columns, Name));
        StepColumns.RequireNew(training, fitted.Added, Name);
        StepColumns.RequireStamps(training, Options.Rows, Name);
        return fitted;
    }
}

/// <summary>Columns with their rolling statistics.</summary>
internal sealed class FittedRolling(RollingStep step, string[] columns) : FittedStep<RollingStep>(step, columns)
{
    private readonly SlidingWindow _window = new(step.Options.Rows, step.Options.Span, step.Options.Centered);
    private readonly Statistic[] _statistics = [.. step.Options.Statistics!];

    public override int? ReachBack => _window.ReachBack;

    public IEnumerable<string> Added => Columns.SelectMany(column => _statistics.Select(statistic => NameOf(column, statistic)));

    public override Frame Transform(Frame frame, string id)
    {
        _window.RequireStamps(frame.Time, Name, id);
        return frame.With(Columns.SelectMany(column =>
        {
            StepColumns.Require(frame, column, Name, id);
            double[][] results = [.. _statistics.Select(_ => new double[frame.RowCount])];
            Slide(frame.Column(column), frame.Time, results);
            return _statistics.Select((statistic, i) => (NameOf(column, statistic), results[i]));
        }));
    }

    private void Slide(ReadOnlySpan<double> values, TimeIndex time, double[][] results)
    {
        SlidingMoments moments = new(values);
        SlidingOrder? order = _statistics.Contains(Statistic.Median) ? new() : null;
        int start = 0, end = 0;
        for (int row = 0; row < values.Length; row++)
        {
            _window.Move(time, row, ref start, ref end);
            Moments found = moments.Slide(start, end);
            order?.Slide(values, start, end);
            for (int i = 0; i < _statistics.Length; i++)
            {
                results[i][row] = _statistics[i] == Statistic.Count || found.Count >= Step.Options.MinCount
                    ? _statistics[i] == Statistic.Median ? StepColumns.Finite(Quantiles.Median(order!.Sorted)) : found.Get(_statistics[i])
                    : double.NaN;
            }
        }
    }

    private string NameOf(string column, Statistic statistic) => $"{column}-{Statistics.NameOf(statistic)}-{_window}";
}
