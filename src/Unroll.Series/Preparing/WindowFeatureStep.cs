using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that cuts series into consecutive windows and replaces every column by statistics of each, by default mean, standard deviation,
/// minimum and maximum: P columns of T windows become Z ∈ R^(P·k × T), with k statistics. <c>x-mean</c>, <c>x-std</c>, <c>x-min</c> and
/// <c>x-max</c> take the place of x; other columns are dropped. Missing values are ignored; a window without values has missing ones.
/// </summary>
public sealed class WindowFeatureStep : ConfiguredStep<WindowFeatureOptions>
{
    private const string StepName = "window-features";

    private static readonly Statistic[] _usual = [Statistic.Mean, Statistic.StandardDeviation, Statistic.Minimum, Statistic.Maximum];

    internal static StepEntry Entry { get; } = new StepEntry<WindowFeatureStep, WindowFeatureOptions>(
        StepName,
        "Cuts series into windows that follow on each other, and tells statistics of each.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Rows("rows", options => options.Rows, (options, value) => options with { Rows = value },
                "Length of a window in rows; or span."),
            settings.Span("span", options => options.Span, (options, value) => options with { Span = value },
                "Length of a window in time; or rows."),
            settings.Flag("from-start", options => options.FromStart, (options, value) => options with { FromStart = value },
                "Whether spans are counted from the first row of each series."),
            settings.Statistics(options => options.Statistics, (options, value) => options with { Statistics = value },
                "What is told of each window.", _usual),
            settings.Empty(options => options.SkipEmpty, (options, value) => options with { SkipEmpty = value }),
            settings.Flag("drop-partial", options => options.DropPartial, (options, value) => options with { DropPartial = value },
                "Whether a last window of fewer rows than the others is left out."),
        ],
        options => new(options),
        (step, json) => new FittedWindowFeature(step, json.Columns()),
        "span")
    {
        Example = "window-features: 6h",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Windows and statistics.</param>
    /// <exception cref="InputException">Not exactly one of rows and span is given, or there is no statistic, or one stands
    /// twice.</exception>
    public WindowFeatureStep(WindowFeatureOptions options)
        : base(StepName, options with { Statistics = [.. options.Statistics ?? _usual] })
    {
        StepColumns.RequireRowsOrSpan(options.Rows, options.Span, StepName, "windows of ");
        StepColumns.RequireDistinct(Options.Statistics!, StepName);
    }

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        StepColumns.RequireStamps(training, Options.Rows, Name);
        return new FittedWindowFeature(this, columns);
    }
}

/// <summary>Columns with the statistics of each window.</summary>
internal sealed class FittedWindowFeature(WindowFeatureStep step, string[] columns) : FittedStep<WindowFeatureStep>(step, columns)
{
    private readonly WindowFeatureOptions _options = step.Options;

    public override int? ReachBack => null;

    public override Frame Transform(Frame frame, string id)
    {
        Bins bins = _options.Rows > 0 ? Bins.OfRows(frame.Time, _options.Rows, _options.DropPartial) : Cut(frame.Time, id);
        List<string> names = [];
        List<ColumnValues> results = [];
        foreach (string column in Columns)
        {
            StepColumns.Require(frame, column, Name, id);
            ReadOnlySpan<double> values = frame.Column(column);
            foreach (Statistic statistic in _options.Statistics!)
            {
                names.Add($"{column}-{Statistics.NameOf(statistic)}");
                results.Add(StepColumns.Keep(frame, bins.Summarize(values, frame.Time, statistic)));
            }
        }

        return new Frame(bins.Time, [.. names], [.. results], new Dictionary<string, IReadOnlyList<string>>());
    }

    private Bins Cut(TimeIndex time, string id)
    {
        StepColumns.RequireStamps(time, Name, id);
        return new BinRuler(_options.Span, CalendarPeriod.None, _options.FromStart, ClosedRight: false, LabelRight: false,
            _options.SkipEmpty).Cut(time, Name, id);
    }
}
