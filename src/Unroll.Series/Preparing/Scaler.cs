namespace Unroll.Series.Preparing;

/// <summary>
/// The scaling of a column, (x − offset) / scale, and its inverse. Fitted on the training part alone: test rows in a scaler would be
/// leakage. A constant column becomes 0.
/// </summary>
/// <param name="Offset">The subtracted offset, in the column's unit.</param>
/// <param name="Scale">The divisor, in the column's unit; above 0.</param>
internal sealed record Scaler(double Offset, double Scale) : IColumnParameters<Scaler>
{
    /// <summary>Fits a scaler.</summary>
    /// <param name="method">What values are scaled by.</param>
    /// <param name="training">The column in the training part; NaN is ignored.</param>
    /// <exception cref="InputException">Every value is missing.</exception>
    public static Scaler Fit(ScaleMethod method, ReadOnlySpan<double> training)
    {
        if (method == ScaleMethod.None)
        {
            return new(0, 1);
        }

        int first = training.IndexOfAnyExcept(double.NaN);
        return first < 0
            ? throw new InputException($"All training values of a column ({training.Length}) are missing, so it cannot be scaled: leave " +
                "the column out.")
            : method switch
            {
                ScaleMethod.Robust => Robust(training),
                ScaleMethod.MinMax => MinMax(training),
                _ => Standard(training, training[first]),
            };
    }

    public static Scaler FromNumbers(double[] numbers) => double.IsFinite(numbers[0]) && double.IsFinite(numbers[1]) && numbers[1] > 0
        ? new(numbers[0], numbers[1])
        : throw new ArgumentException($"A scaler needs a finite offset and a scale above 0, but got {numbers[0]} and {numbers[1]}.");

    public double[] ToNumbers() => [Offset, Scale];

    /// <summary>Scales a number.</summary>
    /// <param name="value">In the column's unit.</param>
    public double Transform(double value) => (value - Offset) / Scale;

    /// <summary>Inverts the scaling of a number.</summary>
    /// <param name="value">Scaled.</param>
    public double Inverse(double value) => (value * Scale) + Offset;

    /// <summary>Scales numbers in place; NaN stays NaN, and overflow is clipped to the range of doubles.</summary>
    /// <param name="values">In the column's unit; replaced.</param>
    public void Transform(Span<double> values)
    {
        foreach (ref double value in values)
        {
            value = StepColumns.Finite(Transform(value));
        }
    }

    /// <summary>Inverts the scaling of numbers in place; NaN stays NaN, and overflow is clipped to the range of doubles.</summary>
    /// <param name="values">Scaled; replaced.</param>
    public void Inverse(Span<double> values)
    {
        foreach (ref double value in values)
        {
            value = StepColumns.Finite(Inverse(value));
        }
    }

    /// <summary>Mean and standard deviation (of the population).</summary>
    private static Scaler Standard(ReadOnlySpan<double> training, double first)
    {
        if (!training.ContainsAnyExcept(double.NaN, first))
        {
            return new(first, 1);
        }

        double sum = 0;
        long count = 0;
        foreach (double value in training)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        // The sum of the differences from the mean corrects its rounding error, so that small differences about a large mean keep their
        // digits.
        double mean = sum / count, squares = 0, rest = 0;
        foreach (double value in training)
        {
            double difference = double.IsNaN(value) ? 0 : value - mean;
            rest += difference;
            squares += difference * difference;
        }

        return new(mean + (rest / count), OrOne(Math.Sqrt(Math.Max(0, (squares - (rest * rest / count)) / count))));
    }

    /// <summary>Minimum and range: the training part becomes 0 … 1; later values may lie outside.</summary>
    private static Scaler MinMax(ReadOnlySpan<double> training)
    {
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (double value in training)
        {
            // Comparisons with NaN are false.
            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
        }

        return new(minimum, OrOne(maximum - minimum));
    }

    /// <summary>
    /// Median and interquartile range, which outliers do not move; between two values, quantiles are interpolated. A column whose middle
    /// half is constant is scaled by 1.
    /// </summary>
    private static Scaler Robust(ReadOnlySpan<double> training)
    {
        double[] known = Array.FindAll(training.ToArray(), value => !double.IsNaN(value));
        Array.Sort(known);
        return new(Quantiles.OfSorted(known, 0.5), OrOne(Quantiles.OfSorted(known, 0.75) - Quantiles.OfSorted(known, 0.25)));
    }

    private static double OrOne(double scale) => scale > 0 ? scale : 1;
}
