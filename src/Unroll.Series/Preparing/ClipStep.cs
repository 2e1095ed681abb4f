using System.Globalization;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>A step that clips outliers to limits, or makes them missing. It has no inverse.</summary>
public sealed class ClipStep : PreparingStep
{
    internal const string StepName = "clip";

    private const double DefaultThreshold = 3;
    private const int DefaultRows = 25;
    private const double DefaultLower = 0.001;
    private const double DefaultUpper = 0.999;

    private static readonly Setting<ClipStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<ClipStep>(step => step.Options.Columns);
    private static readonly Setting<ClipStep, ClipMethod> _method = new(
        "method",
        Kind.Choice(("hampel", ClipMethod.Hampel), ("sigma", ClipMethod.Sigma), ("quantile", ClipMethod.Quantile)),
        step => step.Options.Method,
        "How values are told that are too far out.")
    {
        DefaultValue = default(ClipOptions).Method,
    };
    private static readonly Setting<ClipStep, double> _threshold =
        new("threshold", Kind.Number(NumberRange.Positive), step => step.Options.Threshold, "How many scaled median distances or " +
            "standard deviations are too far.")
        {
            DefaultValue = DefaultThreshold,
        };
    private static readonly Setting<ClipStep, int?> _rows = new(
        "rows",
        Kind.Optional(Kind.Integer(3)),
        step => step.Options is { Rows: > 0 and not DefaultRows } options ? options.Rows : null,
        "Hampel: length of the window in rows; or span.")
    {
        DefaultNote = string.Create(CultureInfo.InvariantCulture, $"`{DefaultRows}`"),
    };
    private static readonly Setting<ClipStep, TimeSpan?> _span =
        StepSettings.Span<ClipStep>("span", step => step.Options.Span, "Hampel: length of the window in time; or rows.");
    private static readonly Setting<ClipStep, bool> _centred =
        new("centred", Kind.Flag, step => step.Options.Centred, "Hampel: whether the row is in the middle of its window. It looks ahead.");
    private static readonly Setting<ClipStep, double> _lower =
        new("lower", Kind.Number(NumberRange.Share), step => step.Options.Lower, "Quantile: the lower share.")
        {
            DefaultValue = DefaultLower,
        };
    private static readonly Setting<ClipStep, double> _upper =
        new("upper", Kind.Number(NumberRange.Share), step => step.Options.Upper, "Quantile: the upper share.")
        {
            DefaultValue = DefaultUpper,
        };
    private static readonly Setting<ClipStep, bool> _to =
        new("to", Kind.Choice(("limit", false), ("missing", true)), step => step.Options.ToMissing, "What values become that are too far " +
            "out.");
    private static readonly Setting<ClipStep, bool> _perSeries =
        StepSettings.PerSeries<ClipStep>(step => step.Options.PerSeries, "limits are");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(ClipStep),
        "Brings values that are too far out to the nearest that are not, or makes them missing.",
        [_columns, _method, _threshold, _rows, _span, _centred, _lower, _upper, _to, _perSeries],
        values => new ClipStep(new()
        {
            Columns = values.Get(_columns),
            Method = values.Get(_method),
            Threshold = values.Get(_threshold),
            Rows = values.Get(_rows) ?? 0,
            Span = values.Get(_span) ?? TimeSpan.Zero,
            Centred = values.Get(_centred),
            Lower = values.Get(_lower),
            Upper = values.Get(_upper),
            ToMissing = values.Get(_to),
            PerSeries = values.Get(_perSeries),
        }),
        FittedLimits.FromJson)
    {
        Shorthand = _method,
        Example = "clip: hampel",
        Formula = "hampel: |x − median| > k · 1.4826 · MAD\nsigma: |x − x̄| > k · σ",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Detection and treatment.</param>
    /// <exception cref="InputException">
    /// The threshold is negative, a window has fewer than 3 rows, or quantiles are not in order from 0 to 1.
    /// </exception>
    public ClipStep(ClipOptions options = default)
    {
        if (!(options.Threshold >= 0) || !double.IsFinite(options.Threshold))
        {
            throw new InputException($"Step '{StepName}' got the threshold {options.Threshold}: give a number above 0, for example 3.");
        }

        if (options.Span < TimeSpan.Zero || (options.Rows != 0 && (options.Rows < 3 || options.Span > TimeSpan.Zero)))
        {
            throw new InputException($"Step '{StepName}' got a window of {StepJson.RowsAndSpan(options.Rows, options.Span)}: give at " +
                "least 3 rows, or a span, not both.");
        }

        if (options is { Lower: 0, Upper: 0 })
        {
            options = options with { Lower = DefaultLower, Upper = DefaultUpper };
        }

        if (!(options.Lower >= 0 && options.Lower < options.Upper && options.Upper <= 1))
        {
            throw new InputException($"Step '{StepName}' got the quantiles {options.Lower} and {options.Upper}: give two shares from 0 " +
                "to 1, the lower first, for example 0.01 and 0.99.");
        }

        Options = options with
        {
            Threshold = options.Threshold == 0 ? DefaultThreshold : options.Threshold,
            Rows = options.Rows == 0 && options.Span == TimeSpan.Zero ? DefaultRows : options.Rows,
        };
    }

    /// <summary>Detection and treatment.</summary>
    public ClipOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool LooksAhead => Options is { Method: ClipMethod.Hampel, Centred: true };

    /// <inheritdoc/>
    public override string CausalAlternative => "centred: false";

    /// <inheritdoc/>
    public override bool LearnsEachSeries => Options.PerSeries;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        if (Options.Method == ClipMethod.Hampel)
        {
            if (Options.Rows == 0)
            {
                foreach (SeriesItem item in training.Items)
                {
                    StepColumns.RequireStamps(item.Frame.Time, Name, item.Id);
                }
            }

            return new FittedHampel(columns, new SlidingWindow(Options.Rows, Options.Span, Options.Centred), Options.Threshold,
                Options.ToMissing);
        }

        Limits[] all = [.. columns.Select(column => FitColumn(training.Items, column)
            ?? throw new InputException($"Step '{Name}' cannot learn limits of column '{column}', which has no value in the training " +
                "part: leave the column out."))];
        Learned<Limits[]> limits = Options.PerSeries
            ? Learned<Limits[]>.Fit(training, perSeries: true,
                items => [.. columns.Select((column, i) => FitColumn(items, column) ?? all[i])])
            : Learned<Limits[]>.Fit(training, perSeries: false, _ => all);
        return new FittedLimits(columns, limits, Options.ToMissing);
    }

    private Limits? FitColumn(IReadOnlyList<SeriesItem> items, string column)
    {
        double[] known = KnownValues.Of(items, column);
        if (known.Length == 0)
        {
            return null;
        }

        if (Options.Method == ClipMethod.Sigma)
        {
            StandardScaler scaler = StandardScaler.Fit(known);

            // The scaler of a constant column divides by 1, but its deviation is 0.
            double reach = known.AsSpan().ContainsAnyExcept(known[0]) ? Options.Threshold * scaler.Scale : 0;
            return new Limits(scaler.Offset - reach, scaler.Offset + reach);
        }

        Array.Sort(known);
        return new Limits(Quantiles.OfSorted(known, Options.Lower), Quantiles.OfSorted(known, Options.Upper));
    }
}
