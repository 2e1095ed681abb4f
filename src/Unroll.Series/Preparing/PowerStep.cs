using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that makes skewed values more nearly normal by a power λ, estimated by maximum likelihood on the training part, or given. The
/// inverse is clipped to the range of the transformation: 0 or the largest number. Box–Cox is of values over their geometric mean in the
/// training part, which differs from the plain formula by a factor and a constant only, and keeps the digits of values that are far from 1.
/// </summary>
public sealed class PowerStep : ConfiguredStep<PowerOptions>
{
    private const string StepName = "power";
    private const double Bound = 5;
    private const double LeastSpread = 1e-9;

    internal static StepEntry Entry { get; } = new StepEntry<PowerStep, PowerOptions>(
        StepName,
        "Makes skewed values more like normal ones by a power.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }),
            settings.Choice("method", options => options.Method, (options, value) => options with { Method = value },
                "Which transformation."),
            settings.Of("lambda", Kind.Optional(Kind.Number(new NumberRange { AtLeast = -Bound, AtMost = Bound })),
                options => options.Lambda, (options, value) => options with { Lambda = value }, "The power λ.", note: "the likeliest"),
            settings.PerSeries(options => options.PerSeries, (options, value) => options with { PerSeries = value }, "λ is"),
        ],
        options => new(options),
        (step, json) => new FittedPower(step, json.Columns(), Learned<PowerTransform>.FromJson(json)),
        "method")
    {
        Example = "power: box-cox",
        Formula = "box-cox: ((x/g)^λ − 1)/λ, g the geometric mean\nyeo-johnson: ((1 + x)^λ − 1)/λ where x ≥ 0, −((1 − x)^(2 − λ) − 1)/(2 " +
            "− λ) below",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">The transformation.</param>
    /// <exception cref="InputException">λ is not from −5 to 5.</exception>
    public PowerStep(PowerOptions options = default)
        : base(StepName, options)
    {
        if (options.Lambda is not (null or (>= -Bound and <= Bound)))
        {
            throw new InputException($"Step '{StepName}' got the power {options.Lambda}: give one from {-Bound} to {Bound}, or none for " +
                "the likeliest.");
        }
    }

    /// <inheritdoc/>
    public override bool LearnsEachSeries => Options.PerSeries;

    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// A value of the training part is not above 0 and the transformation is Box–Cox; the message names its row.
    /// </exception>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        foreach (SeriesItem item in Options.Method == PowerMethod.BoxCox ? training.Items : [])
        {
            foreach (string column in columns)
            {
                PowerTransform.RequirePositive(item.Frame.Column(column), new(column, item.Id, item.Frame.Time, 0));
            }
        }

        return new FittedPower(this, columns, Learned<PowerTransform>.Fit(training, columns, Options.PerSeries, FitColumn));
    }

    private PowerTransform FitColumn(IReadOnlyList<SeriesItem> items, string column)
    {
        double[] known = KnownValues.Of(items, column);
        PowerTransform transform = PowerTransform.Fit(Options.Method, Options.Lambda, known, Bound);
        foreach (ref double value in known.AsSpan())
        {
            value = transform.Forward(value);
        }

        // Large values to a power below 0 are all next to one number, and have no accurate inverse.
        if (Options.Method == PowerMethod.YeoJohnson && known.Length > 1 && transform.Lambda is < 0 or > 2
            && known.Max() - known.Min() < LeastSpread * known.Max(Math.Abs))
        {
            throw new InputException(
                $"Step '{Name}' would squeeze column '{column}' by the power {transform.Lambda:0.###} to numbers that differ by less " +
                "than a number can tell: values are far from 0, so use Box–Cox, or scale them first.");
        }

        return transform;
    }
}
