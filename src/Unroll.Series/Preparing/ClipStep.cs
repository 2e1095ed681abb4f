using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Brings values that are too far out to the nearest that are not, or makes them missing. Not undone.</summary>
public sealed class ClipStep : PreparingStep
{
    internal const string StepName = "clip";

    private const double DefaultThreshold = 3;
    private const int DefaultRows = 25;
    private const double DefaultLower = 0.001;
    private const double DefaultUpper = 0.999;

    private readonly ClipOptions _options;

    /// <summary>Creates the step.</summary>
    /// <param name="options">Which values, and what becomes of them.</param>
    /// <exception cref="InputException">The threshold is negative, a window has fewer than 3 rows, or quantiles are not in order from 0 to 1.</exception>
    public ClipStep(ClipOptions options = default)
    {
        if (!(options.Threshold >= 0) || !double.IsFinite(options.Threshold))
        {
            throw new InputException($"Step '{StepName}' got the threshold {options.Threshold}: give a number above 0, for example 3.");
        }

        if (options.Span < TimeSpan.Zero || (options.Rows != 0 && (options.Rows < 3 || options.Span > TimeSpan.Zero)))
        {
            throw new InputException($"Step '{StepName}' got a window of {StepJson.RowsAndSpan(options.Rows, options.Span)}: give at least 3 rows, or a span, not both.");
        }

        if (options is { Lower: 0, Upper: 0 })
        {
            options = options with { Lower = DefaultLower, Upper = DefaultUpper };
        }

        if (!(options.Lower >= 0 && options.Lower < options.Upper && options.Upper <= 1))
        {
            throw new InputException($"Step '{StepName}' got the quantiles {options.Lower} and {options.Upper}: give two shares from 0 to 1, the lower first, for example 0.01 and 0.99.");
        }

        _options = options with
        {
            Threshold = options.Threshold == 0 ? DefaultThreshold : options.Threshold,
            Rows = options.Rows == 0 && options.Span == TimeSpan.Zero ? DefaultRows : options.Rows,
        };
    }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool LooksAhead => _options is { Method: ClipMethod.Hampel, Centred: true };

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, _options.Columns, Name);
        if (_options.Method == ClipMethod.Hampel)
        {
            if (_options.Rows == 0)
            {
                foreach (SeriesItem item in training.Items)
                {
                    StepColumns.RequireStamps(item.Frame.Time, Name, item.Id);
                }
            }

            return new FittedHampel(columns, new SlidingWindow(_options.Rows, _options.Span, _options.Centred), _options.Threshold, _options.ToMissing);
        }

        Limits[] all = [.. columns.Select(column => FitColumn(training.Items, column)
            ?? throw new InputException($"Step '{Name}' cannot learn limits of column '{column}', which has no value in the training part: leave the column out."))];
        Learned<Limits[]> limits = _options.PerSeries
            ? Learned<Limits[]>.Fit(training, perSeries: true, items => [.. columns.Select((column, i) => FitColumn(items, column) ?? all[i])])
            : Learned<Limits[]>.Fit(training, perSeries: false, _ => all);
        return new FittedLimits(columns, limits, _options.ToMissing);
    }

    private Limits? FitColumn(IReadOnlyList<SeriesItem> items, string column)
    {
        double[] known = KnownValues.Of(items, column);
        if (known.Length == 0)
        {
            return null;
        }

        if (_options.Method == ClipMethod.Sigma)
        {
            StandardScaler scaler = StandardScaler.Fit(known);

            // The scaler of a constant column divides by 1, but its deviation is 0.
            double reach = known.AsSpan().ContainsAnyExcept(known[0]) ? _options.Threshold * scaler.Scale : 0;
            return new Limits(scaler.Offset - reach, scaler.Offset + reach);
        }

        Array.Sort(known);
        return new Limits(Quantiles.OfSorted(known, _options.Lower), Quantiles.OfSorted(known, _options.Upper));
    }
}
