namespace Unroll.Series.Preparing;

/// <summary>A power transformation.</summary>
/// <param name="Method">The family.</param>
/// <param name="Lambda">The power.</param>
/// <param name="LogMean">Box–Cox: the logarithm of the geometric mean that values are divided by; else 0.</param>
internal sealed record PowerTransform(PowerMethod Method, double Lambda, double LogMean) : IColumnParameters<PowerTransform>
{
    private const double Tolerance = 1e-9;

    /// <summary>The transformation with a given power, or fitted to known values.</summary>
    public static PowerTransform Fit(PowerMethod method, double? lambda, double[] known, double bound) => new(
        method,
        lambda ?? Likeliest(method, known, bound),
        method == PowerMethod.BoxCox ? known.Select(value => Math.Log(value)).DefaultIfEmpty().Average() : 0);

    public static PowerTransform FromNumbers(double[] numbers) => new((PowerMethod)(int)numbers[0], numbers[1], numbers[2]);

    public double[] ToNumbers() => [(int)Method, Lambda, LogMean];

    /// <summary>Refuses values that Box–Cox powers are not defined for.</summary>
    public static void RequirePositive(ReadOnlySpan<double> values, ColumnPlace place) => place.RequireAbove(
        values, 0, "Step 'power' takes Box–Cox powers", "use the Yeo–Johnson transformation, which takes values of any sign");

    /// <summary>The maximum-likelihood power; 1, the identity, for equal values.</summary>
    private static double Likeliest(PowerMethod method, double[] known, double bound)
    {
        if (known.Length < 2 || !known.AsSpan().ContainsAnyExcept(known[0]))
        {
            return 1;
        }

        double[] logs = [.. known.Select(value => method == PowerMethod.BoxCox ? Math.Log(value)
            : Math.CopySign(Numerics.LogOnePlus(Math.Abs(value)), value))];
        double mean = logs.Average();
        if (method == PowerMethod.BoxCox || known.All(value => value >= 0))
        {
            // Of values over their geometric mean: neither do powers overflow or lose their digits, nor does the Jacobian count.
            return Numerics.Minimum(lambda => LogDeviation(logs, log => Power(log - mean, lambda)), -bound, bound, Tolerance);
        }

        if (known.All(value => value <= 0))
        {
            return Numerics.Minimum(lambda => LogDeviation(logs, log => Power(mean - log, 2 - lambda)), -bound, bound, Tolerance);
        }

        return Numerics.Minimum(
            lambda => LogDeviation(logs, log => log >= 0 ? Power(log, lambda) : -Power(-log, 2 - lambda)) - ((lambda - 1) * mean), -bound,
                bound, Tolerance);
    }

    public double Forward(double value) => StepColumns.Finite(
        Method == PowerMethod.BoxCox ? Power(Math.Log(value) - LogMean, Lambda)
        : value >= 0 ? Power(Numerics.LogOnePlus(value), Lambda)
        : -Power(Numerics.LogOnePlus(-value), 2 - Lambda));

    public double Back(double value) => StepColumns.Finite(
        double.IsNaN(value) ? value
        : Method == PowerMethod.BoxCox ? Math.Exp(LogMean + LogOfInverse(value, Lambda))
        : value >= 0 ? Numerics.ExpMinusOne(LogOfInverse(value, Lambda))
        : -Numerics.ExpMinusOne(LogOfInverse(-value, 2 - Lambda)));

    /// <summary>(e^(λ log) − 1) / λ.</summary>
    private static double Power(double log, double lambda) => lambda == 0 ? log : Numerics.ExpMinusOne(lambda * log) / lambda;

    /// <summary>ln(λy + 1) / λ; where y is outside the range of the transformation, the end of the domain that is nearest.</summary>
    private static double LogOfInverse(double value, double lambda)
    {
        if (lambda == 0)
        {
            return value;
        }

        double product = lambda * value;
        return product > -1 ? Numerics.LogOnePlus(product) / lambda
            : lambda > 0 ? double.NegativeInfinity
            : double.PositiveInfinity;
    }

    /// <summary>The logarithm of the standard deviation of transformed values.</summary>
    private static double LogDeviation(double[] logs, Func<double, double> transform)
    {
        double sum = 0;
        foreach (double log in logs)
        {
            sum += transform(log);
        }

        double mean = sum / logs.Length, squares = 0;
        foreach (double log in logs)
        {
            double difference = transform(log) - mean;
            squares += difference * difference;
        }

        return double.IsFinite(squares) ? Math.Log(squares / logs.Length) / 2 : double.MaxValue;
    }
}
