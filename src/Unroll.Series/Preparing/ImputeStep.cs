using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that imputes missing values, with a mask and the time since the last known value as optional columns (Che et al., 2018, Recurrent
/// neural networks for multivariate time series with missing values: GRU-D). The inverse changes nothing.
/// </summary>
public sealed class ImputeStep : PreparingStep
{
    internal const string StepName = "impute";

    private static readonly Setting<ImputeStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<ImputeStep>(step => step.Options.Columns);
    private static readonly Setting<ImputeStep, ImputeMethod> _method = new(
        "method",
        Kind.Choice(
            ("forward", ImputeMethod.Forward), ("linear", ImputeMethod.Linear), ("seasonal", ImputeMethod.Seasonal),
                ("season-ago", ImputeMethod.SeasonAgo),
            ("constant", ImputeMethod.Constant), ("mean", ImputeMethod.Mean)),
        step => step.Options.Method,
        "What missing values are replaced by.")
    {
        DefaultValue = default(ImputeOptions).Method,
    };
    private static readonly Setting<ImputeStep, double> _value =
        new("value", Kind.Number(), step => step.Options.Value, "The value of method: constant.")
        {
            DefaultValue = default(ImputeOptions).Value,
        };
    private static readonly Setting<ImputeStep, Season> _season =
        new("season", SeriesKind.Season, step => step.Options.Season, "The season of method: seasonal and season-ago.")
        {
            DefaultValue = default(ImputeOptions).Season,
            Example = "season: day",
        };
    private static readonly Setting<ImputeStep, LeadingGap> _leading = new(
        "leading",
        Kind.Choice(("mean", LeadingGap.Mean), ("refuse", LeadingGap.Refuse), ("keep", LeadingGap.Keep)),
        step => step.Options.Leading,
        "What becomes of values before the first known one.")
    {
        DefaultValue = default(ImputeOptions).Leading,
    };
    private static readonly Setting<ImputeStep, int?> _limit =
        StepSettings.Rows<ImputeStep>("limit", step => step.Options.Limit, "How many values of a gap are replaced at most.");
    private static readonly Setting<ImputeStep, bool> _mask =
        new("mask", Kind.Flag, step => step.Options.Mask, "Whether a column x-missing tells where values were missing.");
    private static readonly Setting<ImputeStep, bool> _timeSince =
        new("time-since", Kind.Flag, step => step.Options.TimeSince, "Whether a column x-since tells the time from the last known value.");
    private static readonly Setting<ImputeStep, TimeSpan?> _unit =
        new("unit", Kind.Optional(SeriesKind.Span), step => step.Options.Unit, "The unit of that time.")
        {
            DefaultNote = "the median interval",
        };
    private static readonly Setting<ImputeStep, bool> _perSeries =
        StepSettings.PerSeries<ImputeStep>(step => step.Options.PerSeries, "means are");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(ImputeStep),
        "Replaces missing values, and tells where it did so.",
        [_columns, _method, _value, _season, _leading, _limit, _mask, _timeSince, _unit, _perSeries],
        values => new ImputeStep(new()
        {
            Columns = values.Get(_columns),
            Method = values.Get(_method),
            Value = values.Get(_value),
            Season = values.Get(_season),
            Leading = values.Get(_leading),
            Limit = values.Get(_limit) ?? 0,
            Mask = values.Get(_mask),
            TimeSince = values.Get(_timeSince),
            Unit = values.Get(_unit),
            PerSeries = values.Get(_perSeries),
        }),
        FittedImpute.FromJson)
    {
        Shorthand = _method,
        Example = "impute: forward",
        Formula = "δ₁ = 0, δₜ = sₜ − sₜ₋₁ + (δₜ₋₁ where xₜ₋₁ is missing, else 0)",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Method and columns.</param>
    /// <exception cref="InputException">
    /// A seasonal method has no season, a limit or unit is negative, or the constant is no number.
    /// </exception>
    public ImputeStep(ImputeOptions options = default)
    {
        if (options.Method is ImputeMethod.Seasonal or ImputeMethod.SeasonAgo && options.Season.Kind == SeasonKind.None)
        {
            throw new InputException($"Step '{StepName}' replaces missing values by those of a season, but has none: give one, for " +
                "example a day or a week.");
        }

        if (options.Limit < 0)
        {
            throw new InputException($"Step '{StepName}' has a limit of {options.Limit} values of a gap, but needs at least 1, or 0 for " +
                "none.");
        }

        if (options.Unit is { } unit && unit <= TimeSpan.Zero)
        {
            throw new InputException($"Step '{StepName}' tells the time since the last known value in units of {unit}: give a unit " +
                "longer than nothing.");
        }

        if (!double.IsFinite(options.Value))
        {
            throw new InputException($"Step '{StepName}' would put {options.Value} in place of missing values: give a finite number.");
        }

        Options = options;
    }

    /// <summary>Method and columns.</summary>
    public ImputeOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool LooksAhead => Options.Method == ImputeMethod.Linear;

    /// <inheritdoc/>
    public override string CausalAlternative => "method: forward, seasonal or season-ago";

    /// <inheritdoc/>
    public override bool LearnsEachSeries => Options.PerSeries;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        StepColumns.RequireNew(training, columns.SelectMany(column => FittedImpute.Added(column, Options)), Name);
        bool usesMean = Options.Method is ImputeMethod.Mean or ImputeMethod.Seasonal
            || (Options.Method != ImputeMethod.Constant && Options.Leading == LeadingGap.Mean);
        double interval = Intervals.MedianTicks(training);
        SeasonClock? clock = Options.Method == ImputeMethod.Seasonal ? SeasonClock.Fit(Options.Season, training, Name) : null;
        if (Options.Method == ImputeMethod.SeasonAgo && Options.Season.Kind != SeasonKind.Rows)
        {
            foreach (SeriesItem item in training.Items)
            {
                StepColumns.RequireStamps(item.Frame.Time, Name, item.Id);
            }
        }

        Learned<PhaseMeans[]> means;
        if (usesMean)
        {
            int phases = clock?.Phases(interval) ?? 0;
            PhaseMeans[] all = [.. columns.Select(column => FitColumn(training.Items, column, clock, phases)
                ?? throw new InputException($"Step '{Name}' cannot learn a mean of column '{column}', which has no value in the training " +
                    "part: leave the column out, or replace by a constant."))];
            means = Options.PerSeries
                ? Learned<PhaseMeans[]>.Fit(training, perSeries: true,
                    items => [.. columns.Select((column, i) => FitColumn(items, column, clock, phases) ?? all[i])])
                : Learned<PhaseMeans[]>.Fit(training, perSeries: false, _ => all);
        }
        else
        {
            means = Learned<PhaseMeans[]>.Fit(training, perSeries: false, _ => []);
        }

        return new FittedImpute(columns, Options, means, clock, interval);
    }

    private static PhaseMeans? FitColumn(IReadOnlyList<SeriesItem> items, string column, SeasonClock? clock, int phases)
    {
        if (KnownValues.Mean(items, column) is not { } mean)
        {
            return null;
        }

        if (clock is null)
        {
            return new PhaseMeans(mean, []);
        }

        double[] sums = new double[phases];
        long[] counts = new long[phases];
        foreach (SeriesItem item in items)
        {
            ReadOnlySpan<double> values = item.Frame.Column(column);
            for (int i = 0; i < values.Length; i++)
            {
                if (!double.IsNaN(values[i]))
                {
                    int phase = clock.Phase(clock.At(item.Frame.Time, i), phases);
                    sums[phase] += values[i];
                    counts[phase]++;
                }
            }
        }

        for (int i = 0; i < phases; i++)
        {
            sums[i] = counts[i] > 0 ? sums[i] / counts[i] : mean;
        }

        return new PhaseMeans(mean, sums);
    }
}
