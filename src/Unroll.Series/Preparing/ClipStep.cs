using System.Globalization;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>A step that clips outliers to limits, or makes them missing. It has no inverse.</summary>
public sealed class ClipStep : ConfiguredStep<ClipOptions>
{
    private const string StepName = "clip";
    private const double DefaultThreshold = 3;
    private const int DefaultRows = 25;
    private const double DefaultLower = 0.001;
    private const double DefaultUpper = 0.999;

    internal static StepEntry Entry { get; } = new StepEntry<ClipStep, ClipOptions>(
        StepName,
        "Brings values that are too far out to the nearest that are not, or makes them missing.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Choice("method", options => options.Method, (options, value) => options with { Method = value },
                "How values are told that are too far out."),
            settings.Of("threshold", Kind.Number(NumberRange.Positive), options => options.Threshold,
                (options, value) => options with { Threshold = value },
                "How many scaled median distances or standard deviations are too far.", DefaultThreshold),
            settings.Of("rows", Kind.Optional(Kind.Integer(3)), options => options.Rows is > 0 and not DefaultRows ? options.Rows : null,
                (options, value) => options with { Rows = value ?? 0 }, "Hampel: length of the window in rows; or span.",
                note: string.Create(CultureInfo.InvariantCulture, $"`{DefaultRows}`")),
            settings.Span("span", options => options.Span, (options, value) => options with { Span = value },
                "Hampel: length of the window in time; or rows."),
            settings.Flag("centered", options => options.Centered, (options, value) => options with { Centered = value },
                "Hampel: whether the row is in the middle of its window. It looks ahead."),
            settings.Of("lower", Kind.Number(NumberRange.Share), options => options.Lower,
                (options, value) => options with { Lower = value }, "Quantile: the lower share.", DefaultLower),
            settings.Of("upper", Kind.Number(NumberRange.Share), options => options.Upper,
                (options, value) => options with { Upper = value }, "Quantile: the upper share.", DefaultUpper),
            settings.Either("to", "limit", "missing", options => options.ToMissing, (options, value) => options with { ToMissing = value },
                "What values become that are too far out."),
            settings.PerSeries(options => options.PerSeries, (options, value) => options with { PerSeries = value }, "limits are"),
        ],
        options => new(options),
        (step, json) => step.Options.Method == ClipMethod.Hampel
            ? new FittedHampel(step, json.Columns())
            : new FittedLimits(step, json.Columns(), Learned<Limits>.FromJson(json)),
        "method")
    {
        Example = "clip: hampel",
        Formula = "hampel: |x − median| > k · 1.4826 · MAD\nsigma: |x − x̄| > k · σ",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Detection and treatment.</param>
    /// <exception cref="InputException">
    /// The threshold is negative, a window has fewer than 3 rows, or quantiles are not in order from 0 to 1.
    /// </exception>
    public ClipStep(ClipOptions options = default)
        : base(StepName, Completed(options))
    {
    }

    /// <inheritdoc/>
    public override bool LooksAhead => Options is { Method: ClipMethod.Hampel, Centered: true };

    /// <inheritdoc/>
    public override string CausalAlternative => "centered: false";

    /// <inheritdoc/>
    public override bool LearnsEachSeries => Options.PerSeries;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        if (Options.Method == ClipMethod.Hampel)
        {
            StepColumns.RequireStamps(training, Options.Rows, Name);
            return new FittedHampel(this, columns);
        }

        return new FittedLimits(this, columns,
            Learned<Limits>.Fit(training, columns, Options.PerSeries, FitColumn, $"Step '{Name}' cannot learn limits of"));
    }

    private static ClipOptions Completed(ClipOptions options)
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

        return options with
        {
            Threshold = options.Threshold == 0 ? DefaultThreshold : options.Threshold,
            Rows = options.Rows == 0 && options.Span == TimeSpan.Zero ? DefaultRows : options.Rows,
        };
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
            Scaler scaler = Scaler.Fit(ScaleMethod.Standard, known);

            // The scaler of a constant column divides by 1, but its deviation is 0.
            double reach = known.AsSpan().ContainsAnyExcept(known[0]) ? Options.Threshold * scaler.Scale : 0;
            return new Limits(scaler.Offset - reach, scaler.Offset + reach);
        }

        Array.Sort(known);
        return new Limits(Quantiles.OfSorted(known, Options.Lower), Quantiles.OfSorted(known, Options.Upper));
    }
}
