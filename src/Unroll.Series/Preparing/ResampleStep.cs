using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Brings series to another interval: each row tells of all rows in it, by their mean, sum or whatever each column is told by. A shorter interval than
/// the series have is refused unless it is asked for, since interpolating invents information. Not undone.
/// </summary>
public sealed class ResampleStep : PreparingStep
{
    internal const string StepName = "resample";

    private readonly ResampleOptions _options;
    private readonly BinRuler _ruler;

    /// <summary>Creates the step.</summary>
    /// <param name="options">To what interval, and how.</param>
    /// <exception cref="InputException">Not one of a span and a part of the calendar is given, or options contradict each other.</exception>
    public ResampleStep(ResampleOptions options)
    {
        if (options.Every < TimeSpan.Zero || (options.Every > TimeSpan.Zero) == (options.Calendar != CalendarPeriod.None))
        {
            throw new InputException($"Step '{StepName}' got " + (options.Every == TimeSpan.Zero
                ? "neither an interval nor a part of the calendar: give one of them, for example 1h or a month."
                : $"an interval of {StepJson.SpanFormatter(options.Every)}{(options.Calendar == CalendarPeriod.None ? "" : $" and the part of the calendar '{options.Calendar}'")}: give one of them, above 0."));
        }

        if (options is { FromStart: true, Calendar: not CalendarPeriod.None })
        {
            throw new InputException($"Step '{StepName}' cannot count the {options.Calendar} from the start of each series: give a span of time, or leave it out.");
        }

        if (options is { SkipEmpty: true, Upsample: not UpsampleMethod.None })
        {
            throw new InputException($"Step '{StepName}' cannot both leave out intervals without rows and fill them: choose one.");
        }

        _options = options;
        _ruler = new(options.Every, options.Calendar, options.FromStart, options.ClosedRight, options.LabelRight, options.SkipEmpty);
    }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool ChangesRows => true;

    /// <inheritdoc/>
    public override bool LooksAhead => _options.Upsample == UpsampleMethod.Linear;

    /// <inheritdoc/>
    public override string? Warning => _options.Upsample == UpsampleMethod.None ? null
        : $"Rows at one a {_ruler} are in part invented ({_options.Upsample}): they hold no information that the rows between them did not, and make errors look smaller than they are.";

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        foreach (SeriesItem item in training.Items)
        {
            StepColumns.RequireStamps(item.Frame.Time, Name, item.Id);
        }

        RequireLongerInterval(training);
        string[] columns = [.. training.ColumnNames];
        if (_options.Methods is { } methods)
        {
            _ = StepColumns.Named(training, [.. methods.Keys], Name);
        }

        Statistic[] told = [.. columns.Select(column => MethodOf(training, column))];
        bool drops = _options.Partial == PartialIntervals.Drop
            || (_options is { Partial: PartialIntervals.Automatic, Upsample: UpsampleMethod.None } && told.Any(statistic => statistic is Statistic.Sum or Statistic.Count));
        return new FittedResample(columns, told, _ruler, _options.Upsample, drops, IntervalFill.Fit(training, _ruler, Name));
    }

    private Statistic MethodOf(SeriesSet training, string column)
    {
        bool isCategory = StepColumns.IsCategory(training, column);
        Statistic method = _options.Methods?.TryGetValue(column, out Statistic own) == true ? own : isCategory ? Statistic.Last : _options.Method;
        return !isCategory || method is Statistic.First or Statistic.Last
            ? method
            : throw new InputException($"Step '{Name}' is to tell the {method} of column '{column}', which holds categories: tell their first or last.");
    }

    private void RequireLongerInterval(SeriesSet training)
    {
        if (_options is { Upsample: UpsampleMethod.None, SkipEmpty: false } && Intervals.ShortestTicks(training) is { } shortest && shortest > _ruler.LongestTicks)
        {
            throw new InputException(
                $"Step '{Name}' would bring series to one row a {_ruler}, but no two of their rows are nearer than {StepJson.SpanFormatter(new TimeSpan(shortest))}: " +
                "most rows would be invented. Choose a longer interval, or ask for upsampling.");
        }
    }
}
