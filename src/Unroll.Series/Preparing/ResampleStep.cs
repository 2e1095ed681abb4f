using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that resamples series to another interval: each row aggregates the rows in it by their mean, sum or another statistic a column. A
/// shorter interval than the series have is refused unless it is asked for, since interpolating invents information. It has no inverse.
/// </summary>
public sealed class ResampleStep : PreparingStep
{
    internal const string StepName = "resample";

    private static readonly ValueKind<bool> _side = Kind.Choice(("left", false), ("right", true));
    private static readonly Setting<ResampleStep, TimeSpan?> _every =
        StepSettings.Span<ResampleStep>("every", step => step.Options.Every, "The interval; or calendar.");
    private static readonly Setting<ResampleStep, CalendarPeriod?> _calendar = new(
        "calendar",
        Kind.Optional(Kind.Choice(("week", CalendarPeriod.Week), ("month", CalendarPeriod.Month), ("quarter", CalendarPeriod.Quarter),
            ("year", CalendarPeriod.Year))),
        step => step.Options.Calendar is var period and not CalendarPeriod.None ? period : null,
        "A part of the calendar as the interval; or every.");
    private static readonly Setting<ResampleStep, Statistic> _method =
        new("method", SeriesKind.Statistic, step => step.Options.Method, "What a value tells of the rows in an interval.")
        {
            DefaultValue = default(ResampleOptions).Method,
        };
    private static readonly Setting<ResampleStep, IReadOnlyDictionary<string, Statistic>> _methods =
        new("methods", Kind.Map(SeriesKind.Statistic, "statistic of each column"), step => step.Options.Methods!,
            "Columns that something else is told of.");
    private static readonly Setting<ResampleStep, bool> _fromStart =
        new("from-start", Kind.Flag, step => step.Options.FromStart, "Whether intervals are counted from the first row of each series.");
    private static readonly Setting<ResampleStep, bool> _closed =
        new("closed", _side, step => step.Options.ClosedRight, "Which end of an interval belongs to it: whether a row at a border is of " +
            "the later or the earlier one.");
    private static readonly Setting<ResampleStep, bool> _label =
        new("label", _side, step => step.Options.LabelRight, "Whether an interval bears the stamp of its beginning or of its end.");
    private static readonly Setting<ResampleStep, bool> _empty = StepSettings.Empty<ResampleStep>(step => step.Options.SkipEmpty);
    private static readonly Setting<ResampleStep, PartialIntervals?> _partial = new(
        "partial",
        Kind.Optional(Kind.Choice(("keep", PartialIntervals.Keep), ("drop", PartialIntervals.Drop))),
        step => step.Options.Partial is var partial and not PartialIntervals.Automatic ? partial : null,
        "What becomes of the first and the last interval where rows fill only a part of them.")
    {
        DefaultNote = "`drop` for sums and counts, else `keep`",
    };
    private static readonly Setting<ResampleStep, UpsampleMethod> _upsample = new(
        "upsample",
        Kind.Choice(("none", UpsampleMethod.None), ("forward", UpsampleMethod.Forward), ("linear", UpsampleMethod.Linear)),
        step => step.Options.Upsample,
        "What rows get that are invented, where the interval is shorter than that of the series; none refuses it.")
    {
        DefaultValue = default(ResampleOptions).Upsample,
    };

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(ResampleStep),
        "Brings series to another interval: each row tells of all rows in it.",
        [_every, _calendar, _method, _methods, _fromStart, _closed, _label, _empty, _partial, _upsample],
        values => new ResampleStep(new()
        {
            Every = values.Get(_every) ?? TimeSpan.Zero,
            Calendar = values.Get(_calendar) ?? CalendarPeriod.None,
            Method = values.Get(_method),
            Methods = values.Get(_methods),
            FromStart = values.Get(_fromStart),
            ClosedRight = values.Get(_closed),
            LabelRight = values.Get(_label),
            SkipEmpty = values.Get(_empty),
            Partial = values.Get(_partial) ?? PartialIntervals.Automatic,
            Upsample = values.Get(_upsample),
        }),
        FittedResample.FromJson)
    {
        Shorthand = _every,
        Example = "resample: 1h",
    };

    private readonly BinRuler _ruler;

    /// <summary>Creates the step.</summary>
    /// <param name="options">Interval and aggregation.</param>
    /// <exception cref="InputException">
    /// Not exactly one of a span and a part of the calendar is given, or options contradict each other.
    /// </exception>
    public ResampleStep(ResampleOptions options)
    {
        if (options.Every < TimeSpan.Zero || (options.Every > TimeSpan.Zero) == (options.Calendar != CalendarPeriod.None))
        {
            throw new InputException($"Step '{StepName}' got " + (options.Every == TimeSpan.Zero
                ? "neither an interval nor a part of the calendar: give one of them, for example 1h or a month."
                : $"an interval of {TimeSpanFormatter.Format(options.Every)}" +
                    (options.Calendar == CalendarPeriod.None ? "" : $" and the part of the calendar '{options.Calendar}'")
                        + ": give one of them, above 0."));
        }

        if (options is { FromStart: true, Calendar: not CalendarPeriod.None })
        {
            throw new InputException($"Step '{StepName}' cannot count the {options.Calendar} from the start of each series: give a span " +
                "of time, or leave it out.");
        }

        if (options is { SkipEmpty: true, Upsample: not UpsampleMethod.None })
        {
            throw new InputException($"Step '{StepName}' cannot both leave out intervals without rows and fill them: choose one.");
        }

        Options = options;
        _ruler = new(options.Every, options.Calendar, options.FromStart, options.ClosedRight, options.LabelRight, options.SkipEmpty);
    }

    /// <summary>Interval and aggregation.</summary>
    public ResampleOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    public override bool LooksAhead => Options.Upsample == UpsampleMethod.Linear;

    /// <inheritdoc/>
    public override string? Warning => Options.Upsample == UpsampleMethod.None ? null
        : $"Rows at one a {_ruler} are in part invented ({Options.Upsample}): they hold no information that the rows between them did " +
            "not, and make errors look smaller than they are.";

    /// <inheritdoc/>
    public override string CausalAlternative => "upsample: forward";

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        foreach (SeriesItem item in training.Items)
        {
            StepColumns.RequireStamps(item.Frame.Time, Name, item.Id);
        }

        string[] columns = [.. training.ColumnNames];
        if (Options.Methods is { } methods)
        {
            _ = StepColumns.Named(training, [.. methods.Keys], Name);
        }

        Statistic[] told = [.. columns.Select(column => MethodOf(training, column))];
        bool drops = Options.Partial == PartialIntervals.Drop
            || (Options is { Partial: PartialIntervals.Automatic, Upsample: UpsampleMethod.None }
                && told.Any(statistic => statistic is Statistic.Sum or Statistic.Count));
        FittedResample fitted = new(columns, told, _ruler, Options.Upsample, drops, IntervalFill.Fit(training, _ruler, Name));
        fitted.Check(training);
        return fitted;
    }

    private Statistic MethodOf(SeriesSet training, string column)
    {
        bool isCategory = StepColumns.IsCategory(training, column);
        Statistic method = Options.Methods?.TryGetValue(column, out Statistic own) == true ? own
            : isCategory ? Statistic.Last
            : Options.Method;
        return !isCategory || method is Statistic.First or Statistic.Last
            ? method
            : throw new InputException($"Step '{Name}' is to tell the {method} of column '{column}', which holds categories: tell their " +
                "first or last.");
    }
}
