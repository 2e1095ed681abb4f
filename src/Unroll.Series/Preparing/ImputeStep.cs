using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that imputes missing values, with a mask and the time since the last known value as optional columns (Che et al., 2018, Recurrent
/// neural networks for multivariate time series with missing values: GRU-D). The inverse changes nothing.
/// </summary>
public sealed class ImputeStep : ConfiguredStep<ImputeOptions>
{
    private const string StepName = "impute";

    internal static StepEntry Entry { get; } = new StepEntry<ImputeStep, ImputeOptions>(
        StepName,
        "Replaces missing values, and tells where it did so.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Choice("method", options => options.Method, (options, value) => options with { Method = value },
                "What missing values are replaced by."),
            settings.Of("value", Kind.Number(), options => options.Value, (options, value) => options with { Value = value },
                "The value of method: constant."),
            settings.Of("season", SeriesKind.Season, options => options.Season, (options, value) => options with { Season = value },
                "The season of method: seasonal and season-ago.", example: "season: day"),
            settings.Choice("leading", options => options.Leading, (options, value) => options with { Leading = value },
                "What becomes of values before the first known one."),
            settings.Rows("limit", options => options.Limit, (options, value) => options with { Limit = value },
                "How many values of a gap are replaced at most."),
            settings.Flag("mask", options => options.Mask, (options, value) => options with { Mask = value },
                "Whether a column x-missing tells where values were missing."),
            settings.Flag("time-since", options => options.TimeSince, (options, value) => options with { TimeSince = value },
                "Whether a column x-since tells the time from the last known value."),
            settings.Of("unit", Kind.Optional(SeriesKind.Span), options => options.Unit,
                (options, value) => options with { Unit = value }, "The unit of that time.", note: "the median interval"),
            settings.PerSeries(options => options.PerSeries, (options, value) => options with { PerSeries = value }, "means are"),
        ],
        options => new(options),
        FittedImpute.FromJson,
        "method")
    {
        Example = "impute: forward",
        Formula = "δ₁ = 0, δₜ = sₜ − sₜ₋₁ + (δₜ₋₁ where xₜ₋₁ is missing, else 0)",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Method and columns.</param>
    /// <exception cref="InputException">
    /// A seasonal method has no season, a limit or unit is negative, or the constant is no number.
    /// </exception>
    public ImputeStep(ImputeOptions options = default)
        : base(StepName, options)
    {
        if (options.Method is ImputeMethod.Seasonal or ImputeMethod.SeasonAgo && options.Season.Kind == SeasonKind.None)
        {
            throw new InputException($"Step '{StepName}' replaces missing values by those of a season, but has none: give one, for " +
                "example a day or a week.");
        }

        if (options.Limit < 0)
        {
            throw new InputException($"Step '{StepName}' has a limit of {CountFormatter.Format(options.Limit, "values")} of a " +
                $"gap, but needs at least 1, or 0 for " +
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
    }

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
            StepColumns.RequireStamps(training, 0, Name);
        }

        int phases = clock?.Phases(interval) ?? 0;
        Learned<PhaseMeans>? means = !usesMean ? null : Learned<PhaseMeans>.Fit(
            training, columns, Options.PerSeries, (items, column) => FitColumn(items, column, clock, phases),
            $"Step '{Name}' cannot learn a mean of", "leave the column out, or replace by a constant");
        return new FittedImpute(this, columns, means, clock, interval);
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
