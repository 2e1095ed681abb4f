using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Makes skewed values more like normal ones by the power λ that is likeliest on the training part, or a given one. What comes back from beyond the
/// range of the transformation becomes its end: 0 or the largest double. Box–Cox is of values over their geometric mean in the training part, which differs
/// from the plain formula by a factor and a constant only, and keeps the digits of values that are far from 1.
/// </summary>
public sealed class PowerStep : PreparingStep
{
    internal const string StepName = "power";
    private const double Bound = 5;
    private const double LeastSpread = 1e-3;

    private readonly PowerOptions _options;

    /// <summary>Creates the step.</summary>
    /// <param name="options">Which transformation.</param>
    /// <exception cref="InputException">λ is not from −5 to 5.</exception>
    public PowerStep(PowerOptions options = default) => _options = options.Lambda is null or (>= -Bound and <= Bound)
        ? options
        : throw new InputException($"Step '{StepName}' got the power {options.Lambda}: give one from {-Bound} to {Bound}, or none for the likeliest.");

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    /// <exception cref="InputException">A value of the training part is not above 0 and the transformation is Box–Cox; the message tells its row.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, _options.Columns, Name);
        if (_options.Method == PowerMethod.BoxCox)
        {
            foreach (SeriesItem item in training.Items)
            {
                foreach (string column in columns)
                {
                    FittedPower.RequirePositive(item.Frame, column, item.Id);
                }
            }
        }

        Learned<PowerTransform[]> transforms = Learned<PowerTransform[]>.Fit(
            training, _options.PerSeries, items => [.. columns.Select(column => FitColumn(items, column))]);
        return new FittedPower(columns, transforms);
    }

    private PowerTransform FitColumn(IReadOnlyList<SeriesItem> items, string column)
    {
        double[] known = KnownValues.Of(items, column);
        PowerTransform transform = PowerTransform.Fit(_options.Method, _options.Lambda, known, Bound);
        foreach (ref double value in known.AsSpan())
        {
            value = transform.Forward(value);
        }

        // Large values to a power below 0 are all next to one number, of which a double keeps 7 digits.
        if (_options.Method == PowerMethod.YeoJohnson && known.Length > 1 && transform.Lambda is < 0 or > 2
            && known.Max() - known.Min() < LeastSpread * known.Max(Math.Abs))
        {
            throw new InputException(
                $"Step '{Name}' would squeeze column '{column}' by the power {transform.Lambda:0.###} to numbers that differ by less than a double can tell: " +
                "values are far from 0, so use Box–Cox, or scale them first.");
        }

        return transform;
    }
}
