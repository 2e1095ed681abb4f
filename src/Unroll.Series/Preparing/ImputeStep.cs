using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Replaces missing values, and tells a network where it did so: by a mask, and by the time since the last known value (Che et al., 2018,
/// Recurrent neural networks for multivariate time series with missing values: GRU-D). Not undone: what was known stays as it is.
/// </summary>
public sealed class ImputeStep : PreparingStep
{
    internal const string StepName = "impute";

    private readonly ImputeOptions _options;

    /// <summary>Creates the step.</summary>
    /// <param name="options">How.</param>
    /// <exception cref="InputException">A seasonal method has no season, a limit or unit is negative, or the constant is no number.</exception>
    public ImputeStep(ImputeOptions options = default)
    {
        if (options.Method is ImputeMethod.Seasonal or ImputeMethod.SeasonAgo && options.Season.Kind == SeasonKind.None)
        {
            throw new InputException($"Step '{StepName}' replaces missing values by those of a season, but has none: give one, for example a day or a week.");
        }

        if (options.Limit < 0)
        {
            throw new InputException($"Step '{StepName}' has a limit of {options.Limit} values of a gap, but needs at least 1, or 0 for none.");
        }

        if (options.Unit is { } unit && unit <= TimeSpan.Zero)
        {
            throw new InputException($"Step '{StepName}' tells the time since the last known value in units of {unit}: give a unit longer than nothing.");
        }

        if (!double.IsFinite(options.Value))
        {
            throw new InputException($"Step '{StepName}' would put {options.Value} in place of missing values: give a finite number.");
        }

        _options = options;
    }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool LooksAhead => _options.Method == ImputeMethod.Linear;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, _options.Columns, Name);
        StepColumns.RequireNew(training, columns.SelectMany(column => FittedImpute.Added(column, _options)), Name);
        bool usesMean = _options.Method is ImputeMethod.Mean or ImputeMethod.Seasonal
            || (_options.Method != ImputeMethod.Constant && _options.Leading == LeadingGap.Mean);
        double interval = Intervals.MedianTicks(training);
        SeasonClock? clock = _options.Method == ImputeMethod.Seasonal ? SeasonClock.Fit(_options.Season, training, Name) : null;
        if (_options.Method == ImputeMethod.SeasonAgo && _options.Season.Kind != SeasonKind.Rows)
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
                ?? throw new InputException($"Step '{Name}' cannot learn a mean of column '{column}', which has no value in the training part: leave the column out, or replace by a constant."))];
            means = _options.PerSeries
                ? Learned<PhaseMeans[]>.Fit(training, perSeries: true, items => [.. columns.Select((column, i) => FitColumn(items, column, clock, phases) ?? all[i])])
                : Learned<PhaseMeans[]>.Fit(training, perSeries: false, _ => all);
        }
        else
        {
            means = Learned<PhaseMeans[]>.Fit(training, perSeries: false, _ => []);
        }

        return new FittedImpute(columns, _options, means, clock, interval);
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
                    int phase = clock.Phase(item.Frame.Time[i], phases);
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
