using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that resamples series to another interval: each row aggregates the rows in it by their mean, sum or another statistic a column. A
/// shorter interval than the series have is refused unless it is asked for, since interpolating invents information. It has no inverse.
/// </summary>
public sealed class ResampleStep : ConfiguredStep<ResampleOptions>
{
    private const string StepName = "resample";

    internal static StepEntry Entry { get; } = new StepEntry<ResampleStep, ResampleOptions>(
        StepName,
        "Brings series to another interval: each row tells of all rows in it.",
        settings =>
        [
            settings.Span("every", options => options.Every, (options, value) => options with { Every = value },
                "The interval; or calendar."),
            settings.ChoiceOrNone("calendar", options => options.Calendar, (options, value) => options with { Calendar = value },
                "A part of the calendar as the interval; or every."),
            settings.Of("method", SeriesKind.Statistic, options => options.Method, (options, value) => options with { Method = value },
                "What a value tells of the rows in an interval."),
            settings.Of<IReadOnlyDictionary<string, Statistic>>("methods", Kind.Map(SeriesKind.Statistic, "statistic of each column"),
                options => options.Methods!, (options, value) => options with { Methods = value },
                "Columns that something else is told of."),
            settings.Flag("from-start", options => options.FromStart, (options, value) => options with { FromStart = value },
                "Whether intervals are counted from the first row of each series."),
            settings.Either("closed", "left", "right", options => options.ClosedRight,
                (options, value) => options with { ClosedRight = value },
                "Which end of an interval belongs to it: whether a row at a border is of the later or the earlier one."),
            settings.Either("label", "left", "right", options => options.LabelRight,
                (options, value) => options with { LabelRight = value },
                "Whether an interval bears the stamp of its beginning or of its end."),
            settings.Empty(options => options.SkipEmpty, (options, value) => options with { SkipEmpty = value }),
            settings.ChoiceOrNone("partial", options => options.Partial, (options, value) => options with { Partial = value },
                "What becomes of the first and the last interval where rows fill only a part of them.",
                "`drop` for sums and counts, else `keep`"),
            settings.Choice("upsample", options => options.Upsample, (options, value) => options with { Upsample = value },
                "What rows get that are invented, where the interval is shorter than that of the series; none refuses it."),
        ],
        options => new(options),
        FittedResample.FromJson,
        "every")
    {
        Example = "resample: 1h",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Interval and aggregation.</param>
    /// <exception cref="InputException">
    /// Not exactly one of a span and a part of the calendar is given, or options contradict each other.
    /// </exception>
    public ResampleStep(ResampleOptions options)
        : base(StepName, options)
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
    }

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    public override bool LooksAhead => Options.Upsample == UpsampleMethod.Linear;

    /// <inheritdoc/>
    public override string? Warning => Options.Upsample == UpsampleMethod.None ? null
        : $"Rows at one a {Ruler} are in part invented ({Options.Upsample}): they hold no information that the rows between them did " +
            "not, and make errors look smaller than they are.";

    /// <inheritdoc/>
    public override string CausalAlternative => "upsample: forward";

    internal BinRuler Ruler =>
        new(Options.Every, Options.Calendar, Options.FromStart, Options.ClosedRight, Options.LabelRight, Options.SkipEmpty);

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        StepColumns.RequireStamps(training, 0, Name);
        string[] columns = [.. training.ColumnNames];
        if (Options.Methods is { } methods)
        {
            _ = StepColumns.Named(training, [.. methods.Keys], Name);
        }

        Statistic[] told = [.. columns.Select(column => MethodOf(training, column))];
        bool drops = Options.Partial == PartialIntervals.Drop
            || (Options is { Partial: PartialIntervals.Automatic, Upsample: UpsampleMethod.None }
                && told.Any(statistic => statistic is Statistic.Sum or Statistic.Count));
        FittedResample fitted = new(this, columns, told, drops, IntervalFill.Fit(training, Ruler, Name));
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
