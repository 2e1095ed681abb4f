using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that cuts series into consecutive windows and replaces every column by statistics of each, by default mean, standard deviation,
/// minimum and maximum: P columns of T windows become Z ∈ R^(P·k × T), with k statistics. <c>x-mean</c>, <c>x-std</c>, <c>x-min</c> and
/// <c>x-max</c> take the place of x; other columns are dropped. Missing values are ignored; a window without values has missing ones.
/// </summary>
public sealed class WindowFeatureStep : PreparingStep
{
    internal const string StepName = "window-features";

    private static readonly Statistic[] _usual = [Statistic.Mean, Statistic.StandardDeviation, Statistic.Minimum, Statistic.Maximum];
    private static readonly Setting<WindowFeatureStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<WindowFeatureStep>(step => step.Options.Columns);
    private static readonly Setting<WindowFeatureStep, int?> _rows =
        StepSettings.Rows<WindowFeatureStep>("rows", step => step.Options.Rows, "Length of a window in rows; or span.");
    private static readonly Setting<WindowFeatureStep, TimeSpan?> _span =
        StepSettings.Span<WindowFeatureStep>("span", step => step.Options.Span, "Length of a window in time; or rows.");
    private static readonly Setting<WindowFeatureStep, bool> _fromStart =
        new("from-start", Kind.Flag, step => step.Options.FromStart, "Whether spans are counted from the first row of each series.");
    private static readonly Setting<WindowFeatureStep, IReadOnlyList<Statistic>> _statistics =
        new("statistics", Kind.List(SeriesKind.Statistic, "statistics", allowsSingle: true, isDistinct: true),
            step => step.Options.Statistics!, "What is told of each window.")
        {
            DefaultValue = _usual,
        };
    private static readonly Setting<WindowFeatureStep, bool> _empty = StepSettings.Empty<WindowFeatureStep>(step => step.Options.SkipEmpty);
    private static readonly Setting<WindowFeatureStep, bool> _dropPartial =
        new("drop-partial", Kind.Flag, step => step.Options.DropPartial,
            "Whether a last window of fewer rows than the others is left out.");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(WindowFeatureStep),
        "Cuts series into windows that follow on each other, and tells statistics of each.",
        [_columns, _rows, _span, _fromStart, _statistics, _empty, _dropPartial],
        values => new WindowFeatureStep(new()
        {
            Columns = values.Get(_columns),
            Rows = values.Get(_rows) ?? 0,
            Span = values.Get(_span) ?? TimeSpan.Zero,
            FromStart = values.Get(_fromStart),
            Statistics = values.Get(_statistics),
            SkipEmpty = values.Get(_empty),
            DropPartial = values.Get(_dropPartial),
        }),
        FittedWindowFeature.FromJson)
    {
        Shorthand = _span,
        Example = "window-features: 6h",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Windows and statistics.</param>
    /// <exception cref="InputException">Not exactly one of rows and span is given, or there is no statistic, or one stands
    /// twice.</exception>
    public WindowFeatureStep(WindowFeatureOptions options)
    {
        if (options.Rows < 0 || options.Span < TimeSpan.Zero || (options.Rows > 0) == (options.Span > TimeSpan.Zero))
        {
            throw new InputException($"Step '{StepName}' got windows of {StepJson.RowsAndSpan(options.Rows, options.Span)}: give one of " +
                "them, above 0.");
        }

        IReadOnlyList<Statistic> statistics = options.Statistics ?? _usual;
        if (statistics.Count == 0 || statistics.Distinct().Count() != statistics.Count || !statistics.All(Enum.IsDefined))
        {
            throw new InputException($"Step '{StepName}' got the statistics [{string.Join(", ", statistics)}]: give at least one, and " +
                "none twice.");
        }

        Options = options with { Statistics = [.. statistics] };
    }

    /// <summary>Windows and statistics.</summary>
    public WindowFeatureOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        if (Options.Rows == 0)
        {
            foreach (SeriesItem item in training.Items)
            {
                StepColumns.RequireStamps(item.Frame.Time, Name, item.Id);
            }
        }

        BinRuler ruler = new(Options.Span, CalendarPeriod.None, Options.FromStart, ClosedRight: false, LabelRight: false,
            Options.SkipEmpty);
        return new FittedWindowFeature(columns, [.. Options.Statistics!], ruler, Options.Rows, Options.DropPartial);
    }
}

/// <summary>Columns with the statistics of each window.</summary>
internal sealed class FittedWindowFeature(string[] columns, Statistic[] statistics, BinRuler ruler, int rows, bool dropPartial) : FittedStep
{
    public override string Name => WindowFeatureStep.StepName;

    public override int? ReachBack => null;

    public static FittedWindowFeature FromJson(JsonObject json) => new(
        json.Columns(), [.. json.TextList("statistics").Select(StepJson.ReadName<Statistic>)], BinRuler.FromJson(json), json.Whole("rows"),
            json.Flag("drop-partial"));

    public override Frame Transform(Frame frame, string id)
    {
        if (rows == 0)
        {
            StepColumns.RequireStamps(frame.Time, Name, id);
        }

        Bins bins = rows > 0 ? Bins.OfRows(frame.Time, rows, dropPartial) : ruler.Cut(frame.Time, Name, id);
        List<string> names = [];
        List<ColumnValues> results = [];
        foreach (string column in columns)
        {
            StepColumns.Require(frame, column, Name, id);
            ReadOnlySpan<double> values = frame.Column(column);
            foreach (Statistic statistic in statistics)
            {
                names.Add($"{column}-{Statistics.NameOf(statistic)}");
                results.Add(StepColumns.Keep(frame, bins.Summarize(values, frame.Time, statistic)));
            }
        }

        return new Frame(bins.Time, [.. names], [.. results], new Dictionary<string, IReadOnlyList<string>>());
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["statistics"] = StepJson.Texts(statistics.Select(statistic => statistic.ToString()));
        ruler.Write(json);
        json["rows"] = rows;
        json["drop-partial"] = dropPartial;
        return json;
    }
}
